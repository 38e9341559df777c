//! Who has something they voted for, and where the money goes.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::{AuditError, Limits, Subject};
use crate::election::{Election, Project};
use crate::exact::Fraction;
use crate::flow::{Flow, FlowBasis};
use crate::money_flow;
use crate::rows::ColumnLeftOut;

/// Who is represented, by number of selected projects, by service group and by what voters told
/// about themselves; and money by group and audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Representation {
    /// All voters.
    pub all: Represented,
    /// By service group of the projects.
    pub groups: Vec<GroupShare>,
    /// By audience of the projects.
    pub audiences: Vec<GroupShare>,
    /// By category of the projects.
    pub categories: Vec<GroupShare>,
    /// By each column that voters' rows carry.
    pub voters: Vec<VoterColumn>,
    /// Columns with too many values for that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns_left_out: Vec<ColumnLeftOut>,
}

/// Voters by the number of their listed projects that were selected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Represented {
    /// Voters in all.
    pub voters: u64,
    /// How many have none, one, two, … selected.
    pub by_number: Vec<u64>,
    /// How many have at least one.
    pub at_least_one: u64,
    /// Their share in per cent, to one decimal.
    pub percent: String,
    /// Mean number of selected projects on a ballot, to three decimals.
    pub mean_number: String,
}

/// What one group (audience, category) of projects got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GroupShare {
    /// Its name.
    pub name: String,
    /// Projects in it.
    pub projects: usize,
    /// Of these selected.
    pub selected: usize,
    /// Cost of the selected ones.
    pub money: String,
    /// Share of all money spent in per cent, to one decimal.
    pub money_percent: String,
    /// Share of all choices on ballots that go to it in per cent, to one decimal.
    pub choice_percent: String,
    /// Voters who list one of its projects.
    pub supporters: u64,
    /// Of these, how many have at least one of its projects selected.
    pub supporters_served: u64,
}

/// One column of voters' rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VoterColumn {
    /// Its header.
    pub column: String,
    /// Ages are put into bands of ten years.
    pub banded: bool,
    /// By value.
    pub values: Vec<(String, Represented)>,
    /// From which voters to which service group money goes.
    pub flows: Vec<Flow>,
    /// From which voters to which audience; a project for several counts in full for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience_flows: Vec<Flow>,
    /// How the money was divided: here always equally, so that outcomes of all rules can be compared;
    /// what voters paid under a rule that takes money from them is in
    /// [`crate::Outcome::money_flows`].
    #[serde(default)]
    pub basis: FlowBasis,
}

/// Who is represented by the outcome `selected`.
///
/// # Errors
/// As [`super::audit`].
pub fn representation(
    election: &Election,
    selected: &[String],
    limits: &Limits,
) -> Result<Representation, AuditError> {
    Ok(of(&Subject::new(election, selected, limits)?))
}

pub(super) fn of(subject: &Subject<'_>) -> Representation {
    let ballots = &subject.election.ballots;
    let served: Vec<usize> = (0..ballots.distinct())
        .map(|group| {
            let listed = ballots.projects(group).iter();
            listed.filter(|p| subject.selected[**p as usize]).count()
        })
        .collect();
    let mut all = Counter::default();
    for (group, served) in served.iter().enumerate() {
        all.add(*served, ballots.weight(group));
    }
    let projects = &subject.election.projects;
    let names = |of: &dyn Fn(usize) -> Vec<String>| -> Vec<GroupShare> {
        group_shares(subject, &(0..projects.len()).map(of).collect::<Vec<_>>())
    };
    let (voters, columns_left_out) = voter_columns(subject, &served);
    Representation {
        all: all.finish(),
        groups: names(&|p| projects[p].group.iter().cloned().collect()),
        audiences: names(&|p| projects[p].audiences.clone()),
        categories: names(&|p| projects[p].categories.clone()),
        voters,
        columns_left_out,
    }
}

#[derive(Default)]
struct Counter {
    by_number: Vec<u64>,
}

impl Counter {
    fn add(&mut self, number: usize, weight: u64) {
        if self.by_number.len() <= number {
            self.by_number.resize(number + 1, 0);
        }
        self.by_number[number] += weight;
    }

    fn finish(self) -> Represented {
        let voters: u64 = self.by_number.iter().sum();
        let none = self.by_number.first().copied().unwrap_or(0);
        let total: u128 = (0u128..)
            .zip(&self.by_number)
            .map(|(n, count)| n * u128::from(*count))
            .sum();
        Represented {
            voters,
            at_least_one: voters - none,
            percent: percent((voters - none).into(), voters.into()),
            mean_number: Fraction::new(total, voters.max(1)).to_decimal(3),
            by_number: self.by_number,
        }
    }
}

/// `part / whole` in per cent to one decimal; `0` of nothing.
pub(crate) fn percent(part: u128, whole: u128) -> String {
    let whole = if whole == 0 { 1 } else { whole };
    Fraction::new(BigInt::from(part) * 100u32, whole).to_decimal(1)
}

/// `names`: for each project the groups it is in.
fn group_shares(subject: &Subject<'_>, names: &[Vec<String>]) -> Vec<GroupShare> {
    let ballots = &subject.election.ballots;
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (project, groups) in names.iter().enumerate() {
        for group in groups {
            members.entry(group).or_default().push(project);
        }
    }
    let spent = subject.total_cost();
    let choices: u64 = ballots.votes().iter().sum();
    let mut seen = vec![(0usize, false); ballots.distinct()];
    let mut shares = Vec::new();
    for (mark, (name, members)) in (1usize..).zip(members) {
        let (mut supporters, mut supporters_served, mut own_choices) = (0u64, 0u64, 0u64);
        for &project in &members {
            own_choices += ballots.votes()[project];
            for group in ballots.supporters(project) {
                let weight = ballots.weight(*group as usize);
                let (last, served) = &mut seen[*group as usize];
                if *last != mark {
                    (*last, *served) = (mark, false);
                    supporters += weight;
                }
                if subject.selected[project] && !*served {
                    *served = true;
                    supporters_served += weight;
                }
            }
        }
        let chosen = members.iter().filter(|project| subject.selected[**project]);
        let money: u128 = chosen.clone().map(|project| subject.costs[*project]).sum();
        shares.push(GroupShare {
            name: name.to_owned(),
            projects: members.len(),
            selected: chosen.count(),
            money: subject.format(money),
            money_percent: percent(money, spent),
            choice_percent: percent(own_choices.into(), choices.into()),
            supporters,
            supporters_served,
        });
    }
    shares
}

fn voter_columns(
    subject: &Subject<'_>,
    served: &[usize],
) -> (Vec<VoterColumn>, Vec<ColumnLeftOut>) {
    let projects = &subject.election.projects;
    let (splits, left_out) = money_flow::splits(subject.election);
    let columns = splits.into_iter().map(|split| {
        let mut counters: BTreeMap<&str, Counter> = BTreeMap::new();
        for (&(number, group), weight) in &split.counts {
            let counter = counters.entry(&split.names[number]).or_default();
            counter.add(served[group as usize], *weight);
        }
        let values = counters
            .into_iter()
            .map(|(name, counter)| (name.to_owned(), counter.finish()))
            .collect();
        let (election, selected) = (subject.election, &subject.selected);
        let amounts = money_flow::divide_equally(election, &subject.costs, selected, &split);
        let format = |amount: &Fraction| {
            subject.amount(amount.numerator.clone(), amount.denominator.clone())
        };
        let to = |targets| money_flow::gather(projects, &split.names, &amounts, targets, format);
        VoterColumn {
            flows: to(money_flow::group as fn(&Project) -> Vec<&str>),
            audience_flows: to(money_flow::audiences),
            basis: FlowBasis::EqualDivision,
            values,
            column: split.column,
            banded: split.banded,
        }
    });
    (columns.collect(), left_out)
}
