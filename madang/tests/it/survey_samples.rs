//! The commands of the survey engine on samples of other kinds: names with points, factors with signs in them, stages, files of every encoding.

use std::fs;

use encoding_rs::EUC_KR;
use serde_json::{Value, json as object};
use tempfile::TempDir;

use crate::common::{file, json, madang};
use crate::survey::{close, expected, row, shared};

/// A table with these options.
fn tabulated(data: &str, options: &str) -> Value {
    let options: Vec<&str> = options.split(' ').collect();
    json(&[&["tabulate", data], &options[..], &["--json"]].concat())
}

#[track_caller]
fn agrees(found: &Value, expected: &Value, names: [(&str, &str); 2], within: f64, what: &str) {
    for (name, of) in names {
        close(&found[name], &expected[of], within, what);
    }
}

const EST: [(&str, &str); 2] = [("estimate", "est"), ("se", "se")];

/// A table of the stratified sample of schools.
fn of_schools(options: &str) -> Value {
    let data = shared("dev/api-strat/data.csv");
    let design = "--strata stype --weight pw --fpc fpc";
    tabulated(&data, &format!("{design} {options}"))
}

#[test]
fn a_stratified_sample_of_schools() {
    let (r, more) = (
        expected("api-strat/r-survey.json"),
        expected("api-strat/r-survey-more.json"),
    );
    let of = of_schools;
    let means = of("--estimate mean:api00 --by stype,awards");
    let tables = r["base"]["by"].as_array().expect("tables");
    let both = tables.iter().find(|table| {
        let first = &table["table"][0];
        first["stype"].is_string() && first["awards"].is_string()
    });
    for wanted in both.expect("a table")["table"].as_array().expect("rows") {
        let group = ["stype", "awards"].map(|name| wanted[name].as_str().expect("a level"));
        let found = row(&means, None, Some(&group.join("|")));
        agrees(
            found,
            wanted,
            [("estimate", "api00"), ("se", "se.api00")],
            1e-9,
            "a mean",
        );
    }
    let ratio = of("--estimate ratio:api.stu/enroll");
    agrees(
        row(&ratio, None, None),
        &more["ratio_api_stu_enroll"],
        EST,
        1e-9,
        "a ratio",
    );
    let total = of("--estimate total:enroll");
    let found = row(&total, None, None);
    close(
        &found["estimate"],
        &r["total"]["est"]["enroll"],
        1e-9,
        "a total",
    );
    close(&found["se"], &r["total"]["se"][0], 1e-9, "a total");
    close(&found["deff"], &more["total_enroll_deff"], 1e-9, "a total");
    let difference = of("--estimate difference:api00:sch.wide");
    let wanted = &more["difference"]["api00_Yes_minus_No"];
    let found = row(&difference, None, Some("Yes - No"));
    agrees(
        found,
        wanted,
        [("estimate", "diff"), ("se", "se")],
        1e-9,
        "a difference",
    );
    agrees(
        found,
        wanted,
        [("low", "lo"), ("high", "hi")],
        1e-6,
        "a difference",
    );
    agrees(
        found,
        wanted,
        [("t", "t"), ("p", "p")],
        1e-9,
        "a difference",
    );
}

#[test]
fn intervals_quantiles_and_tests_of_schools() {
    let more = expected("api-strat/r-survey-more.json");
    let of = of_schools;
    for (option, name, within) in [
        ("korn-graubard", "beta", 1e-6),
        ("logit", "xlogit", 1e-6),
        ("arcsine", "asin", 1e-6),
        ("mean", "mean", 1e-6),
        ("likelihood", "likelihood", 2e-4),
    ] {
        let share = of(&format!("--estimate share:sch.wide --interval {option}"));
        let wanted = &more["prop"]["sch.wide==Yes"][name];
        let found = row(&share, Some("Yes"), None);
        agrees(
            found,
            wanted,
            [("low", "lo"), ("high", "hi")],
            within,
            option,
        );
    }
    for rule in ["hf4", "hf6", "hf7"] {
        let quantiles = of(&format!(
            "--estimate quantile:api00:0.25 --estimate quantile:enroll:0.9 --quantile-rule {rule}"
        ));
        for (variable, share, at) in [("api00", "0.25", 1), ("enroll", "0.9", 4)] {
            let wanted = &more["quantile"][variable][format!("{rule}/mean")][at];
            assert_eq!(wanted["p"].to_string(), share);
            let rows = quantiles["rows"].as_array().expect("rows").iter();
            let found = rows
                .clone()
                .find(|row| row["variable"] == variable)
                .expect("a row");
            assert_eq!(found["level"], share);
            agrees(found, wanted, [("estimate", "q"), ("se", "se")], 1e-9, rule);
            agrees(found, wanted, [("low", "lo"), ("high", "hi")], 1e-9, rule);
        }
    }
    let tests = of("--test stype:awards");
    let wanted = &more["chisq"]["stype+awards"];
    for (name, of) in [
        ("rao_scott", "F"),
        ("first_order", "Chisq"),
        ("wald", "Wald"),
        ("adjusted_wald", "adjWald"),
    ] {
        let found = &tests["tests"][0][name];
        close(&found["statistic"], &wanted[of]["statistic"], 1e-9, name);
        close(&found["p"], &wanted[of]["p"], 1e-9, name);
    }
    // R looks for the point where it approximates to 8 digits.
    let combination = &tests["tests"][0]["combination"];
    let lincom = &wanted["lincom"];
    close(&combination["statistic"], &lincom["statistic"], 1e-9, "χ²");
    close(&combination["p"], &lincom["p"], 1e-5, "combination");
}

#[test]
fn a_health_survey_with_missing_values() {
    let folder = TempDir::new().expect("a folder");
    let data = shared("dev/nhanes-0910/data.csv");
    let r = expected("nhanes-0910/r-survey.json");
    let design = "--psu SDMVPSU --strata SDMVSTRA --weight WTMEC2YR";
    let plain = tabulated(
        &data,
        &format!("{design} --estimate share:HI_CHOL --confidence 0.95"),
    );
    let found = row(&plain, Some("1"), None);
    close(
        &found["estimate"],
        &r["base"]["means"]["est"]["hc"],
        1e-9,
        "a share",
    );
    close(&found["se"], &r["base"]["means"]["se"][0], 1e-9, "a share");
    assert_eq!((&found["n"], &found["df"]), (&object!(7846), &object!(16)));
    assert_eq!(plain["missing"]["HI_CHOL"][""], object!(745));
    // Margins as CSV, with levels that hold commas.
    let mut margins = "variable,level,total\n".to_owned();
    for (variable, levels) in r["margins"].as_object().expect("margins") {
        let variable = if variable == "sex" {
            "RIAGENDR"
        } else {
            variable
        };
        for (level, total) in levels.as_object().expect("levels") {
            margins += &format!("{variable},\"{level}\",{total}\n");
        }
    }
    let margins = file(&folder, "margins.csv", &margins);
    let raked = format!("{design} --margins {margins} --method raking --variance r-rake");
    let table = tabulated(
        &data,
        &format!("{raked} --estimate mean:HI_CHOL --by race,agecat"),
    );
    let mut seen = 0;
    for wanted in r["rake_by_race_age"]["table"].as_array().expect("rows") {
        let group = ["race", "agecat"].map(|name| wanted[name].as_str().expect("a level"));
        let found = row(&table, None, Some(&group.join("|")));
        agrees(
            found,
            wanted,
            [("estimate", "hc"), ("se", "se")],
            1e-8,
            "raked",
        );
        seen += 1;
    }
    assert_eq!(seen, 16);
    let more = expected("nhanes-0910/r-survey-more.json");
    let share = tabulated(&data, &format!("{raked} --estimate share:HI_CHOL"));
    let found = row(&share, Some("1"), None);
    let wanted = &more["rake_prop_domain_n"];
    agrees(
        found,
        wanted,
        [("low", "beta_lo"), ("high", "beta_hi")],
        1e-6,
        "beta",
    );
    let narrow = tabulated(
        &data,
        &format!("{raked} --estimate share:HI_CHOL --confidence 0.5"),
    );
    let narrow = row(&narrow, Some("1"), None);
    assert!(
        narrow["low"].as_f64() > found["low"].as_f64() && narrow["estimate"] == found["estimate"]
    );
}

/// Weights that are cut while they are raked, as anesrake does it.
#[test]
fn weights_cut_in_every_sweep() {
    let folder = TempDir::new().expect("a folder");
    let data = fs::read_to_string(shared("dev/nhanes-0910/data.csv")).expect("a file");
    let anesrake = expected("nhanes-0910/anesrake.json");
    // Rows by their numbers, and margins in people of the sample: weights of mean 1.
    let rows = data.lines().enumerate().map(|(number, line)| match number {
        0 => format!("row,{line}\n"),
        number => format!("{number},{line}\n"),
    });
    let data = file(&folder, "data.csv", &rows.collect::<String>());
    // In the order in which anesrake went through them: with a cap it matters.
    let margins = ["race", "agecat", "sex"].map(|variable| {
        let levels = anesrake["targets"][variable].as_object().expect("shares");
        let levels = levels.iter().map(|(level, share)| {
            let share = share.as_f64().expect("a share");
            (level.clone(), object!(share * 8591.0))
        });
        let column = if variable == "sex" {
            "RIAGENDR"
        } else {
            variable
        };
        format!("{}: {}", object!(column), Value::Object(levels.collect()))
    });
    let margins = file(
        &folder,
        "margins.json",
        &format!("{{{}}}", margins.join(", ")),
    );
    let out = folder.path().join("w.csv").to_string_lossy().into_owned();
    let call = format!(
        "weigh {data} --id row --weight WTMEC2YR --margins {margins} --trim 3 --trimming sweeps --out {out} --json"
    );
    let report = json(&call.split(' ').collect::<Vec<_>>());
    assert!(
        report["misfit"]
            .as_f64()
            .is_some_and(|misfit| misfit < 1e-3),
        "{report}"
    );
    let wanted = anesrake["results"]["cap_3"]["weights"]
        .as_array()
        .expect("weights");
    let written = fs::read_to_string(&out).expect("a file");
    let found: Vec<f64> = written
        .lines()
        .skip(1)
        .map(|line| {
            line.split_once(',')
                .expect("two")
                .1
                .parse()
                .expect("a number")
        })
        .collect();
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(wanted) {
        close(&object!(found), wanted, 1e-6, "anesrake");
    }
    let other = call.replace(" --json", " --method linear");
    let refused = madang(&other.split(' ').collect::<Vec<_>>(), "");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(
        !refused.status.success() && said.contains("--method raking"),
        "{said}"
    );
}

/// The same rows in every encoding and with every separator give the same table.
#[test]
fn files_of_every_encoding() {
    let folder = TempDir::new().expect("a folder");
    let text = "번호,층,단위,가중,만족 (점),이용\n\
        1,가,1,10,3,예\n2,가,1,12.5,.d,아니오\n3,가,2,8,5,예\n4,나,1,9,NA,예\n5,나,2,11,2,아니오\n6,나,2,7,,.r\n";
    let semicolons = text.replace(',', ";");
    let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let wide: Vec<u8> = format!("\u{feff}{}", text.replace(',', "\t"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let files = [
        text.as_bytes().to_vec(),
        semicolons.into_bytes(),
        marked.into_bytes(),
        EUC_KR.encode(text).0.into_owned(),
        wide,
    ];
    let printed = files.map(|bytes| {
        let path = folder.path().join("자료.csv");
        fs::write(&path, bytes).expect("a file");
        let call = [
            "tabulate",
            &path.to_string_lossy(),
            "--strata",
            "층",
            "--psu",
            "단위",
            "--weight",
            "가중",
            "--estimate",
            "mean:만족 (점)",
            "--estimate",
            "share:이용",
            "--json",
        ];
        let ended = madang(&call, "");
        assert!(
            ended.status.success(),
            "{}",
            String::from_utf8_lossy(&ended.stderr)
        );
        ended.stdout
    });
    assert!(printed.iter().all(|other| *other == printed[0]));
    let found: Value = serde_json::from_slice(&printed[0]).expect("JSON");
    assert_eq!(row(&found, None, None)["n"], object!(3));
    assert_eq!(
        found["missing"]["만족 (점)"],
        object!({"": 1, ".d": 1, "NA": 1})
    );
}

/// Names that hold what stands between the parts of an estimate.
#[test]
fn columns_of_odd_names() {
    let folder = TempDir::new().expect("a folder");
    let text = "\"\",a/b,c:d,w (kg),g:1\n1,1,2,1.5,x\n2,3,4,2,y\n3,NA,6,1,x\n4,4,1,1,y\n";
    let data = file(&folder, "odd.csv", text);
    let of = |estimate: &str| {
        let call = [
            "tabulate",
            &data,
            "--weight",
            "w (kg)",
            "--estimate",
            estimate,
            "--json",
        ];
        json(&call)
    };
    for (estimate, value) in [
        ("ratio:c:d/a/b", 12.0 / 11.5),
        ("ratio:a/b/c:d", 11.5 / 12.0),
        ("quantile:c:d:0.5", 4.0),
        ("mean:c:d", 18.0 / 5.5),
    ] {
        let found = of(estimate);
        close(
            &found["rows"][0]["estimate"],
            &object!(value),
            1e-12,
            estimate,
        );
    }
    let found = of("difference:c:d:g:1");
    let wanted = object!(3.0 - 3.6);
    close(
        &row(&found, None, Some("y - x"))["estimate"],
        &wanted,
        1e-12,
        "a difference",
    );
    let found = json(&["tabulate", &data, "--test", "g:1:c:d", "--json"]);
    assert_eq!(found["tests"][0]["variables"], object!(["g:1", "c:d"]));
}
