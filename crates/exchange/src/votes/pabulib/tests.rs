//! What files of the field hold, and what of it goes on the record.

use madang_words::check_strict_identifier;

use super::*;
use crate::ids::on_record;

/// Ids as cities write them, and what else a file may hold. The one that is taken apart is read as `한`.
const NAMES: [&str; 7] = [
    "OGM/0004",
    "C1 2015",
    "=1+1",
    "쉼터",
    "\u{1112}\u{1161}\u{11ab}",
    "a~2f",
    "4%",
];

fn file() -> VoteFile {
    let mut text = String::from("META\nkey;value\nbudget;1000\nvote_type;approval\ncurrency;PLN\n");
    text.push_str("PROJECTS\nproject_id;cost;name\n");
    for name in NAMES {
        text.push_str(&format!("{name};10;Ogro\u{301}d {name}\n"));
    }
    text.push_str("VOTES\nvoter_id;vote\n");
    for (voter, name) in NAMES.iter().enumerate() {
        text.push_str(&format!("{voter};{name}\n"));
    }
    VoteFile::read_bytes("names.pb", text.as_bytes()).expect("a vote")
}

/// Sentences in English.
fn said(sentences: Vec<Said>) -> Vec<String> {
    sentences.iter().map(Said::to_string).collect()
}

#[test]
fn a_file_without_a_currency_has_that_of_its_country() {
    let currency = |meta: &str| {
        let text = format!(
            "META\nkey;value\nbudget;969245.38\nvote_type;approval\n{meta}PROJECTS\nproject_id;cost\n1;5\n\
             VOTES\nvoter_id;vote\n1;1\n"
        );
        VoteFile::read_bytes("old.pb", text.as_bytes()).map(|file| file.currency)
    };
    assert_eq!(currency("country;Poland\n").as_deref(), Ok("PLN"));
    assert_eq!(
        currency("currency;EUR\ncountry;Poland\n").as_deref(),
        Ok("EUR")
    );
    // Where nothing says it, nobody guesses.
    let error = currency("").expect_err("no currency").to_string();
    assert!(
        error.contains("add a line such as `currency;PLN`"),
        "{error}"
    );
    assert_eq!(
        currency("currency;None\ncountry;poland\n").as_deref(),
        Ok("PLN")
    );
    assert_eq!(currency("currency;eur\n").as_deref(), Ok("EUR"));
    let error = currency("country;Czechia\n").expect_err("unknown");
    let error = error.to_string();
    assert!(error.contains("the country \"Czechia\""), "{error}");
    let error = currency("currency;shells\n").expect_err("none");
    assert!(
        error.to_string().contains("is not an ISO 4217 code"),
        "{error}"
    );
}

#[test]
fn whatever_a_file_calls_its_projects_stands_on_the_record_and_on_its_ballots() {
    let file = file();
    let ids: std::collections::BTreeSet<&str> = file
        .candidates
        .iter()
        .map(|candidate| candidate.id.as_str())
        .collect();
    for (name, ballot) in NAMES.iter().zip(&file.ballots) {
        let read = match *name {
            "\u{1112}\u{1161}\u{11ab}" => "한",
            name => name,
        };
        let id = on_record(read);
        assert_eq!(ballot.choices(), [id.as_str()], "ballots follow");
        assert!(ids.contains(id.as_str()), "{id} is a candidate");
    }
    for candidate in &file.candidates {
        assert_eq!(check_strict_identifier("id", &candidate.id), Ok(()));
        assert!(
            candidate.title.starts_with("Ogr\u{f3}d "),
            "{}",
            candidate.title
        );
    }
    assert_eq!(ids.len(), NAMES.len(), "no two become one");
    let renamed = file.renamed().expect("some are renamed");
    assert_eq!(renamed.count, 4, "what is written as the record does stays");
    assert_eq!(renamed.on_record, on_record(&renamed.in_file));
}

/// A file of that vote type with these further lines of META and these rows of votes.
fn stating(vote_type: &str, meta: &str, header: &str, votes: &str) -> Result<VoteFile, String> {
    let text = format!(
        "META\nkey;value\nbudget;100\nvote_type;{vote_type}\ncurrency;PLN\n{meta}PROJECTS\nproject_id;cost;name\n1;60.5;One\n\
         2;40;Two\nVOTES\n{header}\n{votes}"
    );
    VoteFile::read_bytes("v.pb", text.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn limits_are_read_as_select_reads_them() {
    let rule = |vote_type: &str, meta: &str| {
        let (header, votes) = match vote_type {
            "cumulative" => ("voter_id;vote;points", "a;1;3.0\n"),
            _ => ("voter_id;vote", "a;1\n"),
        };
        let file =
            stating(vote_type, meta, header, votes).unwrap_or_else(|error| panic!("{error}"));
        file.ballot_rule().clone()
    };
    for (meta, most) in [
        ("max_length;None\n", None),
        ("max_length;\n", None),
        ("max_length;3.0\n", Some(3)),
        ("max_length;2.5\n", Some(2)),
        ("max_length;6/2\n", Some(3)),
        ("max_length_unit;2\n", Some(2)),
        ("max_length;99999999999\n", None),
    ] {
        assert_eq!(rule("approval", meta).max_choices, most, "{meta}");
    }
    assert_eq!(rule("approval", "min_length;1.5\n").min_choices, Some(2));
    for (meta, most) in [
        ("max_sum_cost;121/2\n", Some(6050)),
        ("max_sum_cost;60.505\n", Some(6050)),
        ("max_sum_cost;None\n", None),
    ] {
        assert_eq!(rule("approval", meta).max_cost, most, "{meta}");
    }
    let points = rule("cumulative", "max_sum_points;10.5\n");
    assert_eq!(points.max_points, Some(10));
    let error = stating("approval", "max_length;many\n", "voter_id;vote", "").expect_err("none");
    assert!(error.contains("max_length"), "{error}");
}

/// What a file of this type with this metadata states that the record does not keep to.
fn not_kept(vote_type: &str, meta: &str) -> Vec<String> {
    let (header, votes) = match vote_type {
        "cumulative" => ("voter_id;vote;points", "a;1;3\n"),
        _ => ("voter_id;vote", "a;1\n"),
    };
    let file = stating(vote_type, meta, header, votes).unwrap_or_else(|error| panic!("{error}"));
    let keys = file.not_kept(false);
    let key = |words: Said| {
        let words = words.to_string();
        words.split(':').next().unwrap_or_default().to_owned()
    };
    keys.into_iter().map(key).collect()
}

#[test]
fn whatever_the_record_does_not_keep_to_is_named() {
    for (vote_type, meta, keys) in [
        ("cumulative", "max_points;4\n", vec!["max_points"]),
        ("cumulative", "min_points;2\n", vec!["min_points"]),
        ("cumulative", "min_sum_points;5\n", vec!["min_sum_points"]),
        (
            "approval",
            "min_sum_cost_district;10\n",
            vec!["min_sum_cost_district"],
        ),
        ("cumulative", "default_score;5\n", vec!["default_score"]),
        ("cumulative", "scoring_fn;Borda\n", vec!["scoring_fn"]),
        (
            "approval",
            "max_length_per_category;1\n",
            vec!["max_length_per_category"],
        ),
        (
            "approval",
            "budget_per_category;5,6\n",
            vec!["budget_per_category"],
        ),
        (
            "cumulative",
            "min_project_score_threshold;20\n",
            vec!["min_project_score_threshold"],
        ),
        (
            "cumulative",
            "max_points;4\nmin_points;2\nscoring_fn;Borda\n",
            vec!["min_points", "max_points", "scoring_fn"],
        ),
        // These change nothing.
        (
            "cumulative",
            "min_points;1\nmin_sum_points;1\nmin_sum_cost;0\n",
            vec![],
        ),
        ("cumulative", "max_points;5\nmax_sum_points;5\n", vec![]),
        (
            "approval",
            "max_points;5\ndefault_score;0\nmax_length_per_category;None\n",
            vec![],
        ),
    ] {
        assert_eq!(not_kept(vote_type, meta), keys, "{vote_type} {meta}");
    }
}

#[test]
fn a_ranking_whose_places_give_points_is_counted_by_them() {
    for (scoring, places) in [
        ("scoring_fn;Borda\n", true),
        ("Scoring_Fn;borda\n", true),
        ("", false),
    ] {
        let file = stating("ordinal", scoring, "voter_id;vote", "a;1\n").expect("a vote");
        assert_eq!(file.not_kept(false), [], "{scoring}");
        let borda = file.rule(None).utility == Utility::Borda { scores: None };
        assert_eq!(borda, places, "{scoring}");
    }
    assert_eq!(not_kept("ordinal", "scoring_fn;Dowdall\n"), ["scoring_fn"]);
    assert_eq!(not_kept("cumulative", "Max_Points;4\n"), ["max_points"]);
}

#[test]
fn what_the_rule_can_keep_to_it_keeps_to() {
    let meta = "min_project_score_threshold;20\n";
    let file = stating("approval", meta, "voter_id;vote", "a;1\n").expect("a vote");
    assert_eq!(file.not_kept(false), []);
    assert_eq!(file.rule(None).threshold, Some(Decimal::from(20)));
    let doubts = said(file.doubts());
    assert!(doubts[0].contains("needs 20 votes"), "{doubts:?}");
    let meta = "scoring_threshold;20\nbudget_per_category;5,6\n";
    let file = stating("approval", meta, "voter_id;vote", "a;1\n").expect("a vote");
    assert_eq!(file.not_kept(true), [], "a rule of one's own says it");
    let doubtful = stating("approval", "num_votes;7\n", "voter_id;vote", "a;1\n");
    let doubts = said(doubtful.expect("a vote").doubts());
    assert_eq!(doubts.len(), 1);
    assert!(
        doubts[0].contains("num_votes") && doubts[0].contains("1 time"),
        "{doubts:?}"
    );
}

#[test]
fn a_title_goes_on_in_the_summary_and_is_never_empty() {
    let long = "구불구불한 골목길 ".repeat(60);
    let text = format!(
        "META\nkey;value\nbudget;100\nvote_type;approval\ncurrency;KRW\nPROJECTS\nproject_id;cost;name\n1;6;{long}\n\
         2;4;\u{200b} \u{feff}\n3;4;None\n4;4;{}\nVOTES\nvoter_id;vote\na;1\n",
        "가".repeat(401)
    );
    let file = VoteFile::read_bytes("long.pb", text.as_bytes()).expect("a vote");
    let words = |at: usize| {
        (
            file.candidates[at].title.as_str(),
            &file.candidates[at].summary,
        )
    };
    let (title, rest) = words(0);
    assert!(
        title.chars().count() <= 400 && title.ends_with("한…"),
        "{title}"
    );
    let rest = rest.as_deref().expect("the rest");
    let whole = format!(
        "{} {}",
        title.trim_end_matches('…'),
        rest.trim_start_matches('…')
    );
    assert_eq!(whole, long.trim());
    assert_eq!(words(1), ("2", &None));
    assert_eq!(words(2), ("3", &None));
    let (title, rest) = words(3);
    assert_eq!(title.chars().count(), 400);
    assert_eq!(rest.as_deref(), Some("…가가"));
    // The record takes them all.
    for step in file.proposals("p") {
        step.command.content().expect("it is written");
    }
}
