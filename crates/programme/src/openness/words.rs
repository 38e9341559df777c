//! Whether personal data stand in public words: C20. The state knows no words, so whoever has the contents lints them, and brings
//! what was found.

use madang_words::{PersonalNumber, has_mail, personal_number};
use serde::Serialize;
use serde_json::Value;

use crate::contents::ContentRule;
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;

/// Digits of the shortest number that is looked for.
const FEWEST_DIGITS: usize = 10;

/// What words seem to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// An address of electronic mail.
    Mail,
    /// A Korean mobile telephone number.
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

/// Whether a content of that rule is looked through: what people wrote for all to read.
pub fn lints(rule: &ContentRule) -> bool {
    !rule.sealed && !rule.lasting
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
        Value::Object(members) => members.values().filter_map(lint).max(),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Finds what is in public words of a programme; where nothing is, that is one finding.
pub(super) fn find(moment: &Moment<'_>, linted: &[Linted], found: &mut dyn FnMut(Finding)) {
    let mut own = linted
        .iter()
        .filter(|linted| linted.programme == moment.programme)
        .peekable();
    if own.peek().is_none() {
        found(Finding {
            check: Check::C20,
            programme: moment.programme.to_owned(),
            subject: format!("programme:{}", moment.programme),
            status: Status::Held,
            due: None,
            done: None,
            late: 0,
            entries: Vec::new(),
        });
    }
    let calendar = moment.of.calendar(None);
    for linted in own {
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
            held(json!({"text": {"ko": "버스가 일찍 끊깁니다 02-123-4567"}})),
            None
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
