//! One commitment: what it promised, what became of its milestones, what the reviewer found, all with its source.

use madang_programme::commitments::{
    CodedValue, CommitmentText, MilestoneRecorded, PlanProcess, ReviewStage,
};
use madang_words::Text;
use maud::{Markup, html};

use crate::commitments::gaps::Held;
use crate::commitments::{labels, links, reviews, values};
use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here};
use crate::frame::parts::{self, blank, row, table};
use crate::frame::ui::Ui;
use crate::model::{CommitmentDetail, ReviewDetail};

/// The page of what stands; `gaps` is what reviewers missed, held against the record, `corrected` the section that shows what was recorded before, `programmes` are the cards of
/// those that run under it.
pub fn view(
    ui: &Ui,
    detail: &CommitmentDetail,
    gaps: &Held<'_>,
    corrected: Option<Markup>,
    programmes: Option<Markup>,
) -> Page {
    let facts = &detail.facts;
    let none = CommitmentText::default();
    let text = detail.text.as_ref().unwrap_or(&none);
    let untitled = ui.tf("commitment-untitled", &[("id", facts.id.as_str().into())]);
    let title = text
        .title
        .as_ref()
        .map_or_else(|| untitled.clone(), |title| ui.plain(title));
    let content = html! {
        h1.words lang=[text.title.as_ref().and_then(|title| ui.lang_of(title))] { (title) }
        @if detail.text.is_none() { p.notice { (ui.t("words-hidden")) } }
        p.badges {
            span.badge { (facts.id) }
            @if let Some(plan) = &detail.action_plan { span.badge.words { (ui.words(&plan.facts.title)) } }
        }
        (promise_in_short(ui, text))
        (summary(ui, detail, gaps))
        (contents(ui, detail, (!gaps.is_empty(), corrected.is_some(), programmes.is_some())))
        (gaps.section(ui))
        @if let Some(corrected) = corrected {
            h2 #corrections { (ui.t("commitment-corrections")) }
            p.prose { (ui.t("commitment-corrections-text")) }
            (corrected)
        }
        @if let Some(programmes) = programmes {
            h2 #programmes { (ui.t("commitment-programmes")) }
            (programmes)
        }
        h2 #promise { (ui.t("commitment-promise-details")) }
        (promise(ui, text))
        @if let Some(steps) = detail.action_plan.as_ref().and_then(|plan| plan.facts.process.as_ref()) { (process(ui, steps)) }
        h2 #progress { (ui.t("commitment-milestones")) }
        (milestones(ui, detail))
        h2 #reviews { (ui.t("commitment-reviews")) }
        p.prose { (ui.t("commitment-reviews-text")) }
        @if detail.reviews.is_empty() { p.empty { (ui.t("commitment-no-reviews")) } }
        @for (place, review) in detail.reviews.iter().enumerate() { (reviews::review_section(ui, place, review)) }
        h2 #data { (ui.t("commitment-data")) }
        details {
            summary { (ui.t("commitment-data-show")) }
            (values::in_english(ui))
            (overview(ui, detail, text))
        }
        p.muted { (ui.t("blank-explained")) }
        @if let Some(attribution) = &text.attribution {
            p.muted { (ui.t("commitment-attribution")) " " span lang="en" { (attribution) } }
        }
    };
    let mut crumbs = links::crumbs(ui, &facts.country);
    crumbs.push(here(html! { (facts.id) }));
    Page {
        description: text
            .description
            .as_ref()
            .map_or_else(|| title.clone(), |words| ui.plain(words)),
        title: format!("{} {title}", facts.id),
        tab: Some(links::TAB),
        crumbs,
        content,
    }
}

fn optional(ui: &Ui, text: Option<&Text>) -> Option<Markup> {
    text.map(|text| html! { span.words { (ui.words(text)) } })
}

fn overview(ui: &Ui, detail: &CommitmentDetail, text: &CommitmentText) -> Markup {
    let facts = &detail.facts;
    let areas = |areas: &[String], from: &Option<String>| {
        (!areas.is_empty()).then(|| {
            html! {
                ul { @for area in areas { li { (values::policy_area(ui, area)) } } }
                @if let Some(from) = from { (source(ui, from)) }
            }
        })
    };
    let plain = |value: &Option<String>| value.as_ref().map(|value| html! { (value) });
    let english = |value: &Option<String>| value.as_ref().map(|value| ui.english(value));
    html! {
        dl.facts {
            (row(ui, &ui.t("commitment-id"), Some(html! { (facts.id) })))
            (row(ui, &ui.t("commitment-number"), plain(&facts.number)))
            @if let Some(other) = &facts.number_elsewhere {
                (row(ui, &ui.t("commitment-number-elsewhere"), Some(html! { (other.number) (source(ui, &other.source)) })))
            }
            @if let Some(other) = &text.title_elsewhere {
                (row(ui, &ui.t("commitment-title-elsewhere"), Some(html! { span.words { (ui.words(&other.title)) } (source(ui, &other.source)) })))
            }
            (row(ui, &ui.t("commitment-country"), Some(html! { (labels::country(ui, &facts.country)) })))
            @if let Some(name) = &text.country_name_newer {
                (row(ui, &ui.t("commitment-country-newer"), Some(html! { span.words { (ui.words(name)) } })))
            }
            (row(ui, &ui.t("commitment-plan"), detail.action_plan.as_ref().map(|plan| html! {
                span.words { (ui.words(&plan.facts.title)) } " · " (plan.facts.id) " · " (entry_link(ui, plan.entry))
            })))
            (row(ui, &ui.t("commitment-cycle"), facts.cycle.map(|cycle| html! { (cycle) })))
            (row(ui, &ui.t("commitment-theme"), optional(ui, text.theme.as_ref())))
            (row(ui, &ui.t("commitment-status"), facts.status.as_ref().map(|status| values::status(ui, status))))
            (row(ui, &ui.t("commitment-lead-institution"), optional(ui, text.lead_institution.as_ref())))
            (row(ui, &ui.t("commitment-responsible"), optional(ui, text.responsible_institution.as_ref())))
            (row(ui, &ui.t("commitment-supporting"), optional(ui, text.supporting_institutions.as_ref())))
            (row(ui, &ui.t("commitment-start"), english(&facts.start_date)))
            (row(ui, &ui.t("commitment-end"), english(&facts.end_date)))
            (row(ui, &ui.t("commitment-policy-areas"), areas(&facts.policy_areas, &facts.policy_areas_source)))
            (row(ui, &ui.t("commitment-policy-areas-newer"), areas(&facts.policy_areas_newer, &facts.policy_areas_newer_source)))
            (row(ui, &ui.t("commitment-source"), facts.url.as_ref().map(|url| values::link(url))))
            (row(ui, &ui.t("commitment-entry"), Some(entry_link(ui, detail.entry))))
        }
    }
}

/// Where something is written; sources are described in English.
fn source(ui: &Ui, text: &str) -> Markup {
    html! { p.muted { (ui.t("commitment-value-source")) ": " span lang="en" { (text) } } }
}

/// How the action plan was drawn up, as the reviewer coded it.
fn process(ui: &Ui, process: &PlanProcess) -> Markup {
    let answer = |value: Option<bool>| {
        value.map(|yes| html! { (ui.t(if yes { "commitment-value-yes" } else { "commitment-value-no" })) })
    };
    let steps = [
        ("steps", ui.number(process.steps_followed.into()).into()),
        ("of", ui.number(process.steps_of.into()).into()),
    ];
    html! {
        h2 #process { (ui.t("commitment-process-title")) }
        dl.facts {
            (row(ui, &ui.t("commitment-process-steps"), Some(html! { (ui.tf("commitment-process-steps-of", &steps)) })))
            (row(ui, &ui.t("commitment-process-forum"), answer(process.regular_forum)))
            (row(ui, &ui.t("commitment-process-self-assessment"), answer(process.self_assessment_published)))
            (row(ui, &ui.t("commitment-process-comments"), answer(process.two_week_comment_period)))
            (row(ui, &ui.t("commitment-value-source"), Some(ui.english(&process.source))))
        }
    }
}

/// What was promised, in the words of the commitment.
fn promise_in_short(ui: &Ui, text: &CommitmentText) -> Markup {
    html! {
        @match text.description_corrected.as_ref().or(text.description.as_ref()) {
            Some(words) => blockquote.promise.words { (ui.words(words)) },
            None => p { (blank(ui)) " " (ui.t("commitment-no-description")) },
        }
    }
}

/// Coded values that say what came of a commitment, in the order of the summary.
const TELLING: [&str; 4] = [
    "completion",
    "did_it_open_government",
    "did_it_open_government.civic_participation",
    "early_results",
];

/// What came of it: how far it was carried out by each report, and what the last one found.
fn summary(ui: &Ui, detail: &CommitmentDetail, gaps: &Held<'_>) -> Markup {
    let staged = detail.reviews.iter().enumerate();
    let staged: Vec<_> = staged
        .filter(|(_, review)| review.facts.stage != ReviewStage::Other)
        .collect();
    let told = |review: &'_ ReviewDetail| -> Vec<CodedValue> {
        let of = |field: &&str| {
            let mut values = review.facts.values.iter();
            let fits = |value: &&CodedValue| {
                value.field == *field && value.milestone.is_none() && value.value != "blank"
            };
            values.find(fits).cloned()
        };
        TELLING.iter().filter_map(of).collect()
    };
    let found = staged.iter().rev().find_map(|(_, review)| {
        let text = review.text.as_ref()?;
        (!text.findings.is_empty() || !text.evidence_gaps.is_empty()).then_some(text)
    });
    html! {
        @if !staged.is_empty() {
            h2 #summary { (ui.t("commitment-summary")) }
            dl.facts {
                @for (place, review) in &staged {
                    @for value in told(review) {
                        div {
                            dt { (labels::indicator(ui, &value.field)) " – " (labels::review_stage(ui, review.facts.stage)) }
                            dd { strong { (values::label(ui, &value.value)) } " · " a href={ "#review-" (place) } { (ui.t("commitment-summary-basis")) } }
                        }
                    }
                }
            }
            @if let Some(text) = found {
                @if !text.findings.is_empty() {
                    h3 #found { (ui.t("commitment-review-findings")) }
                    ul.prose.words { @for finding in &text.findings { li { (ui.words(finding)) } } }
                }
                @if !gaps.is_empty() { p { a href="#evidence" { (gaps.sentence(ui)) } } }
            }
        }
        p { a.button.button-plain href=(ui.href(&links::evidence(&detail.facts.id))) { (ui.t("commitment-evidence-open")) } }
    }
}

fn contents(
    ui: &Ui,
    detail: &CommitmentDetail,
    (gaps, corrected, programmes): (bool, bool, bool),
) -> Markup {
    let mut links = Vec::new();
    if !detail.reviews.is_empty() {
        links.push(("summary", ui.t("commitment-summary")));
    }
    if gaps {
        links.push(("evidence", ui.t("commitment-gaps")));
    }
    if corrected {
        links.push(("corrections", ui.t("commitment-corrections")));
    }
    if programmes {
        links.push(("programmes", ui.t("commitment-programmes")));
    }
    links.extend([
        ("promise", ui.t("commitment-promise-details")),
        ("progress", ui.t("commitment-milestones")),
        ("reviews", ui.t("commitment-reviews")),
        ("data", ui.t("commitment-data")),
    ]);
    // Other sources' codes alone make no summary.
    let summed = detail
        .reviews
        .iter()
        .any(|review| review.facts.stage != ReviewStage::Other);
    links.retain(|(id, _)| *id != "summary" || summed);
    parts::contents(ui, &links)
}

fn promise(ui: &Ui, text: &CommitmentText) -> Markup {
    let list = |id: &str, title: String, items: &[Text]| {
        html! {
            @if !items.is_empty() {
                h3 id=(id) { (title) }
                ul.prose.words { @for item in items { li { (ui.words(item)) } } }
            }
        }
    };
    html! {
        @if let (Some(_), Some(published)) = (&text.description_corrected, &text.description) {
            details {
                summary { (ui.t("commitment-as-published")) }
                p { (ui.t("commitment-as-published-text")) }
                p.words { (ui.words(published)) }
            }
        }
        (list("aims", ui.t("commitment-aims"), &text.aims))
        (list("instruments", ui.t("commitment-instruments"), &text.instruments))
        @if !text.service_groups.is_empty() {
            h3 #promised-groups { (ui.t("commitment-groups")) }
            ul.prose.words {
                @for named in &text.service_groups {
                    li {
                        (ui.words(&named.group))
                        @if !named.examples.is_empty() {
                            ": "
                            @for (place, example) in named.examples.iter().enumerate() { @if place > 0 { ", " } (ui.words(example)) }
                        }
                    }
                }
            }
        }
        @if !text.targets.is_empty() {
            (table(
                ui,
                "targets",
                &ui.t("commitment-targets"),
                html! {
                    th scope="col" { (ui.t("commitment-target")) }
                    th.number scope="col" { (ui.t("commitment-target-value")) }
                    th.number scope="col" { (ui.t("commitment-target-by")) }
                },
                html! {
                    @for target in &text.targets {
                        tr {
                            th.key.words scope="row" { (ui.words(&target.what)) }
                            td.number { @match target.value { Some(value) => (ui.number(value)), None => (blank(ui)) } }
                            td.number { @match target.by { Some(year) => (year), None => (blank(ui)) } }
                        }
                    }
                },
            ))
        }
    }
}

/// A milestone's status in the reviews of a stage: every value coded `completion`, since two reports may differ.
fn statuses<'a>(
    detail: &'a CommitmentDetail,
    code: &str,
    stage: ReviewStage,
) -> Vec<&'a CodedValue> {
    let reviews = detail
        .reviews
        .iter()
        .filter(|review| review.facts.stage == stage);
    let values = reviews.flat_map(|review| &review.facts.values);
    values
        .filter(|value| value.field == "completion" && value.milestone.as_deref() == Some(code))
        .collect()
}

/// The milestones with their statuses.
pub fn milestones(ui: &Ui, detail: &CommitmentDetail) -> Markup {
    if detail.milestones.is_empty() {
        return html! { p.empty { (ui.t("commitment-no-milestones")) } };
    }
    let status = |milestone: &MilestoneRecorded, stage: ReviewStage| {
        let found = statuses(detail, &milestone.code, stage);
        html! {
            @if found.is_empty() { (blank(ui)) }
            @for value in found {
                div { strong { (values::label(ui, &value.value)) } }
                @if let Some(fact) = &value.fact { p.words { (ui.words(fact)) } }
                p.muted lang="en" { (value.source) }
            }
        }
    };
    html! {
        (table(
            ui,
            "milestones",
            &ui.t("commitment-milestones-caption"),
            html! {
                th scope="col" { (ui.t("commitment-milestone-code")) }
                th scope="col" { (ui.t("commitment-milestone")) }
                th.number scope="col" { (ui.t("commitment-milestone-due")) }
                th scope="col" { (ui.t("commitment-review-midterm")) }
                th scope="col" { (ui.t("commitment-review-end-of-term")) }
            },
            html! {
                @for (milestone, entry) in &detail.milestones {
                    tr {
                        td.nowrap { (milestone.code) }
                        th.key.words scope="row" {
                            (ui.words(&milestone.title))
                            p.muted { (entry_link(ui, *entry)) @if milestone.derived_by_reviewer { " · " (ui.t("commitment-milestone-derived")) } }
                        }
                        td.number {
                            @match (milestone.due, &milestone.end_date) {
                                (Some(due), _) => (due),
                                (None, Some(end)) => span lang="en" { (end) },
                                (None, None) => (blank(ui)),
                            }
                        }
                        td.key { (status(milestone, ReviewStage::Midterm)) }
                        td.key { (status(milestone, ReviewStage::EndOfTerm)) }
                    }
                }
            },
        ))
    }
}
