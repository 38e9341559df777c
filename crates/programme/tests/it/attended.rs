//! Who was at a consultation: counted so that nobody is given away, named where they are officials or appointed.

use madang_programme::bodies::MemberClass;
use madang_programme::consultations::{Attendant, CountedBy};
use madang_programme::{Command, State};

use crate::consultations::{FACILITATOR, announced, at, held, known, refused};
use crate::support::*;

#[test]
fn attendance_is_published_after_it_was_held_and_gives_nobody_away() {
    let groups = [
        ("business", 12),
        ("general", 10),
        ("target", 7),
        ("vulnerable", 0),
    ];
    let counted = |base| P.count_attendance("w", base, &groups);
    let day = "2026-12-15T05:00:00.000Z";
    refused(
        &announced(),
        day,
        FACILITATOR,
        counted(None).into(),
        "nobody said yet that",
    );
    let mut state = held();
    let mut other = counted(None);
    other.total = 30;
    refused(
        &state,
        day,
        FACILITATOR,
        other.into(),
        "come to 29; 30 attendees are not named",
    );
    let mut other = counted(None);
    other.minimum = 2;
    refused(
        &state,
        day,
        FACILITATOR,
        other.into(),
        "a number from 3 to 100",
    );
    let first = at(&mut state, day, FACILITATOR, counted(None).into());
    assert_eq!(known(&state, "w").hidden(CountedBy::Group), None);
    refused(
        &state,
        day,
        FACILITATOR,
        counted(None).into(),
        "does not name entry",
    );
    // One came to be counted, and now some are few: they are told together with others, and stay so.
    let few = [
        ("business", 12),
        ("general", 13),
        ("target", 4),
        ("vulnerable", 0),
    ];
    let few = P.count_attendance("w", Some(first), &few);
    let second = at(&mut state, day, FACILITATOR, few.into());
    let hidden = known(&state, "w")
        .hidden(CountedBy::Group)
        .expect("hidden")
        .clone();
    assert!(hidden.len() == 2 && hidden.contains("target"), "{hidden:?}");
    let third = at(&mut state, day, FACILITATOR, counted(Some(second)).into());
    assert_eq!(known(&state, "w").hidden(CountedBy::Group), Some(&hidden));
    assert_eq!(known(&state, "w").attendance(), Some(third));
}

/// Whoever writes entries by another program than ours cannot tell more than the rule allows.
#[test]
fn what_gives_somebody_away_is_refused_whoever_made_it() {
    let state = held();
    let day = "2026-12-15T05:00:00.000Z";
    let tables = |tables: serde_json::Value, total: u32| {
        let facts = serde_json::json!({
            "programme": "p", "consultation": "w", "total": total, "named": 0, "minimum": 5,
            "tables": tables,
        });
        let facts = serde_json::from_value(facts).expect("facts");
        Command::plain::<madang_programme::consultations::AttendancePublished>(facts)
    };
    let table = |cells: serde_json::Value, together: &[&str], sum: u32| {
        let mut table = serde_json::json!({"by": "group", "cells": cells});
        if !together.is_empty() {
            table["together"] = serde_json::json!({"cells": together, "sum": sum});
        }
        table
    };
    let cells = || serde_json::json!({"business": 17, "general": 12});
    for (table, total, says) in [
        (
            table(serde_json::json!({"a": 25, "b": 4}), &[], 0),
            29,
            "which are fewer than 5",
        ),
        (
            table(serde_json::json!({"a": 20}), &["b"], 9),
            29,
            "two categories or more",
        ),
        (
            table(serde_json::json!({"a": 20}), &["b", "c"], 9),
            29,
            "come to 10 at least",
        ),
        (
            table(serde_json::json!({"a": 17}), &["c", "b"], 12),
            29,
            "each once and in order",
        ),
        (
            table(serde_json::json!({"a": 17}), &["a", "b"], 12),
            29,
            "each once and in order",
        ),
        (table(cells(), &[], 0), 30, "30 attendees are not named"),
        (
            table(serde_json::json!({"a": 4}), &[], 0),
            4,
            "must be left out",
        ),
    ] {
        let command = tables(serde_json::json!([table]), total);
        refused(&state, day, FACILITATOR, command, says);
    }
    let twice = serde_json::json!([table(cells(), &[], 0), table(cells(), &[], 0)]);
    refused(
        &state,
        day,
        FACILITATOR,
        tables(twice, 29),
        "each there once",
    );
    let fine = serde_json::json!([table(cells(), &[], 0)]);
    at(&mut state.clone(), day, FACILITATOR, tables(fine, 29));
}

#[test]
fn who_is_named_is_named_and_the_others_are_counted() {
    let mut state = held();
    let mut counted = P.count_attendance("w", None, &[("business", 20), ("general", 9)]);
    counted.total += 1;
    counted.people = vec![Attendant {
        class: MemberClass::Official,
        post: english("Director of transport"),
        name: None,
    }];
    let drafted = draft_at(&state, "2026-12-15T05:00:00.000Z", counted.clone().into());
    let facts = drafted.event.facts().expect("facts");
    assert_eq!(
        (facts["total"].as_u64(), facts["named"].as_u64()),
        (Some(30), Some(1))
    );
    assert_eq!(drafted.contents.len(), 1);
    at(
        &mut state,
        "2026-12-15T05:00:00.000Z",
        FACILITATOR,
        counted.into(),
    );
}

fn draft_at(state: &State, at: &str, command: Command) -> madang_programme::Draft {
    let by = madang_programme::By {
        actor: madang_programme::ActorRef::parse(FACILITATOR).expect("an actor"),
        at,
        index: state.size,
    };
    command.draft(state, &by).expect("allowed")
}
