//! Ballots over HTTP.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::{Programme, approval, cheapest_first, english, voter};
use madang_programme::content::Ground;
use madang_programme::votes::{BallotRule, RepeatedVoter};
use serde_json::{Value, json};

use crate::api::{check_schema, document};
use crate::common::{self, Answer, EMPTY, FINISHED, OPEN, Portal, TOKEN, VOTE};

pub struct Cast<'a> {
    pub vote: &'a str,
    pub token: Option<&'a str>,
    pub key: Option<&'a str>,
    pub content_type: &'a str,
    pub body: String,
}

impl Default for Cast<'_> {
    fn default() -> Self {
        Cast {
            vote: VOTE,
            token: Some(TOKEN),
            key: Some("key-1"),
            content_type: "application/json",
            body: json!({ "voter": voter(77), "choices": ["1"] }).to_string(),
        }
    }
}

pub async fn cast(portal: &Portal, cast: Cast<'_>) -> Answer {
    cast_in(portal, OPEN, cast).await
}

async fn cast_in(portal: &Portal, programme: &str, cast: Cast<'_>) -> Answer {
    let address = format!("/api/v1/programmes/{programme}/votes/{}/ballots", cast.vote);
    let mut request = Request::post(&address).header("content-type", cast.content_type);
    if let Some(token) = cast.token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if let Some(key) = cast.key {
        request = request.header("idempotency-key", key);
    }
    portal
        .request(request.body(Body::from(cast.body)).unwrap())
        .await
}

#[tokio::test]
async fn a_ballot_is_recorded_once_and_answered_with_its_receipt() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let before = portal.store.size().await.unwrap();
    let answer = cast(&portal, Cast::default()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    check_schema(
        &document,
        "/api/v1/programmes/{programme}/votes/{vote}/ballots",
        "post",
        &answer,
    );
    assert_eq!(
        answer.header("location"),
        format!("/api/v1/record/entries/{before}")
    );
    let receipt = madang_record::Receipt::from_json(&answer.text()).expect("a receipt");
    let key = madang_record::note::SigningKey::from_seed("test.example/log", [7; 32]).unwrap();
    let verified = receipt
        .verify(&[key.verifying_key().clone()])
        .expect("the receipt holds");
    assert_eq!(verified.bodies, ["ballot"]);
    assert_eq!(verified.entry.actor, "registrar/http");
    assert_eq!(portal.store.size().await.unwrap(), before + 1);

    let again = cast(&portal, Cast::default()).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.header("location"), answer.header("location"));
    assert_eq!(
        portal.store.size().await.unwrap(),
        before + 1,
        "the same key records once"
    );
    assert!(
        portal
            .admin("/metrics")
            .await
            .text()
            .contains("madang_appends_total{result=\"recorded\"}")
    );
}

/// Holds an answer against the document, and that it is a problem of that status and kind.
fn check_problem(document: &Value, answer: &Answer, described: &str, status: u16, kind: &str) {
    let text = answer.text();
    assert_eq!(answer.status.as_u16(), status, "{described}: {text}");
    let path = "/api/v1/programmes/{programme}/votes/{vote}/ballots";
    check_schema(document, path, "post", answer);
    let problem = answer.json();
    let expected = format!("urn:madang:problem:{kind}");
    assert_eq!(problem["type"], expected, "{described}");
    assert!(!problem["detail"].as_str().unwrap().is_empty());
    if status == 401 {
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_request_around_a_ballot_is_said() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let long_key = "k".repeat(201);
    let token = |token| Cast {
        token,
        ..Cast::default()
    };
    let key = |key| Cast {
        key,
        ..Cast::default()
    };
    let content_type = |content_type| Cast {
        content_type,
        ..Cast::default()
    };
    let vote = Cast {
        vote: "no-such-vote",
        ..Cast::default()
    };
    let cases = [
        (token(None), 401, "token"),
        (token(Some("not-the-token")), 401, "token"),
        (token(Some("")), 401, "token"),
        (key(None), 400, "idempotency-key"),
        (key(Some("")), 400, "idempotency-key"),
        (key(Some(&long_key)), 400, "idempotency-key"),
        (content_type("text/plain"), 415, "content-type"),
        (
            content_type("application/x-www-form-urlencoded"),
            415,
            "content-type",
        ),
        (vote, 404, "not-found"),
    ];
    let before = portal.store.size().await.unwrap();
    for (case, status, kind) in cases {
        let described = format!(
            "{:?} {:?} {} {}",
            case.token, case.key, case.content_type, case.vote
        );
        let answer = cast(&portal, case).await;
        check_problem(&document, &answer, &described, status, kind);
    }
    for (programme, status, kind) in [
        (FINISHED, 409, "out-of-turn"),
        ("no-such-programme", 404, "not-found"),
    ] {
        let answer = cast_in(&portal, programme, Cast::default()).await;
        check_problem(&document, &answer, programme, status, kind);
    }
    assert_eq!(
        portal.store.size().await.unwrap(),
        before,
        "nothing was recorded"
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_ballot_is_said() {
    let portal = common::example().await;
    let document = document(&portal).await;
    cast(&portal, Cast::default()).await;
    let long = "x".repeat(70_000);
    let cases = [
        ("key-1", "{\"voter\": ".to_owned(), 400, "json"),
        (
            "key-1",
            json!({ "voter": voter(1) }).to_string(),
            400,
            "json",
        ),
        (
            "key-1",
            json!({ "voter": voter(1), "choices": "1" }).to_string(),
            400,
            "json",
        ),
        (
            "key-1",
            json!({ "voter": voter(1), "choices": [], "surplus": 1 }).to_string(),
            400,
            "json",
        ),
        (
            "key-1",
            json!({ "voter": voter(1), "choices": ["1"], "points": [-1] }).to_string(),
            400,
            "json",
        ),
        (
            "k2",
            json!({ "voter": "Jane Doe", "choices": ["1"] }).to_string(),
            422,
            "field",
        ),
        (
            "k3",
            json!({ "voter": voter(1), "choices": ["1"], "points": [1, 2] }).to_string(),
            422,
            "field",
        ),
        (
            "key-1",
            json!({ "voter": voter(1), "choices": [long] }).to_string(),
            413,
            "too-large",
        ),
        (
            "key-1",
            json!({ "voter": voter(78), "choices": ["1"] }).to_string(),
            422,
            "key-reused",
        ),
    ];
    let before = portal.store.size().await.unwrap();
    for (key, body, status, kind) in cases {
        let described = format!("{key} {body:.60}");
        let case = Cast {
            key: Some(key),
            body,
            ..Cast::default()
        };
        let answer = cast(&portal, case).await;
        check_problem(&document, &answer, &described, status, kind);
    }
    assert_eq!(
        portal.store.size().await.unwrap(),
        before,
        "nothing was recorded"
    );
}

#[tokio::test]
async fn a_ballot_that_cannot_count_is_refused_in_words_and_displaces_none() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let of = |ballot: Value, key: &'static str| Cast {
        body: ballot.to_string(),
        key: Some(key),
        ..Cast::default()
    };
    let good = json!({ "voter": voter(81), "choices": ["1"] });
    let answer = cast(&portal, of(good, "good")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let before = portal.store.size().await.unwrap();
    let mut many: Vec<String> = (0..5_000).map(|id| format!("x{id}")).collect();
    many.push("1".to_owned());
    // The vote drops choices of projects that are no candidates: nothing is left of the first.
    for (key, field, ballot, says) in [
        (
            "a",
            "choices",
            json!({ "choices": ["no-such-project"] }),
            "no choice",
        ),
        ("b", "choices", json!({ "choices": ["1", "1"] }), "twice"),
        ("c", "choices", json!({ "choices": [] }), "no choice"),
        // What would be dropped of a ballot is said while its voter can still mend it.
        (
            "e",
            "choices",
            json!({ "choices": ["1", "no-such-project"] }),
            "counted without a choice",
        ),
        ("f", "choices", json!({ "choices": many }), "at most"),
        (
            "d",
            "points",
            json!({ "choices": ["1"], "points": [3] }),
            "has points",
        ),
    ] {
        let mut ballot = ballot;
        ballot["voter"] = json!(voter(81));
        let answer = cast(&portal, of(ballot, key)).await;
        assert_eq!(answer.status.as_u16(), 422, "{key}: {}", answer.text());
        let path = "/api/v1/programmes/{programme}/votes/{vote}/ballots";
        check_schema(&document, path, "post", &answer);
        let problem = answer.json();
        assert_eq!(problem["type"], "urn:madang:problem:not-counted", "{key}");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(
            detail.contains(says) && detail.contains("nothing was recorded"),
            "{detail}"
        );
    }
    assert_eq!(portal.store.size().await.unwrap(), before);
}

#[tokio::test]
async fn a_read_only_record_refuses_with_its_reason_and_stays_readable() {
    let portal = common::read_only().await;
    let answer = cast(&portal, Cast::default()).await;
    assert_eq!(
        answer.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        answer.text()
    );
    let problem = answer.json();
    assert_eq!(problem["type"], "urn:madang:problem:read-only");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("opened for reading only"),
        "{problem}"
    );
    assert_eq!(answer.header("retry-after"), "5");
    let home = portal.get("/ko/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.text().contains("지금은 읽기만 할 수 있습니다"));
    let health = portal.get("/healthz").await.json();
    assert_eq!(
        (&health["read_only"], &health["recording"]),
        (&true.into(), &false.into())
    );
    let health = portal.admin("/healthz").await.json();
    assert!(
        health["read_only"]
            .as_str()
            .unwrap()
            .contains("reading only")
    );
}

#[tokio::test]
async fn without_a_token_no_ballots_are_taken() {
    let portal = common::without_token().await;
    let answer = cast(&portal, Cast::default()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json()["type"], "urn:madang:problem:intake-closed");
}

#[tokio::test]
async fn a_second_ballot_is_refused_where_it_would_not_take_the_place_of_the_first() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let own = Programme(EMPTY);
    common::submit(&portal.store, vec![own.propose("1", 5, english("One"))]).await;
    for (name, repeated_voter, says) in [
        ("first", RepeatedVoter::CountFirst, Some("the first counts")),
        ("none", RepeatedVoter::CountNone, Some("none would count")),
        ("last", RepeatedVoter::CountLast, None),
    ] {
        let rule = format!("rule-{name}");
        let ballots = BallotRule {
            repeated_voter,
            ..approval()
        };
        let opened = vec![
            own.fix_rule(&rule, cheapest_first(100), None),
            own.open_vote(name, &rule, ballots),
        ];
        common::submit(&portal.store, opened).await;
        let of = |key: &'static str, voter: String| Cast {
            vote: name,
            key: Some(key),
            body: json!({ "voter": voter, "choices": ["1"] }).to_string(),
            ..Cast::default()
        };
        // The same key in another vote is another key.
        let keys: [&'static str; 5] = match name {
            "first" => ["f1", "f2", "f3", "f4", "f5"],
            "none" => ["n1", "n2", "n3", "n4", "n5"],
            _ => ["l1", "l2", "l3", "l4", "l5"],
        };
        let first = cast_in(&portal, EMPTY, of(keys[0], voter(1))).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        let other = cast_in(&portal, EMPTY, of(keys[1], voter(2))).await;
        assert_eq!(other.status, StatusCode::CREATED, "{}", other.text());
        let again = cast_in(&portal, EMPTY, of(keys[0], voter(1))).await;
        assert_eq!(again.header("location"), first.header("location"), "{name}");
        let second = cast_in(&portal, EMPTY, of(keys[2], voter(1))).await;
        match says {
            Some(says) => {
                check_problem(&document, &second, name, 422, "not-counted");
                let problem = second.json();
                assert_eq!(problem["errors"][0]["field"], "voter", "{problem}");
                let detail = problem["detail"].as_str().unwrap();
                assert!(detail.contains(says), "{detail}");
            }
            None => assert_eq!(second.status, StatusCode::CREATED, "{}", second.text()),
        }
        let cast = portal
            .store
            .with_state(|state| state.vote(EMPTY, name).map(|vote| vote.cast));
        let expected = if says.is_some() { 2 } else { 3 };
        assert_eq!(cast.await.unwrap().unwrap(), expected, "{name}");
        // The key of a ballot that was taken out gives nobody its receipt; under a new key its voter casts one other.
        let location = first.header("location");
        let index = location.rsplit('/').next().unwrap().parse().unwrap();
        let excluded = own.exclude(name, index, Ground::Order);
        common::submit(&portal.store, vec![excluded]).await;
        let again = cast_in(&portal, EMPTY, of(keys[0], voter(1))).await;
        check_problem(&document, &again, name, 409, "out-of-turn");
        let of_another = cast_in(&portal, EMPTY, of(keys[0], voter(3))).await;
        check_problem(&document, &of_another, name, 422, "key-reused");
        let anew = cast_in(&portal, EMPTY, of(keys[3], voter(1))).await;
        assert_eq!(anew.status, StatusCode::CREATED, "{}", anew.text());
        let more = cast_in(&portal, EMPTY, of(keys[4], voter(1))).await;
        match says {
            Some(_) => check_problem(&document, &more, name, 422, "not-counted"),
            None => assert_eq!(more.status, StatusCode::CREATED, "{}", more.text()),
        }
        common::submit(&portal.store, vec![own.cancel(name, "the next is tried")]).await;
    }
}
