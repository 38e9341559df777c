//! Things under which words were found: what was added to a voice, what was said about a proposal. They come after those whose own
//! words answer a search.

use std::collections::BTreeSet;

use madang_database::{Connection, Value};

use super::asked::{Asked, Conditions, List};
use super::find::Found;
use super::fold::Search;
use crate::error::StoreError;
use crate::kept::parse;

/// The most entries of that kind that are read for a search.
const MOST_READ: u64 = 200;

/// The words of entries, whatever they are about.
static SAID: List = List {
    table: "words",
    kind: "",
    reads: "entry",
    under: None,
};

/// Adds to what was found those things under which something else answers the search. Where more was found than is counted, nobody
/// looks further.
pub(super) async fn add(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &Search,
    mut found: Found,
) -> Result<Found, StoreError> {
    let Some(kind) = asked.list.under.filter(|_| !found.more_than_total) else {
        return Ok(found);
    };
    let ids = about(connection, asked, search, kind).await?;
    if ids.is_empty() {
        return Ok(found);
    }
    let with = entries(connection, asked, &ids, None).await?;
    let own = entries(connection, asked, &ids, Some(search)).await?;
    let mut further: Vec<u64> = with.difference(&own).copied().collect();
    further.reverse();
    let limit = usize::try_from(asked.limit.clamp(1, 100)).unwrap_or(100);
    let after = usize::try_from(asked.offset.saturating_sub(found.total)).unwrap_or(usize::MAX);
    let room = limit.saturating_sub(found.entries.len());
    found.total = found.total.saturating_add(further.len() as u64);
    found
        .entries
        .extend(further.into_iter().skip(after).take(room));
    Ok(found)
}

/// The identifiers of the things of a programme about which entries of a kind say something that answers the search.
async fn about(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &Search,
    kind: &str,
) -> Result<BTreeSet<String>, StoreError> {
    let sqlite = connection.is_sqlite();
    let words: Vec<_> = search.words.iter().collect();
    let indexed = words.iter().any(|word| match sqlite {
        true => !word.sqlite.is_empty(),
        false => !word.postgres.is_empty(),
    });
    if !indexed {
        return Ok(BTreeSet::new());
    }
    let mut conditions = Conditions::default();
    conditions.add("p.kind = $", kind);
    conditions.add("a.space = $", asked.programme);
    let from = conditions.add_indexed(&SAID, &words, sqlite);
    let text = format!(
        "SELECT e.idx, e.bytes FROM {from} JOIN act a ON a.entry = p.entry JOIN entry e ON e.idx = p.entry \
         WHERE {} LIMIT {MOST_READ}",
        conditions.text
    );
    let mut ids = BTreeSet::new();
    for row in connection.rows(&text, conditions.values).await? {
        let (entry, bytes) = (row.number(0)?, row.bytes(1)?);
        let parsed = parse(entry, &bytes)?;
        let id = parsed.subject.split_once('/').map(|(_, id)| id.to_owned());
        ids.extend(id);
    }
    Ok(ids)
}

/// The entries of those things that the list's own conditions leave; with a search those whose own words answer it.
async fn entries(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    ids: &BTreeSet<String>,
    search: Option<&Search>,
) -> Result<BTreeSet<u64>, StoreError> {
    let mut conditions = Conditions::of(asked);
    let places = ids
        .iter()
        .map(|id| conditions.bind("$", Value::from(id.as_str())));
    let places: Vec<String> = places.collect();
    for word in search.iter().flat_map(|search| &search.words) {
        conditions.add_word(asked.list, word, connection.is_sqlite());
    }
    let text = format!(
        "SELECT p.entry FROM {} p WHERE {} AND p.id IN ({})",
        asked.list.table,
        conditions.text,
        places.join(", ")
    );
    let rows = connection.rows(&text, conditions.values).await?;
    rows.iter().map(|row| Ok(row.number(0)?)).collect()
}
