//! How a vote was announced, decided and explained, on its page.

use madang_fixtures::{Programme, approval, english, greedy, pledge_draw};
use madang_programme::Command;
use madang_programme::bodies::BodyKind;
use madang_programme::content::Ground;
use madang_programme::votes::{Lot, VoteScheduled};
use madang_selection::{Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Ties, Utility};
use madang_words::{Language, Text};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED, OPEN, Portal, VOTE, count, submit};
use crate::sight::{all, page, words};

async fn text(portal: &Portal, address: &str) -> String {
    words(all(&page(portal, address).await, "main")[0])
}

#[tokio::test]
async fn the_selection_is_known_by_the_page_of_its_vote() {
    let portal = common::example().await;
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}/selection")).await;
    let canonical = all(&document, "link[rel=canonical]")[0].attr("href");
    let own = format!("https://madang.example.org/ko/programmes/{FINISHED}/votes/{VOTE}");
    assert_eq!(canonical, Some(own.as_str()));
    // The result is told before anything else, and the first of those selected are named.
    let lead = words(all(&document, "main .lead")[0]);
    assert!(lead.contains("제안 64건 중"), "{lead}");
    assert_eq!(all(&document, "#first + ol a").len(), 3);
    for id in ["near", "representation", "influence", "audits"] {
        let there = all(&document, &format!("section#{id}")).len();
        // Without a group's projects its projects are not selected: of influence there is nothing to say here.
        assert_eq!(there, usize::from(id != "influence"), "{id}");
    }
    let text = words(all(&document, "main")[0]);
    assert!(text.contains("이 규칙이 목표로 하는 기준입니다"), "{text}");
    assert!(!text.contains("위반"), "{text}");
}

#[tokio::test]
async fn an_announced_vote_has_its_title_and_its_times() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let scheduled = VoteScheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        title: Text::new(Language::Ko, "우리 동네 투표"),
        opens_at: "9000-12-01T00:00:00.000Z".to_owned(),
        closes_at: "9000-12-08T09:00:00.000Z".to_owned(),
    };
    submit(&portal.store, vec![Command::plain(scheduled)]).await;
    for address in ["", "/selection"] {
        let text = text(&portal, &format!("/ko/programmes/{EMPTY}{address}")).await;
        for part in [
            "우리 동네 투표",
            "9000년 12월 1일",
            "9000년 12월 8일 18:00 (KST) · 09:00 UTC",
        ] {
            assert!(text.contains(part), "{address}: {part}: {text}");
        }
    }
    let address = format!("/api/v1/programmes/{EMPTY}");
    let announced = portal.get(&address).await.json()["announced"][0].clone();
    assert_eq!(announced["title"]["ko"], "우리 동네 투표");
    assert_eq!(announced["closes_at"], "9000-12-08T09:00:00.000Z");
}

/// Whoever looks after the announced end reads that voting is over, whether or not somebody has closed the vote.
#[tokio::test]
async fn a_vote_past_its_announced_end_is_no_longer_under_way() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let now = madang_store::system_clock()();
    let at = |hours: u64| madang_record::time::format_at(now + hours * 3_600_000).expect("a time");
    let empty = Programme(EMPTY);
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_number(1);
    let scheduled = |vote: &str, opens: u64, closes: u64| {
        Command::plain(VoteScheduled {
            programme: EMPTY.to_owned(),
            vote: vote.to_owned(),
            title: Text::new(Language::Ko, format!("예고한 {vote}")),
            opens_at: at(opens),
            closes_at: at(closes),
        })
    };
    let commands = vec![
        empty.propose("a", 7, english("Proposal a")),
        empty.fix_rule("rule", rule, None),
        scheduled("first", 1, 3),
        scheduled("never", 1, 3),
    ];
    submit(&portal.store, commands).await;
    let portal = common::later(portal, 2).await;
    let opened = vec![
        empty.open_vote("first", "rule", approval()),
        empty.cast("first", 1, &["a"]),
    ];
    submit(&portal.store, opened).await;
    let addresses = ["", "/selection", "/votes/first"];
    let told = async |portal: &Portal| {
        let mut all = vec![];
        for address in addresses {
            all.push(text(portal, &format!("/ko/programmes/{EMPTY}{address}")).await);
        }
        all
    };
    for text in told(&portal).await {
        assert!(!text.contains("투표가 끝난 때"), "{text}");
    }
    let portal = common::later(portal, 4).await;
    for text in told(&portal).await {
        assert!(text.contains("투표가 끝난 때:"), "{text}");
        assert!(text.contains("마감과 집계를 기다리고 있습니다"), "{text}");
    }
    let programme = text(&portal, &format!("/ko/programmes/{EMPTY}")).await;
    assert!(
        programme.contains("예고한 기간이 지났지만 열리지 않았습니다"),
        "{programme}"
    );
    let stage = portal
        .store
        .programme(EMPTY)
        .await
        .unwrap()
        .unwrap()
        .summary
        .stage;
    assert_eq!(stage, madang_store::model::Stage::Counting);
    let listed = portal.store.programmes().await.unwrap();
    assert!(listed.iter().all(|one| one.stage == stage));
    // It can be closed now, and is counted like any other.
    count_of(&portal, "first").await;
    let text = text(&portal, &format!("/ko/programmes/{EMPTY}/votes/first")).await;
    assert!(!text.contains("투표가 끝난 때"), "{text}");
}

async fn count_of(portal: &Portal, vote: &str) {
    let of = Programme(EMPTY);
    submit(&portal.store, vec![of.close(vote)]).await;
    submit(&portal.store, vec![of.open_ballots(vote, None)]).await;
    common::publish(&portal.store, EMPTY, vote).await;
}

#[tokio::test]
async fn the_lot_shows_pledge_seed_value_and_what_it_decided() {
    let portal = common::example().await;
    common::count(&portal.store, OPEN).await;
    let drawn = Lot::new("a secret", "3 8 21 22 30 41");
    let rule = SelectionRule::new(greedy(), Utility::Cost {})
        .with_ties(Ties::Lot(Lot::default()))
        .with_number(1);
    let open = Programme(OPEN);
    let commands = vec![
        open.propose("a", 7, english("Proposal a")),
        open.propose("b", 7, english("Proposal b")),
        open.fix_rule("by-lot", rule, Some(pledge_draw(&drawn))),
        open.open_vote("second", "by-lot", approval()),
        open.cast("second", 11, &["a", "b"]),
    ];
    submit(&portal.store, commands).await;
    let address = format!("/en/programmes/{OPEN}/votes/second");
    let before = text(&portal, &address).await;
    assert!(
        before.contains(&drawn.seed_hash()) && before.contains("Not drawn yet"),
        "{before}"
    );
    assert!(
        before.contains("6 different numbers from 1 to 45"),
        "{before}"
    );
    submit(&portal.store, vec![open.close("second")]).await;
    let portal = common::later(portal, 1).await;
    let opened = open.open_ballots("second", Some(drawn));
    submit(&portal.store, vec![opened]).await;
    common::publish(&portal.store, OPEN, "second").await;
    let document = page(&portal, &address).await;
    let text = words(all(&document, "main")[0]);
    for part in [
        "a secret",
        "3 8 21 22 30 41",
        "2 proposals were equal",
        "– selected",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let ranked = all(&document, "#lot ~ ul ol li");
    assert_eq!(ranked.len(), 2, "both in the order of the lot");
}

#[tokio::test]
async fn ballots_that_were_taken_out_are_counted_and_who_took_part_is_shown() {
    let portal = common::example().await;
    let entries = portal
        .store
        .latest_entries(None, 1000, Some(OPEN))
        .await
        .unwrap();
    let ballot = entries
        .items
        .iter()
        .find(|entry| entry.kind == "ballot.cast/1")
        .unwrap();
    let excluded = Programme(OPEN).exclude(VOTE, ballot.index, Ground::Unlawful);
    submit(&portal.store, vec![excluded]).await;
    count(&portal.store, OPEN).await;
    let page = text(&portal, &format!("/ko/programmes/{OPEN}/votes/{VOTE}")).await;
    assert!(page.contains("들어온 투표지 3"), "{page}");
    assert!(page.contains("선정 전에 제외됨 1"), "{page}");
    let page = text(&portal, &format!("/ko/programmes/{FINISHED}/participation")).await;
    for part in ["누가 참여했나요", "123 121 1 1 0 64", "시민 ", "0%"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    proposers_are_shown_by_kind(&portal).await;
}

/// Every proposal that stands is in one line by the kind of its proposer, and so is every one that was selected.
async fn proposers_are_shown_by_kind(portal: &Portal) {
    let address = format!("/ko/programmes/{FINISHED}/participation");
    let document = page(portal, &address).await;
    let number = |text: &str| text.replace(',', "").parse::<u64>().expect("a number");
    let rows: Vec<(String, u64, u64)> = all(&document, "#proposals-by-proposer tbody tr")
        .into_iter()
        .map(|row| {
            let cells = all(
                &Html::parse_fragment(&format!("<table>{}</table>", row.html())),
                "th, td",
            )
            .into_iter()
            .map(words)
            .collect::<Vec<_>>();
            (cells[0].clone(), number(&cells[1]), number(&cells[2]))
        })
        .collect();
    let (all_of_them, kinds) = rows.split_last().expect("a last line");
    let sum = |of: fn(&(String, u64, u64)) -> u64| kinds.iter().map(of).sum::<u64>();
    let detail = portal.store.programme(FINISHED).await.unwrap().unwrap();
    let selection = detail.votes[0].selection.as_ref().unwrap();
    let selected = selection.facts.selected.len() as u64;
    // One of the 65 was withdrawn, and came in like the others.
    assert_eq!(
        (sum(|row| row.1), sum(|row| row.2)),
        (65, selected),
        "{rows:?}"
    );
    assert_eq!((all_of_them.1, all_of_them.2), (65, selected), "{rows:?}");
    let names: Vec<&str> = kinds.iter().map(|row| row.0.as_str()).collect();
    assert!(
        names.contains(&"중앙행정기관") && names.contains(&"시민단체"),
        "{names:?}"
    );
    let open = text(portal, &format!("/en/programmes/{OPEN}/participation")).await;
    assert!(open.contains("Not stated 2 0"), "{open}");
    let empty = text(portal, &format!("/en/programmes/{EMPTY}/participation")).await;
    assert!(empty.contains("No proposal has come in yet."), "{empty}");
}

#[tokio::test]
async fn a_rule_is_told_by_names_and_only_what_counts_in_it() {
    let portal = common::example().await;
    let name = Text::new(Language::Ko, "서비스 심사단");
    let body = Programme(EMPTY).establish("panel", BodyKind::ExpertPanel, name);
    let scores = ScoreRule::new(
        1,
        [("panel".to_owned(), 3)].into(),
        Normalisation::Highest {},
    );
    let rule = SelectionRule::new(Rule::Scores(scores), Utility::Cost {})
        .with_number(2)
        .with_threshold(Decimal::from(3u64));
    let fixed = Programme(EMPTY).fix_rule("scores", rule, None);
    submit(&portal.store, vec![body, fixed]).await;
    let text = text(&portal, &format!("/ko/programmes/{EMPTY}/selection")).await;
    assert!(
        text.contains("서비스 심사단의 점수 비중은 3입니다"),
        "{text}"
    );
    assert!(text.contains("3표 이상을 얻은 제안만"), "{text}");
    assert!(
        !text.contains("가치가 크다고"),
        "what a cost is worth counts for nothing here: {text}"
    );
}
