//! Who hides, shows again and erases what others said, and what that becomes to whoever is to look at it again: as rules 7 have it.

use madang_fixtures::INSTITUTION;
use madang_programme::content::{
    ContentErased, ContentReleased, ContentRestricted, ContentState, Ground,
};
use madang_programme::finding::{Check, Status};
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::openness::{Linted, Task};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::voices::{
    Channel, REASON, TransferGround, VoiceReceived, VoiceTransferReason, VoiceTransferred,
};
use madang_programme::{Command, State};

use crate::answers::listening;
use crate::proposing::{proposing, refused};
use crate::support::*;

const OFFICIAL: &str = "official/test";
const AUTHOR: &str = "participant/abc";
const OTHER: &str = "participant/def";
const KIM: &str = "account-00000000000000000000000000000000";

pub fn newest(mut state: State) -> State {
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    give(&mut state, "operator/server", adopted).expect("the newest rules");
    state
}

/// Kim holds a role from here on; as whom they act.
pub fn holding(
    state: &State,
    role: Granted,
    programme: Option<&str>,
    institution: Option<&str>,
) -> (State, String) {
    let mut state = state.clone();
    let granted = Command::plain(RoleGranted {
        holder: KIM.to_owned(),
        role,
        programme: programme.map(str::to_owned),
        institution: institution.map(str::to_owned),
    });
    give(&mut state, "administrator/test", granted).expect("granted");
    (state, format!("{}/{KIM}", role.name()))
}

fn hide(entry: u64, name: &str, ground: Ground) -> Command {
    Command::plain(ContentRestricted {
        entry,
        name: name.to_owned(),
        ground,
        roles: vec!["official".to_owned()],
        review_by: "2026-12-20".to_owned(),
    })
}

fn show(entry: u64) -> Command {
    let name = "text".to_owned();
    Command::plain(ContentReleased { entry, name })
}

fn erase(entry: u64, ground: Ground) -> Command {
    let name = "text".to_owned();
    Command::plain(ContentErased {
        entry,
        name,
        ground,
    })
}

pub fn voice_of(state: &State, id: &str) -> u64 {
    state.voice("p", id).expect("a voice").entry
}

#[test]
fn who_runs_a_programme_moderates_it_and_an_institution_what_it_answers() {
    let mut state = newest(listening());
    give(&mut state, OFFICIAL, P.need("n", english("Buses"))).expect("a need");
    let (mine, need) = (voice_of(&state, "mine"), state.size - 1);
    let both = [Granted::Official, Granted::Facilitator];
    for role in both {
        for institution in [None, Some(INSTITUTION)] {
            let (mut state, kim) = holding(&state, role, Some("p"), institution);
            for command in [
                hide(mine, "text", Ground::HouseRules),
                show(mine),
                erase(mine, Ground::Unlawful),
            ] {
                give(&mut state, &kim, command).expect("of the programme");
            }
            let need = give(&mut state, &kim, hide(need, "text", Ground::HouseRules));
            match institution {
                None => need.expect("a need is the programme's"),
                Some(_) => {
                    let told = need.expect_err("nobody answers a need");
                    assert!(told.contains("one institution"), "{told}");
                }
            }
        }
    }
    let not = |role, programme, institution, entry, says: &str| {
        let (mut state, kim) = holding(&state, role, programme, institution);
        for command in [
            hide(entry, "text", Ground::HouseRules),
            erase(entry, Ground::Unlawful),
        ] {
            let told = give(&mut state, &kim, command).expect_err(says);
            assert!(told.contains(says), "{told}");
        }
    };
    for role in both {
        not(role, Some("q"), None, mine, "does not hold that role in p");
        not(
            role,
            Some("p"),
            Some("transport"),
            mine,
            "holds no role for",
        );
        // The commitment is in no programme.
        not(role, Some("p"), None, 1, "for the whole record");
        not(role, None, Some(INSTITUTION), 1, "one institution");
        let (mut state, kim) = holding(&state, role, None, None);
        give(&mut state, &kim, hide(1, "text", Ground::Order)).expect("of the whole record");
    }
    // It is the institution that answers now.
    let mut moved = state.clone();
    give(&mut moved, OFFICIAL, transfer()).expect("transferred");
    let (mut moved, kim) = holding(&moved, Granted::Official, Some("p"), Some("transport"));
    give(&mut moved, &kim, hide(mine, "text", Ground::HouseRules)).expect("theirs now");
}

#[test]
fn before_rules_7_officials_of_the_whole_record_alone_hide() {
    let state = listening();
    let mine = voice_of(&state, "mine");
    for actor in ["facilitator/yard", AUTHOR] {
        let command = hide(mine, "text", Ground::ProposerRequest);
        refused(&state, actor, command, "before rules 7");
    }
    let (mut state, kim) = holding(&state, Granted::Official, Some("p"), None);
    let told = give(&mut state, &kim, hide(mine, "text", Ground::Order));
    let told = told.expect_err("of one programme");
    assert!(told.contains("for the whole record"), "{told}");
}

fn transfer() -> Command {
    let facts = VoiceTransferred {
        programme: "p".to_owned(),
        voice: "mine".to_owned(),
        to: "transport".to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = english("Buses are theirs. Ask Kim.");
    Command::said(REASON, facts, VoiceTransferReason { reason })
}

#[test]
fn whatever_is_hidden_is_found_and_is_to_be_looked_at_again() {
    let mut state = newest(listening());
    give(&mut state, OFFICIAL, P.need("n", english("Buses"))).expect("a need");
    let need = state.size - 1;
    give(&mut state, OFFICIAL, transfer()).expect("transferred");
    let transferred = state.size - 1;
    give(&mut state, AUTHOR, P.comment("a", None, "Call me.")).expect("a comment");
    let comment = state.size - 1;
    // The programme itself begins with words.
    let programme = state.programme("p").expect("a programme").entry;
    let hidden = [
        (need, "text", "need:p/n", None),
        (transferred, "reason", "voice:p/mine", Some("transport")),
        (comment, "text", "proposal:p/a", None),
        (programme, "text", "programme:p", None),
    ];
    for (entry, name, ..) in hidden {
        let command = hide(entry, name, Ground::PersonalData);
        give(&mut state, OFFICIAL, command).expect("hidden");
    }
    let late = "2026-12-22T08:00:00.000Z";
    let work = state.work("p", &[], late).expect("work");
    for (entry, _, subject, institution) in hidden {
        let mut found = Vec::new();
        let checked = state.check_openness("p", &[], late, &mut |one| found.push(one));
        checked.expect("a programme");
        found.retain(|one| one.check == Check::C19 && one.entries.contains(&entry));
        let [found] = found.as_slice() else {
            panic!("{subject}: {found:?}");
        };
        assert_eq!(
            (found.subject.as_str(), found.status),
            (subject, Status::Overdue)
        );
        let mut of = work.iter().filter(|work| work.task == Task::Review);
        let of = of.find(|work| work.entry == entry).expect(subject);
        assert_eq!((of.subject.as_str(), of.late), (subject, 2));
        assert_eq!(of.institution.as_deref(), institution, "{subject}");
    }
    // What is hidden of another record's part is nobody's of this programme.
    give(&mut state, OFFICIAL, hide(1, "text", Ground::Order)).expect("hidden");
    let again = state.work("p", &[], late).expect("work");
    assert_eq!(again.len(), work.len());
}

#[test]
fn personal_data_are_to_be_taken_out_of_whatever_they_stand_in() {
    let mut state = newest(listening());
    give(&mut state, OFFICIAL, P.need("n", english("Buses"))).expect("a need");
    let linted = Linted {
        programme: "p".to_owned(),
        entry: state.size - 1,
        name: "text".to_owned(),
        subject: "need:p/n".to_owned(),
        at: "2026-11-23T08:00:00.000Z".to_owned(),
    };
    let work = state.work("p", &[linted], "2026-11-24T08:00:00.000Z");
    let work = work.expect("work");
    let found = work.iter().find(|work| work.task == Task::PersonalData);
    let found = found.expect("to be taken out");
    assert_eq!(
        (found.subject.as_str(), found.entry),
        ("need:p/n", state.size - 1)
    );
    assert_eq!(found.institution, None);
}

#[test]
fn whoever_proposed_something_has_it_hidden_and_shown_again() {
    let mut state = newest(proposing());
    let mine = state.proposal("p", "mine").expect("a proposal").entry;
    let ask = |entry| hide(entry, "text", Ground::ProposerRequest);
    refused(&state, OTHER, ask(mine), "was said by somebody else");
    let taste = hide(mine, "text", Ground::HouseRules);
    refused(&state, AUTHOR, taste, "what you asked for yourself");
    let mut unread = ContentRestricted::at_request(mine, "text", "2026-11-23T08:00:00.000Z");
    if let Ok(facts) = &mut unread {
        facts.roles = vec!["facilitator".to_owned()];
    }
    let unread = Command::plain(unread.expect("a day"));
    refused(&state, AUTHOR, unread, "goes on reading");
    give(&mut state, AUTHOR, ask(mine)).expect("at their own request");
    let became = state.content(mine, "text");
    assert!(matches!(
        became,
        Some(ContentState::Restricted {
            ground: Ground::ProposerRequest,
            ..
        })
    ));
    refused(&state, OTHER, show(mine), "was said by somebody else");
    give(&mut state, AUTHOR, show(mine)).expect("shown again");
    // What others hid they do not show.
    give(&mut state, OFFICIAL, hide(mine, "text", Ground::Order)).expect("hidden");
    refused(&state, AUTHOR, show(mine), "what you asked for yourself");
    give(&mut state, OFFICIAL, show(mine)).expect("shown");
    // An official does it for whoever asks in another way, and for proposals alone.
    give(&mut state, OFFICIAL, ask(mine)).expect("asked by telephone");
    give(&mut state, OFFICIAL, P.need("k", english("Buses"))).expect("a need");
    refused(
        &state,
        OFFICIAL,
        ask(state.size - 1),
        "does not hold what somebody",
    );
    refused(&state, OFFICIAL, ask(1), "does not hold what somebody");
    refused(
        &state,
        OFFICIAL,
        erase(mine, Ground::ProposerRequest),
        "only hides",
    );
}

#[test]
fn what_is_voted_on_is_not_hidden_at_its_proposers_request() {
    let mut state = newest(proposing());
    let mine = state.proposal("p", "mine").expect("a proposal").entry;
    for id in ["mine", "yours"] {
        let (actor, cost) = match id {
            "mine" => (AUTHOR, Some(20)),
            _ => (OTHER, Some(30)),
        };
        give(&mut state, actor, P.revise(id, 1, cost, "With its cost")).expect("a cost");
    }
    let later = state.size - 2;
    give(&mut state, OFFICIAL, open_vote("v")).expect("the vote opens");
    for entry in [mine, later] {
        let command = hide(entry, "text", Ground::ProposerRequest);
        refused(&state, AUTHOR, command, "voted on in v");
    }
    give(&mut state, OFFICIAL, hide(mine, "text", Ground::Order)).expect("an order all the same");
}

#[test]
fn whoever_speaks_has_their_voice_hidden_as_well() {
    let mut state = newest(listening());
    let (mine, other) = (voice_of(&state, "mine"), voice_of(&state, "other"));
    let ask = |entry| hide(entry, "text", Ground::ProposerRequest);
    give(&mut state, AUTHOR, ask(mine)).expect("their own");
    refused(&state, AUTHOR, ask(other), "was said by somebody else");
    give(&mut state, OFFICIAL, ask(other)).expect("for somebody without an account");
}

#[test]
fn a_reviewer_holds_no_other_role_where_they_review() {
    let grant = |role, programme: Option<&str>| {
        Command::plain(RoleGranted {
            holder: KIM.to_owned(),
            role,
            programme: programme.map(str::to_owned),
            institution: None,
        })
    };
    let others = [
        Granted::Administrator,
        Granted::Official,
        Granted::Facilitator,
    ];
    let (p, q) = (Some("p"), Some("q"));
    for role in others {
        for (first, second, meet) in [
            (p, p, true),
            (p, None, true),
            (None, p, true),
            (None, None, true),
            (p, q, false),
        ] {
            for (one, other) in [(role, Granted::Reviewer), (Granted::Reviewer, role)] {
                let mut state = newest(prepared());
                give(&mut state, "administrator/test", grant(one, first)).expect("the first");
                let command = grant(other, second);
                match meet {
                    true => refused(
                        &state,
                        "administrator/test",
                        command,
                        "a reviewer holds no other role there",
                    ),
                    false => drop(draft(&state, "administrator/test", command).expect("apart")),
                }
            }
        }
    }
    let mut state = prepared();
    for role in [Granted::Official, Granted::Reviewer] {
        give(&mut state, "administrator/test", grant(role, p)).expect("the rules of before");
    }
}

#[test]
fn an_administrator_brings_in_what_was_said_elsewhere_and_is_not_its_author() {
    let petition = || {
        let facts = VoiceReceived {
            channel: Channel::Petition,
            ..P.said("petition")
        };
        P.receive(facts, english("Late buses"))
    };
    let before = listening();
    refused(&before, "administrator/test", petition(), "before rules 7");
    let mut state = newest(before);
    give(&mut state, "administrator/test", petition()).expect("brought in");
    assert_eq!(state.voice("p", "petition").expect("a voice").author, None);
    let (mut state, kim) = holding(&state, Granted::Administrator, Some("q"), None);
    let facts = VoiceReceived {
        channel: Channel::Petition,
        ..P.said("another")
    };
    let told = give(&mut state, &kim, P.receive(facts, english("Late buses")));
    assert!(
        told.expect_err("of another programme")
            .contains("does not hold")
    );
}
