//! How often something may be asked for.

use madang_accounts::{Counted, Limit};
use sha2::{Digest, Sha256};

use crate::support::{Fixture, HOUR, MINUTE, on_both_databases};

async fn each_limit_holds_for_each_who_asks_until_its_window_ends(fixture: Fixture) {
    let accounts = &fixture.accounts;
    for (limit, most, window) in [
        (Limit::SignIn, 10, 15 * MINUTE),
        (Limit::Mail, 3, HOUR),
        (Limit::MailTo, 3, 15 * MINUTE),
        (Limit::Passkeys, 60, 15 * MINUTE),
        (Limit::NewAccounts, 5, HOUR),
        (Limit::Voices, 10, HOUR),
        (Limit::Registrations, 20, HOUR),
        (Limit::Comments, 30, HOUR),
        (Limit::Suggestions, 60, MINUTE),
        (Limit::Codes, 10, HOUR),
        (Limit::Drafts, 30, HOUR),
        (Limit::Ballots, 20, HOUR),
    ] {
        let again = accounts.now() + window;
        for _ in 0..most {
            let counted = accounts.count(limit, &["192.0.2.1"]).await.unwrap();
            assert_eq!(counted, Counted::Within, "{limit:?}");
        }
        for _ in 0..2 {
            let counted = accounts.count(limit, &["192.0.2.1"]).await.unwrap();
            assert_eq!(counted, Counted::Over { again }, "{limit:?}");
        }
        let other = accounts.count(limit, &["192.0.2.2"]).await.unwrap();
        assert_eq!(other, Counted::Within, "{limit:?}");
        fixture.wait(window);
        let later = accounts.count(limit, &["192.0.2.1"]).await.unwrap();
        assert_eq!(later, Counted::Within, "{limit:?}");
    }
}

async fn two_nodes_count_together(fixture: Fixture) {
    let other = fixture.again().await;
    let nodes = [&fixture.accounts, &other];
    let mut within = 0;
    for round in 0..6 {
        let (one, two) = tokio::join!(
            nodes[round % 2].count(Limit::SignIn, &["kim@example.org"]),
            nodes[(round + 1) % 2].count(Limit::SignIn, &["kim@example.org"])
        );
        let counted = [one.unwrap(), two.unwrap()];
        within += counted
            .iter()
            .filter(|one| **one == Counted::Within)
            .count();
    }
    assert_eq!(within, 10);
}

/// Who has the database but not what it keeps to itself guesses nothing.
async fn nobody_is_guessed_from_what_is_counted(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let address = "kim@example.org";
    accounts.count(Limit::Mail, &[address]).await.unwrap();
    accounts
        .count(Limit::Mail, &[address, "192.0.2.1"])
        .await
        .unwrap();
    accounts
        .count(Limit::Mail, &["lee@example.org"])
        .await
        .unwrap();
    let mut guess = Sha256::new();
    guess.update(b"mail\0kim@example.org");
    let kept = fixture.counted().await;
    assert_eq!(kept.len(), 3);
    let guess = guess.finalize();
    assert!(kept.iter().all(|who| !who.starts_with(guess.as_slice())));
    let lee = kept
        .iter()
        .find(|who| who.len() == 32 && !kept.iter().any(|o| o.len() > 32 && o.starts_with(who)));
    // Whoever is erased is counted nowhere any more, from whatever network; others are.
    let account = fixture.somebody(address).await;
    accounts.erase(account).await.unwrap();
    assert_eq!(fixture.counted().await, [lee.unwrap().clone()]);
}

on_both_databases!(
    nobody_is_guessed_from_what_is_counted,
    each_limit_holds_for_each_who_asks_until_its_window_ends,
    two_nodes_count_together,
);
