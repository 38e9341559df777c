//! Tests of association against R's `svychisq`.

use madang_survey::association::{Test, TwoWay};
use madang_survey::estimates::Domain;
use madang_survey::variance::{Adjustment, Linearized};
use serde_json::Value;

use crate::common::{Sample, api_clus2, api_strat, both, close, expected, kr_survey, nhanes, only};

fn check(sample: &Sample, one: &str, other: &str, expected: &Value) {
    let linear =
        Linearized::new(&sample.design, sample.design.base(), Adjustment::None).expect("a sample");
    let coded = |name: &str| {
        let column = sample.table.column(name).expect("a column");
        let levels = column.sorted_levels();
        let place = |code: u32| levels.iter().position(|(own, _)| *own == code).unwrap_or(0);
        let codes: Vec<usize> = column.codes.iter().map(|&code| place(code)).collect();
        (codes, levels.len(), column.answered())
    };
    let (rows, r, answered) = coded(one);
    let (columns, c, also) = coded(other);
    let domain = Domain::new(&linear, both(&answered, &also));
    let found = linear
        .association(TwoWay::new(&rows, r, &columns, c), &domain)
        .expect("a table");
    let what = format!("{one} × {other}");
    let agrees = |name: &str, found: Test| {
        let expected = &expected[name];
        close(found.statistic, only(&expected["statistic"]), 1e-9, &what);
        close(found.df1, only(&expected["parameter"]), 1e-9, &what);
        if let Some(df2) = found.df2 {
            close(df2, only(&expected["parameter"][1]), 1e-9, &what);
        }
        close(found.p, only(&expected["p"]), 1e-9, &what);
    };
    agrees("F", found.rao_scott);
    agrees("Chisq", found.pearson);
    agrees("Wald", found.wald);
    agrees("adjWald", found.wald_adjusted);
    let combination = found.combination.expect("a combination of full rank");
    if let Some(lincom) = expected.get("lincom") {
        // R looks for the saddlepoint to 8 digits.
        close(combination, only(&lincom["p"]), 1e-5, &what);
    }
}

#[test]
fn of_all_samples() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    for (one, other) in [("used", "sex"), ("need", "age_band"), ("sat", "area")] {
        check(&sample, one, other, &r["chisq"][format!("{one}_{other}")]);
    }
    let samples = [
        (api_strat(), "api-strat"),
        (api_clus2(Some("pw")), "api-clus2"),
        (nhanes(), "nhanes-0910"),
    ];
    let names = [("hc", "HI_CHOL"), ("sex", "RIAGENDR")];
    let renamed = |name: &str| {
        names
            .iter()
            .find(|(from, _)| *from == name)
            .map_or(name.to_owned(), |(_, to)| (*to).to_owned())
    };
    for (sample, folder) in samples {
        let r = expected(&format!("{folder}/r-survey-more.json"));
        for (pair, expected) in r["chisq"].as_object().expect("tables") {
            let (one, other) = pair.split_once('+').expect("two variables");
            check(&sample, &renamed(one), &renamed(other), expected);
        }
    }
}
