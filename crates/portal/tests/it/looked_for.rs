//! What a citizen, an official, a journalist and a reviewer looked for on the pages and did not find (2026-11), each by the
//! number it was noted under; and what misled them.

use std::collections::BTreeMap;

use madang_fixtures::{Programme, approval, english};
use madang_programme::Command;
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass, Person};
use madang_programme::votes::{ScoresContent, ScoresSubmitted, SubmitScores};
use madang_record::entry::Visibility;
use madang_selection::{Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility};
use madang_words::{Language, Text};
use scraper::Html;

use crate::common::{self, EMPTY, FINISHED, OPEN, Portal, VOTE, count, submit};
use crate::sight::{all, page, words};

/// Something on a page: the number of the finding, an address, what holds it, what must stand there, and what must not.
type Case = (
    u32,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const CASES: &[Case] = &[
    // An open vote is not closed yet: nothing that a source leaves blank.
    (
        19,
        "/ko/programmes/open-vote/selection",
        "#course ~ dl",
        &["투표 마감 아직 없음", "개봉 아직 없음"],
        &["출처에 값이 없음"],
    ),
    (
        19,
        "/en/programmes/open-vote/selection",
        "#course ~ dl",
        &["Closed not yet"],
        &["blank"],
    ),
    // Votes and number on each card, whichever way the vote went.
    (
        23,
        "/ko/programmes/kr0018-flagships/proposals?order=selection",
        ".cards .card",
        &["첫 번째로 선정", "표 · 제안"],
        &["원 첫 번째로"],
    ),
    (
        23,
        "/ko/programmes/kr0018-flagships/proposals?state=not_selected&order=votes",
        ".cards .card",
        &["미선정", "표 · 제안", "."],
        &[],
    ),
    // What a share is a share of.
    (
        30,
        "/ko/programmes/kr0018-flagships/selection",
        "main",
        &["선정 금액 중 비율", "전체 표 중 비율"],
        &["예산 비율", " 표 비율"],
    ),
    // The members of a body, summed up.
    (
        40,
        "/ko/programmes/kr0018-flagships",
        "#bodies ~ p:not(.badges)",
        &["시민"],
        &[],
    ),
    (
        40,
        "/ko/programmes/kr0018-flagships/participation",
        "#members-of-bodies",
        &["시민"],
        &["위원 없음"],
    ),
    // What is not said is left out.
    (
        28,
        "/ko/programmes/kr0018-flagships/selection",
        "main",
        &["한 사람의 몫"],
        &["0번 올려", " 0명은"],
    ),
    // One word for a thing, and never a breach of law where a property is not met.
    (
        35,
        "/ko/programmes/kr0018-flagships/selection",
        "main",
        &["투표자", "서비스군"],
        &["서비스 묶음", "유권자", "위반", "선정 안 됨"],
    ),
];

#[tokio::test]
async fn what_was_looked_for_is_there() {
    let portal = common::example().await;
    for (number, address, selector, there, not_there) in CASES {
        let document = page(&portal, address).await;
        let found = all(&document, selector);
        let text = found.into_iter().map(words).collect::<Vec<_>>().join(" ");
        assert!(!text.is_empty(), "{number}: {address} has no {selector}");
        for part in *there {
            assert!(text.contains(part), "{number}: {address}: {part}: {text}");
        }
        for part in *not_there {
            assert!(!text.contains(part), "{number}: {address}: {part}: {text}");
        }
    }
}

#[tokio::test]
async fn finding_19_what_does_not_come_any_more_does_not_apply() {
    let portal = common::example().await;
    let cancelled = Programme(OPEN).cancel(VOTE, "The roll was wrong.");
    submit(&portal.store, vec![cancelled]).await;
    let document = page(&portal, &format!("/ko/programmes/{OPEN}/votes/{VOTE}")).await;
    let course = words(all(&document, "#course ~ dl")[0]);
    assert!(course.contains("투표 마감 해당 없음"), "{course}");
    assert!(all(&document, "main .blank").is_empty());
}

#[tokio::test]
async fn finding_26_a_commitment_begins_with_its_promise_in_the_readers_language() {
    let portal = common::example().await;
    let html = portal.get("/ko/commitments/KR0018").await.text();
    let place = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}"));
    let (promise, reviews, data) = (
        place("class=\"promise"),
        place("id=\"reviews\""),
        place("id=\"data\""),
    );
    assert!(promise < reviews && reviews < data);
    let document = page(&portal, "/ko/commitments/KR0018").await;
    let facts = all(&document, "#data ~ details dl.facts");
    assert_eq!(facts.len(), 1, "the source's fields are folded");
    for (english, korean) in [
        ("Inclusion", "포용"),
        ("Inactive", "종료"),
        ("Substantial", "상당 부분 이행"),
    ] {
        // English words of a source stand behind the Korean ones, marked as English.
        for element in all(&document, "main dd, main td") {
            let text = words(element);
            let alone = text == english && element.html().contains("lang=\"en\"");
            assert!(!alone, "{english} is {korean}");
        }
    }
    // Each note that is named can be reached.
    let links = all(&document, "main a[href^='#note']");
    assert!(!links.is_empty());
    for link in links {
        let target = link.attr("href").expect("an address");
        assert_eq!(all(&document, target).len(), 1, "{target}");
    }
}

#[tokio::test]
async fn finding_36_groups_stand_in_the_order_of_their_programme() {
    let portal = common::example().await;
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}/selection")).await;
    let file = madang_example::programme();
    let korean = |text: &Text| text.0[&Language::Ko].clone();
    let groups = file.groups.iter().map(|group| korean(&group.name));
    let groups: Vec<String> = groups.collect();
    let mut tables = 0;
    for table in all(&document, ".findings table") {
        let rows = Html::parse_fragment(&table.html());
        let first = all(&rows, "tbody tr th:first-child, tbody tr td:first-child");
        let mut first: Vec<String> = first.into_iter().map(words).collect();
        first.retain(|name| groups.contains(name));
        if !first.is_empty() {
            tables += 1;
            assert_eq!(first, groups, "{}", words(table));
        }
    }
    assert!(tables >= 1, "no table has the groups");
    // What they said is counted in that order too.
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}/participation")).await;
    let section = all(&document, "#by-group ~ figure")[0];
    let rows = Html::parse_fragment(&section.html());
    let first = all(&rows, "tbody tr th:first-child, tbody tr td:first-child");
    let mut first: Vec<String> = first.into_iter().map(words).collect();
    first.retain(|name| groups.contains(name));
    let order: Vec<&String> = groups.iter().filter(|name| first.contains(name)).collect();
    assert!(order.len() > 1 && first.iter().eq(order), "{first:?}");
}

fn proposal(id: &str, cost: u64) -> Command {
    Programme(EMPTY).propose(id, cost, english(format!("Proposal {id}")))
}

fn vote_under(rule: SelectionRule) -> [Command; 2] {
    let of = Programme(EMPTY);
    let fixed = of.fix_rule("rule", rule, None);
    [fixed, of.open_vote(VOTE, "rule", approval())]
}

/// Casts a ballot for one proposal each.
async fn cast(portal: &Portal, choices: &[&str]) {
    let ballots = (1..).zip(choices);
    let ballots = ballots.map(|(voter, choice)| Programme(EMPTY).cast(VOTE, voter, &[choice]));
    submit(&portal.store, ballots.collect()).await;
}

#[tokio::test]
async fn finding_28_what_is_exact_is_not_about_and_nobody_is_counted_as_none() {
    let portal = common::example().await;
    let mut rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    rule.budget = Some(Decimal::from(100u64));
    let mut commands = vec![proposal("a", 30), proposal("b", 70)];
    commands.extend(vote_under(rule));
    submit(&portal.store, commands).await;
    cast(&portal, &["a", "a", "b", "b"]).await;
    count(&portal.store, EMPTY).await;
    for (address, there) in [
        (
            format!("/ko/programmes/{EMPTY}/votes/{VOTE}"),
            "한 사람의 몫은 PLN 0.25입니다",
        ),
        (
            format!("/ko/programmes/{EMPTY}/proposals/a"),
            "2명이 똑같이 PLN 0.15씩",
        ),
    ] {
        let document = page(&portal, &address).await;
        let text = words(all(&document, "main")[0]);
        assert!(text.contains(there), "{address}: {text}");
        for wrong in ["0번 올려", "약 PLN", " 0명은"] {
            assert!(!text.contains(wrong), "{address}: {wrong}: {text}");
        }
    }
}

/// A vote by scores: two of a panel and three voters.
async fn scored() -> Portal {
    let portal = common::example().await;
    let name = Text::new(Language::Ko, "서비스 심사단");
    let panel = Programme(EMPTY).establish("panel", BodyKind::ExpertPanel, name);
    let member = |id: &str, post: &str| {
        let person = Person {
            post: Text::new(Language::Ko, post),
            name: None,
            interests: None,
        };
        Command::from(AppointMember {
            facts: MemberAppointed {
                programme: EMPTY.to_owned(),
                body: "panel".to_owned(),
                member: id.to_owned(),
                class: MemberClass::Expert,
            },
            person: Some((Box::new(person), Visibility::Public)),
        })
    };
    let scores = ScoreRule::new(
        1,
        [("panel".to_owned(), 3)].into(),
        Normalisation::Highest {},
    );
    let rule = SelectionRule::new(Rule::Scores(scores), Utility::Cost {}).with_number(1);
    let mut commands = vec![
        panel,
        member("member-a", "예산 전문가"),
        member("member-b", "복지 전문가"),
        proposal("a", 30),
        proposal("b", 70),
    ];
    commands.extend(vote_under(rule));
    submit(&portal.store, commands).await;
    cast(&portal, &["a", "a", "a"]).await;
    let sheet = |member: &str, score: u64| {
        let scores = BTreeMap::from([("b".to_owned(), Decimal::from(score))]);
        Command::from(SubmitScores {
            facts: ScoresSubmitted {
                programme: EMPTY.to_owned(),
                vote: VOTE.to_owned(),
                body: "panel".to_owned(),
                member: member.to_owned(),
            },
            scores: ScoresContent { scores },
        })
    };
    let sheets = vec![sheet("member-a", 5), sheet("member-b", 4)];
    submit(&portal.store, sheets).await;
    count(&portal.store, EMPTY).await;
    portal
}

#[tokio::test]
async fn finding_16_who_moved_the_result_is_said_by_post_and_leads_on() {
    let portal = scored().await;
    let document = page(&portal, &format!("/ko/programmes/{EMPTY}/votes/{VOTE}")).await;
    let who = words(all(&document, "#who + ul")[0]);
    for part in [
        "시민 투표 : 비중 25%. 없었어도 결과는 같습니다.",
        "서비스 심사단 : 비중 75%. 위원 2명 가운데 2명이 평가표를 냈습니다. 없었다면 1건이 빠지고 1건이 새로 선정되었을 것입니다.",
    ] {
        assert!(who.contains(part), "{part}: {who}");
    }
    let influence = all(&document, "#influence")[0];
    let text = words(influence);
    for part in [
        "예산 전문가(서비스 심사단) 제외",
        "복지 전문가(서비스 심사단) 제외",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("member-"), "{text}");
    let links = all(&document, "#influence a[href*='/proposals/']");
    assert!(!links.is_empty(), "{text}");
    // What a group would lose without its own projects is nobody's influence.
    let document = page(&portal, &format!("/ko/programmes/{FINISHED}/selection")).await;
    assert!(!words(all(&document, "main")[0]).contains("제안 제외"));
}
