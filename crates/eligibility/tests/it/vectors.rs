//! The rule vectors: values, exact values, minimal sets, what is relevant, and mistakes by line.

use madang_eligibility::vectors::VectorFile;
use madang_eligibility::{Parameters, parse};
use serde_json::Value;

use crate::common::shared;

#[test]
fn every_vector_is_as_expected() {
    let Some(text) = shared("dev/rule-vectors.dev.json") else {
        return;
    };
    let file: VectorFile = serde_json::from_str(&text).expect("vectors");
    let wanted: Value = serde_json::from_str(&text).expect("JSON");
    let found = file.check().expect("parameters");
    let found = serde_json::to_value(&found).expect("JSON");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for list in ["vectors", "errors"] {
        for case in wanted[list].as_array().expect("a list") {
            let id = case["id"].as_str().expect("a name");
            for key in [
                "value", "exact", "yes", "no", "relevant", "sets", "error", "line",
            ] {
                if let Some(wanted) = case.get(key) {
                    seen += 1;
                    if found[id].get(key) != Some(wanted) {
                        wrong.push(format!("{id} {key}: {} instead of {wanted}", found[id]));
                    }
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(seen > 200, "{seen}");
}

#[test]
fn a_number_without_its_unit_is_no_code() {
    let errors = [
        ("나이가 65 이상", "E-SYNTAX"),
        ("age is at least 65", "E-SYNTAX"),
        ("school is at least 3", "E-SYNTAX"),
        ("school is at least 3 years", "E-TYPE"),
        ("school is three", "E-CODE"),
    ];
    for (rule, wanted) in errors {
        let errors = parse(rule, &Parameters::default()).expect_err("wrong");
        assert_eq!(errors[0].code.word(), wanted, "{rule}");
    }
}

#[test]
fn names_that_two_cases_have_and_days_that_do_not_exist_are_told() {
    let file = |text: &str| serde_json::from_str::<VectorFile>(text).expect("cases");
    let case = r#"{"id": "a", "rule": "농업인임", "facts": {}, "day": "2026-02-30"}"#;
    let one = file(&format!("{{\"vectors\": [{case}]}}"));
    assert_eq!(one.twice(), None);
    let found = serde_json::to_value(one.check().expect("no parameters")).expect("JSON");
    let said = found["a"]["facts"][0].as_str().unwrap_or_default();
    assert!(said.starts_with("day: no day that exists"), "{found}");
    let both =
        format!("{{\"vectors\": [{case}], \"errors\": [{{\"id\": \"a\", \"rule\": \"\"}}]}}");
    assert_eq!(file(&both).twice(), Some("a"));
}
