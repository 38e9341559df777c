//! `madang vote`: what an official does with a vote besides counting it.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use madang_programme::event::vote::VoteCancelled;
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::import::secrets::Secret;
use crate::import::text;

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
        let mut words = BTreeMap::new();
        for reason in reasons {
            match reason.split_once('=') {
                Some((language, reason)) => {
                    words.insert(language.to_owned(), reason.trim().to_owned())
                }
                None => bail!("--reason {reason:?} names no language; write --reason en=\"…\""),
            };
        }
        let reason = text(&words)?;
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
                command: Command::CancelVote(facts),
            })
            .await?;
        for secret in [Secret::Pseudonyms, Secret::LotSeed] {
            secret.forget(&directory, &programme, &vote)?;
        }
        println!(
            "madang: vote {vote} is cancelled; entry {} says so on the record",
            receipt.proof.index
        );
        store.close().await;
        Ok(())
    }
}
