//! Databases that earlier programs made: they open, and everything in them is read as before.

use std::path::{Path, PathBuf};

use madang_programme::votes::{BallotCast, BallotContent, CastBallot};
use madang_record::{Checkpoint, Entry, OpenBody, SigningKey};
use madang_store::model::{BodyView, ProposalFilter, Stage};
use madang_store::{OpenOptions, Store, StoreError, Submission};
use sqlx::Connection as _;

use crate::published::check_published;
use crate::support::*;

on_both_databases!(
    a_database_of_2026_11_goes_on,
    a_database_of_a_newer_version_is_not_touched,
    read_tables_that_are_described_otherwise_are_remade,
);

/// A folder of what `examples/keep_database.rs` made.
fn kept(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/databases")
        .join(folder)
}

/// Puts a kept database in the place of the fixture's own.
async fn put(fixture: &Fixture, folder: &str) {
    match fixture.kind {
        Kind::Sqlite => {
            std::fs::copy(kept(folder).join("madang.db"), fixture.file()).unwrap();
        }
        Kind::Postgres => {
            let dump = std::fs::read_to_string(kept(folder).join("postgres.sql")).unwrap();
            let mut connection = sqlx::PgConnection::connect(&fixture.url).await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(dump))
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        }
    }
    // What was remembered beside it.
    let signed = Store::signed_checkpoint(&fixture.url).await.unwrap();
    std::fs::write(fixture.guard_file(), signed.unwrap()).unwrap();
}

/// The key was rotated in it.
fn options(fixture: &Fixture) -> OpenOptions {
    OpenOptions {
        signing_key: SigningKey::from_seed(ORIGIN, [8; 32]).unwrap(),
        ..fixture.options()
    }
}

async fn found(store: &Store, search: &str) -> Vec<String> {
    let filter = ProposalFilter {
        search: search.to_owned(),
        limit: 100,
        ..Default::default()
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    page.items.into_iter().map(|item| item.facts.id).collect()
}

fn cast(vote: &str, voter: u64, choice: &str) -> Submission {
    let facts = BallotCast {
        programme: PROGRAMME.to_owned(),
        vote: vote.to_owned(),
        voter: format!("{voter:032x}"),
    };
    let ballot = BallotContent {
        choices: vec![choice.to_owned()],
        points: None,
    };
    let command = CastBallot { facts, ballot };
    keyed(format!("{vote}-{voter}"), by(registrar(), command.into()))
}

async fn a_database_of_2026_11_goes_on(fixture: Fixture) {
    put(&fixture, "2026-11").await;
    let size = fixture.number("SELECT size FROM head").await as u64;
    let keys = fixture.number("SELECT count(*) FROM submission").await;
    let store = Store::open(options(&fixture)).await.unwrap();
    assert_eq!(store.read_only_reason(), None);
    assert_eq!(store.size().await.unwrap(), size);

    // What the tables hold is what replaying the entries gives.
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);

    // What a verifier reads.
    let both = [8, 7].map(|seed| {
        let key = SigningKey::from_seed(ORIGIN, [seed; 32]).unwrap();
        key.verifying_key().clone()
    });
    check_published(&store, &both[..1]).await;
    Checkpoint::open(&store.checkpoint().await.unwrap(), &both[..1]).unwrap();
    let mut lines = 0;
    for bundle in 0..size.div_ceil(256) {
        let bodies = String::from_utf8(store.body_bundle(bundle).await.unwrap()).unwrap();
        for line in bodies.lines() {
            let body = OpenBody::parse_line(line).unwrap();
            let entry = store.entry(body.entry).await.unwrap().unwrap();
            let entry = Entry::from_bytes(&entry.bytes).unwrap();
            assert!(
                entry
                    .bodies
                    .iter()
                    .any(|commitment| body.matches(commitment))
            );
            lines += 1;
        }
    }
    // All but the erased, restricted and sealed ones are there.
    let ballots = store.opened_ballots(PROGRAMME, "v2").collect().await;
    assert_eq!(ballots.unwrap().len(), 269);
    assert!(lines > 269, "{lines}");

    pages(&store).await;

    // Idempotency keys of then lead to the entries of then, and nothing can be guessed from what is kept of commands.
    assert_eq!(
        fixture.number("SELECT count(*) FROM submission").await,
        keys
    );
    let error = fixture.execute("SELECT * FROM submission_unsalted").await;
    assert!(error.is_err(), "the unsalted commands are still there");
    let repeated = store.submit(cast("v3", 1, "2")).await.unwrap();
    assert!(repeated.proof.index < size);
    let other = store.submit(cast("v3", 1, "3")).await.unwrap_err();
    assert!(other.to_string().contains("was used before"), "{other}");
    let erased = store.submit(cast("v2", 0, "whatever")).await.unwrap();
    assert!(matches!(
        store
            .entry(erased.proof.index)
            .await
            .unwrap()
            .unwrap()
            .bodies[..],
        [BodyView::Erased { .. }]
    ));
    let new = store.submit(cast("v3", 3, "1")).await.unwrap();
    assert_eq!(new.proof.index, size);
    new.verify(&both[..1]).unwrap();
}

async fn pages(store: &Store) {
    let programme = store.programme(PROGRAMME).await.unwrap().unwrap();
    assert_eq!(programme.summary.stage, Stage::Vote);
    let votes: Vec<_> = programme
        .votes
        .iter()
        .map(|vote| {
            let (selected, cancelled) = (vote.selection.is_some(), vote.cancelled.is_some());
            (vote.facts.id.as_str(), vote.ballots, selected, cancelled)
        })
        .collect();
    let expected = [
        ("v1", 3, false, true),
        ("v2", 270, true, false),
        ("v3", 3, false, false),
    ];
    assert_eq!(votes, expected);
    let members = programme.bodies[0].members.iter();
    let members: Vec<_> = members
        .map(|member| (member.facts.member.as_str(), member.person.is_some()))
        .collect();
    assert_eq!(members, [("a", true), ("b", false)]);
    let shown = store.proposal(PROGRAMME, "shown").await.unwrap().unwrap();
    assert_eq!(shown.text.unwrap().title, text("Words that came back"));
    for hidden in ["hidden", "erased"] {
        let proposal = store.proposal(PROGRAMME, hidden).await.unwrap().unwrap();
        assert_eq!(proposal.text, None, "{hidden}");
    }
    assert_eq!(found(store, "came back").await, ["shown"]);
    assert_eq!(found(store, "proposal number 3").await, ["3"]);
    for gone in ["Hidden words", "홍길동", "지워질"] {
        assert!(found(store, gone).await.is_empty(), "{gone}");
    }
    let commitment = store.commitment("KR0018").await.unwrap().unwrap();
    assert_eq!(commitment.milestones.len() + commitment.reviews.len(), 2);
    assert_eq!(store.countries().await.unwrap()[0].commitments, 2);
}

async fn a_database_of_a_newer_version_is_not_touched(fixture: Fixture) {
    let store = fixture.voting().await;
    store.close().await;
    let newer = match fixture.kind {
        Kind::Sqlite => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'later', TRUE, x'00', 1)"
        }
        Kind::Postgres => {
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (9999, 'later', TRUE, '\\x00', 1)"
        }
    };
    fixture.execute(newer).await.unwrap();
    let before = match fixture.kind {
        Kind::Sqlite => Some(std::fs::read(fixture.file()).unwrap()),
        Kind::Postgres => None,
    };
    for error in [
        fixture.try_open().await.unwrap_err(),
        Store::open_read_only(&fixture.url).await.unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::Database(_)));
        let error = error.to_string();
        assert!(error.contains("version 9999 by a newer program"), "{error}");
    }
    if let Some(before) = before {
        assert_eq!(std::fs::read(fixture.file()).unwrap(), before);
    }
}

async fn read_tables_that_are_described_otherwise_are_remade(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let dump = store.dump_read_tables().await.unwrap();
    // Another version of the program, on this node or another, remakes the tables its own way.
    fixture
        .execute("UPDATE read_tables SET description = 'of another version'")
        .await
        .unwrap();
    fixture.execute("DROP TABLE proposal").await.unwrap();
    let refused = store.submit(ballot(2)).await.unwrap_err().to_string();
    assert!(refused.contains("another version"), "{refused}");
    store.close().await;
    let error = Store::open_read_only(&fixture.url).await.unwrap_err();
    assert!(error.to_string().contains("madang rebuild"), "{error}");
    let store = fixture.open().await;
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    store.submit(ballot(2)).await.unwrap();
}
