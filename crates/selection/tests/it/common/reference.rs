//! Slow implementations of the rules, one voter at a time and with fractions throughout, written
//! from the definitions and sharing no code with the library.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Zero};

use super::random::Draw;

pub type Rational = Ratio<BigInt>;

pub fn whole(value: u64) -> Rational {
    Rational::from_integer(BigInt::from(value))
}

/// A small election: costs, and for each voter a utility by project (zero: not supported).
pub struct Small {
    pub ids: Vec<String>,
    pub costs: Vec<u64>,
    pub utilities: Vec<Vec<u64>>,
    pub budget: u64,
}

impl Small {
    /// A drawn election in which a listed project is worth its cost.
    pub fn by_cost(case: &Draw) -> Small {
        let worth = |(points, cost): (&u64, &u64)| points.min(&1) * cost.max(&1);
        Small {
            ids: case.ids.clone(),
            costs: case.costs.clone(),
            utilities: case
                .points
                .iter()
                .map(|ballot| ballot.iter().zip(&case.costs).map(worth).collect())
                .collect(),
            budget: case.budget,
        }
    }
}

impl Small {
    pub fn votes(&self, project: usize) -> u64 {
        self.utilities
            .iter()
            .filter(|voter| voter[project] > 0)
            .count() as u64
    }

    fn cost(&self, projects: &[usize]) -> u64 {
        projects.iter().map(|project| self.costs[*project]).sum()
    }

    /// The first of tied projects: by id, or by lowest cost, most votes, id.
    fn first(&self, tied: &[usize], by_cost: bool) -> usize {
        let key = |project: &usize| {
            let by = if by_cost {
                (self.costs[*project], u64::MAX - self.votes(*project))
            } else {
                (0, 0)
            };
            (by, self.ids[*project].clone())
        };
        *tied
            .iter()
            .min_by_key(|project| key(project))
            .expect("a tie has members")
    }

    fn with_free_projects(&self) -> Vec<usize> {
        let mut free: Vec<usize> = (0..self.costs.len())
            .filter(|project| self.costs[*project] == 0 && self.votes(*project) > 0)
            .collect();
        free.sort_by_key(|project| self.ids[*project].clone());
        free
    }

    /// The smallest ρ at which the supporters' payments reach the cost, by going through all
    /// points where one more of them runs out of money.
    fn rho(&self, project: usize, money: &[Rational]) -> Option<Rational> {
        let mut supporters: Vec<(Rational, Rational)> = self
            .utilities
            .iter()
            .zip(money)
            .filter(|(voter, _)| voter[project] > 0)
            .map(|(voter, money)| (money.clone(), whole(voter[project])))
            .collect();
        supporters.sort_by_key(|(money, utility)| money / utility);
        let mut missing = whole(self.costs[project]);
        for at in 0..supporters.len() {
            let rest: Rational = supporters[at..]
                .iter()
                .map(|(_, utility)| utility.clone())
                .sum();
            let rho = &missing / rest;
            if &rho * &supporters[at].1 <= supporters[at].0 {
                return Some(rho);
            }
            missing -= &supporters[at].0;
        }
        None
    }

    /// Equal shares with `endowment` each; `admits` may refuse projects given what was bought.
    pub fn equal_shares(
        &self,
        endowment: &Rational,
        by_cost: bool,
        admits: &dyn Fn(&[usize], usize) -> bool,
    ) -> (Vec<usize>, Vec<Rational>) {
        let (bought, money, _) = self.equal_shares_told(endowment, by_cost, admits);
        (bought, money)
    }

    /// Also how many projects tied in each round where more than one did.
    pub fn equal_shares_with_ties(
        &self,
        endowment: &Rational,
        by_cost: bool,
    ) -> (Vec<usize>, Vec<Rational>, Vec<usize>) {
        self.equal_shares_told(endowment, by_cost, &|_, _| true)
    }

    fn equal_shares_told(
        &self,
        endowment: &Rational,
        by_cost: bool,
        admits: &dyn Fn(&[usize], usize) -> bool,
    ) -> (Vec<usize>, Vec<Rational>, Vec<usize>) {
        let mut money = vec![endowment.clone(); self.utilities.len()];
        let mut bought = self.with_free_projects();
        let mut ties = Vec::new();
        loop {
            let mut best: Option<(Rational, Vec<usize>)> = None;
            for project in 0..self.costs.len() {
                if bought.contains(&project)
                    || self.costs[project] == 0
                    || self.votes(project) == 0
                    || !admits(&bought, project)
                {
                    continue;
                }
                let Some(rho) = self.rho(project, &money) else {
                    continue;
                };
                match best.as_mut().map(|(known, tied)| (rho.cmp(known), tied)) {
                    Some((Ordering::Greater, _)) => {}
                    Some((Ordering::Equal, tied)) => tied.push(project),
                    _ => best = Some((rho, vec![project])),
                }
            }
            let Some((rho, tied)) = best else {
                return (bought, money, ties);
            };
            ties.extend(Some(tied.len()).filter(|tied| *tied > 1));
            let winner = self.first(&tied, by_cost);
            for (voter, money) in self.utilities.iter().zip(&mut money) {
                if voter[winner] > 0 {
                    let due = &rho * whole(voter[winner]);
                    *money -= due.min(money.clone());
                }
            }
            bought.push(winner);
        }
    }

    /// Bounded overspending from its definition: every (α, ρ) at which some supporter runs out of
    /// money or α is one; gives purchases, what each cost its supporters, and the money left.
    pub fn bounded_overspending(
        &self,
        by_cost: bool,
    ) -> (Vec<usize>, Vec<(Rational, Rational)>, Vec<Rational>) {
        let mut money = vec![self.share(); self.utilities.len()];
        let mut bought = self.with_free_projects();
        let mut rounds = Vec::new();
        loop {
            let mut best: Option<(Rational, Vec<(usize, Rational)>)> = None;
            for project in 0..self.costs.len() {
                let fits = self.cost(&bought) + self.costs[project] <= self.budget;
                if bought.contains(&project) || self.costs[project] == 0 || !fits {
                    continue;
                }
                let Some((value, part, rho)) = self.part(project, &money) else {
                    continue;
                };
                assert!(part <= Rational::one());
                match best.as_mut().map(|(known, tied)| (value.cmp(known), tied)) {
                    Some((Ordering::Greater, _)) => {}
                    Some((Ordering::Equal, tied)) => tied.push((project, rho)),
                    _ => best = Some((value, vec![(project, rho)])),
                }
            }
            let Some((value, tied)) = best else {
                return (bought, rounds, money);
            };
            let projects: Vec<usize> = tied.iter().map(|(project, _)| *project).collect();
            let winner = self.first(&projects, by_cost);
            let rho = &tied.iter().find(|(p, _)| *p == winner).expect("tied").1;
            let mut paid = Rational::zero();
            for (voter, money) in self.utilities.iter().zip(&mut money) {
                let due = (rho * whole(voter[winner])).min(money.clone());
                *money -= &due;
                paid += due;
            }
            rounds.push((value, paid));
            bought.push(winner);
        }
    }

    /// The smallest ρ/α of a project with the largest α that has it, and that ρ.
    fn part(&self, project: usize, money: &[Rational]) -> Option<(Rational, Rational, Rational)> {
        let cost = whole(self.costs[project]);
        let supporters: Vec<(&Rational, Rational)> = self
            .utilities
            .iter()
            .zip(money)
            .filter(|(voter, money)| voter[project] > 0 && !money.is_zero())
            .map(|(voter, money)| (money, whole(voter[project])))
            .collect();
        // t = α·ρ, and what supporters pay at t.
        let sum = |t: &Rational| -> Rational {
            let paid = supporters
                .iter()
                .map(|(money, u)| (t * u).min((*money).clone()));
            paid.sum()
        };
        let mut tries: Vec<Rational> = supporters.iter().map(|(money, u)| *money / u).collect();
        tries.extend(self.rho(project, money));
        let mut best: Option<(Rational, Rational, Rational)> = None;
        for t in tries {
            let part = sum(&t) / &cost;
            if part > Rational::one() || part.is_zero() {
                continue;
            }
            let rho = &t / &part;
            let value = &rho / &part;
            if best.as_ref().is_none_or(|(known, known_part, _)| {
                value < *known || (value == *known && part > *known_part)
            }) {
                best = Some((value, part, rho));
            }
        }
        if let Some((value, ..)) = &best {
            // Between these points it is nowhere smaller.
            for part_of in [3u64, 7, 12, 20, 40] {
                let t = &best.as_ref().expect("found").2 * whole(part_of) / whole(16);
                let part = sum(&t) / &cost;
                assert!(part > Rational::one() || &t / (&part * &part) >= *value);
            }
        }
        best
    }

    pub fn share(&self) -> Rational {
        whole(self.budget) / whole(self.utilities.len() as u64)
    }

    /// Add-one as spec and pabutools have it.
    pub fn add_one(&self, step: &Rational, until_exhaustive: bool, by_cost: bool) -> Vec<usize> {
        let supported: Vec<usize> = (0..self.costs.len())
            .filter(|project| self.votes(*project) > 0)
            .collect();
        let mut endowment = self.share();
        let mut previous: Option<Vec<usize>> = None;
        loop {
            let (outcome, _) = self.equal_shares(&endowment, by_cost, &|_, _| true);
            if self.cost(&outcome) > self.budget {
                return previous.expect("the first outcome is within the budget");
            }
            let fits = |project: &usize| {
                !outcome.contains(project)
                    && self.costs[*project] + self.cost(&outcome) <= self.budget
            };
            let exhaustive = !supported.iter().any(fits);
            let all = supported.iter().all(|project| outcome.contains(project));
            if all || (until_exhaustive && exhaustive) {
                return outcome;
            }
            endowment += step;
            previous = Some(outcome);
        }
    }

    /// Highest total utility per cost, skipping what does not fit, after `bought`.
    pub fn greedy(&self, bought: Vec<usize>, by_votes: bool, by_cost: bool) -> Vec<usize> {
        let mut bought = if bought.is_empty() {
            self.with_free_projects()
        } else {
            bought
        };
        loop {
            let mut best: Option<(Rational, Vec<usize>)> = None;
            for project in 0..self.costs.len() {
                let fits = self.cost(&bought) + self.costs[project] <= self.budget;
                if bought.contains(&project)
                    || !fits
                    || self.votes(project) == 0
                    || self.costs[project] == 0
                {
                    continue;
                }
                let total: u64 = self.utilities.iter().map(|voter| voter[project]).sum();
                let key = if by_votes {
                    whole(self.votes(project))
                } else {
                    whole(total) / whole(self.costs[project])
                };
                match best.as_mut().map(|(known, tied)| (key.cmp(known), tied)) {
                    Some((Ordering::Less, _)) => {}
                    Some((Ordering::Equal, tied)) => tied.push(project),
                    _ => best = Some((key, vec![project])),
                }
            }
            let Some((_, tied)) = best else { return bought };
            bought.push(self.first(&tied, by_cost));
        }
    }

    /// Phragmén's rule from `loads`, after `bought`.
    pub fn phragmen(
        &self,
        mut bought: Vec<usize>,
        mut loads: Vec<Rational>,
        skip: bool,
        by_cost: bool,
    ) -> Vec<usize> {
        if bought.is_empty() {
            bought = self.with_free_projects();
        }
        loop {
            let mut best: Option<(Rational, Vec<usize>)> = None;
            for project in 0..self.costs.len() {
                let fits = self.cost(&bought) + self.costs[project] <= self.budget;
                if bought.contains(&project)
                    || self.votes(project) == 0
                    || self.costs[project] == 0
                    || self.costs[project] > self.budget
                    || (skip && !fits)
                {
                    continue;
                }
                let sum: Rational = self
                    .utilities
                    .iter()
                    .zip(&loads)
                    .filter(|(voter, _)| voter[project] > 0)
                    .map(|(_, load)| load.clone())
                    .sum();
                let load = (sum + whole(self.costs[project])) / whole(self.votes(project));
                match best.as_mut().map(|(known, tied)| (load.cmp(known), tied)) {
                    Some((Ordering::Greater, _)) => {}
                    Some((Ordering::Equal, tied)) => tied.push(project),
                    _ => best = Some((load, vec![project])),
                }
            }
            let Some((load, tied)) = best else {
                return bought;
            };
            let over = |project: &usize| self.cost(&bought) + self.costs[*project] > self.budget;
            if tied.iter().any(over) {
                return bought;
            }
            let winner = self.first(&tied, by_cost);
            for (voter, own) in self.utilities.iter().zip(&mut loads) {
                if voter[winner] > 0 {
                    *own = load.clone();
                }
            }
            bought.push(winner);
        }
    }

    /// Sequential proportional approval voting for `number` seats.
    pub fn proportional_approval(&self, number: usize, by_cost: bool) -> Vec<usize> {
        let mut bought: Vec<usize> = Vec::new();
        while bought.len() < number {
            let mut best: Option<(Rational, Vec<usize>)> = None;
            for project in 0..self.costs.len() {
                if bought.contains(&project) || self.votes(project) == 0 {
                    continue;
                }
                let mut score = Rational::zero();
                for voter in self.utilities.iter().filter(|voter| voter[project] > 0) {
                    let have = bought.iter().filter(|bought| voter[**bought] > 0).count() as u64;
                    score += Rational::one() / whole(have + 1);
                }
                match best.as_mut().map(|(known, tied)| (score.cmp(known), tied)) {
                    Some((Ordering::Less, _)) => {}
                    Some((Ordering::Equal, tied)) => tied.push(project),
                    _ => best = Some((score, vec![project])),
                }
            }
            let Some((_, tied)) = best else { break };
            bought.push(self.first(&tied, by_cost));
        }
        bought
    }

    /// The official final comparison.
    pub fn compare(&self, own: Vec<usize>, other: Vec<usize>) -> Vec<usize> {
        let count = |voter: &[u64], set: &[usize]| set.iter().filter(|p| voter[**p] > 0).count();
        let (mut prefer_own, mut prefer_other) = (0, 0);
        for voter in &self.utilities {
            match count(voter, &own).cmp(&count(voter, &other)) {
                Ordering::Greater => prefer_own += 1,
                Ordering::Less => prefer_other += 1,
                Ordering::Equal => {}
            }
        }
        if prefer_other > prefer_own {
            other
        } else {
            own
        }
    }
}
