//! Signing in by a provider, over HTTP.

mod refused;

use axum::http::StatusCode;
use madang_accounts::{Accounts, Identity, Provider, ProviderSettings};
use madang_fixtures::{CLIENT, Device, Lie, Provider as Liar, SECRET};
use madang_portal::router;
use madang_programme::people::Granted;
use serde_json::json;

use crate::accounts::{Browser, KIM, LEE, MINUTE, ORIGIN, Yard, leads, options, yard};
use crate::common::{Answer, Database, postgres};

/// A provider as its operator names it.
pub fn named(issuer: &str) -> Provider {
    let settings = ProviderSettings {
        issuer: issuer.to_owned(),
        client: CLIENT.to_owned(),
        secret: SECRET.to_owned(),
        hosts: vec![],
        korean: "보기 신분증".to_owned(),
        english: "Example <ID>".to_owned(),
    };
    Provider::new(settings).unwrap()
}

/// The same portal with a provider by which people sign in.
pub fn with(yard: Yard, provider: Provider) -> Yard {
    let accounts = yard.accounts.clone().with_provider(Some(provider));
    let router = router(options(&yard.portal, &accounts));
    Yard {
        portal: yard.portal.behind(router),
        accounts,
        ..yard
    }
}

/// A portal with accounts in a database of that kind.
pub async fn yard_in(database: Database) -> Yard {
    let yard = yard().await;
    let Database::Postgres = database else {
        return yard;
    };
    let clock = std::sync::Arc::clone(&yard.clock);
    let now = std::sync::Arc::new(move || clock.load(std::sync::atomic::Ordering::SeqCst));
    let url = postgres::new_database().await;
    let accounts = Accounts::open(&url, now);
    Yard {
        accounts: accounts.await.unwrap(),
        ..yard
    }
}

async fn lying_yard(database: Database) -> (Yard, Liar) {
    let yard = yard_in(database).await;
    let liar = Liar::start(yard.accounts.now());
    let provider = named(liar.issuer());
    (with(yard, provider), liar)
}

/// Presses the button; gives where that leads.
async fn go(browser: &mut Browser, yard: &Yard, what: &str, next: &str) -> String {
    let fields = [("for", what), ("next", next)];
    let page = browser.post(yard, "/en/account/provider", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let to = page
        .header("refresh")
        .strip_prefix("0; url=")
        .unwrap()
        .to_owned();
    let written = to.replace('&', "&amp;");
    assert!(
        page.text().contains(&written),
        "and a link for who does not go on by themselves"
    );
    assert!(browser.away.is_some());
    to
}

async fn back(browser: &mut Browser, yard: &Yard, query: &str) -> Answer {
    let address = format!("/ko/account/provider/back?{query}");
    let answer = browser.get(yard, &address).await;
    assert!(browser.away.is_none(), "what was brought back works once");
    answer
}

async fn trip(browser: &mut Browser, yard: &Yard, liar: &Liar, what: &str) -> Answer {
    let to = go(browser, yard, what, "/account").await;
    back(browser, yard, &liar.answer(&to)).await
}

async fn somebody_signs_in(database: Database) {
    let (yard, liar) = lying_yard(database).await;
    liar.address(KIM, json!(true));
    let mut kim = Browser::default();
    for (language, words) in [
        ("ko", "보기 신분증으로 로그인"),
        ("en", "Sign in with Example &lt;ID&gt;"),
    ] {
        let page = kim
            .get(&yard, &format!("/{language}/account/sign-in"))
            .await;
        assert!(page.text().contains(words), "{}", page.text());
    }
    let to = go(&mut kim, &yard, "sign-in", "/programmes/p/speak?returned=1").await;
    let query = liar.answer(&to);
    // The provider knows one address, in no language.
    let plain = yard
        .portal
        .get(&format!("/account/provider/back?{query}"))
        .await;
    assert_eq!(plain.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(
        plain.header("location"),
        format!("/ko/account/provider/back?{query}")
    );
    let signed = back(&mut kim, &yard, &query).await;
    assert_eq!(
        leads(&signed),
        "/en/programmes/p/speak?returned=1",
        "in the language of before"
    );
    let first = kim.cookie.clone().expect("signed in");

    let own = kim.get(&yard, "/en/account").await.text();
    for words in [KIM, "Example &lt;ID&gt;", "<code>person-1</code>"] {
        assert!(own.contains(words), "{words}: {own}");
    }
    let taken = kim.get(&yard, "/en/account/data").await.json();
    assert_eq!(taken["identities"][0]["subject"], "person-1");
    assert_eq!(taken["identities"][0]["issuer"], liar.issuer());
    assert_eq!(
        yard.accounts.mail_waiting().await.unwrap().count,
        1,
        "she is told"
    );

    // The next time it is the same account and another session; the one that she came with ends.
    let again = trip(&mut kim, &yard, &liar, "sign-in").await;
    assert_eq!(leads(&again), "/en/account");
    assert_ne!(kim.cookie.as_ref(), Some(&first));
    let mut old = Browser {
        cookie: Some(first),
        ..Browser::default()
    };
    assert_eq!(
        leads(&old.get(&yard, "/en/account").await),
        "/en/account/sign-in"
    );
    assert!(kim.get(&yard, "/en/account").await.text().contains(KIM));
    let mut tablet = Browser::default();
    trip(&mut tablet, &yard, &liar, "sign-in").await;
    assert!(tablet.get(&yard, "/en/account").await.text().contains(KIM));

    let gone = kim.post(&yard, "/en/account/erase", &[]).await;
    assert_eq!(leads(&gone), "/en/account/erased");
    let identity = Identity {
        issuer: liar.issuer().to_owned(),
        subject: "person-1".to_owned(),
        address: None,
    };
    assert_eq!(yard.accounts.by_identity(&identity).await.unwrap(), None);
}

#[tokio::test]
async fn somebody_signs_in_on_sqlite() {
    somebody_signs_in(Database::Sqlite).await;
}

#[tokio::test]
async fn somebody_signs_in_on_postgres() {
    somebody_signs_in(Database::Postgres).await;
}

#[tokio::test]
async fn an_account_is_not_joined_by_an_address_and_has_it_added_by_its_owner() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    let mut kim = Browser::registered(&yard, KIM).await;
    liar.address(KIM, json!(true));
    let mut stranger = Browser::default();
    let refused = trip(&mut stranger, &yard, &liar, "sign-in").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let said = refused.text();
    assert!(said.contains("There is an account already"), "{said}");
    assert!(stranger.cookie.is_none());

    // Her session is her own: what another brings back does not add to it.
    let to = go(&mut kim, &yard, "add", "").await;
    let query = liar.answer(&to);
    let mut lee = Browser::registered(&yard, LEE).await;
    lee.away = kim.away.clone();
    let answer = lee
        .get(&yard, &format!("/en/account/provider/back?{query}"))
        .await;
    assert!(
        answer
            .text()
            .contains("signed out of this account meanwhile"),
        "{}",
        answer.text()
    );

    assert_eq!(
        leads(&trip(&mut kim, &yard, &liar, "add").await),
        "/en/account"
    );
    let own = kim.get(&yard, "/en/account").await.text();
    assert!(own.contains("<code>person-1</code>"), "{own}");
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("계정에 다른 곳의 신원을 더했습니다"))
    );
    assert_eq!(
        leads(&trip(&mut stranger, &yard, &liar, "sign-in").await),
        "/en/account"
    );
    let answer = trip(&mut lee, &yard, &liar, "add").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let said = answer.text();
    assert!(said.contains("Another account has it already"), "{said}");

    // Taking it away signs the others out and is told.
    let id = own.split("/account/provider/remove").nth(1).unwrap();
    let id = &id.split("value=\"").nth(1).unwrap()[..32];
    lee.post(&yard, "/en/account/provider/remove", &[("id", id)])
        .await;
    assert_eq!(
        stranger.get(&yard, "/en/account").await.status,
        StatusCode::OK,
        "nobody removes others'"
    );
    let gone = kim
        .post(&yard, "/en/account/provider/remove", &[("id", id)])
        .await;
    assert_eq!(leads(&gone), "/en/account");
    assert!(
        !kim.get(&yard, "/en/account")
            .await
            .text()
            .contains("person-1")
    );
    assert_eq!(
        leads(&stranger.get(&yard, "/en/account").await),
        "/en/account/sign-in"
    );
    let told = yard.mail(KIM).await;
    assert!(
        told.iter()
            .any(|(subject, _)| subject.starts_with("계정에서 다른 곳의 신원을 지웠습니다"))
    );
}

#[tokio::test]
async fn the_only_way_in_stays_and_what_is_changed_asks_who_it_is() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    let mut kim = Browser::default();
    trip(&mut kim, &yard, &liar, "sign-in").await;
    let own = kim.get(&yard, "/en/account").await.text();
    assert!(own.contains("Nothing else leads to this account"), "{own}");
    assert!(!own.contains("/account/provider/remove"));

    // After ten minutes a change asks anew, and the provider must have asked her.
    yard.wait(11 * MINUTE);
    liar.at(yard.accounts.now());
    let asked = kim
        .post(&yard, "/en/account/provider", &[("for", "add")])
        .await;
    assert_eq!(leads(&asked), "/en/account/sign-in?again=1");
    let page = kim.get(&yard, "/en/account/sign-in?again=1").await.text();
    assert!(page.contains("name=\"for\" value=\"again\""), "{page}");
    liar.lie(Some(Lie::NotAnew));
    let refused = trip(&mut kim, &yard, &liar, "again").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    liar.lie(None);
    liar.subject("person-2");
    let refused = trip(&mut kim, &yard, &liar, "again").await;
    assert!(
        refused
            .text()
            .contains("This is not the Example &lt;ID&gt;"),
        "{}",
        refused.text()
    );
    liar.subject("person-1");
    assert_eq!(
        leads(&trip(&mut kim, &yard, &liar, "again").await),
        "/en/account"
    );
    // A second identity, and the first can go.
    liar.subject("person-2");
    assert_eq!(
        leads(&trip(&mut kim, &yard, &liar, "add").await),
        "/en/account"
    );
    let own = kim.get(&yard, "/en/account").await.text();
    assert_eq!(own.matches("/account/provider/remove").count(), 2, "{own}");
}

#[tokio::test]
async fn a_role_asks_for_a_passkey_whatever_a_provider_says() {
    let (yard, liar) = lying_yard(Database::Sqlite).await;
    liar.address(KIM, json!(true));
    let mut kim = Browser::default();
    trip(&mut kim, &yard, &liar, "sign-in").await;
    yard.grant(KIM, Granted::Administrator, None).await;
    let own = kim.get(&yard, "/en/account").await.text();
    assert!(!own.contains("/account/provider"), "{own}");
    assert_eq!(leads(&kim.get(&yard, "/en/people").await), "/en/account");
    assert_eq!(
        leads(
            &kim.post(&yard, "/en/account/provider", &[("for", "add")])
                .await
        ),
        "/en/account"
    );
    let mut phone = Device::new(ORIGIN, 1);
    assert_eq!(kim.add(&yard, &mut phone).await, "/en/account");
    assert_eq!(kim.get(&yard, "/en/people").await.status, StatusCode::OK);
    // By the provider again: the role sleeps.
    trip(&mut kim, &yard, &liar, "sign-in").await;
    assert_eq!(leads(&kim.get(&yard, "/en/people").await), "/en/account");
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_no_way() {
    let yard = yard().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    for page in [
        "/en/account",
        "/en/account/sign-in",
        "/en/account/sign-in?again=1",
    ] {
        let page = kim.get(&yard, page).await.text();
        assert!(
            !page.contains("/account/provider") && !page.contains("id=\"identities\""),
            "{page}"
        );
    }
    let sent = kim.post(&yard, "/en/account/provider", &[]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    let came = kim.get(&yard, "/en/account/provider/back?state=x").await;
    assert_eq!(came.status, StatusCode::NOT_FOUND);
}
