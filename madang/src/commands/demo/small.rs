//! The small programme of the demo, with two votes that are over: one that scores decided, and one in which a lot decided a tie.

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use madang_example::{LOT_VALUE, SmallVote};
use madang_exchange::programmes::Programme;
use madang_exchange::votes::Pseudonyms;
use madang_programme::votes::{VotePhase, VoteScheduled, VoteUnscheduled};
use madang_programme::{Actor, Command, Role};
use madang_record::time::{format_at, parse_at};
use madang_store::{Store, Submission, Terms};

use super::{PROGRAMME, clock_of, say};
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::{IMPORT, What, give};
use crate::secrets::Secret;
use crate::selecting::{self, LotGiven};

/// From which day to which each vote takes ballots, in days before the demo begins, from nine o'clock to six.
const TIMES: [(i32, i32); 2] = [(18, 14), (12, 10)];

/// How many days ago what happens: ballots of the first vote; its selection, and ballots of the second; the close of that; its lot.
const HAPPENS: [(u64, &[Does]); 4] = [
    (16, &[Does::Cast(0)]),
    (11, &[Does::Decide(0), Does::Cast(1)]),
    (9, &[Does::Decide(1)]),
    (8, &[Does::Decide(1)]),
];

#[derive(Clone, Copy)]
enum Does {
    Cast(usize),
    Decide(usize),
}

/// The programme and its votes.
pub struct Small<'a> {
    directory: &'a DataDirectory,
    programme: Programme,
    votes: [SmallVote; 2],
}

impl<'a> Small<'a> {
    pub fn new(directory: &'a DataDirectory) -> Small<'a> {
        Small {
            directory,
            programme: madang_example::neighbourhood(),
            votes: madang_example::neighbourhood_votes(),
        }
    }

    /// What was before the demo begins, each under a clock of then, after what [`Small::begin`] wrote.
    pub async fn set_up_the_past(&self, arguments: &DataArguments) -> Result<()> {
        for (days, does) in HAPPENS {
            let clock = clock_of(days);
            let accepted = Accepted::default();
            let store = self.directory.store_with_clock(arguments, accepted, clock);
            let store = store.await?;
            for one in does {
                match one {
                    Does::Cast(vote) => self.cast(&store, &self.votes[*vote]).await?,
                    Does::Decide(vote) => self.decide(&store, &self.votes[*vote]).await?,
                }
            }
            store.close().await;
        }
        Ok(())
    }

    /// The programme, what is proposed to it, and when its votes will be.
    pub async fn begin(&self, store: &Store) -> Result<()> {
        let id = &self.programme.id;
        say(t!("demo-small", programme = id));
        self.found(store).await?;
        for (vote, (from, until)) in self.votes.iter().zip(TIMES) {
            let opening = &vote.opening;
            let facts = VoteScheduled {
                programme: id.clone(),
                vote: opening.vote.clone(),
                title: opening.title.clone().unwrap_or_default(),
                opens_at: local(&self.programme.zone, from, 9)?,
                closes_at: local(&self.programme.zone, until, 18)?,
            };
            self.ask(store, Command::plain(facts)).await?;
        }
        Ok(())
    }

    /// Goes on where a demo was interrupted; nothing where all of it is there.
    pub async fn go_on(&self, store: &Store) -> Result<()> {
        self.found(store).await?;
        for vote in &self.votes {
            if let Some(VotePhase::Selected { .. }) = self.phase(store, vote).await? {
                continue;
            }
            self.cast(store, vote).await?;
            self.decide(store, vote).await?;
        }
        Ok(())
    }

    /// The programme and what is proposed to it.
    async fn found(&self, store: &Store) -> Result<()> {
        let of = &self.programme;
        give(store, What::Programme, PROGRAMME, of.steps(true)).await?;
        let proposals = madang_example::neighbourhood_proposals();
        let proposals = proposals.steps(&of.id, &of.currency)?;
        give(store, What::Proposals, PROGRAMME, proposals).await?;
        Ok(())
    }

    async fn phase(&self, store: &Store, vote: &SmallVote) -> Result<Option<VotePhase>> {
        let (programme, vote) = (&self.programme.id, &vote.opening.vote);
        let phase = store.with_state(|state| state.vote(programme, vote).ok().map(|of| of.phase));
        Ok(phase.await?)
    }

    async fn ask(&self, store: &Store, command: Command) -> Result<()> {
        let submission = Submission {
            actor: Actor::new(Role::Official, PROGRAMME)?,
            idempotency_key: None,
            command,
            terms: Terms::default(),
        };
        store.submit(submission).await?;
        Ok(())
    }

    /// Opens a vote and casts its ballots, and submits the scores in it.
    async fn cast(&self, store: &Store, vote: &SmallVote) -> Result<()> {
        let (programme, id) = (&self.programme.id, &vote.opening.vote);
        let phase = self.phase(store, vote).await?;
        if phase.is_none() {
            self.missed(store, vote).await?;
            let seed = match vote.opening.lot {
                Some(_) => Some(Secret::LotSeed.read_or_make(self.directory, programme, id)?),
                None => None,
            };
            let steps = vote.opening.steps(programme, seed.as_ref());
            give(store, What::Vote, PROGRAMME, steps).await?;
        }
        if matches!(phase, None | Some(VotePhase::Open)) {
            let salt = Secret::Pseudonyms.read_or_make(self.directory, programme, id)?;
            let pseudonyms = Pseudonyms::with_salt(salt);
            for table in &vote.tables {
                let (what, post) = match table.has_scores() {
                    true => (What::Scores, PROGRAMME),
                    false => (What::Ballots, IMPORT),
                };
                give(store, what, post, table.steps(programme, id, &pseudonyms)).await?;
            }
        }
        Ok(())
    }

    /// A vote that was announced and whose time went by is held without an announcement.
    async fn missed(&self, store: &Store, vote: &SmallVote) -> Result<()> {
        let (programme, id, now) = (&self.programme.id, &vote.opening.vote, store.now());
        let announced = store.with_state(|state| {
            let schedule = state.schedule(programme, id)?;
            (schedule.closes_at <= now).then_some(schedule.entry)
        });
        let Some(announcement) = announced.await? else {
            return Ok(());
        };
        let facts = VoteUnscheduled {
            programme: programme.clone(),
            vote: id.clone(),
            announcement,
            reason: madang_example::time_went_by(),
        };
        self.ask(store, Command::plain(facts)).await
    }

    /// Takes a vote as far as its time lets it: a lot's value is there no sooner than was pledged.
    async fn decide(&self, store: &Store, vote: &SmallVote) -> Result<()> {
        let (programme, id, now) = (&self.programme.id, &vote.opening.vote, store.now());
        let drawn = store.with_state(|state| {
            let of = state.vote(programme, id).ok()?;
            let pledge = state.rule(programme, &of.rule).ok()?.lot.as_ref()?;
            let hours = u64::from(pledge.hours_after_close.unwrap_or_default());
            let closed = parse_at(&of.closed_at)?;
            Some(format_at(closed + hours * 3_600_000)? <= now)
        });
        let lot = LotGiven {
            seed: None,
            value: (drawn.await? == Some(true)).then(|| LOT_VALUE.to_owned()),
        };
        let official = Actor::new(Role::Official, PROGRAMME)?;
        let published = selecting::publish(
            store,
            self.directory,
            &official,
            programme,
            id,
            &lot,
            &|| (),
        );
        match published.await? {
            Some(computed) => say(t!(
                "demo-small-selected",
                vote = id,
                selected = computed.facts.selected.join(", ")
            )),
            None => say(t!("demo-small-closed", vote = id)),
        }
        Ok(())
    }
}

/// So many days before today in a zone, at an hour, as entries write it.
fn local(zone: &str, days: i32, hour: i8) -> Result<String> {
    let zone = TimeZone::get(zone)?;
    let today = Timestamp::now().to_zoned(zone.clone()).date();
    let day = today.checked_sub(Span::new().days(days))?;
    let at = day.at(hour, 0, 0, 0).to_zoned(zone)?.timestamp();
    let at = u64::try_from(at.as_millisecond()).ok().and_then(format_at);
    at.with_context(|| t!("select-interrupted"))
}
