//! Small random elections, and purses against what they exactly are.

use num_bigint::BigInt;
use num_traits::Zero;

use super::EqualShares;
use super::run::LOOSE;
use super::settle::purse_form;
use crate::exact::Fraction;
use crate::instance::Instance;
use crate::quotas::Gate;
use crate::rule::{Rule, SelectionRule, Utility};
use crate::{Decimal, Election, ProjectDraft, VoteType};

/// SplitMix64.
pub(super) struct Generator(pub(super) u64);

impl Generator {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A small election full of ties, its ballots with weights from `weights`.
pub(super) fn election(random: &mut Generator, vote_type: VoteType, weights: &[u64]) -> Election {
    let projects = 2 + random.below(12) as usize;
    let costs = [3, 30, 1_000_000_007][random.below(3) as usize];
    let mut builder = Election::builder(vote_type);
    for id in 0..projects {
        let mut draft = ProjectDraft::new(id.to_string(), 1 + random.below(costs));
        let group = [None, Some("a"), Some("b")][random.below(3) as usize];
        draft.group = group.map(str::to_owned);
        builder.add_project(draft);
    }
    let density = 1 + random.below(4);
    for _ in 0..=random.below(40) {
        let mut choices = Vec::new();
        for id in 0..projects {
            if random.below(6) < density {
                choices.push((id.to_string(), Decimal::from(1 + random.below(4))));
            }
        }
        if vote_type == VoteType::Ordinal && choices.len() > 1 {
            let middle = random.below(choices.len() as u64) as usize;
            choices.rotate_left(middle);
        }
        let weight = weights[random.below(weights.len() as u64) as usize];
        builder.add_ballot(choices, weight);
    }
    builder.budget(1 + random.below(costs * projects as u64));
    builder.build().expect("a good election")
}

/// A double as the fraction that it is.
fn exactly(value: f64) -> Fraction {
    let (bits, sign) = (value.abs().to_bits(), if value < 0.0 { -1 } else { 1 });
    let (exponent, mantissa) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    let mantissa = BigInt::from(sign)
        * if exponent > 0 {
            mantissa | 1 << 52
        } else {
            mantissa
        };
    match exponent.max(1) - 1075 {
        shift @ 0.. => Fraction::new(mantissa << shift as u32, 1),
        shift => Fraction::new(mantissa, BigInt::from(1) << shift.unsigned_abs()),
    }
}

/// Weights far apart make poor voters outweigh the rich a million times, so that errors would grow by as
/// much with each purchase.
#[test]
fn purses_lie_within_their_bound() {
    let kinds = [
        (VoteType::Approval, Utility::Cost {}),
        (VoteType::Approval, Utility::Cardinality {}),
        (VoteType::Cumulative, Utility::Points {}),
        (VoteType::Ordinal, Utility::Borda { scores: None }),
    ];
    let (mut purses, mut close) = (0, 0);
    for seed in 0..4000u64 {
        let mut random = Generator(seed);
        let (vote_type, utility) = &kinds[(seed % 4) as usize];
        let election = election(
            &mut random,
            *vote_type,
            &[1, 1_000, 1_000_000, 1_000_000_000],
        );
        let rule = SelectionRule::new(Rule::EqualShares {}, utility.clone());
        let instance = Instance::new(&election, &rule).expect("an instance");
        let mut gate = Gate::without_bounds(&instance, instance.budget);
        let endowment = Fraction::new(BigInt::from(instance.budget), instance.voters());
        let eligible = vec![true; instance.len()];
        let mut run = EqualShares::new(&instance).run(&endowment, &eligible, &mut gate);
        run.settle(&instance);
        let poor_in = run.poor_in(&instance);
        for (group, poor_in) in poor_in.iter().enumerate() {
            let range = run.purses.range(group);
            if *poor_in < u32::MAX || endowment.numerator.is_zero() {
                assert!(
                    run.purses.is_empty(group) && range.high == 0.0,
                    "seed {seed}"
                );
                continue;
            }
            let form = purse_form(&instance, &run.round_of, group, u32::MAX);
            let exact = Fraction::new(
                run.register.value(&form),
                run.register.denominator().clone(),
            );
            let within = exactly(range.low).compare(&exact).is_le()
                && exactly(range.high).compare(&exact).is_ge();
            assert!(
                within && !run.purses.is_empty(group),
                "seed {seed}: {range:?} {}",
                exact.to_f64()
            );
            purses += 1;
            let width = (range.high - range.low) / endowment.to_f64();
            close += usize::from(width < 1e-12);
            // Each purchase adds what its price may be uncertain by at most.
            let most = 2.1 * LOOSE * (run.purchases.len() + 1) as f64;
            assert!(width < most, "seed {seed}: {width}");
        }
    }
    assert!(
        purses > 20_000 && close * 10 > purses * 9,
        "{purses} {close}"
    );
}
