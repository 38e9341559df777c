//! Why one proposal fared as it did in a vote, on its page.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use madang_programme::votes::engine::TieStep;
use madang_programme::votes::points::Points;
use madang_programme::votes::selection::OpenedSheet;

use crate::bodies::labels::member_name;
use crate::frame::entries::entry_link;
use crate::frame::format::short_decimal;
use crate::frame::parts::{absent, table};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::votes::explain;
use crate::votes::labels::{Announced, Past, fared, voice, vote_name};
use crate::votes::links as votes;
use crate::votes::otherwise::{self, Candidate, Otherwise};
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::result::name;
use crate::votes::ties;

/// A proposal's fate with what is known of it.
pub struct Fate<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The proposal.
    pub proposal: &'a ProposalDetail,
    /// The vote that decided.
    pub past: &'a Past<'a>,
    /// What the programme's votes are called.
    pub announced: &'a Announced,
    /// How many later votes of it stand before this one on the page.
    pub place: usize,
    /// Its outcome, where that is public.
    pub outcome: Option<&'a Outcome>,
    /// The score sheets of the vote with their entries, as far as they are public.
    pub sheets: &'a [(u64, OpenedSheet)],
    /// The points that candidates were given, where these decided and are added up.
    pub points: Option<&'a Points>,
    /// What it was missing, or had to spare.
    pub otherwise: &'a Otherwise,
    /// The proposals whose titles are at hand.
    pub others: &'a BTreeMap<String, ProposalDetail>,
}

/// The most proposals that are named with what the supporters paid for them.
const MOST_PAID: usize = 20;

/// The other proposals that the section names.
pub fn named<'a>(outcome: &'a Outcome, id: &str) -> BTreeSet<&'a str> {
    let Some(project) = outcome::project(outcome, id) else {
        return BTreeSet::new();
    };
    let tie = ties::lost_tie(outcome, project);
    let tied = tie.into_iter().flat_map(|tie| &tie.projects).take(1);
    let stopped = project.stopped_by.iter();
    let paid = dearest(&project.supporters_paid)
        .into_iter()
        .take(MOST_PAID);
    paid.map(|(id, _)| id)
        .chain(tied)
        .chain(stopped)
        .map(String::as_str)
        .collect()
}

/// The section: the verdict first, then what it rests on.
pub fn section(ui: &Ui, fate: &Fate<'_>) -> Markup {
    let currency = &fate.programme.summary.facts.currency;
    let explained = fate.outcome.and_then(|outcome| {
        outcome::project(outcome, &fate.proposal.facts.id).map(|project| (outcome, project))
    });
    let programme = &fate.programme.summary.facts.id;
    let vote = &fate.past.vote.facts.id;
    let page = ui.href(&votes::vote(programme, vote));
    html! {
        h3 id=(votes::why_place(vote)) { a href=(page) { (vote_name(ui, fate.announced, vote)) } ": " (fared(ui, fate.past)) }
        @if let Some(now) = fate.proposal.facts.cost.filter(|now| *now != fate.past.cost) {
            @let cost = [
                ("then", ui.money(fate.past.cost, currency).into()),
                ("now", ui.money(now, currency).into()),
            ];
            p.prose { (ui.tf("vote-why-cost-then", &cost)) }
        }
        @match explained {
            Some((outcome, project)) => {
                // What stood equal with others was decided by that first of all.
                @let tie = tie(ui, fate, outcome, project);
                @let leads = tie.is_none();
                @if let Some(tie) = tie { p.lead { (tie) } }
                @for (place, sentence) in explain::verdict(ui, outcome, project, fate.points).into_iter().enumerate() {
                    p class=(if place == 0 && leads { "lead" } else { "prose" }) { (sentence) }
                }
                @let facts = explain::project(ui, fate.programme, fate.others, outcome, project);
                @if !facts.is_empty() { ul.prose { @for sentence in facts { li { (sentence) } } } }
                @if !project.score_parts.is_empty() { (scores(ui, fate, project)) }
                @if !fate.sheets.is_empty() { (sheets(ui, fate)) }
                @let candidate = Candidate { programme, vote, ballots: fate.past.vote.facts.ballots.ballot_type, outcome, project, currency };
                (otherwise::section(ui, &candidate, fate.otherwise))
                p {
                    a href={ (page) "#rule" } { (ui.t("vote-why-rule")) } " · "
                    a href={ (page) "#projects" } { (ui.t("vote-why-all")) }
                }
                @if !project.supporters_paid.is_empty() {
                    details {
                        summary { (ui.t("vote-why-supporters-paid")) }
                        (supporters_paid(ui, fate, project, currency))
                    }
                }
            }
            None => p { (ui.t("vote-why-not-public")) },
        }
    }
}

/// The identifier of a table on a page that tells of several votes.
fn own(id: &str, place: usize) -> String {
    match place {
        0 => id.to_owned(),
        place => format!("{id}-{place}"),
    }
}

/// The tie that a proposal won or lost, with who was taken before it.
fn tie(
    ui: &Ui,
    fate: &Fate<'_>,
    outcome: &Outcome,
    project: &ProjectExplanation,
) -> Option<Markup> {
    let programme = &fate.programme.summary.facts.id;
    let sentence = ties::tied(ui, outcome, project)?;
    let lost = ties::lost_tie(outcome, project);
    let step = match lost {
        Some(tie) => Some(ties::tie_lost_by(outcome, tie, &project.id)),
        None => ties::won_tie(outcome, project).map(|tie| tie.decided_by),
    };
    Some(html! {
        (sentence)
        @if let Some(first) = lost.and_then(|tie| tie.projects.first()) {
            " " (ui.t("vote-why-tie-first")) " " (name(ui, fate.programme, fate.others, first))
        }
        @if step == Some(TieStep::Lot) {
            " · " a href={ (ui.href(&votes::vote(programme, &fate.past.vote.facts.id))) "#lot" } { (ui.t("vote-why-lot")) }
        }
    })
}

/// What the ballots and each body add to a proposal's score.
fn scores(ui: &Ui, fate: &Fate<'_>, project: &ProjectExplanation) -> Markup {
    table(
        ui,
        &own("scores", fate.place),
        &ui.t("vote-score-parts"),
        html! { th scope="col" { (ui.t("vote-score-voice")) } th.number scope="col" { (ui.t("vote-score-part")) } },
        html! {
            @for part in &project.score_parts {
                tr {
                    th.key scope="row" { (voice(ui, fate.programme, &part.voice)) }
                    td.number { (short_decimal(&part.part)) }
                }
            }
        },
    )
}

/// Who gave the proposal which score: the sheets as they were handed in, before anything is put on one scale.
fn sheets(ui: &Ui, fate: &Fate<'_>) -> Markup {
    let zone = &fate.programme.summary.facts.zone;
    let opened = fate.past.vote.ballots_opened.as_ref();
    html! {
        @if let Some(opened) = opened {
            p.prose { (ui.t("vote-sheets-opened")) " " (ui.time(&opened.at, zone)) " · " (entry_link(ui, opened.entry)) }
        }
        (table(
            ui,
            &own("sheets", fate.place),
            &ui.t("vote-sheets-caption"),
            html! {
                th scope="col" { (ui.t("vote-sheets-member")) }
                th scope="col" { (ui.t("vote-participation-body")) }
                th.number scope="col" { (ui.t("vote-sheets-score")) }
                th scope="col" { (ui.t("vote-sheets-entry")) }
            },
            html! {
                @for (entry, sheet) in fate.sheets {
                    tr {
                        th.key scope="row" { (member_name(ui, fate.programme, &sheet.body, &sheet.member)) }
                        td.key { (voice(ui, fate.programme, &sheet.body)) }
                        td.number { @match sheet.content.scores.get(&fate.proposal.facts.id) {
                            Some(score) => (score),
                            None => (absent(ui, "vote-sheets-none")),
                        } }
                        td.nowrap { (entry_link(ui, *entry)) }
                    }
                }
            },
        ))
    }
}

fn supporters_paid(
    ui: &Ui,
    fate: &Fate<'_>,
    project: &ProjectExplanation,
    currency: &str,
) -> Markup {
    table(
        ui,
        &own("supporters-paid", fate.place),
        &ui.t("vote-why-supporters-paid"),
        html! { th scope="col" { (ui.t("proposal")) } th.number scope="col" { (ui.t("vote-why-paid")) } },
        html! {
            @for (id, amount) in dearest(&project.supporters_paid).into_iter().take(MOST_PAID) {
                tr {
                    th.key scope="row" {
                        (name(ui, fate.programme, fate.others, id))
                    }
                    td.number { (ui.money_decimal(amount, currency)) }
                }
            }
        },
    )
}

/// What was paid for most first.
fn dearest(paid: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    let mut paid: Vec<_> = paid.iter().collect();
    let amount = |text: &str| {
        text.split('.')
            .next()
            .and_then(|whole| whole.parse::<u128>().ok())
    };
    paid.sort_by_key(|(id, text)| (std::cmp::Reverse(amount(text)), (*id).clone()));
    paid
}
