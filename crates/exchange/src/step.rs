//! What a file asks for, step by step.

use madang_programme::{Command, Role};

/// One command of a file.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which of the file's steps it is: given under this key it is recorded once, however often the file is read.
    pub key: String,
    /// What it is about, in words: `proposal "2"`.
    pub what: String,
    /// As what it is asked; in whose name is for the caller to say.
    pub role: Role,
    /// The line that asks for it, from 1; 0 where the whole file does.
    pub line: u64,
    /// What is asked.
    pub command: Command,
}

impl Step {
    /// A step of an official.
    pub(crate) fn official(line: u64, what: String, key: String, command: Command) -> Step {
        Step {
            key,
            what,
            role: Role::Official,
            line,
            command,
        }
    }

    /// A step of a registrar, who hands in ballots.
    pub(crate) fn registrar(line: u64, what: String, key: String, command: Command) -> Step {
        Step {
            role: Role::Registrar,
            ..Step::official(line, what, key, command)
        }
    }
}
