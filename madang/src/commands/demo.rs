//! `madang demo`: a working portal with a real commitment and a programme in it.

use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_exchange::votes::{Pseudonyms, VoteFile, open_under};
use madang_programme::votes::VotePhase;
use madang_programme::{Actor, Role};
use madang_store::Store;
use madang_words::Language;

use crate::commands::serve::{ServeArguments, serve};
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::{IMPORT, describe_ballots, give, say_renamed};
use crate::secrets::Secret;
use crate::selecting::{self, LotGiven};

/// The vote of the demo.
const VOTE: &str = "vote-1";

/// Set up a portal with commitment KR0018, a programme under it and a counted vote, then serve it
///
/// Needs nothing but this program. Run again on the same data directory it starts the portal and imports nothing twice.
#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// A vote in Pabulib's .pb format to run, instead of the example vote
    #[arg(long, value_name = "FILE")]
    vote: Option<PathBuf>,
    /// Only set up; do not serve
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    serve: ServeArguments,
}

impl DemoArguments {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        // The file is read whole before anything is made: a malformed one leaves no trace.
        let vote = match &self.vote {
            Some(path) => VoteFile::read(path)?,
            None => VoteFile::read_bytes("the example vote", madang_example::vote().as_bytes())?,
        };
        let directory = DataDirectory::create(arguments)?;
        let store = directory.store(arguments, Accepted::default()).await?;
        say(format!("data directory {}", directory.path().display()));
        let example = self.vote.is_none();
        set_up(&store, &directory, &vote, example).await?;
        say(format!(
            "record {} has {} entries",
            store.origin(),
            store.size().await?
        ));
        if self.no_serve {
            store.close().await;
            return Ok(());
        }
        serve(store, &directory, &self.serve).await
    }
}

fn say(what: impl AsRef<str>) {
    say!("madang: {}", what.as_ref());
}

async fn set_up(
    store: &Store,
    directory: &DataDirectory,
    vote: &VoteFile,
    example: bool,
) -> Result<()> {
    let id = madang_example::programme().id;
    let phase = store
        .with_state(|state| state.vote(&id, VOTE).ok().map(|vote| vote.phase))
        .await?;
    if let Some(VotePhase::Selected { .. }) = phase {
        say("already set up; nothing is imported twice");
        if !example {
            say("the file of --vote is not read again: another vote needs another --data");
        }
        return Ok(());
    }
    programme(store, vote, example).await?;
    candidates(store, &id, vote, example).await?;
    if matches!(phase, None | Some(VotePhase::Open)) {
        say(format!("casts {} ballots under seal", vote.voters()));
        let salt = Secret::Pseudonyms.read_or_make(directory, &id, VOTE)?;
        let ballots = vote.ballots(&id, VOTE, &Pseudonyms::with_salt(salt));
        give(store, "ballots", IMPORT, ballots).await?;
    }
    select(store, directory, &id, vote).await
}

/// The commitment, the country's others, and the programme under it.
async fn programme(store: &Store, vote: &VoteFile, example: bool) -> Result<()> {
    let source = madang_example::commitments();
    say(format!(
        "imports commitment KR0018 and the list of {} Korean commitments",
        source.commitments.len()
    ));
    give(store, "commitments", IMPORT, source.steps()).await?;

    let mut file = madang_example::programme();
    if !example {
        // What the programme says of itself must be true of the vote that it ran.
        for (language, words) in &mut file.summary.0 {
            let description = vote.description();
            let description = description
                .best(Language::En)
                .map(|(_, words)| words.to_owned())
                .unwrap_or_default();
            *words = match language {
                Language::Ko => {
                    format!("{words} 이 시연의 투표는 불러온 투표 파일입니다: {description}.")
                }
                _ => format!(
                    "{words} The vote in this demonstration was imported from a file: {description}."
                ),
            };
        }
    }
    say(format!(
        "creates the programme {}: four service groups, {} bodies, target {}",
        file.id,
        file.bodies.len(),
        file.target
    ));
    file.currency.clone_from(&vote.currency);
    give(store, "programme", IMPORT, file.steps(example)).await
}

/// The candidates, the rule and the opened vote.
async fn candidates(store: &Store, id: &str, vote: &VoteFile, example: bool) -> Result<()> {
    say(format!("imports {} candidates", vote.projects()));
    say_renamed(vote);
    let proposals = match example {
        true => madang_example::proposals_file().steps(id),
        false => vote.proposals(id),
    };
    give(store, "candidates", IMPORT, proposals).await?;

    say("fixes the selection rule on the record, before any ballot");
    let ballots = vote.ballot_rule();
    say(format!(
        "opens the vote {VOTE} ({})",
        describe_ballots(ballots)
    ));
    let number = example.then(|| madang_example::programme().target);
    let opening = open_under(id, VOTE, vote.rule(number), None, ballots.clone());
    give(store, "vote", IMPORT, opening).await
}

async fn select(store: &Store, directory: &DataDirectory, id: &str, vote: &VoteFile) -> Result<()> {
    say("closes the vote, opens the ballots and runs the selection");
    let official = Actor::new(Role::Official, "demo")?;
    let computed = selecting::publish(store, directory, &official, id, VOTE, &LotGiven::default())
        .await?
        .context("the example's rule has no lot to wait for")?;
    say(format!(
        "selected {} of {} candidates from {} counted ballots ({} did not count)",
        computed.facts.selected.len(),
        vote.projects(),
        computed.facts.tally.counted,
        computed.facts.tally.cast - computed.facts.tally.counted
    ));
    Ok(())
}
