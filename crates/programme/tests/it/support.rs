//! A programme in memory, step by step.

use std::convert::Infallible;

use madang_fixtures::{GROUP, Programme, approval, record_commitment, titled};
pub use madang_fixtures::{english, opened_ballot};
use madang_programme::log::LogCreated;
use madang_programme::proposals::ProposalSubmitted;
use madang_programme::trace::{Change, How, links, thing};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::{ActorRef, By, Command, Draft, Grain, State, Violation};
use madang_record::time::{format_at, parse_at};
use madang_record::{BodyCommitment, Entry, EntryRef, Salt, SigningKey, body_hash, to_canonical};
use madang_selection::{Decimal, SelectionRule};
use madang_words::{Language, Said};

pub const ORIGIN: &str = "example.org/log";

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(ORIGIN, [seed; 32]).expect("a valid origin")
}

/// The time of the next entry: ten a second.
pub fn time(state: &State) -> String {
    format!("2026-11-23T08:00:{:02}.000Z", (state.size / 10).min(59))
}

/// A command at a time of its own.
pub fn give_at(state: &mut State, at: &str, actor: &str, command: Command) -> Result<(), String> {
    let by = By {
        actor: ActorRef::parse(actor).map_err(|violation| told(&violation.said()))?,
        at,
        index: state.size,
    };
    let draft = command
        .draft(state, &by)
        .map_err(|violation| told(&violation.said()))?;
    let at = begun(at, draft.place.grain);
    let entry = Entry {
        at,
        ..entry(state, draft, actor)
    };
    replay(state, &entry)
}

/// What a command comes to when `actor` asks for it now.
pub fn draft(state: &State, actor: &str, command: Command) -> Result<Draft, Violation> {
    let at = time(state);
    let by = By {
        actor: ActorRef::parse(actor)?,
        at: &at,
        index: state.size,
    };
    command.draft(state, &by)
}

/// The sentence in English, once it is shown that in Korean it is Korean: every reason that a test of the rules meets passes here.
pub fn told(said: &Said) -> String {
    let foreign = said.foreign_words();
    assert!(
        foreign.is_empty(),
        "{foreign:?} in {}",
        said.in_language(Language::Ko)
    );
    said.to_string()
}

/// A time as an entry of a grain tells it.
fn begun(at: &str, grain: Option<Grain>) -> String {
    let Some(grain) = grain else {
        return at.to_owned();
    };
    let time = grain.begin(parse_at(at).expect("a time"));
    format_at(time).expect("a time")
}

/// The entry that a draft becomes, as a server would write it.
pub fn entry(state: &State, draft: Draft, actor: &str) -> Entry {
    let id = match draft.place.grain {
        None => "01a2076e-dcb7-71ba-8198-5ac7b63c51a2",
        Some(_) => "01a2076e-dcb7-41ba-8198-5ac7b63c51a2",
    };
    let at = begun(&time(state), draft.place.grain);
    let bodies = draft.contents.iter().map(|body| {
        let bytes = to_canonical(&body.content).expect("canonical");
        let hash = body_hash(&Salt::from_bytes([7; 32]), &bytes);
        BodyCommitment {
            name: body.name.to_owned(),
            hash,
            visibility: body.visibility.clone(),
        }
    });
    Entry {
        kind: draft.event.kind().to_owned(),
        id: id.to_owned(),
        at,
        actor: actor.to_owned(),
        space: draft.place.space,
        subject: draft.place.subject,
        refs: draft.place.refs.into_iter().map(Into::into).collect(),
        facts: draft.event.facts().expect("facts are an object"),
        bodies: bodies.collect(),
    }
}

/// Replays an entry as a verifier would, from its bytes.
pub fn replay(state: &mut State, entry: &Entry) -> Result<(), String> {
    let bytes = entry.to_bytes().expect("an entry within its size");
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    state
        .apply(&parsed)
        .map(drop)
        .map_err(|error| told(&error.said()))
}

pub fn give(state: &mut State, actor: &str, command: Command) -> Result<(), String> {
    let draft = draft(state, actor, command).map_err(|violation| told(&violation.said()))?;
    let entry = entry(state, draft, actor);
    replay(state, &entry)
}

/// What the entry that a command becomes changes of how things hang together.
pub fn changed_links(
    state: &mut State,
    actor: &str,
    command: Command,
) -> (Vec<Change>, Option<u64>) {
    let drafted = draft(state, actor, command).expect("allowed");
    let entry = entry(state, drafted, actor);
    let bytes = entry.to_bytes().expect("an entry");
    let index = state.size;
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    let event = state.apply(&parsed).expect("applied");
    (links(&event, state, index), thing(&event, state, index))
}

/// The same where nothing ends.
pub fn linked(
    state: &mut State,
    actor: &str,
    command: Command,
) -> (Vec<(How, u64, u64)>, Option<u64>) {
    let (changes, of) = changed_links(state, actor, command);
    let made = changes.into_iter().map(|change| match change {
        Change::Made(link) => (link.how, link.thing, link.source),
        Change::Ended(_) => panic!("nothing ends"),
    });
    (made.collect(), of)
}

/// The programme of these tests.
pub const P: Programme<'static> = Programme("p");

pub fn proposal(id: &str, cost: u64) -> Command {
    let facts = ProposalSubmitted {
        group: Some(GROUP.into()),
        ..P.proposed(id, cost)
    };
    Command::worded(facts, titled(english("A service")))
}

pub fn rule(id: &str) -> Command {
    let rule = SelectionRule::wieliczka_2023().with_budget(Decimal::from(100));
    P.fix_rule(id, rule, None)
}

pub fn open_vote(id: &str) -> Command {
    open_vote_under(id, "r")
}

pub fn open_vote_under(id: &str, rule: &str) -> Command {
    P.open_vote(id, rule, approval())
}

pub fn ballot(voter: u8, choices: &[&str]) -> Command {
    P.cast("v", voter.into(), choices)
}

pub fn close() -> Command {
    P.close("v")
}

pub fn open_ballots() -> Command {
    P.open_ballots("v", None)
}

/// A programme with three proposals and a rule.
pub fn prepared() -> State {
    let mut state = State::default();
    let log = LogCreated {
        origin: ORIGIN.into(),
        key: key(1).verifying_key().to_string(),
    };
    give(&mut state, "operator/server", Command::plain(log)).expect("the record begins");
    let steps = [
        record_commitment(),
        P.create(),
        P.group(),
        proposal("a", 40),
        proposal("b", 60),
        proposal("c", 70),
        rule("r"),
    ];
    for step in steps {
        give(&mut state, "official/test", step).expect("a step in its turn");
    }
    state
}

/// The same with an open vote and three ballots cast.
pub fn voting() -> State {
    let mut state = prepared();
    give(&mut state, "official/test", open_vote("v")).expect("the vote opens");
    for (voter, choices) in [(1, &["a", "b"][..]), (2, &["b"]), (3, &["c", "nowhere"])] {
        give(&mut state, "registrar/test", ballot(voter, choices)).expect("a ballot");
    }
    state
}

pub fn opened_ballots() -> Vec<Result<OpenedBallot, Infallible>> {
    [
        opened_ballot(1, 1, &["a", "b"]),
        opened_ballot(2, 2, &["b"]),
        opened_ballot(3, 3, &["c", "nowhere"]),
    ]
    .map(Ok)
    .into()
}
