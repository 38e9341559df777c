//! What is hidden, looked at again: it stays so until a day that is named, or everybody may read it again. Whoever may comes here from the
//! desk and from the entry's page.

use madang_programme::content::Ground;
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::content::labels::content;
use crate::desk::links::DESK;
use crate::frame::actors::role_named;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::fields::radios;
use crate::frame::form::{Choice, Field, Sending, carried, error_summary, sent};
use crate::frame::format::partial_date;
use crate::frame::ground::ground_word;
use crate::frame::layout::Page;
use crate::frame::parts::row;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::record::hiding;
use crate::record::links::{self, Hiding, crumb};

/// The content that is decided about.
pub const NAME: Field = Field::for_programs("name");
/// What is decided.
pub const DECISION: Field = Field::new("decision", "content-review-decision");
/// The entry by which it was decided just now.
pub const DONE: Field = Field::for_programs("done");

/// It stays hidden.
pub const KEEP: &str = "keep";
/// Everybody may read it again.
pub const LIFT: &str = "lift";

/// A content that is hidden, with its words as far as whoever decides may read them.
pub struct HiddenContent {
    /// Its name in the entry.
    pub name: String,
    /// The entry that hid it; its own, where it was hidden from the beginning.
    pub by: u64,
    /// On which ground, and when it is to be looked at again, where it was hidden later.
    pub restricted: Option<(Ground, String)>,
    /// Who may read it.
    pub roles: Vec<String>,
    /// When it was hidden, UTC.
    pub at: String,
    /// Its words.
    pub words: Vec<String>,
}

/// What was typed about one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The content.
    pub name: String,
    /// What is decided.
    pub decision: String,
    /// On which ground, for whom and until when it stays hidden.
    pub hiding: hiding::Typed,
}

impl Typed {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        Typed {
            name: query.text(NAME),
            decision: query.text(DECISION),
            hiding: hiding::Typed::read(query),
        }
    }
}

/// What the page shows.
pub struct Shown<'a> {
    /// The entry whose contents are hidden.
    pub entry: u64,
    /// What it is about.
    pub subject: &'a str,
    /// Those that are.
    pub hidden: &'a [HiddenContent],
    /// The zone in which times are told.
    pub zone: &'a str,
    /// What was typed; nothing before that.
    pub typed: Option<&'a Typed>,
    /// What the form that came back carries.
    pub sending: Option<&'a Sending>,
    /// The entry by which something was decided just now.
    pub done: Option<u64>,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>, errors: &[FieldError]) -> Page {
    let title = ui.t("content-review-title");
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t("content-review-lead")) }
        @if let Some(done) = shown.done { (receipts(ui, &ui.t("content-review-done"), &[done])) }
        p {
            @match path_of_record(ui, shown.subject) {
                Some((path, name)) => a href=(ui.href(&path)) { (name) },
                None => code { (shown.subject) },
            }
            " · " (entry_link(ui, shown.entry))
        }
        @if shown.hidden.is_empty() { p { (ui.t("content-review-nothing")) } }
        @for hidden in shown.hidden { (one(ui, shown, hidden, errors)) }
        @if shown.hidden.len() > 1 { p.muted { (ui.t("content-review-one-by-one")) } }
        p { a href=(ui.href(DESK)) { (ui.t("desk-title")) } }
    };
    Page {
        title,
        description: ui.t("content-review-lead"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// One of them; with its form, where it is the one that is decided now. One form on a page: its fields have their names once.
fn one(ui: &Ui, shown: &Shown<'_>, hidden: &HiddenContent, errors: &[FieldError]) -> Markup {
    let typed = shown.typed;
    let is_typed = |one: &&HiddenContent| typed.is_some_and(|typed| one.name == typed.name);
    let now = shown.hidden.iter().find(is_typed).or(shown.hidden.first());
    let has_form = now.is_some_and(|now| now.name == hidden.name);
    let roles = hidden.roles.iter().map(|role| role_named(ui, role));
    let roles: Vec<String> = roles.collect();
    html! {
        section {
            h2 id={ "content-" (hidden.name) } { (content(ui, &hidden.name)) }
            dl.facts {
                @if let Some((ground, _)) = &hidden.restricted { (row(ui, &ui.t("content-ground"), Some(html! { (ground_word(ui, *ground)) }))) }
                (row(ui, &ui.t("content-review-since"), Some(html! { (ui.time(&hidden.at, shown.zone)) " · " (entry_link(ui, hidden.by)) })))
                @if let Some((_, day)) = &hidden.restricted { (row(ui, &ui.t("content-review-by"), Some(html! { (partial_date(ui.lang, day)) }))) }
                (row(ui, &ui.t("content-readers"), Some(html! { (roles.join(", ")) })))
            }
            @for words in &hidden.words { p.words.lines { (words) } }
            @if hidden.words.is_empty() { p.muted { (ui.t("content-not-shown")) } }
            @if has_form { (form(ui, shown, hidden, errors)) }
        }
    }
}

fn form(ui: &Ui, shown: &Shown<'_>, hidden: &HiddenContent, errors: &[FieldError]) -> Markup {
    let fresh = Sending::new(Some(hidden.by));
    let sending = shown.sending.unwrap_or(&fresh);
    let as_it_is = Typed {
        hiding: hiding::Typed::as_it_is(
            hidden.restricted.as_ref().map(|(ground, _)| *ground),
            &hidden.roles,
        ),
        ..Typed::default()
    };
    let typed = shown.typed.unwrap_or(&as_it_is);
    let decisions: [Choice; 2] = [
        (KEEP.to_owned(), ui.t("content-review-keep")),
        (LIFT.to_owned(), ui.t("content-review-lift")),
    ];
    let hint = "content-review-keep-hint";
    let fields = html! {
        (carried(NAME, &hidden.name))
        (radios(ui, errors, DECISION, &decisions, &typed.decision))
        (typed.hiding.fields(ui, Hiding::Restrict, hint, errors))
    };
    let action = ui.href(&links::review(shown.entry));
    sent(
        &action,
        false,
        sending,
        fields,
        &ui.t("content-review-submit"),
    )
}
