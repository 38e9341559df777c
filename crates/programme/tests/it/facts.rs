//! One facts file a kind and one file a content, as canonical JSON: what was written once reads back for ever, and is
//! written again with the same bytes.

use std::fs;
use std::path::PathBuf;

use madang_programme::Event;
use madang_record::to_canonical;
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
