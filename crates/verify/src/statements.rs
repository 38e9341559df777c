//! What an entry and its contents say: spelled in the one way, of the shape that the server asks for.

use madang_programme::contents::content_rule;
use madang_programme::trust::Rests;
use madang_programme::{Event, State, Violation, votes};
use madang_record::entry::EntryRef;
use madang_record::{OpenBodyRef, to_canonical};
use madang_words::Said;
use serde::Serialize;

use crate::report::Report;
use crate::said::{said, unreadable};

/// Checks statements, with a buffer that is used again.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    buffer: Vec<u8>,
}

impl Statements {
    /// Whether the facts of an entry are what the server would have written for the same event: numbers, lists and texts that
    /// mean the same have one spelling.
    pub(crate) fn check_facts(&mut self, event: &Event, facts: &str) -> Result<(), Said> {
        let same = match event {
            // Ballots are nearly all of a record.
            Event::Votes(votes::Event::BallotCast(ballot)) => self.is_spelled(ballot, facts),
            _ => match event.facts() {
                Ok(map) => self.is_spelled(&map, facts),
                Err(error) => return Err(unreadable(&error)),
            },
        };
        if same {
            Ok(())
        } else {
            Err(said("verify-facts-spelling"))
        }
    }

    /// Whether the commitments of an entry stand in the order in which their kind lists its contents.
    pub(crate) fn check_order(&self, event: &Event, entry: &EntryRef<'_>) -> Result<(), Said> {
        if entry.bodies.len() < 2 {
            return Ok(());
        }
        let rules = event.fact().contents();
        let places = entry.bodies.iter().map(|commitment| {
            let place = rules.iter().position(|rule| rule.name == commitment.name);
            place.unwrap_or(rules.len())
        });
        if places.is_sorted_by(|before, after| before < after) {
            Ok(())
        } else {
            Err(said("verify-facts-spelling"))
        }
    }

    fn is_spelled(&mut self, value: &impl Serialize, text: &str) -> bool {
        self.buffer.clear();
        let written = serde_json::to_writer(&mut self.buffer, value);
        if written.is_ok() && self.buffer == text.as_bytes() {
            return true;
        }
        // Members may come in another order, and some characters have an escape of their own in canonical JSON.
        to_canonical(value).is_ok_and(|canonical| canonical == text.as_bytes())
    }

    /// Whether a content is of the shape that its kind asks for. Ballots are checked where they are counted. What comes here
    /// fits its hash and is not too long.
    pub(crate) fn check_content(
        &mut self,
        event: &Event,
        state: &State,
        content: &OpenBodyRef<'_>,
    ) -> Result<(), Said> {
        let rule = content_rule(event, &content.name).map_err(of_rule)?;
        if rule.lasting {
            // What an engine wrote is computed again, and may be of a format that a newer one writes.
            return Ok(());
        }
        let value: serde_json::Value = serde_json::from_str(content.content.get())
            .map_err(|error: serde_json::Error| unreadable(&error))?;
        rule.check_under(state.rules(), &value).map_err(of_rule)?;
        if !rule.numbered && value.get("format").is_some_and(|format| *format == 1) {
            // The first format is written without its number.
            return Err(said("verify-content-spelling"));
        }
        rule.check_beside(event, state, &value).map_err(of_rule)
    }
}

/// The reason of a rule of the domain.
fn of_rule(violation: Violation) -> Said {
    violation.said()
}

/// Whether a content is as short as the server asks: a longer one could be made to take any memory, and is not looked into.
pub(crate) fn check_length(event: &Event, content: &OpenBodyRef<'_>) -> Result<(), Said> {
    let rule = content_rule(event, &content.name).map_err(of_rule)?;
    let length = content.content.get().len();
    rule.check_length(length).map_err(of_rule)
}

/// Counts an entry whose words rest on whoever signed the record. Ballots are counted elsewhere.
pub(crate) fn count_stated(event: &Event, report: &mut Report) {
    match event.fact().rests() {
        Rests::OnItsWord => *report.stated.entry(event.kind().to_owned()).or_default() += 1,
        Rests::OnTheRecord => {}
    }
}
