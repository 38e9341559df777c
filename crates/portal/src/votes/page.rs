//! The selection of a vote: its rule, what counted, who was chosen and why, and the ballots to count it again.

use std::collections::BTreeMap;

use madang_programme::votes::Analysis;
use madang_programme::votes::points::Points;
use madang_programme::votes::tally::TallyReport;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here};
use crate::frame::parts::{self, example_notice, row, table};
use crate::frame::ui::Ui;
use crate::model::{Moment, ProgrammeDetail, ProposalDetail, RuleDetail, VoteDetail};
use crate::programmes::labels::{plain_title, stages};
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};
use crate::trace::links::trace_link;
use crate::votes::announced::{announced, announced_before, was_changed};
use crate::votes::beside::{self, Beside};
use crate::votes::labels::{Announced, plain_vote_name, planned_time, vote_name};
use crate::votes::links::{self, BALLOT_FILES};
use crate::votes::outcome::Outcome;
use crate::votes::result::{self, Result};
use crate::votes::table::ended;
use crate::votes::{lot, roll, rule_words, who};

/// A vote with what its page shows.
pub struct VotePage<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The vote; `None` for a programme that had none yet.
    pub vote: Option<&'a VoteDetail>,
    /// Later votes, none of them decided, where this is the programme's last that was.
    pub newer: &'a [VoteDetail],
    /// The outcome of its selection, where it is published and public.
    pub outcome: Option<&'a Outcome>,
    /// What was found about it, where that is public.
    pub analysis: Option<&'a Analysis>,
    /// The points that candidates were given, where these decided and are added up.
    pub points: Option<&'a Points>,
    /// What other rules would have selected.
    pub beside: &'a Beside,
    /// Proposals by identifier, as far as they were fetched, for their titles.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
    /// What was announced of the programme's votes.
    pub announced: &'a Announced,
    /// The next vote, the next call, and whom to ask.
    pub next: &'a Markup,
    /// What whoever reads can do with the vote by their role.
    pub office: &'a Markup,
}

/// The page; `own` is true for the page of one vote, false for the programme's tab with its latest.
pub fn view(ui: &Ui, page: &VotePage<'_>, own: bool) -> Page {
    let VotePage {
        programme, vote, ..
    } = page;
    let summary = &programme.summary;
    let title = match vote {
        Some(vote) if own => {
            let name = plain_vote_name(ui, page.announced, &vote.facts.id);
            match vote.selection {
                Some(_) => ui.tf("vote-title", &[("vote", name.into())]),
                None => name,
            }
        }
        _ => ui.t("vote-selection-title"),
    };
    let published = vote.is_some_and(|vote| vote.selection.is_some());
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        // Where everything is done the steps say nothing any more, and the result comes first.
        @if !published { (stages(ui, summary)) }
        (programme_tabs(ui, summary, if own { Section::Below } else { Section::Selection }))
        (page.office)
        @for vote in page.newer { (newer(ui, page, vote)) }
        @match vote {
            Some(vote) => (vote_sections(ui, page, vote)),
            None => {
                p.empty { (ui.t("vote-selection-no-vote")) }
                @for announcement in page.announced.values() { (announced(ui, programme, announcement)) }
                (announced_before(ui, &summary.facts.zone, page.announced, None))
                @for rule in &programme.rules { (rule_section(ui, programme, rule, None)) }
            }
        }
        @if programme.votes.len() > 1 {
            h2 #other-votes { (ui.t("vote-selection-other-votes")) }
            ul {
                @for other in &programme.votes {
                    li { a href=(ui.href(&links::vote(&summary.facts.id, &other.facts.id))) { (vote_name(ui, page.announced, &other.facts.id)) } }
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
    above.push(here(html! { (title) }));
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

/// That there is a later vote, and how far it is.
fn newer(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail) -> Markup {
    let key = match (&vote.cancelled, &vote.closed) {
        (Some(_), _) => "vote-newer-cancelled",
        (None, Some(_)) => "vote-newer-counted",
        (None, None) => "vote-newer-open",
    };
    let address = links::vote(&page.programme.summary.facts.id, &vote.facts.id);
    html! {
        p.notice { a href=(ui.href(&address)) { (vote_name(ui, page.announced, &vote.facts.id)) } ": " (ui.t(key)) }
    }
}

fn vote_sections(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail) -> Markup {
    let programme = page.programme;
    let rules = &programme.rules;
    let rule = rules.iter().find(|rule| rule.facts.id == vote.facts.rule);
    let result = vote.selection.as_ref().map(|selection| Result {
        programme,
        vote,
        selection,
        outcome: page.outcome,
        analysis: page.analysis,
        points: page.points,
        proposals: page.proposals,
    });
    html! {
        @match (&result, &vote.cancelled) {
            (Some(result), _) => (result::head(ui, result)),
            (None, Some(cancelled)) => p.notice {
                (ui.t("vote-cancelled-notice")) " " (ui.t("vote-cancelled-why")) " " span.words { (ui.words(&cancelled.facts.reason)) }
            },
            (None, None) => p.notice { (ui.t("vote-selection-not-yet")) " " (until(ui, page, vote)) },
        }
        (was_changed(ui, page.announced, &vote.facts.id))
        (roll::section(ui, &programme.summary.facts.id, vote))
        (contents(ui, page, vote, rule))
        @if let Some(rule) = rule {
            h2 #who { (ui.t("vote-who-title")) }
            (who::section(ui, page, vote, &rule.facts.rule))
            p { a href=(ui.href(&links::participation(&programme.summary.facts.id))) { (ui.t("vote-participation-title")) } }
        }
        @if let Some(result) = &result {
            (result::sections(ui, result))
            (beside::section(ui, result, page.beside))
        }
        @if let Some(rule) = rule {
            (rule_section(ui, programme, rule, Some(vote)))
            @if let Some(pledge) = &rule.facts.lot { (lot::section(ui, page, rule, pledge, vote)) }
        }
        h2 #course { (ui.t("vote-course")) }
        (course(ui, page, vote))
        h3 #ballot-rule { (ui.t("vote-ballot-rule")) }
        ul.prose {
            @for sentence in rule_words::ballot_rule(ui, &vote.facts.ballots, &programme.summary.facts.currency) { li { (sentence) } }
        }
        @if let Some(selection) = &vote.selection {
            h2 #counted { (ui.t("vote-tally-title")) }
            p.prose { (ui.t("vote-tally-text")) }
            (tally(ui, &selection.facts.tally))
            h2 #next { (ui.t("vote-next")) }
            p.prose { (ui.t("vote-next-not-selected")) }
            (page.next)
        }
        h2 #ballots { (ui.t("vote-ballots-title")) }
        (ballots(ui, programme, vote))
    }
}

/// Until when an open vote takes ballots, where that was announced.
fn until(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail) -> Markup {
    let announcement = page.announced.get(&vote.facts.id);
    let open = vote.closed.is_none() && vote.cancelled.is_none();
    html! {
        @if let (true, Some(announcement)) = (open, announcement) {
            @let zone = &page.programme.summary.facts.zone;
            @if announcement.over { (ended(ui, announcement, zone)) }
            @else { (ui.t("vote-until")) " " (planned_time(ui, &announcement.facts.closes_at, zone)) }
        }
    }
}

/// The sections of the page, to jump to.
fn contents(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail, rule: Option<&RuleDetail>) -> Markup {
    let published = vote.selection.is_some();
    let explained = published && page.outcome.is_some();
    let sections = [
        (vote.roll.is_some(), "roll", "voting-roll"),
        (rule.is_some(), "who", "vote-who-title"),
        (published, "all", "vote-result-projects"),
        (explained, "steps", "vote-steps-title"),
        (
            published && page.analysis.is_some(),
            "found",
            "vote-found-title",
        ),
        (published, "beside", "vote-beside-title"),
        (rule.is_some(), "rule", "vote-rule-title"),
        (
            rule.is_some_and(|rule| rule.facts.lot.is_some()),
            "lot",
            "vote-lot-title",
        ),
        (true, "course", "vote-course"),
        (published, "counted", "vote-tally-title"),
        (true, "ballots", "vote-ballots-title"),
    ];
    let there = sections.into_iter().filter(|(there, ..)| *there);
    let there: Vec<_> = there.map(|(_, id, key)| (id, ui.t(key))).collect();
    parts::contents(ui, &there)
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
            @for sentence in rule_words::selection_rule(ui, programme, &rule.facts.rule) { li { (sentence) } }
        }
        details {
            summary { (ui.t("vote-rule-json")) }
            pre.code tabindex="0" { code lang="en" { (json) } }
        }
    }
}

fn course(ui: &Ui, page: &VotePage<'_>, vote: &VoteDetail) -> Markup {
    let zone = &page.programme.summary.facts.zone;
    let step = |moment: &Moment| html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) };
    // What has not come yet may still; after a vote was called off it will not.
    let later = |key: &str, moment: Option<&Moment>| {
        let value = match (moment, &vote.cancelled) {
            (Some(moment), _) => step(moment),
            (None, None) => html! { span.muted { (ui.t("none-yet")) } },
            (None, Some(_)) => html! { span.muted { (ui.t("not-applicable")) } },
        };
        row(ui, &ui.t(key), Some(value))
    };
    let announcement = page.announced.get(&vote.facts.id);
    html! {
        dl.facts {
            (row(ui, &ui.t("vote"), Some(html! { (vote_name(ui, page.announced, &vote.facts.id)) })))
            @if let Some(announcement) = announcement {
                (row(ui, &ui.t("vote-planned"), Some(html! {
                    (planned_time(ui, &announcement.facts.opens_at, zone)) " – " (planned_time(ui, &announcement.facts.closes_at, zone)) ". "
                    (entry_link(ui, announcement.entry))
                })))
            }
            (row(ui, &ui.t("vote-opened"), Some(step(&vote.opened))))
            (row(ui, &ui.t("vote-candidates"), Some(html! { (ui.number(vote.facts.candidates.into())) })))
            (row(ui, &ui.t("vote-ballots"), Some(html! { (ui.number(vote.ballots)) })))
            (later("vote-closed", vote.closed.as_ref()))
            (later("vote-ballots-opened", vote.ballots_opened.as_ref()))
            @if let Some(cancelled) = &vote.cancelled { (row(ui, &ui.t("vote-cancelled-at"), Some(step(&cancelled.at)))) }
            (later("vote-published", vote.selection.as_ref().map(|selection| &selection.published)))
            @if let Some(selection) = &vote.selection {
                (row(ui, &ui.t("vote-digest"), Some(html! { span.hash { (selection.facts.input_digest) } })))
            }
        }
        @if let Some(selection) = &vote.selection { (trace_link(ui, selection.published.entry)) }
        (announced_before(ui, zone, page.announced, Some(&vote.facts.id)))
    }
}

/// Which ballots counted and which did not.
pub(super) fn tally(ui: &Ui, report: &TallyReport) -> Markup {
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
        ("vote-tally-excluded", report.excluded),
        ("vote-tally-dropped", report.dropped_choices),
        ("vote-tally-excluded-sheets", report.excluded_sheets),
    ];
    // Few votes have score sheets at all.
    let told = |key: &str, number: u64| number > 0 || key != "vote-tally-excluded-sheets";
    table(
        ui,
        "tally",
        &ui.t("vote-tally-caption"),
        html! { th scope="col" { (ui.t("vote-tally-what")) } th.number scope="col" { (ui.t("vote-tally-number")) } },
        html! { @for (key, number) in lines.into_iter().filter(|(key, number)| told(key, *number)) { tr { th.key scope="row" { (ui.t(key)) } td.number { (ui.number(number)) } } } },
    )
}

/// What a ballot on the record tells of who cast it, and what remains.
fn secrecy(ui: &Ui, vote: &VoteDetail) -> Markup {
    html! {
        p.prose {
            @match vote.grain_minutes {
                Some(minutes) => (ui.tf("vote-secrecy", &[("minutes", u64::from(minutes).into())])),
                None => (ui.t("vote-secrecy-none")),
            }
            " " (ui.t("vote-secrecy-remains"))
        }
    }
}

fn ballots(ui: &Ui, programme: &ProgrammeDetail, vote: &VoteDetail) -> Markup {
    if vote.ballots_opened.is_none() {
        return html! { p.prose { (ui.t("data-ballots-sealed")) } (secrecy(ui, vote)) };
    }
    html! {
        p.prose { (ui.t("vote-ballots-text")) }
        (secrecy(ui, vote))
        ul.buttons {
            @for (end, format, _) in BALLOT_FILES {
                li { a.button.button-plain href=(links::ballots_api(&programme.summary.facts.id, &vote.facts.id, end)) { (ui.tf("vote-ballots-file", &[("format", format.into())])) } }
            }
            @if vote.selection.is_some() {
                li { a.button.button-plain href=(links::rule_api(&programme.summary.facts.id, &vote.facts.id)) { (ui.t("vote-rule-file")) } }
            }
        }
    }
}
