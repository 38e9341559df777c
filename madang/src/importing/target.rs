//! The vote that ballots and scores go into.

use anyhow::{Result, bail};
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
            [] => bail!(
                "no vote of programme {programme:?} is open that ballots and scores could be for: {}",
                all(state, programme)
            ),
            _ => bail!(
                "several votes of programme {programme:?} are open: {}; --vote names the one that these are for",
                open.join(", ")
            ),
        }
    }
}

/// Refuses a vote that takes no ballots.
///
/// # Errors
/// Why it takes none.
pub(super) fn check_open(state: &State, programme: &str, vote: &str) -> Result<()> {
    let Some(how) = how(state.vote(programme, vote)?.phase) else {
        return Ok(());
    };
    bail!("vote {vote:?} {how}: it takes no more ballots and scores")
}

/// What became of a vote that takes no ballots; `None` for one that does.
fn how(phase: VotePhase) -> Option<&'static str> {
    match phase {
        VotePhase::Open => None,
        VotePhase::Closed { .. } | VotePhase::Opened { .. } | VotePhase::Selected { .. } => {
            Some("is closed")
        }
        VotePhase::Cancelled { .. } => Some("is cancelled"),
    }
}

/// The votes that there are, none of which is open.
fn all(state: &State, programme: &str) -> String {
    let votes = state.votes(programme);
    let votes: Vec<String> = votes
        .filter_map(|(id, vote)| Some(format!("vote {id:?} {}", how(vote.phase)?)))
        .collect();
    match votes.is_empty() {
        true => "there is none yet; a file with `rule` and `ballots` opens one".to_owned(),
        false => votes.join(", "),
    }
}
