//! Lists of needs: search, filters, order, paging; one need with its voices and what became of it.

use madang_database::{Connection, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::needs::{self, NeedDefined};
use madang_programme::{Event, Fact};
use madang_words::quoted;

use super::shapes::{NeedAct, NeedDetail, NeedFilter, NeedOrder, NeedStanding, NeedStep};
use crate::Store;
use crate::error::StoreError;
use crate::page::Page;
use crate::projection::asked::{Asked, List, Order};
use crate::projection::find::find;
use crate::projection::near::meant_in;
use crate::record::stored::{self, Stored};
use crate::voices::read::details as voices_of;
use crate::voices::shapes::{VoiceCounts, VoiceDetail, VoiceFacet};
use crate::words::said;

/// The list of needs.
static LIST: List = List {
    table: "need",
    kind: NeedDefined::KIND,
    reads: "entry",
    under: None,
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
        let items = details(connection, &found.entries).await?;
        Ok(found.page(items))
    }

    /// What was perhaps meant where a search finds no need, as [`Store::perhaps_meant`] of proposals.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_perhaps_meant(
        &self,
        programme: &str,
        search: &str,
    ) -> Result<Option<String>, StoreError> {
        meant_in(self, &LIST, programme, search).await
    }

    /// The needs of a programme from an entry on, in the order of the record, wherever they stand: as many as are read at once, and
    /// none where there are no more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn needs_from(
        &self,
        programme: &str,
        from: u64,
    ) -> Result<Vec<NeedDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let entries = stored::following(connection, LIST.table, programme, from).await?;
        details(connection, &entries).await
    }

    /// The identifiers of the voices that the need of an entry groups, or grouped when it was split or merged, from an entry on in
    /// the order of the record, each with its entry: as many as are read at once, and none where there are no more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn need_voices_from(
        &self,
        need: u64,
        from: u64,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = format!(
            "SELECT n.entry, v.id FROM need_voice n JOIN voice v ON v.entry = n.entry \
             WHERE n.need = $1 AND n.entry >= $2 ORDER BY n.entry LIMIT {MOST_READ}"
        );
        let rows = lent.connection().rows(&text, values![need, from]).await?;
        rows.iter()
            .map(|row| Ok((row.number(0)?, row.text(1)?)))
            .collect()
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
        let entries = stored::entries(connection, text, values).await?;
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
        let entries = stored::entries(connection, &text, values![voice]).await?;
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
            let stored = Stored::from_row(&row, 0)?;
            let Some(what) = act(stored.event, &need.facts.id) else {
                continue;
            };
            steps.push(NeedStep {
                entry: stored.index,
                at: stored.at,
                actor: stored.actor,
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
    let columns = &["state", "voices"];
    stored::details(
        connection,
        "need",
        columns,
        TEXT,
        entries,
        |stored, text, row| {
            let Event::Needs(needs::Event::NeedDefined(facts)) = stored.event else {
                return Err(stored::of_another_kind(&stored));
            };
            let state = row.text(0)?;
            let standing = NeedStanding::named(&state).ok_or_else(|| {
                StoreError::damaged(said!("store-value-unknown", value = quoted(&state)))
            })?;
            Ok(NeedDetail {
                facts,
                text,
                entry: stored.index,
                at: stored.at,
                actor: stored.actor,
                standing,
                voices: row.number(1)?,
            })
        },
    )
    .await
}
