//! Every conversation of the data against its expected files.

use std::collections::BTreeMap;

use madang_opinion::polis::Compared;
use madang_opinion::polis::files::read_groups;
use madang_opinion::report::{Analysis, Report};
use serde_json::Value;

use crate::common::{folders, json, matrix, open};

/// The first places at which two values differ, numbers that are no integers by more than `within` of their size.
pub fn differences(expected: &Value, found: &Value, within: f64) -> Vec<String> {
    let mut told = Vec::new();
    compare("", expected, found, within, &mut told);
    told
}

fn compare(at: &str, expected: &Value, found: &Value, within: f64, told: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(one), Value::Object(other)) => {
            let keys = one
                .keys()
                .chain(other.keys().filter(|key| !one.contains_key(*key)));
            for key in keys {
                let (one, other) = (&one.get(key), &other.get(key));
                match (one, other) {
                    (Some(one), Some(other)) => {
                        compare(&format!("{at}/{key}"), one, other, within, told);
                    }
                    _ => told.push(format!("{at}/{key}: {one:?} {other:?}")),
                }
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (place, (one, other)) in one.iter().zip(other).enumerate() {
                compare(&format!("{at}/{place}"), one, other, within, told);
            }
        }
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (
                one.as_f64().expect("a number"),
                other.as_f64().expect("a number"),
            );
            if (one - other).abs() > within * one.abs().max(1.0) {
                told.push(format!("{at}: {one} {other}"));
            }
        }
        (one, other) if one == other => {}
        (one, other) => told.push(format!("{at}: {one} {other}")),
    }
}

#[test]
fn groups_are_the_expected_ones() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let matrix = matrix(&folder);
        let report = Report::of(&matrix, &Analysis::of(&matrix, 2));
        let found = serde_json::to_value(&report).expect("JSON");
        let expected = json(&folder.join("expected-groups.json"));
        let told = differences(&expected, &found, 1e-9);
        if !told.is_empty() {
            let few = told
                .iter()
                .take(8)
                .cloned()
                .collect::<Vec<_>>()
                .join("\n  ");
            wrong.push(format!("{}: {}\n  {few}", folder.display(), told.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn polis_formulas_give_what_is_expected() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let matrix = matrix(&folder);
        let groups: Option<BTreeMap<String, u32>> = open(&folder.join("participants-groups.csv"))
            .map(|file| read_groups(file).expect("columns").groups);
        let found = serde_json::to_value(Compared::of(&matrix, groups.as_ref())).expect("JSON");
        let expected = json(&folder.join("expected-polis.json"));
        let told = differences(&expected, &found, 1e-9);
        if !told.is_empty() {
            let few = told
                .iter()
                .take(8)
                .cloned()
                .collect::<Vec<_>>()
                .join("\n  ");
            wrong.push(format!("{}: {}\n  {few}", folder.display(), told.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
