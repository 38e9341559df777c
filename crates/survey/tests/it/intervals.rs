//! Intervals of shares against R's `svyciprop` and against scipy's quantiles.

use madang_survey::estimates::Estimate;
use madang_survey::intervals::{ShareEstimate, ShareInterval};
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::rake;
use serde_json::Value;

use crate::common::{
    api_clus2, api_strat, close, expected, indicator, kr_survey, margins, nhanes, only,
};
use crate::estimates::{EXACT, mean, plain};

/// R's names of intervals, ours, and how far apart they may be. `logit` is a model that R stops fitting at 1e-8; of `likelihood` R draws straight
/// lines between few points of the profile.
const KINDS: [(&str, &str, f64); 6] = [
    ("beta", "korn-graubard", 1e-6),
    ("xlogit", "logit", 1e-6),
    ("logit", "logit", 1e-6),
    ("asin", "arcsine", 1e-6),
    ("mean", "mean", 1e-6),
    ("likelihood", "likelihood", 2e-4),
];

fn share(of: &Estimate) -> ShareEstimate {
    ShareEstimate::new(of.value, of.variance, of.n, of.df)
}

fn agrees(share: &ShareEstimate, r: &Value, kinds: &[(&str, &str, f64)]) {
    for (name, kind, within) in kinds {
        let kind: ShareInterval = kind.parse().expect("an interval");
        let (low, high) = share.interval(kind, 0.95).expect("an interval");
        close(low, only(&r[name]["lo"]), *within, name);
        close(high, only(&r[name]["hi"]), *within, name);
    }
}

fn wilson(share: &ShareEstimate, r: &Value) {
    let (low, high) = share
        .interval(ShareInterval::Wilson, 0.95)
        .expect("an interval");
    close(low, only(&r["lo"]), 1e-6, "wilson");
    close(high, only(&r["hi"]), 1e-6, "wilson");
    let size = share.effective_size(0.95);
    close(size, only(&r["nstar"]), EXACT, "n*");
}

#[test]
fn of_all_samples() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let linear = plain(&sample);
    for variable in ["used", "rare"] {
        let found = mean(&linear, indicator(&sample.table, variable, "yes"));
        agrees(&share(&found), &r["prop"][variable], &KINDS);
        wilson(&share(&found), &r["wilson"][variable]);
    }
    for (sample, folder) in [
        (api_strat(), "api-strat"),
        (api_clus2(Some("pw")), "api-clus2"),
    ] {
        let r = expected(&format!("{folder}/r-survey-more.json"));
        let found = mean(&plain(&sample), indicator(&sample.table, "sch.wide", "Yes"));
        agrees(&share(&found), &r["prop"]["sch.wide==Yes"], &KINDS);
        wilson(&share(&found), &r["wilson"]);
    }
}

#[test]
fn of_a_health_survey_before_and_after_raking() {
    let (r, more) = (
        expected("nhanes-0910/r-survey.json"),
        expected("nhanes-0910/r-survey-more.json"),
    );
    let sample = nhanes();
    let found = mean(&plain(&sample), indicator(&sample.table, "HI_CHOL", "1"));
    agrees(&share(&found), &r["base"]["prop"], &KINDS);
    let renamed = [("sex", "RIAGENDR")];
    let auxiliary = margins("nhanes-0910/r-survey.json", &sample.table, &renamed);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let sweeps = Adjustment::Sweeps(&auxiliary);
    let linear = Linearized::new(&sample.design, &raked.weights, sweeps).expect("a sample");
    let found = mean(&linear, indicator(&sample.table, "HI_CHOL", "1"));
    // R counts the rows without an answer in the n of `beta`: what it should be stands beside it, and is held in `calibrated`.
    agrees(&share(&found), &more["rake_prop"], &KINDS[1..]);
}

#[test]
fn of_single_shares() {
    let cases = expected("intervals/intervals.json");
    let cases = cases["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 72);
    for case in cases {
        let of = |name: &str| only(&case[name]);
        let share = ShareEstimate::new(of("p"), of("var"), of("n") as usize, of("df") as usize);
        let kinds = [
            ("korn_graubard", ShareInterval::KornGraubard),
            ("korn_graubard_capped", ShareInterval::KornGraubardCapped),
            ("wilson", ShareInterval::Wilson),
        ];
        close(share.effective_size(of("level")), of("n_star"), EXACT, "n*");
        for (name, kind) in kinds {
            let (low, high) = share.interval(kind, of("level")).expect("an interval");
            for (found, expected) in [(low, only(&case[name][0])), (high, only(&case[name][1]))] {
                assert!(
                    (found - expected).abs() <= 1e-6 * expected.max(1e-9),
                    "{case} {name}: {found}"
                );
            }
        }
    }
}

/// The ends of a likelihood interval have the likelihood that they are to have.
#[test]
fn likelihood_at_its_ends() {
    let share = ShareEstimate::new(0.02, 0.02 * 0.98 / 300.0, 500, 40);
    let (low, high) = share
        .interval(ShareInterval::Likelihood, 0.95)
        .expect("an interval");
    let t = madang_survey::distributions::t_quantile(0.975, 40.0);
    for end in [low, high] {
        let (yes, no): (f64, f64) = (0.02 / end, 0.98 / (1.0 - end));
        let far = 0.02 * yes.ln() + 0.98 * no.ln();
        close(2.0 * 300.0 * far * 499.0 / 500.0, t * t, 1e-9, "an end");
    }
    assert!(low < 0.02 && high > 0.02);
    for end in [0.0, 1.0] {
        let share = ShareEstimate::new(end, 0.0, 50, 20);
        assert_eq!(share.interval(ShareInterval::Likelihood, 0.95), None);
    }
}
