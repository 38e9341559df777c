//! The commands that work on plain files, run as a user runs them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{fails, file, json, madang, selected};
use serde_json::Value;
use tempfile::TempDir;

const VOTE: &str = "META\nkey;value\nbudget;100\nvote_type;approval\n\
    PROJECTS\nproject_id;cost;name\n10;50;Ten\n9;50;Nine\nb;50;Bee\nz;60;Zed\n\
    VOTES\nvoter_id;vote\n1;10,z\n2;10,z\n3;9,z\n4;9,z\n5;b,z\n6;b\n";

#[test]
fn select_prints_one_object() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let outcome = json(&["select", &vote, "--rule", "greedy", "--json"]);
    assert_eq!(outcome["selected"], serde_json::json!(["z"]));
    assert_eq!(outcome["total_cost"], "60");
    assert_eq!(outcome["rounds"][0]["project"], "z");
    assert_eq!(outcome["input_digest"].as_str().map(str::len), Some(64));
    // Ids as texts: "10" before "9" before "b".
    let outcome = json(&["select", &vote, "--rule", "greedy-per-cost", "--json"]);
    assert_eq!(outcome["selected"], serde_json::json!(["z"]));
    let none = ["select", &vote, "--rule", "equal-shares", "--json"];
    assert_eq!(selected(&none), ["z"]);
    let number = [
        &none[..],
        &["--number", "2", "--unit-costs", "--utility", "cardinality"],
    ]
    .concat();
    assert_eq!(json(&number)["total_cost"], "1");
    let filled = [&number[..], &["--completion", "utilitarian"]].concat();
    assert_eq!(selected(&filled), ["z", "10"]);
    assert_eq!(
        json(&filled)["ties"][0]["projects"],
        serde_json::json!(["10", "9", "b"])
    );
}

#[test]
fn every_rule_and_option_is_understood() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let with = |more: &[&str]| json(&[&["select", &vote, "--json"], more].concat());
    for rule in ["equal-shares", "phragmen", "greedy", "greedy-per-cost"] {
        for utility in ["cost", "cardinality"] {
            for ties in ["id", "cost-votes"] {
                with(&["--rule", rule, "--utility", utility, "--ties", ties]);
            }
        }
    }
    for completion in [
        "none",
        "add-one",
        "add-one-until-exhaustive",
        "utilitarian",
        "add-one,utilitarian",
        "budget-increase",
        "phragmen",
    ] {
        let mut options = vec!["--completion", completion, "--comparison", "greedy"];
        if completion.contains("add-one") {
            options.extend(["--step", "0.5", "--start", "integral"]);
        }
        with(&options);
    }
    let pav = ["--rule", "sequential-pav", "--number", "2", "--unit-costs"];
    let committee = with(&pav);
    assert_eq!(committee["selected"].as_array().map(Vec::len), Some(2));
    // Without the option seats are counted all the same, and what they cost stands beside.
    let seats = with(&pav[..4]);
    assert_eq!(seats["selected"], committee["selected"]);
    assert_eq!(seats["total_cost"], "2");
    assert!(seats["money_cost"].is_string());
    assert_eq!(
        with(&["--budget", "49.5"])["selected"],
        serde_json::json!([])
    );
    let lot = with(&["--ties", "lot", "--lot-seed", "a", "--lot-value", "b"]);
    assert_eq!(lot["rule"]["ties"]["kind"], "lot");
    assert_eq!(lot["lot_order"].as_array().map(Vec::len), Some(4));
    let rule = file(&folder, "rule.json", &lot["rule"].to_string());
    assert_eq!(with(&["--rule-file", &rule]), lot);
    // The rule as it was fixed before the vote, and what was known after it.
    let undrawn = file(
        &folder,
        "undrawn.json",
        r#"{"rule": {"kind": "equal-shares"}, "utility": {"kind": "cost"}, "ties": {"kind": "lot"}}"#,
    );
    let drawn = [
        "--rule-file",
        &undrawn,
        "--lot-seed",
        "a",
        "--lot-value",
        "b",
    ];
    assert_eq!(with(&drawn), lot);
    assert_eq!(
        with(&["--rule", "proportional-approval", "--number", "2"]),
        committee
    );
    let all = with(&["--with", "audit,influence,sensitivity,comparison"]);
    for part in ["audit", "influence", "sensitivity", "comparison"] {
        assert!(all[part].is_object(), "{part}");
    }
}

#[test]
fn tables_json_scores_and_quotas() {
    let folder = TempDir::new().expect("a folder");
    let projects = file(
        &folder,
        "projects.csv",
        "project_id,cost,group\na,10,x\nb,10,y\nc,10,y\n",
    );
    let ballots = file(
        &folder,
        "ballots.csv",
        "voter_id,vote\n1,a\n2,a\n3,\"a,b\"\n4,b\n5,c\n",
    );
    let base = [
        "select",
        &projects,
        "--ballots",
        &ballots,
        "--json",
        "--rule",
        "greedy",
    ];
    let with = |more: &[&str]| selected(&[&base[..], more].concat());
    assert_eq!(with(&["--budget", "20"]), ["a", "b"]);
    let quotas = r#"{"mode": "caps", "groups": {"x": {"most_number": 0}}}"#;
    let quotas = file(&folder, "quotas.json", quotas);
    assert_eq!(with(&["--budget", "20", "--quotas", &quotas]), ["b", "c"]);
    let scores = file(
        &folder,
        "panel.csv",
        "body,expert,project_id,score\npanel,A,c,5\npanel,A,a,1\n",
    );
    let scored = [
        "select",
        &projects,
        "--ballots",
        &ballots,
        "--json",
        "--rule",
        "scores",
        "--scores",
        &scores,
        "--weights",
        "ballots=1,panel=9",
        "--number",
        "1",
    ];
    assert_eq!(selected(&scored), ["c"]);
    let document = r#"{"vote_type": "ordinal", "number": 1, "projects": [{"id": "a", "cost": 1}, {"id": "b", "cost": 1}],
        "ballots": [["a", "b"], ["b", "a"], ["b", "a"]]}"#;
    let ranked = file(&folder, "ranked.json", document);
    let borda = [
        "select",
        &ranked,
        "--json",
        "--utility",
        "borda",
        "--borda-scores",
        "3,2,1",
        "--rule",
        "greedy",
    ];
    assert_eq!(selected(&borda), ["b"]);
}

#[test]
fn audit_says_what_it_found_by_its_code() {
    let folder = TempDir::new().expect("a folder");
    let text = "META\nkey;value\nbudget;100\nvote_type;approval\n\
        PROJECTS\nproject_id;cost\nbig;100\nsmall;40\n\
        VOTES\nvoter_id;vote\n1;big\n2;big\n3;big\n4;small\n5;small\n";
    let vote = file(&folder, "vote.pb", text);
    let good = file(&folder, "good.txt", "\nsmall\r\n");
    let bad = file(&folder, "bad.json", r#"{"selected": ["big"], "more": 1}"#);
    assert!(
        madang(&["audit", &vote, &good, "--check", "jr"], "")
            .status
            .success()
    );
    let output = madang(&["audit", &vote, &bad, "--json"], "");
    assert_eq!(output.status.code(), Some(1));
    let audit: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let jr = audit["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|f| f["check"] == "jr");
    let evidence = &jr.expect("a finding")["evidence"];
    assert_eq!(evidence["projects"], serde_json::json!(["small"]));
    assert_eq!(
        (&evidence["voters"], &evidence["money"]),
        (&2.into(), &"40".into())
    );
    assert_eq!(evidence["ballots"][0]["voters"], 2);
    let piped = madang(&["audit", &vote, "-"], "big\n");
    assert_eq!(piped.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&piped.stdout).contains("not met"));
    fails(
        &["audit", &vote, &file(&folder, "x", "small\n\nnosuch\n")],
        1,
        "x: line 3: the election has no project `nosuch`",
    );
    fails(
        &["audit", &vote, &file(&folder, "y", "big\nbig\n")],
        1,
        "y: line 2: `big` is selected already in line 1",
    );
    fails(
        &["audit", &vote, &file(&folder, "z", "{\"chosen\": []}")],
        1,
        "`selected`",
    );
    fails(
        &["audit", &vote, &good, "--check", "nonsense"],
        1,
        "possible values: within-limits, jr,",
    );
    let twice = file(&folder, "t.json", r#"["big", "big"]"#);
    fails(&["audit", &vote, &twice], 1, "t.json: entry 2: `big`");
    let help = madang(&["audit", "--help"], "");
    assert!(String::from_utf8_lossy(&help.stdout).contains("ejr-plus-cardinality"));
}

#[test]
fn an_outcome_may_be_a_table() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let audited = |name: &str, text: &str| -> Value {
        let outcome = file(&folder, name, text);
        let output = madang(&["audit", &vote, &outcome, "--json"], "");
        let errors = String::from_utf8_lossy(&output.stderr);
        let found: Value = serde_json::from_slice(&output.stdout).expect(&errors);
        found["selected"].clone()
    };
    assert_eq!(audited("none.json", "[]"), serde_json::json!([]));
    let empty = file(&folder, "empty.json", "\n");
    fails(&["audit", &vote, &empty], 1, "is empty");
    let listed = audited("a.csv", "\u{feff}project_id\r\n10\r\n9\r\n");
    assert_eq!(listed, serde_json::json!(["10", "9"]));
    let marked = "name;project_id;selected\nTen;10;0\n\"Zed\";\"z\";1\n";
    assert_eq!(audited("b.csv", marked), serde_json::json!(["z"]));
    let broken = file(&folder, "c.csv", "project_id,selected\nz,1\n9\n");
    fails(
        &["audit", &vote, &broken],
        1,
        "line 3, row: expected 2 fields",
    );
    let odd = file(&folder, "d.csv", "project_id,selected\nz,yes\n");
    fails(&["audit", &vote, &odd], 1, "expected 1 or 0, found `yes`");
    let unknown = file(&folder, "e.csv", "project_id,cost\nz,1\nx,1\n");
    fails(
        &["audit", &vote, &unknown],
        1,
        "e.csv: line 3: the election has no project `x`",
    );
}

#[test]
fn compare_puts_rules_side_by_side() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let found = json(&["compare", &vote, "--json"]);
    let rules = found["rules"].as_array().expect("a list");
    assert!(rules.len() >= 9);
    for rule in rules {
        assert_eq!(rule["shared"].as_array().map(Vec::len), Some(rules.len()));
    }
    assert!(
        found["always"]
            .as_array()
            .is_some_and(|ids| ids.contains(&"z".into()))
    );
    let table = madang(&["compare", &vote], "");
    let table = String::from_utf8_lossy(&table.stdout);
    assert!(table.contains("equal-shares cost add-one"));
    assert!(table.contains("*equal-shares cost "), "{table}");
}

#[test]
fn compare_takes_what_select_takes() {
    let folder = TempDir::new().expect("a folder");
    let document = r#"{"vote_type": "approval", "budget": 100,
        "projects": [{"id": "a", "cost": 10, "group": "x"}, {"id": "b", "cost": 10, "group": "x"},
            {"id": "c", "cost": 10, "group": "y"}],
        "ballots": [["a"], ["a"], ["a", "b"], ["b"], ["c"]]}"#;
    let vote = file(&folder, "vote.json", document);
    let quotas = r#"{"mode": "caps", "groups": {"x": {"most_number": 1}}}"#;
    let quotas = file(&folder, "quotas.json", quotas);
    let scores = file(
        &folder,
        "panel.csv",
        "body,expert,project_id,score\npanel,A,c,5\npanel,A,a,1\n",
    );
    let report = folder.path().join("report.html");
    let path = report.to_string_lossy();
    let found = json(&[
        "compare",
        &vote,
        "--json",
        "--number",
        "2",
        "--unit-costs",
        "--quotas",
        &quotas,
        "--ties",
        "cost-votes",
        "--rule",
        "scores",
        "--scores",
        &scores,
        "--weights",
        "ballots=1,panel=9",
        "--html",
        &path,
        "--language",
        "ko",
    ]);
    let rules = found["rules"].as_array().expect("a list");
    for row in rules {
        let rule = &row["rule"];
        assert_eq!(rule["number"], 2, "{row}");
        assert_eq!(rule["unit_costs"], true, "{row}");
        assert_eq!(rule["quotas"]["groups"]["x"]["most_number"], 1, "{row}");
        assert_eq!(rule["ties"]["kind"], "cost-votes", "{row}");
        let selected = row["selected"].as_array().expect("a list");
        let both = selected.contains(&"a".into()) && selected.contains(&"b".into());
        assert!(!both, "{row}");
    }
    let own: Vec<&Value> = rules.iter().filter(|rule| rule["own"] == true).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["name"], "scores ballots=1,panel=9");
    assert_eq!(own[0]["selected"], serde_json::json!(["c", "a"]));
    let page = fs::read_to_string(&report).expect("a report");
    assert!(page.contains("이 보고서") && page.contains("id=\"comparison\""));
    fails(&["compare", &vote, "--step", "0"], 1, "--step 0");
}

#[test]
fn the_report_is_one_file() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let report = folder.path().join("report.html");
    let path = report.to_string_lossy();
    let output = madang(&["select", &vote, "--html", &path, "--language", "ko"], "");
    assert!(output.status.success());
    let page = fs::read_to_string(&report).expect("a report");
    assert!(page.contains("<html lang=\"ko\">") && page.contains("공정성 검증"));
    assert!(!page.contains("src=") && !page.contains("href=\"http"));
}

#[test]
fn wrong_calls_and_bad_files_are_told_plainly() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    fails(&["select"], 1, "name a file of ballots");
    fails(
        &["select", &vote, "--programme", "p"],
        1,
        "cannot be used with",
    );
    fails(
        &["select", "/no/such/file.pb"],
        1,
        "cannot read /no/such/file.pb",
    );
    fails(
        &["select", &folder.path().to_string_lossy()],
        1,
        "is a directory",
    );
    fails(&["select", &vote, "--rule", "nonsense"], 1, "equal-shares");
    fails(&["select", &vote, "--budget=-1"], 1, "negative");
    fails(
        &["select", &vote, "--rule", "sequential-pav"],
        1,
        "--number",
    );
    fails(&["select", &vote, "--rule", "scores"], 1, "--weights");
    fails(
        &["select", &vote, "--completion", "none,utilitarian"],
        1,
        "none",
    );
    fails(
        &["select", &vote, "--utility", "points"],
        1,
        "cumulative or scoring",
    );
    fails(&["select", &vote, "--ties", "lot"], 1, "--lot-seed");
    fails(
        &["select", &vote, "--completion", "add-one", "--step", "0"],
        1,
        "step",
    );
    for (name, text, words) in [
        ("empty.pb", "", "empty.pb"),
        ("cut.pb", &VOTE[..60], "cut.pb"),
        ("cost.pb", &VOTE.replace("10;50;", "10;x;"), "line 7"),
        ("twice.pb", &VOTE.replace("9;50", "10;50"), "10"),
        ("unknown.pb", &VOTE.replace("1;10,z", "1;10,q"), "`q`"),
        ("bad.json", "{", "line 1"),
        ("table.csv", "project_id,cost\na,1\n", "--ballots"),
    ] {
        fails(&["select", &file(&folder, name, text)], 1, words);
    }
    let latin: PathBuf = folder.path().join("latin.json");
    fs::write(&latin, [b'{', 0xe9]).expect("a file");
    fails(
        &["select", &latin.to_string_lossy()],
        1,
        "neither UTF-8 nor CP949",
    );
    let unknown = file(&folder, "lenient.pb", &VOTE.replace("1;10,z", "1;10,q,z"));
    let accepted = madang(&["select", &unknown, "--accept", "unknown-projects"], "");
    assert!(accepted.status.success());
    assert!(String::from_utf8_lossy(&accepted.stderr).contains("does not exist"));
    assert!(Path::new(&vote).exists());
}

#[test]
fn a_file_in_another_encoding_is_read_and_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let vote = VOTE.replace("Nine", "찦차와 펲시맨이 쉬는 마을 쉼터");
    let (bytes, _, lossy) = encoding_rs::EUC_KR.encode(&vote);
    assert!(!lossy);
    let path = folder.path().join("korean.pb");
    fs::write(&path, bytes).expect("a file");
    let read = madang(&["select", &path.to_string_lossy()], "");
    assert!(read.status.success());
    let (out, errors) = (
        String::from_utf8_lossy(&read.stdout),
        String::from_utf8_lossy(&read.stderr),
    );
    assert!(out.contains("펲시맨"), "{out}");
    assert!(errors.contains("is encoded in CP949"), "{errors}");
}
