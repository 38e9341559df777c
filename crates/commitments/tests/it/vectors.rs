//! Every vector of the three star formulas, as the partnership's own base has the stars.

use madang_commitments::schema::Field;
use madang_commitments::stars::Stars;
use madang_commitments::{Reading, Report, Row};

use crate::common::{again, cell, shared};

struct Counted {
    stars: usize,
    rows: usize,
    wrong: Vec<String>,
}

fn counted(
    rows: &[Row],
    column: &str,
    report: Report,
    formula: fn(&Stars) -> Option<bool>,
) -> Counted {
    let mut counted = Counted {
        stars: 0,
        rows: 0,
        wrong: vec![],
    };
    for row in rows {
        let given = match cell(row, column) {
            "0" => false,
            "1" => true,
            _ => continue,
        };
        counted.rows += 1;
        counted.stars += usize::from(given);
        let computed = formula(&row.star_inputs(report).stars());
        if computed != Some(given) {
            counted
                .wrong
                .push(format!("{} {given} {computed:?}", row.id()));
        }
    }
    counted
}

#[test]
fn the_three_formulas_give_the_stars_of_every_vector() {
    let base = again(&shared("star_formula_vectors.csv"));
    assert_eq!((base.rows, base.commitments.len()), (1857, 1857));
    let rows = &base.commitments;
    let first = counted(rows, "star_pre_june_2014", Report::Progress, |stars| {
        stars.star_v1
    });
    assert_eq!((first.rows, first.stars), (792, 183));
    assert_eq!(first.wrong, [""; 0]);
    let second = counted(rows, "star_2015", Report::Progress, |stars| stars.star_v2);
    assert_eq!((second.rows, second.stars), (867, 206));
    // Five that the formula stars and the base does not.
    let known = [
        "El Salvador/2/1.9",
        "El Salvador/2/5.4",
        "El Salvador/2/2.1",
        "Moldova/2/1",
        "Moldova/2/4",
    ];
    assert_eq!(
        second.wrong,
        known.map(|id| format!("{id} false Some(true)"))
    );
    let third = counted(rows, "star_current_progress", Report::Progress, |stars| {
        stars.star_v3
    });
    assert_eq!((third.rows, third.stars), (590, 28));
    assert_eq!(third.wrong, [""; 0]);
    let end = counted(
        rows,
        "star_current_end_of_term",
        Report::EndOfTerm,
        |stars| stars.star_v3,
    );
    assert_eq!((end.rows, end.stars), (54, 1));
    assert_eq!(end.wrong, [""; 0]);
}

#[test]
fn technology_alone_made_no_commitment_relevant_but_two() {
    let base = again(&shared("star_formula_vectors.csv"));
    let differ = base.commitments.iter().filter(|row| {
        let of = |field| row.flag(field);
        let by_values = madang_commitments::stars::is_relevant(
            of(Field::Information),
            of(Field::Participation),
            of(Field::Accountability),
        );
        of(Field::Relevant).coded() != by_values
    });
    let ids: Vec<String> = differ.map(Row::id).collect();
    assert_eq!(ids, ["Canada/1/2.1", "Canada/1/2.2"]);
}

#[test]
fn the_binding_constraint_is_that_of_the_file() {
    let base = again(&shared("ogp_2024_coded.csv"));
    let computed = |row: &Row| row.star_inputs(Report::Latest).stars().binding_constraint;
    let (mut same, mut other) = (0, vec![]);
    for row in &base.commitments {
        let Reading::Coded(given) = row.code(Field::Binding) else {
            continue;
        };
        match computed(row) == Some(given) {
            true => same += 1,
            false => other.push(row.id()),
        }
    }
    // That file does not ask whether a commitment is verifiable where its specificity is not coded.
    assert_eq!((same, other), (210, vec!["PY0038".to_owned()]));
    let false_in_file = base
        .commitments
        .iter()
        .filter(|row| row.of(Field::Binding) == "FALSE");
    assert_eq!(false_in_file.count(), 82, "not computed there");
}
