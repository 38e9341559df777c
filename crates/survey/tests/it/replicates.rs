//! Replicate variances against R's `as.svrepdesign` and `svrepdesign`.

use madang_survey::design::Design;
use madang_survey::table::Column;
use madang_survey::variance::{Centre, Replicates};
use madang_survey::weights::rake;

use crate::common::{Sample, api_strat, close, expected, kr_margins, kr_survey, numbers, only};

fn mean(y: &[f64], inside: &[bool], weights: &[f64]) -> f64 {
    let rows = || (0..y.len()).filter(|&row| inside[row]);
    rows().map(|row| weights[row] * y[row]).sum::<f64>()
        / rows().map(|row| weights[row]).sum::<f64>()
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
    let more = expected("api-strat/r-survey-more.json");
    let sample = api_strat();
    let (y, inside) = numbers(&sample.table, "api00");
    let found = jackknife(&sample, |weights| mean(&y, &inside, weights), Centre::Mean);
    close(
        found,
        only(&more["jackknife"]["mean_api00"]["se"]),
        1e-9,
        "with populations",
    );
}

#[test]
fn raked_again_in_every_replicate() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let auxiliary = kr_margins(&sample.table);
    let (y, inside) = numbers(&sample.table, "sat");
    let of = |weights: &[f64]| {
        mean(
            &y,
            &inside,
            &rake(&auxiliary, weights).expect("weights").weights,
        )
    };
    close(
        jackknife(&sample, of, Centre::Mean),
        only(&r["jkn_rerake"]["mean_sat"]["se"]),
        1e-7,
        "re-raked",
    );
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
