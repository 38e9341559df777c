//! What is wrong in a file is told with its line, and nothing else is lost.

use std::fs;
use std::io::Cursor;

use madang_opinion::polis::files::{
    Comments, FileError, Problem, Votes, count_differences, read_comments, read_groups, read_rules,
    read_summary, read_votes, signs,
};
use madang_opinion::report::{Analysis, Report};
use madang_opinion::{Conversation, Rules, Vote};

use crate::common::{data, folders, open};

fn votes(name: &str) -> Result<Votes, FileError> {
    let path = data().join("synthetic/bad").join(name);
    read_votes(open(&path).expect("a file of the data"))
}

fn comments(name: &str) -> Comments {
    let path = data().join("synthetic/bad").join(name);
    read_comments(open(&path).expect("a file of the data")).expect("columns")
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_the_rest_is_taken() {
    let whole = votes("bom-crlf.csv").expect("columns");
    assert_eq!(whole.problems, []);
    for (name, value) in [
        ("vote-2.csv", "2"),
        ("nul.csv", "1\0"),
        ("float-vote.csv", "1.0"),
        ("huge-id.csv", "99999999999999999999"),
    ] {
        let votes = votes(name).expect("columns");
        let [problem] = &votes.problems[..] else {
            panic!("{name}: {:?}", votes.problems);
        };
        assert_eq!(problem.line, 110, "{name}");
        match &problem.problem {
            Problem::Vote { value: found, .. } | Problem::Id { value: found, .. } => {
                assert_eq!(found, value, "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(votes.events.len() as u64, votes.rows - 1, "{name}");
        let others = votes
            .events
            .iter()
            .filter(|event| whole.events.contains(event));
        assert_eq!(others.count(), votes.events.len(), "{name}");
    }
}

#[test]
fn columns_that_are_missing_or_there_twice_refuse_the_file() {
    let said = |name: &str| votes(name).expect_err(name).to_string();
    assert!(said("missing-column.csv").contains("\"voter-id\""));
    assert!(said("duplicate-header.csv").contains("\"vote\" is there twice"));
    assert!(matches!(read_votes(Cursor::new("")), Err(FileError::Empty)));
    let empty = votes("empty.csv").expect("columns");
    assert_eq!((empty.rows, empty.events.len()), (0, 0));
    let rules = read_rules(Cursor::new("{\n\"meta\": [x]}")).expect_err("no JSON");
    assert!(rules.to_string().starts_with("line 2"), "{rules}");
}

#[test]
fn the_latest_vote_counts_then_the_one_told_last() {
    let votes = votes("revotes.csv").expect("columns");
    let none: Option<[u32; 0]> = None;
    let matrix = votes
        .conversation("revotes", none)
        .matrix(&Rules::default());
    let matrix = matrix.expect("few");
    assert_eq!(matrix.people()[0], "1");
    assert_eq!(matrix.votes(0)[0], (0, Vote::Agree));
    assert!(matrix.votes_latest() < matrix.vote_events());
}

#[test]
fn reversed_signs_are_met_by_what_authors_say_of_their_own() {
    let votes = votes("swapped-votes.csv").expect("columns");
    let comments = comments("swapped-comments.csv");
    let found = signs(&votes, &comments);
    assert_eq!((found.agree, found.disagree), (0, 8));
    assert!(found.reversed());
    let mut right = votes.clone();
    right.reverse();
    assert!(!signs(&right, &comments).reversed());
    // No real conversation is taken for one.
    for folder in folders() {
        let Some(file) = open(&folder.join("comments.csv")) else {
            continue;
        };
        let comments = read_comments(file).expect("columns");
        let file = open(&folder.join("votes.csv")).expect("votes");
        let found = signs(&read_votes(file).expect("columns"), &comments);
        assert!(
            found.agree > found.disagree,
            "{}: {found:?}",
            folder.display()
        );
    }
}

#[test]
fn words_without_quotes_and_over_two_lines_are_whole() {
    let unquoted = comments("unquoted-comments.csv");
    assert_eq!(unquoted.comments[0].body, "statement, number 0");
    let joined = |problem: &Problem| {
        matches!(
            problem,
            Problem::Joined {
                found: 8,
                expected: 7
            }
        )
    };
    assert!(unquoted.problems.iter().all(|row| joined(&row.problem)));
    assert_eq!(unquoted.problems.len(), unquoted.comments.len());
    let formula = comments("formula-comments.csv");
    assert_eq!(
        formula.comments[0].body,
        "=HYPERLINK(\"http://example.org\")"
    );
    assert_eq!(formula.comments[1].body, "two\nlines");
}

/// An export as Polis made it, with a matrix whose votes are any of several.
#[test]
fn a_raw_export_reads_as_the_prepared_one() {
    let folder = data().join("brexit-consensus");
    let file = |path: &str| open(&folder.join(path)).expect("a file of the data");
    let raw = read_votes(file("raw/votes.csv")).expect("columns");
    let prepared = read_votes(file("votes.csv")).expect("columns");
    assert_eq!(raw.events, prepared.events);
    let comments = read_comments(file("raw/comments.csv")).expect("columns");
    assert!(!comments.says_meta);
    assert_eq!(count_differences(&raw, &comments), []);
    let matrix = read_groups(file("raw/participants-votes.csv")).expect("columns");
    let groups = read_groups(file("participants-groups.csv")).expect("columns");
    assert_eq!(matrix.groups, groups.groups);
    assert_eq!(matrix.votes.len(), 5303);
    let summary = read_summary(file("raw/summary.csv")).expect("readable");
    assert_eq!(summary.value("comments"), Some("50"));
}

#[test]
fn a_statement_that_was_counted_otherwise_is_listed() {
    let votes = "comment-id,voter-id,vote\n0,1,1\n0,2,-1\n0,2,1\n";
    let comments = "comment-id,agrees,disagrees,comment-body\n0,2,0,words\n1,0,0,more\n";
    let votes = read_votes(Cursor::new(votes)).expect("columns");
    let comments = read_comments(Cursor::new(comments)).expect("columns");
    let [difference] = count_differences(&votes, &comments)[..] else {
        panic!("one differs");
    };
    assert_eq!(difference.statement, 0);
    assert_eq!((difference.stated, difference.counted), ([2, 0], [2, 1]));
}

#[test]
fn nothing_that_stands_in_a_file_panics() {
    let pieces = [
        "comment-id,voter-id,vote\n",
        "\"",
        ",",
        "\n",
        "\r\n",
        "0,1,1\n",
        "\0",
        "\u{feff}",
        "-1",
        "1e9",
        "timestamp",
        "vote",
        "participant,group-id,3\n",
        "é",
        "{",
        "}",
    ];
    // Every sequence of three, and three times over.
    for code in 0..pieces.len().pow(3) {
        let picked = [code % 16, code / 16 % 16, code / 256];
        let text: String = picked
            .iter()
            .chain(&picked)
            .map(|piece| pieces[*piece])
            .collect();
        let bytes = [text.as_bytes(), b"\xff\xfe"].concat();
        for text in [text.as_bytes(), &bytes] {
            let _ = read_votes(Cursor::new(text));
            let _ = read_comments(Cursor::new(text));
            let _ = read_groups(Cursor::new(text));
            let _ = read_rules(Cursor::new(text));
            let _ = read_summary(Cursor::new(text));
        }
    }
}

#[test]
fn conversations_of_nobody_and_nothing_have_a_result() {
    let report = |conversation: &Conversation, rules: &Rules| {
        let matrix = conversation.matrix(rules).expect("few");
        let report = Report::of(&matrix, &Analysis::of(&matrix, 1));
        serde_json::to_value(report).expect("JSON")
    };
    let mut conversation = Conversation::new("");
    assert_eq!(report(&conversation, &Rules::default())["k"], 0);
    conversation.vote("", u32::MAX, Vote::Pass, i64::MIN);
    assert_eq!(report(&conversation, &Rules::default())["k"], 0);
    conversation.statements_of_votes();
    conversation.vote("x", u32::MAX, Vote::Agree, i64::MAX);
    let found = report(&conversation, &Rules::default());
    assert_eq!((&found["k"], &found["eligible"]), (&1.into(), &1.into()));
    let rules = Rules::default().without([u32::MAX], []);
    assert_eq!(report(&conversation, &rules)["statements_in"], 0);
    let rules = Rules::default().with_min_votes(0);
    assert_eq!(report(&conversation, &rules)["eligible"], 1);
}

/// Where numbers are printed none is "null", which is what becomes of one that is none.
#[test]
fn no_number_is_none() {
    for folder in folders() {
        let expected = fs::read_to_string(folder.join("expected-polis.json")).expect("a file");
        assert!(!expected.contains("NaN"));
        let matrix = crate::common::matrix(&folder);
        let found = madang_opinion::polis::Compared::of(&matrix, None);
        let text = serde_json::to_string(&found).expect("JSON");
        assert!(!text.contains("null"), "{}", folder.display());
    }
}
