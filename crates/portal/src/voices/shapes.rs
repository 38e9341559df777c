//! What the API says about voices.

use madang_programme::voices;
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{Texts, optional};
use crate::model::{self, VoiceAct};
use crate::voices::links;

/// A voice: what somebody said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Voice {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// What was said; absent where it is restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
    /// The files that came with it; absent with its words, and where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<VoiceFile>,
    /// How it came: `portal`, `consultation`, `card`, `paper`, `phone`, `petition`, `media`, `survey` or `service_feedback`.
    pub channel: String,
    /// The institution that is to answer now.
    pub institution: String,
    /// Service group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Province, ISO 3166-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The service that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The number of the version of it that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_version: Option<u32>,
    /// The address of what was published before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it stands: `waiting`, `asked`, `answered` or `withdrawn`.
    pub standing: String,
    /// Its entry.
    pub entry: u64,
    /// When it was received, UTC.
    pub at: String,
}

/// A file that came with a voice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoiceFile {
    /// What it is called.
    pub name: String,
    /// Its media type, as its own bytes say it: `application/pdf`, `image/png`, `image/jpeg` or `image/webp`.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// SHA-256 over the salt and its bytes, in hexadecimal digits.
    pub hash: String,
    /// The salt, in base64.
    pub salt: String,
    /// Where it is downloaded, for as long as everybody may read the voice.
    pub href: String,
}

impl VoiceFile {
    fn of(entry: u64, file: &voices::VoiceFile) -> VoiceFile {
        VoiceFile {
            name: file.name.clone(),
            media_type: file.kind.media().to_owned(),
            bytes: file.bytes,
            hash: file.hash.to_hex(),
            salt: file.salt.to_base64(),
            href: links::attachment(entry, file),
        }
    }
}

impl From<&model::VoiceDetail> for Voice {
    fn from(voice: &model::VoiceDetail) -> Voice {
        let facts = &voice.facts;
        let files = voice.text.iter().flat_map(|words| &words.files);
        Voice {
            id: facts.id.clone(),
            programme: facts.programme.clone(),
            text: optional(voice.text.as_ref().map(|text| &text.text)),
            files: files.map(|file| VoiceFile::of(voice.entry, file)).collect(),
            channel: facts.channel.name().to_owned(),
            institution: voice.institution.clone(),
            group: facts.group.clone(),
            audience: facts.audience.clone(),
            region: facts.region.clone(),
            service: facts.service.as_ref().map(|service| service.id.clone()),
            service_version: facts.service.as_ref().and_then(|service| service.version),
            source: facts.source.clone(),
            standing: voice.standing.name().to_owned(),
            entry: voice.entry,
            at: voice.at.clone(),
        }
    }
}

/// A voice with what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoiceWithSteps {
    /// As in a list.
    #[serde(flatten)]
    pub voice: Voice,
    /// What happened to it, oldest first.
    pub steps: Vec<VoiceStep>,
}

/// What happened to a voice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoiceStep {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Who did it: role and post.
    pub actor: String,
    /// What: `supplement_asked`, `supplemented`, `transferred`, `code_renewed` or `withdrawn`.
    pub what: String,
    /// The words of it, where there are any that are public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
    /// The files that came with them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<VoiceFile>,
    /// Until which day something can be added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The institution that it went to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// On which ground: `competence`, `reorganisation` or `mistake`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
}

impl From<&model::VoiceStep> for VoiceStep {
    fn from(step: &model::VoiceStep) -> VoiceStep {
        let mut shape = VoiceStep {
            entry: step.entry,
            at: step.at.clone(),
            actor: step.actor.clone(),
            what: String::new(),
            text: None,
            files: Vec::new(),
            until: None,
            to: None,
            ground: None,
        };
        shape.what = match &step.what {
            VoiceAct::SupplementAsked { until, question } => {
                shape.until = Some(until.clone());
                shape.text = optional(question.as_ref());
                "supplement_asked"
            }
            VoiceAct::Supplemented { text } => {
                shape.text = optional(text.as_ref().map(|words| &words.text));
                let files = text.iter().flat_map(|words| &words.files);
                shape.files = files.map(|file| VoiceFile::of(step.entry, file)).collect();
                "supplemented"
            }
            VoiceAct::Transferred { to, ground, reason } => {
                shape.to = Some(to.clone());
                shape.ground = Some(ground.name().to_owned());
                shape.text = optional(reason.as_ref());
                "transferred"
            }
            VoiceAct::CodeRenewed => "code_renewed",
            VoiceAct::Withdrawn => "withdrawn",
        }
        .to_owned();
        shape
    }
}
