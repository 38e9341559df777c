//! The votes of a programme, each with the entries that brought it so far.

use std::collections::BTreeMap;

use madang_database::{Connection, Row, values};
use madang_programme::{Event, Grain, State, votes};

use super::shapes::{CancellationDetail, SelectionDetail, VoteDetail};
use crate::error::StoreError;
use crate::page::Moment;
use crate::record::stored::{self, Stored};
use crate::words::said;

/// The entries of a vote, as its table has them.
struct Steps {
    opened: u64,
    closed: Option<u64>,
    ballots_opened: Option<u64>,
    selection: Option<u64>,
    cancelled: Option<u64>,
    ballots: u64,
}

impl Steps {
    fn from_row(row: &Row) -> Result<Steps, StoreError> {
        Ok(Steps {
            opened: row.number(0)?,
            closed: row.optional_number(1)?,
            ballots_opened: row.optional_number(2)?,
            selection: row.optional_number(3)?,
            cancelled: row.optional_number(4)?,
            ballots: row.number(5)?,
        })
    }

    fn entries(&self) -> impl Iterator<Item = u64> {
        let later = [
            self.closed,
            self.ballots_opened,
            self.selection,
            self.cancelled,
        ];
        std::iter::once(self.opened).chain(later.into_iter().flatten())
    }
}

/// The votes of a programme, oldest first.
pub(crate) async fn votes(
    connection: &mut Connection<'_>,
    programme: &str,
    state: &State,
) -> Result<Vec<VoteDetail>, StoreError> {
    let text = "SELECT v.entry, v.closed, v.ballots_opened, v.selection, v.cancelled, coalesce(c.ballots, 0) \
                FROM vote v LEFT JOIN ballot_count c ON c.vote = v.entry \
                WHERE v.programme = $1 ORDER BY v.entry";
    let rows = connection.rows(text, values![programme]).await?;
    let steps: Vec<Steps> = rows.iter().map(Steps::from_row).collect::<Result<_, _>>()?;
    let wanted: Vec<u64> = steps.iter().flat_map(Steps::entries).collect();
    let entries = stored::several(connection, &wanted).await?;
    let mut details = Vec::with_capacity(steps.len());
    for steps in &steps {
        let mut detail = detail(steps, &entries)?;
        if let Ok(vote) = state.vote(programme, &detail.facts.id) {
            detail.grain_minutes = vote.grain.map(Grain::minutes);
            detail.title = vote.title().cloned();
            detail.roll.clone_from(&vote.roll);
            detail.papers.clone_from(&vote.papers);
            for (body, _) in vote.sheets.keys() {
                *detail.sheets.entry(body.clone()).or_default() += 1;
            }
        }
        details.push(detail);
    }
    Ok(details)
}

fn detail(steps: &Steps, entries: &BTreeMap<u64, Stored>) -> Result<VoteDetail, StoreError> {
    let opened = of_vote(entries, steps.opened)?;
    let facts = opened.opening().ok_or_else(|| not(steps.opened))?;
    let lot = match steps.ballots_opened {
        None => None,
        Some(entry) => match of_vote(entries, entry)? {
            votes::Event::BallotsOpened(facts) => facts.lot.clone(),
            _ => return Err(not(entry)),
        },
    };
    let cancelled = match steps.cancelled {
        None => None,
        Some(entry) => match of_vote(entries, entry)? {
            votes::Event::VoteCancelled(facts) => Some(CancellationDetail {
                facts: facts.clone(),
                at: moment(entries, entry)?,
            }),
            _ => return Err(not(entry)),
        },
    };
    let selection = match steps.selection {
        None => None,
        Some(entry) => match of_vote(entries, entry)? {
            votes::Event::SelectionPublished(facts) => Some(SelectionDetail {
                facts: facts.clone(),
                published: moment(entries, entry)?,
            }),
            _ => return Err(not(entry)),
        },
    };
    let moment = |entry| moment(entries, entry);
    Ok(VoteDetail {
        facts,
        title: None,
        opened: moment(steps.opened)?,
        closed: steps.closed.map(moment).transpose()?,
        ballots_opened: steps.ballots_opened.map(moment).transpose()?,
        lot,
        ballots: steps.ballots,
        grain_minutes: None,
        sheets: BTreeMap::new(),
        roll: None,
        papers: Vec::new(),
        selection,
        cancelled,
    })
}

fn not(entry: u64) -> StoreError {
    StoreError::damaged(said!("store-other-kind", entry = entry))
}

fn found(entries: &BTreeMap<u64, Stored>, entry: u64) -> Result<&Stored, StoreError> {
    let found = entries.get(&entry);
    found.ok_or_else(|| StoreError::damaged(said!("store-entry-missing", entry = entry)))
}

fn of_vote(entries: &BTreeMap<u64, Stored>, entry: u64) -> Result<&votes::Event, StoreError> {
    match &found(entries, entry)?.event {
        Event::Votes(event) => Ok(event),
        _ => Err(not(entry)),
    }
}

fn moment(entries: &BTreeMap<u64, Stored>, entry: u64) -> Result<Moment, StoreError> {
    let at = found(entries, entry)?.at.clone();
    Ok(Moment { entry, at })
}
