//! Following, the mail that tells of it, and the way out of that.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::{answered, voice};
use madang_programme::answers::Disposition;
use madang_programme::content::{ContentErased, ContentRestricted, Ground, OwnContentErased};
use madang_programme::people::{Granted, RoleEnded};
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;

use super::{Browser, KIM, LEE, MINUTE, P, Yard, leads, listening, say};
use crate::common;

const DAY: u64 = 24 * 60 * MINUTE;
const FOLLOWING: &str = "/en/account/following";

async fn follow(yard: &Yard, browser: &mut Browser, subject: &str) {
    let answer = browser.post(yard, FOLLOWING, &[("subject", subject)]).await;
    assert_eq!(leads(&answer), FOLLOWING);
}

/// The digests that wait for an address, the newest last: subject, words, and the way out of them.
async fn digests(yard: &Yard, address: &str) -> Vec<(String, String)> {
    let all = yard.mail(address).await;
    let ours = |(_, plain): &(String, String)| plain.contains("/account/unsubscribe?token=");
    all.into_iter().filter(ours).collect()
}

#[tokio::test]
async fn every_thing_has_its_button_where_there_are_accounts() {
    let yard = listening().await;
    Browser::registered(&yard, KIM).await;
    say(&yard, KIM, "막차가 너무 일찍 떠납니다").await;
    let need = P.need("1", madang_fixtures::english("Later buses"));
    common::submit(&yard.portal.store, vec![need]).await;
    let proposal = P.propose_in_group("bus", 5, madang_fixtures::english("A night bus"));
    common::submit(&yard.portal.store, vec![proposal]).await;
    for (path, subject) in [
        ("/programmes/p", "programme:p"),
        ("/programmes/p/voices/1", "voice:p/1"),
        ("/programmes/p/needs/1", "need:p/1"),
        ("/programmes/p/proposals/bus", "proposal:p/bus"),
    ] {
        for (language, words) in [("ko", "소식 받기"), ("en", "Follow")] {
            let page = yard.portal.get(&format!("/{language}{path}")).await.text();
            let field = format!("name=\"subject\" value=\"{subject}\"");
            assert!(
                page.contains(&field) && page.contains(words),
                "{path}: {page}"
            );
        }
        let without = yard.portal.again();
        let page = without.get(&format!("/en{path}")).await.text();
        assert!(!page.contains("name=\"subject\""), "{path}");
    }
}

#[tokio::test]
async fn whoever_follows_something_reads_so_on_its_page_with_the_way_to_stop() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    say(&yard, KIM, "막차가 너무 일찍 떠납니다").await;
    let need = P.need("1", madang_fixtures::english("Later buses"));
    let proposal = P.propose_in_group("bus", 5, madang_fixtures::english("A night bus"));
    common::submit(&yard.portal.store, vec![need, proposal]).await;
    for (path, subject) in [
        ("/programmes/p", "programme:p"),
        ("/programmes/p/voices/1", "voice:p/1"),
        ("/programmes/p/needs/1", "need:p/1"),
        ("/programmes/p/proposals/bus", "proposal:p/bus"),
    ] {
        for (language, follows, stop) in [
            ("en", "You follow this.", "Stop following"),
            ("ko", "소식을 받고 있습니다.", "그만 받기"),
        ] {
            let address = format!("/{language}{path}");
            let form = |where_to: &str| format!("action=\"/{language}{where_to}\"");
            let (begin, end) = (form("/account/following"), form("/account/following/end"));
            let before = kim.get(&yard, &address).await.text();
            assert!(!before.contains(follows) && before.contains(&begin));
            follow(&yard, &mut kim, subject).await;
            let page = kim.get(&yard, &address).await.text();
            crate::sight::check_page(&address, &page);
            for part in [follows, stop, end.as_str()] {
                assert!(page.contains(part), "{part}: {page}");
            }
            assert!(!page.contains(&begin), "{address}");
            // Nobody else reads so.
            let public = yard.portal.get(&address).await.text();
            assert!(!public.contains(follows) && public.contains(&begin));
            let stop = [("subject", subject)];
            let sent = kim.post(&yard, "/en/account/following/end", &stop).await;
            assert_eq!(leads(&sent), FOLLOWING);
            assert!(!kim.get(&yard, &address).await.text().contains(follows));
        }
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_told_what_to_do() {
    let yard = listening().await;
    Browser::registered(&yard, LEE).await;
    say(&yard, LEE, "막차가 너무 일찍 떠납니다").await;
    let mut nobody = Browser::default();
    let answer = nobody
        .post(&yard, FOLLOWING, &[("subject", "voice:p/1")])
        .await;
    let ask = "/en/account/following?subject=voice%3Ap%2F1";
    assert_eq!(leads(&answer), ask);
    let page = nobody.get(&yard, ask).await.text();
    for promised in [
        "/en/account/sign-in?next=%2Faccount%2Ffollowing%3Fsubject%3Dvoice%253Ap%252F1",
        "/en/account/register",
        "/en/programmes/p/voices/1/feed.atom",
        "/en/programmes/p/voices/1",
    ] {
        assert!(page.contains(promised), "{promised}: {page}");
    }
    assert!(!page.contains("value=\"voice:p/1\""));
    let mut kim = Browser::registered(&yard, KIM).await;
    let page = kim.get(&yard, ask).await.text();
    assert!(page.contains("value=\"voice:p/1\""));
}

#[tokio::test]
async fn what_is_followed_is_listed_and_ended_and_bad_input_is_answered() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    say(&yard, KIM, "막차가 너무 일찍 떠납니다").await;
    for subject in [
        "",
        "voice:p/99",
        "voice:q/1",
        "role:account-1",
        "<script>",
        "voice:p/1\u{202e}",
    ] {
        let answer = kim.post(&yard, FOLLOWING, &[("subject", subject)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{subject:?}");
        assert!(!answer.text().contains("<script>"));
    }
    assert!(
        kim.get(&yard, FOLLOWING)
            .await
            .text()
            .contains("You follow nothing yet")
    );
    follow(&yard, &mut kim, "voice:p/1").await;
    follow(&yard, &mut kim, "programme:p").await;
    let page = kim.get(&yard, "/ko/account/following").await.text();
    assert!(
        page.contains("/ko/programmes/p/voices/1") && page.contains("하루에 한 번"),
        "{page}"
    );
    for (rhythm, status) in [
        ("weekly", StatusCode::SEE_OTHER),
        ("never", StatusCode::SEE_OTHER),
        ("hourly", StatusCode::BAD_REQUEST),
        ("", StatusCode::BAD_REQUEST),
    ] {
        let answer = kim
            .post(&yard, "/en/account/following/rhythm", &[("rhythm", rhythm)])
            .await;
        assert_eq!(answer.status, status, "{rhythm}");
    }
    let page = kim.get(&yard, FOLLOWING).await.text();
    assert!(page.contains("value=\"never\" selected"), "{page}");
    let mut lee = Browser::registered(&yard, LEE).await;
    lee.post(
        &yard,
        "/en/account/following/end",
        &[("subject", "voice:p/1")],
    )
    .await;
    assert!(
        kim.get(&yard, FOLLOWING)
            .await
            .text()
            .contains("value=\"voice:p/1\"")
    );
    kim.post(
        &yard,
        "/en/account/following/end",
        &[("subject", "voice:p/1")],
    )
    .await;
    let page = kim.get(&yard, FOLLOWING).await.text();
    assert!(!page.contains("value=\"voice:p/1\"") && page.contains("value=\"programme:p\""));
    let data = kim.get(&yard, "/en/account/data").await.json();
    assert_eq!(data["followed"][0]["subject"], "programme:p");
    let mut nobody = Browser::default();
    for path in ["/en/account/following/end", "/en/account/following/rhythm"] {
        let answer = nobody.post(&yard, path, &[]).await;
        assert_eq!(leads(&answer), "/en/account/sign-in", "{path}");
    }
}

async fn answer_first_voice(yard: &Yard) {
    let given = answered(P.answer_now(voice("1"), Disposition::Adopted));
    common::submit(&yard.portal.store, vec![given]).await;
}

#[tokio::test]
async fn what_happened_is_told_by_thing_the_newest_first_in_the_readers_language() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    Browser::registered(&yard, LEE).await;
    let before = say(&yard, LEE, "전에 한 말").await;
    follow(&yard, &mut kim, "programme:p").await;
    follow(&yard, &mut kim, "voice:p/1").await;
    say(&yard, LEE, "정류장에 의자가 없습니다").await;
    say(&yard, LEE, "버스가 너무 늦습니다").await;
    answer_first_voice(&yard).await;
    assert!(yard.telling.once().await);
    assert_eq!(digests(&yard, KIM).await, [], "not yet");
    yard.wait(DAY);
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let told = digests(&yard, KIM).await;
    let [(subject, plain)] = &told[..] else {
        panic!("{told:?}");
    };
    assert!(
        subject.starts_with("소식을 받기로 한 것에 새 일이 3건"),
        "{subject}"
    );
    let places: Vec<usize> = [
        "== 의견 1",
        "== Flagship services",
        "버스가 너무 늦습니다",
        "정류장에 의자가",
    ]
    .iter()
    .filter_map(|words| plain.find(words))
    .collect();
    assert!(
        places.is_sorted() && places.len() == 4,
        "{places:?}: {plain}"
    );
    assert!(!plain.contains("전에 한 말"), "{before} was there before");
    assert!(
        plain.contains("https://madang.example.org/ko/programmes/p/voices/3"),
        "{plain}"
    );
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    assert_eq!(digests(&yard, KIM).await.len(), 1, "nothing new, no mail");
}

fn by(role: Role, command: Command) -> Submission {
    Submission {
        actor: Actor::new(role, "test").unwrap(),
        idempotency_key: None,
        command,
        terms: Default::default(),
    }
}

#[tokio::test]
async fn what_is_hidden_or_gone_is_told_to_nobody() {
    let yard = listening().await;
    let store = &yard.portal.store;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    follow(&yard, &mut kim, "programme:p").await;
    let (secret, marker) = ("숨은 말", "까치밥나무");
    let hidden = say(&yard, LEE, secret).await;
    let gone = say(&yard, LEE, marker).await;
    say(&yard, LEE, "남은 말").await;
    let restrict = ContentRestricted {
        entry: hidden,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
        roles: vec!["official".to_owned()],
        review_by: common::review_by(store),
    };
    store
        .submit(by(Role::Official, Command::plain(restrict)))
        .await
        .unwrap();
    assert!(yard.telling.once().await);
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let told = digests(&yard, KIM).await;
    assert!(
        told[0].1.contains(marker) && !told[0].1.contains(secret),
        "{told:?}"
    );
    let fresh = yard.telling.fresh();
    assert!(fresh(vec![gone]).await && !fresh(vec![gone, hidden]).await);
    // Erased while the mail waits: it is taken back, and what is left is told anew.
    lee.post(&yard, "/ko/account/mail", &[("address", LEE)])
        .await;
    lee.follow(&yard, LEE).await;
    let answer = lee
        .post(&yard, "/ko/account/erase", &[("texts", "erase")])
        .await;
    assert_eq!(leads(&answer), "/ko/account/erased");
    assert!(!fresh(vec![gone]).await);
    assert!(yard.telling.once().await);
    assert!(yard.telling.once().await);
    let told = digests(&yard, KIM).await;
    assert!(
        told.iter().all(|(_, plain)| !plain.contains(marker)),
        "{told:?}"
    );
    for entry in std::fs::read_dir(yard.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let mut windows = bytes.windows(marker.len());
        assert!(!windows.any(|window| window == marker.as_bytes()));
    }
    // One by one as well, whoever erases it.
    let last = say(&yard, KIM, "하나 더").await;
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    assert!(
        digests(&yard, KIM)
            .await
            .iter()
            .any(|(_, plain)| plain.contains("하나 더"))
    );
    let erased = ContentErased {
        entry: last,
        name: "text".to_owned(),
        ground: OwnContentErased::GROUND,
    };
    store
        .submit(by(Role::Official, Command::plain(erased)))
        .await
        .unwrap();
    assert!(yard.telling.once().await);
    assert!(
        digests(&yard, KIM)
            .await
            .iter()
            .all(|(_, plain)| !plain.contains("하나 더"))
    );
}

#[tokio::test]
async fn mail_is_stopped_without_signing_in() {
    let yard = listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    follow(&yard, &mut kim, "programme:p").await;
    say(&yard, KIM, "버스가 너무 늦습니다").await;
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let (_, plain) = digests(&yard, KIM).await.remove(0);
    let (_, rest) = plain.split_once("/ko/account/unsubscribe?token=").unwrap();
    let token: String = rest.chars().take(64).collect();
    let address = format!("/ko/account/unsubscribe?token={token}");
    let mut nobody = Browser::default();
    let page = nobody.get(&yard, &address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("메일 그만 받기"), "{}", page.text());
    let rhythm = async || {
        let account = yard.account(KIM).await;
        yard.accounts.following(account).await.unwrap().1
    };
    assert!(rhythm().await.is_some(), "looking stops nothing");
    for wrong in ["", &token[1..], &token.replace(&token[..1], "g")] {
        let wrong = format!("/en/account/unsubscribe?token={wrong}");
        assert_eq!(
            nobody.get(&yard, &wrong).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            nobody.post(&yard, &wrong, &[]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    // As a mail program asks: no cookie, no page that it comes from.
    let request = Request::post(&address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    let answer = yard.portal.request(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(rhythm().await, None);
    say(&yard, KIM, "의자가 없습니다").await;
    yard.wait(30 * DAY);
    assert!(yard.telling.once().await);
    assert_eq!(digests(&yard, KIM).await.len(), 1, "nothing more came");
}

#[tokio::test]
async fn whoever_said_something_is_told_of_its_answer_and_whoever_loses_a_role_of_that() {
    let yard = listening().await;
    Browser::registered(&yard, KIM).await;
    Browser::registered(&yard, LEE).await;
    assert!(yard.telling.once().await);
    say(&yard, KIM, "버스가 너무 늦습니다").await;
    answer_first_voice(&yard).await;
    let granted = yard.grant(LEE, Granted::Official, None).await;
    let ended = RoleEnded {
        holder: yard.holder(LEE).await,
        granted,
    };
    let store = &yard.portal.store;
    store
        .submit(by(Role::Administrator, Command::plain(ended)))
        .await
        .unwrap();
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let of = async |address, begins: &str| {
        let all = yard.mail(address).await;
        let all = all
            .into_iter()
            .filter(|(subject, _)| subject.starts_with(begins));
        all.map(|(_, plain)| plain).collect::<Vec<String>>()
    };
    let told = of(KIM, "하신 말씀에 답변이 나왔습니다").await;
    assert_eq!(told.len(), 1, "once");
    assert!(
        told[0].contains("https://madang.example.org/ko/programmes/p/voices/1"),
        "{told:?}"
    );
    assert!(!told[0].contains("버스"), "it quotes nothing");
    assert_eq!(of(LEE, "기록에 있던 역할이 종료되었습니다").await.len(), 1);
    assert_eq!(of(LEE, "하신 말씀").await.len(), 0);
}
