//! Passwords.

use madang_accounts::{AccountsError, PasswordFault};

use crate::support::{Fixture, mail, on_both_databases};

const RIGHT: &str = "seven brown hens cross";

async fn a_password_opens_its_own_account(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let asked = |address: &'static str, password: &'static str| async move {
        let address = mail(address);
        let found = accounts.by_password(Some(&address), password).await;
        found.unwrap()
    };
    assert_eq!(
        asked("kim@example.org", "").await,
        None,
        "there is none yet"
    );
    assert!(!accounts.has_password(kim).await.unwrap());
    assert_eq!(
        accounts.password_fault(kim, "short").await.unwrap(),
        Some(PasswordFault::Short)
    );
    assert_eq!(
        accounts
            .password_fault(kim, "KIM@example.org!")
            .await
            .unwrap(),
        Some(PasswordFault::Guessed)
    );
    assert_eq!(accounts.password_fault(kim, RIGHT).await.unwrap(), None);
    accounts.set_password(kim, RIGHT).await.unwrap();
    assert!(accounts.has_password(kim).await.unwrap());
    assert_eq!(asked("kim@example.org", RIGHT).await, Some(kim));
    assert_eq!(
        asked("kim@example.org", "seven brown hens crosS").await,
        None
    );
    assert_eq!(asked("lee@example.org", RIGHT).await, None);
    assert_eq!(accounts.by_password(None, RIGHT).await.unwrap(), None);
    // The same letters, typed otherwise.
    accounts
        .set_password(kim, "마당에서 만나 함께 정하는 우리")
        .await
        .unwrap();
    let apart = "마당에서 만나 함께 정하는 우리";
    assert_eq!(asked("kim@example.org", apart).await, Some(kim));
}

async fn an_address_that_is_not_known_is_as_much_work(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.set_password(kim, RIGHT).await.unwrap();
    fixture.somebody("without@example.org").await;
    // The first who asks has the hash of a password made that nobody has, whoever they are.
    accounts.by_password(None, RIGHT).await.unwrap();
    for address in [
        "kim@example.org",
        "without@example.org",
        "nobody@example.org",
    ] {
        let before = accounts.passwords_hashed();
        let wrong = "another password altogether";
        let found = accounts.by_password(Some(&mail(address)), wrong).await;
        assert_eq!(found.unwrap(), None);
        assert_eq!(accounts.passwords_hashed() - before, 1, "{address}");
    }
    let before = accounts.passwords_hashed();
    assert_eq!(accounts.by_password(None, RIGHT).await.unwrap(), None);
    assert_eq!(accounts.passwords_hashed() - before, 1, "no address");
}

async fn a_crowd_is_turned_away_rather_than_hashed_for(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    accounts.set_password(kim, RIGHT).await.unwrap();
    let address = mail("kim@example.org");
    let asked: Vec<_> = (0..60)
        .map(|_| {
            let (accounts, address) = (accounts.clone(), address.clone());
            tokio::spawn(async move { accounts.by_password(Some(&address), RIGHT).await })
        })
        .collect();
    let (mut opened, mut busy) = (0, 0);
    for one in asked {
        match one.await.unwrap() {
            Ok(found) => {
                assert_eq!(found, Some(kim));
                opened += 1;
            }
            Err(AccountsError::Busy) => busy += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(opened >= 34, "{opened} opened");
    assert_eq!(opened + busy, 60);
    let after = accounts.by_password(Some(&address), RIGHT).await.unwrap();
    assert_eq!(after, Some(kim), "nobody waits any more");
}

on_both_databases!(
    a_password_opens_its_own_account,
    an_address_that_is_not_known_is_as_much_work,
    a_crowd_is_turned_away_rather_than_hashed_for,
);
