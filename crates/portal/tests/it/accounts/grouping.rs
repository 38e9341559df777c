//! Needs on pages: defined with their voices, changed, split and merged, each looked at before it is released.

use axum::http::StatusCode;
use madang_fixtures::{Programme, english};
use madang_programme::needs::Standing;
use madang_programme::people::Granted;
use scraper::Html;

use super::answering::{holder, official, programme, size};
use super::{Browser, KIM, LEE, MINUTE, Yard, carried, leads, yard};
use crate::common::{self, Answer};
use crate::sight::{all, words};

const P: Programme<'static> = Programme("flagships");
const NEEDS: &str = "/en/programmes/flagships/needs";

fn errors(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let links = all(&page, ".error-summary a").into_iter();
    links.map(words).collect()
}

fn main_words(answer: &Answer) -> String {
    words(all(&Html::parse_document(&answer.text()), "main")[0])
}

/// Looks at what was written, then releases it twice; gives where that leads.
async fn release(
    browser: &mut Browser,
    yard: &Yard,
    address: &str,
    fields: &[(&str, &str)],
) -> String {
    let before = size(yard).await;
    let looked = [fields, &[("step", "preview")]].concat();
    let preview = browser.post(yard, address, &looked).await;
    assert_eq!(preview.status, StatusCode::OK, "{:?}", errors(&preview));
    assert_eq!(size(yard).await, before, "looking records nothing");
    let carried = carried(&preview);
    let carried: Vec<(&str, &str)> = carried
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let release = [carried, vec![("step", "release")]].concat();
    let answer = browser.post(yard, address, &release).await;
    let to = leads(&answer).to_owned();
    let after = size(yard).await;
    let again = browser.post(yard, address, &release).await;
    assert_eq!(leads(&again), to, "sent twice");
    assert_eq!(size(yard).await, after, "recorded once");
    let page = yard.portal.get(&to).await.text();
    let last = format!("/record/entries/{}/receipt", after - 1);
    assert!(page.contains(&last), "with its receipts: {page}");
    to.split_once("?entries=").unwrap().0.to_owned()
}

async fn holds(yard: &Yard, need: &str) -> Vec<String> {
    let held = yard.portal.store.with_state(|state| {
        let need = state.need(P.0, need).unwrap();
        let mut held: Vec<String> = need.voices().map(|(id, _)| id.to_owned()).collect();
        held.sort();
        held
    });
    held.await.unwrap()
}

#[tokio::test]
async fn a_need_is_defined_with_the_voices_that_were_ticked() {
    let yard = yard().await;
    programme(&yard).await;
    let mut lee = holder(&yard, LEE, Granted::Facilitator, None).await;
    let page = lee.get(&yard, NEEDS).await.text();
    assert!(page.contains(&format!("href=\"{NEEDS}/new\"")), "{page}");
    let new = format!("{NEEDS}/new");
    let page = lee.get(&yard, &format!("{new}?tick=1&q=Papers")).await;
    assert!(carried(&page).contains(&("voices".to_owned(), "1".to_owned())));
    let form = lee
        .post(
            &yard,
            &new,
            &[
                ("step", "pick"),
                ("voices", "1"),
                ("tick", "2"),
                ("tick", "4"),
            ],
        )
        .await;
    let document = Html::parse_document(&form.text());
    assert_eq!(all(&document, "input[name=tick][checked]").len(), 3);
    // One was unticked again.
    let fields = [
        ("tick", "1"),
        ("tick", "2"),
        ("title", "Buses that go later"),
        ("group", "general"),
    ];
    let to = release(&mut lee, &yard, &new, &fields).await;
    assert_eq!(to, format!("{NEEDS}/1"));
    assert_eq!(holds(&yard, "1").await, ["1", "2"]);
    let text = main_words(&yard.portal.get(&to).await);
    assert!(
        text.contains("Buses that go later") && text.contains("General"),
        "{text}"
    );
    let alone = [("title", "Nobody asks for it yet")];
    assert_eq!(
        release(&mut lee, &yard, &new, &alone).await,
        format!("{NEEDS}/2")
    );
}

#[tokio::test]
async fn a_need_without_a_proper_name_is_not_defined() {
    let yard = yard().await;
    programme(&yard).await;
    let mut lee = holder(&yard, LEE, Granted::Facilitator, None).await;
    let new = format!("{NEEDS}/new");
    let long = "x".repeat(201);
    for (title, field) in [("", "What is needed"), (long.as_str(), "What is needed")] {
        let answer = lee
            .post(
                &yard,
                &new,
                &[("title", title), ("tick", "1"), ("step", "preview")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(
            errors(&answer)[0].starts_with(field),
            "{:?}",
            errors(&answer)
        );
        assert!(
            answer.text().contains("value=\"1\""),
            "what was ticked stays"
        );
    }
    // What nobody sees in a title is no part of it.
    let fields = [
        ("title", "Late\u{200b} \u{202e}buses"),
        ("tick", "1"),
        ("step", "preview"),
    ];
    let seen = lee.post(&yard, &new, &fields).await;
    assert_eq!(seen.status, StatusCode::OK, "{:?}", errors(&seen));
    let unknown = lee
        .post(
            &yard,
            &new,
            &[("title", "A"), ("tick", "77"), ("step", "preview")],
        )
        .await;
    assert!(
        errors(&unknown)[0].contains("no voice 77"),
        "{:?}",
        errors(&unknown)
    );
}

#[tokio::test]
async fn voices_are_put_in_and_taken_out() {
    let yard = yard().await;
    programme(&yard).await;
    common::submit(
        &yard.portal.store,
        vec![
            P.need("1", english("Buses")),
            P.change_need("1", &["1"], &[]),
        ],
    )
    .await;
    let mut kim = official(&yard, KIM, None).await;
    let page = kim.get(&yard, &format!("{NEEDS}/1")).await.text();
    for way in ["add", "remove", "split", "merge"] {
        assert!(
            page.contains(&format!("href=\"{NEEDS}/1/{way}\"")),
            "{way}: {page}"
        );
    }
    assert!(
        !yard
            .portal
            .get(&format!("{NEEDS}/1"))
            .await
            .text()
            .contains("/1/split")
    );
    let add = format!("{NEEDS}/1/add");
    // What it groups already is left out in silence: nothing is to be done about it.
    let preview = kim
        .post(
            &yard,
            &add,
            &[
                ("step", "pick"),
                ("tick", "1"),
                ("tick", "2"),
                ("tick", "3"),
            ],
        )
        .await;
    let text = main_words(&preview);
    assert!(text.contains("Put in (2 voices)"), "{text}");
    assert_eq!(
        release(&mut kim, &yard, &add, &[("voices", "2,3")]).await,
        format!("{NEEDS}/1")
    );
    assert_eq!(holds(&yard, "1").await, ["1", "2", "3"]);
    let remove = format!("{NEEDS}/1/remove");
    let page = kim.get(&yard, &remove).await;
    assert_eq!(
        all(&Html::parse_document(&page.text()), "input[name=tick]").len(),
        3,
        "its own alone"
    );
    release(&mut kim, &yard, &remove, &[("voices", "2")]).await;
    assert_eq!(holds(&yard, "1").await, ["1", "3"]);
    for (address, tick) in [(&add, ""), (&remove, ""), (&remove, "2"), (&add, "3")] {
        let answer = kim
            .post(&yard, address, &[("step", "pick"), ("tick", tick)])
            .await;
        assert_eq!(
            errors(&answer),
            ["Voices: Tick at least one voice."],
            "{address} {tick}"
        );
    }
}

#[tokio::test]
async fn a_part_without_a_proper_name_is_not_looked_at() {
    let yard = yard().await;
    programme(&yard).await;
    let commands = vec![
        P.need("1", english("Buses and papers")),
        P.change_need("1", &["1", "2"], &[]),
    ];
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, None).await;
    let (split, long) = (format!("{NEEDS}/1/split"), "x".repeat(201));
    for second in ["\u{200b}", long.as_str()] {
        let fields = [("part-1", "Buses"), ("part-2", second), ("step", "preview")];
        let answer = kim.post(&yard, &split, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{second:?}");
        let wrong = errors(&answer);
        assert!(wrong[0].starts_with("Second part"), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_need_is_split_and_others_merged_with_their_lineage() {
    let yard = yard().await;
    programme(&yard).await;
    let commands = vec![
        P.need("1", english("Buses and papers")),
        P.change_need("1", &["1", "2", "4"], &[]),
        P.need("2", english("Night buses")),
        P.change_need("2", &["3"], &[]),
    ];
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, None).await;
    let split = format!("{NEEDS}/1/split");
    assert_eq!(kim.get(&yard, &split).await.status, StatusCode::OK);
    for (fields, wrong) in [
        (vec![("part-1", "Buses")], "Second part"),
        (
            vec![("part-1", "Buses"), ("part-2", "Papers"), ("into-1", "3")],
            "Third part",
        ),
    ] {
        let answer = kim
            .post(&yard, &split, &[fields, vec![("step", "preview")]].concat())
            .await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(
            errors(&answer)[0].starts_with(wrong),
            "{:?}",
            errors(&answer)
        );
        assert!(
            answer.text().contains("value=\"Buses\""),
            "what was typed stays"
        );
    }
    let fields = [
        ("part-1", "Buses"),
        ("part-2", "Papers"),
        ("into-1", "1"),
        ("into-2", "1"),
        ("into-2", "2"),
    ];
    let looked = kim
        .post(
            &yard,
            &split,
            &[fields.as_slice(), &[("step", "preview")]].concat(),
        )
        .await;
    let text = main_words(&looked);
    for said in [
        "Buses (2 voices)",
        "Papers (1 voice)",
        "In none of the parts (1 voice)",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    release(&mut kim, &yard, &split, &fields).await;
    assert_eq!(
        (holds(&yard, "3").await, holds(&yard, "4").await),
        (vec!["1".to_owned(), "2".to_owned()], vec!["2".to_owned()])
    );
    let text = main_words(&yard.portal.get(&format!("{NEEDS}/1")).await);
    assert!(
        text.contains("Split into") && text.contains("In none of the parts:"),
        "{text}"
    );
    // What was split takes no voice any more: its page says what became of it.
    assert_eq!(
        leads(&kim.get(&yard, &format!("{NEEDS}/1/add")).await),
        format!("{NEEDS}/1")
    );
}

#[tokio::test]
async fn others_are_merged_into_a_need() {
    let yard = yard().await;
    programme(&yard).await;
    let commands = vec![
        P.need("2", english("Night buses")),
        P.change_need("2", &["3"], &[]),
        P.need("3", english("Buses")),
        P.change_need("3", &["1", "2"], &[]),
    ];
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, None).await;
    let merge = format!("{NEEDS}/3/merge");
    let none = kim.post(&yard, &merge, &[("step", "preview")]).await;
    assert_eq!(errors(&none).len(), 1, "{:?}", errors(&none));
    release(&mut kim, &yard, &merge, &[("from", "2")]).await;
    assert_eq!(holds(&yard, "3").await, ["1", "2", "3"]);
    let into = yard
        .portal
        .store
        .with_state(|state| state.need(P.0, "2").unwrap().standing.clone());
    let into = into.await.unwrap();
    assert!(
        matches!(&into, Standing::Merged { into, .. } if into == "3"),
        "{into:?}"
    );
}

#[tokio::test]
async fn nobody_else_groups_voices() {
    let yard = yard().await;
    programme(&yard).await;
    common::submit(&yard.portal.store, vec![P.need("1", english("Buses"))]).await;
    let before_all = [None, Some(Granted::Reviewer), Some(Granted::Administrator)];
    let mut nobody = Browser::default();
    for path in ["new", "1/add", "1/remove", "1/split", "1/merge"] {
        assert_eq!(
            leads(&nobody.get(&yard, &format!("{NEEDS}/{path}")).await),
            "/en/account/sign-in"
        );
    }
    for (number, role) in before_all.into_iter().enumerate() {
        yard.wait(60 * MINUTE);
        let address = format!("{number}@example.org");
        let mut browser = match role {
            Some(role) => holder(&yard, &address, role, None).await,
            None => Browser::registered(&yard, &address).await,
        };
        let before = size(&yard).await;
        for path in ["new", "1/add", "1/remove", "1/split", "1/merge"] {
            let address = format!("{NEEDS}/{path}");
            assert_eq!(
                browser.get(&yard, &address).await.status,
                StatusCode::FORBIDDEN,
                "{role:?} {path}"
            );
            let fields = [
                ("tick", "1"),
                ("from", "1"),
                ("title", "x"),
                ("step", "release"),
                ("key", "k"),
            ];
            let answer = browser.post(&yard, &address, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path}");
        }
        assert_eq!(size(&yard).await, before, "{role:?}");
    }
    let mut kim = official(&yard, KIM, None).await;
    for path in ["9/add", "9/split"] {
        assert_eq!(
            kim.get(&yard, &format!("{NEEDS}/{path}")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn a_need_of_more_voices_than_a_page_shows_is_split_on_pages() {
    let yard = yard().await;
    programme(&yard).await;
    let ids: Vec<String> = (10..460).map(|id: u32| id.to_string()).collect();
    let said = ids.iter().map(|id| P.receive(P.said(id), english("Buses")));
    let mut commands: Vec<_> = said.collect();
    commands.push(P.need("many", english("Getting home")));
    for some in ids.chunks(400) {
        let some: Vec<&str> = some.iter().map(String::as_str).collect();
        commands.push(P.change_need("many", &some, &[]));
    }
    common::submit(&yard.portal.store, commands).await;
    let mut kim = official(&yard, KIM, None).await;
    let split = format!("{NEEDS}/many/split");
    let page = Html::parse_document(&kim.get(&yard, &split).await.text());
    assert_eq!(all(&page, "ul.ticks li").len(), 400);
    assert_eq!(all(&page, "select[name=others] option").len(), 5);
    // The newest is ticked for the first part, the one before it for none; where the others go must be said.
    let fields = [("part-1", "Late"), ("part-2", "Early"), ("into-459", "1")];
    let looked = [&fields[..], &[("step", "preview")]].concat();
    let refused = kim.post(&yard, &split, &looked).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let untitled = [&looked[..], &[("others", "3")]].concat();
    let refused = kim.post(&yard, &split, &untitled).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let whole = [&fields[..], &[("others", "2")]].concat();
    let looked = [&whole[..], &[("step", "preview")]].concat();
    let preview = main_words(&kim.post(&yard, &split, &looked).await);
    assert!(
        preview.contains("50 voices that are not listed go into: Early"),
        "{preview}"
    );
    release(&mut kim, &yard, &split, &whole).await;
    let parts = yard
        .portal
        .store
        .with_state(|state| ["2", "3"].map(|id| state.need(P.0, id).unwrap().voices().count()));
    assert_eq!(parts.await.unwrap(), [1, 50]);
}
