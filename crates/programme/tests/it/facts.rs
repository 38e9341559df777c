//! One facts file a kind and one file a content, as canonical JSON: what was written once reads back for ever, and is
//! written again with the same bytes.

use std::fs;
use std::path::PathBuf;

use madang_programme::votes::{OPENINGS, RuleFixed};
use madang_programme::{Event, Fact as _};
use madang_record::to_canonical;
use madang_words::Language;
use serde_json::Value;

pub fn kept(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/facts")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_facts_of_every_kind_are_written_as_they_were_read() {
    for kind in Event::kinds() {
        let kind = kind.name;
        let text = kept(&format!("{}.json", kind.replace('/', "-")));
        let event = Event::parse(kind, &text).unwrap_or_else(|error| panic!("{error}"));
        let facts = Value::Object(event.facts().expect("an object"));
        let written = to_canonical(&facts).expect("canonical");
        assert_eq!(String::from_utf8_lossy(&written), text, "{kind}");
    }
}

#[test]
fn every_kind_that_opens_a_vote_is_among_the_openings() {
    for kind in Event::kinds() {
        let text = kept(&format!("{}.json", kind.name.replace('/', "-")));
        let event = Event::parse(kind.name, &text).unwrap_or_else(|error| panic!("{error}"));
        let opens = matches!(&event, Event::Votes(event) if event.opening().is_some());
        assert_eq!(opens, OPENINGS.contains(&kind.name), "{}", kind.name);
    }
}

#[test]
fn every_content_of_every_kind_is_still_taken() {
    for kind in Event::kinds() {
        let stem = kind.name.replace('/', "-");
        for rule in kind.contents {
            let text = kept(&format!("{stem}.{}.json", rule.name));
            let content: Value = serde_json::from_str(&text).expect("JSON");
            let written = to_canonical(&content).expect("canonical");
            assert_eq!(
                String::from_utf8_lossy(&written),
                text,
                "{stem} {}",
                rule.name
            );
            rule.check_under(madang_programme::log::RULES, &content)
                .unwrap_or_else(|violation| panic!("{stem} {}: {violation}", rule.name));
        }
    }
}

#[test]
fn a_rule_of_a_format_that_a_newer_version_writes_is_named_as_such() {
    let text = kept("selection_rule.fixed-1.json");
    let rule = |format: Value| {
        let mut facts: Value = serde_json::from_str(&text).expect("facts");
        facts["rule"]["format"] = format;
        Event::parse(RuleFixed::KIND, &facts.to_string())
    };
    assert!(rule(1.into()).is_ok(), "the format of today may be named");
    for later in [
        Value::from(0),
        Value::from(2),
        Value::from("1"),
        Value::Null,
    ] {
        let refused = rule(later.clone()).expect_err("a format of another version");
        let english = refused.said().to_string();
        let says = format!("`{later}` is a format that this version of Madang does not know");
        assert!(english.contains(&says), "{english}");
        let korean = refused.said().in_language(Language::Ko);
        let says = format!("`{later}`번 형식은 이 판의 마당이 모릅니다");
        assert!(korean.contains(&says), "{korean}");
        assert!(!korean.contains("version"), "{korean}");
    }
}
