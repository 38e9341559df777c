//! What offices do by programs: answers, and needs with their voices.

use madang_fixtures::{INSTITUTION, Programme, answered};
use madang_programme::answers::{Disposition, Subject};
use madang_programme::people::Granted;
use serde_json::{Value, json};

use super::{BOTH, Program, REASON, SAID, points};
use crate::accounts::answering::{holder, official, programme};
use crate::accounts::{Browser, KIM, LEE, LISTENING, say, yard, yard_in};
use crate::common;

const ANSWER: &str = "/api/v1/programmes/{programme}/answers/{kind}/{id}";
const PROGRESS: &str = "/api/v1/programmes/{programme}/answers/{kind}/{id}/progress";
const AGAIN: &str = "/api/v1/programmes/{programme}/answers/{kind}/{id}/again";

#[tokio::test]
async fn an_official_answers_and_tells_progress_by_a_program() {
    for database in BOTH {
        let yard = yard_in(database).await;
        programme(&yard).await;
        let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
        let mut kim = Program::of(&mut kim, &yard).await;
        let mut lee = Browser::registered(&yard, LEE).await;
        let lee = Program::of(&mut lee, &yard).await;
        let day = madang_fixtures::in_days(40);
        let at = ["flagships", "voice", "1"];
        let answer = json!({
            "disposition": "adopted", "decider": INSTITUTION, "post": {"en": "Director"},
            "reason": {"en": REASON}, "changed": [{"what": "plan", "at": "12"}], "planned_by": day,
        });
        lee.not_done(&yard, (ANSWER, &at), &answer, (403, "role"))
            .await;
        let done = kim.done(&yard, ANSWER, &at, &answer).await;
        kim.not_done(&yard, (ANSWER, &at), &answer, (409, "stale"))
            .await;
        let bad = json!({"supersedes": done["entry"], "disposition": "adopted", "decider": "none", "post": {}, "reason": {"en": "short"}, "changed": [{"what": "x", "at": "12"}]});
        for language in ["en", "ko"] {
            kim.language = language;
            let problem = kim
                .not_done(&yard, (ANSWER, &at), &bad, (422, "field"))
                .await;
            let points = points(&problem);
            for place in ["/post", "/changed/0/what", "/planned_by"] {
                assert!(points.contains(&place), "{place}: {points:?}");
            }
        }
        let many: Vec<Value> = (0..7)
            .map(|_| json!({"what": "plan", "at": "12"}))
            .collect();
        let mut longer = answer.clone();
        longer["changed"] = Value::from(many);
        let problem = kim
            .not_done(&yard, (ANSWER, &at), &longer, (422, "field"))
            .await;
        assert_eq!(points(&problem), ["/changed"]);
        let progress = json!({"answer": done["entry"], "step": "started", "text": {"en": "A plan is being made."}});
        kim.done(&yard, PROGRESS, &at, &progress).await;
        let problem = kim
            .not_done(
                &yard,
                (PROGRESS, &at),
                &json!({"answer": done["entry"], "step": "delayed", "text": {}}),
                (422, "field"),
            )
            .await;
        assert_eq!(points(&problem), ["/planned_by", "/text"]);
        kim.not_done(
            &yard,
            (ANSWER, &["flagships", "voice", "99"]),
            &answer,
            (404, "not-found"),
        )
        .await;
    }
}

#[tokio::test]
async fn whoever_said_something_asks_for_another_look_by_a_program() {
    let yard = yard().await.listening().await;
    let mut lee = Browser::registered(&yard, LEE).await;
    say(&yard, LEE, SAID).await;
    let lee = Program::of(&mut lee, &yard).await;
    let whose = "transport".to_owned();
    let subject = Subject::Voice("1".to_owned());
    let given = Programme(LISTENING).answer_now(subject, Disposition::OutOfScope { whose });
    common::submit(&yard.portal.store, vec![answered(given)]).await;
    let answer = yard.size().await - 1;
    let at = ["p", "voice", "1"];
    let problem = lee
        .not_done(
            &yard,
            (AGAIN, &at),
            &json!({"answer": answer, "reason": {}}),
            (422, "field"),
        )
        .await;
    assert_eq!(points(&problem), ["/reason"]);
    lee.done(
        &yard,
        AGAIN,
        &at,
        &json!({"answer": answer, "reason": {"ko": "질문과 다른 답변입니다"}}),
    )
    .await;
}

const NEED: &str = "/api/v1/programmes/{programme}/needs";
const ADD: &str = "/api/v1/programmes/{programme}/needs/{need}/add";
const REMOVE: &str = "/api/v1/programmes/{programme}/needs/{need}/remove";

#[tokio::test]
async fn voices_are_grouped_into_needs_by_a_program() {
    for database in BOTH {
        let yard = yard_in(database).await;
        programme(&yard).await;
        let mut lee = holder(&yard, LEE, Granted::Facilitator, None).await;
        let lee = Program::of(&mut lee, &yard).await;
        let mut kim = Browser::registered(&yard, KIM).await;
        let kim = Program::of(&mut kim, &yard).await;
        let at = ["flagships"];
        let need = json!({"title": {"en": "Buses that go later", "ko": "더 늦게 다니는 버스"}, "group": "general", "voices": ["1", "2"]});
        kim.not_done(&yard, (NEED, &at), &need, (403, "role")).await;
        let done = lee.done(&yard, NEED, &at, &need).await;
        assert_eq!(done["subject"], "need:flagships/1");
        assert_eq!(done["also"].as_array().unwrap().len(), 1, "its voices");
        let problem = lee
            .not_done(
                &yard,
                (NEED, &at),
                &json!({"title": {}, "voices": ["99"]}),
                (422, "field"),
            )
            .await;
        assert_eq!(points(&problem), ["/voices", "/title"]);
        lee.done(&yard, ADD, &["flagships", "1"], &json!({"voices": ["3"]}))
            .await;
        lee.done(
            &yard,
            REMOVE,
            &["flagships", "1"],
            &json!({"voices": ["1"]}),
        )
        .await;
        lee.not_done(
            &yard,
            (ADD, &["flagships", "7"]),
            &json!({"voices": ["3"]}),
            (404, "not-found"),
        )
        .await;
        let voices = yard
            .portal
            .get("/api/v1/programmes/flagships/needs/1/voices")
            .await
            .json();
        assert_eq!(voices["total"], 2);
    }
}

#[tokio::test]
async fn an_official_asks_for_more_and_hands_a_voice_on_by_a_program() {
    const ASK: &str = "/api/v1/programmes/{programme}/voices/{voice}/ask";
    const TRANSFER: &str = "/api/v1/programmes/{programme}/voices/{voice}/transfer";
    for database in BOTH {
        let yard = yard_in(database).await;
        programme(&yard).await;
        let mut kim = official(&yard, KIM, Some(INSTITUTION)).await;
        let kim = Program::of(&mut kim, &yard).await;
        let mut lee = Browser::registered(&yard, LEE).await;
        let lee = Program::of(&mut lee, &yard).await;
        let at = ["flagships", "1"];
        let ask = json!({"question": "Which stop?", "until": madang_fixtures::in_days(3)});
        lee.not_done(&yard, (ASK, &at), &ask, (403, "role")).await;
        let late = json!({"question": "", "until": "2020-01-01"});
        let problem = kim.not_done(&yard, (ASK, &at), &late, (422, "field")).await;
        assert_eq!(points(&problem), ["/question"]);
        kim.done(&yard, ASK, &at, &ask).await;
        let other = json!({"question": "When?", "until": madang_fixtures::in_days(3)});
        kim.not_done(&yard, (ASK, &at), &other, (409, "out-of-turn"))
            .await;
        let hand_on = json!({"to": "welfare", "ground": "nonsense", "reason": "Theirs."});
        let problem = kim
            .not_done(&yard, (TRANSFER, &at), &hand_on, (422, "field"))
            .await;
        assert_eq!(points(&problem), ["/ground"]);
        let hand_on = json!({"to": "welfare", "ground": "competence", "reason": "Theirs."});
        lee.not_done(&yard, (TRANSFER, &at), &hand_on, (403, "role"))
            .await;
        kim.done(&yard, TRANSFER, &at, &hand_on).await;
    }
}
