//! The forms that end a vote: closing it, opening its ballots, calling it off.

use madang_programme::votes::{LotPledge, VoteState};
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{line_field, words_area};
use crate::frame::form::{Field, Sending, sent};
use crate::frame::parts::row;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::votes::labels::{plain_body, planned_time};
use crate::votes::links::Act;
use crate::votes::lot::form_words;
use crate::votes::planned::{Planned, REASON};

/// That a vote is closed although nobody voted.
pub const EMPTY: Field = Field::new("empty", "vote-set-empty");
/// The seed of the lot.
pub const SEED: Field = Field::new("seed", "programme-rule-lot-seed");
/// The public value.
pub const VALUE: Field = Field::new("value", "vote-lot-public-value");

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("reason", REASON.here),
    ("lot", VALUE),
    ("lot.seed", SEED),
    ("lot.value", VALUE),
];

/// A vote that is to end.
pub struct Ending<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The vote.
    pub vote: &'a VoteState,
    /// The members whose scores count and are not there: body and member.
    pub missing: &'a [(String, String)],
    /// Whether ballots decide and there are none.
    pub empty: bool,
    /// How its lot is drawn, where it has one.
    pub pledge: Option<&'a LotPledge>,
    /// What it is now, UTC.
    pub now: &'a str,
    /// Where the form is sent to.
    pub action: &'a str,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Why it is called off.
    pub planned: Planned,
    /// Whether it is closed although nobody voted.
    pub empty: bool,
    /// The seed.
    pub seed: String,
    /// The public value.
    pub value: String,
}

impl Ending<'_> {
    /// Until when an announced vote takes ballots, where that is still to come: it cannot be closed before.
    fn not_over(&self) -> Option<&str> {
        let closes = self.vote.schedule.as_ref()?.closes_at.as_str();
        (self.now < closes).then_some(closes)
    }

    fn counted(&self, ui: &Ui) -> Markup {
        html! {
            dl.facts {
                (row(ui, &ui.t("vote-candidates"), Some(html! { (ui.number(self.vote.candidates.len() as u64)) })))
                (row(ui, &ui.t("vote-ballots"), Some(html! { (ui.number(self.vote.cast)) })))
                @if !self.vote.sheets.is_empty() {
                    (row(ui, &ui.t("vote-set-sheets"), Some(html! { (ui.number(self.vote.sheets.len() as u64)) })))
                }
            }
        }
    }

    fn close(&self, ui: &Ui, typed: &Typed, errors: &[FieldError]) -> Markup {
        html! {
            @if !self.missing.is_empty() {
                div.notice {
                    p { (ui.count("vote-set-missing", self.missing.len() as u64)) }
                    ul { @for (body, member) in self.missing { li { (plain_body(ui, self.programme, body)) " · " code { (member) } } } }
                }
            }
            @if self.empty {
                @for error in errors.iter().filter(|error| error.field == EMPTY) { p.field-error { (error.on_page(ui.lang)) } }
                label.choice for=(EMPTY.name) {
                    input id=(EMPTY.name) type="checkbox" name=(EMPTY.name) value="yes" checked[typed.empty];
                    span { (ui.t(EMPTY.label)) }
                }
            }
        }
    }

    fn lot(&self, ui: &Ui, pledge: &LotPledge, typed: &Typed, errors: &[FieldError]) -> Markup {
        html! {
            p.prose { (ui.t("vote-set-lot")) }
            dl.facts {
                (row(ui, &ui.t("vote-lot-public-value"), Some(html! { (ui.words(&pledge.value)) })))
                @if let Some(form) = pledge.form { (row(ui, &ui.t("vote-lot-form"), Some(html! { (form_words(ui, form)) }))) }
                @if let Some(hours) = pledge.hours_after_close { (row(ui, &ui.t("vote-lot-earliest"), Some(html! { (ui.count("vote-lot-hours", hours.into())) }))) }
            }
            (line_field(ui, errors, SEED, Some("vote-set-seed-hint"), &typed.seed))
            (line_field(ui, errors, VALUE, None, &typed.value))
        }
    }

    /// The form of an act; nothing but why, where its time is to come.
    pub fn form(
        &self,
        ui: &Ui,
        (act, name): (Act, &str),
        (sending, typed): (&Sending, &Typed),
        errors: &[FieldError],
    ) -> Markup {
        let zone = &self.programme.summary.facts.zone;
        if let (Act::Close, Some(closes)) = (act, self.not_over()) {
            return html! {
                p.notice { (ui.t("vote-until")) " " (planned_time(ui, closes, zone)) ". " (ui.t("vote-set-not-over")) }
            };
        }
        let fields = html! {
            @match (act, self.pledge) {
                (Act::Close, _) => (self.close(ui, typed, errors)),
                (Act::Ballots, Some(pledge)) => (self.lot(ui, pledge, typed, errors)),
                (Act::Cancel, _) => (words_area(ui, errors, REASON, &typed.planned.reason)),
                _ => {}
            }
        };
        html! {
            (self.counted(ui))
            (sent(&ui.href(self.action), false, sending, fields, name))
        }
    }
}
