//! What cannot be taken, does not hold or does not answer, told in Korean.

use std::fs;

use tempfile::TempDir;

use super::{Run, english, example};
use crate::common::madang_in;

/// What a record that was altered is told with, and what was handed out of it: the formats of the record know English alone.
#[test]
fn what_does_not_hold_is_told_in_korean() {
    let mut own = Run::new();
    own.run("new {}/files", 0);
    let all =
        "{}/files/programme.json {}/files/proposals.csv {}/files/members.csv {}/files/vote.json";
    own.run(&format!("import {all} --data {{}}/data"), 0);
    own.run("export {}/out --data {}/data", 0);
    own.file("empty.json", "");
    own.file("other.json", "{}");
    own.file("more.json", "{\"v\": 1,}");
    for receipt in ["empty", "other", "more"] {
        own.run(&format!("verify {{}}/out --receipt {{}}/{receipt}.json"), 4);
    }
    own.file("policy", "log x\nquorum none\n");
    own.run("verify {}/out --policy {}/policy", 4);
    own.file("policy", "group g some a\n");
    own.run("verify {}/out --policy {}/policy", 4);
    own.file("old", "x\n");
    own.run("verify {}/out --old {}/old", 4);
    let signed = fs::read_to_string(own.path("out/checkpoint")).expect("a checkpoint");
    for altered in [
        signed.replacen('\n', "\n1", 1),
        signed.replace("\n\n", "\n"),
        String::new(),
    ] {
        own.file("out/checkpoint", &altered);
        let told = own.run("verify {}/out", 1);
        assert!(told.contains("서명"), "{told}");
    }
    own.run("verify http://127.0.0.1:1", 4);
    own.end();
}

/// `--language` asks for Korean where the system asks for English.
#[test]
fn a_call_that_asks_for_korean_is_told_in_korean() {
    let folder = TempDir::new().expect("a folder");
    let receipt = folder.path().join("receipt.json");
    fs::write(&receipt, "").expect("a file");
    let of = receipt.to_string_lossy().into_owned();
    let here = folder.path().to_string_lossy().into_owned();
    let words = ["verify", &here, "--receipt", &of, "--language", "ko"];
    for locale in ["C", "ko_KR.UTF-8"] {
        let ended = madang_in(locale, &words, "");
        let said = [&ended.stdout[..], &ended.stderr[..]].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert_eq!(ended.status.code(), Some(4), "{said}");
        let left: Vec<String> = said.lines().flat_map(english).collect();
        assert_eq!(left, [""; 0], "{said}");
    }
}

#[test]
fn values_and_files_that_cannot_be_taken_are_refused_in_korean() {
    let mut own = Run::new();
    let vote = example();
    own.file("operator.json", "{\"nme\": {}}");
    own.file("cut.json", "{\"name\": {\"ko\":");
    own.file("wrong.json", "{\"email\": \"nobody\"}");
    for file in ["operator", "cut", "wrong"] {
        let line =
            format!("serve --data {{}}/data --listen 127.0.0.1:0 --operator {{}}/{file}.json");
        own.run(&line, 1);
    }
    own.run(&format!("select {vote} --number abc"), 1);
    own.run(
        &format!("select {vote} --number 99999999999999999999999"),
        1,
    );
    own.run(&format!("select {vote} --rule foo"), 1);
    own.end();
}

/// The accounts speak too: of mail that cannot go out and of providers that cannot be asked.
#[test]
fn servers_that_cannot_be_used_are_refused_in_korean() {
    let mut own = Run::new();
    for (server, from, told) in [
        ("http://mail.example.org", "m@example.org", "주소"),
        (
            "smtp://u:secret@mail.example.org",
            "m@example.org",
            "비밀번호",
        ),
        ("smtp://localhost", "nobody", "보내는 사람"),
    ] {
        let line = format!("mail test k@example.org --mail-server {server} --mail-from {from}");
        let said = own.run(&line, 1);
        assert!(said.contains(told) && !said.contains("secret"), "{said}");
    }
    let serve = "serve --data {}/data --listen 127.0.0.1:0 --mail-server smtp://localhost --mail-from m@example.org \
                 --openid-client c --openid-secret s --openid-name-en E";
    for (more, told) in [
        (
            "--openid-issuer http://id.example.org --openid-name-ko K",
            "발급자",
        ),
        (
            "--openid-issuer https://id.example.org --openid-name-ko K --openid-hosts https://x",
            "호스트",
        ),
    ] {
        let said = own.run(&format!("{serve} {more}"), 1);
        assert!(said.contains(told), "{said}");
    }
    let said = own.run(
        "serve --data {}/data --security-log {}/none/security.log",
        1,
    );
    assert!(said.contains("security.log"), "{said}");
    own.end();
}

#[test]
fn a_rule_that_fails_beside_others_says_why_in_korean() {
    let mut own = Run::new();
    let head = "META\nkey;value\nvote_type;approval\nbudget;10\nPROJECTS\nproject_id;cost\n";
    let vote = own.file(
        "vote.pb",
        &format!("{head}1;5\nVOTES\nvoter_id;vote\na;1\n"),
    );
    own.file(
        "quotas.json",
        "{\"mode\": \"reserve\", \"groups\": {\"none\": {\"least_number\": 1}}}",
    );
    let told = own.run(&format!("compare {vote} --quotas {{}}/quotas.json"), 0);
    assert!(told.contains("서비스군"), "{told}");
    own.end();
}
