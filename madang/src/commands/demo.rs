//! `madang demo`: a working portal with a real commitment and a programme in it.

use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_programme::state::VotePhase;
use madang_programme::text::Language;
use madang_programme::{Actor, Role};
use madang_store::Store;

use crate::commands::serve::{ServeArguments, serve};
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::import::opening;
use crate::import::pseudonyms::Pseudonyms;
use crate::import::vote::VoteFile;
use crate::import::{self, commitments, programme};
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
        let mut example_file = None;
        let vote = match &self.vote {
            Some(path) => VoteFile::read(path)?,
            None => {
                let file = example_file.insert(
                    tempfile::Builder::new()
                        .prefix("example-")
                        .suffix(".pb")
                        .tempfile()?,
                );
                std::fs::write(file.path(), madang_example::vote())?;
                VoteFile::read(file.path())?
            }
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
    println!("madang: {}", what.as_ref());
}

async fn set_up(
    store: &Store,
    directory: &DataDirectory,
    vote: &VoteFile,
    example: bool,
) -> Result<()> {
    let mut file = madang_example::programme();
    let id = file.id.clone();
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

    let source = madang_example::commitments();
    say(format!(
        "imports commitment KR0018 and the list of {} Korean commitments",
        source.commitments.len()
    ));
    import::submit(store, "commitments", commitments::submissions(&source)?).await?;

    if !example {
        // What the programme says of itself must be true of the vote that it ran.
        for (tag, words) in &mut file.summary {
            let description = vote.description();
            let description = description
                .best(Language::En)
                .map(|(_, words)| words.to_owned())
                .unwrap_or_default();
            *words = match tag.as_str() {
                "ko" => format!("{words} 이 시연의 투표는 불러온 투표 파일입니다: {description}."),
                _ => format!(
                    "{words} The vote in this demonstration was imported from a file: {description}."
                ),
            };
        }
    }
    say(format!(
        "creates the programme {id}: four service groups, {} bodies, target {}",
        file.bodies.len(),
        file.target
    ));
    import::submit(
        store,
        "programme",
        programme::submissions(&file, &vote.currency, example)?,
    )
    .await?;

    say(format!("imports {} candidates", vote.projects()));
    let proposals = match example {
        true => programme::proposals(&id, &madang_example::proposals())?,
        false => vote.proposals(&id)?,
    };
    import::submit(store, "candidates", proposals).await?;

    say("fixes the selection rule on the record, before any ballot");
    let ballots = vote.ballot_rule()?;
    say(format!(
        "opens the vote {VOTE} ({})",
        import::describe_ballots(&ballots)
    ));
    let number = example.then_some(file.target);
    let opening = opening::open_under(&id, VOTE, vote.rule(number)?, None, ballots)?;
    import::submit(store, "vote", opening).await?;

    if matches!(phase, None | Some(VotePhase::Open)) {
        say(format!("casts {} ballots under seal", vote.voters()));
        let pseudonyms = Pseudonyms::of_vote(directory, &id, VOTE)?;
        import::submit(store, "ballots", vote.ballots(&id, VOTE, &pseudonyms)?).await?;
    }

    say("closes the vote, opens the ballots and runs the selection");
    let official = Actor::new(Role::Official, "demo")?;
    let computed = selecting::publish(store, directory, &official, &id, VOTE, &LotGiven::default())
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
