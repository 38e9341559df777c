//! What somebody who holds the key of a log can do within the rules, and what names it.

use anyhow::{Context, Result};
use madang_programme::voices::code::Code;
use madang_verify::{At, EntryFate, Openness, Options, Status, What};
use serde_json::json;

use super::hidden::append;
use super::receipts::became;
use super::support::{Kept, facts, kept};
use super::weighed::{OFFICIAL, PROGRAMME, costs, english, place, say};

/// The entries of which that is told among what costs trust; `None` where it is not.
pub fn told(kept: &Kept, words: &str) -> Result<Option<String>> {
    let told = costs(kept)?.into_iter();
    let mut told = told.filter(|(_, what)| what.contains(words));
    let found = told.next().map(|(entries, _)| entries);
    anyhow::ensure!(told.next().is_none(), "twice: {words}");
    Ok(found)
}

#[test]
fn what_puts_off_what_is_owed_is_told() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    for (words, entries) in [
        ("not be done after all", "84"),
        ("put off to a later day", "79"),
        ("days into a calendar", "34, 36"),
        ("an institution was named again", "37"),
    ] {
        assert_eq!(told(&kept, words)?.as_deref(), Some(entries), "{words}");
    }
    Ok(())
}

#[test]
fn a_calendar_that_rests_for_most_of_the_week_is_told() -> Result<()> {
    let mut kept = kept("2026-11-listening")?;
    let rests = "more than two days of rest";
    assert_eq!(told(&kept, rests)?, None);
    facts(&mut kept.record, 13, |facts| {
        facts["weekend"] = json!([
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday"
        ]);
    })?;
    assert_eq!(told(&kept, rests)?.as_deref(), Some("13"));
    Ok(())
}

#[test]
fn a_month_made_into_its_longest_is_a_longer_period() -> Result<()> {
    let mut kept = kept("2026-11-listening")?;
    for (period, entries) in [
        // A month from 1 February is over sooner.
        (json!({ "days": 31 }), "14, 87"),
        (json!({ "days": 28 }), "14, 87"),
    ] {
        facts(&mut kept.record, 87, |facts| {
            facts["periods"] = json!({ "answer": period });
        })?;
        let must = match period["days"].as_u64() {
            Some(28) => "14",
            _ => entries,
        };
        let found = told(&kept, "a period longer")?;
        assert_eq!(found.as_deref(), Some(must), "{period}");
    }
    Ok(())
}

#[test]
fn a_merge_of_what_participants_proposed_is_told() -> Result<()> {
    let kept = kept("2026-11-proposing")?;
    // What a panel proposed was split by an official, which is nobody's but theirs.
    assert_eq!(
        told(&kept, "merge or split by another")?.as_deref(),
        Some("44")
    );
    Ok(())
}

#[test]
fn a_voice_taken_back_under_the_receipt_of_its_slip_is_told() -> Result<()> {
    let mut kept = kept("2026-11-listening")?;
    let receipt = Code::of_random([7; 20]).receipt("example.org/madang", PROGRAMME);
    let refs = [("programme", 2), ("institution", 37)];
    let voice = say(
        &mut kept.record,
        "voice.received/1",
        OFFICIAL,
        (
            place(PROGRAMME, &format!("voice:{PROGRAMME}/13"), &refs),
            json!({ "channel": "card", "id": "13", "institution": "interior", "programme": PROGRAMME, "receipt": receipt }),
        ),
        (
            "text",
            json!({ "text": english("The last bus leaves too early.") }),
        ),
    )?;
    let withdrawn = append(
        &mut kept.record,
        "voice.withdrawn/1",
        &format!("participant/{receipt}"),
        place(
            PROGRAMME,
            &format!("voice:{PROGRAMME}/13"),
            &[("voice", voice)],
        ),
        json!({ "programme": PROGRAMME, "voice": "13" }),
    )?;
    // Of the voices of the record one was taken back by whoever said it under their own name.
    let found = told(&kept, "on a slip was taken back")?;
    assert_eq!(found, Some(withdrawn.to_string()));
    Ok(())
}

/// What the checks of openness find at the end of a day.
fn openness(kept: &Kept, day: &str) -> Result<Openness> {
    let options = Options {
        at: Some(At::Time(format!("{day}T09:00:00.000Z"))),
        ..Options::default()
    };
    let report = kept.judged_with(&kept.record, options)?;
    assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
    report.openness.context("what the checks found")
}

#[test]
fn what_was_late_stays_late_when_it_is_taken_back() -> Result<()> {
    let mut kept = kept("2026-11-listening")?;
    let late = |kept: &Kept| -> Result<[u64; 2]> {
        let found = openness(kept, "2026-12-30")?;
        let mut all = found.checks.iter();
        let one = all.find(|one| one.check.id() == "C14").context("C14")?;
        Ok([one.overdue, one.broken])
    };
    let [overdue, broken] = late(&kept)?;
    append(
        &mut kept.record,
        "voice.withdrawn/1",
        "participant/1f2e3d4c5b6a79889706b5c4d3e2f101",
        place(
            PROGRAMME,
            &format!("voice:{PROGRAMME}/11"),
            &[("voice", 25)],
        ),
        json!({ "programme": PROGRAMME, "voice": "11" }),
    )?;
    assert_eq!(late(&kept)?, [overdue - 1, broken + 1]);
    Ok(())
}

#[test]
fn receipts_of_what_begins_nothing_are_answered() -> Result<()> {
    let proposing = kept("2026-11-proposing")?;
    let listening = kept("2026-11-listening")?;
    let rules_4 = kept("2026-11-rules-4")?;
    let left = rules_4.record.first_of("body.member_left/1")?;
    for (kept, index, fate, words) in [
        (
            &proposing,
            21,
            EntryFate::EndorsementOfBefore { by: 24 },
            "the version that was read",
        ),
        (
            &proposing,
            22,
            EntryFate::EndorsementWithdrawn { by: 26 },
            "entry 26 took it back",
        ),
        (&proposing, 27, EntryFate::EndorsementCounts, "counts"),
        (
            &proposing,
            28,
            EntryFate::OfJoined { by: 44 },
            "merged into another",
        ),
        (&proposing, 29, EntryFate::CommentStands, "stands"),
        (
            &proposing,
            33,
            EntryFate::OfJoined { by: 44 },
            "merged into another",
        ),
        (
            &proposing,
            49,
            EntryFate::AnnouncementEnded { by: 50 },
            "entry 50",
        ),
        (
            &proposing,
            50,
            EntryFate::AnnouncementOpened { by: 53 },
            "entry 53",
        ),
        (
            &proposing,
            51,
            EntryFate::AnnouncementEnded { by: 52 },
            "entry 52",
        ),
        (
            &listening,
            12,
            EntryFate::RoleEnded { by: 88 },
            "entry 88 ended it",
        ),
        (&listening, 11, EntryFate::RoleHeld, "is held"),
        (
            &listening,
            38,
            EntryFate::SupplementAnswered { by: 85 },
            "entry 85",
        ),
        (&listening, 73, EntryFate::LookTaken { by: 83 }, "entry 83"),
        (&listening, 76, EntryFate::LookWaits, "still to come"),
        (
            &rules_4,
            45,
            EntryFate::MemberLeft { by: left as u64 },
            "no more",
        ),
        (&rules_4, 44, EntryFate::MemberSits, "sits"),
    ] {
        let (found, said) = became(kept, index)?;
        assert_eq!(found, fate, "{index}: {said}");
        assert!(said.contains(words), "{index}: {said}");
    }
    Ok(())
}

#[test]
fn what_a_trace_keeps_is_counted_too() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    // Whether the record is read to its end with so many bytes for its things.
    let read = |most: usize, trace: Option<u64>| -> Result<bool> {
        let options = Options {
            kept: Some(most),
            trace,
            ..Options::default()
        };
        let report = kept.judged_with(&kept.record, options)?;
        let mut unchecked = report.unchecked.iter();
        Ok(unchecked.all(|one| one.what != What::Source))
    };
    let (mut less, mut enough) = (0, 1 << 20);
    while enough - less > 1 {
        let most = less + (enough - less) / 2;
        match read(most, None)? {
            true => enough = most,
            false => less = most,
        }
    }
    assert!(read(enough, None)?);
    assert!(!read(enough, Some(44))?);
    assert!(read(enough + (64 << 10), Some(44))?);
    Ok(())
}
