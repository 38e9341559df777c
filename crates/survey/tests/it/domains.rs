//! Strata with one unit, where a domain has people in some strata alone.

use madang_survey::design::{Design, DesignColumns, SinglePsu};
use madang_survey::estimates::Domain;
use madang_survey::table::Table;
use madang_survey::variance::{Adjustment, Linearized};

use crate::common::{close, is, numbers};

/// Stratum b has one unit; c has people of g = v alone.
const DATA: &str = "h,p,w,g,y\na,1,10,u,3\na,2,12,u,5\na,3,11,v,8\nb,1,20,u,4\nb,1,21,v,9\nc,1,15,v,2\nc,2,14,v,7\nd,1,30,u,6\n\
                    d,2,31,u,1\nd,2,29,v,5\n";

fn design(table: &Table, single: SinglePsu) -> Design {
    let columns = DesignColumns {
        units: vec!["p"],
        strata: Some("h"),
        weight: Some("w"),
        single,
        ..DesignColumns::default()
    };
    Design::of(table, &columns).expect("a design")
}

/// R 4.2.2, survey 4.1-1: `options(survey.lonely.psu = policy)`,
/// `svymean(~y, svydesign(~p, strata = ~h, weights = ~w, nest = TRUE, data = d)[d$g == g, ])`.
#[test]
fn are_averaged_over_the_strata_of_a_domain() {
    let table = Table::read(DATA.as_bytes()).expect("a table");
    let (y, _) = numbers(&table, "y");
    for (single, group, value, se) in [
        (SinglePsu::Average, "u", 3.69902912621359, 1.83127661312378),
        (SinglePsu::Average, "v", 6.11111111111111, 1.07055190907868),
        (SinglePsu::Adjust, "u", 3.69902912621359, 1.49637273656274),
        (SinglePsu::Adjust, "v", 6.11111111111111, 1.1462708667077),
        (
            SinglePsu::Certainty,
            "u",
            3.69902912621359,
            1.49523109334847,
        ),
        (
            SinglePsu::Certainty,
            "v",
            6.11111111111111,
            0.927125149332066,
        ),
    ] {
        let design = design(&table, single);
        let sample = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
        let inside = is(table.column("g").expect("a column"), group);
        let found = sample
            .mean(&y, &Domain::new(&sample, inside))
            .expect("a mean");
        let what = format!("{single:?}, {group}");
        close(found.value, value, 1e-12, &what);
        close(found.se(), se, 1e-12, &what);
    }
}

/// The same with `fail`: `d$h != "b"` has a variance, for nobody of it is in the stratum of one unit; g = u has none.
#[test]
fn are_refused_only_where_somebody_of_the_domain_is() {
    let table = Table::read(DATA.as_bytes()).expect("a table");
    let (y, _) = numbers(&table, "y");
    let design = design(&table, SinglePsu::Fail);
    let sample = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
    let others: Vec<bool> = is(table.column("h").expect("a column"), "b")
        .into_iter()
        .map(|is| !is)
        .collect();
    let found = sample
        .mean(&y, &Domain::new(&sample, others))
        .expect("a mean");
    close(found.value, 4.35526315789474, 1e-12, "the mean");
    close(found.se(), 1.05174642037014, 1e-12, "its error");
    assert_eq!(found.df, 4);
    let inside = is(table.column("g").expect("a column"), "u");
    let refused = sample
        .mean(&y, &Domain::new(&sample, inside))
        .expect_err("stratum b has one unit");
    assert!(refused.to_string().contains("`b`"), "{refused}");
}

/// A domain of one row has no design effect, also where its mean is its value but for rounding.
#[test]
fn of_one_row_have_no_design_effect() {
    let text = "g,w,y\na,0.1,0.3\nb,0.7,2\nb,1.3,5\n";
    let table = Table::read(text.as_bytes()).expect("a table");
    let (mut y, _) = numbers(&table, "y");
    let columns = DesignColumns {
        weight: Some("w"),
        ..DesignColumns::default()
    };
    let design = Design::of(&table, &columns).expect("a design");
    let sample = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
    for value in 1..200 {
        y[0] = f64::from(value) / 7.0;
        let inside = is(table.column("g").expect("a column"), "a");
        let found = sample
            .mean(&y, &Domain::new(&sample, inside))
            .expect("a mean");
        assert_eq!((found.n, found.df), (1, 0));
        assert_eq!((found.deff, found.deff_replace), (None, None), "{}", y[0]);
    }
}
