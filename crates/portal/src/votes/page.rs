//! The selection of a vote: its rule, what counted, who was chosen and why, and the ballots to count it again.

use std::collections::BTreeMap;

use madang_programme::votes::Analysis;
use madang_programme::votes::tally::TallyReport;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::layout::Page;
use crate::frame::parts::{blank, example_notice, row, stepper, table};
use crate::frame::ui::Ui;
use crate::model::{Moment, ProgrammeDetail, ProposalDetail, RuleDetail, VoteDetail};
use crate::programmes::labels::{plain_title, stage_place, stage_steps};
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};
use crate::votes::links::{self, BALLOT_FILES};
use crate::votes::outcome::Outcome;
use crate::votes::result::{Result, result};
use crate::votes::{rule_words, who};

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
        _ => ui.t("vote-selection-title"),
    };
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (stepper(ui, &stage_steps(ui), stage_place(summary.stage)))
        (programme_tabs(ui, summary, if own { Section::Below } else { Section::Selection }))
        @match vote {
            Some(vote) => (vote_sections(ui, page, vote)),
            None => {
                p.empty { (ui.t("vote-selection-no-vote")) }
                @for rule in &programme.rules { (rule_section(ui, programme, rule, None)) }
            }
        }
        @if programme.votes.len() > 1 {
            h2 { (ui.t("vote-selection-other-votes")) }
            ul {
                @for other in &programme.votes {
                    li { a href=(ui.href(&links::vote(&summary.facts.id, &other.facts.id))) { (other.facts.id) } }
                }
            }
        }
    };
    let mut above = crumbs(ui, summary);
    if own {
        above.push((
            links::selection(&summary.facts.id),
            html! { (ui.t("vote-selection-title")) },
        ));
    }
    Page {
        title: ui.tf(
            "vote-selection-page-title",
            &[
                ("title", title.into()),
                ("programme", plain_title(ui, summary).into()),
            ],
        ),
        description: ui.t("vote-selection-lead"),
        tab: Some(TAB),
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
        p.lead { (ui.t("vote-selection-lead")) }
        (contents(ui, page, vote, rule.is_some()))
        @if let Some(rule) = rule {
            h2 #who { (ui.t("vote-who-title")) }
            (who::section(ui, page, &rule.facts.rule))
        }
        @match &vote.selection {
            Some(selection) => {
                (result(ui, &Result { programme, vote, selection, outcome: page.outcome, analysis: page.analysis, proposals: page.proposals }))
            }
            None => @match &vote.cancelled {
                Some(cancelled) => p.notice {
                    (ui.t("vote-cancelled-notice")) " " (ui.t("vote-cancelled-why")) " " (ui.words(&cancelled.facts.reason))
                },
                None => p.notice { (ui.t("vote-selection-not-yet")) },
            },
        }
        @if let Some(rule) = rule { (rule_section(ui, programme, rule, Some(vote))) }
        h2 #course { (ui.t("vote-course")) }
        (course(ui, programme, vote))
        h3 { (ui.t("vote-ballot-rule")) }
        ul.prose {
            @for sentence in rule_words::ballot_rule(ui, &vote.facts.ballots, &programme.summary.facts.currency) { li { (sentence) } }
        }
        @if let Some(selection) = &vote.selection {
            h2 #counted { (ui.t("vote-tally-title")) }
            p.prose { (ui.t("vote-tally-text")) }
            (tally(ui, &selection.facts.tally))
        }
        h2 #ballots { (ui.t("vote-ballots-title")) }
        (ballots(ui, programme, vote))
    }
}

/// The sections of the page, to jump to.
fn contents(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail, has_rule: bool) -> Markup {
    let published = vote.selection.is_some();
    let sections = [
        (has_rule, "who", "vote-who-title"),
        (published, "result", "vote-result-title"),
        (
            published && page.outcome.is_some(),
            "all",
            "vote-result-projects",
        ),
        (
            published && page.analysis.is_some(),
            "found",
            "vote-found-title",
        ),
        (has_rule, "rule", "vote-rule-title"),
        (true, "course", "vote-course"),
        (published, "counted", "vote-tally-title"),
        (true, "ballots", "vote-ballots-title"),
    ];
    html! {
        nav.contents aria-label=(ui.t("contents-label")) {
            ul { @for (there, id, key) in sections { @if there { li { a href={ "#" (id) } { (ui.t(key)) } } } } }
        }
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
        h2 #rule { (ui.t("vote-rule-title")) }
        p.prose {
            (ui.t("vote-rule-fixed")) " " (entry_link(ui, rule.entry)) ", " (ui.time(&rule.at, zone)) ". "
            @if let Some(vote) = vote { (ui.t("vote-rule-before-vote")) " " (entry_link(ui, vote.opened.entry)) ", " (ui.time(&vote.opened.at, zone)) "." }
        }
        ol.prose {
            @for sentence in rule_words::selection_rule(ui, &rule.facts.rule, &programme.summary.facts.currency) { li { (sentence) } }
        }
        @if let Some(lot) = &rule.facts.lot {
            h3 #lot { (ui.t("vote-lot-title")) }
            p.prose { (ui.t("vote-lot-text")) }
            dl.facts {
                (row(ui, &ui.t("vote-lot-seed-hash"), Some(html! { span.hash { (lot.seed_hash) } })))
                (row(ui, &ui.t("vote-lot-public-value"), Some(html! { (ui.words(&lot.value)) })))
                @if let Some(drawn) = vote.and_then(|vote| vote.lot.as_ref()) {
                    (row(ui, &ui.t("vote-lot-seed"), Some(html! { span.hash { (drawn.seed) } })))
                    (row(ui, &ui.t("vote-lot-value"), Some(html! { (drawn.value) })))
                }
            }
        }
        details {
            summary { (ui.t("vote-rule-json")) }
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
        ("vote-tally-cast", report.cast),
        ("vote-tally-counted", report.counted),
        ("vote-tally-repeated", report.repeated),
        ("vote-tally-unknown", report.unknown_project),
        ("vote-tally-repeated-choice", report.repeated_choice),
        ("vote-tally-empty", report.empty),
        ("vote-tally-too-few", report.too_few_choices),
        ("vote-tally-too-many", report.too_many_choices),
        ("vote-tally-over-cost", report.over_cost),
        ("vote-tally-over-points", report.over_points),
        ("vote-tally-dropped", report.dropped_choices),
    ];
    table(
        "tally",
        &ui.t("vote-tally-caption"),
        html! { th scope="col" { (ui.t("vote-tally-what")) } th.number scope="col" { (ui.t("vote-tally-number")) } },
        html! { @for (key, number) in lines { tr { th.key scope="row" { (ui.t(key)) } td.number { (ui.number(number)) } } } },
    )
}

fn ballots(ui: &Ui, programme: &ProgrammeDetail, vote: &VoteDetail) -> Markup {
    if vote.ballots_opened.is_none() {
        return html! { p.prose { (ui.t("data-ballots-sealed")) " " (blank(ui)) } };
    }
    html! {
        p.prose { (ui.t("vote-ballots-text")) }
        ul.buttons {
            @for (end, format, _) in BALLOT_FILES {
                li { a.button.button-plain href=(links::ballots_api(&programme.summary.facts.id, &vote.facts.id, end)) { (ui.tf("vote-ballots-file", &[("format", format.into())])) } }
            }
        }
    }
}
