//! Programs that enter what people said who have no device or no account.

use axum::http::StatusCode;
use madang_programme::Role;
use madang_programme::people::Granted;
use serde_json::json;

use super::{BOTH, Program, SAID, SAY, VOICES, WITHDRAW, points};
use crate::accounts::{Browser, KIM, LEE, LISTENING, with_role, yard, yard_in};
use crate::api::{check_schema, document};

const ENTER: &str = "/api/v1/programmes/{programme}/entered/voices";
const CODES: &str = "/api/v1/programmes/{programme}/slip-codes";

#[tokio::test]
async fn a_voice_on_paper_is_entered_by_a_program_and_its_holder_gets_a_slip() {
    for database in BOTH {
        let yard = yard_in(database).await.listening().await;
        for (who, role) in [(KIM, Granted::Official), (LEE, Granted::Facilitator)] {
            let mut official = with_role(&yard, who, Some((role, Some(LISTENING)))).await;
            let program = Program::of(&mut official, &yard).await;
            let before = yard.size().await;
            let codes = "/api/v1/programmes/p/slip-codes";
            let answer = program.send(&yard, codes, "codes", &json!({})).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            check_schema(&document(&yard.portal).await, CODES, "post", &answer);
            let slip = answer.json();
            assert_eq!(yard.size().await, before, "nothing is recorded");
            let another = program.send(&yard, codes, "codes", &json!({})).await;
            assert_ne!(another.json()["code"], slip["code"]);
            let voice = json!({"text": SAID, "channel": "paper", "code": slip["code"], "group": "general", "region": "KR-46"});
            let done = program.done(&yard, ENTER, &["p"], &voice).await;
            let about = done["links"]["about"].as_str().unwrap();
            let about = yard.portal.get(about).await.json();
            assert_eq!(about["channel"], "paper");
            assert_eq!(about["text"], json!({ "ko": SAID }));
            // The record has what follows from the code, never the code.
            let receipt = slip["receipt"].as_str().unwrap();
            let entry = done["receipt"].to_string();
            assert!(entry.contains(receipt), "{entry}");
            assert!(!entry.contains(slip["code"].as_str().unwrap()));
            let page = yard.portal.get(slip["page"].as_str().unwrap()).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text().contains(SAID), "{}", page.text());
            // Whoever entered it is not its author; whoever has the code is.
            let id = about["id"].as_str().unwrap();
            let back = json!({});
            let at: &[&str] = &["p", id];
            program
                .not_done(&yard, (WITHDRAW, at), &back, (403, "role"))
                .await;
            let back = json!({"code": slip["code"]});
            let nobody = Program::nobody();
            nobody.done(&yard, WITHDRAW, at, &back).await;
        }
    }
}

#[tokio::test]
async fn what_others_published_is_entered_by_a_program_without_a_slip() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
    let program = Program::of(&mut kim, &yard).await;
    let source = "https://example.org/petitions/7";
    let voice = json!({"text": SAID, "channel": "petition", "source": source});
    let done = program.done(&yard, ENTER, &["p"], &voice).await;
    assert!(done["receipt"].to_string().contains(source));
    let about = yard.portal.get(&format!("{VOICES}/1")).await.json();
    assert_eq!(about["channel"], "petition");
    let actor = yard.portal.get("/api/v1/record/entries").await.text();
    assert!(actor.contains(Role::Official.name()), "{actor}");
}

#[tokio::test]
async fn who_may_not_enter_and_what_is_wrong_is_said_by_field() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
    let mut program = Program::of(&mut official, &yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let participant = Program::of(&mut lee, &yard).await;
    let nobody = Program::nobody();
    let voice = json!({"text": SAID, "channel": "survey"});
    for (described, body) in [(ENTER, &voice), (CODES, &json!({}))] {
        for (who, expected) in [(&participant, (403, "role")), (&nobody, (401, "sign-in"))] {
            who.not_done(&yard, (described, &["p"]), body, expected)
                .await;
        }
        let elsewhere = (described, &["none"][..]);
        program
            .not_done(&yard, elsewhere, body, (404, "not-found"))
            .await;
    }
    for (language, says) in [("en", "slip"), ("ko", "접수증")] {
        program.language = language;
        for (code, says) in [(json!(null), says), (json!("00000-0"), "")] {
            let voice = json!({"text": SAID, "channel": "phone", "code": code});
            let problem = program
                .not_done(&yard, (ENTER, &["p"]), &voice, (422, "field"))
                .await;
            assert_eq!(points(&problem), ["/code"]);
            let detail = problem["errors"][0]["detail"].as_str().unwrap();
            assert!(detail.contains(says), "{detail}");
            let korean = detail.contains(|c: char| ('가'..='힣').contains(&c));
            assert_eq!(korean, language == "ko", "{detail}");
        }
        let bad = json!({"text": " ", "channel": "card", "group": "none", "region": "XX", "institution": "none", "source": "no address"});
        let problem = program
            .not_done(&yard, (ENTER, &["p"]), &bad, (422, "field"))
            .await;
        let expected = [
            "/text",
            "/group",
            "/region",
            "/institution",
            "/channel",
            "/source",
        ];
        assert_eq!(points(&problem), expected);
    }
    for body in [
        json!({"text": SAID}),
        json!({"text": SAID, "channel": "paper", "slip": 1}),
    ] {
        program
            .not_done(&yard, (ENTER, &["p"]), &body, (400, "json"))
            .await;
    }
    // The form for one's own voice takes no other channel.
    let own = json!({"text": SAID, "channel": "paper"});
    program
        .not_done(&yard, (SAY, &["p"]), &own, (400, "json"))
        .await;
}
