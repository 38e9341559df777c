//! Lists of voices: search, filters, order, paging; one voice with what became of it.

use madang_database::{Connection, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::days::day_in;
use madang_programme::voices::{
    self, QUESTION, REASON, VoiceQuestion, VoiceReceived, VoiceSupplemented, VoiceTransferReason,
    VoiceWords,
};
use madang_programme::{Actor, Event, Fact, State};
use madang_words::quoted;

use super::lapsed::{lapsed, with_lapsed};
use super::project::ALL;
use super::shapes::{
    VoiceAct, VoiceCounts, VoiceDetail, VoiceFacet, VoiceFilter, VoiceStanding, VoiceStep,
};
use crate::Store;
use crate::error::StoreError;
use crate::page::Page;
use crate::projection::asked::{Asked, List, Order};
use crate::projection::find::find;
use crate::projection::near::meant_in;
use crate::projection::similar::{Like, similar};
use crate::record::stored::{self, Stored, placeholders};
use crate::words::said;

/// The list of voices.
static LIST: List = List {
    table: "voice",
    kind: VoiceReceived::KIND,
    reads: "entry",
    under: Some(VoiceSupplemented::KIND),
};

/// Entries about one voice that are read.
const MOST_STEPS: u64 = 1_000;

impl Store {
    /// A page of a programme's voices. An unknown programme has none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voices(
        &self,
        programme: &str,
        filter: &VoiceFilter,
    ) -> Result<Page<VoiceDetail>, StoreError> {
        let today = self.today(programme).await?;
        let (found, items) = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let asked = asked(connection, programme, filter, &today).await?;
            let found = find(connection, &asked).await?;
            let items = details(connection, &found.entries).await?;
            (found, items)
        };
        Ok(found.page(self.as_they_stand(items).await?))
    }

    /// The voices of a programme from an entry on, in the order of the record, withdrawn ones among them: as many as are read at
    /// once, and none where there are no more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voices_from(
        &self,
        programme: &str,
        from: u64,
    ) -> Result<Vec<VoiceDetail>, StoreError> {
        let items = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let entries = stored::following(connection, LIST.table, programme, from).await?;
            details(connection, &entries).await?
        };
        self.as_they_stand(items).await
    }

    /// What was perhaps meant where a search finds no voice, as [`Store::perhaps_meant`] of proposals.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_perhaps_meant(
        &self,
        programme: &str,
        search: &str,
    ) -> Result<Option<String>, StoreError> {
        meant_in(self, &LIST, programme, search).await
    }

    /// The voices of a programme that are most like what somebody is about to say, at most five, the most similar first. Withdrawn
    /// and hidden ones are left out, and those that `but` handed in, named as on the record.
    ///
    /// # Errors
    /// What the database says.
    pub async fn similar_voices(
        &self,
        programme: &str,
        typed: &str,
        but: Option<&str>,
    ) -> Result<Vec<VoiceDetail>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let like = Like {
            list: &LIST,
            programme,
            typed,
            but,
            without: VoiceStanding::Withdrawn.name(),
        };
        let found = similar(connection, &self.shared.pairs, &like).await?;
        details(connection, &found).await
    }

    /// One voice; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice(
        &self,
        programme: &str,
        id: &str,
    ) -> Result<Option<VoiceDetail>, StoreError> {
        let items = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let text = "SELECT entry FROM voice WHERE programme = $1 AND id = $2";
            let Some(row) = connection.row(text, values![programme, id]).await? else {
                return Ok(None);
            };
            details(connection, &[row.number(0)?]).await?
        };
        Ok(self.as_they_stand(items).await?.pop())
    }

    /// Shows those as waiting whose supplement was asked for until a day that is over: none comes any more. No connection is held
    /// meanwhile.
    async fn as_they_stand(
        &self,
        mut voices: Vec<VoiceDetail>,
    ) -> Result<Vec<VoiceDetail>, StoreError> {
        let is_asked = |voice: &VoiceDetail| voice.standing == VoiceStanding::Asked;
        if !voices.iter().any(is_asked) {
            return Ok(voices);
        }
        let now = self.now();
        let is_over = |state: &State, facts: &VoiceReceived| {
            let voice = state.voice(&facts.programme, &facts.id).ok()?;
            let zone = &state.programme(&facts.programme).ok()?.zone;
            let today = day_in(zone, &now).ok()?.to_string();
            Some(voice.supplement.as_ref()?.until < today)
        };
        let over = self.with_state(|state| {
            let over = voices.iter().map(|voice| match is_asked(voice) {
                true => is_over(state, &voice.facts) == Some(true),
                false => false,
            });
            over.collect::<Vec<bool>>()
        });
        let over = over.await?;
        for (voice, over) in voices.iter_mut().zip(over) {
            if over {
                voice.standing = VoiceStanding::Waiting;
            }
        }
        Ok(voices)
    }

    /// A page of what was said in these names, the newest first, withdrawn voices among them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voices_by(
        &self,
        names: &[Actor],
        offset: u64,
        limit: u64,
    ) -> Result<Page<VoiceDetail>, StoreError> {
        let mut values: Vec<Value> = names.iter().map(|name| name.to_string().into()).collect();
        values.push(VoiceReceived::KIND.into());
        let said = format!(
            "FROM act WHERE actor IN ({}) AND kind = ${}",
            placeholders(names.len()),
            values.len()
        );
        if names.is_empty() {
            return Ok(Page {
                items: Vec::new(),
                total: 0,
                more_than_total: false,
            });
        }
        let number = format!("SELECT count(*) {said}");
        let text = format!("SELECT entry {said} ORDER BY entry DESC LIMIT {limit} OFFSET {offset}");
        let (total, items) = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let total = connection.number(&number, values.clone()).await?;
            let entries = stored::entries(connection, &text, values).await?;
            (total, details(connection, &entries).await?)
        };
        Ok(Page {
            items: self.as_they_stand(items).await?,
            total,
            more_than_total: false,
        })
    }

    /// The voice whose slip has a code, by what the record has of that code; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_of_receipt(&self, receipt: &str) -> Result<Option<VoiceDetail>, StoreError> {
        let entry = self.with_state(|state| {
            let mut programmes = state.programme_ids();
            programmes.find_map(|id| state.voice_of_receipt(id, Some(receipt)))
        });
        let Some(entry) = entry.await? else {
            return Ok(None);
        };
        let items = {
            let mut lent = self.database().reader().await?;
            details(&mut lent.connection(), &[entry]).await?
        };
        Ok(self.as_they_stand(items).await?.pop())
    }

    /// What happened to the voice of an entry, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_steps(&self, entry: u64) -> Result<Vec<VoiceStep>, StoreError> {
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = format!(
            "SELECT e.idx, e.bytes FROM reference r JOIN entry e ON e.idx = r.entry \
             WHERE r.target = $1 AND r.relation = 'voice' ORDER BY e.idx LIMIT {MOST_STEPS}"
        );
        let mut found = Vec::new();
        for row in connection.rows(&text, values![entry]).await? {
            let stored = Stored::from_row(&row, 0)?;
            // What later features say of it they tell themselves, in contents of other shapes.
            if matches!(stored.event, Event::Voices(_)) {
                found.push(stored);
            }
        }
        let indexes: Vec<u64> = found.iter().map(|stored| stored.index).collect();
        let mut texts = stored::texts::<VoiceWords>(connection, TEXT, &indexes).await?;
        let mut questions = stored::texts::<VoiceQuestion>(connection, QUESTION, &indexes).await?;
        let mut reasons =
            stored::texts::<VoiceTransferReason>(connection, REASON, &indexes).await?;
        let step = |stored: Stored| {
            let index = stored.index;
            let Event::Voices(event) = stored.event else {
                return None;
            };
            let what = match event {
                voices::Event::VoiceSupplementAsked(facts) => VoiceAct::SupplementAsked {
                    until: facts.until,
                    question: questions.remove(&index).map(|content| content.question),
                },
                voices::Event::VoiceSupplemented(_) => VoiceAct::Supplemented {
                    text: texts.remove(&index),
                },
                voices::Event::VoiceTransferred(facts) => {
                    let reason = reasons.remove(&index).map(|content| content.reason);
                    VoiceAct::transferred(facts, reason)
                }
                voices::Event::VoiceCodeRenewed(_) => VoiceAct::CodeRenewed,
                voices::Event::VoiceWithdrawn(_) => VoiceAct::Withdrawn,
                voices::Event::VoiceReceived(_) => return None,
            };
            Some(VoiceStep {
                entry: index,
                at: stored.at,
                actor: stored.actor,
                what,
            })
        };
        Ok(found.into_iter().filter_map(step).collect())
    }

    /// How many voices a programme has by each value of a facet, the empty one where they name none; withdrawn ones are left
    /// out, and so are values without any.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_counts(
        &self,
        programme: &str,
        facet: VoiceFacet,
    ) -> Result<VoiceCounts, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT value, CAST(sum(voices) AS BIGINT) FROM voice_count \
                    WHERE programme = $1 AND facet = $2 AND state <> 'withdrawn' \
                    GROUP BY value HAVING sum(voices) > 0 ORDER BY value";
        let values = values![programme, facet.column()];
        let rows = lent.connection().rows(text, values).await?;
        rows.iter()
            .map(|row| Ok((row.text(0)?, row.number(1)?)))
            .collect()
    }
}

/// A filter as the list is asked by it. Where one facet at most narrows it, how many that leaves is kept; of several, the one that
/// leaves the fewest leads, and the others are written so that no index is read for them.
async fn asked<'a>(
    connection: &mut Connection<'_>,
    programme: &'a str,
    filter: &'a VoiceFilter,
    today: &str,
) -> Result<Asked<'a>, StoreError> {
    let (state, is) = match filter.standing {
        Some(standing) => (standing.name(), true),
        None => (VoiceStanding::Withdrawn.name(), false),
    };
    let holds = if is { "=" } else { "<>" };
    let unanswered = !is && filter.unanswered;
    let answered = VoiceStanding::Answered.name();
    let but = match unanswered {
        true => format!(" AND state <> '{answered}'"),
        false => String::new(),
    };
    let text = format!(
        "SELECT CAST(coalesce(sum(voices), 0) AS BIGINT) FROM voice_count \
         WHERE programme = $1 AND facet = $2 AND value = $3 AND state {holds} $4{but}"
    );
    let mut leading: Option<(VoiceFacet, u64)> = None;
    for (facet, value) in &filter.facets {
        let values = values![programme, facet.column(), value, state];
        let left = connection.number(&text, values).await?;
        if leading.is_none_or(|(_, fewest)| left < fewest) {
            leading = Some((*facet, left));
        }
    }
    let kept = match (leading, filter.facets.len()) {
        (Some((_, left)), number) if left == 0 || number == 1 => Some(left),
        (Some(_), _) => None,
        (None, _) => {
            let values = values![programme, ALL, "", state];
            Some(connection.number(&text, values).await?)
        }
    };
    let lapsed = lapsed(connection, programme, filter, today).await?;
    let mut narrow: Vec<(&'static str, Value)> = Vec::new();
    for (facet, value) in &filter.facets {
        let leads = leading.is_some_and(|(leads, _)| leads == *facet);
        narrow.push((condition(*facet, leads), value.into()));
    }
    // Nearly all are not withdrawn: an index of that says little.
    narrow.push(match (is, leading) {
        (true, _) if lapsed > 0 => with_lapsed(filter.standing, today),
        (true, None) => ("p.state = $", state.into()),
        (true, Some(_)) => ("p.state || '' = $", state.into()),
        (false, _) => ("p.state <> $", state.into()),
    });
    if unanswered {
        narrow.push(("p.state || '' <> $", answered.into()));
    }
    Ok(Asked {
        list: &LIST,
        programme,
        narrow,
        kept: kept.map(|kept| match filter.standing {
            Some(VoiceStanding::Asked) => kept.saturating_sub(lapsed),
            _ => kept + lapsed,
        }),
        member: None,
        order: Order {
            column: "entry",
            descending: !filter.oldest_first,
        },
        by_relevance: false,
        search: &filter.search,
        offset: filter.offset,
        limit: filter.limit,
    })
}

/// The condition of a facet; one that does not lead is written so that no index fits it.
pub(super) fn condition(facet: VoiceFacet, leads: bool) -> &'static str {
    match (facet, leads) {
        (VoiceFacet::Channel, true) => "p.channel = $",
        (VoiceFacet::Channel, false) => "p.channel || '' = $",
        (VoiceFacet::Group, true) => "p.service_group = $",
        (VoiceFacet::Group, false) => "p.service_group || '' = $",
        (VoiceFacet::Audience, true) => "p.audience = $",
        (VoiceFacet::Audience, false) => "p.audience || '' = $",
        (VoiceFacet::Region, true) => "p.region = $",
        (VoiceFacet::Region, false) => "p.region || '' = $",
        (VoiceFacet::Month, true) => "p.month = $",
        (VoiceFacet::Month, false) => "p.month || '' = $",
        (VoiceFacet::Institution, true) => "p.institution = $",
        (VoiceFacet::Institution, false) => "p.institution || '' = $",
    }
}

/// The voices of these entries, in this order.
pub(crate) async fn details(
    connection: &mut Connection<'_>,
    entries: &[u64],
) -> Result<Vec<VoiceDetail>, StoreError> {
    let columns = &["state", "institution"];
    stored::details(
        connection,
        "voice",
        columns,
        TEXT,
        entries,
        |stored, text, row| {
            let Event::Voices(voices::Event::VoiceReceived(facts)) = stored.event else {
                return Err(stored::of_another_kind(&stored));
            };
            Ok(VoiceDetail {
                facts,
                text,
                entry: stored.index,
                at: stored.at,
                actor: stored.actor,
                standing: standing(&row.text(0)?)?,
                institution: row.text(1)?,
            })
        },
    )
    .await
}

pub(super) fn standing(name: &str) -> Result<VoiceStanding, StoreError> {
    VoiceStanding::named(name)
        .ok_or_else(|| StoreError::damaged(said!("store-value-unknown", value = quoted(name))))
}
