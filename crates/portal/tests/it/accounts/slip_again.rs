//! Another look that is asked for in the place of whoever came with a slip: only by the code that stands on it.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, answered, english, voice};
use madang_programme::answers::{Disposition, Subject};
use madang_programme::people::Granted;
use madang_programme::voices::{Channel, VoiceReceived};
use scraper::Html;

use super::answering::errors;
use super::slips::entered;
use super::{KIM, LISTENING, leads, with_role, yard};
use crate::common;
use crate::sight::{all, check_page};

const P: Programme<'static> = Programme(LISTENING);
const FORM: &str = "/en/programmes/p/answers/voice/1/again";

#[tokio::test]
async fn whoever_enters_voices_asks_for_another_look_by_the_slips_code_alone() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let slip = entered(&mut kim, &yard, "전화로 말합니다").await;
    let other = entered(&mut kim, &yard, "다른 말").await;
    let given = answered(P.answer_now(voice("1"), Disposition::Adopted));
    common::submit(&yard.portal.store, vec![given]).await;
    let page = kim.get(&yard, FORM).await.text();
    check_page(FORM, &page);
    let page = Html::parse_document(&page);
    assert_eq!(all(&page, "input[name=code]").len(), 1);
    let base = all(&page, "input[name=base]")[0].attr("value").unwrap();
    let base = base.to_owned();
    let before = yard.size().await;
    let ask = |code: &str| {
        let fields = [
            ("words", "It stops at nine still."),
            ("base", base.as_str()),
            ("key", "w"),
            ("code", code),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    for (code, why) in [
        ("", "a code has 21"),
        ("<script>", "which no code has"),
        (other.code.as_str(), "of another slip"),
    ] {
        let fields = ask(code);
        let fields = fields.each_ref().map(|(n, v)| (n.as_str(), v.as_str()));
        let answer = kim.post(&yard, FORM, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{code}");
        check_page(FORM, &answer.text());
        let said = errors(&answer);
        assert!(said[0].contains(why), "{code}: {said:?}");
        assert!(answer.text().contains("It stops at nine still."));
    }
    assert_eq!(yard.size().await, before, "nobody asks in their place");
    let fields = ask(&slip.code);
    let fields = fields.each_ref().map(|(n, v)| (n.as_str(), v.as_str()));
    for _ in 0..2 {
        leads(&kim.post(&yard, FORM, &fields).await);
    }
    assert_eq!(yard.size().await, before + 1);
    // It stands in the name of whoever has the slip, as by its own page: `verify` has nothing to tell of it.
    let entry = yard.portal.store.entries_at(&[before]).await.unwrap();
    let (_, receipt) = slip.address.rsplit_once('/').unwrap();
    assert_eq!(entry[0].actor, format!("participant/{receipt}"));
}

#[tokio::test]
async fn what_came_without_a_slip_has_no_code_to_ask_for() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let facts = VoiceReceived {
        channel: Channel::Petition,
        institution: INSTITUTION.to_owned(),
        ..P.said("1")
    };
    let given = answered(P.answer_now(voice("1"), Disposition::Adopted));
    let petition = P.receive(facts, english("A petition"));
    common::submit(&yard.portal.store, vec![petition, given]).await;
    let page = kim.get(&yard, FORM).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = Html::parse_document(&page.text());
    assert!(all(&page, "input[name=code]").is_empty());
    let base = all(&page, "input[name=base]")[0].attr("value").unwrap();
    let fields = [("words", "It stops at nine still."), ("base", base)];
    leads(&kim.post(&yard, FORM, &fields).await);
    let asked = yard.portal.store.with_state(|state| {
        let subject = Subject::Voice("1".to_owned());
        let dealt = state.dealt(P.0, &subject);
        dealt.is_some_and(|dealt| dealt.reexamination.is_some())
    });
    assert!(asked.await.unwrap());
}
