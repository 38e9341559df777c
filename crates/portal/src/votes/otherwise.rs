//! Whether it could have been otherwise, on the page of a proposal: how many votes or how much money more would have been enough, or
//! how many votes fewer too few. It decides nothing.

use std::sync::Arc;

use madang_programme::votes::BallotType;
use madang_programme::votes::engine::{Change, Margin, Phase, Reason};
use madang_programme::votes::otherwise as found;
use maud::{Markup, html};

use crate::frame::format::{lacking, short_decimal};
use crate::frame::ui::Ui;
use crate::proposals::links as proposals;
use crate::votes::links;
use crate::votes::outcome::{self, Outcome, ProjectExplanation};

/// What is known of it.
pub enum Otherwise {
    /// The vote is too large for it to be worked out here.
    TooLarge,
    /// It is being worked out.
    UnderWay,
    /// Something that counted was hidden or changed since.
    Hidden,
    /// What was found.
    Found(Arc<found::Otherwise>),
}

/// A candidate of a decided vote.
pub struct Candidate<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The vote.
    pub vote: &'a str,
    /// What its ballots say.
    pub ballots: BallotType,
    /// Its outcome.
    pub outcome: &'a Outcome,
    /// How it fared.
    pub project: &'a ProjectExplanation,
    /// The programme's currency.
    pub currency: &'a str,
}

/// The part of a proposal's page.
pub fn section(ui: &Ui, of: &Candidate<'_>, otherwise: &Otherwise) -> Markup {
    let margin = match otherwise {
        Otherwise::Found(found) => found.margins.get(&of.project.id),
        Otherwise::TooLarge | Otherwise::UnderWay | Otherwise::Hidden => None,
    };
    html! {
        h4 id={ "otherwise-" (of.vote) } { (ui.t("vote-otherwise-title")) }
        @match (otherwise, margin) {
            (_, Some(margin)) => {
                ul.prose { @for sentence in sentences(ui, of, margin) { li { (sentence) } } }
                p.muted.prose { (ui.t("vote-otherwise-how")) }
            }
            (Otherwise::UnderWay, _) => p.prose {
                (ui.t("vote-otherwise-under-way")) " "
                a href={ (ui.href(&proposals::proposal(of.programme, &of.project.id))) "#otherwise-" (of.vote) } { (ui.t("vote-otherwise-again")) }
            },
            (Otherwise::Hidden, _) => p.prose { (ui.t("vote-beside-hidden")) },
            (Otherwise::TooLarge | Otherwise::Found(_), _) => (by_oneself(ui, of)),
        }
    }
}

/// How to work it out oneself, where it takes too long here.
fn by_oneself(ui: &Ui, of: &Candidate<'_>) -> Markup {
    html! {
        p.prose { (ui.t("vote-otherwise-too-large")) }
        ul.prose {
            li { a href=(links::ballots_api(of.programme, of.vote, ".pb")) { (ui.t("vote-ballots-counted")) } }
            li { a href=(links::rule_api(of.programme, of.vote)) { (ui.t("vote-rule-file")) } }
        }
        pre { code { "madang select ballots.pb --rule-file rule.json --with sensitivity --each-side 100 --html report.html" } }
    }
}

fn sentences(ui: &Ui, of: &Candidate<'_>, margin: &Margin) -> Vec<String> {
    let mut words = match margin.selected {
        true => to_spare(ui, margin),
        false => missing(ui, of, margin),
    };
    if margin.cut_short || margin.failed.is_some() {
        words.push(ui.t("vote-otherwise-not-all"));
    }
    words
}

/// A number of voters.
fn voters(change: &Change) -> u64 {
    change.amount.parse().unwrap_or(u64::MAX)
}

fn to_spare(ui: &Ui, margin: &Margin) -> Vec<String> {
    match &margin.removed_ballots {
        Some(change) => vec![ui.count("vote-otherwise-fewer", voters(change))],
        None if margin.cut_short || margin.failed.is_some() => vec![],
        None => vec![ui.t("vote-otherwise-safe")],
    }
}

fn missing(ui: &Ui, of: &Candidate<'_>, margin: &Margin) -> Vec<String> {
    let alone = match of.ballots {
        BallotType::Approval => "vote-otherwise-ballots",
        BallotType::Cumulative | BallotType::Scoring => "vote-otherwise-ballots-points",
        BallotType::Ordinal => "vote-otherwise-ballots-first",
    };
    let counted = |key: &str, change: &Option<Change>| {
        let change = change.as_ref()?;
        Some(ui.count(key, voters(change)))
    };
    let money = |key: &str, change: &Option<Change>| {
        let amount = ui.money_missing(&change.as_ref()?.amount, of.currency);
        Some(ui.tf(key, &[("amount", amount.into())]))
    };
    // To cost nothing is no other proposal of the same kind.
    let costs_something = |change: &&Change| lacking(&change.amount, &of.project.cost).is_some();
    let cheaper = margin.cost_cut.as_ref().filter(costs_something).cloned();
    let found = [
        counted(alone, &margin.added_ballots),
        counted("vote-otherwise-approvals", &margin.added_approvals),
        money("vote-otherwise-money", &margin.added_money),
        money("vote-otherwise-cheaper", &cheaper),
        score(ui, of),
    ];
    let found: Vec<String> = found.into_iter().flatten().collect();
    match found.is_empty() && !margin.cut_short && margin.failed.is_none() {
        true => vec![ui.t("vote-otherwise-never")],
        false => found,
    }
}

/// How far its score was below that of the last one selected by score, where that is what it lost by.
fn score(ui: &Ui, of: &Candidate<'_>) -> Option<String> {
    let by_order = matches!(
        of.project.reason?,
        Reason::NumberReached | Reason::Outranked
    );
    let own = outcome::score(of.outcome, of.project).filter(|_| by_order)?;
    let rounds = of.outcome.rounds.iter();
    let last = rounds.rev().find(|round| round.phase == Phase::Scores)?;
    let lacking = short_decimal(&lacking(&own, &last.value)?);
    Some(ui.tf("vote-otherwise-score", &[("score", lacking.into())]))
}
