//! The rule vectors: values, exact values, minimal sets, what is relevant, and mistakes by line.

use madang_eligibility::vectors::VectorFile;
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
