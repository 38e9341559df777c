//! Turns what a selection came to into its outcome with explanation.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use crate::equal_shares::{Run, add_purse};
use crate::exact::{DenseForm, Fraction};
use crate::instance::Instance;
use crate::outcome::{
    Outcome, Payments, Phase, ProjectExplanation, QuotaReport, Reason, Round, RunnerUp, Tie,
};
use crate::overspending::Ledger;
use crate::payments;
use crate::quotas::Gate;
use crate::rule::SelectionRule;
use crate::select::{CountedRun, Progress, SelectError, SelectOptions, Step, Trace, Value};
use crate::warning::WarningKind;

/// Decimals of rounded amounts.
pub(crate) const DIGITS: u32 = 6;

/// Builds the outcome.
pub(crate) fn outcome(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    progress: Progress,
) -> Result<Outcome, SelectError> {
    let Progress {
        steps,
        reasons,
        endowment,
        mut runs,
        comparison,
        ledgers,
    } = progress;
    let election = instance.election;
    let mut round_of = vec![None; instance.len()];
    for (round, step) in steps.iter().enumerate() {
        round_of[step.project] = Some(round + 1);
    }
    let total: u128 = steps.iter().map(|step| instance.costs[step.project]).sum();
    let traced = options.trace >= Trace::Rounds;
    runs.retain(|_| traced);
    for counted in &mut runs {
        counted.run.settle(instance);
    }
    let detail = Detail {
        instance,
        runs: &runs,
        ledgers: &ledgers,
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
    let flows = if options.trace >= Trace::Full {
        detail.flows()
    } else {
        Flows::new()
    };
    let projects = if traced {
        (0..instance.len())
            .map(|project| detail.project(project, round_of[project], reasons[project], &flows))
            .collect()
    } else {
        Vec::new()
    };
    Ok(Outcome {
        selected: steps.iter().map(|step| instance.id(step.project)).collect(),
        total_cost: instance.format(total),
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
        endowment,
        comparison,
        quotas: quota_reports(instance, rule, &steps)?,
        representation: if options.trace >= Trace::Full {
            representation(instance, &round_of)
        } else {
            Vec::new()
        },
        ballots: if options.trace >= Trace::Payments {
            payments::by_ballot(instance, &runs, &ledgers)
        } else {
            Vec::new()
        },
        warnings: warnings(instance),
    })
}

fn ties(instance: &Instance<'_>, steps: &[Step]) -> Vec<Tie> {
    let tied = steps.iter().enumerate().filter_map(|(index, step)| {
        step.tie_step.map(|decided_by| Tie {
            round: index + 1,
            projects: step
                .tied
                .iter()
                .map(|project| instance.id(*project))
                .collect(),
            decided_by,
        })
    });
    tied.collect()
}

fn quota_reports(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    steps: &[Step],
) -> Result<Vec<QuotaReport>, SelectError> {
    let Some(quotas) = &rule.quotas else {
        return Ok(Vec::new());
    };
    let mut gate = Gate::new(instance, Some(quotas), instance.budget)?;
    for step in steps {
        gate.take(step.project);
    }
    let reports = gate
        .totals()
        .into_iter()
        .map(|(bounds, number, money)| QuotaReport {
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
        });
    Ok(reports.collect())
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

/// The election's own warnings with those about what can never be selected.
fn warnings(instance: &Instance<'_>) -> crate::Warnings {
    let mut warnings = instance.election.warnings.clone();
    for project in 0..instance.len() {
        let kind = if instance.votes[project] == 0 {
            WarningKind::UnsupportedProject
        } else if instance.costs[project] > instance.budget {
            WarningKind::ProjectAboveBudget
        } else if instance.costs[project] == 0 {
            WarningKind::ZeroCost
        } else {
            continue;
        };
        warnings.add(kind, || instance.id(project));
    }
    if instance.voters() == 0 && warnings.count(WarningKind::NoVoters) == 0 {
        warnings.add(WarningKind::NoVoters, || "ballots".to_owned());
    }
    warnings
}

/// What happened to the money behind each project not bought.
type Flows = BTreeMap<usize, Gone>;

#[derive(Default)]
struct Gone {
    /// Supporters' payments by the winner's id.
    paid: BTreeMap<String, String>,
    /// Number of purchases of the run after which too little was left.
    unaffordable_after: Option<usize>,
}

struct Detail<'d, 'a> {
    instance: &'d Instance<'a>,
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
        let bought = counted.and_then(|CountedRun { run, before, .. }| {
            let round = index.checked_sub(*before)?;
            let purchase = run.purchases.get(round)?;
            (step.phase == Phase::EqualShares && purchase.project == step.project)
                .then_some((run, round))
        });
        let value = match (&bought, &step.value) {
            (_, Value::Exact(fraction)) => fraction.to_significant(),
            (Some((run, round)), Value::OfRun) => {
                let mut rho = run.register.price_fraction(*round);
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
            budget_left: instance.format(instance.budget.saturating_sub(spent)),
            value,
            payments: match bought {
                Some((run, round)) => Some(self.payments(run, round)),
                None => self.overspent(index, step),
            },
            runner_up: step.runner_up.as_ref().map(|(project, value)| RunnerUp {
                project: instance.id(*project),
                value: value.to_significant(),
            }),
        }
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

    fn payments(&self, run: &Run, round: usize) -> Payments {
        let instance = self.instance;
        let ballots = &instance.election.ballots;
        let purchase = &run.purchases[round];
        let price = run.register.price_fraction(round);
        let cost = BigInt::from(instance.costs[purchase.project]);
        let effective = Fraction::new(&cost * &price.denominator, price.numerator.clone());
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
            largest: self.amount(&price),
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

    fn project(
        &self,
        project: usize,
        round: Option<usize>,
        noted: Option<Reason>,
        flows: &Flows,
    ) -> ProjectExplanation {
        let instance = self.instance;
        let own = &instance.election.projects[project];
        let run = self.runs.iter().find(|counted| counted.eligible[project]);
        let run = run.map(|counted| &counted.run);
        let reason = round.is_none().then(|| {
            if instance.votes[project] == 0 {
                Reason::NoSupport
            } else if instance.costs[project] > instance.budget {
                Reason::AboveBudget
            } else {
                match (noted, run) {
                    (Some(Reason::Quota | Reason::BelowThreshold | Reason::Comparison), _) => {
                        noted.unwrap_or(Reason::Outranked)
                    }
                    (_, Some(_)) => Reason::TooLittleMoney,
                    (noted, None) => noted.unwrap_or(Reason::Outranked),
                }
            }
        });
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
        let endowment = run.map(|run| run.register.endowment());
        let supporters = short
            .as_ref()
            .zip(endowment)
            .and_then(|(short, endowment)| {
                let divisor = &short.denominator * &endowment.numerator;
                divisor
                    .is_positive()
                    .then(|| (&short.numerator * &endowment.denominator).div_ceil(&divisor))
            });
        let ledgers = || self.ledgers.iter().rev();
        let overspent = ledgers().find_map(|ledger| ledger.behind.get(&project).cloned());
        let gone = flows.get(&project);
        let paid = gone.map(|gone| &gone.paid);
        let paid = paid.or_else(|| ledgers().find_map(|ledger| ledger.flows.get(&project)));
        ProjectExplanation {
            id: own.id.clone(),
            cost: instance.format(instance.costs[project]),
            group: own.group.clone(),
            votes: instance.votes[project],
            price_per_vote: (self.full && instance.votes[project] > 0).then(|| {
                let cost = BigInt::from(instance.costs[project]);
                self.amount(&Fraction::new(cost, instance.votes[project]))
            }),
            round,
            reason,
            unaffordable_after: gone.and_then(|gone| gone.unaffordable_after),
            money_behind: money
                .map(|money| self.in_main_unit(&money).to_decimal_down(DIGITS))
                .or(overspent),
            short_by: short
                .as_ref()
                .map(|short| self.in_main_unit(short).to_decimal_up(DIGITS)),
            supporters_short: supporters.map(|count| count.to_string()),
            supporters_paid: paid.cloned().unwrap_or_default(),
        }
    }

    /// What the supporters of each project not bought paid for each purchase, as texts by winner.
    fn flows(&self) -> Flows {
        let mut flows = Flows::new();
        for counted in self.runs {
            self.flows_of(counted, &mut flows);
        }
        flows
    }

    fn flows_of(&self, counted: &CountedRun, flows: &mut Flows) {
        let CountedRun {
            run,
            eligible,
            before,
        } = counted;
        let instance = self.instance;
        let ballots = &instance.election.ballots;
        let poor_in = run.poor_in(instance);
        let rounds = run.purchases.len();
        let mut forms: Vec<DenseForm> = vec![DenseForm::new(0); rounds];
        let mut touched = vec![false; rounds];
        let lost = |project: &usize| eligible[*project] && run.round_of[*project] == u32::MAX;
        for project in (0..instance.len()).filter(lost) {
            for &group in instance.supporters(project).0 {
                let group = group as usize;
                let (weight, last) = (i128::from(ballots.weight(group)), poor_in[group]);
                for (listed, share) in instance.ballot(group) {
                    let round = run.round_of[listed as usize];
                    if round == u32::MAX || round > last {
                        continue;
                    }
                    let form = &mut forms[round as usize];
                    touched[round as usize] = true;
                    if round < last {
                        form.add_price(round, weight * i128::from(share));
                    } else {
                        add_purse(instance, &run.round_of, group, round, weight, form);
                    }
                }
            }
            // All amounts over one denominator.
            let register = &run.register;
            let cost = register.denominator() * instance.costs[project];
            let mut behind = register.whole_endowment() * instance.votes[project];
            let mut gone = Gone {
                unaffordable_after: (behind < cost).then_some(0),
                ..Gone::default()
            };
            for round in (0..rounds).filter(|round| touched[*round]) {
                let form = &mut forms[round];
                let value = register.dense_value(form);
                behind -= &value;
                if behind < cost && gone.unaffordable_after.is_none() {
                    gone.unaffordable_after = Some(before + round + 1);
                }
                let amount = Fraction::new(value, register.denominator().clone());
                let winner = run.purchases[round].project;
                gone.paid.insert(instance.id(winner), self.amount(&amount));
                form.endowment = 0;
                form.prices.clear();
            }
            touched.fill(false);
            flows.insert(project, gone);
        }
    }
}
