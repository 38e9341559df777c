//! Turns what a selection came to into its outcome with explanation.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use crate::bounds::Bounds;
use crate::decimal::{Decimal, Money};
use crate::equal_shares::purse_form;
use crate::error::SelectError;
use crate::exact::{DIGITS, Fraction};
use crate::instance::Instance;
use crate::ledger::Ledger;
use crate::money_flow::{self, Flows};
use crate::outcome::{
    Loads, Outcome, Payments, Phase, ProjectExplanation, QuotaReport, Reason, Round, RunnerUp,
    ScorePart, Tie,
};
use crate::payments;
use crate::progress::{CountedRun, Progress, Step, Value};
use crate::rule::BALLOTS;
use crate::rule::{Rule, ScoreRule, SelectionRule};
use crate::scores::weighted;
use crate::supporters::MoreSupporters;
use crate::trace::{SelectOptions, Trace};
use crate::warning::WarningKind;

/// Builds the outcome.
pub(crate) fn outcome(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    quotas: &[Bounds],
    mut progress: Progress,
) -> Result<Outcome, SelectError> {
    let steps = std::mem::take(&mut progress.steps);
    let (endowments, pots) = (
        std::mem::take(&mut progress.endowments),
        std::mem::take(&mut progress.pots),
    );
    let election = instance.election;
    let mut round_of = vec![None; instance.len()];
    for (round, step) in steps.iter().enumerate() {
        round_of[step.project] = Some(round + 1);
    }
    let total: u128 = steps.iter().map(|step| instance.costs[step.project]).sum();
    let traced = options.trace >= Trace::Rounds;
    progress.runs.retain(|_| traced);
    for counted in &mut progress.runs {
        counted.run.settle(instance);
        counted.poor_in = counted.run.poor_in(instance);
    }
    let (runs, ledgers) = (&progress.runs, &progress.ledgers);
    let detail = Detail {
        instance,
        noted: &progress,
        completed: rule.completes_in_order(),
        voices: match &rule.rule {
            Rule::Scores(by) if options.trace >= Trace::Full => voices(instance, by)?,
            _ => Vec::new(),
        },
        runs,
        ledgers,
        full: options.trace >= Trace::Full,
    };
    let rounds = if traced {
        let mut spent = 0u128;
        let rounds = steps.iter().enumerate().map(|(index, step)| {
            spent += instance.costs[step.project];
            detail.round(index, step, spent)
        });
        rounds.collect()
    } else {
        Vec::new()
    };
    let mut flows = Flows::new();
    for counted in runs.iter().filter(|_| detail.full) {
        money_flow::past_losers(instance, counted, &mut flows);
    }
    let more = detail.more_supporters(rule);
    let projects = if traced {
        (0..instance.len())
            .map(|project| {
                let round = round_of[project];
                detail.project(project, round, &flows, more.as_ref())
            })
            .collect()
    } else {
        Vec::new()
    };
    Ok(Outcome {
        selected: steps.iter().map(|step| instance.id(step.project)).collect(),
        total_cost: instance.format(total),
        money_cost: instance.unit_costs.then(|| {
            let costs = steps
                .iter()
                .map(|step| election.projects[step.project].cost.0);
            election.format(Money(costs.sum()))
        }),
        budget: instance.format(instance.budget),
        voters: instance.voters(),
        rule: rule.clone(),
        input_digest: election.input_digest().to_owned(),
        ties: ties(instance, &steps),
        lot_order: rule
            .ties
            .lot()
            .map_or_else(Vec::new, |lot| crate::ties::drawn_order(lot, election)),
        rounds,
        projects,
        endowment: endowments.into_iter().next().filter(|_| pots.is_empty()),
        pots,
        comparison: progress.comparison.clone(),
        quotas: quota_reports(instance, quotas, &round_of),
        representation: if options.trace >= Trace::Full {
            representation(instance, &round_of)
        } else {
            Vec::new()
        },
        money_flows: if options.trace >= Trace::Full {
            money_flow::by_column(instance, runs, ledgers, &steps)
        } else {
            Vec::new()
        },
        ballots: if options.trace >= Trace::Payments {
            payments::by_ballot(instance, runs, ledgers)
        } else {
            Vec::new()
        },
        warnings: warnings(instance, rule, &progress.reasons),
    })
}

/// What each voice of a score rule adds to the value of each project: the value that it alone would
/// give, by its part of all weights.
fn voices(
    instance: &Instance<'_>,
    rule: &ScoreRule,
) -> Result<Vec<(String, Vec<Fraction>)>, SelectError> {
    let bodies = rule
        .bodies
        .iter()
        .map(|(body, weight)| (Some(body), *weight));
    let weights: Vec<(Option<&String>, u32)> = bodies.chain([(None, rule.ballots)]).collect();
    let total: u64 = weights.iter().map(|(_, weight)| u64::from(*weight)).sum();
    let mut voices = Vec::new();
    for (voice, weight) in weights.into_iter().filter(|(_, weight)| *weight > 0) {
        let alone = ScoreRule {
            ballots: if voice.is_none() { weight } else { 0 },
            bodies: voice
                .map(|body| (body.clone(), weight))
                .into_iter()
                .collect(),
            ..rule.clone()
        };
        let values = weighted(instance, &alone)?.into_iter();
        let parts =
            values.map(|value| Fraction::new(value.numerator * weight, value.denominator * total));
        let name = voice.map_or(BALLOTS, String::as_str);
        voices.push((name.to_owned(), parts.collect()));
    }
    Ok(voices)
}

fn ties(instance: &Instance<'_>, steps: &[Step]) -> Vec<Tie> {
    let tied = steps.iter().enumerate().filter_map(|(index, step)| {
        step.tie_step.map(|decided_by| Tie {
            round: index + 1,
            tied: step.tied.len(),
            projects: step
                .tied
                .iter()
                .take(Tie::MOST_LISTED)
                .map(|project| instance.id(*project))
                .collect(),
            decided_by,
        })
    });
    tied.collect()
}

fn quota_reports(
    instance: &Instance<'_>,
    quotas: &[Bounds],
    round_of: &[Option<usize>],
) -> Vec<QuotaReport> {
    let report = |bounds: &Bounds| {
        let members = bounds.members.iter();
        let taken = members.filter(|member| round_of[**member].is_some());
        let (number, money) = taken.fold((0, 0), |(number, money), member| {
            (number + 1, money + instance.costs[*member])
        });
        QuotaReport {
            group: bounds.name.clone(),
            number,
            cost: instance.format(money),
            least_number: bounds.least_number,
            most_number: bounds.most_number,
            least_money: instance.format(bounds.least_money),
            most_money: bounds.most_money.map(|most| instance.format(most)),
            met: number >= bounds.least_number
                && money >= bounds.least_money
                && bounds.most_number.is_none_or(|most| number <= most)
                && bounds.most_money.is_none_or(|most| money <= most),
        }
    };
    quotas.iter().map(report).collect()
}

fn representation(instance: &Instance<'_>, round_of: &[Option<usize>]) -> Vec<u64> {
    let ballots = &instance.election.ballots;
    let mut counts: Vec<u64> = Vec::new();
    for group in 0..ballots.distinct() {
        let listed = ballots.projects(group);
        let selected = listed
            .iter()
            .filter(|p| round_of[**p as usize].is_some())
            .count();
        if counts.len() <= selected {
            counts.resize(selected + 1, 0);
        }
        counts[selected] += ballots.weight(group);
    }
    counts
}

/// The election's own warnings with those about what can never be selected by this rule.
fn warnings(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    reasons: &[Option<Reason>],
) -> crate::Warnings {
    let election = instance.election;
    let mut warnings = election.warnings.clone();
    for (project, reason) in reasons.iter().enumerate() {
        let kind = match reason {
            Some(Reason::NoSupport) => WarningKind::UnsupportedProject,
            Some(Reason::NoPot) => WarningKind::NoPot,
            _ if instance.number == Some(0) => continue,
            _ if instance.costs[project] > instance.budget => WarningKind::ProjectAboveBudget,
            _ if instance.costs[project] == 0 => WarningKind::ZeroCost,
            _ => continue,
        };
        warnings.add(kind, || instance.id(project));
    }
    if instance.voters() == 0 && warnings.count(WarningKind::NoVoters) == 0 {
        warnings.add(WarningKind::NoVoters, || "ballots".to_owned());
    }
    let one = Decimal::from(1).scaled(election.decimals);
    let mut projects = election.projects.iter();
    if instance.unit_costs && !rule.unit_costs && projects.any(|p| Some(p.cost.0) != one) {
        warnings.add(WarningKind::CostsAsSeats, || "number".to_owned());
    }
    warnings
}

struct Detail<'d, 'a> {
    instance: &'d Instance<'a>,
    /// What the methods noted on their way.
    noted: &'d Progress,
    /// A completion takes whatever fits.
    completed: bool,
    /// Of a score rule, what each voice adds to each project's value.
    voices: Vec<(String, Vec<Fraction>)>,
    runs: &'d [CountedRun],
    ledgers: &'d [Ledger],
    full: bool,
}

impl Detail<'_, '_> {
    /// An amount of money in the main unit, rounded.
    fn amount(&self, amount: &Fraction) -> String {
        self.in_main_unit(amount).to_decimal(DIGITS)
    }

    fn in_main_unit(&self, amount: &Fraction) -> Fraction {
        let unit = BigInt::from(10u128.pow(self.instance.decimals()));
        Fraction::new(amount.numerator.clone(), &amount.denominator * unit)
    }

    fn round(&self, index: usize, step: &Step, spent: u128) -> Round {
        let instance = self.instance;
        let counted = self.runs.iter().rev().find(|run| run.before <= index);
        let bought = counted.and_then(|counted| {
            let round = index.checked_sub(counted.before)?;
            let purchase = counted.run.purchases.get(round)?;
            (step.phase == Phase::EqualShares && purchase.project == step.project)
                .then_some((counted, round))
        });
        let value = match (&bought, &step.value) {
            (_, Value::Exact(fraction)) => fraction.to_significant(),
            (Some((counted, round)), Value::OfRun) => {
                let mut rho = counted.run.register.price_fraction(*round);
                rho.denominator *= instance.factors[step.project];
                rho.to_significant()
            }
            (None, Value::OfRun) | (_, Value::Untraced) => String::new(),
        };
        Round {
            round: index + 1,
            phase: step.phase,
            project: instance.id(step.project),
            cost: instance.format(instance.costs[step.project]),
            votes: instance.votes[step.project],
            budget_left: instance.format(instance.budget.saturating_sub(spent)),
            value,
            payments: match bought {
                Some((counted, round)) => Some(self.payments(counted, round)),
                None => self.overspent(index, step),
            },
            loads: self.loads(step),
            runner_up: step.runner_up.as_ref().map(|(project, value)| RunnerUp {
                project: instance.id(*project),
                value: value.to_significant(),
            }),
        }
    }

    /// What the supporters of a project bought by Phragmén's rule carry.
    fn loads(&self, step: &Step) -> Option<Loads> {
        let (Phase::Phragmen | Phase::PhragmenCompletion | Phase::Reserve) = step.phase else {
            return None;
        };
        let Value::Exact(after) = &step.value else {
            return None;
        };
        let votes = self.instance.votes[step.project];
        let carried =
            &after.numerator * votes - &after.denominator * self.instance.costs[step.project];
        let before = Fraction::new(carried, &after.denominator * votes);
        Some(Loads {
            before: self.in_main_unit(&before).to_text(),
            after: self.in_main_unit(after).to_text(),
        })
    }

    /// Payments of a purchase with bounded overspending.
    fn overspent(&self, index: usize, step: &Step) -> Option<Payments> {
        let mut ledgers = self.ledgers.iter().rev();
        let ledger = ledgers.find(|ledger| ledger.before <= index)?;
        let payments = ledger.payments.get(index - ledger.before);
        payments
            .filter(|_| step.phase == Phase::BoundedOverspending)
            .cloned()
    }

    /// The largest payment of one voter in a round, `price` being that per unit of share.
    fn largest(&self, counted: &CountedRun, round: usize, price: &Fraction) -> Fraction {
        let (instance, run, poor_in) = (self.instance, &counted.run, &counted.poor_in);
        let purchase = &run.purchases[round];
        let (groups, Some(shares)) = instance.supporters(purchase.project) else {
            return price.clone();
        };
        // Whoever was not poor by then paid in full.
        let payers = groups.iter().zip(shares);
        let rich = payers.filter(|(group, _)| poor_in[**group as usize] as usize > round);
        let most = rich.map(|(_, share)| *share).max().unwrap_or(0);
        let mut largest = &price.numerator * most;
        for &group in &purchase.poor {
            let slot = groups.binary_search(&group);
            if slot.is_ok_and(|slot| shares[slot] > most) {
                let form = purse_form(instance, &run.round_of, group as usize, round as u32);
                largest = largest.max(run.register.value(&form));
            }
        }
        Fraction::new(largest, price.denominator.clone())
    }

    fn payments(&self, counted: &CountedRun, round: usize) -> Payments {
        let (instance, run) = (self.instance, &counted.run);
        let ballots = &instance.election.ballots;
        let purchase = &run.purchases[round];
        let price = run.register.price_fraction(round);
        let cost = BigInt::from(instance.costs[purchase.project]);
        let largest = self.largest(counted, round, &price);
        let effective = Fraction::new(&cost * &largest.denominator, largest.numerator.clone());
        let in_full = &price.numerator * (purchase.rich + purchase.level);
        let in_part = cost * &price.denominator - &in_full;
        let over = |numerator: BigInt| Fraction::new(numerator, price.denominator.clone());
        let (in_full, in_part) = (over(in_full), over(in_part));
        let poor: u64 = purchase
            .poor
            .iter()
            .map(|group| ballots.weight(*group as usize))
            .sum();
        let (rich, level) = (purchase.rich_voters, purchase.level_voters);
        Payments {
            largest: self.amount(&largest),
            effective_votes: effective.to_decimal(DIGITS),
            in_full: rich + level,
            in_part: poor - level,
            nothing: instance.votes[purchase.project] - poor - rich,
            paid_in_full: Some(self.amount(&in_full)),
            paid_in_part: Some(self.amount(&in_part)),
            price: self.in_main_unit(&price).to_text(),
            part: None,
            paid: None,
        }
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

    fn project(
        &self,
        project: usize,
        round: Option<usize>,
        flows: &Flows,
        more: Option<&MoreSupporters<'_, '_>>,
    ) -> ProjectExplanation {
        let instance = self.instance;
        let own = &instance.election.projects[project];
        let counted = self.runs.iter().find(|counted| counted.eligible[project]);
        let run = counted.map(|counted| &counted.run);
        let money = run
            .filter(|_| round.is_none() && instance.votes[project] > 0)
            .map(|run| {
                let value = run
                    .register
                    .dense_value(&run.money_behind(instance, project));
                Fraction::new(value, run.register.denominator().clone())
            });
        let short = money.as_ref().map(|money| {
            let cost = &money.denominator * instance.costs[project];
            Fraction::new(cost - &money.numerator, money.denominator.clone())
        });
        let short = short.filter(|short| short.numerator.is_positive());
        let reason = round
            .is_none()
            .then(|| self.reason(project, run.is_some(), short.is_some()));
        let shares = counted
            .filter(|counted| !counted.number_reached)
            .zip(short.as_ref())
            .and_then(|(counted, short)| {
                let endowment = counted.run.register.endowment();
                let divisor = &short.denominator * &endowment.numerator;
                divisor
                    .is_positive()
                    .then(|| (&short.numerator * &endowment.denominator).div_ceil(&divisor))
            });
        let supporters = more.zip(shares.as_ref());
        let supporters = supporters.and_then(|(more, shares)| more.needed(project, shares));
        let ledgers = || self.ledgers.iter().rev();
        let overspent = ledgers().find_map(|ledger| ledger.behind.get(&project).cloned());
        let gone = flows.get(&project);
        let paid = gone.map(|gone| &gone.paid);
        let paid = paid.or_else(|| ledgers().find_map(|ledger| ledger.flows.get(&project)));
        ProjectExplanation {
            id: own.id.clone(),
            name: own.name.clone(),
            audiences: own.audiences.clone(),
            value: self
                .noted
                .values
                .get(&project)
                .filter(|_| round.is_none())
                .map(Fraction::to_significant),
            score_parts: self.score_parts(project),
            cost: instance.format(instance.costs[project]),
            group: own.group.clone(),
            votes: instance.votes[project],
            price_per_vote: (self.full && instance.votes[project] > 0).then(|| {
                let cost = BigInt::from(instance.costs[project]);
                self.amount(&Fraction::new(cost, instance.votes[project]))
            }),
            round,
            reason,
            over_budget: match reason {
                Some(Reason::AboveBudget) => {
                    Some(instance.costs[project].saturating_sub(instance.budget))
                }
                Some(Reason::DoesNotFit | Reason::Stopped) => {
                    self.noted.over_budget.get(&project).copied()
                }
                _ => None,
            }
            .map(|over| instance.format(over)),
            kept_for: match reason {
                Some(Reason::Reserved) => self.noted.kept_for.get(&project).cloned(),
                _ => None,
            }
            .unwrap_or_default(),
            stopped_by: match reason {
                Some(Reason::Stopped) => self.noted.stopped_by.get(&project),
                _ => None,
            }
            .map(|stopper| instance.id(*stopper)),
            unaffordable_after: gone.and_then(|gone| gone.unaffordable_after),
            money_behind: money
                .map(|money| self.in_main_unit(&money).to_decimal_down(DIGITS))
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
