//! Differences between groups, waves and answers of the same people against R's `svycontrast` and `svyttest`.

use madang_survey::estimates::Domain;
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::rake;
use serde_json::Value;

use crate::common::{
    Sample, api_clus2, api_strat, both, close, expected, indicator, is, kr_survey, margins, nhanes,
    numbers, only,
};
use crate::estimates::{EXACT, agrees, mean, plain};

/// The mean where `variable` is `one` less that where it is `other`, against R's difference, t, p and interval.
pub fn differs(
    linear: &Linearized<'_>,
    sample: &Sample,
    (y, inside): (Vec<f64>, Vec<bool>),
    [variable, one, other]: [&str; 3],
    expected: &Value,
    within: f64,
) {
    let column = sample.table.column(variable).expect("a column");
    let domain = Domain::new(linear, inside.clone());
    let (one, other) = (
        both(&inside, &is(column, one)),
        both(&inside, &is(column, other)),
    );
    let found = linear
        .difference(&y, &one, &other, &domain)
        .expect("a difference");
    agrees(&found, &expected["diff"], &expected["se"], within);
    assert_eq!(found.df as f64, only(&expected["df"]));
    let (t, p) = found.t_test();
    close(t, only(&expected["t"]), within, "t");
    // What t is off by, p is off by t times over.
    close(
        p,
        only(&expected["p"]),
        within * t.abs().max(1.0) * 10.0,
        "p",
    );
    let (low, high) = found.interval(0.95).expect("an interval");
    close(low, only(&expected["lo"]), 1e-6, "low");
    close(high, only(&expected["hi"]), 1e-6, "high");
}

#[test]
fn between_groups_and_waves() {
    let r = &expected("kr-survey/r-survey.json")["difference"];
    let sample = kr_survey();
    let linear = plain(&sample);
    let (sat, used) = (
        numbers(&sample.table, "sat"),
        indicator(&sample.table, "used", "yes"),
    );
    for (name, of, groups) in [
        ("sat_F_minus_M", &sat, ["sex", "F", "M"]),
        ("used_F_minus_M", &used, ["sex", "F", "M"]),
        ("used_wave2_minus_wave1", &used, ["wave", "2", "1"]),
    ] {
        differs(&linear, &sample, of.clone(), groups, &r[name], EXACT);
    }
}

#[test]
fn between_kinds_of_schools() {
    for (sample, folder) in [
        (api_strat(), "api-strat"),
        (api_clus2(Some("pw")), "api-clus2"),
    ] {
        let more = expected(&format!("{folder}/r-survey-more.json"));
        let r = &more["difference"];
        let linear = plain(&sample);
        let api = numbers(&sample.table, "api00");
        for (name, groups) in [
            ("api00_Yes_minus_No", ["sch.wide", "Yes", "No"]),
            ("api00_E_minus_H", ["stype", "E", "H"]),
        ] {
            differs(&linear, &sample, api.clone(), groups, &r[name], EXACT);
        }
        // R's t test has the same t, and one degree of freedom less.
        let (t, of) = (
            &more["svyttest_api00_sch.wide"]["t"],
            &r["api00_Yes_minus_No"]["t"],
        );
        close(only(t), only(of), 1e-9, "t");
        let before = numbers(&sample.table, "api99").0;
        let change = api.0.iter().zip(&before).map(|(now, then)| now - then);
        let found = mean(&linear, (change.collect(), api.1.clone()));
        let expected = &r["api00_minus_api99_paired"];
        agrees(&found, &expected["diff"], &expected["se"], EXACT);
        let (t, p) = found.t_test();
        close(t, only(&expected["t"]), EXACT, "t");
        close(p, only(&expected["p"]), 1e-6, "p");
        let ((students, some), (enrolled, all)) = (
            numbers(&sample.table, "api.stu"),
            numbers(&sample.table, "enroll"),
        );
        let domain = Domain::new(&linear, both(&some, &all));
        let ratio = linear
            .ratio(&students, &enrolled, &domain)
            .expect("a ratio");
        let expected = &more["ratio_api_stu_enroll"];
        agrees(&ratio, &expected["est"], &expected["se"], EXACT);
    }
}

#[test]
fn between_sexes_of_a_health_survey() {
    let r = expected("nhanes-0910/r-survey-more.json");
    let sample = nhanes();
    let hc = numbers(&sample.table, "HI_CHOL");
    let sexes = ["RIAGENDR", "2", "1"];
    let difference = &r["difference"]["hc_sex2_minus_sex1"];
    differs(
        &plain(&sample),
        &sample,
        hc.clone(),
        sexes,
        difference,
        EXACT,
    );
    let renamed = [("sex", "RIAGENDR")];
    let auxiliary = margins("nhanes-0910/r-survey.json", &sample.table, &renamed);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let sweeps = Adjustment::Sweeps(&auxiliary);
    let linear = Linearized::new(&sample.design, &raked.weights, sweeps).expect("a sample");
    differs(&linear, &sample, hc, sexes, &r["rake_difference_sex"], 1e-8);
}
