//! What the ballots give each project.

use std::collections::BTreeMap;

use crate::election::Election;
use crate::error::SelectError;
use crate::instance::Instance;
use crate::rule::SelectionRule;

/// What the ballots give each project by the utility of `rule`, by id: votes, points in units of
/// 10^-[`crate::Ballots::points_decimals`], or scores by place. Nothing of it is weighed against costs.
///
/// # Errors
/// When the rule cannot be applied to such ballots.
pub fn given(
    election: &Election,
    rule: &SelectionRule,
) -> Result<BTreeMap<String, u128>, SelectError> {
    let instance = Instance::new(election, rule)?;
    let shares = instance.shares.iter().enumerate();
    Ok(shares
        .map(|(project, share)| (instance.id(project), *share))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fit, ProjectDraft, Rule, Utility, VoteType};

    #[test]
    fn points_and_places_add_up() {
        let greedy = Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        };
        let given_by = |vote_type, utility, ballots: &[(&[(&str, u64)], u64)]| {
            let mut builder = Election::builder(vote_type);
            builder.budget(10u64);
            for id in ["a", "b", "c"] {
                builder.add_project(ProjectDraft::new(id, 10u64));
            }
            for (ballot, voters) in ballots {
                match vote_type {
                    VoteType::Ordinal => {
                        builder.add_approvals(ballot.iter().map(|(id, _)| *id), *voters)
                    }
                    _ => builder.add_ballot(ballot.iter().copied(), *voters),
                };
            }
            let election = builder.build().expect("an election");
            let rule = SelectionRule::new(greedy.clone(), utility);
            let given = given(&election, &rule).expect("it can be applied");
            given.into_values().collect::<Vec<_>>()
        };
        let ballots: &[(&[(&str, u64)], u64)] = &[(&[("a", 3), ("b", 1)], 2), (&[("b", 5)], 1)];
        assert_eq!(
            given_by(VoteType::Scoring, Utility::Points {}, ballots),
            [6, 7, 0]
        );
        let places = Utility::Borda { scores: None };
        let ranked: &[(&[(&str, u64)], u64)] = &[(&[("a", 0), ("b", 0), ("c", 0)], 2)];
        assert_eq!(given_by(VoteType::Ordinal, places, ranked), [4, 2, 0]);
    }
}
