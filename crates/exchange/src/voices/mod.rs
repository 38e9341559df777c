//! Voices from a table: what people said elsewhere, one row each.

mod table;

use std::fmt;

use madang_programme::voices::{ReceiveVoice, VoiceReceived, VoiceText, code::Code};
use madang_programme::{Ask, Command};
use madang_record::hash::sha256;
use madang_record::to_canonical;
use madang_words::{Text, has_mail, personal_number, quoted};

use crate::source::At;
use crate::step::Step;
use crate::words::said;

/// The voices of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voices {
    /// The rows.
    pub voices: Vec<At<Voice>>,
}

/// A row. The facts lack the programme, and the receipt where a code is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    facts: VoiceReceived,
    code: Option<Code>,
    text: Text,
}

/// What rows without an identifier are known by: with it nobody can guess from a database what was said.
#[derive(Clone)]
pub struct RowKeys([u8; 32]);

impl fmt::Debug for RowKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowKeys")
    }
}

impl RowKeys {
    /// Those made with a secret of the data directory, which is kept: a file that is read again is known by it.
    pub fn with_secret(secret: [u8; 32]) -> RowKeys {
        RowKeys(secret)
    }

    /// The key of a row: 32 hex digits.
    fn of(&self, row: &[u8]) -> String {
        let mut hex = sha256(&[&self.0, row].concat()).to_hex();
        hex.truncate(32);
        hex
    }
}

impl Voices {
    /// The steps that receive the voices in `programme` of the log `origin`. A row is known by its identifier, and by its hash
    /// where it has none: of identical ones the first counts, and a file that is read again adds nothing.
    pub fn steps(&self, programme: &str, origin: &str, keys: &RowKeys) -> Vec<Step> {
        let steps = self.voices.iter().map(|at| {
            let voice = &at.value;
            let mut facts = VoiceReceived {
                programme: programme.to_owned(),
                ..voice.facts.clone()
            };
            if let Some(code) = &voice.code {
                facts.receipt = Some(code.receipt(origin, programme));
            }
            let text = VoiceText {
                text: voice.text.clone(),
            };
            let id = facts.id.clone();
            let ask = ReceiveVoice { facts, text };
            let what = match id.as_str() {
                "" => said!("step-voice-in-line", line = at.line),
                id => said!("step-voice", id = quoted(id)),
            };
            let key = match id.as_str() {
                "" => {
                    // What has no canonical form is refused when it is tried.
                    let row = to_canonical(&ask.content()).unwrap_or_default();
                    format!("voice/{programme}/row/{}", keys.of(&row))
                }
                id => format!("voice/{programme}/{id}"),
            };
            let makes = (!id.is_empty()).then_some(("voice", id));
            Step {
                makes,
                ..Step::official(at.line, what, key, Command::from(ask))
            }
        });
        steps.collect()
    }

    /// The lines whose words seem to hold an address, a telephone number or a resident registration number.
    pub fn personal(&self) -> Vec<u64> {
        let holds = |text: &Text| {
            let mut texts = text.0.values();
            texts.any(|text| has_mail(text) || personal_number(text).is_some())
        };
        let found = self.voices.iter().filter(|at| holds(&at.value.text));
        found.map(|at| at.line).collect()
    }
}
