//! Replicate variances against R's `as.svrepdesign` and `svrepdesign`.

use madang_survey::design::Design;
use madang_survey::sums::sum_of;
use madang_survey::table::Column;
use madang_survey::variance::{Centre, Replicates};
use madang_survey::weights::rake;

use crate::common::{
    Sample, api_strat, both, close, expected, indicator, is, kr_margins, kr_survey, nhanes,
    numbers, only,
};

fn mean(y: &[f64], inside: &[bool], weights: &[f64]) -> f64 {
    let rows = || (0..y.len()).filter(|&row| inside[row]);
    rows().map(|row| weights[row] * y[row]).sum::<f64>()
        / rows().map(|row| weights[row]).sum::<f64>()
}

fn ratio(one: &(Vec<f64>, Vec<bool>), other: &(Vec<f64>, Vec<bool>), weights: &[f64]) -> f64 {
    let both = |row: usize| one.1[row] && other.1[row];
    let part = |of: &[f64]| {
        sum_of(weights.len(), |row| {
            if both(row) {
                weights[row] * of[row]
            } else {
                0.0
            }
        })
    };
    part(&one.0) / part(&other.0)
}

fn jackknife(sample: &Sample, estimate: impl Fn(&[f64]) -> f64, centre: Centre) -> f64 {
    let replicates = Replicates::jackknife(&sample.design).expect("replicates");
    let base = sample.design.base();
    let of: Vec<f64> = replicates
        .weights(base)
        .map(|weights| estimate(&weights))
        .collect();
    replicates.variance(estimate(base), &of, centre).sqrt()
}

#[test]
fn jackknives() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let (y, inside) = numbers(&sample.table, "sat");
    let of = |weights: &[f64]| mean(&y, &inside, weights);
    close(
        jackknife(&sample, of, Centre::Mean),
        only(&r["jkn"]["mean_sat"]["se"]),
        1e-9,
        "about their mean",
    );
    close(
        jackknife(&sample, of, Centre::Estimate),
        only(&r["jkn"]["mean_sat_mse"]["se"]),
        1e-9,
        "about the estimate",
    );
    let (cost, hours) = (
        numbers(&sample.table, "cost"),
        numbers(&sample.table, "hours"),
    );
    let found = jackknife(
        &sample,
        |weights| ratio(&cost, &hours, weights),
        Centre::Mean,
    );
    close(found, only(&r["jkn"]["ratio"]["se"]), 1e-9, "a ratio");
    for need in ["business", "general", "target", "vulnerable"] {
        let (y, inside) = indicator(&sample.table, "need", need);
        let found = jackknife(&sample, |weights| mean(&y, &inside, weights), Centre::Mean);
        let expected = &r["jkn"]["prop_need"]["se"][format!("need_f{need}")];
        close(found, only(expected), 1e-9, need);
    }
}

#[test]
fn jackknives_of_other_samples() {
    let more = expected("api-strat/r-survey-more.json");
    let sample = api_strat();
    let (y, inside) = numbers(&sample.table, "api00");
    let (enroll, students) = (
        numbers(&sample.table, "enroll"),
        numbers(&sample.table, "api.stu"),
    );
    let se = |estimate: &dyn Fn(&[f64]) -> f64| jackknife(&sample, estimate, Centre::Mean);
    let total = |weights: &[f64]| sum_of(weights.len(), |row| weights[row] * enroll.0[row]);
    for (name, found) in [
        ("mean_api00", se(&|weights| mean(&y, &inside, weights))),
        ("total_enroll", se(&total)),
        ("ratio", se(&|weights| ratio(&students, &enroll, weights))),
    ] {
        close(found, only(&more["jackknife"][name]["se"]), 1e-9, name);
    }
    let more = expected("nhanes-0910/r-survey-more.json");
    let sample = nhanes();
    let replicates = Replicates::jackknife(&sample.design).expect("replicates");
    let count = replicates.scales.len() as f64;
    assert_eq!(count, only(&more["jkn"]["replicates"]));
    let (y, inside) = numbers(&sample.table, "HI_CHOL");
    let found = jackknife(&sample, |weights| mean(&y, &inside, weights), Centre::Mean);
    close(
        found,
        only(&more["jkn"]["mean_hc"]["se"]),
        1e-9,
        "a health survey",
    );
}

#[test]
fn raked_again_in_every_replicate() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let (sat, used) = (
        numbers(&sample.table, "sat"),
        indicator(&sample.table, "used", "yes"),
    );
    let (cost, hours) = (
        numbers(&sample.table, "cost"),
        numbers(&sample.table, "hours"),
    );
    let sido = sample.table.column("sido").expect("a column");
    let codes: Vec<&str> = sido
        .sorted_levels()
        .into_iter()
        .map(|(_, code)| code)
        .collect();
    let regions: Vec<Vec<bool>> = codes
        .iter()
        .map(|code| both(&used.1, &is(sido, code)))
        .collect();
    // Raking takes the time: all estimates of a replicate come from one.
    let of = |base: &[f64]| {
        let weights = rake(&auxiliary, base).expect("weights").weights;
        let total = sum_of(weights.len(), |row| weights[row] * used.0[row]);
        let mut found = vec![
            mean(&sat.0, &sat.1, &weights),
            ratio(&cost, &hours, &weights),
            total,
        ];
        found.extend(regions.iter().map(|inside| mean(&used.0, inside, &weights)));
        found
    };
    let replicates = Replicates::jackknife(&sample.design).expect("replicates");
    let base = sample.design.base();
    let (whole, parts) = (
        of(base),
        replicates
            .weights(base)
            .map(|weights| of(&weights))
            .collect::<Vec<_>>(),
    );
    let r = &r["jkn_rerake"];
    let named = ["mean_sat", "ratio", "total_used"].map(|name| &r[name]["se"]);
    let by_region = codes.iter().map(|code| &r["used_by_sido"]["se"][*code]);
    for (at, expected) in named.into_iter().chain(by_region).enumerate() {
        let of: Vec<f64> = parts.iter().map(|part| part[at]).collect();
        let se = replicates.variance(whole[at], &of, Centre::Mean).sqrt();
        close(se, only(expected), 1e-7, "re-raked");
    }
}

#[test]
fn half_samples() {
    let r = expected("scd-brr/r-survey.json");
    let rows = r["rows"].as_array().expect("rows");
    let of = |name: &str| -> Vec<f64> { rows.iter().map(|row| only(&row[name])).collect() };
    let (alive, arrests) = (of("alive"), of("arrests"));
    let ratio = |weights: &[f64]| {
        let total = |of: &[f64]| of.iter().zip(weights).map(|(y, w)| y * w).sum::<f64>();
        total(&alive) / total(&arrests)
    };
    let half: Vec<Vec<f64>> = r["repweights"]
        .as_array()
        .expect("weights")
        .iter()
        .map(|row| row.as_array().expect("a row").iter().map(only).collect())
        .collect();
    let base = vec![1.0; rows.len()];
    let se = |replicates: &Replicates, centre| {
        let of: Vec<f64> = replicates
            .weights(&base)
            .map(|weights| ratio(&weights))
            .collect();
        replicates.variance(ratio(&base), &of, centre).sqrt()
    };
    let balanced = Replicates::balanced(half.clone());
    close(
        se(&balanced, Centre::Mean),
        only(&r["brr"]["se"]),
        1e-9,
        "balanced",
    );
    close(
        se(&Replicates::fay(&half, 0.3), Centre::Mean),
        only(&r["fay_0.3"]["se"]),
        1e-9,
        "Fay",
    );
    let strata = Column::new("ESA", ["1", "1", "2", "2", "3", "3"]);
    let design = Design::new(6, &[], Some(&strata), &[]).expect("a design");
    let jackknife = Replicates::jackknife(&design).expect("replicates");
    close(
        se(&jackknife, Centre::Mean),
        only(&r["jkn"]["se"]),
        1e-9,
        "JKn",
    );
}

/// Chance, so that it is close alone; the same seed gives the same factors.
#[test]
fn the_bootstrap_is_close_to_linearisation() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let (y, inside) = numbers(&sample.table, "sat");
    let base = sample.design.base();
    let replicates = Replicates::bootstrap(&sample.design, &[7; 32], 400).expect("replicates");
    assert_eq!(
        replicates,
        Replicates::bootstrap(&sample.design, &[7; 32], 400).expect("replicates")
    );
    let of: Vec<f64> = replicates
        .weights(base)
        .map(|weights| mean(&y, &inside, &weights))
        .collect();
    let se = replicates
        .variance(mean(&y, &inside, base), &of, Centre::Estimate)
        .sqrt();
    close(se, only(&r["mean_sat"]["se"]), 0.15, "bootstrap");
}
