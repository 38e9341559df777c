//! Writing the example vote in Pabulib's `.pb` format (Faliszewski et al., "Participatory Budgeting: Data, Tools and
//! Analysis", IJCAI 2023; format description at pabulib.org).

use std::collections::BTreeMap;
use std::fmt::Write;

use madang_exchange::proposals::Proposal;
use madang_words::Language;

use crate::{ExampleBallot, MAX_CHOICES, cost};

/// Writes an approval vote as a `.pb` file: the sections META, PROJECTS and VOTES, with `\n` line ends.
///
/// `budget` is in won. Projects keep the order of `proposals` and carry their Korean title; `votes` counts the ballots
/// that approve them. A field with a semicolon, a quotation mark or a line break is quoted, its quotation marks doubled.
pub fn to_pabulib(proposals: &[Proposal], ballots: &[ExampleBallot], budget: u64) -> String {
    let mut votes: BTreeMap<&str, u64> = BTreeMap::new();
    for choice in ballots.iter().flat_map(|ballot| &ballot.choices) {
        *votes.entry(choice).or_default() += 1;
    }
    let mut file = String::from("META\nkey;value\n");
    for (key, value) in [
        ("description", DESCRIPTION.to_owned()),
        ("country", "South Korea".to_owned()),
        ("unit", "Example programme under KR0018".to_owned()),
        ("subunit", "Flagship services".to_owned()),
        ("instance", "example".to_owned()),
        ("num_projects", proposals.len().to_string()),
        ("num_votes", ballots.len().to_string()),
        ("budget", budget.to_string()),
        ("vote_type", "approval".to_owned()),
        ("rule", "equalshares/add1".to_owned()),
        ("date_begin", "02.11.2026".to_owned()),
        ("date_end", "15.11.2026".to_owned()),
        ("min_length", "1".to_owned()),
        ("max_length", MAX_CHOICES.to_string()),
        ("language", "ko".to_owned()),
        ("currency", "KRW".to_owned()),
    ] {
        line(&mut file, &[key, &value]);
    }
    file.push_str("PROJECTS\nproject_id;cost;votes;name;category\n");
    for project in proposals {
        let name = project.title.best(Language::Ko);
        let name = name.map_or(project.id.as_str(), |(_, title)| title);
        let votes = votes.get(project.id.as_str()).copied().unwrap_or_default();
        line(
            &mut file,
            &[
                &project.id,
                &cost(project).to_string(),
                &votes.to_string(),
                name,
                project.group.as_deref().unwrap_or_default(),
            ],
        );
    }
    file.push_str("VOTES\nvoter_id;vote\n");
    for ballot in ballots {
        line(
            &mut file,
            &[&ballot.voter.to_string(), &ballot.choices.join(",")],
        );
    }
    file
}

const DESCRIPTION: &str =
    "EXAMPLE: invented projects and generated ballots, not a real vote (예시: 실제 투표가 아님)";

/// Appends one line of fields.
fn line(file: &mut String, fields: &[&str]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            file.push(';');
        }
        if field.contains([';', '"', '\n', '\r']) {
            // Writing to a string cannot fail.
            let _ = write!(file, "\"{}\"", field.replace('"', "\"\""));
        } else {
            file.push_str(field);
        }
    }
    file.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposals;

    fn written(title: &str) -> String {
        let mut project = proposals().swap_remove(0);
        project.title.0.insert(Language::Ko, title.to_owned());
        let ballots = [
            ExampleBallot {
                voter: 7,
                choices: vec!["1".to_owned()],
            },
            ExampleBallot {
                voter: 8,
                choices: vec![],
            },
        ];
        to_pabulib(&[project], &ballots, 5)
    }

    fn project_line(file: &str) -> &str {
        file.lines()
            .find(|line| line.starts_with("1;"))
            .expect("a project line")
    }

    #[test]
    fn plain_names_stay_bare() {
        assert_eq!(
            project_line(&written("골목, 등불")),
            "1;1850000000;1;골목, 등불;general"
        );
    }

    #[test]
    fn semicolons_and_quotation_marks_are_quoted() {
        assert_eq!(
            project_line(&written("길; \"등불\"")),
            "1;1850000000;1;\"길; \"\"등불\"\"\";general"
        );
    }

    #[test]
    fn counts_and_votes_match_the_ballots() {
        let file = written("등불");
        assert!(
            file.contains("\nnum_projects;1\nnum_votes;2\nbudget;5\nvote_type;approval\n"),
            "{file}"
        );
        assert!(file.ends_with("VOTES\nvoter_id;vote\n7;1\n8;\n"), "{file}");
    }
}
