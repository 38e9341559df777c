//! Where money goes: from which voters to which groups and audiences, by what voters told about
//! themselves, and past which projects that were not bought.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;

use crate::election::{Election, Project};
use crate::equal_shares::add_purse;
use crate::exact::DIGITS;
use crate::exact::{DenseForm, Fraction};
use crate::flow::{Flow, FlowBasis};
use crate::instance::Instance;
use crate::ledger::Ledger;
use crate::outcome::MoneyFlows;
use crate::progress::{CountedRun, Step};
use crate::rows::ColumnLeftOut;
use crate::twins::Queues;

/// Voters told apart by one column of their rows.
pub(crate) struct Split {
    /// Its header.
    pub(crate) column: String,
    /// Ages are put into bands of ten years.
    pub(crate) banded: bool,
    /// Values by number.
    pub(crate) names: Vec<String>,
    /// Voters by number of the value and distinct ballot.
    pub(crate) counts: BTreeMap<(usize, u32), u64>,
}

/// Amounts in smallest units by number of the value and project.
pub(crate) type Amounts = BTreeMap<(usize, usize), Fraction>;

/// Voters by each column of their rows that tells a few kinds apart, and the columns left out.
pub(crate) fn splits(election: &Election) -> (Vec<Split>, Vec<ColumnLeftOut>) {
    let Some(rows) = &election.voters else {
        return (Vec::new(), Vec::new());
    };
    let (told, left_out) = rows.told();
    let splits = told.into_iter().map(|told| {
        // Rows by value and ballot: a ballot is then looked at once per value.
        let mut counts: BTreeMap<(usize, u32), u64> = BTreeMap::new();
        for (row, (group, value)) in rows.groups.iter().zip(&told.rows).enumerate() {
            *counts.entry((*value as usize, *group)).or_default() += rows.weight(row);
        }
        Split {
            column: told.column,
            banded: told.banded,
            names: told.values,
            counts,
        }
    });
    (splits.collect(), left_out)
}

/// Each project's cost divided equally among its supporters, for the projects that `divided` names.
pub(crate) fn divide_equally(
    election: &Election,
    costs: &[u128],
    divided: &[bool],
    split: &Split,
) -> Amounts {
    let mut listed: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (&(number, group), weight) in &split.counts {
        for &project in election.ballots.projects(group as usize) {
            if divided[project as usize] {
                *listed.entry((number, project as usize)).or_default() += weight;
            }
        }
    }
    let shares = listed.into_iter().map(|((number, project), weight)| {
        let votes = election.ballots.votes()[project].max(1);
        let share = Fraction::new(BigInt::from(costs[project]) * weight, votes);
        ((number, project), share)
    });
    shares.collect()
}

/// Sums amounts by value and by what `targets` says of the project, `format` making texts of them.
/// Empty when no project has a target.
pub(crate) fn gather<'p>(
    projects: &'p [Project],
    names: &'p [String],
    amounts: &Amounts,
    targets: impl Fn(&'p Project) -> Vec<&'p str>,
    format: impl Fn(&Fraction) -> String,
) -> Vec<Flow> {
    if projects.iter().all(|project| targets(project).is_empty()) {
        return Vec::new();
    }
    let mut sums: BTreeMap<(&str, &str), Fraction> = BTreeMap::new();
    for (&(number, project), amount) in amounts {
        let mut to = targets(&projects[project]);
        if to.is_empty() {
            to.push("");
        }
        for target in to {
            let sum = sums.entry((&names[number], target));
            add(sum.or_insert_with(|| Fraction::new(0, 1)), amount);
        }
    }
    let flows = sums.into_iter().map(|((from, to), amount)| Flow {
        from: from.to_owned(),
        to: to.to_owned(),
        money: format(&amount),
    });
    flows.collect()
}

fn add(sum: &mut Fraction, more: &Fraction) {
    if sum.denominator == more.denominator {
        sum.numerator += &more.numerator;
        return;
    }
    let common = sum.denominator.lcm(&more.denominator);
    sum.numerator = &sum.numerator * (&common / &sum.denominator)
        + &more.numerator * (&common / &more.denominator);
    sum.denominator = common;
}

/// The groups of a project as targets.
pub(crate) fn group(project: &Project) -> Vec<&str> {
    project.group.as_deref().into_iter().collect()
}

/// The audiences of a project as targets.
pub(crate) fn audiences(project: &Project) -> Vec<&str> {
    project.audiences.iter().map(String::as_str).collect()
}

/// What voters paid, where equal shares or bounded overspending took it from them; the cost of what a
/// completion selected is divided equally.
pub(crate) fn by_column(
    instance: &Instance<'_>,
    runs: &[CountedRun],
    ledgers: &[Ledger],
    steps: &[Step],
) -> Vec<MoneyFlows> {
    if runs.is_empty() && ledgers.is_empty() {
        return Vec::new();
    }
    let election = instance.election;
    let projects = &election.projects;
    if projects
        .iter()
        .all(|p| p.group.is_none() && p.audiences.is_empty())
    {
        return Vec::new();
    }
    let mut divided = vec![false; instance.len()];
    for step in steps {
        divided[step.project] = instance.costs[step.project] > 0;
    }
    for project in runs.iter().flat_map(|counted| &counted.run.purchases) {
        divided[project.project] = false;
    }
    for (_, project, _) in ledgers
        .iter()
        .flat_map(|ledger| ledger.history.iter().flatten())
    {
        divided[*project] = false;
    }
    let basis = match divided.contains(&true) {
        false => FlowBasis::Payments,
        true => FlowBasis::PaymentsAndEqualDivision,
    };
    let format = |amount: &Fraction| in_main_unit(instance, amount);
    let flows = splits(election).0.into_iter().map(|split| {
        let mut amounts = divide_equally(election, &instance.costs, &divided, &split);
        for counted in runs {
            paid(instance, counted, &split, &mut amounts);
        }
        for ledger in ledgers {
            overspent(ledger, &split, &mut amounts);
        }
        let to = |targets| gather(projects, &split.names, &amounts, targets, format);
        MoneyFlows {
            to_groups: to(group as fn(&Project) -> Vec<&str>),
            to_audiences: to(audiences),
            column: split.column,
            basis,
        }
    });
    flows.collect()
}

/// Adds what the voters of each value paid in a run of equal shares.
fn paid(instance: &Instance<'_>, counted: &CountedRun, split: &Split, amounts: &mut Amounts) {
    let run = &counted.run;
    for number in 0..split.names.len() {
        let mut forms: BTreeMap<u32, DenseForm> = BTreeMap::new();
        for (&(_, group), &weight) in split.counts.range((number, 0)..=(number, u32::MAX)) {
            let group = group as usize;
            let (weight, last) = (i128::from(weight), counted.poor_in[group]);
            for (listed, share) in instance.ballot(group) {
                let round = run.round_of[listed as usize];
                if round == u32::MAX || round > last {
                    continue;
                }
                let form = forms.entry(round).or_insert_with(|| DenseForm::new(0));
                if round < last {
                    form.add_price(round, weight * i128::from(share));
                } else {
                    add_purse(instance, &run.round_of, group, round, weight, form);
                }
            }
        }
        for (round, form) in forms {
            let amount = run.register.dense_value(&form);
            let amount = Fraction::new(amount, run.register.denominator().clone());
            let project = run.purchases[round as usize].project;
            amounts.insert((number, project), amount);
        }
    }
}

/// Adds what the voters of each value paid with bounded overspending.
fn overspent(ledger: &Ledger, split: &Split, amounts: &mut Amounts) {
    for number in 0..split.names.len() {
        let mut weights = vec![0u64; ledger.history.len()];
        for (&(_, group), &weight) in split.counts.range((number, 0)..=(number, u32::MAX)) {
            weights[ledger.class_of[group as usize] as usize] += weight;
        }
        // A class comes after the one it came from, so that one way down collects the history.
        for index in (0..weights.len()).rev() {
            let weight = weights[index];
            if let Some((from, project, payment)) = &ledger.history[index]
                && weight > 0
            {
                let amount =
                    Fraction::new(&payment.numerator * weight, payment.denominator.clone());
                let sum = amounts.entry((number, *project));
                add(sum.or_insert_with(|| Fraction::new(0, 1)), &amount);
                weights[*from as usize] += weight;
            }
        }
    }
}

/// An amount in smallest units as a text in the main unit, rounded.
fn in_main_unit(instance: &Instance<'_>, amount: &Fraction) -> String {
    let unit = BigInt::from(10u128.pow(instance.decimals()));
    Fraction::new(amount.numerator.clone(), &amount.denominator * unit).to_decimal(DIGITS)
}

/// What happened to the money behind each project not bought.
pub(crate) type Flows = BTreeMap<usize, Gone>;

#[derive(Default)]
pub(crate) struct Gone {
    /// Supporters' payments by the winner's id.
    pub(crate) paid: BTreeMap<String, String>,
    /// Number of purchases of the run after which too little was left.
    pub(crate) unaffordable_after: Option<usize>,
}

/// Notes what the supporters of each of `told`, which were not bought, paid for each purchase of a run, as texts by
/// winner.
pub(crate) fn past_losers(
    instance: &Instance<'_>,
    counted: &CountedRun,
    told: &[usize],
    flows: &mut Flows,
) {
    let CountedRun { run, before, .. } = counted;
    let register = &run.register;
    let mut amounts = Paid::new(instance, counted);
    let is_told = |project: usize| told.binary_search(&project).is_ok();
    let queues = Queues::new(instance, |_| None, is_told);
    for queue in 0..queues.len() {
        let mut projects = queues.projects(&instance.ties, queue).peekable();
        let Some(first) = projects.peek().copied() else {
            continue;
        };
        // The same supporters paid the same.
        let (mut paid, mut behind) = (BTreeMap::new(), Vec::new());
        let mut left = register.whole_endowment() * instance.votes[first];
        for (round, amount) in amounts.of(first) {
            left -= &amount;
            behind.push((round, left.clone()));
            let amount = Fraction::new(amount, register.denominator().clone());
            let winner = run.purchases[round].project;
            paid.insert(instance.id(winner), in_main_unit(instance, &amount));
        }
        let whole = register.whole_endowment() * instance.votes[first];
        while let Some(project) = projects.next() {
            let cost = register.denominator() * instance.costs[project];
            let after = behind.partition_point(|(_, left)| *left >= cost);
            let unaffordable_after = match behind.get(after) {
                _ if whole < cost => Some(0),
                Some((round, _)) => Some(before + round + 1),
                None => None,
            };
            let paid = match projects.peek() {
                Some(_) => paid.clone(),
                None => std::mem::take(&mut paid),
            };
            let gone = Gone {
                paid,
                unaffordable_after,
            };
            flows.insert(project, gone);
        }
    }
}

/// What a project's supporters paid for each purchase of a run.
struct Paid<'r, 'a> {
    instance: &'r Instance<'a>,
    counted: &'r CountedRun,
    /// By round how often its price was paid, and whether anything was.
    times: Vec<i128>,
    touched: Vec<bool>,
    /// What was paid besides by those who paid all they had left.
    rest: BTreeMap<usize, DenseForm>,
}

impl<'r, 'a> Paid<'r, 'a> {
    fn new(instance: &'r Instance<'a>, counted: &'r CountedRun) -> Self {
        let rounds = counted.run.purchases.len();
        Self {
            instance,
            counted,
            times: vec![0; rounds],
            touched: vec![false; rounds],
            rest: BTreeMap::new(),
        }
    }

    /// By round, over the denominator of the run's register.
    fn of(&mut self, project: usize) -> Vec<(usize, BigInt)> {
        let (instance, run) = (self.instance, &self.counted.run);
        for &group in instance.supporters(project).0 {
            let group = group as usize;
            let last = self.counted.poor_in[group];
            let weight = i128::from(instance.election.ballots.weight(group));
            for (listed, share) in instance.ballot(group) {
                let round = run.round_of[listed as usize];
                if round == u32::MAX || round > last {
                    continue;
                }
                self.touched[round as usize] = true;
                if round < last {
                    self.times[round as usize] += weight * i128::from(share);
                } else {
                    let form = self.rest.entry(round as usize);
                    let form = form.or_insert_with(|| DenseForm::new(0));
                    add_purse(instance, &run.round_of, group, round, weight, form);
                }
            }
        }
        let register = &run.register;
        let mut amounts = Vec::new();
        for round in 0..self.touched.len() {
            if std::mem::take(&mut self.touched[round]) {
                let mut amount = register.price(round) * std::mem::take(&mut self.times[round]);
                if let Some(rest) = self.rest.remove(&round) {
                    amount += register.dense_value(&rest);
                }
                amounts.push((round, amount));
            }
        }
        amounts
    }
}
