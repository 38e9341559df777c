//! Suppression against optima, risk against sdcMicro, cell keys against the Office for National Statistics.

use madang_survey::disclosure::{
    CellTable, PerturbationTable, audit, groups_of_one_value, risk, suppress, uniques,
};
use madang_survey::table::Column;
use serde_json::Value;

use crate::common::{bytes, expected, kr_survey, only, table};

#[test]
fn suppressed_tables_are_safe_and_near_the_optimum() {
    let all = expected("kr-survey/suppression.json");
    let tables = all["tables"].as_array().expect("tables");
    assert_eq!(tables.len(), 7);
    for case in tables {
        let name = &case["name"];
        let table = CellTable::read(case.to_string().as_bytes()).expect("a table");
        let primary: Vec<usize> = case["primary"]
            .as_array()
            .expect("cells")
            .iter()
            .map(|cell| only(cell) as usize)
            .collect();
        assert_eq!(table.primary(), primary, "{name}");
        let alone: Vec<bool> = (0..table.cells.len())
            .map(|cell| primary.contains(&cell))
            .collect();
        let exposed = audit(&table, &alone, None).expect("an audit");
        for range in &exposed {
            let expected = &case["primary_only_audit"][range.cell.to_string()];
            assert!(
                (range.low - only(&expected[0])).abs() < 1e-6
                    && (range.high - only(&expected[1])).abs() < 1e-6,
                "{name}: {range:?} {expected}"
            );
        }
        let found = suppress(&table).expect("cells");
        assert!(found.safe(table.threshold), "{name}: {:?}", found.audit);
        let (cost, optimum) = (found.cost(&table), only(&case["optimum"]["cost"]));
        assert!(
            cost <= 1.15 * optimum,
            "{name}: {cost} where {optimum} is the least"
        );
        let solved: Vec<bool> = {
            let hidden: Vec<usize> = case["optimum"]["suppressed"]
                .as_array()
                .expect("cells")
                .iter()
                .map(|cell| only(cell) as usize)
                .collect();
            (0..table.cells.len())
                .map(|cell| hidden.contains(&cell))
                .collect()
        };
        for range in audit(&table, &solved, None).expect("an audit") {
            let expected = &case["optimum"]["audit"][range.cell.to_string()];
            assert!(
                (range.low - only(&expected[0])).abs() < 1e-6
                    && (range.high - only(&expected[1])).abs() < 1e-6,
                "{name}: {range:?} {expected}"
            );
        }
    }
}

/// Two cells of one person each: whoever is in one would know the other.
#[test]
fn who_is_alone_in_a_hidden_cell_learns_nothing() {
    let cells = r#"{"threshold": 3, "cells": [
        {"key": ["a", "x"], "n": 1}, {"key": ["a", "y"], "n": 1}, {"key": ["a", "z"], "n": 30}, {"key": ["a", "*"], "n": 32},
        {"key": ["b", "x"], "n": 20}, {"key": ["b", "y"], "n": 25}, {"key": ["b", "z"], "n": 31}, {"key": ["b", "*"], "n": 76},
        {"key": ["*", "x"], "n": 21}, {"key": ["*", "y"], "n": 26}, {"key": ["*", "z"], "n": 61}, {"key": ["*", "*"], "n": 108}]}"#;
    let table = CellTable::read(cells.as_bytes()).expect("a table");
    assert_eq!(table.relations.len(), 3 + 4, "sums are known by their keys");
    let found = suppress(&table).expect("cells");
    for known in [0, 1] {
        let ranges = audit(&table, &found.hidden, Some(known)).expect("an audit");
        assert!(ranges.iter().all(|range| range.safe(3)), "{ranges:?}");
    }
}

/// A sum below the threshold that holds somebody alone: they know that it is one at least, and nothing more.
#[test]
fn who_is_alone_in_a_small_sum_does_not_make_a_table_impossible() {
    let cells = r#"{"threshold": 10, "cells": [
        {"key": ["a", "x"], "n": 1}, {"key": ["a", "y"], "n": 2}, {"key": ["a", "z"], "n": 0}, {"key": ["a", "*"], "n": 3},
        {"key": ["b", "x"], "n": 20}, {"key": ["b", "y"], "n": 25}, {"key": ["b", "z"], "n": 31}, {"key": ["b", "*"], "n": 76},
        {"key": ["c", "x"], "n": 14}, {"key": ["c", "y"], "n": 0}, {"key": ["c", "z"], "n": 1}, {"key": ["c", "*"], "n": 15},
        {"key": ["d", "x"], "n": 0}, {"key": ["d", "y"], "n": 1}, {"key": ["d", "z"], "n": 0}, {"key": ["d", "*"], "n": 1},
        {"key": ["*", "x"], "n": 35}, {"key": ["*", "y"], "n": 28}, {"key": ["*", "z"], "n": 32}, {"key": ["*", "*"], "n": 95}]}"#;
    let table = CellTable::read(cells.as_bytes()).expect("a table");
    let found = suppress(&table).expect("cells");
    assert!(found.safe(10), "{:?}", found.audit);
    for known in (0..table.cells.len()).filter(|at| table.cells[*at].n == 1) {
        assert!(found.hidden[known]);
        let ranges = audit(&table, &found.hidden, Some(known)).expect("an audit");
        assert!(
            ranges.iter().all(|range| range.safe(10)),
            "{known}: {ranges:?}"
        );
        // Of the sum over their row they know that they are in it.
        let own = ranges.iter().find(|range| range.cell == 3);
        assert_eq!(own.map(|range| range.own), Some(u64::from(known == 0)));
    }
    // Whoever is all of a row knows the whole row, and that is no secret to them.
    let ranges = audit(&table, &found.hidden, Some(15)).expect("an audit");
    assert!(ranges.iter().all(|range| !(12..=15).contains(&range.cell)));
}

#[test]
fn a_table_that_does_not_add_up_is_refused() {
    let cells =
        r#"{"cells": [{"key": ["a"], "n": 4}, {"key": ["b"], "n": 40}, {"key": ["*"], "n": 45}]}"#;
    let error = CellTable::read(cells.as_bytes())
        .expect_err("45")
        .to_string();
    assert!(
        error.contains("`*` is 45") && error.contains("44"),
        "{error}"
    );
    let alone =
        r#"{"cells": [{"key": ["a"], "n": 4}, {"key": ["*"], "n": 4}, {"key": ["b"], "n": 0}]}"#;
    let table = CellTable::read(alone.as_bytes()).expect("a table");
    let found = suppress(&table).expect("cells");
    assert_eq!(found.hidden, [true, true, false]);
}

fn columns<'a>(table: &'a madang_survey::table::Table, names: &Value) -> Vec<&'a Column> {
    let names = names.as_array().expect("names").iter();
    names
        .map(|name| {
            table
                .column(name.as_str().expect("a name"))
                .expect("a column")
        })
        .collect()
}

#[test]
fn risks_as_sdcmicro() {
    let expected = expected("kr-survey/disclosure-risk.json");
    let sample = kr_survey();
    let need = sample.table.column("need").expect("a column");
    for (name, set) in expected["key_sets"].as_object().expect("sets") {
        let keys = columns(&sample.table, &set["vars"]);
        let single = groups_of_one_value(&keys, need) as f64;
        assert_eq!(
            single,
            only(&set["groups_with_one_value_of_need"]),
            "{name}"
        );
        let found = risk(&keys);
        let alike: Vec<u32> = set["f"]
            .as_array()
            .expect("counts")
            .iter()
            .map(|count| only(count) as u32)
            .collect();
        assert_eq!(found.alike, alike, "{name}");
        assert_eq!(found.groups as f64, only(&set["groups"]));
        assert_eq!(f64::from(found.least()), only(&set["min"]));
        for k in [2, 3, 5] {
            assert_eq!(
                found.below(k) as f64,
                only(&set[format!("below_{k}")]),
                "{name}"
            );
        }
    }
    let suda = &expected["suda"];
    let found = uniques(&columns(&sample.table, &suda["vars"])).expect("uniques");
    let scores: Vec<u64> = suda["score"]
        .as_array()
        .expect("scores")
        .iter()
        .map(|score| only(score) as u64)
        .collect();
    assert_eq!(found.scores, scores);
    assert_eq!(found.records() as f64, only(&suda["records_with_msu"]));
}

#[test]
fn cell_keys_as_the_statistical_office() {
    let noise =
        PerturbationTable::read(&bytes("dev/sdc-micro/ptable_10_5.csv")).expect("a table of noise");
    let table = table("dev/sdc-micro/data.csv");
    let keys = table
        .required(table.column("record_key").expect("a column"))
        .expect("keys");
    let expected = expected("sdc-micro/ons-cell-key.json");
    let mut cells = 0;
    for (name, rows) in expected.as_object().expect("tables") {
        let threshold: i64 = name
            .rsplit('=')
            .next()
            .and_then(|last| last.parse().ok())
            .expect("a threshold");
        for row in rows.as_array().expect("rows") {
            let levels = row
                .as_object()
                .expect("a row")
                .iter()
                .filter(|(name, _)| name.starts_with("var"));
            let levels: Vec<(&Column, String)> = levels
                .map(|(name, level)| {
                    let level = level
                        .as_str()
                        .map_or_else(|| level.to_string(), str::to_owned);
                    (table.column(name).expect("a column"), level)
                })
                .collect();
            let inside = |at: &usize| {
                levels
                    .iter()
                    .all(|(column, level)| column.value(*at) == level)
            };
            let own = (0..table.rows()).filter(inside).map(|at| keys[at] as u64);
            let found = noise.perturb(own, threshold);
            assert_eq!(
                found.count.map(|count| count as f64),
                row["count"].as_f64(),
                "{name} {row}"
            );
            assert_eq!(
                (found.key as f64, found.row as f64),
                (only(&row["ckey"]), only(&row["pcv"])),
                "{name} {row}"
            );
            cells += 1;
        }
    }
    assert_eq!(cells, 300);
}
