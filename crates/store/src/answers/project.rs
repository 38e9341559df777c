//! From what happened to answers to their table, and to that of voices.

use madang_database::{Connection, values};
use madang_programme::answers::{AnswerGiven, Event, Subject};

use super::tables::ANSWER;
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then};
use crate::voices;

/// The state of an answer that stands.
pub(super) const STANDS: &str = "stands";

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::AnswerGiven(e) => {
            let row = values![
                at.index,
                &e.programme,
                e.subject.kind(),
                e.subject.id(),
                &e.decider,
                e.disposition.kind().name(),
                STANDS
            ];
            rows.push(&ANSWER, row)?;
            Ok(match (&e.subject, e.supersedes) {
                (Subject::Proposal(_), None) => Then::Added,
                (Subject::Voice(_), _) | (_, Some(_)) => Then::Changes,
            })
        }
        Event::AnswerProgress(_) | Event::ReexaminationAsked(_) | Event::ExpertiseAsked(_) => {
            Ok(Then::Added)
        }
    }
}

pub(crate) async fn change(
    event: &Event,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::AnswerGiven(e) => given(e, connection).await,
        Event::AnswerProgress(_) | Event::ReexaminationAsked(_) | Event::ExpertiseAsked(_) => {
            Ok(())
        }
    }
}

async fn given(e: &AnswerGiven, connection: &mut Connection<'_>) -> Result<(), StoreError> {
    if let Some(superseded) = e.supersedes {
        let text = "UPDATE answer SET state = 'superseded' WHERE entry = $1";
        connection.execute(text, values![superseded]).await?;
        return Ok(());
    }
    match &e.subject {
        Subject::Voice(id) => voices::project::answered(connection, &e.programme, id).await,
        Subject::Proposal(_) => Ok(()),
    }
}
