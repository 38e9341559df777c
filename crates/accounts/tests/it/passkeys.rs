//! Passkeys: made, shown, refused, lost.

use madang_accounts::{
    AccountId, AccountsError, Ceremony, MOST_PASSKEYS, RECOVERY_OPEN, RECOVERY_WAIT, RelyingParty,
    Removed,
};
use madang_fixtures::Device;

use crate::support::{Fixture, MINUTE, mail, on_both_databases};

pub const ORIGIN: &str = "https://madang.example.org";

pub fn party() -> RelyingParty {
    RelyingParty::at(ORIGIN).expect("an address that browsers take")
}

/// Adds a device's passkey to an account.
pub async fn add(fixture: &Fixture, account: AccountId, device: &mut Device) -> bool {
    let (accounts, party) = (&fixture.accounts, party());
    let asked = accounts.begin_passkey(&party, account).await.unwrap();
    let answer = device.create(&asked.options);
    let added = accounts.add_passkey(&party, account, &asked.token, &answer, "Firefox, Linux");
    added.await.unwrap()
}

async fn asked(fixture: &Fixture, address: &str) -> Ceremony {
    let (party, address) = (party(), mail(address));
    let begun = fixture.accounts.begin_sign_in(&party, &address, None);
    begun.await.unwrap()
}

/// Signs in by a device; gives whose account it is.
async fn shown(fixture: &Fixture, address: &str, device: &mut Device) -> Option<AccountId> {
    let asked = asked(fixture, address).await;
    let answer = device.get(&asked.options);
    let party = party();
    let known = fixture.accounts.by_passkey(&party, &asked.token, &answer);
    known.await.unwrap()
}

async fn a_passkey_signs_in_to_its_account_and_no_other(fixture: Fixture) {
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let (mut phone, mut key) = (Device::new(ORIGIN, 1), Device::new(ORIGIN, 2));
    assert!(add(&fixture, kim, &mut phone).await);
    assert!(add(&fixture, lee, &mut key).await);
    let listed = fixture.accounts.passkeys(kim).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].device, "Firefox, Linux");
    fixture.wait(MINUTE);
    assert_eq!(
        shown(&fixture, "kim@example.org", &mut phone).await,
        Some(kim)
    );
    let used = fixture.accounts.passkeys(kim).await.unwrap();
    assert_eq!(used[0].used, listed[0].made + MINUTE);
    assert_eq!(
        shown(&fixture, "lee@example.org", &mut key).await,
        Some(lee)
    );
    // Another's address, another's key.
    assert_eq!(shown(&fixture, "lee@example.org", &mut phone).await, None);
    // A key that answers for her, and says that it belongs to him.
    phone.person = key.person.clone();
    assert_eq!(shown(&fixture, "kim@example.org", &mut phone).await, None);
}

async fn what_is_asked_is_what_password_managers_take(fixture: Fixture) {
    let kim = fixture.somebody("kim@example.org").await;
    let mut phone = Device::new(ORIGIN, 1);
    assert!(add(&fixture, kim, &mut phone).await);
    let asked = fixture.accounts.begin_passkey(&party(), kim).await.unwrap();
    let options = asked.options;
    assert_eq!(
        options["authenticatorSelection"]["residentKey"],
        "preferred"
    );
    assert_eq!(
        options["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(options["rp"]["id"], "madang.example.org");
    assert_eq!(options["user"]["name"], "kim@example.org");
    let excluded = options["excludeCredentials"].as_array().unwrap();
    assert_eq!(excluded.len(), 1, "no device has two");
}

async fn lies_are_refused(fixture: Fixture) {
    let kim = fixture.somebody("kim@example.org").await;
    let mut elsewhere = Device::new("https://madang.example.net", 9);
    assert!(!add(&fixture, kim, &mut elsewhere).await, "made elsewhere");
    let mut unseen = Device::new(ORIGIN, 9);
    unseen.verifies = false;
    assert!(!add(&fixture, kim, &mut unseen).await, "nobody was asked");
    let mut phone = Device::new(ORIGIN, 1);
    phone.counter = 5;
    assert!(add(&fixture, kim, &mut phone).await);
    let address = "kim@example.org";
    type Lie = fn(&mut Device);
    let lies: [(&str, Lie); 6] = [
        ("another site shows it", |device| {
            device.origin = "https://madang.example.net".to_owned()
        }),
        ("another port shows it", |device| {
            device.origin = format!("{ORIGIN}:8443")
        }),
        ("made for another site", |device| {
            device.party = "madang.example.net".to_owned()
        }),
        ("nobody was asked", |device| device.verifies = false),
        ("a copy has signed before", |device| device.counter = 1),
        ("another key of this name", |device| {
            let id = device.id.clone();
            *device = Device::new(ORIGIN, 7);
            device.id = id;
        }),
    ];
    for (lie, tell) in lies {
        let mut liar = phone.clone();
        tell(&mut liar);
        assert_eq!(shown(&fixture, address, &mut liar).await, None, "{lie}");
    }
    assert_eq!(shown(&fixture, address, &mut phone).await, Some(kim));
}

async fn an_answer_is_taken_once_and_in_time(fixture: Fixture) {
    let (accounts, party) = (&fixture.accounts, party());
    let kim = fixture.somebody("kim@example.org").await;
    let mut phone = Device::new(ORIGIN, 1);
    assert!(add(&fixture, kim, &mut phone).await);
    let begun = asked(&fixture, "kim@example.org").await;
    let answer = phone.get(&begun.options);
    // Another node may be given the answer.
    let other = fixture.again().await;
    assert_eq!(
        other
            .by_passkey(&party, &begun.token, &answer)
            .await
            .unwrap(),
        Some(kim)
    );
    assert_eq!(
        accounts
            .by_passkey(&party, &begun.token, &answer)
            .await
            .unwrap(),
        None
    );
    let begun = asked(&fixture, "kim@example.org").await;
    let old = answer;
    assert_eq!(
        accounts
            .by_passkey(&party, &begun.token, &old)
            .await
            .unwrap(),
        None
    );
    let begun = asked(&fixture, "kim@example.org").await;
    let answer = phone.get(&begun.options);
    fixture.wait(5 * MINUTE);
    assert_eq!(
        accounts
            .by_passkey(&party, &begun.token, &answer)
            .await
            .unwrap(),
        None
    );
    // What was asked to sign in adds nothing, and what was asked of one adds nothing to another.
    let lee = fixture.somebody("lee@example.org").await;
    let begun = accounts.begin_passkey(&party, kim).await.unwrap();
    let made = Device::new(ORIGIN, 3).create(&begun.options);
    let added = accounts.add_passkey(&party, lee, &begun.token, &made, "");
    assert!(!added.await.unwrap());
    let begun = asked(&fixture, "kim@example.org").await;
    let made = Device::new(ORIGIN, 3).create(&begun.options);
    let added = accounts.add_passkey(&party, kim, &begun.token, &made, "");
    assert!(!added.await.unwrap());
    for bad in [
        serde_json::json!(null),
        serde_json::json!({"id": 1}),
        serde_json::json!("x"),
    ] {
        let begun = asked(&fixture, "kim@example.org").await;
        assert_eq!(
            accounts
                .by_passkey(&party, &begun.token, &bad)
                .await
                .unwrap(),
            None
        );
    }
    accounts.sweep().await.unwrap();
}

async fn nobody_learns_which_addresses_are_known(fixture: Fixture) {
    let kim = fixture.somebody("kim@example.org").await;
    fixture.somebody("lee@example.org").await;
    let mut phone = Device::new(ORIGIN, 1);
    assert!(add(&fixture, kim, &mut phone).await);
    let real = asked(&fixture, "kim@example.org").await.options;
    assert!(phone.is_asked(&real));
    let shape = |options: &serde_json::Value| {
        let mut keys: Vec<String> = options.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let mut some = 0;
    for number in 0..20 {
        let address = format!("nobody-{number}@example.org");
        let decoy = asked(&fixture, &address).await.options;
        assert_eq!(shape(&decoy), shape(&real));
        let again = asked(&fixture, &address).await.options;
        assert_eq!(
            decoy["allowCredentials"], again["allowCredentials"],
            "the same every time"
        );
        assert_ne!(decoy["challenge"], again["challenge"]);
        let made_up = decoy["allowCredentials"].as_array().unwrap();
        some += usize::from(!made_up.is_empty());
        for one in made_up {
            let fields = shape(one);
            assert_eq!(fields, shape(&real["allowCredentials"][0]));
        }
        assert_eq!(shown(&fixture, &address, &mut phone).await, None);
    }
    assert!(some > 10, "most have a passkey, as it seems: {some}");
    // Who has an account and no passkey looks like nobody.
    let without = asked(&fixture, "lee@example.org").await.options;
    assert_eq!(shape(&without), shape(&real));
}

async fn a_passkey_that_is_removed_opens_nothing(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let (mut phone, mut key) = (Device::new(ORIGIN, 1), Device::new(ORIGIN, 2));
    assert!(add(&fixture, kim, &mut phone).await);
    // They are listed in the order of time.
    fixture.wait(MINUTE);
    assert!(add(&fixture, kim, &mut key).await);
    assert!(
        !add(&fixture, lee, &mut phone).await,
        "a key is one person's"
    );
    let id = accounts.passkeys(kim).await.unwrap()[0].id.clone();
    assert_eq!(
        accounts.remove_passkey(lee, &id, 0).await.unwrap(),
        Removed::Unknown
    );
    assert_eq!(
        accounts.remove_passkey(kim, "../..", 0).await.unwrap(),
        Removed::Unknown
    );
    // It goes while it is asked for.
    let begun = asked(&fixture, "kim@example.org").await;
    let answer = phone.get(&begun.options);
    assert_eq!(
        accounts.remove_passkey(kim, &id, 1).await.unwrap(),
        Removed::Gone
    );
    assert_eq!(
        accounts
            .by_passkey(&party(), &begun.token, &answer)
            .await
            .unwrap(),
        None
    );
    assert_eq!(shown(&fixture, "kim@example.org", &mut phone).await, None);
    let id = accounts.passkeys(kim).await.unwrap()[0].id.clone();
    assert_eq!(
        accounts.remove_passkey(kim, &id, 1).await.unwrap(),
        Removed::Stays
    );
    assert_eq!(
        shown(&fixture, "kim@example.org", &mut key).await,
        Some(kim)
    );
    for seed in 10..40 {
        add(&fixture, kim, &mut Device::new(ORIGIN, seed)).await;
    }
    assert_eq!(accounts.passkeys(kim).await.unwrap().len(), MOST_PASSKEYS);
}

async fn who_lost_every_passkey_waits_a_day(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let mut phone = Device::new(ORIGIN, 1);
    assert!(add(&fixture, kim, &mut phone).await);
    assert_eq!(accounts.recovery(kim).await.unwrap(), None);
    accounts.begin_recovery(kim).await.unwrap();
    let over = accounts.now() + RECOVERY_WAIT;
    fixture.wait(MINUTE);
    accounts.begin_recovery(kim).await.unwrap();
    assert_eq!(
        accounts.recovery(kim).await.unwrap(),
        Some(over),
        "it goes on"
    );
    // Who still has a passkey has not lost it.
    assert_eq!(
        shown(&fixture, "kim@example.org", &mut phone).await,
        Some(kim)
    );
    assert_eq!(accounts.recovery(kim).await.unwrap(), None);
    accounts.begin_recovery(kim).await.unwrap();
    accounts.stop_recovery(kim).await.unwrap();
    assert_eq!(accounts.recovery(kim).await.unwrap(), None);
    accounts.begin_recovery(kim).await.unwrap();
    fixture.wait(RECOVERY_WAIT + RECOVERY_OPEN);
    assert_eq!(accounts.recovery(kim).await.unwrap(), None, "too long ago");
    accounts.begin_recovery(kim).await.unwrap();
    assert!(accounts.recovery(kim).await.unwrap().is_some());
    assert!(add(&fixture, kim, &mut Device::new(ORIGIN, 2)).await);
    assert_eq!(
        accounts.recovery(kim).await.unwrap(),
        None,
        "they have one again"
    );
}

async fn an_account_that_is_gone_is_asked_nothing(fixture: Fixture) {
    let kim = fixture.somebody("kim@example.org").await;
    let mut phone = Device::new(ORIGIN, 1);
    assert!(add(&fixture, kim, &mut phone).await);
    let begun = asked(&fixture, "kim@example.org").await;
    let answer = phone.get(&begun.options);
    fixture.accounts.erase(kim).await.unwrap();
    let party = party();
    let known = fixture.accounts.by_passkey(&party, &begun.token, &answer);
    assert_eq!(known.await.unwrap(), None);
    let asked = fixture.accounts.begin_passkey(&party, kim).await;
    assert!(
        matches!(asked, Err(AccountsError::Database(_))),
        "{asked:?}"
    );
}

on_both_databases!(
    a_passkey_signs_in_to_its_account_and_no_other,
    what_is_asked_is_what_password_managers_take,
    lies_are_refused,
    an_answer_is_taken_once_and_in_time,
    nobody_learns_which_addresses_are_known,
    a_passkey_that_is_removed_opens_nothing,
    who_lost_every_passkey_waits_a_day,
    an_account_that_is_gone_is_asked_nothing,
);
