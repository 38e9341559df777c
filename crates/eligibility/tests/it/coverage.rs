//! A population against the services of the data.

use std::io::BufReader;

use madang_eligibility::{BookBuilder, Parameters, PopulationError, parse};
use serde_json::Value;

use crate::codes::book;
use crate::common::shared;

#[test]
fn the_coverage_of_the_population_is_as_expected() {
    let Some(book) = book() else {
        return;
    };
    let population = shared("dev/population.dev.csv").expect("there");
    let day = "2026-11-01".parse().expect("a day");
    let coverage = book
        .coverage(BufReader::new(population.as_bytes()), day)
        .expect("a population");
    assert_eq!(coverage.broken_rows, []);
    let found = serde_json::to_value(&coverage).expect("JSON");
    let wanted: Value =
        serde_json::from_str(&shared("expected/dev/coverage.dev.json").expect("there"))
            .expect("JSON");
    let (found, wanted) = (
        found.as_object().expect("an object"),
        wanted.as_object().expect("an object"),
    );
    assert_eq!(found.keys().collect::<Vec<_>>().len(), wanted.len());
    for (key, wanted) in wanted {
        if let (Some(found), Some(wanted)) = (found[key].as_object(), wanted.as_object()) {
            assert_eq!(
                found.keys().collect::<Vec<_>>(),
                wanted.keys().collect::<Vec<_>>(),
                "{key}"
            );
            let differ: Vec<&String> = wanted
                .keys()
                .filter(|id| found[*id] != wanted[*id])
                .collect();
            assert!(differ.is_empty(), "{key}: {differ:?}");
        }
        assert_eq!(&found[key], wanted, "{key}");
    }
}

#[test]
fn a_broken_row_is_named_and_the_rest_evaluated() {
    let rule = parse("서비스 A\n나이가 19세 이상", &Parameters::default()).expect("a rule");
    let mut builder = BookBuilder::new(Parameters::default());
    builder.rule(&rule).expect("alone");
    let book = builder.finish();
    let day = "2026-11-01".parse().expect("a day");
    let mut text = "person_id,weight,birth_date,farmer,size\n".to_owned();
    let broken = [
        "a,1,2026-02-30,,",
        "b,1,2027-01-01,,",
        "c,1,1880-01-01,,",
        "d,1,,2,",
        "e,1,,,31",
        "f,-1,,,",
        ",1,,,",
        "h,1,,",
    ];
    for number in 0..100 {
        text.push_str(&format!("p{number},2,1990-01-01,1,{}\n", 1 + number % 30));
        if let Some(row) = broken.get(number) {
            text.push_str(row);
            text.push('\n');
        }
    }
    let coverage = book.coverage(text.as_bytes(), day).expect("columns");
    let places: Vec<(u64, Option<&str>)> = coverage
        .broken_rows
        .iter()
        .map(|row| (row.line, row.column.as_deref()))
        .collect();
    let columns = [
        "birth_date",
        "birth_date",
        "birth_date",
        "farmer",
        "size",
        "weight",
        "person_id",
    ];
    let wanted: Vec<(u64, Option<&str>)> = (0..)
        .zip(columns)
        .map(|(at, column)| (3 + 2 * at, Some(column)))
        .chain([(17, None)])
        .collect();
    assert_eq!(places, wanted);
    assert_eq!(
        (coverage.broken, coverage.persons, coverage.weight),
        (8, 100, 200)
    );
    assert_eq!(coverage.rules["A"].entitled.0, 100);
}

#[test]
fn columns_that_are_not_known_are_refused() {
    let book = BookBuilder::new(Parameters::default()).finish();
    let day = "2026-11-01".parse().expect("a day");
    let of = |text: &str| book.coverage(text.as_bytes(), day).expect_err("columns");
    assert!(matches!(of(""), PopulationError::NoHeader));
    assert!(matches!(
        of("person_id,shoe_size\n"),
        PopulationError::UnknownColumn { .. }
    ));
    assert!(matches!(
        of("person_id,age\n"),
        PopulationError::UnknownColumn { .. }
    ));
    assert!(matches!(
        of("person_id,sex,sex\n"),
        PopulationError::Twice { .. }
    ));
    assert!(matches!(of("sex\n"), PopulationError::NoIdentifier));
}
