//! What whoever opens or closes a vote is told before: neither can be taken back.

use madang_selection::{Rule, SelectionRule};

use crate::state::State;
use crate::violation::Violation;

impl State {
    /// Whether ballots decide in a vote.
    ///
    /// # Errors
    /// A vote that is not there.
    pub fn ballots_decide(&self, programme: &str, vote: &str) -> Result<bool, Violation> {
        let vote = self.vote(programme, vote)?;
        Ok(match &self.rule(programme, &vote.rule)?.rule.rule {
            Rule::Scores(scores) => scores.ballots > 0,
            _ => true,
        })
    }

    /// The members of the bodies whose scores count in a vote that have handed in none: body and member.
    ///
    /// # Errors
    /// A vote or a body that is not there.
    pub fn missing_sheets(
        &self,
        programme: &str,
        vote: &str,
    ) -> Result<Vec<(String, String)>, Violation> {
        let vote = self.vote(programme, vote)?;
        let Rule::Scores(scores) = &self.rule(programme, &vote.rule)?.rule.rule else {
            return Ok(vec![]);
        };
        let mut missing = Vec::new();
        for body in scores.bodies.keys() {
            let members = self.body(programme, body)?.members.keys();
            let sheets = members.map(|member| (body.clone(), member.clone()));
            missing.extend(sheets.filter(|sheet| !vote.sheets.contains_key(sheet)));
        }
        Ok(missing)
    }
}

/// The budget of a rule and what all candidates of a vote cost together, where the budget is more than can be spent: a nought too many is
/// easily written.
pub fn over_all(rule: &SelectionRule, costs: impl Iterator<Item = u64>) -> Option<(u64, u64)> {
    let all: u128 = costs.map(u128::from).sum();
    let budget = rule.budget.and_then(|budget| budget.scaled(0))?;
    let over = budget > all && all > 0;
    over.then_some((u64::try_from(budget).ok()?, u64::try_from(all).ok()?))
}
