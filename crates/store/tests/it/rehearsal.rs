//! Commands are tried on a copy of the record: what each would become is said, and nothing is recorded.

use madang_programme::proposals::{ProposalAmended, ProposalSubmitted, ProposalText, ProposerKind};
use madang_programme::{Actor, Command, Role, Violation};
use madang_store::model::{ProposalFilter, ProposalState};
use madang_store::{Rehearsal, Rehearsed, Submission, SubmitError, Terms};

use crate::read::ids;
use crate::support::*;

on_both_databases!(
    a_rehearsal_says_what_would_become_of_each_command_and_records_nothing,
    an_amended_proposal_reads_as_amended_and_is_found_by_its_words,
    a_file_is_the_same_file_whoever_brings_it,
);

fn keyed(command: Command, key: &str) -> Submission {
    Submission {
        idempotency_key: Some(key.to_owned()),
        ..by(official(), command)
    }
}

fn handed_in(id: &str, cost: u64, title: &str) -> (ProposalSubmitted, ProposalText) {
    let facts = ProposalSubmitted {
        programme: PROGRAMME.into(),
        id: id.into(),
        cost,
        group: None,
        audiences: vec![],
        proposer: None,
    };
    let words = ProposalText {
        title: text(title),
        summary: None,
        proposer: None,
    };
    (facts, words)
}

fn submit(id: &str, cost: u64, title: &str) -> Command {
    let (facts, words) = handed_in(id, cost, title);
    Command::worded(facts, words)
}

async fn a_rehearsal_says_what_would_become_of_each_command_and_records_nothing(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let kept = keyed(submit("x", 5, "Kept"), "x");
    let entry = store.submit(kept.clone()).await.unwrap().proof.index;
    let size = store.size().await.unwrap();
    let mut rehearsal = store.rehearsal().await.unwrap();
    let became = rehearsal
        .take(vec![
            keyed(submit("y", 5, "New"), "y"),
            kept,
            keyed(submit("x", 5, "Other words"), "x"),
            keyed(submit("z", 5, " "), "z"),
            keyed(submit("y", 5, "New"), "y"),
            keyed(submit("y", 5, "Twice"), "y-2"),
        ])
        .await
        .unwrap();
    assert_eq!(became[..2], [Rehearsed::New, Rehearsed::Repeated(entry)]);
    let reused = SubmitError::KeyReused {
        key: "x".to_owned(),
        entry,
    };
    assert_eq!(became[2], Rehearsed::Refused(reused));
    let malformed = |became: &Rehearsed| {
        matches!(
            became,
            Rehearsed::Refused(SubmitError::Refused(Violation::Field { .. }))
        )
    };
    assert!(malformed(&became[3]), "{:?}", became[3]);
    // What was rehearsed before counts, its key too.
    assert_eq!(became[4], Rehearsed::Repeated(size));
    let exists = |became: &Rehearsed| {
        matches!(
            became,
            Rehearsed::Refused(SubmitError::Refused(Violation::Exists { .. }))
        )
    };
    assert!(exists(&became[5]), "{:?}", became[5]);
    assert!(rehearsal.state().proposal(PROGRAMME, "y").is_ok());
    assert_eq!(store.size().await.unwrap(), size, "nothing is recorded");
    // A new record takes what this one took.
    let mut new = Rehearsal::of_new_record().await.unwrap();
    let became = new.take(programme(2)).await.unwrap();
    assert!(
        became.iter().all(|one| *one == Rehearsed::New),
        "{became:?}"
    );
}

async fn a_file_is_the_same_file_whoever_brings_it(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let brought = |pseudonym: &str, key_of: bool, id: &str| {
        let actor = |pseudonym: &str| Actor::new(Role::Official, pseudonym).unwrap();
        Submission {
            actor: actor(pseudonym),
            terms: Terms {
                key_of: key_of.then(|| actor("files")),
                ..Terms::default()
            },
            ..keyed(submit(id, 5, "Lanterns"), id)
        }
    };
    let entry = store.submit(brought("one", true, "x")).await.unwrap();
    let entry = entry.proof.index;
    let mut rehearsal = store.rehearsal().await.unwrap();
    let other = brought("other", true, "x");
    let tried = rehearsal.take(vec![other.clone()]).await.unwrap();
    assert_eq!(tried, [Rehearsed::Repeated(entry)]);
    assert_eq!(store.submit(other).await.unwrap().proof.index, entry);
    // What somebody recorded in their own name alone is known when they come again, and to nobody else.
    let own = store.submit(brought("one", false, "y")).await.unwrap();
    let again = store.submit(brought("one", true, "y")).await.unwrap();
    assert_eq!(again.proof.index, own.proof.index);
    let refused = store.submit(brought("other", true, "y")).await;
    assert!(
        matches!(
            &refused,
            Err(SubmitError::Refused(Violation::Exists { .. }))
        ),
        "{refused:?}"
    );
}

async fn an_amended_proposal_reads_as_amended_and_is_found_by_its_words(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let asked = by(official(), submit("x", 5, "Lanterns for alleys"));
    let own = store.submit(asked).await.unwrap().proof.index;
    let (facts, mut words) = handed_in("x", 7, "Benches for alleys");
    words.summary = Some(text("Wooden ones"));
    let amended = ProposalAmended {
        amends: own,
        reason: text("Asked for at the hearing"),
        values: ProposalSubmitted {
            group: Some("general".into()),
            audiences: vec!["families".into()],
            proposer: Some(ProposerKind::Citizen),
            ..facts
        },
    };
    let asked = by(official(), Command::worded(amended, words));
    let entry = store.submit(asked).await.unwrap().proof.index;
    let read = store.proposal(PROGRAMME, "x").await.unwrap().unwrap();
    assert_eq!((read.entry, read.facts.cost), (own, Some(7)));
    assert_eq!(read.facts.proposer, Some(ProposerKind::Citizen));
    assert!(read.amended.is_some());
    assert_eq!(read.text.unwrap().title, text("Benches for alleys"));
    let versions = store.proposal_versions(PROGRAMME, "x").await.unwrap();
    let kept: Vec<_> = versions
        .iter()
        .map(|version| (version.entry, version.facts.cost, version.reason.is_some()))
        .collect();
    assert_eq!(kept, [(own, Some(5), false), (entry, Some(7), true)]);
    assert_eq!(
        versions[0].text.as_ref().unwrap().title,
        text("Lanterns for alleys")
    );
    let search = |words: &str| ProposalFilter {
        search: words.to_owned(),
        ..Default::default()
    };
    assert_eq!(ids(&store, search("benches")).await.0, ["x"]);
    assert!(ids(&store, search("lanterns")).await.0.is_empty());
    let families = ProposalFilter {
        audience: Some("families".into()),
        ..Default::default()
    };
    assert!(ids(&store, families).await.0.contains(&"x".to_owned()));
    let counts = store.proposal_counts(PROGRAMME).await.unwrap();
    assert_eq!(counts.by_state, [(ProposalState::Submitted, 3)]);
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}
