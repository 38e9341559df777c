//! Lists of services, and one with what happened to it.

use madang_database::{Connection, Row, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::services::{self, REASON, ServiceStarted};
use madang_programme::voices;
use madang_programme::{Event, Relation};

use super::shapes::{
    MilestoneMove, ServiceDetail, ServiceMilestone, ServicePapers, ServiceStanding, ServiceVersion,
};
use crate::Store;
use crate::error::StoreError;
use crate::page::{Moment, Page};
use crate::record::stored::{self, Stored};
use crate::words::said;

/// Entries about one service that are read: more than its rules allow it to have are not there.
const MOST_READ: u64 = 30_000;

/// The newest voices about a service that are named.
const NEWEST: u64 = 10;

/// What is read of a row, in this order.
const COLUMNS: &str = "entry, programme, id, milestones, reached, due, versions, retired";

impl Store {
    /// A page of a programme's services, in the order in which they were started. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn services(
        &self,
        programme: &str,
        (offset, limit): (u64, u64),
    ) -> Result<Page<ServiceDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT count(*) FROM service WHERE programme = $1";
        let total = connection.number(text, values![programme]).await?;
        let text = format!(
            "SELECT {COLUMNS} FROM service WHERE programme = $1 ORDER BY entry LIMIT $2 OFFSET $3"
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

    /// One service; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn service(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Option<ServiceDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!("SELECT {COLUMNS} FROM service WHERE programme = $1 AND id = $2");
        let row = connection.row(&text, values![programme, id]).await?;
        let row: Vec<Row> = row.into_iter().collect();
        Ok(details(connection, &row).await?.pop())
    }

    /// What happened to the service of an entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn service_papers(&self, entry: u64) -> Result<ServicePapers, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let mut papers = ServicePapers::default();
        for stored in about(connection, entry, "NOT LIKE", ("", MOST_READ)).await? {
            take(&mut papers, stored);
        }
        let text = "SELECT count(*) FROM reference r JOIN act a ON a.entry = r.entry \
                    WHERE r.target = $1 AND r.relation = $2 AND a.kind LIKE 'voice.%'";
        let relation = Relation::Service.name();
        papers.voices = connection.number(text, values![entry, relation]).await?;
        for stored in about(connection, entry, "LIKE", ("DESC", NEWEST)).await? {
            if let Event::Voices(voices::Event::VoiceReceived(facts)) = stored.event {
                papers.newest.push(facts.id);
            }
        }
        words(connection, &mut papers).await?;
        Ok(papers)
    }
}

/// The entries that refer to a service: voices (`LIKE`), or all else (`NOT LIKE`).
async fn about(
    connection: &mut Connection<'_>,
    entry: u64,
    voices: &str,
    (order, most): (&str, u64),
) -> Result<Vec<Stored>, StoreError> {
    let relation = Relation::Service.name();
    let text = format!(
        "SELECT e.idx, e.bytes FROM reference r JOIN act a ON a.entry = r.entry JOIN entry e ON e.idx = r.entry \
         WHERE r.target = $1 AND r.relation = $2 AND a.kind {voices} 'voice.%' ORDER BY e.idx {order} LIMIT {most}"
    );
    let rows = connection.rows(&text, values![entry, relation]).await?;
    rows.iter().map(|row| Stored::from_row(row, 0)).collect()
}

/// The words of what happened, as far as they may be read.
async fn words(
    connection: &mut Connection<'_>,
    papers: &mut ServicePapers,
) -> Result<(), StoreError> {
    let set = papers.milestones.iter().map(|one| one.set.entry);
    let set: Vec<u64> = set.collect();
    let mut texts = stored::texts(connection, TEXT, &set).await?;
    let moves = papers.milestones.iter().flat_map(|one| &one.moves);
    let moves = moves.map(|moved| moved.moment.entry);
    let ended = papers.retired.iter().map(|(moment, _)| moment.entry);
    let why: Vec<u64> = moves.chain(ended).collect();
    let mut reasons = stored::texts(connection, REASON, &why).await?;
    for milestone in &mut papers.milestones {
        milestone.text = texts.remove(&milestone.set.entry);
        for moved in &mut milestone.moves {
            moved.reason = reasons.remove(&moved.moment.entry);
        }
    }
    if let Some((moment, reason)) = &mut papers.retired {
        *reason = reasons.remove(&moment.entry);
    }
    Ok(())
}

fn milestone(papers: &mut ServicePapers, no: u32) -> Option<&mut ServiceMilestone> {
    papers.milestones.iter_mut().find(|one| one.no == no)
}

/// Takes what an entry says of a service.
fn take(papers: &mut ServicePapers, stored: Stored) {
    let moment = Moment {
        entry: stored.index,
        at: stored.at,
    };
    // What other features say of a service they tell themselves.
    let Event::Services(event) = stored.event else {
        return;
    };
    match event {
        services::Event::ServiceStarted(_) => {}
        services::Event::ServiceMilestoneSet(facts) => papers.milestones.push(ServiceMilestone {
            no: facts.no,
            set: moment,
            text: None,
            evidence: facts.evidence,
            due: facts.due,
            moves: Vec::new(),
            reached: None,
        }),
        services::Event::ServiceMilestoneMoved(facts) => {
            if let Some(milestone) = milestone(papers, facts.no) {
                milestone.due.clone_from(&facts.new);
                milestone.moves.push(MilestoneMove {
                    moment,
                    old: facts.old,
                    new: facts.new,
                    reason: None,
                });
            }
        }
        services::Event::ServiceMilestoneReached(facts) => {
            if let Some(milestone) = milestone(papers, facts.no) {
                milestone.reached = Some((moment, facts.evidence));
            }
        }
        services::Event::ServiceVersionReleased(facts) => papers.versions.push(ServiceVersion {
            n: facts.n,
            moment,
            changes: facts.changes,
        }),
        services::Event::ServiceRetired(_) => papers.retired = Some((moment, None)),
    }
}

/// The services of these rows, in their order.
async fn details(
    connection: &mut Connection<'_>,
    rows: &[Row],
) -> Result<Vec<ServiceDetail>, StoreError> {
    let started = rows.iter().map(|row| Ok(row.number(0)?));
    let started = started.collect::<Result<Vec<u64>, StoreError>>()?;
    let mut entries = stored::several(connection, &started).await?;
    let mut texts = stored::texts(connection, TEXT, &started).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, started) in rows.iter().zip(started) {
        let stored = entries.remove(&started);
        let Some(Stored {
            event:
                Event::Services(services::Event::ServiceStarted(ServiceStarted {
                    proposal, lead, ..
                })),
            at,
            actor,
            ..
        }) = stored
        else {
            return Err(StoreError::damaged(said!(
                "store-other-kind",
                entry = started
            )));
        };
        let versions = row.number(6)?;
        let standing = match (row.number(7)?, versions) {
            (0, 0) => ServiceStanding::Developed,
            (0, _) => ServiceStanding::Running,
            _ => ServiceStanding::Retired,
        };
        found.push(ServiceDetail {
            programme: row.text(1)?,
            id: row.text(2)?,
            proposal,
            lead,
            text: texts.remove(&started),
            entry: started,
            at,
            actor,
            milestones: row.number(3)?,
            reached: row.number(4)?,
            due: Some(row.text(5)?).filter(|due| !due.is_empty()),
            versions,
            standing,
        });
    }
    Ok(found)
}
