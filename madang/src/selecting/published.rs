//! A published selection, held against what follows from the vote's ballots.

use anyhow::{Context, Result};
use madang_programme::content::ContentState;
use madang_programme::votes::selection::Computed;
use madang_programme::votes::{BALLOT, OUTCOME, SCORES, SelectionPublished};
use madang_programme::{Comparison, Fact, Place};
use madang_record::Entry;
use madang_store::Store;
use serde_json::Value;

/// The field in which a content that was published states its format.
const FORMAT: &str = "format";

/// Refuses to compute a selection again whose ballots or score sheets are not all there any more: whatever came of the
/// rest would be another selection.
///
/// # Errors
/// Where some were erased or restricted after the selection of `published`; they are counted, and their entries named.
pub(super) async fn check_whole(
    store: &Store,
    programme: &str,
    vote: &str,
    published: u64,
) -> Result<()> {
    let later: Vec<(u64, bool)> = store
        .with_state(|state| {
            let hidden = |(entry, name, now): (u64, &str, &ContentState)| {
                let (by, erased) = match now {
                    ContentState::Erased { by, .. } => (*by, true),
                    ContentState::Restricted { by, .. } => (*by, false),
                    ContentState::Released { .. } => return None,
                };
                // What was hidden before the selection is no part of it.
                let counted = [BALLOT, SCORES].contains(&name) && by > published;
                counted.then_some((entry, erased))
            };
            state.contents().filter_map(hidden).collect()
        })
        .await?;
    let subject = Place::vote(programme, vote);
    let (mut erased, mut restricted) = (Vec::new(), Vec::new());
    for (index, is_erased) in later {
        if entry(store, index).await?.subject == subject {
            match is_erased {
                true => erased.push(index.to_string()),
                false => restricted.push(index.to_string()),
            }
        }
    }
    let mut said = Vec::new();
    if !erased.is_empty() {
        let (count, entries) = (erased.len(), named(&erased));
        said.push(t!("select-erased", count = count, entries = entries));
    }
    if !restricted.is_empty() {
        let (count, entries) = (restricted.len(), named(&restricted));
        said.push(t!("select-restricted", count = count, entries = entries));
    }
    if said.is_empty() {
        return Ok(());
    }
    refuse!(
        "select-not-whole",
        vote = vote,
        entry = published,
        what = said.join(", ")
    )
}

fn named(entries: &[String]) -> String {
    const MOST: usize = 12;
    let count = entries.len();
    match count.saturating_sub(MOST) {
        0 => t!(
            "select-entries",
            count = count,
            entries = entries.join(", ")
        ),
        more => t!(
            "select-entries-more",
            entries = entries[..MOST].join(", "),
            more = more
        ),
    }
}

/// Holds what was computed again against what stands in the entry `published`.
///
/// # Errors
/// Names the first difference, in the facts or in what explains them.
pub(super) async fn compare(store: &Store, published: u64, computed: &Computed) -> Result<()> {
    let detail = store.entry(published).await?;
    let detail = detail.with_context(|| t!("select-entry-missing", entry = published))?;
    let facts = Value::Object(Entry::from_bytes(&detail.bytes)?.facts);
    let differs = |place: Option<Difference>| -> Result<()> {
        let Some(Difference { at, is, must }) = place else {
            return Ok(());
        };
        refuse!(
            "select-differs",
            entry = published,
            at = at,
            is = is,
            must = must
        )
    };
    differs(difference(
        "",
        &facts,
        &serde_json::to_value(&computed.facts)?,
    ))?;
    for rule in SelectionPublished::CONTENTS {
        let must = match rule.name {
            OUTCOME => &computed.outcome,
            _ => &computed.analysis,
        };
        let content = detail.open_body(rule.name);
        let content = content.with_context(|| {
            t!(
                "select-content-gone",
                entry = published,
                content = rule.name
            )
        })?;
        let published = std::str::from_utf8(content)?;
        match rule.compare(published, must) {
            Comparison::Same => {}
            Comparison::Differs => {
                let mut is: Value = serde_json::from_str(published)?;
                // Both are of one format, which only what was published states.
                if let Some(fields) = is.as_object_mut() {
                    fields.remove(FORMAT);
                }
                differs(difference(rule.name, &is, must))?;
            }
            Comparison::Newer(format) | Comparison::Older(format) => note!(
                "madang: {}",
                t!(
                    "select-other-format",
                    content = rule.name,
                    entry = published,
                    format = format.to_string()
                )
            ),
        }
    }
    Ok(())
}

async fn entry(store: &Store, index: u64) -> Result<Entry> {
    let detail = store.entry(index).await?;
    let detail = detail.with_context(|| t!("select-entry-missing", entry = index))?;
    Ok(Entry::from_bytes(&detail.bytes)?)
}

/// Where two values are not the same.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    at: String,
    is: String,
    must: String,
}

/// The first place in which two values differ, in the order of names and places.
fn difference(at: &str, is: &Value, must: &Value) -> Option<Difference> {
    let within = |name: &str| match at {
        "" => name.to_owned(),
        at => format!("{at}.{name}"),
    };
    match (is, must) {
        (Value::Object(is), Value::Object(must)) => {
            let names: std::collections::BTreeSet<&String> = is.keys().chain(must.keys()).collect();
            let of = |map: &serde_json::Map<String, Value>, name: &str| {
                map.get(name).cloned().unwrap_or_default()
            };
            let mut names = names.into_iter();
            names.find_map(|name| difference(&within(name), &of(is, name), &of(must, name)))
        }
        (Value::Array(is), Value::Array(must)) => {
            let longer = is.len().max(must.len());
            let of = |list: &[Value], place: usize| list.get(place).cloned().unwrap_or_default();
            let mut places = 0..longer;
            places.find_map(|place| {
                let at = format!("{at}[{place}]");
                difference(&at, &of(is, place), &of(must, place))
            })
        }
        (is, must) if is == must => None,
        (is, must) => {
            let shown = |value: &Value| match value {
                Value::Null => t!("select-nothing"),
                value => value.to_string().chars().take(80).collect(),
            };
            Some(Difference {
                at: at.to_owned(),
                is: shown(is),
                must: shown(must),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_has_its_place() {
        let is = json!({"selected": ["1", "2"], "tally": {"cast": 3}, "total_cost": 5});
        let must = json!({"selected": ["1"], "tally": {"cast": 4}, "total_cost": 5});
        let found = |is: &Value, must: &Value| {
            difference("", is, must).map(|found| (found.at, found.is, found.must))
        };
        let text = |words: [&str; 3]| Some(words.map(str::to_owned).into());
        assert_eq!(found(&is, &must), text(["selected[1]", "\"2\"", "nothing"]));
        let must = json!({"selected": ["1", "2"], "tally": {"cast": 4}, "total_cost": 5});
        assert_eq!(found(&is, &must), text(["tally.cast", "3", "4"]));
        assert_eq!(found(&is, &is), None);
    }
}
