//! The API against its own document, and ballots handed in over it.

use crate::common::{self, Answer, FINISHED, OPEN, Portal, VOTE};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// Holds an answer against the schema that the document has for its address and status.
pub fn check_schema(document: &Value, path: &str, method: &str, answer: &Answer) {
    let status = answer.status.as_u16().to_string();
    let response = &document["paths"][path][method]["responses"][&status];
    assert!(
        response.is_object(),
        "{method} {path} answers {status}, which the document does not say"
    );
    let media = answer.header("content-type");
    let media = media.split(';').next().unwrap();
    let schema = &response["content"][media]["schema"];
    assert!(
        schema.is_object(),
        "{method} {path} {status} answers {media}, which the document does not say: {response}"
    );
    if !media.ends_with("json") {
        return;
    }
    let whole =
        json!({ "$ref": "#/wanted", "wanted": schema, "components": document["components"] });
    let validator = jsonschema::validator_for(&whole).expect("a schema");
    let instance = answer.json();
    let errors: Vec<_> = validator
        .iter_errors(&instance)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{method} {path}: {errors:?}");
}

pub async fn document(portal: &Portal) -> Value {
    portal.get("/api/v1/openapi.json").await.json()
}

/// Each address of the document with what is asked at it, below `/api/v1`. Names in capitals are filled in.
const CALLS: &[(&str, &[&str])] = &[
    ("/programmes", &["/programmes"]),
    (
        "/programmes/{programme}",
        &[
            "/programmes/FINISHED",
            "/programmes/OPEN",
            "/programmes/none",
        ],
    ),
    (
        "/programmes/{programme}/consultations",
        &[
            "/programmes/FINISHED/consultations?limit=1",
            "/programmes/FINISHED/consultations?limit=0",
            "/programmes/none/consultations",
        ],
    ),
    (
        "/programmes/{programme}/consultations/{consultation}",
        &["/programmes/FINISHED/consultations/none"],
    ),
    (
        "/programmes/{programme}/services",
        &["/programmes/FINISHED/services?limit=1"],
    ),
    (
        "/programmes/{programme}/services/{service}",
        &["/programmes/FINISHED/services/none"],
    ),
    (
        "/programmes/{programme}/designs",
        &["/programmes/FINISHED/designs?limit=1"],
    ),
    (
        "/programmes/{programme}/designs/{design}",
        &["/programmes/FINISHED/designs/none"],
    ),
    (
        "/programmes/{programme}/bodies/{body}",
        &[
            "/programmes/FINISHED/bodies/advisory-committee",
            "/programmes/FINISHED/bodies/none",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}/scoring/{body}",
        &["/programmes/FINISHED/votes/VOTE/scoring/none"],
    ),
    (
        "/programmes/{programme}/proposals",
        &[
            "/programmes/FINISHED/proposals?limit=100",
            "/programmes/FINISHED/proposals?limit=0&state=x",
            "/programmes/none/proposals",
        ],
    ),
    (
        "/programmes/{programme}/proposals.csv",
        &["/programmes/FINISHED/proposals.csv"],
    ),
    (
        "/programmes/{programme}/voices.csv",
        &[
            "/programmes/FINISHED/voices.csv",
            "/programmes/none/voices.csv",
        ],
    ),
    (
        "/programmes/{programme}/needs.csv",
        &[
            "/programmes/FINISHED/needs.csv",
            "/programmes/none/needs.csv",
        ],
    ),
    (
        "/programmes/{programme}/answers.csv",
        &[
            "/programmes/FINISHED/answers.csv",
            "/programmes/none/answers.csv",
        ],
    ),
    (
        "/programmes/{programme}/comments.csv",
        &["/programmes/FINISHED/comments.csv"],
    ),
    (
        "/programmes/{programme}/endorsements.csv",
        &["/programmes/FINISHED/endorsements.csv"],
    ),
    (
        "/programmes/{programme}/members.csv",
        &["/programmes/FINISHED/members.csv"],
    ),
    (
        "/programmes/{programme}/votes/{vote}/projects.csv",
        &["/programmes/FINISHED/votes/VOTE/projects.csv"],
    ),
    (
        "/programmes/{programme}/votes/{vote}/scores.csv",
        &["/programmes/FINISHED/votes/VOTE/scores.csv"],
    ),
    (
        "/countries/{country}/commitments.csv",
        &["/countries/KR/commitments.csv"],
    ),
    (
        "/countries/{country}/reviews.csv",
        &["/countries/KR/reviews.csv"],
    ),
    (
        "/programmes/{programme}/voices",
        &[
            "/programmes/FINISHED/voices?q=%EC%84%9C%EB%A5%98&limit=1",
            "/programmes/FINISHED/voices?channel=x",
            "/programmes/none/voices",
        ],
    ),
    (
        "/programmes/{programme}/answers",
        &[
            "/programmes/FINISHED/answers?q=guideline&limit=1",
            "/programmes/FINISHED/answers?disposition=x",
            "/programmes/none/answers",
        ],
    ),
    (
        "/programmes/{programme}/openness",
        &["/programmes/FINISHED/openness", "/programmes/none/openness"],
    ),
    (
        "/programmes/{programme}/voices/{voice}",
        &[
            "/programmes/FINISHED/voices/1",
            "/programmes/FINISHED/voices/x",
        ],
    ),
    (
        "/record/entries/{index}/trace",
        &["/record/entries/SPOKEN/trace", "/record/entries/0/trace"],
    ),
    (
        "/record/entries/{index}/trace/things",
        &[
            "/record/entries/SPOKEN/trace/things?way=forward&how=groups&limit=1",
            "/record/entries/SPOKEN/trace/things?way=sideways&how=groups",
            "/record/entries/SPOKEN/trace/things?way=back",
            "/record/entries/0/trace/things?way=back&how=groups",
        ],
    ),
    (
        "/programmes/{programme}/needs",
        &[
            "/programmes/FINISHED/needs?q=%EC%84%9C%EB%A5%98&limit=1",
            "/programmes/FINISHED/needs?standing=x",
            "/programmes/none/needs",
        ],
    ),
    (
        "/programmes/{programme}/needs/{need}",
        &[
            "/programmes/FINISHED/needs/1",
            "/programmes/FINISHED/needs/x",
        ],
    ),
    (
        "/programmes/{programme}/needs/{need}/voices",
        &[
            "/programmes/FINISHED/needs/1/voices?limit=1",
            "/programmes/FINISHED/needs/1/voices?limit=0",
            "/programmes/FINISHED/needs/x/voices",
        ],
    ),
    (
        "/programmes/{programme}/proposals/{proposal}",
        &[
            "/programmes/FINISHED/proposals/6",
            "/programmes/FINISHED/proposals/x",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}",
        &[
            "/programmes/FINISHED/votes/VOTE",
            "/programmes/FINISHED/votes/x",
        ],
    ),
    (
        "/programmes/{programme}/calls",
        &["/programmes/FINISHED/calls", "/programmes/x/calls"],
    ),
    (
        "/programmes/{programme}/proposals/{proposal}/versions",
        &[
            "/programmes/FINISHED/proposals/1/versions",
            "/programmes/FINISHED/proposals/x/versions",
        ],
    ),
    (
        "/programmes/{programme}/proposals/{proposal}/comments",
        &[
            "/programmes/FINISHED/proposals/1/comments",
            "/programmes/FINISHED/proposals/1/comments?limit=0",
            "/programmes/FINISHED/proposals/x/comments",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}/rule.json",
        &[
            "/programmes/FINISHED/votes/VOTE/rule.json",
            "/programmes/OPEN/votes/VOTE/rule.json",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}/analysis",
        &[
            "/programmes/FINISHED/votes/VOTE/analysis",
            "/programmes/OPEN/votes/VOTE/analysis",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}/selection",
        &[
            "/programmes/FINISHED/votes/VOTE/selection",
            "/programmes/OPEN/votes/VOTE/selection",
        ],
    ),
    (
        "/programmes/{programme}/votes/{vote}/ballots.pb",
        &["/programmes/FINISHED/votes/VOTE/ballots.pb"],
    ),
    (
        "/programmes/{programme}/votes/{vote}/ballots.csv",
        &["/programmes/FINISHED/votes/VOTE/ballots.csv"],
    ),
    (
        "/programmes/{programme}/votes/{vote}/ballots.json",
        &[
            "/programmes/FINISHED/votes/VOTE/ballots.json",
            "/programmes/OPEN/votes/VOTE/ballots.json",
        ],
    ),
    ("/countries", &["/countries"]),
    (
        "/countries/{country}/commitments",
        &[
            "/countries/KR/commitments?q=open",
            "/countries/KR/commitments?plan=x",
            "/countries/XX/commitments",
        ],
    ),
    (
        "/commitments/{commitment}",
        &["/commitments/KR0018", "/commitments/KR9999"],
    ),
    (
        "/record/entries",
        &["/record/entries?limit=100", "/record/entries?before=x"],
    ),
    (
        "/record/entries/{index}",
        &["/record/entries/0", "/record/entries/SIZE"],
    ),
    (
        "/record/entries/{index}/receipt",
        &[
            "/record/entries/LAST/receipt",
            "/record/entries/SIZE/receipt",
        ],
    ),
    ("/operator", &["/operator"]),
    ("/record/checkpoint", &["/record/checkpoint"]),
    (
        "/record/consistency",
        &[
            "/record/consistency?old=3",
            "/record/consistency?old=9&new=3",
            "/record/consistency",
        ],
    ),
];

/// Of what the example has nothing of, and who holds the answer that there is against the document.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "/programmes/{programme}/consultations/{consultation}",
        "consultations::the_api_tells_what_the_pages_do",
    ),
    (
        "/programmes/{programme}/services/{service}",
        "accounts::serving::a_version_cites_what_people_said_they_are_told_and_speak_of_it",
    ),
    (
        "/programmes/{programme}/designs/{design}",
        "accounts::serving::designing::a_phase_is_gone_through_in_view_of_everybody",
    ),
    (
        "/programmes/{programme}/votes/{vote}/scoring/{body}",
        "accounts::scoring::members_declare_score_under_seal_and_are_read_by_name",
    ),
];

#[tokio::test]
async fn every_address_answers_as_the_document_says() {
    let portal = common::example().await;
    let document = document(&portal).await;
    let size = portal.store.size().await.unwrap();
    let spoken = portal.store.voice(FINISHED, "1").await.unwrap();
    let spoken = spoken.expect("a voice").entry.to_string();
    let filled = |call: &str| {
        let call = call.replace("FINISHED", FINISHED).replace("OPEN", OPEN);
        let call = call
            .replace("SPOKEN", &spoken)
            .replace("VOTE", VOTE)
            .replace("SIZE", &size.to_string());
        format!("/api/v1{}", call.replace("LAST", &(size - 1).to_string()))
    };
    let mut never = Vec::new();
    for (path, calls) in CALLS {
        let mut fine = false;
        for address in calls.iter().map(|call| filled(call)) {
            let answer = portal.get(&address).await;
            assert!(answer.status.as_u16() < 500, "{address}: {}", answer.text());
            check_schema(&document, &format!("/api/v1{path}"), "get", &answer);
            fine |= answer.status.is_success();
            let origin = answer.header("access-control-allow-origin");
            assert_eq!(origin, "*", "{address}");
        }
        if !fine {
            never.push(*path);
        }
    }
    // A refusal alone says nothing of what is answered where there is something.
    let elsewhere: Vec<&str> = ELSEWHERE.iter().map(|(path, _)| *path).collect();
    assert_eq!(never, elsewhere, "called, and never with success");
    for (path, item) in document["paths"].as_object().unwrap() {
        let called = CALLS
            .iter()
            .any(|(known, _)| path.strip_prefix("/api/v1") == Some(known));
        assert!(
            item.get("get").is_none() || called,
            "{path} is not called here"
        );
    }
    // Every schema that the document names is in it.
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}

/// A field that is passed over gives an answer to another question.
#[tokio::test]
async fn a_field_that_an_address_does_not_take_is_refused_by_name() {
    let portal = common::example().await;
    let cases = [
        ("/api/v1/record/entries?sort=old&limit=3", "sort"),
        ("/api/v1/record/entries/0?pretty=1", "pretty"),
        ("/api/v1/programmes?q=bus", "q"),
        ("/api/v1/programmes/none/proposals?kind=x", "kind"),
        ("/api/v1/record/checkpoint?", ""),
    ];
    for (address, field) in cases {
        let answer = portal.get(address).await;
        if field.is_empty() {
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            continue;
        }
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(answer.json()["type"], "urn:madang:problem:query");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{address}");
    }
    let list = async |query: &str| {
        let answer = portal.get(&format!("/api/v1/record/entries?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
        answer.json()["items"].as_array().unwrap().clone()
    };
    let opened = list("kind=vote.opened/1").await;
    assert_eq!(opened.len(), 2);
    assert!(opened.iter().all(|item| item["kind"] == "vote.opened/1"));
    let first = list("from=0&limit=2").await;
    assert_eq!(
        (&first[0]["index"], &first[1]["index"]),
        (&json!(0), &json!(1))
    );
    assert!(list("actor=official/nobody").await.is_empty());
}

#[tokio::test]
async fn lists_are_paged_to_their_end() {
    let portal = common::example().await;
    for (mut address, expected) in [
        (
            format!("/api/v1/programmes/{FINISHED}/proposals?limit=10"),
            64,
        ),
        (
            format!("/api/v1/record/entries?limit=100&programme={OPEN}"),
            8,
        ),
    ] {
        let mut seen = 0;
        loop {
            let page = portal.get(&address).await.json();
            seen += page["items"].as_array().unwrap().len();
            match page["next"].as_str() {
                Some(next) => address = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen, expected, "{address}");
    }
}
