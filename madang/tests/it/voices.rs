//! Voices from files and at the console: each once, none half, and none by whoever enters it.

use encoding_rs::EUC_KR;

use crate::own::{Own, PROGRAMME};

const TABLE: &str = "channel,institution,region,text_ko\n\
    petition,interior,KR-11,막차가 너무 일찍 떠납니다\n\
    media,interior,,복지급여를 신청할 때마다 같은 서류를 냅니다\n\
    petition,interior,KR-11,막차가 너무 일찍 떠납니다\n";

fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

fn refused(own: &Own, line: &str, says: &str) -> String {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says])
}

fn import(file: &str) -> String {
    format!("import {file} --programme {PROGRAMME}")
}

#[test]
fn a_file_is_recorded_once_in_whatever_encoding() {
    let own = Own::voting();
    let plain = own.file("voices.csv", TABLE.as_bytes());
    let said = act(&own, &import(&plain));
    assert!(
        said.contains("2 entries recorded") && !said.contains("already"),
        "of identical rows the first counts: {said}"
    );
    assert!(
        said.contains("1 row says what an earlier row") && said.contains("line 4,"),
        "{said}"
    );
    // Letters in parts, as a Mac writes them.
    let in_parts = TABLE.replace('막', "\u{1106}\u{1161}\u{11a8}").into_bytes();
    for (name, bytes) in [
        ("mark.csv", [b"\xef\xbb\xbf", TABLE.as_bytes()].concat()),
        ("korean.csv", EUC_KR.encode(TABLE).0.into_owned()),
        ("windows.csv", TABLE.replace('\n', "\r\n").into_bytes()),
        ("mac.csv", in_parts),
    ] {
        let file = own.file(name, &bytes);
        let said = act(&own, &import(&file));
        assert!(
            said.contains("0 entries recorded, 2 on record already"),
            "{name}: {said}"
        );
    }
    let record = own.record();
    let voices: Vec<_> = (0..record.entries.len())
        .map(|index| record.entry(index).expect("an entry"))
        .filter(|entry| entry["kind"] == "voice.received/1")
        .collect();
    assert_eq!(voices.len(), 2);
    assert_eq!(voices[0]["facts"]["id"], "1");
    assert_eq!(voices[0]["actor"], "official/import");
    assert_eq!(voices[0]["facts"].get("author"), None);
    // What was said stands in the contents alone.
    assert!(!voices[0].to_string().contains("막차"));
}

#[test]
fn the_same_words_in_another_wave_are_somebody_elses() {
    let own = Own::voting();
    let wave = |name: &str, rows: &[&str]| {
        let rows: String = rows
            .iter()
            .map(|text| format!("survey,interior,{text}\n"))
            .collect();
        own.file(
            name,
            format!("channel,institution,text_en\n{rows}").as_bytes(),
        )
    };
    let one = wave("one.csv", &["More buses", "More buses", "More buses"]);
    let said = act(&own, &import(&one));
    assert!(
        said.contains("1 entry recorded") && said.contains("in lines 3, 4,"),
        "{said}"
    );
    let two = wave("two.csv", &["More buses", "Benches"]);
    let said = act(&own, &format!("{} --dry-run", import(&two)));
    for words in [
        "1 entry would be recorded, 1 on record already",
        "1 row was imported already from a file with the same row (line 2)",
        "--wave",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let again = format!("{} --wave 2026-12", import(&two));
    let said = act(&own, &again);
    assert!(
        said.contains("2 entries recorded") && !said.contains("already"),
        "{said}"
    );
    let said = act(&own, &again);
    assert!(
        said.contains("0 entries recorded, 2 on record already"),
        "{said}"
    );
    assert!(
        !said.contains("--wave"),
        "the same file says nothing new: {said}"
    );
}

#[test]
fn what_was_erased_does_not_come_back_with_its_file() {
    let own = Own::voting();
    let rows = "channel,institution,region,text_en\n\
        petition,interior,KR-11,Call me\npetition,interior,,Benches\npetition,interior,KR-26,Trees\n";
    let file = own.file("voices.csv", rows.as_bytes());
    act(&own, &import(&file));
    let first = own.record().entries.len() - 3;
    act(
        &own,
        &format!("content erase {first} text --ground erasure-request"),
    );
    let said = refused(&own, &import(&file), "nothing was recorded");
    assert!(
        said.contains("line 2") && said.contains(&format!("was erased (entry {first})")),
        "{said}"
    );
    assert!(
        !said.contains("line 3") && !said.contains("line 4"),
        "{said}"
    );
    // Without the row the file is the same file; with somebody's word for it the row is another voice.
    let without = own.file(
        "without.csv",
        rows.replace("petition,interior,KR-11,Call me\n", "")
            .as_bytes(),
    );
    assert!(act(&own, &import(&without)).contains("0 entries recorded, 2 on record already"));
    let said = act(&own, &format!("{} --accept erased-voices", import(&file)));
    assert!(
        said.contains("1 entry recorded, 2 on record already"),
        "{said}"
    );
}

#[test]
fn nothing_is_half_imported_and_every_mistake_is_told() {
    let own = Own::voting();
    let before = own.record().entries.len();
    let wrong = own.file(
        "wrong.csv",
        b"channel,institution,group,text_en\n\
          petition,interior,,Good\n\
          petition,nobody,,Which one\n\
          petition,interior,none,Which group\n\
          phone,interior,,No slip\n",
    );
    let said = refused(&own, &import(&wrong), "nothing was recorded");
    for line in [
        "line 3, column B \"institution\": the voice in line 3: there is no institution \"nobody\"",
        "line 4, column C \"group\" (service group): the voice in line 4: there is no group \"none\"",
        "line 5, the voice in line 5: code of the slip is missing",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let ragged = own.file(
        "ragged.csv",
        b"channel,institution,text_en\nmedia,interior\n",
    );
    refused(&own, &import(&ragged), "line 2");
    assert_eq!(own.record().entries.len(), before);
    let personal = own.file(
        "personal.csv",
        "channel,institution,text_ko\nmedia,interior,010-1234-5678로 전화 주세요\n".as_bytes(),
    );
    let said = act(&own, &format!("{} --dry-run", import(&personal)));
    assert!(
        said.contains("1 voice seems to hold") && said.contains("line 2"),
        "{said}"
    );
    assert_eq!(own.record().entries.len(), before);
}

#[test]
fn a_voice_comes_by_telephone_and_goes_its_way() {
    let own = Own::voting();
    let codes = act(&own, "voice codes 2");
    let codes: Vec<&str> = codes.lines().collect();
    assert!(codes.len() == 2 && codes[0] != codes[1], "{codes:?}");
    let receive =
        format!("voice receive {PROGRAMME} --institution interior --channel phone --text ko=막차");
    refused(&own, &receive, "code of the slip is missing");
    let with_code = format!("{receive} --code {}", codes[0]);
    let said = act(&own, &format!("{with_code} --actor facilitator/yard-talks"));
    assert!(said.contains("facilitator/yard-talks"), "{said}");
    refused(&own, &with_code, "one code is for one voice");
    let mistyped = codes[1].replace(|c: char| c.is_ascii_digit(), "Z");
    if mistyped != codes[1] {
        refused(&own, &format!("{receive} --code {mistyped}"), "code");
    }
    refused(
        &own,
        &format!("{receive} --actor participant/abc"),
        "does not act at the console",
    );
    let transfer =
        format!("voice transfer {PROGRAMME} 1 --to nobody --ground competence --reason en=Theirs");
    refused(&own, &transfer, "no institution \"nobody\"");
    let late = madang_fixtures::in_days(30);
    let ask = format!("voice ask-supplement {PROGRAMME} 1 --until {late} --question en=Where");
    refused(&own, &ask, "at most 7 days");
    refused(
        &own,
        &format!("{ask} --actor facilitator/yard-talks"),
        "may not do",
    );
    refused(
        &own,
        &format!("voice supplement {PROGRAMME} 1 --text en=There"),
        "nothing was asked",
    );
    act(&own, &format!("voice withdraw {PROGRAMME} 1"));
    refused(
        &own,
        &format!("voice withdraw {PROGRAMME} 1"),
        "was withdrawn by entry",
    );
    // What an official alone may do, no facilitator can.
    let withdraw =
        format!("proposal withdraw {PROGRAMME} 3 --reason en=Why --actor facilitator/yard-talks");
    refused(&own, &withdraw, "this is an official");
}

#[test]
fn the_code_of_a_slip_finds_its_voice_in_the_files_alone() {
    let own = Own::voting();
    let codes = act(&own, "voice codes 2");
    let codes: Vec<&str> = codes.lines().collect();
    let receive =
        format!("voice receive {PROGRAMME} --institution interior --channel phone --text ko=막차");
    act(&own, &format!("{receive} --code {}", codes[0]));
    let verify = |own: &Own, code: &str| {
        own.record();
        own.run(&["verify", &own.path("export"), "--code", code])
    };
    let (status, said, _) = verify(&own, codes[0]);
    assert_eq!(status, Some(0), "{said}");
    assert!(
        said.contains(&format!("voice 1 of {PROGRAMME}, entry ")) && said.contains("waits"),
        "{said}"
    );
    act(&own, &format!("voice withdraw {PROGRAMME} 1"));
    let typed = codes[0].to_lowercase().replace('-', "");
    let (status, said, _) = verify(&own, &typed);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("was taken back by entry"), "{said}");
    let (status, said, _) = verify(&own, codes[1]);
    assert_eq!(status, Some(5), "{said}");
    assert!(
        said.contains("no voice on this record has this code"),
        "{said}"
    );
    let (status, _, errors) = verify(&own, "ABC");
    assert_eq!(status, Some(1), "{errors}");
    assert!(errors.contains("a code has 21"), "{errors}");
    // Whoever lost it gets another, which finds the same voice; the one before says so.
    let said = act(&own, &format!("voice renew-code {PROGRAMME} 1"));
    let renewed = said.lines().last().expect("a code").to_owned();
    let (status, said, _) = verify(&own, &renewed);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("voice 1 of"), "{said}");
    let (_, said, _) = verify(&own, codes[0]);
    assert!(said.contains("put another in its place"), "{said}");
    assert!(said.contains("given another code"), "told: {said}");
    refused(
        &own,
        &format!("voice renew-code {PROGRAMME} 99"),
        "no voice",
    );
}

#[test]
fn an_identifier_that_stands_twice_in_a_file_is_told_by_its_lines() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    for (name, table) in [
        ("p.csv", "id,title_en,cost\n1,One,5\n2,Two,5\n1,Three,5\n"),
        (
            "v.csv",
            "id,channel,institution,text_en\n1,petition,interior,One\n2,media,interior,Two\n1,media,interior,Three\n",
        ),
    ] {
        let table = own.file(name, table.as_bytes());
        let import = ["import", &programme, &table, "--programme", "youth-2026"];
        let said = own.refused(
            &[&import[..], &["--dry-run"]].concat(),
            &["nothing was recorded"],
        );
        assert!(
            said.contains("line 4") && said.contains("line 2 has the same identifier already"),
            "{said}"
        );
        assert!(!said.contains("on record with"), "{said}");
    }
}
