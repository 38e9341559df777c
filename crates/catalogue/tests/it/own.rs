//! The catalogue's own file.

use madang_catalogue::Catalogue;
use serde_json::json;

#[test]
fn one_record_a_list_and_lines_are_read_and_written_as_they_stood() {
    let record = |id: &str| {
        json!({
            "id": id, "name": {"ko": "가"}, "provider": {"name": "", "kind": ""}, "audiences": [], "group": null, "region": null, "age": [null, null],
            "deadline": {"kind": "none", "text": "", "periods": []}, "documents": [], "cost": [], "languages": [], "legal_basis": [],
            "status": "active",
        })
    };
    let list = json!([record("a"), record("b")]);
    let read = |text: &str| Catalogue::read(text).expect("a catalogue").to_json();
    assert_eq!(read(&record("a").to_string()), record("a"));
    assert_eq!(read(&list.to_string()), list);
    assert_eq!(
        read(&format!("\u{feff}{}\n\n{}\n", record("a"), record("b"))),
        list
    );
    assert_eq!(
        read(r#"[{"id": "a", "name": {"ko": "가"}}]"#),
        json!([record("a")])
    );
}

#[test]
fn what_is_no_catalogue_is_refused_with_its_place() {
    let error = |text: &str| Catalogue::read(text).expect_err("wrong").to_string();
    assert!(error("").contains("no catalogue"));
    assert!(error(r#"[{"id": "a"}]"#).contains("record 1: missing field `name`"));
    let unknown = error(r#"[{"id": "a", "name": {"ko": "가"}, "shoe_size": 4}]"#);
    assert!(
        unknown.contains("record 1: unknown field `shoe_size`"),
        "{unknown}"
    );
    let day = error(
        r#"{"id": "a", "name": {}, "deadline": {"kind": "until", "periods": [[null, "2026-02-30"]]}}"#,
    );
    assert!(day.contains("2026-02-30"), "{day}");
    assert!(
        error(r#"[{"id": "a", "name": {}}, {"id": "a", "name": {}}]"#)
            .contains("record 2: the id a")
    );
    assert!(error(r#"{"id": " ", "name": {}}"#).contains("id is missing"));
    assert!(error(r#"{"around": 1, "services": []}"#).contains("around"));
}
