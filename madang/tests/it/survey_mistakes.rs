//! What the commands of the survey engine say of files that are wrong.

use std::fs;
use std::path::PathBuf;

use encoding_rs::EUC_KR;
use serde_json::json as object;
use tempfile::TempDir;

use crate::common::{fails, file, json, madang_in};
use crate::survey::row;

const MARGINS: &str = r#"{"sex": {"F": 60, "M": 40}}"#;
const GOOD: &str = "id,w,sex\n1,2,F\n2,3,M\n3,1,F\n";

/// Weighing is refused in these words, and nothing is half-done.
#[track_caller]
fn refused(data: &str, margins: &str, out: &str, words: &str) {
    let call = [
        "weigh",
        data,
        "--id",
        "id",
        "--weight",
        "w",
        "--margins",
        margins,
        "--out",
        out,
    ];
    fails(&call, 1, words);
    assert!(!PathBuf::from(out).exists(), "nothing half-done");
}

/// Each of these is an error for people: which file, which line, which column, what to do.
#[test]
fn weights_that_are_none() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out.csv").to_string_lossy().into_owned();
    let (good, margins) = (
        file(&folder, "good.csv", GOOD),
        file(&folder, "margins.json", MARGINS),
    );
    for (weight, words) in [
        ("0", "line 3, column `w`"),
        ("-1", "above zero"),
        ("", "is missing"),
        ("x", "is no number"),
    ] {
        let data = file(
            &folder,
            "wrong.csv",
            &format!("id,w,sex\n1,2,F\n2,{weight},M\n"),
        );
        refused(&data, &margins, &out, words);
        refused(&data, &margins, &out, "wrong.csv");
    }
    let twice = file(&folder, "twice.csv", "id,w,sex\n1,2,F\n1,2,M\n");
    refused(&twice, &margins, &out, "stands in line 2 already");
    fails(
        &[
            "weigh",
            &good,
            "--id",
            "id",
            "--margins",
            &margins,
            "--method",
            "logit",
            "--out",
            &out,
        ],
        1,
        "--bounds",
    );
    fails(
        &[
            "weigh",
            &good,
            "--id",
            "id",
            "--margins",
            &margins,
            "--out",
            &good,
        ],
        1,
        "good.csv",
    );
}

#[test]
fn margins_that_cannot_be_reached() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("out.csv").to_string_lossy().into_owned();
    let good = file(&folder, "good.csv", GOOD);
    for (text, words) in [
        (
            r#"{"sex": {"F": 60, "M": 40}, "id": {"1": 10, "2": 20, "3": 30}}"#,
            "40 apart",
        ),
        (
            r#"{"sex": {"F": 60, "M": 40, "X": 5}}"#,
            "nobody in the data",
        ),
        (r#"{"sex": {"F": 60}}"#, "line 3, column `sex`: `M`"),
        (r#"{"sex": {"F": 60, "M": 0}}"#, "line 3"),
        (r#"{"sex": {"F": 60, "F": 40}}"#, "stands twice"),
        (r#"{"sex": "F"}"#, "margins are"),
        (r#"{"age": {"1": 60}}"#, "there is no column `age`"),
        ("[1]", "margins are"),
    ] {
        refused(&good, &file(&folder, "m.json", text), &out, words);
    }
}

#[test]
fn tables_cases_and_forms_that_are_wrong() {
    let folder = TempDir::new().expect("a folder");
    let good = file(&folder, "good.csv", GOOD);
    let one = file(&folder, "one.csv", "id,y\n1,3\n");
    fails(
        &["tabulate", &one, "--estimate", "mean:y"],
        1,
        "one sampling unit alone",
    );
    fails(
        &["tabulate", &good, "--estimate", "mean:sex"],
        1,
        "line 2, column `sex`: `F` is no number",
    );
    fails(
        &["tabulate", &good, "--estimate", "middle:w"],
        1,
        "an estimate is mean:V",
    );
    let cases = file(&folder, "cases.csv", "id,disposition\n1,1.1\n2,9.9\n");
    fails(
        &["response-rates", &cases],
        1,
        "line 3, column `disposition`: `9.9`",
    );
    let table = file(
        &folder,
        "t.json",
        r#"{"cells": [{"key": ["a"], "n": 4}, {"key": ["*"], "n": 5}]}"#,
    );
    fails(&["suppress", &table], 1, "add up to 4");
    fails(&["questionnaire", "check", &good], 1, "no Excel workbook");
}

#[test]
fn all_the_same_answer() {
    let folder = TempDir::new().expect("a folder");
    let same = file(&folder, "same.csv", "y\nyes\nyes\nyes\n");
    let found = json(&["tabulate", &same, "--estimate", "share:y", "--json"]);
    let found = row(&found, Some("yes"), None);
    assert_eq!(
        (&found["estimate"], &found["se"], &found["high"]),
        (&object!(1.0), &object!(0.0), &object!(1.0))
    );
    assert!(
        found["low"].as_f64().is_some_and(|low| low < 1.0),
        "all the same answer is no certainty"
    );
}

#[test]
fn korean_files_and_words() {
    let folder = TempDir::new().expect("a folder");
    let (text, _, _) = EUC_KR.encode("번호,지역,만족\n1,서울,3\n2,부산,4\n3,서울,5\n4,부산,\n");
    let path = folder.path().join("조사.csv");
    fs::write(&path, text).expect("a file");
    let path = path.to_string_lossy();
    let found = json(&[
        "tabulate",
        &path,
        "--estimate",
        "mean:만족",
        "--by",
        "지역",
        "--json",
    ]);
    assert_eq!(row(&found, None, Some("서울"))["estimate"], object!(4.0));
    assert_eq!(row(&found, None, Some("부산"))["n"], object!(1));
    let output = madang_in(
        "ko_KR.UTF-8",
        &["tabulate", &path, "--estimate", "mean:지역"],
        "",
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("2번째 줄") && said.contains("숫자가 아닙니다"),
        "{said}"
    );
}
