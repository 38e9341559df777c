//! Proposals of participants in the read tables: their values through every version, comments by threads, what is merged; and one
//! person's endorsements, however many come at once.

use std::collections::BTreeMap;

use madang_fixtures::{GROUP, INSTITUTION, answered};
use madang_programme::answers::{Disposition, Subject};
use madang_programme::proposals::{
    Derivation, DerivedFrom, ProposalAmended, ProposalHandedIn, ProposalSubmitted, ProposalText,
    ProposedBy, ProposerKind,
};
use madang_programme::{Actor, Command, Role};
use madang_store::model::{ProposalDetail, ProposalFilter, ProposalOrder, ProposalState};
use madang_store::{Store, Submission, SubmitError};
use madang_words::Language;

use crate::support::*;

on_both_databases!(
    a_proposal_reads_as_its_last_version_says,
    lists_and_counts_follow_a_merge,
    what_nobody_answered_is_listed_by_itself,
    comments_come_by_threads,
    a_need_has_its_proposals_and_they_lead_back_to_it,
    of_endorsements_at_once_one_name_has_one,
);

fn participant(name: &str) -> Actor {
    Actor::new(Role::Participant, name).unwrap()
}

fn ask(command: Command) -> Submission {
    by(official(), command)
}

fn hand_in(name: &str, facts: ProposalHandedIn, title: &str) -> Submission {
    by(participant(name), P.hand_in(facts, title))
}

async fn one(store: &Store, id: &str) -> ProposalDetail {
    store.proposal(PROGRAMME, id).await.unwrap().unwrap()
}

async fn ids(store: &Store, filter: ProposalFilter) -> (Vec<String>, u64) {
    let filter = ProposalFilter {
        limit: 100,
        ..filter
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    let ids = page.items.into_iter().map(|proposal| proposal.facts.id);
    (ids.collect(), page.total)
}

/// Read tables are what a rebuild makes of the entries.
async fn holds_after_a_rebuild(store: &Store) {
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

fn title(text: &Option<ProposalText>) -> String {
    let text = text.as_ref().expect("public words");
    let (_, words) = text.title.best(Language::En).expect("a title");
    words.to_owned()
}

async fn a_proposal_reads_as_its_last_version_says(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    store
        .submit(ask(P.need("n", text("Getting home"))))
        .await
        .unwrap();
    let facts = ProposalHandedIn {
        needs: vec!["n".into()],
        derived_from: vec![DerivedFrom {
            proposal: "1".into(),
            version: 1,
            how: Derivation::Adapted,
        }],
        ..P.own_proposal("mine")
    };
    store
        .submit(hand_in("abc", facts.clone(), "Night buses"))
        .await
        .unwrap();
    let mine = one(&store, "mine").await;
    assert_eq!(
        (mine.facts.cost, mine.version, &mine.amended),
        (None, 1, &None)
    );
    assert_eq!(mine.facts.by, Some(ProposedBy::Participant));
    assert_eq!(mine.facts.proposer, Some(ProposerKind::Citizen));
    let reads = store.with_state(|state| state.proposal(PROGRAMME, "mine").unwrap().reads());
    let amended = ProposalAmended {
        amends: reads.await.unwrap(),
        reason: text("The cost"),
        values: ProposalSubmitted {
            group: Some(GROUP.to_owned()),
            proposer: Some(ProposerKind::CitizenGroup),
            ..P.proposed("mine", 700)
        },
    };
    let words = madang_fixtures::titled(text("Buses at night"));
    store
        .submit(ask(Command::worded(amended, words)))
        .await
        .unwrap();
    let revised = P.revise("mine", 2, None, "Buses until one");
    store.submit(by(participant("abc"), revised)).await.unwrap();
    let mine = one(&store, "mine").await;
    assert_eq!((mine.facts.cost, mine.version), (Some(700), 3));
    assert_eq!(mine.facts.proposer, Some(ProposerKind::CitizenGroup));
    assert_eq!(mine.facts.needs, ["n"]);
    assert_eq!(mine.facts.derived_from, facts.derived_from);
    assert_eq!(title(&mine.text), "Buses until one");
    let versions = store.proposal_versions(PROGRAMME, "mine").await.unwrap();
    let read: Vec<_> = versions
        .iter()
        .map(|version| {
            (
                title(&version.text),
                version.facts.cost,
                version.reason.is_some(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            ("Night buses".to_owned(), None, false),
            ("Buses at night".to_owned(), Some(700), true),
            ("Buses until one".to_owned(), Some(700), false)
        ]
    );
    found_as_it_reads_now(&store).await;
    holds_after_a_rebuild(&store).await;
}

async fn found_as_it_reads_now(store: &Store) {
    // A search finds what it reads now, whichever kind of entry said it.
    let search = |words: &str| ProposalFilter {
        search: words.to_owned(),
        ..ProposalFilter::default()
    };
    assert_eq!(ids(store, search("until one")).await.0, ["mine"]);
    assert_eq!(
        ids(store, search("Night buses")).await.0,
        Vec::<String>::new()
    );
    let by_cost = ProposalFilter {
        order: ProposalOrder::CostDescending,
        ..ProposalFilter::default()
    };
    assert_eq!(ids(store, by_cost).await.0, ["1", "mine"]);
}

async fn lists_and_counts_follow_a_merge(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(4)).await.unwrap();
    store
        .submit(ask(P.merge_proposals(&["1", "2"], "3")))
        .await
        .unwrap();
    let of = |state| ProposalFilter {
        state: Some(state),
        ..ProposalFilter::default()
    };
    assert_eq!(
        ids(&store, of(ProposalState::Merged)).await,
        (vec!["1".into(), "2".into()], 2)
    );
    assert_eq!(ids(&store, of(ProposalState::Submitted)).await.1, 2);
    let counts = store.proposal_counts(PROGRAMME).await.unwrap().by_state;
    assert_eq!(
        counts,
        [(ProposalState::Submitted, 2), (ProposalState::Merged, 2)]
    );
    store.submit_all(vote()).await.unwrap();
    let candidates = ids(&store, of(ProposalState::Candidate)).await;
    assert_eq!(candidates.0, ["3", "4"], "what was merged is no candidate");
    holds_after_a_rebuild(&store).await;
}

async fn what_nobody_answered_is_listed_by_itself(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(5)).await.unwrap();
    let named = P.institution(INSTITUTION, "Ministry of the Interior");
    let merged = P.merge_proposals(&["1"], "2");
    store
        .submit_all(vec![ask(named), ask(merged)])
        .await
        .unwrap();
    let filter = ProposalFilter {
        unanswered: true,
        ..ProposalFilter::default()
    };
    let found = ids(&store, filter.clone()).await;
    let all = ["2", "3", "4", "5"].map(str::to_owned).to_vec();
    assert_eq!(found, (all, 4));
    let given = P.answer_now(Subject::Proposal("3".to_owned()), Disposition::Adopted);
    store.submit(ask(answered(given))).await.unwrap();
    let found = ids(&store, filter.clone()).await;
    let left = ["2", "4", "5"].map(str::to_owned).to_vec();
    assert_eq!(found, (left, 3));
    // Narrowed further, and by an order that is not that of the record.
    let search = ProposalFilter {
        search: "number 4".to_owned(),
        order: ProposalOrder::CostDescending,
        state: Some(ProposalState::Submitted),
        ..filter.clone()
    };
    assert_eq!(ids(&store, search).await, (vec!["4".to_owned()], 1));
    let part = ProposalFilter {
        offset: 1,
        limit: 1,
        ..filter
    };
    let page = store.proposals(PROGRAMME, &part).await.unwrap();
    assert_eq!((page.total, page.items[0].facts.id.as_str()), (3, "4"));
    holds_after_a_rebuild(&store).await;
}

async fn comments_come_by_threads(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(2)).await.unwrap();
    let say = |id: &str, parent, words: &str| by(participant("abc"), P.comment(id, parent, words));
    let first = store
        .submit_all(vec![say("1", None, "first")])
        .await
        .unwrap()[0]
        .index;
    let second = store
        .submit_all(vec![say("1", None, "second")])
        .await
        .unwrap()[0]
        .index;
    let elsewhere = store
        .submit_all(vec![say("2", None, "elsewhere")])
        .await
        .unwrap()[0]
        .index;
    let reply = store
        .submit_all(vec![say("1", Some(first), "reply")])
        .await
        .unwrap()[0]
        .index;
    let deeper = store
        .submit_all(vec![say("1", Some(reply), "deeper")])
        .await
        .unwrap()[0]
        .index;
    let refused = store.submit(say("1", Some(elsewhere), "astray")).await;
    assert!(
        matches!(refused, Err(SubmitError::Refused(_))),
        "{refused:?}"
    );
    let entry = one(&store, "1").await.entry;
    let threads = |offset, limit| {
        let store = store.clone();
        async move {
            let page = store.proposal_comments(entry, offset, limit).await.unwrap();
            let of = |thread: &Vec<_>| -> Vec<u64> {
                thread
                    .iter()
                    .map(|comment: &madang_store::model::CommentDetail| comment.entry)
                    .collect()
            };
            (page.items.iter().map(of).collect::<Vec<_>>(), page.total)
        }
    };
    assert_eq!(
        threads(0, 20).await,
        (vec![vec![second], vec![first, reply, deeper]], 2)
    );
    assert_eq!(threads(1, 1).await, (vec![vec![first, reply, deeper]], 2));
    assert_eq!(threads(5, 20).await, (vec![], 2));
    let page = store.proposal_comments(entry, 0, 20).await.unwrap();
    // What was said about a proposal leads to it.
    for (words, under) in [
        ("deeper", &["1"][..]),
        ("elsewhere", &["2"]),
        ("nowhere", &[]),
    ] {
        let search = ProposalFilter {
            search: words.to_owned(),
            ..ProposalFilter::default()
        };
        assert_eq!(ids(&store, search).await.0, under, "{words}");
    }
    assert_eq!(page.items[1][1].parent, Some(first));
    assert_eq!(page.items[1][1].actor, "participant/abc");
    assert!(page.items[1][1].text.is_some());
    holds_after_a_rebuild(&store).await;
}

async fn a_need_has_its_proposals_and_they_lead_back_to_it(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    for need in ["n", "m"] {
        store
            .submit(ask(P.need(need, text("Getting home"))))
            .await
            .unwrap();
    }
    let facts = |id: &str, needs: &[&str]| ProposalHandedIn {
        needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        ..P.own_proposal(id)
    };
    for (id, needs) in [("a", &["n"][..]), ("b", &["n", "m"]), ("c", &[])] {
        store
            .submit(hand_in("abc", facts(id, needs), "A service"))
            .await
            .unwrap();
    }
    let of = |id: &'static str| {
        let store = store.clone();
        async move {
            let need = store.need(PROGRAMME, id).await.unwrap().unwrap().entry;
            let found = store.proposals_of_need(need).await.unwrap();
            let ids: Vec<String> = found.into_iter().map(|one| one.facts.id).collect();
            (need, ids)
        }
    };
    let (need, found) = of("n").await;
    assert_eq!(found, ["a", "b"]);
    assert_eq!(of("m").await.1, ["b"]);
    let trace = store
        .trace(one(&store, "a").await.entry)
        .await
        .unwrap()
        .unwrap();
    let back: BTreeMap<_, _> = trace
        .back
        .iter()
        .map(|hop| (hop.to.how.name(), hop.to.things.clone()))
        .collect();
    assert_eq!(back, BTreeMap::from([("meets", vec![need])]));
}

/// Whether somebody endorsed is asked where it is recorded: of many that come at once under one name one is recorded, and the others
/// are told.
async fn of_endorsements_at_once_one_name_has_one(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    let mut all = Vec::new();
    for number in 0..40u32 {
        let store = store.clone();
        let name = format!("e{}", number % 4);
        all.push(tokio::spawn(async move {
            store
                .submit(by(participant(&name), P.endorse("1", 1)))
                .await
        }));
    }
    let (mut recorded, mut refused) = (0, 0);
    for one in all {
        match one.await.unwrap() {
            Ok(_) => recorded += 1,
            Err(SubmitError::Refused(violation)) => {
                let said = violation.to_string();
                assert!(said.contains("endorsed by entry"), "{said}");
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((recorded, refused), (4, 36));
    let counted = store.with_state(|state| state.endorsements(PROGRAMME, "1"));
    assert_eq!(counted.await.unwrap(), BTreeMap::from([(1, 4)]));
    // Sent again under its key, it is the same receipt.
    let again = || keyed("once", by(participant("e9"), P.endorse("1", 1)));
    let first = store.submit(again()).await.unwrap();
    let second = store.submit(again()).await.unwrap();
    assert_eq!(first.entry, second.entry);
}
