//! The log as far as the entries tell.

use madang_words::{
    Text, check_identifier, check_partial_date, check_strict_identifier,
    check_strict_identifier_before_4, check_strict_identifier_before_8, check_title,
};

use super::operator_named::OperatorNamed;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The log's part of the state: nothing before its first entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Log(Option<LogState>);

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogState {
    /// Origin line of its checkpoints.
    pub origin: String,
    /// Keys in order, each with the entry from which it signs.
    pub keys: Vec<(u64, String)>,
    /// The version of the rules that it is held to now.
    pub rules: u32,
    /// Who runs it, where they have said so.
    pub operator: Option<OperatorState>,
}

/// What whoever runs the log says of themselves, as it counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorState {
    /// The entry that says it.
    pub entry: u64,
    /// The time of that entry.
    pub at: String,
    /// How many statements there have been, this one too.
    pub statements: u64,
    /// What it says for good.
    pub facts: OperatorNamed,
}

impl LogState {
    /// The key in force for a checkpoint over `size` entries.
    pub fn key_at(&self, size: u64) -> Option<&str> {
        self.keys
            .iter()
            .rev()
            .find(|(entry, _)| *entry < size)
            .map(|(_, key)| key.as_str())
    }
}

impl State {
    /// The log's origin and keys; `None` before its first entry.
    pub fn log(&self) -> Option<&LogState> {
        self.log.0.as_ref()
    }

    /// The version of the rules that the next entry is held to: 1 unless the record says otherwise.
    pub fn rules(&self) -> u32 {
        self.log().map_or(1, |log| log.rules)
    }

    pub(super) fn adopt_rules(&mut self, rules: u32) -> Checked {
        self.log.0.as_mut().ok_or_else(not_begun)?.rules = rules;
        Ok(())
    }

    /// Checks an identifier that people outside chose, as strictly as the record's rules are.
    pub(crate) fn check_identifier(&self, field: &'static str, id: &str) -> Checked {
        match self.rules() {
            1 => check_identifier(field, id)?,
            2 | 3 => check_strict_identifier_before_4(field, id)?,
            4..=7 => check_strict_identifier_before_8(field, id)?,
            _ => check_strict_identifier(field, id)?,
        }
        Ok(())
    }

    /// Checks a date as far as a source gives it; of the rules of before nobody did.
    pub(crate) fn check_source_date(&self, field: &'static str, date: Option<&str>) -> Checked {
        match (self.rules(), date) {
            (1, _) | (_, None) => Ok(()),
            (_, Some(date)) => Ok(check_partial_date(field, date)?),
        }
    }

    /// Checks a title or a name that facts give: from these rules on nothing is hidden in it, as in those of contents.
    pub(crate) fn check_title_from(
        &self,
        rules: u32,
        field: &'static str,
        title: &Text,
        most: usize,
    ) -> Checked {
        title.check(field, most)?;
        if self.rules() >= rules {
            for words in title.0.values() {
                check_title(field, words)?;
            }
        }
        Ok(())
    }

    /// The same from rules 6 on.
    pub(crate) fn check_title(&self, field: &'static str, title: &Text, most: usize) -> Checked {
        self.check_title_from(6, field, title, most)
    }

    /// Checks words that may be missing; of the rules before 6 nobody did.
    pub(crate) fn check_words(
        &self,
        field: &'static str,
        words: Option<&Text>,
        most: usize,
    ) -> Checked {
        match (self.rules(), words) {
            (..=5, _) | (_, None) => Ok(()),
            (_, Some(words)) => Ok(words.check(field, most)?),
        }
    }

    /// The log, or the violation that it has not begun.
    pub(super) fn begun_log(&self) -> Result<&LogState, Violation> {
        self.log().ok_or_else(not_begun)
    }

    pub(super) fn begin_log(&mut self, origin: &str, key: &str, entry: u64) -> Checked {
        if self.log.0.is_some() {
            return Err(Violation::out_of_turn(said!("log-begun-already")));
        }
        self.log.0 = Some(LogState {
            origin: origin.to_owned(),
            keys: vec![(entry, key.to_owned())],
            rules: 1,
            operator: None,
        });
        Ok(())
    }

    pub(super) fn name_operator(&mut self, facts: OperatorNamed, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let log = self.log.0.as_mut().ok_or_else(not_begun)?;
        let before = log.operator.as_ref().map_or(0, |said| said.statements);
        log.operator = Some(OperatorState {
            entry,
            at,
            statements: before + 1,
            facts,
        });
        Ok(())
    }

    pub(super) fn rotate_key(&mut self, key: &str, entry: u64) -> Checked {
        let log = self.log.0.as_mut().ok_or_else(not_begun)?;
        log.keys.push((entry, key.to_owned()));
        Ok(())
    }
}

fn not_begun() -> Violation {
    Violation::out_of_turn(said!("log-not-begun"))
}

#[cfg(test)]
impl State {
    /// A record that is held to these rules, also to such as this version does not let a record adopt yet.
    pub(crate) fn held_to(rules: u32) -> State {
        let mut state = State::default();
        state.log.0 = Some(LogState {
            origin: "example.org/log".to_owned(),
            keys: vec![],
            rules,
            operator: None,
        });
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::RULES;

    #[test]
    fn identifiers_are_asked_what_the_rules_of_their_record_ask() {
        // The last rules that take it.
        for (id, last) in [
            ("46", RULES),
            ("a,b", 1),
            ("c\u{3164}", 1),
            ("c\u{2800}", 3),
            ("a|b", 7),
            ("a/b", 0),
        ] {
            for rules in 1..=RULES {
                let checked = State::held_to(rules).check_identifier("id", id);
                assert_eq!(checked.is_ok(), rules <= last, "{id:?} under rules {rules}");
            }
        }
    }
}
