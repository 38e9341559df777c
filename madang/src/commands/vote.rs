//! `madang vote`: what an official does with a vote besides counting it.

use anyhow::{Context, Result};
use madang_programme::Command;
use madang_programme::votes::{
    BALLOT, BallotExcluded, VoteCancelled, VoteRescheduled, VoteScheduled, VoteUnscheduled,
};
use madang_record::time::format_at;
use madang_store::Store;
use madang_words::{Text, moment};

use super::acting::{ActorArguments, act, open, words};
use super::content::GroundName;
use crate::data::DataArguments;
use crate::secrets::Secret;

/// Announce a vote, take that back, call one off, or take a ballot out of one
#[derive(Debug, clap::Args)]
pub struct VoteCommand {
    #[command(subcommand)]
    action: VoteAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum VoteAction {
    /// Announce a vote with its title and times
    ///
    /// The vote then opens, takes ballots and closes between these times and at no others. Until it opens it can be announced
    /// otherwise, with the reason; what was announced before stays on the record. It is opened by `madang import` of its rule.
    Schedule {
        #[command(flatten)]
        vote: OfVote,
        /// Title, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "title", value_name = "LANGUAGE=TEXT", required = true)]
        titles: Vec<String>,
        /// From when on it takes ballots: "2026-12-01 09:00" in the programme's time zone, or 2026-12-01T00:00:00Z
        #[arg(long, value_name = "TIME")]
        opens: String,
        /// Until when it takes ballots
        #[arg(long, value_name = "TIME")]
        closes: String,
        /// Why it is announced otherwise than before, where it was announced: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT")]
        changes: Vec<String>,
    },
    /// Take back what was announced of a vote that has not opened
    ///
    /// The withdrawal and its reason become an entry, and what was announced stays on the record. The vote can be announced again.
    Unschedule {
        #[command(flatten)]
        vote: OfVote,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Call a vote off that has no published selection
    ///
    /// The cancellation and its reason become an entry. Nothing is selected by the vote, its proposals stand for the next one,
    /// and ballots that are under seal stay so.
    Cancel {
        #[command(flatten)]
        vote: OfVote,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Take a ballot or score sheet out of a vote under way, for good
    ///
    /// What it says is deleted, it does not count, and the tally says how many were taken out. Ballots of a vote that is counted
    /// stand; `madang content erase` erases what they say.
    Exclude {
        #[command(flatten)]
        vote: OfVote,
        /// Number of the ballot's entry
        #[arg(value_name = "ENTRY")]
        entry: u64,
        /// On which ground
        #[arg(long, value_enum)]
        ground: GroundName,
        /// What is taken out of the entry: `ballot`, or `scores` of a score sheet
        #[arg(long, value_name = "CONTENT", default_value = BALLOT)]
        body: String,
    },
}

#[derive(Debug, clap::Args)]
struct OfVote {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The vote
    #[arg(value_name = "VOTE")]
    vote: String,
}

impl VoteCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let official = self.actor.official()?;
        match self.action {
            VoteAction::Schedule {
                vote,
                titles,
                opens,
                closes,
                changes,
            } => {
                let (_, store) = open(data).await?;
                let planned = Planned {
                    titles,
                    opens,
                    closes,
                    changes,
                };
                let (command, done) = schedule(&store, vote, &planned).await?;
                act(&store, official, vec![command], &done).await?;
                store.close().await;
            }
            VoteAction::Unschedule { vote, reasons } => {
                let (_, store) = open(data).await?;
                let (command, done) = unschedule(&store, vote, &reasons).await?;
                act(&store, official, vec![command], &done).await?;
                store.close().await;
            }
            VoteAction::Cancel {
                vote: OfVote { programme, vote },
                reasons,
            } => {
                let reason = words("--reason", &reasons)?;
                let (directory, store) = open(data).await?;
                let facts = VoteCancelled {
                    programme: programme.clone(),
                    vote: vote.clone(),
                    reason,
                };
                let done = t!("acts-cancelled", vote = vote);
                act(&store, official, vec![Command::plain(facts)], &done).await?;
                Secret::forget_of_vote(&directory, &programme, &vote)?;
                store.close().await;
            }
            VoteAction::Exclude {
                vote: OfVote { programme, vote },
                entry,
                ground,
                body,
            } => {
                let (_, store) = open(data).await?;
                let done = t!("acts-excluded", body = body, entry = entry, vote = vote);
                let facts = BallotExcluded {
                    programme,
                    vote,
                    entry,
                    name: body,
                    ground: ground.into(),
                };
                act(&store, official, vec![Command::plain(facts)], &done).await?;
                store.close().await;
            }
        }
        Ok(())
    }
}

/// The time zone of a programme.
async fn zone(store: &Store, programme: &str) -> Result<String> {
    let detail = store.programme(programme).await?;
    let detail = detail.with_context(|| t!("acts-no-programme", programme = programme))?;
    Ok(detail.summary.facts.zone)
}

/// What is announced, as it was written.
struct Planned {
    titles: Vec<String>,
    opens: String,
    closes: String,
    changes: Vec<String>,
}

/// Asks to announce a vote, and what is said when that is done.
async fn schedule(store: &Store, of: OfVote, planned: &Planned) -> Result<(Command, String)> {
    let title = words("--title", &planned.titles)?;
    let reason = words("--reason", &planned.changes)?;
    let reason = (!planned.changes.is_empty()).then_some(reason);
    let zone = zone(store, &of.programme).await?;
    let facts = VoteScheduled {
        programme: of.programme,
        vote: of.vote,
        title,
        opens_at: time("--opens", &planned.opens, &zone)?,
        closes_at: time("--closes", &planned.closes, &zone)?,
    };
    let done = t!(
        "acts-announced",
        vote = facts.vote,
        opens = moment::in_zone(&facts.opens_at, &zone),
        closes = moment::in_zone(&facts.closes_at, &zone)
    );
    Ok((announce(store, facts, reason).await?, done))
}

/// Asks to take back what is announced of a vote, and what is said when that is done.
async fn unschedule(store: &Store, of: OfVote, reasons: &[String]) -> Result<(Command, String)> {
    let reason = words("--reason", reasons)?;
    let Some(announcement) = standing(store, &of.programme, &of.vote).await? else {
        refuse!("acts-not-announced", vote = of.vote);
    };
    let done = t!("acts-unannounced", vote = of.vote);
    let facts = VoteUnscheduled {
        programme: of.programme,
        vote: of.vote,
        announcement,
        reason,
    };
    Ok((Command::plain(facts), done))
}

/// The entry of what is announced of a vote.
async fn standing(store: &Store, programme: &str, vote: &str) -> Result<Option<u64>> {
    let state = store.with_state(|state| {
        let known = state.programme(programme).is_ok();
        known.then(|| state.schedule(programme, vote).map(|one| one.entry))
    });
    let standing = state.await?;
    standing.with_context(|| t!("acts-no-programme", programme = programme))
}

/// Asks to announce a vote: for the first time, or, with the reason, in the place of what is announced.
async fn announce(store: &Store, facts: VoteScheduled, reason: Option<Text>) -> Result<Command> {
    let standing = standing(store, &facts.programme, &facts.vote).await?;
    match (standing, reason) {
        (None, None) => Ok(Command::plain(facts)),
        (None, Some(_)) => refuse!("acts-not-announced", vote = facts.vote),
        (Some(entry), None) => {
            refuse!("acts-announced-already", vote = facts.vote, entry = entry)
        }
        (Some(announcement), Some(reason)) => Ok(Command::plain(VoteRescheduled {
            programme: facts.programme,
            vote: facts.vote,
            announcement,
            title: facts.title,
            opens_at: facts.opens_at,
            closes_at: facts.closes_at,
            reason,
        })),
    }
}

/// A time as entries write it, from one of the programme's zone or one that says its own.
fn time(option: &str, text: &str, zone: &str) -> Result<String> {
    let at = moment::read(text, zone).and_then(format_at);
    at.with_context(|| t!("acts-no-time", option = option, text = text))
}
