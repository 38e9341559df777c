//! A voice is received.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::violation::{Violation, absent};
use crate::words::said;

/// The longest text of a voice, in characters.
pub const MOST_TEXT: usize = 10_000;

/// The longest address of a source.
const MOST_SOURCE: usize = 400;

/// What somebody said was received. The words are in the content `text`; who said them stands nowhere, but for the pseudonym
/// of a participant who spoke on the portal: whoever enters the voice of another is never its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceReceived {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// How it came.
    pub channel: Channel,
    /// The institution that is to answer.
    pub institution: String,
    /// The service group that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The audience in that group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Where it comes from, at most a province: ISO 3166-2, `KR-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The consultation where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<String>,
    /// What the record has of the code on the slip of whoever said it: 32 hex digits ([`super::code::Code::receipt`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The address of what was published before: a petition, an article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How a voice came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// On the portal.
    Portal,
    /// In a consultation.
    Consultation,
    /// On a card of a workshop.
    Card,
    /// On paper.
    Paper,
    /// By telephone.
    Phone,
    /// In a petition.
    Petition,
    /// In the media.
    Media,
    /// In the free text of a survey.
    Survey,
    /// As feedback on a service.
    ServiceFeedback,
}

impl Channel {
    /// Every channel there is.
    pub const ALL: [Channel; 9] = [
        Channel::Portal,
        Channel::Consultation,
        Channel::Card,
        Channel::Paper,
        Channel::Phone,
        Channel::Petition,
        Channel::Media,
        Channel::Survey,
        Channel::ServiceFeedback,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Channel::Portal => "portal",
            Channel::Consultation => "consultation",
            Channel::Card => "card",
            Channel::Paper => "paper",
            Channel::Phone => "phone",
            Channel::Petition => "petition",
            Channel::Media => "media",
            Channel::Survey => "survey",
            Channel::ServiceFeedback => "service_feedback",
        }
    }

    /// The channel of that name.
    pub fn named(name: &str) -> Option<Channel> {
        Channel::ALL
            .into_iter()
            .find(|channel| channel.name() == name)
    }

    /// Whether whoever speaks so has nothing but a slip to come back with.
    pub fn needs_receipt(self) -> bool {
        match self {
            Channel::Card | Channel::Paper | Channel::Phone => true,
            Channel::Portal
            | Channel::Consultation
            | Channel::Petition
            | Channel::Media
            | Channel::Survey
            | Channel::ServiceFeedback => false,
        }
    }

    /// Whether a participant speaks so; what comes otherwise is entered by somebody else.
    pub fn is_ones_own(self) -> bool {
        match self {
            Channel::Portal
            | Channel::Consultation
            | Channel::Survey
            | Channel::ServiceFeedback => true,
            Channel::Card
            | Channel::Paper
            | Channel::Phone
            | Channel::Petition
            | Channel::Media => false,
        }
    }
}

/// The content `text` of a voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceText {
    /// What was said.
    pub text: Text,
}

impl Content for VoiceText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_TEXT)?)
    }
}

/// Asks to receive a voice. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct ReceiveVoice {
    /// The facts; the identifier may be empty.
    pub facts: VoiceReceived,
    /// The words.
    pub text: VoiceText,
}

impl Ask for ReceiveVoice {
    fn name(&self) -> &'static str {
        VoiceReceived::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_voice(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }
}

impl Fact for VoiceReceived {
    const KIND: &'static str = "voice.received/1";
    const ASKED: &'static str = "receive_voice";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator, Role::Participant];
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VoiceText>(TEXT).searched()];

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            format!("voice:{}/{}", self.programme, self.id),
            vec![
                Relation::Programme.to(state.programme(&self.programme)?.entry),
                Relation::Institution.to(state.institution(&self.programme, &self.institution)?),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        state.institution(&self.programme, &self.institution)?;
        let audience = self.audience.as_slice();
        programme.check_served(self.group.as_deref(), audience)?;
        if let Some(region) = &self.region {
            check_region(region)?;
        }
        if let Some(consultation) = &self.consultation {
            return Err(Violation::unknown("consultation", consultation));
        }
        if let Some(source) = &self.source {
            check_address("source", source)?;
        }
        if by.actor.role == Role::Participant && !self.channel.is_ones_own() {
            return Err(Violation::field(
                "channel",
                said!("voice-channel-not-own", channel = self.channel.name()),
            ));
        }
        match &self.receipt {
            Some(receipt) => check_receipt(receipt)?,
            None if self.channel.needs_receipt() => {
                return Err(Violation::field(
                    "receipt",
                    said!("voice-receipt-missing", channel = self.channel.name()),
                ));
            }
            None => {}
        }
        if let Some(known) = state.voice_of_receipt(&self.programme, self.receipt.as_deref()) {
            return Err(Violation::field(
                "receipt",
                said!("voice-receipt-taken", entry = known),
            ));
        }
        let known = state.voice(&self.programme, &self.id).ok();
        absent("voice", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_voice(self, entry)
    }
}

/// Checks a region: a subdivision of a country by ISO 3166-2, and nothing finer.
fn check_region(region: &str) -> Checked {
    let fits = region.split_once('-').is_some_and(|(country, part)| {
        madang_words::check_country(country).is_ok()
            && (1..=3).contains(&part.len())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    });
    if fits {
        return Ok(());
    }
    Err(Violation::field(
        "region",
        said!("voice-region", region = quoted(region)),
    ))
}

/// Checks what stands on record of a code.
fn check_receipt(receipt: &str) -> Checked {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if receipt.len() == 32 && receipt.bytes().all(hex) {
        return Ok(());
    }
    Err(Violation::field("receipt", said!("kernel-hex-32")))
}

/// Checks the address of a source.
pub(crate) fn check_address(field: &'static str, source: &str) -> Checked {
    let web = source.starts_with("https://") || source.starts_with("http://");
    let plain = source.bytes().all(|byte| byte.is_ascii_graphic());
    if web && plain && source.len() <= MOST_SOURCE {
        return Ok(());
    }
    Err(Violation::field(
        field,
        said!("voice-address", most = MOST_SOURCE),
    ))
}
