//! What an operator says of themselves, on the pages: the official banner, and what the posts that act are called.

use madang_portal::Operator;

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
        let facts = words(all(&document, ".facts")[0]);
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
