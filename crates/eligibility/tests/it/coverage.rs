//! A population against the services of the data.

use std::io::BufReader;

use madang_eligibility::gov24::{ConditionFile, Group};
use madang_eligibility::{BookBuilder, Parameters, Population, PopulationError, parse};
use serde_json::{Value, json};

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
fn a_quotation_that_is_not_closed_takes_no_other_row_with_it() {
    let rule = parse("서비스 A\n나이가 19세 이상", &Parameters::default()).expect("a rule");
    let mut builder = BookBuilder::new(Parameters::default());
    builder.rule(&rule).expect("alone");
    let book = builder.finish();
    let day = "2026-11-01".parse().expect("a day");
    // One that nothing closes, one that a later row's quotation would, and one in the last row.
    for closing in ["p", "\"p\""] {
        let mut text = "person_id,birth_date\n".to_owned();
        for number in 0..9000 {
            match number {
                4000 => text.push_str("\"open,1990-01-01\n"),
                4003 => text.push_str(&format!("{closing},1990-01-01\n")),
                8999 => text.push_str("\"last,1990-01-01"),
                _ => text.push_str(&format!("p{number},1990-01-01\n")),
            }
        }
        let coverage = book.coverage(text.as_bytes(), day).expect("columns");
        let lines: Vec<u64> = coverage.broken_rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4002, 9001], "{closing}");
        assert_eq!((coverage.broken, coverage.persons), (2, 8998), "{closing}");
    }
}

/// Persons of a made-up population: one a band and province, so many times over.
fn population(rows: &[(&str, &str, usize)]) -> String {
    let mut text = "person_id,weight,birth_date,residence\n".to_owned();
    for (row, (born, home, times)) in rows.iter().enumerate() {
        for number in 0..*times {
            text.push_str(&format!("{row}-{number},3,{born},{home}\n"));
        }
    }
    text
}

#[test]
fn cells_count_persons_by_band_and_province_and_hide_small_ones() {
    let marks = "{\"서비스ID\": \"a\", \"JA0110\": 65, \"JA0302\": null, \"JA0101\": \"Y\", \"JA0102\": \"Y\"}";
    let conditions = ConditionFile::read(marks).expect("a row");
    let mut builder = BookBuilder::new(Parameters::default());
    builder.service(&conditions.services[0], None);
    let book = builder.finish();
    let day = "2026-11-01".parse().expect("a day");
    let groups = conditions
        .services
        .iter()
        .map(|marks| (marks.service.clone(), marks.groups()[0]));
    let groups = groups.collect();
    let cells = |text: &str| {
        let mut population = Population::new(text.as_bytes(), day).expect("columns");
        let coverage = book.coverage_of(day, Some(&groups), |tell| population.each(tell));
        coverage.expect("read").cells.expect("asked for")
    };
    // Gangneung lies in 51, Yongin's districts in 41;
    let whole = population(&[
        ("1950-01-01", "51150", 20),
        ("1990-01-01", "41463", 30),
        ("1990-01-01", "11", 40),
        ("", "", 10),
    ]);
    let shown = cells(&whole);
    assert_eq!((shown.hidden, shown.threshold), (0, 10));
    let count = |cells: &madang_eligibility::Cells, band: &str, province: &str| {
        let cell = cells
            .cells
            .iter()
            .find(|cell| cell.age_band == band && cell.province == province);
        serde_json::to_value(cell.expect("a cell").counts).expect("JSON")
    };
    let counts = |persons: u64, served: u64, none: u64, unknown: u64| {
        let of = |count: u64| json!([count, 3 * count]);
        json!({"persons": of(persons), "served": of(served), "none": of(none), "unknown": of(unknown)})
    };
    assert_eq!(count(&shown, "65+", "51"), counts(20, 20, 0, 0));
    assert_eq!(count(&shown, "35-49", "41"), counts(30, 0, 30, 0));
    assert_eq!(count(&shown, "unknown", "unknown"), counts(10, 0, 0, 10));
    assert_eq!(count(&shown, "*", "*"), counts(100, 20, 70, 10));
    assert_eq!(shown.cells[0].group, Group::Target);
    // Nine people more in a place: their cell is hidden, and three others, so that nobody finds it from the sums.
    let one_small = format!(
        "{whole}{}",
        population(&[("1950-01-01", "41463", 9)])
            .split_once('\n')
            .expect("a header")
            .1
    );
    let hidden = cells(&one_small);
    assert_eq!(count(&hidden, "65+", "41"), Value::Null);
    assert!(hidden.hidden >= 4, "{}", hidden.hidden);
    let in_row = hidden
        .cells
        .iter()
        .filter(|cell| cell.age_band == "65+" && cell.counts.is_none());
    let in_column = hidden
        .cells
        .iter()
        .filter(|cell| cell.province == "41" && cell.counts.is_none());
    assert!(in_row.count() >= 2 && in_column.count() >= 2);
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
