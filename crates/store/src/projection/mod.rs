//! From entries to read tables. This file lists the features; what they need stands beside it.

pub(crate) mod asked;
pub(crate) mod contents;
pub(crate) mod find;
pub(crate) mod fold;
pub(crate) mod general;
pub(crate) mod near;
pub(crate) mod personal;
mod relevance;
pub(crate) mod rows;
pub(crate) mod similar;
pub(crate) mod tables;
mod under;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use madang_database::{Connection, Table, Value, values};
use madang_programme::{Event, State};
use madang_record::EntryRef;

use self::contents::{may_be_read, readable};
use self::general::{ACT, REFERENCE, comes_in_numbers};
use self::rows::{At, NewRows, Projected};
use self::words::Words;
use crate::error::StoreError;
use crate::kept::parse;
use crate::words::said;
use crate::{
    answers, bodies, commitments, consultations, content, design, institutions, log, needs, people,
    programmes, proposals, scoring, services, trace, voices, votes,
};

/// The features' tables.
const TABLES: &[&[&Table]] = &[
    general::TABLES,
    institutions::tables::TABLES,
    voices::tables::TABLES,
    needs::tables::TABLES,
    consultations::tables::TABLES,
    proposals::tables::TABLES,
    votes::tables::TABLES,
    answers::tables::TABLES,
    services::tables::TABLES,
    design::tables::TABLES,
    trace::tables::TABLES,
];

/// Every read table, by name.
pub(crate) static ALL: LazyLock<Vec<&'static Table>> = LazyLock::new(|| {
    let mut all: Vec<&Table> = TABLES.iter().copied().flatten().copied().collect();
    all.sort_by_key(|table| table.name);
    all
});

/// What follows from an event for a page.
fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::Log(event) => log::project::project(event, at, rows),
        Event::Content(event) => content::project::project(event, at, rows),
        Event::Commitments(event) => commitments::project::project(event, at, rows),
        Event::People(event) => people::project::project(event, at, rows),
        Event::Programmes(event) => programmes::project::project(event, at, rows),
        Event::Institutions(event) => institutions::project::project(event, at, rows),
        Event::Bodies(event) => bodies::project::project(event, at, rows),
        Event::Voices(event) => voices::project::project(event, at, rows),
        Event::Needs(event) => needs::project::project(event, at, rows),
        Event::Consultations(event) => consultations::project::project(event, at, rows),
        Event::Proposals(event) => proposals::project::project(event, at, rows),
        Event::Votes(event) => votes::project::project(event, at, rows),
        Event::Scoring(event) => scoring::project::project(event),
        Event::Answers(event) => answers::project::project(event, at, rows),
        Event::Services(event) => services::project::project(event, at, rows),
        Event::Design(event) => design::project::project(event, at, rows),
    }
}

/// What an event changes of rows that are there. Gives the entry of which more or less may be read from here on.
async fn change(
    event: &Event,
    index: u64,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<Option<u64>, StoreError> {
    match event {
        // Who says that a row changes must change one: silence would leave it as it was.
        Event::Log(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Scoring(_) => {
            let kind = event.kind();
            return Err(StoreError::mistaken(format!(
                "nothing is known of the rows that {kind} changes"
            )));
        }
        Event::Bodies(event) => bodies::project::change(event, connection).await?,
        Event::Voices(event) => {
            voices::project::change(event, connection).await?;
            needs::project::follow(event, state, connection).await?;
        }
        Event::Needs(event) => needs::project::change(event, state, connection).await?,
        Event::Consultations(event) => {
            consultations::project::change(event, index, connection).await?;
        }
        Event::Proposals(event) => proposals::project::change(event, index, connection).await?,
        Event::Answers(event) => answers::project::change(event, connection).await?,
        Event::Services(event) => services::project::change(event, state, connection).await?,
        Event::Design(event) => design::project::change(event, state, connection).await?,
        Event::Votes(event) => {
            votes::project::change(event, index, state, connection).await?;
            return Ok(votes::project::concerned(event));
        }
        Event::Content(event) => {
            content::project::change(event, index, connection).await?;
            let (entry, _) = event.about();
            if event.erases().is_some() {
                votes::voters::give_way(connection, entry, index).await?;
            }
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// The row of what was done.
fn act(state: &State, index: u64, entry: &EntryRef<'_>, event: &Event) -> Vec<Value> {
    let (mut programme, mut subject) = (entry.space, entry.subject);
    if let Event::Content(event) = event {
        let (of, _) = event.about();
        programme = state.programme_of(of).unwrap_or_default();
        subject = state.subject_of(of).unwrap_or(subject);
    }
    values![
        index,
        entry.kind,
        entry.actor,
        entry.space,
        programme,
        subject
    ]
}

/// Rows on their way into the read tables.
#[derive(Debug, Default)]
pub(crate) struct Projection {
    rows: NewRows,
    words: Words,
}

impl Projection {
    /// Takes the next entry with its event, which `state` has taken, and those of its contents that are not erased.
    ///
    /// Where the event changes rows that are there already, everything that was held back is to be written and
    /// [`Projection::change`] to be called, before the next entry.
    pub(crate) fn add(
        &mut self,
        state: &State,
        index: u64,
        entry: &EntryRef<'_>,
        event: &Event,
        contents: &BTreeMap<&str, &[u8]>,
    ) -> Projected {
        for reference in &entry.refs {
            let row = values![reference.entry, index, reference.rel];
            self.rows.push(&REFERENCE, row)?;
        }
        if !comes_in_numbers(entry.kind) {
            self.rows.push(&ACT, act(state, index, entry, event))?;
        }
        if words::letter(entry.kind).is_some() {
            let mut contents = contents.clone();
            contents.retain(|name, _| may_be_read(entry, name, None, state));
            self.words.add(index, entry.kind, &contents)?;
        }
        let readable = |name: &str| may_be_read(entry, name, None, state);
        let mut rows = self.rows.of_contents();
        personal::add(index, entry, event, contents, &readable, &mut rows)?;
        voices::files::add(index, event, contents, &mut rows)?;
        let at = At { index, state };
        trace::project::project(event, &at, &mut self.rows)?;
        project(event, &at, &mut self.rows)
    }

    /// Follows an event that changes rows. Nothing is held back at this moment.
    pub(crate) async fn change(
        &mut self,
        connection: &mut Connection<'_>,
        state: &State,
        index: u64,
        event: &Event,
    ) -> Result<(), StoreError> {
        trace::project::change(event, index, state, connection).await?;
        let Some(entry) = change(event, index, state, connection).await? else {
            return Ok(());
        };
        forget(connection, &ALL, entry).await?;
        // What may be read of the entry all the same is put back.
        let readable = readable(connection, entry).await?;
        let parsed = parse(entry, &readable.bytes)?;
        let event = Event::parse(parsed.kind, parsed.facts).map_err(|error| {
            StoreError::damaged(said!(
                "store-entry-unreadable",
                entry = entry,
                problem = error.said()
            ))
        })?;
        let contents = readable.public(&parsed, state);
        self.words.add(entry, parsed.kind, &contents)?;
        let mut rows = self.rows.of_contents();
        personal::add(entry, &parsed, &event, &contents, &|_| true, &mut rows)?;
        project(
            &event,
            &At {
                index: entry,
                state,
            },
            &mut self.rows,
        )?;
        self.rows.only_words(&ALL);
        self.write(connection).await
    }

    /// Writes everything that was held back.
    pub(crate) async fn write(
        &mut self,
        connection: &mut Connection<'_>,
    ) -> Result<(), StoreError> {
        self.rows.write(connection).await?;
        self.words.write(connection).await
    }
}

/// Takes the words of an entry out of the index and of every table that holds any, whatever the table is for.
async fn forget(
    connection: &mut Connection<'_>,
    tables: &[&Table],
    entry: u64,
) -> Result<(), StoreError> {
    words::remove(connection, entry).await?;
    for table in tables {
        connection.forget(table, entry).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use madang_database::{Column, Database, Value};

    use super::*;
    use crate::open::MIGRATIONS;

    /// A table that a later feature brings, and nobody thought of when contents are erased.
    const TEST_ONLY: Table = Table::new(
        "test_only",
        &[
            Column::int("entry"),
            Column::text("place"),
            Column::words("said"),
        ],
        &["entry", "place"],
    );

    #[tokio::test]
    async fn erasing_reaches_a_table_that_nobody_thought_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        let database = Database::open(&url, &MIGRATIONS).await.expect("a database");
        let mut lent = database.maintainer().await.expect("a connection");
        let connection = &mut lent.connection();
        let tables = [&TEST_ONLY, &general::WORDS];
        connection
            .remake(&tables, &[general::GRAMS])
            .await
            .expect("tables");
        let mut rows = NewRows::default();
        for (entry, place) in [(7u64, "a"), (7, "b"), (8, "a")] {
            let said = Value::Words(Some("what somebody said".to_owned()));
            rows.push(&TEST_ONLY, vec![entry.into(), place.into(), said])
                .expect("a row");
        }
        rows.write(connection).await.expect("rows");
        forget(connection, &tables, 7).await.expect("forgetting");
        let left = "SELECT count(*) * 100 + sum(entry) FROM test_only";
        assert_eq!(
            connection.number(left, vec![]).await.expect("a number"),
            108
        );
        // What is shown again comes from projecting the entry anew: of that only such tables are written.
        let row = vec![7u64.into(), "a".into(), Value::Words(None)];
        rows.push(&TEST_ONLY, row).expect("a row");
        let at = At {
            index: 7,
            state: &State::default(),
        };
        rows.subject("group", "p", "", "g", &at).expect("a row");
        rows.only_words(&tables);
        let kept = format!("{rows:?}");
        assert!(
            kept.contains("test_only") && !kept.contains("subject"),
            "{kept}"
        );
    }
}
