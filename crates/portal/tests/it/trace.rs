//! The page of a trace and its API.

use axum::http::StatusCode;

use crate::common::{self, FINISHED, Portal, VOTE};
use crate::sight::{all, page, words};

/// The entry of a thing of the finished programme.
async fn entry(portal: &Portal, what: &str) -> u64 {
    let address = format!("/api/v1/programmes/{FINISHED}/{what}");
    let answer = portal.get(&address).await.json();
    answer["entry"].as_u64().expect("an entry")
}

async fn json(portal: &Portal, entry: u64) -> serde_json::Value {
    let address = format!("/api/v1/record/entries/{entry}/trace");
    portal.get(&address).await.json()
}

#[tokio::test]
async fn a_voice_is_followed_to_its_needs_and_back() {
    let portal = common::example().await;
    let (voice, left) = (
        entry(&portal, "voices/7").await,
        entry(&portal, "voices/22").await,
    );
    let (whole, part) = (
        entry(&portal, "needs/1").await,
        entry(&portal, "needs/10").await,
    );
    for lang in ["ko", "en"] {
        let document = page(&portal, &format!("/{lang}/record/entries/{voice}/trace")).await;
        let drawings = all(&document, "svg.chart title");
        assert_eq!(drawings.len(), 2, "another voice goes on in it");
        let tables = all(&document, "table");
        assert_eq!(tables.len(), 2);
        let links = all(&document, "table a").len();
        assert!(links > 4, "{links}");
    }
    // The entry's own page leads there.
    let of_entry = page(&portal, &format!("/en/record/entries/{voice}")).await;
    assert_eq!(all(&of_entry, "a[href$='/trace']").len(), 1);
    let english = page(&portal, &format!("/en/record/entries/{voice}/trace")).await;
    let text = words(all(&english, "main")[0]);
    for said in [
        "Voice 7",
        "is grouped by",
        "Need 10: Telling it once in one's life (example)",
        "takes in, by",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let forward = |json: &serde_json::Value, how: &str| -> Vec<u64> {
        let hops = json["forward"].as_array().expect("steps").iter();
        let hops = hops.filter(|hop| hop["how"] == how);
        let things = hops.flat_map(|hop| hop["things"].as_array().expect("things"));
        things.filter_map(serde_json::Value::as_u64).collect()
    };
    assert_eq!(
        forward(&json(&portal, voice).await, "groups"),
        [whole, part]
    );
    // The voice that none of the parts groups led to none of them.
    assert!(!forward(&json(&portal, left).await, "groups").contains(&part));
    let back = json(&portal, part).await["back"].clone();
    assert_eq!(
        (&back[0]["how"], &back[0]["total"]),
        (&"groups".into(), &3.into())
    );
    assert_eq!(
        (&back[1]["how"], &back[1]["things"][0]),
        (&"part_of".into(), &whole.into())
    );
    for (wrong, status) in [("0", StatusCode::NOT_FOUND), ("x", StatusCode::NOT_FOUND)] {
        let address = format!("/api/v1/record/entries/{wrong}/trace");
        assert_eq!(portal.get(&address).await.status, status);
        let address = format!("/en/record/entries/{wrong}/trace");
        assert_eq!(portal.get(&address).await.status, status);
    }
}

#[tokio::test]
async fn a_selection_goes_back_to_its_proposals_by_number() {
    let portal = common::example().await;
    let vote = format!("/en/programmes/{FINISHED}/votes/{VOTE}");
    let document = page(&portal, &vote).await;
    let links = all(&document, "a[href$='/trace']");
    assert_eq!(links.len(), 1);
    let trace = links[0].attr("href").expect("an address").to_owned();
    let document = page(&portal, &trace).await;
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("selected") && text.contains("more"), "{text}");
    let api = trace.replace("/en/", "/api/v1/");
    let json = portal.get(&api).await.json();
    assert_eq!(json["back"][0]["how"], "selects");
    let total = json["back"][0]["total"].as_u64().expect("a number");
    let things = json["back"][0]["things"].as_array().map(Vec::len);
    assert!(total > 12 && things == Some(12), "{json}");
}

#[tokio::test]
async fn an_answer_is_reached_from_what_it_was_given_to_and_leads_back() {
    let portal = common::example().await;
    let mut found = None;
    for number in 1..=120 {
        let address = format!("/api/v1/programmes/{FINISHED}/voices/{number}");
        let voice = portal.get(&address).await.json();
        let Some(entry) = voice["entry"].as_u64() else {
            continue;
        };
        let trace = json(&portal, entry).await;
        let things = trace["things"].as_array().expect("things").clone();
        let mut things = things.into_iter();
        let planned = things.find(|thing| thing["answer"]["planned_by"].is_string());
        let Some(answer) = planned else {
            continue;
        };
        found = Some((number, entry, trace, answer));
        break;
    }
    let (number, voice, trace, answer) = found.expect("an answer that adopts something");
    let answers = &trace["forward"][0];
    assert_eq!(
        (&answers["of"], &answers["how"]),
        (&voice.into(), &"answers".into())
    );
    assert_eq!(answers["things"][0], answer["entry"]);
    assert_eq!(answer["subject"], format!("voice:{FINISHED}/{number}"));
    let entry = answer["entry"].as_u64().expect("an entry");
    let document = page(&portal, &format!("/en/record/entries/{voice}/trace")).await;
    let text = words(all(&document, "main")[0]);
    for said in [
        format!("Answer to Voice {number}: Adopted"),
        "planned by".to_owned(),
        "got the answer".to_owned(),
    ] {
        assert!(text.contains(&said), "{said}: {text}");
    }
    let drawn = words(all(&document, "svg.chart")[0]);
    assert!(drawn.contains("planned by"), "{drawn}");
    let place = format!("table a[href='/en/programmes/{FINISHED}/voices/{number}#answer']");
    assert!(!all(&document, &place).is_empty());
    // From the answer back.
    let back = json(&portal, entry).await["back"].clone();
    assert_eq!(
        (&back[0]["how"], &back[0]["things"][0]),
        (&"answers".into(), &voice.into())
    );
    let document = page(&portal, &format!("/ko/record/entries/{entry}/trace")).await;
    let text = words(all(&document, "main")[0]);
    for said in ["에 대한 답변: ", "까지 하기로 함", "답변을 받은 것"] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

/// A proposal that lost says so where it stands, with the reason and the way to all of it.
#[tokio::test]
async fn why_a_proposal_lost_stands_in_its_trace() {
    let portal = common::example().await;
    let list = format!("/api/v1/programmes/{FINISHED}/proposals?state=not_selected");
    let lost = portal.get(&list).await.json()["items"][0].clone();
    let id = lost["id"].as_str().expect("an identifier").to_owned();
    let lost = entry(&portal, &format!("proposals/{id}")).await;
    let trace = json(&portal, lost).await;
    let hops = trace["forward"].as_array().expect("steps").iter();
    let over: Vec<_> = hops.filter(|hop| hop["how"] == "passes_over").collect();
    assert_eq!(over.len(), 1, "{trace}");
    let selection = over[0]["things"][0].as_u64().expect("a selection");
    let document = page(&portal, &format!("/en/record/entries/{lost}/trace")).await;
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("Not selected: "), "{text}");
    assert!(text.contains("was not selected in"), "{text}");
    let why = format!("a[href='/en/programmes/{FINISHED}/proposals/{id}#why-{VOTE}']");
    assert!(!all(&document, &why).is_empty());
    let proposal = page(
        &portal,
        &format!("/en/programmes/{FINISHED}/proposals/{id}"),
    )
    .await;
    assert_eq!(
        all(&proposal, &format!("#why-{VOTE}")).len(),
        1,
        "it is there"
    );
    // Back from the selection, what lost is no part of what it grew out of.
    let back = json(&portal, selection).await["back"].clone();
    let mut hops = back.as_array().expect("steps").iter();
    assert!(hops.all(|hop| hop["how"] != "passes_over"), "{back}");
}

#[tokio::test]
async fn all_that_a_thing_leads_to_is_asked_for_page_by_page() {
    let portal = common::example().await;
    let need = entry(&portal, "needs/1").await;
    let trace = json(&portal, need).await;
    let hop = |hop: &&serde_json::Value| hop["how"] == "groups" && hop["of"] == need;
    let groups = trace["back"].as_array().expect("hops").iter().find(hop);
    let groups = groups.expect("its voices");
    let mut address = Some(format!(
        "/api/v1/record/entries/{need}/trace/things?way=back&how=groups&limit=1"
    ));
    let mut found = Vec::new();
    while let Some(next) = address {
        let page = portal.get(&next).await.json();
        assert_eq!(page["total"], groups["total"]);
        let items = page["items"].as_array().expect("things").iter();
        found.extend(items.map(|thing| thing["entry"].clone()));
        address = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(serde_json::Value::from(found), groups["things"]);
    let answered =
        format!("/api/v1/record/entries/{need}/trace/things?way=forward&how=answers_voice");
    let answered = portal.get(&answered).await.json();
    assert!(answered["total"].as_u64() > Some(0), "{answered}");
}
