//! Voices whose supplement never came: they wait again, and are listed and counted so.

use std::sync::atomic::Ordering;

use madang_fixtures::INSTITUTION;
use madang_programme::Command;
use madang_programme::voices::{Channel, QUESTION, VoiceQuestion, VoiceSupplementAsked};
use madang_store::Store;
use madang_store::model::{VoiceFacet, VoiceFilter, VoiceStanding};

use crate::clock::clock_at;
use crate::support::*;
use crate::voices::{from, last_at, voice};

on_both_databases!(what_was_asked_for_and_never_came_is_counted_among_what_waits);

async fn what_was_asked_for_and_never_came_is_counted_among_what_waits(fixture: Fixture) {
    let (now, clock) = clock_at(1_800_000_000_000);
    let store = Store::open_with_clock(fixture.options(), clock).await;
    let store = store.unwrap();
    let mut all = programme(0);
    all.push(by(official(), P.institution(INSTITUTION, "Interior")));
    for (channel, region) in [
        (Channel::Petition, None),
        (Channel::Media, None),
        (Channel::Petition, Some("KR-11")),
        (Channel::Petition, Some("KR-11")),
    ] {
        all.push(voice(from(channel, region), "막차가 너무 일찍 끊깁니다"));
    }
    store.submit_all(all).await.unwrap();
    let today = madang_programme::days::day_in("Asia/Seoul", &last_at(&store).await).unwrap();
    let later = today.tomorrow().unwrap().tomorrow().unwrap();
    for (id, until) in [("1", today), ("2", later), ("3", today)] {
        let ask = VoiceSupplementAsked {
            programme: PROGRAMME.to_owned(),
            voice: id.to_owned(),
            until: until.to_string(),
        };
        let question = VoiceQuestion {
            question: text("Which stop?"),
        };
        let ask = Command::said(QUESTION, ask, question);
        store.submit(by(official(), ask)).await.unwrap();
    }
    let listed = async |standing, facets: &[(VoiceFacet, &str)], search: &str| {
        let facets = facets.iter();
        let filter = VoiceFilter {
            standing: Some(standing),
            facets: facets
                .map(|(facet, of)| (*facet, (*of).to_owned()))
                .collect(),
            search: search.to_owned(),
            limit: 10,
            ..VoiceFilter::default()
        };
        let page = store.voices(PROGRAMME, &filter).await.unwrap();
        assert_eq!(page.total, page.items.len() as u64, "{standing:?}");
        assert!(page.items.iter().all(|voice| voice.standing == standing));
        let ids = page.items.into_iter().map(|voice| voice.facts.id);
        ids.collect::<Vec<String>>()
    };
    let (waiting, asked) = (VoiceStanding::Waiting, VoiceStanding::Asked);
    let petition = [(VoiceFacet::Channel, "petition")];
    let seoul = [petition[0], (VoiceFacet::Region, "KR-11")];
    let standings = async || store.voice_standings(PROGRAMME).await.unwrap();
    assert_eq!(standings().await, [(waiting, 1), (asked, 3)]);
    assert_eq!(listed(asked, &[], "").await, ["3", "2", "1"]);
    assert_eq!(listed(asked, &petition, "").await, ["3", "1"]);
    assert_eq!(listed(waiting, &[], "막차").await, ["4"]);
    // The day after: of two nothing came.
    now.fetch_add(24 * 3_600_000, Ordering::SeqCst);
    assert_eq!(standings().await, [(waiting, 3), (asked, 1)]);
    assert_eq!(listed(asked, &[], "").await, ["2"]);
    assert_eq!(listed(asked, &[], "막차").await, ["2"]);
    assert!(listed(asked, &petition, "").await.is_empty());
    assert_eq!(listed(waiting, &[], "").await, ["4", "3", "1"]);
    assert_eq!(listed(waiting, &[], "막차").await, ["4", "3", "1"]);
    assert_eq!(listed(waiting, &petition, "").await, ["4", "3", "1"]);
    assert_eq!(listed(waiting, &seoul, "").await, ["4", "3"]);
    now.fetch_add(2 * 24 * 3_600_000, Ordering::SeqCst);
    assert_eq!(standings().await, [(waiting, 4)]);
    assert!(listed(asked, &seoul, "").await.is_empty());
}
