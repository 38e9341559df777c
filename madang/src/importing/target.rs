//! The vote that ballots and scores go into.

use anyhow::Result;
use madang_programme::State;
use madang_programme::votes::VotePhase;

use super::Order;

/// The vote of a Pabulib file, which it opens, where nobody says another.
const USUAL: &str = "vote-1";

impl Order {
    /// The vote that a file opens which names none itself.
    pub(super) fn vote_to_open(&self) -> &str {
        self.vote.as_deref().unwrap_or(USUAL)
    }

    /// The vote that ballots and scores are for: the one that was named, else the only one of the programme that is open.
    ///
    /// # Errors
    /// Where none is open, or several are: which there are.
    pub(super) fn vote_to_cast_in(&self, state: &State) -> Result<String> {
        if let Some(vote) = &self.vote {
            return Ok(vote.clone());
        }
        let programme = self.programme()?;
        state.programme(programme)?;
        let open = state
            .votes(programme)
            .filter(|(_, vote)| vote.phase == VotePhase::Open);
        let open: Vec<&str> = open.map(|(id, _)| id).collect();
        match open[..] {
            [vote] => Ok(vote.to_owned()),
            [] => refuse!(
                "import-no-vote-open",
                programme = programme,
                votes = all(state, programme)
            ),
            _ => refuse!(
                "import-several-votes",
                programme = programme,
                votes = open.join(", ")
            ),
        }
    }
}

/// Refuses a vote that takes no ballots.
///
/// # Errors
/// Why it takes none.
pub(super) fn check_open(state: &State, programme: &str, vote: &str) -> Result<()> {
    let Some(which) = over(vote, state.vote(programme, vote)?.phase) else {
        return Ok(());
    };
    refuse!("import-takes-no-more", which = which)
}

/// What became of a vote that takes no ballots; `None` for one that does.
fn over(vote: &str, phase: VotePhase) -> Option<String> {
    match phase {
        VotePhase::Open => None,
        VotePhase::Closed { .. } | VotePhase::Opened { .. } | VotePhase::Selected { .. } => {
            Some(t!("import-vote-closed", vote = vote))
        }
        VotePhase::Cancelled { .. } => Some(t!("import-vote-cancelled", vote = vote)),
    }
}

/// The votes that there are, none of which is open.
fn all(state: &State, programme: &str) -> String {
    let votes = state.votes(programme);
    let votes: Vec<String> = votes
        .filter_map(|(id, vote)| over(id, vote.phase))
        .collect();
    match votes.is_empty() {
        true => t!("import-no-vote-yet"),
        false => votes.join(", "),
    }
}
