//! Rules with limits against slow implementations: bounds for groups, thresholds, scores.

use std::collections::BTreeMap;

use crate::common::random::{Draw, Generator, draw};
use crate::common::reference::{Rational, Small, whole};
use madang_selection::{
    Decimal, Election, Fit, Normalisation, Phase, Quota, QuotaMode, Quotas, Rule, ScoreRule,
    ScoreSheet, SelectError, SelectionRule, Utility, VoteType, select,
};
use num_traits::{One, Zero};

fn ids(case: &Draw, projects: &[usize]) -> Vec<String> {
    projects
        .iter()
        .map(|project| case.ids[*project].clone())
        .collect()
}

/// Bounds by group: least and most projects, most money.
type Bounds = BTreeMap<String, (usize, Option<usize>, Option<u64>)>;

fn bounds(random: &mut Generator, case: &Draw, least: bool) -> Bounds {
    let mut bounds = Bounds::new();
    for group in ["a", "b"] {
        if case.groups.iter().any(|own| own.as_deref() == Some(group)) {
            let low = if least { random.below(3) as usize } else { 0 };
            let most = (random.below(2) == 0).then(|| low + random.below(3) as usize);
            let money = (!least && random.below(2) == 0).then(|| random.below(12));
            bounds.insert(group.to_owned(), (low, most, money));
        }
    }
    bounds
}

fn quotas(mode: QuotaMode, bounds: &Bounds) -> Quotas {
    let quota = |(low, most, money): &(usize, Option<usize>, Option<u64>)| {
        Quota::default()
            .with_least_number(*low as u32)
            .with_most_number(most.map(|most| most as u32))
            .with_most_money(money.map(Decimal::from))
    };
    Quotas::new(
        mode,
        bounds
            .iter()
            .map(|(group, own)| (group.clone(), quota(own)))
            .collect(),
    )
}

fn in_group<'c>(
    case: &'c Draw,
    set: &'c [usize],
    group: &'c str,
) -> impl Iterator<Item = usize> + 'c {
    set.iter()
        .copied()
        .filter(move |p| case.groups[*p].as_deref() == Some(group))
}

fn below_upper(case: &Draw, bounds: &Bounds, set: &[usize]) -> bool {
    bounds.iter().all(|(group, (_, most, money))| {
        let cost: u64 = in_group(case, set, group).map(|p| case.costs[p]).sum();
        most.is_none_or(|most| in_group(case, set, group).count() <= most)
            && money.is_none_or(|money| cost <= money)
    })
}

/// True when some set of supported projects holds `set`, fits the budget and meets all bounds.
fn can_be_met(case: &Draw, small: &Small, bounds: &Bounds, set: &[usize]) -> bool {
    (0u32..1 << case.costs.len()).any(|mask| {
        let chosen: Vec<usize> = (0..case.costs.len())
            .filter(|p| mask >> p & 1 == 1)
            .collect();
        let cost: u64 = chosen.iter().map(|p| case.costs[*p]).sum();
        set.iter().all(|p| chosen.contains(p))
            && chosen.iter().all(|p| small.votes(*p) > 0)
            && cost <= case.budget
            && below_upper(case, bounds, &chosen)
            && bounds
                .iter()
                .all(|(g, (low, ..))| in_group(case, &chosen, g).count() >= *low)
    })
}

fn with(set: &[usize], project: usize) -> Vec<usize> {
    let mut set = set.to_vec();
    set.push(project);
    set
}

#[test]
fn upper_bounds_drop_what_is_above_them() {
    let mut bounded = 0;
    for seed in 0..2000 {
        let mut case = draw(seed + 900_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let bounds = bounds(&mut Generator(seed), &case, false);
        let small = Small::by_cost(&case);
        let admits = |set: &[usize], p: usize| below_upper(&case, &bounds, &with(set, p));
        let (bought, _) = small.equal_shares(&small.share(), false, &admits);
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
            .with_quotas(quotas(QuotaMode::Caps, &bounds));
        let outcome = select(&case.election(VoteType::Approval), &rule).expect("an outcome");
        assert_eq!(outcome.selected, ids(&case, &bought), "seed {seed}");
        let (free, _) = small.equal_shares(&small.share(), false, &|_, _| true);
        bounded += usize::from(free != bought);
    }
    assert!(bounded > 300, "{bounded}");
}

#[test]
fn lower_bounds_are_kept_within_reach_and_met() {
    let (mut kept, mut refused) = (0, 0);
    for seed in 0..1500 {
        let mut case = draw(seed + 950_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let bounds = bounds(&mut Generator(seed), &case, true);
        let small = Small::by_cost(&case);
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
            .with_quotas(quotas(QuotaMode::Reserve, &bounds));
        let found = select(&case.election(VoteType::Approval), &rule);
        if !can_be_met(&case, &small, &bounds, &[]) {
            let refusal = matches!(found, Err(SelectError::InfeasibleQuotas { .. }));
            assert!(refusal, "seed {seed}: {found:?}");
            refused += 1;
            continue;
        }
        let outcome = found.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(outcome.quotas.iter().all(|quota| quota.met), "seed {seed}");
        let admits = |set: &[usize], p: usize| can_be_met(&case, &small, &bounds, &with(set, p));
        let (bought, _) = small.equal_shares(&small.share(), false, &admits);
        let filled = outcome
            .rounds
            .iter()
            .filter(|round| round.phase == Phase::Reserve)
            .count();
        let own = &outcome.selected[..outcome.selected.len() - filled];
        assert_eq!(own, ids(&case, &bought), "seed {seed}");
        kept += usize::from(filled > 0);
    }
    assert!(kept > 100 && refused > 100, "{kept} {refused}");
}

#[test]
fn pots_are_elections_of_their_own() {
    for seed in 0..1000 {
        let mut case = draw(seed + 970_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let mut random = Generator(seed);
        let mut own = Vec::new();
        let mut groups = BTreeMap::new();
        let mut left = case.budget;
        for group in ["a", "b"] {
            if !case
                .groups
                .iter()
                .any(|known| known.as_deref() == Some(group))
            {
                continue;
            }
            let pot = random.below(left + 1);
            left -= pot;
            let quota = Quota::default().with_most_money(Decimal::from(pot));
            groups.insert(group.to_owned(), quota);
            let alone = Small {
                budget: pot,
                ..Small::by_cost(&case)
            };
            let inside = |_: &[usize], p: usize| case.groups[p].as_deref() == Some(group);
            own.extend(alone.equal_shares(&alone.share(), false, &inside).0);
        }
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
            .with_quotas(Quotas::new(QuotaMode::Pots, groups));
        let outcome = select(&case.election(VoteType::Approval), &rule).expect("an outcome");
        assert_eq!(outcome.selected, ids(&case, &own), "seed {seed}");
        for round in &outcome.rounds {
            let payments = round.payments.as_ref();
            assert!(
                payments.is_some() && !round.value.is_empty(),
                "seed {seed}: {round:?}"
            );
        }
    }
}

/// Takes projects by falling key, ties by id; what does not fit is skipped or ends it, which since the second edition nothing
/// does that is dearer than the whole budget.
fn in_order(case: &Draw, mut keyed: Vec<(Rational, usize)>, fit: Fit, edition: u32) -> Vec<String> {
    keyed.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| case.ids[a.1].cmp(&case.ids[b.1]))
    });
    let (mut left, mut taken) = (case.budget, Vec::new());
    for (_, project) in keyed {
        if case.costs[project] <= left {
            left -= case.costs[project];
            taken.push(project);
        } else if fit == Fit::NoSkip && (edition == 1 || case.costs[project] <= case.budget) {
            break;
        }
    }
    ids(case, &taken)
}

#[test]
fn thresholds_count_votes() {
    for seed in 0..2000 {
        let mut case = draw(seed + 1_000_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let small = Small::by_cost(&case);
        let least = seed % 7;
        for (fit, edition) in [(Fit::Skip, 2), (Fit::NoSkip, 2), (Fit::NoSkip, 1)] {
            let rule = Rule::Greedy {
                fit,
                threshold: Some(Decimal::from(least)),
            };
            let rule = SelectionRule::new(rule, Utility::Cost {}).with_edition(edition);
            let outcome = select(&case.election(VoteType::Approval), &rule).expect("an outcome");
            let keyed = (0..case.costs.len())
                .filter(|p| small.votes(*p) >= least.max(1))
                .map(|p| (whole(small.votes(p)), p))
                .collect();
            assert_eq!(
                outcome.selected,
                in_order(&case, keyed, fit, edition),
                "seed {seed} {fit:?} {edition}"
            );
        }
    }
}

fn normalised(kind: &Normalisation, scores: &[u64], own: u64) -> Rational {
    let (low, high) = (
        scores.iter().min().expect("some"),
        scores.iter().max().expect("some"),
    );
    match kind {
        Normalisation::Scale { .. } => whole(own) / whole(10),
        Normalisation::Highest {} if *high == 0 => Rational::zero(),
        Normalisation::Highest {} => whole(own) / whole(*high),
        Normalisation::Range {} if low == high => Rational::one(),
        Normalisation::Range {} => whole(own - low) / whole(high - low),
        Normalisation::Rank {} => {
            let below = scores.iter().filter(|other| **other < own).count() * 2;
            let equal = scores.iter().filter(|other| **other == own).count();
            whole((below + equal) as u64) / whole(2 * scores.len() as u64)
        }
    }
}

/// A rule by scores with the sheets that go with it, drawn at random.
struct Scored {
    ballots: u64,
    /// Weight by body.
    weights: [(&'static str, u64); 2],
    /// Each sheet's body and scores by project.
    sheets: Vec<(&'static str, BTreeMap<usize, u64>)>,
    normalisation: Normalisation,
    fit: Fit,
}

impl Scored {
    /// Three sheets, some projects not scored.
    fn draw(seed: u64, projects: usize) -> Self {
        let kinds = [
            Normalisation::Scale {
                top: Decimal::from(10),
            },
            Normalisation::Highest {},
            Normalisation::Range {},
            Normalisation::Rank {},
        ];
        let mut random = Generator(seed);
        let weights = [
            ("panel", 1 + random.below(4)),
            ("committee", random.below(3)),
        ];
        let ballots = random.below(4);
        let mut sheet = |body: usize| {
            let scored = (0..projects).filter(|_| random.below(4) > 0);
            let scored: Vec<usize> = scored.collect();
            let scores = scored.into_iter().map(|p| (p, random.below(11)));
            (weights[body].0, scores.collect())
        };
        Self {
            ballots,
            weights,
            sheets: [0, 0, 1].into_iter().map(&mut sheet).collect(),
            normalisation: kinds[(seed % 4) as usize].clone(),
            fit: if seed.is_multiple_of(3) {
                Fit::NoSkip
            } else {
                Fit::Skip
            },
        }
    }

    fn score_sheets(&self, ids: &[String]) -> Vec<ScoreSheet> {
        let sheets = self.sheets.iter().enumerate();
        let sheets = sheets.map(|(number, (body, scores))| {
            let scores = scores
                .iter()
                .map(|(p, s)| (ids[*p].clone(), Decimal::from(*s)));
            ScoreSheet::new(
                (*body).to_owned(),
                format!("expert {number}"),
                scores.collect(),
            )
        });
        sheets.collect()
    }

    fn rule(&self) -> SelectionRule {
        let weights = self
            .weights
            .map(|(body, weight)| (body.to_owned(), weight as u32));
        let by = ScoreRule::new(
            self.ballots as u32,
            weights.into(),
            self.normalisation.clone(),
        );
        SelectionRule::new(Rule::Scores(by.with_fit(self.fit)), Utility::Cost {})
    }

    /// The score of `project` by the definition; `votes` are those of each project.
    fn score(&self, votes: &[u64], project: usize) -> Rational {
        let most = votes.iter().max().copied().unwrap_or(0);
        let weights = self.weights.iter().map(|(_, weight)| weight);
        let total = whole(weights.sum::<u64>() + self.ballots);
        let mut score = Rational::zero();
        if most > 0 {
            score += whole(self.ballots * votes[project]) / whole(most);
        }
        for (body, weight) in self.weights {
            let own: Vec<_> = self
                .sheets
                .iter()
                .filter(|(name, _)| *name == body)
                .collect();
            for (_, scores) in &own {
                if let Some(value) = scores.get(&project) {
                    let all: Vec<u64> = scores.values().copied().collect();
                    let value = normalised(&self.normalisation, &all, *value);
                    score += value * whole(weight) / whole(own.len() as u64);
                }
            }
        }
        score / total
    }
}

#[test]
fn scores_are_weighted_means() {
    for seed in 0..1500 {
        let mut case = draw(seed + 1_100_000);
        case.costs
            .iter_mut()
            .for_each(|cost| *cost = (*cost).max(1));
        let scored = Scored::draw(seed, case.ids.len());
        let mut election: Election = case.election(VoteType::Approval);
        election
            .set_score_sheets(scored.score_sheets(&case.ids))
            .expect("good sheets");
        let outcome = select(&election, &scored.rule()).expect("an outcome");
        let small = Small::by_cost(&case);
        let votes: Vec<u64> = (0..case.ids.len()).map(|p| small.votes(p)).collect();
        let has_score = |p: &usize| scored.sheets.iter().any(|(_, by)| by.contains_key(p));
        let keyed = (0..case.ids.len())
            .filter(|p| votes[*p] > 0 || has_score(p))
            .map(|p| (scored.score(&votes, p), p))
            .collect();
        assert_eq!(
            outcome.selected,
            in_order(&case, keyed, scored.fit, 2),
            "seed {seed}"
        );
    }
}
