//! A voice that two hand on at once.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION};
use madang_programme::people::Granted;

use super::answering::{errors, size};
use super::meanwhile::{answering, post};
use super::{Browser, KIM, LEE, LISTENING, ORIGIN, carried, leads, say, yard};
use crate::common::Answer;

/// Whoever hands a voice on after somebody else did reads so first, and loses nothing.
#[tokio::test]
async fn a_voice_is_not_handed_on_unseen_by_two() {
    let yard = yard().await.listening().await;
    Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "막차가 너무 일찍 떠납니다").await;
    let mut kim = answering(&yard, KIM, INSTITUTION).await;
    let mut other = Browser::registered(&yard, "whole@example.org").await;
    yard.grant_for(
        "whole@example.org",
        Granted::Official,
        Some(LISTENING),
        None,
    )
    .await;
    let device = &mut Device::new(ORIGIN, 9);
    assert_eq!(other.add(&yard, device).await, "/en/account");
    let acts = "/en/programmes/p/voices/1/acts";
    let hand_on = |shown: &Answer, to: &str| {
        let mut all = carried(shown);
        all.retain(|(name, _)| name == "from");
        all.dedup();
        assert_eq!(all, [("from".to_owned(), INSTITUTION.to_owned())]);
        for (name, value) in [
            ("act", "transfer"),
            ("to", to),
            ("ground", "mistake"),
            ("reason", "Roads are theirs."),
        ] {
            all.push((name.to_owned(), value.to_owned()));
        }
        all
    };
    let (mine, theirs) = (kim.get(&yard, acts).await, other.get(&yard, acts).await);
    let own = hand_on(&mine, "transport");
    let before = size(&yard).await + 1;
    leads(&post(&mut kim, &yard, acts, &own).await);
    assert_eq!(size(&yard).await, before);
    let late = hand_on(&theirs, "transport");
    for browser in [&mut other, &mut kim] {
        let answer = post(browser, &yard, acts, &late).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
        let said = errors(&answer);
        assert!(
            said.len() == 1 && said[0].contains("Somebody handed it on meanwhile"),
            "{said:?}"
        );
        assert!(
            answer.text().contains("Roads are theirs."),
            "{}",
            answer.text()
        );
    }
    assert_eq!(size(&yard).await, before);
    // Seen now, whoever may hands it on once more.
    let seen = other.get(&yard, acts).await;
    let mut again = carried(&seen);
    again.retain(|(name, _)| name == "from");
    again.dedup();
    again.extend(
        late.into_iter()
            .filter(|(name, _)| name != "from" && name != "to"),
    );
    again.push(("to".to_owned(), INSTITUTION.to_owned()));
    leads(&post(&mut other, &yard, acts, &again).await);
    assert_eq!(size(&yard).await, before + 1);
}
