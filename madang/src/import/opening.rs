//! A vote that is opened for ballots to come: its selection rule and how ballots are read, from a JSON file.

use anyhow::Result;
use madang_programme::Command;
use madang_programme::text::Text;
use madang_programme::votes::{BallotRule, OpenVote};
use madang_programme::votes::{Lot, LotForm, LotPledge, RuleFixed};
use madang_record::Hash;
use madang_selection::SelectionRule;
use madang_store::Submission;
use serde::Deserialize;

use super::secrets::Secret;
use super::{official, once};
use crate::data::DataDirectory;

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
    /// Where the rule breaks ties by lot: how it will be drawn.
    #[serde(default)]
    lot: Option<LotOpening>,
}

/// How a lot will be drawn. The seed is made here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LotOpening {
    /// Which public value goes with the seed.
    value: Text,
    /// The form that the value will have.
    #[serde(default)]
    form: Option<LotForm>,
    /// It appears no sooner than so many hours after the vote is closed.
    #[serde(default)]
    hours_after_close: Option<u32>,
}

/// A vote's seed as the lot takes it.
pub fn seed_text(seed: &[u8; 32]) -> String {
    Hash::from_bytes(*seed).to_hex()
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
    lot: Option<LotPledge>,
    ballots: BallotRule,
) -> Result<Vec<Submission>> {
    let actor = official()?;
    let id = rule_of(vote);
    let facts = RuleFixed {
        programme: programme.to_owned(),
        id: id.clone(),
        rule,
        lot,
    };
    let open = OpenVote {
        programme: programme.to_owned(),
        id: vote.to_owned(),
        rule: id.clone(),
        ballots,
    };
    let fixed = format!("selection_rule/{programme}/{id}");
    let opened = format!("vote/{programme}/{vote}");
    Ok(vec![
        once(&actor, fixed, Command::FixRule(facts)),
        once(&actor, opened, open.into()),
    ])
}

impl VoteOpening {
    /// The commands that fix the file's rule and open its vote. The seed of a lot is kept in the data directory.
    ///
    /// # Errors
    /// A seed that cannot be read or kept.
    pub fn submissions(
        self,
        directory: &DataDirectory,
        programme: &str,
    ) -> Result<Vec<Submission>> {
        let lot = match self.lot {
            None => None,
            Some(lot) => {
                let seed = Secret::LotSeed.read_or_make(directory, programme, &self.vote)?;
                println!(
                    "madang: the seed of the lot is in {}; keep a copy: without it the ballots cannot be opened",
                    Secret::LotSeed
                        .file(directory, programme, &self.vote)
                        .display()
                );
                let drawn = Lot::new(seed_text(&seed), String::new());
                Some(LotPledge {
                    seed_hash: drawn.seed_hash(),
                    value: lot.value,
                    form: lot.form,
                    hours_after_close: lot.hours_after_close,
                })
            }
        };
        open_under(programme, &self.vote, self.rule, lot, self.ballots)
    }
}
