//! Weights against R's `rake`, `calibrate`, `postStratify`, `trimWeights`, and against anesrake and balance.

use madang_survey::SurveyError;
use madang_survey::design::Kish;
use madang_survey::sums::{sum, sum_of};
use madang_survey::table::is_missing;
use madang_survey::weights::{
    Bounds, Distance, MarginTotals, Method, MethodName, Target, calibrate, poststratify, rake,
    rake_capped, trim, trim_and_reweigh, weigh,
};

use crate::common::{
    all_close, api_strat, close, expected, expected_weights, kr_margins, kr_survey, margins,
    nhanes, only, table,
};

fn bounds(lower: f64, upper: f64) -> Option<Bounds> {
    Some(Bounds::new(lower, upper).expect("bounds"))
}

#[test]
fn kr_survey_as_r() {
    let sample = kr_survey();
    let r = expected("kr-survey/r-survey.json");
    let auxiliary = kr_margins(&sample.table);
    let base = sample.design.base();
    let cases = [
        ("rake", Distance::Raking, None),
        ("cal_linear", Distance::Linear, None),
        ("cal_raking", Distance::Raking, None),
        ("cal_logit_0.5_4", Distance::Logit, bounds(0.5, 4.0)),
        (
            "cal_linear_bounded_0.9_3",
            Distance::Linear,
            bounds(0.9, 3.0),
        ),
        (
            "cal_raking_bounded_0.9_3",
            Distance::Raking,
            bounds(0.9, 3.0),
        ),
    ];
    for (name, distance, bounds) in cases {
        let found = match name {
            "rake" => rake(&auxiliary, base),
            _ => calibrate(&auxiliary, base, distance, bounds),
        };
        let found = found.expect(name);
        let weights = expected_weights(&sample.table, Some("id"), &r[name]["weights"]);
        all_close(&found.weights, &weights, 1e-7, name);
        assert!(found.misfit <= 1e-12, "{name}: {}", found.misfit);
        if let Some(least) = r[name]["gmin"].as_f64() {
            close(found.least_ratio, least, 1e-7, name);
            close(
                found.greatest_ratio,
                r[name]["gmax"].as_f64().expect("a number"),
                1e-7,
                name,
            );
        }
        if name.ends_with("0.9_3") {
            assert!(
                found.least_ratio >= 0.9 && found.greatest_ratio <= 3.0,
                "{name}"
            );
        }
    }
}

/// R stops with an error here; the solution exists.
#[test]
fn logit_on_narrow_bounds() {
    let sample = kr_survey();
    let expected_logit = expected("kr-survey/logit-0.9-3.json");
    let auxiliary = kr_margins(&sample.table);
    let found = calibrate(
        &auxiliary,
        sample.design.base(),
        Distance::Logit,
        bounds(0.9, 3.0),
    )
    .expect("weights");
    let weights = expected_weights(&sample.table, Some("id"), &expected_logit["weights"]);
    all_close(&found.weights, &weights, 1e-7, "logit");
    assert!(found.misfit <= 1e-12 && found.least_ratio >= 0.9 && found.greatest_ratio <= 3.0);
    for distance in [Distance::Logit, Distance::Linear, Distance::Raking] {
        let error = calibrate(&auxiliary, sample.design.base(), distance, bounds(0.9, 2.3))
            .expect_err("not attainable");
        let SurveyError::NotAttainable { relative, .. } = error else {
            panic!("{error}");
        };
        let best = only(&expected_logit["infeasible_bounds_0.9_2.3_best_misfit"]);
        close(relative, best, 1e-2, "the gap that is named");
        let narrow = calibrate(&auxiliary, sample.design.base(), distance, bounds(0.9, 1.1));
        let error = narrow.expect_err("not attainable");
        assert!(error.to_string().contains("not attainable"), "{error}");
    }
}

#[test]
fn api_strat_as_r() {
    let sample = api_strat();
    let r = expected("api-strat/r-survey.json");
    let base = sample.design.base();
    let of = |name: &str| expected_weights(&sample.table, Some("cds"), &r[name]["weights"]);
    let auxiliary = margins("api-strat/r-survey.json", &sample.table, &[]);
    let raked = rake(&auxiliary, base).expect("weights");
    all_close(&raked.weights, &of("rake"), 1e-7, "rake");
    close(
        raked.kish().deff,
        only(&r["rake"]["kish"]["deff"]),
        1e-9,
        "Kish",
    );

    let level = |name: &str, totals: &[(&str, f64)]| {
        let levels = totals
            .iter()
            .map(|(level, total)| ((*level).to_owned(), *total));
        (name.to_owned(), Target::Levels(levels.collect()))
    };
    let totals = MarginTotals::new(vec![
        level("stype", &[("E", 4421.0), ("H", 755.0), ("M", 1018.0)]),
        level("sch.wide", &[("No", 1072.0), ("Yes", 5122.0)]),
        level("awards", &[("No", 2027.0), ("Yes", 4167.0)]),
        ("api99".to_owned(), Target::Total(3_914_069.0)),
    ]);
    let with_quantity = totals.on(&sample.table).expect("margins");
    for (name, distance, limits) in [
        ("cal_linear", Distance::Linear, None),
        ("cal_raking", Distance::Raking, None),
        ("cal_logit_0.7_1.4", Distance::Logit, bounds(0.7, 1.4)),
        ("cal_linear_0.8_1.2", Distance::Linear, bounds(0.8, 1.2)),
    ] {
        let found = calibrate(&with_quantity, base, distance, limits).expect(name);
        all_close(&found.weights, &of(name), 1e-7, name);
        assert!(found.misfit <= 1e-12, "{name}: {}", found.misfit);
    }
    let trimmed = trim(&raked.weights, 16.0, 45.0).expect("weights");
    all_close(
        &trimmed,
        &of("trim_rake_upper_45_lower_16_strict"),
        1e-7,
        "trim",
    );

    let population = table("dev/api-pop/data.csv");
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
    let totals = MarginTotals::new(vec![("stype|awards".to_owned(), Target::Levels(counts))]);
    let found = poststratify(&totals.on(&sample.table).expect("margins"), base).expect("weights");
    all_close(
        &found.weights,
        &of("poststrat_stype_awards"),
        1e-7,
        "poststrat",
    );
}

#[test]
fn nhanes_as_r_and_anesrake() {
    let sample = nhanes();
    let r = expected("nhanes-0910/r-survey.json");
    let auxiliary = margins(
        "nhanes-0910/r-survey.json",
        &sample.table,
        &[("sex", "RIAGENDR")],
    );
    let found = rake(&auxiliary, sample.design.base()).expect("weights");
    all_close(
        &found.weights,
        &expected_weights(&sample.table, None, &r["rake"]["weights"]),
        1e-7,
        "rake",
    );
    let anesrake = expected("nhanes-0910/anesrake.json");
    for (name, cap) in [("cap_999999", 999_999.0), ("cap_5", 5.0), ("cap_3", 3.0)] {
        let result = &anesrake["results"][name];
        let found = rake_capped(&auxiliary, sample.design.base(), cap).expect(name);
        let weights: Vec<f64> = result["weights"]
            .as_array()
            .expect("weights")
            .iter()
            .map(only)
            .collect();
        let mean = sum(&found.weights) / found.weights.len() as f64;
        let of_mean: Vec<f64> = found.weights.iter().map(|weight| weight / mean).collect();
        all_close(&of_mean, &weights, 1e-6, name);
        close(
            mean * 8591.0,
            277_000_000.0,
            1e-9,
            "as many as the margins count",
        );
        close(
            Kish::of(&found.weights).deff,
            only(&result["deff"]),
            1e-6,
            name,
        );
        assert!(
            found.misfit < 1e-3,
            "{name}: the misfit is told: {}",
            found.misfit
        );
    }
}

#[test]
fn five_rounds_of_trimming_as_r() {
    let sample = kr_survey();
    let r = expected("kr-survey/r-survey.json");
    let auxiliary = kr_margins(&sample.table);
    let expected_trim = &r["trim_rerake"];
    let cap = only(&expected_trim["cap"]);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let first = trim(&raked.weights, 0.0, cap).expect("weights");
    all_close(
        &first,
        &expected_weights(
            &sample.table,
            Some("id"),
            &expected_trim["after_first_trim"],
        ),
        1e-7,
        "first",
    );
    let (found, rounds) = trim_and_reweigh(
        &auxiliary,
        sample.design.base(),
        Method::Raking { bounds: None },
        cap,
    )
    .expect("weights");
    all_close(
        &found.weights,
        &expected_weights(&sample.table, Some("id"), &expected_trim["final"]),
        1e-7,
        "final",
    );
    for (round, expected) in rounds
        .iter()
        .zip(expected_trim["rounds"].as_array().expect("rounds"))
    {
        close(
            round.over_cap,
            only(&expected["max_over_cap"]),
            1e-9,
            "over the cap",
        );
        close(round.deff, only(&expected["kish"]), 1e-9, "Kish");
        assert!(round.misfit <= 1e-12);
    }
    assert_eq!(rounds.len(), 5);
}

/// A sample against a population of which single people are known, as balance 0.23 weighs it. Its raking stops early: it is as far off as that.
#[test]
fn raking_brings_back_what_margins_hold() {
    let expected = expected("balance-sim01/balance.json");
    let sample = table("dev/balance-sim01/sample.csv");
    let target = table("dev/balance-sim01/target.csv");
    let of = |name: &str| {
        let counted = target.column_or_joined(name).expect("columns");
        let mut counts = vec![0.0; counted.levels.len()];
        counted
            .codes
            .iter()
            .for_each(|&code| counts[code as usize] += 1.0);
        let levels = counted.levels.iter().map(|level| match is_missing(level) {
            true => "unknown".to_owned(),
            false => level.clone(),
        });
        (
            name.to_owned(),
            Target::Levels(levels.zip(counts).collect()),
        )
    };
    let happiness = sample.column("happiness").expect("a column");
    let y = sample.required(happiness).expect("numbers");
    let mean = |weights: &[f64]| sum_of(y.len(), |row| y[row] * weights[row]) / sum(weights);
    let raw = mean(&vec![1.0; sample.rows()]);
    close(
        raw,
        only(&expected["unweighted_mean_happiness"]),
        1e-12,
        "raw",
    );
    let margins = MarginTotals::new(vec![of("gender"), of("age_group")]);
    let auxiliary = margins.on(&sample).expect("margins");
    let method = Method::new(MethodName::Raking, None).expect("a method");
    let found = weigh(&auxiliary, &vec![1.0; sample.rows()], method).expect("weights");
    let raked = &expected["rake"];
    let happy = mean(&found.weights);
    close(
        happy,
        only(&raked["weighted_mean_happiness"]),
        1e-5,
        "raked",
    );
    close(found.kish().deff, only(&raked["kish_deff"]), 1e-4, "Kish");
    close(sum(&found.weights), only(&raked["sum"]), 1e-9, "sum");
    assert!(found.misfit <= 1e-12);
    let (bias, left) = (
        only(&expected["target_mean_happiness"]) - raw,
        only(&expected["target_mean_happiness"]) - happy,
    );
    assert!(left < 0.2 * bias, "{left} of {bias}");
}
