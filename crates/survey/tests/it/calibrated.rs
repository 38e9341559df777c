//! Standard errors of calibrated samples against R's.

use madang_survey::estimates::Domain;
use madang_survey::intervals::{ShareEstimate, ShareInterval};
use madang_survey::table::Table;
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::{
    Auxiliary, Bounds, Distance, MarginTotals, Target, calibrate, poststratify, rake, trim,
};

use crate::common::{
    api_strat, both, close, expected, indicator, is, kr_margins, kr_survey, margin_totals, margins,
    nhanes, numbers, only, table,
};
use crate::differences::differs;
use crate::estimates::{EXACT, agrees, mean, plain};

/// Means, shares by region, a ratio and a total under each way of calibrating.
#[test]
fn standard_errors_after_calibration() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let base = sample.design.base();
    let bounds = |lower, upper| Some(Bounds::new(lower, upper).expect("bounds"));
    let cases = [
        ("rake", None, Distance::Raking),
        ("cal_linear", None, Distance::Linear),
        ("cal_raking", None, Distance::Raking),
        ("cal_logit_0.5_4", bounds(0.5, 4.0), Distance::Logit),
        (
            "cal_linear_bounded_0.9_3",
            bounds(0.9, 3.0),
            Distance::Linear,
        ),
        (
            "cal_raking_bounded_0.9_3",
            bounds(0.9, 3.0),
            Distance::Raking,
        ),
    ];
    for (name, limits, distance) in cases {
        let weighted = calibrate(&auxiliary, base, distance, limits).expect(name);
        let adjustment = match name {
            "rake" => Adjustment::Sweeps(&auxiliary),
            _ => Adjustment::Regression(&auxiliary),
        };
        let linear =
            Linearized::new(&sample.design, &weighted.weights, adjustment).expect("a sample");
        let within = 1e-8;
        let found = mean(&linear, numbers(&sample.table, "sat"));
        agrees(
            &found,
            &r[name]["mean_sat"]["est"],
            &r[name]["mean_sat"]["se"],
            within,
        );
        let (used, inside) = indicator(&sample.table, "used", "yes");
        let regions = r[name]["used_by_sido"]["est"].as_object().expect("regions");
        assert_eq!(regions.len(), 17);
        for (code, est) in regions {
            let region = is(sample.table.column("sido").expect("a column"), code);
            let found = mean(&linear, (used.clone(), both(&inside, &region)));
            agrees(&found, est, &r[name]["used_by_sido"]["se"][code], within);
        }
        let ((cost, costs), (hours, spent)) = (
            numbers(&sample.table, "cost"),
            numbers(&sample.table, "hours"),
        );
        let ratio = linear
            .ratio(&cost, &hours, &Domain::new(&linear, both(&costs, &spent)))
            .expect("a ratio");
        agrees(
            &ratio,
            &r[name]["ratio"]["est"],
            &r[name]["ratio"]["se"],
            within,
        );
        let total = linear
            .total(&used, &Domain::new(&linear, inside))
            .expect("a total");
        agrees(
            &total,
            &r[name]["total_used"]["est"],
            &r[name]["total_used"]["se"],
            within,
        );
    }
}

#[test]
fn calibrated_samples_of_schools() {
    let r = expected("api-strat/r-survey.json");
    let sample = api_strat();
    let check = |name: &str, weights: &[f64], adjustment: Adjustment<'_>| {
        let linear = Linearized::new(&sample.design, weights, adjustment).expect("a sample");
        for variable in ["api00", "enroll", "meals"] {
            let found = mean(&linear, numbers(&sample.table, variable));
            let means = &r[name]["means"];
            agrees(
                &found,
                &means["est"][variable],
                &means["se"][variable],
                1e-8,
            );
            close(
                found.deff.expect("deff"),
                only(&means["deff"][variable]),
                1e-8,
                name,
            );
        }
    };
    let auxiliary = margins("api-strat/r-survey.json", &sample.table, &[]);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    check("rake", &raked.weights, Adjustment::Sweeps(&auxiliary));
    let mut totals = margin_totals("api-strat/r-survey.json", &[]).of;
    totals.push(("api99".to_owned(), Target::Total(3_914_069.0)));
    let auxiliary = MarginTotals::new(totals)
        .on(&sample.table)
        .expect("margins");
    let limits = |lower, upper| Some(Bounds::new(lower, upper).expect("bounds"));
    for (name, distance, bounds) in [
        ("cal_linear", Distance::Linear, None),
        ("cal_raking", Distance::Raking, None),
        ("cal_logit_0.7_1.4", Distance::Logit, limits(0.7, 1.4)),
        ("cal_linear_0.8_1.2", Distance::Linear, limits(0.8, 1.2)),
    ] {
        let found = calibrate(&auxiliary, sample.design.base(), distance, bounds).expect(name);
        check(name, &found.weights, Adjustment::Regression(&auxiliary));
    }
    let population = table("dev/api-pop/data.csv");
    let auxiliary = by_population(&population, &sample.table);
    let stratified = poststratify(&auxiliary, sample.design.base()).expect("weights");
    check(
        "poststrat_stype_awards",
        &stratified.weights,
        Adjustment::Regression(&auxiliary),
    );
}

fn by_population(population: &Table, sample: &Table) -> Auxiliary {
    let joined = population
        .column_or_joined("stype|awards")
        .expect("columns");
    let mut counts: Vec<(String, f64)> = joined
        .levels
        .iter()
        .map(|level| (level.clone(), 0.0))
        .collect();
    joined
        .codes
        .iter()
        .for_each(|&code| counts[code as usize].1 += 1.0);
    MarginTotals::new(vec![("stype|awards".to_owned(), Target::Levels(counts))])
        .on(sample)
        .expect("margins")
}

#[test]
fn health_survey() {
    let (r, more) = (
        expected("nhanes-0910/r-survey.json"),
        expected("nhanes-0910/r-survey-more.json"),
    );
    let sample = nhanes();
    let linear = plain(&sample);
    let (hc, inside) = numbers(&sample.table, "HI_CHOL");
    let found = mean(&linear, (hc.clone(), inside.clone()));
    agrees(
        &found,
        &r["base"]["means"]["est"],
        &r["base"]["means"]["se"],
        EXACT,
    );
    close(
        found.deff.expect("deff"),
        only(&r["base"]["means"]["deff"]),
        EXACT,
        "deff",
    );
    assert_eq!((found.n, found.df), (7846, 16));
    let auxiliary = margins(
        "nhanes-0910/r-survey.json",
        &sample.table,
        &[("sex", "RIAGENDR")],
    );
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let linear = Linearized::new(
        &sample.design,
        &raked.weights,
        Adjustment::Sweeps(&auxiliary),
    )
    .expect("a sample");
    let found = mean(&linear, (hc.clone(), inside.clone()));
    agrees(
        &found,
        &r["rake"]["means"]["est"],
        &r["rake"]["means"]["se"],
        1e-8,
    );
    let share = ShareEstimate::new(found.value, found.variance, found.n, found.df);
    let expected = &more["rake_prop_domain_n"];
    close(
        share.effective_size(0.95),
        only(&expected["nstar"]),
        1e-8,
        "n*",
    );
    let (low, high) = share
        .interval(ShareInterval::KornGraubard, 0.95)
        .expect("an interval");
    close(low, only(&expected["beta_lo"]), 1e-6, "low");
    close(high, only(&expected["beta_hi"]), 1e-6, "high");
    for row in r["rake_by_race_age"]["table"].as_array().expect("rows") {
        let mut group = inside.clone();
        for variable in ["race", "agecat"] {
            group = both(
                &group,
                &is(
                    sample.table.column(variable).expect("a column"),
                    row[variable].as_str().expect("a level"),
                ),
            );
        }
        agrees(
            &mean(&linear, (hc.clone(), group)),
            &row["hc"],
            &row["se"],
            1e-8,
        );
    }
}

/// Weights that were cut after raking no longer agree with the margins, and the errors say so.
#[test]
fn standard_errors_after_trimming() {
    let r = expected("api-strat/r-survey.json");
    let sample = api_strat();
    let auxiliary = margins("api-strat/r-survey.json", &sample.table, &[]);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let trimmed = trim(&raked.weights, 16.0, 45.0).expect("weights");
    let sweeps = Adjustment::Sweeps(&auxiliary);
    let linear = Linearized::new(&sample.design, &raked.weights, sweeps).expect("a sample");
    let linear = linear.trimmed_to(&trimmed);
    let means = &r["trim_rake_upper_45_lower_16_strict"]["means"];
    for name in ["api00", "enroll", "meals"] {
        let found = mean(&linear, numbers(&sample.table, name));
        agrees(&found, &means["est"][name], &means["se"][name], 1e-8);
        let deff = found.deff.expect("deff");
        close(deff, only(&means["deff"][name]), 1e-8, name);
    }
}

#[test]
fn shares_and_differences_after_raking() {
    let r = &expected("kr-survey/r-survey.json")["rake"];
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let sweeps = Adjustment::Sweeps(&auxiliary);
    let linear = Linearized::new(&sample.design, &raked.weights, sweeps).expect("a sample");
    for need in ["business", "general", "target", "vulnerable"] {
        let found = mean(&linear, indicator(&sample.table, "need", need));
        let (name, shares) = (format!("need_f{need}"), &r["prop_need"]);
        agrees(&found, &shares["est"][&name], &shares["se"][&name], 1e-8);
    }
    let used = indicator(&sample.table, "used", "yes");
    let expected = &r["difference_used_F_minus_M"];
    differs(&linear, &sample, used, ["sex", "F", "M"], expected, 1e-8);
}

/// R stops with an error on these bounds.
#[test]
fn errors_of_narrow_logit_weights() {
    let expected = expected("kr-survey/logit-0.9-3.json");
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let bounds = Some(Bounds::new(0.9, 3.0).expect("bounds"));
    let found = calibrate(&auxiliary, sample.design.base(), Distance::Logit, bounds);
    let found = found.expect("weights");
    let adjustment = Adjustment::Regression(&auxiliary);
    let linear = Linearized::new(&sample.design, &found.weights, adjustment).expect("a sample");
    let (mean, expected) = (
        mean(&linear, numbers(&sample.table, "sat")),
        &expected["mean_sat"],
    );
    agrees(&mean, &expected["est"], &expected["se"], 1e-8);
}
