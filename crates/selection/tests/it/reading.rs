//! Reading Pabulib text: many ballots, doubled voters and sections, limits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::common::random::Generator;
use madang_selection::pabulib::{Policy, ReadOptions, read};
use madang_selection::{Decimal, Election, ProjectDraft, VoteType, WarningKind};

fn approval(meta: &str, votes: &str) -> String {
    format!(
        "META\nkey;value\nbudget;100\nvote_type;approval\n{meta}PROJECTS\nproject_id;cost\na;10\nb;11\n\
         VOTES\nvoter_id;vote\n{votes}"
    )
}

fn lenient(text: &str) -> Election {
    read(text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Enough ballots that reading and grouping, sorting, and the index are each shared by two threads.
#[test]
fn many_ballots_are_grouped_in_canonical_order() {
    let projects = 300;
    let mut random = Generator(11);
    let mut text =
        "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\n".to_owned();
    for project in 0..projects {
        // Ids in string order stand at the places that their numbers say.
        let _ = writeln!(text, "{:03};1", project);
    }
    text.push_str("VOTES\nvoter_id;vote\n");
    let (mut expected, mut rows) = (BTreeMap::<Vec<u32>, u64>::new(), Vec::new());
    for voter in 0..220_000 {
        let mut listed: Vec<u32> = Vec::new();
        for _ in 0..random.below(4) {
            listed.push(random.below(projects) as u32);
        }
        listed.sort_unstable();
        listed.dedup();
        let ids: Vec<String> = listed
            .iter()
            .map(|project| format!("{project:03}"))
            .collect();
        let _ = writeln!(text, "{voter};{}", ids.join(","));
        *expected.entry(listed.clone()).or_default() += 1;
        rows.push(listed);
    }
    let election = lenient(&text);
    let ballots = election.ballots();
    assert!(ballots.distinct() > 1 << 16, "{}", ballots.distinct());
    let found = (0..ballots.distinct())
        .map(|group| (ballots.projects(group).to_vec(), ballots.weight(group)));
    assert!(
        found.eq(expected
            .iter()
            .map(|(listed, weight)| (listed.clone(), *weight)))
    );
    let voters = election.voters().expect("rows are kept");
    assert!(
        voters
            .groups()
            .iter()
            .zip(&rows)
            .all(|(group, listed)| ballots.projects(*group as usize) == listed)
    );
    for project in 0..projects as u32 {
        let supporters = (0u32..)
            .zip(expected.iter())
            .filter(|(_, (listed, _))| listed.contains(&project));
        let (groups, weights): (Vec<u32>, Vec<u64>) = supporters
            .map(|(group, (_, weight))| (group, *weight))
            .unzip();
        assert_eq!(ballots.supporters(project as usize), groups);
        assert_eq!(
            ballots.votes()[project as usize],
            weights.iter().sum::<u64>()
        );
    }
}

#[test]
fn blanks_do_not_hide_that_a_voter_stands_twice() {
    for second in ["1;a", "1 ;a", " 1;a"] {
        let text = approval("", &format!("1;b\n{second}\n"));
        let error = read(text.as_bytes(), &ReadOptions::default()).expect_err("twice");
        assert_eq!(
            (error.line, error.field.as_str()),
            (12, "voter_id"),
            "{second}"
        );
        let accept = ReadOptions::default().with_duplicate_voters(Policy::Accept);
        let election = read(text.as_bytes(), &accept).expect("accepted");
        assert_eq!(election.warnings().count(WarningKind::DuplicateVoter), 1);
    }
}

#[test]
fn a_section_is_not_taken_for_a_voter() {
    for section in ["VOTES", "META", "PROJECTS"] {
        let text = approval("", &format!("1;a\n{section}\n2;b\n"));
        let error = read(text.as_bytes(), &ReadOptions::default()).expect_err("a second section");
        assert_eq!(
            (error.line, error.field.as_str()),
            (12, "section"),
            "{section}"
        );
    }
    assert_eq!(lenient(&approval("", "VOTES;a\n")).votes(), [1, 0]);
}

#[test]
fn limits_between_units_hold_and_empty_ones_do_not_count() {
    let count = |meta: &str, votes: &str| {
        lenient(&approval(meta, votes))
            .warnings()
            .count(WarningKind::BallotBreaksLimit)
    };
    assert_eq!(count("max_sum_cost;20.5\n", "1;a,b\n2;a\n"), 1);
    assert_eq!(count("max_sum_cost;21.5\n", "1;a,b\n2;a\n"), 0);
    assert_eq!(count("max_length;1.5\n", "1;a,b\n2;a\n"), 1);
    assert_eq!(count("min_length;1.5\n", "1;a,b\n2;a\n"), 1);
    assert_eq!(count("max_length;\n", "1;a,b\n2;a\n"), 0);
}

/// A quote that is not closed for long, from a reader that gives little at a time.
#[test]
fn a_long_record_is_read_from_small_pieces() {
    let mut text = approval("", "1;\"a\"\n");
    text.insert_str(text.find("a;10").expect("a project"), "");
    let long = "x\n".repeat(300_000);
    let text = text.replace("vote_type", &format!("description;\"{long}\"\nvote_type"));
    let reader = std::io::BufReader::with_capacity(4096, text.as_bytes());
    let election = read(reader, &ReadOptions::default()).expect("good text");
    assert_eq!(
        election.meta_value("description").map(str::len),
        Some(long.trim().len())
    );
    assert_eq!(election.votes(), [1, 0]);
}

/// Points with more decimals than 32 bits hold as a power of ten.
#[test]
fn points_keep_twelve_decimals() {
    let mut builder = Election::builder(VoteType::Scoring);
    builder.budget(100u64);
    for id in ["a", "b"] {
        builder.add_project(ProjectDraft::new(id, 10u64));
    }
    let points = |text: &str| Decimal::parse(text).expect("a number");
    builder.add_ballot([("a", points("0.000000001234")), ("b", points("0.002"))], 1);
    let election = builder.build().expect("a good election");
    assert_eq!(election.ballots().points_decimals(), 12);
    assert_eq!(election.points(), [1234, 2_000_000_000]);
    let text = "META\nkey;value\nbudget;100\nvote_type;scoring\nPROJECTS\nproject_id;cost\na;10\nb;10\n\
                VOTES\nvoter_id;vote;points\n1;a,b;0.000000001234,0.002\n";
    assert_eq!(lenient(text).input_digest(), election.input_digest());
}
