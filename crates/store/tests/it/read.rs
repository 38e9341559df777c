//! Lists and pages from the read tables.
use std::collections::BTreeMap;

use crate::support::*;
use madang_programme::Command;
use madang_programme::bodies::{
    AppointMember, BodyEstablished, MemberAppointed, MemberLeft, Person,
};
use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentCorrected, CommitmentRecorded, CommitmentText, MilestoneRecorded,
    ReviewRecorded, ReviewText,
};
use madang_programme::proposals::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use madang_record::Visibility;
use madang_store::Store;
use madang_store::model::{EntryFilter, ProposalFilter, ProposalOrder, ProposalState, Stage};
use madang_words::{Language, Text};
use serde_json::json;

on_both_databases!(
    search_finds_substrings_in_korean_and_english,
    search_in_a_long_list_finds_the_same,
    search_in_a_long_list_counts_what_it_must,
    proposals_are_filtered_ordered_and_paged,
    a_programme_shows_where_it_stands,
    commitments_show_what_belongs_to_them,
    the_latest_entries_are_listed,
    what_refers_to_an_entry_is_found,
    the_record_is_filtered_by_kind_and_actor,
    search_passes_over_spaces_and_particles,
    near_words_are_offered,
    a_corrected_commitment_shows_the_old_beside_the_new,
);

async fn ids(store: &Store, filter: ProposalFilter) -> (Vec<String>, u64) {
    let filter = ProposalFilter {
        limit: 100,
        ..filter
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    assert!(!page.more_than_total);
    (
        page.items.into_iter().map(|item| item.facts.id).collect(),
        page.total,
    )
}

async fn search_finds_substrings_in_korean_and_english(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    find_substrings(&store).await;
    let blank = ProposalFilter {
        search: "   ".into(),
        ..Default::default()
    };
    let all = ["benefits", "safety", "startup", "tax", "café", "long"];
    assert_eq!(ids(&store, blank).await, (all.map(Into::into).into(), 6));
}

/// More proposals than are read through before the index is asked; one in fifty is rare.
const LONG: u64 = 2_100;

async fn long_list(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let fillers = (0..LONG).map(|number| {
        let title = match number {
            _ if number % 50 == 0 => "qqq",
            ..1_000 => "yyy",
            _ => "zzz",
        };
        proposal(&number.to_string(), number, text(title))
    });
    store.submit_all(fillers.collect()).await.unwrap();
    store
}

async fn search_in_a_long_list_finds_the_same(fixture: Fixture) {
    find_substrings(&long_list(&fixture).await).await;
}

async fn search_in_a_long_list_counts_what_it_must(fixture: Fixture) {
    use ProposalOrder::{CostAscending, CostDescending, Submitted};
    let store = long_list(&fixture).await;
    for (search, order, offset, expected) in [
        ("yyy", Submitted, 0, "10 of 970+ from 1, followed"),
        ("yyy", CostDescending, 0, "10 of 980 from 999, followed"),
        ("zzz", Submitted, 0, "10 of 1000+ from 1001, followed"),
        ("zzz", CostAscending, 100, "10 of 970+ from 1103, followed"),
        (
            "zzz",
            CostDescending,
            1_000,
            "10 of 1078 from 1079, followed",
        ),
        ("zzz", Submitted, 1_070, "8 of 1078 from 2092"),
        ("qqq", Submitted, 0, "10 of 10+ from 0, followed"),
        ("qqq", CostDescending, 0, "10 of 10+ from 2050, followed"),
        ("qqq", Submitted, 10, "10 of 20+ from 500, followed"),
        ("qqq", Submitted, 20, "10 of 42 from 1000, followed"),
        ("qqq", CostAscending, 40, "2 of 42 from 2000"),
        ("qqq", Submitted, 50, "0 of 42"),
        ("qq QQQ q", Submitted, 30, "10 of 42 from 1500, followed"),
        ("yyy zzz", Submitted, 0, "0 of 0"),
    ] {
        let filter = ProposalFilter {
            search: search.into(),
            order,
            offset,
            limit: 10,
            audience: Some("families".into()),
            ..Default::default()
        };
        let page = store.proposals(PROGRAMME, &filter).await.unwrap();
        let more = if page.more_than_total { "+" } else { "" };
        let mut got = format!("{} of {}{more}", page.items.len(), page.total);
        if let Some(first) = page.items.first() {
            got += &format!(" from {}", first.facts.id);
        }
        if page.is_followed(offset, 10) {
            got += ", followed";
        }
        assert_eq!(got, expected, "{search} in {order:?} from {offset}");
    }
}

/// Records proposals and searches for parts of their words.
async fn find_substrings(store: &Store) {
    let words = [
        (
            "benefits",
            Text(BTreeMap::from([
                (Language::Ko, "맞춤형 복지급여 안내".into()),
                (Language::En, "Benefit Finder".into()),
            ])),
        ),
        ("safety", Text::new(Language::Ko, "생활안전 지도 100% 공개")),
        (
            "startup",
            Text::new(Language::En, "Start-up one_stop counter, E-Gov 3.0"),
        ),
        ("tax", Text::new(Language::Ko, "연말정산 안내 서비스")),
        ("café", Text::new(Language::En, "Café ÉCOLE for ÅNGSTRÖM")),
    ];
    for (id, title) in words {
        store.submit(proposal(id, 1, title)).await.unwrap();
    }
    let facts = ProposalSubmitted {
        programme: PROGRAMME.into(),
        id: "long".into(),
        cost: 1,
        group: None,
        audiences: vec![],
    };
    let long = ProposalText {
        title: text("Somebody"),
        summary: Some(Text::new(Language::Ko, "장애인 이동지원 차량")),
        proposer: Some(text("Ministry of the Interior")),
    };
    store
        .submit(by(official(), Command::worded(facts, Box::new(long))))
        .await
        .unwrap();
    for (search, expected) in [
        ("복지", &["benefits"][..]),
        ("복지급여", &["benefits"]),
        ("지급", &["benefits"]),
        ("안내", &["benefits", "tax"]),
        ("안내 서비스", &["tax"]),
        ("서비스 안내", &["tax"]),
        ("복", &["benefits"]),
        ("도", &["safety"]),
        ("finder BENEFIT", &["benefits"]),
        ("nef", &["benefits"]),
        ("100%", &["safety"]),
        ("00", &["safety"]),
        ("start-up", &["startup"]),
        ("start up", &["startup"]),
        ("startup", &[]),
        ("one_stop", &["startup"]),
        ("one%stop", &[]),
        ("3.0", &["startup"]),
        ("école ångström", &["café"]),
        ("이동", &["long"]),
        ("interior", &["long"]),
        ("맞춤 차량", &[]),
        ("복급", &[]),
        ("%", &["safety"]),
        ("\" OR \"", &[]),
        ("' | 'x':*", &[]),
    ] {
        let (found, total) = ids(
            store,
            ProposalFilter {
                search: search.into(),
                ..Default::default()
            },
        )
        .await;
        assert_eq!(found, expected, "search for {search:?}");
        assert_eq!(total, expected.len() as u64, "search for {search:?}");
    }
    let (found, _) = ids(
        store,
        ProposalFilter {
            search: "안내".into(),
            audience: Some("families".into()),
            group: Some("general".into()),
            ..Default::default()
        },
    )
    .await;
    assert_eq!(found, ["benefits", "tax"]);
}

async fn proposals_are_filtered_ordered_and_paged(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(12)).await.unwrap();
    let withdraw = ProposalWithdrawn {
        programme: PROGRAMME.into(),
        id: "3".into(),
    };
    store
        .submit(by(official(), Command::plain(withdraw)))
        .await
        .unwrap();
    let filter = ProposalFilter {
        order: ProposalOrder::CostDescending,
        offset: 2,
        limit: 3,
        ..Default::default()
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    let found: Vec<_> = page
        .items
        .iter()
        .map(|item| (item.facts.id.as_str(), item.facts.cost))
        .collect();
    assert_eq!(found, [("10", 10_000), ("9", 9000), ("8", 8000)]);
    assert_eq!((page.total, page.more_than_total), (11, false));
    let (found, total) = ids(
        &store,
        ProposalFilter {
            order: ProposalOrder::CostAscending,
            ..Default::default()
        },
    )
    .await;
    assert_eq!(
        (found[..3].to_vec(), total),
        (vec!["1".into(), "2".into(), "4".into()], 11)
    );
    let withdrawn = ProposalFilter {
        state: Some(ProposalState::Withdrawn),
        ..Default::default()
    };
    assert_eq!(ids(&store, withdrawn).await, (vec!["3".into()], 1));
    assert_eq!(
        ids(
            &store,
            ProposalFilter {
                group: Some("business".into()),
                ..Default::default()
            }
        )
        .await,
        (vec![], 0)
    );
    assert_eq!(
        ids(
            &store,
            ProposalFilter {
                audience: Some("nobody".into()),
                ..Default::default()
            }
        )
        .await,
        (vec![], 0)
    );
    assert_eq!(
        ids(
            &store,
            ProposalFilter {
                audience: Some("families".into()),
                ..Default::default()
            }
        )
        .await
        .1,
        11
    );
    let counts = store.proposal_counts(PROGRAMME).await.unwrap();
    assert_eq!(
        counts.by_state,
        [
            (ProposalState::Submitted, 11),
            (ProposalState::Withdrawn, 1)
        ]
    );
    assert_eq!(counts.by_group, [("general".to_owned(), 11)]);
    let one = store.proposal(PROGRAMME, "5").await.unwrap().unwrap();
    assert_eq!(
        (one.facts.cost, one.state, one.rank),
        (5000, ProposalState::Submitted, None)
    );
    assert_eq!(one.text.unwrap().title, text("Proposal number 5"));
    assert!(store.proposal(PROGRAMME, "99").await.unwrap().is_none());
    assert!(
        store
            .proposals("elsewhere", &ProposalFilter::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

async fn a_programme_shows_where_it_stands(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(4)).await.unwrap();
    let stage = async || store.programmes().await.unwrap()[0].stage;
    assert_eq!(stage().await, Stage::Proposals);
    let body: BodyEstablished = serde_json::from_value(json!({
        "programme": PROGRAMME, "id": "panel", "type": "expert_panel",
        "name": {"en": "Panel"}, "mandate": {"en": "Scores proposals"},
    }))
    .unwrap();
    let member = |member: &str| -> MemberAppointed {
        let facts =
            json!({"programme": PROGRAMME, "body": "panel", "member": member, "class": "expert"});
        serde_json::from_value(facts).unwrap()
    };
    let person = Person {
        post: text("Professor"),
        name: None,
        interests: None,
    };
    let appoint = |id: &str, visibility: Option<Visibility>| -> Command {
        AppointMember {
            facts: member(id),
            person: visibility.map(|visibility| (Box::new(person.clone()), visibility)),
        }
        .into()
    };
    let restricted = Visibility::Restricted {
        roles: vec!["official".into()],
    };
    let left = MemberLeft {
        programme: PROGRAMME.into(),
        body: "panel".into(),
        member: "c".into(),
    };
    store
        .submit_all(vec![
            by(official(), Command::plain(body)),
            by(official(), appoint("a", Some(Visibility::Public))),
            by(official(), appoint("b", Some(restricted))),
            by(official(), appoint("c", None)),
            by(official(), Command::plain(left)),
        ])
        .await
        .unwrap();
    store.submit_all(vote()).await.unwrap();
    assert_eq!(stage().await, Stage::Vote);
    store
        .submit_all((0..9).map(ballot).collect())
        .await
        .unwrap();
    store.submit(close_vote()).await.unwrap();
    assert_eq!(stage().await, Stage::Counting);
    store.submit(open_ballots()).await.unwrap();
    let ballots = store
        .opened_ballots(PROGRAMME, VOTE)
        .collect()
        .await
        .unwrap();
    let computed = store
        .with_state(|state| {
            let ballots = ballots.into_iter().map(Ok::<_, std::convert::Infallible>);
            madang_programme::votes::selection::compute(state, PROGRAMME, VOTE, &[], ballots)
        })
        .await
        .unwrap()
        .unwrap();
    let selected = computed.facts.selected.clone();
    store.submit(by(official(), computed.into())).await.unwrap();
    assert_eq!(stage().await, Stage::Selection);

    let programme = store.programme(PROGRAMME).await.unwrap().unwrap();
    assert_eq!(
        programme.summary.text.unwrap().title,
        text("Flagship services")
    );
    assert_eq!(
        (programme.summary.proposals, programme.summary.selected),
        (4, selected.len() as u64)
    );
    assert_eq!(programme.groups.len(), 1);
    assert_eq!(programme.groups[0].audiences[0].id, "families");
    assert_eq!(
        (programme.groups[0].proposals, programme.groups[0].selected),
        (4, selected.len() as u64)
    );
    let members: Vec<_> = programme.bodies[0]
        .members
        .iter()
        .map(|m| (m.facts.member.as_str(), m.person.clone()))
        .collect();
    assert_eq!(members, [("a", Some(person)), ("b", None)]);
    assert_eq!(programme.rules[0].facts.id, "rule");
    let vote = &programme.votes[0];
    assert_eq!((vote.ballots, vote.facts.candidates), (9, 4));
    let moments = [
        vote.closed.as_ref().unwrap().entry,
        vote.ballots_opened.as_ref().unwrap().entry,
    ];
    assert_eq!(moments, [vote.opened.entry + 10, vote.opened.entry + 11]);
    assert_eq!(vote.selection.as_ref().unwrap().facts.selected, selected);
    for (rank, id) in (1..).zip(&selected) {
        let proposal = store.proposal(PROGRAMME, id).await.unwrap().unwrap();
        assert_eq!(
            (proposal.state, proposal.rank),
            (ProposalState::Selected, Some(rank))
        );
        assert_eq!(proposal.vote.as_deref(), Some(VOTE));
    }
    let rest = ProposalFilter {
        state: Some(ProposalState::NotSelected),
        ..Default::default()
    };
    assert_eq!(ids(&store, rest).await.1, 4 - selected.len() as u64);
    assert!(store.programme("elsewhere").await.unwrap().is_none());
}

async fn commitments_show_what_belongs_to_them(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    let plan: ActionPlanRecorded = serde_json::from_value(
        json!({"id": "KR-2", "country": "KR", "number": 2, "cycle": 2014, "title": {"en": "Plan"}}),
    )
    .unwrap();
    let second: CommitmentRecorded = serde_json::from_value(
        json!({"id": "KR0003", "country": "KR", "action_plan": "KR-2", "cycle": 2011}),
    )
    .unwrap();
    let elsewhere: CommitmentRecorded =
        serde_json::from_value(json!({"id": "PL0001", "country": "PL"})).unwrap();
    let milestone = |code: &str| -> MilestoneRecorded {
        let facts = json!({"commitment": "KR0018", "code": code, "title": {"en": "Step"}, "derived_by_reviewer": false});
        serde_json::from_value(facts).unwrap()
    };
    let review: ReviewRecorded = serde_json::from_value(json!({
        "commitment": "KR0018", "report": "KR-EOT", "report_title": "End of term", "stage": "end_of_term",
        "values": [{"field": "completion", "value": "Limited", "code_list": "2014-16", "source": "p. 9"}],
    }))
    .unwrap();
    store
        .submit_all(vec![
            by(official(), Command::plain(plan)),
            by(
                official(),
                Command::worded(second, CommitmentText::default()),
            ),
            by(
                official(),
                Command::worded(elsewhere, CommitmentText::default()),
            ),
            by(official(), Command::plain(milestone("1.b.2"))),
            by(official(), Command::plain(milestone("1.b.1"))),
            by(official(), Command::worded(review, ReviewText::default())),
        ])
        .await
        .unwrap();
    let countries = store.countries().await.unwrap();
    let countries: Vec<_> = countries
        .iter()
        .map(|c| (c.country.as_str(), c.commitments))
        .collect();
    assert_eq!(countries, [("KR", 2), ("PL", 1)]);
    let list = store.commitments("KR").await.unwrap();
    let list: Vec<_> = list
        .iter()
        .map(|c| {
            (
                c.facts.id.as_str(),
                c.milestones,
                c.reviews,
                c.title.clone(),
            )
        })
        .collect();
    assert_eq!(
        list,
        [
            ("KR0003", 0, 0, None),
            ("KR0018", 2, 1, Some(text("Citizen-customized services")))
        ]
    );
    let one = store.commitment("KR0018").await.unwrap().unwrap();
    let codes: Vec<_> = one
        .milestones
        .iter()
        .map(|(milestone, _)| milestone.code.as_str())
        .collect();
    assert_eq!(codes, ["1.b.1", "1.b.2"]);
    assert_eq!(one.reviews[0].facts.values[0].value, "Limited");
    assert!(one.reviews[0].text.is_some() && one.action_plan.is_none());
    assert_eq!(one.programmes[0].facts.id, PROGRAMME);
    assert_eq!(
        store
            .commitment("KR0003")
            .await
            .unwrap()
            .unwrap()
            .action_plan
            .unwrap()
            .facts
            .id,
        "KR-2"
    );
    assert!(store.commitment("KR9999").await.unwrap().is_none());
}

async fn the_latest_entries_are_listed(fixture: Fixture) {
    let store = fixture.voting().await;
    let size = store.size().await.unwrap();
    let page = store.latest_entries(None, 3, None).await.unwrap();
    let listed: Vec<_> = page.items.iter().map(|entry| entry.index).collect();
    assert_eq!(
        (listed, page.total),
        (vec![size - 1, size - 2, size - 3], size)
    );
    assert_eq!(page.items[0].subject, "vote:kr0018-flagships/v1");
    let page = store.latest_entries(Some(3), 10, None).await.unwrap();
    assert_eq!(
        page.items
            .iter()
            .map(|entry| entry.index)
            .collect::<Vec<_>>(),
        [2, 1, 0]
    );
    assert_eq!(page.items[2].kind, "log.created/1");
    let inside = store
        .latest_entries(None, 100, Some(PROGRAMME))
        .await
        .unwrap();
    assert_eq!(inside.total, size - 2);
    assert!(inside.items.iter().all(|entry| entry.space == PROGRAMME));
    assert_eq!(
        store
            .latest_entries(None, 100, Some(""))
            .await
            .unwrap()
            .items
            .len(),
        2
    );
}

async fn what_refers_to_an_entry_is_found(fixture: Fixture) {
    let store = fixture.voting().await;
    let opened = store.size().await.unwrap() - 1;
    for voter in 0..3 {
        store.submit(ballot(voter)).await.unwrap();
    }
    store.submit(close_vote()).await.unwrap();
    let found = store.references_to(opened, None, 100).await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|reference| (reference.entry, reference.relation.as_str()))
        .collect();
    let expected: Vec<_> = (1..=4).map(|n| (opened + n, "vote")).collect();
    assert_eq!(found, expected);
    let page = store.references_to(opened, Some(opened + 2), 1).await;
    assert_eq!(page.unwrap()[0].entry, opened + 3);
    // The commitment is what its programme rests on.
    let found = store.references_to(1, None, 100).await.unwrap();
    assert_eq!(
        (found[0].entry, found[0].relation.as_str()),
        (2, "commitment")
    );
}

async fn the_record_is_filtered_by_kind_and_actor(fixture: Fixture) {
    let store = fixture.voting().await;
    let opened = store.size().await.unwrap();
    store
        .submit_all((0..1500).map(ballot).collect())
        .await
        .unwrap();
    store.submit(close_vote()).await.unwrap();
    let list = async |before, limit, filter: EntryFilter| {
        let page = store
            .filtered_entries(before, limit, &filter)
            .await
            .unwrap();
        let indexes: Vec<u64> = page.items.iter().map(|entry| entry.index).collect();
        (indexes, page.total, page.more_than_total)
    };
    // Without a kind, ballots are left out.
    let (first, total, more) = list(None, 3, EntryFilter::default()).await;
    assert_eq!(
        (first, total, more),
        (
            vec![opened + 1500, opened - 1, opened - 2],
            opened + 1,
            false
        )
    );
    let of = |kind: Option<&str>, actor: Option<&str>, space: Option<&str>| EntryFilter {
        kind: kind.map(str::to_owned),
        actor: actor.map(str::to_owned),
        space: space.map(str::to_owned),
    };
    let proposals = of(Some("proposal.submitted/1"), None, Some(PROGRAMME));
    assert_eq!(list(None, 10, proposals).await, (vec![7, 6, 5], 3, false));
    let server = of(None, Some("operator/server"), None);
    assert_eq!(list(None, 10, server).await, (vec![0], 1, false));
    let nobody = of(None, Some("official/nobody"), None);
    assert_eq!(list(None, 10, nobody).await, (vec![], 0, false));
    // Ballots are read backwards through the record.
    let ballots = || {
        of(
            Some("ballot.cast/1"),
            Some("registrar/import"),
            Some(PROGRAMME),
        )
    };
    let (page, _, more) = list(None, 2, ballots()).await;
    assert_eq!((page, more), (vec![opened + 1499, opened + 1498], true));
    let (page, _, more) = list(Some(opened + 1), 2, ballots()).await;
    assert_eq!((page, more), (vec![opened], false));
    let elsewhere = of(Some("ballot.cast/1"), None, Some("elsewhere"));
    assert_eq!(list(None, 2, elsewhere).await, (vec![], 0, false));
}

async fn spoken(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let titles = [
        ("shops", "골목 상권 살리기"),
        ("buses", "농촌 버스 알림"),
        ("lamps", "가로등 더 놓기"),
        ("births", "출생신고 한 번에"),
    ];
    for (id, title) in titles {
        let title = Text::new(Language::Ko, title);
        store.submit(proposal(id, 1, title)).await.unwrap();
    }
    store
}

async fn search_passes_over_spaces_and_particles(fixture: Fixture) {
    let store = spoken(&fixture).await;
    for (search, expected) in [
        ("골목상권", &["shops"][..]),
        ("골목상권을", &["shops"]),
        ("농촌버스", &["buses"]),
        ("가로등을", &["lamps"]),
        ("출생 신고", &["births"]),
        ("출생신고를", &["births"]),
        ("상권골목", &[]),
        ("골목버스", &[]),
    ] {
        let filter = ProposalFilter {
            search: search.into(),
            ..Default::default()
        };
        let (found, total) = ids(&store, filter).await;
        assert_eq!(
            (&found[..], total),
            (
                &expected
                    .iter()
                    .map(|id| (*id).to_owned())
                    .collect::<Vec<_>>()[..],
                expected.len() as u64
            ),
            "{search}"
        );
    }
    // The same in a list that is longer than what is read through.
    let fillers = (0..LONG).map(|number| proposal(&format!("z{number}"), 1, text("zzz")));
    store.submit_all(fillers.collect()).await.unwrap();
    for (search, expected) in [("골목상권", "shops"), ("농촌버스를", "buses")] {
        let filter = ProposalFilter {
            search: search.into(),
            order: ProposalOrder::CostDescending,
            ..Default::default()
        };
        assert_eq!(ids(&store, filter).await.0, [expected], "{search}");
    }
}

async fn near_words_are_offered(fixture: Fixture) {
    let store = spoken(&fixture).await;
    for (typed, meant) in [
        ("버쓰", Some("버스")),
        ("출샌신고", Some("출생신고")),
        ("농촌 보스", Some("농촌 버스")),
        ("버스", None),
        ("우주정거장", None),
        ("  ", None),
    ] {
        let found = store.perhaps_meant(PROGRAMME, typed).await.unwrap();
        assert_eq!(found.as_deref(), meant, "{typed}");
    }
}

async fn a_corrected_commitment_shows_the_old_beside_the_new(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let recorded = store.commitment("KR0018").await.unwrap().unwrap();
    let correct = |corrects: u64, title: &str| {
        let facts = CommitmentCorrected {
            corrects,
            reason: text("The number was of another plan"),
            values: CommitmentRecorded {
                cycle: Some(2016),
                ..recorded.facts.clone()
            },
        };
        let words = CommitmentText {
            title: Some(text(title)),
            ..Default::default()
        };
        by(official(), Command::worded(facts, words))
    };
    let first = store.submit(correct(recorded.entry, "Put right")).await;
    let first = first.unwrap().proof.index;
    let second = store.submit(correct(first, "Put right again")).await;
    let second = second.unwrap().proof.index;
    let one = store.commitment("KR0018").await.unwrap().unwrap();
    assert_eq!((one.facts.cycle, one.entry), (Some(2014), recorded.entry));
    assert_eq!(one.text, recorded.text);
    let corrections: Vec<_> = one
        .corrections
        .iter()
        .map(|correction| (correction.facts.corrects, correction.entry))
        .collect();
    assert_eq!(corrections, [(recorded.entry, first), (first, second)]);
    let (facts, words) = one.as_it_stands();
    assert_eq!(facts.cycle, Some(2016));
    let title = Some(text("Put right again"));
    assert_eq!(words.unwrap().title, title);
    let list = store.commitments("KR").await.unwrap();
    assert_eq!((list.len(), list[0].facts.cycle), (1, Some(2016)));
    assert_eq!((&list[0].title, list[0].entry), (&title, recorded.entry));
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}
