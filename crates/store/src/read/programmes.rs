//! Programmes with their groups, bodies, rules and votes.

use std::collections::BTreeMap;

use madang_programme::body::{PERSON, TEXT};
use madang_programme::{Event, bodies, programmes, votes};

use super::model::{
    BodyDetail, CancellationDetail, GroupDetail, MemberDetail, Moment, ProgrammeDetail,
    ProgrammeSummary, ProposalState, RuleDetail, SelectionDetail, Stage, VoteDetail,
};
use super::stored::{self, Stored};
use crate::Store;
use crate::database::{Connection, Value, values};
use crate::error::StoreError;

impl Store {
    /// Every programme, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeSummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'programme' ORDER BY t.entry";
        summaries(&mut lent.connection(), text, vec![]).await
    }

    /// One programme; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programme(&self, id: &str) -> Result<Option<ProgrammeDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'programme' AND t.scope = $1";
        let Some(summary) = summaries(connection, text, values![id]).await?.pop() else {
            return Ok(None);
        };
        let votes = votes(connection, id).await?;
        let mut detail = ProgrammeDetail {
            summary,
            groups: vec![],
            bodies: vec![],
            rules: vec![],
            votes,
        };
        let text = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                    WHERE t.scope = $1 ORDER BY t.entry";
        for row in connection.rows(text, values![id]).await? {
            add(connection, &mut detail, Stored::from_row(&row, 0)?).await?;
        }
        let text =
            "SELECT service_group, state, proposals FROM proposal_count WHERE programme = $1";
        for row in connection.rows(text, values![id]).await? {
            let (group, state, number) = (row.text(0)?, row.text(1)?, row.number(2)?);
            if let Some(group) = detail
                .groups
                .iter_mut()
                .find(|detail| detail.facts.id == group)
            {
                if state != ProposalState::Withdrawn.name() {
                    group.proposals += number;
                }
                if state == ProposalState::Selected.name() {
                    group.selected += number;
                }
            }
        }
        Ok(Some(detail))
    }
}

/// The programmes that a query names by index and bytes of their entries.
pub(super) async fn summaries(
    connection: &mut Connection<'_>,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<ProgrammeSummary>, StoreError> {
    let rows = connection.rows(text, values).await?;
    let entries = rows
        .iter()
        .map(|row| Stored::from_row(row, 0))
        .collect::<Result<Vec<_>, _>>()?;
    let indexes: Vec<u64> = entries.iter().map(|entry| entry.index).collect();
    let mut texts = stored::texts(connection, TEXT, &indexes).await?;
    let mut found = Vec::with_capacity(entries.len());
    for entry in entries {
        let Event::Programmes(programmes::Event::ProgrammeCreated(facts)) = entry.event else {
            return Err(StoreError::damaged(format!(
                "entry {} is not a programme",
                entry.index
            )));
        };
        let count = "SELECT CAST(coalesce(sum(CASE WHEN state <> 'withdrawn' THEN proposals ELSE 0 END), 0) AS BIGINT), \
                     CAST(coalesce(sum(CASE WHEN state = 'selected' THEN proposals ELSE 0 END), 0) AS BIGINT) \
                     FROM proposal_count WHERE programme = $1";
        let counts = connection.row(count, values![&facts.id]).await?;
        let (proposals, selected) = match counts {
            Some(row) => (row.number(0)?, row.number(1)?),
            None => (0, 0),
        };
        let stage = stage(connection, &facts.id).await?;
        let text = texts.remove(&entry.index);
        found.push(ProgrammeSummary {
            facts,
            text,
            entry: entry.index,
            at: entry.at,
            stage,
            proposals,
            selected,
        });
    }
    Ok(found)
}

/// Where a programme stands: its newest vote that was not called off says.
async fn stage(connection: &mut Connection<'_>, programme: &str) -> Result<Stage, StoreError> {
    let text = "SELECT closed, selection FROM vote WHERE programme = $1 AND cancelled IS NULL ORDER BY entry DESC LIMIT 1";
    let Some(row) = connection.row(text, values![programme]).await? else {
        return Ok(Stage::Proposals);
    };
    Ok(match (row.optional_number(0)?, row.optional_number(1)?) {
        (_, Some(_)) => Stage::Selection,
        (Some(_), None) => Stage::Counting,
        (None, None) => Stage::Vote,
    })
}

/// Adds a group, audience, body, member or rule to its programme. They come in the order of their entries, so that what
/// each belongs to is there before it.
async fn add(
    connection: &mut Connection<'_>,
    detail: &mut ProgrammeDetail,
    stored: Stored,
) -> Result<(), StoreError> {
    let entry = stored.index;
    match &stored.event {
        Event::Programmes(programmes::Event::GroupDefined(facts)) => {
            let facts = facts.clone();
            detail.groups.push(GroupDetail {
                facts,
                audiences: vec![],
                proposals: 0,
                selected: 0,
            });
        }
        Event::Programmes(programmes::Event::AudienceDefined(facts)) => {
            if let Some(group) = detail
                .groups
                .iter_mut()
                .find(|group| group.facts.id == facts.group)
            {
                group.audiences.push(facts.clone());
            }
        }
        Event::Bodies(bodies::Event::BodyEstablished(facts)) => {
            detail.bodies.push(BodyDetail {
                facts: facts.clone(),
                entry,
                members: vec![],
            });
        }
        Event::Bodies(bodies::Event::MemberAppointed(facts)) => {
            let person = stored::visible(connection, &stored, PERSON).await?;
            if let Some(body) = detail
                .bodies
                .iter_mut()
                .find(|body| body.facts.id == facts.body)
            {
                body.members.push(MemberDetail {
                    facts: facts.clone(),
                    entry,
                    person,
                });
            }
        }
        Event::Votes(votes::Event::RuleFixed(facts)) => detail.rules.push(RuleDetail {
            facts: facts.clone(),
            entry,
            at: stored.at,
        }),
        _ => {}
    }
    Ok(())
}

async fn votes(
    connection: &mut Connection<'_>,
    programme: &str,
) -> Result<Vec<VoteDetail>, StoreError> {
    let text = "SELECT entry, ballots, closed, ballots_opened, selection, cancelled \
                FROM vote WHERE programme = $1 ORDER BY entry";
    let rows = connection.rows(text, values![programme]).await?;
    let mut votes = Vec::with_capacity(rows.len());
    for row in rows {
        let opened = row.number(0)?;
        let (closed, ballots_opened) = (row.optional_number(2)?, row.optional_number(3)?);
        let selection = row.optional_number(4)?;
        let cancelled = row.optional_number(5)?;
        let wanted: Vec<u64> = [Some(opened), closed, ballots_opened, selection, cancelled]
            .into_iter()
            .flatten()
            .collect();
        let entries = stored::several(connection, &wanted).await?;
        let Some(Event::Votes(votes::Event::VoteOpened(facts))) =
            entries.get(&opened).map(|entry| entry.event.clone())
        else {
            return Err(StoreError::damaged(format!(
                "entry {opened} does not open a vote"
            )));
        };
        let moment = |entry: u64| moment(&entries, entry);
        votes.push(VoteDetail {
            facts,
            opened: moment(opened)?,
            closed: closed.map(moment).transpose()?,
            ballots_opened: ballots_opened.map(moment).transpose()?,
            lot: match ballots_opened.and_then(|entry| entries.get(&entry)) {
                Some(Stored {
                    event: Event::Votes(votes::Event::BallotsOpened(facts)),
                    ..
                }) => facts.lot.clone(),
                _ => None,
            },
            ballots: row.number(1)?,
            cancelled: match cancelled {
                None => None,
                Some(entry) => match entries.get(&entry).map(|found| &found.event) {
                    Some(Event::Votes(votes::Event::VoteCancelled(facts))) => {
                        Some(CancellationDetail {
                            facts: facts.clone(),
                            at: moment(entry)?,
                        })
                    }
                    _ => {
                        return Err(StoreError::damaged(format!(
                            "entry {entry} does not cancel a vote"
                        )));
                    }
                },
            },
            selection: match selection {
                None => None,
                Some(entry) => match entries.get(&entry).map(|found| found.event.clone()) {
                    Some(Event::Votes(votes::Event::SelectionPublished(facts))) => {
                        Some(SelectionDetail {
                            facts,
                            published: moment(entry)?,
                        })
                    }
                    _ => {
                        return Err(StoreError::damaged(format!(
                            "entry {entry} does not publish a selection"
                        )));
                    }
                },
            },
        });
    }
    Ok(votes)
}

fn moment(entries: &BTreeMap<u64, Stored>, entry: u64) -> Result<Moment, StoreError> {
    let found = entries
        .get(&entry)
        .ok_or_else(|| StoreError::damaged(format!("entry {entry} is missing")))?;
    Ok(Moment {
        entry,
        at: found.at.clone(),
    })
}
