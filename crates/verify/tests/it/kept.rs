//! Records that earlier programs made verify for ever, each with the same findings.

use std::fs;

use madang_verify::{Options, Source, verify};
use serde_json::{Value, json};

use super::support::{folder, records};

/// What of a report is a finding rather than a sentence.
fn findings(report: &Value) -> Value {
    let unchecked: Vec<Value> = report["unchecked"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| json!([one["what"], one["count"], one["entries"], one["by_rule"]]))
        .collect();
    let entries = |list: &str, field: &str| -> Vec<Value> {
        let list = report[list].as_array().into_iter().flatten();
        list.map(|one| one[field].clone()).collect()
    };
    json!({
        "look_up": entries("look_up", "entry"),
        "costs": entries("costs", "entries"),
        "status": report["status"],
        "failures": report["failures"],
        "size": report["size"],
        "root": report["root"],
        "unchecked": unchecked,
        "recomputed": report["selections"],
        "kinds": report["kinds"],
        "contents": report["open_bodies"],
    })
}

#[test]
fn every_kept_record_verifies() {
    let names = records().expect("the kept records");
    assert!(!names.is_empty());
    for folder in names.iter().map(|name| folder(name)) {
        let source = Source::new(&folder.join("record").to_string_lossy());
        let report = verify(&source, &Options::default(), &mut |_, _| {});
        let found = findings(&serde_json::to_value(&report).expect("a report as JSON"));
        let expected = folder.join("expected.json");
        let expected: Value = serde_json::from_str(
            &fs::read_to_string(&expected).expect("what was found when it was kept"),
        )
        .expect("JSON");
        assert_eq!(found, expected, "{}\n{found:#}", folder.display());
    }
}
