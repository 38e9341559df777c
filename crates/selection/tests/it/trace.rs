//! Checks results of equal shares from what is published alone: the JSON of the outcome and the
//! ballots. Nothing of the engine runs here; with whole numbers over one denominator everybody's
//! payments are computed again and every claim of the explanation is held against them.

use crate::common::random::{Generator, draw};
use madang_selection::{
    Completion, Election, ProjectDraft, Rule, SelectionRule, Stop, Ties, Utility, VoteType, select,
};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;
use serde_json::Value;

/// `a`, `a/b` or `a.b` as numerator and denominator.
fn fraction(text: &Value) -> Result<(BigInt, BigInt), String> {
    let text = text.as_str().ok_or("not a text")?;
    let number = |digits: &str| {
        digits
            .parse::<BigInt>()
            .map_err(|_| format!("{text}: no number"))
    };
    if let Some((a, b)) = text.split_once('/') {
        return Ok((number(a)?, number(b)?));
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let unit = BigInt::from(10u32).pow(part.len() as u32);
    Ok((number(&format!("{whole}{part}"))?, unit))
}

/// What a choice is worth to its voter: one, points, or a score by place.
fn share(election: &Election, utility: &Value, group: usize, project: usize) -> Option<u64> {
    let listed = election.ballots().projects(group);
    let slot = listed.iter().position(|p| *p as usize == project)?;
    Some(match utility["kind"].as_str()? {
        "cost" | "cardinality" => 1,
        "points" | "points-times-cost" => u64::from(election.ballots().points(group)[slot]),
        _ => match utility["scores"].as_array() {
            Some(scores) => scores.get(slot).and_then(Value::as_u64).unwrap_or(0),
            None => (listed.len() - slot - 1) as u64,
        },
    })
}

/// Everybody's money as it is known from the rounds so far, all over one denominator.
struct Standing<'e> {
    election: &'e Election,
    /// What utility counts: a project's cost, or one.
    by_cost: bool,
    /// The main unit.
    unit: BigInt,
    /// Supporters of each project with their shares.
    supporters: Vec<Vec<(usize, u64)>>,
    /// By distinct ballot.
    purses: Vec<BigInt>,
    open: Vec<bool>,
    /// Price per utility of the last round.
    last: (BigInt, BigInt),
}

impl<'e> Standing<'e> {
    fn new(election: &'e Election, outcome: &Value, paid: &[&Value]) -> Result<Self, String> {
        let (utility, ballots) = (&outcome["rule"]["utility"], election.ballots());
        let kinds = ["cost", "points-times-cost"];
        let first = fraction(&outcome["endowment"]["last"])?;
        let mut unit = first.1.lcm(&BigInt::from(10u64.pow(election.decimals())));
        for round in paid {
            unit = unit.lcm(&fraction(&round["payments"]["price"])?.1);
        }
        let supporters = |project: usize| -> Vec<(usize, u64)> {
            let listed = (0..ballots.distinct()).map(|g| (g, share(election, utility, g, project)));
            listed
                .filter_map(|(g, share)| Some((g, share.filter(|s| *s > 0)?)))
                .collect()
        };
        let projects = 0..election.projects().len();
        let mut standing = Self {
            election,
            by_cost: kinds.iter().any(|kind| utility["kind"] == *kind),
            unit,
            supporters: projects.clone().map(supporters).collect(),
            purses: Vec::new(),
            open: Vec::new(),
            last: (BigInt::zero(), BigInt::from(1u32)),
        };
        standing.purses = vec![standing.scale(&first); ballots.distinct()];
        standing.open = projects.map(|p| !standing.cost(p).is_zero()).collect();
        Ok(standing)
    }

    fn scale(&self, (a, b): &(BigInt, BigInt)) -> BigInt {
        a * (&self.unit / b)
    }

    fn cost(&self, project: usize) -> BigInt {
        let cost = BigInt::from(self.election.projects()[project].cost.0);
        let money = BigInt::from(10u64.pow(self.election.decimals()));
        self.scale(&(cost, money))
    }

    fn id(&self, project: usize) -> &'e str {
        &self.election.projects()[project].id
    }

    fn factor(&self, project: usize) -> BigInt {
        if self.by_cost {
            self.cost(project)
        } else {
            self.unit.clone()
        }
    }

    fn weight(&self, group: usize) -> u64 {
        self.election.ballots().weight(group)
    }

    /// Who pays in full, in part, nothing; together exactly the cost.
    fn check_payments(&self, winner: usize, price: &BigInt, payments: &Value) -> Option<String> {
        let (mut counts, mut sum) = ([0u64; 3], BigInt::zero());
        for (group, share) in &self.supporters[winner] {
            let (due, purse) = (price * *share, &self.purses[*group]);
            let kind = if *purse >= due {
                0
            } else {
                1 + usize::from(purse.is_zero())
            };
            counts[kind] += self.weight(*group);
            sum += (&due).min(purse) * self.weight(*group);
        }
        let names = ["in_full", "in_part", "nothing"];
        let wrong = names.iter().zip(counts);
        let mut wrong = wrong.filter(|(name, count)| payments[**name] != *count);
        if let Some((name, _)) = wrong.next() {
            return Some((*name).to_owned());
        }
        (sum != self.cost(winner)).then(|| "the payments are not the cost".to_owned())
    }

    /// No other project is cheaper per utility than `rho`, and equal ones are reported as tied.
    fn check_others(
        &self,
        winner: usize,
        rho: &(BigInt, BigInt),
        tied: &dyn Fn(&str) -> bool,
    ) -> Option<String> {
        let others = (0..self.open.len()).filter(|other| self.open[*other] && *other != winner);
        for other in others {
            let price = &rho.0 * self.factor(other);
            let due = self.supporters[other].iter().map(|(group, share)| {
                (&self.purses[*group] * &rho.1).min(&price * *share) * self.weight(*group)
            });
            let missing = self.cost(other) * &rho.1 - due.sum::<BigInt>();
            let id = self.id(other);
            if missing < BigInt::zero() || (missing.is_zero() && !tied(id)) {
                return Some(format!("{id} came first"));
            }
        }
        None
    }

    fn check(&self, round: &Value, winner: usize, price: &BigInt, ties: &Value) -> Option<String> {
        let rho = (price.clone(), self.factor(winner));
        if &rho.0 * &self.last.1 < &self.last.0 * &rho.1 {
            return Some("the price per utility fell".to_owned());
        }
        let tied = |id: &str| {
            ties.as_array().into_iter().flatten().any(|tie| {
                let mut ids = tie["projects"].as_array().into_iter().flatten();
                tie["round"] == round["round"] && ids.any(|other| other == id)
            })
        };
        let wrong = self.check_payments(winner, price, &round["payments"]);
        wrong.or_else(|| self.check_others(winner, &rho, &tied))
    }

    fn pay(&mut self, winner: usize, price: BigInt) {
        for (group, share) in &self.supporters[winner] {
            let due = (&price * *share).min(self.purses[*group].clone());
            self.purses[*group] -= due;
        }
        self.open[winner] = false;
        self.last = (price, self.factor(winner));
    }
}

/// Checks every round; gives the number of rounds checked.
fn verify(election: &Election, outcome: &Value) -> Result<usize, String> {
    let rounds = outcome["rounds"].as_array().ok_or("no rounds")?.iter();
    let paid: Vec<&Value> = rounds
        .filter(|round| round["phase"] == "equal-shares")
        .collect();
    let mut standing = Standing::new(election, outcome, &paid)?;
    for round in &paid {
        let number = round["round"].as_u64().ok_or("no round")?;
        let id = round["project"].as_str().ok_or("no project")?;
        let winner = election.project_index(id).ok_or("an unknown project")?;
        let price = standing.scale(&fraction(&round["payments"]["price"])?);
        if let Some(wrong) = standing.check(round, winner, &price, &outcome["ties"]) {
            return Err(format!("round {number}: {wrong}"));
        }
        standing.pay(winner, price);
    }
    let open = (0..standing.open.len()).filter(|project| standing.open[*project]);
    for project in open {
        let behind = standing.supporters[project]
            .iter()
            .map(|(g, _)| &standing.purses[*g] * standing.weight(*g));
        if behind.sum::<BigInt>() >= standing.cost(project) {
            return Err(format!("{} could still be paid", standing.id(project)));
        }
    }
    Ok(paid.len())
}

fn published(election: &Election, rule: &SelectionRule) -> Value {
    let outcome = select(election, rule).expect("an outcome");
    serde_json::from_str(&serde_json::to_string(&outcome).expect("JSON")).expect("JSON")
}

fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

#[test]
fn small_elections_check_out() {
    let borda = |scores| (VoteType::Ordinal, Utility::Borda { scores });
    let kinds = [
        (VoteType::Approval, Utility::Cost {}),
        (VoteType::Approval, Utility::Cardinality {}),
        (VoteType::Cumulative, Utility::Points {}),
        (VoteType::Scoring, Utility::PointsTimesCost {}),
        borda(None),
        borda(Some(vec![3, 2, 1])),
    ];
    let mut rounds = 0;
    for seed in 0..500 {
        let case = draw(seed + 800_000);
        for (vote_type, utility) in &kinds {
            let election = case.election(*vote_type);
            let rule = shares(utility.clone()).with_ties(if seed % 2 == 0 {
                Ties::Id {}
            } else {
                Ties::CostVotes {}
            });
            let outcome = published(&election, &rule);
            rounds += verify(&election, &outcome)
                .unwrap_or_else(|error| panic!("seed {seed} {utility:?}: {error}\n{outcome:#}"));
        }
    }
    assert!(rounds > 3000, "{rounds}");
}

#[test]
fn real_votes_check_out_and_a_change_is_found() {
    let election = crate::common::dev("Poland_Wieliczka_2023_Green_Budget");
    let rule =
        shares(Utility::Cost {}).with_completion(vec![Completion::add_one(Stop::Infeasible)]);
    let outcome = published(&election, &rule);
    assert_eq!(
        verify(&election, &outcome),
        Ok(outcome["selected"].as_array().expect("ids").len())
    );
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut outcome = outcome.clone();
        change(&mut outcome);
        verify(&election, &outcome).expect_err("a change")
    };
    let error = changed(&|outcome| outcome["rounds"][3]["payments"]["in_part"] = 1.into());
    assert_eq!(error, "round 4: in_part");
    let error = changed(&|outcome| {
        let rounds = outcome["rounds"].as_array_mut().expect("rounds");
        rounds.pop();
    });
    assert!(error.contains("could still be paid"), "{error}");
    let error = changed(&|outcome| {
        let price = outcome["rounds"][5]["payments"]["price"].clone();
        outcome["rounds"][4]["payments"]["price"] = price;
    });
    assert!(error.starts_with("round 5: "), "{error}");
}

/// Enough supporters that two threads share the work, weights that need more than two bytes, and so many
/// rounds in which most supporters are poor that prices have to be worked out exactly on the way.
#[test]
fn projects_shared_by_two_threads_check_out() {
    let mut random = Generator(7);
    let mut builder = Election::builder(VoteType::Approval);
    let projects = 60u64;
    for project in 0..projects {
        let cost = 30_000 + random.below(60_000);
        builder.add_project(ProjectDraft::new(format!("p{project}"), cost));
    }
    for voter in 0..70_000 {
        let mut listed: Vec<u64> = (0..2).filter(|_| random.below(10) < 7).collect();
        while listed.len() < 8 {
            let project = random.below(projects);
            if !listed.contains(&project) {
                listed.push(project);
            }
        }
        let weight = if voter % 10_000 == 0 { 66_000 } else { 1 };
        builder.add_approvals(listed.iter().map(|project| format!("p{project}")), weight);
    }
    builder.budget(2_000_000u64);
    let election = builder.build().expect("a good election");
    assert!(election.ballots().supporters(0).len() > 1 << 15);
    for utility in [Utility::Cost {}, Utility::Cardinality {}] {
        let outcome = published(&election, &shares(utility));
        let rounds = verify(&election, &outcome).unwrap_or_else(|error| panic!("{error}"));
        assert!(rounds > 15, "{rounds}");
    }
}
