//! Signing in by a provider.

mod lies;

use madang_accounts::{
    AccountId, Accounts, AddedIdentity, Came, Errand, Going, Identity, MOST_IDENTITIES,
    MadeByIdentity, Provider, ProviderSettings, Refusal, Removed, Returned, Token,
};
use madang_fixtures::{CLIENT, Lie, Provider as Liar, SECRET};
use serde_json::json;

use crate::support::{Fixture, MINUTE, mail, on_both_databases};

const BACK: &str = "https://madang.example.org/account/provider/back";

/// A provider on this machine as an operator names it.
pub fn named(issuer: &str) -> ProviderSettings {
    ProviderSettings {
        issuer: issuer.to_owned(),
        client: CLIENT.to_owned(),
        secret: SECRET.to_owned(),
        hosts: vec![],
        korean: "보기 신분증".to_owned(),
        english: "Example ID".to_owned(),
    }
}

/// Accounts with a provider that stands at its own clock.
struct Yard {
    accounts: Accounts,
    provider: Provider,
    liar: Liar,
}

fn yard(fixture: &Fixture) -> Yard {
    let liar = Liar::start(fixture.accounts.now());
    let provider = Provider::new(named(liar.issuer())).unwrap();
    let accounts = fixture
        .accounts
        .clone()
        .with_provider(Some(provider.clone()));
    Yard {
        accounts,
        provider,
        liar,
    }
}

fn errand(going: Going) -> Errand {
    Errand {
        going,
        next: "/programmes/p".to_owned(),
        language: "en".to_owned(),
    }
}

/// What a browser brings that comes back with a query.
fn brought(query: &str, browser: Option<Token>) -> Came {
    let url = url::Url::parse(&format!("{BACK}?{query}")).unwrap();
    let mut came = Came {
        browser,
        ..Came::default()
    };
    for (name, value) in url.query_pairs() {
        match &*name {
            "state" => came.state = value.into_owned(),
            "code" => came.code = value.into_owned(),
            "error" => came.error = value.into_owned(),
            "iss" => came.issuer = value.into_owned(),
            _ => {}
        }
    }
    came
}

impl Yard {
    async fn go(&self, going: Going) -> Result<Came, Refusal> {
        let errand = errand(going);
        let away = self.accounts.go_to_provider(&self.provider, &errand, BACK);
        let away = away.await.unwrap()?;
        Ok(brought(&self.liar.answer(&away.to), Some(away.browser)))
    }

    async fn come(&self, came: Came) -> Returned {
        let come = self.accounts.come_from_provider(&self.provider, came, BACK);
        come.await.unwrap()
    }

    /// There and back.
    async fn trip(&self, going: Going) -> Result<Identity, Refusal> {
        let came = self.go(going).await?;
        let returned = self.come(came).await;
        assert_eq!(returned.errand, Some(errand(going)));
        returned.identity
    }

    async fn made(&self, subject: &str) -> AccountId {
        self.liar.subject(subject);
        let identity = self.trip(Going::SignIn).await.unwrap();
        let made = self
            .accounts
            .make_by_identity(&identity, "ko")
            .await
            .unwrap();
        let MadeByIdentity::Account(account) = made else {
            panic!("no account");
        };
        account
    }
}

async fn somebody_signs_in_and_is_the_same_the_next_time(fixture: Fixture) {
    let yard = yard(&fixture);
    yard.liar.address("Kim@Example.org", json!(true));
    let identity = yard.trip(Going::SignIn).await.unwrap();
    assert_eq!(identity.subject, "person-1");
    assert_eq!(identity.address, Some(mail("kim@example.org")));
    assert_eq!(yard.accounts.by_identity(&identity).await.unwrap(), None);
    let made = yard
        .accounts
        .make_by_identity(&identity, "ko")
        .await
        .unwrap();
    let MadeByIdentity::Account(account) = made else {
        panic!("{made:?}");
    };
    let contacts = yard.accounts.contacts(account).await.unwrap();
    assert_eq!(contacts[0].address, mail("kim@example.org"));

    // Whatever else is said of them the next time.
    fixture.wait(MINUTE);
    yard.liar.address("other@example.org", json!(true));
    let again = yard.trip(Going::SignIn).await.unwrap();
    assert_eq!(
        yard.accounts.by_identity(&again).await.unwrap(),
        Some(account)
    );
    let kept = yard.accounts.identities(account).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].used - kept[0].made, MINUTE);
    let contacts = yard.accounts.contacts(account).await.unwrap();
    assert_eq!(contacts.len(), 1, "an address is not taken on afterwards");

    let other = yard.made("person-2").await;
    assert_ne!(other, account);
    assert_eq!(yard.accounts.contacts(other).await.unwrap(), []);
}

async fn an_address_that_is_claimed_leads_nowhere(fixture: Fixture) {
    let yard = yard(&fixture);
    let lee = fixture.somebody("lee@example.org").await;
    for (verified, counts) in [
        (json!(true), true),
        (json!(false), false),
        (json!("true"), false),
        (json!(null), false),
        (json!(1), false),
    ] {
        yard.liar.address("lee@example.org", verified.clone());
        let identity = yard.trip(Going::SignIn).await.unwrap();
        assert_eq!(identity.address.is_some(), counts, "{verified}");
        let made = yard
            .accounts
            .make_by_identity(&identity, "ko")
            .await
            .unwrap();
        match made {
            MadeByIdentity::KnownAddress => assert!(counts, "{verified}"),
            MadeByIdentity::Account(account) => {
                assert!(!counts && account != lee, "{verified}");
                assert_eq!(yard.accounts.contacts(account).await.unwrap(), []);
                yard.accounts.erase(account).await.unwrap();
            }
        }
    }
    assert_eq!(yard.accounts.identities(lee).await.unwrap(), []);
    assert_eq!(fixture.count("account").await, 1);
    // Whoever has shown that they are her adds it.
    let identity = yard.trip(Going::Add(lee)).await.unwrap();
    let added = yard.accounts.add_identity(lee, &identity).await.unwrap();
    assert_eq!(added, AddedIdentity::Added);
    assert_eq!(
        yard.accounts.by_identity(&identity).await.unwrap(),
        Some(lee)
    );
}

async fn documents_are_read_seldom_and_keys_again_when_they_change(fixture: Fixture) {
    let yard = yard(&fixture);
    let reads = || {
        let asked = yard.liar.requests();
        let of = |path: &str| asked.iter().filter(|one| one.as_str() == path).count();
        [
            of("/.well-known/openid-configuration"),
            of("/keys"),
            of("/token"),
        ]
    };
    for _ in 0..3 {
        yard.trip(Going::SignIn).await.unwrap();
    }
    assert_eq!(reads(), [1, 1, 3]);
    yard.liar.rotate();
    // Not yet: whoever makes up keys could have us ask as often as they like.
    assert_eq!(yard.trip(Going::SignIn).await.err(), Some(Refusal::Wrong));
    assert_eq!(reads(), [0, 0, 1]);
    fixture.wait(MINUTE);
    yard.liar.at(yard.accounts.now());
    yard.trip(Going::SignIn).await.unwrap();
    assert_eq!(reads(), [1, 1, 1]);
    fixture.wait(61 * MINUTE);
    yard.liar.at(yard.accounts.now());
    yard.trip(Going::SignIn).await.unwrap();
    assert_eq!(reads(), [1, 1, 1]);
}

async fn a_provider_that_is_down_is_left_alone_for_a_while(fixture: Fixture) {
    let yard = yard(&fixture);
    yard.liar.lie(Some(Lie::Redirects));
    for asked in [1, 0] {
        assert_eq!(yard.go(Going::SignIn).await.err(), Some(Refusal::Down));
        assert_eq!(yard.liar.requests().len(), asked);
    }
    yard.liar.lie(None);
    fixture.wait(MINUTE);
    yard.liar.at(yard.accounts.now());
    assert!(yard.trip(Going::SignIn).await.is_ok());
    // One where nobody listens.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let provider = Provider::new(named(&format!("http://{address}"))).unwrap();
    let errand = errand(Going::SignIn);
    let away = yard.accounts.go_to_provider(&provider, &errand, BACK);
    assert_eq!(away.await.unwrap().err(), Some(Refusal::Down));
}

async fn identities_come_and_go_and_one_way_in_stays(fixture: Fixture) {
    let yard = yard(&fixture);
    let accounts = &yard.accounts;
    let kim = yard.made("person-1").await;
    let lee = fixture.somebody("lee@example.org").await;
    let trip = async |subject: &str| {
        yard.liar.subject(subject);
        yard.trip(Going::SignIn).await.unwrap()
    };
    let first = trip("person-1").await;
    assert_eq!(
        accounts.add_identity(lee, &first).await.unwrap(),
        AddedIdentity::Others
    );
    assert_eq!(
        accounts.add_identity(kim, &first).await.unwrap(),
        AddedIdentity::There
    );
    let kept = accounts.identities(kim).await.unwrap();
    let only = kept[0].id.clone();
    assert_eq!(
        accounts.remove_identity(kim, &only).await.unwrap(),
        Removed::Stays
    );
    assert_eq!(
        accounts.remove_identity(lee, &only).await.unwrap(),
        Removed::Unknown
    );
    for bad in ["", "zz", "00"] {
        assert_eq!(
            accounts.remove_identity(kim, bad).await.unwrap(),
            Removed::Unknown
        );
    }
    let second = trip("person-2").await;
    assert_eq!(
        accounts.add_identity(kim, &second).await.unwrap(),
        AddedIdentity::Added
    );
    assert_eq!(
        accounts.remove_identity(kim, &only).await.unwrap(),
        Removed::Gone
    );
    assert_eq!(accounts.by_identity(&first).await.unwrap(), None);
    // Where people sign in by another provider now, this one's leads nowhere.
    let elsewhere = Provider::new(named("https://id.example.go.kr")).unwrap();
    let moved = accounts.clone().with_provider(Some(elsewhere));
    accounts.add_identity(kim, &first).await.unwrap();
    let id = accounts.identities(kim).await.unwrap()[0].id.clone();
    assert_eq!(
        moved.remove_identity(kim, &id).await.unwrap(),
        Removed::Stays
    );

    // With an address the last one can go; and there is an end to them.
    for number in 0..MOST_IDENTITIES {
        let identity = trip(&format!("lee-{number}")).await;
        assert_eq!(
            accounts.add_identity(lee, &identity).await.unwrap(),
            AddedIdentity::Added
        );
    }
    let more = trip("lee-more").await;
    assert_eq!(
        accounts.add_identity(lee, &more).await.unwrap(),
        AddedIdentity::Most
    );
    for kept in accounts.identities(lee).await.unwrap() {
        assert_eq!(
            accounts.remove_identity(lee, &kept.id).await.unwrap(),
            Removed::Gone
        );
    }
    assert_eq!(accounts.identities(lee).await.unwrap(), []);
}

async fn one_person_in_two_windows_is_one_account(fixture: Fixture) {
    let yard = yard(&fixture);
    let identity = yard.trip(Going::SignIn).await.unwrap();
    let (one, two) = tokio::join!(
        yard.accounts.make_by_identity(&identity, "ko"),
        yard.accounts.make_by_identity(&identity, "ko")
    );
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(fixture.count("account").await, 1);
}

on_both_databases!(
    somebody_signs_in_and_is_the_same_the_next_time,
    an_address_that_is_claimed_leads_nowhere,
    documents_are_read_seldom_and_keys_again_when_they_change,
    a_provider_that_is_down_is_left_alone_for_a_while,
    identities_come_and_go_and_one_way_in_stays,
    one_person_in_two_windows_is_one_account,
);
