//! Why one proposal fared as it did in a vote, on its page.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use madang_programme::votes::engine::{Tie, TieStep};

use crate::frame::format::short_decimal;
use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::votes::explain;
use crate::votes::labels::voice;
use crate::votes::links as votes;
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::result::name;

/// A proposal's fate with what is known of it.
pub struct Fate<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The proposal.
    pub proposal: &'a ProposalDetail,
    /// The vote that decided.
    pub vote: &'a str,
    /// Its outcome, where that is public.
    pub outcome: Option<&'a Outcome>,
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
    let tie = explain::lost_tie(outcome, project);
    let tied = tie.into_iter().flat_map(|tie| &tie.projects).take(1);
    let paid = dearest(&project.supporters_paid)
        .into_iter()
        .take(MOST_PAID);
    paid.map(|(id, _)| id)
        .chain(tied)
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
    let page = ui.href(&votes::vote(programme, fate.vote));
    html! {
        @match explained {
            Some((outcome, project)) => {
                @for (place, sentence) in explain::verdict(ui, outcome, project).into_iter().enumerate() {
                    p class=(if place == 0 { "lead" } else { "prose" }) { (sentence) }
                }
                @if let Some(tie) = explain::lost_tie(outcome, project) { (lost_tie(ui, fate, tie)) }
                @let facts = explain::project(ui, outcome, project, currency);
                @if !facts.is_empty() { ul.prose { @for sentence in facts { li { (sentence) } } } }
                @if !project.score_parts.is_empty() { (scores(ui, fate, project)) }
                p {
                    a href={ (page) "#rule" } { (ui.t("vote-why-rule")) } " · "
                    a href={ (page) "#projects" } { (ui.t("vote-why-all")) }
                }
                @if !project.supporters_paid.is_empty() {
                    details {
                        summary { (ui.t("vote-why-supporters-paid")) }
                        (supporters_paid(ui, fate.programme, project, fate.others, currency))
                    }
                }
            }
            None => p { (ui.t("vote-why-not-public")) },
        }
    }
}

fn lost_tie(ui: &Ui, fate: &Fate<'_>, tie: &Tie) -> Markup {
    let programme = &fate.programme.summary.facts.id;
    let args = [
        ("number", ui.number(tie.tied as u64).into()),
        ("step", explain::tie_step(ui, tie.decided_by).into()),
    ];
    html! {
        p.prose {
            (ui.tf("vote-why-tie", &args)) " "
            @if let Some(first) = tie.projects.first() { (name(ui, fate.programme, fate.others, first)) }
            @if tie.decided_by == TieStep::Lot {
                " · " a href={ (ui.href(&votes::vote(programme, fate.vote))) "#lot" } { (ui.t("vote-why-lot")) }
            }
        }
    }
}

/// What the ballots and each body add to a proposal's score.
fn scores(ui: &Ui, fate: &Fate<'_>, project: &ProjectExplanation) -> Markup {
    table(
        ui,
        "scores",
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

fn supporters_paid(
    ui: &Ui,
    programme: &ProgrammeDetail,
    project: &ProjectExplanation,
    others: &BTreeMap<String, ProposalDetail>,
    currency: &str,
) -> Markup {
    table(
        ui,
        "supporters-paid",
        &ui.t("vote-why-supporters-paid"),
        html! { th scope="col" { (ui.t("proposal")) } th.number scope="col" { (ui.t("vote-why-paid")) } },
        html! {
            @for (id, amount) in dearest(&project.supporters_paid).into_iter().take(MOST_PAID) {
                tr {
                    th.key scope="row" {
                        (name(ui, programme, others, id))
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
