//! Samples and margins of which nothing can come are refused, by what is wrong with them.

use madang_survey::SurveyError;
use madang_survey::design::{Design, DesignColumns, Kish};
use madang_survey::estimates::Domain;
use madang_survey::intervals::{ShareEstimate, ShareInterval};
use madang_survey::table::{Column, Table};
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::{Auxiliary, MarginTotals, Method, MethodName, Target, rake, weigh};

use crate::common::{close, expected, only};

fn margins(of: &[(&str, &[(&str, f64)])]) -> MarginTotals {
    let of = of.iter().map(|(name, levels)| {
        let levels = levels
            .iter()
            .map(|(level, total)| ((*level).to_owned(), *total));
        ((*name).to_owned(), Target::Levels(levels.collect()))
    });
    MarginTotals::new(of.collect())
}

/// A hundred rows: a is x or y, b is p or q, by four counts.
fn crossed(counts: [usize; 4]) -> Table {
    let mut text = "a,b\n".to_owned();
    for (count, line) in counts.into_iter().zip(["x,p\n", "x,q\n", "y,p\n", "y,q\n"]) {
        text += &line.repeat(count);
    }
    Table::read(text.as_bytes()).expect("a table")
}

fn raked(table: &Table, totals: &MarginTotals) -> Result<Vec<f64>, SurveyError> {
    let auxiliary = totals.on(table)?;
    rake(&auxiliary, &vec![1.0; table.rows()]).map(|found| found.weights)
}

#[test]
fn margins_that_cannot_hold() {
    let table = crossed([30, 20, 20, 30]);
    let case = |of: &[(&str, &[(&str, f64)])]| {
        raked(&table, &margins(of))
            .expect_err("nothing can come of it")
            .to_string()
    };
    let differ = case(&[
        ("a", &[("x", 500.0), ("y", 500.0)]),
        ("b", &[("p", 600.0), ("q", 600.0)]),
    ]);
    assert!(
        differ.contains("`a`") && differ.contains("`b`") && differ.contains("200 apart"),
        "{differ}"
    );
    let empty = case(&[("a", &[("x", 500.0), ("y", 400.0), ("z", 100.0)])]);
    assert!(empty.contains("`z`") && empty.contains("100"), "{empty}");
    let unknown = case(&[("a", &[("x", 500.0)])]);
    assert!(
        unknown.contains("line 52") && unknown.contains("`y`"),
        "{unknown}"
    );
    let zero = case(&[("a", &[("x", 500.0), ("y", 0.0)])]);
    assert!(
        zero.contains("`y`") && zero.contains("line 52") && zero.contains("50 in all"),
        "{zero}"
    );
    let negative = case(&[("a", &[("x", 500.0), ("y", -1.0)])]);
    assert!(negative.contains("-1"), "{negative}");
    assert_eq!(
        raked(&table, &MarginTotals::default()),
        Err(SurveyError::NoMargins)
    );
    let nobody = raked(
        &table,
        &margins(&[("a", &[("x", 10.0), ("y", 10.0), ("z", 0.0)])]),
    );
    assert!(
        nobody.is_ok(),
        "a level in which nobody is and nobody should be"
    );
}

#[test]
fn what_no_weights_reach() {
    // Nobody is in (x, q) and (y, p): both margins would have to be the same.
    let table = crossed([50, 0, 0, 50]);
    let error = raked(
        &table,
        &margins(&[
            ("a", &[("x", 500.0), ("y", 500.0)]),
            ("b", &[("p", 300.0), ("q", 700.0)]),
        ]),
    );
    let error = error.expect_err("not attainable").to_string();
    assert!(
        error.contains("not attainable") && error.contains("200"),
        "{error}"
    );
    // Margins that are the same are reached, and one person who must count for 400 is too, slowly.
    let r = expected("pathological-raking/r-survey.json");
    let halves: &[(&str, f64)] = &[("x", 500.0), ("y", 500.0)];
    for (name, counts, other) in [
        (
            "structural_zero_unattainable",
            [50, 0, 0, 50],
            [("p", 500.0), ("q", 500.0)],
        ),
        (
            "nearly_empty_cell_slow",
            [50, 1, 0, 49],
            [("p", 100.0), ("q", 900.0)],
        ),
    ] {
        let totals = margins(&[("a", halves), ("b", &other)]);
        let weights = raked(&crossed(counts), &totals).expect(name);
        let ends = [
            weights.iter().copied().fold(f64::INFINITY, f64::min),
            weights.iter().copied().fold(0.0, f64::max),
        ];
        close(ends[0], only(&r[name]["range"][0]), 1e-9, name);
        close(ends[1], only(&r[name]["range"][1]), 1e-9, name);
        close(
            Kish::of(&weights).deff,
            only(&r[name]["kish"]["deff"]),
            1e-9,
            name,
        );
    }
}

#[test]
fn all_methods_refuse_what_cannot_be_reached() {
    let table = crossed([50, 0, 0, 50]);
    let totals = margins(&[
        ("a", &[("x", 500.0), ("y", 500.0)]),
        ("b", &[("p", 300.0), ("q", 700.0)]),
    ]);
    let auxiliary = totals.on(&table).expect("margins");
    for (name, bounds) in [
        (MethodName::Linear, None),
        (MethodName::Linear, Some("0.2,50")),
        (MethodName::Raking, Some("0.2,50")),
        (MethodName::Logit, Some("0.2,50")),
    ] {
        let bounds = bounds.map(|text| text.parse().expect("bounds"));
        let method = Method::new(name, bounds).expect("a method");
        let error = weigh(&auxiliary, &[1.0; 100], method)
            .expect_err("not attainable")
            .to_string();
        assert!(error.contains("not attainable"), "{name:?}: {error}");
    }
    assert_eq!(
        Method::new(MethodName::Logit, None),
        Err(SurveyError::NoBounds)
    );
}

#[test]
fn weights_that_are_none() {
    for (weight, words) in [
        ("0", "above zero"),
        ("-3", "above zero"),
        ("", "missing"),
        ("NA", "missing"),
        ("many", "no number"),
    ] {
        let table = Table::read(format!("id,w\n1,2\n2,{weight}\n").as_bytes()).expect("a table");
        let columns = DesignColumns {
            weight: Some("w"),
            ..DesignColumns::default()
        };
        let error = Design::of(&table, &columns).expect_err(weight).to_string();
        assert!(
            error.contains("line 3") && error.contains("`w`") && error.contains(words),
            "{weight}: {error}"
        );
    }
}

#[test]
fn one_respondent_and_all_the_same() {
    let one = Design::new(1, &[], None, &[]).expect("a design");
    let linear = Linearized::new(&one, one.base(), Adjustment::None).expect("a sample");
    let domain = Domain::new(&linear, vec![true]);
    assert!(matches!(
        linear.mean(&[3.0], &domain),
        Err(SurveyError::SinglePsu { .. })
    ));

    let design = Design::new(50, &[], None, &[]).expect("a design");
    let linear = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
    let domain = Domain::new(&linear, vec![true; 50]);
    let mean = linear.mean(&[1.0; 50], &domain).expect("a mean");
    assert_eq!((mean.value, mean.variance, mean.deff), (1.0, 0.0, None));
    let share = ShareEstimate::new(1.0, 0.0, 50, 49);
    let (low, high) = share
        .interval(ShareInterval::KornGraubard, 0.95)
        .expect("an interval");
    assert!(low > 0.9 && high == 1.0);
    let table = madang_survey::association::TwoWay::new(&[0; 50], 1, &[0; 50], 1);
    assert!(matches!(
        linear.association(table, &domain),
        Err(SurveyError::NoTable { .. })
    ));
}

#[test]
fn ten_thousand_categories() {
    let text: String = (0..20_000)
        .map(|row| format!("c{}\n", row % 10_000))
        .collect();
    let table = Table::read(format!("a\n{text}").as_bytes()).expect("a table");
    let levels: Vec<(String, f64)> = (0..10_000)
        .map(|level| (format!("c{level}"), 7.0))
        .collect();
    let auxiliary: Auxiliary = MarginTotals::new(vec![("a".to_owned(), Target::Levels(levels))])
        .on(&table)
        .expect("margins");
    let found = rake(&auxiliary, &vec![1.0; 20_000]).expect("weights");
    assert!(
        found
            .weights
            .iter()
            .all(|weight| (*weight - 3.5).abs() < 1e-12)
    );
    let linear = weigh(
        &auxiliary,
        &vec![1.0; 20_000],
        Method::new(MethodName::Linear, None).expect("a method"),
    );
    assert!(matches!(
        linear,
        Err(SurveyError::TooManyCategories {
            categories: 10_000,
            ..
        })
    ));
    let names = Column::new("a", ["x"; 3]);
    assert_eq!(names.levels, ["x"]);
}
