//! Voices from a table: what people said elsewhere, one row each.

mod table;

use std::collections::BTreeSet;
use std::fmt;

use madang_programme::voices::{ReceiveVoice, VoiceReceived, VoiceText, code::Code};
use madang_programme::{Ask, Command};
use madang_record::hash::sha256;
use madang_record::to_canonical;
use madang_words::{Text, has_mail, personal_number, quoted};

use crate::places::Places;
use crate::source::At;
use crate::step::{Step, Thing};
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
    places: Places,
}

/// What rows without an identifier are known by.
#[derive(Clone)]
pub struct RowKeys {
    secret: [u8; 32],
    wave: Option<String>,
}

impl fmt::Debug for RowKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowKeys")
    }
}

impl RowKeys {
    /// Those made with a secret of the data directory, which is kept: a file that is read again is known by it, and nobody else can
    /// guess from a database what was said. Who has both could: a key goes with the words that it is made of.
    pub fn with_secret(secret: [u8; 32]) -> RowKeys {
        RowKeys { secret, wave: None }
    }

    /// The same for another gathering: the same words were said by others there.
    #[must_use]
    pub fn in_wave(self, wave: Option<String>) -> RowKeys {
        RowKeys { wave, ..self }
    }

    /// The key of a row: 32 hex digits. One outside any wave is known as it was before there were waves.
    fn of(&self, row: &[u8]) -> String {
        let mut bytes = [&self.secret, row].concat();
        if let Some(wave) = &self.wave {
            // Between the two stood how many identical rows came before, while each of them was a voice.
            bytes.extend(format!("\n0\n{wave}").bytes());
        }
        let mut hex = sha256(&bytes).to_hex();
        hex.truncate(32);
        hex
    }
}

impl Voices {
    /// The steps that receive the voices in `programme` of the log `origin`. A row is known by its identifier; where it has none, by
    /// what it says. Of identical ones the first counts, in a file and in a wave, so that a file that is read again adds nothing.
    pub fn steps(&self, programme: &str, origin: &str, keys: &RowKeys) -> Vec<Step> {
        let repeated: BTreeSet<u64> = self.repeated().into_iter().collect();
        let counted = self.voices.iter().filter(|at| !repeated.contains(&at.line));
        let steps = counted.map(|at| {
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
            let group = facts.group.clone().map(|id| (Thing::Group, id));
            let audience = facts.audience.clone().map(|id| (Thing::Audience, id));
            let named = [(Thing::Institution, facts.institution.clone())];
            let named = named.into_iter().chain(group).chain(audience);
            let names: Vec<_> = named.collect();
            let ask = ReceiveVoice {
                facts,
                text,
                files: Vec::new(),
            };
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
            let step = Step {
                key_of_words: makes.is_none(),
                makes,
                ..Step::official(at.line, what, key, Command::from(ask))
            };
            step.at(&voice.places).naming(programme, names)
        });
        steps.collect()
    }

    /// The lines that say, of no voice by its identifier, what an earlier line says to the letter: they are passed over.
    pub fn repeated(&self) -> Vec<u64> {
        let mut seen = BTreeSet::new();
        let rows = self.voices.iter().filter(|at| at.value.facts.id.is_empty());
        let rows = rows.filter(|at| {
            let Voice {
                facts, code, text, ..
            } = &at.value;
            let code = code.as_ref().map(Code::to_string);
            // What has no canonical form is refused when it is tried.
            let row = to_canonical(&(facts, code, text));
            row.is_ok_and(|row| !seen.insert(row))
        });
        rows.map(|at| at.line).collect()
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
