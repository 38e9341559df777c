//! Lists of consultations, and one with what was published of it.

use madang_database::{Connection, Row, Value, values};
use madang_programme::consultations::{self, NAMED, REASON};
use madang_programme::contents::TEXT;
use madang_programme::{Event, Relation};
use madang_words::quoted;

use super::shapes::{
    ConsultationDetail, ConsultationPapers, ConsultationStanding, ConsultationWhen,
};
use crate::Store;
use crate::error::StoreError;
use crate::page::{Moment, Page};
use crate::record::stored::{self, Stored};
use crate::words::said;

/// Entries about one consultation that are read.
const MOST_READ: u64 = 1_000;

/// What is read of a row, in this order.
const COLUMNS: &str = "entry, programme, id, announced, changes, state";

impl Store {
    /// A page of a programme's consultations at a time, UTC. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn consultations(
        &self,
        programme: &str,
        (when, now): (ConsultationWhen, &str),
        (offset, limit): (u64, u64),
    ) -> Result<Page<ConsultationDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let (narrow, order) = match when {
            ConsultationWhen::Coming => ("closes_at > $2", "opens_at, entry"),
            ConsultationWhen::Past => ("closes_at <= $2", "opens_at DESC, entry DESC"),
            // A time is never empty.
            ConsultationWhen::All => ("closes_at > $2", "opens_at DESC, entry DESC"),
        };
        let since = match when {
            ConsultationWhen::All => "",
            ConsultationWhen::Coming | ConsultationWhen::Past => now,
        };
        let text = format!("SELECT count(*) FROM consultation WHERE programme = $1 AND {narrow}");
        let total = connection.number(&text, values![programme, since]).await?;
        let text = format!(
            "SELECT {COLUMNS} FROM consultation WHERE programme = $1 AND {narrow} \
             ORDER BY {order} LIMIT $3 OFFSET $4"
        );
        let limit = limit.clamp(1, 100);
        let values: Vec<Value> = values![programme, since, limit, offset.min(i64::MAX as u64)];
        let rows = connection.rows(&text, values).await?;
        Ok(Page {
            items: details(connection, &rows).await?,
            total,
            more_than_total: false,
        })
    }

    /// One consultation; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn consultation(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Option<ConsultationDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!("SELECT {COLUMNS} FROM consultation WHERE programme = $1 AND id = $2");
        let row = connection.row(&text, values![programme, id]).await?;
        let row: Vec<Row> = row.into_iter().collect();
        Ok(details(connection, &row).await?.pop())
    }

    /// What was published of the consultation of an entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn consultation_papers(&self, entry: u64) -> Result<ConsultationPapers, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let relation = Relation::Consultation.name();
        let text = "SELECT count(*) FROM reference r JOIN act a ON a.entry = r.entry \
                    WHERE r.target = $1 AND r.relation = $2 AND a.kind LIKE 'voice.%'";
        let voices = connection.number(text, values![entry, relation]).await?;
        let text = format!(
            "SELECT e.idx, e.bytes FROM reference r JOIN act a ON a.entry = r.entry JOIN entry e ON e.idx = r.entry \
             WHERE r.target = $1 AND r.relation = $2 AND a.kind NOT LIKE 'voice.%' ORDER BY e.idx LIMIT {MOST_READ}"
        );
        let rows = connection.rows(&text, values![entry, relation]).await?;
        let mut papers = ConsultationPapers {
            voices,
            ..ConsultationPapers::default()
        };
        for row in rows {
            take(&mut papers, Stored::from_row(&row, 0)?);
        }
        if let Some((moment, reason)) = &mut papers.cancelled {
            let mut found = stored::texts(connection, REASON, &[moment.entry]).await?;
            *reason = found.remove(&moment.entry);
        }
        if let Some((moment, _, named)) = &mut papers.attendance {
            let mut found = stored::texts(connection, NAMED, &[moment.entry]).await?;
            *named = found.remove(&moment.entry);
        }
        papers.ending.read(connection).await?;
        papers.minutes.read(connection).await?;
        let outcomes = papers.outcomes.iter().map(|(moment, ..)| moment.entry);
        let summary = papers.summary.iter().map(|(moment, ..)| moment.entry);
        let worded: Vec<u64> = outcomes.chain(summary).collect();
        let mut found = stored::texts(connection, TEXT, &worded).await?;
        for (moment, _, text) in &mut papers.outcomes {
            *text = found.remove(&moment.entry);
        }
        if let Some((moment, _, text)) = &mut papers.summary {
            *text = found.remove(&moment.entry);
        }
        Ok(papers)
    }
}

/// Puts what an entry says in the place of what was said of it before.
fn take(papers: &mut ConsultationPapers, stored: Stored) {
    let moment = Moment {
        entry: stored.index,
        at: stored.at,
    };
    // What other features say of a consultation they tell themselves.
    let Event::Consultations(event) = stored.event else {
        return;
    };
    let before = match event {
        consultations::Event::ConsultationAnnounced(_)
        | consultations::Event::RegistrationMade(_)
        | consultations::Event::RegistrationCancelled(_)
        | consultations::Event::RegistrationPromoted(_)
        | consultations::Event::CheckedIn(_)
        // What became of the cards the state has.
        | consultations::Event::CardsIssued(_)
        | consultations::Event::CardsAccounted(_) => None,
        consultations::Event::ConsultationChanged(facts) => Some(Moment {
            entry: facts.base,
            ..moment
        }),
        consultations::Event::ConsultationCancelled(_) => {
            papers.cancelled = Some((moment, None));
            None
        }
        consultations::Event::ConsultationHeld(facts) => {
            papers.held = Some((moment, facts));
            None
        }
        consultations::Event::AgendaPublished(facts) => {
            let before = papers.agenda.replace((moment, facts));
            before.map(|(moment, _)| moment)
        }
        consultations::Event::AttendancePublished(facts) => {
            let before = papers.attendance.replace((moment, facts, None));
            before.map(|(moment, _, _)| moment)
        }
        consultations::Event::WaiverGranted(facts) => {
            papers.ending.waived(moment, facts);
            None
        }
        consultations::Event::ConsultationClosed(_) => {
            papers.ending.closed = Some(moment);
            None
        }
        consultations::Event::InfluenceAssessed(facts) => papers.ending.assessed(moment, facts),
        consultations::Event::MinutesDrafted(facts) => {
            papers.minutes.drafted(moment, facts);
            None
        }
        consultations::Event::MinutesCorrectionAsked(facts) => {
            papers.minutes.asked(moment, facts);
            None
        }
        consultations::Event::MinutesCorrectionSettled(facts) => {
            papers.minutes.settled(moment, facts);
            None
        }
        consultations::Event::MinutesApproved(facts) => {
            papers.minutes.approved(moment, &facts);
            None
        }
        consultations::Event::MinutesCorrected(facts) => {
            papers.minutes.corrected(moment, &facts);
            None
        }
        consultations::Event::OutcomeRecorded(facts) => {
            papers.outcomes.push((moment, facts, None));
            None
        }
        consultations::Event::SummaryPublished(facts) => {
            let before = papers.summary.replace((moment, facts, None));
            before.map(|(moment, _, _)| moment)
        }
    };
    papers.earlier.extend(before);
}

/// The consultations of these rows, in their order.
async fn details(
    connection: &mut Connection<'_>,
    rows: &[Row],
) -> Result<Vec<ConsultationDetail>, StoreError> {
    let announced = rows.iter().map(|row| Ok(row.number(3)?));
    let announced = announced.collect::<Result<Vec<u64>, StoreError>>()?;
    let mut entries = stored::several(connection, &announced).await?;
    let mut texts = stored::texts(connection, TEXT, &announced).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, announced) in rows.iter().zip(announced) {
        let missing = || StoreError::damaged(said!("store-entry-missing", entry = announced));
        let stored = entries.remove(&announced).ok_or_else(missing)?;
        let plan = match stored.event {
            Event::Consultations(consultations::Event::ConsultationAnnounced(facts)) => facts.plan,
            Event::Consultations(consultations::Event::ConsultationChanged(facts)) => facts.plan,
            _ => {
                return Err(StoreError::damaged(said!(
                    "store-other-kind",
                    entry = announced
                )));
            }
        };
        let state = row.text(5)?;
        let standing = ConsultationStanding::named(&state).ok_or_else(|| {
            StoreError::damaged(said!("store-value-unknown", value = quoted(&state)))
        })?;
        found.push(ConsultationDetail {
            programme: row.text(1)?,
            id: row.text(2)?,
            plan,
            text: texts.remove(&announced),
            entry: row.number(0)?,
            announced,
            at: stored.at,
            actor: stored.actor,
            changes: row.number(4)?,
            standing,
        });
    }
    Ok(found)
}
