//! Commitments with their milestones and reviews, by country.

use std::collections::BTreeMap;

use madang_programme::body::TEXT;
use madang_programme::event::commitment::CommitmentText;
use madang_programme::{Event, commitments};

use super::model::{
    ActionPlanDetail, CommitmentDetail, CommitmentSummary, CountrySummary, ReviewDetail,
};
use super::programmes::summaries;
use super::stored::{self, Stored};
use crate::Store;
use crate::database::values;
use crate::error::StoreError;

impl Store {
    /// The countries that have commitments on record, by code.
    ///
    /// # Errors
    /// What the database says.
    pub async fn countries(&self) -> Result<Vec<CountrySummary>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT parent, count(*) FROM thing WHERE kind = 'commitment' GROUP BY parent ORDER BY parent";
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
        let text = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'commitment' AND t.parent = $1 ORDER BY t.entry";
        let rows = connection.rows(text, values![country]).await?;
        let entries = rows
            .iter()
            .map(|row| Stored::from_row(row, 0))
            .collect::<Result<Vec<_>, _>>()?;
        let indexes: Vec<u64> = entries.iter().map(|entry| entry.index).collect();
        let mut texts: BTreeMap<u64, CommitmentText> =
            stored::texts(connection, TEXT, &indexes).await?;
        let text = "SELECT p.kind, p.parent, count(*) FROM thing c JOIN thing p \
                    ON p.kind IN ('milestone', 'review') AND p.parent = c.id \
                    WHERE c.kind = 'commitment' AND c.parent = $1 GROUP BY p.kind, p.parent";
        let mut parts = BTreeMap::new();
        for row in connection.rows(text, values![country]).await? {
            parts.insert((row.text(0)?, row.text(1)?), row.number(2)?);
        }
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            let Event::Commitments(commitments::Event::CommitmentRecorded(facts)) = entry.event
            else {
                return Err(StoreError::damaged(format!(
                    "entry {} is not a commitment",
                    entry.index
                )));
            };
            let mut count = |kind: &str| {
                parts
                    .remove(&(kind.to_owned(), facts.id.clone()))
                    .unwrap_or(0)
            };
            let (milestones, reviews) = (count("milestone"), count("review"));
            let title = texts.remove(&entry.index).and_then(|text| text.title);
            found.push(CommitmentSummary {
                facts,
                title,
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
        let text = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'commitment' AND t.scope = '' AND t.id = $1";
        let Some(row) = connection.row(text, values![id]).await? else {
            return Ok(None);
        };
        let stored = Stored::from_row(&row, 0)?;
        let entry = stored.index;
        let Event::Commitments(commitments::Event::CommitmentRecorded(facts)) = stored.event else {
            return Err(StoreError::damaged(format!(
                "entry {entry} is not a commitment"
            )));
        };
        let action_plan = match &facts.action_plan {
            None => None,
            Some(plan) => {
                let text =
                    "SELECT entry FROM thing WHERE kind = 'action_plan' AND scope = '' AND id = $1";
                let entry = connection.number(text, values![plan]).await?;
                match stored::one(connection, entry).await?.event {
                    Event::Commitments(commitments::Event::ActionPlanRecorded(facts)) => {
                        Some(ActionPlanDetail { facts, entry })
                    }
                    _ => {
                        return Err(StoreError::damaged(format!(
                            "entry {entry} is not an action plan"
                        )));
                    }
                }
            }
        };
        let text = stored::texts(connection, TEXT, &[entry])
            .await?
            .remove(&entry);
        let (mut milestones, mut reviews) = (Vec::new(), Vec::new());
        let parts = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                     WHERE t.kind IN ('milestone', 'review') AND t.parent = $1 ORDER BY t.entry";
        for row in connection.rows(parts, values![id]).await? {
            let part = Stored::from_row(&row, 0)?;
            match part.event {
                Event::Commitments(commitments::Event::MilestoneRecorded(facts)) => {
                    milestones.push((facts, part.index))
                }
                Event::Commitments(commitments::Event::ReviewRecorded(facts)) => {
                    reviews.push(ReviewDetail {
                        facts,
                        text: None,
                        entry: part.index,
                    });
                }
                _ => {}
            }
        }
        milestones.sort_by(|a, b| a.0.code.cmp(&b.0.code));
        let indexes: Vec<u64> = reviews.iter().map(|review| review.entry).collect();
        let mut texts = stored::texts(connection, TEXT, &indexes).await?;
        for review in &mut reviews {
            review.text = texts.remove(&review.entry);
        }
        let query = "SELECT e.idx, e.bytes FROM thing t JOIN entry e ON e.idx = t.entry \
                     WHERE t.kind = 'programme' AND t.parent = $1 ORDER BY t.entry";
        let programmes = summaries(connection, query, values![id]).await?;
        Ok(Some(CommitmentDetail {
            facts,
            text,
            entry,
            action_plan,
            milestones,
            reviews,
            programmes,
        }))
    }
}
