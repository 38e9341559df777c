//! A programme in memory, step by step.

use std::convert::Infallible;

use madang_programme::commitments::{CommitmentRecorded, CommitmentText};
use madang_programme::log::LogCreated;
use madang_programme::programmes::{GroupDefined, ProgrammeCreated, ProgrammeText};
use madang_programme::proposals::{ProposalSubmitted, ProposalText};
use madang_programme::votes::RuleFixed;
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{
    BallotCast, BallotContent, BallotRule, BallotType, BallotsOpened, CastBallot, CloseVote,
    OpenVote, RepeatedVoter, UnknownProject,
};
use madang_programme::{ActorRef, By, Command, Draft, State, Violation};
use madang_record::{BodyCommitment, Entry, EntryRef, Salt, SigningKey, body_hash, to_canonical};
use madang_selection::{Decimal, SelectionRule};
use madang_words::{Language, Text};

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
        actor: ActorRef::parse(actor).map_err(|violation| violation.to_string())?,
        at,
        index: state.size,
    };
    let draft = command
        .draft(state, &by)
        .map_err(|violation| violation.to_string())?;
    let entry = Entry {
        at: at.to_owned(),
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

/// The entry that a draft becomes, as a server would write it.
pub fn entry(state: &State, draft: Draft, actor: &str) -> Entry {
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
        id: "01a2076e-dcb7-71ba-8198-5ac7b63c51a2".to_owned(),
        at: time(state),
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
        .map_err(|error| error.to_string())
}

pub fn give(state: &mut State, actor: &str, command: Command) -> Result<(), String> {
    let draft = draft(state, actor, command).map_err(|violation| violation.to_string())?;
    let entry = entry(state, draft, actor);
    replay(state, &entry)
}

pub fn english(text: &str) -> Text {
    Text::new(Language::En, text)
}

pub fn proposal(id: &str, cost: u64) -> Command {
    let facts = ProposalSubmitted {
        programme: "p".into(),
        id: id.into(),
        cost,
        group: Some("general".into()),
        audiences: vec![],
    };
    let text = ProposalText {
        title: english("A service"),
        summary: None,
        proposer: None,
    };
    Command::worded(facts, text)
}

pub fn rule(id: &str) -> Command {
    let rule = SelectionRule::wieliczka_2023().with_budget(Decimal::from(100));
    Command::plain(RuleFixed {
        programme: "p".into(),
        id: id.into(),
        rule,
        lot: None,
    })
}

pub fn open_vote(id: &str) -> Command {
    open_vote_under(id, "r")
}

pub fn open_vote_under(id: &str, rule: &str) -> Command {
    let ballots = BallotRule {
        ballot_type: BallotType::Approval,
        min_choices: None,
        max_choices: None,
        max_cost: None,
        max_points: None,
        unknown_project: UnknownProject::DropChoice,
        repeated_voter: RepeatedVoter::CountLast,
    };
    let open = OpenVote {
        programme: "p".into(),
        id: id.into(),
        rule: rule.into(),
        ballots,
    };
    open.into()
}

pub fn ballot(voter: u8, choices: &[&str]) -> Command {
    let facts = BallotCast {
        programme: "p".into(),
        vote: "v".into(),
        voter: format!("{voter:032x}"),
    };
    let choices = choices.iter().map(|id| (*id).to_owned()).collect();
    let ballot = BallotContent {
        choices,
        points: None,
    };
    CastBallot { facts, ballot }.into()
}

pub fn close() -> Command {
    let close = CloseVote {
        programme: "p".into(),
        vote: "v".into(),
    };
    close.into()
}

pub fn open_ballots() -> Command {
    Command::plain(BallotsOpened {
        programme: "p".into(),
        vote: "v".into(),
        lot: None,
    })
}

/// A programme with three proposals and a rule.
pub fn prepared() -> State {
    let mut state = State::default();
    let commitment = CommitmentRecorded {
        id: "KR0018".into(),
        country: "KR".into(),
        action_plan: None,
        cycle: Some(2014),
        number: None,
        number_elsewhere: None,
        status: None,
        start_date: None,
        end_date: None,
        policy_areas: vec![],
        policy_areas_source: None,
        policy_areas_newer: vec![],
        policy_areas_newer_source: None,
        url: None,
    };
    let programme = ProgrammeCreated {
        id: "p".into(),
        commitment: "KR0018".into(),
        target: Some(2),
        zone: "Asia/Seoul".into(),
        currency: "KRW".into(),
        example: false,
    };
    let words = ProgrammeText {
        title: english("Title"),
        summary: english("Summary"),
    };
    let group = GroupDefined {
        programme: "p".into(),
        id: "general".into(),
        name: english("General"),
        description: None,
    };
    let log = LogCreated {
        origin: ORIGIN.into(),
        key: key(1).verifying_key().to_string(),
    };
    give(&mut state, "operator/server", Command::plain(log)).expect("the record begins");
    let steps = [
        Command::worded(commitment, CommitmentText::default()),
        Command::worded(programme, words),
        Command::plain(group),
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

pub fn opened_ballot(voter: u8, choices: &[&str]) -> Result<OpenedBallot, Infallible> {
    let choices = choices.iter().map(|id| (*id).to_owned()).collect();
    Ok(OpenedBallot {
        entry: u64::from(voter),
        voter: format!("{voter:032x}"),
        content: BallotContent {
            choices,
            points: None,
        },
    })
}

pub fn opened_ballots() -> Vec<Result<OpenedBallot, Infallible>> {
    [
        opened_ballot(1, &["a", "b"]),
        opened_ballot(2, &["b"]),
        opened_ballot(3, &["c", "nowhere"]),
    ]
    .into()
}
