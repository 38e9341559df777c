//! Which bodies an entry of a kind carries, and what they say.

use serde_json::Value;

use crate::event::Event;
use crate::event::commitment::{CommitmentText, ReviewText};
use crate::event::organisation::Person;
use crate::event::programme::ProgrammeText;
use crate::event::proposal::ProposalText;
use crate::event::vote::{BallotContent, ScoresContent};
use crate::selection::{ANALYSIS, OUTCOME};
use crate::text::{Text, check_identifier};
use crate::violation::Violation;

/// The body that holds an entry's words.
pub const TEXT: &str = "text";
/// The body that holds a ballot's choices.
pub const BALLOT: &str = "ballot";
/// The body that holds a member's scores.
pub const SCORES: &str = "scores";
/// The body that says who a member is.
pub const PERSON: &str = "person";

/// A body that an entry of a kind may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyRule {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is sealed until the vote that the entry is about is opened; else it is public or restricted.
    pub sealed: bool,
}

const REQUIRED_TEXT: &[BodyRule] = &[BodyRule {
    name: TEXT,
    required: true,
    sealed: false,
}];
const REQUIRED_BALLOT: &[BodyRule] = &[BodyRule {
    name: BALLOT,
    required: true,
    sealed: true,
}];
const REQUIRED_SCORES: &[BodyRule] = &[BodyRule {
    name: SCORES,
    required: true,
    sealed: true,
}];
const REQUIRED_OUTCOME: &[BodyRule] = &[
    BodyRule {
        name: OUTCOME,
        required: true,
        sealed: false,
    },
    BodyRule {
        name: ANALYSIS,
        required: true,
        sealed: false,
    },
];
const OPTIONAL_PERSON: &[BodyRule] = &[BodyRule {
    name: PERSON,
    required: false,
    sealed: false,
}];

/// The bodies that an entry with this event may or must carry.
pub fn rules(event: &Event) -> &'static [BodyRule] {
    match event {
        Event::CommitmentRecorded(_)
        | Event::ReviewRecorded(_)
        | Event::ProgrammeCreated(_)
        | Event::ProposalSubmitted(_) => REQUIRED_TEXT,
        Event::BallotCast(_) => REQUIRED_BALLOT,
        Event::ScoresSubmitted(_) => REQUIRED_SCORES,
        Event::SelectionPublished(_) => REQUIRED_OUTCOME,
        Event::MemberAppointed(_) => OPTIONAL_PERSON,
        _ => &[],
    }
}

/// Checks what a body says against the shape that its event asks for. The server asks before it commits to a body; a
/// reader of the record need not, since the hash fixes what was said.
///
/// # Errors
/// Names the field and what is wrong with it.
pub fn check_content(event: &Event, name: &str, content: &Value) -> Result<(), Violation> {
    match (event, name) {
        (Event::CommitmentRecorded(_), TEXT) => read::<CommitmentText>(name, content).map(drop),
        (Event::ReviewRecorded(_), TEXT) => read::<ReviewText>(name, content).map(drop),
        (Event::ProgrammeCreated(_), TEXT) => {
            let text: ProgrammeText = read(name, content)?;
            text.title.check("title", 200)?;
            text.summary.check("summary", 5000)
        }
        (Event::ProposalSubmitted(_), TEXT) => {
            let text: ProposalText = read(name, content)?;
            text.title.check("title", 400)?;
            check_optional("summary", text.summary.as_ref(), 10_000)?;
            check_optional("proposer", text.proposer.as_ref(), 400)
        }
        (Event::BallotCast(_), BALLOT) => {
            let ballot: BallotContent = read(name, content)?;
            // A choice may be of no project of the vote: its rule says what becomes of it. It is never anything else.
            for choice in &ballot.choices {
                check_identifier("choices", choice)?;
            }
            match &ballot.points {
                Some(points) if points.len() != ballot.choices.len() => Err(Violation::field(
                    "points",
                    format!(
                        "has {} numbers for {} choices",
                        points.len(),
                        ballot.choices.len()
                    ),
                )),
                _ => Ok(()),
            }
        }
        (Event::ScoresSubmitted(_), SCORES) => read::<ScoresContent>(name, content).map(drop),
        (Event::MemberAppointed(_), PERSON) => {
            let person: Person = read(name, content)?;
            person.post.check("post", 400)
        }
        (Event::SelectionPublished(_), OUTCOME | ANALYSIS) => Ok(()),
        _ => Err(Violation::field(
            "bodies",
            format!("an entry of the kind {} has no body {name:?}", event.kind()),
        )),
    }
}

fn check_optional(field: &'static str, text: Option<&Text>, max: usize) -> Result<(), Violation> {
    text.map_or(Ok(()), |text| text.check(field, max))
}

fn read<T: serde::de::DeserializeOwned>(name: &str, content: &Value) -> Result<T, Violation> {
    T::deserialize(content).map_err(|error| Violation::field(name, error.to_string()))
}
