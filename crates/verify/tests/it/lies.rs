//! Single lies in a record that is signed anew: about lots, voters, formats, times, identifiers, spellings.

use std::convert::Infallible;

use anyhow::{Context, Result};
use madang_programme::State;
use madang_programme::votes::selection::{Computed, compute};
use madang_programme::votes::tally::OpenedBallot;
use madang_record::EntryRef;
use madang_verify::{Report, Status};
use madang_words::Language;
use serde_json::{Value, json};

use super::support::{Published, facts, kept};

#[test]
fn a_lot_that_rests_on_any_value_is_to_be_looked_up_and_the_value_is_printed() -> Result<()> {
    let kept = kept("2026-11")?;
    let opened = kept.of_kind("ballots.opened/1")?;
    let opened = *opened.last().context("a lot")?;
    for value in ["1 2 3 4 5 6", "x"] {
        let mut record = kept.record.clone();
        facts(&mut record, opened, |facts| {
            facts["lot"]["value"] = json!(value)
        })?;
        // The selection that follows from another value is another: here it still is the one of the true value.
        assert_eq!(kept.judged(&record)?.status, Status::Failed);
    }
    let report = kept.judged(&kept.record)?;
    let mut look_up = report.look_up.iter();
    let look_up = look_up.find(|one| one.entry == opened as u64);
    let look_up = look_up.context("the lot")?;
    let said = look_up.what.to_string();
    for word in ["3 11 15 29 35 44", "first national lottery draw", "seed"] {
        assert!(said.contains(word), "{said}");
    }
    Ok(())
}

/// What the program would have published of a vote of a record, from the entries before the selection.
fn computed(record: &Published, selection: usize) -> Result<Computed> {
    let of = record.entry(selection)?["facts"].take();
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let (mut state, mut ballots) = (State::default(), vec![]);
    for (index, bytes) in record.entries[..selection].iter().enumerate() {
        state.apply(&EntryRef::parse(bytes)?)?;
        let entry = record.entry(index)?;
        if entry["kind"] != "ballot.cast/1" || entry["facts"]["vote"] != of["vote"] {
            continue;
        }
        let mut bodies = record.bodies.iter();
        let body = bodies.find(|body| body.entry == index as u64);
        ballots.push(OpenedBallot {
            entry: index as u64,
            voter: text(&entry["facts"], "voter"),
            content: serde_json::from_value(body.context("an open ballot")?.content.clone())?,
        });
    }
    ballots.sort_by(|a, b| (&a.voter, a.entry).cmp(&(&b.voter, b.entry)));
    let ballots = ballots.into_iter().map(Ok::<_, Infallible>);
    let (programme, vote) = (text(&of, "programme"), text(&of, "vote"));
    compute(&state, &programme, &vote, &[], ballots).context("a selection")
}

/// Whoever chooses the value of a lot, and publishes what follows from it, is caught by nothing but the value itself: it is printed, so
/// that somebody looks it up.
#[test]
fn a_lot_whose_value_and_selection_are_forged_together_is_never_called_verified() -> Result<()> {
    let mut kept = kept("2026-11")?;
    let opened = kept.of_kind("ballots.opened/1")?;
    let mut opened = opened.into_iter().rev();
    let opened = opened.find(|index| {
        let entry = kept.record.entry(*index);
        entry.is_ok_and(|entry| !entry["facts"]["lot"].is_null())
    });
    let opened = opened.context("a lot")?;
    let vote = kept.record.entry(opened)?["facts"]["vote"].take();
    let mut selections = kept.of_kind("selection.published/1")?.into_iter();
    let selection = selections.find(|index| {
        let entry = kept.record.entry(*index);
        entry.is_ok_and(|entry| entry["facts"]["vote"] == vote)
    });
    let selection = selection.context("its selection")?;
    // What came later rests on what was selected, but for what hides contents of before.
    for index in (selection + 1..kept.record.entries.len()).rev() {
        let entry = kept.record.entry(index)?;
        let hides = entry["kind"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("content."));
        let of = entry["facts"]["entry"].as_u64();
        if !hides || of.is_none_or(|of| of >= selection as u64) {
            kept.record.remove_entry(index);
        }
    }
    let honest = kept.judged(&kept.record)?;
    assert_ne!(honest.status, Status::Failed, "{:?}", honest.failures);
    let own = computed(&kept.record, selection)?;
    let published = kept.record.entry(selection)?["facts"].take();
    assert_eq!(
        serde_json::to_value(&own.facts)?,
        published,
        "as the program published it"
    );
    let mut others = 0;
    for number in 1..40 {
        let value = format!("{number} 12 16 30 36 45");
        let mut record = kept.record.clone();
        facts(&mut record, opened, |facts| {
            facts["lot"]["value"] = json!(value)
        })?;
        let forged = computed(&record, selection)?;
        if forged.facts.selected == own.facts.selected {
            continue;
        }
        others += 1;
        let of = serde_json::to_value(&forged.facts)?;
        facts(&mut record, selection, |facts| *facts = of)?;
        record.set_body(selection, "outcome", forged.outcome)?;
        record.set_body(selection, "analysis", forged.analysis)?;
        let report = kept.judged(&record)?;
        assert_eq!(report.failures, [], "{value}");
        assert_eq!(report.status, honest.status);
        assert_ne!(report.status, Status::Verified);
        let mut look_up = report.look_up.iter();
        let look_up = look_up.find(|one| one.entry == opened as u64);
        let said = look_up.context("the lot")?.what.to_string();
        assert!(said.contains(&value), "{said}");
        if others == 3 {
            return Ok(());
        }
    }
    anyhow::bail!("no other value draws another set")
}

/// What is shown to nobody from the beginning stands on no entry that hides it: it is told all the same.
#[test]
fn words_that_were_restricted_from_their_birth_are_told() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let proposals = kept.of_kind("proposal.submitted/1")?;
    let mut record = kept.record.clone();
    for proposal in &proposals {
        let mut entry = record.entry(*proposal)?;
        entry["bodies"][0]["visibility"] = json!("restricted");
        entry["bodies"][0]["roles"] = json!(["official"]);
        record.set_entry(*proposal, &entry)?;
        super::support::hide(&mut record, *proposal, "text");
    }
    let told = |report: &Report| {
        let mut costs = report.costs.iter();
        let cost = costs.find(|cost| cost.what.to_string().contains("from the beginning"));
        cost.map(|cost| (cost.entries.clone(), cost.what.to_string()))
    };
    assert_eq!(told(&kept.judged(&kept.record)?), None);
    let report = kept.judged(&record)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    let (entries, what) = told(&report).context("it is told")?;
    assert!(what.contains(&proposals.len().to_string()), "{what}");
    let first = proposals.first().context("a proposal")?.to_string();
    assert!(entries.starts_with(&first), "{entries}");
    Ok(())
}

#[test]
fn who_voted_is_to_be_looked_up_for_each_counted_vote() -> Result<()> {
    let kept = kept("2026-11")?;
    let report = kept.judged(&kept.record)?;
    for selection in kept.of_kind("selection.published/1")? {
        let counted = kept.record.entry(selection)?["facts"]["tally"]["counted"].to_string();
        let mut look_up = report.look_up.iter();
        let look_up = look_up.find(|one| one.entry == selection as u64);
        let said = &look_up.context("its voters")?.what;
        for (language, word) in [(Language::En, "roll"), (Language::Ko, "명부")] {
            let said = said.in_language(language);
            assert!(said.contains(word) && said.contains(&counted), "{said}");
        }
    }
    Ok(())
}

#[test]
fn an_explanation_of_a_format_that_nobody_here_knows_is_not_called_checked() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let selection = kept.record.first_of("selection.published/1")?;
    for name in ["outcome", "analysis"] {
        let mut bodies = kept.record.bodies.iter();
        let content = bodies.find(|body| body.entry == selection as u64 && body.name == name);
        let content = content.context("a content")?.content.clone();
        for (format, status) in [
            (json!(1), Status::VerifiedExcept),
            (json!(999), Status::Incomplete),
            (json!(0), Status::Failed),
            (json!("2"), Status::Failed),
            (json!(null), Status::Failed),
        ] {
            let mut lie = content.clone();
            lie["format"] = format.clone();
            if status == Status::Incomplete {
                lie["whatever"] = json!("all were served");
            }
            let mut record = kept.record.clone();
            record.set_body(selection, name, lie)?;
            let report = kept.judged(&record)?;
            assert_eq!(
                report.status, status,
                "{name} {format}: {:?}",
                report.failures
            );
            if status == Status::Incomplete {
                let said = report.unchecked[0].reason.to_string();
                assert!(
                    said.contains("999") && said.contains("newer madang"),
                    "{said}"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn impossible_times_and_identifiers_are_refused() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let all = |change: &dyn Fn(&mut Value)| -> Result<Report> {
        let mut record = kept.record.clone();
        for index in 0..record.entries.len() {
            let mut entry = record.entry(index)?;
            change(&mut entry);
            record.set_entry(index, &entry)?;
        }
        kept.judged(&record)
    };
    let id_at = |at: &str, entry: &Value| {
        // The same random part, with the time of the entry.
        let time = madang_record::time::parse_at(at).unwrap_or_default();
        let time = format!("{time:012x}");
        let id = entry["id"].as_str().unwrap_or_default();
        format!("{}-{}{}", &time[..8], &time[8..], &id[13..])
    };
    for at in ["9999-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"] {
        let report = all(&|entry| {
            entry["id"] = json!(id_at(at, entry));
            entry["at"] = json!(at);
        })?;
        assert_eq!(report.status, Status::Failed, "{at}");
        assert_eq!(
            report.failures[0].entry,
            Some(0),
            "{at}: {:?}",
            report.failures
        );
    }
    let first = kept.record.entry(0)?;
    let report = all(&|entry| {
        entry["id"] = first["id"].clone();
        entry["at"] = first["at"].clone();
    })?;
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.failures[0].entry, Some(1), "{:?}", report.failures);
    Ok(())
}

#[test]
fn sheets_name_candidates_and_everything_has_one_spelling() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let sheet = kept.record.first_of("scores.submitted/1")?;
    let mut bodies = kept.record.bodies.iter();
    let content = bodies
        .find(|body| body.entry == sheet as u64)
        .context("open")?;
    for (id, score) in [("99", "4.5"), ("1", "4.50"), ("1", "04.5"), ("1", "+4.5")] {
        let mut lie = content.content.clone();
        lie["scores"][id] = json!(score);
        let mut record = kept.record.clone();
        record.set_body(sheet, "scores", lie)?;
        let report = kept.judged(&record)?;
        assert_eq!(report.status, Status::Failed, "{id} {score}");
        assert_eq!(report.failures[0].entry, Some(sheet as u64), "{id} {score}");
    }
    let proposal = kept.record.first_of("proposal.submitted/1")?;
    for roles in [json!(["nobody"]), json!(["official", "nobody"])] {
        let mut record = kept.record.clone();
        let mut entry = record.entry(proposal)?;
        entry["bodies"][0]["visibility"] = json!("restricted");
        entry["bodies"][0]["roles"] = roles;
        record.set_entry(proposal, &entry)?;
        super::support::hide(&mut record, proposal, "text");
        let report = kept.judged(&record)?;
        assert_eq!(report.status, Status::Failed);
        assert_eq!(report.failures[0].entry, Some(proposal as u64));
    }
    Ok(())
}

#[test]
fn ballots_that_nobody_can_open_are_to_be_looked_up_too() -> Result<()> {
    let kept = kept("2026-11-rules-4")?;
    let report = kept.judged(&kept.record)?;
    for selection in kept.of_kind("selection.published/1")? {
        let facts = &kept.record.entry(selection)?["facts"];
        let sealed = facts["tally"]["repeated"].as_u64().context("a number")?;
        let mut told = report.look_up.iter();
        let told = told.find(|one| one.entry == selection as u64);
        let told = told.context("the voters")?.what.to_string();
        let words = format!("{sealed} ballot");
        assert_eq!(told.contains("under seal for ever"), sealed > 0, "{told}");
        assert!(sealed == 0 || told.contains(&words), "{words}: {told}");
    }
    let mut all = report.look_up.iter().map(|one| one.what.to_string());
    assert!(all.any(|what| what.contains("under seal for ever")));
    Ok(())
}

#[test]
fn a_vote_that_stays_under_older_rules_is_told() -> Result<()> {
    let mut kept = kept("2026-11")?;
    let open = kept.first_ballot("vote-open")?;
    let opened = kept.of_kind("vote.opened/1")?;
    let opened = opened.into_iter().rfind(|opened| *opened < open);
    let opened = opened.context("its opening")?;
    let adopted = super::hidden::append(
        &mut kept.record,
        "log.rules_adopted/1",
        "operator/server",
        json!({ "subject": "log" }),
        json!({ "rules": 4 }),
    )?;
    let report = kept.judged(&kept.record)?;
    assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
    let stays = report.costs.iter().filter(|cost| {
        let what = cost.what.to_string();
        what.contains("stays under those it opened under")
    });
    let stays: Vec<(&str, String)> = stays
        .map(|cost| (cost.entries.as_str(), cost.what.to_string()))
        .collect();
    assert_eq!(stays.len(), 1, "{stays:?}");
    assert_eq!(stays[0].0, opened.to_string());
    assert!(stays[0].1.contains("vote-open"), "{stays:?}");
    assert!(stays[0].1.contains(&adopted.to_string()), "{stays:?}");
    Ok(())
}
