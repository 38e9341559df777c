//! A provider that lies, and answers that nobody asked for: none of them is believed, and the operator reads why.

use std::io::Write;
use std::sync::{Arc, Mutex};

use madang_accounts::{Came, Going, PROVIDER_LASTS, Provider, Refusal, Token};
use madang_fixtures::Lie;
use serde_json::json;
use tracing::instrument::WithSubscriber as _;

use super::{BACK, Yard, errand, named, yard};
use crate::support::{Fixture, on_both_databases};

/// What stands in the security log meanwhile.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn subscriber(&self) -> impl tracing::Subscriber + Send + Sync + 'static {
        let log = self.clone();
        let begun = tracing_subscriber::fmt().with_ansi(false);
        begun.with_writer(move || log.clone()).finish()
    }

    fn said(&self) -> String {
        let mut said = self.0.lock().unwrap();
        let lines = String::from_utf8(std::mem::take(&mut *said)).unwrap();
        let lines = lines.lines().filter(|line| line.contains(" security: "));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What comes of a lie, and what the operator reads of it.
const LIES: [(Lie, Refusal, &str); 23] = [
    (Lie::Configuration, Refusal::Down, "another issuer"),
    (
        Lie::Elsewhere,
        Refusal::Down,
        "none of the hosts that were named",
    ),
    (
        Lie::Redirects,
        Refusal::Down,
        "another address, which is not followed",
    ),
    (
        Lie::RedirectsCode,
        Refusal::Down,
        "another address, which is not followed",
    ),
    (Lie::Endless, Refusal::Down, "more than 262144 bytes"),
    (Lie::Gibberish, Refusal::Down, "a code cannot be read"),
    (Lie::Issuer, Refusal::Wrong, "of another issuer"),
    (Lie::Nonce, Refusal::Wrong, "answers another question"),
    (Lie::NoNonce, Refusal::Wrong, "answers another question"),
    (Lie::Audience, Refusal::Wrong, "for another client"),
    (Lie::Audiences, Refusal::Wrong, "for another client"),
    (Lie::Party, Refusal::Wrong, "for another client"),
    (Lie::Expired, Refusal::Wrong, "has run out"),
    (Lie::Early, Refusal::Wrong, "of a time to come"),
    (
        Lie::Unsigned,
        Refusal::Wrong,
        "not signed in a way that is taken",
    ),
    (
        Lie::Shared,
        Refusal::Wrong,
        "not signed in a way that is taken",
    ),
    (
        Lie::OtherKey,
        Refusal::Wrong,
        "none of those that the provider publishes",
    ),
    (
        Lie::OtherSignature,
        Refusal::Wrong,
        "signature is not right",
    ),
    (Lie::Changed, Refusal::Wrong, "signature is not right"),
    (Lie::Critical, Refusal::Wrong, "asks for what is not known"),
    (Lie::Nobody, Refusal::Wrong, "names nobody"),
    (Lie::Answer, Refusal::Wrong, "comes from another issuer"),
    (Lie::NoCode, Refusal::Wrong, "holds no code"),
];

async fn who_lies_is_not_believed_and_the_operator_reads_why(fixture: Fixture) {
    let yard = yard(&fixture);
    for (lie, refusal, why) in LIES {
        // Each asks a provider of which nothing is known yet.
        let provider = Provider::new(named(yard.liar.issuer())).unwrap();
        let asking = Yard {
            accounts: yard.accounts.clone(),
            provider,
            liar: yard.liar.clone(),
        };
        yard.liar.address("zebrafinch@example.org", json!(true));
        yard.liar.lie(Some(lie));
        let log = Log::default();
        let came = asking.trip(Going::SignIn).with_subscriber(log.subscriber());
        assert_eq!(came.await.err(), Some(refusal), "{lie:?}");
        let said = log.said();
        assert!(said.contains(why), "{lie:?}: {said}");
        for personal in ["zebrafinch", "person-1"] {
            assert!(!said.contains(personal), "{lie:?}: {said}");
        }
    }
    yard.liar.lie(Some(Lie::Denied));
    assert_eq!(yard.trip(Going::SignIn).await.err(), Some(Refusal::Denied));
    yard.liar.lie(None);
    assert!(
        yard.trip(Going::SignIn).await.is_ok(),
        "the truth is believed"
    );
    assert_eq!(fixture.count("account").await, 0);
}

async fn an_answer_is_taken_once_from_the_browser_that_asked(fixture: Fixture) {
    let yard = yard(&fixture);
    let honest = yard.go(Going::SignIn).await.unwrap();
    let other = yard.go(Going::SignIn).await.unwrap();
    let refusal = async |came: Came| {
        let log = Log::default();
        let returned = yard.come(came).with_subscriber(log.subscriber()).await;
        assert_eq!(returned.errand, None);
        assert!(!log.said().is_empty());
        returned.identity.expect_err("a refusal")
    };
    for came in [
        Came {
            state: String::new(),
            ..honest.clone()
        },
        Came {
            state: "x".repeat(5000),
            ..honest.clone()
        },
        Came {
            state: Token::random().unwrap().text(),
            ..honest.clone()
        },
    ] {
        assert_eq!(refusal(came).await, Refusal::Unasked);
    }
    // Somebody sends their own answer to another's browser, and the other way round.
    let crossed = Came {
        browser: honest.browser.clone(),
        ..other.clone()
    };
    assert_eq!(refusal(crossed).await, Refusal::OtherBrowser);
    assert_eq!(refusal(other).await, Refusal::Unasked, "it is used up");
    let bare = yard.go(Going::SignIn).await.unwrap();
    assert_eq!(
        refusal(Came {
            browser: None,
            ..bare
        })
        .await,
        Refusal::OtherBrowser
    );

    assert!(yard.come(honest.clone()).await.identity.is_ok());
    assert_eq!(refusal(honest).await, Refusal::Unasked, "a replay");
    // A code that was used, with a new question.
    let used = yard.go(Going::SignIn).await.unwrap();
    let code = used.code.clone();
    assert!(yard.come(used).await.identity.is_ok());
    let next = yard.go(Going::SignIn).await.unwrap();
    let returned = yard.come(Came { code, ..next }).await;
    assert_eq!(returned.identity.err(), Some(Refusal::Wrong));

    let late = yard.go(Going::SignIn).await.unwrap();
    fixture.wait(PROVIDER_LASTS);
    assert_eq!(refusal(late).await, Refusal::Unasked);
    yard.accounts.sweep().await.unwrap();
    assert_eq!(fixture.count("ceremony").await, 0);
}

async fn who_shows_anew_who_they_are_was_asked_for_it(fixture: Fixture) {
    let yard = yard(&fixture);
    let kim = yard.made("person-1").await;
    let going = errand(Going::Again(kim));
    let away = yard.accounts.go_to_provider(&yard.provider, &going, BACK);
    let away = away.await.unwrap().unwrap();
    assert!(
        away.to.contains("prompt=login") && away.to.contains("max_age=0"),
        "{}",
        away.to
    );
    yard.liar.lie(Some(Lie::NotAnew));
    assert_eq!(
        yard.trip(Going::Again(kim)).await.err(),
        Some(Refusal::Wrong)
    );
    assert!(
        yard.trip(Going::SignIn).await.is_ok(),
        "it is enough to sign in"
    );
    yard.liar.lie(None);
    assert!(yard.trip(Going::Again(kim)).await.is_ok());
}

async fn a_name_that_leads_into_ones_own_network_is_not_followed(fixture: Fixture) {
    // Whatever the name server says: this machine's own name is one that leads here.
    let provider = Provider::new(named("https://10.0.0.1")).unwrap();
    let log = Log::default();
    let errand = errand(Going::SignIn);
    let away = fixture.accounts.go_to_provider(&provider, &errand, BACK);
    let away = away.with_subscriber(log.subscriber()).await.unwrap();
    assert_eq!(away.err(), Some(Refusal::Down));
    assert!(
        log.said()
            .contains("10.0.0.1 does not stand in the public network")
    );
}

on_both_databases!(
    who_lies_is_not_believed_and_the_operator_reads_why,
    an_answer_is_taken_once_from_the_browser_that_asked,
    who_shows_anew_who_they_are_was_asked_for_it,
    a_name_that_leads_into_ones_own_network_is_not_followed,
);
