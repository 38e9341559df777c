//! However many things a record names, and however they hang together: checking it takes no more than 200 MB.

use anyhow::{Context, Result};
use madang_programme::institutions::InstitutionNamed;
use madang_programme::log::LogBegun;
use madang_programme::needs::{DefineNeed, NeedDefined, NeedText, NeedVoicesChanged, NeedsMerged};
use madang_programme::programmes::{ProgrammeBegun, ProgrammeText};
use madang_programme::proposals::{
    CommentText, HandInProposal, ProposalCommented, ProposalHandedIn, ProposalText, ProposedBy,
    ProposerKind,
};
use madang_programme::voices::{Channel, ReceiveVoice, VoiceReceived, VoiceText};
use madang_programme::{ActorRef, By, Command, State, log};
use madang_record::hash::sha256;
use madang_record::time::{entry_id, format_at, parse_at};
use madang_record::{BodyCommitment, Entry, EntryRef, SigningKey, Visibility};
use madang_verify::Status;
use madang_words::{Language, Text};

use super::memory::{MOST, checked};
use super::support::{Published, workplace};

const ORIGIN: &str = "example.org/madang";
const OFFICIAL: &str = "official/console";
const INSTITUTION: &str = "i";
/// Voices of the need that is merged again and again.
const VOICES: u64 = 400;

/// A record that is made entry by entry as whoever holds the key of its log could, its words held back.
struct Log {
    state: State,
    key: SigningKey,
    record: Published,
}

impl Log {
    fn begin() -> Result<Log> {
        let key = SigningKey::from_seed(ORIGIN, [4; 32])?;
        let vkey = key.verifying_key().to_string();
        let mut log = Log {
            state: State::default(),
            record: Published {
                origin: ORIGIN.to_owned(),
                entries: vec![],
                bodies: vec![],
                key: format!("{vkey}\n"),
            },
            key,
        };
        let begun = LogBegun {
            origin: ORIGIN.to_owned(),
            key: vkey,
            rules: log::RULES,
        };
        log.add("operator/server", Command::plain(begun))?;
        Ok(log)
    }

    fn add(&mut self, actor: &str, command: Command) -> Result<()> {
        let index = self.state.size;
        let begun = parse_at("2026-11-02T00:00:00.000Z").context("a time")?;
        let (unix_ms, mut random) = (begun + index, [0; 10]);
        random[..8].copy_from_slice(&index.to_be_bytes());
        let at = format_at(unix_ms).context("a time")?;
        let by = By {
            actor: ActorRef::parse(actor)?,
            at: &at,
            index,
        };
        let draft = command.draft(&self.state, &by)?;
        let hash = sha256(&index.to_be_bytes());
        let bodies = draft.contents.into_iter().map(|content| BodyCommitment {
            name: content.name.to_owned(),
            hash,
            visibility: Visibility::Restricted {
                roles: vec!["official".to_owned()],
            },
        });
        let entry = Entry {
            kind: draft.event.kind().to_owned(),
            id: entry_id(unix_ms, &random),
            at: at.clone(),
            actor: actor.to_owned(),
            space: draft.place.space,
            subject: draft.place.subject,
            refs: draft.place.refs.into_iter().map(Into::into).collect(),
            facts: draft.event.facts()?,
            bodies: bodies.collect(),
        };
        let bytes = entry.to_bytes()?;
        self.state.apply(&EntryRef::parse(&bytes)?)?;
        self.record.entries.push(bytes);
        Ok(())
    }

    /// A programme with an institution.
    fn programme(&mut self, id: &str) -> Result<()> {
        let facts = ProgrammeBegun {
            id: id.to_owned(),
            commitment: None,
            target: None,
            zone: "UTC".to_owned(),
            currency: "KRW".to_owned(),
            example: true,
        };
        let (title, summary) = (words(), words());
        let text = ProgrammeText { title, summary };
        self.add(OFFICIAL, Command::worded(facts, text))?;
        let named = InstitutionNamed {
            programme: id.to_owned(),
            id: INSTITUTION.to_owned(),
            name: words(),
        };
        self.add(OFFICIAL, Command::plain(named))
    }

    fn voice(&mut self, actor: &str, programme: &str) -> Result<()> {
        let facts = VoiceReceived {
            programme: programme.to_owned(),
            id: String::new(),
            channel: Channel::Survey,
            institution: INSTITUTION.to_owned(),
            group: None,
            audience: None,
            region: None,
            consultation: None,
            service: None,
            receipt: None,
            card: None,
            source: None,
        };
        let text = VoiceText { text: words() };
        let files = Vec::new();
        self.add(actor, ReceiveVoice { facts, text, files }.into())
    }

    fn proposal(&mut self, programme: &str) -> Result<()> {
        let facts = ProposalHandedIn {
            programme: programme.to_owned(),
            id: String::new(),
            cost: None,
            group: None,
            audiences: vec![],
            needs: vec![],
            by: ProposedBy::Other(ProposerKind::Citizen),
            derived_from: vec![],
        };
        let text = ProposalText {
            title: words(),
            summary: None,
            proposer: None,
        };
        self.add(OFFICIAL, HandInProposal { facts, text }.into())
    }

    fn need(&mut self, id: u64) -> Result<()> {
        let facts = NeedDefined {
            programme: "p".to_owned(),
            id: id.to_string(),
            group: None,
        };
        let text = NeedText {
            title: words(),
            summary: None,
        };
        self.add(OFFICIAL, DefineNeed { facts, text }.into())
    }

    /// A need of a programme that groups all its voices from the first on.
    fn grouped(&mut self) -> Result<()> {
        for _ in 0..VOICES {
            self.voice(OFFICIAL, "p")?;
        }
        self.need(1)?;
        let add = (1..=VOICES).map(|voice| voice.to_string());
        let changed = NeedVoicesChanged {
            programme: "p".to_owned(),
            need: "1".to_owned(),
            add: add.collect(),
            remove: vec![],
        };
        self.add(OFFICIAL, Command::plain(changed))
    }
}

fn words() -> Text {
    Text::new(Language::En, "Words")
}

fn somebody(number: u64) -> String {
    format!("participant/{number:032x}")
}

/// Goes on with a record by one thing more.
type More = fn(&mut Log, u64) -> Result<()>;

fn a_programme_with_a_voice(log: &mut Log, number: u64) -> Result<()> {
    let id = format!("p{number}");
    log.programme(&id)?;
    log.voice(OFFICIAL, &id)
}

fn a_programme_with_a_proposal(log: &mut Log, number: u64) -> Result<()> {
    let id = format!("p{number}");
    log.programme(&id)?;
    log.proposal(&id)
}

fn a_voice(log: &mut Log, number: u64) -> Result<()> {
    log.voice(&somebody(number), "p")
}

fn a_need(log: &mut Log, number: u64) -> Result<()> {
    log.need(number + 2)
}

/// Each need has a voice of its own more than the one that goes on in it.
fn a_merge(log: &mut Log, number: u64) -> Result<()> {
    let (from, into) = (number + 1, number + 2);
    log.need(into)?;
    log.voice(OFFICIAL, "p")?;
    log.add(
        OFFICIAL,
        Command::plain(NeedVoicesChanged {
            programme: "p".to_owned(),
            need: into.to_string(),
            add: vec![(VOICES + number + 1).to_string()],
            remove: vec![],
        }),
    )?;
    log.add(
        OFFICIAL,
        Command::plain(NeedsMerged {
            programme: "p".to_owned(),
            from: vec![from.to_string()],
            into: into.to_string(),
        }),
    )
}

fn a_comment(log: &mut Log, number: u64) -> Result<()> {
    let said = ProposalCommented {
        programme: "p".to_owned(),
        proposal: "1".to_owned(),
        parent: None,
    };
    let text = CommentText { text: words() };
    log.add(&somebody(number), Command::worded(said, text))
}

#[test]
fn however_many_things_a_record_names_checking_takes_bounded_memory() -> Result<()> {
    // Each with more entries than are read of such a record.
    let shapes: [(&str, More, u64); 6] = [
        (
            "programmes with a voice each",
            a_programme_with_a_voice,
            30_000,
        ),
        (
            "programmes with a proposal each",
            a_programme_with_a_proposal,
            30_000,
        ),
        ("voices", a_voice, 300_000),
        ("needs", a_need, 280_000),
        ("needs merged one into the next", a_merge, 12_000),
        ("comments", a_comment, 320_000),
    ];
    for (what, more, size) in shapes {
        let mut log = Log::begin()?;
        log.programme("p")?;
        log.proposal("p")?;
        log.grouped()?;
        let mut number = 0;
        while log.state.size < size {
            more(&mut log, number).with_context(|| format!("{what}: {number}"))?;
            number += 1;
        }
        let folder = workplace()?;
        log.record.write(folder.path(), &log.key)?;
        let Log { record, .. } = log;
        let entries = record.entries.len();
        drop(record);
        let (came_to, bytes) = checked(&folder.path().to_string_lossy())?;
        println!("{what}, {entries} entries: {} MB", bytes >> 20);
        assert!(bytes <= MOST, "{what}: {} MB", bytes >> 20);
        assert_eq!(came_to, Status::Incomplete.exit_code(), "{what}");
    }
    Ok(())
}
