//! Lists of needs: search, filters, order, paging; one need with its voices and what became of it.

use std::collections::BTreeMap;

use madang_database::{Connection, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::needs::{self, NeedDefined};
use madang_programme::{Event, Fact};

use super::shapes::{NeedAct, NeedDetail, NeedFilter, NeedOrder, NeedStanding, NeedStep};
use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::page::Page;
use crate::projection::asked::{Asked, List, Order};
use crate::projection::find::find;
use crate::record::stored::{self, Stored, placeholders};
use crate::voices::read::details as voices_of;
use crate::voices::shapes::{VoiceCounts, VoiceDetail, VoiceFacet};

/// The list of needs.
static LIST: List = List {
    table: "need",
    kind: NeedDefined::KIND,
    reads: "entry",
};

/// Entries about one need that are read, and needs of one voice.
const MOST_READ: u64 = 1_000;

impl Store {
    /// A page of a programme's needs. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn needs(
        &self,
        programme: &str,
        filter: &NeedFilter,
    ) -> Result<Page<NeedDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let standing = filter.standing.unwrap_or(NeedStanding::Live);
        let mut narrow: Vec<(&'static str, Value)> = vec![("p.state = $", standing.name().into())];
        if let Some(group) = &filter.group {
            narrow.push(("p.service_group = $", group.into()));
        }
        let column = match filter.order {
            NeedOrder::Voices => "voices",
            NeedOrder::Newest => "entry",
        };
        let asked = Asked {
            list: &LIST,
            programme,
            narrow,
            kept: None,
            member: None,
            order: Order {
                column,
                descending: true,
            },
            by_relevance: false,
            search: &filter.search,
            offset: filter.offset,
            limit: filter.limit,
        };
        let found = find(connection, &asked).await?;
        Ok(Page {
            items: details(connection, &found.entries).await?,
            total: found.total,
            more_than_total: found.more_than_total,
        })
    }

    /// One need; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need(&self, programme: &str, id: &str) -> Result<Option<NeedDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT entry FROM need WHERE programme = $1 AND id = $2";
        let Some(row) = connection.row(text, values![programme, id]).await? else {
            return Ok(None);
        };
        Ok(details(connection, &[row.number(0)?]).await?.pop())
    }

    /// How many needs of a programme stand so, by service group, the empty one where they name none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_groups(
        &self,
        programme: &str,
        standing: NeedStanding,
    ) -> Result<VoiceCounts, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT service_group, count(*) FROM need \
                    WHERE programme = $1 AND state = $2 GROUP BY service_group ORDER BY service_group";
        let values = values![programme, standing.name()];
        let rows = lent.connection().rows(text, values).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, row.number(1)?)))
            .collect()
    }

    /// How many voices the need of an entry groups by each value of a facet, the empty one where they name none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_counts(
        &self,
        need: u64,
        facet: VoiceFacet,
    ) -> Result<VoiceCounts, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT value, voices FROM need_count \
                    WHERE need = $1 AND facet = $2 AND voices > 0 ORDER BY value";
        let values = values![need, facet.column()];
        let rows = lent.connection().rows(text, values).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, row.number(1)?)))
            .collect()
    }

    /// A page of the voices that the need of an entry groups, the newest first, withdrawn ones among them: what was grouped is
    /// shown as it was. Their number is that of the need's table of voices.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_voices(
        &self,
        need: u64,
        offset: u64,
        limit: u64,
    ) -> Result<Page<VoiceDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT count(*) FROM need_voice WHERE need = $1";
        let total = connection.number(text, values![need]).await?;
        let text = "SELECT entry FROM need_voice WHERE need = $1 \
                    ORDER BY entry DESC LIMIT $2 OFFSET $3";
        let values = values![need, limit.clamp(1, 100), offset.min(i64::MAX as u64)];
        let rows = connection.rows(text, values).await?;
        let entries = rows.iter().map(|row| Ok(row.number(0)?));
        let entries = entries.collect::<Result<Vec<u64>, StoreError>>()?;
        Ok(Page {
            items: voices_of(connection, &entries).await?,
            total,
            more_than_total: false,
        })
    }

    /// The needs that group the voice of an entry, or grouped it when they were split or merged, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn needs_of_voice(&self, voice: u64) -> Result<Vec<NeedDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text =
            format!("SELECT need FROM need_voice WHERE entry = $1 ORDER BY need LIMIT {MOST_READ}");
        let rows = connection.rows(&text, values![voice]).await?;
        let entries = rows.iter().map(|row| Ok(row.number(0)?));
        let entries = entries.collect::<Result<Vec<u64>, StoreError>>()?;
        details(connection, &entries).await
    }

    /// What happened to the need of an entry, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_steps(&self, need: &NeedDetail) -> Result<Vec<NeedStep>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!(
            "SELECT e.idx, e.bytes FROM reference r JOIN entry e ON e.idx = r.entry \
             WHERE r.target = $1 AND r.relation IN ('need', 'into', 'from') ORDER BY e.idx LIMIT {MOST_READ}"
        );
        let mut steps = Vec::new();
        for row in connection.rows(&text, values![need.entry]).await? {
            let (index, bytes) = (row.number(0)?, row.bytes(1)?);
            let actor = parse(index, &bytes)?.actor.to_owned();
            let Stored { index, at, event } = Stored::read(index, &bytes)?;
            let Some(what) = act(event, &need.facts.id) else {
                continue;
            };
            steps.push(NeedStep {
                entry: index,
                at,
                actor,
                what,
            });
        }
        Ok(steps)
    }
}

/// What an event is to the need `id`; `None` for what later features say of it, which they tell themselves.
fn act(event: Event, id: &str) -> Option<NeedAct> {
    let Event::Needs(event) = event else {
        return None;
    };
    Some(match event {
        needs::Event::NeedDefined(_) => return None,
        needs::Event::NeedVoicesChanged(facts) => NeedAct::VoicesChanged {
            added: facts.add,
            removed: facts.remove,
        },
        needs::Event::NeedSplit(facts) if facts.need == id => NeedAct::Split {
            into: facts.into,
            left: facts.left,
        },
        needs::Event::NeedSplit(facts) => NeedAct::PartOf { need: facts.need },
        needs::Event::NeedsMerged(facts) if facts.into == id => NeedAct::Took { from: facts.from },
        needs::Event::NeedsMerged(facts) => NeedAct::MergedInto { need: facts.into },
    })
}

/// The needs of these entries, in this order.
async fn details(
    connection: &mut Connection<'_>,
    entries: &[u64],
) -> Result<Vec<NeedDetail>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT n.entry, n.state, n.voices, e.bytes FROM need n \
         JOIN entry e ON e.idx = n.entry WHERE n.entry IN ({})",
        placeholders(entries.len())
    );
    let values = entries.iter().map(|entry| Value::from(*entry)).collect();
    let rows = connection.rows(&text, values).await?;
    let mut texts = stored::texts(connection, TEXT, entries).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let (entry, bytes) = (row.number(0)?, row.bytes(3)?);
        let actor = parse(entry, &bytes)?.actor.to_owned();
        let Stored { at, event, .. } = Stored::read(entry, &bytes)?;
        let Event::Needs(needs::Event::NeedDefined(facts)) = event else {
            return Err(StoreError::damaged(format!("entry {entry} is not a need")));
        };
        let state = row.text(1)?;
        let standing = NeedStanding::named(&state)
            .ok_or_else(|| StoreError::damaged(format!("{state:?} is no standing of a need")))?;
        let detail = NeedDetail {
            facts,
            text: texts.remove(&entry),
            entry,
            at,
            actor,
            standing,
            voices: row.number(2)?,
        };
        found.insert(entry, detail);
    }
    Ok(entries
        .iter()
        .filter_map(|entry| found.remove(entry))
        .collect())
}
