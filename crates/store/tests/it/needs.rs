//! Lists of needs, the numbers of their voices, and what became of each.

use madang_fixtures::{GROUP, INSTITUTION};
use madang_programme::Command;
use madang_programme::content::{ContentErased, Ground};
use madang_programme::needs::{NeedDefined, NeedSplit, NeedsMerged};
use madang_programme::trace::{How, Reach, Way};
use madang_programme::voices::{Channel, VoiceReceived, VoiceWithdrawn};
use madang_store::model::{
    NEED_FACETS, NeedAct, NeedFilter, NeedOrder, NeedStanding, TraceDetail, VoiceFacet,
};
use madang_store::{Store, Submission};
use madang_words::{Language, Text};

use crate::support::*;

on_both_databases!(
    needs_are_searched_filtered_and_ordered,
    numbers_follow_the_voices,
    what_becomes_of_a_need_is_told,
    a_trace_is_walked_back_and_forward,
);

fn ask(command: Command) -> Submission {
    by(official(), command)
}

fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn define(id: &str, title: &str) -> Submission {
    ask(P.need(id, Text::new(Language::Ko, title)))
}

fn change(need: &str, add: &[&str], remove: &[&str]) -> Submission {
    ask(P.change_need(need, add, remove))
}

fn merge(from: &[&str], into: &str) -> Submission {
    ask(Command::plain(NeedsMerged {
        programme: PROGRAMME.to_owned(),
        from: names(from),
        into: into.to_owned(),
    }))
}

fn split(need: &str, into: &[&str], left: &[&str]) -> Submission {
    ask(Command::plain(NeedSplit {
        programme: PROGRAMME.to_owned(),
        need: need.to_owned(),
        into: names(into),
        left: names(left),
    }))
}

fn withdraw(id: &str) -> Submission {
    ask(Command::plain(VoiceWithdrawn {
        programme: PROGRAMME.to_owned(),
        voice: id.to_owned(),
    }))
}

/// A programme with the voices 1 to 6: three from Seoul by petition, three from nowhere stated in the media.
async fn heard(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    let mut all = programme(0);
    all.push(ask(P.institution(INSTITUTION, "Interior")));
    for number in 0..6 {
        let facts = match number < 3 {
            true => VoiceReceived {
                region: Some("KR-11".to_owned()),
                group: Some(GROUP.to_owned()),
                ..P.said("")
            },
            false => VoiceReceived {
                channel: Channel::Media,
                ..P.said("")
            },
        };
        all.push(ask(P.receive(facts, Text::new(Language::Ko, "막차"))));
    }
    store.submit_all(all).await.unwrap();
    store
}

async fn found(store: &Store, filter: NeedFilter) -> (Vec<String>, u64) {
    let filter = NeedFilter {
        limit: 100,
        ..filter
    };
    let page = store.needs(PROGRAMME, &filter).await.unwrap();
    assert!(!page.more_than_total);
    let ids = page.items.into_iter().map(|need| need.facts.id);
    (ids.collect(), page.total)
}

async fn needs_are_searched_filtered_and_ordered(fixture: Fixture) {
    let store = heard(&fixture).await;
    let of_group = NeedDefined {
        programme: PROGRAMME.to_owned(),
        id: "c".to_owned(),
        group: Some(GROUP.to_owned()),
    };
    let steps = vec![
        define("a", "복지급여를 한 번에"),
        define("b", "막차를 늦게"),
        ask(P.define(of_group, Text::new(Language::Ko, "복지 급여 안내"))),
        define("d", "쉬운 말"),
        change("b", &["1", "2", "3"], &[]),
        change("a", &["1"], &[]),
        change("d", &["4", "5"], &[]),
        define("e", "합친 것"),
        merge(&["d"], "e"),
    ];
    store.submit_all(steps).await.unwrap();
    let all = NeedFilter::default;
    let ids = |ids: &[&str]| (names(ids), ids.len() as u64);
    assert_eq!(found(&store, all()).await, ids(&["b", "e", "a", "c"]));
    let newest = NeedFilter {
        order: NeedOrder::Newest,
        ..all()
    };
    assert_eq!(found(&store, newest).await, ids(&["e", "c", "b", "a"]));
    let merged = NeedFilter {
        standing: Some(NeedStanding::Merged),
        ..all()
    };
    assert_eq!(found(&store, merged).await, ids(&["d"]));
    let group = NeedFilter {
        group: Some(GROUP.to_owned()),
        ..all()
    };
    assert_eq!(found(&store, group).await, ids(&["c"]));
    for (words, expected) in [
        ("복지", &["a", "c"][..]),
        ("복지급여", &["a", "c"]),
        ("막차", &["b"]),
        ("쉬운", &[]),
        ("없는말", &[]),
    ] {
        let search = NeedFilter {
            search: words.to_owned(),
            ..all()
        };
        assert_eq!(found(&store, search).await, ids(expected), "{words}");
    }
    let groups = store.need_groups(PROGRAMME, NeedStanding::Live).await;
    let expected = [(String::new(), 3), (GROUP.to_owned(), 1)];
    assert_eq!(groups.unwrap(), expected);
    // What is erased is found no more, and counts on.
    let entry = store.need(PROGRAMME, "b").await.unwrap().unwrap().entry;
    let erased = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official(), erased).await.unwrap();
    let search = NeedFilter {
        search: "막차".to_owned(),
        ..all()
    };
    assert_eq!(found(&store, search).await, ids(&[]));
    let erased = store.need(PROGRAMME, "b").await.unwrap().unwrap();
    assert_eq!((erased.text, erased.voices), (None, 3));
}

/// The kept numbers of a need: in all, by channel and by province.
async fn numbers(store: &Store, id: &str) -> (u64, Vec<(String, u64)>, Vec<(String, u64)>) {
    let need = store.need(PROGRAMME, id).await.unwrap().unwrap();
    for facet in NEED_FACETS {
        let counts = store.need_counts(need.entry, facet).await.unwrap();
        let sum: u64 = counts.iter().map(|(_, number)| number).sum();
        assert_eq!(sum, need.voices, "{id} by {facet:?}");
    }
    let by = |facet| store.need_counts(need.entry, facet);
    (
        need.voices,
        by(VoiceFacet::Channel).await.unwrap(),
        by(VoiceFacet::Region).await.unwrap(),
    )
}

async fn numbers_follow_the_voices(fixture: Fixture) {
    let store = heard(&fixture).await;
    let of = |counts: &[(&str, u64)]| {
        let counts = counts.iter();
        counts
            .map(|(value, number)| ((*value).to_owned(), *number))
            .collect::<Vec<_>>()
    };
    let steps = vec![
        define("a", "가"),
        define("b", "나"),
        define("c", "다"),
        change("a", &["1", "2", "4", "5"], &[]),
        change("b", &["2", "3", "5"], &[]),
    ];
    store.submit_all(steps).await.unwrap();
    assert_eq!(
        numbers(&store, "a").await,
        (
            4,
            of(&[("media", 2), ("petition", 2)]),
            of(&[("", 2), ("KR-11", 2)])
        )
    );
    store.submit(change("a", &["6"], &["1"])).await.unwrap();
    assert_eq!(
        numbers(&store, "a").await,
        (
            4,
            of(&[("media", 3), ("petition", 1)]),
            of(&[("", 3), ("KR-11", 1)])
        )
    );
    // Withdrawn: it stands there still and is counted no more, in either need.
    store.submit(withdraw("5")).await.unwrap();
    assert_eq!(numbers(&store, "a").await.0, 3);
    assert_eq!(numbers(&store, "b").await.0, 2);
    let a = store.need(PROGRAMME, "a").await.unwrap().unwrap();
    let voices = store.need_voices(a.entry, 1, 2).await.unwrap();
    let ids: Vec<&str> = voices
        .items
        .iter()
        .map(|voice| voice.facts.id.as_str())
        .collect();
    assert_eq!((ids, voices.total), (vec!["5", "4"], 4));
    // What both have counts once in what they are merged into.
    store.submit(merge(&["a", "b"], "c")).await.unwrap();
    assert_eq!(
        numbers(&store, "c").await,
        (
            4,
            of(&[("media", 2), ("petition", 2)]),
            of(&[("", 2), ("KR-11", 2)])
        )
    );
    assert_eq!(numbers(&store, "a").await.0, 3, "what was, is as it was");
    // A withdrawn voice that is taken out is not taken off the numbers a second time.
    store.submit(change("c", &[], &["5", "6"])).await.unwrap();
    assert_eq!(numbers(&store, "c").await.0, 3);
    let second = store.voice(PROGRAMME, "2").await.unwrap().unwrap();
    let needs = store.needs_of_voice(second.entry).await.unwrap();
    let ids: Vec<&str> = needs.iter().map(|need| need.facts.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

async fn what_becomes_of_a_need_is_told(fixture: Fixture) {
    let store = heard(&fixture).await;
    let steps = vec![
        define("a", "가"),
        define("b", "나"),
        define("c", "다"),
        define("d", "라"),
        change("a", &["1", "2"], &[]),
        change("b", &["1"], &[]),
        split("a", &["b", "c"], &["2"]),
        merge(&["b"], "d"),
    ];
    store.submit_all(steps).await.unwrap();
    let steps = |id: &'static str| {
        let store = store.clone();
        async move {
            let need = store.need(PROGRAMME, id).await.unwrap().unwrap();
            let steps = store.need_steps(&need).await.unwrap();
            let acts = steps.into_iter().map(|step| step.what);
            (need.standing, acts.collect::<Vec<_>>())
        }
    };
    let added = |ids: &[&str]| NeedAct::VoicesChanged {
        added: names(ids),
        removed: vec![],
    };
    let was_split = NeedAct::Split {
        into: names(&["b", "c"]),
        left: names(&["2"]),
    };
    let part = || NeedAct::PartOf {
        need: "a".to_owned(),
    };
    let went = NeedAct::MergedInto {
        need: "d".to_owned(),
    };
    assert_eq!(
        steps("a").await,
        (NeedStanding::Split, vec![added(&["1", "2"]), was_split])
    );
    assert_eq!(
        steps("b").await,
        (NeedStanding::Merged, vec![added(&["1"]), part(), went])
    );
    assert_eq!(steps("c").await, (NeedStanding::Live, vec![part()]));
    let took = NeedAct::Took {
        from: names(&["b"]),
    };
    assert_eq!(steps("d").await, (NeedStanding::Live, vec![took]));
    let none = store.need(PROGRAMME, "z").await.unwrap();
    assert!(none.is_none());
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

/// All that an entry groups, asked for page by page.
async fn every_grouped(store: &Store, entry: u64, total: u64) -> Vec<u64> {
    let mut all = Vec::new();
    for offset in (0..total).step_by(10) {
        let page = store.trace_step(entry, (Way::Back, How::Groups), (offset, 10));
        let page = page.await.unwrap().unwrap();
        assert_eq!(page.total, total);
        all.extend(page.items.into_iter().map(|thing| thing.entry));
    }
    assert_eq!(all.len() as u64, total);
    all
}

async fn a_trace_is_walked_back_and_forward(fixture: Fixture) {
    let store = heard(&fixture).await;
    let mut steps = vec![define("a", "가"), define("b", "나"), define("c", "다")];
    let voice = || P.receive(P.said(""), Text::new(Language::Ko, "말"));
    steps.extend((0..20).map(|_| ask(voice())));
    store.submit_all(steps).await.unwrap();
    let many: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let steps = vec![
        change("a", &many, &[]),
        change("b", &["1", "21"], &[]),
        change("a", &[], &["2"]),
        merge(&["a"], "c"),
        change("c", &[], &["3"]),
    ];
    let made = store.submit_all(steps).await.unwrap();
    let voice = |id: &'static str| {
        let store = store.clone();
        async move { store.voice(PROGRAMME, id).await.unwrap().unwrap().entry }
    };
    let need = |id: &'static str| {
        let store = store.clone();
        async move { store.need(PROGRAMME, id).await.unwrap().unwrap().entry }
    };
    let (a, b, c) = (need("a").await, need("b").await, need("c").await);
    // From an act about a need to the need; of many voices the first, and all of them by number.
    let trace = store.trace(made[4].index).await.unwrap().unwrap();
    assert_eq!(trace.thing, c);
    let groups = trace
        .back
        .iter()
        .find(|hop| hop.to.how == How::Groups)
        .unwrap();
    assert_eq!(
        (groups.of, groups.to.total, groups.to.things.len()),
        (c, 18, Reach::DRAWN.shown)
    );
    let all = every_grouped(&store, made[4].index, 18).await;
    assert_eq!(all[..Reach::DRAWN.shown], groups.to.things);
    assert!(all.is_sorted() && !all.contains(&voice("2").await));
    let none = store.trace_step(c, (Way::Forward, How::Selects), (0, 10));
    assert_eq!(none.await.unwrap().unwrap().total, 0);
    assert!(
        !groups.to.things.contains(&voice("2").await),
        "taken out before the merge"
    );
    assert!(
        !groups.to.things.contains(&voice("3").await),
        "taken out after it"
    );
    assert!(
        trace
            .back
            .iter()
            .any(|hop| hop.to.how == How::TakesUp && hop.to.things == [a])
    );
    assert_eq!(trace.things[&a].subject, format!("need:{PROGRAMME}/a"));
    assert!(trace.forward.is_empty() && !trace.cut);
    let reached = |trace: &TraceDetail| {
        let hops = trace.forward.iter().filter(|hop| hop.to.how == How::Groups);
        hops.flat_map(|hop| hop.to.things.clone())
            .collect::<Vec<_>>()
    };
    for (id, needs) in [("1", &[a, b, c][..]), ("2", &[]), ("3", &[a]), ("21", &[b])] {
        let trace = store.trace(voice(id).await).await.unwrap().unwrap();
        assert_eq!(reached(&trace), needs, "{id}");
    }
    assert!(
        store.trace(0).await.unwrap().is_none(),
        "a log grows out of nothing"
    );
    assert!(store.trace(u64::MAX).await.unwrap().is_none());
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}
