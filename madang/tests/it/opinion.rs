//! `madang opinion` on the conversations of the shared data, and on files that are not as they should be.

use std::fs;
use std::path::{Path, PathBuf};

use madang_acceptance::program::shared;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{fails, file, json, madang, madang_in};

fn data() -> PathBuf {
    shared().expect("the shared data").join("data/opinion/dev")
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A call on a folder, as scripts make it.
fn call(folder: &Path, more: &[&str]) -> Vec<String> {
    let mut call = vec!["opinion".to_owned(), text(&folder.join("votes.csv"))];
    for (option, name) in [("--comments", "comments.csv"), ("--rules", "rules.json")] {
        let path = folder.join(name);
        if path.exists() {
            call.extend([option.to_owned(), text(&path)]);
        }
    }
    call.extend(more.iter().map(|one| (*one).to_owned()));
    call
}

fn run(call: &[String]) -> Value {
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    json(&call)
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file of the data");
    serde_json::from_str(&text).expect("JSON")
}

/// Whether two values are the same, numbers within a billionth.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let number = |number: &serde_json::Number| number.as_f64().expect("a number");
            (number(one) - number(other)).abs() <= 1e-9 * number(one).abs().max(1.0)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let each = one.iter().map(|(key, one)| (other.get(key), one));
            one.len() == other.len()
                && each
                    .into_iter()
                    .all(|(other, one)| other.is_some_and(|other| same(one, other)))
        }
        (one, other) => one == other,
    }
}

#[test]
fn the_command_prints_what_is_expected() {
    for folder in [
        "brexit-consensus",
        "scoop-hivemind.freshwater",
        "synthetic/three-groups",
        "synthetic/everyone-passes",
        "synthetic/all-moderated",
    ] {
        let folder = data().join(folder);
        let mut found = run(&call(&folder, &["--compare", "polis", "--json"]));
        let polis = found.as_object_mut().expect("an object").remove("polis");
        let polis = polis.expect("the comparison");
        assert!(
            same(&read(&folder.join("expected-groups.json")), &found),
            "{folder:?}"
        );
        assert!(
            same(&read(&folder.join("expected-polis.json")), &polis),
            "{folder:?}"
        );
    }
}

#[test]
fn the_name_divides_people_otherwise_and_changes_no_group() {
    let folder = data().join("brexit-consensus");
    let named = run(&call(&folder, &["--json", "--name", "other"]));
    let expected = read(&folder.join("expected-groups.json"));
    assert_eq!(named["conversation"], "other");
    assert_eq!(named["persons"], expected["persons"]);
    assert_ne!(named["half_samples"], expected["half_samples"]);
}

#[test]
fn the_result_is_told_in_words_of_both_languages() {
    let folder = data().join("scoop-hivemind.freshwater");
    let call = call(&folder, &["--compare", "polis"]);
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    let told = madang(&call, "");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    for words in [
        "94 of 115 people",
        "Groups are a lens, not a fact.",
        "3 groups, which explain 4.1%",
        "A: 82 people",
        "B: fewer than 10 people",
        "do not survive halving",
        "#0 \"",
        "Polis' group 1 is represented by: #19",
    ] {
        assert!(told.contains(words), "{words:?} is not in: {told}");
    }
    assert!(!told.contains("6 people"), "{told}");
    let told = madang_in("ko_KR.UTF-8", &call, "");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    for words in [
        "115명 가운데 94명",
        "집단은 사실이 아니라",
        "A: 82명",
        "유지되지 않습니다",
    ] {
        assert!(told.contains(words), "{words:?} is not in: {told}");
    }
    let none = data().join("synthetic/no-groups/votes.csv");
    let told = madang(&["opinion", &text(&none), "--language", "ko"], "");
    assert!(String::from_utf8_lossy(&told.stdout).contains("한 집단"));
}

#[test]
fn rows_that_cannot_be_read_are_named_and_the_rest_counts() {
    let bad = |name: &str| text(&data().join("synthetic/bad").join(name));
    let whole = json(&["opinion", &bad("bom-crlf.csv"), "--json"]);
    for (name, value) in [
        ("vote-2.csv", "`2`"),
        ("float-vote.csv", "`1.0`"),
        ("huge-id.csv", "`99999999999999999999`"),
        ("nul.csv", "line 110"),
    ] {
        for (locale, line) in [("C", "line 110"), ("ko_KR.UTF-8", "110번째 줄")] {
            let ended = madang_in(locale, &["opinion", &bad(name), "--json"], "");
            let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert_eq!(ended.status.code(), Some(2), "{name}: {errors}");
            assert!(errors.contains(line), "{name}: {errors}");
            assert!(locale != "C" || errors.contains(value), "{name}: {errors}");
            let found: Value = serde_json::from_slice(&ended.stdout).expect("JSON");
            let events = found["vote_events"].as_u64().expect("a count");
            assert_eq!(Some(events), whole["vote_events"].as_u64(), "{name}");
        }
    }
    assert_eq!(json(&["opinion", &bad("empty.csv"), "--json"])["k"], 0);
    fails(
        &["opinion", &bad("missing-column.csv")],
        1,
        "no column `voter-id`",
    );
    fails(
        &["opinion", &bad("duplicate-header.csv")],
        1,
        "`vote` is there twice",
    );
    fails(&["opinion", &bad("none.csv")], 1, "cannot read");
    fails(&["opinion"], 1, "VOTES");
    let (votes, comments) = (bad("swapped-votes.csv"), bad("swapped-comments.csv"));
    let swapped = ["opinion", &votes, "--comments", &comments];
    fails(
        &swapped,
        1,
        "of 8 authors who voted on their own statements 8 reject them",
    );
    let turned = json(&[&swapped[..], &["--reverse-signs", "--json"]].concat());
    assert_eq!(turned["statements_all"], 8);
    let comments = text(&data().join("brexit-consensus/comments.csv"));
    let votes = text(&data().join("brexit-consensus/votes.csv"));
    let wrongly = [
        "opinion",
        &votes,
        "--comments",
        &comments,
        "--reverse-signs",
    ];
    fails(&wrongly, 1, "Leave --reverse-signs out");
    let folder = TempDir::new().expect("a folder");
    let rules = file(&folder, "rules.json", "{\"meta\": 5}");
    fails(
        &["opinion", &votes, "--rules", &rules],
        1,
        "rules.json: line 1",
    );
    fails(
        &["opinion", &votes, "--groups", &rules],
        1,
        "--compare polis",
    );
}

#[test]
fn what_is_exported_is_read_again_with_the_same_result() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| text(&folder.path().join(name));
    let raw = text(&data().join("brexit-consensus/raw"));
    let ended = madang(&["opinion", "import", &raw, &path("in")], "");
    let errors = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        ended.status.success() && errors.contains("--meta"),
        "{errors}"
    );
    let expected = read(&data().join("brexit-consensus/expected-groups.json"));
    let imported = call(
        &folder.path().join("in"),
        &["--json", "--name", "brexit-consensus"],
    );
    assert!(same(&expected, &run(&imported)));
    let mut export = call(&folder.path().join("in"), &["--name", "brexit-consensus"]);
    export.splice(1..1, ["export".to_owned()]);
    export.insert(3, path("out"));
    let export: Vec<&str> = export.iter().map(String::as_str).collect();
    assert!(madang(&export, "").status.success());
    assert!(same(
        &expected,
        &read(&folder.path().join("out/opinion.json"))
    ));
    let again = madang(
        &[
            "opinion",
            "import",
            &path("out"),
            &path("again"),
            "--meta",
            "49",
        ],
        "",
    );
    assert!(again.status.success());
    for name in ["votes.csv", "comments.csv"] {
        let text =
            |folder_name: &str| fs::read_to_string(folder.path().join(folder_name).join(name));
        let (out, again) = (text("out").expect("a file"), text("again").expect("a file"));
        assert_eq!(out, again, "{name}");
    }
    let rules = read(&folder.path().join("again/rules.json"));
    assert_eq!(rules["meta"], serde_json::json!([49]));
    let summary = fs::read_to_string(folder.path().join("out/summary.csv")).expect("a file");
    assert!(summary.ends_with("format=polis-export/1\n"), "{summary}");
    // Nothing is written over what is read.
    let here = text(&folder.path().join("in"));
    fails(&["opinion", "import", &here, &here], 1, "which is read");
    fails(
        &["opinion", "import", &path("none"), &path("to")],
        1,
        "neither votes.csv",
    );
}

/// No cell of fewer than ten votes stands in the tables by group, nor one that could be found by subtraction.
#[test]
fn small_cells_are_left_out_of_exported_tables() {
    let folder = TempDir::new().expect("a folder");
    let from = data().join("scoop-hivemind.freshwater");
    let mut export = call(&from, &[]);
    export.splice(1..1, ["export".to_owned()]);
    export.insert(3, text(folder.path()));
    let export: Vec<&str> = export.iter().map(String::as_str).collect();
    assert!(madang(&export, "").status.success());
    let table = fs::read_to_string(folder.path().join("comment-groups.csv")).expect("a table");
    let mut rows = table.lines();
    let head = rows.next().expect("names of columns");
    assert!(head.ends_with("group-c-votes,group-c-agrees,group-c-disagrees,group-c-passes"));
    let (mut hidden, mut found) = (0, 0);
    for row in rows {
        let fields: Vec<&str> = row.rsplit(',').take(12).collect();
        let count = |field: &&str| field.is_empty() || field.parse::<u32>().is_ok();
        // Words may have several lines: the counts stand on the last.
        if fields.len() < 12 || !fields.iter().all(count) {
            continue;
        }
        found += 1;
        let votes = [fields[11], fields[7], fields[3]];
        let empty = votes.iter().filter(|votes| votes.is_empty()).count();
        assert_ne!(empty, 1, "{row}");
        hidden += empty;
        for votes in votes.iter().filter(|votes| !votes.is_empty()) {
            assert!(votes.parse::<u32>().expect("a count") >= 10, "{row}");
        }
    }
    assert_eq!(found, 38);
    assert!(hidden >= 2 * 38, "the two small groups are in no row");
}

#[test]
fn formulas_of_spreadsheets_are_written_as_words() {
    let folder = TempDir::new().expect("a folder");
    let comments = data().join("synthetic/bad/formula-comments.csv");
    fs::copy(comments, folder.path().join("comments.csv")).expect("a copy");
    file(
        &folder,
        "votes.csv",
        "comment-id,voter-id,vote\n0,1,1\n1,1,1\n",
    );
    let (from, to) = (text(folder.path()), text(&folder.path().join("to")));
    let ended = madang(&["opinion", "import", &from, &to], "");
    assert!(ended.status.success());
    let written = fs::read_to_string(folder.path().join("to/comments.csv")).expect("a file");
    assert!(written.contains(",\"'=HYPERLINK(\"\"http"), "{written}");
    assert!(written.contains("\"two\nlines\""), "{written}");
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(
        told.contains("statement 0: agreed/disagreed 0/0 by comments.csv, 1/0"),
        "{told}"
    );
}
