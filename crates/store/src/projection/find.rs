//! How a list's filter and search find its things: proposals, voices, needs. A feature says which table it is, what narrows it
//! and in which orders it stands; all ways of finding are the same.

use std::cmp::Reverse;

use madang_database::{Connection, Row};

use super::asked::{Asked, Conditions, List, place};
use super::fold::{Search, Word};
use super::{relevance, under, words};
use crate::error::StoreError;
use crate::page::{COUNT_LIMIT, Page};

/// The longest page.
const MAX_LIMIT: u64 = 100;

/// Things at the beginning of a list in which a search looks before it asks the index: reading them costs less than
/// intersecting the index's lists for words that are frequent. For a later page it looks further.
const WINDOW: u64 = 1_000;
const WINDOW_PER_OFFSET: u64 = 10;
const MAX_WINDOW: u64 = 10_000;

/// Things at the beginning of a list by which the words of a search are told apart.
const SAMPLE: u64 = 200;

/// A word that one thing in so many has is frequent.
const FREQUENT: u64 = 4;

/// A page of what a list's filter finds.
pub(crate) struct Found {
    /// Its entries.
    pub(crate) entries: Vec<u64>,
    /// How many there are on all pages, or fewer.
    pub(crate) total: u64,
    /// Whether there are more than this.
    pub(crate) more_than_total: bool,
}

impl Found {
    /// The page of these things, which stand in its entries.
    pub(crate) fn page<T>(self, items: Vec<T>) -> Page<T> {
        Page {
            items,
            total: self.total,
            more_than_total: self.more_than_total,
        }
    }

    /// The page at `offset` of `all`.
    fn page_of(all: &[u64], offset: usize, limit: usize) -> Found {
        Found {
            entries: all.iter().skip(offset).take(limit).copied().collect(),
            total: all.len() as u64,
            more_than_total: false,
        }
    }
}

/// A search that finds fewer is asked again, less literally.
const FEW: u64 = 5;

/// Finds a page of the list. What was searched for is taken less literally where little is found of it as it was typed.
pub(crate) async fn find(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
) -> Result<Found, StoreError> {
    let kind = asked.list.kind;
    let letter = words::letter(kind)
        .ok_or_else(|| StoreError::mistaken(format!("{kind} is not searched")))?;
    let Some(search) = Search::parse(asked.search, letter) else {
        return find_by(connection, asked, None).await;
    };
    // Whoever sets syllables apart may mean one word; else each of them would be found anywhere.
    if let Some(joined) = search.joined(letter) {
        let found = find_or_loosen(connection, asked, &joined, letter).await?;
        if found.total > 0 {
            return Ok(found);
        }
    }
    find_or_loosen(connection, asked, &search, letter).await
}

/// Finds a page of what a search finds, or, where that is little, of what it finds taken less literally.
async fn find_or_loosen(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &Search,
    letter: char,
) -> Result<Found, StoreError> {
    let found = find_by(connection, asked, Some(search)).await?;
    if found.total < FEW
        && !found.more_than_total
        && let Some(loosened) = search.loosened(letter)
    {
        let found = find_by(connection, asked, Some(&loosened)).await?;
        return under::add(connection, asked, &loosened, found).await;
    }
    under::add(connection, asked, search, found).await
}

/// The most finds that are put in order by how well they answer a search: their texts are read for it.
const MOST_RANKED: usize = 300;

/// Values of one statement.
const CHUNK: usize = 100;

/// Finds a page of what answers a search best; `None` where it finds more than can be put in order.
async fn best(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &Search,
) -> Result<Option<Found>, StoreError> {
    let found = few(connection, asked, Some(search)).await?;
    let Some(found) = found.filter(|found| found.len() <= MOST_RANKED) else {
        return Ok(None);
    };
    let List { table, reads, .. } = asked.list;
    let mut ranked = Vec::with_capacity(found.len());
    for some in found.chunks(CHUNK) {
        let mut conditions = Conditions::default();
        let places: Vec<String> = some
            .iter()
            .map(|entry| conditions.bind("$", *entry))
            .collect();
        let text = format!(
            "SELECT p.entry, w.said FROM {table} p JOIN words w ON w.entry = p.{reads} WHERE p.entry IN ({})",
            places.join(", ")
        );
        for row in connection.rows(&text, conditions.values).await? {
            let relevance = relevance::of(search, &row.text(1)?);
            ranked.push((Reverse(relevance), row.number(0)?));
        }
    }
    ranked.sort_unstable();
    let entries: Vec<u64> = ranked.into_iter().map(|(_, entry)| entry).collect();
    let offset = usize::try_from(asked.offset).unwrap_or(usize::MAX);
    let limit = asked.limit.clamp(1, MAX_LIMIT) as usize;
    Ok(Some(Found::page_of(&entries, offset, limit)))
}

/// Finds a page of the list by the cheapest way that gives it: the beginning of the list read through, the index, or as
/// much of the list as it takes.
async fn find_by(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: Option<&Search>,
) -> Result<Found, StoreError> {
    let offset = usize::try_from(asked.offset).unwrap_or(usize::MAX);
    let limit = asked.limit.clamp(1, MAX_LIMIT) as usize;
    if let Some(search) = search
        && asked.by_relevance
        && let Some(found) = best(connection, asked, search).await?
    {
        return Ok(found);
    }
    if let Some(search) = search {
        let further = asked.offset.saturating_mul(WINDOW_PER_OFFSET);
        let window = WINDOW.saturating_add(further).min(MAX_WINDOW);
        let found = in_window(connection, asked, search, window).await?;
        if count(connection, asked, window).await? <= window {
            return Ok(Found::page_of(&found, offset, limit));
        }
        if found.len() > offset.saturating_add(limit) {
            // "More than 120" is as true as "more than 123", and easier to read.
            let exceeded = ((found.len() as u64 - 1) / 10 * 10).min(COUNT_LIMIT);
            return Ok(Found {
                total: exceeded,
                more_than_total: true,
                ..Found::page_of(&found, offset, limit)
            });
        }
    }
    let narrowed = search.is_some() || asked.member.is_some();
    if narrowed && let Some(found) = few(connection, asked, search).await? {
        return Ok(Found::page_of(&found, offset, limit));
    }
    // Where there are many, the ones of a page are met soon in the order of the list.
    let (total, more_than_total) = match (narrowed, asked.kept) {
        (true, _) => (COUNT_LIMIT, true),
        (false, Some(kept)) => (kept, false),
        (false, None) => {
            let counted = count(connection, asked, COUNT_LIMIT).await?;
            (counted.min(COUNT_LIMIT), counted > COUNT_LIMIT)
        }
    };
    Ok(Found {
        entries: in_order(connection, asked, search, offset, limit).await?,
        total,
        more_than_total,
    })
}

/// How many things the list's own conditions leave; where that is not kept, counted as far as one more than `most`.
async fn count(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    most: u64,
) -> Result<u64, StoreError> {
    if let Some(kept) = asked.kept {
        return Ok(kept);
    }
    let conditions = Conditions::narrow(asked);
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} p WHERE {} LIMIT {}) AS counted",
        asked.list.table,
        conditions.text,
        most.saturating_add(1)
    );
    Ok(connection.number(&text, conditions.values).await?)
}

/// The matches among the first `size` things, in order.
async fn in_window(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &Search,
    size: u64,
) -> Result<Vec<u64>, StoreError> {
    let sqlite = connection.is_sqlite();
    let mut conditions = Conditions::narrow(asked);
    let window = window(&conditions, asked, size);
    conditions.text.clear();
    for word in &search.words {
        conditions.add(
            &format!("{} > 0", place("p.said", word, sqlite)),
            &word.text,
        );
    }
    conditions.add_member(asked);
    let text = format!(
        "SELECT p.entry FROM {window} WHERE {} ORDER BY {}",
        conditions.text,
        asked.order.by(),
    );
    entries(&connection.rows(&text, conditions.values).await?)
}

/// The first `size` things of the list as a table `p`.
fn window(conditions: &Conditions, asked: &Asked<'_>, size: u64) -> String {
    let column = match asked.order.column {
        "entry" => String::new(),
        column => format!(" p.{column},"),
    };
    format!(
        "(SELECT p.entry,{column} p.programme, {} AS said FROM {} p WHERE {} ORDER BY {} LIMIT {size}) p",
        asked.list.said(),
        asked.list.table,
        conditions.text,
        asked.order.by(),
    )
}

/// The words to ask the index for: of a word that stands almost everywhere its lists are long and say little, so that
/// the texts that the other words leave are read for it instead.
async fn telling<'s>(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: &'s Search,
) -> Result<(Vec<&'s Word>, Vec<&'s Word>), StoreError> {
    let all = search.words.iter().collect();
    if search.words.len() < 2 {
        return Ok((all, Vec::new()));
    }
    let sqlite = connection.is_sqlite();
    let mut conditions = Conditions::narrow(asked);
    let window = window(&conditions, asked, SAMPLE);
    let mut columns = vec!["count(*)".to_owned()];
    for word in &search.words {
        let column = format!(
            "count(CASE WHEN {} > 0 THEN 1 END)",
            place("p.said", word, sqlite)
        );
        columns.push(conditions.bind(&column, &word.text));
    }
    let text = format!("SELECT {} FROM {window}", columns.join(", "));
    let Some(row) = connection.row(&text, conditions.values).await? else {
        return Ok((all, Vec::new()));
    };
    let read = row.number(0)?;
    let (mut rare, mut frequent) = (Vec::new(), Vec::new());
    for (column, word) in (1..).zip(&search.words) {
        if row.number(column)? * FREQUENT > read {
            frequent.push(word);
        } else {
            rare.push(word);
        }
    }
    if rare.iter().all(|word| word.sqlite.is_empty()) {
        return Ok((all, Vec::new()));
    }
    Ok((rare, frequent))
}

/// The entries of a page, read in the order of the list without the index.
async fn in_order(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: Option<&Search>,
    offset: usize,
    limit: usize,
) -> Result<Vec<u64>, StoreError> {
    let mut conditions = Conditions::of(asked);
    for word in search.iter().flat_map(|search| &search.words) {
        conditions.add_word(asked.list, word, connection.is_sqlite());
    }
    let offset = offset.min(i64::MAX as usize);
    let text = format!(
        "SELECT p.entry FROM {} p WHERE {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
        asked.list.table,
        conditions.text,
        asked.order.by(),
    );
    entries(&connection.rows(&text, conditions.values).await?)
}

fn entries(rows: &[Row]) -> Result<Vec<u64>, StoreError> {
    rows.iter().map(|row| Ok(row.number(0)?)).collect()
}

/// All things that a search or a member leaves, in order; `None` where there are more than [`COUNT_LIMIT`].
async fn few(
    connection: &mut Connection<'_>,
    asked: &Asked<'_>,
    search: Option<&Search>,
) -> Result<Option<Vec<u64>>, StoreError> {
    let mut conditions = Conditions::of(asked);
    let table = asked.list.table;
    let from = match (search, asked.member) {
        (Some(search), _) => {
            let sqlite = connection.is_sqlite();
            let (wanted, read) = telling(connection, asked, search).await?;
            for word in read {
                conditions.add_word(asked.list, word, sqlite);
            }
            conditions.add_indexed(asked.list, &wanted, sqlite)
        }
        (None, Some(member)) => {
            conditions.add("m.programme = $", asked.programme);
            conditions.add(&format!("m.{} = $", member.column), member.value);
            let members = member.table;
            format!("{members} m JOIN {table} p ON p.entry = m.entry")
        }
        (None, None) => format!("{table} p"),
    };
    // Unordered, so that it stops at the first that is too many, wherever the index finds it.
    let text = format!(
        "SELECT p.entry, p.{} FROM {from} WHERE {} LIMIT {}",
        asked.order.column,
        conditions.text,
        COUNT_LIMIT + 1,
    );
    let rows = connection.rows(&text, conditions.values).await?;
    if rows.len() as u64 > COUNT_LIMIT {
        return Ok(None);
    }
    let mut found = rows
        .iter()
        .map(|row| Ok((row.number(1)?, row.number(0)?)))
        .collect::<Result<Vec<(u64, u64)>, StoreError>>()?;
    match asked.order.descending {
        false => found.sort_unstable(),
        true => found.sort_unstable_by_key(|key| Reverse(*key)),
    }
    Ok(Some(found.into_iter().map(|(_, entry)| entry).collect()))
}
