//! From what happened to needs to their tables.

use std::collections::BTreeMap;

use madang_database::{Connection, Rows, Value, values};
use madang_programme::State;
use madang_programme::needs::{Event, NeedDefined, NeedVoicesChanged, NeedsMerged};
use madang_programme::voices;

use super::shapes::{NEED_FACETS, NeedStanding};
use super::tables::{NEED, NEED_COUNT, NEED_VOICE};
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then, missing};
use crate::record::stored::placeholders;

/// Values of one statement.
const AT_ONCE: usize = 128;

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::NeedDefined(e) => {
            defined(e, at, rows)?;
            Ok(Then::Added)
        }
        Event::NeedVoicesChanged(_) | Event::NeedSplit(_) | Event::NeedsMerged(_) => {
            Ok(Then::Changes)
        }
    }
}

fn defined(e: &NeedDefined, at: &At<'_>, rows: &mut NewRows) -> Result<(), StoreError> {
    let group = e.group.clone().unwrap_or_default();
    let live = NeedStanding::Live.name();
    let row = values![at.index, &e.programme, &e.id, &group, live, 0u64];
    rows.push(&NEED, row)
}

pub(crate) async fn change(
    event: &Event,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::NeedDefined(_) => Ok(()),
        Event::NeedVoicesChanged(e) => changed(e, state, connection).await,
        Event::NeedSplit(e) => {
            let need = entry(state, &e.programme, &e.need)?;
            stands(connection, need, NeedStanding::Split).await
        }
        Event::NeedsMerged(e) => merged(e, state, connection).await,
    }
}

fn entry(state: &State, programme: &str, id: &str) -> Result<u64, StoreError> {
    Ok(state.need(programme, id).map_err(missing)?.entry)
}

async fn stands(
    connection: &mut Connection<'_>,
    need: u64,
    standing: NeedStanding,
) -> Result<(), StoreError> {
    let text = "UPDATE need SET state = $2 WHERE entry = $1";
    connection
        .execute(text, values![need, standing.name()])
        .await?;
    Ok(())
}

async fn changed(
    e: &NeedVoicesChanged,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let need = entry(state, &e.programme, &e.need)?;
    let entries = |ids: &[String]| {
        let entries = ids.iter().map(|id| state.voice(&e.programme, id));
        let entries = entries.map(|voice| Ok(voice.map_err(missing)?.entry));
        entries.collect::<Result<Vec<u64>, StoreError>>()
    };
    add(connection, need, &entries(&e.add)?).await?;
    let gone = entries(&e.remove)?;
    for some in gone.chunks(AT_ONCE) {
        let text = format!(
            "DELETE FROM need_voice WHERE entry IN ({}) AND need = ${}",
            placeholders(some.len()),
            some.len() + 1
        );
        let mut values: Vec<Value> = some.iter().map(|entry| Value::from(*entry)).collect();
        values.push(need.into());
        connection.execute(&text, values).await?;
    }
    let open = facets(connection, &gone, true).await?;
    count(connection, need, &open, -1).await
}

/// Puts voices into a need, by their entries.
async fn add(connection: &mut Connection<'_>, need: u64, voices: &[u64]) -> Result<(), StoreError> {
    let mut rows = Rows::new(&NEED_VOICE);
    for voice in voices {
        rows.push(values![need, *voice])?;
    }
    rows.write(connection).await?;
    let open = facets(connection, voices, true).await?;
    count(connection, need, &open, 1).await
}

async fn merged(
    e: &NeedsMerged,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let into = entry(state, &e.programme, &e.into)?;
    for id in &e.from {
        let from = entry(state, &e.programme, id)?;
        stands(connection, from, NeedStanding::Merged).await?;
        let text = "SELECT f.entry FROM need_voice f WHERE f.need = $1 AND NOT EXISTS \
                    (SELECT 1 FROM need_voice o WHERE o.need = $2 AND o.entry = f.entry) ORDER BY f.entry";
        let rows = connection.rows(text, values![from, into]).await?;
        let voices = rows.iter().map(|row| Ok(row.number(0)?));
        let voices = voices.collect::<Result<Vec<u64>, StoreError>>()?;
        add(connection, into, &voices).await?;
    }
    Ok(())
}

/// What happens to voices, for the needs that group them.
pub(crate) async fn follow(
    event: &voices::Event,
    state: &State,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    let voices::Event::VoiceWithdrawn(e) = event else {
        return Ok(());
    };
    let voice = state.voice(&e.programme, &e.voice).map_err(missing)?.entry;
    let text = "SELECT need FROM need_voice WHERE entry = $1 ORDER BY need";
    let rows = connection.rows(text, values![voice]).await?;
    let gone = facets(connection, &[voice], false).await?;
    for row in rows {
        count(connection, row.number(0)?, &gone, -1).await?;
    }
    Ok(())
}

/// The values of voices by which needs count them, in the order of [`NEED_FACETS`].
type Facets = Vec<[String; NEED_FACETS.len()]>;

async fn facets(
    connection: &mut Connection<'_>,
    voices: &[u64],
    open_only: bool,
) -> Result<Facets, StoreError> {
    let columns = NEED_FACETS.map(|facet| facet.column()).join(", ");
    let open = if open_only {
        " AND state <> 'withdrawn'"
    } else {
        ""
    };
    let mut found = Facets::new();
    for some in voices.chunks(AT_ONCE) {
        let text = format!(
            "SELECT {columns} FROM voice WHERE entry IN ({}){open}",
            placeholders(some.len())
        );
        let values = some.iter().map(|entry| Value::from(*entry)).collect();
        for row in connection.rows(&text, values).await? {
            let mut values: [String; NEED_FACETS.len()] = Default::default();
            for (column, value) in values.iter_mut().enumerate() {
                *value = row.text(column)?;
            }
            found.push(values);
        }
    }
    Ok(found)
}

/// Counts voices with these values to a need, or takes them off it.
async fn count(
    connection: &mut Connection<'_>,
    need: u64,
    voices: &Facets,
    by: i64,
) -> Result<(), StoreError> {
    if voices.is_empty() {
        return Ok(());
    }
    let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for values in voices {
        for (facet, value) in NEED_FACETS.iter().zip(values) {
            *sums.entry((facet.column(), value.as_str())).or_default() += by;
        }
    }
    let mut rows = Rows::new(&NEED_COUNT);
    for ((facet, value), sum) in sums {
        let mut row = values![need, facet, value];
        row.push(Value::from(sum));
        rows.push(row)?;
    }
    rows.write(connection).await?;
    let change = by * i64::try_from(voices.len()).unwrap_or(i64::MAX);
    let text = "UPDATE need SET voices = voices + $2 WHERE entry = $1";
    let values = vec![Value::from(need), Value::from(change)];
    connection.execute(text, values).await?;
    Ok(())
}
