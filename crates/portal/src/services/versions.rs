//! Versions of a service: as its page tells them, and as they are typed.

use madang_programme::Command;
use madang_programme::services::{ServiceVersionReleased, VersionChange};
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::fields::line_field;
use crate::frame::form::Field;
use crate::frame::language::of_words;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::ServiceVersion;
use crate::services::labels;

/// The fields of a change.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What changed.
    pub what: Field,
    /// What it rests on.
    pub cites: Field,
    /// Why it rests on nothing.
    pub none: Field,
}

const fn row(what: &'static str, cites: &'static str, none: &'static str) -> Row {
    Row {
        what: Field::new(what, "service-what"),
        cites: Field::new(cites, "service-cites"),
        none: Field::new(none, "service-none-because"),
    }
}

/// The changes that a form takes.
pub const ROWS: [Row; 6] = [
    row("what-1", "cites-1", "none-1"),
    row("what-2", "cites-2", "none-2"),
    row("what-3", "cites-3", "none-3"),
    row("what-4", "cites-4", "none-4"),
    row("what-5", "cites-5", "none-5"),
    row("what-6", "cites-6", "none-6"),
];

/// A change as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedChange {
    what: String,
    cites: String,
    none: String,
}

impl TypedChange {
    /// The words of it that everybody will read.
    pub fn words(&self) -> [&str; 2] {
        [&self.what, &self.none]
    }

    fn is_empty(&self) -> bool {
        self.what.is_empty() && self.cites.is_empty() && self.none.is_empty()
    }
}

/// Reads what was typed.
pub fn read(query: &mut Query) -> Vec<TypedChange> {
    let changes = ROWS.map(|row| TypedChange {
        what: query.text(row.what),
        cites: query.text(row.cites),
        none: query.text(row.none),
    });
    changes.into()
}

/// What was typed, as text in the language that it seems to be in.
fn text(typed: &str, page: Language) -> Option<Text> {
    Text::written(&[(of_words(typed, page), typed)])
}

/// What is asked for; each change says what it rests on or why it rests on nothing, and what says neither is noted.
pub fn command(
    typed: &[TypedChange],
    query: &mut Query,
    (programme, service, n): (&str, &str, u32),
    lang: Language,
) -> Option<Command> {
    let mut changes = Vec::new();
    for (row, change) in ROWS.iter().zip(typed) {
        if change.is_empty() {
            continue;
        }
        let what = text(&change.what, lang);
        if what.is_none() {
            query.refuse(row.what, "error-empty", "", "");
        }
        let none_because = text(&change.none, lang);
        let cites = labels::read_cited(&change.cites);
        match &cites {
            None => query.refuse(row.cites, "service-cites-unread", &change.cites, ""),
            Some(cites) if cites.is_empty() && none_because.is_none() => {
                query.refuse(row.cites, "service-cites-missing", "", "");
            }
            Some(cites) if !cites.is_empty() && none_because.is_some() => {
                query.refuse(row.none, "service-cites-both", "", "");
            }
            Some(_) => {}
        }
        if let (Some(what), Some(cites)) = (what, cites) {
            changes.push(VersionChange {
                what,
                cites,
                none_because,
            });
        }
    }
    if changes.is_empty() && query.errors.is_empty() {
        query.refuse(ROWS[0].what, "error-empty", "", "");
    }
    query.errors.is_empty().then(|| {
        Command::plain(ServiceVersionReleased {
            programme: programme.to_owned(),
            service: service.to_owned(),
            n,
            changes,
        })
    })
}

/// The fields of the form.
pub fn fields(ui: &Ui, typed: &[TypedChange], errors: &[FieldError]) -> Markup {
    let nothing = TypedChange::default();
    html! {
        p.hint { (ui.t("service-cites-hint")) }
        @for (place, row) in ROWS.iter().enumerate() {
            @let change = typed.get(place).unwrap_or(&nothing);
            fieldset {
                legend { (ui.tf("service-change-number", &[("number", ui.number(place as u64 + 1).into())])) }
                (line_field(ui, errors, row.what, None, &change.what))
                (line_field(ui, errors, row.cites, None, &change.cites))
                (line_field(ui, errors, row.none, None, &change.none))
            }
        }
    }
}

/// What each version changed, the newest first, with what people said that is behind it.
pub fn section(ui: &Ui, programme: &str, versions: &[ServiceVersion], zone: &str) -> Markup {
    html! {
        @if versions.is_empty() { p.muted { (ui.t("service-no-versions")) } }
        @for version in versions.iter().rev() {
            section {
                h3 id={ "version-" (version.n) } { (labels::version(ui, version.n.into())) }
                p.muted { (ui.time(&version.moment.at, zone)) " · " (entry_link(ui, version.moment.entry)) }
                (changes(ui, programme, &version.changes))
            }
        }
    }
}

/// What a version changed, one thing after the other.
pub fn changes(ui: &Ui, programme: &str, changes: &[VersionChange]) -> Markup {
    html! {
        ul {
            @for change in changes {
                li {
                    span.words { (ui.words(&change.what)) }
                    p.muted {
                        @match &change.none_because {
                            Some(why) => { (ui.t("service-rests-on-nothing")) " " span.words { (ui.words(why)) } },
                            None => { (ui.t("service-rests-on")) " " (labels::cited(ui, programme, &change.cites)) },
                        }
                    }
                }
            }
        }
    }
}
