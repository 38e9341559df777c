//! Data sets, and numbers that are to agree.

use std::fs;
use std::path::{Path, PathBuf};

use madang_survey::design::{Design, DesignColumns};
use madang_survey::table::{Column, Table};
use madang_survey::weights::{Auxiliary, MarginTotals};
use serde_json::Value;

/// The folder of shared data: `MADANG_SHARED`, or `../shared` beside the workspace.
pub fn shared() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = std::env::var_os("MADANG_SHARED").map_or(root.join("../shared"), PathBuf::from);
    let path = path.join("data/survey");
    assert!(
        path.join("dev").is_dir(),
        "the shared data are not at {path:?}: set MADANG_SHARED"
    );
    path
}

pub fn bytes(path: &str) -> Vec<u8> {
    fs::read(shared().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn table(path: &str) -> Table {
    Table::read(&bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn expected(path: &str) -> Value {
    serde_json::from_slice(&bytes(&format!("expected/dev/{path}"))).expect("JSON")
}

#[track_caller]
pub fn close(found: f64, expected: f64, within: f64, what: &str) {
    let gap = (found - expected).abs();
    assert!(
        gap <= within * expected.abs().max(f64::MIN_POSITIVE),
        "{what}: {found} where {expected} was expected, {} apart",
        gap / expected.abs()
    );
}

/// The one number in an object, or a number.
pub fn only(value: &Value) -> f64 {
    match value {
        Value::Object(of) => only(of.values().next().expect("a value")),
        Value::Array(of) => only(of.first().expect("a value")),
        number => number
            .as_f64()
            .unwrap_or_else(|| panic!("{number} is no number")),
    }
}

/// Values with zero where there is no answer, and which rows have one.
pub fn numbers(table: &Table, name: &str) -> (Vec<f64>, Vec<bool>) {
    let column = table.column(name).expect("a column");
    let numbers = table.numbers(column).expect("numbers");
    (
        numbers.iter().map(|number| number.unwrap_or(0.0)).collect(),
        column.answered(),
    )
}

/// 1 where a column has this level, and which rows have an answer.
pub fn indicator(table: &Table, name: &str, level: &str) -> (Vec<f64>, Vec<bool>) {
    let column = table.column(name).expect("a column");
    (
        is(column, level)
            .into_iter()
            .map(|is| f64::from(u8::from(is)))
            .collect(),
        column.answered(),
    )
}

pub fn is(column: &Column, level: &str) -> Vec<bool> {
    let matches: Vec<bool> = column.levels.iter().map(|own| own == level).collect();
    column
        .codes
        .iter()
        .map(|&code| matches[code as usize])
        .collect()
}

pub fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(a, b)| *a && *b).collect()
}

#[derive(serde::Deserialize)]
struct WithMargins {
    margins: Box<serde_json::value::RawValue>,
}

/// The margins in a file of expected results, in its order, with `renamed` (from, to) names.
pub fn margin_totals(path: &str, renamed: &[(&str, &str)]) -> MarginTotals {
    let found: WithMargins =
        serde_json::from_slice(&bytes(&format!("expected/dev/{path}"))).expect("JSON");
    let read = MarginTotals::read(found.margins.get().as_bytes()).expect("margins");
    let of = read.of.into_iter().map(|(name, target)| {
        let other = renamed.iter().find(|(from, _)| *from == name);
        (
            other.map_or(name.clone(), |(_, to)| (*to).to_owned()),
            target,
        )
    });
    MarginTotals::new(of.collect())
}

pub fn margins(path: &str, table: &Table, renamed: &[(&str, &str)]) -> Auxiliary {
    margin_totals(path, renamed).on(table).expect("margins")
}

pub struct Sample {
    pub table: Table,
    pub design: Design,
}

pub fn sample(
    path: &str,
    units: &[&str],
    strata: Option<&str>,
    weight: Option<&str>,
    populations: &[&str],
) -> Sample {
    let table = table(path);
    let columns = DesignColumns {
        units: units.to_vec(),
        strata,
        weight,
        populations: populations.to_vec(),
        ..DesignColumns::default()
    };
    let design = Design::of(&table, &columns).expect("a design");
    Sample { table, design }
}

pub fn kr_survey() -> Sample {
    sample(
        "dev/kr-survey/data.csv",
        &["psu"],
        Some("stratum"),
        Some("weight"),
        &[],
    )
}

pub fn api_strat() -> Sample {
    sample(
        "dev/api-strat/data.csv",
        &[],
        Some("stype"),
        Some("pw"),
        &["fpc"],
    )
}

pub fn api_clus2(weight: Option<&str>) -> Sample {
    sample(
        "dev/api-clus2/data.csv",
        &["dnum", "snum"],
        None,
        weight,
        &["fpc1", "fpc2"],
    )
}

pub fn nhanes() -> Sample {
    sample(
        "dev/nhanes-0910/data.csv",
        &["SDMVPSU"],
        Some("SDMVSTRA"),
        Some("WTMEC2YR"),
        &[],
    )
}

pub fn kr_margins(table: &Table) -> Auxiliary {
    margins(
        "kr-survey/r-survey.json",
        table,
        &[("sexage", "sex|age_band")],
    )
}

/// The weights of an expected result in the order of rows, by the identifiers of a column (or the number of the row).
pub fn expected_weights(table: &Table, id: Option<&str>, weights: &Value) -> Vec<f64> {
    let column = id.map(|id| table.column(id).expect("a column"));
    let rows = 0..table.rows();
    rows.map(|row| {
        let key = column.map_or((row + 1).to_string(), |column| column.value(row).to_owned());
        weights[&key]
            .as_f64()
            .unwrap_or_else(|| panic!("no weight of {key}"))
    })
    .collect()
}

#[track_caller]
pub fn all_close(found: &[f64], expected: &[f64], within: f64, what: &str) {
    assert_eq!(found.len(), expected.len());
    for (row, (found, expected)) in found.iter().zip(expected).enumerate() {
        close(*found, *expected, within, &format!("{what}, row {row}"));
    }
}
