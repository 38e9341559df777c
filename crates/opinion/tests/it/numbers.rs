//! The vectors of `synthetic/numbers.json`.

use madang_opinion::evidence::{difference, discoveries, majority};
use madang_opinion::numbers::{BIT, Tables, log2};
use madang_opinion::routing::{Turn, next};
use serde_json::Value;

use crate::common::{data, json};

fn whole(value: &Value) -> i64 {
    match value {
        Value::String(text) => text.parse().expect("a whole number"),
        other => other.as_i64().expect("a whole number"),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn count(value: &Value) -> usize {
    whole(value) as usize
}

#[test]
fn every_vector_is_met() {
    let vectors = json(&data().join("synthetic/numbers.json"));
    let tables = Tables::new(10_000);
    for (n, expected) in vectors["log2"].as_object().expect("pairs") {
        assert_eq!(
            log2(n.parse().expect("a number")),
            whole(expected),
            "log2 {n}"
        );
    }
    for (n, expected) in vectors["log2_factorial"].as_object().expect("pairs") {
        let n: usize = n.parse().expect("a number");
        assert_eq!(tables.factorial(n), whole(expected), "factorial {n}");
    }
    for vector in list(&vectors["cell"]) {
        let cell = tables.cell(count(&vector[0]), count(&vector[1]));
        assert_eq!(cell, whole(&vector[2]), "{vector}");
    }
    for vector in list(&vectors["label_cost"]) {
        let sizes: Vec<usize> = list(&vector[0]).iter().map(count).collect();
        assert_eq!(
            tables.label_cost(&sizes),
            whole(&vector[1]).into(),
            "{vector}"
        );
    }
    for vector in list(&vectors["evidence_majority"]) {
        let bits = majority(&tables, count(&vector[0]), count(&vector[1]));
        assert_eq!(bits, whole(&vector[2]), "{vector}");
    }
    for vector in list(&vectors["evidence_difference"]) {
        let [a, n, all_a, all] = [0, 1, 2, 3].map(|place| count(&vector[place]));
        let (bits, sign) = difference(&tables, a, n, all_a, all);
        let found = (bits, i64::from(sign));
        assert_eq!(found, (whole(&vector[4]), whole(&vector[5])), "{vector}");
    }
    for vector in list(&vectors["fdr"]) {
        let bits = list(&vector[0]).iter().map(|bits| {
            let bits: f64 = bits.as_str().expect("a text").parse().expect("bits");
            (bits * BIT as f64) as i64
        });
        let kept: Vec<usize> = list(&vector[2]).iter().map(count).collect();
        assert_eq!(discoveries(&bits.collect::<Vec<_>>()), kept, "{vector}");
    }
    for vector in list(&vectors["routing"]) {
        let text = |key: &str| vector[key].as_str().expect("a text").to_owned();
        let turn = Turn {
            votes: whole(&vector["t"]) as u64,
            skips: whole(&vector["skips"]) as u64,
        };
        let votes = vector["votes"].as_object().expect("pairs").iter();
        let candidates = votes
            .map(|(id, votes)| (id.parse::<u32>().expect("an id"), whole(votes) as u64))
            .filter(|(id, _)| !list(&vector["voted"]).contains(&Value::from(*id)));
        let found = next(&text("seed"), &text("pseudonym"), turn, candidates);
        assert_eq!(
            found.map(i64::from),
            Some(whole(&vector["next"])),
            "{vector}"
        );
    }
}
