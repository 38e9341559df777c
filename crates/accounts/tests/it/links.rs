//! Links that are mailed.

use madang_accounts::{LINK_LASTS, Link, Purpose, Token};

use crate::support::{Fixture, mail, on_both_databases};

fn link(purpose: Purpose, address: &str) -> Link {
    Link {
        purpose,
        address: mail(address),
        account: None,
    }
}

async fn a_link_works_once_and_looking_does_not_use_it(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let made = link(Purpose::Register, "kim@example.org");
    let token = accounts.make_link(&made).await.unwrap();
    for _ in 0..3 {
        assert_eq!(
            accounts.look_at_link(&token).await.unwrap(),
            Some(made.clone())
        );
    }
    let account = accounts.use_link(&token, "en").await.unwrap();
    let account = account.expect("an account");
    assert_eq!(
        accounts.account_of(&made.address).await.unwrap(),
        Some(account)
    );
    assert_eq!(
        accounts.language(account).await.unwrap().as_deref(),
        Some("en")
    );
    assert_eq!(accounts.look_at_link(&token).await.unwrap(), None);
    assert_eq!(accounts.use_link(&token, "en").await.unwrap(), None);
    let other = Token::random().unwrap();
    assert_eq!(accounts.use_link(&other, "en").await.unwrap(), None);
}

async fn of_two_who_use_a_link_at_once_one_does(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let other = fixture.again().await;
    let account = fixture.somebody("kim@example.org").await;
    for _ in 0..10 {
        let made = Link {
            account: Some(account),
            ..link(Purpose::SignIn, "kim@example.org")
        };
        let token = accounts.make_link(&made).await.unwrap();
        let (one, two) = tokio::join!(
            accounts.use_link(&token, "ko"),
            other.use_link(&token, "ko")
        );
        let used = [one.unwrap(), two.unwrap()];
        assert_eq!(used.iter().flatten().count(), 1, "{used:?}");
    }
}

async fn a_link_runs_out_and_another_takes_its_place(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let made = link(Purpose::Register, "kim@example.org");
    let first = accounts.make_link(&made).await.unwrap();
    let second = accounts.make_link(&made).await.unwrap();
    assert_eq!(accounts.look_at_link(&first).await.unwrap(), None);
    fixture.wait(LINK_LASTS - 1);
    assert!(accounts.look_at_link(&second).await.unwrap().is_some());
    fixture.wait(1);
    assert_eq!(accounts.look_at_link(&second).await.unwrap(), None);
    assert_eq!(accounts.use_link(&second, "ko").await.unwrap(), None);
    assert_eq!(accounts.account_of(&made.address).await.unwrap(), None);
    accounts.sweep().await.unwrap();
}

async fn an_address_leads_to_one_account(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    assert_eq!(fixture.somebody("Kim@Example.org").await, kim);
    let lee = fixture.somebody("lee@example.org").await;
    assert_ne!(lee, kim);
    let add = |address: &str| Link {
        purpose: Purpose::Contact,
        address: mail(address),
        account: Some(lee),
    };
    let token = accounts.make_link(&add("kim@example.org")).await.unwrap();
    assert_eq!(accounts.use_link(&token, "ko").await.unwrap(), None);
    assert_eq!(
        accounts.account_of(&mail("kim@example.org")).await.unwrap(),
        Some(kim)
    );
    let token = accounts
        .make_link(&add("lee.work@example.org"))
        .await
        .unwrap();
    assert_eq!(accounts.use_link(&token, "ko").await.unwrap(), Some(lee));
    let gone = |address: &'static str| async move {
        accounts.remove_contact(lee, &mail(address)).await.unwrap()
    };
    assert!(!gone("kim@example.org").await, "somebody else's");
    assert!(gone("lee@example.org").await);
    assert!(!gone("lee.work@example.org").await, "the last one stays");
    let contacts = accounts.contacts(lee).await.unwrap();
    assert_eq!(contacts.len(), 1);
    assert_eq!(contacts[0].address, mail("lee.work@example.org"));
}

on_both_databases!(
    a_link_works_once_and_looking_does_not_use_it,
    of_two_who_use_a_link_at_once_one_does,
    a_link_runs_out_and_another_takes_its_place,
    an_address_leads_to_one_account,
);
