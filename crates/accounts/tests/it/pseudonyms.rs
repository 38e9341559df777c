//! Names on the record.

use std::collections::BTreeSet;

use madang_accounts::Scope;

use crate::support::{Fixture, on_both_databases};

async fn each_scope_has_a_name_of_its_own(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let id = || "kr0018".to_owned();
    let scopes = [
        Scope::Roles,
        Scope::Programme(id()),
        Scope::Endorse(id()),
        Scope::Register(id()),
        Scope::Vote(id()),
        Scope::Member(id()),
    ];
    let mut names = BTreeSet::new();
    for scope in &scopes {
        assert_eq!(accounts.known_pseudonym(kim, scope).await.unwrap(), None);
        for account in [kim, lee] {
            let name = accounts.pseudonym(account, scope).await.unwrap();
            assert_eq!(name.len(), 32, "{name}");
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
            );
            let again = accounts.pseudonym(account, scope).await.unwrap();
            assert_eq!(again, name, "{scope}");
            let behind = accounts.account_behind(scope, &name).await.unwrap();
            assert_eq!(behind, Some(account));
            names.insert(name);
        }
    }
    assert_eq!(names.len(), 2 * scopes.len());
    let of_roles = accounts.pseudonym(kim, &Scope::Roles).await.unwrap();
    let elsewhere = accounts.account_behind(&scopes[1], &of_roles).await;
    assert_eq!(elsewhere.unwrap(), None, "a name holds in its scope alone");
    assert_eq!(accounts.pseudonyms(kim).await.unwrap().len(), scopes.len());
}

async fn two_who_ask_at_once_get_one_name(fixture: Fixture) {
    let other = fixture.again().await;
    let kim = fixture.somebody("kim@example.org").await;
    for round in 0..10 {
        let scope = Scope::Programme(format!("p{round}"));
        let (one, two) = tokio::join!(
            fixture.accounts.pseudonym(kim, &scope),
            other.pseudonym(kim, &scope)
        );
        assert_eq!(one.unwrap(), two.unwrap());
    }
}

on_both_databases!(
    each_scope_has_a_name_of_its_own,
    two_who_ask_at_once_get_one_name,
);
