//! What officials note for each other about a voice or a proposal: off the record, for officials of the programme alone.

use madang_accounts::Note;
use madang_record::time::format_at;
use maud::{Markup, html};

use crate::answers::form::Of;
use crate::answers::links::{self, Way};
use crate::frame::actors::actor;
use crate::frame::form::{Field, Sending, carried, error_summary, sent, text_area};
use crate::frame::layout::Page;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// What is noted.
pub const NOTE: Field = Field::new("note", "answer-note");

/// Which note is erased.
pub const ERASE: Field = Field::for_programs("erase");

/// The longest note, in characters.
pub const LONGEST: usize = 10_000;

/// The notes about something, with the form for another one.
pub struct Shown<'a> {
    /// What they are about.
    pub of: Of<'a>,
    /// The notes, the oldest first.
    pub notes: &'a [Note],
    /// What the form carries.
    pub sending: &'a Sending,
    /// What was typed.
    pub typed: &'a str,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
}

/// The page of their own.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let title = ui.t("answer-way-notes");
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (title) }
        p.lead { (ui.t("answer-notes-lead")) }
        (shown.of.said(ui))
        (written(ui, shown))
    };
    shown.of.page(ui, &title, content)
}

/// What is noted, as it is read beside the form of an answer.
pub fn section(ui: &Ui, of: &Of<'_>, notes: &[Note]) -> Markup {
    html! {
        details.beside #notes open[!notes.is_empty()] {
            summary { (ui.t("answer-way-notes")) " (" (ui.number(notes.len() as u64)) ")" }
            p.muted { (ui.t("answer-notes-lead")) }
            @for note in notes { (one(ui, of, note)) }
            p { a href=(ui.href(&links::act(of.id(), of.subject, Way::Notes))) { (ui.t("answer-note-write")) } }
        }
    }
}

fn one(ui: &Ui, of: &Of<'_>, note: &Note) -> Markup {
    let zone = &of.programme.summary.facts.zone;
    html! {
        div.said {
            p {
                strong { (actor(ui, &note.words.by)) }
                @if let Some(at) = format_at(note.made) { " · " (ui.time(&at, zone)) }
            }
            p.words.lines { (note.words.text) }
        }
    }
}

fn written(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let action = links::act(shown.of.id(), shown.of.subject, Way::Notes);
    let field = text_area(ui, shown.errors, NOTE, shown.typed);
    html! {
        @for note in shown.notes {
            (one(ui, &shown.of, note))
            form method="post" action=(ui.href(&action)) {
                (carried(ERASE, &note.id))
                button.button-plain type="submit" { (ui.t("answer-note-erase")) }
            }
        }
        (sent(&ui.href(&action), false, shown.sending, field, &ui.t("answer-note-keep")))
    }
}
