//! From what happened in votes to their tables.

use madang_database::{Connection, values};
use madang_programme::State;
use madang_programme::votes::{self, Event, RepeatedVoter, VoteState};

use super::tables::{BALLOT, BALLOT_COUNT, STANDING_BALLOT, VOTE};
use super::voters::give_way;
use crate::error::StoreError;
use crate::projection::contents::{Status, note};
use crate::projection::rows::{At, NewRows, Projected, Then, missing};
use crate::proposals::project::{give_back, put_up, settle};

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::RuleFixed(e) => rows.subject("rule", &e.programme, "", &e.id, at)?,
        Event::BallotCast(e) => {
            let vote = at.state.vote(&e.programme, &e.vote).map_err(missing)?;
            let voter = voter_bytes(&e.voter);
            if vote.ballots.repeated_voter.refuses_another().is_some() {
                let row = values![vote.entry, voter.clone(), at.index];
                rows.push(&STANDING_BALLOT, row)?;
            }
            rows.push(&BALLOT, values![at.index, vote.entry, voter])?;
            rows.push(&BALLOT_COUNT, values![vote.entry, 1u64])?;
        }
        // Score sheets are read from their entries, which the vote's state names; what was announced is in the state.
        Event::ScoresSubmitted(_)
        | Event::VoteScheduled(_)
        | Event::VoteRescheduled(_)
        | Event::VoteUnscheduled(_)
        | Event::RollClosed(_)
        | Event::PaperCounted(_) => {}
        Event::VoteOpened(e) => return open(&e.programme, &e.id, at, rows),
        Event::VoteBegun(e) => return open(&e.programme, &e.id, at, rows),
        Event::BallotExcluded(_)
        | Event::VoteClosed(_)
        | Event::BallotsOpened(_)
        | Event::VoteCancelled(_)
        | Event::SelectionPublished(_) => return Ok(Then::Changes),
    }
    Ok(Then::Added)
}

fn open(programme: &str, vote: &str, at: &At<'_>, rows: &mut NewRows) -> Projected {
    let none = None::<u64>;
    let row = values![programme, vote, at.index, none, none, none, none];
    rows.push(&VOTE, row)?;
    Ok(Then::Changes)
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::RuleFixed(_)
        | Event::VoteScheduled(_)
        | Event::VoteRescheduled(_)
        | Event::VoteUnscheduled(_)
        | Event::RollClosed(_)
        | Event::BallotCast(_)
        | Event::PaperCounted(_)
        | Event::ScoresSubmitted(_) => Ok(()),
        Event::BallotExcluded(e) => {
            note(connection, index, e.entry, &e.name, Status::Erased).await?;
            give_way(connection, e.entry, index).await
        }
        Event::VoteOpened(e) => put_up(connection, &e.programme, &e.id).await,
        Event::VoteBegun(e) => put_up(connection, &e.programme, &e.id).await,
        Event::VoteClosed(e) => step(connection, "closed", &e.programme, &e.vote, index).await,
        Event::BallotsOpened(e) => {
            step(connection, "ballots_opened", &e.programme, &e.vote, index).await?;
            let vote = state.vote(&e.programme, &e.vote).map_err(missing)?;
            keep_seals(connection, vote, index).await
        }
        Event::VoteCancelled(e) => {
            step(connection, "cancelled", &e.programme, &e.vote, index).await?;
            give_back(connection, &e.programme, &e.vote).await
        }
        Event::SelectionPublished(e) => {
            step(connection, "selection", &e.programme, &e.vote, index).await?;
            settle(connection, &e.programme, &e.vote, &e.selected).await
        }
    }
}

/// Notes the ballots whose seals entry `by` left whole, since another of the same voter is the one that counts.
async fn keep_seals(
    connection: &mut Connection<'_>,
    vote: &VoteState,
    by: u64,
) -> Result<(), StoreError> {
    if !vote.keeps_seals() {
        return Ok(());
    }
    let kept = match vote.ballots.repeated_voter {
        RepeatedVoter::CountFirst => "row_number() OVER (PARTITION BY voter ORDER BY entry) > 1",
        RepeatedVoter::CountLast => {
            "row_number() OVER (PARTITION BY voter ORDER BY entry DESC) > 1"
        }
        RepeatedVoter::CountNone => "count(*) OVER (PARTITION BY voter) > 1",
    };
    // One that was taken out before stands in no other's way.
    let text = format!(
        "INSERT INTO content (entry, name, status, by_entry) \
         SELECT entry, $2, $3, CAST($4 AS BIGINT) FROM (SELECT entry, {kept} AS kept FROM ballot \
         WHERE vote = $1 AND entry > $1 AND entry < $4 \
         AND NOT EXISTS (SELECT 1 FROM content WHERE content.entry = ballot.entry AND content.name = $2)) AS looked_at \
         WHERE kept"
    );
    let values = values![vote.entry, votes::BALLOT, Status::Kept.name(), by];
    connection.execute(&text, values).await?;
    Ok(())
}

/// Notes which entry brought a vote a step further.
async fn step(
    connection: &mut Connection<'_>,
    column: &'static str,
    programme: &str,
    vote: &str,
    index: u64,
) -> Result<(), StoreError> {
    let text = format!("UPDATE vote SET {column} = $3 WHERE programme = $1 AND id = $2");
    let values = values![programme, vote, index];
    connection.execute(&text, values).await?;
    Ok(())
}

/// The entry of which an event shows less from here on.
pub(crate) fn concerned(event: &Event) -> Option<u64> {
    match event {
        Event::BallotExcluded(e) => Some(e.entry),
        Event::RuleFixed(_)
        | Event::VoteScheduled(_)
        | Event::VoteRescheduled(_)
        | Event::VoteUnscheduled(_)
        | Event::VoteOpened(_)
        | Event::VoteBegun(_)
        | Event::RollClosed(_)
        | Event::BallotCast(_)
        | Event::PaperCounted(_)
        | Event::ScoresSubmitted(_)
        | Event::VoteClosed(_)
        | Event::BallotsOpened(_)
        | Event::VoteCancelled(_)
        | Event::SelectionPublished(_) => None,
    }
}

/// A voter's pseudonym as it is kept: the 16 bytes that its hex digits stand for, in the same order.
pub(super) fn voter_bytes(voter: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0) as u8;
    voter
        .as_bytes()
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, b| byte << 4 | digit(*b)))
        .collect()
}
