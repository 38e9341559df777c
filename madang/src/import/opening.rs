//! A vote that is opened for ballots to come: its selection rule and how ballots are read, from a JSON file.

use anyhow::Result;
use madang_programme::Command;
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::BallotRule;
use madang_selection::SelectionRule;
use madang_store::Submission;
use serde::Deserialize;

use super::{official, once};

/// What the file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteOpening {
    /// Identifier of the vote, unique in the programme.
    vote: String,
    /// The selection rule, as it will stand on the record. Amounts are in the currency's smallest unit.
    rule: SelectionRule,
    /// How ballots are read.
    ballots: BallotRule,
}

/// The identifier of the rule that an import fixes for a vote.
fn rule_of(vote: &str) -> String {
    format!("{vote}-rule")
}

/// The commands that fix a rule and open a vote under it.
///
/// # Errors
/// Never; the official's pseudonym is valid.
pub fn open_under(
    programme: &str,
    vote: &str,
    rule: SelectionRule,
    ballots: BallotRule,
) -> Result<Vec<Submission>> {
    let actor = official()?;
    let id = rule_of(vote);
    let facts = RuleFixed {
        programme: programme.to_owned(),
        id: id.clone(),
        rule,
    };
    let open = Command::OpenVote {
        programme: programme.to_owned(),
        id: vote.to_owned(),
        rule: id.clone(),
        ballots,
    };
    let fixed = format!("selection_rule/{programme}/{id}");
    let opened = format!("vote/{programme}/{vote}");
    Ok(vec![
        once(&actor, fixed, Command::FixRule(facts)),
        once(&actor, opened, open),
    ])
}

impl VoteOpening {
    /// The commands that fix the file's rule and open its vote.
    ///
    /// # Errors
    /// As [`open_under`].
    pub fn submissions(self, programme: &str) -> Result<Vec<Submission>> {
        open_under(programme, &self.vote, self.rule, self.ballots)
    }
}
