//! Probabilities proportional to size, seeded orders, exact sums, reliability.

use madang_survey::design::{inclusion_probabilities, systematic};
use madang_survey::order::shuffled;
use madang_survey::reliability::cronbach_alpha;
use madang_survey::sums::{exact, sum};

use crate::common::{close, expected, only, table};

#[test]
fn probabilities_and_systematic_draws() {
    let cases = expected("designs/pps.json");
    for case in cases["cases"].as_array().expect("cases") {
        let sizes: Vec<f64> = case["sizes"]
            .as_array()
            .expect("sizes")
            .iter()
            .map(only)
            .collect();
        let found = inclusion_probabilities(&sizes, only(&case["n"]) as u32);
        let certain: Vec<u64> = (1..)
            .zip(&found)
            .filter(|(_, pi)| **pi >= 1.0)
            .map(|(unit, _)| unit)
            .collect();
        let expected_certain: Vec<u64> = case["certainty"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_u64)
            .collect();
        assert_eq!(certain, expected_certain);
        for (found, expected) in found
            .iter()
            .zip(case["pi"].as_array().expect("probabilities"))
        {
            close(*found, only(expected), 1e-12, "π");
        }
        let drawn: Vec<u64> = systematic(&found, only(&case["u"]))
            .iter()
            .map(|unit| *unit as u64 + 1)
            .collect();
        // Whether R's rule takes a unit of probability 1 as well is left to its rounding.
        let selected = case["selected"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_u64);
        let selected: Vec<u64> = selected.filter(|unit| !certain.contains(unit)).collect();
        assert_eq!(drawn, selected);
    }
}

#[test]
fn orders_are_those_of_the_rule() {
    let vectors = expected("shuffle/shuffle.json");
    let hex = vectors["seed_hex"].as_str().expect("a seed");
    let mut seed = [0; 32];
    for (byte, at) in seed.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    }
    for vector in vectors["vectors"].as_array().expect("vectors") {
        let (case, item) = (
            vector["case"].as_str().expect("a case"),
            vector["item"].as_str().expect("an item"),
        );
        let order = shuffled(&seed, case, item, only(&vector["n"]) as usize, &[]);
        let expected: Vec<usize> = vector["order"]
            .as_array()
            .expect("an order")
            .iter()
            .map(|place| only(place) as usize)
            .collect();
        assert_eq!(order, expected, "{case} {item}");
    }
}

/// A C99 hexadecimal double.
fn double(text: &str) -> f64 {
    let (sign, text) = text
        .strip_prefix('-')
        .map_or((1.0, text), |rest| (-1.0, rest));
    let (digits, exponent) = text
        .strip_prefix("0x")
        .expect("0x")
        .split_once('p')
        .expect("p");
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa = u64::from_str_radix(&format!("{whole}{part}"), 16).expect("digits") as f64;
    let exponent: i32 = exponent.parse().expect("an exponent");
    sign * libm_scale(mantissa, exponent - 4 * part.len() as i32)
}

/// mantissa · 2^exponent, in two steps so that no power leaves the range of doubles.
fn libm_scale(mantissa: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    mantissa * 2_f64.powi(half) * 2_f64.powi(exponent - half)
}

#[test]
fn exact_sums_are_correctly_rounded() {
    let vectors = expected("sums/fsum.json");
    for vector in vectors["vectors"].as_array().expect("vectors") {
        let values: Vec<f64> = vector["values"]
            .as_array()
            .expect("values")
            .iter()
            .map(|value| double(value.as_str().expect("a double")))
            .collect();
        let expected = double(vector["exact_sum"].as_str().expect("a double"));
        assert_eq!(exact(&values), expected, "{}", vector["name"]);
        let mut other = values.clone();
        other.reverse();
        assert_eq!(exact(&other), expected, "no order changes it");
    }
    assert_eq!(sum(&[]), 0.0);
}

#[test]
fn alpha_as_r() {
    let (r, table) = (
        expected("attitude/r-survey.json"),
        table("dev/attitude/data.csv"),
    );
    let items: Vec<Vec<f64>> = table
        .columns()
        .iter()
        .map(|column| table.required(column).expect("numbers"))
        .collect();
    let all: Vec<&[f64]> = items.iter().map(Vec::as_slice).collect();
    close(cronbach_alpha(&all), only(&r["cronbach_alpha"]), 1e-12, "α");
    for (column, at) in table.columns().iter().zip(0..) {
        let mut others = all.clone();
        others.remove(at);
        close(
            cronbach_alpha(&others),
            only(&r["alpha_if_dropped"][&column.name]),
            1e-12,
            &column.name,
        );
    }
}
