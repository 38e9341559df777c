//! What was asked at the door alone before rules 6.

use madang_fixtures::{AUDIENCE, GROUP, INSTITUTION, answered, voice};
use madang_programme::answers::{AnswerGiven, ChangedThing, ChangedWhat, Disposition, Pointer};
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass, Person};
use madang_programme::log::RulesAdopted;
use madang_programme::programmes::{AudienceDefined, GroupDefined, ProgrammeBegun, ProgrammeText};
use madang_programme::proposals::{ProposalHandedIn, ProposalSubmitted, ProposedBy, ProposerKind};
use madang_programme::voices::{VoiceReceived, check_address, check_region};
use madang_programme::votes::{OpenVote, VoteScheduled};
use madang_programme::{Command, State};
use madang_record::Visibility;
use madang_words::Text;

use crate::support::*;

const OFFICIAL: &str = "official/test";
const OPERATOR: &str = "operator/server";
/// A name in which something stands that nobody sees.
const HIDDEN: &str = "Name\u{200b}d";

/// A programme with an institution that was asked something, under rules 5 and under rules 6.
fn before_and_now() -> [State; 2] {
    [5, 6].map(|rules| {
        let mut state = prepared();
        let steps = [
            (OPERATOR, Command::plain(RulesAdopted { rules })),
            (OFFICIAL, P.institution(INSTITUTION, "Interior")),
            (OFFICIAL, P.audience()),
            (OFFICIAL, P.receive(P.said("1"), english("Late buses"))),
            (
                OFFICIAL,
                P.establish("panel", BodyKind::ExpertPanel, english("Panel")),
            ),
        ];
        for (actor, step) in steps {
            give(&mut state, actor, step).expect("a step");
        }
        state
    })
}

/// Taken before, refused now for that reason.
fn asked_now(command: impl Fn() -> Command, reason: &str) {
    let [mut before, mut now] = before_and_now();
    give(&mut before, OFFICIAL, command()).expect("as records of before have it");
    let refused = give(&mut now, OFFICIAL, command()).expect_err(reason);
    assert!(refused.contains(reason), "{refused}");
}

fn scheduled(vote: &str, title: Text) -> Command {
    Command::plain(VoteScheduled {
        programme: "p".into(),
        vote: vote.into(),
        title,
        opens_at: "2026-12-01T00:00:00.000Z".into(),
        closes_at: "2026-12-02T00:00:00.000Z".into(),
    })
}

#[test]
fn what_is_announced_is_announced_otherwise_with_the_reason_alone() {
    let [mut before, mut now] = before_and_now();
    for state in [&mut before, &mut now] {
        give(state, OFFICIAL, scheduled("v", english("Spring"))).expect("announced");
    }
    give(&mut before, OFFICIAL, scheduled("v", english("Summer"))).expect("without a word of why");
    let stands = now.schedule("p", "v").expect("announced").entry;
    let refused = give(&mut now, OFFICIAL, scheduled("v", english("Summer")));
    let refused = refused.expect_err("without a word of why");
    assert!(
        refused.contains(&format!("announced already, in entry {stands}")),
        "{refused}"
    );
    give(&mut now, OFFICIAL, scheduled("w", english("Summer"))).expect("another vote");
}

#[test]
fn nothing_is_hidden_in_the_titles_and_names_of_facts() {
    let hidden = || english(HIDDEN);
    asked_now(|| scheduled("v", hidden()), "cannot be seen");
    asked_now(|| P.institution("transport", HIDDEN), "cannot be seen");
    let group = |name: Text, description| {
        Command::plain(GroupDefined {
            programme: "p".into(),
            id: "business".into(),
            name,
            description,
        })
    };
    asked_now(|| group(hidden(), None), "cannot be seen");
    asked_now(
        || group(english("Business"), Some(english(" "))),
        "description",
    );
    asked_now(
        || group(english("Business"), Some(english("x".repeat(4_001)))),
        "description",
    );
    let audience = || {
        Command::plain(AudienceDefined {
            programme: "p".into(),
            group: GROUP.into(),
            id: "children".into(),
            name: hidden(),
        })
    };
    asked_now(audience, "cannot be seen");
    asked_now(
        || P.establish("forum", BodyKind::TaskForce, hidden()),
        "cannot be seen",
    );
    let open = || {
        let open = OpenVote {
            programme: "p".into(),
            id: "v".into(),
            title: Some(hidden()),
            rule: "r".into(),
            ballots: madang_fixtures::approval(),
            grain_minutes: None,
        };
        Command::from(open)
    };
    asked_now(open, "cannot be seen");
    let member = || {
        let facts = MemberAppointed {
            programme: "p".into(),
            body: "panel".into(),
            member: "a".into(),
            class: MemberClass::Expert,
        };
        let person = Person {
            post: english("Professor"),
            name: None,
            interests: Some(english(" ")),
        };
        let person = Some((Box::new(person), Visibility::Public));
        Command::from(AppointMember { facts, person })
    };
    asked_now(member, "interests");
    let [_, mut now] = before_and_now();
    give(
        &mut now,
        OFFICIAL,
        group(english("Business 👨\u{200d}👩\u{200d}👧"), None),
    )
    .expect("what is a part of a picture is seen");
}

#[test]
fn a_region_is_one_and_an_address_lets_nobody_in() {
    let said = |region: Option<&str>, source: Option<&str>| {
        let facts = VoiceReceived {
            region: region.map(str::to_owned),
            source: source.map(str::to_owned),
            ..P.said("2")
        };
        P.receive(facts, english("Late buses"))
    };
    for none in ["KR-99", "KR-ABC", "ZZ-999", "XK-1"] {
        asked_now(|| said(Some(none), None), "no part of a country");
        assert!(check_region(5, none).is_ok());
    }
    for login in ["https://kim:secret@example.org/x", "http://kim@example.org"] {
        asked_now(|| said(None, Some(login)), "name or password");
        let answer = || {
            let facts = AnswerGiven {
                changed: vec![ChangedThing {
                    reference: Pointer::Address(login.into()),
                    what: ChangedWhat::Plan,
                }],
                ..P.answer(voice("1"), Disposition::Adopted)
            };
            answered(facts)
        };
        asked_now(answer, "name or password");
        assert!(check_address(5, "source", login).is_ok());
    }
    let [_, mut now] = before_and_now();
    give(
        &mut now,
        OFFICIAL,
        said(Some("KR-50"), Some("https://example.org/@kim")),
    )
    .expect("a province, and a name in a path");
}

#[test]
fn a_zone_has_one_spelling_and_nobody_is_named_twice() {
    let programme = |zone: &str| {
        let facts = ProgrammeBegun {
            id: "q".into(),
            commitment: None,
            target: None,
            zone: zone.into(),
            currency: "KRW".into(),
            example: true,
        };
        let (title, summary) = (english("Title"), english("Summary"));
        Command::worded(facts, ProgrammeText { title, summary })
    };
    asked_now(|| programme("asia/seoul"), "zone");
    asked_now(|| programme("Etc/Unknown"), "zone");
    for zone in ["Asia/Seoul", "UTC", "Europe/Warsaw"] {
        let [_, mut now] = before_and_now();
        give(&mut now, OFFICIAL, programme(zone)).expect(zone);
    }
    let twice = || vec![AUDIENCE.to_owned(), AUDIENCE.to_owned()];
    let submitted = || {
        let facts = ProposalSubmitted {
            group: Some(GROUP.into()),
            audiences: twice(),
            ..P.proposed("d", 1)
        };
        Command::worded(facts, madang_fixtures::titled(english("A service")))
    };
    asked_now(submitted, "audiences");
    let handed_in = || {
        let facts = ProposalHandedIn {
            audiences: twice(),
            by: ProposedBy::Other(ProposerKind::Citizen),
            ..P.own_proposal("d")
        };
        P.hand_in(facts, "A service")
    };
    asked_now(handed_in, "audiences");
}
