//! Forms that are kept until somebody has signed in.

use madang_accounts::{DRAFT_LASTS, Draft};

use crate::support::{Fixture, on_both_databases};

const PATH: &str = "/programmes/p/speak";

fn draft(body: &str) -> Draft {
    Draft {
        path: PATH.to_owned(),
        body: body.to_owned(),
    }
}

async fn a_draft_is_for_whoever_sent_it(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let sent = draft("a=1");
    let token = accounts.keep_draft(&sent, Some(kim), None).await.unwrap();
    assert_eq!(accounts.draft(&token, lee, None).await.unwrap(), None);
    let open = || accounts.draft(&token, kim, None);
    assert_eq!(open().await.unwrap(), Some(draft("a=1")));
    assert_eq!(
        open().await.unwrap(),
        Some(draft("a=1")),
        "until it is sent"
    );
    assert!(!accounts.drop_draft(&token, PATH).await.unwrap());
    assert_eq!(open().await.unwrap(), None);
    // Of whom it is not known before is told by who signs in first.
    let token = accounts
        .keep_draft(&draft("b=2"), None, None)
        .await
        .unwrap();
    assert_eq!(
        accounts.draft(&token, lee, None).await.unwrap(),
        Some(draft("b=2"))
    );
    assert_eq!(accounts.draft(&token, kim, None).await.unwrap(), None);
    // Of a page a browser keeps one at a time.
    let sent = draft("c=3");
    let next = accounts.keep_draft(&sent, Some(lee), Some(&token));
    let next = next.await.unwrap();
    assert_eq!(next, token, "by the same cookie");
    assert_eq!(
        accounts.draft(&next, lee, None).await.unwrap(),
        Some(draft("c=3"))
    );
}

async fn forms_of_several_pages_are_kept_beside_each_other(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let of = |path: &str| Draft {
        path: path.to_owned(),
        body: format!("of={path}"),
    };
    let mut token = None;
    for path in ["/a", "/b"] {
        let sent = of(path);
        let kept = accounts.keep_draft(&sent, Some(kim), token.as_ref());
        token = Some(kept.await.unwrap());
    }
    let token = token.unwrap();
    let open = |path| accounts.draft(&token, kim, path);
    assert_eq!(open(Some("/a")).await.unwrap(), Some(of("/a")));
    assert_eq!(open(Some("/b")).await.unwrap(), Some(of("/b")));
    assert_eq!(open(None).await.unwrap(), Some(of("/b")), "the newest");
    assert_eq!(open(Some("/c")).await.unwrap(), None);
    assert!(accounts.drop_draft(&token, "/b").await.unwrap(), "one left");
    assert_eq!(open(Some("/b")).await.unwrap(), None);
    assert_eq!(open(None).await.unwrap(), Some(of("/a")));
    // No more than so many, the oldest go.
    for number in 0..madang_accounts::DRAFTS_MOST {
        let sent = of(&format!("/{number}"));
        let kept = accounts.keep_draft(&sent, Some(kim), Some(&token));
        assert_eq!(kept.await.unwrap(), token);
    }
    assert_eq!(open(Some("/a")).await.unwrap(), None);
    assert_eq!(open(Some("/0")).await.unwrap(), Some(of("/0")));
    // Somebody else in the same browser keeps nothing of hers, under a cookie of their own.
    let sent = of("/z");
    let other = accounts.keep_draft(&sent, Some(lee), Some(&token));
    let other = other.await.unwrap();
    assert_ne!(other, token);
    assert_eq!(accounts.draft(&other, lee, Some("/0")).await.unwrap(), None);
    assert_eq!(open(None).await.unwrap(), None);
    assert_eq!(fixture.count("draft").await, 1);
}

async fn a_draft_is_gone_after_a_day(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let sent = draft("a=1");
    let token = accounts.keep_draft(&sent, Some(kim), None).await.unwrap();
    fixture.wait(DRAFT_LASTS - 1);
    assert!(accounts.draft(&token, kim, None).await.unwrap().is_some());
    fixture.wait(1);
    assert_eq!(accounts.draft(&token, kim, None).await.unwrap(), None);
    assert_eq!(fixture.count("draft").await, 1);
    accounts.sweep().await.unwrap();
    assert_eq!(fixture.count("draft").await, 0);
}

async fn whose_a_session_was_is_known_when_it_is_over(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let begun = accounts.begin_session(kim, madang_accounts::Proof::Link, "phone", None);
    let token = begun.await.unwrap();
    fixture.wait(madang_accounts::Lasting::PARTICIPANT.idle);
    assert_eq!(accounts.session(&token).await.unwrap(), None);
    assert_eq!(accounts.whose_session(&token).await.unwrap(), Some(kim));
    accounts.sign_out(&token).await.unwrap();
    assert_eq!(accounts.whose_session(&token).await.unwrap(), None);
}

on_both_databases!(
    a_draft_is_for_whoever_sent_it,
    forms_of_several_pages_are_kept_beside_each_other,
    a_draft_is_gone_after_a_day,
    whose_a_session_was_is_known_when_it_is_over,
);
