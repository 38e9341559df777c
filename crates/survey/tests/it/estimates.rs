//! Estimates and their standard errors against R's `svymean`, `svytotal`, `svyratio`, `svyby`, `svycontrast`, `svyciprop`.

use madang_survey::design::{Design, DesignColumns, SinglePsu};
use madang_survey::estimates::{Domain, Estimate};
use madang_survey::table::Table;
use madang_survey::variance::{Adjustment, Linearized};
use serde_json::Value;

use crate::common::{
    Sample, api_clus2, api_strat, both, close, expected, indicator, is, kr_survey, numbers, only,
};

pub const EXACT: f64 = 1e-9;

pub fn plain(sample: &Sample) -> Linearized<'_> {
    Linearized::new(&sample.design, sample.design.base(), Adjustment::None).expect("a sample")
}

pub fn mean(sample: &Linearized<'_>, (y, inside): (Vec<f64>, Vec<bool>)) -> Estimate {
    sample
        .mean(&y, &Domain::new(sample, inside))
        .expect("a mean")
}

#[track_caller]
pub fn agrees(found: &Estimate, est: &Value, se: &Value, within: f64) {
    close(found.value, only(est), within, "estimate");
    close(found.se(), only(se), within, "standard error");
}

#[test]
fn means_with_design_effects() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let linear = plain(&sample);
    let found = mean(&linear, numbers(&sample.table, "sat"));
    agrees(&found, &r["mean_sat"]["est"], &r["mean_sat"]["se"], EXACT);
    close(
        found.deff.expect("deff"),
        only(&r["mean_sat_deff"]),
        EXACT,
        "deff",
    );
    close(
        found.deff_replace.expect("deff"),
        only(&r["mean_sat_deff_replace"]),
        EXACT,
        "deff with replacement",
    );
    assert_eq!(found.df, 299);
    for need in ["business", "general", "target", "vulnerable"] {
        let found = mean(&linear, indicator(&sample.table, "need", need));
        let name = format!("need_f{need}");
        agrees(
            &found,
            &r["prop_need"]["est"][&name],
            &r["prop_need"]["se"][&name],
            EXACT,
        );
    }
    let mut seen = 0;
    for (variable, codes) in r["item_nonresponse"].as_object().expect("variables") {
        for (code, expected) in codes.as_object().expect("codes") {
            let (y, _) = indicator(&sample.table, variable, &format!(".{code}"));
            assert_eq!(y.iter().sum::<f64>(), only(&expected["n"]));
            let found = mean(&linear, (y, vec![true; sample.table.rows()]));
            agrees(&found, &expected["share"], &expected["se"], EXACT);
            seen += 1;
        }
    }
    assert_eq!(seen, 24);
}

#[test]
fn strata_with_populations() {
    let (r, more) = (
        expected("api-strat/r-survey.json"),
        expected("api-strat/r-survey-more.json"),
    );
    let sample = api_strat();
    let linear = plain(&sample);
    for name in ["api00", "enroll", "meals"] {
        let found = mean(&linear, numbers(&sample.table, name));
        let means = &r["base"]["means"];
        agrees(&found, &means["est"][name], &means["se"][name], EXACT);
        close(
            found.deff.expect("deff"),
            only(&means["deff"][name]),
            EXACT,
            name,
        );
    }
    let (y, inside) = numbers(&sample.table, "enroll");
    let total = linear
        .total(&y, &Domain::new(&linear, inside))
        .expect("a total");
    agrees(&total, &r["total"]["est"], &r["total"]["se"], EXACT);
    close(
        total.deff.expect("deff"),
        only(&more["total_enroll_deff"]),
        EXACT,
        "deff",
    );
    close(
        mean(&linear, numbers(&sample.table, "api00"))
            .deff_replace
            .expect("deff"),
        only(&more["mean_api00_deff_replace"]),
        EXACT,
        "deff",
    );
    let groups = r["base"]["by"].as_array().expect("tables");
    let mut seen = 0;
    for row in groups
        .iter()
        .flat_map(|table| table["table"].as_array().expect("rows"))
    {
        let mut inside = vec![true; sample.table.rows()];
        for variable in ["stype", "awards"] {
            if let Some(level) = row[variable].as_str() {
                inside = both(
                    &inside,
                    &is(sample.table.column(variable).expect("a column"), level),
                );
            }
        }
        for name in ["api00", "enroll", "meals"] {
            let found = mean(&linear, (numbers(&sample.table, name).0, inside.clone()));
            agrees(&found, &row[name], &row[format!("se.{name}")], EXACT);
            seen += 1;
        }
    }
    assert!(seen >= 33, "{seen}");
    let (x, inside) = numbers(&sample.table, "enroll");
    let (y, _) = numbers(&sample.table, "api.stu");
    let ratio = linear
        .ratio(&y, &x, &Domain::new(&linear, inside))
        .expect("a ratio");
    agrees(
        &ratio,
        &more["ratio_api_stu_enroll"]["est"],
        &more["ratio_api_stu_enroll"]["se"],
        EXACT,
    );
}

#[test]
fn two_stages() {
    let (r, more) = (
        expected("api-clus2/r-survey.json"),
        expected("api-clus2/r-survey-more.json"),
    );
    let sample = api_clus2(Some("pw"));
    let linear = plain(&sample);
    let found = mean(&linear, numbers(&sample.table, "api00"));
    agrees(
        &found,
        &more["two_stage"]["mean_api00"]["est"],
        &more["two_stage"]["mean_api00"]["se"],
        EXACT,
    );
    close(
        found.deff.expect("deff"),
        only(&more["mean_api00_deff"]),
        EXACT,
        "deff",
    );
    let once = crate::common::sample(
        "dev/api-clus2/data.csv",
        &["dnum"],
        None,
        Some("pw"),
        &["fpc1"],
    );
    let found = mean(&plain(&once), numbers(&once.table, "api00"));
    agrees(
        &found,
        &more["two_stage"]["mean_api00"]["est"],
        &more["ultimate_cluster_only"]["mean_api00"]["se"],
        EXACT,
    );
    // Without weights, those that the populations give.
    let drawn = api_clus2(None);
    let linear = plain(&drawn);
    // R took both at once, and left out the rows in which one is missing.
    let complete = both(
        &numbers(&drawn.table, "api00").1,
        &numbers(&drawn.table, "enroll").1,
    );
    for name in ["api00", "enroll"] {
        let (y, inside) = (numbers(&drawn.table, name).0, complete.clone());
        let found = mean(&linear, (y.clone(), inside.clone()));
        agrees(
            &found,
            &r["base"]["means"]["est"][name],
            &r["base"]["means"]["se"][name],
            EXACT,
        );
        close(
            found.deff.expect("deff"),
            only(&r["base"]["means"]["deff"][name]),
            EXACT,
            name,
        );
        if name == "enroll" {
            let total = linear
                .total(&y, &Domain::new(&linear, inside))
                .expect("a total");
            agrees(&total, &r["total"]["est"], &r["total"]["se"], EXACT);
        }
    }
    for row in r["base"]["by"][0]["table"].as_array().expect("rows") {
        let inside = is(
            drawn.table.column("stype").expect("a column"),
            row["stype"].as_str().expect("a level"),
        );
        for name in ["api00", "enroll"] {
            let (y, _) = numbers(&drawn.table, name);
            let found = mean(&linear, (y, both(&inside, &complete)));
            agrees(&found, &row[name], &row[format!("se.{name}")], EXACT);
        }
    }
}

#[test]
fn parts_against_the_whole_and_ratios() {
    let r = expected("kr-survey/r-survey.json");
    let sample = kr_survey();
    let linear = plain(&sample);
    let (used, inside) = indicator(&sample.table, "used", "yes");
    let seoul = both(
        &inside,
        &is(sample.table.column("sido").expect("a column"), "11"),
    );
    let domain = Domain::new(&linear, inside.clone());
    let found = linear
        .difference(&used, &seoul, &inside, &domain)
        .expect("a difference");
    let expected = &r["difference"]["used_sido11_minus_national"];
    agrees(&found, &expected["diff"], &expected["se"], EXACT);
    let found = linear
        .log_ratio(&used, &seoul, &inside, &domain)
        .expect("a ratio");
    let expected = &r["difference"]["log_relative_risk_sido11_national"];
    agrees(&found, &expected["est"], &expected["se"], EXACT);

    let ((cost, costs), (hours, spent)) = (
        numbers(&sample.table, "cost"),
        numbers(&sample.table, "hours"),
    );
    let inside = both(&costs, &spent);
    let found = linear
        .ratio(&cost, &hours, &Domain::new(&linear, inside.clone()))
        .expect("a ratio");
    agrees(
        &found,
        &r["ratio_cost_hours"]["est"],
        &r["ratio_cost_hours"]["se"],
        EXACT,
    );
    for row in r["ratio_cost_hours_by_sex"].as_array().expect("rows") {
        let sex = is(
            sample.table.column("sex").expect("a column"),
            row["sex"].as_str().expect("a level"),
        );
        let found = linear
            .ratio(&cost, &hours, &Domain::new(&linear, both(&inside, &sex)))
            .expect("a ratio");
        agrees(&found, &row["est"], &row["se"], EXACT);
    }
}

#[test]
fn strata_with_one_unit() {
    let r = &expected("kr-survey/r-survey.json")["lonely"];
    let whole = crate::common::bytes("dev/kr-survey/data.csv");
    let text = String::from_utf8(whole).expect("text");
    let mut kept = String::new();
    let mut first: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(',').collect();
        let (stratum, psu) = (fields[3].to_owned(), fields[4].to_owned());
        let own = first.entry(stratum.clone()).or_insert_with(|| psu.clone());
        if !["36-eupmyeon", "50-eupmyeon"].contains(&stratum.as_str()) || *own == psu {
            kept += line;
            kept.push('\n');
        }
    }
    let table = Table::read(kept.as_bytes()).expect("a table");
    assert_eq!(table.rows() as f64, only(&r["n"]));
    let mut columns = DesignColumns {
        units: vec!["psu"],
        strata: Some("stratum"),
        weight: Some("weight"),
        ..DesignColumns::default()
    };
    for (name, single) in [
        ("certainty", SinglePsu::Certainty),
        ("adjust", SinglePsu::Adjust),
        ("average", SinglePsu::Average),
    ] {
        columns.single = single;
        let design = Design::of(&table, &columns).expect("a design");
        let linear = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
        let expected = &r["policies"][name];
        let found = mean(&linear, numbers(&table, "sat"));
        agrees(
            &found,
            &expected["mean_sat"]["est"],
            &expected["mean_sat"]["se"],
            EXACT,
        );
        assert_eq!(found.df as f64, only(&expected["degf"]));
        let all = Domain::new(&linear, vec![true; table.rows()]);
        let total = linear
            .total(&vec![1.0; table.rows()], &all)
            .expect("a total");
        agrees(
            &total,
            &expected["total_one"]["est"],
            &expected["total_one"]["se"],
            EXACT,
        );
    }
    columns.single = SinglePsu::Fail;
    let design = Design::of(&table, &columns).expect("a design");
    let linear = Linearized::new(&design, design.base(), Adjustment::None).expect("a sample");
    let (y, inside) = numbers(&table, "sat");
    let error = linear
        .mean(&y, &Domain::new(&linear, inside))
        .expect_err("one unit")
        .to_string();
    assert!(error.contains("36-eupmyeon"), "{error}");
}
