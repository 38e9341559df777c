//! Needs from files and at the console: voices grouped, split without loss, merged.

use crate::common::madang_in;
use crate::own::{Own, PROGRAMME};

fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

fn refused(own: &Own, line: &str, says: &str) {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says]);
}

/// A programme with the voices 1 to 5.
fn heard() -> Own {
    let own = Own::voting();
    let rows: String = (1..=5)
        .map(|number| format!("{number},media,interior,말 {number}\n"))
        .collect();
    let table = format!("id,channel,institution,text_ko\n{rows}");
    let voices = own.file("voices.csv", table.as_bytes());
    act(&own, &format!("import {voices} --programme {PROGRAMME}"));
    own
}

#[test]
fn a_table_of_needs_is_recorded_once_or_not_at_all() {
    let own = heard();
    let table = "id,title_ko,group,voices\n1,막차,,1 2\n2,서류,,\"2, 3\"\n";
    let file = own.file("needs.csv", table.as_bytes());
    let import = format!("import {file} --programme {PROGRAMME}");
    let said = act(&own, &import);
    assert!(said.contains("4 entries recorded"), "{said}");
    let said = act(&own, &import);
    assert!(
        said.contains("0 entries recorded, 4 on record already"),
        "{said}"
    );
    let before = own.record().entries.len();
    let wrong = "id,title_ko,group,voices\n3,길,,9\n4,밤,none,1\n,이름,,1\n";
    let wrong = own.file("wrong.csv", wrong.as_bytes());
    let import = format!("import {wrong} --programme {PROGRAMME}");
    let said = own.refused(
        &import.split(' ').collect::<Vec<_>>(),
        &["nothing was recorded"],
    );
    for line in [
        "line 2, column D \"voices\": the voices of need \"3\": there is no voice \"9\"",
        "line 3, column C \"group\" (service group): need \"4\": there is no group \"none\"",
        "line 4, column A \"id\" (identifier): nothing stands here",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert_eq!(own.record().entries.len(), before);
}

#[test]
fn a_need_is_grouped_split_and_merged_at_the_console() {
    let own = heard();
    let p = PROGRAMME;
    let said = act(
        &own,
        &format!("need define {p} --title en=Home --voice 1 --voice 2 --voice 3"),
    );
    assert!(said.contains("need 1 is defined"), "{said}");
    assert!(said.contains("entries"), "with its voices: {said}");
    let facilitator = "--actor facilitator/yard-talks";
    for id in ["a", "b", "c"] {
        let define =
            format!("need define {p} --id {id} --title en=Part --title ko=몫 {facilitator}");
        let said = act(&own, &define);
        assert!(said.contains("facilitator/yard-talks"), "{said}");
    }
    refused(
        &own,
        &format!("need define {p} --id a --title en=Part"),
        "exists already",
    );
    refused(
        &own,
        &format!("need add {p} 1 3"),
        "stands in the need already",
    );
    refused(
        &own,
        &format!("need remove {p} 1 4"),
        "does not stand in the need",
    );
    act(&own, &format!("need add {p} 1 4"));
    act(&own, &format!("need remove {p} 1 4"));
    let split = format!("need split {p} 1 --into a --into b");
    refused(&own, &split, "none of the parts: 3");
    act(&own, &format!("need add {p} a 1"));
    act(&own, &format!("need add {p} b 1 2"));
    refused(&own, &split, "none of the parts: 1");
    let said = act(&own, &format!("{split} --left 3"));
    assert!(said.contains("need 1 goes on in a, b"), "{said}");
    refused(&own, &format!("need add {p} 1 5"), "was split by entry");
    act(&own, &format!("need merge {p} a b --into c"));
    refused(
        &own,
        &format!("need merge {p} a --into c"),
        "it goes on in \"c\"",
    );
    listed_and_shown(&own);
}

/// What became of the needs of the test above.
fn listed_and_shown(own: &Own) {
    let p = PROGRAMME;
    let listed = act(own, &format!("need list {p}"));
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines,
        [
            "need c: Part (voices: 2)",
            "need 1: Home (voices: 3; was split)",
            "need b: Part (voices: 2; was merged)",
            "need a: Part (voices: 1; was merged)",
        ]
    );
    let shown = act(own, &format!("need show {p} 1"));
    for line in [
        "need 1: Home (was split; voices: 3)",
        "channel: media 3",
        "voices put in: 1, 2, 3 (official/",
        "voices taken out: 4",
        "split; goes on in a, b; voices in none of them: 3",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    refused(own, &format!("need show {p} z"), "no need \"z\"");
    refused(own, "need list nowhere", "no programme \"nowhere\"");
    refused(
        own,
        &format!("need add {p} c 5 --actor participant/abc"),
        "does not act at the console",
    );
    own.record();
    let (code, out, errors) = own.run(&["verify", &own.path("export")]);
    assert_eq!(code, Some(0), "{out}{errors}");
    trace_is_followed(own);
}

/// On the exported record, without the program that wrote it.
fn trace_is_followed(own: &Own) {
    let record = own.record();
    let entry_of = |subject: &str| {
        let mut entries = (0..record.entries.len()).map(|index| record.entry(index).expect("it"));
        let found = entries.position(|entry| entry["subject"] == subject);
        found.expect("it is there").to_string()
    };
    let export = own.path("export");
    let trace = |entry: &str, more: &[&str]| {
        let all = [&["trace", &export, entry], more].concat();
        let (code, out, errors) = own.run(&all);
        assert_eq!(code, Some(0), "{out}{errors}");
        out
    };
    let (first, third) = (
        entry_of("voice:youth-2026/1"),
        entry_of("voice:youth-2026/3"),
    );
    let (whole, last) = (entry_of("need:youth-2026/1"), entry_of("need:youth-2026/c"));
    let out = trace(&first, &[]);
    for line in [
        format!("voice:youth-2026/1: “말 1” (entry {first})"),
        format!("  is grouped by need:youth-2026/1: “Home” (entry {whole})"),
        format!("  is grouped by need:youth-2026/c: “Part” (entry {last})"),
        "    was split into need:youth-2026/a: “Part”".to_owned(),
    ] {
        assert!(out.contains(&line), "{line}: {out}");
    }
    // The voice that was left when the need was split led to the whole alone.
    let out = trace(&third, &[]);
    assert!(!out.contains("is grouped by need:youth-2026/c"), "{out}");
    let json = trace(&last, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["thing"].to_string(), last);
    let back = json["back"].as_array().expect("steps");
    let groups: Vec<_> = back.iter().filter(|hop| hop["how"] == "groups").collect();
    assert_eq!(groups.len(), 1, "its own voices alone: {json}");
    assert_eq!(
        (&groups[0]["total"], &groups[0]["things"][0]),
        (&2.into(), &first.parse::<u64>().expect("a number").into())
    );
    assert!(back.iter().any(|hop| hop["how"] == "part_of"), "{json}");
    let (code, _, errors) = own.run(&["trace", &export, "0"]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(errors.contains("is about no voice, need"), "{errors}");
    hidden_words_are_not_told(own, &first, &last);
}

/// What was restricted or erased since is told to be, in both languages.
fn hidden_words_are_not_told(own: &Own, voice: &str, need: &str) {
    let export = own.path("export");
    let today = jiff::Zoned::now().date();
    let review_by = today.saturating_add(jiff::ToSpan::days(300));
    let hide =
        format!("content restrict {voice} text --ground personal-data --review-by {review_by}");
    act(own, &hide);
    act(own, &format!("content erase {need} text --ground order"));
    own.record();
    for (locale, lines) in [
        (
            "C",
            [
                format!("voice:youth-2026/1: its words are restricted (entry {voice})"),
                format!("  is grouped by need:youth-2026/c: its words are erased (entry {need})"),
                "need:youth-2026/a: “Part”".to_owned(),
            ],
        ),
        (
            "ko_KR.UTF-8",
            [
                format!("voice:youth-2026/1: 글의 열람이 제한됨 (항목 {voice})"),
                format!("  이것을 묶은 필요: need:youth-2026/c: 글이 삭제됨 (항목 {need})"),
                "need:youth-2026/a: “몫”".to_owned(),
            ],
        ),
    ] {
        let output = madang_in(locale, &["trace", &export, voice], "");
        let said = String::from_utf8_lossy(&output.stdout);
        for line in lines {
            assert!(said.contains(&line), "{line}: {said}");
        }
        assert!(!said.contains("말 1"), "{said}");
    }
    let output = madang_in("C", &["trace", &export, voice, "--json"], "");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let things = json["things"].as_array().expect("things");
    let without: Vec<_> = things
        .iter()
        .filter_map(|thing| thing["without"].as_str())
        .collect();
    assert_eq!(without, ["restricted", "erased"], "{json}");
}

#[test]
fn a_long_trace_is_told_whole_as_data_and_where_it_is_asked_for() {
    let own = Own::voting();
    let rows: String = (1..=15)
        .map(|number| format!("{number},media,interior,말 {number}\n"))
        .collect();
    let table = format!("id,channel,institution,text_ko\n{rows}");
    let voices = own.file("voices.csv", table.as_bytes());
    act(&own, &format!("import {voices} --programme {PROGRAMME}"));
    let named: String = (1..=15).map(|id| format!(" --voice {id}")).collect();
    act(
        &own,
        &format!("need define {PROGRAMME} --title en=Home{named}"),
    );
    let record = own.record();
    let entry = (0..record.entries.len())
        .find(|index| record.entry(*index).expect("it")["subject"] == "need:youth-2026/1")
        .expect("the need")
        .to_string();
    let export = own.path("export");
    let trace = |more: &[&str]| {
        let (code, out, errors) = own.run(&[&["trace", &export, &entry], more].concat());
        assert_eq!(code, Some(0), "{out}{errors}");
        out
    };
    let voices = |told: &str| told.matches("voice:youth-2026/").count();
    let short = trace(&[]);
    assert_eq!(voices(&short), 12, "{short}");
    assert!(short.contains("and 3 more (--all tells them)"), "{short}");
    let whole = trace(&["--all"]);
    assert_eq!(voices(&whole), 15, "{whole}");
    assert!(!whole.contains("more"), "{whole}");
    let json: serde_json::Value = serde_json::from_str(&trace(&["--json"])).expect("JSON");
    let groups = &json["back"][0];
    assert_eq!(groups["total"], 15);
    assert_eq!(groups["things"].as_array().map(Vec::len), Some(15));
    assert_eq!(json["cut"], false);
}
