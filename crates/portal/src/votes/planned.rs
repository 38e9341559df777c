//! What is announced of a vote as an official writes it in a form: its title and its times.

use madang_programme::Command;
use madang_programme::votes::{VoteRescheduled, VoteScheduled, VoteUnscheduled};
use madang_words::{Language, Text, moment};
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, line_field, time, time_field, words_area, words_line};
use crate::frame::form::Field;
use crate::frame::meanwhile::{self, Value};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::votes::labels::planned_time;
use crate::votes::links::Act;

/// What the vote is called on the record and in addresses.
pub const ID: Field = Field::new("id", "programme-set-id");
/// Its title.
pub const TITLE: InBoth = InBoth::new(
    ("title", "vote-set-name"),
    ("title-other", "programme-set-other"),
);
/// From when on it takes ballots.
pub const OPENS: Field = Field::new("opens", "vote-set-opens");
/// Until when.
pub const CLOSES: Field = Field::new("closes", "vote-set-closes");
/// Why something is done.
pub const REASON: InBoth = InBoth::new(
    ("reason", "vote-set-reason"),
    ("reason-other", "programme-set-other"),
);

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("vote", ID),
    ("title", TITLE.here),
    ("opens_at", OPENS),
    ("closes_at", CLOSES),
    ("reason", REASON.here),
];

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: Words,
    /// The times, as they were typed.
    pub opens: String,
    /// Until when.
    pub closes: String,
    /// Why.
    pub reason: Words,
}

impl Planned {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Planned {
        Planned {
            id: query.text(ID),
            title: Words::read(query, TITLE),
            opens: query.text(OPENS),
            closes: query.text(CLOSES),
            reason: Words::read(query, REASON),
        }
    }

    /// Of what is announced, for the form that changes it.
    pub fn of(title: &Text, (opens, closes): (&str, &str), zone: &str, lang: Language) -> Planned {
        Planned {
            title: Words::of(Some(title), lang),
            opens: moment::in_field(opens, zone),
            closes: moment::in_field(closes, zone),
            ..Planned::default()
        }
    }

    /// What stands in the fields of what is announced.
    pub fn values(&self) -> Vec<Value> {
        let mut values = meanwhile::of_words(&[(TITLE, &self.title)]);
        values.push((OPENS, self.opens.clone()));
        values.push((CLOSES, self.closes.clone()));
        values
    }

    /// The words that everybody will read.
    pub fn words(&self) -> [&Words; 2] {
        [&self.title, &self.reason]
    }

    /// What is announced by it; what is missing or no time is noted.
    pub fn announced(
        &self,
        query: &mut Query,
        (programme, vote, zone): (&str, &str, &str),
        lang: Language,
    ) -> Option<VoteScheduled> {
        let title = self.title.needed(query, TITLE, lang);
        let opens_at = time(query, OPENS, &self.opens, zone);
        let closes_at = time(query, CLOSES, &self.closes, zone);
        Some(VoteScheduled {
            programme: programme.to_owned(),
            vote: vote.to_owned(),
            title: title?,
            opens_at: opens_at?,
            closes_at: closes_at?,
        })
    }

    /// Asks to announce it otherwise than in the entry `base`.
    pub fn changed(
        &self,
        query: &mut Query,
        facts: Option<VoteScheduled>,
        base: u64,
        lang: Language,
    ) -> Option<Command> {
        let reason = self.reason.needed(query, REASON, lang);
        let facts = facts?;
        Some(Command::plain(VoteRescheduled {
            programme: facts.programme,
            vote: facts.vote,
            announcement: base,
            title: facts.title,
            opens_at: facts.opens_at,
            closes_at: facts.closes_at,
            reason: reason?,
        }))
    }

    /// Asks to take back what the entry `base` announces.
    pub fn taken_back(
        &self,
        query: &mut Query,
        (programme, vote): (&str, &str),
        base: u64,
        lang: Language,
    ) -> Option<Command> {
        let reason = self.reason.needed(query, REASON, lang);
        Some(Command::plain(VoteUnscheduled {
            programme: programme.to_owned(),
            vote: vote.to_owned(),
            announcement: base,
            reason: reason?,
        }))
    }
}

/// The fields of a form that announces a vote; `act` is what is done with one that is announced.
pub fn fields(
    ui: &Ui,
    act: Option<Act>,
    typed: &Planned,
    zone: &str,
    errors: &[FieldError],
) -> Markup {
    html! {
        @if act.is_none() {
            (line_field(ui, errors, ID, Some("programme-set-id-hint"), &typed.id))
        }
        @if act != Some(Act::TakeBack) {
            (words_line(ui, errors, TITLE, &typed.title))
            p.hint { (ui.tf("vote-set-zone", &[("zone", zone.into())])) }
            div.pair {
                (time_field(ui, errors, OPENS, &typed.opens))
                (time_field(ui, errors, CLOSES, &typed.closes))
            }
        }
        @if act.is_some() { (words_area(ui, errors, REASON, &typed.reason)) }
    }
}

/// What would be announced.
pub fn shown(ui: &Ui, facts: &VoteScheduled, zone: &str) -> Markup {
    html! {
        p.notice {
            strong.words { (ui.words(&facts.title)) } " "
            (ui.t("vote-announced")) " " (planned_time(ui, &facts.opens_at, zone)) " – " (planned_time(ui, &facts.closes_at, zone)) "."
        }
    }
}
