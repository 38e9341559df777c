//! OGP's files of commitments: in, out, and their stars.

use std::fs;

use madang_acceptance::program::shared;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{fails, file, json, madang, madang_in};

/// A file in the current schema with one row that is understood and two that are not, wholly.
const FILE: &str = "Commitment Unique Identifier,Country/Locality,Action Plan Number,Commitment Number,Year Of Submission,\
    Commitment Title,Start Date,End Date,Specificity,_Relevant,Potential Impact,_Potential Impact,Completion (End Of Term)\n\
    KR0042,대한민국,3,1,2016,A title,7/31/2016,6/30/2018,High,1,Transformative,3,Complete\n\
    KR0043,대한민국,3,2,2016,=1+1,7/31/2016,6/30/2014,Low,1,Huge,3,Complete\n\
    ,,3,3,2016,Whose?,,,,,,,\n";

fn shared_file(name: &str) -> String {
    let folder = shared().expect("shared data").join("data/ogp");
    folder.join(name).to_string_lossy().into_owned()
}

#[test]
fn an_import_says_what_it_did_not_understand() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "small.csv", FILE);
    let told = json(&["commitments", "import", &path, "--dry-run", "--json"]);
    let keys: Vec<&String> = told.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["imported", "reported", "rows"]);
    assert_eq!((&told["rows"], &told["imported"]), (&json!(3), &json!(2)));
    let reported = told["reported"].as_array().expect("a list");
    let of = |one: &Value| {
        (
            one["line"].as_u64(),
            one["field"].as_str().map(str::to_owned),
        )
    };
    let named: Vec<_> = reported.iter().map(of).collect();
    let line = |line, field: &str| (Some(line), Some(field.to_owned()));
    assert_eq!(
        named,
        [
            line(3, "Commitment Title"),
            line(3, "Potential Impact"),
            line(3, "End Date"),
            line(4, ""),
        ]
    );
    assert_eq!(reported[0]["value"], "=1+1");
    assert_eq!(reported[2]["reason"], "ends before it starts (7/31/2016)");
    let keys: Vec<&String> = reported[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["field", "line", "reason", "value"]);
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing was kept");
}

/// Runs a call that is to succeed.
fn done(call: &[&str]) {
    let done = madang(call, "");
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{call:?}: {errors}");
}

/// A call of export.
fn export<'a>(format: &'a str, to: &'a str, from: &'a str) -> [&'a str; 7] {
    [
        "commitments",
        "export",
        "--format",
        format,
        to,
        "--from",
        from,
    ]
}

#[test]
fn what_is_imported_is_kept_and_written_out_again() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let small = file(&folder, "small.csv", FILE);
    let (work, csv) = (path("work"), path("all.csv"));
    let (workbook, document) = (path("all.xlsx"), path("all.json"));
    fails(&export("json", &csv, &work), 1, "cannot be read");
    for from in [small.clone(), shared_file("ogp_2024_coded.csv")] {
        done(&["commitments", "import", &from, "--into", &work]);
    }
    for (format, to) in [("ogp-2024", &csv), ("xlsx", &workbook), ("json", &document)] {
        done(&export(format, to, &work));
        let told = json(&["commitments", "import", to, "--dry-run", "--json"]);
        let counts = (&told["rows"], &told["imported"]);
        assert_eq!(counts, (&json!(336), &json!(336)), "{format}");
    }
    let text = fs::read_to_string(&csv).expect("a file");
    assert!(text.contains(",'=1+1,"), "guarded");
    let cells = fs::read(&document).expect("a file");
    let cells: Value = serde_json::from_slice(&cells).expect("JSON");
    let mut commitments = cells["commitments"].as_array().expect("a list").iter();
    let mine = commitments.find(|one| one["read"]["id"] == "KR0043");
    let mine = mine.expect("it is there");
    assert_eq!(mine["cells"]["Commitment Title"], "=1+1");
    assert_eq!(mine["read"]["potential_impact"], json!({"unknown": "Huge"}));
    // The same file again takes the place of what it gave.
    done(&["commitments", "import", &small, "--into", &work]);
    assert_eq!(fs::read_dir(&work).expect("a folder").count(), 2);
    // What was read is not written over.
    fails(&export("ogp-2024", &small, &small), 1, "which is read");
}

#[test]
fn both_bases_are_imported_whole() {
    for (name, rows) in [("ogp_2016_coded.csv", 1927), ("ogp_2024_coded.csv", 334)] {
        let told = json(&[
            "commitments",
            "import",
            &shared_file(name),
            "--dry-run",
            "--json",
        ]);
        assert_eq!(
            (&told["rows"], &told["imported"]),
            (&json!(rows), &json!(rows)),
            "{name}"
        );
    }
    fails(
        &[
            "commitments",
            "import",
            &shared_file("star_formula_vectors.csv"),
            "--dry-run",
        ],
        1,
        "madang stars",
    );
}

#[test]
fn stars_come_with_what_they_were_computed_from() {
    let told = json(&["stars", &shared_file("star_formula_vectors.csv"), "--json"]);
    let stars = told["stars"].as_array().expect("a list");
    assert_eq!(stars.len(), 1857);
    let starred = |formula: &str| {
        stars
            .iter()
            .filter(|one| one["by_report"]["progress"][formula] == true)
            .count()
    };
    assert!(starred("star_v1") > starred("star_v2") && starred("star_v2") > starred("star_v3"));
    let first = &stars[0];
    assert_eq!(
        (&first["id"], &first["line"]),
        (&json!("Albania/1/10"), &json!(2))
    );
    assert_eq!(
        first["inputs"]["specificity"],
        json!({"code": {"label": "Medium", "number": 2}})
    );
    assert_eq!(
        first["inputs"]["completion_end_of_term"],
        json!({"absent": "no_data"})
    );
    assert_eq!(first["star_v1"], false);
    assert_eq!(first["binding_constraint"], "Rel");
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "small.csv", FILE);
    let small = json(&["stars", &path, "--json"]);
    let of = |row: usize, key: &str| small["stars"][row][key].clone();
    assert_eq!(
        (of(0, "star_v3"), of(0, "binding_constraint")),
        (json!(true), json!("STAR"))
    );
    assert_eq!(
        (of(1, "star_v1"), of(1, "binding_constraint")),
        (Value::Null, json!("Spec"))
    );
    let table = madang(&["stars", &path], "");
    let table = String::from_utf8_lossy(&table.stdout).into_owned();
    assert!(
        table.contains("KR0042") && table.contains("STAR") && table.contains('★'),
        "{table}"
    );
}

#[test]
fn it_is_told_in_korean_and_refused_in_words() {
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, "small.csv", FILE);
    let told = madang_in(
        "ko_KR.UTF-8",
        &["commitments", "import", &path, "--dry-run"],
        "",
    );
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        told.contains("먼저 끝납니다") && told.contains("3행 가운데 2행"),
        "{told}"
    );
    let none = file(&folder, "none.csv", "a,b\n1,2\n");
    fails(
        &["commitments", "import", &none, "--dry-run"],
        1,
        "No line has the labels",
    );
    fails(&["stars", &none], 1, "No line has the labels");
    fails(
        &[
            "commitments",
            "import",
            &path,
            "--dry-run",
            "--encoding",
            "klingon",
        ],
        1,
        "No encoding is called klingon",
    );
}
