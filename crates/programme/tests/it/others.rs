//! From rules 6 on: what is another's is left to them, and what is owed is not made to disappear.

use madang_fixtures::{INSTITUTION, answered, voice};
use madang_programme::answers::{AnswerGiven, AnswerReason, Disposition, REASON, Subject};
use madang_programme::clock::{Period, Weekday};
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::finding::{Check, Status};
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::programmes::{CalendarAmended, CalendarFixed, NewPeriods, PeriodsFixed};
use madang_programme::proposals::{
    ProposalAmended, ProposalHandedIn, ProposalSubmitted, ProposedBy, ProposerKind,
};
use madang_programme::voices::{Channel, VoiceReceived, VoiceWithdrawn};
use madang_programme::{Command, Content, State};

use crate::answers::listening;
use crate::proposing::{proposing, refused};
use crate::support::*;

const OFFICIAL: &str = "official/test";
const FACILITATOR: &str = "facilitator/yard";
const AUTHOR: &str = "participant/abc";
const OTHER: &str = "participant/def";
const ONE: &str = "account-00000000000000000000000000000000";

/// Held to the newest rules.
fn newest(mut state: State) -> State {
    let adopted = Command::plain(RulesAdopted { rules: RULES });
    give(&mut state, "operator/server", adopted).expect("the newest rules");
    state
}

fn both(state: fn() -> State) -> [(bool, State); 2] {
    [(false, state()), (true, newest(state()))]
}

/// What `command` comes to where the newest rules hold, and that those of before took it.
fn newly_refused(states: &[(bool, State); 2], actor: &str, command: &Command, says: &str) {
    for (holds, state) in states {
        match holds {
            true => refused(state, actor, command.clone(), says),
            false => drop(draft(state, actor, command.clone()).expect("the rules of before")),
        }
    }
}

#[test]
fn a_proposal_in_which_others_go_on_is_not_taken_back_by_anybody() {
    let merged = || {
        let mut state = proposing();
        // An umbrella in a participant's name: whose it is makes no difference.
        let umbrella = P.hand_in(P.own_proposal("umbrella"), "Mobility");
        give(&mut state, OTHER, umbrella).expect("an umbrella");
        let merge = P.merge_proposals(&["mine"], "umbrella");
        give(&mut state, FACILITATOR, merge).expect("merged");
        state
    };
    let states = both(merged);
    let says = "would be left without an answer";
    newly_refused(&states, OTHER, &P.withdraw("umbrella"), says);
    newly_refused(&states, OFFICIAL, &P.take_back("umbrella", "No."), says);
    let answered_so = || {
        let mut state = listening();
        let into = Subject::Proposal("a".to_owned());
        let given = P.answer(voice("mine"), Disposition::Merged { into });
        give(&mut state, OFFICIAL, answered(given)).expect("merged");
        state
    };
    let mut states = both(answered_so);
    newly_refused(&states, OFFICIAL, &P.take_back("a", "No."), says);
    let state = &mut states[1].1;
    let again = AnswerGiven {
        supersedes: Some(state.size - 2),
        ..P.answer(voice("mine"), Disposition::Adopted)
    };
    give(state, OFFICIAL, answered(again)).expect("an answer of its own");
    give(state, OFFICIAL, P.take_back("a", "No.")).expect("nothing goes on in it any more");
}

fn amended(state: &State, id: &str, change: impl FnOnce(&mut ProposalSubmitted)) -> Command {
    let mut values = ProposalSubmitted {
        group: Some(madang_fixtures::GROUP.into()),
        ..P.proposed(id, 40)
    };
    change(&mut values);
    let facts = ProposalAmended {
        amends: state.proposal("p", id).expect("a proposal").reads(),
        reason: english("A slip."),
        values,
    };
    Command::worded(facts, madang_fixtures::titled(english("Other words")))
}

#[test]
fn what_a_participant_handed_in_an_official_only_says_the_cost_of() {
    let mut states = both(proposing);
    let says = "was handed in by a participant";
    let state = &mut states[1].1;
    assert_eq!(state.proposal("p", "mine").expect("a proposal").cost, None);
    let other = amended(state, "mine", |values| values.group = None);
    refused(state, OFFICIAL, other, says);
    let costs = amended(state, "mine", |_| ());
    give(state, OFFICIAL, costs).expect("what it costs");
    let again = amended(state, "mine", |values| values.cost = 50);
    refused(state, OFFICIAL, again, says);
    give(state, AUTHOR, P.revise("mine", 2, Some(45), "As it was")).expect("their own words");
    let of_official = amended(state, "a", |values| values.cost = 50);
    give(state, OFFICIAL, of_official).expect("what officials handed in");
    let state = &mut states[0].1;
    for cost in [40, 50] {
        let amended = amended(state, "mine", |values| values.cost = cost);
        give(state, OFFICIAL, amended).expect("the rules of before");
    }
}

/// Two institutions with a voice each, and an official of one of them.
fn one_office() -> State {
    let mut state = listening();
    let elsewhere = VoiceReceived {
        institution: "transport".to_owned(),
        ..P.said("theirs")
    };
    let said = P.receive(elsewhere, english("The bus is late."));
    give(&mut state, OFFICIAL, said).expect("a voice");
    let granted = Command::plain(RoleGranted {
        holder: ONE.to_owned(),
        role: Granted::Official,
        programme: Some("p".to_owned()),
        institution: Some(INSTITUTION.to_owned()),
    });
    give(&mut state, "administrator/test", granted).expect("a role");
    state
}

#[test]
fn a_role_for_one_institution_acts_for_that_institution_and_nothing_else() {
    let actor = format!("official/{ONE}");
    let said = |institution: &str| {
        let facts = VoiceReceived {
            institution: institution.to_owned(),
            ..P.said("new")
        };
        P.receive(facts, english("By telephone."))
    };
    let withdrawn = |id: &str| {
        Command::plain(VoiceWithdrawn {
            programme: "p".to_owned(),
            voice: id.to_owned(),
        })
    };
    let by = |by: ProposedBy| {
        let facts = ProposalHandedIn {
            by,
            ..P.own_proposal("new")
        };
        P.hand_in(facts, "A service")
    };
    let alone = "acts for that alone";
    let periods = NewPeriods {
        answer: Some(Period::Months(12)),
        ..NewPeriods::default()
    };
    let periods = Command::plain(PeriodsFixed {
        programme: "p".to_owned(),
        periods,
    });
    let states = both(one_office);
    for (command, says) in [
        (P.institution("new", "New"), alone),
        (P.institution(INSTITUTION, "Renamed"), alone),
        (rule("more"), alone),
        (periods, alone),
        (P.call("2026-12-01", "2026-12-31"), alone),
        (P.merge_proposals(&["a"], "b"), alone),
        (P.need("n", english("Getting home")), alone),
        (open_vote("v"), alone),
        (by(ProposedBy::Other(ProposerKind::Citizen)), alone),
        (P.take_back("a", "No."), "is not"),
        (said("transport"), "holds no role for the institution"),
        (withdrawn("theirs"), "holds no role for the institution"),
    ] {
        for (holds, state) in &states {
            let mut state = state.clone();
            let given = give(&mut state, &actor, command.clone());
            match (*holds, given) {
                (false, Ok(())) => {}
                (true, Err(told)) => assert!(told.contains(says), "{told}"),
                (_, other) => panic!("{holds}: {other:?}, {command:?}"),
            }
        }
    }
    for command in [
        said(INSTITUTION),
        withdrawn("other"),
        by(ProposedBy::Institution(INSTITUTION.to_owned())),
        answered(P.answer(voice("other"), Disposition::Adopted)),
    ] {
        let mut state = states[1].1.clone();
        give(&mut state, &actor, command).expect("what is their institution's");
    }
    // Whoever holds a role for the whole programme as well does both.
    let mut state = states[1].1.clone();
    let whole = Command::plain(RoleGranted {
        holder: ONE.to_owned(),
        role: Granted::Official,
        programme: Some("p".to_owned()),
        institution: None,
    });
    give(&mut state, "administrator/test", whole).expect("another role");
    give(&mut state, &actor, rule("more")).expect("a rule");
}

#[test]
fn a_restriction_is_looked_at_again_within_a_year_and_for_a_deliberation_sooner() {
    let hide = |ground, review_by: &str| {
        Command::plain(ContentRestricted {
            entry: 4,
            name: "text".to_owned(),
            ground,
            roles: vec!["official".to_owned()],
            review_by: review_by.to_owned(),
        })
    };
    let mut states = both(listening);
    let late = "is too late";
    // A year and the day that it may be already where the programme is.
    for (ground, day) in [
        (Ground::Order, "2027-11-26"),
        (Ground::PersonalData, "9999-12-31"),
        (Ground::Deliberation, "2026-12-02"),
    ] {
        newly_refused(&states, OFFICIAL, &hide(ground, day), late);
    }
    let state = &mut states[1].1;
    for (ground, day) in [
        (Ground::Order, "2027-11-25"),
        (Ground::Deliberation, "2026-12-01"),
    ] {
        draft(state, OFFICIAL, hide(ground, day)).expect("in time");
    }
    let longer = NewPeriods {
        deliberation: Some(Period::Days(30)),
        ..NewPeriods::default()
    };
    let longer = Command::plain(PeriodsFixed {
        programme: "p".to_owned(),
        periods: longer,
    });
    give(state, OFFICIAL, longer).expect("periods");
    draft(state, OFFICIAL, hide(Ground::Deliberation, "2026-12-24")).expect("thirty days");
}

#[test]
fn what_was_taken_back_is_not_adopted_again_for_a_later_day() {
    let mut states = both(listening);
    let planned = |supersedes, day: &str| AnswerGiven {
        planned_by: Some(day.to_owned()),
        supersedes,
        ..P.answer(voice("mine"), Disposition::Adopted)
    };
    let reference = madang_programme::answers::Pointer::Entry(9);
    let exists = Disposition::AlreadyExists { reference };
    for (_, state) in &mut states {
        give(state, OFFICIAL, answered(planned(None, "2026-12-10"))).expect("adopted");
        let back = AnswerGiven {
            supersedes: Some(state.size - 1),
            ..P.answer(voice("mine"), exists.clone())
        };
        give(state, OFFICIAL, answered(back)).expect("taken back");
    }
    let (old, new) = (states[0].1.size - 1, states[1].1.size - 1);
    let far =
        |state: &State, last| draft(state, OFFICIAL, answered(planned(Some(last), "2031-01-01")));
    far(&states[0].1, old).expect("the rules of before");
    let refusal = far(&states[1].1, new).expect_err("put off");
    let said = told(&refusal.said());
    assert!(said.contains("promised for 2026-12-10"), "{said}");
    // What passes over that all the same is due when it first was.
    let state = &mut states[0].1;
    give(state, OFFICIAL, answered(planned(Some(old), "2031-01-01"))).expect("adopted again");
    let mut found = Vec::new();
    state
        .check_openness("p", &[], "2027-01-10T08:00:00.000Z", &mut |one| {
            found.push(one)
        })
        .expect("a programme");
    let told = found.iter().find(|one| one.check == Check::C32);
    assert_eq!(told.map(|one| one.status), Some(Status::Overdue));
}

#[test]
fn an_answer_whose_reason_is_gone_is_none() {
    let mut state = listening();
    let given = P.answer(voice("mine"), Disposition::Adopted);
    give(&mut state, OFFICIAL, answered(given.clone())).expect("an answer");
    let first = state.size - 1;
    let status = |state: &State| {
        let mut found = Vec::new();
        let now = "2026-11-24T08:00:00.000Z";
        let checked = state.check_openness("p", &[], now, &mut |one| found.push(one));
        checked.expect("a programme");
        let mut of = found.iter().filter(|one| one.check == Check::C13);
        of.find(|one| one.entries.contains(&first))
            .map(|one| one.status)
    };
    assert_eq!(status(&state), Some(Status::Held));
    let erased = Command::plain(ContentErased {
        entry: first,
        name: REASON.to_owned(),
        ground: Ground::HouseRules,
    });
    give(&mut state, OFFICIAL, erased).expect("erased");
    assert_eq!(status(&state), Some(Status::Broken));
    let again = AnswerGiven {
        supersedes: Some(first),
        ..given
    };
    give(&mut state, OFFICIAL, answered(again)).expect("another");
    assert_eq!(status(&state), Some(Status::Held));
}

#[test]
fn a_reason_has_letters() {
    let reason = |text: &str| AnswerReason {
        reason: english(text),
        post: english("Head of transport"),
        changed: None,
    };
    let dots = reason("............ ............");
    dots.check(5).expect("the rules of before");
    let refused = dots.check(RULES).expect_err("no reason");
    assert!(told(&refused.said()).contains("letters"), "{refused}");
    reason("밤 버스를 늘리기로 했습니다. 예산에 담습니다.")
        .check(RULES)
        .expect("a reason");
}

#[test]
fn a_participant_asks_for_another_look_at_their_own_proposal() {
    let mine = || Subject::Proposal("mine".to_owned());
    let mut states = both(proposing);
    for (holds, state) in &mut states {
        let given = P.answer(mine(), Disposition::Adopted);
        give(state, OFFICIAL, answered(given)).expect("an answer");
        let again = P.reexamine(mine(), state.size - 1);
        assert_eq!(draft(state, AUTHOR, again.clone()).is_ok(), *holds);
        refused(state, OTHER, again, "is not who said it");
    }
}

#[test]
fn a_calendar_counts_how_often_a_day_is_named() {
    let mut state = newest(prepared());
    let days: Vec<String> = (0..1_000)
        .map(|day| {
            let first = jiff::civil::date(2027, 1, 1);
            let day = first.checked_add(jiff::ToSpan::days(2 * i64::from(day)));
            day.expect("a day").to_string()
        })
        .collect();
    let fixed = Command::plain(CalendarFixed {
        programme: "p".to_owned(),
        weekend: vec![Weekday::Sunday],
        holidays: Vec::new(),
    });
    give(&mut state, OFFICIAL, fixed).expect("a calendar");
    let amend = |turn: usize| {
        let (added, removed) = match turn % 2 {
            0 => (days.clone(), Vec::new()),
            _ => (Vec::new(), days.clone()),
        };
        Command::plain(CalendarAmended {
            programme: "p".to_owned(),
            added,
            removed,
        })
    };
    for turn in 0..10 {
        give(&mut state, OFFICIAL, amend(turn)).expect("an amendment");
    }
    refused(&state, OFFICIAL, amend(10), "times in all");
}

#[test]
fn no_pseudonym_holds_a_number_of_a_person() {
    let comment = P.comment("mine", None, "A comment");
    for (holds, state) in both(proposing) {
        let mut state = state;
        let given = give(
            &mut state,
            "participant/hong-010-1234-5678",
            comment.clone(),
        );
        assert_eq!(given.is_err(), holds, "{given:?}");
        let random = format!("participant/{}", "0101234567801012".repeat(2));
        give(&mut state, &random, comment.clone()).expect("a random one");
        let mine = VoiceReceived {
            channel: Channel::Portal,
            ..P.said("new")
        };
        give(&mut state, AUTHOR, P.receive(mine, english("More."))).expect("a voice");
    }
}
