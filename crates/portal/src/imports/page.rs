//! The page on which a table is chosen, looked at, and released.

use madang_exchange::Mistake;
use maud::{Markup, html};

use crate::frame::entries::{entry_link, receipt};
use crate::frame::files::table_field;
use crate::frame::form::{Sending, error_summary, sent};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, row};
use crate::frame::query::FieldError;
use crate::frame::steps;
use crate::frame::ui::Ui;
use crate::frame::words::Arg;
use crate::imports::file::{Of, Read, Tried};
use crate::imports::links;
use crate::model::ProgrammeDetail;
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};

/// Mistakes that the page lists; more are counted.
const MOST_LISTED: usize = 500;

/// Lines that seem to hold personal data and are named; more are counted.
const MOST_NAMED: usize = 50;

fn page(ui: &Ui, programme: &ProgrammeDetail, content: Markup) -> Page {
    let title = ui.t("imports-title");
    let mut above = crumbs(ui, &programme.summary);
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title.clone(), plain_title(ui, &programme.summary)]),
        description: ui.t("imports-lead"),
        tab: Some(TAB),
        crumbs: above,
        content: html! {
            h1 { (title) }
            @if programme.summary.facts.example { (example_notice(ui)) }
            (content)
        },
    }
}

/// What is said to whoever may not, or where no files are taken.
pub fn not_here(ui: &Ui, programme: &ProgrammeDetail, key: &str) -> Page {
    page(ui, programme, html! { p.lead { (ui.t(key)) } })
}

/// The form that asks for a table.
pub fn asked(
    ui: &Ui,
    programme: &ProgrammeDetail,
    sending: &Sending,
    errors: &[FieldError],
) -> Page {
    let action = ui.href(&links::import(&programme.summary.facts.id));
    let content = html! {
        (error_summary(ui, errors))
        p.lead { (ui.t("imports-lead")) }
        ul.prose {
            li { (ui.t("imports-voices")) }
            li { (ui.t("imports-proposals")) }
            li { (ui.t("imports-encodings")) }
            li { (ui.t("imports-once")) }
        }
        (sent(&action, true, sending, table_field(ui, errors), &ui.t("form-look")))
    };
    page(ui, programme, content)
}

/// What a page shows of a table.
pub struct Looked<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What the file is called.
    pub name: &'a str,
    /// What was read of it.
    pub read: &'a Read,
    /// What would become of it.
    pub tried: Tried,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What goes on unseen: what opens the file, and its name.
    pub carried: &'a [(&'a str, &'a str)],
}

/// What a table would record, and all that is wrong with it.
pub fn looked(ui: &Ui, looked: &Looked<'_>) -> Page {
    let (read, id) = (looked.read, &looked.programme.summary.facts.id);
    let action = links::import(id);
    let releases = read.mistakes.is_empty() && looked.tried.new > 0;
    let number = [("number", ui.number(looked.tried.new).into())];
    let content = html! {
        (figures(ui, looked))
        @if !read.mistakes.is_empty() { (mistakes(ui, &read.mistakes)) }
        @if !read.repeated.is_empty() {
            p.notice role="status" { (ui.tf("imports-repeated", &named(ui, &read.repeated))) }
        }
        @if !read.personal.is_empty() { (personal(ui, &read.personal)) }
        @if releases {
            (steps::released(ui, &action, looked.sending, looked.carried, &ui.tf("imports-release", &number)))
        } @else {
            @if read.mistakes.is_empty() { p.notice { (ui.t("imports-nothing-new")) } }
            p { a.button.button-plain href=(ui.href(&action)) { (ui.t("imports-other")) } }
        }
    };
    page(ui, looked.programme, content)
}

fn figures(ui: &Ui, looked: &Looked<'_>) -> Markup {
    let (read, tried) = (looked.read, looked.tried);
    let of = match read.of {
        Some(Of::Voices) => ui.t("voices-title"),
        Some(Of::Proposals) => ui.t("proposals-title"),
        None => ui.t("imports-unknown"),
    };
    let encoding = read.encoding.map_or("UTF-8", |encoding| encoding.name());
    html! {
        dl.facts {
            (row(ui, &ui.t("imports-file"), Some(html! { bdi.words { (looked.name) } })))
            (row(ui, &ui.t("imports-of"), Some(html! { (of) })))
            (row(ui, &ui.t("imports-encoding"), Some(html! { (encoding) })))
            (row(ui, &ui.t("imports-rows"), Some(html! { (ui.number(read.steps.len() as u64)) })))
            (row(ui, &ui.t("imports-new"), Some(html! { (ui.number(tried.new)) })))
            (row(ui, &ui.t("imports-known"), Some(html! { (ui.number(tried.known)) })))
            (row(ui, &ui.t("imports-wrong"), Some(html! { (ui.number(read.mistakes.len() as u64)) })))
        }
    }
}

fn mistakes(ui: &Ui, mistakes: &[Mistake]) -> Markup {
    let more = mistakes.len().saturating_sub(MOST_LISTED) as u64;
    html! {
        div.error-summary role="alert" aria-labelledby="error-title" tabindex="-1" {
            h2 #error-title { (ui.t("imports-mistakes")) }
            ul {
                @for mistake in mistakes.iter().take(MOST_LISTED) { li { bdi { (mistake.in_language(ui.lang)) } } }
                @if more > 0 { li { (ui.tf("imports-more", &[("number", ui.number(more).into())])) } }
            }
        }
    }
}

/// How many lines, and which.
fn named(ui: &Ui, lines: &[u64]) -> [Arg<'static>; 2] {
    let named: Vec<String> = lines.iter().take(MOST_NAMED).map(u64::to_string).collect();
    let mut named = named.join(", ");
    if lines.len() > MOST_NAMED {
        named += ", …";
    }
    [
        ("number", ui.number(lines.len() as u64).into()),
        ("lines", named.into()),
    ]
}

fn personal(ui: &Ui, lines: &[u64]) -> Markup {
    let lines = named(ui, lines);
    html! {
        div.notice role="status" {
            h2 #personal { (ui.t("form-warned")) }
            p { (ui.tf("imports-personal", &lines)) }
        }
    }
}

/// What was recorded of a table: how many, and the first and the last entry.
pub fn done(ui: &Ui, programme: &ProgrammeDetail, entries: &[u64], known: u64) -> Page {
    let figures = [
        ("number", ui.number(entries.len() as u64).into()),
        ("known", ui.number(known).into()),
    ];
    let (first, last) = (entries.first(), entries.last());
    let ends = first
        .into_iter()
        .chain(last.filter(|last| first != Some(*last)));
    let content = html! {
        div.verdict role="status" {
            p.lead { (ui.tf("imports-done", &figures)) }
            ul.done { @for entry in ends { li { (entry_link(ui, *entry)) " · " (receipt(ui, *entry)) } } }
            p { (ui.t("form-receipt-keep")) }
        }
        p { a.button.button-plain href=(ui.href(&links::import(&programme.summary.facts.id))) { (ui.t("imports-other")) } }
    };
    page(ui, programme, content)
}
