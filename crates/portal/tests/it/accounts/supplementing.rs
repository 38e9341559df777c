//! Files that go with what is added to a voice: as with the voice itself.

use axum::http::StatusCode;
use madang_fixtures::{Device, INSTITUTION};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::people::Granted;
use madang_programme::{Actor, Role};
use scraper::Html;

use super::attaching::{PDF, files_with, jpeg, kept, multipart, send_to};
use super::slips::entered;
use super::{Browser, KIM, LEE, LISTENING, ORIGIN, Yard, leads, say, with_role, yard};
use crate::common::ATTACHMENTS;
use crate::sight::{all, check_page, words};

const ACTS: &str = "/en/programmes/p/voices/1/acts";
const ADDED: &str = "정류장은 학교 앞입니다";
const SECRET: &[u8] = b"Qzxjvkwy";

/// Asks for more about the voice 1, until today.
async fn ask(yard: &Yard, official: &mut Browser) {
    let today = madang_programme::days::day_in("Asia/Seoul", &yard.portal.store.now());
    let today = today.unwrap().to_string();
    let ask = [
        ("act", "ask"),
        ("question", "Which stop?"),
        ("until", today.as_str()),
    ];
    leads(&official.post(yard, ACTS, &ask).await);
}

/// The entry of what was added to the voice 1.
async fn added(yard: &Yard) -> u64 {
    let given = yard.portal.store.with_state(|state| {
        let voice = state.voice(LISTENING, "1").unwrap();
        voice.supplement.as_ref().unwrap().given.unwrap()
    });
    given.await.unwrap()
}

#[tokio::test]
async fn files_go_with_what_is_added_and_are_hidden_and_erased_with_it() {
    let yard = yard().await.listening().await;
    let folder = yard.portal.folder().join(ATTACHMENTS);
    let mut lee = Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "정류장에 지붕이 없습니다").await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    ask(&yard, &mut kim).await;
    let page = lee.get(&yard, ACTS).await.text();
    assert!(page.contains("multipart/form-data"), "{page}");
    let before = yard.size().await;
    // What is wrong is said, and what was chosen is kept.
    let picture = jpeg();
    let files = [
        ("시간표.pdf", PDF),
        ("사진.jpg", &picture[..]),
        ("page.pdf", b"<html>".as_slice()),
    ];
    let fields = [("act", "supplement"), ("words", ""), ("key", "s")];
    let answer = send_to(&mut lee, &yard, ACTS, multipart(&fields, &files)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    check_page(ACTS, &answer.text());
    let page = Html::parse_document(&answer.text());
    let said = words(all(&page, ".error-summary")[0]);
    assert!(
        said.contains("page.pdf") && said.contains("no PDF"),
        "{said}"
    );
    let tokens = kept(&page);
    assert_eq!(tokens.len(), 2, "{said}");
    assert_eq!(files_with(&folder, SECRET), 0, "what waits is sealed");
    let whole = |act: &'static str| {
        let mut fields = vec![("act", act), ("words", ADDED), ("key", "s")];
        fields.extend(tokens.iter().map(|token| ("kept", token.as_str())));
        fields
    };
    // Files go with nothing else.
    let answer = lee.post(&yard, ACTS, &whole("withdraw")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("Files go with what you add"));
    assert_eq!(yard.size().await, before);
    let answer = lee.post(&yard, ACTS, &whole("supplement")).await;
    assert!(leads(&answer).starts_with(&format!("{ACTS}?done=supplement&entries=")));
    assert_eq!(yard.size().await, before + 1);
    let addresses = published(&yard).await;
    erased(&yard, &addresses).await;
}

const PUBLIC: &str = "/en/programmes/p/voices/1";

/// The files are on the page, in the API and in the archive; where they are downloaded.
async fn published(yard: &Yard) -> Vec<String> {
    let page = yard.portal.get(PUBLIC).await.text();
    check_page(PUBLIC, &page);
    let page = Html::parse_document(&page);
    let links = all(&page, "main a[download]");
    let names: Vec<_> = links.iter().map(|link| link.attr("download")).collect();
    assert_eq!(names, [Some("시간표.pdf"), Some("사진.jpg")]);
    let addresses = links.iter().map(|link| link.attr("href").unwrap());
    let addresses: Vec<String> = addresses.map(str::to_owned).collect();
    assert_eq!(yard.portal.get(&addresses[0]).await.body, PDF);
    let found = yard.portal.get(&addresses[1]).await;
    assert_eq!(found.header("content-type"), "image/jpeg");
    assert!(!found.body.windows(8).any(|window| window == SECRET));
    let voice = yard
        .portal
        .get("/api/v1/programmes/p/voices/1")
        .await
        .json();
    let text = voice.to_string();
    assert!(text.contains(&addresses[0]), "{text}");
    // The archive has them.
    let zip = yard.portal.get("/record.zip").await;
    let path = addresses[0].trim_start_matches('/').as_bytes();
    assert!(zip.body.windows(path.len()).any(|window| window == path));
    addresses
}

/// Who erases the words erases the files.
async fn erased(yard: &Yard, addresses: &[String]) {
    let entry = added(yard).await;
    let erased = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    let official = Actor::new(Role::Official, "console").unwrap();
    yard.portal.store.erase(official, erased).await.unwrap();
    for address in addresses {
        let gone = yard.portal.get(address).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(files_with(yard.portal.folder(), SECRET), 0);
    assert_eq!(files_with(yard.folder.path(), SECRET), 0);
    let page = yard.portal.get(PUBLIC).await.text();
    assert!(
        !page.contains(ADDED) && !page.contains("시간표.pdf"),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_has_a_slip_adds_files_by_its_code() {
    let yard = yard().await.listening().await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let slip = entered(&mut kim, &yard, "전화로 말합니다").await;
    ask(&yard, &mut kim).await;
    let fields = |code: &'static str| [("act", "supplement"), ("words", ADDED), ("code", code)];
    let files = [("시간표.pdf", PDF)];
    let mut nobody = Browser::default();
    let wrong = multipart(&fields("00000"), &files);
    let answer = send_to(&mut nobody, &yard, &slip.address, wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let token = kept(&Html::parse_document(&answer.text())).remove(0);
    let right = [
        ("act", "supplement"),
        ("words", ADDED),
        ("code", slip.code.as_str()),
        ("kept", token.as_str()),
    ];
    let answer = nobody.post(&yard, &slip.address, &right).await;
    let done = format!("{}?done=supplement&entries=", slip.address);
    assert!(leads(&answer).starts_with(&done));
    let page = yard.portal.get(&slip.address).await.text();
    check_page(&slip.address, &page);
    assert!(page.contains(&format!("/attachment/{}/", added(&yard).await)));
}

#[tokio::test]
async fn whose_supplement_never_came_waits_again_and_is_answered_with_the_others() {
    let yard = yard().await.listening().await;
    Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "정류장에 지붕이 없습니다").await;
    let mut kim = Browser::registered(&yard, KIM).await;
    yard.grant_for(KIM, Granted::Official, Some("p"), Some(INSTITUTION))
        .await;
    let added = kim.add(&yard, &mut Device::new(ORIGIN, 7)).await;
    assert_eq!(added, "/en/account");
    ask(&yard, &mut kim).await;
    let standing = |json: &serde_json::Value| json["standing"].as_str().map(str::to_owned);
    let api = "/api/v1/programmes/p/voices/1";
    let asked = yard.portal.get(api).await.json();
    assert_eq!(standing(&asked).as_deref(), Some("asked"));
    let list = format!("/en/programmes/p/answers/many?institution={INSTITUTION}");
    let ticks = |page: &str| {
        let page = Html::parse_document(page);
        all(&page, "input[name=tick]").len()
    };
    assert_eq!(ticks(&kim.get(&yard, &list).await.text()), 1, "by default");
    let narrowed = kim.get(&yard, &format!("{list}&standing=waiting")).await;
    assert_eq!(ticks(&narrowed.text()), 0);
    let yard = yard.later(48).await;
    let over = yard.portal.get(api).await.json();
    assert_eq!(standing(&over).as_deref(), Some("waiting"));
    let page = yard.portal.get("/en/programmes/p/voices").await.text();
    assert!(page.contains("Waits for an answer"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_with_what_an_official_asks_for_is_said_at_its_field() {
    let yard = yard().await.listening().await;
    Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "정류장에 지붕이 없습니다").await;
    let mut kim = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let today = madang_programme::days::day_in("Asia/Seoul", &yard.portal.store.now());
    let today = today.unwrap().to_string();
    let (before, long) = (yard.size().await, "가".repeat(5_000));
    for (until, question, field) in [
        ("", "Which stop?", "until"),
        ("tomorrow", "Which stop?", "until"),
        ("2020-02-02", "Which stop?", "until"),
        ("2120-02-02", "Which stop?", "until"),
        (today.as_str(), long.as_str(), "question"),
        (today.as_str(), " ", "question"),
    ] {
        for language in ["en", "ko"] {
            let acts = ACTS.replace("/en/", &format!("/{language}/"));
            let ask = [("act", "ask"), ("question", question), ("until", until)];
            let answer = kim.post(&yard, &acts, &ask).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            check_page(&acts, &answer.text());
            let page = Html::parse_document(&answer.text());
            let wrong = all(&page, ".error-summary a");
            assert_eq!(wrong.len(), 1, "{until:?}");
            let place = format!("#{field}");
            assert_eq!(wrong[0].attr("href"), Some(place.as_str()));
            assert_eq!(all(&page, &place).len(), 1, "{place} is there");
            // What was typed is still there.
            let typed = all(&page, "#question")[0];
            assert_eq!(words(typed).trim(), question.trim());
        }
    }
    assert_eq!(yard.size().await, before);
}
