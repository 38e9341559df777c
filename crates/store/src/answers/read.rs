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
use crate::page::Page;
use crate::projection::asked::{Asked, List, Order};
use crate::projection::find::find;
use crate::projection::near::meant_in;
use crate::record::stored::{self, Stored};

/// The list of answers.
static LIST: List = List {
    table: "answer",
    kind: AnswerGiven::KIND,
    reads: "entry",
    under: None,
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
        let items = details(connection, &found.entries).await?;
        Ok(found.page(items))
    }

    /// What was perhaps meant where a search finds no answer, as [`Store::perhaps_meant`] of proposals.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answer_perhaps_meant(
        &self,
        programme: &str,
        search: &str,
    ) -> Result<Option<String>, StoreError> {
        meant_in(self, &LIST, programme, search).await
    }

    /// The answers of a programme from an entry on, in the order of the record, replaced ones among them: as many as are read at
    /// once, and none where there are no more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answers_from(
        &self,
        programme: &str,
        from: u64,
    ) -> Result<Vec<AnswerDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let entries = stored::following(connection, LIST.table, programme, from).await?;
        details(connection, &entries).await
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
        let rows = connection.rows(&text, kinds).await?;
        let found = rows.iter().map(|row| Stored::from_row(row, 0));
        let found = found.collect::<Result<Vec<_>, StoreError>>()?;
        let mut words = Words::read(connection, &found).await?;
        let step = |stored: Stored| {
            let Event::Answers(event) = stored.event else {
                return None;
            };
            Some(AnswerStep {
                entry: stored.index,
                at: stored.at,
                actor: stored.actor,
                what: words.act(stored.index, event),
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
    async fn read(connection: &mut Connection<'_>, found: &[Stored]) -> Result<Words, StoreError> {
        let asks = |stored: &&Stored| {
            matches!(
                stored.event,
                Event::Answers(answers::Event::ReexaminationAsked(_))
            )
        };
        let (asked, others): (Vec<&Stored>, Vec<&Stored>) = found.iter().partition(asks);
        let indexes = |of: Vec<&Stored>| of.iter().map(|stored| stored.index).collect();
        let (asked, others): (Vec<u64>, Vec<u64>) = (indexes(asked), indexes(others));
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
    let columns = &["state"];
    stored::details(
        connection,
        "answer",
        columns,
        REASON,
        entries,
        |stored, reason, row| {
            let Event::Answers(answers::Event::AnswerGiven(facts)) = stored.event else {
                return Err(stored::of_another_kind(&stored));
            };
            Ok(AnswerDetail {
                facts,
                reason,
                entry: stored.index,
                at: stored.at,
                actor: stored.actor,
                stands: row.text(0)? == STANDS,
            })
        },
    )
    .await
}
