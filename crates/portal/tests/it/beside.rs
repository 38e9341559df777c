//! What other rules would have selected, on the page of a selection.

use madang_fixtures::{Programme, approval, greedy};
use madang_programme::Command;
use madang_programme::content::{ContentRestricted, Ground};
use madang_selection::{Decimal, SelectionRule, Utility};
use madang_words::{Language, Text};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED, Portal, VOTE, actor, count, submit};
use crate::sight::{all, page, words};

/// The page of a vote once nothing is being worked out any more.
async fn settled(portal: &Portal, address: &str) -> Html {
    for _ in 0..200 {
        let document = page(portal, address).await;
        let text = words(all(&document, "main")[0]);
        if !text.contains("being worked out") && !text.contains("계산하고 있습니다") {
            return document;
        }
    }
    panic!("{address} is never worked out");
}

fn rows(document: &Html) -> Vec<String> {
    let rows = all(document, "#rules-beside tbody tr");
    rows.into_iter().map(words).collect()
}

/// A vote under the rule by most votes.
fn opened(id: &str) -> Command {
    Programme(EMPTY).open_vote(id, "most-votes", approval())
}

/// Three of five voters want what takes the whole budget; two of these want the one cheap proposal, the two others the other.
async fn a_vote_by_most_votes() -> Portal {
    let portal = common::example().await;
    let of = Programme(EMPTY);
    let proposal = |id: &str, cost| {
        let title = Text::new(Language::En, format!("<i>Proposal</i> {id}"));
        of.propose(id, cost, title)
    };
    let mut rule = SelectionRule::new(greedy(), Utility::Cost {});
    rule.budget = Some(Decimal::from(100u64));
    let commands = vec![
        proposal("dear", 100),
        proposal("cheap", 30),
        proposal("other", 30),
        of.fix_rule("most-votes", rule, None),
        opened(VOTE),
    ];
    submit(&portal.store, commands).await;
    let ballots = [
        of.cast(VOTE, 1, &["dear", "cheap"]),
        of.cast(VOTE, 2, &["dear", "cheap"]),
        of.cast(VOTE, 3, &["dear"]),
        of.cast(VOTE, 4, &["other"]),
        of.cast(VOTE, 5, &["other"]),
    ];
    submit(&portal.store, ballots.into()).await;
    count(&portal.store, EMPTY).await;
    portal
}

#[tokio::test]
async fn other_rules_stand_beside_the_selection_and_decide_nothing() {
    let portal = a_vote_by_most_votes().await;
    let address = format!("/en/programmes/{EMPTY}/votes/{VOTE}");
    let document = settled(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("This comparison decides nothing."), "{text}");
    // The rule of the vote itself is no other.
    assert_eq!(
        rows(&document),
        ["Equal shares 2 0 1 2", "Phragmén’s rule 2 0 1 2"]
    );
    let which = all(&document, "#beside ~ details");
    let told = words(which[0]);
    for part in [
        "Equal shares: which proposals differ",
        "Would lose their place <i>Proposal</i> dear",
        "Would gain a place",
        "<i>Proposal</i> other",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(all(&document, "main i").is_empty(), "titles are no markup");
    assert_eq!(all(&document, ".contents a[href='#beside']").len(), 1);

    let korean = address.replace("/en/", "/ko/");
    let korean = settled(&portal, &korean).await;
    assert_eq!(
        rows(&korean),
        ["균등 몫 방식 2 0 1 2", "프라그멘 방식 2 0 1 2"]
    );

    // A ballot that is hidden afterwards cannot be counted again; what was found before stands.
    let entries = portal.store.latest_entries(None, 1_000, Some(EMPTY)).await;
    let entries = entries.expect("the store answers").items;
    let ballot = entries.iter().find(|entry| entry.kind == "ballot.cast/1");
    let hidden = ContentRestricted {
        entry: ballot.expect("a ballot").index,
        name: "ballot".to_owned(),
        ground: Ground::Order,
        roles: vec!["official".to_owned()],
        review_by: common::review_by(&portal.store),
    };
    let official = actor(madang_programme::Role::Official);
    let done = portal.store.restrict(official, hidden).await;
    done.expect("the ballot is hidden");
    assert_eq!(rows(&settled(&portal, &address).await).len(), 2);
    let document = settled(&portal.again(), &address).await;
    assert!(rows(&document).is_empty());
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("was hidden or changed since"), "{text}");
}

#[tokio::test]
async fn other_rules_hold_for_a_vote_whose_losers_are_up_again() {
    let portal = a_vote_by_most_votes().await;
    submit(&portal.store, vec![opened("second")]).await;
    let address = format!("/en/programmes/{EMPTY}/votes/{VOTE}");
    let document = settled(&portal.again(), &address).await;
    assert_eq!(rows(&document).len(), 2, "as if nothing came after it");
    // So do its files: all five ballots count, and both losers are candidates.
    let file = |end: &str| format!("/api/v1/programmes/{EMPTY}/votes/{VOTE}/ballots.{end}");
    let pabulib = portal.get(&file("pb")).await.text();
    for part in ["num_votes;5\n", "num_projects;3\n", "\ncheap;", "\nother;"] {
        assert!(pabulib.contains(part), "{part}: {pabulib}");
    }
    let table = portal.get(&file("csv")).await.text();
    assert_eq!(table.lines().count(), 6, "{table}");
}

#[tokio::test]
async fn before_a_selection_there_is_nothing_to_compare() {
    let portal = common::example().await;
    let document = page(
        &portal,
        &format!("/ko/programmes/{}/selection", common::OPEN),
    )
    .await;
    assert!(all(&document, "#beside").is_empty());
    let document = settled(&portal, &format!("/ko/programmes/{FINISHED}/selection")).await;
    let rows = rows(&document);
    assert_eq!(rows.len(), 2, "equal shares is its own: {rows:?}");
    assert!(rows[0].starts_with("다득표 순"), "{rows:?}");
}
