//! What was released just now: each entry with what it is about and its receipt.

use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::answers::links::Many;
use crate::answers::{labels, links};
use crate::frame::entries::{entry_link, receipt};
use crate::frame::form::Field;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::ui::Ui;
use crate::model::{EntrySummary, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};

/// The query that narrowed the list which many were chosen from.
pub const BACK: Field = Field::for_programs("back");

/// The page; `back` leads to the list that they were chosen from.
pub fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    done: &[EntrySummary],
    back: Option<&str>,
) -> Page {
    let summary = &programme.summary;
    let is_proposal = |entry: &EntrySummary| SubjectKind::Proposal.split(&entry.subject).is_some();
    let of = match done.iter().any(is_proposal) {
        true => Many::Proposals,
        false => Many::Voices,
    };
    let title = ui.count("answer-done-title", done.len() as u64);
    let content = html! {
        h1 { (title) }
        p.lead { (ui.t("form-receipt-keep")) }
        ul.done { @for entry in done { li { (one(ui, entry)) } } }
        @if let Some(back) = back {
            p { a href=(ui.href(&links::many(&summary.facts.id, of, back))) { (ui.t("answer-many-back")) } }
        }
        p { a href=(ui.href(&links::list(&summary.facts.id))) { (ui.t("answers-title")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("answers-title")) },
    ));
    above.push(here(html! { (ui.t("answer-done")) }));
    Page {
        title: title_of(&[title, plain_title(ui, summary)]),
        description: ui.t("form-receipt-keep"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn one(ui: &Ui, entry: &EntrySummary) -> Markup {
    html! {
        @match labels::path_of_record(ui, &entry.subject) {
            Some((path, name)) => a href={ (ui.href(&path)) "#" (links::PLACE) } { (name) },
            None => code { (entry.subject) },
        }
        " · " (labels::act(ui, &entry.kind)) " · " (entry_link(ui, entry.index)) " · " (receipt(ui, entry.index))
    }
}
