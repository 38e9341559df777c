//! `madang vote`: what an official does with a vote besides counting it.

use anyhow::{Context, Result, bail};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use madang_programme::Command;
use madang_programme::votes::{BALLOT, BallotExcluded, VoteCancelled, VoteScheduled};
use madang_record::time::format_at;
use madang_store::Store;

use super::acting::{ActorArguments, act, open, words};
use super::content::GroundName;
use crate::data::DataArguments;
use crate::secrets::Secret;

/// Announce a vote, call one off, or take a ballot out of one
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
    /// again with other times. It is opened by `madang import` of its rule.
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
        #[arg(long, value_name = "BODY", default_value = BALLOT)]
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
                vote: OfVote { programme, vote },
                titles,
                opens,
                closes,
            } => {
                let title = words("--title", &titles)?;
                let (_, store) = open(data).await?;
                let zone = zone(&store, &programme).await?;
                let opens_at = time("--opens", &opens, &zone)?;
                let closes_at = time("--closes", &closes, &zone)?;
                let done = t!(
                    "acts-announced",
                    vote = vote,
                    opens = at_place(&opens_at, &zone),
                    closes = at_place(&closes_at, &zone)
                );
                let facts = VoteScheduled {
                    programme,
                    vote,
                    title,
                    opens_at,
                    closes_at,
                };
                act(&store, official, vec![Command::plain(facts)], &done).await?;
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
                for secret in [Secret::Pseudonyms, Secret::LotSeed] {
                    secret.forget(&directory, &programme, &vote)?;
                }
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
async fn zone(store: &Store, programme: &str) -> Result<TimeZone> {
    let detail = store.programme(programme).await?;
    let detail = detail.with_context(|| t!("acts-no-programme", programme = programme))?;
    let name = &detail.summary.facts.zone;
    TimeZone::get(name).with_context(|| t!("acts-zone", zone = name))
}

/// A time of an entry as it is read at a place, which is named.
fn at_place(at: &str, zone: &TimeZone) -> String {
    match at.parse::<Timestamp>() {
        Ok(at) => {
            let local = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M");
            let name = zone.iana_name().unwrap_or("UTC");
            format!("{local} ({name})")
        }
        Err(_) => at.to_owned(),
    }
}

/// A time as entries write it, from one of the programme's zone or one that says its own.
fn time(option: &str, text: &str, zone: &TimeZone) -> Result<String> {
    let wrong = || t!("acts-no-time", option = option, text = text);
    let at = match text.parse::<Timestamp>() {
        Ok(at) => at,
        Err(_) => {
            let local: DateTime = text
                .replacen(' ', "T", 1)
                .parse()
                .ok()
                .with_context(wrong)?;
            let zoned: Zoned = local.to_zoned(zone.clone()).ok().with_context(wrong)?;
            zoned.timestamp()
        }
    };
    let Some(at) = u64::try_from(at.as_millisecond()).ok().and_then(format_at) else {
        bail!(wrong());
    };
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_of_the_programmes_zone_or_say_their_own() {
        let zone = TimeZone::get("Asia/Seoul").expect("a zone");
        let read = |text: &str| time("--opens", text, &zone);
        let nine = "2026-12-01T00:00:00.000Z";
        for text in [
            "2026-12-01 09:00",
            "2026-12-01T09:00:00",
            "2026-12-01T00:00:00Z",
            "2026-12-01T09:00+09:00",
        ] {
            assert_eq!(read(text).expect(text), nine);
        }
        for text in [
            "",
            "tomorrow",
            "2026-02-30 09:00",
            "2026-12-01 25:00",
            "1969-01-01T00:00:00Z",
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains("--opens"), "{error}");
        }
    }
}
