//! What is hidden, looked at again: it stays so until a day that is named, or everybody may read it again.

use madang_programme::content::{ContentState, Ground};
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::content::labels::content;
use crate::desk::links;
use crate::desk::page::page;
use crate::frame::act::Places;
use crate::frame::actors::role_named;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::fields::{day_field, radios};
use crate::frame::form::{Choice, Field, Sending, carried, error_summary, sent};
use crate::frame::format::partial_date;
use crate::frame::ground::ground_word;
use crate::frame::layout::{Page, here};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::EntrySummary;

/// The content that is decided about.
pub const NAME: Field = Field::for_programs("name");
/// What is decided.
pub const DECISION: Field = Field::new("decision", "desk-review-decision");
/// Until which day it stays hidden.
pub const UNTIL: Field = Field::new("until", "desk-review-until");
/// The entry by which it was decided just now.
pub const DONE: Field = Field::for_programs("done");

/// It stays hidden.
pub const KEEP: &str = "keep";
/// Everybody may read it again.
pub const LIFT: &str = "lift";

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[("review_by", UNTIL)];

/// A content that is hidden, with its words as far as whoever decides may read them.
pub struct HiddenContent {
    /// Its name in the entry.
    pub name: String,
    /// The entry that hid it.
    pub by: u64,
    /// On which ground.
    pub ground: Ground,
    /// Who may read it.
    pub roles: Vec<String>,
    /// The day on which it is to be looked at again.
    pub review_by: String,
    /// When it was hidden, UTC.
    pub at: String,
    /// Its words.
    pub words: Vec<String>,
}

impl HiddenContent {
    /// The content of that name, where it is hidden.
    pub fn of(name: &str, state: &ContentState) -> Option<HiddenContent> {
        match state {
            ContentState::Restricted {
                by,
                ground,
                roles,
                review_by,
                at,
            } => Some(HiddenContent {
                name: name.to_owned(),
                by: *by,
                ground: *ground,
                roles: roles.clone(),
                review_by: review_by.clone(),
                at: at.clone(),
                words: Vec::new(),
            }),
            ContentState::Released { .. } | ContentState::Erased { .. } => None,
        }
    }
}

/// What was typed about one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The content.
    pub name: String,
    /// What is decided.
    pub decision: String,
    /// Until when.
    pub until: String,
}

/// What the page shows.
pub struct Shown<'a> {
    /// The entry whose contents are hidden.
    pub entry: &'a EntrySummary,
    /// Those that are.
    pub hidden: &'a [HiddenContent],
    /// The zone in which times are told.
    pub zone: &'a str,
    /// What was typed.
    pub typed: &'a Typed,
    /// What the form that came back carries.
    pub sending: Option<&'a Sending>,
    /// The entry by which something was decided just now.
    pub done: Option<u64>,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>, errors: &[FieldError]) -> Page {
    let title = ui.t("desk-review-title");
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t("desk-review-lead")) }
        @if let Some(done) = shown.done { (receipts(ui, &ui.t("desk-review-done"), &[done])) }
        p {
            @match path_of_record(ui, &shown.entry.subject) {
                Some((path, name)) => a href=(ui.href(&path)) { (name) },
                None => code { (shown.entry.subject) },
            }
            " · " (entry_link(ui, shown.entry.index))
        }
        @if shown.hidden.is_empty() { p { (ui.t("desk-review-nothing")) } }
        @for hidden in shown.hidden { (one(ui, shown, hidden, errors)) }
        @if shown.hidden.len() > 1 { p.muted { (ui.t("desk-review-one-by-one")) } }
        p { a href=(ui.href(links::DESK)) { (ui.t("desk-title")) } }
    };
    let mut page = page(ui, "desk-review-title", content);
    page.crumbs = vec![
        (links::DESK.to_owned(), html! { (ui.t("desk-title")) }),
        here(html! { (title) }),
    ];
    page
}

/// One of them; with its form, where it is the one that is decided now. One form on a page: its fields have their names once.
fn one(ui: &Ui, shown: &Shown<'_>, hidden: &HiddenContent, errors: &[FieldError]) -> Markup {
    let typed = shown.typed;
    let is_typed = |one: &&HiddenContent| one.name == typed.name;
    let now = shown.hidden.iter().find(is_typed).or(shown.hidden.first());
    let has_form = now.is_some_and(|now| now.name == hidden.name);
    let fresh = Sending::new(Some(hidden.by));
    let sending = shown.sending.unwrap_or(&fresh);
    let roles = hidden.roles.iter().map(|role| role_named(ui, role));
    let roles: Vec<String> = roles.collect();
    let decisions: [Choice; 2] = [
        (KEEP.to_owned(), ui.t("desk-review-keep")),
        (LIFT.to_owned(), ui.t("desk-review-lift")),
    ];
    let fields = html! {
        (carried(NAME, &hidden.name))
        (radios(ui, errors, DECISION, &decisions, &typed.decision))
        (day_field(ui, errors, UNTIL, Some("desk-review-until-hint"), &typed.until))
    };
    html! {
        section {
            h2 id={ "content-" (hidden.name) } { (content(ui, &hidden.name)) }
            dl.facts {
                dt { (ui.t("content-ground")) } dd { (ground_word(ui, hidden.ground)) }
                dt { (ui.t("desk-review-since")) } dd { (ui.time(&hidden.at, shown.zone)) " · " (entry_link(ui, hidden.by)) }
                dt { (ui.t("content-review-by")) } dd { (partial_date(ui.lang, &hidden.review_by)) }
                dt { (ui.t("content-readers")) } dd { (roles.join(", ")) }
            }
            @for words in &hidden.words { p.words.lines { (words) } }
            @if hidden.words.is_empty() { p.muted { (ui.t("words-hidden")) } }
            @if has_form { (sent(&ui.href(&links::review(shown.entry.index)), false, sending, fields, &ui.t("desk-review-submit"))) }
        }
    }
}

/// What somebody reads who may not decide it.
pub fn not_yours(ui: &Ui) -> Page {
    let content = html! {
        h1 { (ui.t("desk-review-title")) }
        p.lead { (ui.t("desk-review-not-yours")) }
        p { a href=(ui.href(links::DESK)) { (ui.t("desk-title")) } }
    };
    page(ui, "desk-review-title", content)
}
