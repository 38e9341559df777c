//! A commitment on one sheet of paper: what was promised, what came of it, what evidence was missing, and where all of it
//! stands on record.

use madang_programme::commitments::{CommitmentText, ReviewStage};
use maud::{Markup, html};

use crate::commitments::gaps::{Held, OnRecord, held};
use crate::commitments::{labels, links, page, values};
use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::row;
use crate::frame::ui::Ui;
use crate::model::{CommitmentDetail, ProgrammeSummary, ReviewDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::path;

/// What a sheet needs besides the commitment.
pub struct Under<'a> {
    /// The programmes that run under it.
    pub programmes: &'a [ProgrammeSummary],
    /// What is on record under it.
    pub on_record: &'a OnRecord,
    /// The entries and the root hash of the checkpoint that the sheet was made under.
    pub checkpoint: (u64, &'a str),
}

/// The sheet.
pub fn view(ui: &Ui, detail: &CommitmentDetail, under: &Under<'_>) -> Page {
    let (size, root) = under.checkpoint;
    let gaps = held(detail, under.on_record);
    let facts = &detail.facts;
    let none = CommitmentText::default();
    let text = detail.text.as_ref().unwrap_or(&none);
    let name = text
        .title
        .as_ref()
        .map_or_else(|| facts.id.clone(), |title| ui.plain(title));
    let title = ui.tf("commitment-evidence-title", &[("title", name.into())]);
    let promise = text
        .description_corrected
        .as_ref()
        .or(text.description.as_ref());
    let content = html! {
        article.sheet {
            h1 { (title) }
            p.badges { span.badge { (facts.id) } span.badge { (labels::country(ui, &facts.country)) } }
            @if let Some(promise) = promise {
                h2 #promise { (ui.t("commitment-promise")) }
                blockquote.promise.words { (ui.words(promise)) }
            }
            h2 #progress { (ui.t("commitment-milestones")) }
            (page::milestones(ui, detail))
            @for (place, review) in detail.reviews.iter().enumerate() {
                @if review.facts.stage != ReviewStage::Other { (found(ui, place, review, &gaps)) }
            }
            @if !under.programmes.is_empty() {
                h2 #programmes { (ui.t("commitment-programmes")) }
                ul {
                    @for programme in under.programmes {
                        li { a href=(ui.href(&path(&programme.facts.id))) { (plain_title(ui, programme)) } " · " (entry_link(ui, programme.entry)) }
                    }
                }
            }
            h2 #record { (ui.t("commitment-evidence-record")) }
            dl.facts {
                (row(ui, &ui.t("commitment-entry"), Some(entry_link(ui, detail.entry))))
                (row(ui, &ui.t("commitment-evidence-checkpoint"), Some(html! { (ui.number(size)) " · " span.hash { (root) } })))
                (row(ui, &ui.t("commitment-evidence-address"), Some(html! { span.hash { (ui.absolute(&ui.href(&links::commitment(&facts.id)))) } })))
                (row(ui, &ui.t("commitment-source"), facts.url.as_ref().map(|url| values::link(url))))
            }
            @if let Some(attribution) = &text.attribution {
                p.muted { (ui.t("commitment-attribution")) " " span lang="en" { (attribution) } }
            }
        }
    };
    let mut crumbs = links::crumbs(ui, &facts.country);
    crumbs.push((links::commitment(&facts.id), html! { (facts.id) }));
    let sheet = [("title", facts.id.as_str().into())];
    crumbs.push(here(html! { (ui.tf("commitment-evidence-title", &sheet)) }));
    Page {
        description: title.clone(),
        title: title_of(&[facts.id.clone(), title]),
        tab: Some(links::TAB),
        crumbs,
        content,
    }
}

/// What a review found, and what it could not find.
fn found(ui: &Ui, place: usize, review: &ReviewDetail, gaps: &Held<'_>) -> Markup {
    let Some(text) = &review.text else {
        return html! {};
    };
    let completion = review
        .facts
        .values
        .iter()
        .find(|value| value.field == "completion" && value.milestone.is_none());
    html! {
        section.found {
            h2 id={ "review-" (place) } { (labels::review_stage(ui, review.facts.stage)) }
            p {
                (values::report(ui, &review.facts.report_title)) " · " (entry_link(ui, review.entry))
                @if let Some(value) = completion { " · " (labels::indicator(ui, "completion")) ": " strong { (values::label(ui, &value.value)) } }
            }
            @if !text.findings.is_empty() { ul.words { @for finding in &text.findings { li { (ui.words(finding)) } } } }
            @if !text.evidence_gaps.is_empty() {
                h3 id={ "gaps-" (place) } { (ui.t("commitment-review-gaps")) }
                p.prose { strong { (gaps.sentence(ui)) } " " (gaps.note(ui)) }
                ul.checklist.words { @for gap in &text.evidence_gaps { li { (ui.words(gap)) ": " (gaps.answer(ui, gap)) } } }
            }
        }
    }
}
