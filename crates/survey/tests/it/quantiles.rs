//! Quantiles against R's `svyquantile`.

use madang_survey::estimates::Domain;
use madang_survey::intervals::ShareInterval;
use madang_survey::quantiles::{QuantileInterval, QuantileRule};
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::rake;
use serde_json::Value;

use crate::common::{
    Sample, api_clus2, api_strat, close, expected, kr_margins, kr_survey, numbers, only,
};

fn check(linear: &Linearized<'_>, sample: &Sample, variable: &str, expected: &Value) {
    let (y, inside) = numbers(&sample.table, variable);
    let domain = Domain::new(linear, inside);
    let rules = [
        ("math", QuantileRule::Smallest),
        ("school", QuantileRule::Middle),
    ];
    let intervals = [
        ("mean", QuantileInterval::Mean),
        ("beta", QuantileInterval::Share(ShareInterval::KornGraubard)),
        ("xlogit", QuantileInterval::Share(ShareInterval::Logit)),
    ];
    for (rule_name, rule) in rules {
        for (interval_name, interval) in intervals {
            let rows = expected[format!("{rule_name}/{interval_name}")]
                .as_array()
                .expect("rows");
            for row in rows {
                let what = format!("{variable} {rule_name}/{interval_name} {row}");
                let found = linear
                    .quantile(&y, &domain, only(&row["p"]), rule, interval, 0.95)
                    .expect("a quantile");
                close(found.value, only(&row["q"]), 1e-12, &what);
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
            check(&linear, &sample, variable, expected);
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
    let (y, inside) = numbers(&sample.table, "cost");
    let domain = Domain::new(&linear, inside);
    for row in r["rake"]["quantile_cost"]["math/mean"]
        .as_array()
        .expect("rows")
    {
        let found = linear.quantile(
            &y,
            &domain,
            only(&row["p"]),
            QuantileRule::Smallest,
            QuantileInterval::Mean,
            0.95,
        );
        let found = found.expect("a quantile");
        close(found.value, only(&row["q"]), 1e-12, "q");
        close(found.se.expect("an error"), only(&row["se"]), 1e-9, "se");
    }
}
