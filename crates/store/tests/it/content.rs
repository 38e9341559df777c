//! Hiding and erasing bodies, and remaking the read tables.
use crate::read::ids;
use crate::support::*;
use madang_fixtures::{Programme, in_days};
use madang_programme::Command;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::proposals::ProposalWithdrawn;
use madang_record::{
    Checkpoint, Receipt, VerifyingKey, leaf_hash, verify_consistency, verify_inclusion,
};
use madang_store::model::{BodyView, ProposalFilter, ProposalState};
use madang_store::{Store, Submission, SubmitError};
use madang_words::{Language, Text};

on_both_databases!(
    erasing_leaves_the_tree_and_no_trace,
    an_erased_ballot_is_left_out,
    restricted_words_are_hidden_and_come_back,
    rebuilt_tables_equal_those_that_grew,
    a_rebuild_of_altered_entries_changes_nothing,
);

/// Characters that occur nowhere else, so that even two syllables of them together are a trace.
const SECRET: &str = "Qzxjvkwy 뷁쉟뿳 QzxjvkwY";

async fn found(store: &Store, search: &str) -> u64 {
    let filter = ProposalFilter {
        search: search.to_owned(),
        limit: 10,
        ..Default::default()
    };
    store.proposals(PROGRAMME, &filter).await.unwrap().total
}

fn erased(entry: u64, name: &str) -> ContentErased {
    ContentErased {
        entry,
        name: name.to_owned(),
        ground: Ground::ErasureRequest,
    }
}

async fn erasing_leaves_the_tree_and_no_trace(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(3)).await.unwrap();
    let receipt = store
        .submit(proposal("secret", 5, Text::new(Language::En, SECRET)))
        .await
        .unwrap();
    let index = receipt.proof.index;
    let keys = [fixture.key.verifying_key().clone()];
    let salt = *receipt.bodies[0].salt.as_bytes();
    assert_eq!(
        (found(&store, "zxjv").await, found(&store, "쉟뿳").await),
        (1, 1)
    );

    store
        .erase(official(), erased(index, "text"))
        .await
        .unwrap();
    assert_eq!(
        (found(&store, "zxjv").await, found(&store, "쉟뿳").await),
        (0, 0)
    );
    let detail = store.proposal(PROGRAMME, "secret").await.unwrap().unwrap();
    assert_eq!(detail.text, None);
    let entry = store.entry(index).await.unwrap().unwrap();
    assert!(matches!(&entry.bodies[..], [BodyView::Erased { by, .. }] if *by == index + 1));
    assert!(!String::from_utf8_lossy(&store.body_bundle(0).await.unwrap()).contains("Qzxj"));
    assert!(matches!(
        store
            .submit(by(official(), Command::plain(erased(index, "text"))))
            .await,
        Err(SubmitError::Refused(_))
    ));

    grew_to_the_same_tree(&store, &receipt, &keys).await;
    // Whoever kept the receipt can still prove what was said.
    assert_eq!(receipt.verify(&keys).unwrap().bodies, ["text"]);

    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    no_trace_is_left(&fixture, index, &salt).await;
}

/// The tree is the same tree, grown by the entry that says so.
async fn grew_to_the_same_tree(store: &Store, receipt: &Receipt, keys: &[VerifyingKey]) {
    let before = receipt.verify(keys).unwrap().checkpoint;
    let (index, size) = (receipt.proof.index, store.size().await.unwrap());
    let now = Checkpoint::open(&store.checkpoint().await.unwrap(), keys).unwrap();
    let proof = store.consistency_proof(before.size, size).await.unwrap();
    verify_consistency(before.size, &before.root, size, &now.root, &proof).unwrap();
    let proof = store.inclusion_proof(index, size).await.unwrap();
    let leaf = leaf_hash(receipt.entry.as_bytes());
    verify_inclusion(&leaf, index, size, &proof, &now.root).unwrap();
}

/// While the store is open: neither the database nor its log hold text, salt or two syllables of the text. Two Latin
/// letters are not looked for: hashes and keys hold any two bytes by chance. What a cluster of PostgreSQL holds is looked
/// through in `files.rs`.
async fn no_trace_is_left(fixture: &Fixture, index: u64, salt: &[u8]) {
    let rows = format!("SELECT count(*) FROM body WHERE entry = {index}");
    assert_eq!(fixture.number(&rows).await, 0);
    if fixture.kind == Kind::Postgres {
        return;
    }
    let mut bytes = std::fs::read(fixture.file()).unwrap();
    bytes.extend(std::fs::read(fixture.file().with_extension("db-wal")).unwrap());
    let traces = [
        SECRET.as_bytes(),
        b"qzxj",
        b"Qzxj",
        "뷁쉟".as_bytes(),
        "쉟뿳".as_bytes(),
        salt,
    ];
    for trace in traces {
        let found = memchr::memmem::find(&bytes, trace);
        let trace = String::from_utf8_lossy(trace);
        assert_eq!(found, None, "{trace:?} is still in the files");
    }
}

async fn an_erased_ballot_is_left_out(fixture: Fixture) {
    let store = fixture.voting().await;
    let keyed = |voter| Submission {
        idempotency_key: Some("first".to_owned()),
        ..ballot(voter)
    };
    let first = store.submit(keyed(1)).await.unwrap().proof.index;
    let second = Submission {
        idempotency_key: Some("second".to_owned()),
        ..ballot(2)
    };
    let others = std::iter::once(second).chain((3..6).map(ballot));
    store.submit_all(others.collect()).await.unwrap();
    assert!(
        store
            .erase(official(), erased(first, "ballot"))
            .await
            .is_err(),
        "it counts in a vote under way"
    );
    let excluded = Programme(PROGRAMME).exclude(VOTE, first, Ground::Order);
    store.submit(by(official(), excluded)).await.unwrap();
    // Nothing is kept that the ballot could be guessed from, but whose it was: another's gets no receipt of it, nor does its own.
    let size = store.size().await.unwrap();
    match store.submit(keyed(7)).await {
        Err(SubmitError::KeyReused { entry, .. }) => assert_eq!(entry, first),
        other => panic!("{other:?}"),
    }
    match store.submit(keyed(1)).await {
        Err(SubmitError::TakenOut { entry, by }) => assert_eq!((entry, by), (first, size - 1)),
        other => panic!("{other:?}"),
    }
    assert_eq!(store.size().await.unwrap(), size);
    one_taken_out_in_the_same_transaction_gives_no_receipt(&store).await;
    assert_eq!(store.size().await.unwrap(), size);
    store.submit(close_vote()).await.unwrap();
    store.submit(open_ballots()).await.unwrap();
    let ballots = store
        .opened_ballots(PROGRAMME, VOTE)
        .collect()
        .await
        .unwrap();
    assert_eq!(ballots.len(), 4);
    assert!(ballots.iter().all(|ballot| ballot.entry != first));
}

/// Whether its key was on record before or is recorded just then. All of it is refused together.
async fn one_taken_out_in_the_same_transaction_gives_no_receipt(store: &Store) {
    let of = |voter| Submission {
        idempotency_key: Some("together".to_owned()),
        ..ballot(voter)
    };
    let exclude = |entry| {
        let excluded = Programme(PROGRAMME).exclude(VOTE, entry, Ground::Order);
        by(official(), excluded)
    };
    let size = store.size().await.unwrap();
    let second = size - 5;
    let known = Submission {
        idempotency_key: Some("second".to_owned()),
        ..ballot(2)
    };
    assert_eq!(
        store.submit(known.clone()).await.unwrap().proof.index,
        second
    );
    for (together, taken_out) in [
        (vec![exclude(second), known], (second, size)),
        (vec![of(8), exclude(size), of(8)], (size, size + 1)),
    ] {
        match store.submit_all(together).await {
            Err(SubmitError::TakenOut { entry, by }) => assert_eq!((entry, by), taken_out),
            other => panic!("{other:?}"),
        }
        assert_eq!(store.size().await.unwrap(), size);
    }
}

async fn restricted_words_are_hidden_and_come_back(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    let index = store
        .submit(proposal("p", 5, text(SECRET)))
        .await
        .unwrap()
        .proof
        .index;
    let restrict = ContentRestricted {
        entry: index,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: in_days(30),
    };
    store.restrict(official(), restrict).await.unwrap();
    assert_eq!(found(&store, "zxjv").await, 0);
    assert_eq!(
        store.proposal(PROGRAMME, "p").await.unwrap().unwrap().text,
        None
    );
    let entry = store.entry(index).await.unwrap().unwrap();
    assert!(
        matches!(&entry.bodies[..], [BodyView::Restricted { by: Some(by), .. }] if *by == index + 1)
    );
    let hidden = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), hidden);

    store
        .release(
            official(),
            ContentReleased {
                entry: index,
                name: "text".to_owned(),
            },
        )
        .await
        .unwrap();
    assert_eq!(found(&store, "zxjv").await, 1);
    assert_eq!(
        store
            .proposal(PROGRAMME, "p")
            .await
            .unwrap()
            .unwrap()
            .text
            .unwrap()
            .title,
        text(SECRET)
    );
    let shown = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), shown);
}

/// A vote that is called off takes nothing back of the one that was decided before it.
async fn what_lost_keeps_having_lost(store: &Store) {
    let standing = async |state| {
        let filter = ProposalFilter {
            state: Some(state),
            ..ProposalFilter::default()
        };
        ids(store, filter).await.0
    };
    let lost = standing(ProposalState::NotSelected).await;
    assert!(lost.len() > 1, "{lost:?}");
    let again = P.open_vote("v2", "rule", madang_fixtures::approval());
    store.submit(by(official(), again)).await.unwrap();
    assert_eq!(standing(ProposalState::Candidate).await, lost);
    let cancelled = by(official(), P.cancel("v2", "too early"));
    store.submit(cancelled).await.unwrap();
    assert_eq!(standing(ProposalState::NotSelected).await, lost);
    let of_vote = store.proposal(PROGRAMME, &lost[0]).await.unwrap().unwrap();
    assert_eq!(of_vote.vote.as_deref(), Some(VOTE));
    let withdrawn = by(official(), P.take_back(&lost[0], "merged"));
    store.submit(withdrawn).await.unwrap();
    let counts = store.proposal_counts(PROGRAMME).await.unwrap().by_state;
    let of = |state| counts.iter().find(|(known, _)| *known == state);
    let left = of(ProposalState::NotSelected).map(|(_, number)| *number);
    assert_eq!(left, Some(lost.len() as u64 - 1));
    assert_eq!(
        of(ProposalState::Withdrawn).map(|(_, number)| *number),
        Some(2)
    );
}

async fn rebuilt_tables_equal_those_that_grew(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(40)).await.unwrap();
    let withdraw = ProposalWithdrawn {
        programme: PROGRAMME.to_owned(),
        id: "7".to_owned(),
    };
    store
        .submit(by(official(), Command::plain(withdraw)))
        .await
        .unwrap();
    store.submit_all(vote()).await.unwrap();
    for voter in 0..30 {
        store.submit(ballot(voter % 20)).await.unwrap();
    }
    store.submit(close_vote()).await.unwrap();
    store.submit(open_ballots()).await.unwrap();
    let computed = computed(&store).await;
    assert_eq!(computed.facts.tally.cast, 30);
    assert!(!computed.facts.selected.is_empty());
    store.submit(by(official(), computed.into())).await.unwrap();

    what_lost_keeps_having_lost(&store).await;
    let grown = store.dump_read_tables().await.unwrap();
    for table in [
        "proposal:",
        "vote:",
        "ballot:",
        "ballot_count:",
        "subject:",
        "proposal_count:",
        "proposal_audience:",
        "reference:",
        "words:",
        "word_index:",
    ] {
        assert!(
            grown.lines().any(|line| line.starts_with(table)),
            "{table} is empty"
        );
    }
    // What is lost or spoilt comes back.
    for statement in [
        "DELETE FROM subject",
        "UPDATE proposal SET state = 'withdrawn'",
        "DELETE FROM ballot",
    ] {
        fixture.execute(statement).await.unwrap();
    }
    assert_ne!(store.dump_read_tables().await.unwrap(), grown);
    let seen = std::sync::Mutex::new(Vec::new());
    store
        .rebuild(&|done, of| seen.lock().unwrap().push((done, of)))
        .await
        .unwrap();
    let size = store.size().await.unwrap();
    assert_eq!(seen.lock().unwrap().last(), Some(&(size, size)));
    assert_eq!(store.dump_read_tables().await.unwrap(), grown);
}

async fn a_rebuild_of_altered_entries_changes_nothing(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let (size, dump) = (
        store.size().await.unwrap(),
        store.dump_read_tables().await.unwrap(),
    );
    let ballot = store.entry(size - 1).await.unwrap().unwrap().bytes;
    let altered: Vec<u8> = String::from_utf8(ballot)
        .unwrap()
        .replace("registrar/import", "registrar/impost")
        .into();
    let hex: String = altered.iter().map(|byte| format!("{byte:02x}")).collect();
    let index = size - 1;
    // The trigger stands in the way of mistakes, not of whoever owns the database.
    if fixture.kind == Kind::Sqlite {
        fixture
            .execute("DROP TRIGGER entry_never_changes")
            .await
            .unwrap();
        fixture
            .execute(&format!(
                "UPDATE entry SET bytes = x'{hex}' WHERE idx = {index}"
            ))
            .await
            .unwrap();
    } else {
        fixture
            .execute("DROP TRIGGER entry_never_changes ON entry")
            .await
            .unwrap();
        fixture
            .execute(&format!(
                "UPDATE entry SET bytes = '\\x{hex}' WHERE idx = {index}"
            ))
            .await
            .unwrap();
    }
    let error = store.rebuild(&|_, _| ()).await.unwrap_err().to_string();
    assert!(
        error.contains("do not make the tree that was signed"),
        "{error}"
    );
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    store.close().await;
    let error = fixture.try_open().await.unwrap_err().to_string();
    assert!(error.contains("entries were altered"), "{error}");
}
