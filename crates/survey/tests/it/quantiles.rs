//! Quantiles against R's `svyquantile`.

use madang_survey::design::Design;
use madang_survey::estimates::Domain;
use madang_survey::intervals::ShareInterval;
use madang_survey::quantiles::{Distribution, QuantileInterval, QuantileRule};
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::rake;
use serde_json::Value;

use crate::common::{
    Sample, api_clus2, api_strat, close, expected, kr_margins, kr_survey, numbers, only,
};

const MEAN: (&str, QuantileInterval) = ("mean", QuantileInterval::Mean);
const LOGIT: (&str, QuantileInterval) = ("xlogit", QuantileInterval::Share(ShareInterval::Logit));
const BETA: (&str, QuantileInterval) =
    ("beta", QuantileInterval::Share(ShareInterval::KornGraubard));

fn check(
    linear: &Linearized<'_>,
    sample: &Sample,
    variable: &str,
    expected: &Value,
    intervals: &[(&str, QuantileInterval)],
) {
    let (y, inside) = numbers(&sample.table, variable);
    let domain = Domain::new(linear, inside);
    for (rule_name, rule) in [
        ("math", "smallest"),
        ("school", "middle"),
        ("hf4", "hf4"),
        ("hf6", "hf6"),
        ("hf7", "hf7"),
    ] {
        let rule: QuantileRule = rule.parse().expect("a rule");
        for &(interval_name, interval) in intervals {
            let rows = expected[format!("{rule_name}/{interval_name}")]
                .as_array()
                .expect("rows");
            for row in rows {
                let what = format!("{variable} {rule_name}/{interval_name} {row}");
                let found = linear
                    .quantile(&y, &domain, only(&row["p"]), rule, interval, 0.95)
                    .expect("a quantile");
                close(found.value, only(&row["q"]), 1e-9, &what);
                let ends = [("lo", found.low), ("hi", found.high), ("se", found.se)];
                for (name, found) in ends {
                    match row[name].as_f64() {
                        Some(expected) => close(found.expect("an end"), expected, 1e-9, &what),
                        None => assert_eq!(found, None, "{what}"),
                    }
                }
            }
        }
    }
}

#[test]
fn of_all_samples() {
    let kr = (
        kr_survey(),
        expected("kr-survey/r-survey.json")["quantile"].clone(),
    );
    let strat = (
        api_strat(),
        expected("api-strat/r-survey-more.json")["quantile"].clone(),
    );
    let clus2 = (
        api_clus2(Some("pw")),
        expected("api-clus2/r-survey-more.json")["quantile"].clone(),
    );
    for (sample, expected) in [kr, strat, clus2] {
        let linear = Linearized::new(&sample.design, sample.design.base(), Adjustment::None)
            .expect("a sample");
        for (variable, expected) in expected.as_object().expect("variables") {
            check(&linear, &sample, variable, expected, &[MEAN, LOGIT, BETA]);
        }
    }
}

#[test]
fn of_a_raked_sample() {
    let sample = kr_survey();
    let r = expected("kr-survey/r-survey.json");
    let auxiliary = kr_margins(&sample.table);
    let raked = rake(&auxiliary, sample.design.base()).expect("weights");
    let linear = Linearized::new(
        &sample.design,
        &raked.weights,
        Adjustment::Sweeps(&auxiliary),
    )
    .expect("a sample");
    // R counts all rows of a calibrated sample in the n of a beta interval.
    let expected = &r["rake"]["quantile_cost"];
    check(&linear, &sample, "cost", expected, &[MEAN, LOGIT]);
}

#[test]
fn of_few() {
    let design = Design::new(2, &[], None, &[]).expect("a design");
    let linear = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
    let (one, both) = (
        Domain::new(&linear, vec![false, true]),
        Domain::new(&linear, vec![true; 2]),
    );
    let at = |rule: &str, domain: &Domain, share: f64| {
        Distribution::new(&[8.0, 4.0], &[1.0, 1.0], domain).at(share, rule.parse().expect("a rule"))
    };
    for rule in ["smallest", "middle", "hf4", "hf6", "hf7"] {
        for share in [0.0, 0.3, 1.0] {
            assert_eq!(at(rule, &one, share), 4.0, "{rule} {share}");
        }
        assert_eq!((at(rule, &both, 0.0), at(rule, &both, 1.0)), (4.0, 8.0));
    }
    assert_eq!(at("hf4", &both, 0.75), 6.0);
    assert_eq!(at("hf6", &both, 0.5), 6.0);
    assert_eq!(at("hf7", &both, 0.25), 5.0);
    assert!("hf9".parse::<QuantileRule>().is_err());
}
