//! Contents of a shape that their kind does not have, signed by whoever holds the log's key.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use madang_programme::{Event, log};
use madang_verify::{Options, Status};
use serde_json::json;

use super::signed::Liar;
use super::support::{check, kept, records, with_content};

#[test]
fn a_content_of_another_shape_fails_whatever_it_is_of() -> Result<()> {
    let mut tried = BTreeSet::new();
    for name in records()? {
        let liar = Liar::new(&name)?;
        for (kind, index) in liar.chosen()? {
            let bodies = liar.kept.record.bodies.iter();
            let of_entry = bodies.filter(|body| body.entry == index as u64);
            for body in of_entry {
                let text = madang_record::to_canonical(&body.content)?;
                let text = String::from_utf8(text)?;
                let rest = text.strip_prefix('{').context("an object")?;
                for shape in [
                    "[]".to_owned(),
                    "null".to_owned(),
                    "{}".to_owned(),
                    "{\"anything\":1}".to_owned(),
                    // A member twice, a member too many, other spellings.
                    format!("{{\"a\":1,\"a\":1,{rest}"),
                    format!("{{\"a\":1,{rest}"),
                    format!("{{ {rest}"),
                    text.replacen("\":", "\": ", 1),
                ] {
                    let folder = super::support::workplace()?;
                    let mut record = kept(&name)?;
                    // Some contents may leave everything out.
                    if shape == "{}" && may_be_empty(&kind, &body.name) {
                        continue;
                    }
                    let path = folder.path();
                    with_content(&mut record, index, &body.name, true, &shape, path)?;
                    let report = check(path, Options::default());
                    assert_eq!(
                        report.status,
                        Status::Failed,
                        "{kind} {}: {shape}",
                        body.name
                    );
                }
                tried.insert((kind.clone(), body.name.clone()));
            }
        }
    }
    let all = Event::kinds().flat_map(|kind| {
        // What only some may read is published with no record.
        let contents = kind.contents.iter().filter(|rule| rule.only.is_empty());
        contents.map(|rule| (kind.name.to_owned(), rule.name.to_owned()))
    });
    let untried: Vec<_> = all.filter(|content| !tried.contains(content)).collect();
    assert!(untried.is_empty(), "{untried:?} are open in no kept record");
    Ok(())
}

/// Whether a content that says nothing is of the shape of its kind, by whichever rules.
fn may_be_empty(kind: &str, name: &str) -> bool {
    let kind = Event::kinds().find(|known| known.name == kind);
    let rules = kind.map_or(&[][..], |kind| kind.contents).iter();
    let mut own = rules.filter(|rule| rule.name == name && !rule.lasting);
    own.any(|rule| (1..=log::RULES).any(|rules| rule.check_under(rules, &json!({})).is_ok()))
}
