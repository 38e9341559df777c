//! `madang proposal` for what is still to come of proposals: calling for them, handing in, revising, commenting, merging, splitting.

use anyhow::{Context, Result};
use madang_programme::proposals::{
    CallOpened, CommentText, Derivation, DerivedFrom, HandInProposal, MergeReason,
    ProposalCommented, ProposalHandedIn, ProposalRevised, ProposalSplit, ProposalText,
    ProposalsMerged, ProposedBy, ProposerKind, REASON,
};
use madang_programme::{Actor, Command, State};
use madang_store::Store;

use super::acting::{act, words};

#[derive(Debug, clap::Subcommand)]
pub enum Proposing {
    /// Open a call: from a day to another the programme takes proposals, and at no other time from then on
    ///
    /// What is proposed in a call is to be answered from its last day on.
    Call {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The first day, in the programme's time zone: 2026-12-01
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The last day
        #[arg(long, value_name = "DATE")]
        to: String,
    },
    /// Hand in a proposal of an institution, of a body, or of somebody else, with the needs that it answers
    ///
    /// Many at once come from a table: `madang import proposals.csv`.
    Submit(Submitted),
    /// Revise a proposal that an institution or this post handed in, before a vote on it opens
    ///
    /// What it leaves out stays as it is.
    Revise {
        #[command(flatten)]
        proposal: OfProposal,
        /// The title as it is to read, in a language; once for each language
        #[arg(long = "title", value_name = "LANGUAGE=TEXT")]
        titles: Vec<String>,
        /// What it would do, as it is to read, in a language; once for each language
        #[arg(long = "summary", value_name = "LANGUAGE=TEXT")]
        summaries: Vec<String>,
        /// The cost, in the currency's smallest unit
        #[arg(long, value_name = "AMOUNT")]
        cost: Option<u64>,
    },
    /// Comment on a proposal
    Comment {
        #[command(flatten)]
        proposal: OfProposal,
        /// The entry of the comment to which it replies
        #[arg(long, value_name = "ENTRY")]
        to: Option<u64>,
        /// What is said, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "text", value_name = "LANGUAGE=TEXT", required = true)]
        texts: Vec<String>,
    },
    /// Merge proposals into another; they stay to be read, point on, and are answered by this
    Merge {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The proposals
        #[arg(value_name = "PROPOSAL", required = true)]
        from: Vec<String>,
        /// The proposal that they go on in
        #[arg(long, value_name = "PROPOSAL")]
        into: String,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Split a proposal into others; it stays to be read, points on, and is answered by this
    Split {
        #[command(flatten)]
        proposal: OfProposal,
        /// A proposal that it goes on in; once for each, two at least
        #[arg(long, value_name = "PROPOSAL", required = true)]
        into: Vec<String>,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
}

#[derive(Debug, clap::Args)]
pub struct Submitted {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// Its identifier; the next number without one
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    id: String,
    /// Whose it is: institution=ID, body=ID, or a kind: ministry, municipality, public_agency, citizen, citizen_group or business_association
    #[arg(long, value_name = "WHOSE", value_parser = proposed_by)]
    by: ProposedBy,
    /// The title, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "title", value_name = "LANGUAGE=TEXT", required = true)]
    titles: Vec<String>,
    /// What it would do, in a language; once for each language
    #[arg(long = "summary", value_name = "LANGUAGE=TEXT")]
    summaries: Vec<String>,
    /// The cost, in the currency's smallest unit; it may be said later, before a vote opens
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<u64>,
    /// The service group
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// An audience in that group; once for each
    #[arg(long = "audience", value_name = "ID", requires = "group")]
    audiences: Vec<String>,
    /// A need that it answers; once for each
    #[arg(long = "need", value_name = "NEED")]
    needs: Vec<String>,
    /// A proposal that it was written after, as merged, split or adapted: 12=merged; once for each
    #[arg(long = "after", value_name = "PROPOSAL=HOW", value_parser = after)]
    after: Vec<(String, Derivation)>,
}

#[derive(Debug, clap::Args)]
pub struct OfProposal {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The proposal
    #[arg(value_name = "PROPOSAL")]
    proposal: String,
}

fn proposed_by(text: &str) -> Result<ProposedBy, String> {
    match text.split_once('=') {
        Some(("institution", id)) => return Ok(ProposedBy::Institution(id.to_owned())),
        Some(("body", id)) => return Ok(ProposedBy::Body(id.to_owned())),
        _ => {}
    }
    let mut kinds = ProposerKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.name() == text);
    let known = ProposerKind::ALL.map(ProposerKind::name).join(", ");
    kind.map(ProposedBy::Other)
        .ok_or_else(|| t!("acts-whose", known = known))
}

fn after(text: &str) -> Result<(String, Derivation), String> {
    let known = Derivation::ALL.map(Derivation::name).join(", ");
    let found = text.split_once('=').and_then(|(id, how)| {
        let how = Derivation::ALL.into_iter().find(|one| one.name() == how)?;
        Some((id.to_owned(), how))
    });
    found.ok_or_else(|| t!("acts-after", known = known))
}

impl Proposing {
    /// Does it, in the name of `who`.
    pub async fn run(self, store: &Store, who: Actor) -> Result<()> {
        let (command, done) = match self {
            Proposing::Call {
                programme,
                from,
                to,
            } => {
                let done = t!("acts-called", from = from.as_str(), to = to.as_str());
                let call = CallOpened {
                    programme,
                    from,
                    to,
                };
                (Command::plain(call), done)
            }
            Proposing::Submit(submitted) => submit(store, submitted).await?,
            Proposing::Revise {
                proposal,
                titles,
                summaries,
                cost,
            } => revise(store, &proposal, (&titles, &summaries), cost).await?,
            Proposing::Comment {
                proposal,
                to,
                texts,
            } => {
                let text = words("--text", &texts)?;
                let done = t!("acts-commented", proposal = proposal.proposal.as_str());
                let facts = ProposalCommented {
                    programme: proposal.programme,
                    proposal: proposal.proposal,
                    parent: to,
                };
                (Command::worded(facts, CommentText { text }), done)
            }
            Proposing::Merge {
                programme,
                from,
                into,
                reasons,
            } => {
                let reason = words("--reason", &reasons)?;
                let done = t!("acts-merged", from = from.join(", "), into = into.as_str());
                let facts = ProposalsMerged {
                    programme,
                    from,
                    into,
                };
                (Command::said(REASON, facts, MergeReason { reason }), done)
            }
            Proposing::Split {
                proposal,
                into,
                reasons,
            } => {
                let reason = words("--reason", &reasons)?;
                let id = proposal.proposal;
                let done = t!("acts-split", proposal = id.as_str(), into = into.join(", "));
                let facts = ProposalSplit {
                    programme: proposal.programme,
                    proposal: id,
                    into,
                };
                (Command::said(REASON, facts, MergeReason { reason }), done)
            }
        };
        act(store, who, vec![command], &done).await
    }
}

async fn submit(store: &Store, submitted: Submitted) -> Result<(Command, String)> {
    let programme = submitted.programme;
    let (number, versions) = store
        .with_state(|state: &State| {
            let after = submitted.after.iter();
            let after = after.map(|(id, _)| Ok(state.proposal(&programme, id)?.version()));
            let versions = after.collect::<Result<Vec<u32>, madang_programme::Violation>>()?;
            Ok::<_, madang_programme::Violation>((state.next_proposal(&programme)?, versions))
        })
        .await??;
    let after = submitted.after.into_iter().zip(versions);
    let derived_from = after.map(|((proposal, how), version)| DerivedFrom {
        proposal,
        version,
        how,
    });
    let summary = match submitted.summaries.as_slice() {
        [] => None,
        given => Some(words("--summary", given)?),
    };
    let text = ProposalText {
        title: words("--title", &submitted.titles)?,
        summary,
        proposer: None,
    };
    let id = submitted.id;
    let named = if id.is_empty() { &number } else { &id };
    let done = t!("acts-submitted", proposal = named.as_str());
    let facts = ProposalHandedIn {
        programme,
        id,
        cost: submitted.cost,
        group: submitted.group,
        audiences: submitted.audiences,
        needs: submitted.needs,
        by: submitted.by,
        derived_from: derived_from.collect(),
    };
    Ok((HandInProposal { facts, text }.into(), done))
}

async fn revise(
    store: &Store,
    proposal: &OfProposal,
    (titles, summaries): (&[String], &[String]),
    cost: Option<u64>,
) -> Result<(Command, String)> {
    let (programme, id) = (&proposal.programme, &proposal.proposal);
    let stands = store.proposal(programme, id).await?;
    let stands = stands.with_context(|| t!("acts-proposal-gone", proposal = id.as_str()))?;
    let Some(mut text) = stands.text else {
        refuse!("acts-proposal-hidden", proposal = id.as_str());
    };
    if !titles.is_empty() {
        text.title = words("--title", titles)?;
    }
    if !summaries.is_empty() {
        text.summary = Some(words("--summary", summaries)?);
    }
    let base = stands.version;
    let version = base.saturating_add(1);
    let done = t!("acts-revised", proposal = id.as_str(), version = version);
    let facts = ProposalRevised {
        programme: programme.clone(),
        proposal: id.clone(),
        version,
        base,
        cost,
    };
    Ok((Command::worded(facts, text), done))
}
