//! Samples and margins of which nothing can come, through the commands: refused in words for people, with the place, or treated as was chosen.

use std::path::PathBuf;

use serde_json::json as object;
use tempfile::TempDir;

use crate::common::{fails, file, json};
use crate::survey::row;

/// A hundred rows: a is x or y, b is p or q, by four counts.
fn crossed(counts: [usize; 4]) -> String {
    let mut text = "id,a,b\n".to_owned();
    let mut id = 0;
    for (count, cells) in counts.into_iter().zip(["x,p", "x,q", "y,p", "y,q"]) {
        for _ in 0..count {
            id += 1;
            text += &format!("{id},{cells}\n");
        }
    }
    text
}

struct Weighing {
    folder: TempDir,
    data: String,
    out: String,
}

impl Weighing {
    fn of(data: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        Self {
            data: file(&folder, "data.csv", data),
            out: folder.path().join("out.csv").to_string_lossy().into_owned(),
            folder,
        }
    }

    fn call(&self, margins: &str, options: &[&str]) -> Vec<String> {
        let margins = file(&self.folder, "margins.json", margins);
        let call = [
            "weigh",
            &self.data,
            "--id",
            "id",
            "--margins",
            &margins,
            "--out",
            &self.out,
        ];
        call.iter()
            .chain(options)
            .map(|word| (*word).to_owned())
            .collect()
    }

    /// It is refused in these words, and nothing is written.
    #[track_caller]
    fn refused(&self, margins: &str, options: &[&str], words: &[&str]) {
        let call = self.call(margins, options);
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        for words in words {
            fails(&call, 1, words);
        }
        assert!(!PathBuf::from(&self.out).exists(), "nothing half-done");
    }

    #[track_caller]
    fn weighed(&self, margins: &str, options: &[&str]) -> serde_json::Value {
        let call = self.call(margins, options);
        let call: Vec<&str> = call.iter().map(String::as_str).chain(["--json"]).collect();
        json(&call)
    }
}

const HALVES: &str = r#""a": {"x": 500, "y": 500}"#;

#[test]
fn margins_against_each_other() {
    let whole = Weighing::of(&crossed([30, 20, 20, 30]));
    // Totals that do not add up to the same.
    let margins = format!(r#"{{{HALVES}, "b": {{"p": 600, "q": 600}}}}"#);
    whole.refused(&margins, &[], &["`a`", "`b`", "200 apart"]);
    // The same people counted twice, otherwise: R says that it converged, 14.7 % off.
    let twice =
        format!(r#"{{{HALVES}, "a|b": {{"x|p": 300, "x|q": 300, "y|p": 200, "y|q": 200}}}}"#);
    for method in ["raking", "linear"] {
        whole.refused(&twice, &["--method", method], &["not attainable", "stays"]);
    }
    let margins = format!(r#"{{{HALVES}, "b": {{"p": 600, "q": 400}}}}"#);
    whole.refused(
        &margins,
        &["--method", "logit", "--bounds", "0.99,1.01"],
        &["not attainable"],
    );
    whole.refused(
        &margins,
        &["--method", "logit", "--bounds", "2,1"],
        &["0 ≤ L < 1 < U"],
    );
    whole.refused(&margins, &["--method", "poststratify"], &["one margin"]);
    whole.refused(&margins, &["--trim", "9"], &["at most 9", "their mean is"]);
    whole.refused(
        &margins,
        &["--trim", "0.5", "--trimming", "sweeps"],
        &["at most 0.5"],
    );
}

#[test]
fn cells_in_which_nobody_is() {
    let margins = format!(r#"{{{HALVES}, "b": {{"p": 300, "q": 700}}}}"#);
    let empty = Weighing::of(&crossed([50, 0, 0, 50]));
    for options in [
        &["--method", "raking"][..],
        &["--method", "linear"],
        &["--method", "raking", "--bounds", "0.2,50"],
        &["--method", "logit", "--bounds", "0.2,50"],
    ] {
        empty.refused(&margins, options, &["not attainable"]);
    }
    // One person who must count for 400 is reached.
    let nearly = Weighing::of(&crossed([50, 1, 0, 49]));
    let margins = format!(r#"{{{HALVES}, "b": {{"p": 100, "q": 900}}}}"#);
    let report = nearly.weighed(&margins, &[]);
    assert!(
        report["misfit"]
            .as_f64()
            .is_some_and(|misfit| misfit <= 1e-9),
        "{report}"
    );
    assert!(
        report["greatest_ratio"]
            .as_f64()
            .is_some_and(|most| (most - 400.0).abs() < 1e-6)
    );
}

#[test]
fn answers_that_margins_do_not_know() {
    let missing = Weighing::of("id,a\n1,x\n2,y\n3,\n4,.d\n5,x\n");
    missing.refused(
        r#"{"a": {"x": 60, "y": 40}}"#,
        &[],
        &["line 4, column `a`", "missing"],
    );
    let report = missing.weighed(r#"{"a": {"x": 60, "y": 30, "unknown": 10}}"#, &[]);
    assert_eq!(report["n"], object!(5));
}

#[test]
fn ten_thousand_categories() {
    let rows: String = (0..20_000)
        .map(|row| format!("{row},c{}\n", row % 10_000))
        .collect();
    let many = Weighing::of(&format!("id,a\n{rows}"));
    let levels: Vec<String> = (0..10_000)
        .map(|level| format!("\"c{level}\": 7"))
        .collect();
    let margins = format!("{{\"a\": {{{}}}}}", levels.join(", "));
    many.refused(
        &margins,
        &["--method", "linear"],
        &["10000, more than 4096"],
    );
    assert_eq!(many.weighed(&margins, &[])["n"], object!(20_000));
}

#[test]
fn weights_that_are_none() {
    let folder = TempDir::new().expect("a folder");
    for (weights, words) in [
        (["0", "0"], "line 2, column `w`: a weight is above zero"),
        (["1", "NaN"], "line 3, column `w`: `NaN` is no number"),
        (["1", "-121"], "line 3, column `w`: a weight is above zero"),
        (["1", "inf"], "line 3, column `w`: `inf` is no number"),
        (["1", ".d"], "line 3, column `w`: the value is missing"),
    ] {
        let data = format!("y,w\n1,{}\n2,{}\n", weights[0], weights[1]);
        let data = file(&folder, "data.csv", &data);
        fails(
            &["tabulate", &data, "--weight", "w", "--estimate", "mean:y"],
            1,
            words,
        );
    }
}

#[test]
fn strata_of_one_unit_and_units_without_answers() {
    let folder = TempDir::new().expect("a folder");
    let data = file(
        &folder,
        "data.csv",
        "h,c,y\n1,1,1\n1,1,2\n1,2,4\n2,3,3\n2,3,7\n3,4,.d\n3,5,2\n3,6,5\n",
    );
    let design = [
        "tabulate",
        &data,
        "--strata",
        "h",
        "--psu",
        "c",
        "--estimate",
        "mean:y",
    ];
    fails(&design, 1, "stratum `2` has one sampling unit alone");
    let mut errors = Vec::new();
    for policy in ["certainty", "adjust", "average"] {
        let found = json(&[&design[..], &["--single-psu", policy, "--json"]].concat());
        let found = row(&found, None, None);
        // Unit 4 has no answer: it is no degree of freedom, and stays in the design.
        assert_eq!((&found["n"], &found["df"]), (&object!(7), &object!(2)));
        errors.push(found["se"].as_f64().expect("a standard error"));
    }
    assert!(errors[0] < errors[1] && errors[0] < errors[2], "{errors:?}");
    fails(
        &[
            "tabulate",
            &data,
            "--strata",
            "h",
            "--psu",
            "c,y",
            "--estimate",
            "mean:y",
        ],
        1,
        "line 7, column `y`: the value is missing",
    );
}

#[test]
fn shares_of_none_and_all_and_tables_that_are_none() {
    let folder = TempDir::new().expect("a folder");
    let rows: String = (0..40)
        .map(|row| format!("{},yes,{}\n", row % 2, row % 3))
        .collect();
    let data = file(&folder, "data.csv", &format!("g,same,k\n{rows}"));
    for interval in ["korn-graubard", "wilson"] {
        let call = [
            "tabulate",
            &data,
            "--estimate",
            "share:same",
            "--interval",
            interval,
            "--json",
        ];
        let found = json(&call);
        let found = row(&found, Some("yes"), None);
        assert_eq!(
            (&found["estimate"], &found["high"]),
            (&object!(1.0), &object!(1.0))
        );
        assert!(
            found["low"]
                .as_f64()
                .is_some_and(|low| (0.85..0.95).contains(&low)),
            "{found}"
        );
    }
    let found = json(&[
        "tabulate",
        &data,
        "--estimate",
        "share:k",
        "--by",
        "k",
        "--json",
    ]);
    let none = row(&found, Some("1"), Some("0"));
    assert_eq!(
        (&none["estimate"], &none["low"]),
        (&object!(0.0), &object!(0.0))
    );
    assert!(
        none["high"].as_f64().is_some_and(|high| high > 0.1),
        "{none}"
    );
    fails(
        &["tabulate", &data, "--test", "same:g"],
        1,
        "no table: `same` has one level alone",
    );
    let found = json(&["tabulate", &data, "--test", "k:g", "--by", "same", "--json"]);
    assert_eq!(found["tests"][0]["group"], "yes");
    let found = json(&["tabulate", &data, "--test", "k:g", "--by", "g", "--json"]);
    assert!(found["tests"][0]["rao_scott"].is_null(), "{found}");
    fails(&["tabulate", &data, "--test", "k"], 1, "a test is A:B");
    fails(&["tabulate", &data], 1, "--estimate");
    fails(
        &[
            "tabulate",
            &data,
            "--estimate",
            "mean:k",
            "--confidence",
            "95",
        ],
        1,
        "between 0 and 1",
    );
    fails(
        &["tabulate", &data, "--estimate", "mean:k", "--trim", "3"],
        1,
        "--margins",
    );
}

/// A field of a megabyte is a level like another.
#[test]
fn a_long_answer() {
    let folder = TempDir::new().expect("a folder");
    let long = "가".repeat(350_000);
    let data = file(
        &folder,
        "data.csv",
        &format!("y,text\n1,{long}\n3,short\n2,{long}\n"),
    );
    let found = json(&[
        "tabulate",
        &data,
        "--estimate",
        "mean:y",
        "--by",
        "text",
        "--json",
    ]);
    assert_eq!(row(&found, None, Some(&long))["estimate"], object!(1.5));
}
