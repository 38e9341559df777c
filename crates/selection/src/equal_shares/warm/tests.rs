//! Passes against runs from the beginning, on thousands of small elections full of ties.

use num_bigint::BigInt;

use super::*;
use crate::equal_shares::tests::{Generator, election};
use crate::rule::{Quota, QuotaMode, Quotas, Rule, SelectionRule, Utility};
use crate::{Election, ProjectDraft, VoteType};

fn quotas(random: &mut Generator, election: &Election) -> Option<Quotas> {
    let mode = [QuotaMode::Caps, QuotaMode::Reserve][random.below(2) as usize];
    let known = |name: &str| {
        let mut groups = election.projects.iter().map(|p| p.group.as_deref());
        groups.any(|group| group == Some(name))
    };
    let quota = Quota {
        least_number: (mode == QuotaMode::Reserve).then_some(1),
        most_number: Some(1 + random.below(3) as u32),
        ..Quota::default()
    };
    let groups = ["a", "b"].into_iter().filter(|name| known(name));
    let groups = groups
        .map(|name| (name.to_owned(), quota.clone()))
        .collect();
    (random.below(3) == 0).then_some(Quotas { mode, groups })
}

fn kinds() -> [(VoteType, Utility); 6] {
    let borda = |scores| (VoteType::Ordinal, Utility::Borda { scores });
    [
        (VoteType::Approval, Utility::Cost {}),
        (VoteType::Approval, Utility::Cardinality {}),
        (VoteType::Cumulative, Utility::Points {}),
        (VoteType::Scoring, Utility::PointsTimesCost {}),
        borda(None),
        borda(Some(vec![5, 2, 1])),
    ]
}

#[test]
fn passes_buy_what_runs_from_the_beginning_buy() {
    let kinds = kinds();
    let (mut passes, mut ranges, mut changes, mut unclear) = (0, 0, 0, 0);
    for seed in 0..6000u64 {
        let mut random = Generator(seed);
        let (vote_type, utility) = &kinds[(seed % 6) as usize];
        let election = election(&mut random, *vote_type, &[1, 2, 3]);
        let rule = SelectionRule {
            quotas: quotas(&mut random, &election),
            number: (random.below(4) == 0).then(|| 1 + random.below(6) as u32),
            ..SelectionRule::new(Rule::EqualShares {}, utility.clone())
        };
        let instance = Instance::new(&election, &rule).expect("an instance");
        let supported: Vec<bool> = instance.votes.iter().map(|votes| *votes > 0).collect();
        let gate = match &rule.quotas {
            Some(quotas) => Gate::new(&instance, quotas, &supported, instance.budget),
            None => Ok(Gate::without_bounds(&instance, instance.budget)),
        };
        let Ok(gate) = gate else {
            continue;
        };
        let gate = gate.beyond_budget();
        let eligible: Vec<bool> = (0..instance.len()).map(|_| random.below(12) > 0).collect();
        // Steps from a thousandth of the first endowment to all of it.
        let voters = instance.voters();
        let divisor = [1000u64, 100, 37, 7, 1][random.below(5) as usize];
        let endowment = |raise: u64| {
            let numerator = BigInt::from(instance.budget) * (divisor + raise);
            Fraction::new(numerator, BigInt::from(voters) * divisor)
        };
        let mut method = EqualShares::new(&instance);
        let first = method.run(&endowment(0), &eligible, &mut gate.clone());
        let bought = first.purchases.iter().map(|purchase| purchase.project);
        let mut warm = WarmStart::new(&instance, &eligible, &gate, bought);
        let mut before: Vec<usize> = Vec::new();
        let mut raise = 0;
        while raise < 40 {
            // One endowment or a range of them, as long as it may be.
            let length = 1 + random.below(2) * random.below(30);
            let (from, to) = (raise + 1, raise + length);
            let mut own = None;
            if length > 1 {
                own = warm.run_all([&endowment(from), &endowment(to)], &gate);
                ranges += u64::from(own.is_some());
            }
            raise = if own.is_some() { to } else { from };
            let own = own.unwrap_or_else(|| warm.run(&mut method, &endowment(from), &gate));
            for raise in from..=raise {
                let mut naive = gate.clone();
                let run = method.run(&endowment(raise), &eligible, &mut naive);
                let order: Vec<usize> = run.purchases.iter().map(|p| p.project).collect();
                let context = format!("seed {seed} raise {raise} of {from} to {to}");
                if warm.unclear == unclear {
                    let rounds = warm.rounds.iter();
                    let own: Vec<usize> = rounds.filter_map(|round| round.project).collect();
                    assert_eq!(own, order, "{context}");
                }
                for project in 0..instance.len() {
                    assert_eq!(own.has(project), naive.has(project), "{context} {project}");
                }
                passes += 1;
                changes += u64::from(before != order);
                before = order;
            }
            unclear = warm.unclear;
        }
        unclear = 0;
    }
    assert!(passes > 100_000, "{passes}");
    assert!(ranges > 5_000, "{ranges}");
    assert!(changes > 10_000, "{changes}");
}

/// Few ballots that list many projects, most of which cost the same: once a voter has nothing left, whoever else lists a project decides,
/// and very many come to exactly the same without everybody paying in full.
#[test]
fn of_few_ballots_ties_are_settled_in_the_pass() {
    let (mut passes, mut changes, mut unclear) = (0u64, 0u64, 0u64);
    for seed in 0..120u64 {
        let mut random = Generator(seed + 2_000_000);
        let utility = [Utility::Cost {}, Utility::Cardinality {}][(seed % 2) as usize].clone();
        let costs = [&[10][..], &[7, 10], &[3, 7, 10, 11]][(seed % 3) as usize];
        let election = few_ballots(&mut random, costs);
        let rule = SelectionRule::new(Rule::EqualShares {}, utility);
        let instance = Instance::new(&election, &rule).expect("an instance");
        let gate = Gate::without_bounds(&instance, instance.budget).beyond_budget();
        let eligible = vec![true; instance.len()];
        let endowment = |raise: u64| {
            let numerator = BigInt::from(instance.budget) * (100 + raise);
            Fraction::new(numerator, BigInt::from(instance.voters()) * 100)
        };
        let mut method = EqualShares::new(&instance);
        let first = method.run(&endowment(0), &eligible, &mut gate.clone());
        let bought = first.purchases.iter().map(|purchase| purchase.project);
        let mut warm = WarmStart::new(&instance, &eligible, &gate, bought);
        let mut before: Vec<usize> = Vec::new();
        for raise in 1..=20 {
            let own = warm.run(&mut method, &endowment(raise), &gate);
            let mut naive = gate.clone();
            let run = method.run(&endowment(raise), &eligible, &mut naive);
            for project in 0..instance.len() {
                assert_eq!(
                    own.has(project),
                    naive.has(project),
                    "seed {seed} raise {raise}: {project}"
                );
            }
            let order: Vec<usize> = run.purchases.iter().map(|p| p.project).collect();
            passes += 1;
            changes += u64::from(before != order);
            before = order;
        }
        unclear += warm.unclear;
    }
    assert!(changes > 1000, "{changes} of {passes}");
    assert!(unclear * 10 < passes, "{unclear} of {passes}");
}

fn few_ballots(random: &mut Generator, costs: &[u64]) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    let projects = 40 + random.below(60);
    let ids: Vec<String> = (0..projects).map(|id| id.to_string()).collect();
    let mut all = 0;
    for id in &ids {
        let cost = costs[random.below(costs.len() as u64) as usize];
        all += cost;
        builder.add_project(ProjectDraft::new(id.as_str(), cost));
    }
    for _ in 0..3 + random.below(5) {
        let listed = ids.iter().filter(|_| random.below(2) == 0);
        let listed: Vec<&str> = listed.map(String::as_str).collect();
        builder.add_approvals(listed, 1 + random.below(3));
    }
    builder.budget(all / 2);
    builder.build().expect("a good election")
}

#[test]
fn doubles_decide_nearly_always() {
    let (mut passes, mut unclear) = (0u64, 0u64);
    for seed in 0..200u64 {
        let mut random = Generator(seed + 1_000_000);
        let election = election(&mut random, VoteType::Approval, &[1, 2, 3]);
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
        let instance = Instance::new(&election, &rule).expect("an instance");
        let gate = Gate::without_bounds(&instance, instance.budget);
        let gate = gate.beyond_budget();
        let eligible = vec![true; instance.len()];
        let mut method = EqualShares::new(&instance);
        let mut warm = WarmStart::new(&instance, &eligible, &gate, []);
        for raise in 0..20u32 {
            let numerator = BigInt::from(instance.budget) * (1000 + raise);
            let endowment = Fraction::new(numerator, BigInt::from(instance.voters()) * 1000);
            warm.run(&mut method, &endowment, &gate);
            passes += 1;
        }
        unclear += warm.unclear;
    }
    assert!(unclear * 5 < passes, "{unclear} of {passes}");
}
