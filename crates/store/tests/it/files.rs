//! What is erased is gone from the files of the database: all of them are searched for it.

use std::path::Path;

use madang_fixtures::INSTITUTION;
use madang_programme::content::{ContentErased, Ground};
use madang_programme::voices::{Channel, VoiceReceived};
use madang_programme::votes::VoteCancelled;
use madang_programme::{Actor, Command, Role};
use madang_record::hash::sha256;
use madang_record::to_canonical;
use madang_store::model::{BodyView, ProposalFilter, VoiceFilter};
use madang_store::{Store, Submission};
use madang_words::Text;
use serde_json::json;

use crate::support::*;

/// Characters that occur nowhere else, so that even two of them together are a trace.
const SECRET: &str = "Qzxjvkwy 뷁쉟뿳 QzxjvkwY";

/// In which files of a folder a trace stands.
fn files_with(folder: &Path, trace: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, trace));
        } else if std::fs::read(&path)
            .is_ok_and(|bytes| memchr::memmem::find(&bytes, trace).is_some())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

fn erased(entry: u64, name: &str) -> ContentErased {
    ContentErased {
        entry,
        name: name.to_owned(),
        ground: Ground::ErasureRequest,
    }
}

/// What an attacker computes who guesses the command behind an idempotency key, as it is kept now and as it was.
fn guesses(submission: &Submission, choices: &[&str], voter: &str) -> Vec<Vec<u8>> {
    let facts = json!({"programme": PROGRAMME, "vote": VOTE, "voter": voter});
    let asked = json!(["cast_ballot", [facts, {"choices": choices}]]);
    let guessed = to_canonical(&asked).unwrap();
    assert_eq!(guessed, submission.command.content().unwrap());
    let declared = submission.command.content_as_declared().unwrap();
    [guessed, declared]
        .map(|bytes| sha256(&bytes).as_bytes()[..16].to_vec())
        .into()
}

/// Everything else is there, and the tables are what replaying gives.
async fn check_the_rest(store: &Store, erased: u64) {
    let filter = ProposalFilter {
        search: "hide".to_owned(),
        limit: 100,
        ..Default::default()
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    assert_eq!(page.total, 30);
    let entry = store.entry(erased).await.unwrap().unwrap();
    assert!(matches!(entry.bodies[..], [BodyView::Erased { .. }]));
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    store
        .submit(proposal("after", 5, text("after")))
        .await
        .unwrap();
}

/// What somebody said in two ways, and somebody else.
struct Own {
    author: Actor,
    salts: Vec<Vec<u8>>,
}

async fn said_by_participants(store: &Store) -> Own {
    let participant =
        |number: u128| Actor::new(Role::Participant, &format!("{number:032x}")).unwrap();
    let (author, other) = (participant(7), participant(8));
    let institution = P.institution(INSTITUTION, "Interior");
    store.submit(by(official(), institution)).await.unwrap();
    let said = |words: &str| {
        let facts = VoiceReceived {
            channel: Channel::Portal,
            ..P.said("")
        };
        P.receive(facts, Text::new(madang_words::Language::Ko, words))
    };
    let mut salts = Vec::new();
    for _ in 0..2 {
        let receipt = store
            .submit(by(author.clone(), said(SECRET)))
            .await
            .unwrap();
        salts.push(receipt.bodies[0].salt.as_bytes().to_vec());
    }
    store.submit(by(other, said("버스"))).await.unwrap();
    Own { author, salts }
}

/// Whoever said it has all of it erased, and nothing of anybody else.
async fn what_they_said_goes(store: &Store, author: &Actor) {
    let own = store.own_contents(author).await.unwrap();
    let found: Vec<_> = own
        .iter()
        .map(|content| {
            (
                content.kind.as_str(),
                content.name.as_str(),
                content.erasable,
            )
        })
        .collect();
    assert_eq!(found, [("voice.received/1", "text", true); 2]);
    let erased = store.erase_own(std::slice::from_ref(author)).await.unwrap();
    assert_eq!((erased.number, erased.remains.len()), (2, 1));
    assert_eq!(store.own_contents(author).await.unwrap(), []);
    let voices = VoiceFilter {
        limit: 10,
        ..VoiceFilter::default()
    };
    let voices = store.voices(PROGRAMME, &voices).await.unwrap();
    let left: Vec<bool> = voices
        .items
        .iter()
        .map(|voice| voice.text.is_some())
        .collect();
    assert_eq!(left, [true, false, false], "newest first");
    let again = store.erase_own(std::slice::from_ref(author)).await.unwrap();
    assert_eq!(again.number, 0);
}

/// Records words and a ballot, erases them, and looks for them in every file of the folder.
async fn erase_and_search(fixture: &Fixture, folder: &Path) {
    let store = fixture.voting().await;
    let others = (10..40).map(|number| {
        let title = format!("Nothing to hide {number}");
        proposal(&number.to_string(), number, text(&title))
    });
    store.submit_all(others.collect()).await.unwrap();
    let words = proposal("secret", 5, Text::new(madang_words::Language::En, SECRET));
    let words = store.submit(words).await.unwrap();
    let vote = keyed("a ballot", ballot(1));
    let voter = format!("{:032x}", mix(1));
    let guesses = guesses(&vote, &["1", "2"], &voter);
    let vote = store.submit(vote).await.unwrap();
    store
        .submit_all((2..30).map(ballot).collect())
        .await
        .unwrap();
    if fixture.kind == Kind::Postgres {
        // The planner's samples, and the pages as they stand on the disk.
        fixture.execute("ANALYZE").await.unwrap();
        fixture.execute("CHECKPOINT").await.unwrap();
    }
    let mut traces: Vec<Vec<u8>> = vec![
        SECRET.as_bytes().to_vec(),
        b"Qzxj".to_vec(),
        b"qzxjv".to_vec(),
        "뷁쉟".as_bytes().to_vec(),
        "쉟뿳".as_bytes().to_vec(),
    ];
    for body in words.bodies.iter().chain(&vote.bodies) {
        traces.push(body.salt.as_bytes().to_vec());
    }
    assert!(
        !files_with(folder, &traces[0]).is_empty(),
        "it was never there"
    );

    let own = said_by_participants(&store).await;
    traces.extend(own.salts);
    let (first, second) = (words.proof.index, vote.proof.index);
    // While its vote is under way, a ballot is not erased.
    let off = VoteCancelled {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        reason: text("Called off"),
    };
    store
        .submit(by(official(), Command::plain(off)))
        .await
        .unwrap();
    let done = store.erase(official(), erased(first, "text")).await;
    let remains: Vec<String> = done
        .unwrap()
        .remains
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(remains, ["backups, copies and exports made before"]);
    store
        .erase(official(), erased(second, "ballot"))
        .await
        .unwrap();
    what_they_said_goes(&store, &own.author).await;
    traces.extend(guesses);
    for trace in &traces {
        let found = files_with(folder, trace);
        let trace = String::from_utf8_lossy(trace);
        assert!(found.is_empty(), "{trace:?} is still in {found:?}");
    }

    check_the_rest(&store, first).await;
    assert_eq!(fixture.number("SELECT count(*) FROM trace").await, 0);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_erased_stays_in_the_files_of_sqlite() {
    let fixture = Fixture::new(Kind::Sqlite).await;
    erase_and_search(&fixture, fixture.dir.path()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_erased_stays_in_the_files_of_postgresql() {
    // A cluster of its own: others would write into its log meanwhile.
    let cluster = tempfile::tempdir().unwrap();
    let folder = cluster.path().join("cluster");
    open_to_all(cluster.path());
    let url = postgres("start", &folder);
    let fixture = Fixture::at(
        Kind::Postgres,
        new_database_in(&url).await,
        tempfile::tempdir().unwrap(),
    );
    erase_and_search(&fixture, &folder.join("data")).await;
    postgres("stop", &folder);
}

/// The server may run as another user.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

on_both_databases!(an_erasure_that_was_cut_short_is_made_good);

/// The program stopped after the entry was on record and before the files were cleared.
async fn an_erasure_that_was_cut_short_is_made_good(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    let words = store.submit(proposal("p", 5, text(SECRET))).await.unwrap();
    let entry = words.proof.index;
    let command = Command::plain(erased(entry, "text"));
    store.submit(by(official(), command)).await.unwrap();
    store.close().await;
    fixture
        .execute(&format!(
            "INSERT INTO trace (entry) VALUES ({entry}) ON CONFLICT DO NOTHING"
        ))
        .await
        .unwrap();
    let store = fixture.open().await;
    for _ in 0..200 {
        if fixture.number("SELECT count(*) FROM trace").await == 0 {
            store.close().await;
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody cleared what was left");
}
