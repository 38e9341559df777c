//! A commitment is put right at the console, beside what was recorded.

use serde_json::json;

use crate::own::Own;

/// The commitment that the templates bring.
const ID: &str = "KR9901";

/// A record with that commitment.
fn recorded() -> Own {
    let own = Own::new();
    own.templates();
    own.act(&["import", &own.path("files/commitment.json")]);
    own
}

fn correct<'a>(id: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut line = vec!["commitment", "correct", id];
    line.extend(more);
    line
}

const REASON: [&str; 2] = ["--reason", "en=It was mistyped"];

#[test]
fn a_commitment_is_put_right_beside_what_was_recorded() {
    let own = recorded();
    let set = [
        "--set",
        "start_date=2031-02-03",
        "--set",
        "title.ko=고친 제목",
        "--set",
        "number=7b",
        "--set",
        "policy_areas=[\"Public services\"]",
    ];
    let more = [
        &set[..],
        &REASON,
        &[
            "--reason",
            "ko=잘못 적혔습니다",
            "--actor",
            "open-government",
        ],
    ]
    .concat();
    let said = own.act(&correct(ID, &more));
    assert!(
        said.contains("is put right") && said.contains("official/open-government"),
        "{said}"
    );
    assert!(
        said.contains("→ 2031-02-03") && said.contains("고친 제목"),
        "{said}"
    );
    let shown = own.act(&["commitment", "show", ID]);
    for line in [
        "start_date: 2031-02-03",
        "number: 7b",
        "policy_areas: [\"Public services\"]",
    ] {
        assert!(shown.lines().any(|one| one == line), "{line}: {shown}");
    }
    // What is taken away is not there any more, and the second correction stands on the first.
    let more = [&["--set", "number="][..], &REASON].concat();
    let said = own.act(&correct(ID, &more));
    assert!(said.contains("number: 7b → (nothing)"), "{said}");
    let shown = own.act(&["commitment", "show", ID]);
    assert!(
        !shown.contains("number:") && shown.contains("고친 제목"),
        "{shown}"
    );
    let record = own.record();
    let first = record.first_of("commitment.recorded/1").expect("recorded");
    let entry = record.entry(
        record
            .first_of("commitment.corrected/1")
            .expect("put right"),
    );
    let entry = entry.expect("an entry");
    assert_eq!(entry["facts"]["corrects"], json!(first));
    assert_eq!(entry["facts"]["values"]["start_date"], "2031-02-03");
    assert_eq!(entry["facts"]["reason"]["ko"], "잘못 적혔습니다");
    let korean = own.in_locale("ko_KR.UTF-8", &["commitment", "show", ID]);
    assert!(
        korean.contains("공약") && korean.contains("적힌 대로"),
        "{korean}"
    );
}

#[test]
fn what_cannot_be_put_right_is_refused_and_nothing_is_recorded() {
    let own = recorded();
    let before = own.record().entries.len();
    for (set, says) in [
        ("start_date", "write FIELD=VALUE"),
        ("colour=red", "no field \"colour\""),
        ("id=other", "no field \"id\""),
        ("country=PL", "no field \"country\""),
        ("cycle=soon", "--set cycle=soon"),
        ("title.xx=Words", "--set title.xx=Words"),
        ("policy_areas=services", "--set policy_areas=services"),
        ("start_date=2031-02-30", "start date"),
        ("title.en=\u{7}", "title"),
        ("action_plan=none", "no action plan \"none\""),
    ] {
        let more = [&["--set", set][..], &REASON].concat();
        own.refused(&correct(ID, &more), &[says]);
        let korean = own.in_locale("ko_KR.UTF-8", &correct(ID, &more));
        assert!(
            korean.chars().any(|c| ('가'..='힣').contains(&c)),
            "{korean}"
        );
    }
    let unknown = [&["--set", "number=1"][..], &REASON].concat();
    own.refused(&correct("KR9999", &unknown), &["no commitment \"KR9999\""]);
    own.refused(
        &["commitment", "show", "KR9999"],
        &["no commitment \"KR9999\""],
    );
    let facilitator = [&unknown[..], &["--actor", "facilitator/yard-talks"]].concat();
    own.refused(&correct(ID, &facilitator), &["facilitator"]);
    let spoken = ["--set", "number=1", "--reason", "It was mistyped"];
    own.refused(&correct(ID, &spoken), &["--reason"]);
    let more = [&["--set", "number=9"][..], &REASON].concat();
    own.act(&correct(ID, &more));
    own.refused(&correct(ID, &more), &["nothing is to be put right"]);
    assert_eq!(own.record().entries.len(), before + 1);
}
