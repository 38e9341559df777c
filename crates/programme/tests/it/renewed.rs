//! The slip that takes the place of one that was lost.

use madang_programme::content::OwnContentErased;
use madang_programme::people::Granted;
use madang_programme::voices::{
    Channel, QUESTION, VoiceCodeRenewed, VoiceQuestion, VoiceReceived, VoiceSupplementAsked,
    VoiceSupplemented, VoiceText, VoiceWithdrawn,
};
use madang_programme::{Command, State};

use crate::answers::listening;
use crate::moderated::{holding, newest, voice_of};
use crate::proposing::refused;
use crate::support::*;

const OFFICIAL: &str = "official/test";
const AUTHOR: &str = "participant/abc";
const RECEIPT: &str = "0123456789abcdef0123456789abcdef";
const ANOTHER: &str = "00112233445566778899aabbccddeeff";

/// A programme with the voice `slip` of somebody who has a slip, and `mine` of a participant.
fn with_slip() -> State {
    let mut state = newest(listening());
    let slip = VoiceReceived {
        channel: Channel::Paper,
        receipt: Some(RECEIPT.to_owned()),
        ..P.said("slip")
    };
    let said = P.receive(slip, english("Late buses"));
    give(&mut state, "facilitator/yard", said).expect("a voice on paper");
    state
}

fn renew(voice: &str, receipt: &str) -> Command {
    Command::plain(VoiceCodeRenewed {
        programme: "p".to_owned(),
        voice: voice.to_owned(),
        receipt: receipt.to_owned(),
    })
}

#[test]
fn another_slip_takes_the_place_of_one_that_was_lost() {
    let mut state = with_slip();
    let slip = voice_of(&state, "slip");
    let (old, new) = (
        format!("participant/{RECEIPT}"),
        format!("participant/{ANOTHER}"),
    );
    let withdraw = || {
        Command::plain(VoiceWithdrawn {
            programme: "p".to_owned(),
            voice: "slip".to_owned(),
        })
    };
    for (actor, command, says) in [
        (OFFICIAL, renew("slip", RECEIPT), "is that of the voice"),
        (OFFICIAL, renew("slip", "abc"), "32"),
        (OFFICIAL, renew("mine", ANOTHER), "has no slip"),
        (OFFICIAL, renew("nobody", ANOTHER), "no voice"),
        (AUTHOR, renew("slip", ANOTHER), "may not do this"),
        (&*old, renew("slip", ANOTHER), "may not do this"),
    ] {
        refused(&state, actor, command, says);
    }
    let elsewhere = holding(&state, Granted::Official, Some("p"), Some("transport"));
    let told = give(
        &mut elsewhere.0.clone(),
        &elsewhere.1,
        renew("slip", ANOTHER),
    );
    assert!(told.expect_err("another's").contains("holds no role for"));
    for actor in [OFFICIAL, "facilitator/yard"] {
        give(&mut state.clone(), actor, renew("slip", ANOTHER)).expect(actor);
    }
    give(&mut state, OFFICIAL, renew("slip", ANOTHER)).expect("renewed");
    let by = state.size - 1;
    assert_eq!(state.voice_of_receipt("p", Some(RECEIPT)), None);
    assert_eq!(state.voice_of_receipt("p", Some(ANOTHER)), Some(slip));
    assert_eq!(state.replaced_receipt("p", RECEIPT), Some((slip, by)));
    assert_eq!(state.replaced_receipt("p", ANOTHER), None);
    // The code that was lost is good for nothing, not even for another voice.
    refused(&state, &old, withdraw(), "is not who said it");
    let second = VoiceReceived {
        channel: Channel::Paper,
        receipt: Some(RECEIPT.to_owned()),
        ..P.said("second")
    };
    let second = P.receive(second, english("Again"));
    refused(&state, OFFICIAL, second, "is that of the voice");
    give(&mut state.clone(), &new, withdraw()).expect("with the new one");
    // A slip is lost twice.
    let third = "ffeeddccbbaa99887766554433221100";
    give(&mut state, OFFICIAL, renew("slip", third)).expect("once more");
    refused(&state, &new, withdraw(), "is not who said it");
    refused(
        &state,
        OFFICIAL,
        renew("slip", RECEIPT),
        "is that of the voice",
    );
}

#[test]
fn what_was_said_by_a_code_that_was_lost_is_not_erased_by_it() {
    let mut state = with_slip();
    let old = format!("participant/{RECEIPT}");
    let ask = VoiceSupplementAsked {
        programme: "p".to_owned(),
        voice: "slip".to_owned(),
        until: "2026-11-28".to_owned(),
    };
    let question = VoiceQuestion {
        question: english("Which stop?"),
    };
    give(&mut state, OFFICIAL, Command::said(QUESTION, ask, question)).expect("asked");
    let facts = VoiceSupplemented {
        programme: "p".to_owned(),
        voice: "slip".to_owned(),
    };
    let text = VoiceText {
        text: english("The one at the school."),
    };
    give(&mut state, &old, Command::worded(facts, text)).expect("added by the code");
    let own = OwnContentErased {
        entry: state.size - 1,
        name: "text".to_owned(),
    };
    draft(&state, &old, Command::plain(own.clone())).expect("while the code is good");
    give(&mut state, OFFICIAL, renew("slip", ANOTHER)).expect("renewed");
    refused(&state, &old, Command::plain(own), "of a slip that was lost");
}
