//! Each project: whether it was selected, and what it was short of where it was not.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use super::Detail;
use crate::exact::{DIGITS, Fraction};
use crate::lost::{self, Lost};
use crate::money_flow::{self, Flows};
use crate::outcome::{ProjectExplanation, Reason, ScorePart};
use crate::progress::CountedRun;
use crate::rule::SelectionRule;
use crate::supporters::MoreSupporters;
use crate::twins::Queues;

/// By project what its supporters had left, in smallest units.
type Behind = BTreeMap<usize, Fraction>;

impl Detail<'_, '_> {
    /// Every project in the order of ids, and those that were not selected of which it is left out where their supporters' money
    /// went; `round_of` says in which round each was selected.
    pub(super) fn projects(
        &self,
        rule: &SelectionRule,
        round_of: &[Option<usize>],
    ) -> (Vec<ProjectExplanation>, Vec<usize>) {
        let (mut flows, mut behind) = (Flows::new(), Behind::new());
        let mut untold: BTreeSet<usize> = BTreeSet::new();
        for counted in self.runs {
            let own = self.money_behind(counted);
            if self.full {
                let told = lost::told(counted.run.purchases.len(), self.lost(&own));
                money_flow::past_losers(self.instance, counted, &told, &mut flows);
                let left_out = |project: &&usize| told.binary_search(project).is_err();
                untold.extend(own.keys().filter(left_out));
            }
            behind.extend(own);
        }
        let more = self.more_supporters(rule);
        let projects = round_of.iter().enumerate().map(|(project, round)| {
            let behind = behind.get(&project).filter(|_| round.is_none());
            self.project(project, *round, (&flows, behind), more.as_ref())
        });
        for ledger in self.ledgers {
            let left_out = |project: &&usize| !ledger.flows.contains_key(project);
            untold.extend(ledger.behind.keys().filter(left_out));
        }
        let untold = untold.into_iter().filter(|own| round_of[*own].is_none());
        (projects.collect(), untold.collect())
    }

    /// What each voice adds to the weighted value of `project`.
    fn score_parts(&self, project: usize) -> Vec<ScorePart> {
        let parts = self.voices.iter().map(|(voice, parts)| ScorePart {
            voice: voice.clone(),
            part: parts[project].to_significant(),
        });
        parts.collect()
    }

    /// For telling how many more supporters would have done, where that can be said.
    fn more_supporters(&self, rule: &SelectionRule) -> Option<MoreSupporters<'_, '_>> {
        let said = self.full && rule.says_supporters_short(self.instance.election.vote_type);
        let counted = self.runs.first().filter(|counted| !counted.number_reached);
        counted
            .filter(|_| said)
            .map(|counted| MoreSupporters::new(self.instance, counted))
    }

    /// Why `project` was not selected: `paid` when equal shares could have bought it, `short` when its
    /// supporters had too little left in the end.
    fn reason(&self, project: usize, paid: bool, short: bool) -> Reason {
        let instance = self.instance;
        match self.noted.reasons[project] {
            Some(Reason::NoSupport) => Reason::NoSupport,
            _ if instance.number == Some(0) => Reason::NoSeats,
            _ if instance.costs[project] > instance.budget => Reason::AboveBudget,
            Some(
                noted @ (Reason::Quota
                | Reason::BelowThreshold
                | Reason::Comparison
                | Reason::NoPot),
            ) => noted,
            // A completion would have taken it had it fitted.
            Some(noted) if !short || self.completed => noted,
            None if !paid => Reason::Outranked,
            _ => Reason::TooLittleMoney,
        }
    }

    /// What the supporters of each project that a run could have bought and did not have left together.
    fn money_behind(&self, counted: &CountedRun) -> Behind {
        let instance = self.instance;
        let register = &counted.run.register;
        let lost = |project: usize| {
            let round = counted.run.round_of[project];
            counted.eligible[project] && round == u32::MAX && instance.votes[project] > 0
        };
        let queues = Queues::new(instance, |_| None, lost);
        let mut behind = Behind::new();
        for queue in 0..queues.len() {
            // The same supporters have the same left.
            let mut money = None;
            for project in queues.projects(&instance.ties, queue) {
                let money: &Fraction = money.get_or_insert_with(|| {
                    let form = counted.run.money_behind(instance, project);
                    Fraction::new(register.dense_value(&form), register.denominator().clone())
                });
                behind.insert(project, money.clone());
            }
        }
        behind
    }

    /// What each of these projects was short of.
    fn lost(&self, behind: &Behind) -> Vec<Lost> {
        let lost = behind.iter().map(|(project, money)| {
            let cost = &money.denominator * self.instance.costs[*project];
            let short = Fraction::new(cost - &money.numerator, money.denominator.clone());
            Lost {
                project: *project,
                short,
            }
        });
        lost.collect()
    }

    /// By how much `money` is too little for `project`, if it is.
    fn short_by(&self, project: usize, money: &Fraction) -> Option<Fraction> {
        let cost = &money.denominator * self.instance.costs[project];
        let short = Fraction::new(cost - &money.numerator, money.denominator.clone());
        short.numerator.is_positive().then_some(short)
    }

    /// By how much `project` is dearer than what it had to fit into.
    fn over_budget(&self, project: usize, reason: Option<Reason>) -> Option<String> {
        let instance = self.instance;
        let over = match reason? {
            Reason::AboveBudget => Some(instance.costs[project].saturating_sub(instance.budget)),
            Reason::DoesNotFit | Reason::Stopped => self.noted.over_budget.get(&project).copied(),
            _ => None,
        };
        over.map(|over| instance.format(over))
    }

    fn price_per_vote(&self, project: usize) -> Option<String> {
        let (cost, votes) = (self.instance.costs[project], self.instance.votes[project]);
        (self.full && votes > 0).then(|| self.amount(&Fraction::new(cost, votes)))
    }

    fn project(
        &self,
        project: usize,
        round: Option<usize>,
        (flows, money): (&Flows, Option<&Fraction>),
        more: Option<&MoreSupporters<'_, '_>>,
    ) -> ProjectExplanation {
        let instance = self.instance;
        let own = &instance.election.projects[project];
        let counted = self.runs.iter().find(|counted| counted.eligible[project]);
        let short = money.and_then(|money| self.short_by(project, money));
        let reason = round
            .is_none()
            .then(|| self.reason(project, counted.is_some(), short.is_some()));
        let shares = counted
            .zip(short.as_ref())
            .and_then(|(counted, short)| shares_short(counted, short));
        let supporters = more.zip(shares.as_ref());
        let supporters = supporters.and_then(|(more, shares)| more.needed(project, shares));
        let ledgers = || self.ledgers.iter().rev();
        let overspent = ledgers().find_map(|ledger| ledger.behind.get(&project).cloned());
        let gone = flows.get(&project);
        let paid = gone.map(|gone| &gone.paid);
        let paid = paid.or_else(|| ledgers().find_map(|ledger| ledger.flows.get(&project)));
        let value = self.noted.values.get(&project);
        let kept_for = self.noted.kept_for.get(&project);
        let stopper = self.noted.stopped_by.get(&project);
        ProjectExplanation {
            id: own.id.clone(),
            name: own.name.clone(),
            audiences: own.audiences.clone(),
            value: value
                .filter(|_| round.is_none())
                .map(Fraction::to_significant),
            score_parts: self.score_parts(project),
            cost: instance.format(instance.costs[project]),
            group: own.group.clone(),
            votes: instance.votes[project],
            price_per_vote: self.price_per_vote(project),
            round,
            reason,
            over_budget: self.over_budget(project, reason),
            kept_for: kept_for
                .filter(|_| reason == Some(Reason::Reserved))
                .cloned()
                .unwrap_or_default(),
            stopped_by: stopper
                .filter(|_| reason == Some(Reason::Stopped))
                .map(|stopper| instance.id(*stopper)),
            unaffordable_after: gone.and_then(|gone| gone.unaffordable_after),
            money_behind: money
                .map(|money| self.in_main_unit(money).to_decimal_down(DIGITS))
                .or(overspent),
            short_by: short
                .as_ref()
                .map(|short| self.in_main_unit(short).to_decimal_up(DIGITS)),
            shares_short: shares.map(|count| count.to_string()),
            supporters_short: supporters,
            supporters_paid: paid.cloned().unwrap_or_default(),
        }
    }
}

/// How many more endowments `short` comes to, where the run did not end at the number of projects.
fn shares_short(counted: &CountedRun, short: &Fraction) -> Option<BigInt> {
    if counted.number_reached {
        return None;
    }
    let endowment = counted.run.register.endowment();
    let divisor = &short.denominator * &endowment.numerator;
    divisor
        .is_positive()
        .then(|| (&short.numerator * &endowment.denominator).div_ceil(&divisor))
}
