//! The selection of a vote: its rule, what counted, who was chosen and why, and the ballots to count it again.

use std::collections::BTreeMap;

use madang_programme::selection::Analysis;
use madang_programme::tally::TallyReport;
use maud::{Markup, html};

use crate::layout::{Page, Tab};
use crate::model::{Moment, ProgrammeDetail, ProposalDetail, RuleDetail, VoteDetail};
use crate::outcome::Outcome;
use crate::pages::data::{BALLOT_FILES, vote_api};
use crate::pages::programme::{
    crumbs, path, plain_title, programme_tabs, stage_place, stage_steps,
};
use crate::pages::result::{Result, result};
use crate::parts::{blank, entry_link, example_notice, row, stepper, table};
use crate::rule_words;
use crate::ui::{Ui, step};

/// A vote with what its page shows.
pub struct VotePage<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The vote; `None` for a programme that had none yet.
    pub vote: Option<&'a VoteDetail>,
    /// The outcome of its selection, where it is published and public.
    pub outcome: Option<&'a Outcome>,
    /// What was found about it, where that is public.
    pub analysis: Option<&'a Analysis>,
    /// Proposals by identifier, as far as they were fetched, for their titles.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
}

/// The page; `own` is true for the page of one vote, false for the programme's tab with its latest.
pub fn view(ui: &Ui, page: &VotePage<'_>, own: bool) -> Page {
    let VotePage {
        programme, vote, ..
    } = page;
    let summary = &programme.summary;
    let title = match vote {
        Some(vote) if own => ui.tf("vote-title", &[("id", vote.facts.id.as_str().into())]),
        _ => ui.t("selection-title"),
    };
    let content = html! {
        h1 { (title) }
        @if summary.facts.example { (example_notice(ui)) }
        (stepper(ui, &stage_steps(ui), stage_place(summary.stage)))
        (programme_tabs(ui, summary, if own { "/votes" } else { "/selection" }))
        @match vote {
            Some(vote) => (vote_sections(ui, page, vote)),
            None => {
                p.empty { (ui.t("selection-no-vote")) }
                @for rule in &programme.rules { (rule_section(ui, programme, rule, None)) }
            }
        }
        @if programme.votes.len() > 1 {
            h2 { (ui.t("selection-other-votes")) }
            ul {
                @for other in &programme.votes {
                    li { a href=(ui.href(&format!("{}/votes/{}", path(&summary.facts.id), step(&other.facts.id)))) { (other.facts.id) } }
                }
            }
        }
    };
    let mut above = crumbs(ui, summary);
    if own {
        above.push((
            format!("{}/selection", path(&summary.facts.id)),
            html! { (ui.t("selection-title")) },
        ));
    }
    Page {
        title: ui.tf(
            "selection-page-title",
            &[
                ("title", title.into()),
                ("programme", plain_title(ui, summary).into()),
            ],
        ),
        description: ui.t("selection-lead"),
        tab: Some(Tab::Programmes),
        crumbs: above,
        content,
    }
}

fn vote_sections(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail) -> Markup {
    let programme = page.programme;
    let rule = programme
        .rules
        .iter()
        .find(|rule| rule.facts.id == vote.facts.rule);
    html! {
        p.lead { (ui.t("selection-lead")) }
        @match &vote.selection {
            Some(selection) => {
                (result(ui, &Result { programme, vote, selection, outcome: page.outcome, analysis: page.analysis, proposals: page.proposals }))
            }
            None => @match &vote.cancelled {
                Some(cancelled) => p.notice {
                    (ui.t("vote-cancelled-notice")) " " (ui.t("vote-cancelled-why")) " " (ui.words(&cancelled.facts.reason))
                },
                None => p.notice { (ui.t("selection-not-yet")) },
            },
        }
        @if let Some(rule) = rule { (rule_section(ui, programme, rule, Some(vote))) }
        h2 { (ui.t("vote-course")) }
        (course(ui, programme, vote))
        h3 { (ui.t("vote-ballot-rule")) }
        ul.prose {
            @for sentence in rule_words::ballot_rule(ui, &vote.facts.ballots, &programme.summary.facts.currency) { li { (sentence) } }
        }
        @if let Some(selection) = &vote.selection {
            h2 { (ui.t("tally-title")) }
            p.prose { (ui.t("tally-text")) }
            (tally(ui, &selection.facts.tally))
        }
        h2 { (ui.t("ballots-title")) }
        (ballots(ui, programme, vote))
    }
}

fn rule_section(
    ui: &Ui,
    programme: &ProgrammeDetail,
    rule: &RuleDetail,
    vote: Option<&VoteDetail>,
) -> Markup {
    let zone = &programme.summary.facts.zone;
    let json = serde_json::to_string_pretty(&rule.facts.rule).unwrap_or_default();
    html! {
        h2 { (ui.t("rule-title")) }
        p.prose {
            (ui.t("rule-fixed")) " " (entry_link(ui, rule.entry)) ", " (ui.time(&rule.at, zone)) ". "
            @if let Some(vote) = vote { (ui.t("rule-before-vote")) " " (entry_link(ui, vote.opened.entry)) ", " (ui.time(&vote.opened.at, zone)) "." }
        }
        ol.prose {
            @for sentence in rule_words::selection_rule(ui, &rule.facts.rule, &programme.summary.facts.currency) { li { (sentence) } }
        }
        @if let Some(lot) = &rule.facts.lot {
            h3 { (ui.t("lot-title")) }
            p.prose { (ui.t("lot-text")) }
            dl.facts {
                (row(ui, &ui.t("lot-seed-hash"), Some(html! { span.hash { (lot.seed_hash) } })))
                (row(ui, &ui.t("lot-public-value"), Some(html! { (ui.words(&lot.value)) })))
                @if let Some(drawn) = vote.and_then(|vote| vote.lot.as_ref()) {
                    (row(ui, &ui.t("lot-seed"), Some(html! { span.hash { (drawn.seed) } })))
                    (row(ui, &ui.t("lot-value"), Some(html! { (drawn.value) })))
                }
            }
        }
        details {
            summary { (ui.t("rule-json")) }
            pre.code tabindex="0" { code lang="en" { (json) } }
        }
    }
}

fn course(ui: &Ui, programme: &ProgrammeDetail, vote: &VoteDetail) -> Markup {
    let zone = &programme.summary.facts.zone;
    let at = |moment: Option<&Moment>| {
        moment.map(
            |moment| html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) },
        )
    };
    html! {
        dl.facts {
            (row(ui, &ui.t("vote"), Some(html! { (vote.facts.id) })))
            (row(ui, &ui.t("vote-opened"), at(Some(&vote.opened))))
            (row(ui, &ui.t("vote-candidates"), Some(html! { (ui.number(vote.facts.candidates.into())) })))
            (row(ui, &ui.t("vote-ballots"), Some(html! { (ui.number(vote.ballots)) })))
            (row(ui, &ui.t("vote-closed"), at(vote.closed.as_ref())))
            (row(ui, &ui.t("vote-ballots-opened"), at(vote.ballots_opened.as_ref())))
            @if let Some(cancelled) = &vote.cancelled { (row(ui, &ui.t("vote-cancelled"), at(Some(&cancelled.at)))) }
            (row(ui, &ui.t("vote-published"), at(vote.selection.as_ref().map(|selection| &selection.published))))
            (row(ui, &ui.t("vote-digest"), vote.selection.as_ref().map(|selection| html! { span.hash { (selection.facts.input_digest) } })))
        }
    }
}

fn tally(ui: &Ui, report: &TallyReport) -> Markup {
    let lines = [
        ("tally-cast", report.cast),
        ("tally-counted", report.counted),
        ("tally-repeated", report.repeated),
        ("tally-unknown", report.unknown_project),
        ("tally-repeated-choice", report.repeated_choice),
        ("tally-empty", report.empty),
        ("tally-too-few", report.too_few_choices),
        ("tally-too-many", report.too_many_choices),
        ("tally-over-cost", report.over_cost),
        ("tally-over-points", report.over_points),
        ("tally-dropped", report.dropped_choices),
    ];
    table(
        "tally",
        &ui.t("tally-caption"),
        html! { th scope="col" { (ui.t("tally-what")) } th.number scope="col" { (ui.t("tally-number")) } },
        html! { @for (key, number) in lines { tr { th.key scope="row" { (ui.t(key)) } td.number { (ui.number(number)) } } } },
    )
}

fn ballots(ui: &Ui, programme: &ProgrammeDetail, vote: &VoteDetail) -> Markup {
    if vote.ballots_opened.is_none() {
        return html! { p.prose { (ui.t("data-ballots-sealed")) " " (blank(ui)) } };
    }
    let api = vote_api(&programme.summary.facts.id, &vote.facts.id);
    html! {
        p.prose { (ui.t("ballots-text")) }
        ul.buttons {
            @for (end, format, _) in BALLOT_FILES {
                li { a.button.button-plain href={ (api) "/ballots" (end) } { (ui.tf("ballots-file", &[("format", format.into())])) } }
            }
        }
    }
}
