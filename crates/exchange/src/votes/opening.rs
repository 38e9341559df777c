//! A vote that is opened for ballots to come: its selection rule and how ballots are read, from a JSON file.

use madang_programme::Command;
use madang_programme::votes::{BallotRule, Lot, LotForm, LotPledge, OpenVote, RuleFixed};
use madang_record::Hash;
use madang_selection::SelectionRule;
use madang_words::Text;
use serde::Deserialize;

use crate::mistake::Mistakes;
use crate::source::Source;
use crate::step::Step;

/// What the file says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteOpening {
    /// Identifier of the vote, unique in the programme.
    pub vote: String,
    /// The selection rule, as it will stand on the record. Amounts are in the currency's smallest unit.
    pub rule: SelectionRule,
    /// How ballots are read.
    pub ballots: BallotRule,
    /// Where the rule breaks ties by lot: how it will be drawn.
    #[serde(default)]
    pub lot: Option<LotOpening>,
}

/// How a lot will be drawn. Whoever opens the vote makes the seed and keeps it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotOpening {
    /// Which public value goes with the seed.
    pub value: Text,
    /// The form that the value will have.
    #[serde(default)]
    pub form: Option<LotForm>,
    /// It appears no sooner than so many hours after the vote is closed.
    #[serde(default)]
    pub hours_after_close: Option<u32>,
}

/// A vote's seed as the lot takes it.
pub fn seed_text(seed: &[u8; 32]) -> String {
    Hash::from_bytes(*seed).to_hex()
}

/// The identifier of the rule that an import fixes for a vote.
fn rule_of(vote: &str) -> String {
    format!("{vote}-rule")
}

/// The steps that fix a rule and open a vote under it.
pub fn open_under(
    programme: &str,
    vote: &str,
    rule: SelectionRule,
    lot: Option<LotPledge>,
    ballots: BallotRule,
) -> Vec<Step> {
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
    vec![
        Step::official(0, fixed, Command::plain(facts)),
        Step::official(0, opened, open.into()),
    ]
}

impl LotOpening {
    /// The pledge of a lot with this seed.
    pub fn pledge(self, seed: &[u8; 32]) -> LotPledge {
        let drawn = Lot::new(seed_text(seed), String::new());
        LotPledge {
            seed_hash: drawn.seed_hash(),
            value: self.value,
            form: self.form,
            hours_after_close: self.hours_after_close,
        }
    }
}

impl VoteOpening {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong in it, with its place.
    pub fn read(source: &Source) -> Result<VoteOpening, Mistakes> {
        source.json()
    }

    /// The steps that fix the file's rule and open its vote. `seed` is that of the lot, where there is one.
    pub fn steps(self, programme: &str, seed: Option<&[u8; 32]>) -> Vec<Step> {
        let lot = self.lot.zip(seed);
        let pledge = lot.map(|(lot, seed)| lot.pledge(seed));
        open_under(programme, &self.vote, self.rule, pledge, self.ballots)
    }
}
