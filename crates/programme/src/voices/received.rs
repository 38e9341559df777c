//! A voice is received.

use madang_words::{Text, check_no_login, check_part_of_country, quoted};
use serde::{Deserialize, Serialize};

use super::card::CardProof;
use super::file::{VoiceFile, check_files};
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Called, Change, How, read};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The longest text of a voice, in characters.
pub const MOST_TEXT: usize = 10_000;

/// The longest address of a source.
const MOST_SOURCE: usize = 400;

/// What somebody said was received. The words, and what files came with them, are in the content `text`; who said them stands nowhere, but for the pseudonym
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
    /// The service that it is about, of feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<SpokenOf>,
    /// What the record has of the code on the slip of whoever said it: 32 hex digits ([`super::code::Code::receipt`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// That the card on which it was said is one of those that were issued for the workshop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardProof>,
    /// The address of what was published before: a petition, an article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Which service somebody speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpokenOf {
    /// The service.
    pub id: String,
    /// The number of the version that they used; none while no version is released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
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

/// The content `text` of what is added to a voice, and the words of one that is about to be received.
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

/// The content `text` of a voice: what was said, in words and in files. It is one content, so that whoever hides or erases the
/// words hides and erases the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceWords {
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<VoiceFile>,
    /// What was said.
    pub text: Text,
}

impl Content for VoiceWords {
    fn check(&self, _rules: u32) -> Checked {
        self.text.check("text", MOST_TEXT)?;
        check_files(&self.files)
    }
}

/// Asks to receive a voice. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct ReceiveVoice {
    /// The facts; the identifier may be empty.
    pub facts: VoiceReceived,
    /// The words.
    pub text: VoiceText,
    /// The files that came with them; their bytes are kept before.
    pub files: Vec<VoiceFile>,
}

/// What a command is compared by: one without files is what it was before there were any, so that whoever asks again what they asked
/// then is answered as then.
#[derive(Serialize)]
#[serde(untagged)]
enum Compared<'a> {
    Words(&'a VoiceReceived, &'a VoiceText),
    WithFiles(&'a VoiceReceived, &'a VoiceText, &'a [VoiceFile]),
}

impl Ask for ReceiveVoice {
    fn name(&self) -> &'static str {
        VoiceReceived::ASKED
    }

    fn content(&self) -> impl Serialize {
        match self.files.as_slice() {
            [] => Compared::Words(&self.facts, &self.text),
            files => Compared::WithFiles(&self.facts, &self.text, files),
        }
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_voice(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        let words = VoiceWords {
            files: self.files,
            text: self.text.text,
        };
        asked.contents.push(NewContent::public(TEXT, &words)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Voices(super::Event::VoiceReceived(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

/// A voice is called by what was said.
const CALLED: Called = Called::by(TEXT, |content| Some(read::<VoiceWords>(content)?.text));

impl Fact for VoiceReceived {
    const KIND: &'static str = "voice.received/1";
    const ASKED: &'static str = "receive_voice";
    const WHO: &'static [Role] = &[
        Role::Administrator,
        Role::Official,
        Role::Facilitator,
        Role::Participant,
    ];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<VoiceWords>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = vec![
            Relation::Programme.to(state.programme(&self.programme)?.entry),
            Relation::Institution.to(state.institution(&self.programme, &self.institution)?),
        ];
        if let Some(consultation) = &self.consultation {
            let known = state.consultation(&self.programme, consultation)?;
            refs.push(Relation::Consultation.to(known.entry));
        }
        if let Some(spoken_of) = &self.service {
            let service = state.service(&self.programme, &spoken_of.id)?.entry;
            refs.push(Relation::Service.to(service));
            let version = self.spoken_of(state).filter(|entry| *entry != service);
            refs.extend(version.map(|version| Relation::Version.to(version)));
        }
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Voice.of(&self.programme, &self.id),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        // Whoever administers brings in what was said elsewhere, from rules 7 on.
        if by.actor.role == Role::Administrator && state.rules() < 7 {
            return Err(Violation::out_of_turn(said!("voice-older-rules")));
        }
        state.check_identifier("id", &self.id)?;
        state.institution(&self.programme, &self.institution)?;
        state.check_acts_there(by, &self.programme, &self.institution)?;
        let audience = self.audience.as_slice();
        programme.check_served(self.group.as_deref(), audience)?;
        if let Some(region) = &self.region {
            check_region(state.rules(), region)?;
        }
        if let Some(consultation) = &self.consultation {
            state.check_said_in(&self.programme, consultation, by)?;
        }
        let named = self.service.as_ref();
        let named = named.map(|service| (service.id.as_str(), service.version));
        let is_feedback = self.channel == Channel::ServiceFeedback;
        state.check_feedback(&self.programme, named, is_feedback)?;
        if let Some(source) = &self.source {
            check_address(state.rules(), "source", source)?;
        }
        if by.actor.role == Role::Participant && !self.channel.is_ones_own() {
            return Err(Violation::field(
                "channel",
                said!("voice-channel-not-own", channel = self.channel.name()),
            ));
        }
        let said_here = self.channel == Channel::Portal;
        if state.rules() > 6 && said_here && by.actor.role != Role::Participant {
            return Err(Violation::field("channel", said!("voice-channel-own")));
        }
        match &self.receipt {
            Some(receipt) => {
                check_receipt(receipt)?;
                state.check_receipt_new(&self.programme, receipt)?;
            }
            None if self.channel.needs_receipt() => {
                return Err(Violation::field(
                    "receipt",
                    said!("voice-receipt-missing", channel = self.channel.name()),
                ));
            }
            None => {}
        }
        let by_card = (self.receipt.as_deref(), self.card.as_ref());
        let is_card = self.channel == Channel::Card;
        let consultation = self.consultation.as_deref();
        state.check_card(&self.programme, consultation, by_card, is_card)?;
        let known = state.voice(&self.programme, &self.id).ok();
        absent("voice", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_voice(self, entry)?;
        match (&self.consultation, &self.card) {
            (Some(consultation), Some(_)) => state.take_card(&self.programme, consultation, entry),
            _ => Ok(()),
        }
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        376
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Voice(&self.programme, &self.id)
    }

    fn about(&self) -> About<'_> {
        About::Begins(Some(CALLED))
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        let of = self.spoken_of(state).into_iter();
        of.map(|of| Change::made(entry, How::SpeaksOf, of))
            .collect()
    }
}

impl VoiceReceived {
    /// The entry of the version, or the service, that it is about.
    fn spoken_of(&self, state: &State) -> Option<u64> {
        let service = self.service.as_ref()?;
        state.spoken_of(&self.programme, &service.id, service.version)
    }
}

/// Checks a region, as the rules ask: a subdivision of a country by ISO 3166-2, and nothing finer; from 6 on one that there is, as
/// far as that is known.
///
/// # Errors
/// Anything else.
pub fn check_region(rules: u32, region: &str) -> Checked {
    let fits = region.split_once('-').is_some_and(|(country, part)| {
        madang_words::check_country(country).is_ok()
            && (1..=3).contains(&part.len())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
    });
    if fits {
        return match rules {
            ..=5 => Ok(()),
            _ => Ok(check_part_of_country("region", region)?),
        };
    }
    Err(Violation::field(
        "region",
        said!("voice-region", region = quoted(region)),
    ))
}

/// Checks what stands on record of a code.
///
/// # Errors
/// What is none.
pub fn check_receipt(receipt: &str) -> Checked {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if receipt.len() == 32 && receipt.bytes().all(hex) {
        return Ok(());
    }
    Err(Violation::field("receipt", said!("kernel-hex-32")))
}

/// Checks the address of a source, as the rules ask: from 6 on without anything to sign in with.
///
/// # Errors
/// Names `field` where it is no address of the web, or too long, or holds a name or a password.
pub fn check_address(rules: u32, field: &'static str, source: &str) -> Checked {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| source.strip_prefix(scheme));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let web =
        host.is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '['));
    let plain = source.bytes().all(|byte| byte.is_ascii_graphic());
    if web && plain && source.len() <= MOST_SOURCE {
        return match rules {
            ..=5 => Ok(()),
            _ => Ok(check_no_login(field, source)?),
        };
    }
    Err(Violation::field(
        field,
        said!("voice-address", most = MOST_SOURCE),
    ))
}
