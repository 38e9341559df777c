//! A programme with several votes: what was decided stays, whatever opens or is called off after it.

use madang_fixtures::{Programme, approval, english, titled};
use madang_programme::proposals::ProposalAmended;
use madang_programme::{Command, Role};
use madang_selection::{Decimal, SelectionRule, Utility};
use madang_store::Submission;

use crate::common::{self, EMPTY, Portal, submit};
use crate::sight::{all, page, words};

const OF: Programme<'_> = Programme(EMPTY);

/// Two proposals, of which `a` won the vote `vote-2016` and `b` lost it.
async fn decided() -> Portal {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let rule = SelectionRule::new(madang_fixtures::greedy(), Utility::Cost {})
        .with_budget(Decimal::from(100u64));
    let commands = vec![
        OF.propose("a", 80, english("Proposal a")),
        OF.propose("b", 70, english("Proposal b")),
        OF.fix_rule("rule", rule, None),
        OF.open_vote("vote-2016", "rule", approval()),
        OF.cast("vote-2016", 1, &["a"]),
        OF.cast("vote-2016", 2, &["a"]),
        OF.cast("vote-2016", 3, &["b"]),
        OF.close("vote-2016"),
        OF.open_ballots("vote-2016", None),
    ];
    for command in commands {
        submit(&portal.store, vec![command]).await;
    }
    common::publish(&portal.store, EMPTY, "vote-2016").await;
    portal
}

async fn text(portal: &Portal, address: &str) -> String {
    let document = page(portal, &format!("/ko/programmes/{EMPTY}{address}")).await;
    words(all(&document, "main")[0])
}

/// The card of proposal `b` among the proposals that are listed at an address.
async fn card(portal: &Portal, address: &str) -> String {
    let document = page(portal, &format!("/ko/programmes/{EMPTY}{address}")).await;
    let mut cards = all(&document, "main li.card").into_iter().map(words);
    let card = cards.find(|card| card.contains("Proposal b"));
    card.expect("its card")
}

/// Why a command of an official is refused.
async fn refusal(portal: &Portal, command: Command) -> String {
    let submission = Submission {
        actor: common::actor(Role::Official),
        idempotency_key: None,
        command,
        terms: Default::default(),
    };
    let refused = portal.store.submit(submission).await;
    refused.expect_err("it is refused").to_string()
}

async fn open_another(portal: &Portal) {
    submit(
        &portal.store,
        vec![OF.open_vote("vote-4", "rule", approval())],
    )
    .await;
}

async fn cancel_it(portal: &Portal) {
    submit(&portal.store, vec![OF.cancel("vote-4", "Too early")]).await;
}

#[tokio::test]
async fn a_published_result_stands_before_a_newer_vote() {
    let portal = decided().await;
    open_another(&portal).await;
    let open = text(&portal, "/selection").await;
    assert!(open.contains("제안 2건 중 1건이 선정되었습니다"), "{open}");
    let told = "2차 투표 : 이 결과 뒤에 열린 투표입니다. 지금 진행 중이며";
    assert!(open.contains(told), "{open}");
    cancel_it(&portal).await;
    let document = page(&portal, &format!("/ko/programmes/{EMPTY}/selection")).await;
    let cancelled = words(all(&document, "main")[0]);
    assert!(cancelled.contains("제안 2건 중 1건이"), "{cancelled}");
    let told = "2차 투표 : 이 결과 뒤에 열린 투표입니다. 취소되어";
    assert!(cancelled.contains(told), "{cancelled}");
    let own = format!("https://madang.example.org/ko/programmes/{EMPTY}/votes/vote-2016");
    let canonical = all(&document, "link[rel=canonical]")[0].attr("href");
    assert_eq!(canonical, Some(own.as_str()));
    let newer = all(&document, "main p.notice a[href$='/votes/vote-4']");
    assert_eq!(newer.len(), 1, "a link to the newer vote");
    // The page of one vote is about that alone.
    let of_one = text(&portal, "/votes/vote-4").await;
    assert!(!of_one.contains("이 결과 뒤에"), "{of_one}");
}

#[tokio::test]
async fn what_lost_keeps_its_reasons_for_good() {
    let portal = decided().await;
    let lost = ["1차 투표 : 미선정", "득표는 1표로", "남은 예산은"];
    let told = async |when: &str| {
        let text = text(&portal, "/proposals/b").await;
        for part in lost {
            assert!(text.contains(part), "{when}: {part}: {text}");
        }
        let card = card(&portal, "/proposals").await;
        assert!(card.starts_with("미선정"), "{when}: {card}");
        assert!(card.contains("남은 예산은"), "{when}: {card}");
        (text, card)
    };
    let (text, _) = told("decided").await;
    // A loser cannot be withdrawn, and nobody is told that it can.
    let refused = refusal(&portal, OF.take_back("b", "No")).await;
    assert!(
        refused.contains("it is or was up for the vote"),
        "{refused}"
    );
    assert!(!text.contains("철회하지 않으면"), "{text}");
    assert!(text.contains("다음 투표에서 다시 후보가 됩니다"), "{text}");
    open_another(&portal).await;
    let (text, card) = told("a newer vote is open").await;
    assert!(text.contains("투표: 2차 투표"), "{text}");
    assert!(card.starts_with("미선정 투표 대상"), "{card}");
    cancel_it(&portal).await;
    let (text, card) = told("it was called off").await;
    assert!(text.contains("미선정 — 투표에 올랐지만"), "{text}");
    assert!(!card.contains("접수"), "{card}");
}

/// What the API gives of the proposals in a state: each with the vote that it was last up for.
async fn in_state(portal: &Portal, state: &str) -> Vec<(String, String)> {
    let address = format!("/api/v1/programmes/{EMPTY}/proposals?state={state}");
    let answer = portal.get(&address).await.json();
    let items = answer["items"].as_array().expect("a list").iter();
    let told = items.map(|item| {
        assert_eq!(item["state"], state);
        let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
        (text("id"), text("vote"))
    });
    told.collect()
}

#[tokio::test]
async fn what_lost_is_among_the_losers_when_a_later_vote_is_called_off() {
    let portal = decided().await;
    submit(
        &portal.store,
        vec![OF.propose("c", 10, english("Proposal c"))],
    )
    .await;
    let pair = |id: &str, vote: &str| (id.to_owned(), vote.to_owned());
    let lost = [pair("b", "vote-2016")];
    assert_eq!(in_state(&portal, "not_selected").await, lost);
    open_another(&portal).await;
    let up = [pair("b", "vote-4"), pair("c", "vote-4")];
    assert_eq!(in_state(&portal, "candidate").await, up);
    assert_eq!(in_state(&portal, "not_selected").await, []);
    cancel_it(&portal).await;
    assert_eq!(in_state(&portal, "not_selected").await, lost);
    // What was never decided stands as it was handed in.
    assert_eq!(in_state(&portal, "submitted").await, [pair("c", "")]);
    let list = text(&portal, "/proposals?state=not_selected").await;
    assert!(
        list.contains("미선정 1") && list.contains("Proposal b"),
        "{list}"
    );
    assert!(!list.contains("Proposal c"), "{list}");
    submit(&portal.store, vec![OF.take_back("b", "Merged")]).await;
    assert_eq!(in_state(&portal, "not_selected").await, []);
    assert_eq!(in_state(&portal, "withdrawn").await, lost);
    let list = text(&portal, "/proposals").await;
    assert!(
        !list.contains("미선정 1") && list.contains("철회 1"),
        "{list}"
    );
}

#[tokio::test]
async fn what_lost_and_was_withdrawn_says_both_and_is_counted() {
    let portal = decided().await;
    open_another(&portal).await;
    cancel_it(&portal).await;
    // After a vote that was called off it stands as before, and can be withdrawn: the page says so.
    let before = text(&portal, "/proposals/b").await;
    assert!(before.contains("고치거나 철회할 수 있습니다"), "{before}");
    submit(&portal.store, vec![OF.take_back("b", "Merged")]).await;
    let after = text(&portal, "/proposals/b").await;
    assert!(after.contains("1차 투표에서 미선정, 그 뒤 철회"), "{after}");
    assert!(after.contains("1차 투표 : 미선정"), "{after}");
    assert!(!after.contains("정해지기 전에"), "{after}");
    let card = card(&portal, "/proposals?state=withdrawn").await;
    assert!(card.starts_with("미선정 철회"), "{card}");
    let took_part = text(&portal, "/participation").await;
    assert!(
        took_part.contains("밝히지 않음 2 1 100.0% 1"),
        "{took_part}"
    );
    let refused = refusal(&portal, OF.take_back("b", "Merged")).await;
    assert!(refused.contains("it is withdrawn already"), "{refused}");
}

#[tokio::test]
async fn a_number_of_a_vote_is_its_place_alone() {
    let portal = decided().await;
    for address in ["", "/selection", "/proposals/b", "/participation"] {
        let text = text(&portal, address).await;
        assert!(text.contains("1차 투표"), "{address}: {text}");
        assert!(!text.contains("016차"), "{address}: {text}");
    }
}

#[tokio::test]
async fn reasons_speak_of_the_cost_at_the_vote() {
    let portal = decided().await;
    let before = text(&portal, "/proposals/b").await;
    assert!(!before.contains("투표 때의 비용"), "{before}");
    let proposal = portal.store.proposal(EMPTY, "b").await.unwrap().unwrap();
    let amended = ProposalAmended {
        values: OF.proposed("b", 15),
        amends: proposal.entry,
        reason: english("Cheaper"),
    };
    let amended = Command::worded(amended, titled(english("Proposal b")));
    submit(&portal.store, vec![amended]).await;
    let after = text(&portal, "/proposals/b").await;
    for part in ["투표 때의 비용은 70원", "지금의 비용은 15원"] {
        assert!(after.contains(part), "{part}: {after}");
    }
    let card = card(&portal, "/proposals").await;
    assert!(card.contains("투표 때의 비용: 70원"), "{card}");
}

#[tokio::test]
async fn an_announced_vote_is_no_unknown_one() {
    let portal = decided().await;
    let scheduled = madang_programme::votes::VoteScheduled {
        programme: EMPTY.to_owned(),
        vote: "later".to_owned(),
        title: english("Later"),
        opens_at: "9000-12-01T00:00:00.000Z".to_owned(),
        closes_at: "9000-12-08T09:00:00.000Z".to_owned(),
    };
    submit(&portal.store, vec![Command::plain(scheduled)]).await;
    let refused = refusal(&portal, OF.cancel("later", "No")).await;
    assert!(
        refused.contains("is announced and was not opened"),
        "{refused}"
    );
}
