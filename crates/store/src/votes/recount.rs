//! The selection of a vote computed from what is on record: before it is published, and held against what was published.

use std::collections::BTreeSet;

use madang_programme::content::ContentState;
use madang_programme::votes::selection::{ComputeError, Computed, OpenedSheet, compute};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BALLOT, OUTCOME, SCORES, SelectionPublished};
use madang_programme::{Comparison, Fact, Place, Violation, fields};
use madang_record::Entry;
use madang_words::Said;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::words::said;
use crate::{Store, StoreError};

/// The field in which a content that was published states its format.
const FORMAT: &str = "format";

/// Why no selection came of a vote, or another one than was published.
#[derive(Debug, Error)]
pub enum RecountError {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record does not have what it takes, or the published selection is not the one that follows from it.
    #[error("{0}")]
    Because(Said),
}

impl RecountError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            RecountError::Store(error) => error.said(),
            RecountError::Because(reason) => reason.clone(),
        }
    }
}

impl From<Violation> for RecountError {
    fn from(violation: Violation) -> RecountError {
        RecountError::Because(violation.said())
    }
}

impl From<ComputeError<StoreError>> for RecountError {
    fn from(error: ComputeError<StoreError>) -> RecountError {
        match error {
            ComputeError::Ballots(error) => RecountError::Store(error),
            other => RecountError::Because(other.said()),
        }
    }
}

/// A published selection that holds.
#[derive(Clone, Debug)]
pub struct Recounted {
    /// The same, computed again.
    pub computed: Computed,
    /// What was not compared, since another version wrote it.
    pub left: Vec<Said>,
}

impl Store {
    /// The selection of a vote whose ballots are open, computed by its rule.
    ///
    /// # Errors
    /// What the database says; a vote that is not there or that the engine refuses; a score sheet that is not public any more.
    pub async fn recount(&self, programme: &str, vote: &str) -> Result<Computed, RecountError> {
        let ballots: Vec<OpenedBallot> = self.opened_ballots(programme, vote).collect().await?;
        let sheets = self.opened_sheets(programme, vote).await?;
        // The engine needs the processor to itself; the state is small and is copied for it.
        let state = self.with_state(Clone::clone).await?;
        let (programme, vote) = (programme.to_owned(), vote.to_owned());
        let computing = tokio::task::spawn_blocking(move || {
            let ballots = ballots.into_iter().map(Ok);
            compute::<StoreError>(&state, &programme, &vote, &sheets, ballots)
        });
        match computing.await {
            Ok(computed) => Ok(computed?),
            Err(_) => Err(RecountError::Because(said!("store-recount-interrupted"))),
        }
    }

    /// Computes the selection of a vote again that was published as entry `published`, and holds it against that.
    ///
    /// # Errors
    /// As [`Store::recount`]; ballots or score sheets that are not all there any more, since whatever came of the rest would be another
    /// selection; the first difference, in the facts or in what explains them.
    pub async fn held_against(
        &self,
        programme: &str,
        vote: &str,
        published: u64,
    ) -> Result<Recounted, RecountError> {
        self.check_whole(programme, vote, published).await?;
        let computed = self.recount(programme, vote).await?;
        let left = self.compare(published, &computed).await?;
        Ok(Recounted { computed, left })
    }

    /// The score sheets of a vote whose ballots are open.
    async fn opened_sheets(
        &self,
        programme: &str,
        vote: &str,
    ) -> Result<Vec<OpenedSheet>, RecountError> {
        let on_record =
            self.with_state(|state| state.vote(programme, vote).map(|vote| vote.sheets.clone()));
        let on_record = on_record.await??;
        let mut sheets = Vec::with_capacity(on_record.len());
        for ((body, member), index) in on_record {
            let detail = self.entry(index).await?.ok_or_else(|| missing(index))?;
            let hidden = || RecountError::Because(said!("store-recount-sheet", entry = index));
            let of = (programme, vote);
            let content = self.counted_sheet(of, (&body, &member), &detail).await?;
            let content = content.ok_or_else(hidden)?;
            sheets.push(OpenedSheet {
                body,
                member,
                content,
            });
        }
        Ok(sheets)
    }

    /// Counts and names the ballots and score sheets that were erased or restricted after the selection of `published`.
    async fn check_whole(
        &self,
        programme: &str,
        vote: &str,
        published: u64,
    ) -> Result<(), RecountError> {
        let later = self.with_state(|state| {
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
            state.contents().filter_map(hidden).collect::<Vec<_>>()
        });
        let later = later.await?;
        let subject = Place::vote(programme, vote);
        let (mut erased, mut restricted) = (Vec::new(), Vec::new());
        for (index, is_erased) in later {
            if self.facts_of(index).await?.0 == subject {
                match is_erased {
                    true => erased.push(index.to_string()),
                    false => restricted.push(index.to_string()),
                }
            }
        }
        let counted = |entries: &[String], erased: bool| {
            let (count, entries) = (entries.len(), named(entries));
            (count > 0).then(|| match erased {
                true => said!("store-recount-erased", count = count, entries = entries),
                false => said!("store-recount-restricted", count = count, entries = entries),
            })
        };
        let what = match (counted(&erased, true), counted(&restricted, false)) {
            (None, None) => return Ok(()),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(one), Some(other)) => said!("store-recount-both", one = one, other = other),
        };
        Err(RecountError::Because(said!(
            "store-recount-not-whole",
            vote = vote,
            entry = published,
            what = what
        )))
    }

    /// Holds what was computed again against what stands in the entry `published`; gives what was not compared.
    async fn compare(
        &self,
        published: u64,
        computed: &Computed,
    ) -> Result<Vec<Said>, RecountError> {
        let (_, facts) = self.facts_of(published).await?;
        let differs = |place: Option<Difference>| match place {
            None => Ok(()),
            Some(Difference { at, is, must }) => Err(RecountError::Because(said!(
                "store-recount-differs",
                entry = published,
                at = fields::beside(&at),
                is = is,
                must = must
            ))),
        };
        let unreadable = |error| Violation::unreadable("selection", error);
        let must = serde_json::to_value(&computed.facts).map_err(unreadable)?;
        differs(difference("", &Value::Object(facts), &must))?;
        let detail = self.entry(published).await?;
        let detail = detail.ok_or_else(|| missing(published))?;
        let mut left = Vec::new();
        for rule in SelectionPublished::CONTENTS {
            let must = match rule.name {
                OUTCOME => &computed.outcome,
                _ => &computed.analysis,
            };
            let content = detail.open_body(rule.name);
            let content = content.and_then(|content| std::str::from_utf8(content).ok());
            let Some(content) = content else {
                return Err(RecountError::Because(said!(
                    "store-recount-content",
                    entry = published,
                    content = rule.name
                )));
            };
            match rule.compare(content, must) {
                Comparison::Same => {}
                Comparison::Differs => {
                    let mut is: Value = serde_json::from_str(content).map_err(unreadable)?;
                    // Both are of one format, which only what was published states.
                    if let Some(fields) = is.as_object_mut() {
                        fields.remove(FORMAT);
                    }
                    differs(difference(rule.name, &is, must))?;
                }
                Comparison::Newer(format) | Comparison::Older(format) => left.push(said!(
                    "store-recount-other-format",
                    content = rule.name,
                    entry = published,
                    format = format.to_string()
                )),
            }
        }
        Ok(left)
    }

    /// Subject and facts of an entry.
    async fn facts_of(&self, index: u64) -> Result<(String, Map<String, Value>), RecountError> {
        let detail = self.entry(index).await?.ok_or_else(|| missing(index))?;
        let entry = Entry::from_bytes(&detail.bytes);
        let entry = entry.map_err(|error| Violation::unreadable("entry", error))?;
        Ok((entry.subject, entry.facts))
    }
}

fn missing(entry: u64) -> RecountError {
    RecountError::Because(said!("store-recount-missing", entry = entry))
}

fn named(entries: &[String]) -> Said {
    const MOST: usize = 12;
    let count = entries.len();
    match count.saturating_sub(MOST) {
        0 => said!(
            "store-recount-entries",
            count = count,
            entries = entries.join(", ")
        ),
        more => said!(
            "store-recount-entries-more",
            entries = entries.get(..MOST).unwrap_or_default().join(", "),
            more = more
        ),
    }
}

/// Where two values are not the same.
#[derive(Debug)]
struct Difference {
    at: String,
    is: Said,
    must: Said,
}

/// The first place in which two values differ, in the order of names and places.
fn difference(at: &str, is: &Value, must: &Value) -> Option<Difference> {
    let within = |name: &str| match at {
        "" => name.to_owned(),
        at => format!("{at}.{name}"),
    };
    match (is, must) {
        (Value::Object(is), Value::Object(must)) => {
            let names: BTreeSet<&String> = is.keys().chain(must.keys()).collect();
            let of = |map: &Map<String, Value>, name: &str| map.get(name).cloned();
            let mut names = names.into_iter();
            names.find_map(|name| {
                let (is, must) = (of(is, name), of(must, name));
                difference(
                    &within(name),
                    &is.unwrap_or_default(),
                    &must.unwrap_or_default(),
                )
            })
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
        (is, must) => Some(Difference {
            at: at.to_owned(),
            is: shown(is),
            must: shown(must),
        }),
    }
}

/// A value in a few characters.
fn shown(value: &Value) -> Said {
    match value {
        Value::Null => said!("store-recount-nothing"),
        value => {
            let text: String = value.to_string().chars().take(80).collect();
            said!("store-recount-value", value = text)
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
            difference("", is, must)
                .map(|found| (found.at, found.is.to_string(), found.must.to_string()))
        };
        let text = |words: [&str; 3]| Some(words.map(str::to_owned).into());
        assert_eq!(found(&is, &must), text(["selected[1]", "\"2\"", "nothing"]));
        let must = json!({"selected": ["1", "2"], "tally": {"cast": 4}, "total_cost": 5});
        assert_eq!(found(&is, &must), text(["tally.cast", "3", "4"]));
        assert_eq!(found(&is, &is), None);
    }
}
