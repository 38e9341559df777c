//! Forms with the outcomes that the specification requires.

use std::fs;

use madang_survey::questionnaire::{Finding, Outcome, check, read};
use serde_json::Value;

use crate::common::{expected, shared};

fn findings(bytes: &[u8]) -> Vec<Finding> {
    let (form, mut findings) = read(bytes).expect("a workbook");
    if findings.is_empty() {
        findings = check(&form);
    }
    findings
}

#[test]
fn forms_have_their_outcomes() {
    let mut seen = 0;
    for entry in fs::read_dir(shared().join("dev/xlsform")).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned();
        let found = findings(&fs::read(&path).expect("a file"));
        let expected = &expected(&format!("xlsform/{name}.json"))["madang"];
        let outcome = found
            .iter()
            .map(|finding| finding.rule.outcome())
            .max()
            .unwrap_or(Outcome::Import);
        assert_eq!(
            serde_json::to_value(outcome).expect("JSON"),
            expected["outcome"],
            "{name}: {found:?}"
        );
        if let Some(rule) = expected["rule"].as_str() {
            let of_rule = found.iter().filter(|finding| finding.rule.as_str() == rule);
            let names: Vec<&str> = of_rule
                .flat_map(|finding| finding.names.iter().map(String::as_str))
                .collect();
            let expected: Vec<&str> = expected["names"]
                .as_array()
                .expect("names")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(names, expected, "{name}: {found:?}");
            assert!(
                found.iter().all(|finding| finding.place.row > 1),
                "{name}: {found:?}"
            );
        }
        seen += 1;
    }
    assert_eq!(seen, 15);
}

#[test]
fn what_is_no_workbook_is_an_error() {
    for bytes in [&b""[..], b"type,name\ntext,a\n", b"PK\x03\x04nothing"] {
        assert!(read(bytes).is_err());
    }
}
