//! How a list's filter finds its proposals.

use std::cmp::Reverse;

use madang_database::{Connection, Row, Value};
use madang_programme::fact::Fact;
use madang_programme::proposals::ProposalSubmitted;

use super::relevance;
use super::shapes::{ProposalFilter, ProposalOrder, ProposalState};
use crate::error::StoreError;
use crate::page::COUNT_LIMIT;
use crate::projection::fold::{Search, Word, join};
use crate::projection::words;

/// The longest page.
const MAX_LIMIT: u64 = 100;

/// Proposals at the beginning of a list in which a search looks before it asks the index: reading them costs less than
/// intersecting the index's lists for words that are frequent. For a later page it looks further.
const WINDOW: u64 = 1_000;
const WINDOW_PER_OFFSET: u64 = 10;
const MAX_WINDOW: u64 = 10_000;

/// Proposals at the beginning of a list by which the words of a search are told apart.
const SAMPLE: u64 = 200;

/// A word that one proposal in so many has is frequent.
const FREQUENT: u64 = 4;

/// The conditions of a list, with the values of their placeholders.
#[derive(Default)]
struct Conditions {
    text: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; `$` in it stands for the value's placeholder.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        let condition = self.bind(condition, value);
        join(&mut self.text, " AND ", &condition);
    }

    /// The expression with the value's placeholder in the place of `$`.
    fn bind(&mut self, expression: &str, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        expression.replace('$', &format!("${}", self.values.len()))
    }

    fn of(programme: &str, filter: &ProposalFilter) -> Conditions {
        let mut conditions = Conditions::in_state_and_group(programme, filter);
        conditions.add_audience(filter);
        conditions
    }

    fn in_state_and_group(programme: &str, filter: &ProposalFilter) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.add("p.programme = $", programme);
        match filter.state {
            Some(state) => conditions.add("p.state = $", state.name()),
            None => conditions.add("p.state <> $", ProposalState::Withdrawn.name()),
        }
        if let Some(group) = &filter.group {
            conditions.add("p.service_group = $", group);
        }
        conditions
    }

    fn add_audience(&mut self, filter: &ProposalFilter) {
        if let Some(audience) = &filter.audience {
            self.add(
                "EXISTS (SELECT 1 FROM proposal_audience a \
                 WHERE a.programme = p.programme AND a.audience = $ AND a.entry = p.entry)",
                audience,
            );
        }
    }

    /// Finds the words by the index. Gives the tables to read from.
    fn add_indexed(&mut self, words: &[&Word], sqlite: bool) -> &'static str {
        let mut query = String::new();
        for word in words {
            let (part, certain, between) = if sqlite {
                (&word.sqlite, word.sqlite_is_certain, " AND ")
            } else {
                (&word.postgres, word.postgres_is_certain, " & ")
            };
            if !part.is_empty() {
                join(&mut query, between, part);
            }
            if !certain {
                self.add_word(word, sqlite);
            }
        }
        if query.is_empty() {
            return "proposal p";
        }
        // SQLite reads the index first where tables are joined by CROSS JOIN, and stops when enough is found.
        let (condition, from) = if sqlite {
            let from = "word_index CROSS JOIN proposal p ON p.reads = word_index.rowid";
            ("word_index MATCH $", from)
        } else {
            let from = "word_index s JOIN proposal p ON p.reads = s.entry";
            ("s.grams @@ CAST($ AS tsquery)", from)
        };
        self.add(condition, query);
        from
    }

    /// Finds a word by reading the texts.
    fn add_word(&mut self, word: &Word, sqlite: bool) {
        self.add(&format!("{} > 0", place(SAID, word, sqlite)), &word.text);
    }
}

/// The words of a proposal. A query of its own for each, which leaves the order of the list to lead.
const SAID: &str = "(SELECT w.said FROM words w WHERE w.entry = p.reads)";

/// Where a word, `$`, stands in a text; zero, or nothing, where it does not.
///
/// PostgreSQL takes a LIKE for so rare that it reads and sorts the whole table; of this it expects matches soon.
fn place(text: &str, word: &Word, sqlite: bool) -> String {
    let text = if word.spaceless {
        format!("replace({text}, ' ', '')")
    } else {
        text.to_owned()
    };
    if sqlite {
        format!("instr({text}, $)")
    } else {
        format!("strpos({text}, $)")
    }
}

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
    programme: &str,
    filter: &ProposalFilter,
) -> Result<Found, StoreError> {
    let letter = words::letter(ProposalSubmitted::KIND)
        .ok_or_else(|| StoreError::damaged("proposals are not searched"))?;
    let search = Search::parse(&filter.search, letter);
    let found = find_by(connection, programme, filter, search.as_ref()).await?;
    if found.total < FEW
        && !found.more_than_total
        && let Some(search) = search.and_then(|search| search.loosened(letter))
    {
        return find_by(connection, programme, filter, Some(&search)).await;
    }
    Ok(found)
}

/// The most finds that are put in order by how well they answer a search: their texts are read for it.
const MOST_RANKED: usize = 300;

/// Finds a page of what answers a search best; `None` where it finds more than can be put in order.
async fn best(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
    search: &Search,
) -> Result<Option<Found>, StoreError> {
    let as_handed_in = ProposalFilter {
        order: ProposalOrder::Submitted,
        ..filter.clone()
    };
    let found = few(connection, programme, &as_handed_in, Some(search)).await?;
    let Some(found) = found.filter(|found| found.len() <= MOST_RANKED) else {
        return Ok(None);
    };
    let mut ranked = Vec::with_capacity(found.len());
    for some in found.chunks(CHUNK) {
        let mut conditions = Conditions::default();
        let places: Vec<String> = some
            .iter()
            .map(|entry| conditions.bind("$", *entry))
            .collect();
        let text = format!(
            "SELECT p.entry, w.said FROM proposal p JOIN words w ON w.entry = p.reads WHERE p.entry IN ({})",
            places.join(", ")
        );
        for row in connection.rows(&text, conditions.values).await? {
            let relevance = relevance::of(search, &row.text(1)?);
            ranked.push((Reverse(relevance), row.number(0)?));
        }
    }
    ranked.sort_unstable();
    let entries: Vec<u64> = ranked.into_iter().map(|(_, entry)| entry).collect();
    let offset = usize::try_from(filter.offset).unwrap_or(usize::MAX);
    let limit = filter.limit.clamp(1, MAX_LIMIT) as usize;
    Ok(Some(Found::page_of(&entries, offset, limit)))
}

/// Values of one statement.
const CHUNK: usize = 100;

/// Finds a page of the list by the cheapest way that gives it: the beginning of the list read through, the index, or as
/// much of the list as it takes.
async fn find_by(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
    search: Option<&Search>,
) -> Result<Found, StoreError> {
    let offset = usize::try_from(filter.offset).unwrap_or(usize::MAX);
    let limit = filter.limit.clamp(1, MAX_LIMIT) as usize;
    if let (Some(search), ProposalOrder::Relevance) = (search, filter.order)
        && let Some(found) = best(connection, programme, filter, search).await?
    {
        return Ok(found);
    }
    if let Some(search) = search {
        let further = filter.offset.saturating_mul(WINDOW_PER_OFFSET);
        let window = WINDOW.saturating_add(further).min(MAX_WINDOW);
        let found = in_window(connection, programme, filter, search, window).await?;
        if count_kept(connection, programme, filter).await? <= window {
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
    let narrowed = search.is_some() || filter.audience.is_some();
    if narrowed && let Some(found) = few(connection, programme, filter, search).await? {
        return Ok(Found::page_of(&found, offset, limit));
    }
    // Where there are many, the ones of a page are met soon in the order of the list.
    let total = if narrowed {
        COUNT_LIMIT
    } else {
        count_kept(connection, programme, filter).await?
    };
    Ok(Found {
        entries: in_order(connection, programme, filter, search, offset, limit).await?,
        total,
        more_than_total: narrowed,
    })
}

/// The matches among the first `size` proposals, in order.
async fn in_window(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
    search: &Search,
    size: u64,
) -> Result<Vec<u64>, StoreError> {
    let sqlite = connection.is_sqlite();
    let mut conditions = Conditions::in_state_and_group(programme, filter);
    let window = window(&conditions, filter.order, size);
    conditions.text.clear();
    for word in &search.words {
        conditions.add(
            &format!("{} > 0", place("p.said", word, sqlite)),
            &word.text,
        );
    }
    conditions.add_audience(filter);
    let text = format!(
        "SELECT p.entry FROM {window} WHERE {} ORDER BY {}",
        conditions.text,
        order_by(filter.order),
    );
    entries(&connection.rows(&text, conditions.values).await?)
}

/// The first `size` proposals of the list as a table `p`.
fn window(conditions: &Conditions, order: ProposalOrder, size: u64) -> String {
    format!(
        "(SELECT p.entry, p.cost, p.programme, {SAID} AS said FROM proposal p WHERE {} ORDER BY {} LIMIT {size}) p",
        conditions.text,
        order_by(order),
    )
}

/// The words to ask the index for: of a word that stands almost everywhere its lists are long and say little, so that
/// the texts that the other words leave are read for it instead.
async fn telling<'s>(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
    search: &'s Search,
) -> Result<(Vec<&'s Word>, Vec<&'s Word>), StoreError> {
    let all = search.words.iter().collect();
    if search.words.len() < 2 {
        return Ok((all, Vec::new()));
    }
    let sqlite = connection.is_sqlite();
    let mut conditions = Conditions::in_state_and_group(programme, filter);
    let window = window(&conditions, filter.order, SAMPLE);
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
    programme: &str,
    filter: &ProposalFilter,
    search: Option<&Search>,
    offset: usize,
    limit: usize,
) -> Result<Vec<u64>, StoreError> {
    let mut conditions = Conditions::of(programme, filter);
    for word in search.iter().flat_map(|search| &search.words) {
        conditions.add_word(word, connection.is_sqlite());
    }
    let order = order_by(filter.order);
    let offset = offset.min(i64::MAX as usize);
    let text = format!(
        "SELECT p.entry FROM proposal p WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset}",
        conditions.text,
    );
    entries(&connection.rows(&text, conditions.values).await?)
}

fn entries(rows: &[Row]) -> Result<Vec<u64>, StoreError> {
    rows.iter().map(|row| Ok(row.number(0)?)).collect()
}

/// All proposals that a search or an audience leaves, in order; `None` where there are more than [`COUNT_LIMIT`].
async fn few(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
    search: Option<&Search>,
) -> Result<Option<Vec<u64>>, StoreError> {
    let mut conditions = Conditions::of(programme, filter);
    let from = match (search, &filter.audience) {
        (Some(search), _) => {
            let sqlite = connection.is_sqlite();
            let (asked, read) = telling(connection, programme, filter, search).await?;
            for word in read {
                conditions.add_word(word, sqlite);
            }
            conditions.add_indexed(&asked, sqlite)
        }
        (None, Some(audience)) => {
            conditions.add("m.programme = $", programme);
            conditions.add("m.audience = $", audience);
            "proposal_audience m JOIN proposal p ON p.entry = m.entry"
        }
        (None, None) => "proposal p",
    };
    // Unordered, so that it stops at the first that is too many, wherever the index finds it.
    let text = format!(
        "SELECT p.entry, p.cost FROM {from} WHERE {} LIMIT {}",
        conditions.text,
        COUNT_LIMIT + 1,
    );
    let rows = connection.rows(&text, conditions.values).await?;
    if rows.len() as u64 > COUNT_LIMIT {
        return Ok(None);
    }
    let mut found = rows
        .iter()
        .map(|row| Ok((row.number(0)?, row.number(1)?)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    match filter.order {
        ProposalOrder::Submitted | ProposalOrder::Relevance => found.sort_unstable(),
        ProposalOrder::CostAscending => found.sort_unstable_by_key(|(entry, cost)| (*cost, *entry)),
        ProposalOrder::CostDescending => {
            found.sort_unstable_by_key(|(entry, cost)| Reverse((*cost, *entry)));
        }
    }
    Ok(Some(found.into_iter().map(|(entry, _)| entry).collect()))
}

/// Counts by the kept numbers, where only state and group are asked for.
async fn count_kept(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &ProposalFilter,
) -> Result<u64, StoreError> {
    let conditions = Conditions::in_state_and_group(programme, filter);
    let text = format!(
        "SELECT CAST(coalesce(sum(p.proposals), 0) AS BIGINT) FROM proposal_count p WHERE {}",
        conditions.text
    );
    Ok(connection.number(&text, conditions.values).await?)
}

fn order_by(order: ProposalOrder) -> &'static str {
    match order {
        ProposalOrder::Submitted | ProposalOrder::Relevance => "p.entry",
        ProposalOrder::CostDescending => "p.cost DESC, p.entry DESC",
        ProposalOrder::CostAscending => "p.cost, p.entry",
    }
}
