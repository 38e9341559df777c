//! The commands of the survey engine on the data sets of the specification.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json as object};
use tempfile::TempDir;

use crate::common::{file, json, madang};

pub fn shared(path: &str) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("MADANG_SHARED").map_or(root, PathBuf::from);
    let path = shared.join("data/survey").join(path);
    assert!(path.exists(), "{path:?} is not there: set MADANG_SHARED");
    path.to_string_lossy().into_owned()
}

pub fn expected(path: &str) -> Value {
    let text = fs::read(shared(&format!("expected/dev/{path}"))).expect("a file");
    serde_json::from_slice(&text).expect("JSON")
}

#[track_caller]
pub fn close(found: &Value, expected: &Value, within: f64, what: &str) {
    let (found, expected) = (found.as_f64().expect(what), expected.as_f64().expect(what));
    assert!(
        (found - expected).abs() <= within * expected.abs(),
        "{what}: {found} where {expected} was expected"
    );
}

/// kr-survey with the joint variable that its margins are of.
fn kr_margins(folder: &TempDir) -> String {
    let r = expected("kr-survey/r-survey.json");
    let margins = object!({ "sido": r["margins"]["sido"], "sex|age_band": r["margins"]["sexage"] });
    file(folder, "margins.json", &margins.to_string())
}

pub fn row<'a>(table: &'a Value, level: Option<&str>, group: Option<&str>) -> &'a Value {
    let rows = table["rows"].as_array().expect("rows");
    let found = rows
        .iter()
        .find(|row| row["level"].as_str() == level && row["group"].as_str() == group);
    found.unwrap_or_else(|| panic!("no row of {level:?} {group:?} in {table}"))
}

const KR: [&str; 6] = ["--psu", "psu", "--strata", "stratum", "--weight", "weight"];

#[test]
fn weights_agree_with_r() {
    let folder = TempDir::new().expect("a folder");
    let margins = kr_margins(&folder);
    let data = shared("dev/kr-survey/data.csv");
    let out = folder
        .path()
        .join("weights.csv")
        .to_string_lossy()
        .into_owned();
    let r = expected("kr-survey/r-survey.json");
    let cases: [(&str, &[&str], &str); 4] = [
        ("rake", &[], "raking"),
        ("cal_linear", &[], "linear"),
        ("cal_linear_bounded_0.9_3", &["--bounds", "0.9,3"], "linear"),
        ("cal_logit_0.5_4", &["--bounds", "0.5,4"], "logit"),
    ];
    for (name, more, method) in cases {
        let call = [
            "weigh",
            &data,
            "--id",
            "id",
            "--weight",
            "weight",
            "--margins",
            &margins,
            "--method",
            method,
            "--out",
            &out,
            "--json",
        ];
        let report = json(&[&call[..], more].concat());
        assert!(
            report["misfit"]
                .as_f64()
                .is_some_and(|misfit| misfit <= 1e-12),
            "{report}"
        );
        let written = fs::read_to_string(&out).expect("a file");
        let mut lines = written.lines();
        assert_eq!(lines.next(), Some("id,weight"));
        let mut count = 0;
        for line in lines {
            let (id, weight) = line.split_once(',').expect("two fields");
            let weight: f64 = weight.parse().expect("a number");
            close(&weight.into(), &r[name]["weights"][id], 1e-7, name);
            count += 1;
        }
        assert_eq!(count, 1942);
    }
    let cap = r["trim_rerake"]["cap"].to_string();
    let call = [
        "weigh",
        &data,
        "--id",
        "id",
        "--weight",
        "weight",
        "--margins",
        &margins,
        "--trim",
        &cap,
        "--out",
        &out,
        "--json",
    ];
    assert_eq!(json(&call)["trimming"].as_array().map(Vec::len), Some(5));
    let written = fs::read_to_string(&out).expect("a file");
    for line in written.lines().skip(1) {
        let (id, weight) = line.split_once(',').expect("two fields");
        let weight: f64 = weight.parse().expect("a number");
        close(&weight.into(), &r["trim_rerake"]["final"][id], 1e-7, id);
    }
}

#[test]
fn tables_agree_with_r() {
    let data = shared("dev/kr-survey/data.csv");
    let r = expected("kr-survey/r-survey.json");
    let plain = |more: &[&str]| json(&[&["tabulate", &data][..], &KR, more, &["--json"]].concat());
    let mean = plain(&["--estimate", "mean:sat"]);
    let found = row(&mean, None, None);
    close(
        &found["estimate"],
        &r["mean_sat"]["est"]["sat_n"],
        1e-9,
        "mean",
    );
    close(&found["se"], &r["mean_sat"]["se"]["sat_n"], 1e-9, "se");
    close(&found["deff"], &r["mean_sat_deff"], 1e-9, "deff");
    assert_eq!(
        (&found["df"], &mean["missing"]["sat"][".d"]),
        (&object!(299), &object!(103))
    );
    for (option, name) in [
        ("korn-graubard", "beta"),
        ("logit", "xlogit"),
        ("arcsine", "asin"),
    ] {
        let share = plain(&["--estimate", "share:used", "--interval", option]);
        let found = row(&share, Some("yes"), None);
        close(&found["low"], &r["prop"]["used"][name]["lo"], 1e-6, option);
        close(&found["high"], &r["prop"]["used"][name]["hi"], 1e-6, option);
    }
    let difference = plain(&["--estimate", "difference:sat:sex"]);
    let wanted = &r["difference"]["sat_F_minus_M"];
    let found = row(&difference, None, Some("F - M"));
    for (name, of) in [
        ("estimate", "diff"),
        ("se", "se"),
        ("low", "lo"),
        ("high", "hi"),
        ("df", "df"),
    ] {
        close(&found[name], &wanted[of], 1e-6, name);
    }
    let quantile = plain(&["--estimate", "quantile:cost:0.1"]);
    let wanted = &r["quantile"]["cost"]["math/mean"][0];
    for (name, of) in [
        ("estimate", "q"),
        ("low", "lo"),
        ("high", "hi"),
        ("se", "se"),
    ] {
        close(
            &row(&quantile, Some("0.1"), None)[name],
            &wanted[of],
            1e-9,
            name,
        );
    }
    let ratio = plain(&["--estimate", "ratio:cost/hours", "--by", "sex"]);
    for wanted in r["ratio_cost_hours_by_sex"].as_array().expect("rows") {
        let found = row(&ratio, None, wanted["sex"].as_str());
        close(&found["estimate"], &wanted["est"], 1e-9, "ratio");
        close(&found["se"], &wanted["se"], 1e-9, "se");
    }
}

/// The jackknife rakes again without each of 330 units. R centres it on the replicates' mean, which is next to the estimate.
#[test]
fn jackknives_beside_linearisation() {
    let folder = TempDir::new().expect("a folder");
    let margins = kr_margins(&folder);
    let data = shared("dev/kr-survey/data.csv");
    let r = expected("kr-survey/r-survey.json");
    let jackknife = |more: &[&str]| {
        let call = [
            &["tabulate", &data][..],
            &KR,
            more,
            &["--jackknife", "--json"],
        ]
        .concat();
        json(&call)
    };
    let mean = jackknife(&["--estimate", "mean:sat"]);
    let of = &row(&mean, None, None)["se_jackknife"];
    close(of, &r["jkn"]["mean_sat_mse"]["se"]["sat_n"], 1e-9, "a mean");
    let raked = jackknife(&[
        "--margins",
        &margins,
        "--estimate",
        "mean:sat",
        "--estimate",
        "ratio:cost/hours",
    ]);
    let rows = raked["rows"].as_array().expect("rows");
    let se = &r["jkn_rerake"];
    close(
        &rows[0]["se_jackknife"],
        &se["mean_sat"]["se"]["sat_n"],
        1e-4,
        "re-raked",
    );
    close(
        &rows[1]["se_jackknife"],
        &se["ratio"]["se"],
        1e-3,
        "re-raked",
    );
    let plain = json(
        &[
            &["tabulate", &data][..],
            &KR,
            &["--estimate", "mean:sat", "--json"],
        ]
        .concat(),
    );
    assert!(row(&plain, None, None).get("se_jackknife").is_none());
}

#[test]
fn calibrated_tables_agree_with_r() {
    let folder = TempDir::new().expect("a folder");
    let margins = kr_margins(&folder);
    let data = shared("dev/kr-survey/data.csv");
    let r = expected("kr-survey/r-survey.json");
    let plain = |more: &[&str]| json(&[&["tabulate", &data][..], &KR, more, &["--json"]].concat());
    let ways: [(&str, &[&str]); 2] = [
        ("rake", &["--method", "raking", "--variance", "r-rake"]),
        ("cal_linear", &["--method", "linear"]),
    ];
    for (name, more) in ways {
        let more = [
            &["--margins", &margins][..],
            more,
            &["--estimate", "share:used", "--by", "sido"],
        ]
        .concat();
        let shares = plain(&more);
        for (sido, wanted) in r[name]["used_by_sido"]["est"].as_object().expect("regions") {
            let found = row(&shares, Some("yes"), Some(sido));
            close(&found["estimate"], wanted, 1e-8, name);
            close(
                &found["se"],
                &r[name]["used_by_sido"]["se"][sido],
                1e-8,
                name,
            );
        }
        let total = plain(&[&more[..more.len() - 4], &["--estimate", "total:used"]].concat());
        close(
            &row(&total, Some("yes"), None)["se"],
            &r[name]["total_used"]["se"]["used_n"],
            1e-8,
            name,
        );
    }
}

#[test]
fn stages_and_populations() {
    let r = expected("api-clus2/r-survey-more.json");
    let data = shared("dev/api-clus2/data.csv");
    let mean = json(&[
        "tabulate",
        &data,
        "--psu",
        "dnum,snum",
        "--fpc",
        "fpc1,fpc2",
        "--estimate",
        "mean:api00",
        "--json",
    ]);
    let found = row(&mean, None, None);
    close(
        &found["estimate"],
        &r["two_stage"]["mean_api00"]["est"]["api00"],
        1e-9,
        "mean",
    );
    close(
        &found["se"],
        &r["two_stage"]["mean_api00"]["se"]["api00"],
        1e-9,
        "se",
    );
}

#[test]
fn rates_have_the_shape_and_the_values_of_aapor() {
    let found = json(&[
        "response-rates",
        &shared("dev/kr-survey/cases.csv"),
        "--json",
    ]);
    same(&found, &expected("kr-survey/aapor.json"), "");
}

/// All that is expected is there, numbers within 1e-12.
fn same(found: &Value, expected: &Value, at: &str) {
    match expected {
        Value::Object(of) => of
            .iter()
            .filter(|(name, _)| *name != "note")
            .for_each(|(name, value)| same(&found[name], value, &format!("{at}/{name}"))),
        Value::Number(_) => close(found, expected, 1e-12, at),
        value => assert_eq!(found, value, "{at}"),
    }
}

#[test]
fn forms_are_checked() {
    for entry in fs::read_dir(shared("dev/xlsform")).expect("a folder") {
        let path = entry.expect("a file").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned();
        let expected = &expected(&format!("xlsform/{name}.json"))["madang"];
        let output = madang(
            &["questionnaire", "check", &path.to_string_lossy(), "--json"],
            "",
        );
        let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        for field in ["outcome", "rule", "names"] {
            assert_eq!(found[field], expected[field], "{name}: {found}");
        }
        assert_eq!(
            output.status.success(),
            expected["outcome"] != "refuse",
            "{name}"
        );
    }
    let output = madang(
        &[
            "questionnaire",
            "check",
            &shared("dev/xlsform/repeat_unsupported.xlsx"),
        ],
        "",
    );
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("row 2") && said.contains("child"), "{said}");
}

#[test]
fn tables_are_protected_and_records_counted() {
    let folder = TempDir::new().expect("a folder");
    let tables = expected("kr-survey/suppression.json");
    let case = &tables["tables"][0];
    let table = file(&folder, "table.json", &case.to_string());
    let found = json(&["suppress", &table]);
    assert_eq!(found["primary"], case["primary"]);
    let cost = found["cost"].as_f64().expect("a cost");
    assert!(
        cost <= 1.15 * case["optimum"]["cost"].as_f64().expect("a cost"),
        "{found}"
    );
    let hidden = found["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .filter(|cell| cell["n"].is_null())
        .count();
    assert_eq!(Some(hidden), found["suppressed"].as_array().map(Vec::len));
    let risks = expected("kr-survey/disclosure-risk.json");
    let keys = "sido,area,sex,age,used,need";
    let found = json(&[
        "risk",
        &shared("dev/kr-survey/data.csv"),
        "--keys",
        keys,
        "--json",
    ]);
    assert_eq!(found["suda"]["score"], risks["suda"]["score"]);
    let narrow = &risks["key_sets"]["narrow"];
    let found_narrow = json(&[
        "risk",
        &shared("dev/kr-survey/data.csv"),
        "--keys",
        "sido,sex,age_band",
        "--sensitive",
        "need",
        "--json",
    ]);
    for (name, of) in [
        ("groups", "groups"),
        ("min", "min"),
        ("below_2", "below_2"),
        ("below_3", "below_3"),
        ("below_5", "below_5"),
        ("f", "f"),
        ("groups_with_one_value", "groups_with_one_value_of_need"),
    ] {
        assert_eq!(found_narrow[name], narrow[of], "{name}");
    }
    assert_eq!(
        found["suda"]["records_with_msu"],
        risks["suda"]["records_with_msu"]
    );
}
