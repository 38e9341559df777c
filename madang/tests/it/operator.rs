//! Who runs a record says so on it, once and again.

use crate::own::Own;

const FILE: &str = r#"{"name": {"ko": "열린정부과", "en": "Open Government Division"}, "email": "open@example.go.kr",
    "licence": {"name": {"en": "KOGL Type 1"}, "url": "https://www.kogl.or.kr"}}"#;

#[test]
fn who_runs_the_record_is_said_from_a_file_put_right_shown_and_verified() {
    let own = Own::voting();
    let said = own.act(&["operator", "show"]);
    assert_eq!(said, "", "nothing is said yet");
    let file = own.file("operator.json", FILE.as_bytes());
    own.refused(&["operator", "set"], &["without a name"]);
    let wrong = own.file("wrong.json", FILE.replace("https://", "ftp://").as_bytes());
    own.refused(&["operator", "set", &wrong], &["wrong.json", "licence.url"]);
    let said = own.act(&["operator", "set", &file]);
    assert!(said.contains("operator/console"), "{said}");
    let said = own.act(&["operator", "set", &file]);
    assert!(said.contains("nothing was recorded"), "{said}");
    let said = own.act(&[
        "operator",
        "set",
        "--email",
        "new@example.go.kr",
        "--actor",
        "helpdesk",
    ]);
    assert!(said.contains("operator/helpdesk"), "{said}");
    let record = own.record();
    let first = record.first_of("log.operator_named/1").expect("said");
    let erase = format!("madang content erase {first} contact");
    assert!(said.contains(&erase), "{said}");
    // What is shown is a file that says the same.
    let shown = own.act(&["operator", "show"]);
    assert!(
        shown.contains("new@example.go.kr") && shown.contains("KOGL Type 1"),
        "{shown}"
    );
    let again = own.file("again.json", shown.as_bytes());
    let said = own.act(&["operator", "set", &again]);
    assert!(said.contains("nothing was recorded"), "{said}");
    own.act(&[
        "content",
        "erase",
        &first.to_string(),
        "contact",
        "--ground",
        "erasure-request",
    ]);
    let export = own.path("verified");
    own.act(&["export", &export]);
    for (language, words) in [
        (
            "en",
            "run by Open Government Division, as it says of itself in entry",
        ),
        ("ko", "운영 기관: 열린정부과"),
    ] {
        let (_, out, _) = own.run(&["verify", &export, "--language", language]);
        assert!(out.contains(words), "{out}");
        assert!(!out.contains("FAILED"), "{out}");
    }
    let (_, out, _) = own.run(&["verify", &export, "--json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["operator"]["name"]["en"], "Open Government Division");
    assert_eq!(report["operator"]["statements"], 2);
}
