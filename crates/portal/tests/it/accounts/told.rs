//! Who is told at once: those who endorse of a new version, authors of what was hidden and of what goes on elsewhere; and followers of
//! what was merged.

use madang_accounts::Scope;
use madang_fixtures::english;
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::needs::NeedsMerged;
use madang_programme::proposals::ProposalCommented;
use madang_programme::{Actor, Command, Fact, Role};
use madang_store::Submission;

use super::proposing::{FORM, author, proposing, whole};
use super::talking::three_proposals;
use super::{Browser, KIM, LEE, MINUTE, P, Yard, leads, listening, say};
use crate::common;

const DAY: u64 = 24 * 60 * MINUTE;
const OF: &str = "/en/programmes/p/proposals/1";

/// The mails to an address whose subject begins so: the words.
async fn told(yard: &Yard, address: &str, begins: &str) -> Vec<String> {
    let all = yard.mail(address).await.into_iter();
    let all = all.filter(|(subject, _)| subject.starts_with(begins));
    all.map(|(_, plain)| plain).collect()
}

async fn submit(yard: &Yard, role: Role, command: Command) {
    let submission = Submission {
        actor: Actor::new(role, "server").unwrap(),
        idempotency_key: None,
        command,
        terms: Default::default(),
    };
    yard.portal.store.submit(submission).await.unwrap();
}

#[tokio::test]
async fn those_who_endorse_are_told_of_a_new_version() {
    let yard = proposing().await;
    let mut kim = author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    Browser::registered(&yard, "choi@example.org").await;
    leads(
        &lee.post(&yard, &format!("{OF}/endorse"), &[("version", "1")])
            .await,
    );
    assert!(yard.telling.once().await);
    let revised = [
        ("title", "Night buses"),
        ("summary", "Each hour."),
        ("base", "1"),
    ];
    leads(&kim.post(&yard, &format!("{OF}/revise"), &revised).await);
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let begins = "동의하신 제안에 새 판이 나왔습니다";
    let mails = told(&yard, LEE, begins).await;
    assert_eq!(mails.len(), 1, "once");
    assert!(
        mails[0].contains("https://madang.example.org/ko/programmes/p/proposals/1"),
        "{mails:?}"
    );
    assert!(!mails[0].contains("Each hour"), "it quotes nothing");
    let html = yard.mail_html(LEE, begins).await;
    assert!(
        html.starts_with("<!DOCTYPE html>")
            && html.contains("<a href=\"https://madang.example.org/ko/programmes/p/proposals/1\">"),
        "{html}"
    );
    for other in [KIM, "choi@example.org"] {
        assert_eq!(
            told(&yard, other, begins).await,
            [] as [String; 0],
            "{other}"
        );
    }
    // Whoever endorses no more is told no more.
    leads(
        &lee.post(
            &yard,
            &format!("{OF}/endorse/withdraw"),
            &[("version", "1")],
        )
        .await,
    );
    let again = [
        ("title", "Night buses"),
        ("summary", "Each ten minutes."),
        ("base", "2"),
        ("key", "b"),
    ];
    leads(&kim.post(&yard, &format!("{OF}/revise"), &again).await);
    assert!(yard.telling.once().await);
    assert_eq!(told(&yard, LEE, begins).await.len(), 1);
}

#[tokio::test]
async fn authors_are_told_that_their_words_were_hidden_on_which_ground_and_by_whom() {
    let yard = listening().await;
    let mut lee = Browser::registered(&yard, LEE).await;
    Browser::registered(&yard, KIM).await;
    assert!(yard.telling.once().await);
    let said = say(&yard, LEE, "숨은 말").await;
    let store = &yard.portal.store;
    let restricted = ContentRestricted {
        entry: said,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: common::review_by(store),
    };
    submit(&yard, Role::Official, Command::plain(restricted)).await;
    for _ in 0..2 {
        assert!(yard.telling.once().await);
    }
    let begins = "하신 말씀이 비공개로 바뀌었습니다";
    let mails = told(&yard, LEE, begins).await;
    assert_eq!(mails.len(), 1, "once");
    for part in [
        "근거:",
        "사람이 처리했습니다",
        "다시 검토합니다",
        "/ko/programmes/p/voices/1",
    ] {
        assert!(mails[0].contains(part), "{part}: {mails:?}");
    }
    assert!(!mails[0].contains("숨은"), "it quotes nothing");
    assert!(yard.mail_html(LEE, begins).await.contains("근거:"));
    assert_eq!(told(&yard, KIM, "하신 말씀").await, [] as [String; 0]);
    // A program is told apart, and of what they asked for themselves nobody is told.
    let gone = say(&yard, LEE, "지운 말").await;
    let own = say(&yard, LEE, "내가 지운 말").await;
    for (entry, ground) in [(gone, Ground::Order), (own, Ground::ErasureRequest)] {
        let erased = ContentErased {
            entry,
            name: "text".to_owned(),
            ground,
        };
        submit(&yard, Role::Operator, Command::plain(erased)).await;
    }
    assert!(yard.telling.once().await);
    let mails = told(&yard, LEE, "하신 말씀이 지워졌습니다").await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("프로그램이 스스로 처리했습니다") && !mails[0].contains("검토"),
        "{mails:?}"
    );
    // In the reader's own language.
    lee.get(&yard, "/en/account").await;
}

#[tokio::test]
async fn what_goes_on_in_another_is_told_to_its_author_and_its_followers() {
    let yard = proposing().await;
    let (mut kim, mut lee) = three_proposals(&yard).await;
    let mut choi = Browser::registered(&yard, "choi@example.org").await;
    let more = P.need("other", english("Waiting less"));
    common::submit(&yard.portal.store, vec![more]).await;
    for subject in ["proposal:p/1", "need:p/n"] {
        let followed = choi
            .post(&yard, "/en/account/following", &[("subject", subject)])
            .await;
        leads(&followed);
    }
    assert!(yard.telling.once().await);
    leads(&kim.post(&yard, FORM, &whole("Fourth", "fourth")).await);
    let fields = [
        ("others", "1"),
        ("reason", "They are one."),
        ("step", "release"),
    ];
    leads(
        &lee.post(&yard, "/en/programmes/p/proposals/3/merge", &fields)
            .await,
    );
    let needs = NeedsMerged {
        programme: "p".to_owned(),
        from: vec!["n".to_owned()],
        into: "other".to_owned(),
    };
    common::submit(&yard.portal.store, vec![Command::plain(needs)]).await;
    assert!(yard.telling.once().await);
    let mails = told(&yard, KIM, "내신 제안이 다른 제안으로 합쳐졌습니다").await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(
        mails[0].contains("/ko/programmes/p/proposals/3"),
        "{mails:?}"
    );
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let digests = told(
        &yard,
        "choi@example.org",
        "소식을 받기로 한 것에 새 일이 2건",
    )
    .await;
    assert_eq!(
        digests.len(),
        1,
        "{:?}",
        yard.mail("choi@example.org").await
    );
    for part in [
        "/ko/programmes/p/proposals/3",
        "/ko/programmes/p/needs/other",
        "They are one.",
    ] {
        assert!(digests[0].contains(part), "{part}: {digests:?}");
    }
}

/// Whatever happened since somebody was told is counted, however much that is.
#[tokio::test]
async fn a_digest_loses_nothing_that_is_long_ago() {
    let yard = proposing().await;
    author(&yard).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    leads(
        &lee.post(
            &yard,
            "/en/account/following",
            &[("subject", "proposal:p/1")],
        )
        .await,
    );
    let account = yard.account(KIM).await;
    let scope = Scope::Programme("p".to_owned());
    let name = yard.accounts.pseudonym(account, &scope).await.unwrap();
    let actor = Actor::new(Role::Participant, &name).unwrap();
    let said = |number: u64| Submission {
        actor: actor.clone(),
        idempotency_key: None,
        command: P.comment("1", None, &format!("number {number}")),
        terms: Default::default(),
    };
    for hundreds in 0..12 {
        let all = (0..1000).map(|one| said(hundreds * 1000 + one));
        yard.portal.store.submit_all(all.collect()).await.unwrap();
    }
    yard.wait(DAY);
    assert!(yard.telling.once().await);
    let digests = told(&yard, LEE, "소식을 받기로 한 것에 새 일이 12,000건").await;
    assert_eq!(
        digests.len(),
        1,
        "{}: {:?}",
        ProposalCommented::KIND,
        yard.mail(LEE).await.len()
    );
    assert!(
        digests[0].contains("11,950건이 더 있습니다"),
        "{}",
        digests[0]
    );
}
