//! Equal shares with its completions by endowment.

use num_bigint::BigInt;

use crate::decimal::Decimal;
use crate::equal_shares::{EqualShares, Run, WarmStart};
use crate::error::SelectError;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::outcome::{EndowmentReport, Phase, Stopped};
use crate::progress::{Step, Value};
use crate::quotas::Gate;
use crate::rule::{Completion, ExhaustiveOver, SelectionRule, Start, Stop};
use crate::scopes::Scope;
use crate::trace::{SelectOptions, Trace};
use crate::wording::wording;
use crate::work::{Pace, Work};

/// Most runs a completion makes. A rule that would need more is refused rather than left to run
/// for hours: its step is too small for the amounts at hand.
const MOST_RAISES: u64 = 1_000_000;

/// What equal shares came to.
pub(crate) struct Completed {
    pub(crate) steps: Vec<Step>,
    pub(crate) run: Run,
    pub(crate) report: EndowmentReport,
}

/// Endowments `first + raises · step`, all over one denominator.
struct Ladder {
    first: BigInt,
    step: BigInt,
    denominator: BigInt,
    stop: Stop,
    over: ExhaustiveOver,
    step_text: String,
}

impl Ladder {
    fn at(&self, raises: u64) -> Fraction {
        Fraction::new(&self.first + &self.step * raises, self.denominator.clone())
    }
}

/// Runs equal shares over `scope`, raising the endowment as the rule says. `gate` holds what was
/// taken before; it is not changed.
pub(crate) fn run(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    options: SelectOptions,
    scope: &Scope,
    gate: &Gate,
    pace: &mut Pace<'_>,
) -> Result<Completed, SelectError> {
    let voters = instance.voters().max(1);
    let plain = Fraction::new(scope.budget, voters);
    let mut method = EqualShares::new(instance);
    let ladder = ladder(instance, rule, scope.budget, voters)?;
    let trace = options.trace >= Trace::Rounds;
    let (endowment, raises, stopped) = match &ladder {
        None => (plain, 0, None),
        Some(ladder) => {
            // A number of seats that is the budget is exceeded by an outcome like any budget, and
            // does not cut a run off before every group had its turn.
            let seats = instance.unit_costs && rule.quotas.is_none();
            let gate = if seats { &gate.beyond_number() } else { gate };
            let (raises, stopped) = climb(instance, scope, gate, &mut method, ladder, pace)?;
            (ladder.at(raises), raises, Some(stopped))
        }
    };
    method.want_runner_up = trace;
    let run = method.run(&endowment, &scope.eligible, &mut gate.beyond_budget());
    let in_main_unit = |amount: &Fraction| {
        let unit = BigInt::from(10u128.pow(instance.decimals()));
        Fraction::new(amount.numerator.clone(), &amount.denominator * unit)
    };
    let first = ladder
        .as_ref()
        .map_or(endowment.clone(), |ladder| ladder.at(0));
    let report = EndowmentReport::new(
        &in_main_unit(&first),
        &in_main_unit(&endowment),
        raises,
        stopped,
    );
    let steps = run
        .purchases
        .iter()
        .map(|purchase| Step {
            project: purchase.project,
            phase: Phase::EqualShares,
            value: Value::OfRun,
            runner_up: purchase.runner_up.clone(),
            tied: purchase.tied.clone(),
            tie_step: purchase.tie_step,
        })
        .collect();
    Ok(Completed { steps, run, report })
}

/// The endowments to try, if the rule raises them.
fn ladder(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    budget: u128,
    voters: u64,
) -> Result<Option<Ladder>, SelectError> {
    let Some(completion) = rule.completion.first() else {
        return Ok(None);
    };
    let unit = 10u128.pow(instance.decimals());
    let (first, step, stop, over) = match completion {
        Completion::AddOne {
            start,
            step,
            stop,
            exhaustive_over,
        } => {
            let (numerator, denominator) = step.ratio();
            let step = Fraction::new(BigInt::from(numerator) * unit, denominator);
            let first = match start {
                Start::Exact => Fraction::new(budget, voters),
                Start::Integral => Fraction::new(budget / (u128::from(voters) * unit) * unit, 1),
            };
            (first, step, *stop, *exhaustive_over)
        }
        Completion::BudgetIncrease {
            percent,
            stop,
            exhaustive_over,
        } => {
            let (numerator, denominator) = percent.ratio();
            let step = Fraction::new(
                BigInt::from(budget) * numerator,
                BigInt::from(denominator) * 100u32 * voters,
            );
            (Fraction::new(budget, voters), step, *stop, *exhaustive_over)
        }
        Completion::Utilitarian {} | Completion::Phragmen {} => return Ok(None),
    };
    let step_text = match completion {
        Completion::AddOne { step, .. } => step.to_string(),
        Completion::BudgetIncrease { percent, .. } => format!("{percent} %"),
        _ => Decimal::ZERO.to_string(),
    };
    if step.numerator == BigInt::from(0u32) && budget > 0 {
        return Err(SelectError::Completion {
            reason: wording!("error-step-zero", "the step must be above zero"),
        });
    }
    Ok(Some(Ladder {
        first: &first.numerator * &step.denominator,
        step: &step.numerator * &first.denominator,
        denominator: &first.denominator * &step.denominator,
        stop,
        over,
        step_text,
    }))
}

/// Why nothing follows a feasible outcome, `inner` being what it took; `None` where another raise may change it.
fn stopped(
    instance: &Instance<'_>,
    scope: &Scope,
    ladder: &Ladder,
    inner: &Gate,
) -> Option<Stopped> {
    if !inner.open() {
        return Some(Stopped::NumberReached);
    }
    let open = |project: usize| {
        scope.eligible[project] && instance.costs[project] > 0 && !inner.has(project)
    };
    if !(0..instance.len()).any(|project| open(project) && inner.admits(project)) {
        return Some(Stopped::AllSelected);
    }
    if ladder.stop != Stop::InfeasibleOrExhaustive {
        return None;
    }
    let mut within = inner.clone();
    within.stay_within_budget();
    let fits = (0..instance.len()).any(|project| {
        let counts = match ladder.over {
            ExhaustiveOver::All => true,
            ExhaustiveOver::Supported => scope.eligible[project],
        };
        counts && !inner.has(project) && within.admits(project)
    });
    (!fits).then_some(Stopped::Exhaustive)
}

/// Climbs until the rule says stop; gives the number of raises of the outcome that counts.
fn climb(
    instance: &Instance<'_>,
    scope: &Scope,
    gate: &Gate,
    method: &mut EqualShares<'_, '_>,
    ladder: &Ladder,
    pace: &mut Pace<'_>,
) -> Result<(u64, Stopped), SelectError> {
    let too_many = || SelectError::TooManyRaises {
        step: ladder.step_text.clone(),
        most: MOST_RAISES,
    };
    // With this much each voter could pay for everything alone: nothing changes beyond.
    let everything: u128 = instance.costs.iter().sum();
    let enough = Fraction::new(everything, 1);
    if ladder.first > &ladder.step * MOST_RAISES && scope.budget > 0 {
        // A step below a millionth of the endowment cannot be meant.
        return Err(too_many());
    }
    let pass = Work::of(instance, &scope.eligible).pass();
    let gate = gate.beyond_budget();
    let mut inner = gate.clone();
    let first = method.run(&ladder.at(0), &scope.eligible, &mut inner);
    let bought = first.purchases.iter().map(|purchase| purchase.project);
    let mut warm = WarmStart::new(instance, &scope.eligible, &gate, bought);
    let mut stride = Stride::new();
    // `inner` is the outcome of all raises from the first of these to the last.
    let (mut raises, mut last) = (0u64, 0u64);
    loop {
        if inner.spent() > scope.budget {
            // The plain outcome is always feasible, so this is not the first.
            return Ok((raises.saturating_sub(1), Stopped::NextInfeasible));
        }
        if let Some(stopped) = stopped(instance, scope, ladder, &inner) {
            return Ok((raises, stopped));
        }
        // Of several endowments none reaches this.
        if ladder.at(last).compare(&enough).is_ge() {
            return Ok((raises, Stopped::Bound));
        }
        raises = last + 1;
        (pace.watch)(last);
        pace.allowance.take(pass)?;
        if raises > MOST_RAISES {
            return Err(too_many());
        }
        loop {
            last = (raises - 1 + stride.length).min(MOST_RAISES);
            let to = ladder.at(last);
            if last == raises || to.compare(&enough).is_ge() {
                last = raises;
                inner = warm.run(method, &ladder.at(raises), &gate);
                stride.succeeded();
                break;
            }
            if let Some(after) = warm.run_all([&ladder.at(raises), &to], &gate) {
                inner = after;
                stride.succeeded();
                break;
            }
            stride.failed();
        }
    }
}

/// How many raises are tried at once: more after successes, fewer after a failure.
struct Stride {
    length: u64,
    /// Successes with this length.
    successes: u32,
    /// Successes after which the length is doubled.
    needed: u32,
}

impl Stride {
    fn new() -> Self {
        Self {
            length: 1,
            successes: 0,
            needed: 1,
        }
    }

    fn succeeded(&mut self) {
        self.successes += 1;
        if self.successes >= self.needed {
            self.length = (self.length * 2).min(MOST_RAISES);
            self.successes = 0;
        }
    }

    fn failed(&mut self) {
        self.length = (self.length / 2).max(1);
        self.successes = 0;
        // What failed once is not tried again at once.
        self.needed = 4;
    }
}
