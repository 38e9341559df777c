//! Programmes with their groups, bodies, rules and votes.

use std::collections::BTreeMap;
use std::sync::Arc;

use madang_database::{Connection, Value, values};
use madang_programme::contents::TEXT;
use madang_programme::days::day_in;
use madang_programme::programmes::ProgrammeBegun;
use madang_programme::{Event, State, bodies, programmes, votes};

use super::shapes::{GroupDetail, ProgrammeDetail, ProgrammeSummary, Stage};
use crate::Store;
use crate::bodies::read::{with_former, with_persons};
use crate::bodies::shapes::{BodyDetail, MemberDetail};
use crate::error::StoreError;
use crate::proposals::shapes::ProposalState;
use crate::record::stored::{self, Stored, placeholders};
use crate::votes::shapes::RuleDetail;
use crate::words::said;

/// Programmes asked about in one query.
const AT_ONCE: usize = 128;

impl Store {
    /// Every programme, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeSummary>, StoreError> {
        // Ballots change nothing of it: while nothing else comes, what was read stands.
        let level = self.shared.replica.recent(self.database()).await?;
        if let Some(known) = self.shared.programmes.at(level.acts) {
            return Ok(self.by_now(&level.state, known.as_ref().clone()));
        }
        let mut lent = self.database().reader().await?;
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'programme' ORDER BY t.entry";
        let found = summaries(&mut lent.connection(), text, vec![]).await?;
        drop(lent);
        // It may have been read from what came after that level: only what is the same before and after is kept.
        if self.level().await?.acts == level.acts {
            self.shared
                .programmes
                .keep(level.acts, Arc::new(found.clone()));
        }
        Ok(self.by_now(&level.state, found))
    }

    /// The same as it is by the clock: a vote whose announced end has come takes no ballots any more, though nobody has closed it,
    /// and a call is on for its days.
    fn by_now(
        &self,
        state: &State,
        mut programmes: Vec<ProgrammeSummary>,
    ) -> Vec<ProgrammeSummary> {
        let now = self.now();
        for programme in &mut programmes {
            let facts = &programme.facts;
            // A zone that is none was refused.
            let today = day_in(&facts.zone, &now).map(|day| day.to_string());
            let today = today.unwrap_or_default();
            let mut calls = state.calls(&facts.id).iter();
            programme.call_open = calls.any(|call| call.takes(&today));
            let mut votes = state.votes(&programme.facts.id);
            if programme.stage == Stage::Vote
                && votes.any(|(_, vote)| {
                    let ends = vote.schedule.as_ref().filter(|_| !vote.phase.is_over());
                    ends.is_some_and(|schedule| self.is_past(&schedule.closes_at))
                })
            {
                programme.stage = Stage::Counting;
            }
        }
        programmes
    }

    /// The programmes that run under a commitment, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programmes_under(
        &self,
        commitment: &str,
    ) -> Result<Vec<ProgrammeSummary>, StoreError> {
        let level = self.level().await?;
        let mut lent = self.database().reader().await?;
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'programme' AND t.parent = $1 ORDER BY t.entry";
        let found = summaries(&mut lent.connection(), text, values![commitment]).await?;
        Ok(self.by_now(&level.state, found))
    }

    /// One programme; `None` where there is no such one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programme(&self, id: &str) -> Result<Option<ProgrammeDetail>, StoreError> {
        let level = self.level().await?;
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.kind = 'programme' AND t.scope = $1";
        let found = summaries(connection, text, values![id]).await?;
        let Some(summary) = self.by_now(&level.state, found).pop() else {
            return Ok(None);
        };
        let votes = crate::votes::read::votes(connection, id, &level.state).await?;
        let mut detail = ProgrammeDetail {
            summary,
            groups: vec![],
            bodies: vec![],
            rules: vec![],
            votes,
        };
        let text = "SELECT e.idx, e.bytes FROM subject t JOIN entry e ON e.idx = t.entry \
                    WHERE t.scope = $1 ORDER BY t.entry";
        for row in connection.rows(text, values![id]).await? {
            add(&mut detail, Stored::from_row(&row, 0)?);
        }
        with_former(connection, id, &mut detail.bodies).await?;
        with_persons(connection, &mut detail.bodies).await?;
        count(connection, &mut detail).await?;
        Ok(Some(detail))
    }
}

/// Counts the proposals of each group.
async fn count(
    connection: &mut Connection<'_>,
    detail: &mut ProgrammeDetail,
) -> Result<(), StoreError> {
    let text = "SELECT service_group, state, proposals FROM proposal_count WHERE programme = $1";
    let programme = &detail.summary.facts.id;
    for row in connection.rows(text, values![programme]).await? {
        let (group, state, number) = (row.text(0)?, row.text(1)?, row.number(2)?);
        let mut groups = detail.groups.iter_mut();
        if let Some(group) = groups.find(|detail| detail.facts.id == group) {
            if state != ProposalState::Withdrawn.name() {
                group.proposals += number;
            }
            if state == ProposalState::Selected.name() {
                group.selected += number;
            }
        }
    }
    Ok(())
}

/// What a list says of a programme besides its facts.
#[derive(Clone, Copy, Debug)]
struct Standing {
    voices: u64,
    needs: u64,
    proposals: u64,
    selected: u64,
    stage: Stage,
}

/// The programmes that a query names by index and bytes of their entries.
async fn summaries(
    connection: &mut Connection<'_>,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<ProgrammeSummary>, StoreError> {
    let rows = connection.rows(text, values).await?;
    let mut entries: Vec<(u64, String, ProgrammeBegun)> = Vec::with_capacity(rows.len());
    for row in &rows {
        let Stored {
            index, at, event, ..
        } = Stored::from_row(row, 0)?;
        let facts = match event {
            Event::Programmes(programmes::Event::ProgrammeCreated(facts)) => facts.into(),
            Event::Programmes(programmes::Event::ProgrammeBegun(facts)) => facts,
            _ => {
                return Err(StoreError::damaged(said!(
                    "store-other-kind",
                    entry = index
                )));
            }
        };
        entries.push((index, at, facts));
    }
    let indexes: Vec<u64> = entries.iter().map(|(index, ..)| *index).collect();
    let ids: Vec<&str> = entries
        .iter()
        .map(|(.., facts)| facts.id.as_str())
        .collect();
    let mut texts = stored::texts(connection, TEXT, &indexes).await?;
    let standings = standings(connection, &ids).await?;
    let none = Standing {
        voices: 0,
        needs: 0,
        proposals: 0,
        selected: 0,
        stage: Stage::Proposals,
    };
    let found = entries.into_iter().map(|(entry, at, facts)| {
        let standing = standings.get(&facts.id).copied().unwrap_or(none);
        ProgrammeSummary {
            text: texts.remove(&entry),
            facts,
            entry,
            at,
            stage: standing.stage,
            call_open: false,
            voices: standing.voices,
            needs: standing.needs,
            proposals: standing.proposals,
            selected: standing.selected,
        }
    });
    Ok(found.collect())
}

/// Where programmes stand: their proposals, and what their newest vote that was not called off says. Two queries for as
/// many as a list has.
async fn standings(
    connection: &mut Connection<'_>,
    ids: &[&str],
) -> Result<BTreeMap<String, Standing>, StoreError> {
    let mut found: BTreeMap<String, Standing> = BTreeMap::new();
    let none = Standing {
        voices: 0,
        needs: 0,
        proposals: 0,
        selected: 0,
        stage: Stage::Proposals,
    };
    for chunk in ids.chunks(AT_ONCE) {
        let some = placeholders(chunk.len());
        let values = || chunk.iter().map(|id| Value::from(*id)).collect();
        let text = format!(
            "SELECT programme, \
             CAST(sum(CASE WHEN state <> 'withdrawn' THEN proposals ELSE 0 END) AS BIGINT), \
             CAST(sum(CASE WHEN state = 'selected' THEN proposals ELSE 0 END) AS BIGINT) \
             FROM proposal_count WHERE programme IN ({some}) GROUP BY programme"
        );
        for row in connection.rows(&text, values()).await? {
            let standing = found.entry(row.text(0)?).or_insert(none);
            (standing.proposals, standing.selected) = (row.number(1)?, row.number(2)?);
        }
        let text = format!(
            "SELECT programme, CAST(sum(voices) AS BIGINT) FROM voice_count \
             WHERE programme IN ({some}) AND facet = 'all' AND state <> 'withdrawn' GROUP BY programme"
        );
        for row in connection.rows(&text, values()).await? {
            found.entry(row.text(0)?).or_insert(none).voices = row.number(1)?;
        }
        let text = format!(
            "SELECT programme, count(*) FROM need \
             WHERE programme IN ({some}) AND state = 'live' GROUP BY programme"
        );
        for row in connection.rows(&text, values()).await? {
            found.entry(row.text(0)?).or_insert(none).needs = row.number(1)?;
        }
        let text = format!(
            "SELECT programme, closed, selection FROM vote \
             WHERE programme IN ({some}) AND cancelled IS NULL ORDER BY entry"
        );
        // The newest one comes last.
        for row in connection.rows(&text, values()).await? {
            let stage = match (row.optional_number(1)?, row.optional_number(2)?) {
                (_, Some(_)) => Stage::Selection,
                (Some(_), None) => Stage::Counting,
                (None, None) => Stage::Vote,
            };
            found.entry(row.text(0)?).or_insert(none).stage = stage;
        }
    }
    Ok(found)
}

fn sits(detail: &mut ProgrammeDetail, member: MemberDetail) {
    let mut bodies = detail.bodies.iter_mut();
    if let Some(body) = bodies.find(|body| body.facts.id == member.facts.body) {
        body.members.push(member);
    }
}

/// Adds a group, audience, body, member or rule to its programme. They come in the order of their entries, so that what
/// each belongs to is there before it.
fn add(detail: &mut ProgrammeDetail, stored: Stored) {
    let entry = stored.index;
    match stored.event {
        Event::Programmes(programmes::Event::GroupDefined(facts)) => {
            detail.groups.push(GroupDetail {
                facts,
                audiences: vec![],
                proposals: 0,
                selected: 0,
            });
        }
        Event::Programmes(programmes::Event::AudienceDefined(facts)) => {
            let mut groups = detail.groups.iter_mut();
            if let Some(group) = groups.find(|group| group.facts.id == facts.group) {
                group.audiences.push(facts);
            }
        }
        Event::Bodies(bodies::Event::BodyEstablished(facts)) => {
            detail.bodies.push(BodyDetail::established(facts, entry));
        }
        Event::Bodies(bodies::Event::BodyComposed(facts)) => {
            detail.bodies.push(BodyDetail::composed(facts, entry));
        }
        Event::Bodies(bodies::Event::MemberAppointed(facts)) => {
            sits(detail, MemberDetail::appointed(facts, (entry, stored.at)));
        }
        Event::Bodies(bodies::Event::MemberSeated(facts)) => {
            sits(detail, MemberDetail::seated(facts, (entry, stored.at)));
        }
        Event::Votes(votes::Event::RuleFixed(facts)) => detail.rules.push(RuleDetail {
            facts,
            entry,
            at: stored.at,
        }),
        // The programme itself; it is the detail's summary.
        _ => {}
    }
}
