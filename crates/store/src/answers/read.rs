//! Lists of answers: search, filters, paging; what was done about one voice or proposal.

use std::collections::BTreeMap;

use madang_database::{Connection, Value, values};
use madang_programme::answers::{
    self, AnswerGiven, AnswerProgress, AnswerReason, ExpertiseAsked, ProgressText, REASON,
    ReexaminationAsked, ReexaminationReason,
};
use madang_programme::contents::TEXT;
use madang_programme::{Event, Fact};

use super::project::STANDS;
use super::shapes::{AnswerAct, AnswerDetail, AnswerFilter, AnswerStep};
use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::page::Page;
use crate::projection::asked::{Asked, List, Order};
use crate::projection::find::find;
use crate::record::stored::{self, Stored, placeholders};

/// The list of answers.
static LIST: List = List {
    table: "answer",
    kind: AnswerGiven::KIND,
    reads: "entry",
};

/// Entries about one voice or proposal that are read.
const MOST_STEPS: u64 = 1_000;

impl Store {
    /// A page of a programme's answers that stand, the newest first. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answers_given(
        &self,
        programme: &str,
        filter: &AnswerFilter,
    ) -> Result<Page<AnswerDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let mut narrow: Vec<(&'static str, Value)> = vec![("p.state = $", STANDS.into())];
        if let Some(disposition) = filter.disposition {
            narrow.push(("p.disposition = $", disposition.name().into()));
        }
        if let Some(institution) = &filter.institution {
            narrow.push(("p.institution = $", institution.into()));
        }
        let asked = Asked {
            list: &LIST,
            programme,
            narrow,
            kept: None,
            member: None,
            order: Order {
                column: "entry",
                descending: true,
            },
            by_relevance: false,
            search: &filter.search,
            offset: filter.offset,
            limit: filter.limit,
        };
        let found = find(connection, &asked).await?;
        Ok(Page {
            items: details(connection, &found.entries).await?,
            total: found.total,
            more_than_total: found.more_than_total,
        })
    }

    /// The answers of some entries, in that order; what is no answer is left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answers_at(&self, entries: &[u64]) -> Result<Vec<AnswerDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        details(&mut lent.connection(), entries).await
    }

    /// What was done about the voice or the proposal of an entry, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answer_steps(&self, entry: u64) -> Result<Vec<AnswerStep>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!(
            "SELECT e.idx, e.bytes FROM reference r JOIN act a ON a.entry = r.entry \
             JOIN entry e ON e.idx = r.entry WHERE r.target = $1 \
             AND r.relation IN ('voice', 'proposal') AND a.kind IN ($2, $3, $4, $5) \
             ORDER BY e.idx LIMIT {MOST_STEPS}"
        );
        let kinds = values![
            entry,
            AnswerGiven::KIND,
            AnswerProgress::KIND,
            ReexaminationAsked::KIND,
            ExpertiseAsked::KIND
        ];
        let mut found = Vec::new();
        for row in connection.rows(&text, kinds).await? {
            let (index, bytes) = (row.number(0)?, row.bytes(1)?);
            let actor = parse(index, &bytes)?.actor.to_owned();
            found.push((Stored::read(index, &bytes)?, actor));
        }
        let indexes: Vec<u64> = found.iter().map(|(stored, _)| stored.index).collect();
        let mut words = Words::read(connection, &found, &indexes).await?;
        let step = |(Stored { index, at, event }, actor): (Stored, String)| {
            let Event::Answers(event) = event else {
                return None;
            };
            Some(AnswerStep {
                entry: index,
                at,
                actor,
                what: words.act(index, event),
            })
        };
        Ok(found.into_iter().filter_map(step).collect())
    }
}

/// The words of what was done, by entry.
#[derive(Default)]
struct Words {
    reasons: BTreeMap<u64, AnswerReason>,
    texts: BTreeMap<u64, ProgressText>,
    asked: BTreeMap<u64, ReexaminationReason>,
}

impl Words {
    /// Of each kind alone: contents of one name are of another shape in another kind.
    async fn read(
        connection: &mut Connection<'_>,
        found: &[(Stored, String)],
        indexes: &[u64],
    ) -> Result<Words, StoreError> {
        let asks = |stored: &&(Stored, String)| {
            matches!(
                stored.0.event,
                Event::Answers(answers::Event::ReexaminationAsked(_))
            )
        };
        let asked: Vec<u64> = found.iter().filter(asks).map(|(at, _)| at.index).collect();
        let others = indexes.iter().filter(|index| !asked.contains(index));
        let others: Vec<u64> = others.copied().collect();
        Ok(Words {
            reasons: stored::texts(connection, REASON, &others).await?,
            texts: stored::texts(connection, TEXT, &others).await?,
            asked: stored::texts(connection, REASON, &asked).await?,
        })
    }

    fn act(&mut self, index: u64, event: answers::Event) -> AnswerAct {
        match event {
            answers::Event::AnswerGiven(facts) => AnswerAct::Given {
                facts,
                reason: self.reasons.remove(&index),
            },
            answers::Event::AnswerProgress(facts) => AnswerAct::Progress {
                step: facts.step,
                text: self.texts.remove(&index),
            },
            answers::Event::ReexaminationAsked(_) => AnswerAct::ReexaminationAsked {
                reason: self.asked.remove(&index),
            },
            answers::Event::ExpertiseAsked(facts) => {
                AnswerAct::ExpertiseAsked { until: facts.until }
            }
        }
    }
}

/// The answers of these entries, in this order.
async fn details(
    connection: &mut Connection<'_>,
    entries: &[u64],
) -> Result<Vec<AnswerDetail>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT a.entry, a.state, e.bytes FROM answer a \
         JOIN entry e ON e.idx = a.entry WHERE a.entry IN ({})",
        placeholders(entries.len())
    );
    let values = entries.iter().map(|entry| Value::from(*entry)).collect();
    let rows = connection.rows(&text, values).await?;
    let mut reasons = stored::texts(connection, REASON, entries).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let (entry, bytes) = (row.number(0)?, row.bytes(2)?);
        let actor = parse(entry, &bytes)?.actor.to_owned();
        let Stored { at, event, .. } = Stored::read(entry, &bytes)?;
        let Event::Answers(answers::Event::AnswerGiven(facts)) = event else {
            return Err(StoreError::damaged(format!("entry {entry} is no answer")));
        };
        let detail = AnswerDetail {
            facts,
            reason: reasons.remove(&entry),
            entry,
            at,
            actor,
            stands: row.text(1)? == STANDS,
        };
        found.insert(entry, detail);
    }
    let detail = |entry: &u64| found.remove(entry);
    Ok(entries.iter().filter_map(detail).collect())
}
