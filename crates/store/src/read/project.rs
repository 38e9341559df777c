//! From entries to read tables: the one place that says what follows from an event for a page.

use std::collections::BTreeMap;

use madang_programme::body::TEXT;
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::event::selection::SelectionPublished;
use madang_programme::{
    Event, State, Violation, bodies, commitments, content, log, programmes, proposals, votes,
};

use super::model::ProposalState;
use super::search::{fold_proposal, grams};
use super::tables::{
    BALLOT, PROPOSAL, PROPOSAL_AUDIENCE, PROPOSAL_COUNT, SEARCH_POSTGRES, SEARCH_SQLITE, THING,
    VOTE,
};
use crate::database::{Connection, Rows, Value, values};
use crate::error::StoreError;

/// Rows on their way into the read tables.
#[derive(Debug)]
pub(crate) struct Projection {
    things: Rows,
    votes: Rows,
    ballots: Rows,
    proposals: Rows,
    audiences: Rows,
    search: Vec<(u64, String)>,
    /// Ballots to be added to each vote's count.
    cast: BTreeMap<u64, u64>,
    /// Proposals to be added to each programme's count by group and state; may be negative.
    counts: BTreeMap<(String, String, &'static str), i64>,
}

impl Default for Projection {
    fn default() -> Projection {
        Projection {
            things: Rows::new(THING),
            votes: Rows::new(VOTE),
            ballots: Rows::new(BALLOT),
            proposals: Rows::new(PROPOSAL),
            audiences: Rows::new(PROPOSAL_AUDIENCE),
            search: Vec::new(),
            cast: BTreeMap::new(),
            counts: BTreeMap::new(),
        }
    }
}

impl Projection {
    /// Takes the event of the next entry, which `state` has taken, with its body `text` where it has one that is not
    /// erased. Gives false where the event changes rows that are there already: then everything that was held back is
    /// to be written and [`Projection::change`] to be called, before the next entry.
    pub(crate) fn add(
        &mut self,
        state: &State,
        index: u64,
        event: &Event,
        text: Option<&[u8]>,
    ) -> Result<bool, StoreError> {
        match event {
            Event::Log(log::Event::LogCreated(_))
            | Event::Log(log::Event::KeyRotated(_))
            | Event::Log(log::Event::DatabaseAccepted(_)) => {}
            Event::Commitments(commitments::Event::ActionPlanRecorded(e)) => {
                self.thing("action_plan", "", &e.country, &e.id, index)
            }
            Event::Commitments(commitments::Event::CommitmentRecorded(e)) => {
                self.thing("commitment", "", &e.country, &e.id, index)
            }
            // What was recorded stays; the correction is found by what it refers to.
            Event::Commitments(commitments::Event::CommitmentCorrected(_)) => {}
            Event::Commitments(commitments::Event::MilestoneRecorded(e)) => {
                self.thing("milestone", "", &e.commitment, &e.code, index);
            }
            Event::Commitments(commitments::Event::ReviewRecorded(e)) => {
                self.thing("review", "", &e.commitment, &e.report, index)
            }
            Event::Programmes(programmes::Event::ProgrammeCreated(e)) => {
                self.thing("programme", &e.id, &e.commitment, &e.id, index);
            }
            Event::Programmes(programmes::Event::GroupDefined(e)) => {
                self.thing("group", &e.programme, "", &e.id, index)
            }
            Event::Programmes(programmes::Event::AudienceDefined(e)) => {
                self.thing("audience", &e.programme, &e.group, &e.id, index);
            }
            Event::Bodies(bodies::Event::BodyEstablished(e)) => {
                self.thing("body", &e.programme, "", &e.id, index)
            }
            Event::Bodies(bodies::Event::MemberAppointed(e)) => {
                self.thing("member", &e.programme, &e.body, &e.member, index);
            }
            Event::Proposals(proposals::Event::ProposalSubmitted(e)) => {
                self.proposal(index, e, text)?
            }
            Event::Votes(votes::Event::RuleFixed(e)) => {
                self.thing("rule", &e.programme, "", &e.id, index)
            }
            // What was announced is in the state, by the vote's identifier.
            Event::Votes(votes::Event::VoteScheduled(_)) => {}
            Event::Votes(votes::Event::BallotCast(e)) => {
                let vote = state.vote(&e.programme, &e.vote).map_err(missing)?;
                let row = values![index, vote.entry, voter_bytes(&e.voter)];
                self.ballots.push(row);
                *self.cast.entry(vote.entry).or_default() += 1;
            }
            // Score sheets are read from their entries, which the vote's state names.
            Event::Votes(votes::Event::ScoresSubmitted(_)) => {}
            Event::Votes(votes::Event::VoteOpened(e)) => {
                self.votes.push(values![&e.programme, &e.id, index, 0u64]);
                return Ok(false);
            }
            Event::Proposals(proposals::Event::ProposalWithdrawn(e)) => {
                let proposal = state.proposal(&e.programme, &e.id).map_err(missing)?;
                let group = proposal.group.clone().unwrap_or_default();
                self.count(&e.programme, &group, ProposalState::Submitted, -1);
                self.count(&e.programme, &group, ProposalState::Withdrawn, 1);
                return Ok(false);
            }
            Event::Bodies(bodies::Event::MemberLeft(_))
            | Event::Votes(votes::Event::VoteClosed(_))
            | Event::Votes(votes::Event::BallotsOpened(_))
            | Event::Votes(votes::Event::VoteCancelled(_))
            | Event::Votes(votes::Event::SelectionPublished(_))
            | Event::Content(content::Event::ContentRestricted(_))
            | Event::Content(content::Event::ContentReleased(_))
            | Event::Content(content::Event::ContentErased(_)) => return Ok(false),
        }
        Ok(true)
    }

    /// Follows an event that changes rows. Nothing is held back at this moment.
    pub(crate) async fn change(
        &mut self,
        connection: &mut Connection<'_>,
        index: u64,
        event: &Event,
    ) -> Result<(), StoreError> {
        match event {
            Event::Bodies(bodies::Event::MemberLeft(e)) => {
                let text = "DELETE FROM thing \
                            WHERE kind = 'member' AND scope = $1 AND parent = $2 AND id = $3";
                let values = values![&e.programme, &e.body, &e.member];
                connection.execute(text, values).await?;
            }
            Event::Proposals(proposals::Event::ProposalWithdrawn(e)) => {
                let text =
                    "UPDATE proposal SET state = 'withdrawn' WHERE programme = $1 AND id = $2";
                let values = values![&e.programme, &e.id];
                connection.execute(text, values).await?;
            }
            Event::Votes(votes::Event::VoteOpened(e)) => {
                let text = "UPDATE proposal SET state = 'candidate', vote = $2, rank = NULL \
                            WHERE programme = $1 AND state IN ('submitted', 'not_selected')";
                let values = values![&e.programme, &e.id];
                connection.execute(text, values).await?;
                recount(connection, &e.programme).await?;
            }
            Event::Votes(votes::Event::VoteClosed(e)) => {
                let text = "UPDATE vote SET closed = $3 WHERE programme = $1 AND id = $2";
                let values = values![&e.programme, &e.vote, index];
                connection.execute(text, values).await?;
            }
            Event::Votes(votes::Event::BallotsOpened(e)) => {
                let text = "UPDATE vote SET ballots_opened = $3 WHERE programme = $1 AND id = $2";
                let values = values![&e.programme, &e.vote, index];
                connection.execute(text, values).await?;
            }
            Event::Votes(votes::Event::VoteCancelled(e)) => {
                let text = "UPDATE vote SET cancelled = $3 WHERE programme = $1 AND id = $2";
                let values = values![&e.programme, &e.vote, index];
                connection.execute(text, values).await?;
                let text = "UPDATE proposal SET state = 'submitted', vote = NULL \
                            WHERE programme = $1 AND vote = $2 AND state = 'candidate'";
                let values = values![&e.programme, &e.vote];
                connection.execute(text, values).await?;
                recount(connection, &e.programme).await?;
            }
            Event::Votes(votes::Event::SelectionPublished(e)) => {
                selected(connection, index, e).await?
            }
            Event::Content(content::Event::ContentRestricted(e)) => {
                self.content(connection, index, e.entry, &e.name, "restricted")
                    .await?;
            }
            Event::Content(content::Event::ContentReleased(e)) => {
                self.content(connection, index, e.entry, &e.name, "released")
                    .await?;
            }
            Event::Content(content::Event::ContentErased(e)) => {
                self.content(connection, index, e.entry, &e.name, "erased")
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes everything that was held back.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection<'_>,
    ) -> Result<(), StoreError> {
        self.things.write(connection).await?;
        self.votes.write(connection).await?;
        self.ballots.write(connection).await?;
        self.proposals.write(connection).await?;
        self.audiences.write(connection).await?;
        let mut search = Rows::new(if connection.is_sqlite() {
            SEARCH_SQLITE
        } else {
            SEARCH_POSTGRES
        });
        for (entry, grams) in self.search.drain(..) {
            search.push(values![entry, grams]);
        }
        search.write(connection).await?;
        let mut counts = Rows::new(PROPOSAL_COUNT);
        for ((programme, group, state), change) in std::mem::take(&mut self.counts) {
            counts.push(vec![
                programme.into(),
                group.into(),
                state.into(),
                Value::from(change),
            ]);
        }
        counts.write(connection).await?;
        for (vote, ballots) in std::mem::take(&mut self.cast) {
            let text = "UPDATE vote SET ballots = ballots + $2 WHERE entry = $1";
            connection.execute(text, values![vote, ballots]).await?;
        }
        Ok(())
    }

    fn thing(&mut self, kind: &str, scope: &str, parent: &str, id: &str, index: u64) {
        self.things.push(values![kind, scope, parent, id, index]);
    }

    fn count(&mut self, programme: &str, group: &str, state: ProposalState, change: i64) {
        *self
            .counts
            .entry((programme.to_owned(), group.to_owned(), state.name()))
            .or_default() += change;
    }

    fn proposal(
        &mut self,
        index: u64,
        e: &ProposalSubmitted,
        text: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let group = e.group.clone().unwrap_or_default();
        let folded = text.map(|text| folded(index, text)).transpose()?;
        if let Some(folded) = &folded {
            self.search.push((index, grams(folded)));
        }
        let state = ProposalState::Submitted;
        self.count(&e.programme, &group, state, 1);
        self.proposals.push(values![
            index,
            &e.programme,
            &e.id,
            e.cost,
            group,
            state.name(),
            folded
        ]);
        for audience in &e.audiences {
            self.audiences.push(values![&e.programme, audience, index]);
        }
        Ok(())
    }

    /// Notes what became of a body, and takes a proposal's words out of the search or puts them back.
    async fn content(
        &mut self,
        connection: &mut Connection<'_>,
        index: u64,
        entry: u64,
        name: &str,
        status: &'static str,
    ) -> Result<(), StoreError> {
        let text = "INSERT INTO content (entry, name, status, by_entry) VALUES ($1, $2, $3, $4) \
                    ON CONFLICT (entry, name) DO UPDATE SET status = excluded.status, by_entry = excluded.by_entry";
        connection
            .execute(text, values![entry, name, status, index])
            .await?;
        if name != TEXT {
            return Ok(());
        }
        let Some(row) = connection
            .row(
                "SELECT folded FROM proposal WHERE entry = $1",
                values![entry],
            )
            .await?
        else {
            return Ok(());
        };
        if let Some(folded) = row.optional_text(0)? {
            if connection.is_sqlite() {
                // An index without content is told what to take out, and takes it out of the file at once.
                let text = "INSERT INTO proposal_search (proposal_search, rowid, grams) VALUES ('delete', $1, $2)";
                connection
                    .execute(text, values![entry, grams(&folded)])
                    .await?;
            } else {
                connection
                    .execute(
                        "DELETE FROM proposal_search WHERE entry = $1",
                        values![entry],
                    )
                    .await?;
            }
            connection
                .execute(
                    "UPDATE proposal SET folded = NULL WHERE entry = $1",
                    values![entry],
                )
                .await?;
        }
        if status == "released" {
            let text = "SELECT content FROM body WHERE entry = $1 AND name = $2";
            if let Some(row) = connection.row(text, values![entry, name]).await? {
                let folded = folded(entry, &row.bytes(0)?)?;
                let text = "UPDATE proposal SET folded = $2 WHERE entry = $1";
                connection.execute(text, values![entry, &folded]).await?;
                self.search.push((entry, grams(&folded)));
                self.write(connection).await?;
            }
        }
        Ok(())
    }
}

/// A thing that the state had and has no more: the replay would have refused the entry.
fn missing(violation: Violation) -> StoreError {
    StoreError::damaged(violation.to_string())
}

fn folded(entry: u64, text: &[u8]) -> Result<String, StoreError> {
    let text: ProposalText = serde_json::from_slice(text).map_err(|error| {
        StoreError::damaged(format!("the text of entry {entry} cannot be read: {error}"))
    })?;
    Ok(fold_proposal(&text))
}

/// A voter's pseudonym as it is kept: the 16 bytes that its hex digits stand for, in the same order.
fn voter_bytes(voter: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0) as u8;
    voter
        .as_bytes()
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, b| byte << 4 | digit(*b)))
        .collect()
}

/// Ranks the proposals that were selected; the other candidates of the vote were not.
async fn selected(
    connection: &mut Connection<'_>,
    index: u64,
    e: &SelectionPublished,
) -> Result<(), StoreError> {
    let text = "UPDATE vote SET selection = $3 WHERE programme = $1 AND id = $2";
    let values = values![&e.programme, &e.vote, index];
    connection.execute(text, values).await?;
    let text = "UPDATE proposal SET state = 'not_selected' \
                WHERE programme = $1 AND vote = $2 AND state = 'candidate'";
    let values = values![&e.programme, &e.vote];
    connection.execute(text, values).await?;
    for (id, rank) in e.selected.iter().zip(1u64..) {
        let text =
            "UPDATE proposal SET state = 'selected', rank = $3 WHERE programme = $1 AND id = $2";
        let values = values![&e.programme, id, rank];
        connection.execute(text, values).await?;
    }
    recount(connection, &e.programme).await
}

/// Counts a programme's proposals anew, after an event that moved many of them.
async fn recount(connection: &mut Connection<'_>, programme: &str) -> Result<(), StoreError> {
    connection
        .execute(
            "DELETE FROM proposal_count WHERE programme = $1",
            values![programme],
        )
        .await?;
    let text = "INSERT INTO proposal_count (programme, service_group, state, proposals) \
                SELECT programme, service_group, state, count(*) FROM proposal \
                WHERE programme = $1 GROUP BY programme, service_group, state";
    connection.execute(text, values![programme]).await?;
    Ok(())
}

/// Empties every read table.
pub(crate) async fn clear(connection: &mut Connection<'_>) -> Result<(), StoreError> {
    for (table, _) in super::tables::DUMPED {
        connection
            .execute(&format!("DELETE FROM {table}"), vec![])
            .await?;
    }
    let search = if connection.is_sqlite() {
        "INSERT INTO proposal_search (proposal_search) VALUES ('delete-all')"
    } else {
        "DELETE FROM proposal_search"
    };
    connection.execute(search, vec![]).await?;
    Ok(())
}
