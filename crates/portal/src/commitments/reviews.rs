//! What reviewers found, with sources folded and notes that can be linked to.

use madang_programme::commitments::CodedValue;
use madang_words::Text;
use maud::{Markup, html};

use crate::commitments::{labels, values};
use crate::frame::entries::entry_link;
use crate::frame::format;
use crate::frame::parts::{blank, table};
use crate::frame::ui::Ui;
use crate::model::ReviewDetail;

/// One review: what was found first, then the coded values.
pub fn review_section(ui: &Ui, place: usize, review: &ReviewDetail) -> Markup {
    let list = |id: &str, title: String, items: &[Text]| {
        html! {
            @if !items.is_empty() {
                h4 id=(id) { (title) }
                ul.prose.words { @for item in items { li { (ui.words(item)) } } }
            }
        }
    };
    let notes: Vec<u32> = review
        .text
        .iter()
        .flat_map(|text| &text.notes)
        .map(|note| note.number)
        .collect();
    html! {
        h3 id={ "review-" (place) } { (labels::review_stage(ui, review.facts.stage)) }
        p.muted { (values::report(ui, &review.facts.report_title)) " · " (review.facts.report) " · " (entry_link(ui, review.entry)) }
        @match &review.text {
            None => p.notice { (ui.t("words-hidden")) },
            Some(text) => {
                (list(&format!("findings-{place}"), ui.t("commitment-review-findings"), &text.findings))
                (list(&format!("gaps-{place}"), ui.t("commitment-review-gaps"), &text.evidence_gaps))
                (list(&format!("recommendations-{place}"), ui.t("commitment-review-recommendations"), &text.recommendations))
                @if !text.events.is_empty() {
                    (table(
                        ui,
                        &format!("events-{place}"),
                        &ui.t("commitment-review-events"),
                        html! {
                            th scope="col" { (ui.t("commitment-event-date")) }
                            th scope="col" { (ui.t("commitment-event-what")) }
                            th scope="col" { (ui.t("commitment-event-who")) }
                        },
                        html! {
                            @for event in &text.events {
                                tr {
                                    td.nowrap { time datetime=(event.date) { (format::partial_date(ui.lang, &event.date)) } }
                                    td.words { (ui.words(&event.what)) }
                                    td.words { (ui.words(&event.who)) }
                                }
                            }
                        },
                    ))
                }
                @if !text.notes.is_empty() {
                    h4 id={ "notes-" (place) } { (ui.t("commitment-review-notes")) }
                    ol.notes.words {
                        @for note in &text.notes {
                            li id=(note_id(place, note.number)) value=(note.number) {
                                (ui.words(&note.text))
                                @if let Some(url) = &note.url { " " (values::link(url)) }
                            }
                        }
                    }
                }
            }
        }
        (values_table(ui, place, &review.facts.values, &notes))
    }
}

fn note_id(place: usize, number: u32) -> String {
    format!("note-{place}-{number}")
}

/// Where a value is written, with links to the notes that it names and that are there.
fn source(place: usize, source: &str, notes: &[u32]) -> Markup {
    let named = source.rsplit_once("note").map_or("", |(_, rest)| rest);
    let numbers = named.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter_map(|number| number.parse::<u32>().ok());
    let known: Vec<u32> = numbers.filter(|number| notes.contains(number)).collect();
    html! {
        span lang="en" { (source) }
        @for number in known { " " a href={ "#" (note_id(place, number)) } { "[" (number) "]" } }
    }
}

fn values_table(ui: &Ui, place: usize, values: &[CodedValue], notes: &[u32]) -> Markup {
    let mut sources: Vec<&str> = Vec::new();
    for value in values {
        if !sources.contains(&value.source.as_str()) {
            sources.push(&value.source);
        }
    }
    let number = |source: &str| {
        sources
            .iter()
            .position(|known| *known == source)
            .map_or(0, |at| at + 1)
    };
    let source_id = |number: usize| format!("source-{place}-{number}");
    let coded = table(
        ui,
        &format!("values-{place}"),
        &ui.t("commitment-values-caption"),
        html! {
            th scope="col" { (ui.t("commitment-value-indicator")) }
            th scope="col" { (ui.t("commitment-milestone")) }
            th scope="col" { (ui.t("commitment-value-code")) }
            th scope="col" { (ui.t("commitment-value-fact")) }
            th scope="col" { (ui.t("commitment-value-code-list")) }
            th scope="col" { (ui.t("commitment-value-source")) }
        },
        html! {
            @for value in values {
                tr {
                    th.key scope="row" { (labels::indicator(ui, &value.field)) }
                    td.nowrap { @match &value.milestone { Some(code) => (code), None => (ui.t("commitment-value-whole")) } }
                    td { (values::label(ui, &value.value)) }
                    td.key.words { @match &value.fact { Some(fact) => (ui.words(fact)), None => (blank(ui)) } }
                    td { (labels::code_list(ui, &value.code_list)) }
                    td.nowrap { a href={ "#" (source_id(number(&value.source))) } { "[" (number(&value.source)) "]" } }
                }
            }
        },
    );
    html! {
        (coded)
        details {
            summary { (ui.count("commitment-sources", sources.len() as u64)) }
            (values::in_english(ui))
            ol { @for (at, text) in sources.iter().enumerate() { li id=(source_id(at + 1)) { (source(place, text, notes)) } } }
        }
    }
}
