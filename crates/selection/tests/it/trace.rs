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

/// Checks every round; gives the number of rounds checked.
fn verify(election: &Election, outcome: &Value) -> Result<usize, String> {
    let (utility, ballots) = (&outcome["rule"]["utility"], election.ballots());
    let by_cost = ["cost", "points-times-cost"]
        .iter()
        .any(|kind| utility["kind"] == *kind);
    let rounds = outcome["rounds"].as_array().ok_or("no rounds")?;
    let paid = || {
        rounds
            .iter()
            .filter(|round| round["phase"] == "equal-shares")
    };
    // One denominator for all amounts.
    let money = 10u64.pow(election.decimals());
    let first = fraction(&outcome["endowment"]["last"])?;
    let mut unit = first.1.lcm(&BigInt::from(money));
    for round in paid() {
        unit = unit.lcm(&fraction(&round["payments"]["price"])?.1);
    }
    let scale = |(a, b): &(BigInt, BigInt)| a * (&unit / b);
    let cost = |project: usize| {
        let cost = BigInt::from(election.projects()[project].cost.0);
        scale(&(cost, BigInt::from(money)))
    };
    let supporters = |project: usize| -> Vec<(usize, u64)> {
        let listed = (0..ballots.distinct()).map(|g| (g, share(election, utility, g, project)));
        listed
            .filter_map(|(g, share)| Some((g, share.filter(|s| *s > 0)?)))
            .collect()
    };
    let all: Vec<Vec<(usize, u64)>> = (0..election.projects().len()).map(supporters).collect();
    let mut purses = vec![scale(&first); ballots.distinct()];
    let mut open: Vec<bool> = (0..all.len()).map(|p| !cost(p).is_zero()).collect();
    let mut last = (BigInt::zero(), BigInt::from(1u32));
    let spend = |supporters: &[(usize, u64)], purses: &[BigInt], a: &BigInt, b: &BigInt| {
        let due = |(group, share): &(usize, u64)| {
            (&purses[*group] * b).min(a * *share) * ballots.weight(*group)
        };
        supporters.iter().map(due).sum::<BigInt>()
    };
    for round in paid() {
        let number = round["round"].as_u64().ok_or("no round")?;
        let fail = |what: &str| Err(format!("round {number}: {what}"));
        let id = round["project"].as_str().ok_or("no project")?;
        let winner = election.project_index(id).ok_or("an unknown project")?;
        let price = scale(&fraction(&round["payments"]["price"])?);
        let factor = if by_cost { cost(winner) } else { unit.clone() };
        let rho = (price.clone(), factor.clone());
        if &rho.0 * &last.1 < &last.0 * &rho.1 {
            return fail("the price per utility fell");
        }
        // Who pays in full, in part, nothing; together exactly the cost.
        let (mut counts, mut sum) = ([0u64; 3], BigInt::zero());
        for (group, share) in &all[winner] {
            let due = &price * *share;
            let kind = if purses[*group] >= due {
                0
            } else {
                1 + usize::from(purses[*group].is_zero())
            };
            counts[kind] += ballots.weight(*group);
            sum += (&due).min(&purses[*group]) * ballots.weight(*group);
        }
        for (name, count) in ["in_full", "in_part", "nothing"].iter().zip(counts) {
            if round["payments"][*name] != count {
                return fail(name);
            }
        }
        if sum != cost(winner) {
            return fail("the payments are not the cost");
        }
        // No other project is cheaper per utility, and equal ones are reported as tied.
        for other in (0..all.len()).filter(|other| open[*other] && *other != winner) {
            let per_utility = if by_cost { cost(other) } else { unit.clone() };
            let have = spend(&all[other], &purses, &(&rho.0 * per_utility), &rho.1);
            let tied = outcome["ties"].as_array().into_iter().flatten().any(|tie| {
                let ids = tie["projects"].as_array().into_iter().flatten();
                tie["round"] == number && ids.clone().any(|id| *id == election.projects()[other].id)
            });
            let missing = cost(other) * &rho.1 - have;
            if missing < BigInt::zero() || (missing.is_zero() && !tied) {
                return fail(&format!("{} came first", election.projects()[other].id));
            }
        }
        for (group, share) in &all[winner] {
            let due = (&price * *share).min(purses[*group].clone());
            purses[*group] -= due;
        }
        open[winner] = false;
        last = rho;
    }
    for project in (0..all.len()).filter(|project| open[*project]) {
        let behind = all[project]
            .iter()
            .map(|(g, _)| &purses[*g] * ballots.weight(*g));
        if behind.sum::<BigInt>() >= cost(project) {
            return Err(format!(
                "{} could still be paid",
                election.projects()[project].id
            ));
        }
    }
    Ok(paid().count())
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
