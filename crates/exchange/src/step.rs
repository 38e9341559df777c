//! What a file asks for, step by step.

use madang_programme::programmes::ProgrammeState;
use madang_programme::votes::check_scored;
use madang_programme::{Command, Role, State, Violation};
use madang_words::{Said, quoted};

use crate::mistake::Column;
use crate::places::Places;
use crate::words::said;

/// One command of a file.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which of the file's steps it is: given under this key it is recorded once, however often the file is read.
    pub key: String,
    /// Whether the key is made of the words that the step brings: who erases those has it forgotten.
    pub key_of_words: bool,
    /// What it is about, in words: `proposal "2"`.
    pub what: Said,
    /// What it brings, as [`Violation::Unknown`] names it, with its identifier: what rests on that cannot be where it is refused.
    pub makes: Option<(&'static str, String)>,
    /// What it names that has to be there: where it is refused, all that is wanting is told.
    pub names: Vec<Named>,
    /// As what it is asked; in whose name is for the caller to say.
    pub role: Role,
    /// The line that asks for it, from 1; 0 where the whole file does.
    pub line: u64,
    /// Where its values stand, where the file is one of fields.
    pub places: Places,
    /// Identifiers that the record writes otherwise, each as the record and as the file has it.
    pub written: Vec<(String, String)>,
    /// What is asked.
    pub command: Command,
    /// Whose ballot it casts: the voter's pseudonym.
    pub voter: Option<String>,
}

/// A thing that a step names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    programme: String,
    thing: Thing,
    id: String,
}

/// What can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Audience,
    Body,
    /// A candidate of a vote.
    CandidateOf(String),
    Group,
    Institution,
    Proposal,
    Voice,
}

impl Named {
    /// Why it is not what the step takes it for, where it is not.
    pub fn wanting(&self, state: &State) -> Option<Violation> {
        let (programme, id) = (&self.programme, &self.id);
        let in_programme = |kind, holds: fn(&ProgrammeState, &str) -> bool| {
            let of = state.programme(programme)?;
            match holds(of, id) {
                true => Ok(()),
                false => Err(Violation::unknown(kind, id)),
            }
        };
        let known = match &self.thing {
            Thing::Audience => in_programme("audience", |of, id| of.audiences.contains_key(id)),
            Thing::Body => state.body(programme, id).map(drop),
            Thing::CandidateOf(vote) => check_scored(state, programme, vote, id),
            Thing::Group => in_programme("group", |of, id| of.groups.contains_key(id)),
            Thing::Institution => state.institution(programme, id).map(drop),
            Thing::Proposal => state.proposal(programme, id).map(drop),
            Thing::Voice => state.voice(programme, id).map(drop),
        };
        known.err()
    }
}

impl Step {
    /// A step of an official.
    pub(crate) fn official(line: u64, what: Said, key: String, command: Command) -> Step {
        Step {
            key,
            key_of_words: false,
            what,
            makes: None,
            names: Vec::new(),
            role: Role::Official,
            line,
            places: Places::default(),
            written: Vec::new(),
            command,
            voter: None,
        }
    }

    /// A step of an official that brings a thing, about which it is.
    pub(crate) fn making(
        line: u64,
        (kind, id): (&'static str, &str),
        key: String,
        command: Command,
    ) -> Step {
        Step {
            makes: Some((kind, id.to_owned())),
            ..Step::official(line, brought(kind, id), key, command)
        }
    }

    /// A step of a registrar, who hands in the ballot of a voter.
    pub(crate) fn registrar(
        line: u64,
        what: Said,
        key: String,
        voter: String,
        command: Command,
    ) -> Step {
        Step {
            role: Role::Registrar,
            voter: Some(voter),
            ..Step::official(line, what, key, command)
        }
    }

    /// The same with the places of its values.
    #[must_use]
    pub(crate) fn at(self, places: &Places) -> Step {
        Step {
            places: places.clone(),
            ..self
        }
    }

    /// The same with what it names of a programme, by kind and identifier.
    #[must_use]
    pub(crate) fn naming(
        mut self,
        programme: &str,
        names: impl IntoIterator<Item = (Thing, String)>,
    ) -> Step {
        self.names
            .extend(names.into_iter().map(|(thing, id)| Named {
                programme: programme.to_owned(),
                thing,
                id,
            }));
        self
    }

    /// The same with the candidates of a vote that it gives scores to.
    #[must_use]
    pub(crate) fn scoring(
        mut self,
        programme: &str,
        vote: &str,
        candidates: impl IntoIterator<Item = String>,
    ) -> Step {
        self.names.extend(candidates.into_iter().map(|id| Named {
            programme: programme.to_owned(),
            thing: Thing::CandidateOf(vote.to_owned()),
            id,
        }));
        self
    }

    /// The same whose identifiers the record writes otherwise than the file.
    #[must_use]
    pub(crate) fn written(mut self, pairs: impl IntoIterator<Item = (String, String)>) -> Step {
        let other = pairs.into_iter().filter(|(record, file)| record != file);
        self.written.extend(other);
        self
    }

    /// Line and column of what is wrong with it; 0 where the file, and no column where the line, as a whole is.
    pub fn place_of(&self, violation: &Violation) -> (u64, Column) {
        self.places
            .of(violation)
            .unwrap_or((self.line, Column::Whole))
    }

    /// Words about it, with identifiers as the file writes them.
    pub fn in_its_words(&self, words: &str) -> String {
        as_written(words, &self.written)
    }
}

/// A thing that a step brings, by its kind and identifier.
fn brought(kind: &str, id: &str) -> Said {
    let id = quoted(id);
    match kind {
        "action plan" => said!("step-action-plan", id = id),
        "audience" => said!("step-audience", id = id),
        "body" => said!("step-body", id = id),
        "commitment" => said!("step-commitment", id = id),
        "group" => said!("step-group", id = id),
        "institution" => said!("step-institution", id = id),
        "milestone" => said!("step-milestone", id = id),
        "need" => said!("step-need", id = id),
        "programme" => said!("step-programme", id = id),
        "proposal" => said!("step-proposal", id = id),
        "selection rule" => said!("step-selection-rule", id = id),
        "vote" => said!("step-vote", id = id),
        kind => said!("step-other", kind = kind, id = id),
    }
}

/// Words with the quoted identifiers in them as a file writes them; `written` has those of the record first.
pub fn as_written(words: &str, written: &[(String, String)]) -> String {
    let quoted = |id: &str| format!("{id:?}");
    let mut words = words.to_owned();
    for (record, file) in written {
        words = words.replace(&quoted(record), &quoted(file));
    }
    words
}
