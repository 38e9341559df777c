//! What a first step sets for good is said when it is taken: the record's name, an open vote, rows that nobody wrote.

use std::fs;

use tempfile::TempDir;

use crate::common::{madang, madang_in};
use crate::own::{Own, PROGRAMME};

/// The exit code of a call, and all that it says.
fn said(locale: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = madang_in(locale, arguments, "");
    let all = [output.stdout, output.stderr].concat();
    let all = String::from_utf8_lossy(&all).into_owned();
    (output.status.code(), all)
}

#[test]
fn a_record_says_its_name_when_it_begins_and_keeps_it() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    let trial = own.path("trial");
    let import = ["import", &programme, "--data", &trial];
    for (locale, words) in [
        (
            "C",
            [
                "named localhost/madang",
                "can never be changed",
                "still that of the file",
            ],
        ),
        (
            "ko_KR.UTF-8",
            ["이름은 localhost/madang", "바꿀 수 없습니다", "예시 그대로"],
        ),
    ] {
        let (code, told) = said(locale, &[&import[..], &["--dry-run"]].concat());
        assert_eq!(code, Some(0), "{told}");
        for words in words {
            assert!(told.contains(words), "{words}: {told}");
        }
    }
    let data = own.path("named");
    let import = ["import", &programme, "--data", &data];
    let named = [&import[..], &["--origin", "madang.example.go.kr"]].concat();
    let (code, told) = said("C", &named);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("named madang.example.go.kr"), "{told}");
    assert!(!told.contains("ATTENTION"), "{told}");
    let other = [&import[..], &["--origin", "madang.seongbuk.go.kr"]].concat();
    let (code, told) = said("C", &other);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("ATTENTION: the record is named madang.example.go.kr"),
        "{told}"
    );
}

#[test]
fn rows_of_the_files_to_fill_in_are_not_recorded_as_they_are() {
    let own = Own::new();
    own.templates();
    let file = |name: &str| own.path(&format!("files/{name}"));
    let (programme, proposals) = (file("programme.json"), file("proposals.csv"));
    let data = own.path("data");
    let import = ["import", &programme, &proposals, "--data", &data];
    let (code, told) = said("C", &import);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("line 4, this is a row of the file to fill in"),
        "{told}"
    );
    assert!(told.contains("--accept examples"), "{told}");
    assert!(!own.has_data());
    // Once they are somebody's own, nobody asks.
    let changed = fs::read_to_string(&proposals).expect("a file");
    let rows = changed.lines().map(|line| match line.starts_with('#') {
        true => format!("{line}\n"),
        false => line.replace('.', " here.") + "\n",
    });
    let changed: String = rows.collect();
    fs::write(&proposals, changed).expect("a file");
    let (code, told) = said("C", &import);
    assert_eq!(code, Some(0), "{told}");
}

#[test]
fn a_vote_that_a_file_opens_is_said_to_be_open() {
    let own = Own::new();
    own.templates();
    let files = ["programme.json", "proposals.csv", "members.csv"];
    let files = files.map(|name| own.path(&format!("files/{name}")));
    let mut import = vec!["import"];
    import.extend(files.iter().map(String::as_str));
    own.act(&import);
    let vote = own
        .read("files/vote.json")
        .replace("\"200000000\"", "\"2000000000\"");
    let vote = own.file("vote.json", vote.as_bytes());
    let open = ["import", &vote, "--programme", PROGRAMME];
    let korean = own.in_locale("ko_KR.UTF-8", &[&open[..], &["--dry-run"]].concat());
    for words in [
        "이것으로 열립니다",
        "후보 3건",
        "예고되어 있지",
        "후보 모두의 비용",
    ] {
        assert!(korean.contains(words), "{words}: {korean}");
    }
    let english = own.act(&open);
    for words in [
        "with this, vote vote-1 is open",
        "No end is announced",
        "a nought too many",
    ] {
        assert!(english.contains(words), "{words}: {english}");
    }
    let again = own.act(&open);
    assert!(!again.contains("with this, vote"), "{again}");
}

#[test]
fn another_record_of_the_same_name_is_not_called_an_older_one() {
    let own = Own::voting();
    let folder = TempDir::new().expect("a folder");
    let elsewhere = folder.path().join("data").to_string_lossy().into_owned();
    let export = own.path("export");
    own.act(&["export", &export]);
    let programme = own.path("files/programme.json");
    let begun = madang(&["import", &programme, "--data", &elsewhere], "");
    assert!(begun.status.success(), "{begun:?}");
    let (code, told) = said("C", &["export", &export, "--data", &elsewhere]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("it is another record"), "{told}");
    assert!(!told.contains("backup"), "{told}");
}

#[test]
fn an_administrator_without_a_mail_server_is_told_that_the_link_is_dead() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let invite = ["admin", "invite", "kim@example.go.kr", "--data", &data];
    let (_, told) = said("C", &invite);
    assert!(told.contains("the link leads nowhere"), "{told}");
    let (_, told) = said("ko_KR.UTF-8", &invite);
    assert!(told.contains("이 링크는 열리지 않습니다"), "{told}");
    let mail = [
        "--mail-server",
        "smtp://localhost",
        "--mail-from",
        "m@example.go.kr",
    ];
    let (_, told) = said("C", &[&invite[..], &mail].concat());
    assert!(!told.contains("leads nowhere"), "{told}");
}

#[test]
fn what_is_typed_wrongly_is_refused_in_one_language() {
    let (code, told) = said("ko_KR.UTF-8", &["import", "x.csv", "--actor", "홍길동"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("가명은") && !told.contains("pseudonym"),
        "{told}"
    );
    let folder = TempDir::new().expect("a folder");
    let budget = folder.path().join("vote.json");
    let text = r#"{"vote": "v", "rule": {"rule": {"kind": "equal-shares"}, "budget": "200,000,000"}, "ballots": {"type": "approval"}}"#;
    fs::write(&budget, text).expect("a file");
    let (_, told) = said("ko_KR.UTF-8", &["import", &budget.to_string_lossy()]);
    assert!(
        told.contains("200000000") && !told.contains("without"),
        "{told}"
    );
    let (code, told) = said("C", &["verify", "/nowhere"]);
    assert_eq!(code, Some(4), "{told}");
    assert!(
        told.contains("no directory /nowhere") && !told.contains("http"),
        "{told}"
    );
}
