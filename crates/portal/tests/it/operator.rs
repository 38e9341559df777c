//! What an operator says of themselves, on the pages: the official banner, and what the posts that act are called.

use madang_portal::Operator;
use madang_words::Language;

use crate::common::{self, FINISHED, submit};
use crate::sight::{all, page, words};

const SAID: &str = r#"{
    "official": {"ko": "이 누리집은 행정안전부의 공식 누리집입니다.", "en": "This is an official site <of> the Ministry."},
    "posts": {"test": {"ko": "혁신담당관", "en": "Innovation Division"}}
}"#;

#[tokio::test]
async fn the_official_banner_is_the_operators_sentence_on_every_page() {
    let portal = common::run_by(Operator::from_json(SAID).expect("an operator")).await;
    for address in ["/ko/", "/ko/record", "/ko/search", "/ko/about"] {
        let document = page(&portal, address).await;
        let banner = all(&document, "header .official");
        assert_eq!(banner.len(), 1, "{address}");
        assert_eq!(
            words(banner[0]),
            "이 누리집은 행정안전부의 공식 누리집입니다.",
            "{address}"
        );
    }
    let document = page(&portal, "/en/").await;
    let banner = words(all(&document, "header .official")[0]);
    assert_eq!(banner, "This is an official site <of> the Ministry.");
    // Nobody is official who does not say so.
    let silent = common::empty().await;
    let document = page(&silent, "/ko/").await;
    assert!(all(&document, ".official").is_empty());
}

#[tokio::test]
async fn the_operators_name_stands_beside_the_products_on_every_page() {
    let said =
        r#"{"name": {"ko": "행정안전부 <공공서비스혁신과>", "en": "Ministry of the Interior"}}"#;
    let portal = common::run_by(Operator::from_json(said).expect("an operator")).await;
    for (address, name) in [
        ("/ko/", "행정안전부 <공공서비스혁신과>"),
        ("/ko/record", "행정안전부 <공공서비스혁신과>"),
        ("/en/search", "Ministry of the Interior"),
        ("/en/nowhere", "Ministry of the Interior"),
    ] {
        let answer = portal.get(address).await.text();
        let document = scraper::Html::parse_document(&answer);
        let line = all(&document, "header .site-line")[0];
        assert!(words(line).contains(name), "{address}: {}", words(line));
        assert_eq!(words(all(&document, ".site-operator")[0]), name);
        let product = words(all(&document, ".site-name")[0]);
        assert!(words(line).starts_with(&product), "{address}");
    }
    // Who says no name has none; what the record says counts.
    let silent = common::empty().await;
    let document = page(&silent, "/ko/").await;
    assert!(all(&document, ".site-operator").is_empty());
}

#[tokio::test]
async fn posts_that_act_are_called_by_their_words() {
    let portal = common::run_by(Operator::from_json(SAID).expect("an operator")).await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, common::example::finished_programme()).await;
    for (lang, role, post, server) in [
        ("ko", "공무원", "혁신담당관", "서버"),
        ("en", "Official", "Innovation Division", "the server"),
    ] {
        let document = page(&portal, &format!("/{lang}/record?kind=programme.created/1")).await;
        let by = format!("{role} ({post})");
        let rows = words(all(&document, "#entries")[0]);
        assert!(rows.contains(&by), "{rows}");
        let choice = all(&document, "#actor option[value='official/test']");
        assert_eq!(words(choice[0]), by);
        let filtered = page(&portal, &format!("/{lang}/record?actor=official/test")).await;
        let title = words(all(&filtered, "title")[0]);
        assert!(title.starts_with(&by), "{title}");
        let feed = portal.get(&format!("/{lang}/record/feed.atom")).await;
        assert!(feed.text().contains(&by), "the feed names it");
        let document = page(&portal, &format!("/{lang}/record/entries/0")).await;
        let facts: String = all(&document, ".facts").into_iter().map(words).collect();
        assert!(
            facts.contains(&format!("({server}) operator/server")),
            "{facts}"
        );
    }
    // A member is the body and the post, where that is public; the slug stands on no list.
    let members = "/ko/record?kind=body.member_appointed/1";
    let document = page(&portal, members).await;
    let subjects: Vec<String> = all(&document, "#entries tbody tr td.key a")
        .into_iter()
        .map(words)
        .collect();
    let file = madang_example::programme();
    let body = &file.bodies[0];
    let korean = |text: &madang_words::Text| text.0[&madang_words::Language::Ko].clone();
    let named = format!("{} : {}", korean(&body.name), korean(&body.members[0].post));
    let is_named = |subject: &String| subject.replace(" :", ":") == named.replace(" :", ":");
    assert!(subjects.iter().any(is_named), "{named}: {subjects:?}");
    assert!(
        subjects.contains(&korean(&body.name)),
        "whoever is not public is the body's: {subjects:?}"
    );
    assert!(
        !subjects.iter().any(|subject| subject.contains("member-")),
        "{subjects:?}"
    );
    // Roles that may read what is hidden are words too.
    let state = portal.store.programme(FINISHED).await;
    let state = state.expect("the store answers").expect("it is there");
    let hidden = state.bodies[0].members.iter().find(|m| m.person.is_none());
    let entry = hidden.expect("a member who is not public").entry;
    let document = page(&portal, &format!("/ko/record/entries/{entry}")).await;
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("볼 수 있는 역할: 공무원"), "{text}");
}

#[tokio::test]
async fn a_post_that_nobody_named_is_spelled_out() {
    let portal = common::empty().await;
    let submission = madang_store::Submission {
        actor: madang_programme::Actor::new(
            madang_programme::Role::Official,
            "innovation-division",
        )
        .expect("a pseudonym"),
        idempotency_key: None,
        command: common::example::commitments().remove(0),
        terms: Default::default(),
    };
    let done = portal.store.submit(submission).await;
    done.expect("it is recorded");
    let document = page(&portal, "/en/record").await;
    let text = words(all(&document, "#entries")[0]);
    assert!(text.contains("Official (innovation division)"), "{text}");
}

/// What an operator says on the record.
const RECORDED: &str = r#"{
    "name": {"ko": "열린정부과", "en": "Open Government Division"},
    "official": {"ko": "공식 누리집입니다."},
    "posts": {"test": {"ko": "기록 담당", "en": "Keeper of the record"}},
    "email": "open@example.go.kr", "phone": "02-1234-5678",
    "privacy": "https://example.go.kr/privacy",
    "licence": {"name": {"ko": "공공누리 제1유형", "en": "KOGL Type 1"}, "url": "https://www.kogl.or.kr"}
}"#;

async fn say(portal: &common::Portal, said: &str, replaces: Option<u64>) -> u64 {
    let operator = Operator::from_json(said).expect("an operator");
    let submission = madang_store::Submission {
        actor: common::actor(madang_programme::Role::Operator),
        idempotency_key: None,
        command: operator.asked(replaces).into(),
        terms: madang_store::Terms::default(),
    };
    let done = portal.store.submit(submission).await;
    done.expect("it is recorded").proof.index
}

#[tokio::test]
async fn what_the_record_says_of_the_operator_stands_in_the_place_of_the_file() {
    for database in [common::Database::Sqlite, common::Database::Postgres] {
        let portal = common::empty_in(database).await;
        let silent = portal.get("/api/v1/operator").await.json();
        assert_eq!(silent, serde_json::json!({"posts": {}}));
        let first = say(&portal, RECORDED, None).await;
        stands_on_every_page(&portal, first).await;
        let second = counts_instead(&portal, first).await;
        goes_from_every_page(&portal, second).await;
    }
}

async fn stands_on_every_page(portal: &common::Portal, first: u64) {
    let footer = |document: &scraper::Html| words(all(document, "footer")[0]);
    for (address, expected) in [
        (
            "/ko/",
            ["열린정부과", "open@example.go.kr", "공공누리 제1유형"],
        ),
        (
            "/en/record",
            ["Open Government Division", "02-1234-5678", "KOGL Type 1"],
        ),
        (
            "/ko/data",
            ["열린정부과", "02-1234-5678", "개인정보처리방침"],
        ),
    ] {
        let document = page(portal, address).await;
        for expected in expected {
            assert!(
                footer(&document).contains(expected),
                "{address}: {expected}"
            );
        }
    }
    // A page that is not there is a page too.
    let lost = portal.get("/ko/nowhere").await.text();
    assert!(lost.contains("공식 누리집입니다.") && lost.contains("열린정부과"));
    let security = portal.get("/.well-known/security.txt").await.text();
    assert!(
        security.starts_with("Contact: mailto:open@example.go.kr\n"),
        "{security}"
    );
    let api = portal.get("/api/v1/operator").await.json();
    assert_eq!(api["name"]["en"], "Open Government Division");
    assert_eq!(
        (&api["entry"], &api["phone"]),
        (&first.into(), &"02-1234-5678".into())
    );
    let about = page(portal, "/ko/about").await;
    let told = words(all(&about, "main")[0]);
    assert!(
        told.contains("운영 기관이") && told.contains("밝힌 내용입니다"),
        "{told}"
    );
    let entry = format!("/ko/record/entries/{first}");
    assert_eq!(all(&about, &format!("main a[href='{entry}']")).len(), 1);
    let document = page(portal, &entry).await;
    let facts = words(all(&document, "main")[0]);
    assert!(
        facts.contains("열린정부과") && facts.contains("운영 기관 알림"),
        "{facts}"
    );
}

/// The newest counts; the one before stays on the record, and can be found.
async fn counts_instead(portal: &common::Portal, first: u64) -> u64 {
    let newer = RECORDED.replace("02-1234-5678", "02-8765-4321");
    let second = say(portal, &newer, Some(first)).await;
    let about = page(portal, "/en/about").await;
    let told = words(all(&about, "main")[0]);
    assert!(
        told.contains("02-8765-4321") && !told.contains("02-1234-5678"),
        "{told}"
    );
    let before = all(
        &about,
        "main a[href='/en/record?kind=log.operator_named/1']",
    );
    assert_eq!(before.len(), 1);
    let old = portal
        .get(&format!("/ko/record/entries/{first}"))
        .await
        .text();
    assert!(
        old.contains("02-1234-5678"),
        "the old one is public until it is erased"
    );
    second
}

/// What may have to go goes at once.
async fn goes_from_every_page(portal: &common::Portal, second: u64) {
    let erased = madang_programme::content::ContentErased {
        entry: second,
        name: madang_programme::log::CONTACT.to_owned(),
        ground: madang_programme::content::Ground::ErasureRequest,
    };
    let official = common::actor(madang_programme::Role::Official);
    portal
        .store
        .erase(official, erased)
        .await
        .expect("it is erased");
    for address in ["/ko/", "/ko/about", "/ko/nowhere", "/api/v1/operator"] {
        let text = portal.get(address).await.text();
        assert!(
            !text.contains("02-8765-4321") && text.contains("열린정부과"),
            "{address}"
        );
        assert!(!text.contains("open@example.go.kr"), "{address}");
    }
    let security = portal.get("/.well-known/security.txt").await.status;
    assert_eq!(security, axum::http::StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_is_shown_as_long_as_the_record_says_nothing_and_says_that_it_is_one() {
    let portal = common::run_by(Operator::from_json(RECORDED).expect("an operator")).await;
    let about = page(&portal, "/ko/about").await;
    assert!(words(all(&about, "main")[0]).contains("서버 설정에 적힌 내용입니다"));
    let api = portal.get("/api/v1/operator").await.json();
    assert_eq!(api["phone"], "02-1234-5678");
    assert!(api.get("entry").is_none(), "{api}");
    say(&portal, r#"{"name": {"ko": "다른 부서"}}"#, None).await;
    let about = page(&portal, "/ko/about").await;
    let told = words(all(&about, "body")[0]);
    assert!(
        told.contains("다른 부서") && !told.contains("열린정부과"),
        "{told}"
    );
    assert!(
        !told.contains("02-1234-5678"),
        "nothing of the file is left: {told}"
    );
    let document = page(&portal, "/ko/record").await;
    assert!(all(&document, ".official").is_empty());
}

/// Whoever reads the demo takes nobody in it for real.
#[test]
fn the_operator_of_the_demo_says_everything_and_is_invented() {
    let operator = Operator::from_json(madang_example::operator()).expect("an operator");
    let name = operator.name.as_ref().expect("a name");
    for (language, invented) in [(Language::Ko, "지어낸"), (Language::En, "invented")] {
        let (_, name) = name.best(language).expect("words");
        assert!(name.contains(invented), "{name}");
    }
    let said = [
        &operator.email,
        &operator.contact,
        &operator.privacy,
        &operator.accessibility,
        &operator.source,
        &operator.key_published,
    ];
    for said in said {
        let said = said.as_deref().expect("it is said");
        let invented = said.contains("example.org") && said.contains("invented");
        assert!(invented, "{said}");
    }
    assert!(operator.phone.is_some());
}
