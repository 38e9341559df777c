//! How often something may be asked for.

use madang_accounts::{Counted, Limit};

use crate::support::{Fixture, HOUR, MINUTE, on_both_databases};

async fn each_limit_holds_for_each_who_asks_until_its_window_ends(fixture: Fixture) {
    let accounts = &fixture.accounts;
    for (limit, most, window) in [
        (Limit::SignIn, 10, 15 * MINUTE),
        (Limit::Mail, 3, HOUR),
        (Limit::NewAccounts, 5, HOUR),
        (Limit::Voices, 10, HOUR),
        (Limit::Comments, 30, HOUR),
        (Limit::Suggestions, 60, MINUTE),
        (Limit::Codes, 10, HOUR),
        (Limit::Ballots, 20, HOUR),
    ] {
        let again = accounts.now() + window;
        for _ in 0..most {
            let counted = accounts.count(limit, "192.0.2.1").await.unwrap();
            assert_eq!(counted, Counted::Within, "{limit:?}");
        }
        for _ in 0..2 {
            let counted = accounts.count(limit, "192.0.2.1").await.unwrap();
            assert_eq!(counted, Counted::Over { again }, "{limit:?}");
        }
        let other = accounts.count(limit, "192.0.2.2").await.unwrap();
        assert_eq!(other, Counted::Within, "{limit:?}");
        fixture.wait(window);
        let later = accounts.count(limit, "192.0.2.1").await.unwrap();
        assert_eq!(later, Counted::Within, "{limit:?}");
    }
}

async fn two_nodes_count_together(fixture: Fixture) {
    let other = fixture.again().await;
    let nodes = [&fixture.accounts, &other];
    let mut within = 0;
    for round in 0..6 {
        let (one, two) = tokio::join!(
            nodes[round % 2].count(Limit::SignIn, "kim@example.org"),
            nodes[(round + 1) % 2].count(Limit::SignIn, "kim@example.org")
        );
        let counted = [one.unwrap(), two.unwrap()];
        within += counted
            .iter()
            .filter(|one| **one == Counted::Within)
            .count();
    }
    assert_eq!(within, 10);
}

on_both_databases!(
    each_limit_holds_for_each_who_asks_until_its_window_ends,
    two_nodes_count_together,
);
