//! Who asks for Korean meets no English: every command's success and refusal is run in Korean, and what is left of its words when
//! names, numbers, values and paths are taken out holds no English word.

use std::fs;

use madang_acceptance::program::repository;
use madang_fixtures::in_days;
use tempfile::TempDir;

use crate::common::madang_in;

mod refused;

/// Names that are the same in Korean: of rules, checks, formats, programs and standards, and of sections of files.
const NAMES: [&str; 37] = [
    "TLS",
    "STARTTLS",
    "email",
    "scores",
    "greedy",
    "phragmen",
    "cardinality",
    "cost",
    "utilitarian",
    "skip",
    "jr",
    "priceability",
    "JR",
    "EJR",
    "coNP",
    "JSON",
    "CSV",
    "Pabulib",
    "Polis",
    "META",
    "PROJECTS",
    "VOTES",
    "UTF",
    "CP949",
    "ISO",
    "PLN",
    "KRW",
    "XXX",
    "SQLite",
    "PostgreSQL",
    "WAL",
    "MiB",
    "BOM",
    "README",
    "official",
    "operator",
    "Formats",
];

/// A folder in which the program is run as a person with a Korean system runs it.
struct Run {
    folder: TempDir,
    said: Vec<String>,
}

impl Run {
    fn new() -> Run {
        Run {
            folder: TempDir::new().expect("a folder"),
            said: vec![],
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("a file");
        path
    }

    /// Runs a command line; `{}` in it is the folder. Holds what is said against the rule, and the exit code against `code`.
    fn run(&mut self, line: &str, code: i32) -> String {
        let folder = self.folder.path().to_string_lossy().into_owned();
        let words = line.split_whitespace();
        let words: Vec<String> = words.map(|word| word.replace("{}", &folder)).collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if words.first() == Some(&"import") {
            // The files to fill in serve as they are.
            words.extend(["--accept", "examples"]);
        }
        let ended = madang_in("ko_KR.UTF-8", &words, "");
        let said = [&ended.stdout[..], &ended.stderr[..]].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert_eq!(ended.status.code(), Some(code), "{line}: {said}");
        if said.trim_start().starts_with(['{', '[']) {
            return said;
        }
        for text in said.lines() {
            // The log is for programs and for whoever runs the server, and is English.
            if text.starts_with("20") && text.contains(" ERROR security: ") {
                continue;
            }
            let left = english(text);
            if !left.is_empty() {
                self.said.push(format!("{line}\n    {text}\n    {left:?}"));
            }
        }
        said
    }

    /// Ends with all English that was met.
    fn end(self) {
        assert!(self.said.is_empty(), "\n{}", self.said.join("\n"));
    }
}

/// The English words of a line: three letters or more that are no name, value, identifier, option, path or part of one.
fn english(line: &str) -> Vec<String> {
    let mut text = line.to_owned();
    // What is quoted comes from the caller or from a file.
    for (open, close) in [('`', '`'), ('"', '"'), ('“', '”'), ('<', '>')] {
        while let Some(start) = text.find(open) {
            let rest = &text[start + open.len_utf8()..];
            let Some(end) = rest.find(close) else { break };
            let after = start + open.len_utf8() + end + close.len_utf8();
            text.replace_range(start..after, " ");
        }
    }
    for name in NAMES {
        text = words_out(&text, name);
    }
    let parts = text
        .split(|c: char| c.is_whitespace() || ",()[]".contains(c) || ('가'..='힣').contains(&c));
    let mut left = vec![];
    for part in parts {
        // A field of a file or an option stands before a colon.
        if part.ends_with(':') && part.chars().filter(|c| *c == ':').count() == 1 {
            continue;
        }
        let part = part
            .trim_matches(|c: char| ":;…".contains(c))
            .trim_end_matches('.');
        // Identifiers, options, paths, addresses, numbers and names of fields hold a sign or a digit.
        let is_name = part.contains(|c: char| "/-_=.@+:~\\{}#*%".contains(c) || c.is_ascii_digit());
        if is_name || part == "madang" {
            continue;
        }
        let letters = part.split(|c: char| !c.is_ascii_alphabetic());
        left.extend(letters.filter(|word| word.len() >= 3).map(str::to_owned));
    }
    left
}

/// A text without a name, where it stands as a word.
fn words_out(text: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        out.push_str(&rest[..at]);
        if letter(before) || letter(after) {
            out.push_str(name);
        }
        rest = &rest[at + name.len()..];
    }
    out.push_str(rest);
    out
}

#[test]
fn english_is_found_and_names_are_not() {
    assert_eq!(english("madang: the budget is 5"), ["the", "budget"]);
    assert_eq!(
        english("madang: 예산은 \"five won\"이고 `a b c`입니다"),
        [""; 0]
    );
    assert_eq!(
        english("a.csv: 3행, vote: nothing stands here"),
        ["nothing", "stands", "here"]
    );
    assert_eq!(english("--budget 금액은 vote-1에"), [""; 0]);
}

/// Reference texts name options, fields and values, and hold commands to copy; every sentence in them is Korean all the same.
#[test]
fn help_and_formats_hold_no_english_sentence() {
    for line in [
        "--help",
        "select --help",
        "import --help",
        "serve --help",
        "vote schedule --help",
        "vote unschedule --help",
        "formats",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let ended = madang_in("ko_KR.UTF-8", &words, "");
        let said = String::from_utf8_lossy(&ended.stdout).into_owned();
        assert!(said.contains('니'), "{line}: {said}");
        for text in said.lines() {
            let sentence = [" the ", " of the ", " is ", " and ", " with "].iter();
            let english = sentence.copied().find(|words| text.contains(words));
            assert_eq!(english, None, "{line}: {text}");
        }
    }
}

fn example() -> String {
    let vote = repository().join("examples/kr0018/vote.pb");
    vote.to_string_lossy().into_owned()
}

#[test]
fn files_of_ballots_are_spoken_of_in_korean() {
    let mut own = Run::new();
    let vote = example();
    own.run(&format!("select {vote}"), 0);
    own.run(
        &format!("select {vote} --rule greedy --completion utilitarian"),
        0,
    );
    own.run(&format!("select {vote} --number 5 --comparison greedy"), 0);
    own.run(&format!("compare {vote}"), 0);
    let outcome = own.run(&format!("select {vote} --json"), 0);
    own.file("outcome.json", &outcome);
    own.run(&format!("audit {vote} {{}}/outcome.json"), 0);
    own.file("none.json", "[]");
    own.run(&format!("audit {vote} {{}}/none.json"), 1);
    own.run(&format!("convert {vote} {{}}/city.json"), 0);
    own.run(
        &format!("convert {vote} {{}}/p.csv --ballots-to {{}}/b.csv"),
        0,
    );
    own.end();
}

#[test]
fn calls_that_cannot_be_carried_out_are_refused_in_korean() {
    let mut own = Run::new();
    let vote = example();
    let outcome = own.run(&format!("select {vote} --json"), 0);
    own.file("outcome.json", &outcome);
    own.run(&format!("convert {vote} {{}}/city.json"), 0);
    own.run(
        &format!("convert {vote} {{}}/p.csv --ballots-to {{}}/b.csv"),
        0,
    );
    for (line, code) in [
        ("select {}/none.pb", 1),
        ("select {}", 1),
        ("select {}/city.json --ballots {}/b.csv", 1),
        ("select {}/p.csv", 1),
        ("select {}/p.csv --ballots {}/b.csv", 1),
        ("select {}/city.json --rule scores", 1),
        ("select {}/city.json --rule greedy --step 5", 1),
        ("select {}/city.json --ties lot", 1),
        ("select {}/city.json --budget x", 1),
        ("select {}/city.json --utility borda", 1),
        ("select {}/city.json --with payments", 1),
        ("select {}/city.json --quotas {}/none.json", 1),
        ("select {}/city.json --html {}/city.json", 1),
        ("select {}/city.json --colour", 1),
        ("compare {}/city.json --step 0", 1),
        ("audit {}/city.json {}/city.json", 1),
        ("audit {}/city.json {}/outcome.json --check ejr", 1),
        ("convert {}/city.json {}/city.xls", 1),
        ("convert {}/city.json {}/q.csv", 1),
        ("convert {}/city.json {}/q.pb --budget 5", 1),
        ("verify {}/nothing", 4),
        ("verify {} --key x", 4),
        ("verify {} --key a+b+c", 4),
        ("verify {} --key a+33f23734+c", 4),
    ] {
        own.run(line, code);
    }
    own.end();
}

#[test]
fn mistakes_in_files_of_ballots_are_told_in_korean() {
    let mut own = Run::new();
    let head = "META\nkey;value\nvote_type;approval\nbudget;10\nPROJECTS\nproject_id;cost\n";
    for (number, text) in [
        "x".to_owned(),
        "META\nkey;value\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n".to_owned(),
        format!("{head}1;x\nVOTES\nvoter_id;vote\n"),
        format!("{head}1;5\n1;6\nVOTES\nvoter_id;vote\n"),
        format!("{head}1;5\nVOTES\nvoter_id;vote\na;7\n"),
        format!("{head}1;5\nVOTES\nvoter_id;vote\na;1\na;1\n"),
        format!("{head}1;5\nVOTES\nvoter_id\na\n"),
        format!("{head}1;5;9\nVOTES\nvoter_id;vote\n"),
        format!("{head}1;5\nVOTES\n"),
    ]
    .into_iter()
    .enumerate()
    {
        own.file(&format!("bad{number}.pb"), &text);
        own.run(&format!("select {{}}/bad{number}.pb"), 1);
    }
    own.file(
        "doubtful.pb",
        &format!("{head}1;5\n2;50\nVOTES\nvoter_id;vote\na;1\na;\nb;1,1\nc;9\n"),
    );
    own.run(
        "select {}/doubtful.pb --accept unknown-projects,duplicate-voters",
        0,
    );
    own.run("select {}/doubtful.pb --strict", 1);
    own.file(
        "bad.json",
        "{\"vote_type\": \"approval\", \"projects\": [{\"id\": 1}], \"ballots\": []}",
    );
    own.run("select {}/bad.json", 1);
    own.file("cut.json", "{\"vote_type\": ");
    own.run("select {}/cut.json", 1);
    own.end();
}

#[test]
fn imports_are_spoken_of_in_korean() {
    let mut own = Run::new();
    own.run("new {}/files", 0);
    own.run("new {}/files", 1);
    own.run("import {}/files/ballots.csv --data {}/data", 1);
    own.run("serve --listen nowhere --data {}/data", 1);
    own.run("export {}/out --data {}/data", 1);
    let all =
        "{}/files/programme.json {}/files/proposals.csv {}/files/members.csv {}/files/vote.json";
    own.run(&format!("import {all} --data {{}}/data --dry-run"), 0);
    own.run(&format!("import {all} --data {{}}/data"), 0);
    own.run(&format!("import {all} --data {{}}/data"), 0);
    let of = "--programme youth-2026 --data {}/data";
    own.file("bad.csv", "voter_id,vote\na,99\nb,1\nb,2\nc,\n");
    own.run(&format!("import {{}}/bad.csv {of}"), 1);
    own.run(
        &format!("import {{}}/bad.csv {of} --dry-run --accept all"),
        0,
    );
    own.file("wide.csv", "voter_id,vote\na\n,1\n");
    own.run(&format!("import {{}}/wide.csv {of}"), 1);
    own.file(
        "odd.csv",
        "id,title_ko,cost,colour\n8,가,5,red\n9,나,\"1,300\",x\n",
    );
    own.run(&format!("import {{}}/odd.csv {of}"), 1);
    own.file(
        "odd.json",
        "{\"groups\": [], \"zone\": 5, \"colour\": \"red\",}",
    );
    own.run(&format!("import {{}}/odd.json {of}"), 1);
    own.file(
        "half.json",
        "{\"groups\": [{\"id\": \"x\"}], \"zone\": 5, \"colour\": \"red\"}",
    );
    own.run(&format!("import {{}}/half.json {of}"), 1);
    own.file("other.xls", "x");
    own.run(&format!("import {{}}/other.xls {of}"), 1);
    own.run(&format!("import {{}}/files/ballots.csv {of}"), 0);
    own.run(&format!("import {{}}/files/scores.csv {of}"), 0);
    own.end();
}

#[test]
fn acts_on_a_record_are_told_in_korean() {
    let mut own = Run::new();
    let of = "--programme youth-2026 --data {}/data";
    own.run("new {}/files", 0);
    let all =
        "{}/files/programme.json {}/files/proposals.csv {}/files/members.csv {}/files/vote.json";
    own.run(&format!("import {all} --data {{}}/data"), 0);
    own.run(&format!("import {{}}/files/ballots.csv {of}"), 0);
    own.run("key show --data {}/data", 0);
    own.run("key rotate --data {}/data", 0);
    let data = "--data {}/data";
    let (opens, closes) = (in_days(30), in_days(34));
    own.run(&format!("vote schedule youth-2026 vote-2 --title ko=가을 --opens {opens}T09:00 --closes {closes}T09:00 {data}"), 0);
    own.run(
        &format!("vote schedule youth-2026 vote-3 --title 가을 --opens x --closes y {data}"),
        1,
    );
    own.run(
        &format!("vote schedule youth-2026 vote-3 --title ko=가을 --opens x --closes y {data}"),
        1,
    );
    own.run(&format!("body member appoint youth-2026 expert-panel member-9 --class expert --post ko=연구원 {data}"), 0);
    own.run(
        &format!("body member leave youth-2026 expert-panel member-9 {data}"),
        0,
    );
    own.run(
        &format!("content restrict 5 text --ground order --review-by {closes} {data}"),
        1,
    );
    own.run(&format!("content erase 999 text --ground order {data}"), 1);
    own.run(&format!("log adopt-rules {data}"), 0);
    own.run(&format!("rebuild {data}"), 0);
    own.run(&format!("select --programme youth-2026 {data}"), 0);
    own.run(&format!("select --programme youth-2026 {data}"), 0);
    own.run(&format!("select {data}"), 1);
    own.run(
        &format!("select --programme youth-2026 --budget 5 {data}"),
        1,
    );
    own.run(&format!("export {{}}/out {data}"), 0);
    own.run(&format!("export {{}}/data {data}"), 1);
    own.run("verify {}/out", 3);
    own.run(&format!("import {{}}/files/ballots.csv {of}"), 1);
    own.end();
}

#[test]
fn a_demo_and_a_database_in_doubt_are_spoken_of_in_korean() {
    let mut own = Run::new();
    own.run("demo --no-serve --data {}/demo", 0);
    own.run("demo --no-serve --data {}/demo", 0);
    own.run("content erase 40 text --ground order --data {}/demo", 0);
    // A database that was put back to an earlier time is told from the one that was signed.
    fs::remove_file(own.path("demo/checkpoint")).expect("a guard file");
    own.run("content erase 41 text --ground order --data {}/demo", 1);
    own.end();
}
