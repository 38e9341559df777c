//! The same bits whoever computes: for rows in canonical order on one thread or many, and for rows that were shuffled and sorted again.

use std::thread;

use madang_survey::estimates::Domain;
use madang_survey::order::shuffled;
use madang_survey::table::Table;
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::rake;

use crate::common::{bytes, kr_margins, kr_survey, numbers};

fn bits() -> Vec<u64> {
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let linear = Linearized::new(
        &sample.design,
        &raked.weights,
        Adjustment::Regression(&auxiliary),
    )
    .expect("a sample");
    let (y, inside) = numbers(&sample.table, "cost");
    let mean = linear
        .mean(&y, &Domain::new(&linear, inside))
        .expect("a mean");
    let weights = raked.weights.iter().map(|weight| weight.to_bits());
    weights
        .chain([mean.value.to_bits(), mean.variance.to_bits()])
        .collect()
}

#[test]
fn on_several_threads() {
    let alone = bits();
    for count in [2, 8] {
        let threads: Vec<_> = (0..count).map(|_| thread::spawn(bits)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("a thread"), alone);
        }
    }
}

#[test]
fn after_shuffling_and_sorting() {
    let whole = String::from_utf8(bytes("dev/kr-survey/data.csv")).expect("text");
    let (header, rows) = whole.split_once('\n').expect("a header");
    let rows: Vec<&str> = rows.lines().collect();
    let order = shuffled(&[1; 32], "rows", "all", rows.len(), &[]);
    let mut mixed: Vec<&str> = order.iter().map(|row| rows[*row]).collect();
    assert_ne!(mixed, rows);
    mixed.sort_by_key(|row| row.split(',').next());
    let again = format!("{header}\n{}\n", mixed.join("\n"));
    let (one, other) = (
        Table::read(whole.as_bytes()).expect("a table"),
        Table::read(again.as_bytes()).expect("a table"),
    );
    assert_eq!(one.columns(), other.columns());
}
