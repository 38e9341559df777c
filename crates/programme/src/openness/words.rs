//! Whether personal data stand in public words: C20. The state knows no words, so whoever has the contents lints them, and brings
//! what was found.

use madang_words::{PersonalNumber, has_mail, personal_number};
use serde::Serialize;
use serde_json::Value;

use crate::contents::ContentRule;
use crate::event::Event;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::subject::SubjectKind;
use crate::votes;

/// Digits of the shortest number that is looked for.
const FEWEST_DIGITS: usize = 9;

/// What words seem to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// An address of electronic mail.
    Mail,
    /// A Korean telephone number.
    Phone,
    /// A Korean resident registration number.
    Resident,
}

impl PersonalData {
    /// Its name in databases and reports.
    pub fn name(self) -> &'static str {
        match self {
            PersonalData::Mail => "mail",
            PersonalData::Phone => "phone",
            PersonalData::Resident => "resident",
        }
    }
}

/// A public content in which something was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linted {
    /// The programme.
    pub programme: String,
    /// The entry.
    pub entry: u64,
    /// The content's name in it.
    pub name: String,
    /// The entry's subject.
    pub subject: String,
    /// When the content came on record, UTC.
    pub at: String,
}

/// Whether what a content has under that name was computed: nobody wrote it, and nobody reads it.
pub fn is_computed(name: &str) -> bool {
    matches!(name, "hash" | "salt")
}

/// Whether a content of that rule is looked through: what people wrote for all to read.
pub fn lints(rule: &ContentRule) -> bool {
    !rule.sealed && !rule.lasting && rule.only.is_empty()
}

/// The same of a content as it stands on record, canonical JSON: most hold nothing that could be any of it, and are not read.
///
/// # Errors
/// What is no JSON.
pub fn lint_bytes(content: &[u8]) -> Result<Option<PersonalData>, serde_json::Error> {
    let digits = content.iter().filter(|byte| byte.is_ascii_digit()).count();
    // Full-width letters begin with this byte.
    let may_hold =
        digits >= FEWEST_DIGITS || content.iter().any(|byte| matches!(byte, b'@' | 0xef));
    match may_hold {
        true => Ok(lint(&serde_json::from_slice(content)?)),
        false => Ok(None),
    }
}

/// What the texts of a content seem to hold, the gravest alone.
pub fn lint(content: &Value) -> Option<PersonalData> {
    match content {
        Value::String(text) => match personal_number(text) {
            Some(PersonalNumber::Resident) => Some(PersonalData::Resident),
            Some(PersonalNumber::Phone) => Some(PersonalData::Phone),
            None => has_mail(text).then_some(PersonalData::Mail),
        },
        Value::Array(items) => items.iter().filter_map(lint).max(),
        Value::Object(members) => {
            // Digits of a hash are nobody's number.
            let written = members.iter().filter(|(name, _)| !is_computed(name));
            written.filter_map(|(_, value)| lint(value)).max()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// What the facts of an entry seem to hold: identifiers and addresses that people wrote. Nothing can erase them. The operator's
/// addresses are public on purpose, as is how an office is reached that answers
/// questions, and of ballots the facts are random names.
pub fn lint_facts(event: &Event) -> Option<PersonalData> {
    match event {
        Event::Log(_) | Event::Votes(votes::Event::BallotCast(_)) => None,
        event => {
            let mut facts = event.facts().ok()?;
            // An office is named so that people reach it.
            if let (Event::Consultations(_), Some(Value::Object(plan))) =
                (event, facts.get_mut("plan"))
            {
                plan.remove("contact");
            }
            lint(&Value::Object(facts))
        }
    }
}

/// Finds what is in public words of a programme, of which all of `linted` are; where nothing is, that is one finding.
pub(super) fn find(moment: &Moment<'_>, linted: &[&Linted], found: &mut dyn FnMut(Finding)) {
    if linted.is_empty() {
        found(Finding {
            check: Check::C20,
            programme: moment.programme.to_owned(),
            subject: SubjectKind::Programme.whole(moment.programme),
            institution: None,
            duty: None,
            by_waiver: false,
            status: Status::Held,
            due: None,
            done: None,
            late: 0,
            entries: Vec::new(),
        });
    }
    let calendar = moment.of.calendar(None);
    for linted in linted {
        let period = moment.of.periods(linted.entry).personal_data;
        let due = calendar.next_working(period.after(moment.day(&linted.at)));
        found(Finding::by_day(
            (Check::C20, moment.programme),
            linted.subject.clone(),
            (due, None, moment.today),
            vec![linted.entry],
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_looked_through_wherever_they_stand() {
        let held = |content: Value| lint(&content);
        assert_eq!(
            held(json!({"text": {"ko": "버스가 일찍 끊깁니다 2026-11-30"}})),
            None
        );
        // Nobody can tell from a number whose telephone it is that stands in a house.
        assert_eq!(
            held(json!({"text": {"ko": "버스가 일찍 끊깁니다 02-123-4567"}})),
            Some(PersonalData::Phone)
        );
        assert_eq!(
            held(json!({"text": {"ko": "연락 010-1234-5678"}})),
            Some(PersonalData::Phone)
        );
        assert_eq!(
            held(json!({"a": [{"b": "jane@example.org"}, "900101-1234567"]})),
            Some(PersonalData::Resident)
        );
        assert_eq!(
            held(json!({"a": ["x@example.org"]})),
            Some(PersonalData::Mail)
        );
        for text in [
            "버스 12번",
            "011-123-4567",
            "02-123-4567",
            "０２－１２３－４５６７",
            "０１０－１２３４－５６７８",
            "x＠example.org",
            "a@b.kr",
        ] {
            let content = json!({"text": {"ko": text}});
            let bytes = content.to_string().into_bytes();
            assert_eq!(lint_bytes(&bytes).ok(), Some(lint(&content)), "{text}");
        }
        assert!(lint_bytes(b"@").is_err());
    }
}
