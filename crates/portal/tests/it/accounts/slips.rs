//! Voices of people without a device: entered for them, read by their slip, changed by its code; and what whoever said something on
//! the portal, and officials, can do with it.

use axum::http::StatusCode;
use madang_fixtures::{INSTITUTION, Programme, answered, voice};
use madang_programme::answers::Disposition;
use madang_programme::people::Granted;
use madang_programme::voices::Standing;
use scraper::Html;

use super::{Browser, KIM, LEE, LISTENING, Yard, leads, with_role, yard};
use crate::common::{self, Answer};
use crate::sight::{all, check_page, words};

pub const ENTER: &str = "/en/programmes/p/enter";
const MARKER: &str = "zebrafinch";

/// What a slip shows: the code, and the address of its page.
pub struct Slip {
    pub code: String,
    pub address: String,
}

/// A form's code, as it is shown.
pub async fn new_code(official: &mut Browser, yard: &Yard) -> String {
    let page = official.get(yard, ENTER).await.text();
    check_page(ENTER, &page);
    let page = Html::parse_document(&page);
    let code = all(&page, "input[name=code]")[0].attr("value").unwrap();
    code.to_owned()
}

pub async fn entered(official: &mut Browser, yard: &Yard, text: &str) -> Slip {
    let code = new_code(official, yard).await;
    let fields = [
        ("key", code.as_str()),
        ("code", code.as_str()),
        ("channel", "phone"),
        ("text", text),
        ("step", "send"),
    ];
    let answer = official.post(yard, ENTER, &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    check_page(ENTER, &answer.text());
    let page = Html::parse_document(&answer.text());
    assert_eq!(words(all(&page, ".slip-code")[0]), code);
    assert_eq!(all(&page, ".slip svg.qr[role=img]").len(), 1);
    let shown = words(all(&page, ".slip .address")[0]);
    let path = shown.strip_prefix("https://madang.example.org").unwrap();
    // Sent again, the slip is the same.
    let again = official.post(yard, ENTER, &fields).await;
    let again = Html::parse_document(&again.text());
    assert_eq!(
        words(all(&again, ".slip")[0]),
        words(all(&page, ".slip")[0])
    );
    Slip {
        code,
        address: format!("/en{path}"),
    }
}

/// Somebody without an account, at a slip's page.
pub async fn by_code(yard: &Yard, slip: &Slip, fields: &[(&str, &str)]) -> Answer {
    let fields = [&[("code", slip.code.as_str())][..], fields].concat();
    Browser::default().post(yard, &slip.address, &fields).await
}

async fn standing(yard: &Yard, id: &str) -> Standing {
    let of = |state: &madang_programme::State| state.voice(LISTENING, id).unwrap().standing();
    yard.portal.store.with_state(of).await.unwrap()
}

/// Something was done, and its entries go along.
fn done(answer: &Answer, page: &str, act: &str) {
    let begins = format!("{page}?done={act}&entries=");
    let entries = leads(answer).strip_prefix(&begins);
    let entries = entries.unwrap_or_else(|| panic!("{begins}: {}", leads(answer)));
    assert!(
        entries.split(',').all(|entry| entry.parse::<u64>().is_ok()),
        "{entries}"
    );
}

#[tokio::test]
async fn an_official_enters_a_voice_and_its_slip_is_enough_to_withdraw_it() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Facilitator, Some("p")))).await;
    let slip = entered(&mut official, &yard, "전화로 말합니다").await;
    let detail = yard
        .portal
        .store
        .voice(LISTENING, "1")
        .await
        .unwrap()
        .unwrap();
    assert!(
        detail.actor.starts_with("facilitator/account-"),
        "{}",
        detail.actor
    );
    assert!(detail.facts.receipt.is_some());
    for lang in ["ko", "en"] {
        let address = slip.address.replace("/en/", &format!("/{lang}/"));
        let page = yard.portal.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        check_page(&address, &page.text());
        assert!(page.text().contains("전화로 말합니다"));
        assert!(
            !page.text().contains(&slip.code),
            "the code is on the slip alone"
        );
    }
    // Nobody withdraws without it, and no other code does.
    let other = entered(&mut official, &yard, "다른 말").await;
    let before = yard.size().await;
    let spoilt = slip.code.replace('-', "U");
    for (code, why) in [
        ("", "a code has 21"),
        ("ABC", "a code has 21"),
        (spoilt.as_str(), "which no code has"),
        (other.code.as_str(), "of another slip"),
        ("<script>", "which no code has"),
    ] {
        let fields = [("act", "withdraw"), ("code", code)];
        let answer = Browser::default().post(&yard, &slip.address, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{code}");
        check_page(&slip.address, &answer.text());
        assert!(answer.text().contains(why), "{code}: {}", answer.text());
    }
    assert_eq!(yard.size().await, before);
    // As people type it.
    let typed = Slip {
        code: slip.code.to_lowercase().replace('-', " "),
        address: slip.address.clone(),
    };
    let answer = by_code(&yard, &typed, &[("act", "withdraw")]).await;
    done(&answer, &slip.address, "withdraw");
    assert_eq!(standing(&yard, "1").await, Standing::Withdrawn);
    let page = yard.portal.get(leads(&answer)).await.text();
    assert!(page.contains("It was taken back."), "{page}");
    let entry = yard.size().await - 1;
    let receipt = format!("href=\"/api/v1/record/entries/{entry}/receipt\"");
    assert!(page.contains(&receipt), "{page}");
    let answer = by_code(&yard, &slip, &[("act", "withdraw")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "once");
    let missing = yard
        .portal
        .get("/en/receipt/00000000000000000000000000000000")
        .await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn by_the_code_more_is_added_another_look_is_asked_for_and_words_are_erased() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let slip = entered(&mut official, &yard, MARKER).await;
    let today = yard.portal.store.now();
    let today = madang_programme::days::day_in("Asia/Seoul", &today)
        .unwrap()
        .to_string();
    let acts = "/en/programmes/p/voices/1/acts";
    let ask = [
        ("act", "ask"),
        ("question", "Which stop?"),
        ("until", today.as_str()),
    ];
    let answer = official.post(&yard, acts, &ask).await;
    done(&answer, acts, "ask");
    let empty = by_code(&yard, &slip, &[("act", "supplement"), ("words", " ")]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    let more = [
        ("act", "supplement"),
        ("words", "zebrafinch at school"),
        ("key", "s"),
    ];
    for _ in 0..2 {
        // The second time it is not possible any more, and is not recorded twice.
        by_code(&yard, &slip, &more).await;
    }
    assert_eq!(standing(&yard, "1").await, Standing::Waiting);
    let facts = Programme(LISTENING).answer_now(voice("1"), Disposition::Adopted);
    common::submit(&yard.portal.store, vec![answered(facts)]).await;
    let look = [("act", "reexamine"), ("words", "zebrafinch once more")];
    let answer = by_code(&yard, &slip, &look).await;
    done(&answer, &slip.address, "reexamine");
    let answer = by_code(&yard, &slip, &[("act", "erase")]).await;
    done(&answer, &slip.address, "erase");
    let page = yard.portal.get(leads(&answer)).await.text();
    assert!(
        page.contains("The words are erased.") && !page.contains(MARKER),
        "{page}"
    );
    let erased = yard
        .portal
        .store
        .voice(LISTENING, "1")
        .await
        .unwrap()
        .unwrap();
    let steps = yard.portal.store.voice_steps(erased.entry).await.unwrap();
    assert!(steps.len() >= 2, "{steps:?}");
    assert!(!format!("{steps:?}").contains(MARKER), "{steps:?}");
    // With what words another look was asked for is theirs as well.
    let steps = yard.portal.store.answer_steps(erased.entry).await.unwrap();
    assert!(steps.len() >= 2, "{steps:?}");
    assert!(!format!("{steps:?}").contains(MARKER), "{steps:?}");
    let answer = by_code(&yard, &slip, &[("act", "erase")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "it is done");
}

#[tokio::test]
async fn ten_codes_an_hour_are_taken_from_one_place() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Official, None))).await;
    let slip = entered(&mut official, &yard, "말").await;
    let mut guessing = Browser {
        network: "192.0.2.1",
        ..Browser::default()
    };
    let guess = [("act", "withdraw"), ("code", "00000-00000-00000-00000-0")];
    for _ in 0..10 {
        let answer = guessing.post(&yard, &slip.address, &guess).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    let right = [("act", "withdraw"), ("code", slip.code.as_str())];
    let answer = guessing.post(&yard, &slip.address, &right).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(standing(&yard, "1").await, Standing::Waiting);
    let answer = by_code(&yard, &slip, &[("act", "withdraw")]).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "others are not held up"
    );
}

#[tokio::test]
async fn nobody_else_enters_for_others() {
    let yard = yard().await.listening().await;
    let mut nobody = Browser::default();
    let led = nobody.get(&yard, ENTER).await;
    assert!(
        leads(&led).starts_with("/en/account/sign-in?again=1&next="),
        "{}",
        leads(&led)
    );
    let fields = [("text", "말"), ("channel", "paper"), ("step", "send")];
    let before = yard.size().await;
    let mut all = vec![Browser::registered(&yard, LEE).await];
    for (address, granted) in [
        (KIM, (Granted::Reviewer, None)),
        ("park@example.org", (Granted::Official, Some("elsewhere"))),
    ] {
        all.push(with_role(&yard, address, Some(granted)).await);
    }
    let granted = 2;
    for mut browser in all {
        let page = browser.get(&yard, ENTER).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        check_page(ENTER, &page.text());
        let answer = browser.post(&yard, ENTER, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(yard.size().await, before + granted);
    let mut official = with_role(&yard, "choi@example.org", Some((Granted::Official, None))).await;
    for (fields, why) in [
        (
            vec![("channel", "portal"), ("text", "말")],
            "Choose one from the list",
        ),
        (
            vec![("channel", "phone"), ("text", "")],
            "Write what you want to say",
        ),
        (
            vec![("channel", "phone"), ("text", "말"), ("code", "ABC")],
            "opened anew",
        ),
    ] {
        let code = new_code(&mut official, &yard).await;
        let mut fields = fields.clone();
        if !fields.iter().any(|(name, _)| *name == "code") {
            fields.push(("code", &code));
        }
        fields.push(("step", "send"));
        let answer = official.post(&yard, ENTER, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
        check_page(ENTER, &answer.text());
        assert!(answer.text().contains(why), "{why}: {}", answer.text());
    }
    // One code is for one voice.
    let slip = entered(&mut official, &yard, "말").await;
    let taken = [
        ("code", slip.code.as_str()),
        ("channel", "paper"),
        ("text", "또"),
        ("step", "send"),
    ];
    let answer = official.post(&yard, ENTER, &taken).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(
        answer.text().contains("one code is for one voice"),
        "{}",
        answer.text()
    );
}

/// What an official cannot do with a voice that is with [`INSTITUTION`], and then what they can.
async fn refused_and_handed_on(official: &mut Browser, yard: &Yard, acts: &str) {
    let before = yard.size().await;
    for fields in [
        vec![
            ("act", "transfer"),
            ("to", INSTITUTION),
            ("ground", "mistake"),
            ("reason", "Why"),
        ],
        vec![
            ("act", "transfer"),
            ("to", "moon"),
            ("ground", "mistake"),
            ("reason", "Why"),
        ],
        vec![
            ("act", "transfer"),
            ("to", "transport"),
            ("ground", "mood"),
            ("reason", "Why"),
        ],
        vec![
            ("act", "transfer"),
            ("to", "transport"),
            ("ground", "mistake"),
            ("reason", ""),
        ],
        vec![
            ("act", "ask"),
            ("question", "What?"),
            ("until", "2020-01-01"),
        ],
        vec![("act", "ask"), ("question", "What?"), ("until", "soon")],
        vec![("act", "burn")],
    ] {
        let answer = official.post(yard, acts, &fields).await;
        let refused = [StatusCode::BAD_REQUEST, StatusCode::FORBIDDEN];
        assert!(refused.contains(&answer.status), "{fields:?}");
        check_page(acts, &answer.text());
    }
    assert_eq!(yard.size().await, before);
    let transfer = [
        ("act", "transfer"),
        ("to", "transport"),
        ("ground", "competence"),
        ("reason", "Buses are its task."),
    ];
    let answer = official.post(yard, acts, &transfer).await;
    done(&answer, acts, "transfer");
}

#[tokio::test]
async fn whoever_said_it_and_officials_see_what_they_can_do() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let fields = [("text", "내 말"), ("step", "send")];
    kim.post(&yard, "/en/programmes/p/speak", &fields).await;
    let acts = "/en/programmes/p/voices/1/acts";
    let page = yard.portal.get("/en/programmes/p/voices/1").await.text();
    assert!(page.contains(&format!("href=\"{acts}\"")), "{page}");
    let led = Browser::default().get(&yard, acts).await;
    assert!(leads(&led).starts_with("/en/account/sign-in?again=1&next="));
    // A stranger can do nothing, an official asks and hands on.
    let mut stranger = Browser::registered(&yard, LEE).await;
    let other = [("text", "다른 사람의 말"), ("step", "send")];
    stranger.post(&yard, "/en/programmes/p/speak", &other).await;
    let page = stranger.get(&yard, acts).await.text();
    check_page(acts, &page);
    assert!(page.contains("nothing that you can do"), "{page}");
    let mut official = with_role(
        &yard,
        "choi@example.org",
        Some((Granted::Official, Some("p"))),
    )
    .await;
    let page = official.get(&yard, acts).await.text();
    check_page(acts, &page);
    assert!(
        page.contains("Hand it on") && !page.contains("You said this"),
        "{page}"
    );
    let before = yard.size().await;
    for (browser, act) in [(&mut stranger, "withdraw"), (&mut official, "withdraw")] {
        let answer = browser.post(&yard, acts, &[("act", act)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(yard.size().await, before, "nothing is recorded");
    refused_and_handed_on(&mut official, &yard, acts).await;
    let page = kim.get(&yard, acts).await.text();
    check_page(acts, &page);
    assert!(
        page.contains("You said this") && !page.contains("Hand it on"),
        "{page}"
    );
    let answer = kim.post(&yard, acts, &[("act", "withdraw")]).await;
    done(&answer, acts, "withdraw");
    assert_eq!(standing(&yard, "1").await, Standing::Withdrawn);
    let answer = kim.post(&yard, acts, &[("act", "erase")]).await;
    done(&answer, acts, "erase");
    let gone = yard
        .portal
        .store
        .voice(LISTENING, "1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(gone.text, None);
}
