//! From one format to another, and output that nobody reads to its end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::common::{fails, file, json, madang};
use tempfile::TempDir;

const VOTE: &str = "META\nkey;value\nbudget;100\nvote_type;cumulative\n\
    PROJECTS\nproject_id;cost;name;category\n1;50;One;x\n2;40;Two;y\n3;30;Three;y\n\
    VOTES\nvoter_id;vote;points\n1;1,2;3,1\n2;1;4\n3;3,2;2,2\n4;2;1\n";

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = TempDir::new().expect("a folder");
    let projects: String = (0..3000)
        .map(|n| format!("{n},1,Project number {n}\n"))
        .collect();
    let ballots: String = (0..3000).map(|n| format!("{n}\n")).collect();
    let projects = file(&folder, "p.csv", &format!("id,cost,name\n{projects}"));
    let ballots = file(&folder, "b.csv", &format!("vote\n{ballots}"));
    for output in [&["--json"][..], &[]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_madang"))
            .args([
                "select",
                &projects,
                "--ballots",
                &ballots,
                "--budget",
                "3000",
                "--rule",
                "greedy",
            ])
            .args(output)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("standard output"));
        out.read_line(&mut first).expect("a line");
        drop(out);
        let ended = child.wait_with_output().expect("it ends");
        let errors = String::from_utf8_lossy(&ended.stderr);
        assert!(
            ended.status.success() && !errors.contains("pipe"),
            "{errors}"
        );
    }
}

#[test]
fn convert_goes_from_any_format_to_any() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let vote = file(
        &folder,
        "vote.pb",
        &VOTE.replace("budget;100", "budget;100\ndescription;A \"small\" vote"),
    );
    let digest = |call: &[&str]| {
        let outcome = json(&[&["select"], call, &["--json"]].concat());
        outcome["input_digest"]
            .as_str()
            .expect("a digest")
            .to_owned()
    };
    let first = digest(&[&vote]);
    let (to_json, back, projects, ballots, last) = (
        path("a.json"),
        path("b.pb"),
        path("p.csv"),
        path("v.csv"),
        path("c.pb"),
    );
    for call in [
        &["convert", &vote, &to_json][..],
        &["convert", &to_json, &back],
        &["convert", &back, &projects, "--ballots-to", &ballots],
        &[
            "convert",
            &projects,
            &last,
            "--ballots",
            &ballots,
            "--budget",
            "100",
            "--vote-type",
            "cumulative",
        ],
    ] {
        let done = madang(call, "");
        assert!(
            done.status.success(),
            "{call:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    for file in [&to_json, &back, &last] {
        assert_eq!(digest(&[file]), first, "{file}");
    }
    let text = fs::read_to_string(&back).expect("a file");
    assert!(
        text.contains("description;\"A \"\"small\"\" vote\""),
        "{text}"
    );
}

#[test]
fn convert_says_what_a_format_has_no_place_for() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let vote = file(&folder, "vote.pb", VOTE);
    let (back, projects, ballots) = (path("b.pb"), path("p.csv"), path("v.csv"));
    let grouped = path("g.pb");
    assert!(
        madang(
            &["convert", &vote, &grouped, "--group-column", "category"],
            ""
        )
        .status
        .success()
    );
    assert!(
        fs::read_to_string(&grouped)
            .expect("a file")
            .contains("name;category;group")
    );
    let tables = madang(&["convert", &vote, &projects, "--ballots-to", &ballots], "");
    assert!(String::from_utf8_lossy(&tables.stderr).contains("no place for the budget"));
    fails(&["convert", &vote, &path("x.txt")], 1, "let it end in .pb");
    fails(&["convert", &vote, &projects], 1, "--ballots-to");
    fails(
        &["convert", &vote, &back, "--budget", "3"],
        1,
        "--budget goes with CSV",
    );
    fails(
        &["convert", &vote, "/no/such/folder/x.pb"],
        1,
        "cannot write",
    );
}
