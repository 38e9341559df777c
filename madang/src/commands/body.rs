//! `madang body`: who sits on the bodies of a programme.

use anyhow::Result;
use clap::ValueEnum;
use madang_programme::Command;
use madang_programme::bodies::{AppointMember, MemberAppointed, MemberClass, MemberLeft};

use super::acting::{ActorArguments, act, open, words};
use crate::data::DataArguments;

/// Change who sits on a body of a programme
#[derive(Debug, clap::Args)]
pub struct BodyCommand {
    #[command(subcommand)]
    action: BodyAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum BodyAction {
    /// Appoint, replace or dismiss a member
    Member {
        #[command(subcommand)]
        action: MemberAction,
    },
}

#[derive(Debug, clap::Subcommand)]
enum MemberAction {
    /// Appoint a member; a table of many goes by `madang import members.csv`
    Appoint {
        #[command(flatten)]
        body: BodyArguments,
        #[command(flatten)]
        seat: SeatArguments,
        /// Identifier of the new member in the body, such as member-13
        #[arg(value_name = "MEMBER")]
        member: String,
    },
    /// A member leaves, and another comes in the same transaction
    Replace {
        #[command(flatten)]
        body: BodyArguments,
        /// Who leaves
        #[arg(value_name = "MEMBER")]
        member: String,
        /// Identifier of who comes
        #[arg(long, value_name = "MEMBER")]
        by: String,
        #[command(flatten)]
        seat: SeatArguments,
    },
    /// A member leaves
    Leave {
        #[command(flatten)]
        body: BodyArguments,
        /// Who leaves
        #[arg(value_name = "MEMBER")]
        member: String,
    },
}

#[derive(Debug, clap::Args)]
struct BodyArguments {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The body
    #[arg(value_name = "BODY")]
    body: String,
}

#[derive(Debug, clap::Args)]
struct SeatArguments {
    /// What the member is there as
    #[arg(long, value_enum, value_name = "CLASS")]
    class: ClassName,
    /// Post or role, in a language: en="…" or ko="…"; once for each language; never a private person's name
    #[arg(long = "post", value_name = "LANGUAGE=TEXT", required = true)]
    posts: Vec<String>,
    /// Interests that the member declared, in a language
    #[arg(long = "interests", value_name = "LANGUAGE=TEXT")]
    interests: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClassName {
    Official,
    Expert,
    Designer,
    Citizen,
}

impl From<ClassName> for MemberClass {
    fn from(name: ClassName) -> MemberClass {
        match name {
            ClassName::Official => MemberClass::Official,
            ClassName::Expert => MemberClass::Expert,
            ClassName::Designer => MemberClass::Designer,
            ClassName::Citizen => MemberClass::Citizen,
        }
    }
}

impl BodyArguments {
    fn left(&self, member: &str) -> Command {
        Command::plain(MemberLeft {
            programme: self.programme.clone(),
            body: self.body.clone(),
            member: member.to_owned(),
        })
    }

    fn appointed(&self, member: &str, seat: &SeatArguments) -> Result<Command> {
        let interests = match seat.interests.is_empty() {
            true => None,
            false => Some(words("--interests", &seat.interests)?),
        };
        let post = words("--post", &seat.posts)?;
        let facts = MemberAppointed {
            programme: self.programme.clone(),
            body: self.body.clone(),
            member: member.to_owned(),
            class: seat.class.into(),
        };
        Ok(AppointMember::under_post(facts, post, interests).into())
    }
}

impl BodyCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let BodyAction::Member { action } = self.action;
        let (commands, done) = match action {
            MemberAction::Appoint { body, seat, member } => (
                vec![body.appointed(&member, &seat)?],
                t!("acts-sits", member = member, body = body.body),
            ),
            MemberAction::Replace {
                body,
                member,
                by,
                seat,
            } => (
                vec![body.left(&member), body.appointed(&by, &seat)?],
                t!("acts-replaced", member = member, body = body.body, by = by),
            ),
            MemberAction::Leave { body, member } => (
                vec![body.left(&member)],
                t!("acts-left", member = member, body = body.body),
            ),
        };
        let (_, store) = open(data).await?;
        act(&store, self.actor.official()?, commands, &done).await?;
        store.close().await;
        Ok(())
    }
}
