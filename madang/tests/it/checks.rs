//! `madang checks`: what scripts read, and that it is what `verify --at` says.

use std::path::Path;

use serde_json::Value;

use crate::common::{fails, madang, madang_in};

fn record(name: &str) -> String {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/verify/tests/records");
    records.join(name).join("record").display().to_string()
}

fn checked(name: &str, at: &str) -> Value {
    let output = madang(&["checks", &record(name), "--at", at, "--json"], "");
    let errors = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {errors}"))
}

fn number(found: &Value, name: &str) -> u64 {
    found[name].as_u64().expect("a number")
}

/// The findings of a check about a subject.
fn of<'f>(found: &'f Value, check: &str, subject: &str) -> Vec<&'f Value> {
    let all = found["findings"].as_array().expect("findings").iter();
    all.filter(|one| one["check"] == check && one["subject"] == subject)
        .collect()
}

#[test]
fn scripts_read_how_many_checks_stand_each_way_and_every_finding() {
    let found = checked("2026-11-consulting", "2026-10-22");
    let names: Vec<&String> = found.as_object().expect("an object").keys().collect();
    assert_eq!(
        names,
        ["broken", "findings", "held", "not_yet_due", "overdue"]
    );
    let all = ["held", "not_yet_due", "overdue", "broken"].map(|name| number(&found, name));
    assert_eq!(all.iter().sum::<u64>(), 15, "each check stands one way");
    let workshop = "consultation:kr0018-flagships/1";
    let notice = of(&found, "C02", workshop);
    assert_eq!(notice.len(), 1);
    let one = notice[0].as_object().expect("a finding");
    let names: Vec<&String> = one.keys().collect();
    let shape = [
        "by_waiver",
        "check",
        "done",
        "due",
        "entries",
        "late",
        "status",
        "subject",
    ];
    assert_eq!(names, shape);
    assert_eq!(
        (one["status"].as_str(), one["late"].as_u64()),
        (Some("held"), Some(0))
    );
    assert_eq!(one["by_waiver"], false);
    // Agenda, attendance and outcomes of the workshop are there; those of the one in writing are not due.
    let papers = of(&found, "C09", workshop);
    assert_eq!(papers.len(), 3);
    assert!(
        papers.iter().all(|one| one["status"] == "held"),
        "{papers:?}"
    );
    // Before it was held, the same record owed them still.
    let before = checked("2026-11-consulting", "2026-10-19");
    let papers = of(&before, "C09", workshop);
    let open = papers.iter().filter(|one| one["status"] == "not_yet_due");
    assert_eq!(open.count(), 2, "{papers:?}");
    // Two months later somebody reads that nothing came of the one in writing.
    let later = checked("2026-11-consulting", "2026-12-31");
    let papers = of(&later, "C09", "consultation:kr0018-flagships/2");
    assert!(
        papers.iter().any(|one| one["status"] == "overdue"),
        "{papers:?}"
    );
    assert!(number(&later, "overdue") > 0);
}

#[test]
fn a_record_that_does_not_hold_is_told_nothing_of() {
    fails(
        &["checks", "/nowhere/at/all", "--at", "2026-12-31"],
        1,
        "there is no directory",
    );
    fails(
        &["checks", &record("2026-11-consulting"), "--at", "soon"],
        1,
        "soon is no time",
    );
}

#[test]
fn people_read_it_in_their_language() {
    let arguments = [
        "checks",
        &record("2026-11-consulting"),
        "--at",
        "2026-12-31",
    ];
    let said = |locale: &str| {
        let output = madang_in(locale, &arguments, "");
        String::from_utf8(output.stdout).expect("a text")
    };
    let english = said("C");
    assert!(
        english.contains("C02 held: Consultations are announced"),
        "{english}"
    );
    assert!(
        english.contains("consultation:kr0018-flagships/2: overdue"),
        "{english}"
    );
    let korean = said("ko_KR.UTF-8");
    assert!(
        korean.contains("C02 지키고 있음: 협의를 2주 앞서 알린다"),
        "{korean}"
    );
}
