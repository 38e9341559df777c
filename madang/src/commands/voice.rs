//! `madang voice`: what becomes of a voice until it is answered, and the codes of people who speak without an account.

use anyhow::Result;
use madang_programme::Command;
use madang_programme::log::RULES;
use madang_programme::voices::code::Code;
use madang_programme::voices::{
    Channel, QUESTION, REASON, ReceiveVoice, SpokenOf, TransferGround, VoiceCodeRenewed,
    VoiceQuestion, VoiceReceived, VoiceSupplementAsked, VoiceSupplemented, VoiceText,
    VoiceTransferReason, VoiceTransferred, VoiceWithdrawn, check_address, check_region,
};

use super::acting::{ActorArguments, act, open, words};
use crate::data::{DataArguments, random};

/// Receive a voice, ask for more, transfer it, take it back; print codes for people without an account
///
/// Many voices at once come from a table: `madang import voices.csv`.
#[derive(Debug, clap::Args)]
pub struct VoiceCommand {
    #[command(subcommand)]
    action: VoiceAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum VoiceAction {
    /// Enter what somebody said
    ///
    /// Whoever enters it is not its author. By card, paper or telephone it needs the code of the slip that the person keeps.
    Receive(Received),
    /// Ask whoever said it for more, once, until a day at most a week away; the clock of the answer stands still until then
    AskSupplement {
        #[command(flatten)]
        voice: OfVoice,
        /// The last day for it, in the programme's time zone: 2026-12-01
        #[arg(long, value_name = "DATE")]
        until: String,
        /// What is asked, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "question", value_name = "LANGUAGE=TEXT", required = true)]
        questions: Vec<String>,
    },
    /// Enter what was added, for somebody who came with the slip
    Supplement {
        #[command(flatten)]
        voice: OfVoice,
        /// What was added, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "text", value_name = "LANGUAGE=TEXT", required = true)]
        texts: Vec<String>,
    },
    /// Hand it on to the institution that can answer it; its clock goes on
    Transfer {
        #[command(flatten)]
        voice: OfVoice,
        /// The institution that it goes to
        #[arg(long, value_name = "ID")]
        to: String,
        /// On which ground: competence, reorganisation or mistake
        #[arg(long, value_name = "GROUND", value_parser = ground)]
        ground: TransferGround,
        /// Why, in a language: en="…" or ko="…"; once for each language
        #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
        reasons: Vec<String>,
    },
    /// Take it back for whoever said it, before it is answered
    Withdraw {
        #[command(flatten)]
        voice: OfVoice,
    },
    /// Hand out another slip in the place of one that was lost, to whoever showed who they are; the one before is good for nothing then
    ///
    /// The code is printed once and kept nowhere.
    RenewCode {
        #[command(flatten)]
        voice: OfVoice,
    },
    /// Print codes for slips: each is for one voice, and kept nowhere
    Codes {
        /// How many
        #[arg(value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=10_000))]
        count: u32,
    },
}

/// What somebody said, and how.
#[derive(Debug, clap::Args)]
struct Received {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The institution that is to answer
    #[arg(long, value_name = "ID")]
    institution: String,
    /// How it came: portal, consultation, card, paper, phone, petition, media, survey or service_feedback
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    channel: Channel,
    /// What was said, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "text", value_name = "LANGUAGE=TEXT", required = true)]
    texts: Vec<String>,
    /// The service group that it is about
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// The audience in that group
    #[arg(long, value_name = "ID", requires = "group")]
    audience: Option<String>,
    /// The province that it comes from, by ISO 3166-2: KR-11
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// The service that it is about, of feedback on one
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The number of the version of the service that was used
    #[arg(long, value_name = "NUMBER", requires = "service")]
    service_version: Option<u32>,
    /// The code on the slip
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// The address of what was published before: a petition, an article
    #[arg(long, value_name = "ADDRESS")]
    source: Option<String>,
}

#[derive(Debug, clap::Args)]
struct OfVoice {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The voice
    #[arg(value_name = "VOICE")]
    voice: String,
}

fn channel(text: &str) -> Result<Channel, String> {
    let names = Channel::ALL.map(Channel::name).join(", ");
    Channel::named(text).ok_or_else(|| t!("voice-none-of", known = names))
}

fn ground(text: &str) -> Result<TransferGround, String> {
    let names = TransferGround::ALL.map(TransferGround::name).join(", ");
    TransferGround::named(text).ok_or_else(|| t!("voice-none-of", known = names))
}

impl VoiceCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let who = self.actor.who()?;
        if let VoiceAction::Codes { count } = self.action {
            for _ in 0..count {
                say!("{}", Code::of_random(random::<20>()?));
            }
            return Ok(());
        }
        let (_, store) = open(data).await?;
        let origin = store.origin().to_owned();
        if let VoiceAction::RenewCode { voice } = self.action {
            let code = Code::of_random(random::<20>()?);
            let done = t!("voice-code-renewed", voice = voice.voice.as_str());
            let facts = VoiceCodeRenewed {
                receipt: code.receipt(&origin, &voice.programme),
                programme: voice.programme,
                voice: voice.voice,
            };
            act(&store, who, vec![Command::plain(facts)], &done).await?;
            say!("{code}");
        } else if let Some((command, done)) = command(self.action, &origin)? {
            act(&store, who, vec![command], &done).await?;
        }
        store.close().await;
        Ok(())
    }
}

impl Received {
    /// Asks to receive it on the log of that origin.
    fn command(self, origin: &str) -> Result<Command> {
        let text = words("--text", &self.texts)?;
        if let Some(region) = &self.region {
            check_region(RULES, region)?;
        }
        if let Some(source) = &self.source {
            check_address(RULES, "source", source)?;
        }
        let code = self.code.map(|code| code.parse::<Code>()).transpose()?;
        let receipt = code.map(|code| code.receipt(origin, &self.programme));
        let facts = VoiceReceived {
            programme: self.programme,
            id: String::new(),
            channel: self.channel,
            institution: self.institution,
            group: self.group,
            audience: self.audience,
            region: self.region,
            consultation: None,
            service: self.service.map(|id| SpokenOf {
                id,
                version: self.service_version,
            }),
            receipt,
            card: None,
            source: self.source,
        };
        let text = VoiceText { text };
        let ask = ReceiveVoice {
            facts,
            text,
            files: Vec::new(),
        };
        Ok(ask.into())
    }
}

/// What an action asks for, and what it came to in words; nothing for one that only prints.
fn command(action: VoiceAction, origin: &str) -> Result<Option<(Command, String)>> {
    Ok(Some(match action {
        VoiceAction::Receive(received) => (received.command(origin)?, t!("voice-received")),
        VoiceAction::AskSupplement {
            voice: OfVoice { programme, voice },
            until,
            questions,
        } => {
            let question = words("--question", &questions)?;
            let done = t!(
                "voice-asked",
                voice = voice.as_str(),
                until = until.as_str()
            );
            let facts = VoiceSupplementAsked {
                programme,
                voice,
                until,
            };
            (
                Command::said(QUESTION, facts, VoiceQuestion { question }),
                done,
            )
        }
        VoiceAction::Supplement {
            voice: OfVoice { programme, voice },
            texts,
        } => {
            let text = words("--text", &texts)?;
            let done = t!("voice-supplemented", voice = voice.as_str());
            let facts = VoiceSupplemented { programme, voice };
            (Command::worded(facts, VoiceText { text }), done)
        }
        VoiceAction::Transfer {
            voice: OfVoice { programme, voice },
            to,
            ground,
            reasons,
        } => {
            let reason = words("--reason", &reasons)?;
            let done = t!(
                "voice-transferred",
                voice = voice.as_str(),
                to = to.as_str()
            );
            let facts = VoiceTransferred {
                programme,
                voice,
                to,
                ground,
            };
            (
                Command::said(REASON, facts, VoiceTransferReason { reason }),
                done,
            )
        }
        VoiceAction::Withdraw {
            voice: OfVoice { programme, voice },
        } => {
            let done = t!("voice-withdrawn", voice = voice.as_str());
            let facts = VoiceWithdrawn { programme, voice };
            (Command::plain(facts), done)
        }
        // Codes are printed.
        VoiceAction::Codes { .. } | VoiceAction::RenewCode { .. } => return Ok(None),
    }))
}
