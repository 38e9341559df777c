//! The addresses of how bodies score.

use crate::frame::entries::recorded_as;
use crate::frame::ui::step;
use crate::votes::links::vote as vote_page;

/// Pattern of how a body scores the candidates of a vote.
pub const ONE: &str = "/programmes/{programme}/votes/{vote}/scoring/{body}";
/// Pattern of where a member declares what they have to do with the proposals.
pub const INTERESTS: &str = "/programmes/{programme}/votes/{vote}/scoring/{body}/interests";
/// Pattern of where a member scores.
pub const SCORES: &str = "/programmes/{programme}/votes/{vote}/scoring/{body}/scores";
/// Pattern of where criteria are fixed.
pub const CRITERIA: &str = "/programmes/{programme}/votes/{vote}/scoring/{body}/criteria";
/// Pattern of where it is decided that a member does not score a proposal.
pub const RECUSALS: &str = "/programmes/{programme}/votes/{vote}/scoring/{body}/recusals";

/// A body that scores the candidates of a vote, by their identifiers.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The vote.
    pub vote: &'a str,
    /// The body.
    pub body: &'a str,
}

impl Of<'_> {
    /// How the body scores.
    pub fn one(self) -> String {
        let vote = vote_page(self.programme, self.vote);
        format!("{vote}/scoring/{}", step(self.body))
    }

    /// The same, after something was recorded there.
    pub fn done(self, entry: u64) -> String {
        let mut address = self.one();
        address.push_str(&recorded_as(&[entry]));
        address
    }

    /// Where a member declares what they have to do with the proposals.
    pub fn interests(self) -> String {
        format!("{}/interests", self.one())
    }

    /// Where a member scores.
    pub fn scores(self) -> String {
        format!("{}/scores", self.one())
    }

    /// Where criteria are fixed.
    pub fn criteria(self) -> String {
        format!("{}/criteria", self.one())
    }

    /// Where it is decided that a member does not score a proposal.
    pub fn recusals(self) -> String {
        format!("{}/recusals", self.one())
    }
}
