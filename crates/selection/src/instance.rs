//! What a rule sees of an election: costs, supporters with their shares, limits, tie order.

use crate::decimal::{Decimal, MAX_MONEY, Money};
use crate::election::Election;
use crate::error::SelectError;
use crate::rule::{SelectionRule, Utility};
use crate::ties::TieOrder;

/// An election as one rule sees it. A voter's utility for project *c* is
/// `share × factor(c)`, the share being 1, points, or a score by place.
pub(crate) struct Instance<'a> {
    pub(crate) election: &'a Election,
    /// Cost by project; 1 with unit costs.
    pub(crate) costs: Vec<u128>,
    /// Total weight of supporters by project.
    pub(crate) votes: Vec<u64>,
    /// Sum of weight × share over supporters by project.
    pub(crate) shares: Vec<u128>,
    /// Factor of the utility by project.
    pub(crate) factors: Vec<u128>,
    /// Budget in smallest units; the number with unit costs.
    pub(crate) budget: u128,
    /// Decimals of amounts; none with unit costs.
    decimals: u32,
    /// Most projects that may be selected.
    pub(crate) number: Option<usize>,
    pub(crate) unit_costs: bool,
    pub(crate) ties: TieOrder,
    supporters: Supporters<'a>,
    shares_on_ballot: ShareOnBallot,
}

/// Supporters by project. Without shares every share is one.
struct Supporters<'a> {
    own: Option<(Vec<u32>, Vec<u32>)>,
    election: &'a Election,
    shares: Option<Vec<u64>>,
}

/// How the share of a choice follows from its ballot.
#[derive(Clone)]
enum ShareOnBallot {
    One,
    Points,
    Length,
    Scores(Vec<u32>),
}

impl<'a> Instance<'a> {
    pub(crate) fn new(
        election: &'a Election,
        rule: &'a SelectionRule,
    ) -> Result<Self, SelectError> {
        Self::with_utility(election, rule, &rule.utility)
    }

    /// As the rule sees it, but with another utility.
    pub(crate) fn with_utility(
        election: &'a Election,
        rule: &'a SelectionRule,
        utility: &Utility,
    ) -> Result<Self, SelectError> {
        let number = rule.number.or(election.number);
        let has_budget = rule.budget.is_some() || election.budget.is_some();
        let unit_costs = rule.unit_costs || (!has_budget && number.is_some());
        let (decimals, costs, budget) = if unit_costs {
            let seats = u128::from(number.ok_or(SelectError::NoNumber)?);
            (0, vec![1; election.projects.len()], seats)
        } else {
            in_money(election, rule)?
        };
        let by_cost = |factor: bool| -> Vec<u128> {
            if factor {
                costs.clone()
            } else {
                vec![1; costs.len()]
            }
        };
        let (factors, on_ballot) = match utility {
            Utility::Cost {} => (by_cost(true), ShareOnBallot::One),
            Utility::Cardinality {} => (by_cost(false), ShareOnBallot::One),
            Utility::Points {} => (by_cost(false), points_of(election, utility)?),
            Utility::PointsTimesCost {} => (by_cost(true), points_of(election, utility)?),
            Utility::Borda { scores } => {
                if election.vote_type != crate::VoteType::Ordinal {
                    return Err(SelectError::UtilityNeedsBallots {
                        utility: "borda",
                        needed: "ordinal",
                        found: election.vote_type.as_str(),
                    });
                }
                let on_ballot = match scores {
                    Some(scores) => ShareOnBallot::Scores(scores.clone()),
                    None => ShareOnBallot::Length,
                };
                (by_cost(false), on_ballot)
            }
        };
        let supporters = Supporters::new(election, &on_ballot);
        let projects = election.projects.len();
        let mut votes = vec![0u64; projects];
        let mut shares = vec![0u128; projects];
        for project in 0..projects {
            let (groups, Some(own_shares)) = supporters.of(project) else {
                votes[project] = election.ballots.votes()[project];
                shares[project] = u128::from(votes[project]);
                continue;
            };
            for (group, share) in groups.iter().zip(own_shares) {
                let weight = election.ballots.weight(*group as usize);
                votes[project] += weight;
                shares[project] += u128::from(weight) * u128::from(*share);
            }
            // The bounds on rounding in equal shares rest on sums that a double holds exactly.
            if shares[project] >= 1 << 53 {
                let id = election.projects[project].id.clone();
                return Err(SelectError::TooManyPoints { id });
            }
        }
        let ties = TieOrder::new(election, &costs, &votes, &rule.ties);
        Ok(Self {
            election,
            costs,
            votes,
            shares,
            factors,
            budget,
            decimals,
            number: number.map(|number| number as usize),
            unit_costs,
            ties,
            supporters,
            shares_on_ballot: on_ballot,
        })
    }

    /// Number of projects.
    pub(crate) fn len(&self) -> usize {
        self.costs.len()
    }

    /// Total weight of all voters.
    pub(crate) fn voters(&self) -> u64 {
        self.election.ballots.total_weight()
    }

    /// Supporting groups of `project`, ascending, with their shares unless all are one.
    pub(crate) fn supporters(&self, project: usize) -> (&[u32], Option<&[u64]>) {
        self.supporters.of(project)
    }

    /// True when every share is one.
    pub(crate) fn unit_shares(&self) -> bool {
        self.supporters.shares.is_none()
    }

    /// The projects that `group` supports with their shares.
    pub(crate) fn ballot(&self, group: usize) -> impl Iterator<Item = (u32, u64)> + '_ {
        let ballots = &self.election.ballots;
        let (projects, points) = (ballots.projects(group), ballots.points(group));
        projects
            .iter()
            .enumerate()
            .filter_map(move |(slot, project)| {
                let share = self.shares_on_ballot.share(slot, projects.len(), points);
                (share > 0).then_some((*project, share))
            })
    }

    /// Text for an amount in smallest units (seats with unit costs).
    pub(crate) fn format(&self, amount: u128) -> String {
        crate::Money(amount).to_decimal_string(self.decimals())
    }

    /// Decimals of amounts; none with unit costs.
    pub(crate) fn decimals(&self) -> u32 {
        self.decimals
    }

    /// An amount of the rule in smallest units.
    ///
    /// # Errors
    /// When it is above [`MAX_MONEY`](crate::MAX_MONEY) of them.
    pub(crate) fn money(&self, amount: Decimal) -> Result<u128, SelectError> {
        amount
            .scaled(self.decimals)
            .ok_or(SelectError::AmountTooLarge)
    }

    /// Id of `project`.
    pub(crate) fn id(&self, project: usize) -> String {
        self.election.projects[project].id.clone()
    }
}

/// The same instance with utility by votes.
pub(crate) fn vote_instance<'a>(
    instance: &Instance<'a>,
    rule: &'a SelectionRule,
) -> Result<Instance<'a>, SelectError> {
    Instance::with_utility(instance.election, rule, &Utility::Cost {})
}

/// Decimals, costs and budget on the finest scale of the election and of the amounts that the rule
/// states, so that none of them is rounded.
fn in_money(
    election: &Election,
    rule: &SelectionRule,
) -> Result<(u32, Vec<u128>, u128), SelectError> {
    let quotas = rule.quotas.iter().flat_map(|quotas| quotas.groups.values());
    let bounds = quotas.flat_map(|quota| [quota.least_money, quota.most_money]);
    let stated = bounds.chain([rule.budget]).flatten();
    let decimals = stated.map(|amount| amount.decimals()).max().unwrap_or(0);
    let decimals = decimals.max(election.decimals);
    let finer = 10u128.pow(decimals - election.decimals);
    let scale = |amount: Money| {
        let units = amount.0.checked_mul(finer);
        units
            .filter(|units| *units <= MAX_MONEY)
            .ok_or(SelectError::AmountTooLarge)
    };
    let budget = match (rule.budget, election.budget) {
        (Some(budget), _) => budget.scaled(decimals).ok_or(SelectError::AmountTooLarge)?,
        (None, Some(budget)) => scale(budget)?,
        (None, None) => return Err(SelectError::NoBudget),
    };
    let costs = election.projects.iter().map(|project| scale(project.cost));
    Ok((decimals, costs.collect::<Result<_, _>>()?, budget))
}

fn points_of(election: &Election, utility: &Utility) -> Result<ShareOnBallot, SelectError> {
    if election.vote_type.has_points() {
        return Ok(ShareOnBallot::Points);
    }
    Err(SelectError::UtilityNeedsBallots {
        utility: if *utility == (Utility::Points {}) {
            "points"
        } else {
            "points-times-cost"
        },
        needed: "cumulative or scoring",
        found: election.vote_type.as_str(),
    })
}

impl ShareOnBallot {
    fn share(&self, slot: usize, length: usize, points: &[u32]) -> u64 {
        match self {
            Self::One => 1,
            Self::Points => points.get(slot).map_or(1, |points| u64::from(*points)),
            Self::Length => (length - slot - 1) as u64,
            Self::Scores(scores) => scores.get(slot).map_or(0, |score| u64::from(*score)),
        }
    }
}

impl<'a> Supporters<'a> {
    fn new(election: &'a Election, on_ballot: &ShareOnBallot) -> Self {
        if matches!(on_ballot, ShareOnBallot::One) {
            return Self {
                own: None,
                election,
                shares: None,
            };
        }
        let ballots = &election.ballots;
        let (mut offsets, mut groups, mut shares) = (vec![0u32], Vec::new(), Vec::new());
        for project in 0..election.projects.len() {
            let slots = ballots.supporter_slots(project);
            for (group, slot) in ballots.supporters(project).iter().zip(slots) {
                let length = ballots.projects(*group as usize).len();
                let points = ballots.points(*group as usize);
                let share = on_ballot.share(*slot as usize, length, points);
                if share > 0 {
                    groups.push(*group);
                    shares.push(share);
                }
            }
            offsets.push(groups.len() as u32);
        }
        Self {
            own: Some((offsets, groups)),
            election,
            shares: Some(shares),
        }
    }

    fn of(&self, project: usize) -> (&[u32], Option<&[u64]>) {
        match (&self.own, &self.shares) {
            (Some((offsets, groups)), Some(shares)) => {
                let range = offsets[project] as usize..offsets[project + 1] as usize;
                (&groups[range.clone()], Some(&shares[range]))
            }
            _ => (self.election.ballots.supporters(project), None),
        }
    }
}
