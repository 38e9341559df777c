//! What a file asks for, step by step.

use madang_programme::{Command, Role, Violation};
use madang_words::{Said, quoted};

use crate::places::Places;
use crate::words::said;

/// One command of a file.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which of the file's steps it is: given under this key it is recorded once, however often the file is read.
    pub key: String,
    /// What it is about, in words: `proposal "2"`.
    pub what: Said,
    /// What it brings, as [`Violation::Unknown`] names it, with its identifier: what rests on that cannot be where it is refused.
    pub makes: Option<(&'static str, String)>,
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

impl Step {
    /// A step of an official.
    pub(crate) fn official(line: u64, what: Said, key: String, command: Command) -> Step {
        Step {
            key,
            what,
            makes: None,
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

    /// The same whose identifiers the record writes otherwise than the file.
    #[must_use]
    pub(crate) fn written(mut self, pairs: impl IntoIterator<Item = (String, String)>) -> Step {
        let other = pairs.into_iter().filter(|(record, file)| record != file);
        self.written.extend(other);
        self
    }

    /// Line and column of what is wrong with it, each from 1; 0 where the file, or the line, as a whole is.
    pub fn place_of(&self, violation: &Violation) -> (u64, u64) {
        self.places.of(violation).unwrap_or((self.line, 0))
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
