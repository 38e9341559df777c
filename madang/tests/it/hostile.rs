//! Texts of files and records act on no terminal, and marks that programs put before a text are no part of it.

use std::path::Path;

use madang_acceptance::record::Published;
use madang_record::SigningKey;

use crate::common::madang_in;
use crate::own::{Own, PROGRAMME};

/// What moves a cursor, paints or turns the direction of writing; the ends of lines are the program's own.
fn acts(character: char) -> bool {
    character.is_control() && character != '\n'
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Runs a command in both languages; gives all that it says, which acts on nothing.
fn said(arguments: &[&str]) -> String {
    let mut all = String::new();
    for locale in ["C", "ko_KR.UTF-8"] {
        let output = madang_in(locale, arguments, "");
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).expect("text");
            assert!(!text.contains("panicked"), "{text}");
            if let Some(found) = text.chars().find(|character| acts(*character)) {
                panic!("{arguments:?}, {locale}: {found:?} in {text:?}");
            }
            all.push_str(&text);
        }
    }
    all
}

/// A title of a window, a cleared screen, colours, a line up; of C1 the same; the direction of writing.
const PB: &str = "META\nkey;value\ndescription;\u{1b}[2Jnothing\u{9b}2J\nbudget;100\nvote_type;approval\nPROJECTS\n\
    project_id;cost;name\n\
    1;60;\u{1b}]0,owned\u{7}\u{1b}[2J\u{1b}[31mGREEN\u{1b}[1A\n\
    2\u{1b}[7m;40;Bench\u{202e}.xyz\n3\u{9b}7m;30;\u{85}\u{2066}Sea\u{200f}\n\
    VOTES\nvoter_id;vote\na;1,2\u{1b}[7m\nb;2\u{1b}[7m\nc\u{1b}[5m;9\u{1b}[8m\nd;3\u{9b}7m\n";

#[test]
fn no_text_of_a_file_acts_on_a_terminal() {
    let own = Own::new();
    let pb = own.file("escape.pb", PB.as_bytes());
    let accept = ["--accept", "unknown-projects"];
    let json = own.path("escape.json");
    let rule = ["--rule", "greedy"];
    let outcome = own.file("outcome.txt", "2\u{1b}[7m\n".as_bytes());
    let unknown = own.file("unknown.txt", "8\u{1b}[7m\u{202e}\n".as_bytes());
    let data = own.path("data");
    let html = own.path("page\u{1b}[7m.html");
    let mut all = String::new();
    for arguments in [
        [&["select", &pb][..], &rule].concat(),
        [&["select", &pb][..], &rule, &accept].concat(),
        [&["select", &pb, "--json"][..], &rule, &accept].concat(),
        [&["select", &pb, "--html", &html][..], &rule, &accept].concat(),
        [&["compare", &pb][..], &accept].concat(),
        [&["audit", &pb, &outcome][..], &accept].concat(),
        [&["audit", &pb, &unknown][..], &accept].concat(),
        [&["convert", &pb, &json][..], &accept].concat(),
        [&["convert", &pb, &own.path("escape.csv")][..], &accept].concat(),
        vec!["import", &pb, "--dry-run", "--data", &data],
        vec!["import", &pb, "--data", &data, "--programme", "p\u{1b}[7m"],
        vec!["demo", "--no-serve", "--vote", &pb, "--data", &data],
        vec![
            "demo",
            "--no-serve",
            "--vote",
            &pb,
            "--data",
            &data,
            "--accept",
            "all",
        ],
        vec!["select", "no\u{1b}[7msuch\u{202e}.pb"],
        // What is wrong with the call itself.
        vec!["no\u{1b}[2Jcommand\u{9b}7m"],
        vec!["select", &pb, "--no\u{1b}[7msuch\u{202e}"],
        vec!["select", &pb, "--rule", "no\u{1b}[7msuch\u{202e}"],
        vec!["select", &pb, "--number", "1\u{1b}[7m"],
        vec![
            "select",
            &pb,
            "more\u{1b}[7m",
            "files\u{202e}",
            "than",
            "one",
        ],
    ] {
        all.push_str(&said(&arguments));
    }
    // It was said, and is not merely left out.
    assert!(
        all.contains("\\u{1b}[7m") && all.contains("\\u{9b}7m"),
        "{all}"
    );
    assert!(all.contains("\\u{202e}"), "{all}");
}

#[test]
fn no_text_of_a_record_acts_on_a_terminal() {
    let own = Own::voting();
    own.act(&["export", &own.path("export")]);
    let key = std::fs::read_to_string(own.path("data/log.key")).expect("a key");
    let key = SigningKey::parse_skey(key.trim()).expect("a key");
    let record = Published::read(Path::new(&own.path("export"))).expect("a record");
    for (number, (name, value)) in [
        ("\u{1b}[2J\u{9b}31mVERIFIED", "x"),
        ("programme", "\u{1b}[8m\u{202e}p"),
        ("subject", "\u{85}\u{1b}]0;owned\u{7}"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut record = record.clone();
        let last = record.entries.len() - 1;
        let mut entry = record.entry(last).expect("an entry");
        match name {
            "subject" => entry[name] = value.into(),
            _ => entry["facts"][name] = value.into(),
        }
        record.set_entry(last, &entry).expect("an entry");
        let folder = own.path(&format!("forged-{number}"));
        record.write(Path::new(&folder), &key).expect("written");
        let text = said(&["verify", &folder]);
        assert!(text.contains("FAILED"), "{name:?}: {text}");
        said(&["verify", &folder, "--json"]);
    }
    // What was brought to hold it against is somebody's text, too.
    for option in ["--receipt", "--old", "--policy", "--key"] {
        let brought = own.file(
            "brought",
            "log \u{1b}[2J\u{202e}\n\n— x\u{9b}7m y\n".as_bytes(),
        );
        said(&["verify", &own.path("export"), option, &brought]);
    }
}

#[test]
fn a_mark_before_a_text_is_no_part_of_it() {
    let own = Own::voting();
    let marked = |name: &str, text: &str| {
        let text = format!("\u{feff}{text}");
        own.file(name, text.as_bytes())
    };
    let ok = |arguments: &[&str]| {
        let (code, out, errors) = own.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {out}{errors}");
        out
    };
    let pb = own.file("x.pb", b"META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;category\n1;60;a\n2;40;b\nVOTES\nvoter_id;vote\na;1,2\nb;2\n");
    let rule = "{\"rule\": {\"kind\": \"greedy\", \"fit\": \"skip\"}, \"ties\": {\"kind\": \"cost-votes\"}, \"utility\": {\"kind\": \"cost\"}}";
    let (plain, with_mark) = (
        own.file("rule.json", rule.as_bytes()),
        marked("rule-mark.json", rule),
    );
    assert_eq!(
        ok(&["select", &pb, "--rule-file", &with_mark]),
        ok(&["select", &pb, "--rule-file", &plain])
    );
    let quotas = marked(
        "quotas.json",
        "{\"groups\": {\"a\": {\"most_number\": 1}}, \"mode\": \"reserve\"}",
    );
    ok(&[
        "select",
        &pb,
        "--rule",
        "greedy",
        "--quotas",
        &quotas,
        "--group-column",
        "category",
    ]);
    let election = marked(
        "x.json",
        "{\"vote_type\": \"approval\", \"budget\": 100, \"projects\": [{\"id\": \"1\", \"cost\": 60}], \"ballots\": [[\"1\"]]}",
    );
    ok(&["select", &election, "--rule", "greedy"]);
    // A file of the record, once more with a mark: it is on record already.
    let programme = marked("programme.json", &own.read("files/programme.json"));
    let again = own.act(&["import", &programme]);
    assert!(again.contains("0 entries recorded"), "{again}");
    // A receipt and a policy.
    let ballots = own.path("files/ballots.csv");
    own.act(&["import", &ballots, "--programme", PROGRAMME]);
    let export = own.path("export");
    own.act(&["export", &export]);
    let checkpoint = marked("old", &own.read("export/checkpoint"));
    let key = own.read("export/log.vkey");
    let policy = marked("policy", &format!("log {key}quorum none\n"));
    for (option, file) in [("--old", &checkpoint), ("--policy", &policy)] {
        let (code, out, errors) = own.run(&["verify", &export, option, file]);
        assert!(matches!(code, Some(0 | 2 | 3)), "{option}: {out}{errors}");
    }
    let receipt = marked("receipt", "{\"no\": \"receipt\"}");
    let without = own.file("receipt-plain", b"{\"no\": \"receipt\"}");
    let of = |file: &str| own.run(&["verify", &export, "--receipt", file]);
    let (code, out, errors) = of(&receipt);
    let plain = of(&without);
    assert_eq!(
        (code, out.replace("receipt-plain", "receipt")),
        (plain.0, plain.1.replace("receipt-plain", "receipt")),
        "{errors}"
    );
}
