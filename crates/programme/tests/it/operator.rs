//! Who runs the log says so: the newest statement counts, by who has seen the one before.

use madang_programme::content::ContentErased;
use madang_programme::log::{CONTACT, NameOperator, OperatorContact, OperatorNamed};
use madang_programme::place::{Relation, references};
use madang_programme::{Command, State};
use madang_record::EntryRef;

use crate::facts::kept;
use crate::support::*;

type Change = fn(&mut OperatorNamed);

const OPERATOR: &str = "operator/console";

fn facts() -> OperatorNamed {
    let facts = serde_json::from_str(&kept("log.operator_named-1.json"));
    OperatorNamed {
        replaces: None,
        ..facts.expect("facts")
    }
}

fn asked(facts: OperatorNamed) -> Command {
    let contact = OperatorContact {
        email: Some("open@example.go.kr".into()),
        ..OperatorContact::default()
    };
    NameOperator {
        facts,
        contact: Some(contact),
    }
    .into()
}

fn stands(state: &State) -> (u64, u64, OperatorNamed) {
    let log = state.log().expect("a log");
    let said = log.operator.clone().expect("it was said");
    (said.entry, said.statements, said.facts)
}

#[test]
fn the_newest_statement_counts_and_says_which_it_replaces() {
    let mut state = prepared();
    assert_eq!(state.log().expect("a log").operator, None);
    let first = state.size;
    give(&mut state, OPERATOR, asked(facts())).expect("it is said");
    assert_eq!(stands(&state), (first, 1, facts()));

    let newer = OperatorNamed {
        replaces: Some(first),
        name: english("Another office"),
        ..facts()
    };
    let draft = draft(&state, OPERATOR, asked(newer.clone())).expect("a draft");
    let entry = entry(&state, draft, OPERATOR);
    let bytes = entry.to_bytes().expect("an entry");
    let parsed = EntryRef::parse(&bytes).expect("canonical");
    let second = state.size;
    let refs: Vec<_> = references(second, &parsed).collect();
    assert_eq!(refs, [(second, Relation::Replaces, first)]);
    replay(&mut state, &entry).expect("it is said anew");
    assert_eq!(stands(&state), (second, 2, newer));

    // How the office was reached can go; what it is called cannot.
    let erase = Command::plain(ContentErased {
        entry: first,
        name: CONTACT.into(),
        ground: madang_programme::content::Ground::ErasureRequest,
    });
    give(&mut state, "official/test", erase).expect("the contact is erased");
    assert!(state.content(first, CONTACT).is_some());
}

#[test]
fn who_has_not_seen_what_stands_and_who_may_not_is_refused() {
    let mut state = prepared();
    let first = state.size;
    let refused = |state: &mut State, actor: &str, facts: OperatorNamed, says: &str| {
        let before = state.clone();
        let reason = give(state, actor, asked(facts)).expect_err(says);
        assert!(reason.contains(says), "{reason}");
        assert_eq!(*state, before);
    };
    let replacing = |replaces| OperatorNamed {
        replaces,
        ..facts()
    };
    refused(
        &mut state,
        OPERATOR,
        replacing(Some(3)),
        "is entry 3; what stands of the operator is nothing",
    );
    refused(
        &mut state,
        "official/test",
        facts(),
        "the role official may not",
    );
    give(&mut state, OPERATOR, asked(facts())).expect("it is said");
    let now = format!("what stands of the operator is entry {first}");
    for replaces in [None, Some(first - 1)] {
        refused(&mut state, OPERATOR, replacing(replaces), &now);
    }
}

#[test]
fn what_is_said_is_a_name_and_addresses() {
    let mut state = prepared();
    let changes: [(Change, &str); 7] = [
        (|facts| facts.name = english(" "), "name"),
        (|facts| facts.name = english("x".repeat(201)), "name"),
        (|facts| facts.name = english("Mad\u{200b}ang"), "name"),
        (
            |facts| facts.privacy = Some("javascript:alert(1)".into()),
            "privacy",
        ),
        (|facts| facts.contact = Some("https:// x".into()), "contact"),
        (
            |facts| {
                facts.posts.insert("Jane Doe".into(), english("Head"));
            },
            "posts Jane Doe",
        ),
        (
            |facts| facts.licence.as_mut().expect("a licence").url = Some("ftp://x".into()),
            "address of the licence",
        ),
    ];
    for (change, says) in changes {
        let mut wrong = facts();
        change(&mut wrong);
        let reason = give(&mut state, OPERATOR, asked(wrong)).expect_err(says);
        assert!(reason.contains(says), "{reason}");
    }
    let contact = |contact: OperatorContact| NameOperator {
        facts: facts(),
        contact: Some(contact),
    };
    let nobody = OperatorContact::default();
    for (wrong, says) in [
        (nobody.clone(), "says nothing"),
        (
            OperatorContact {
                email: Some("nobody".into()),
                ..nobody.clone()
            },
            "e-mail",
        ),
        (
            OperatorContact {
                phone: Some(" ".into()),
                ..nobody.clone()
            },
            "phone",
        ),
        (
            OperatorContact {
                security: Some("by post".into()),
                ..nobody
            },
            "weaknesses",
        ),
    ] {
        let reason = give(&mut state, OPERATOR, contact(wrong).into()).expect_err(says);
        assert!(reason.contains(says), "{reason}");
    }
}
