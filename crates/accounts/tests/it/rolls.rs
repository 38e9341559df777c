//! Rolls: one name for each leaf, whoever comes for it and how many at once; papers that two people key.

use std::collections::BTreeSet;

use madang_accounts::{
    AccountId, Accounts, AddedIdentity, Identity, Keyed, OnRoll, Provider, ProviderSettings, Scope,
};

use crate::support::{Fixture, on_both_databases};

const ISSUER: &str = "https://id.example.org";

fn leaf(salt: &[u8; 32], identifier: &str) -> Option<[u8; 32]> {
    let mut leaf = *salt;
    for (byte, own) in identifier.bytes().zip(leaf.iter_mut()) {
        *own ^= byte;
    }
    (!identifier.is_empty()).then_some(leaf)
}

fn vote() -> Scope {
    Scope::Vote("p/v".to_owned())
}

fn with_provider(accounts: &Accounts) -> Accounts {
    let provider = Provider::new(ProviderSettings {
        issuer: ISSUER.to_owned(),
        client: "madang".to_owned(),
        secret: "a secret of the test's own".to_owned(),
        hosts: vec![],
        korean: "보기 신분증".to_owned(),
        english: "Example ID".to_owned(),
    });
    accounts.clone().with_provider(Some(provider.unwrap()))
}

async fn identified(fixture: &Fixture, address: &str, subject: &str) -> AccountId {
    let account = fixture.somebody(address).await;
    let identity = Identity {
        issuer: ISSUER.to_owned(),
        subject: subject.to_owned(),
        address: None,
    };
    let added = fixture.accounts.add_identity(account, &identity).await;
    assert_eq!(added.unwrap(), AddedIdentity::Added);
    account
}

/// A roll of these, kept.
async fn roll(accounts: &Accounts, of: &[&str]) {
    let salt = accounts.roll_salt("key").await.unwrap();
    assert_eq!(accounts.roll_salt("key").await.unwrap(), salt);
    assert_ne!(accounts.roll_salt("another").await.unwrap(), salt);
    let leaves: Vec<_> = of.iter().map(|one| leaf(&salt, one).unwrap()).collect();
    let vote = vote();
    for _ in 0..2 {
        let kept = accounts.keep_roll(("root", &vote), &salt, &leaves);
        kept.await.unwrap();
    }
}

async fn one_leaf_has_one_name_however_many_come_for_it_at_once(fixture: Fixture) {
    let accounts = with_provider(&fixture.accounts);
    let kim = identified(&fixture, "kim@example.org", "kim").await;
    let lee = identified(&fixture, "lee@example.org", "lee").await;
    let park = fixture.somebody("park@example.org").await;
    assert_eq!(accounts.verified().await.unwrap(), ["kim", "lee"]);
    let vote = vote();
    let stands = async |account| {
        let stands = accounts.on_roll(("root", &vote), account, leaf).await;
        stands.unwrap()
    };
    assert_eq!(stands(kim).await, OnRoll::Stranger, "there is no roll");
    roll(&accounts, &["kim", "choi"]).await;
    assert_eq!(stands(lee).await, OnRoll::Stranger);
    assert_eq!(stands(park).await, OnRoll::Stranger);
    let mut coming = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let accounts = accounts.clone();
        coming.spawn(async move {
            let vote = Scope::Vote("p/v".to_owned());
            let stands = accounts.on_roll(("root", &vote), kim, leaf).await;
            let OnRoll::Voter(voter) = stands.unwrap() else {
                panic!("not on the roll");
            };
            assert!(accounts.goes("root", &voter).await.unwrap());
            voter
        });
    }
    let names: BTreeSet<String> = coming.join_all().await.into_iter().collect();
    assert_eq!(names.len(), 1, "{names:?}");
    let name = names.into_iter().next().unwrap();
    let own = accounts.known_pseudonym(kim, &vote).await.unwrap();
    assert_eq!(own.as_deref(), Some(name.as_str()));
    // Whoever helps them helps the same voter.
    let helped = accounts.identified_on_roll(("root", &vote), "kim", leaf);
    assert_eq!(helped.await.unwrap(), OnRoll::Voter(name));
    assert_eq!(accounts.went("root").await.unwrap(), 1);
    let on_paper = async |who| accounts.goes_on_paper("root", who, leaf).await.unwrap();
    assert_eq!(on_paper("kim").await, OnRoll::Spent);
    assert_eq!(on_paper("lee").await, OnRoll::Stranger);
    assert!(matches!(on_paper("choi").await, OnRoll::Voter(_)));
    assert_eq!(on_paper("choi").await, OnRoll::Spent);
    assert_eq!(accounts.went("root").await.unwrap(), 2);
}

async fn whoever_erases_their_account_does_not_vote_again_and_nothing_leads_to_their_ballot(
    fixture: Fixture,
) {
    let accounts = with_provider(&fixture.accounts);
    roll(&accounts, &["kim", "lee"]).await;
    let vote = vote();
    for (address, subject, votes) in [
        ("kim@example.org", "kim", true),
        ("lee@example.org", "lee", false),
    ] {
        let account = identified(&fixture, address, subject).await;
        let stands = accounts.on_roll(("root", &vote), account, leaf).await;
        let OnRoll::Voter(voter) = stands.unwrap() else {
            panic!("not on the roll");
        };
        if votes {
            assert!(accounts.goes("root", &voter).await.unwrap());
        }
        accounts.erase(account).await.unwrap();
        let behind = accounts.account_behind(&vote, &voter).await.unwrap();
        assert_eq!(behind, None);
        let again = identified(&fixture, address, subject).await;
        let stands = accounts
            .on_roll(("root", &vote), again, leaf)
            .await
            .unwrap();
        match votes {
            true => assert_eq!(stands, OnRoll::Spent),
            false => assert!(matches!(stands, OnRoll::Voter(other) if other != voter)),
        }
        assert!(!accounts.goes("root", &voter).await.unwrap());
    }
    accounts.unlink_roll("root").await.unwrap();
    assert_eq!(accounts.went("root").await.unwrap(), 0);
}

async fn a_paper_is_settled_by_two_people(fixture: Fixture) {
    let accounts = &fixture.accounts;
    let kim = fixture.somebody("kim@example.org").await;
    let lee = fixture.somebody("lee@example.org").await;
    let park = fixture.somebody("park@example.org").await;
    let vote = vote();
    let key = async |who, number, says| {
        let keyed = accounts.key_paper((&vote, "hall"), number, who, says).await;
        keyed.unwrap()
    };
    assert_eq!(key(kim, 1, "1 2").await, Keyed::First);
    assert_eq!(
        key(kim, 1, "1 3").await,
        Keyed::First,
        "one person is not two"
    );
    assert_eq!(key(lee, 1, "1 2").await, Keyed::Differs);
    assert_eq!(
        key(park, 1, "1 2").await,
        Keyed::Settled,
        "nobody is a third"
    );
    let papers = accounts.papers((&vote, "hall"), park).await.unwrap();
    assert!(papers[0].differs() && !papers[0].own);
    assert_eq!(key(kim, 1, "1 2").await, Keyed::Same);
    assert_eq!(key(lee, 1, "4").await, Keyed::Settled);
    assert_eq!(key(lee, 2, "").await, Keyed::First);
    assert_eq!(accounts.paper_places(&vote).await.unwrap(), ["hall"]);
    let papers = accounts.papers((&vote, "hall"), lee).await.unwrap();
    let settled: Vec<_> = papers
        .iter()
        .map(|paper| (paper.settled(), paper.own))
        .collect();
    assert_eq!(settled, [(true, true), (false, true)]);
    accounts.papers_are_done(&vote, "hall").await.unwrap();
    assert!(accounts.paper_places(&vote).await.unwrap().is_empty());
}

on_both_databases!(
    one_leaf_has_one_name_however_many_come_for_it_at_once,
    whoever_erases_their_account_does_not_vote_again_and_nothing_leads_to_their_ballot,
    a_paper_is_settled_by_two_people,
);
