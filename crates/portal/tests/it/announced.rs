//! What was announced of a vote and then changed or taken back stays to be read; a vote is called by the title it opens under.

use madang_fixtures::{Programme, approval, english, greedy};
use madang_programme::Command;
use madang_programme::votes::{OpenVote, VoteRescheduled, VoteScheduled, VoteUnscheduled};
use madang_selection::{SelectionRule, Utility};
use madang_words::{Language, Text};

use crate::common::{self, EMPTY, Portal, submit};
use crate::sight::{all, page, words};

const OPENS: &str = "9000-12-01T00:00:00.000Z";
const CLOSES: &str = "9000-12-08T09:00:00.000Z";

fn both(korean: &str, english: &str) -> Text {
    let mut text = Text::new(Language::Ko, korean);
    text.0.insert(Language::En, english.to_owned());
    text
}

async fn text(portal: &Portal, address: &str) -> String {
    words(all(&page(portal, address).await, "main")[0])
}

/// A programme without votes, and the entry that announces one.
async fn announced() -> (Portal, u64) {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let scheduled = VoteScheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        title: both("우리 동네 투표", "The yard's vote"),
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
    };
    submit(&portal.store, vec![Command::plain(scheduled)]).await;
    let entry = portal.store.size().await.expect("a size") - 1;
    (portal, entry)
}

/// What pages say of it in each language, in their order: the first announcement, the reason of its change, the second, the reason why
/// nothing is announced any more.
const TOLD: [(&str, [&str; 9]); 2] = [
    (
        "ko",
        [
            "이전 예고",
            "우리 동네 투표 : 9000년 12월 1일 09:00 (KST)",
            "변경:",
            "강당이 찼습니다",
            "<b>동네</b> 투표 : 9000년 12월 2일 09:00 (KST)",
            "철회:",
            "새 날짜 없이 미룹니다",
            "새로 예고한 기간: 9000년 12월 2일 09:00 (KST)",
            "투표할 수 있는 시간이 짧아졌습니다.",
        ],
    ),
    (
        "en",
        [
            "Announced before",
            "The yard's vote : 1 December 9000, 09:00 (KST)",
            "Changed:",
            "The hall is taken",
            "The <b>yard</b> vote : 2 December 9000, 09:00 (KST)",
            "Taken back:",
            "Put off without a new date",
            "Announced instead: 2 December 9000, 09:00 (KST)",
            "The time to vote became shorter.",
        ],
    ),
];

/// A vote whose announcement was changed and taken back; the entry of the first.
async fn taken_back() -> (Portal, u64) {
    let (portal, first) = announced().await;
    let changed = VoteRescheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        announcement: first,
        title: both("<b>동네</b> 투표", "The <b>yard</b> vote"),
        opens_at: "9000-12-02T00:00:00.000Z".to_owned(),
        closes_at: CLOSES.to_owned(),
        reason: both("강당이 찼습니다", "The hall is taken"),
    };
    submit(&portal.store, vec![Command::plain(changed)]).await;
    let ended = VoteUnscheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        announcement: first + 1,
        reason: both("새 날짜 없이 미룹니다", "Put off without a new date"),
    };
    submit(&portal.store, vec![Command::plain(ended)]).await;
    (portal, first)
}

#[tokio::test]
async fn an_announcement_that_was_changed_and_taken_back_stays_with_its_reasons() {
    let (portal, first) = taken_back().await;
    for (language, parts) in TOLD {
        for address in ["", "/selection", "/votes/first"] {
            let address = format!("/{language}/programmes/{EMPTY}{address}");
            let shown = portal.visit(&address).await.text();
            assert!(!shown.contains("<b>동네</b>") && !shown.contains("<b>yard</b>"));
            let text = words(all(&scraper::Html::parse_document(&shown), "main")[0]);
            for part in parts {
                assert!(text.contains(part), "{address}: {part}: {text}");
            }
            // Nothing is announced any more.
            for part in ["투표 기간:", "takes ballots:"] {
                assert!(!text.contains(part), "{address}: {text}");
            }
        }
        for (entry, part) in [(first + 1, parts[3]), (first + 2, parts[6])] {
            let entry = text(&portal, &format!("/{language}/record/entries/{entry}")).await;
            assert!(entry.contains(part), "{part}: {entry}");
        }
        let feed = format!("/{language}/record/feed.atom");
        let feed = portal.get(&feed).await.text();
        let kind = match language {
            "ko" => "투표 예고 철회",
            _ => "Announcement of a vote taken back",
        };
        assert!(feed.contains(kind), "{feed}");
    }
}

/// A time so many hours from now, as the record writes it.
fn in_hours(hours: i64) -> String {
    let at = jiff::Timestamp::now() + jiff::ToSpan::hours(hours);
    at.strftime("%Y-%m-%dT%H:%M:00.000Z").to_string()
}

#[tokio::test]
async fn a_vote_whose_time_was_shortened_says_so_on_its_page() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let scheduled = VoteScheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        title: both("우리 동네 투표", "The yard's vote"),
        opens_at: in_hours(24),
        closes_at: in_hours(240),
    };
    submit(&portal.store, vec![Command::plain(scheduled.clone())]).await;
    let changed = VoteRescheduled {
        programme: EMPTY.to_owned(),
        vote: "first".to_owned(),
        announcement: portal.store.size().await.expect("a size") - 1,
        title: scheduled.title,
        opens_at: scheduled.opens_at,
        closes_at: in_hours(72),
        reason: both("강당이 찼습니다", "The hall is taken"),
    };
    submit(&portal.store, vec![Command::plain(changed)]).await;
    let portal = common::later(portal, 25).await;
    let of = Programme(EMPTY);
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_number(1);
    let commands = vec![
        of.propose("a", 7, english("Proposal a")),
        of.fix_rule("rule", rule, None),
        of.open_vote("first", "rule", approval()),
    ];
    submit(&portal.store, commands).await;
    for (language, parts) in [
        (
            "ko",
            [
                "이 투표는 예고한 내용이 투표 전에 바뀌었습니다. 투표할 수 있는 시간이 짧아졌습니다.",
                "사유: 강당이 찼습니다",
            ],
        ),
        (
            "en",
            [
                "What was announced of this vote was changed before it opened. The time to vote became shorter.",
                "Reason: The hall is taken",
            ],
        ),
    ] {
        for address in ["selection", "votes/first"] {
            let address = format!("/{language}/programmes/{EMPTY}/{address}");
            let document = page(&portal, &address).await;
            let text = words(all(&document, "main")[0]);
            for part in parts {
                assert!(text.contains(part), "{address}: {part}: {text}");
            }
            let notice = all(&document, ".notice a[href='#announced-before']");
            assert_eq!(notice.len(), 1, "{address}");
            assert_eq!(all(&document, "#announced-before").len(), 1, "{address}");
        }
    }
}

#[tokio::test]
async fn the_api_tells_what_was_announced_before() {
    let (portal, first) = taken_back().await;
    let programme = portal.get(&format!("/api/v1/programmes/{EMPTY}")).await;
    let programme = programme.json();
    assert_eq!(programme["announced"], serde_json::json!([]));
    let before = &programme["announced_before"];
    assert_eq!(before[0]["entry"], first);
    assert_eq!(before[0]["title"]["en"], "The yard's vote");
    assert_eq!(before[0]["ended"]["entry"], first + 1);
    assert_eq!(before[0]["taken_back"], false);
    assert_eq!(before[1]["taken_back"], true);
    assert_eq!(before[1]["reason"]["ko"], "새 날짜 없이 미룹니다");
}

#[tokio::test]
async fn a_vote_that_was_not_announced_is_called_by_the_title_it_opens_under() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let empty = Programme(EMPTY);
    let rule = SelectionRule::new(greedy(), Utility::Cost {}).with_number(1);
    let open = OpenVote {
        programme: EMPTY.to_owned(),
        id: "v7".to_owned(),
        title: Some(both("<i>봄</i> 투표", "The <i>spring</i> vote")),
        rule: "rule".to_owned(),
        ballots: approval(),
        grain_minutes: None,
    };
    let commands = vec![
        empty.propose("a", 7, english("Proposal a")),
        empty.fix_rule("rule", rule, None),
        open.into(),
        empty.cast("v7", 1, &["a"]),
    ];
    submit(&portal.store, commands).await;
    for (language, title) in [("ko", "<i>봄</i> 투표"), ("en", "The <i>spring</i> vote")] {
        for address in [
            "",
            "/selection",
            "/votes/v7",
            "/proposals/a",
            "/participation",
        ] {
            let text = text(&portal, &format!("/{language}/programmes/{EMPTY}{address}")).await;
            assert!(text.contains(title), "{address}: {text}");
        }
        let record = text(&portal, &format!("/{language}/record")).await;
        assert!(record.contains(title), "{record}");
    }
    let vote = portal
        .get(&format!("/api/v1/programmes/{EMPTY}/votes/v7"))
        .await
        .json();
    assert_eq!(vote["title"]["en"], "The <i>spring</i> vote");
    assert_eq!(vote.get("announced"), None);
}
