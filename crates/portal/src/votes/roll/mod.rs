//! The roll of a vote: what everybody sees of it, and the form by which an official closes it.

use madang_programme::votes::{RollSource, RollState};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::fields::radios;
use crate::frame::files::table_field;
use crate::frame::form::{Field, Sending, sent};
use crate::frame::query::FieldError;
use crate::frame::steps;
use crate::frame::ui::Ui;
use crate::model::VoteDetail;
use crate::votes::links;

/// Where the roll is from.
pub const SOURCE: Field = Field::new("source", "voting-roll-source");

/// The names of the sources in the form, with the keys of their words.
pub const SOURCES: [(&str, RollSource); 2] = [
    ("accounts", RollSource::Accounts),
    ("imported", RollSource::Imported),
];

/// The key of what a source is called.
pub fn source(source: RollSource) -> &'static str {
    match source {
        RollSource::Accounts => "voting-roll-from-accounts",
        RollSource::Imported => "voting-roll-from-table",
    }
}

/// Who may vote, on the page of a vote, and the way there; nothing of a vote without a roll.
pub fn section(ui: &Ui, programme: &str, vote: &VoteDetail) -> Markup {
    let open = vote.closed.is_none() && vote.cancelled.is_none();
    html! {
        @if let Some(roll) = &vote.roll {
            h2 #roll { (ui.t("voting-roll")) }
            p.prose { (ui.count("voting-roll-people", roll.size)) " " (ui.t(source(roll.source))) " " (entry_link(ui, roll.entry)) }
            @if open { p { a.button href=(ui.href(&links::own(programme, &vote.facts.id))) { (ui.t("voting-own-title")) } } }
            (papers(ui, vote))
        }
    }
}

/// How many ballots came on paper from which place.
fn papers(ui: &Ui, vote: &VoteDetail) -> Markup {
    html! {
        @if !vote.papers.is_empty() {
            p.prose { (ui.count("voting-paper-all", vote.papers.iter().map(|paper| paper.ballots).sum())) }
            ul {
                @for paper in &vote.papers {
                    li {
                        span.words { (ui.words(&paper.place)) } ": "
                        (ui.tf("voting-paper-of-place", &[("ballots", ui.number(paper.ballots).into()), ("blank", ui.number(paper.blank).into())]))
                        " " (entry_link(ui, paper.entry))
                    }
                }
            }
        }
    }
}

/// The form, or the roll as it would be closed.
pub struct Closing<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The roll that stands.
    pub stands: Option<&'a RollState>,
    /// Where the new one is from.
    pub source: &'a str,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What is wrong.
    pub errors: &'a [FieldError],
}

impl Closing<'_> {
    fn stands(&self, ui: &Ui) -> Markup {
        html! {
            @if let Some(roll) = self.stands {
                p.notice { (ui.t("voting-roll-stands")) " " (ui.count("voting-roll-people", roll.size)) " " (entry_link(ui, roll.entry)) }
            }
        }
    }

    /// The form.
    pub fn form(&self, ui: &Ui) -> Markup {
        let sources = SOURCES.map(|(name, of)| (name.to_owned(), ui.t(source(of))));
        let fields = html! {
            (radios(ui, self.errors, SOURCE, &sources, self.source))
            p.muted { (ui.t("voting-roll-table-hint")) }
            (table_field(ui, self.errors))
        };
        html! {
            (self.stands(ui))
            (sent(&ui.href(self.action), true, self.sending, fields, &ui.t("form-look")))
        }
    }

    /// How many would be on it, and the button.
    pub fn preview(&self, ui: &Ui, size: u64, carried: &[(&str, &str)]) -> Markup {
        html! {
            (self.stands(ui))
            p.lead { (ui.count("voting-roll-people", size)) }
            p.prose { (ui.t("voting-roll-for-good")) }
            (steps::released(ui, self.action, self.sending, carried, &ui.t("voting-roll-close")))
        }
    }
}
