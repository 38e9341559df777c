//! A voice from its receipt on: who may speak for it, what can be asked and added until when, where it goes.

use madang_fixtures::{AUDIENCE, GROUP, INSTITUTION};
use madang_programme::content::{ContentState, Ground, OwnContentErased};
use madang_programme::place::Relation;
use madang_programme::voices::{
    Channel, FileType, QUESTION, REASON, Standing, TransferGround, VoiceFile, VoiceQuestion,
    VoiceReceived, VoiceSupplementAsked, VoiceSupplemented, VoiceText, VoiceTransferReason,
    VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::{Command, State};
use madang_record::{Salt, body_hash};
use madang_words::{Language, Text};

use crate::support::*;

const OFFICIAL: &str = "official/test";
const AUTHOR: &str = "participant/abc";
const CODE_HOLDER: &str = "participant/0123456789abcdef0123456789abcdef";
const RECEIPT: &str = "0123456789abcdef0123456789abcdef";

/// A programme with two institutions.
fn listening() -> State {
    let mut state = prepared();
    for (id, name) in [(INSTITUTION, "Interior"), ("transport", "Transport")] {
        give(&mut state, OFFICIAL, P.institution(id, name)).expect("an institution");
    }
    give(&mut state, OFFICIAL, P.audience()).expect("an audience");
    state
}

fn said(facts: VoiceReceived) -> Command {
    P.receive(facts, english("The last bus leaves too early."))
}

/// A voice of each kind: `mine` by a participant, `slip` by somebody with a slip.
fn spoken() -> State {
    let mut state = listening();
    let mine = VoiceReceived {
        channel: Channel::Portal,
        ..P.said("mine")
    };
    give(&mut state, AUTHOR, said(mine)).expect("a voice of one's own");
    let slip = VoiceReceived {
        channel: Channel::Paper,
        receipt: Some(RECEIPT.to_owned()),
        ..P.said("slip")
    };
    give(&mut state, "facilitator/yard", said(slip)).expect("a voice on paper");
    state
}

fn ask(voice: &str, until: &str) -> Command {
    let facts = VoiceSupplementAsked {
        programme: "p".to_owned(),
        voice: voice.to_owned(),
        until: until.to_owned(),
    };
    let question = english("Which stop?");
    Command::said(QUESTION, facts, VoiceQuestion { question })
}

fn supplement(voice: &str) -> Command {
    let facts = VoiceSupplemented {
        programme: "p".to_owned(),
        voice: voice.to_owned(),
    };
    let text = english("The one at the school.");
    Command::worded(facts, VoiceText { text })
}

fn transfer(voice: &str, to: &str) -> Command {
    let facts = VoiceTransferred {
        programme: "p".to_owned(),
        voice: voice.to_owned(),
        to: to.to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = english("Buses are its task.");
    Command::said(REASON, facts, VoiceTransferReason { reason })
}

pub fn withdraw(voice: &str) -> Command {
    Command::plain(VoiceWithdrawn {
        programme: "p".to_owned(),
        voice: voice.to_owned(),
    })
}

fn refused(state: &State, actor: &str, command: Command, says: &str) {
    let refused = draft(state, actor, command).expect_err(says);
    let refused = told(&refused.said());
    assert!(refused.contains(says), "{refused}");
}

fn file(name: &str, salt: u8) -> VoiceFile {
    let salt = Salt::from_bytes([salt; 32]);
    VoiceFile {
        name: name.to_owned(),
        kind: FileType::Pdf,
        bytes: 4,
        salt,
        hash: body_hash(&salt, b"%PDF"),
    }
}

#[test]
fn files_are_held_to_their_form_and_a_command_without_any_is_as_before() {
    let state = listening();
    let with =
        |files: &[VoiceFile]| P.receive_with(P.said("1"), english("The stop"), files.to_vec());
    let three = [file("가.pdf", 1), file("b.pdf", 2), file("c.pdf", 3)];
    draft(&state, OFFICIAL, with(&three)).expect("three files");
    let four = [&three[..], &[file("d.pdf", 4)]].concat();
    let empty = VoiceFile {
        bytes: 0,
        ..file("a.pdf", 1)
    };
    let long = VoiceFile {
        bytes: (8 << 20) + 1,
        ..file("a.pdf", 1)
    };
    for (files, says) in [
        (&four[..], "are 4: a voice has 3 at most"),
        (&[file("a.pdf", 1), file("b.pdf", 1)], "the same file twice"),
        (&[file("../a.pdf", 1)], "cannot be the name of a file"),
        (&[file("a.html", 1)], "cannot be the name of a file"),
        (&[file("\u{202e}fdp.pdf", 1)], "U+202E"),
        (&[file(" ", 1)], "empty"),
        (&[empty], "is 0: a file is not empty"),
        (&[long], "has 8388608 bytes at most"),
    ] {
        refused(&state, OFFICIAL, with(files), says);
    }
    // Whoever asks again for what they asked before there were files is known by the same key.
    let without = with(&[]).content().expect("canonical");
    let facts = P.said("1");
    let text = VoiceText {
        text: english("The stop"),
    };
    let before = serde_json::json!(["receive_voice", [facts, text]]);
    assert_eq!(
        without,
        madang_record::to_canonical(&before).expect("canonical")
    );
    assert_ne!(without, with(&three).content().expect("canonical"));
}

#[test]
fn what_is_received_is_held_to_its_form() {
    let state = listening();
    let with = |change: &dyn Fn(&mut VoiceReceived)| {
        let mut facts = P.said("1");
        change(&mut facts);
        said(facts)
    };
    for (command, says) in [
        (
            with(&|v| v.institution = "nobody".into()),
            "no institution \"nobody\"",
        ),
        (with(&|v| v.programme = "q".into()), "no programme \"q\""),
        (with(&|v| v.id = "a b".into()), "id"),
        (with(&|v| v.group = Some("none".into())), "no group"),
        (
            with(&|v| v.audience = Some(AUDIENCE.into())),
            "belongs to the group",
        ),
        (with(&|v| v.region = Some("KR-11680".into())), "no province"),
        (with(&|v| v.region = Some("Seoul".into())), "no province"),
        (
            with(&|v| v.consultation = Some("w1".into())),
            "no consultation",
        ),
        (
            with(&|v| v.channel = Channel::Phone),
            "code of the slip is missing",
        ),
        (
            with(&|v| v.receipt = Some("ABC".into())),
            "32 lower-case hex digits",
        ),
        (
            with(&|v| v.source = Some("javascript:alert(1)".into())),
            "no address",
        ),
        (
            with(&|v| v.source = Some("https://example.org/a b".into())),
            "no address",
        ),
        (
            P.receive(P.said("1"), Text::new(Language::Ko, "  ")),
            "is empty",
        ),
        (
            P.receive(P.said("1"), english("x".repeat(10_001))),
            "at most 10000",
        ),
    ] {
        refused(&state, OFFICIAL, command, says);
    }
    let whole = with(&|v| {
        v.group = Some(GROUP.into());
        v.audience = Some(AUDIENCE.into());
        v.region = Some("KR-50".into());
        v.source = Some("https://example.org/petition/1".into());
    });
    let drafted = draft(&state, OFFICIAL, whole).expect("all of it");
    let relations: Vec<_> = drafted.place.refs.iter().map(|to| to.relation).collect();
    assert_eq!(relations, [Relation::Programme, Relation::Institution]);
    refused(
        &state,
        "registrar/test",
        said(P.said("1")),
        "registrar may not",
    );
    refused(
        &state,
        AUTHOR,
        said(P.said("1")),
        "entered by an official or a facilitator",
    );
}

#[test]
fn voices_are_numbered_and_one_code_is_for_one() {
    let mut state = spoken();
    give(&mut state, OFFICIAL, said(P.said("4"))).expect("a number of its own");
    give(&mut state, OFFICIAL, said(P.said(""))).expect("the next number");
    assert!(state.voice("p", "5").is_ok(), "the fourth was taken");
    refused(&state, OFFICIAL, said(P.said("4")), "exists already");
    let again = VoiceReceived {
        channel: Channel::Phone,
        receipt: Some(RECEIPT.to_owned()),
        ..P.said("6")
    };
    refused(&state, OFFICIAL, said(again), "one code is for one voice");
    assert_eq!(state.voices("p").count(), 4);
    assert_eq!(state.voices("q").count(), 0);
}

#[test]
fn nobody_speaks_for_another() {
    let state = spoken();
    assert_eq!(
        state
            .voice("p", "mine")
            .expect("it is there")
            .author
            .as_deref(),
        Some("abc")
    );
    assert_eq!(
        state.voice("p", "slip").expect("it is there").author,
        None,
        "who enters is no author"
    );
    for (actor, voice, may) in [
        (AUTHOR, "mine", true),
        ("participant/other", "mine", false),
        (OFFICIAL, "mine", false),
        ("facilitator/yard", "mine", false),
        (OFFICIAL, "slip", true),
        ("facilitator/other", "slip", true),
        (AUTHOR, "slip", false),
        // Whoever typed the code of the slip.
        (CODE_HOLDER, "slip", true),
        (CODE_HOLDER, "mine", false),
        (
            "participant/fedcba9876543210fedcba9876543210",
            "slip",
            false,
        ),
    ] {
        let answer = draft(&state, actor, withdraw(voice));
        assert_eq!(answer.is_ok(), may, "{actor} {voice}: {answer:?}");
    }
}

#[test]
fn a_supplement_is_asked_for_once_and_given_in_time() {
    // The entries are of 2026-11-23, 17:00 in Seoul.
    let mut state = spoken();
    refused(
        &state,
        OFFICIAL,
        ask("slip", "2026-12-01"),
        "at most 7 days",
    );
    refused(&state, OFFICIAL, ask("slip", "2026-11-22"), "past");
    refused(&state, OFFICIAL, ask("slip", "soon"), "until");
    refused(
        &state,
        "facilitator/yard",
        ask("slip", "2026-11-30"),
        "may not",
    );
    refused(&state, OFFICIAL, supplement("slip"), "nothing was asked");
    give(&mut state, OFFICIAL, ask("slip", "2026-11-30")).expect("a question");
    assert_eq!(
        state.voice("p", "slip").expect("it is there").standing(),
        Standing::Asked
    );
    refused(&state, OFFICIAL, ask("slip", "2026-11-29"), "once");
    refused(&state, AUTHOR, supplement("slip"), "not who said it");
    // The last minute of the last day in Seoul, and the first after it.
    let (last, late) = ("2026-11-30T14:59:59.000Z", "2026-11-30T15:00:00.000Z");
    let mut other = state.clone();
    let refused = give_at(&mut other, late, OFFICIAL, supplement("slip")).expect_err("late");
    assert!(refused.contains("the last day to add to it"), "{refused}");
    give_at(&mut state, last, OFFICIAL, supplement("slip")).expect("in time");
    let voice = state.voice("p", "slip").expect("it is there");
    assert_eq!(voice.standing(), Standing::Waiting);
    assert_eq!(
        voice.supplement.as_ref().expect("it is there").given_at,
        last
    );
    let refused = give_at(&mut state, last, OFFICIAL, supplement("slip")).expect_err("twice");
    assert!(refused.contains("added already"), "{refused}");
}

#[test]
fn a_voice_goes_to_another_institution_or_back() {
    let mut state = spoken();
    refused(
        &state,
        OFFICIAL,
        transfer("mine", "nobody"),
        "no institution",
    );
    refused(&state, OFFICIAL, transfer("mine", INSTITUTION), "already");
    refused(
        &state,
        "facilitator/yard",
        transfer("mine", "transport"),
        "may not",
    );
    give(&mut state, OFFICIAL, transfer("mine", "transport")).expect("it goes on");
    assert_eq!(
        state.voice("p", "mine").expect("it is there").institution,
        "transport"
    );
    give(&mut state, AUTHOR, withdraw("mine")).expect("taken back");
    assert_eq!(
        state.voice("p", "mine").expect("it is there").standing(),
        Standing::Withdrawn
    );
    for command in [
        withdraw("mine"),
        ask("mine", "2026-11-30"),
        transfer("mine", INSTITUTION),
    ] {
        let actor = if command.name() == "withdraw_voice" {
            AUTHOR
        } else {
            OFFICIAL
        };
        refused(&state, actor, command, "was withdrawn by entry");
    }
}

#[test]
fn whoever_said_something_has_it_erased_and_nobody_else_does_so() {
    let mut state = spoken();
    let entry = |state: &State, voice| state.voice("p", voice).expect("it is there").entry;
    let (mine, slip) = (entry(&state, "mine"), entry(&state, "slip"));
    give(&mut state, OFFICIAL, ask("mine", "2026-11-27")).expect("asked");
    let asked = state.size - 1;
    give(&mut state, AUTHOR, supplement("mine")).expect("added");
    let added = state.size - 1;
    let erase = |entry, name: &str| {
        let name = name.to_owned();
        Command::plain(OwnContentErased { entry, name })
    };
    for actor in [OFFICIAL, "operator/console", "facilitator/yard"] {
        refused(
            &state,
            actor,
            erase(mine, "text"),
            "[content.erased/2]; allowed: participant",
        );
    }
    for (actor, entry, name) in [
        ("participant/other", mine, "text"),
        ("participant/other", added, "text"),
        (AUTHOR, slip, "text"),
        (AUTHOR, asked, "question"),
        (AUTHOR, 1, "text"),
    ] {
        refused(
            &state,
            actor,
            erase(entry, name),
            "was said by somebody else",
        );
    }
    for entry in [added, mine] {
        give(&mut state, AUTHOR, erase(entry, "text")).expect("one's own");
        let ContentState::Erased { by, ground } = state.content(entry, "text").expect("gone")
        else {
            panic!("erased");
        };
        assert_eq!((*by, *ground), (state.size - 1, Ground::ErasureRequest));
    }
    refused(&state, AUTHOR, erase(mine, "text"), "was erased by entry");
    refused(&state, AUTHOR, erase(99, "text"), "no entry");
    // That something was said, and how it stands, stays.
    assert!(state.voice("p", "mine").is_ok());
    give(&mut state, AUTHOR, withdraw("mine")).expect("still theirs");
}
