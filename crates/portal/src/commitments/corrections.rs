//! A commitment that was put right: what was recorded stays visible beside what stands.

use madang_programme::commitments::{CommitmentRecorded, CommitmentText};
use madang_words::{Language, Text};
use maud::{Markup, html};
use serde_json::{Map, Value};

use crate::commitments::labels;
use crate::frame::entries::entry_link;
use crate::frame::format::ZONE;
use crate::frame::parts::{blank, table};
use crate::frame::ui::Ui;
use crate::model::{CommitmentDetail, CorrectionDetail};

/// Puts what stands now in the place of what was recorded.
pub fn stand(detail: &mut CommitmentDetail) {
    let (facts, text) = detail.as_it_stands();
    (detail.facts, detail.text) = (facts.clone(), text.cloned());
}

/// A commitment's values and words by field, as one may hold them against others.
fn fields(facts: &CommitmentRecorded, text: Option<&CommitmentText>) -> Map<String, Value> {
    let map = |value: Result<Value, serde_json::Error>| match value {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut all = map(serde_json::to_value(facts));
    all.extend(
        text.map(|text| map(serde_json::to_value(text)))
            .unwrap_or_default(),
    );
    all
}

/// What one entry corrected; `None` where it is none of these corrections.
pub fn by_entry(ui: &Ui, detail: &CommitmentDetail, entry: u64) -> Option<Markup> {
    let mut before = fields(&detail.facts, detail.text.as_ref());
    for (place, correction) in detail.corrections.iter().enumerate() {
        let after = fields(&correction.facts.values, correction.text.as_ref());
        if correction.entry == entry {
            return Some(one(ui, place, correction, &before, &after));
        }
        before = after;
    }
    None
}

/// The section: each correction with its reason, and every field that changed, the old value beside the new.
pub fn section(ui: &Ui, detail: &CommitmentDetail) -> Markup {
    let mut before = fields(&detail.facts, detail.text.as_ref());
    let mut parts = Vec::new();
    for (place, correction) in detail.corrections.iter().enumerate() {
        let after = fields(&correction.facts.values, correction.text.as_ref());
        parts.push(one(ui, place, correction, &before, &after));
        before = after;
    }
    html! { @for part in parts { (part) } }
}

fn one(
    ui: &Ui,
    place: usize,
    correction: &CorrectionDetail,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Markup {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let changed: Vec<_> = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .collect();
    html! {
        p.prose {
            (ui.time(&correction.at, ZONE)) " · " (entry_link(ui, correction.entry)) ": "
            span.words { (ui.words(&correction.facts.reason)) }
        }
        (table(
            ui,
            &format!("correction-{place}"),
            &ui.t("commitment-correction-caption"),
            html! {
                th scope="col" { (ui.t("commitment-correction-field")) }
                th scope="col" { (ui.t("commitment-correction-before")) }
                th scope="col" { (ui.t("commitment-correction-after")) }
            },
            html! {
                @for name in changed {
                    tr {
                        th.key scope="row" { (labels::field(ui, name)) }
                        td.words { del { (value(ui, before.get(name))) } }
                        td.words { ins { (value(ui, after.get(name))) } }
                    }
                }
            },
        ))
    }
}

/// A value in words: a text by language in the visitor's, anything else as it stands.
fn value(ui: &Ui, value: Option<&Value>) -> Markup {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return blank(ui);
    };
    match value {
        Value::String(text) => html! { (text) },
        Value::Object(map) => match by_language(map) {
            Some(text) => ui.words(&text),
            None => html! { code { (value) } },
        },
        _ => html! { code { (value) } },
    }
}

fn by_language(map: &Map<String, Value>) -> Option<Text> {
    let pair = |(tag, words): (&String, &Value)| {
        let language = Language::from_tag(tag);
        if language.tag() != tag {
            return None;
        }
        Some((language, words.as_str()?.to_owned()))
    };
    map.iter().map(pair).collect::<Option<_>>().map(Text)
}
