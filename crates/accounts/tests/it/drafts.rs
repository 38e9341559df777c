//! Forms that are kept until somebody has signed in.

use madang_accounts::{DRAFT_LASTS, Draft};

use crate::support::{Fixture, on_both_databases};

fn draft(body: &str) -> Draft {
    Draft {
        path: "/programmes/p/speak".to_owned(),
        body: body.to_owned(),
    }
}

async fn a_draft_is_for_whoever_sent_it(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let sent = draft("a=1");
    let token = accounts.keep_draft(&sent, Some(kim), None).await.unwrap();
    assert_eq!(accounts.draft(&token, lee).await.unwrap(), None);
    let open = || accounts.draft(&token, kim);
    assert_eq!(open().await.unwrap(), Some(draft("a=1")));
    assert_eq!(
        open().await.unwrap(),
        Some(draft("a=1")),
        "until it is sent"
    );
    accounts.drop_draft(&token).await.unwrap();
    assert_eq!(open().await.unwrap(), None);
    // Of whom it is not known before is told by who signs in first.
    let token = accounts
        .keep_draft(&draft("b=2"), None, None)
        .await
        .unwrap();
    assert_eq!(
        accounts.draft(&token, lee).await.unwrap(),
        Some(draft("b=2"))
    );
    assert_eq!(accounts.draft(&token, kim).await.unwrap(), None);
    // A browser keeps one at a time.
    let sent = draft("c=3");
    let next = accounts.keep_draft(&sent, Some(lee), Some(&token));
    let next = next.await.unwrap();
    assert_eq!(accounts.draft(&token, lee).await.unwrap(), None);
    assert_eq!(
        accounts.draft(&next, lee).await.unwrap(),
        Some(draft("c=3"))
    );
}

async fn a_draft_is_gone_after_a_day(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let sent = draft("a=1");
    let token = accounts.keep_draft(&sent, Some(kim), None).await.unwrap();
    fixture.wait(DRAFT_LASTS - 1);
    assert!(accounts.draft(&token, kim).await.unwrap().is_some());
    fixture.wait(1);
    assert_eq!(accounts.draft(&token, kim).await.unwrap(), None);
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
    a_draft_is_gone_after_a_day,
    whose_a_session_was_is_known_when_it_is_over,
);
