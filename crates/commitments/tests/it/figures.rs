//! The formulas of figures against the columns in which the file of 2024 has them.

use madang_commitments::codes::{Completion, DidItOpen, PotentialForResults};
use madang_commitments::results::{
    ambitious_and_complete_or_strong, change, high_ambition, high_potential, opened_strongly,
};
use madang_commitments::schema::Field;
use madang_commitments::{Reading, Report, Row};

use crate::common::{again, cell, shared};

/// How many rows a formula gives as the column has them, of those that have it.
fn same(rows: &[Row], column: &str, formula: impl Fn(&Row) -> Option<bool>) -> (usize, usize) {
    let coded = rows.iter().filter_map(|row| match cell(row, column) {
        "1" => Some((row, true)),
        "0" => Some((row, false)),
        _ => None,
    });
    let compared: Vec<bool> = coded
        .map(|(row, given)| formula(row) == Some(given))
        .collect();
    (
        compared.iter().filter(|same| **same).count(),
        compared.len(),
    )
}

fn completed(row: &Row) -> Option<bool> {
    row.star_inputs(Report::Latest).is_completed()
}

fn strong(row: &Row) -> Option<bool> {
    opened_strongly(row.code::<DidItOpen>(Field::DidItOpen))
}

#[test]
fn computed_figures_are_those_of_the_file() {
    let rows = again(&shared("ogp_2024_coded.csv")).commitments;
    // There a row that is not coded counts as not high.
    let complete = same(&rows, "High Completion", |row| {
        Some(completed(row).unwrap_or(false))
    });
    assert_eq!(complete, (334, 334));
    let strong_results = same(&rows, "High DIOG", |row| Some(strong(row).unwrap_or(false)));
    assert_eq!(strong_results, (333, 334));
    let ambitious = |row: &Row| high_ambition(&row.star_inputs(Report::Latest));
    assert_eq!(same(&rows, "High Ambition", ambitious), (197, 202));
    let is_coded = |row: &&Row| matches!(cell(row, "High Ambition"), "0" | "1");
    let coded: Vec<Row> = rows.iter().filter(is_coded).cloned().collect();
    let either = |ambitious: &dyn Fn(&Row) -> Option<bool>| {
        same(&coded, "Ambitious and complete, or DIOG", |row| {
            let either =
                ambitious_and_complete_or_strong(ambitious(row), completed(row), strong(row));
            Some(either.unwrap_or(false))
        })
    };
    let of_file = |row: &Row| Some(cell(row, "High Ambition") == "1");
    assert_eq!(either(&of_file), (195, 202));
    assert_eq!(
        either(&ambitious),
        (191, 202),
        "where ambition is not taken from the file"
    );
}

#[test]
fn change_in_completion_is_the_difference_of_the_codes() {
    let rows = again(&shared("ogp_2016_coded.csv")).commitments;
    let coded = rows.iter().filter_map(|row| {
        let (mid, end) = (
            row.code::<Completion>(Field::Progress),
            row.code::<Completion>(Field::EndOfTerm),
        );
        Some((row, change(mid, end)?))
    });
    let (mut same, mut all) = (0, 0);
    for (row, (moved, label)) in coded {
        all += 1;
        let given: Option<i8> = row.of(Field::ChangeNumber).parse().ok();
        let said = row.code(Field::Change) == Reading::Coded(label);
        same += usize::from(given == Some(moved) && said);
    }
    assert_eq!((same, all), (54, 54));
}

#[test]
fn high_potential_is_substantial_potential() {
    let rows = again(&shared("ogp_2024_coded.csv")).commitments;
    let potential = rows
        .iter()
        .map(|row| high_potential(row.code::<PotentialForResults>(Field::Potential)));
    let (mut high, mut low, mut open) = (0, 0, 0);
    for one in potential {
        match one {
            Some(true) => high += 1,
            Some(false) => low += 1,
            None => open += 1,
        }
    }
    // Unclear stays in, as low; what is not coded leaves.
    assert_eq!((high, low, open), (20, 64, 250));
}
