//! Options that would change nothing are refused by name, for every rule and every format.

use crate::common::{fails, file, json, madang, selected};
use tempfile::TempDir;

const VOTE: &str = "META\nkey;value\nbudget;100\nvote_type;cumulative\n\
    PROJECTS\nproject_id;cost;name;category\n1;50;One;x\n2;40;Two;y\n3;30;Three;y\n\
    VOTES\nvoter_id;vote;points\n1;1,2;3,1\n2;1;4\n3;3,2;2,2\n4;2;1\n";
const RULES: [&str; 7] = [
    "equal-shares",
    "bounded-overspending",
    "phragmen",
    "greedy",
    "greedy-per-cost",
    "sequential-pav",
    "scores",
];

/// What a rule cannot do without.
fn needed(rule: &str) -> &'static [&'static str] {
    match rule {
        "sequential-pav" => &["--number", "2"],
        "scores" => &["--weights", "ballots=1"],
        _ => &[],
    }
}

/// Every rule but those left out.
fn but(left_out: &[&str]) -> Vec<&'static str> {
    RULES
        .into_iter()
        .filter(|rule| !left_out.contains(rule))
        .collect()
}

/// Each group of options is taken by the rules beside it, and refused by name by all others.
fn assert_taken_by(vote: &str, cases: &[(&[&str], &[&str])]) {
    for (options, rules) in cases {
        for rule in RULES {
            let own = needed(rule)
                .iter()
                .filter(|_| needed(rule)[0] != options[0]);
            let mut call = vec!["select", vote, "--rule", rule, "--json"];
            call.extend(own);
            call.extend(*options);
            if rules.contains(&rule) {
                json(&call);
            } else {
                let output = madang(&call, "");
                let errors = String::from_utf8_lossy(&output.stderr).into_owned();
                let named = options.iter().any(|option| {
                    option.starts_with("--") && errors.contains(&format!("{option} "))
                });
                assert!(named, "{call:?}: {errors}");
                fails(&call, 1, "leave it out");
            }
        }
    }
}

#[test]
fn thresholds_and_scores_with_every_rule() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let sheets = "body,expert,project_id,score\npanel,A,2,5\n";
    let sheets = file(&folder, "panel.csv", sheets);
    let with_sheets = ["--scores", sheets.as_str()];
    assert_taken_by(
        &vote,
        &[
            (&["--threshold", "1"], &RULES),
            (&with_sheets, &["scores"]),
            (&["--weights", "ballots=2"], &["scores"]),
            (&["--normalisation", "rank"], &["scores"]),
            (&["--top-score", "9"], &[]),
        ],
    );
}

#[test]
fn completions_with_every_rule() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    assert_taken_by(
        &vote,
        &[
            (&["--completion", "none"], &RULES),
            (&["--completion", "utilitarian"], &RULES),
            (&["--completion", "add-one"], &["equal-shares"]),
            (&["--completion", "budget-increase"], &["equal-shares"]),
            (&["--completion", "phragmen"], &["equal-shares"]),
            (&["--step", "1"], &[]),
            (&["--start", "integral"], &[]),
            (&["--percent", "1"], &[]),
            (&["--exhaustive-over", "all"], &[]),
            (
                &["--step", "1", "--completion", "add-one"],
                &["equal-shares"],
            ),
            (
                &["--percent", "1", "--completion", "budget-increase"],
                &["equal-shares"],
            ),
            (&["--percent", "1", "--completion", "utilitarian"], &[]),
            (
                &[
                    "--exhaustive-over",
                    "all",
                    "--completion",
                    "add-one-until-exhaustive",
                ],
                &["equal-shares"],
            ),
            (
                &["--exhaustive-over", "all", "--completion", "utilitarian"],
                &[],
            ),
        ],
    );
}

#[test]
fn utilities_ties_and_limits_with_every_rule() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let quotas = r#"{"mode": "caps", "groups": {"y": {"most_number": 1}}}"#;
    let quotas = file(&folder, "quotas.json", quotas);
    let with_quotas = ["--quotas", quotas.as_str(), "--group-column", "category"];
    let no_points = but(&["phragmen", "sequential-pav"]);
    assert_taken_by(
        &vote,
        &[
            (&["--borda-scores", "3,2,1"], &[]),
            (&["--lot-value", "b", "--lot-seed", "a"], &[]),
            (&["--utility", "cost"], &RULES),
            (&["--utility", "cardinality"], &RULES),
            (&["--utility", "points"], &no_points),
            (&["--ties", "cost-votes"], &RULES),
            (
                &["--ties", "lot", "--lot-seed", "a", "--lot-value", "b"],
                &RULES,
            ),
            (&["--comparison", "greedy"], &RULES),
            (&["--number", "2"], &RULES),
            (&with_quotas, &RULES),
        ],
    );
}

#[test]
fn fit_and_budget_with_every_rule() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let fit = ["greedy", "greedy-per-cost", "scores", "phragmen"];
    for rule in RULES {
        let mut call = vec!["select", vote.as_str(), "--rule", rule, "--json"];
        call.extend(needed(rule));
        let with = |more: &[&'static str]| [&call[..], more].concat();
        if fit.contains(&rule) {
            json(&with(&["--fit", "skip"]));
        } else {
            fails(&with(&["--fit", "skip"]), 1, "--fit goes with");
        }
        match rule {
            "sequential-pav" => fails(&with(&["--budget", "90"]), 1, "--budget goes with"),
            _ => drop(json(&with(&["--budget", "90"]))),
        }
        match rule {
            "phragmen" | "sequential-pav" | "scores" => {
                fails(
                    &with(&["--utility", "points-times-cost"]),
                    1,
                    "means nothing",
                );
            }
            _ => drop(json(&with(&["--utility", "points-times-cost"]))),
        }
    }
    fails(
        &[
            "select",
            &vote,
            "--unit-costs",
            "--number",
            "2",
            "--budget",
            "9",
        ],
        1,
        "--budget goes with",
    );
    fails(&["select", &vote, "--budget", "1,500"], 1, "decimal sign");
}

#[test]
fn a_rule_file_is_the_whole_rule() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let text = r#"{"rule": {"kind": "greedy", "fit": "skip", "threshold": 2}, "utility": {"kind": "cost"}, "ties": {"kind": "id"}}"#;
    let rule = file(&folder, "rule.json", text);
    let with = |more: &[&'static str]| {
        [
            &[
                "select",
                vote.as_str(),
                "--json",
                "--rule-file",
                rule.as_str(),
            ],
            more,
        ]
        .concat()
    };
    assert_eq!(selected(&with(&["--number", "1"])), ["2"]);
    json(&with(&["--budget", "40"]));
    for option in [
        &["--rule", "greedy"][..],
        &["--utility", "cost"],
        &["--completion", "none"],
        &["--ties", "id"],
        &["--threshold", "2"],
        &["--fit", "skip"],
        &["--step", "1"],
        &["--unit-costs"],
        &["--weights", "ballots=1"],
        &["--comparison", "none"],
    ] {
        fails(&with(option), 1, &format!("leave out {}", option[0]));
    }
    fails(&with(&["--scores", "panel.csv"]), 1, "--scores goes with");
    fails(
        &with(&["--lot-seed", "a", "--lot-value", "b"]),
        1,
        "--lot-value goes with",
    );
    let wrong = file(&folder, "wrong.json", "{}");
    fails(
        &["select", &vote, "--rule-file", &wrong],
        1,
        "madang formats",
    );
    fails(&["select", &vote, "--quotas", &wrong], 1, "--help");
    let help = madang(&["select", "--help"], "");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "most_money",
        "the pot",
        "proportional-approval",
        "madang formats",
    ] {
        assert!(help.contains(words), "{words}");
    }
}

#[test]
fn what_nothing_would_show_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let vote = file(&folder, "vote.pb", VOTE);
    let report = folder.path().join("r.html").to_string_lossy().into_owned();
    for (options, words) in [
        (
            &["--with", "audit"][..],
            "--with goes with --json or --html",
        ),
        (
            &["--with", "payments", "--html", &report],
            "--with payments goes with --json",
        ),
        (
            &["--with", "payments", "--json", "--rule", "greedy"],
            "in which voters pay",
        ),
        (&["--each-side", "3", "--json"], "--each-side goes with"),
        (
            &["--most-runs", "3", "--json", "--with", "audit"],
            "--most-runs goes with",
        ),
        (&["--language", "ko"], "--html"),
        (&["--vote", "v"], "--programme"),
        (&["--vote-type", "approval"], "--vote-type goes with a CSV"),
        (&["--ballots", "b.csv"], "--ballots goes with a CSV"),
        (
            &["--strict", "--accept", "duplicate-voters"],
            "cannot be used with",
        ),
    ] {
        fails(&[&["select", vote.as_str()], options].concat(), 1, words);
    }
    for options in [
        &["--rule", "greedy"][..],
        &["--budget", "5"],
        &["--quotas", "q.json"],
        &["--scores", "s.csv"],
        &["--rule-file", "r.json"],
        &["--strict"],
        &["--vote-type", "approval"],
        &["--group-column", "category"],
        &["--with", "audit"],
        &["--most-runs", "5"],
    ] {
        let call = [&["select", "--programme", "p"], options].concat();
        fails(&call, 1, &format!("leave out {}", options[0]));
    }
}

#[test]
fn groups_of_real_files() {
    let folder = TempDir::new().expect("a folder");
    let vote = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/kr0018/vote.pb");
    let quotas = r#"{"mode": "reserve", "groups": {"general": {"least_number": 10}}}"#;
    let quotas = file(&folder, "quotas.json", quotas);
    let call = ["select", vote, "--quotas", &quotas, "--json"];
    fails(&call, 1, "the column `group` was looked at");
    fails(&call, 1, "--group-column");
    let outcome = json(&[&call[..], &["--group-column", "category"]].concat());
    assert_eq!(outcome["quotas"][0]["met"], true);
    fails(
        &[&call[..], &["--group-column", "nosuch"]].concat(),
        1,
        "project_id, cost, votes, name, category",
    );
}

#[test]
fn strict_asks_the_rule_for_what_the_metadata_state() {
    let folder = TempDir::new().expect("a folder");
    let stated = "budget;100\nmin_project_score_threshold;2\nbudget_per_category;50,50";
    let vote = file(&folder, "vote.pb", &VOTE.replace("budget;100", stated));
    let quotas =
        r#"{"mode": "pots", "groups": {"x": {"most_money": 50}, "y": {"most_money": 50}}}"#;
    let quotas = file(&folder, "quotas.json", quotas);
    let noted = madang(&["select", &vote, "--rule", "greedy"], "");
    let notes = String::from_utf8_lossy(&noted.stderr).into_owned();
    assert!(
        notes.contains("budgets for groups") && notes.contains("threshold"),
        "{notes}"
    );
    let strict = ["select", &vote, "--rule", "greedy", "--strict", "--json"];
    fails(&strict, 1, "--threshold");
    let with = [&strict[..], &["--threshold", "2"]].concat();
    fails(&with, 1, "--quotas");
    json(
        &[
            &with[..],
            &["--quotas", &quotas, "--group-column", "category"],
        ]
        .concat(),
    );
}

#[test]
fn the_table_warns_of_what_can_never_be_selected() {
    let folder = TempDir::new().expect("a folder");
    let vote = VOTE
        .replace("3;30;", "3;300;")
        .replace("2;1;4\n", "2;;\n")
        .replace("1;1,2;3,1\n", "1;2;1\n");
    let table = madang(&["select", &file(&folder, "vote.pb", &vote)], "");
    let notes = String::from_utf8_lossy(&table.stderr).into_owned();
    assert!(notes.contains("dearer than the whole budget"), "{notes}");
    assert!(notes.contains("without a supporter"), "{notes}");
}

#[test]
fn a_file_without_end_is_refused_by_its_option() {
    let folder = TempDir::new().expect("a folder");
    let record = folder.path().to_string_lossy();
    for option in ["--old", "--receipt", "--policy"] {
        let output = madang(&["verify", &record, option, "/dev/zero"], "");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(4), "{errors}");
        for words in [option, "/dev/zero", "longer than 1 MiB"] {
            assert!(errors.contains(words), "{words:?} is not in: {errors}");
        }
    }
}
