//! Search among proposals.

use std::collections::BTreeMap;

use madang_programme::Command;
use madang_programme::proposals::{ProposalSubmitted, ProposalText};
use madang_store::Store;
use madang_store::model::{ProposalFilter, ProposalOrder};
use madang_words::{Language, Text};

use crate::read::ids;
use crate::support::*;

on_both_databases!(
    search_finds_substrings_in_korean_and_english,
    search_in_a_long_list_finds_the_same,
    search_in_a_long_list_counts_what_it_must,
    search_passes_over_spaces_and_particles,
    near_words_are_offered,
    what_answers_a_search_best_comes_first,
);

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

/// Proposals whose words are searched for.
async fn submit_words(store: &Store) {
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
        proposer: None,
    };
    let long = ProposalText {
        title: text("Somebody"),
        summary: Some(Text::new(Language::Ko, "장애인 이동지원 차량")),
        proposer: Some(text("Ministry of the Interior")),
    };
    store
        .submit(by(official(), Command::worded(facts, long)))
        .await
        .unwrap();
}

/// Records proposals and searches for parts of their words.
async fn find_substrings(store: &Store) {
    submit_words(store).await;
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

async fn spoken(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let titles = [
        ("shops", "골목 상권 살리기"),
        ("buses", "농촌 버스 알림"),
        ("lamps", "가로등 더 놓기"),
        ("births", "출생신고 한 번에"),
        ("floods", "침수 골목의 수위 알림 ２４시간"),
    ];
    for (id, title) in titles {
        let title = Text::new(Language::Ko, title);
        store.submit(proposal(id, 1, title)).await.unwrap();
    }
    store
}

async fn search_passes_over_spaces_and_particles(fixture: Fixture) {
    let store = spoken(&fixture).await;
    let apart = Text::new(Language::Ko, "수리할 위치");
    store.submit(proposal("apart", 1, apart)).await.unwrap();
    for (search, expected) in [
        ("버스에서는", &["buses"][..]),
        ("버스로는", &["buses"]),
        ("버스까지도", &["buses"]),
        ("버스만을", &["buses"]),
        ("버스라도", &["buses"]),
        ("버스조차", &["buses"]),
        // One word whose syllables stand apart, and not each of them anywhere; else these.
        ("수 위", &["floods"]),
        ("출 생 신 고", &["births"]),
        ("리 치", &["apart"]),
        ("골목상권", &["shops"]),
        ("골목상권을", &["shops"]),
        ("농촌버스", &["buses"]),
        ("가로등을", &["lamps"]),
        ("출생 신고", &["births"]),
        ("출생신고를", &["births"]),
        ("상권골목", &[]),
        ("골목버스", &[]),
        ("침수골목", &["floods"]),
        ("수위를", &["floods"]),
        ("\"수위\"", &["floods"]),
        ("“침수 골목”", &["floods"]),
        ("24", &["floods"]),
        ("２４", &["floods"]),
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
    for (search, expected) in [
        ("골목상권", "shops"),
        ("농촌버스를", "buses"),
        ("２４시간", "floods"),
    ] {
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

async fn what_answers_a_search_best_comes_first(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let (passing, other) = (
        "Shelters, benches, lamps and buses for all stops",
        "Omnibus",
    );
    let proposals = [
        ("passing", passing),
        ("inner", other),
        ("called", "Bus"),
        ("title", "A rural bus"),
        ("none", "A tram"),
    ];
    let proposals = proposals.map(|(id, title)| proposal(id, 5, text(title)));
    store.submit_all(proposals.into()).await.unwrap();
    let searched = |search: &str, order| ProposalFilter {
        search: search.into(),
        order,
        limit: 10,
        ..Default::default()
    };
    let found = async |search: &str, order| ids(&store, searched(search, order)).await;
    let ranked = found("bus", ProposalOrder::Relevance).await;
    let best = ["called", "title", "passing", "inner"];
    assert_eq!(ranked, (best.map(Into::into).into(), 4));
    let handed_in = ["passing", "inner", "called", "title"];
    let submitted = found("bus", ProposalOrder::Submitted).await;
    assert_eq!(submitted, (handed_in.map(Into::into).into(), 4));
    // A page is one of the same order.
    let second = ProposalFilter {
        offset: 1,
        ..searched("bus", ProposalOrder::Relevance)
    };
    assert_eq!(
        ids(&store, second).await,
        (["title", "passing", "inner"].map(Into::into).into(), 4)
    );
    // Without a question they stand as they were handed in.
    let all = ["passing", "inner", "called", "title", "none"];
    let unasked = found(" ", ProposalOrder::Relevance).await;
    assert_eq!(unasked, (all.map(Into::into).into(), 5));
}
