//! Lists of designs, and one with what happened to it.

use madang_database::{Connection, Row, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::design::{self, DesignPhase, REASON};
use madang_programme::{Event, Relation};

use super::shapes::{
    DesignDetail, DesignEnd, DesignOutput, DesignRound, DesignSession, DesignStanding,
};
use crate::Store;
use crate::error::StoreError;
use crate::page::{Moment, Page};
use crate::record::stored::{self, Stored};
use crate::words::said;

/// Entries about one design that are read: more than its rules allow it to have are not there.
const MOST_READ: u64 = 2_000;

/// What is read of a row, in this order.
const COLUMNS: &str = "entry, programme, id, outputs, sessions, phase, standing";

impl Store {
    /// A page of a programme's designs, in the order in which they were begun. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn designs(
        &self,
        programme: &str,
        (offset, limit): (u64, u64),
    ) -> Result<Page<DesignDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT count(*) FROM design WHERE programme = $1";
        let total = connection.number(text, values![programme]).await?;
        let text = format!(
            "SELECT {COLUMNS} FROM design WHERE programme = $1 ORDER BY entry LIMIT $2 OFFSET $3"
        );
        let limit = limit.clamp(1, 100);
        let values: Vec<Value> = values![programme, limit, offset.min(i64::MAX as u64)];
        let rows = connection.rows(&text, values).await?;
        Ok(Page {
            items: details(connection, &rows).await?,
            total,
            more_than_total: false,
        })
    }

    /// One design; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn design(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Option<DesignDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!("SELECT {COLUMNS} FROM design WHERE programme = $1 AND id = $2");
        let row = connection.row(&text, values![programme, id]).await?;
        let row: Vec<Row> = row.into_iter().collect();
        Ok(details(connection, &row).await?.pop())
    }

    /// The phases that were begun of the design of an entry, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn design_rounds(&self, entry: u64) -> Result<Vec<DesignRound>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!(
            "SELECT e.idx, e.bytes FROM reference r JOIN entry e ON e.idx = r.entry \
             WHERE r.target = $1 AND r.relation = $2 ORDER BY e.idx LIMIT {MOST_READ}"
        );
        let relation = Relation::Design.name();
        let rows = connection.rows(&text, values![entry, relation]).await?;
        let mut rounds = Vec::new();
        for row in &rows {
            take(&mut rounds, Stored::from_row(row, 0)?);
        }
        words(connection, &mut rounds).await?;
        Ok(rounds)
    }
}

/// The words of what happened, as far as they may be read.
async fn words(
    connection: &mut Connection<'_>,
    rounds: &mut [DesignRound],
) -> Result<(), StoreError> {
    let entries = |of: fn(&DesignRound) -> Vec<u64>| -> Vec<u64> {
        rounds.iter().flat_map(of).collect::<Vec<u64>>()
    };
    let outputs = entries(|round| round.outputs.iter().map(|one| one.moment.entry).collect());
    let sessions = entries(|round| round.sessions.iter().map(|one| one.moment.entry).collect());
    let ends = entries(|round| round.closed.iter().map(|one| one.moment.entry).collect());
    let mut of_outputs = stored::texts(connection, TEXT, &outputs).await?;
    let mut of_sessions = stored::texts(connection, TEXT, &sessions).await?;
    let mut of_ends = stored::texts(connection, REASON, &ends).await?;
    for round in rounds {
        for output in &mut round.outputs {
            output.text = of_outputs.remove(&output.moment.entry);
        }
        for session in &mut round.sessions {
            session.text = of_sessions.remove(&session.moment.entry);
        }
        if let Some(closed) = &mut round.closed {
            closed.reason = of_ends.remove(&closed.moment.entry);
        }
    }
    Ok(())
}

/// Takes what an entry says of a design.
fn take(rounds: &mut Vec<DesignRound>, stored: Stored) {
    let moment = Moment {
        entry: stored.index,
        at: stored.at,
    };
    // What other features say of a design they tell themselves.
    let Event::Design(event) = stored.event else {
        return;
    };
    match event {
        design::Event::DesignProcessFixed(_) => {}
        design::Event::DesignPhaseStarted(facts) => rounds.push(DesignRound {
            phase: facts.phase,
            started: moment,
            outputs: Vec::new(),
            sessions: Vec::new(),
            closed: None,
        }),
        // Nothing comes of a phase that was not begun: the rules hold that.
        design::Event::DesignOutputAdded(facts) => {
            let output = DesignOutput {
                no: facts.no,
                moment,
                kind: facts.kind,
                shown_by: facts.shown_by,
                cites: facts.cites,
                people: facts.people,
                figures: facts.figures,
                text: None,
            };
            if let Some(round) = rounds.last_mut() {
                round.outputs.push(output);
            }
        }
        design::Event::DesignSessionHeld(facts) => {
            let session = DesignSession {
                no: facts.no,
                moment,
                day: facts.day,
                present: facts.present,
                text: None,
            };
            if let Some(round) = rounds.last_mut() {
                round.sessions.push(session);
            }
        }
        design::Event::DesignPhaseClosed(facts) => {
            if let Some(round) = rounds.last_mut() {
                round.closed = Some(DesignEnd {
                    moment,
                    verdict: facts.verdict,
                    back_to: facts.back_to,
                    reason: None,
                });
            }
        }
    }
}

/// The designs of these rows, in their order.
async fn details(
    connection: &mut Connection<'_>,
    rows: &[Row],
) -> Result<Vec<DesignDetail>, StoreError> {
    let fixed = rows.iter().map(|row| Ok(row.number(0)?));
    let fixed = fixed.collect::<Result<Vec<u64>, StoreError>>()?;
    let mut entries = stored::several(connection, &fixed).await?;
    let mut texts = stored::texts(connection, TEXT, &fixed).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, fixed) in rows.iter().zip(fixed) {
        let other = || StoreError::damaged(said!("store-other-kind", entry = fixed));
        let stored = entries.remove(&fixed).ok_or_else(other)?;
        let Event::Design(design::Event::DesignProcessFixed(facts)) = stored.event else {
            return Err(other());
        };
        found.push(DesignDetail {
            programme: row.text(1)?,
            id: row.text(2)?,
            body: facts.body,
            lead: facts.lead,
            process: facts.process,
            proposal: facts.proposal,
            text: texts.remove(&fixed),
            entry: fixed,
            at: stored.at,
            actor: stored.actor,
            outputs: row.number(3)?,
            sessions: row.number(4)?,
            phase: DesignPhase::named(&row.text(5)?),
            standing: DesignStanding::named(&row.text(6)?).ok_or_else(other)?,
        });
    }
    Ok(found)
}
