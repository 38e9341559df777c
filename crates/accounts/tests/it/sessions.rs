//! Sessions: who is signed in where, and for how long.

use madang_accounts::{Lasting, Proof, Token};

use crate::support::{DAY, Fixture, HOUR, MINUTE, on_both_databases};

async fn a_session_has_a_new_token_at_each_sign_in(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let first = accounts
        .begin_session(kim, Proof::Link, "Firefox\u{7}, Linux", None)
        .await
        .unwrap();
    let session = accounts.session(&first).await.unwrap().expect("a session");
    assert_eq!((session.account, session.proved_by), (kim, Proof::Link));
    assert_eq!(session.device, "Firefox, Linux");
    let second = accounts
        .begin_session(kim, Proof::Password, "Firefox, Linux", Some(&first))
        .await
        .unwrap();
    assert_ne!(second, first);
    assert_eq!(accounts.session(&first).await.unwrap(), None);
    assert!(accounts.session(&second).await.unwrap().is_some());
    assert_eq!(accounts.sessions(kim).await.unwrap().len(), 1);
    assert_eq!(
        accounts.session(&Token::random().unwrap()).await.unwrap(),
        None
    );
}

async fn a_session_ends_when_it_lies_idle_and_in_the_end(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let begin = || accounts.begin_session(kim, Proof::Passkey, "phone", None);
    let stands = |token: Token, lasting| async move {
        let session = accounts.session(&token).await.unwrap();
        session.is_some_and(|session| session.stands(lasting, accounts.now()))
    };
    let token = begin().await.unwrap();
    fixture.wait(30 * MINUTE - 1);
    assert!(stands(token.clone(), Lasting::OFFICE).await);
    fixture.wait(1);
    assert!(!stands(token.clone(), Lasting::OFFICE).await);
    assert!(stands(token.clone(), Lasting::PARTICIPANT).await);

    let token = begin().await.unwrap();
    for _ in 0..(12 * 60 / 29) {
        fixture.wait(29 * MINUTE);
        assert!(stands(token.clone(), Lasting::OFFICE).await);
        let session = accounts.session(&token).await.unwrap().unwrap();
        accounts.seen(&session).await.unwrap();
    }
    fixture.wait(29 * MINUTE);
    assert!(
        !stands(token.clone(), Lasting::OFFICE).await,
        "after 12 hours"
    );

    let token = begin().await.unwrap();
    for _ in 0..2 {
        fixture.wait(14 * DAY - 1);
        let session = accounts.session(&token).await.unwrap().expect("in use");
        accounts.seen(&session).await.unwrap();
    }
    fixture.wait(2 * DAY + 2);
    assert_eq!(accounts.session(&token).await.unwrap(), None, "30 days");
    accounts.sweep().await.unwrap();
    assert_eq!(accounts.sessions(kim).await.unwrap(), []);
    let idle = begin().await.unwrap();
    fixture.wait(14 * DAY);
    assert_eq!(accounts.session(&idle).await.unwrap(), None, "14 days idle");
}

async fn sessions_are_listed_and_ended(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let mut tokens = Vec::new();
    for device in ["phone", "office", "home"] {
        fixture.wait(HOUR);
        let token = accounts.begin_session(kim, Proof::Password, device, None);
        tokens.push(token.await.unwrap());
    }
    let of_lee = accounts.begin_session(lee, Proof::Password, "other", None);
    let of_lee = of_lee.await.unwrap();
    let listed = accounts.sessions(kim).await.unwrap();
    let devices: Vec<&str> = listed.iter().map(|one| one.device.as_str()).collect();
    assert_eq!(devices, ["home", "office", "phone"]);
    let office = &listed[1].id;
    assert!(
        !accounts.end_session(lee, office).await.unwrap(),
        "not hers"
    );
    assert!(!accounts.end_session(kim, "nothing").await.unwrap());
    assert!(accounts.end_session(kim, office).await.unwrap());
    assert_eq!(accounts.session(&tokens[1]).await.unwrap(), None);
    let home = accounts.session(&tokens[2]).await.unwrap().unwrap();
    let ended = accounts
        .sign_out_everywhere(kim, Some(&home))
        .await
        .unwrap();
    assert_eq!(ended, 1);
    assert_eq!(accounts.session(&tokens[0]).await.unwrap(), None);
    assert!(accounts.session(&tokens[2]).await.unwrap().is_some());
    accounts.sign_out(&tokens[2]).await.unwrap();
    assert_eq!(accounts.sessions(kim).await.unwrap(), []);
    assert!(accounts.session(&of_lee).await.unwrap().is_some());
}

async fn what_was_proved_holds_for_a_while(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let token = accounts.begin_session(kim, Proof::Password, "phone", None);
    let session = accounts.session(&token.await.unwrap()).await.unwrap();
    let session = session.unwrap();
    let proved = |proof| session.is_proved(proof, 10 * MINUTE, accounts.now());
    assert!(proved(Proof::Link) && proved(Proof::Password));
    assert!(!proved(Proof::Passkey));
    fixture.wait(10 * MINUTE);
    assert!(!proved(Proof::Password));
}

on_both_databases!(
    a_session_has_a_new_token_at_each_sign_in,
    a_session_ends_when_it_lies_idle_and_in_the_end,
    sessions_are_listed_and_ended,
    what_was_proved_holds_for_a_while,
);
