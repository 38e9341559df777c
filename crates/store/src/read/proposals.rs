//! Lists of proposals: search, filters, order, paging.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use madang_programme::Event;
use madang_programme::body::TEXT;

use super::model::{
    COUNT_LIMIT, Page, ProposalCounts, ProposalDetail, ProposalFilter, ProposalOrder, ProposalState,
};
use super::search::Search;
use super::stored::{self, placeholders};
use crate::Store;
use crate::database::{Connection, Value, values};
use crate::error::StoreError;

/// The longest page.
const MAX_LIMIT: u64 = 100;

/// The conditions of a list, with the values of their placeholders.
#[derive(Default)]
struct Conditions {
    text: String,
    values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition; `$` in it stands for the value's placeholder.
    fn add(&mut self, condition: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        if !self.text.is_empty() {
            self.text.push_str(" AND ");
        }
        self.text
            .push_str(&condition.replace('$', &format!("${}", self.values.len())));
    }

    fn of(programme: &str, filter: &ProposalFilter) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.add("p.programme = $", programme);
        match filter.state {
            Some(state) => conditions.add("p.state = $", state.name()),
            None => conditions.add("p.state <> $", ProposalState::Withdrawn.name()),
        }
        if let Some(group) = &filter.group {
            conditions.add("p.service_group = $", group);
        }
        if let Some(audience) = &filter.audience {
            conditions.add(
                "EXISTS (SELECT 1 FROM proposal_audience a \
                 WHERE a.programme = p.programme AND a.audience = $ AND a.entry = p.entry)",
                audience,
            );
        }
        conditions
    }

    /// Finds what is searched for by the index. Gives the tables to read from.
    fn add_indexed(&mut self, search: &Search, sqlite: bool) -> &'static str {
        // SQLite reads the index first where tables are joined by CROSS JOIN, and stops when enough is found.
        let (query, condition, words, from) = if sqlite {
            let from = "proposal_search CROSS JOIN proposal p ON p.entry = proposal_search.rowid";
            let condition = "proposal_search MATCH $";
            (&search.sqlite, condition, &search.sqlite_words, from)
        } else {
            let from = "proposal_search s JOIN proposal p ON p.entry = s.entry";
            let condition = "s.grams @@ CAST($ AS tsquery)";
            (&search.postgres, condition, &search.postgres_words, from)
        };
        self.add_words(words, sqlite);
        if query.is_empty() {
            return "proposal p";
        }
        self.add(condition, query);
        from
    }

    /// Finds what is searched for by reading the texts.
    fn add_words(&mut self, words: &[String], sqlite: bool) {
        // PostgreSQL takes a LIKE for so rare that it reads and sorts the whole table; of this it expects matches soon.
        let condition = if sqlite {
            "instr(p.folded, $) > 0"
        } else {
            "strpos(p.folded, $) > 0"
        };
        for word in words {
            self.add(condition, word);
        }
    }
}

impl Store {
    /// A page of a programme's proposals. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposals(
        &self,
        programme: &str,
        filter: &ProposalFilter,
    ) -> Result<Page<ProposalDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let search = Search::parse(&filter.search);
        let offset = filter.offset.min(i64::MAX as u64);
        let limit = filter.limit.clamp(1, MAX_LIMIT);
        let mut conditions = Conditions::of(programme, filter);
        // What the kept numbers do not count is counted here, up to a limit.
        let narrowed = search.is_some() || filter.audience.is_some();
        let few = if narrowed {
            few(connection, programme, filter, search.as_ref()).await?
        } else {
            None
        };
        let (entries, counted) = match few {
            Some(found) => {
                let from = found
                    .len()
                    .min(usize::try_from(offset).unwrap_or(usize::MAX));
                let page: Vec<u64> = found
                    .iter()
                    .skip(from)
                    .take(limit as usize)
                    .copied()
                    .collect();
                (page, found.len() as u64)
            }
            None => {
                // Among many, the ones of a page are met soon in the order of the list.
                if let Some(search) = &search {
                    conditions.add_words(&search.words, connection.is_sqlite());
                }
                let order = order_by(filter.order);
                let text = format!(
                    "SELECT p.entry FROM proposal p WHERE {} ORDER BY {order} LIMIT {limit} OFFSET {offset}",
                    conditions.text,
                );
                let rows = connection.rows(&text, conditions.values).await?;
                let page = rows
                    .iter()
                    .map(|row| row.number(0))
                    .collect::<Result<_, _>>()?;
                let counted = if narrowed {
                    COUNT_LIMIT + 1
                } else {
                    count_kept(connection, programme, filter).await?
                };
                (page, counted)
            }
        };
        let items = details(connection, &entries).await?;
        let more = narrowed && counted > COUNT_LIMIT;
        Ok(Page {
            items,
            total: if more { COUNT_LIMIT } else { counted },
            more_than_total: more,
        })
    }

    /// One proposal; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposal(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Option<ProposalDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT entry FROM proposal WHERE programme = $1 AND id = $2";
        let Some(row) = connection.row(text, values![programme, id]).await? else {
            return Ok(None);
        };
        Ok(details(connection, &[row.number(0)?]).await?.pop())
    }

    /// How many proposals a programme has in each state and each group; groups without withdrawn ones. States and
    /// groups without any are left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposal_counts(&self, programme: &str) -> Result<ProposalCounts, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT service_group, state, proposals FROM proposal_count WHERE programme = $1 AND proposals > 0";
        let (mut by_state, mut by_group) = (BTreeMap::new(), BTreeMap::new());
        for row in lent.connection().rows(text, values![programme]).await? {
            let (group, state, number) = (row.text(0)?, state(&row.text(1)?)?, row.number(2)?);
            *by_state.entry(state).or_default() += number;
            if state != ProposalState::Withdrawn && !group.is_empty() {
                *by_group.entry(group).or_default() += number;
            }
        }
        Ok(ProposalCounts {
            by_state: by_state.into_iter().collect(),
            by_group: by_group.into_iter().collect(),
        })
    }
}

fn order_by(order: ProposalOrder) -> &'static str {
    match order {
        ProposalOrder::Submitted => "p.entry",
        ProposalOrder::CostDescending => "p.cost DESC, p.entry DESC",
        ProposalOrder::CostAscending => "p.cost, p.entry",
    }
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
        (Some(search), _) => conditions.add_indexed(search, connection.is_sqlite()),
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
        ProposalOrder::Submitted => found.sort_unstable(),
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
    let mut conditions = Conditions::default();
    conditions.add("programme = $", programme);
    match filter.state {
        Some(state) => conditions.add("state = $", state.name()),
        None => conditions.add("state <> $", ProposalState::Withdrawn.name()),
    }
    if let Some(group) = &filter.group {
        conditions.add("service_group = $", group);
    }
    let text = format!(
        "SELECT CAST(coalesce(sum(proposals), 0) AS BIGINT) FROM proposal_count WHERE {}",
        conditions.text
    );
    connection.number(&text, conditions.values).await
}

/// The proposals of these entries, in this order.
async fn details(
    connection: &mut Connection<'_>,
    entries: &[u64],
) -> Result<Vec<ProposalDetail>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT p.entry, p.state, p.vote, p.rank, e.idx, e.bytes FROM proposal p JOIN entry e ON e.idx = p.entry \
         WHERE p.entry IN ({})",
        placeholders(entries.len())
    );
    let values = entries.iter().map(|entry| Value::from(*entry)).collect();
    let mut texts = BTreeMap::new();
    texts.append(&mut stored::texts(connection, TEXT, entries).await?);
    let mut found = BTreeMap::new();
    for row in connection.rows(&text, values).await? {
        let stored = stored::Stored::from_row(&row, 4)?;
        let Event::ProposalSubmitted(facts) = stored.event else {
            return Err(StoreError::damaged(format!(
                "entry {} is not a proposal",
                stored.index
            )));
        };
        let rank = row
            .optional_number(3)?
            .and_then(|rank| u32::try_from(rank).ok());
        let detail = ProposalDetail {
            facts,
            text: texts.remove(&stored.index),
            entry: stored.index,
            at: stored.at,
            state: state(&row.text(1)?)?,
            vote: row.optional_text(2)?,
            rank,
        };
        found.insert(stored.index, detail);
    }
    Ok(entries
        .iter()
        .filter_map(|entry| found.remove(entry))
        .collect())
}

fn state(name: &str) -> Result<ProposalState, StoreError> {
    ProposalState::from_name(name)
        .ok_or_else(|| StoreError::damaged(format!("{name:?} is not a state of a proposal")))
}
