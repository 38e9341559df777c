//! What is asked from rules 7 on, and what it costs where nobody asks it; and what takes no longer, however much of it there is.

use std::collections::BTreeMap;
use std::time::Instant;

use madang_fixtures::approval;
use madang_programme::bodies::{BodyKind, MemberAppointed, MemberClass};
use madang_programme::log::RulesAdopted;
use madang_programme::people::{Granted, RoleEnded, RoleGranted};
use madang_programme::votes::{
    OpenVote, ScoresContent, ScoresSubmitted, SubmitScores, VoteOpened, VoteScheduled,
};
use madang_programme::{Command, State};

use crate::support::*;

const OFFICIAL: &str = "official/test";

/// A programme with a panel of one member and an announced vote, under rules 6 and under rules 7.
fn before_and_now() -> [State; 2] {
    [6, 7].map(|rules| {
        let mut state = prepared();
        let adopted = Command::plain(RulesAdopted { rules });
        give(&mut state, "operator/server", adopted).expect("the rules");
        let scheduled = Command::plain(VoteScheduled {
            programme: "p".into(),
            vote: "v".into(),
            title: english("Spring"),
            opens_at: "2026-11-23T08:00:02.000Z".into(),
            closes_at: "2026-12-02T00:00:00.000Z".into(),
        });
        let panel = P.establish("panel", BodyKind::ExpertPanel, english("Panel"));
        for step in [scheduled, panel, member("kim")] {
            give(&mut state, OFFICIAL, step).expect("a step");
        }
        while time(&state).as_str() < "2026-11-23T08:00:02.000Z" {
            let id = state.size.to_string();
            give(
                &mut state,
                OFFICIAL,
                P.institution(&format!("i{id}"), "A ministry"),
            )
            .expect("named");
        }
        state
    })
}

fn member(name: &str) -> Command {
    Command::plain(MemberAppointed {
        programme: "p".into(),
        body: "panel".into(),
        member: name.into(),
        class: MemberClass::Expert,
    })
}

fn scores(name: &str) -> Command {
    let facts = ScoresSubmitted {
        programme: "p".into(),
        vote: "v".into(),
        body: "panel".into(),
        member: name.into(),
    };
    let scores = ScoresContent {
        scores: BTreeMap::new(),
    };
    SubmitScores { facts, scores }.into()
}

fn opens(title: Option<&str>) -> Command {
    let open = OpenVote {
        programme: "p".into(),
        id: "v".into(),
        title: title.map(english),
        rule: "r".into(),
        ballots: approval(),
        grain_minutes: None,
    };
    Command::from(open)
}

#[test]
fn who_scores_was_appointed_before_the_vote_opened() {
    let [mut before, mut now] = before_and_now();
    for state in [&mut before, &mut now] {
        give(state, OFFICIAL, opens(Some("Spring"))).expect("opened");
        give(state, OFFICIAL, member("packed")).expect("appointed");
        give(state, OFFICIAL, scores("kim")).expect("a member of before");
    }
    give(&mut before, OFFICIAL, scores("packed")).expect("as records of before have it");
    let refused = give(&mut now, OFFICIAL, scores("packed")).expect_err("packed");
    assert!(refused.contains("after the vote had opened"), "{refused}");
}

#[test]
fn what_was_announced_opens_under_its_title() {
    let untitled = || {
        Command::plain(VoteOpened {
            programme: "p".into(),
            id: "v".into(),
            rule: "r".into(),
            ballots: approval(),
            candidates: 3,
            grain_minutes: None,
        })
    };
    let [mut before, now] = before_and_now();
    give(&mut before, OFFICIAL, untitled()).expect("as records of before have it");
    let refused = give(&mut now.clone(), OFFICIAL, untitled()).expect_err("no title");
    assert!(refused.contains("was announced in entry"), "{refused}");
    // Whoever asks for none gets that of the announcement.
    let mut now = now;
    give(&mut now, OFFICIAL, opens(None)).expect("opened");
    let vote = now.vote("p", "v").expect("a vote");
    assert_eq!(vote.title, Some(english("Spring")));
}

#[test]
fn no_words_hold_what_only_programs_read() {
    let hidden = "Late buses\u{e0041}\u{e007f}";
    let said = || P.comment("a", None, hidden);
    let [mut before, mut now] = before_and_now();
    give(&mut before, OFFICIAL, said()).expect("as records of before have it");
    let refused = give(&mut now, OFFICIAL, said()).expect_err("tags");
    assert!(refused.contains("U+E0041"), "{refused}");
    give(
        &mut now,
        OFFICIAL,
        P.comment("a", None, "Late buses 👍\u{fe0f}"),
    )
    .expect("a picture");
}

fn granted(number: u64) -> Command {
    Command::plain(RoleGranted {
        holder: "account-0123456789abcdef0123456789abcdef".to_owned(),
        role: Granted::Official,
        programme: Some(format!("p{number}")),
        institution: None,
    })
}

#[test]
fn roles_of_one_person_are_found_however_many_they_are() {
    const MANY: u64 = 30_000;
    let mut state = prepared();
    let begun = Instant::now();
    let first = state.size;
    for number in 0..MANY {
        give(&mut state, "administrator/test", granted(number)).expect("granted");
    }
    give(&mut state, "administrator/test", granted(7)).expect_err("held already");
    for number in 0..MANY {
        let ended = Command::plain(RoleEnded {
            holder: "account-0123456789abcdef0123456789abcdef".to_owned(),
            granted: first + number,
        });
        give(&mut state, "administrator/test", ended).expect("ended");
    }
    assert_eq!(state.holders().count(), 0);
    // Each looked at for each of the others, it would take minutes.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
