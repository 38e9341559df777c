//! The trace of a thing, walked over the table of links.

use madang_programme::subject::SubjectKind;
use std::collections::{BTreeMap, BTreeSet};

use madang_database::{Connection, Value, values};
use madang_programme::answers::{self, AnswerGiven};
use madang_programme::trace::{
    AnswerStanding, Hop, How, Neighbours, Reach, Walk, Way, answers_of_need, thing,
};
use madang_programme::{Event, Fact, State};
use madang_words::quoted;

use super::shapes::{TraceDetail, TraceThing};
use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::page::Page;
use crate::record::stored::{self, Stored, placeholders};
use crate::words::said;

/// Values of one statement.
const AT_ONCE: usize = 128;

impl Store {
    /// All that a thing leads to in one way, a page at a time, the first by entry; `None` where the entry is about no such thing.
    ///
    /// # Errors
    /// What the database says.
    pub async fn trace_step(
        &self,
        entry: u64,
        (way, how): (Way, How),
        (offset, limit): (u64, u64),
    ) -> Result<Option<Page<TraceThing>>, StoreError> {
        let level = self.level().await?;
        let state = &level.state;
        if entry >= state.size {
            return Ok(None);
        }
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let asked = stored::one(connection, entry).await?;
        let Some(thing) = thing(&asked.event, state, entry) else {
            return Ok(None);
        };
        let (total, entries) = match (how, way) {
            // Of these the state knows alone.
            (How::AnswersVoice, Way::Back) => (0, Vec::new()),
            (How::AnswersVoice, Way::Forward) => {
                let own = named(connection, state, &[thing].into()).await?;
                let own = own.get(&thing).map(|of| of.subject.as_str());
                let all = own.and_then(|own| answers_of_need(state, (thing, own), usize::MAX));
                let all = all.map(|hop| hop.to.things).unwrap_or_default();
                let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
                let some = all.iter().skip(number(offset)).take(number(limit));
                (all.len() as u64, some.copied().collect())
            }
            _ => {
                let (own, other) = columns(way);
                let text = format!("SELECT count(*) FROM link WHERE {own} = $1 AND how = $2");
                let total = connection.number(&text, values![thing, how.name()]).await?;
                let text = format!(
                    "SELECT {other} FROM link WHERE {own} = $1 AND how = $2 ORDER BY {other} LIMIT $3 OFFSET $4"
                );
                let offset = offset.min(i64::MAX as u64);
                let values = values![thing, how.name(), limit.clamp(1, 100), offset];
                (total, stored::entries(connection, &text, values).await?)
            }
        };
        let things = named(connection, state, &entries.into_iter().collect()).await?;
        Ok(Some(Page {
            items: things.into_values().collect(),
            total,
            more_than_total: false,
        }))
    }

    /// The trace of what an entry is about; `None` where there is no such entry, or it is about no thing that grows out of others.
    ///
    /// # Errors
    /// What the database says.
    pub async fn trace(&self, entry: u64) -> Result<Option<TraceDetail>, StoreError> {
        let level = self.level().await?;
        if entry >= level.state.size {
            return Ok(None);
        }
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let asked = stored::one(connection, entry).await?;
        let Some(thing) = thing(&asked.event, &level.state, entry) else {
            return Ok(None);
        };
        let state = &level.state;
        let own = named(connection, state, &[thing].into()).await?;
        let own = own.get(&thing).map(|of| of.subject.as_str());
        let is_voice = own.is_some_and(|own| SubjectKind::Voice.split(own).is_some());
        let (back, cut_back) = walked(connection, thing, is_voice, Way::Back).await?;
        let (mut forward, cut_forward) = walked(connection, thing, is_voice, Way::Forward).await?;
        let most = Reach::DRAWN.shown;
        let given = own.and_then(|own| answers_of_need(state, (thing, own), most));
        forward.splice(0..0, given);
        let mut things = BTreeSet::from([thing]);
        for hop in back.iter().chain(&forward) {
            things.insert(hop.of);
            things.extend(&hop.to.things);
        }
        Ok(Some(TraceDetail {
            thing,
            back,
            forward,
            cut: cut_back || cut_forward,
            things: named(connection, state, &things).await?,
        }))
    }
}

async fn walked(
    connection: &mut Connection<'_>,
    thing: u64,
    is_voice: bool,
    way: Way,
) -> Result<(Vec<Hop>, bool), StoreError> {
    let mut walk = Walk::new(thing, is_voice, way, Reach::DRAWN);
    while let Some(of) = walk.wanted() {
        walk.take(of, neighbours(connection, of, way).await?);
    }
    Ok(walk.finish())
}

/// The columns of links in which a thing stands, and what it leads to.
fn columns(way: Way) -> (&'static str, &'static str) {
    match way {
        Way::Back => ("thing", "source"),
        Way::Forward => ("source", "thing"),
    }
}

/// What a thing leads to: of each kind the first few, and how many there are.
async fn neighbours(
    connection: &mut Connection<'_>,
    of: u64,
    way: Way,
) -> Result<Vec<Neighbours>, StoreError> {
    let (own, other) = columns(way);
    let text = format!("SELECT how, count(*) FROM link WHERE {own} = $1 GROUP BY how ORDER BY how");
    let most = Reach::DRAWN.shown;
    let mut found = Vec::new();
    for row in connection.rows(&text, values![of]).await? {
        let (name, total) = (row.text(0)?, row.number(1)?);
        let how = How::named(&name).ok_or_else(|| {
            StoreError::damaged(said!("store-value-unknown", value = quoted(&name)))
        })?;
        let text = format!(
            "SELECT {other} FROM link WHERE {own} = $1 AND how = $2 ORDER BY {other} LIMIT {most}"
        );
        let rows = connection.rows(&text, values![of, name]).await?;
        let things = rows.iter().map(|row| Ok(row.number(0)?));
        let things = things.collect::<Result<Vec<u64>, StoreError>>()?;
        found.push(Neighbours { how, things, total });
    }
    found.sort_by_key(|to| to.how);
    Ok(found)
}

/// What the entries of things are about, and how those of them stand that are answers.
async fn named(
    connection: &mut Connection<'_>,
    state: &State,
    things: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, TraceThing>, StoreError> {
    let entries: Vec<u64> = things.iter().copied().collect();
    let mut found = BTreeMap::new();
    for some in entries.chunks(AT_ONCE) {
        let text = format!(
            "SELECT idx, bytes FROM entry WHERE idx IN ({})",
            placeholders(some.len())
        );
        let values = some.iter().map(|entry| Value::from(*entry)).collect();
        for row in connection.rows(&text, values).await? {
            let (entry, bytes) = (row.number(0)?, row.bytes(1)?);
            let parsed = parse(entry, &bytes)?;
            let answer = match parsed.kind {
                AnswerGiven::KIND => standing(state, Stored::read(entry, &bytes)?),
                _ => None,
            };
            let thing = TraceThing {
                entry,
                subject: parsed.subject.to_owned(),
                at: parsed.at.to_owned(),
                answer,
            };
            found.insert(entry, thing);
        }
    }
    Ok(found)
}

fn standing(state: &State, stored: Stored) -> Option<AnswerStanding> {
    let Event::Answers(answers::Event::AnswerGiven(facts)) = stored.event else {
        return None;
    };
    AnswerStanding::of(state, &facts.programme, &facts.subject, stored.index)
}
