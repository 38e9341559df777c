//! `madang answer`: what becomes of a voice or a proposal, and of what was adopted.

use anyhow::Result;
use madang_programme::Command;
use madang_programme::answers::{
    AnswerGiven, AnswerProgress, AnswerReason, ChangedThing, ChangedWhat, Criterion,
    DispositionKind, ExpertiseAsked, Parts, Pointer, ProgressStep, ProgressText, REASON,
    ReexaminationAsked, ReexaminationReason, Subject,
};

use super::acting::{ActorArguments, act, open, words};
use crate::data::DataArguments;
use crate::mistakes;

/// Answer voices and proposals, ask experts, ask for another look, tell progress on what was adopted
///
/// Many answers at once come from a table: `madang import answers.csv`, with `--dry-run` to see what would become of it.
#[derive(Debug, clap::Args)]
pub struct AnswerCommand {
    #[command(subcommand)]
    action: AnswerAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum AnswerAction {
    /// Answer it, with a reason, in public
    ///
    /// An answer that was given stays. Another takes its place where --supersedes names it.
    Give(Box<Given>),
    /// Tell how it stands with what was adopted
    Progress {
        #[command(flatten)]
        of: OfAnswer,
        /// How it stands: started, done, delayed or dropped
        #[arg(long, value_name = "STEP")]
        step: String,
        /// done: an entry's number or an address that shows it; once for each
        #[arg(long = "evidence", value_name = "ENTRY|ADDRESS")]
        evidence: Vec<String>,
        /// delayed: the new day by which it is planned, in the programme's time zone: 2027-06-30
        #[arg(long, value_name = "DATE")]
        planned_by: Option<String>,
        /// What was done, or why it takes longer or will not be done, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "text", value_name = "LANGUAGE=TEXT", required = true)]
        texts: Vec<String>,
    },
    /// Ask for another look, for somebody who came with the slip, at most 15 days after the answer
    Reexamine {
        #[command(flatten)]
        of: OfAnswer,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Ask an expert; the clock of the answer stands still until a day at most three weeks away
    AskExpert {
        #[command(flatten)]
        subject: OfSubject,
        /// The last day for it, in the programme's time zone: 2026-12-14
        #[arg(long, value_name = "DATE")]
        until: String,
    },
}

/// What is answered.
#[derive(Debug, clap::Args)]
struct OfSubject {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// What is answered: voice/12 or proposal/3
    #[arg(value_name = "SUBJECT", value_parser = subject)]
    subject: Subject,
}

/// An answer that was given.
#[derive(Debug, clap::Args)]
struct OfAnswer {
    #[command(flatten)]
    subject: OfSubject,
    /// The entry of the answer
    #[arg(long, value_name = "ENTRY")]
    answer: u64,
}

#[derive(Debug, clap::Args)]
struct Given {
    #[command(flatten)]
    of: OfSubject,
    /// What was decided: adopted, adopted_in_part, merged, not_adopted, out_of_scope or already_exists
    #[arg(long, value_name = "DISPOSITION", value_parser = disposition)]
    disposition: DispositionKind,
    /// merged: what it goes on in, voice/12 or proposal/3
    #[arg(long, value_name = "SUBJECT", value_parser = subject)]
    into: Option<Subject>,
    /// not_adopted: the criteria that are not met: feasible, creative, effective, scope, lasting
    #[arg(long, value_name = "CRITERIA", value_delimiter = ',', value_parser = criterion)]
    unmet: Vec<Criterion>,
    /// out_of_scope: the institution whose task it is
    #[arg(long, value_name = "ID")]
    whose: Option<String>,
    /// already_exists: where it is to be found, an entry's number or an address
    #[arg(long, value_name = "ENTRY|ADDRESS")]
    exists: Option<String>,
    /// The institution that decided
    #[arg(long, value_name = "ID")]
    decider: String,
    /// The post that decided, never a person's name, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "post", value_name = "LANGUAGE=TEXT", required = true)]
    posts: Vec<String>,
    /// Why, in at least 20 characters, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
    reasons: Vec<String>,
    /// Something that changed: plan, service, rule, budget, information or other, and an entry's number or an address that shows
    /// it: rule=https://example.org/rule; once for each
    #[arg(long = "changed", value_name = "WHAT=ENTRY|ADDRESS", value_parser = changed)]
    changed: Vec<ChangedThing>,
    /// What changed, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "changed-words", value_name = "LANGUAGE=TEXT")]
    changed_words: Vec<String>,
    /// adopted, adopted_in_part: by which day it is planned, in the programme's time zone: 2027-03-31
    #[arg(long, value_name = "DATE")]
    planned_by: Option<String>,
    /// The entry of the answer whose place it takes
    #[arg(long, value_name = "ENTRY")]
    supersedes: Option<u64>,
}

fn subject(text: &str) -> Result<Subject, String> {
    text.parse().map_err(|violation| mistakes::said(&violation))
}

fn disposition(text: &str) -> Result<DispositionKind, String> {
    let names = DispositionKind::ALL.map(DispositionKind::name).join(", ");
    DispositionKind::named(text).ok_or_else(|| t!("answer-none-of", known = names))
}

fn criterion(text: &str) -> Result<Criterion, String> {
    let names = Criterion::ALL.map(Criterion::name).join(", ");
    Criterion::named(text).ok_or_else(|| t!("answer-none-of", known = names))
}

fn changed(text: &str) -> Result<ChangedThing, String> {
    let names = ChangedWhat::ALL.map(ChangedWhat::name).join(", ");
    let read = text.split_once('=').and_then(|(what, at)| {
        ChangedWhat::named(what).map(|what| ChangedThing {
            reference: Pointer::read(at),
            what,
        })
    });
    read.ok_or_else(|| t!("answer-none-of", known = names))
}

impl AnswerCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let who = self.actor.who()?;
        let (command, done) = command(self.action)?;
        let (_, store) = open(data).await?;
        act(&store, who, vec![command], &done).await?;
        store.close().await;
        Ok(())
    }
}

impl Given {
    fn command(self) -> Result<Command> {
        let parts = Parts {
            into: self.into,
            unmet: self.unmet,
            whose: self.whose,
            exists: self.exists.as_deref().map(Pointer::read),
        };
        let reason = AnswerReason {
            reason: words("--reason", &self.reasons)?,
            post: words("--post", &self.posts)?,
            changed: match self.changed_words.as_slice() {
                [] => None,
                given => Some(words("--changed-words", given)?),
            },
        };
        let facts = AnswerGiven {
            programme: self.of.programme,
            subject: self.of.subject,
            disposition: parts.of(self.disposition)?,
            decider: self.decider,
            changed: self.changed,
            planned_by: self.planned_by,
            supersedes: self.supersedes,
        };
        Ok(Command::said(REASON, facts, reason))
    }
}

/// A step by its name, with what belongs to it.
fn step(name: &str, evidence: &[String], planned_by: Option<String>) -> Result<ProgressStep> {
    if name != "done" && !evidence.is_empty() {
        refuse!("answer-evidence-needless", step = name);
    }
    if name != "delayed" && planned_by.is_some() {
        refuse!("answer-planned-needless", step = name);
    }
    Ok(match (name, planned_by) {
        ("started", _) => ProgressStep::Started,
        ("dropped", _) => ProgressStep::Dropped,
        ("done", _) => ProgressStep::Done {
            evidence: evidence.iter().map(|text| Pointer::read(text)).collect(),
        },
        ("delayed", Some(planned_by)) => ProgressStep::Delayed { planned_by },
        ("delayed", None) => refuse!("answer-planned-missing"),
        _ => refuse!(
            "answer-no-step",
            step = name,
            known = ProgressStep::NAMES.join(", ")
        ),
    })
}

/// What an action asks for, and what it came to in words.
fn command(action: AnswerAction) -> Result<(Command, String)> {
    let named = |subject: &Subject| format!("{}/{}", subject.kind(), subject.id());
    Ok(match action {
        AnswerAction::Give(given) => {
            let done = t!("answer-given", subject = named(&given.of.subject));
            (given.command()?, done)
        }
        AnswerAction::Progress {
            of: OfAnswer { subject, answer },
            step: name,
            evidence,
            planned_by,
            texts,
        } => {
            let done = t!("answer-progress", subject = named(&subject.subject));
            let facts = AnswerProgress {
                programme: subject.programme,
                subject: subject.subject,
                answer,
                step: step(&name, &evidence, planned_by)?,
            };
            let text = words("--text", &texts)?;
            (Command::worded(facts, ProgressText { text }), done)
        }
        AnswerAction::Reexamine {
            of: OfAnswer { subject, answer },
            reasons,
        } => {
            let done = t!("answer-reexamination", subject = named(&subject.subject));
            let facts = ReexaminationAsked {
                programme: subject.programme,
                subject: subject.subject,
                answer,
            };
            let reason = words("--reason", &reasons)?;
            (
                Command::said(REASON, facts, ReexaminationReason { reason }),
                done,
            )
        }
        AnswerAction::AskExpert { subject, until } => {
            let done = t!(
                "answer-expertise",
                subject = named(&subject.subject),
                until = until.as_str()
            );
            let facts = ExpertiseAsked {
                programme: subject.programme,
                subject: subject.subject,
                until,
            };
            (Command::plain(facts), done)
        }
    })
}
