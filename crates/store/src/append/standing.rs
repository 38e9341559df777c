//! Second ballots of one voter, in votes in which another does not take the place of the first. Whether there is a first is asked
//! where it is recorded: of two that come at the same moment one is told of the other.

use std::collections::{BTreeMap, HashMap};

use madang_database::Connection;
use madang_programme::State;
use madang_programme::votes::{BallotCast, VotePhase};

use super::{Submission, VoterIn};
use crate::error::{StoreError, SubmitError};
use crate::votes::voters::standing_ballots;

/// The ballots that stand of voters who are to have no other.
#[derive(Debug, Default)]
pub(super) struct Standing(HashMap<VoterIn, u64>);

impl Standing {
    /// Looks up the ballots on record of the voters whose only ballot is asked for.
    pub(super) async fn learn(
        &mut self,
        connection: &mut Connection<'_>,
        state: &State,
        submissions: &[Submission],
    ) -> Result<(), StoreError> {
        let asked = submissions
            .iter()
            .filter_map(|submission| submission.terms.only_ballot_of.as_ref());
        let mut by_vote: BTreeMap<(&str, &str), Vec<&VoterIn>> = BTreeMap::new();
        for voter in asked.filter(|voter| refuses_another(state, &voter.programme, &voter.vote)) {
            let vote = (voter.programme.as_str(), voter.vote.as_str());
            by_vote.entry(vote).or_default().push(voter);
        }
        for voters in by_vote.into_values() {
            self.look_up(connection, state, &voters).await?;
        }
        Ok(())
    }

    /// Looks up voters of one vote.
    async fn look_up(
        &mut self,
        connection: &mut Connection<'_>,
        state: &State,
        voters: &[&VoterIn],
    ) -> Result<(), StoreError> {
        let Some(VoterIn {
            programme, vote, ..
        }) = voters.first()
        else {
            return Ok(());
        };
        let Ok(of) = state.vote(programme, vote) else {
            return Ok(());
        };
        let names: Vec<&str> = voters.iter().map(|voter| voter.voter.as_str()).collect();
        let found = standing_ballots(connection, state, of.entry, &names).await?;
        for (voter, entry) in voters.iter().zip(found) {
            if let Some(entry) = entry {
                self.0.insert((*voter).clone(), entry);
            }
        }
        Ok(())
    }

    /// Notes that a ballot was taken out, and which stands in its place from here on.
    pub(super) async fn forget(
        &mut self,
        connection: &mut Connection<'_>,
        state: &State,
        entry: u64,
    ) -> Result<(), StoreError> {
        let of_it = self.0.iter().find(|(_, standing)| **standing == entry);
        let Some(voter) = of_it.map(|(voter, _)| voter.clone()) else {
            return Ok(());
        };
        self.0.remove(&voter);
        self.look_up(connection, state, &[&voter]).await
    }

    /// Why a ballot is not taken; `None` where nothing stands before it.
    pub(super) fn refuse(&self, state: &State, submission: &Submission) -> Option<SubmitError> {
        let voter = submission.terms.only_ballot_of.as_ref()?;
        let vote = state.vote(&voter.programme, &voter.vote).ok()?;
        // Of a vote that takes no ballots the rules say so.
        let because = match vote.phase {
            VotePhase::Open => vote.ballots.repeated_voter.refuses_another()?,
            VotePhase::Closed { .. }
            | VotePhase::Opened { .. }
            | VotePhase::Selected { .. }
            | VotePhase::Cancelled { .. } => return None,
        };
        let entry = *self.0.get(voter)?;
        Some(SubmitError::SecondBallot { entry, because })
    }

    /// Takes up a ballot that was made, for those that come behind it.
    pub(super) fn remember(&mut self, state: &State, ballot: &BallotCast, entry: u64) {
        if refuses_another(state, &ballot.programme, &ballot.vote) {
            let voter = VoterIn {
                programme: ballot.programme.clone(),
                vote: ballot.vote.clone(),
                voter: ballot.voter.clone(),
            };
            self.0.entry(voter).or_insert(entry);
        }
    }
}

fn refuses_another(state: &State, programme: &str, vote: &str) -> bool {
    let vote = state.vote(programme, vote);
    vote.is_ok_and(|vote| vote.ballots.repeated_voter.refuses_another().is_some())
}
