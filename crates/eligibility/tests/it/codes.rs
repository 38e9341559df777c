//! 470 services of 정부24 and the worked rules for 40 profiles.

use std::collections::BTreeMap;

use madang_eligibility::gov24::{ConditionFile, ServiceList};
use madang_eligibility::{Book, BookBuilder, Matched, Parameters, Profile, parse};
use serde_json::Value;

use crate::common::{rule_texts, shared};

/// The book of the data; `None` where it is not there.
pub fn book() -> Option<Book> {
    let parameters = Parameters::read(&shared("dev/rules/parameters.txt")?).expect("parameters");
    let mut builder = BookBuilder::new(parameters.clone());
    let conditions =
        ConditionFile::read(&shared("dev/supportConditions.dev.jsonl")?).expect("rows");
    let list = ServiceList::read(&shared("dev/serviceList.dev.jsonl")?).expect("rows");
    assert_eq!(conditions.services.len(), 470);
    for marks in &conditions.services {
        builder.service(
            marks,
            list.get(&marks.service).and_then(|listed| listed.region),
        );
    }
    for (name, text) in rule_texts()? {
        let rule = parse(&text, &parameters).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        builder
            .rule(&rule)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    Some(builder.finish())
}

#[test]
fn every_reading_and_rule_of_every_profile_is_as_expected() {
    let Some(book) = book() else {
        return;
    };
    let wanted = shared("expected/dev/codes.dev.json").expect("there");
    let wanted: Value = serde_json::from_str(&wanted).expect("JSON");
    let profiles: Value =
        serde_json::from_str(&shared("dev/profiles.dev.json").expect("there")).expect("JSON");
    let mut wrong = Vec::new();
    let found: BTreeMap<&str, Matched> = profiles
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| {
            let profile = Profile::read(value).expect("a profile");
            (
                value["id"].as_str().expect("a name"),
                book.on(profile.day).matched(&profile),
            )
        })
        .collect();
    assert_eq!(found.len(), 40);
    for (id, matched) in &found {
        let found = serde_json::to_value(matched).expect("JSON");
        let wanted = wanted["profiles"][id].as_object().expect("an object");
        assert_eq!(wanted.len(), 5);
        for (key, wanted) in wanted {
            if found[key] == *wanted {
                continue;
            }
            match (wanted.as_object(), found[key].as_object()) {
                (Some(all), Some(found)) => {
                    let differ = all
                        .iter()
                        .filter(|(key, wanted)| found.get(*key) != Some(wanted));
                    wrong.extend(differ.map(|(key, wanted)| {
                        format!("{id} {key}: {:?} not {wanted}", found.get(key))
                    }));
                    wrong.extend(
                        found
                            .keys()
                            .filter(|key| !all.contains_key(*key))
                            .map(|key| format!("{id} {key}: not wanted")),
                    );
                }
                _ => wrong.push(format!("{id} {key}: {} not {wanted}", found[key])),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(30)]
    );
}

#[test]
fn real_rows_share_their_conditions() {
    let Some(book) = book() else {
        return;
    };
    assert!(book.condition_count() < 200, "{}", book.condition_count());
}
