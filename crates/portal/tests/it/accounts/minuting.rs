//! Minutes on pages: drafted, read by those who were there, put right, approved and corrected; and what is refused.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, in_days};
use madang_programme::people::Granted;
use scraper::Html;
use serde_json::json;

use super::answering::{errors, holder, official, size};
use super::by_program::Program;
use super::registering::{ONE, PARK, code, registered, registering, told};
use super::{Browser, KIM, LEE, Yard, leads};
use crate::api::{check_schema, document};
use crate::common::Answer;
use crate::sight::{all, check_page, words};

const CHOI: &str = "choi@example.org";
const MINUTES: &str = "/en/programmes/flagships/consultations/1/minutes";
const DRAFT: &str = "/en/programmes/flagships/consultations/1/minutes/do/draft";
const ASK: &str = "/en/programmes/flagships/consultations/1/minutes/do/ask";
const APPROVE: &str = "/en/programmes/flagships/consultations/1/minutes/do/approve";
const CORRECT: &str = "/en/programmes/flagships/consultations/1/minutes/do/correct";
const DECIDED: &str = "The last bus leaves at midnight.";

fn seen(page: &str) -> String {
    words(all(&Html::parse_document(page), "main")[0])
}

/// Minutes of the workshop, but for what is said otherwise.
fn fields(other: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let day = in_days(21);
    let mut fields = vec![
        ("name", "Night buses".to_owned()),
        ("host", "Ministry of the Interior".to_owned()),
        ("began", format!("{day}T14:05")),
        ("ended", format!("{day}T17:50")),
        ("place", "The town hall".to_owned()),
        ("attendees", "Official | Director of Transport".to_owned()),
        ("others", "1".to_owned()),
        ("order", "Opening\nDiscussion".to_owned()),
        ("items", "Night buses".to_owned()),
        ("remarks", "1 | A resident | Too early".to_owned()),
        ("decisions", DECIDED.to_owned()),
        ("votes", "A later last bus | 9 | 2 | 1".to_owned()),
    ];
    for (name, value) in other {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*value).to_owned()));
    }
    fields
}

async fn post(
    browser: &mut Browser,
    yard: &Yard,
    address: &str,
    fields: &[(&'static str, String)],
) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(yard, address, &fields).await
}

/// The entry that a page was led to by.
fn entry(answer: &Answer) -> String {
    let to = leads(answer);
    let (_, entry) = to.split_once("?entries=").expect("an entry");
    entry.to_owned()
}

/// A workshop that was held, to which Kim came; and Park, who led it.
async fn met() -> (Yard, Browser, Browser) {
    let yard = registering().await;
    let (kim, page) = registered(&yard, KIM, "Kim Minji").await;
    let own = code(&page);
    let mut park = holder(&yard, PARK, Granted::Facilitator, None).await;
    let yard = yard.later(24 * 22).await;
    // People are told of what happens after it was first looked.
    assert!(yard.telling.once().await);
    let door = format!("{ONE}/check-in");
    let comes = [("by", "code"), ("code", own.as_str())];
    leads(&park.post(&yard, &door, &comes).await);
    let day = in_days(21);
    let (began, ended) = (format!("{day}T14:05"), format!("{day}T17:50"));
    let held = [("began", began.as_str()), ("ended", ended.as_str())];
    leads(&park.post(&yard, &format!("{ONE}/do/held"), &held).await);
    (yard, kim, park)
}

/// The same with a draft; gives its entry.
async fn drafted() -> (Yard, Browser, Browser, String) {
    let (yard, kim, mut park) = met().await;
    let answer = post(&mut park, &yard, DRAFT, &fields(&[])).await;
    assert_eq!(errors(&answer), [""; 0]);
    let draft = entry(&answer);
    (yard, kim, park, draft)
}

#[tokio::test]
async fn minutes_are_drafted_by_who_led_it_and_what_is_wrong_is_told_at_its_field() {
    let (yard, _, mut park) = met().await;
    let form = park.get(&yard, DRAFT).await;
    check_page(DRAFT, &form.text());
    let begun = form.text();
    assert!(
        begun.contains("value=\"Night buses\"") && begun.contains("value=\"The town hall\""),
        "it begins with what the record says: {begun}"
    );
    let before = size(&yard).await;
    for (other, field) in [
        (("name", ""), "Name of the meeting"),
        (("host", ""), "Convened by"),
        (("began", "soon"), "It began"),
        (("ended", "2020-01-01T09:00"), "It ended"),
        (("place", ""), "Place"),
        (("attendees", "King | Lear"), "Attendees, one a line"),
        (("others", "many"), "Attendees who are not listed"),
        (("observers", "King | Lear"), "Observers, one a line"),
        (("order", ""), "Order of proceedings"),
        (("items", ""), "Items, one a line"),
        (("remarks", "Too early"), "What was said, one remark a line"),
        (
            ("remarks", "2 | A resident | x"),
            "What was said, one remark a line",
        ),
        (("remarks", "1 | A resident | x | Kim"), "Names"),
        (("attendees", "Citizen | Resident | Kim"), "Names"),
        (("decisions", ""), "Decisions, one a line"),
        (("votes", "A later bus | 9 | 2"), "Votes, one a line"),
    ] {
        let answer = post(&mut park, &yard, DRAFT, &fields(&[other])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other:?}");
        let errors = errors(&answer);
        assert!(
            errors.iter().any(|error| error.starts_with(field)),
            "{other:?}: {errors:?}"
        );
        let typed = other.0 == "decisions" || answer.text().contains(DECIDED);
        assert!(typed, "what was typed stays");
    }
    assert_eq!(size(&yard).await, before, "nothing is recorded");
    let named = fields(&[
        ("remarks", "1 | A resident | Too early | Kim"),
        ("consent", "yes"),
    ]);
    let answer = post(&mut park, &yard, DRAFT, &named).await;
    assert!(leads(&answer).starts_with(&format!("{MINUTES}?entries=")));
    // Whoever did not see it does not put another in its place.
    let answer = post(&mut park, &yard, DRAFT, &fields(&[])).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(errors(&answer).len(), 1, "{:?}", errors(&answer));
    let form = park.get(&yard, DRAFT).await.text();
    assert!(form.contains("1 | A resident | Too early | Kim"), "{form}");
}

#[tokio::test]
async fn a_draft_is_read_by_those_who_were_there_and_by_nobody_else() {
    let (yard, mut kim, mut park, _) = drafted().await;
    assert!(yard.telling.once().await);
    let subject = "참석하신 협의의 회의록 초안이 나왔습니다";
    assert_eq!(told(&yard, KIM, subject).await, 1);
    let mut lee = Browser::registered(&yard, LEE).await;
    let mut nobody = Browser::default();
    for (browser, reads, asks) in [
        (&mut kim, true, true),
        (&mut park, true, false),
        (&mut lee, false, false),
        (&mut nobody, false, false),
    ] {
        let page = browser.get(&yard, MINUTES).await.text();
        check_page(MINUTES, &page);
        assert_eq!(page.contains(DECIDED), reads, "{page}");
        assert_eq!(page.contains(&format!("href=\"{ASK}\"")), asks, "{page}");
    }
    let answer = lee.get(&yard, ASK).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = nobody.get(&yard, ASK).await;
    assert!(leads(&answer).starts_with("/en/account/sign-in"));
    let answer = kim.get(&yard, DRAFT).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let entry = yard.portal.get("/en/record").await.text();
    assert!(!entry.contains(DECIDED), "{entry}");
}

#[tokio::test]
async fn what_is_asked_is_settled_before_minutes_are_approved_and_corrected() {
    let (yard, mut kim, mut park, draft) = drafted().await;
    let mut choi = official(&yard, CHOI, Some(INSTITUTION)).await;
    for (sent, field) in [
        ([("part", ""), ("text", "It leaves at one.")], "Which part"),
        (
            [("part", "dance"), ("text", "It leaves at one.")],
            "Which part",
        ),
        ([("part", "decisions"), ("text", "")], "What is wrong"),
    ] {
        let sent = [sent[0], sent[1], ("base", draft.as_str())];
        let answer = kim.post(&yard, ASK, &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{sent:?}");
        assert!(errors(&answer)[0].starts_with(field), "{sent:?}");
    }
    let form = kim.get(&yard, ASK).await.text();
    check_page(ASK, &form);
    let ask = [
        ("part", "decisions"),
        ("text", "It leaves at one."),
        ("base", draft.as_str()),
    ];
    let asked = entry(&kim.post(&yard, ASK, &ask).await);
    // The words are for whoever leads it; everybody sees that something was asked.
    let page = yard.portal.get(MINUTES).await.text();
    assert!(page.contains("Not settled yet"), "{page}");
    assert!(!page.contains("It leaves at one."), "{page}");
    assert!(
        kim.get(&yard, MINUTES)
            .await
            .text()
            .contains("It leaves at one.")
    );
    let settle = format!("{MINUTES}/corrections/{asked}");
    let page = park.get(&yard, &settle).await.text();
    check_page(&settle, &page);
    assert!(page.contains("It leaves at one."), "{page}");
    assert_eq!(kim.get(&yard, &settle).await.status, StatusCode::FORBIDDEN);
    let none = format!("{MINUTES}/corrections/{draft}");
    assert_eq!(park.get(&yard, &none).await.status, StatusCode::NOT_FOUND);
    let whole = [
        ("verdict", "accepted"),
        ("asked", "At one"),
        ("reason", "So it was."),
    ];
    for (missing, field) in [
        (0, "How it is settled"),
        (1, "What was asked for"),
        (2, "Why"),
    ] {
        let mut sent = whole;
        sent[missing].1 = "";
        let answer = park.post(&yard, &settle, &sent).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(
            errors(&answer)[0].starts_with(field),
            "{:?}",
            errors(&answer)
        );
    }
    let mut early = fields(&[]);
    early.push(("base", draft.clone()));
    let answer = post(&mut choi, &yard, APPROVE, &early).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "while they read");
    leads(&park.post(&yard, &settle, &whole).await);
    assert!(yard.telling.once().await);
    let subject = "요청하신 회의록 정정이 처리되었습니다";
    assert_eq!(told(&yard, KIM, subject).await, 1);
    let yard = yard.later(24 * 32).await;
    approved_and_corrected(&yard, &mut choi, &draft).await;
}

/// An official approves the minutes with what was accepted, and puts them right afterwards.
async fn approved_and_corrected(yard: &Yard, choi: &mut Browser, draft: &str) {
    let of_draft = |other: &[(&'static str, &str)]| {
        let mut fields = fields(other);
        fields.push(("base", draft.to_owned()));
        fields
    };
    let form = choi.get(yard, APPROVE).await.text();
    check_page(APPROVE, &form);
    assert!(form.contains("At one") && form.contains(DECIDED), "{form}");
    let other = [("decisions", "The last bus leaves at one.")];
    let answer = post(choi, yard, APPROVE, &of_draft(&other)).await;
    assert_eq!(errors(&answer), [""; 0]);
    let approved = entry(&answer);
    everybody_reads(yard).await;
    let mut again = fields(&[("decisions", "The last bus leaves at two.")]);
    again.push(("base", draft.to_owned()));
    let answer = post(choi, yard, CORRECT, &again).await;
    assert_eq!(
        answer.status,
        StatusCode::BAD_REQUEST,
        "not those that stand"
    );
    again.retain(|(name, _)| *name != "base");
    again.push(("base", approved));
    leads(&post(choi, yard, CORRECT, &again).await);
    let page = yard.portal.get(MINUTES).await.text();
    check_page(MINUTES, &page);
    assert!(
        page.contains("<del>one.</del>") && page.contains("<ins>two.</ins>"),
        "{page}"
    );
}

/// What everybody reads of approved minutes, in both languages and by program.
async fn everybody_reads(yard: &Yard) {
    for (lang, says) in [("en", "Accepted"), ("ko", "받아들임")] {
        let address = MINUTES.replace("/en/", &format!("/{lang}/"));
        let page = yard.portal.get(&address).await.text();
        check_page(&address, &page);
        let seen = seen(&page);
        for says in [
            says,
            "The last bus leaves at one.",
            "A later last bus",
            "Director of Transport",
            "Too early",
            "At one",
            "So it was.",
        ] {
            assert!(seen.contains(says), "{lang} {says}: {seen}");
        }
    }
    let page = yard.portal.get(ONE).await.text();
    assert!(
        seen(&page).contains("The last bus leaves at one."),
        "{page}"
    );
    let address = "/api/v1/programmes/flagships/consultations/1";
    let answer = yard.portal.get(address).await;
    let document = document(&yard.portal).await;
    let path = "/api/v1/programmes/{programme}/consultations/{consultation}";
    check_schema(&document, path, "get", &answer);
    let answer = answer.json();
    assert_eq!(answer["minutes"]["minutes"]["votes"][0]["for"], 9);
    assert_eq!(answer["corrections"][0]["verdict"], "accepted");
}

#[tokio::test]
async fn programs_draft_ask_and_settle() {
    let (yard, mut kim, mut park) = met().await;
    let (asks, leads_it) = (
        Program::of(&mut kim, &yard).await,
        Program::of(&mut park, &yard).await,
    );
    let day = in_days(21);
    let address = "/api/v1/programmes/flagships/consultations/1/minutes";
    let minutes = json!({
        "name": "Night buses", "host": "Ministry of the Interior",
        "began": format!("{day}T14:05"), "ended": format!("{day}T17:50"), "place": "The town hall",
        "attendees": [{"class": "official", "post": "Director of Transport"}], "others": 1,
        "order": ["Opening"], "items": ["Night buses"],
        "remarks": [{"item": 1, "role": "A resident", "gist": "Too early"}],
        "decisions": [DECIDED], "votes": [{"question": "A later last bus", "for": 9, "against": 2, "abstain": 1}],
    });
    let drafts = format!("{address}/drafts");
    let answer = asks.send(&yard, &drafts, "one", &minutes).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut bad = minutes.clone();
    bad["decisions"] = json!([]);
    let answer = leads_it.send(&yard, &drafts, "two", &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = leads_it.send(&yard, &drafts, "three", &minutes).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let ask = json!({"part": "decisions", "text": "It leaves at one."});
    let corrections = format!("{address}/corrections");
    let answer = asks.send(&yard, &corrections, "four", &ask).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let entry = answer.json()["entry"].clone();
    let settle = json!({"verdict": "declined", "asked": "At one", "reason": "It was not said."});
    let address = format!("{corrections}/{entry}/settlement");
    let answer = leads_it.send(&yard, &address, "five", &settle).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
}
