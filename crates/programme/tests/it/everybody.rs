//! Every kind of entry as everybody: as each role, as somebody who holds none, for another institution, in another programme, under
//! another's name. The cases are entries that were taken: of kept records, and of what follows here. A kind without one fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use madang_programme::content::OwnContentErased;
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::replay::ReplayCause;
use madang_programme::voices::{Channel, VoiceCodeRenewed, VoiceReceived};
use madang_programme::{Command, Event, Fact, Kind, Role, Scope, State, Violation};
use madang_record::tile::bundles_for_size;
use madang_record::{BundleReader, Checkpoint, Entry, EntryRef, Note};
use serde_json::json;

use crate::announced::{open, reschedule, schedule, unschedule};
use crate::balloting::{SEVEN, paper, roll};
use crate::proposals_said::{split, unendorse};
use crate::proposing::proposing;
use crate::support::*;

/// Somebody with an account.
const NOBODY: &str = "account-0123456789abcdef0123456789abcdef";

/// What a participant does with their own alone.
const WITH_THEIR_OWN: [&str; 15] = [
    "ballot.cast/1",
    "content.erased/2",
    "voice.supplemented/1",
    "voice.withdrawn/1",
    "proposal.withdrawn/1",
    "proposal.withdrawn/2",
    "proposal.revised/1",
    "proposal.endorsement_withdrawn/1",
    "reexamination.asked/1",
    "registration.made/1",
    "registration.cancelled/1",
    "interest.declared/1",
    "recusal.decided/1",
    "scores.submitted/2",
    "minutes.correction_asked/1",
];

/// An entry that was taken, and the state that took it.
struct Case {
    state: State,
    entry: Entry,
}

type Cases = BTreeMap<String, Case>;

impl Case {
    /// What comes of the entry by another actor; the state stays as it was.
    fn as_actor(&self, actor: &str) -> Result<Event, ReplayCause> {
        taken(&mut self.state.clone(), &self.entry, actor)
    }

    /// The same by an official who was granted that role for an institution, in a programme or everywhere.
    fn as_official_of(&self, programme: &str, institution: &str) -> Result<Event, ReplayCause> {
        let mut state = self.state.clone();
        let mut facts = json!({
            "holder": NOBODY,
            "role": Granted::Official.name(),
            "institution": institution,
        });
        if !programme.is_empty() {
            facts["programme"] = programme.into();
        }
        let granted = Entry {
            kind: RoleGranted::KIND.to_owned(),
            id: "01a2076e-dcb7-71ba-8198-5ac7b63c51a2".to_owned(),
            at: self.state.last_at.clone(),
            actor: String::new(),
            space: programme.to_owned(),
            subject: format!("role:{NOBODY}"),
            refs: Vec::new(),
            facts: facts.as_object().expect("an object").clone(),
            bodies: Vec::new(),
        };
        let granted = taken(&mut state, &granted, "administrator/console");
        granted.unwrap_or_else(|cause| panic!("the role is not granted: {}", said(&cause)));
        taken(
            &mut state,
            &self.entry,
            &format!("{}/{NOBODY}", Role::Official),
        )
    }
}

fn taken(state: &mut State, entry: &Entry, actor: &str) -> Result<Event, ReplayCause> {
    let entry = Entry {
        actor: actor.to_owned(),
        ..entry.clone()
    };
    let bytes = entry.to_bytes().expect("an entry");
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    state.apply(&parsed).map_err(|error| error.cause)
}

fn said(cause: &ReplayCause) -> String {
    told(&cause.said())
}

/// Keeps an entry as the case of its kind: one by an official, or else by a participant, where there is one.
fn keep(cases: &mut Cases, state: &State, entry: Entry) {
    let rank = |actor: &str| match actor.split('/').next() {
        Some("official") => 0,
        Some("participant") => 1,
        _ => 2,
    };
    let known = cases.get(&entry.kind);
    if known.is_none_or(|known| rank(&entry.actor) < rank(&known.entry.actor)) {
        let state = state.clone();
        cases.insert(entry.kind.clone(), Case { state, entry });
    }
}

/// The folders of the kept records.
fn records() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../verify/tests/records");
    let found = fs::read_dir(folder).expect("the kept records");
    let mut found: Vec<PathBuf> = found
        .map(|one| one.expect("a readable folder").path().join("record"))
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn of_record(cases: &mut Cases, folder: &Path) {
    let note = fs::read_to_string(folder.join("checkpoint")).expect("a checkpoint");
    let text = Note::parse(&note).expect("a note").text;
    let size = Checkpoint::parse(&text).expect("a checkpoint").size;
    let mut state = State::default();
    for bundle in bundles_for_size(size) {
        let bytes = fs::read(folder.join(bundle.path())).expect("entries");
        let entries = BundleReader::new(&bytes, bundle.width).expect("a bundle");
        for bytes in entries {
            let entry = Entry::from_bytes(bytes).expect("an entry");
            keep(cases, &state, entry);
            let parsed = EntryRef::parse(bytes).expect("canonical");
            state.apply(&parsed).expect("a record that holds");
        }
    }
}

/// What no kept record has.
fn of_commands(cases: &mut Cases) {
    const OFFICIAL: &str = "official/test";
    const AUTHOR: &str = "participant/abc";
    const OTHER: &str = "participant/def";
    let asked = |state: &mut State, cases: &mut Cases, actor: &str, command: Command| {
        let drafted = draft(state, actor, command).expect("allowed");
        let entry = entry(state, drafted, actor);
        keep(cases, state, entry.clone());
        replay(state, &entry).expect("taken");
    };
    let mut state = proposing();
    for (actor, command) in [
        (AUTHOR, P.hand_in(P.own_proposal("third"), "Bicycles")),
        (
            AUTHOR,
            P.hand_in(P.own_proposal("part"), "Bicycles to lend"),
        ),
        (AUTHOR, P.hand_in(P.own_proposal("other"), "Bicycle lanes")),
        (AUTHOR, P.revise("third", 1, None, "Bicycles for all")),
        (OTHER, P.endorse("third", 2)),
        (OTHER, unendorse("third", 2)),
        (OTHER, P.comment("third", None, "Good.")),
    ] {
        asked(&mut state, cases, actor, command);
    }
    let own = OwnContentErased {
        entry: state.size - 1,
        name: "text".to_owned(),
    };
    for (actor, command) in [
        (OTHER, Command::plain(own)),
        (OFFICIAL, P.merge_proposals(&["yours"], "mine")),
        (OFFICIAL, split("third", &["part", "other"])),
        (OFFICIAL, P.call("2026-11-25", "2026-12-01")),
    ] {
        asked(&mut state, cases, actor, command);
    }
    let slip = VoiceReceived {
        channel: Channel::Paper,
        receipt: Some("0123456789abcdef0123456789abcdef".to_owned()),
        ..P.said("slip")
    };
    let renewed = Command::plain(VoiceCodeRenewed {
        programme: "p".to_owned(),
        voice: "slip".to_owned(),
        receipt: "00112233445566778899aabbccddeeff".to_owned(),
    });
    for command in [P.receive(slip, english("Late buses")), renewed] {
        asked(&mut state, cases, OFFICIAL, command);
    }
    let mut state = prepared();
    let announced = state.size;
    for command in [
        schedule(),
        reschedule(announced, "2026-12-01T06:00:00.000Z", "The hall"),
        unschedule(announced + 1, "No hall"),
        open(Some(english("Spring vote"))),
    ] {
        asked(&mut state, cases, OFFICIAL, command);
    }
    let mut state = prepared();
    for (actor, command) in [
        (OFFICIAL, roll(3, None)),
        (OFFICIAL, open_vote("v")),
        (SEVEN, ballot(7, &["a"])),
        (OFFICIAL, paper(1, 0)),
    ] {
        asked(&mut state, cases, actor, command);
    }
}

fn as_each_role(kind: &Kind, case: &Case) {
    for role in Role::ALL {
        let came_to = case.as_actor(&format!("{role}/somebody"));
        let no_role = matches!(
            &came_to,
            Err(ReplayCause::Violation(Violation::Role { .. }))
        );
        assert_eq!(
            no_role,
            !kind.who.contains(&role),
            "{} by {role}",
            kind.name
        );
    }
}

/// Whoever acts under the name of an account holds the role on the record, or does nothing.
fn as_nobody(kind: &Kind, case: &Case) {
    for role in kind.who {
        if Granted::named(role.name()).is_none() {
            continue;
        }
        let came_to = case.as_actor(&format!("{role}/{NOBODY}"));
        let refused = came_to.expect_err(&format!("{} by nobody as {role}", kind.name));
        let own = case.entry.actor.starts_with(role.name());
        let why = said(&refused);
        assert!(
            !own || why.contains("does not hold"),
            "{}: {why}",
            kind.name
        );
    }
}

fn for_another_institution(kind: &Kind, case: &Case) {
    if !case.entry.actor.starts_with("official/") {
        return;
    }
    let came_to = case.as_official_of(&case.entry.space, "another-office");
    let bound = match kind.scope {
        Scope::Whole => case.state.rules() >= 6,
        Scope::Institution { since } => case.state.rules() >= since,
        Scope::Everybody => false,
    };
    assert_eq!(came_to.is_err(), bound, "{}: {came_to:?}", kind.name);
    // One of another programme does nothing, whatever for.
    let came_to = case.as_official_of("another-programme", "another-office");
    assert!(came_to.is_err(), "{} in another programme", kind.name);
}

fn under_anothers_name(kind: &Kind, case: &Case) {
    if !case.entry.actor.starts_with("participant/") {
        return;
    }
    let came_to = case.as_actor("participant/0123456789abcdef0123456789abcdef");
    let own = WITH_THEIR_OWN.contains(&kind.name);
    assert_eq!(came_to.is_err(), own, "{}: {came_to:?}", kind.name);
}

/// Whoever holds one role and is to hold another where they do: a reviewer has no other in the programme, however the two come together.
#[test]
fn whoever_reviews_holds_no_other_role_whichever_comes_first() {
    let mut state = prepared();
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    give(&mut state, "operator/server", adopted).expect("the newest rules");
    let grant = |role: Granted, programme: Option<&str>| {
        Command::plain(RoleGranted {
            holder: NOBODY.to_owned(),
            role,
            programme: programme.map(str::to_owned),
            institution: None,
        })
    };
    for first in Granted::ALL {
        for second in Granted::ALL {
            let mut state = state.clone();
            let admin = "administrator/console";
            give(&mut state, admin, grant(first, Some("p"))).expect("the first");
            // Everywhere is there too.
            let given = give(&mut state, admin, grant(second, None));
            let apart = (first == Granted::Reviewer) != (second == Granted::Reviewer);
            assert_eq!(
                given.is_err(),
                apart,
                "{first:?}, then {second:?}: {given:?}"
            );
        }
    }
}

#[test]
fn nobody_causes_what_is_not_theirs() {
    let mut cases = Cases::new();
    for folder in records() {
        of_record(&mut cases, &folder);
    }
    of_commands(&mut cases);
    for kind in Event::kinds() {
        let case = cases.get(kind.name);
        let case = case.unwrap_or_else(|| panic!("nothing here causes {}", kind.name));
        let own = case.as_actor(&case.entry.actor);
        assert!(own.is_ok(), "{}: {own:?}", kind.name);
        as_each_role(kind, case);
        if case.state.log().is_none() {
            continue;
        }
        as_nobody(kind, case);
        for_another_institution(kind, case);
        under_anothers_name(kind, case);
    }
    for name in &WITH_THEIR_OWN {
        assert!(cases.contains_key(*name), "{name} is no kind");
    }
}
