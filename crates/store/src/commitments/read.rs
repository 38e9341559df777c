//! Commitments with their milestones and reviews, by country.

use std::collections::BTreeMap;

use madang_database::{Connection, values};
use madang_programme::Event;
use madang_programme::commitments::{
    self, CommitmentCorrected, CommitmentRecorded, CommitmentText, MilestoneRecorded,
};
use madang_programme::contents::TEXT;

use super::shapes::{
    ActionPlanDetail, CommitmentDetail, CommitmentSummary, CorrectionDetail, CountrySummary,
    ReviewDetail,
};
use crate::Store;
use crate::error::StoreError;
use crate::record::stored::{self, Stored};
use crate::words::said;

impl Store {
    /// The countries that have commitments on record, by code.
    ///
    /// # Errors
    /// What the database says.
    pub async fn countries(&self) -> Result<Vec<CountrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT parent, count(*) FROM subject WHERE kind = 'commitment' GROUP BY parent ORDER BY parent";
        let rows = lent.connection().rows(text, vec![]).await?;
        rows.iter()
            .map(|row| {
                Ok(CountrySummary {
                    country: row.text(0)?,
                    commitments: row.number(1)?,
                })
            })
            .collect()
    }

    /// A country's commitments, by plan, number and identifier.
    ///
    /// # Errors
    /// What the database says.
    pub async fn commitments(&self, country: &str) -> Result<Vec<CommitmentSummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'commitment' AND t.parent = $1 ORDER BY t.entry";
        let rows = connection.rows(text, values![country]).await?;
        let entries = rows
            .iter()
            .map(|row| Stored::from_row(row, 0))
            .collect::<Result<Vec<_>, _>>()?;
        let text = "SELECT p.kind, p.parent, count(*), max(p.entry) FROM subject c JOIN subject p \
                    ON p.kind IN ('milestone', 'review', 'correction') AND p.parent = c.id \
                    WHERE c.kind = 'commitment' AND c.parent = $1 GROUP BY p.kind, p.parent";
        let mut parts = BTreeMap::new();
        for row in connection.rows(text, values![country]).await? {
            let (number, newest) = (row.number(2)?, row.number(3)?);
            parts.insert((row.text(0)?, row.text(1)?), (number, newest));
        }
        let newest = parts.iter().filter(|((kind, _), _)| kind == "correction");
        let newest: Vec<u64> = newest.map(|(_, (_, entry))| *entry).collect();
        let mut corrected = stored::several(connection, &newest).await?;
        let indexes = entries.iter().map(|entry| entry.index);
        let indexes: Vec<u64> = indexes.chain(newest).collect();
        let mut texts: BTreeMap<u64, CommitmentText> =
            stored::texts(connection, TEXT, &indexes).await?;
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            let recorded = commitment(&entry)?.clone();
            let of = |kind: &str| parts.get(&(kind.to_owned(), recorded.id.clone())).copied();
            let number = |kind: &str| of(kind).map_or(0, |(number, _)| number);
            let (milestones, reviews) = (number("milestone"), number("review"));
            let latest = of("correction").and_then(|(_, latest)| corrected.remove(&latest));
            let (facts, stands) = match latest {
                Some(latest) => (correction(&latest)?.values.clone(), latest.index),
                None => (recorded, entry.index),
            };
            found.push(CommitmentSummary {
                facts,
                title: texts.remove(&stands).and_then(|text| text.title),
                entry: entry.index,
                milestones,
                reviews,
            });
        }
        found.sort_by(|a, b| {
            let key =
                |c: &CommitmentSummary| (c.facts.cycle, c.facts.number.clone(), c.facts.id.clone());
            key(a).cmp(&key(b))
        });
        Ok(found)
    }

    /// Everything on record about a commitment; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn commitment(&self, id: &str) -> Result<Option<CommitmentDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'commitment' AND t.scope = '' AND t.id = $1";
        let Some(row) = connection.row(text, values![id]).await? else {
            return Ok(None);
        };
        let stored = Stored::from_row(&row, 0)?;
        let entry = stored.index;
        let facts = commitment(&stored)?.clone();
        let action_plan = match &facts.action_plan {
            None => None,
            Some(plan) => Some(action_plan(connection, plan).await?),
        };
        let text = stored::texts(connection, TEXT, &[entry])
            .await?
            .remove(&entry);
        let Parts {
            milestones,
            reviews,
            corrections,
        } = parts(connection, id).await?;
        Ok(Some(CommitmentDetail {
            facts,
            text,
            entry,
            corrections,
            action_plan,
            milestones,
            reviews,
        }))
    }
}

async fn action_plan(
    connection: &mut Connection<'_>,
    id: &str,
) -> Result<ActionPlanDetail, StoreError> {
    let text = "SELECT entry FROM subject WHERE kind = 'action_plan' AND scope = '' AND id = $1";
    let entry = connection.number(text, values![id]).await?;
    match stored::one(connection, entry).await?.event {
        Event::Commitments(commitments::Event::ActionPlanRecorded(facts)) => {
            Ok(ActionPlanDetail { facts, entry })
        }
        _ => Err(StoreError::damaged(said!(
            "store-other-kind",
            entry = entry
        ))),
    }
}

fn commitment(stored: &Stored) -> Result<&CommitmentRecorded, StoreError> {
    match &stored.event {
        Event::Commitments(commitments::Event::CommitmentRecorded(facts)) => Ok(facts),
        _ => Err(not(stored.index)),
    }
}

fn correction(stored: &Stored) -> Result<&CommitmentCorrected, StoreError> {
    match &stored.event {
        Event::Commitments(commitments::Event::CommitmentCorrected(facts)) => Ok(facts),
        _ => Err(not(stored.index)),
    }
}

fn not(entry: u64) -> StoreError {
    StoreError::damaged(said!("store-other-kind", entry = entry))
}

/// What belongs to a commitment.
#[derive(Default)]
struct Parts {
    /// By code, with their entry.
    milestones: Vec<(MilestoneRecorded, u64)>,
    /// Oldest first.
    reviews: Vec<ReviewDetail>,
    /// Oldest first.
    corrections: Vec<CorrectionDetail>,
}

async fn parts(connection: &mut Connection<'_>, id: &str) -> Result<Parts, StoreError> {
    let mut parts = Parts::default();
    let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                WHERE t.kind IN ('milestone', 'review', 'correction') AND t.parent = $1 ORDER BY t.entry";
    for row in connection.rows(text, values![id]).await? {
        let part = Stored::from_row(&row, 0)?;
        let entry = part.index;
        match part.event {
            Event::Commitments(commitments::Event::MilestoneRecorded(facts)) => {
                parts.milestones.push((facts, entry));
            }
            Event::Commitments(commitments::Event::ReviewRecorded(facts)) => {
                let text = None;
                parts.reviews.push(ReviewDetail { facts, text, entry });
            }
            Event::Commitments(commitments::Event::CommitmentCorrected(facts)) => {
                parts.corrections.push(CorrectionDetail {
                    facts,
                    text: None,
                    entry,
                    at: part.at,
                });
            }
            _ => return Err(not(entry)),
        }
    }
    parts.milestones.sort_by(|a, b| a.0.code.cmp(&b.0.code));
    let indexes: Vec<u64> = parts.reviews.iter().map(|review| review.entry).collect();
    let mut texts = stored::texts(connection, TEXT, &indexes).await?;
    for review in &mut parts.reviews {
        review.text = texts.remove(&review.entry);
    }
    let corrections = parts.corrections.iter();
    let indexes: Vec<u64> = corrections.map(|correction| correction.entry).collect();
    let mut texts = stored::texts(connection, TEXT, &indexes).await?;
    for correction in &mut parts.corrections {
        correction.text = texts.remove(&correction.entry);
    }
    Ok(parts)
}
