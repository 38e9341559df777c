//! `madang vote`: what an official does with a vote besides counting it.

use anyhow::{Result, bail};
use madang_programme::votes::VoteCancelled;
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;
use madang_words::{Language, Text};

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::secrets::Secret;

/// Call a vote off
///
/// The cancellation and its reason become an entry. Nothing is selected by the vote, its proposals stand for the next
/// one, and ballots that are under seal stay so.
#[derive(Debug, clap::Args)]
pub struct VoteCommand {
    #[command(subcommand)]
    action: VoteAction,
}

#[derive(Debug, clap::Subcommand)]
enum VoteAction {
    /// Call a vote off that has no published selection
    Cancel {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The vote
        #[arg(value_name = "VOTE")]
        vote: String,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
}

impl VoteCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let VoteAction::Cancel {
            programme,
            vote,
            reasons,
        } = self.action;
        let reason = text(&reasons)?;
        let directory = DataDirectory::open(arguments)?;
        let store = directory.store(arguments, Accepted::default()).await?;
        let facts = VoteCancelled {
            programme: programme.clone(),
            vote: vote.clone(),
            reason,
        };
        let receipt = store
            .submit(Submission {
                actor: Actor::new(Role::Official, "console")?,
                idempotency_key: None,
                command: Command::plain(facts),
            })
            .await?;
        for secret in [Secret::Pseudonyms, Secret::LotSeed] {
            secret.forget(&directory, &programme, &vote)?;
        }
        say!(
            "madang: vote {vote} is cancelled; entry {} says so on the record",
            receipt.proof.index
        );
        store.close().await;
        Ok(())
    }
}

/// A text in one or more languages, each given as `LANGUAGE=TEXT`.
fn text(given: &[String]) -> Result<Text> {
    let mut text = Text::default();
    for one in given {
        let Some((tag, words)) = one.split_once('=') else {
            bail!("--reason {one:?} names no language; write --reason en=\"…\"");
        };
        let language = Language::from_tag(tag);
        if language == Language::Und && tag != "und" {
            bail!("{tag:?} is not a language that texts may be in; known: ko, en, pl, und");
        }
        text.0.insert(language, words.trim().to_owned());
    }
    Ok(text)
}
