//! Makes a database to be kept: what the program of this day writes, for the test that later programs can read it.
//!
//!     cargo run -p madang-store --example keep_database -- crates/store/tests/databases/2026-11
//!
//! The folder gets `madang.db`, an SQLite database, and `postgres.sql`, a dump of the same record in PostgreSQL as plain
//! statements. Run it once, before what a database holds is changed; a folder that is there is never written again.
#![allow(clippy::unwrap_used, reason = "run by hand, by who can read the panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../tests/it/support.rs"]
mod support;

use std::path::Path;
use std::process::Command as Process;

use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentRecorded, CommitmentText, MilestoneRecorded, ReviewRecorded,
    ReviewText,
};
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::proposals::ProposalWithdrawn;
use madang_programme::votes::selection::OpenedSheet;
use madang_programme::votes::{
    BallotCast, BallotContent, BallotsOpened, CastBallot, CloseVote, Lot, OpenVote, RuleFixed,
    SCORES, ScoresContent, ScoresSubmitted, SubmitScores, VoteCancelled,
};
use madang_programme::{Actor, Command, Role};
use madang_record::SigningKey;
use madang_store::{Store, Submission};
use madang_words::{Language, Text};
use serde_json::json;
use support::*;

/// More ballots than a full tile has entries.
const BALLOTS: u64 = 270;

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).expect("the folder to make");
    let folder = Path::new(&folder);
    std::fs::create_dir(folder).expect("a folder that is not there yet");

    let sqlite = Fixture::new(Kind::Sqlite).await;
    record(&sqlite).await;
    sqlite.execute("VACUUM").await.unwrap();
    sqlite
        .execute("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .unwrap();
    std::fs::copy(sqlite.file(), folder.join("madang.db")).unwrap();

    let postgres = Fixture::new(Kind::Postgres).await;
    record(&postgres).await;
    let dump = Process::new("pg_dump")
        .args([
            "--inserts",
            "--rows-per-insert=100",
            "--no-owner",
            "--no-privileges",
        ])
        .arg(&postgres.url)
        .output()
        .expect("pg_dump runs");
    assert!(
        dump.status.success(),
        "{}",
        String::from_utf8_lossy(&dump.stderr)
    );
    // Commands of psql, which is not needed to read the dump again.
    let text = String::from_utf8(dump.stdout).unwrap();
    let statements: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('\\'))
        .collect();
    std::fs::write(folder.join("postgres.sql"), statements.join("\n")).unwrap();
}

/// Records one of everything, and something of everything erased, restricted and released.
async fn record(fixture: &Fixture) {
    let store = fixture.open().await;
    let commands = programme(8);
    for (number, submission) in commands.into_iter().enumerate() {
        store
            .submit(keyed(format!("begin-{number}"), submission))
            .await
            .unwrap();
    }
    commitment(&store).await;
    for submission in panel() {
        index(&store, submission).await;
    }
    let secret = Text::new(Language::Ko, "지워질 제안: 홍길동 010-0000-0000");
    let erased = index(&store, proposal("erased", 5000, secret)).await;
    let hidden = index(&store, proposal("hidden", 6000, text("Hidden words"))).await;
    let shown = index(
        &store,
        proposal("shown", 7000, text("Words that came back")),
    )
    .await;
    let withdrawn = ProposalWithdrawn {
        programme: PROGRAMME.to_owned(),
        id: "8".to_owned(),
    };
    give(&store, Command::plain(withdrawn)).await;
    give(&store, Command::plain(erase(erased, "text"))).await;
    for entry in [hidden, shown] {
        give(&store, Command::plain(restrict(entry))).await;
    }
    let released = ContentReleased {
        entry: shown,
        name: "text".to_owned(),
    };
    give(&store, Command::plain(released)).await;
    cancelled(&store).await;
    decided(&store).await;
    let new = SigningKey::from_seed(ORIGIN, [8; 32]).unwrap();
    store.rotate_key(operator(), new).await.unwrap();
    pending(&store).await;
    // The tile of the first 256 entries is derived a moment after them.
    while fixture.number("SELECT count(*) FROM tile").await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    store.close().await;
}

async fn give(store: &Store, command: Command) {
    index(store, by(official(), command)).await;
}

async fn index(store: &Store, submission: Submission) -> u64 {
    store.submit(submission).await.unwrap().proof.index
}

fn erase(entry: u64, name: &str) -> ContentErased {
    ContentErased {
        entry,
        name: name.to_owned(),
        ground: Ground::ErasureRequest,
    }
}

fn restrict(entry: u64) -> ContentRestricted {
    ContentRestricted {
        entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: "2027-06-01".to_owned(),
    }
}

/// A plan, a commitment under it, a milestone and a review.
async fn commitment(store: &Store) {
    let plan =
        json!({"id": "KR-2", "country": "KR", "number": 2, "cycle": 2014, "title": {"en": "Plan"}});
    let plan: ActionPlanRecorded = serde_json::from_value(plan).unwrap();
    give(store, Command::plain(plan)).await;
    let second = json!({"id": "KR0003", "country": "KR", "action_plan": "KR-2", "cycle": 2011});
    let second: CommitmentRecorded = serde_json::from_value(second).unwrap();
    give(store, Command::worded(second, CommitmentText::default())).await;
    let milestone = json!({"commitment": "KR0018", "code": "1.b.1", "title": {"en": "Step"}, "derived_by_reviewer": false});
    let milestone: MilestoneRecorded = serde_json::from_value(milestone).unwrap();
    give(store, Command::plain(milestone)).await;
    let review = json!({
        "commitment": "KR0018", "report": "KR-EOT", "report_title": "End of term", "stage": "end_of_term",
        "values": [{"field": "completion", "value": "Limited", "code_list": "2014-16", "source": "p. 9"}],
    });
    let review: ReviewRecorded = serde_json::from_value(review).unwrap();
    give(store, Command::worded(review, ReviewText::default())).await;
}

/// A vote that was called off with its ballots under seal.
async fn cancelled(store: &Store) {
    store.submit_all(vote()).await.unwrap();
    store
        .submit_all((0..3).map(ballot).collect())
        .await
        .unwrap();
    store.submit(close_vote()).await.unwrap();
    let facts = VoteCancelled {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        reason: text("The register of voters was wrong"),
    };
    give(store, Command::plain(facts)).await;
}

fn lot() -> Lot {
    let drawn = json!({"seed": "a seed that was secret", "value": "1 2 3 4 5 6"});
    serde_json::from_value(drawn).unwrap()
}

fn cast(vote: &str, voter: u64) -> Submission {
    let facts = BallotCast {
        programme: PROGRAMME.to_owned(),
        vote: vote.to_owned(),
        voter: format!("{voter:032x}"),
    };
    // Every candidate is chosen equally often, so that the lot decides.
    let content = BallotContent {
        choices: vec![(1 + voter % 7).to_string()],
        points: None,
    };
    let registrar = Actor::new(Role::Registrar, "import").unwrap();
    keyed(
        format!("{vote}-{voter}"),
        by(
            registrar,
            CastBallot {
                facts,
                ballot: content,
            }
            .into(),
        ),
    )
}

async fn open_vote(store: &Store, id: &str, rule: &str) {
    let ballots = json!({"type": "approval", "unknown_project": "discard_ballot", "repeated_voter": "count_last"});
    let open = OpenVote {
        programme: PROGRAMME.to_owned(),
        id: id.to_owned(),
        title: None,
        rule: rule.to_owned(),
        ballots: serde_json::from_value(ballots).unwrap(),
        grain_minutes: None,
    };
    give(store, open.into()).await;
}

/// A rule that counts ballots and a panel's scores, with ties by lot.
fn weighted() -> RuleFixed {
    serde_json::from_value(json!({
        "programme": PROGRAMME,
        "id": "weighted",
        "rule": {
            "rule": {
                "kind": "scores", "ballots": 60, "bodies": {"panel": 40},
                "normalisation": {"kind": "scale", "top": "5"}, "fit": "skip",
            },
            "utility": {"kind": "cardinality"}, "ties": {"kind": "lot"}, "number": 3,
        },
        "lot": {"seed_hash": lot().seed_hash(), "value": {"en": "The six numbers of the draw after the vote closes"}},
    }))
    .unwrap()
}

/// A vote with score sheets, a lot and an erased ballot, counted and decided.
async fn decided(store: &Store) {
    give(store, Command::plain(weighted())).await;
    open_vote(store, "v2", "weighted").await;
    let mut first = 0;
    for voter in 0..BALLOTS {
        let index = index(store, cast("v2", voter)).await;
        if voter == 0 {
            first = index;
        }
    }
    for (member, scores) in [
        ("a", json!({"1": "4", "2": "4"})),
        ("b", json!({"1": "3", "2": "3"})),
    ] {
        let facts = ScoresSubmitted {
            programme: PROGRAMME.to_owned(),
            vote: "v2".to_owned(),
            body: "panel".to_owned(),
            member: member.to_owned(),
        };
        let content: ScoresContent = serde_json::from_value(json!({"scores": scores})).unwrap();
        give(
            store,
            SubmitScores {
                facts,
                scores: content,
            }
            .into(),
        )
        .await;
    }
    give(store, Command::plain(erase(first, "ballot"))).await;
    let vote = || "v2".to_owned();
    let programme = || PROGRAMME.to_owned();
    give(
        store,
        CloseVote {
            programme: programme(),
            vote: vote(),
        }
        .into(),
    )
    .await;
    let opened = BallotsOpened {
        programme: programme(),
        vote: vote(),
        lot: Some(lot()),
    };
    give(store, Command::plain(opened)).await;
    let ballots = store
        .opened_ballots(PROGRAMME, "v2")
        .collect()
        .await
        .unwrap();
    let state = store.with_state(Clone::clone).await.unwrap();
    let mut sheets = Vec::new();
    for ((body, member), entry) in state.vote(PROGRAMME, "v2").unwrap().sheets.clone() {
        let detail = store.entry(entry).await.unwrap().unwrap();
        let content = detail.open_body(SCORES).unwrap();
        sheets.push(OpenedSheet {
            body,
            member,
            content: serde_json::from_slice(content).unwrap(),
        });
    }
    let ballots = ballots.into_iter().map(Ok::<_, std::convert::Infallible>);
    let computed =
        madang_programme::votes::selection::compute(&state, PROGRAMME, "v2", &sheets, ballots)
            .unwrap();
    assert_eq!(computed.facts.selected.len(), 3);
    give(store, computed.into()).await;
}

/// A vote that is open, with ballots under seal.
async fn pending(store: &Store) {
    open_vote(store, "v3", "weighted").await;
    for voter in 0..3 {
        index(store, cast("v3", voter)).await;
    }
}
