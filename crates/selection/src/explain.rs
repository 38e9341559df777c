//! Turns what a selection came to into its outcome with explanation.

mod projects;
mod rounds;

use num_bigint::BigInt;

use crate::bounds::Bounds;
use crate::decimal::{Decimal, Money};
use crate::election::Election;
use crate::error::SelectError;
use crate::exact::{DIGITS, Fraction};
use crate::instance::Instance;
use crate::ledger::Ledger;
use crate::money_flow;
use crate::outcome::{Outcome, QuotaReport, Reason, Tie};
use crate::payments;
use crate::progress::{CountedRun, Progress, Step};
use crate::rule::{BALLOTS, Rule, ScoreRule, SelectionRule};
use crate::scores::weighted;
use crate::trace::{SelectOptions, Trace};
use crate::warning::WarningKind;
use crate::wording::wording;

/// Builds the outcome.
pub(crate) fn outcome(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    quotas: &[Bounds],
    mut progress: Progress,
) -> Result<Outcome, SelectError> {
    let steps = std::mem::take(&mut progress.steps);
    let endowments = std::mem::take(&mut progress.endowments);
    let pots = std::mem::take(&mut progress.pots);
    let traced = options.trace >= Trace::Rounds;
    let full = options.trace >= Trace::Full;
    progress.runs.retain(|_| traced);
    for counted in &mut progress.runs {
        counted.run.settle(instance);
        counted.poor_in = counted.run.poor_in(instance);
    }
    let (runs, ledgers) = (&progress.runs, &progress.ledgers);
    let mut round_of = vec![None; instance.len()];
    for (round, step) in (1..).zip(&steps) {
        round_of[step.project] = Some(round);
    }
    let (mut rounds, mut projects, mut untold) = (Vec::new(), Vec::new(), Vec::new());
    if traced {
        let detail = Detail {
            instance,
            noted: &progress,
            completed: rule.completes_in_order(),
            voices: match &rule.rule {
                Rule::Scores(by) if full => voices(instance, by)?,
                _ => Vec::new(),
            },
            runs,
            ledgers,
            full,
        };
        rounds = detail.rounds(&steps);
        (projects, untold) = detail.projects(rule, &round_of);
    }
    let election = instance.election;
    let total: u128 = steps.iter().map(|step| instance.costs[step.project]).sum();
    let lot = rule.ties.lot();
    Ok(Outcome {
        selected: steps.iter().map(|step| instance.id(step.project)).collect(),
        total_cost: instance.format(total),
        money_cost: instance.unit_costs.then(|| money_cost(election, &steps)),
        budget: instance.format(instance.budget),
        voters: instance.voters(),
        rule: rule.clone(),
        input_digest: election.input_digest().to_owned(),
        ties: ties(instance, &steps),
        lot_order: lot.map_or_else(Vec::new, |lot| crate::ties::drawn_order(lot, election)),
        rounds,
        projects,
        endowment: endowments.into_iter().next().filter(|_| pots.is_empty()),
        pots,
        comparison: progress.comparison.clone(),
        quotas: quota_reports(instance, quotas, &round_of),
        representation: if full {
            representation(instance, &round_of)
        } else {
            Vec::new()
        },
        money_flows: if full {
            money_flow::by_column(instance, runs, ledgers, &steps)
        } else {
            Vec::new()
        },
        ballots: if options.trace >= Trace::Payments {
            payments::by_ballot(instance, runs, ledgers)
        } else {
            Vec::new()
        },
        warnings: warnings(instance, rule, &progress.reasons, &untold),
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

/// What the projects of `steps` cost in money, where seats are what is counted.
fn money_cost(election: &Election, steps: &[Step]) -> String {
    let projects = steps.iter().map(|step| &election.projects[step.project]);
    election.format(Money(projects.map(|project| project.cost.0).sum()))
}

fn ties(instance: &Instance<'_>, steps: &[Step]) -> Vec<Tie> {
    let tied = steps.iter().enumerate().filter_map(|(index, step)| {
        step.tie_step.map(|decided_by| Tie {
            round: index + 1,
            tied: step.tied.count,
            projects: step
                .tied
                .first
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
    untold: &[usize],
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
        warnings.add(kind, || {
            wording!("error-text", "{text}", text = instance.id(project))
        });
    }
    for project in untold {
        warnings.add(WarningKind::PaymentsLeftOut, || {
            wording!("error-text", "{text}", text = instance.id(*project))
        });
    }
    if instance.voters() == 0 && warnings.count(WarningKind::NoVoters) == 0 {
        warnings.add(WarningKind::NoVoters, || {
            wording!("error-ballots", "ballots")
        });
    }
    let one = Decimal::from(1).scaled(election.decimals);
    let mut projects = election.projects.iter();
    if instance.unit_costs && !rule.unit_costs && projects.any(|p| Some(p.cost.0) != one) {
        warnings.add(WarningKind::CostsAsSeats, || {
            wording!("error-a-limit", "number")
        });
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
}
