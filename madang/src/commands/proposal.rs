//! `madang proposal`: putting right and taking back what was handed in; the rest is in `proposing`.

use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_exchange::proposals::{Proposal, Proposals};
use madang_exchange::{At, Mistake, Mistakes, Source, columns};
use madang_programme::proposals::{ProposalAmended, ProposalTakenBack, WithdrawalText};
use madang_programme::{Command, State};
use madang_store::Store;
use madang_words::{Language, Said, Text, quoted};

use super::acting::{ActorArguments, act, open, words};
use super::proposing::Proposing;
use crate::data::DataArguments;

/// Call for proposals, hand in, revise, comment, merge and split them; amend or withdraw those on record
///
/// What was handed in stays: an amendment or a revision stands beside it, and so does a withdrawal.
#[derive(Debug, clap::Args)]
pub struct ProposalCommand {
    #[command(subcommand)]
    action: ProposalAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum ProposalAction {
    #[command(flatten)]
    Proposing(Proposing),
    /// Put proposals right by a file that says them as they are to read from now on
    ///
    /// The file is one that `madang import` takes, JSON or CSV. What it leaves out stays as it is, and proposals that say the same
    /// as the record are left. It is refused while a vote on a proposal is under way, and once it is selected or withdrawn.
    Amend {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The proposals, as they are to read
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// What was changed and why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Take a proposal back, before a vote on it opens
    Withdraw {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The proposal
        #[arg(value_name = "PROPOSAL")]
        proposal: String,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
}

impl ProposalCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        if let ProposalAction::Proposing(proposing) = self.action {
            let who = self.actor.who()?;
            let (_, store) = open(data).await?;
            let done = proposing.run(&store, who).await;
            store.close().await;
            return done;
        }
        let official = self.actor.official()?;
        match self.action {
            // Done above: not officials alone do it.
            ProposalAction::Proposing(_) => {}
            ProposalAction::Withdraw {
                programme,
                proposal,
                reasons,
            } => {
                let reason = words("--reason", &reasons)?;
                let (_, store) = open(data).await?;
                let done = t!("acts-withdrawn", proposal = proposal);
                let facts = ProposalTakenBack {
                    programme,
                    id: proposal,
                };
                let taken_back = Command::worded(facts, WithdrawalText { reason });
                act(&store, official, vec![taken_back], &done).await?;
                store.close().await;
            }
            ProposalAction::Amend {
                programme,
                file,
                reasons,
            } => {
                let reason = words("--reason", &reasons)?;
                let source = Source::read(&file)?;
                let proposals = match Proposals::is_in(&columns(&source)) {
                    true => Proposals::read_table(&source)?.whole()?,
                    false => Proposals::read(&source)?,
                };
                let (_, store) = open(data).await?;
                let changed = changed(&store, &programme, &proposals, &source, &reason).await?;
                match changed.len() {
                    0 => say!("madang: {}", t!("acts-same")),
                    number => {
                        let done = t!(
                            "acts-amended",
                            number = number,
                            of = proposals.proposals.len()
                        );
                        act(&store, official, changed, &done).await?;
                    }
                }
                store.close().await;
            }
        }
        Ok(())
    }
}

/// The amendments that a file asks for: of each proposal that reads otherwise on the record.
async fn changed(
    store: &Store,
    programme: &str,
    proposals: &Proposals,
    source: &Source,
    reason: &Text,
) -> Result<Vec<Command>> {
    let currency = store
        .with_state(|state: &State| {
            let programme = state.programme(programme)?;
            Ok::<_, madang_programme::Violation>(programme.currency.clone())
        })
        .await??;
    let (mut changed, mut mistakes) = (Vec::new(), Vec::new());
    for at in &proposals.proposals {
        let wrong = |what: Said| Mistake::at(source.name(), at.line, 0, what);
        match amendment(store, programme, &currency, at, reason).await? {
            Ok(Some(command)) => changed.push(command),
            Ok(None) => {}
            Err(what) => mistakes.push(wrong(what)),
        }
    }
    Ok(Mistakes::none_of(mistakes, changed)?)
}

async fn amendment(
    store: &Store,
    programme: &str,
    currency: &str,
    at: &At<Proposal>,
    reason: &Text,
) -> Result<Result<Option<Command>, Said>> {
    let id = &at.id;
    let Some(on_record) = store.proposal(programme, id).await? else {
        return Ok(Err(said!("acts-no-proposal", proposal = quoted(id))));
    };
    let (mut values, mut text) = match at.on_record(programme, currency) {
        Ok(said) => said,
        Err(what) => return Ok(Err(what)),
    };
    // A table without a column says nothing of it.
    let before = &on_record.facts;
    values.group = values.group.or_else(|| before.group.clone());
    values.proposer = values.proposer.or(before.proposer);
    if values.audiences.is_empty() {
        values.audiences.clone_from(&before.audiences);
    }
    if let Some(words) = &on_record.text {
        // A title in no stated language is that of the record, where it says the same in some language.
        let unstated = text.title.0.get(&Language::Und);
        if text.title.0.len() == 1
            && unstated.is_some_and(|title| words.title.0.values().any(|own| own == title))
        {
            text.title.clone_from(&words.title);
        }
        text.summary = text.summary.or_else(|| words.summary.clone());
        text.proposer = text.proposer.or_else(|| words.proposer.clone());
    }
    let same = on_record.facts == on_record.facts.clone().amended(values.clone());
    if same && on_record.text.as_ref() == Some(&text) {
        return Ok(Ok(None));
    }
    let amends = store
        .with_state(|state: &State| {
            let proposal = state.proposal(programme, id).ok()?;
            Some(proposal.reads())
        })
        .await?
        .with_context(|| t!("acts-proposal-gone", proposal = id))?;
    let facts = ProposalAmended {
        amends,
        reason: reason.clone(),
        values,
    };
    Ok(Ok(Some(Command::worded(facts, text))))
}
