//! What was done, in words: withdrawals, amendments, members who come and leave, votes that were called off.

use std::collections::BTreeSet;

use madang_fixtures::{Programme, approval, english};
use madang_programme::bodies::{
    AppointMember, BodyKind, MemberAppointed, MemberClass, MemberLeft, Person,
};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::proposals::{ProposalAmended, ProposalSubmitted, ProposalText, ProposerKind};
use madang_programme::votes::VoteScheduled;
use madang_programme::{Command, Event};
use madang_record::entry::Visibility;
use madang_selection::{SelectionRule, Utility};
use madang_store::model::{EntryFilter, EntryRange};
use madang_words::{Language, Text};

use crate::common::{self, EMPTY, FINISHED, OPEN, Portal, VOTE, submit};
use crate::sight::{all, page, words};

async fn text(portal: &Portal, address: &str) -> String {
    words(all(&page(portal, address).await, "main")[0])
}

/// The section with the words of the latest entry.
async fn latest(portal: &Portal, lang: &str) -> (String, String) {
    let index = portal.store.size().await.expect("a size") - 1;
    let document = page(portal, &format!("/{lang}/record/entries/{index}")).await;
    let said = all(&document, "#said ~ *");
    let until = |element: &scraper::ElementRef<'_>| element.attr("id") != Some("entry");
    let said = said.into_iter().take_while(until).map(words);
    let folded = all(&document, "#bytes ~ details pre.code");
    assert!(!folded.is_empty(), "the bytes are there, folded");
    (said.collect::<Vec<_>>().join(" "), words(folded[0]))
}

/// That each kind says something in words is asked of the kinds themselves (`record/routes/said.rs`); here, that the page has it.
#[tokio::test]
async fn the_page_of_an_entry_says_in_words_what_it_is() {
    let portal = common::example().await;
    let mut there = BTreeSet::new();
    for kind in Event::kinds() {
        let filter = EntryFilter {
            kind: Some(kind.name.to_owned()),
            ..EntryFilter::default()
        };
        let found = portal
            .store
            .filtered_entries(EntryRange::Before(None), 1, &filter);
        let found = found.await.expect("the store");
        let Some(entry) = found.items.first() else {
            continue;
        };
        there.insert(kind.name);
        for language in ["ko", "en"] {
            let address = format!("/{language}/record/entries/{}", entry.index);
            let document = page(&portal, &address).await;
            let said = all(&document, "#said, #ballot");
            assert!(!said.is_empty(), "{}: {address}", kind.name);
        }
    }
    for (kind, _) in TOLD {
        let of = |name: &str| name.split('/').next() == Some(*kind);
        let there = there.iter().any(|name| of(name));
        assert!(there, "{kind} is not in the example");
    }
}

/// The words of the newest entry of a kind.
async fn said_of(portal: &Portal, kind: &str) -> String {
    let filter = EntryFilter {
        kind: Some(kind.to_owned()),
        ..EntryFilter::default()
    };
    let found = portal
        .store
        .filtered_entries(EntryRange::Before(None), 1, &filter);
    let index = found.await.expect("the store").items[0].index;
    text(portal, &format!("/ko/record/entries/{index}")).await
}

/// What entries of some kinds say.
const TOLD: &[(&str, &[&str])] = &[
    (
        "selection_rule.fixed",
        &["선정 규칙", "균등 몫 방식: 예산을 투표자 수로"],
    ),
    ("programme.created", &["통화와 시간대 금액의 통화는"]),
    ("vote.closed", &["투표지"]),
    ("commitment.recorded", &["공약 번호"]),
    ("milestone.recorded", &["이행 과제"]),
    ("review.recorded", &["매긴 값의 수"]),
    ("log.created", &["서명 키(공개 키)"]),
];

#[tokio::test]
async fn rules_and_programmes_and_commitments_are_told_in_words() {
    let portal = common::example().await;
    for (kind, parts) in TOLD {
        let text = said_of(&portal, kind).await;
        for part in *parts {
            assert!(text.contains(part), "{kind}: {part}: {text}");
        }
    }
}

#[tokio::test]
async fn the_record_is_filtered_by_all_versions_of_a_kind_at_once() {
    let portal = common::example().await;
    let document = page(&portal, "/ko/record").await;
    let choices = all(&document, "select[name=kind] option");
    let named: Vec<String> = choices.iter().map(|choice| words(*choice)).collect();
    let mut once = named.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), named.len(), "{named:?}");
    assert!(named.iter().all(|name| !name.contains('/')), "{named:?}");
    for kind in ["programme.created", "ballot.cast", "proposal.submitted/1"] {
        let address = format!("/ko/record?kind={kind}");
        let document = page(&portal, &address).await;
        assert!(!all(&document, "main tbody tr").is_empty(), "{address}");
    }
}

#[tokio::test]
async fn a_withdrawal_says_who_recorded_it() {
    let portal = common::example().await;
    let address = format!("/ko/programmes/{FINISHED}/proposals/withdrawn");
    let text = text(&portal, &address).await;
    for part in [
        "철회를 기록한 곳: 공무원 (test)",
        "(KST)",
        "사유는 남아 있지 않습니다",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("제안자가 철회"), "an official did: {text}");
}

#[tokio::test]
async fn a_proposal_that_was_taken_back_says_why_until_that_is_hidden() {
    let portal = common::example().await;
    let empty = Programme(EMPTY);
    submit(&portal.store, vec![empty.propose("a", 7, english("A bus"))]).await;
    let entry = portal.store.size().await.unwrap();
    let taken_back = empty.take_back("a", "Merged with the tram");
    submit(&portal.store, vec![taken_back]).await;
    let address = format!("/en/programmes/{EMPTY}/proposals/a");
    let told = text(&portal, &address).await;
    assert!(
        told.contains("Why it was withdrawn: Merged with the tram"),
        "{told}"
    );
    let (said, _) = latest(&portal, "en").await;
    assert!(said.contains("Merged with the tram"), "{said}");
    let erased = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
    };
    let official = common::actor(madang_programme::Role::Official);
    portal.store.erase(official, erased).await.expect("erased");
    let told = text(&portal, &address).await;
    assert!(
        !told.contains("tram") && told.contains("The reason is not public now."),
        "{told}"
    );
}

#[tokio::test]
async fn an_amendment_stands_beside_what_was_handed_in_on_its_entry_too() {
    let portal = common::example().await;
    let empty = Programme(EMPTY);
    submit(&portal.store, vec![empty.propose("a", 7, english("A bus"))]).await;
    let before = portal.store.proposal(EMPTY, "a").await.unwrap().unwrap();
    let amended = ProposalAmended {
        amends: before.entry,
        reason: english("The cost was misread."),
        values: ProposalSubmitted {
            cost: 9,
            proposer: Some(ProposerKind::Citizen),
            ..empty.proposed("a", 9)
        },
    };
    let words = ProposalText {
        title: english("Two buses"),
        summary: None,
        proposer: None,
    };
    submit(&portal.store, vec![Command::worded(amended, words)]).await;
    let (said, bytes) = latest(&portal, "en").await;
    for part in [
        "The cost was misread.",
        "A bus",
        "Two buses",
        "PLN 0.07",
        "PLN 0.09",
        "not stated",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(bytes.contains("\"amends\""), "{bytes}");
    // A name that is kept back is no blank of a source.
    let text = text(&portal, &format!("/ko/programmes/{EMPTY}/proposals/a")).await;
    assert!(text.contains("이름을 밝히지 않음"), "{text}");
    assert!(!text.contains("출처에 값이 없음"), "{text}");
}

#[tokio::test]
async fn members_are_named_by_their_posts_when_they_come_and_when_they_leave() {
    let portal = common::example().await;
    let appointed = MemberAppointed {
        programme: EMPTY.to_owned(),
        body: "panel".to_owned(),
        member: "m-1".to_owned(),
        class: MemberClass::Expert,
    };
    let person = Person {
        post: Text::new(Language::Ko, "교통공학과 교수"),
        name: None,
        interests: Some(english("None declared.")),
    };
    let left = MemberLeft {
        programme: EMPTY.to_owned(),
        body: "panel".to_owned(),
        member: "m-1".to_owned(),
    };
    let panel = Text::new(Language::Ko, "교통 심사단");
    let establish = Programme(EMPTY).establish("panel", BodyKind::ExpertPanel, panel);
    let appoint = Command::from(AppointMember {
        facts: appointed,
        person: Some((Box::new(person), Visibility::Public)),
    });
    submit(&portal.store, vec![establish, appoint]).await;
    let (said, _) = latest(&portal, "ko").await;
    for part in ["전문가", "교통공학과 교수", "None declared."] {
        assert!(said.contains(part), "{part}: {said}");
    }
    submit(&portal.store, vec![Command::plain(left)]).await;
    let (said, _) = latest(&portal, "ko").await;
    assert!(said.contains("교통공학과 교수"), "who it was: {said}");
    // Who left is not forgotten, nor what they declared.
    for address in ["", "/participation"] {
        let text = text(&portal, &format!("/ko/programmes/{EMPTY}{address}")).await;
        for part in [
            "물러난 위원 1명",
            "교통공학과 교수",
            "None declared.",
            "위촉:",
            "해촉:",
        ] {
            assert!(text.contains(part), "{address}: {part}: {text}");
        }
    }
    // So does the API.
    let programme = portal.get(&format!("/api/v1/programmes/{EMPTY}")).await;
    let body = programme.json()["bodies"][0].clone();
    assert_eq!(body["members"].as_array().map(Vec::len), Some(0));
    let former = &body["former"][0];
    assert_eq!(former["id"], "m-1");
    assert_eq!(former["interests"]["en"], "None declared.");
    for time in ["from", "until"] {
        assert!(
            former[time].as_str().is_some_and(|at| at.ends_with('Z')),
            "{former}"
        );
    }
    assert!(
        former["left_entry"].as_u64() > former["entry"].as_u64(),
        "{former}"
    );
    let address = format!("/api/v1/programmes/{EMPTY}/members.csv");
    let csv = portal.get(&address).await.text();
    let mut lines = csv.lines().skip(1);
    let line = lines.next().expect("who left");
    assert!(line.contains("None declared."), "{line}");
    assert!(line.ends_with('Z'), "until when: {line}");
}

#[tokio::test]
async fn a_vote_that_was_called_off_decided_nothing() {
    let portal = common::example().await;
    submit(
        &portal.store,
        vec![Programme(OPEN).cancel(VOTE, "A wrong roll.")],
    )
    .await;
    let (said, _) = latest(&portal, "ko").await;
    for part in ["A wrong roll.", "선정되는 제안은 없습니다"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let vote = text(&portal, &format!("/ko/programmes/{OPEN}/votes/{VOTE}")).await;
    for part in ["아무도 정하지 않았습니다", "투표가 취소된 때"] {
        assert!(vote.contains(part), "{part}: {vote}");
    }
    let took_part = text(&portal, &format!("/ko/programmes/{OPEN}/participation")).await;
    for part in [
        "취소된 투표입니다. 표를 집계하지 않았고 선정된 것도 없습니다.",
        "3 해당 없음 해당 없음 해당 없음 해당 없음 2 해당 없음",
    ] {
        assert!(took_part.contains(part), "{part}: {took_part}");
    }
}

#[tokio::test]
async fn what_was_erased_is_told_with_its_ground() {
    let portal = common::example().await;
    let proposal = portal.store.proposal(FINISHED, "7").await.unwrap().unwrap();
    let erased = ContentErased {
        entry: proposal.entry,
        name: "text".to_owned(),
        ground: Ground::PersonalData,
    };
    let official = common::actor(madang_programme::Role::Official);
    portal.store.erase(official, erased).await.expect("erased");
    let (said, _) = latest(&portal, "ko").await;
    for part in ["개인정보", &format!("항목 {}", proposal.entry)] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[tokio::test]
async fn the_record_lists_a_vote_by_its_title_and_its_times_in_two_zones() {
    let portal = common::example().await;
    let rule = SelectionRule::new(madang_fixtures::greedy(), Utility::Cost {}).with_number(1);
    let scheduled = VoteScheduled {
        programme: EMPTY.to_owned(),
        vote: "vote-2".to_owned(),
        title: Text::new(Language::Ko, "가을 투표"),
        opens_at: "9000-12-01T00:00:00.000Z".to_owned(),
        closes_at: "9000-12-08T18:00:00.000Z".to_owned(),
    };
    let empty = Programme(EMPTY);
    let commands = vec![
        empty.propose("a", 7, english("A bus")),
        empty.fix_rule("r", rule, None),
        Command::plain(scheduled),
        empty.open_vote("vote-3", "r", approval()),
    ];
    submit(&portal.store, commands).await;
    let record = text(&portal, "/ko/record").await;
    assert!(record.contains("가을 투표"), "{record}");
    // Of the two only this one opened: it is the first, whatever its identifier says.
    assert!(record.contains("1차 투표"), "by its place: {record}");
    assert!(!record.contains("vote-"), "no identifiers: {record}");
    let announced = format!("/ko/programmes/{EMPTY}/votes/vote-2");
    let to_come = portal.visit(&announced).await.text();
    assert!(to_come.contains("가을 투표"), "a link that leads somewhere");
    let programme = text(&portal, &format!("/ko/programmes/{EMPTY}")).await;
    for part in [
        "9000년 12월 1일 09:00 (KST) · 00:00 UTC",
        "9000년 12월 9일 03:00 (KST) · 9000년 12월 8일 18:00 (UTC)",
    ] {
        assert!(programme.contains(part), "{part}: {programme}");
    }
}
