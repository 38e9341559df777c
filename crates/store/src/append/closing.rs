//! A vote whose announced end has come is closed by the server. That it was late, or down at the time, changes nothing: no ballot of after the
//! end is taken, whether the vote is closed yet or not.

use madang_programme::votes::{CloseVote, VotePhase};
use madang_programme::{Actor, Command, Role, State};

use super::Submission;
use crate::Store;
use crate::error::{StoreError, SubmitError};

/// A vote, by its programme and its identifier.
type Of = (String, String);

/// The votes that take ballots no more and are not closed.
fn due(state: &State, now: &str) -> Vec<Of> {
    let votes = state.programme_ids().flat_map(|programme| {
        let votes = state.votes(programme);
        votes.map(move |(vote, known)| (programme, vote, known))
    });
    let due = votes.filter(|(.., vote)| {
        let over = |closes_at: &str| closes_at <= now;
        let plan = vote.schedule.as_ref();
        vote.phase == VotePhase::Open && plan.is_some_and(|plan| over(&plan.closes_at))
    });
    due.map(|(programme, vote, _)| (programme.to_owned(), vote.to_owned()))
        .collect()
}

impl Store {
    /// Closes the votes whose announced end has come. Gives their entries. One that cannot be closed yet, since a score sheet is missing
    /// that its rule needs, is left to the next time.
    ///
    /// # Errors
    /// What the database says.
    pub async fn close_due_votes(&self) -> Result<Vec<u64>, SubmitError> {
        let now = self.now();
        let due = self.with_state(|state| due(state, &now)).await;
        let mut entries = Vec::new();
        for (programme, vote) in
            due.map_err(|error: StoreError| SubmitError::nothing_recorded(&error))?
        {
            let server = Actor::new(Role::Operator, "server");
            let asked = Submission {
                actor: server.map_err(SubmitError::Refused)?,
                idempotency_key: None,
                command: Command::from(CloseVote { programme, vote }),
                terms: Default::default(),
            };
            match self.submit(asked).await {
                Ok(receipt) => entries.push(receipt.proof.index),
                // Another node was quicker, or it cannot be closed yet.
                Err(SubmitError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(entries)
    }

    /// The roots of the rolls of votes that are over, or closed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn rolls_of_closed_votes(&self) -> Result<Vec<String>, StoreError> {
        let roots = |state: &State| {
            let closed = state
                .votes_of_all()
                .filter(|(_, vote)| vote.phase != VotePhase::Open);
            let rolls = closed.filter_map(|(_, vote)| Some(vote.roll.as_ref()?.root.clone()));
            rolls.collect()
        };
        self.with_state(roots).await
    }
}
