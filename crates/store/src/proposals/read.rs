//! Lists of proposals: search, filters, order, paging.

use std::collections::{BTreeMap, BTreeSet};

use madang_database::{Connection, Value, values};
use madang_programme::Fact;
use madang_programme::contents::TEXT;
use madang_programme::proposals::{ProposalCommented, ProposalSubmitted, ProposalValues};
use madang_programme::{Event, proposals};
use madang_words::quoted;

use super::shapes::{
    ProposalCounts, ProposalDetail, ProposalFilter, ProposalOrder, ProposalState, ProposalVersion,
};
use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::page::Page;
use crate::projection::asked::{Asked, List, Member, Order};
use crate::projection::find::find;
use crate::projection::near::meant_in;
use crate::projection::similar::{Like, similar};
use crate::record::stored::{self, Stored, placeholders};
use crate::words::said;

/// The most proposals that are read by their names for one answer.
pub const MOST_NAMED: usize = 1_000;

/// Names in one query: a database takes only so many.
const NAMED_AT_ONCE: usize = 200;

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
        let asked = asked(connection, programme, filter).await?;
        let found = find(connection, &asked).await?;
        let items = details(connection, &found.entries).await?;
        Ok(found.page(items))
    }

    /// What was perhaps meant where a search finds no proposal: the same with the nearest words that the newest of the programme's
    /// have. `None` where nothing is near, or all words are there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn perhaps_meant(
        &self,
        programme: &str,
        search: &str,
    ) -> Result<Option<String>, StoreError> {
        meant_in(self, &LIST, programme, search).await
    }

    /// The proposals of a programme that are most like what somebody is about to hand in, as [`Store::similar_voices`] of voices.
    ///
    /// # Errors
    /// What the database says.
    pub async fn similar_proposals(
        &self,
        programme: &str,
        typed: &str,
        but: Option<&str>,
    ) -> Result<Vec<ProposalDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let like = Like {
            list: &LIST,
            programme,
            typed,
            but,
            without: ProposalState::Withdrawn.name(),
        };
        let found = similar(connection, &self.shared.pairs, &like).await?;
        details(connection, &found).await
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

    /// Those of a programme's proposals that are named, by identifier; of at most [`MOST_NAMED`] names.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposals_named(
        &self,
        programme: &str,
        ids: &BTreeSet<&str>,
    ) -> Result<BTreeMap<String, ProposalDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let ids: Vec<&str> = ids.iter().copied().take(MOST_NAMED).collect();
        let mut found = BTreeMap::new();
        for ids in ids.chunks(NAMED_AT_ONCE) {
            let text = format!(
                "SELECT entry FROM proposal WHERE id IN ({}) AND programme = ${}",
                placeholders(ids.len()),
                ids.len() + 1
            );
            let values = ids.iter().chain([&programme]).map(|id| Value::from(*id));
            let rows = connection.rows(&text, values.collect()).await?;
            let entries = rows.iter().map(|row| Ok(row.number(0)?));
            let entries: Vec<u64> = entries.collect::<Result<_, StoreError>>()?;
            let details = details(connection, &entries).await?;
            found.extend(
                details
                    .into_iter()
                    .map(|detail| (detail.facts.id.clone(), detail)),
            );
        }
        Ok(found)
    }

    /// How a proposal read from the beginning on: what was handed in, and each amendment and revision, oldest first. One alone where it
    /// was never amended; none where there is no such proposal.
    ///
    /// # Errors
    /// What the database says.
    pub async fn proposal_versions(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Vec<ProposalVersion>, StoreError> {
        let entries = self
            .with_state(|state| {
                let Ok(proposal) = state.proposal(programme, id) else {
                    return Vec::new();
                };
                let own = std::iter::once(proposal.entry);
                own.chain(proposal.amendments.iter().copied()).collect()
            })
            .await?;
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let mut stored = stored::several(connection, &entries).await?;
        let mut texts = stored::texts(connection, TEXT, &entries).await?;
        let mut versions: Vec<ProposalVersion> = Vec::with_capacity(entries.len());
        for entry in entries {
            let Some(said) = stored.remove(&entry) else {
                continue;
            };
            let at = said.at.clone();
            let before = versions.last().map(|version| version.facts.clone());
            let (facts, reason) = match (said.event, before) {
                (Event::Proposals(proposals::Event::ProposalAmended(amended)), Some(before)) => {
                    (before.amended(amended.values), Some(amended.reason))
                }
                (Event::Proposals(proposals::Event::ProposalRevised(revised)), Some(before)) => {
                    let cost = revised.cost.or(before.cost);
                    (ProposalValues { cost, ..before }, None)
                }
                (event, None) => (values_of(Stored { event, ..said })?, None),
                (_, Some(_)) => continue,
            };
            versions.push(ProposalVersion {
                entry,
                at,
                facts,
                reason,
                text: texts.remove(&entry),
            });
        }
        Ok(versions)
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

/// The list of proposals.
static LIST: List = List {
    table: "proposal",
    kind: ProposalSubmitted::KIND,
    reads: "reads",
    under: Some(ProposalCommented::KIND),
};

/// That nobody answered a proposal.
const UNANSWERED: &str = "NOT EXISTS (SELECT 1 FROM answer r \
     WHERE r.programme = p.programme AND r.subject = $ AND r.id = p.id)";

/// A filter as the list is asked by it. Where only state and group narrow it, how many that leaves is kept.
async fn asked<'a>(
    connection: &mut Connection<'_>,
    programme: &'a str,
    filter: &'a ProposalFilter,
) -> Result<Asked<'a>, StoreError> {
    let mut narrow: Vec<(&'static str, Value)> = vec![match filter.state {
        Some(state) => ("p.state = $", state.name().into()),
        None => ("p.state <> $", ProposalState::Withdrawn.name().into()),
    }];
    if let Some(group) = &filter.group {
        narrow.push(("p.service_group = $", group.into()));
    }
    let mut text = "SELECT CAST(coalesce(sum(p.proposals), 0) AS BIGINT) FROM proposal_count p \
                    WHERE p.programme = $1"
        .to_owned();
    let mut values = values![programme];
    for (condition, value) in &narrow {
        values.push(value.clone());
        let condition = condition.replace('$', &format!("${}", values.len()));
        text += &format!(" AND {condition}");
    }
    let kept = match filter.unanswered {
        true => None,
        false => Some(connection.number(&text, values).await?),
    };
    if filter.unanswered {
        for left in [ProposalState::Merged, ProposalState::Split] {
            narrow.push(("p.state <> $", left.name().into()));
        }
        narrow.push((UNANSWERED, "proposal".into()));
    }
    let (column, descending) = match filter.order {
        ProposalOrder::Submitted | ProposalOrder::Relevance => ("entry", false),
        ProposalOrder::Newest => ("entry", true),
        ProposalOrder::CostAscending => ("cost", false),
        ProposalOrder::CostDescending => ("cost", true),
    };
    Ok(Asked {
        list: &LIST,
        programme,
        narrow,
        kept,
        member: filter.audience.as_deref().map(|audience| Member {
            table: "proposal_audience",
            column: "audience",
            value: audience,
        }),
        order: Order { column, descending },
        by_relevance: filter.order == ProposalOrder::Relevance,
        search: &filter.search,
        offset: filter.offset,
        limit: filter.limit,
    })
}

/// The proposals of these entries, in this order.
pub(super) async fn details(
    connection: &mut Connection<'_>,
    entries: &[u64],
) -> Result<Vec<ProposalDetail>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT p.entry, p.state, p.vote, p.rank, p.reads, p.cost, p.priced, p.version, \
         v.idx, v.bytes, own.idx, own.bytes, r.bytes FROM proposal p \
         JOIN entry v ON v.idx = p.valued JOIN entry own ON own.idx = p.entry \
         JOIN entry r ON r.idx = p.reads WHERE p.entry IN ({})",
        placeholders(entries.len())
    );
    let values = entries.iter().map(|entry| Value::from(*entry)).collect();
    let rows = connection.rows(&text, values).await?;
    let reads = rows.iter().map(|row| Ok(row.number(4)?));
    let reads: Vec<u64> = reads.collect::<Result<_, StoreError>>()?;
    let mut texts = stored::texts(connection, TEXT, &reads).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let own = Stored::from_row(&row, 10)?;
        let (index, read) = (row.number(4)?, row.bytes(12)?);
        let amended = (index != own.index)
            .then(|| Ok::<_, StoreError>(parse(index, &read)?.at.to_owned()))
            .transpose()?;
        let said = values_of(own.clone())?;
        let facts = ProposalValues {
            cost: (row.number(6)? > 0).then(|| row.number(5)).transpose()?,
            needs: said.needs,
            by: said.by,
            derived_from: said.derived_from,
            ..values_of(Stored::from_row(&row, 8)?)?
        };
        let rank = row
            .optional_number(3)?
            .and_then(|rank| u32::try_from(rank).ok());
        let detail = ProposalDetail {
            facts,
            text: texts.remove(&index),
            entry: own.index,
            at: own.at,
            amended,
            version: u32::try_from(row.number(7)?).unwrap_or(u32::MAX),
            state: state(&row.text(1)?)?,
            vote: row.optional_text(2)?,
            rank,
        };
        found.insert(own.index, detail);
    }
    Ok(entries
        .iter()
        .filter_map(|entry| found.remove(entry))
        .collect())
}

/// The values of a proposal as an entry says them.
pub(super) fn values_of(said: Stored) -> Result<ProposalValues, StoreError> {
    match said.event {
        Event::Proposals(proposals::Event::ProposalSubmitted(facts)) => Ok(facts.into()),
        Event::Proposals(proposals::Event::ProposalHandedIn(facts)) => Ok(facts.into()),
        Event::Proposals(proposals::Event::ProposalAmended(facts)) => Ok(facts.values.into()),
        _ => Err(stored::of_another_kind(&said)),
    }
}

pub(super) fn state(name: &str) -> Result<ProposalState, StoreError> {
    ProposalState::from_name(name)
        .ok_or_else(|| StoreError::damaged(said!("store-no-such-state", name = quoted(name))))
}
