//! From what happened to proposals to their tables; and what a vote changes of them.

use madang_database::{Connection, Rows, Value, values};
use madang_programme::Violation;
use madang_programme::proposals::{
    Event, ProposalAmended, ProposalCommented, ProposalRevised, ProposalValues,
};

use super::shapes::ProposalState;
use super::tables::{PROPOSAL, PROPOSAL_AUDIENCE, PROPOSAL_COMMENT, PROPOSAL_COUNT};
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then, missing};
use crate::words::said;

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::ProposalSubmitted(e) => {
            submitted(&e.clone().into(), at, rows)?;
            Ok(Then::Added)
        }
        Event::ProposalHandedIn(e) => {
            submitted(&e.clone().into(), at, rows)?;
            Ok(Then::Added)
        }
        Event::ProposalCommented(e) => {
            commented(e, at, rows)?;
            Ok(Then::Added)
        }
        // How many endorse it is in the state, and so are the calls.
        Event::CallOpened(_) | Event::ProposalEndorsed(_) | Event::EndorsementWithdrawn(_) => {
            Ok(Then::Added)
        }
        Event::ProposalAmended(_)
        | Event::ProposalRevised(_)
        | Event::ProposalWithdrawn(_)
        | Event::ProposalTakenBack(_)
        | Event::ProposalsMerged(_)
        | Event::ProposalSplit(_) => Ok(Then::Changes),
    }
}

pub(crate) async fn change(
    event: &Event,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::ProposalSubmitted(_)
        | Event::ProposalHandedIn(_)
        | Event::ProposalCommented(_)
        | Event::CallOpened(_)
        | Event::ProposalEndorsed(_)
        | Event::EndorsementWithdrawn(_) => {}
        Event::ProposalAmended(e) => amended(e, index, connection).await?,
        Event::ProposalRevised(e) => revised(e, index, connection).await?,
        Event::ProposalWithdrawn(e) => {
            leave(&e.programme, &e.id, ProposalState::Withdrawn, connection).await?;
        }
        Event::ProposalTakenBack(e) => {
            leave(&e.programme, &e.id, ProposalState::Withdrawn, connection).await?;
        }
        Event::ProposalsMerged(e) => {
            for id in &e.from {
                leave(&e.programme, id, ProposalState::Merged, connection).await?;
            }
        }
        Event::ProposalSplit(e) => {
            leave(&e.programme, &e.proposal, ProposalState::Split, connection).await?;
        }
    }
    Ok(())
}

/// A proposal goes on under its own name no more.
async fn leave(
    programme: &str,
    id: &str,
    left: ProposalState,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let text = "SELECT service_group, state FROM proposal WHERE programme = $1 AND id = $2";
    let row = connection.row(text, values![programme, id]).await?;
    let row = row.ok_or_else(|| missing(Violation::unknown("proposal", id)))?;
    let (group, state) = (row.text(0)?, row.text(1)?);
    let text = "UPDATE proposal SET state = $3 WHERE programme = $1 AND id = $2";
    let values = values![programme, id, left.name()];
    connection.execute(text, values).await?;
    let mut rows = Rows::new(&PROPOSAL_COUNT);
    for (state, change) in [(state.as_str(), -1i64), (left.name(), 1)] {
        rows.push(values![programme, &group, state, change])?;
    }
    rows.write(connection).await?;
    Ok(())
}

fn submitted(e: &ProposalValues, at: &At<'_>, rows: &mut NewRows) -> Result<(), StoreError> {
    let group = e.group.as_deref().unwrap_or_default();
    let state = ProposalState::Submitted;
    count(rows, &e.programme, group, state, 1)?;
    let row = values![
        at.index,
        &e.programme,
        &e.id,
        e.cost.unwrap_or_default(),
        u64::from(e.cost.is_some()),
        group,
        state.name(),
        None::<String>,
        None::<u64>,
        None::<String>,
        at.index,
        at.index,
        1u64
    ];
    rows.push(&PROPOSAL, row)?;
    for audience in &e.audiences {
        let row = values![&e.programme, audience, at.index];
        rows.push(&PROPOSAL_AUDIENCE, row)?;
    }
    Ok(())
}

fn commented(e: &ProposalCommented, at: &At<'_>, rows: &mut NewRows) -> Result<(), StoreError> {
    let proposal = at.state.proposal(&e.programme, &e.proposal);
    let proposal = proposal.map_err(missing)?.entry;
    let comment = at.state.comment(&e.programme, at.index);
    let root = comment.map_or(at.index, |comment| comment.root);
    rows.push(&PROPOSAL_COMMENT, values![at.index, proposal, root])
}

async fn revised(
    e: &ProposalRevised,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let text = "UPDATE proposal SET reads = $3, version = $4 WHERE programme = $1 AND id = $2";
    let row = values![&e.programme, &e.proposal, index, u64::from(e.version)];
    connection.execute(text, row).await?;
    if let Some(cost) = e.cost {
        let text = "UPDATE proposal SET cost = $3, priced = 1 WHERE programme = $1 AND id = $2";
        let row = values![&e.programme, &e.proposal, cost];
        connection.execute(text, row).await?;
    }
    Ok(())
}

async fn amended(
    e: &ProposalAmended,
    index: u64,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let values = &e.values;
    let own = "SELECT entry FROM proposal WHERE programme = $1 AND id = $2";
    let row = connection
        .row(own, values![&values.programme, &values.id])
        .await?;
    let row =
        row.ok_or_else(|| StoreError::damaged(said!("store-amends-nothing", entry = index)))?;
    let own = row.number(0)?;
    let text = "UPDATE proposal SET cost = $2, priced = 1, service_group = $3, reads = $4, valued = $4, \
                version = version + 1 WHERE entry = $1";
    let group = values.group.as_deref().unwrap_or_default();
    let row = values![own, values.cost, group, index];
    connection.execute(text, row).await?;
    let text = "DELETE FROM proposal_audience WHERE programme = $1 AND entry = $2";
    let row = values![&values.programme, own];
    connection.execute(text, row).await?;
    let mut rows = Rows::new(&PROPOSAL_AUDIENCE);
    for audience in &values.audiences {
        rows.push(values![&values.programme, audience, own])?;
    }
    rows.write(connection).await?;
    recount(connection, &values.programme).await
}

fn count(
    rows: &mut NewRows,
    programme: &str,
    group: &str,
    state: ProposalState,
    change: i64,
) -> Result<(), StoreError> {
    let change = Value::from(change);
    let row = vec![programme.into(), group.into(), state.name().into(), change];
    rows.push(&PROPOSAL_COUNT, row)
}

/// A vote opens: whatever stands becomes its candidate.
pub(crate) async fn put_up(
    connection: &mut Connection<'_>,
    programme: &str,
    vote: &str,
) -> Result<(), StoreError> {
    let text = "UPDATE proposal SET state = 'candidate', vote = $2, rank = NULL \
                WHERE programme = $1 AND state IN ('submitted', 'not_selected')";
    connection.execute(text, values![programme, vote]).await?;
    recount(connection, programme).await
}

/// A vote is called off: its candidates stand as before, and whoever lost a vote before has lost it.
pub(crate) async fn give_back(
    connection: &mut Connection<'_>,
    programme: &str,
    vote: &str,
) -> Result<(), StoreError> {
    let text = "UPDATE proposal SET vote = lost_in, \
                state = CASE WHEN lost_in IS NULL THEN 'submitted' ELSE 'not_selected' END \
                WHERE programme = $1 AND vote = $2 AND state = 'candidate'";
    connection.execute(text, values![programme, vote]).await?;
    recount(connection, programme).await
}

/// A vote is decided: ranks the proposals that were selected; its other candidates were not.
pub(crate) async fn settle(
    connection: &mut Connection<'_>,
    programme: &str,
    vote: &str,
    selected: &[String],
) -> Result<(), StoreError> {
    let text = "UPDATE proposal SET state = 'not_selected', lost_in = vote \
                WHERE programme = $1 AND vote = $2 AND state = 'candidate'";
    connection.execute(text, values![programme, vote]).await?;
    for (id, rank) in selected.iter().zip(1u64..) {
        let text = "UPDATE proposal SET state = 'selected', lost_in = NULL, rank = $3 WHERE programme = $1 AND id = $2";
        let values = values![programme, id, rank];
        connection.execute(text, values).await?;
    }
    recount(connection, programme).await
}

/// Counts a programme's proposals anew, after an event that moved many of them.
async fn recount(connection: &mut Connection<'_>, programme: &str) -> Result<(), StoreError> {
    let text = "DELETE FROM proposal_count WHERE programme = $1";
    connection.execute(text, values![programme]).await?;
    let text = "INSERT INTO proposal_count (programme, service_group, state, proposals) \
                SELECT programme, service_group, state, count(*) FROM proposal \
                WHERE programme = $1 GROUP BY programme, service_group, state";
    connection.execute(text, values![programme]).await?;
    Ok(())
}
