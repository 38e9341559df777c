//! What people do on pages, done by programs: JSON with a token, answered with entries and receipts, on both databases and in both
//! languages.

mod entering;
mod office;
mod proposals;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_programme::people::Granted;
use scraper::Html;
use serde_json::{Value, json};

use super::slips::entered;
use super::{Browser, KIM, LEE, LISTENING, Yard, with_role, yard, yard_in};
use crate::api::{check_schema, document};
use crate::common::{Answer, Database};
use crate::sight::{all, check_page, words};

const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];
const VOICES: &str = "/api/v1/programmes/p/voices";
const SAID: &str = "막차가 너무 일찍 끊깁니다";
const REASON: &str = "The timetable of the region is made anew in spring.";

/// A program that acts for an account.
pub struct Program {
    token: Option<String>,
    language: &'static str,
}

impl Program {
    /// Of whoever has just signed in: they take a token on its page.
    pub async fn of(browser: &mut Browser, yard: &Yard) -> Program {
        let address = "/en/account/program";
        let page = browser.get(yard, address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        check_page(address, &page.text());
        let answer = browser.post(yard, address, &[]).await;
        check_page(address, &answer.text());
        let page = Html::parse_document(&answer.text());
        let token = words(all(&page, "main pre.command")[0]);
        Program {
            token: Some(token),
            language: "en",
        }
    }

    fn nobody() -> Program {
        Program {
            token: None,
            language: "en",
        }
    }

    pub async fn send(&self, yard: &Yard, address: &str, key: &str, body: &Value) -> Answer {
        let mut request = Request::post(address)
            .header("content-type", "application/json")
            .header("accept-language", self.language)
            .header("idempotency-key", key);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        yard.portal.request(request).await
    }

    /// Does it twice; gives the answer, which is the same.
    pub async fn done(&self, yard: &Yard, described: &str, at: &[&str], body: &Value) -> Value {
        let address = filled(described, at);
        let before = yard.size().await;
        let key = format!("{described} {before}").replace(' ', "-");
        let answer = self.send(yard, &address, &key, body).await;
        assert_eq!(
            answer.status,
            StatusCode::CREATED,
            "{address}: {}",
            answer.text()
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        check_schema(&document(&yard.portal).await, described, "post", &answer);
        let done = answer.json();
        assert_eq!(done["entry"], before, "{address}");
        let entry = format!("/api/v1/record/entries/{before}");
        assert_eq!(answer.header("location"), entry);
        assert_eq!(done["links"]["entry"], entry.as_str());
        let receipt = madang_record::Receipt::from_json(&done["receipt"].to_string()).unwrap();
        let key_of_log = madang_record::note::SigningKey::from_seed("test.example/log", [7; 32]);
        let known = [key_of_log.unwrap().verifying_key().clone()];
        let verified = receipt.verify(&known).expect("the receipt holds");
        assert_eq!(receipt.proof.index, before);
        assert!(!verified.entry.actor.is_empty());
        let after = yard.size().await;
        let again = self.send(yard, &address, &key, body).await;
        assert_eq!(
            again.status,
            StatusCode::CREATED,
            "{address}: {}",
            again.text()
        );
        assert_eq!(again.json(), done, "{address}: asked again, it is the same");
        assert_eq!(yard.size().await, after, "{address} records once");
        done
    }

    /// Is refused, and nothing is recorded. Gives the problem.
    pub async fn not_done(
        &self,
        yard: &Yard,
        (described, at): (&str, &[&str]),
        body: &Value,
        (status, kind): (u16, &str),
    ) -> Value {
        let address = filled(described, at);
        let before = yard.size().await;
        let key = format!("refused-{before}-{kind}");
        let answer = self.send(yard, &address, &key, body).await;
        let text = answer.text();
        assert_eq!(answer.status.as_u16(), status, "{address} {body}: {text}");
        check_schema(&document(&yard.portal).await, described, "post", &answer);
        let problem = answer.json();
        let expected = format!("urn:madang:problem:{kind}");
        assert_eq!(
            problem["type"],
            expected.as_str(),
            "{address} {body}: {text}"
        );
        assert_eq!(yard.size().await, before, "{address}");
        problem
    }
}

fn filled(described: &str, at: &[&str]) -> String {
    let mut address = described.to_owned();
    for value in at {
        let (before, rest) = address.split_once('{').expect("a place");
        let (_, after) = rest.split_once('}').expect("its end");
        address = format!("{before}{value}{after}");
    }
    address
}

fn points(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| error["field"].as_str().unwrap())
        .collect()
}

const SAY: &str = "/api/v1/programmes/{programme}/voices";
const SUPPLEMENT: &str = "/api/v1/programmes/{programme}/voices/{voice}/supplement";
const WITHDRAW: &str = "/api/v1/programmes/{programme}/voices/{voice}/withdraw";

#[tokio::test]
async fn a_voice_is_said_and_withdrawn_by_a_program_on_both_databases() {
    for database in BOTH {
        let yard = yard_in(database).await.listening().await;
        let mut kim = Browser::registered(&yard, KIM).await;
        let kim = Program::of(&mut kim, &yard).await;
        let voice = json!({"text": SAID, "group": "general", "audience": "families", "region": "KR-46", "institution": "transport"});
        let done = kim.done(&yard, SAY, &["p"], &voice).await;
        assert_eq!(done["subject"], "voice:p/1");
        assert_eq!(done["links"]["about"], "/api/v1/programmes/p/voices/1");
        let about = yard.portal.get(&format!("{VOICES}/1")).await.json();
        assert_eq!(about["text"], json!({"ko": SAID}));
        assert_eq!(
            (&about["audience"], &about["channel"]),
            (&json!("families"), &json!("portal"))
        );
        // What it seems to hold is told beside the receipt.
        let warned = json!({"text": "Call me: 010-1234-5678"});
        let done = kim.done(&yard, SAY, &["p"], &warned).await;
        assert_eq!(done["warnings"][0]["kind"], "phone");
        assert!(
            done["warnings"][0]["detail"]
                .as_str()
                .unwrap()
                .contains("telephone number")
        );
        let done = kim.done(&yard, WITHDRAW, &["p", "1"], &json!({})).await;
        assert_eq!(done["subject"], "voice:p/1");
        kim.not_done(
            &yard,
            (WITHDRAW, &["p", "1"]),
            &json!({}),
            (409, "out-of-turn"),
        )
        .await;
        kim.not_done(
            &yard,
            (WITHDRAW, &["p", "9"]),
            &json!({}),
            (404, "not-found"),
        )
        .await;
        let mut lee = Browser::registered(&yard, LEE).await;
        let lee = Program::of(&mut lee, &yard).await;
        lee.not_done(&yard, (WITHDRAW, &["p", "2"]), &json!({}), (403, "role"))
            .await;
    }
}

#[tokio::test]
async fn what_is_wrong_with_what_a_program_says_is_pointed_to_in_its_language() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut program = Program::of(&mut kim, &yard).await;
    let nobody = Program::nobody();
    let voice = json!({"text": SAID});
    nobody
        .not_done(&yard, (SAY, &["p"]), &voice, (401, "sign-in"))
        .await;
    let wrong = Program {
        token: Some("x".repeat(43)),
        language: "ko",
    };
    let problem = wrong
        .not_done(&yard, (SAY, &["p"]), &voice, (401, "sign-in"))
        .await;
    assert_eq!(problem["title"], "로그인해야 합니다");
    program
        .not_done(&yard, (SAY, &["none"]), &voice, (404, "not-found"))
        .await;
    let bad = json!({"text": " ", "group": "none", "region": "XX", "institution": "none"});
    for (language, says) in [
        ("en", "nothing was recorded"),
        ("ko", "기록하지 않았습니다"),
    ] {
        program.language = language;
        let problem = program
            .not_done(&yard, (SAY, &["p"]), &bad, (422, "field"))
            .await;
        assert_eq!(
            points(&problem),
            ["/text", "/group", "/region", "/institution"]
        );
        assert!(
            problem["detail"].as_str().unwrap().contains(says),
            "{problem}"
        );
        for error in problem["errors"].as_array().unwrap() {
            let detail = error["detail"].as_str().unwrap();
            let korean = detail.contains(|c: char| ('가'..='힣').contains(&c));
            assert_eq!(korean, language == "ko", "{detail}");
        }
    }
    program.language = "en";
    for body in [json!({"text": 7}), json!({"words": "x"}), json!([])] {
        program
            .not_done(&yard, (SAY, &["p"]), &body, (400, "json"))
            .await;
    }
}

#[tokio::test]
async fn a_key_makes_one_thing_and_ten_voices_an_hour_are_enough() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let program = Program::of(&mut kim, &yard).await;
    let voice = json!({"text": SAID});
    // A key that made something else makes nothing more.
    let first = program.send(&yard, VOICES, "one", &voice).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let other = program
        .send(&yard, VOICES, "one", &json!({"text": "Another"}))
        .await;
    assert_eq!(
        other.json()["type"],
        "urn:madang:problem:key-reused",
        "{}",
        other.text()
    );
    let no_key = Request::post(VOICES)
        .header("content-type", "application/json")
        .body(Body::from(voice.to_string()));
    let answer = yard.portal.request(no_key.unwrap()).await;
    assert_eq!(answer.json()["type"], "urn:madang:problem:idempotency-key");
    // Ten an hour, however they come.
    for number in 0..9 {
        let said = json!({"text": format!("Number {number}")});
        let answer = program
            .send(&yard, VOICES, &format!("n{number}"), &said)
            .await;
        if answer.status != StatusCode::CREATED {
            assert_eq!(
                answer.json()["type"],
                "urn:madang:problem:too-often",
                "{}",
                answer.text()
            );
        }
    }
    program
        .not_done(
            &yard,
            (SAY, &["p"]),
            &json!({"text": "One more"}),
            (429, "too-often"),
        )
        .await;
}

#[tokio::test]
async fn a_slips_holder_supplements_and_withdraws_without_a_token() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some(LISTENING)))).await;
    let slip = entered(&mut kim, &yard, "The bus is late.").await;
    let today = madang_programme::days::day_in("Asia/Seoul", &yard.portal.store.now());
    let today = today.unwrap().to_string();
    let acts = "/en/programmes/p/voices/1/acts";
    let ask = [
        ("act", "ask"),
        ("question", "Which bus?"),
        ("until", today.as_str()),
    ];
    super::leads(&kim.post(&yard, acts, &ask).await);
    let nobody = Program::nobody();
    let words = json!({"text": "The 12", "code": slip.code});
    let other = json!({"text": "The 12", "code": "00000-00000-00000-00000-0"});
    let problem = nobody
        .not_done(&yard, (SUPPLEMENT, &["p", "1"]), &other, (422, "field"))
        .await;
    assert_eq!(points(&problem), ["/code"]);
    nobody
        .not_done(
            &yard,
            (SUPPLEMENT, &["p", "1"]),
            &json!({"text": "The 12"}),
            (401, "sign-in"),
        )
        .await;
    nobody.done(&yard, SUPPLEMENT, &["p", "1"], &words).await;
    nobody
        .done(&yard, WITHDRAW, &["p", "1"], &json!({"code": slip.code}))
        .await;
}

/// The example of the documentation, run as it stands there.
#[tokio::test]
async fn the_example_of_the_documentation_runs() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let token = Program::of(&mut kim, &yard).await.token.unwrap();
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md"));
    let text = text.unwrap();
    let (_, rest) = text.split_once("```sh\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = madang_portal::serve(listener, yard.portal.router.clone(), std::future::pending());
    let server = tokio::spawn(server);
    let example = example.to_owned();
    let run = tokio::task::spawn_blocking(move || {
        let mut bash = std::process::Command::new("bash");
        let bash = bash.args(["-c", &example]).env("MADANG", base);
        bash.env("PROGRAMME", LISTENING)
            .env("TOKEN", token)
            .output()
    });
    let run = run.await.unwrap().unwrap();
    server.abort();
    let said = String::from_utf8(run.stdout).unwrap();
    let done: Value = serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error}: {said} {}", String::from_utf8_lossy(&run.stderr)));
    assert_eq!(done["subject"], "voice:p/1", "{done}");
}
