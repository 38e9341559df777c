//! Where something is hidden, all that is left is still checked.

use anyhow::{Context, Result};
use madang_record::time::{entry_id, format_at, parse_at};
use madang_verify::{Status, What};
use serde_json::{Value, json};

use super::support::{Kept, NOW, Published, facts, hide, kept};

/// Puts an entry behind all others, a second later.
pub fn append(
    record: &mut Published,
    kind: &str,
    actor: &str,
    place: Value,
    of: Value,
) -> Result<usize> {
    // A ballot may tell an earlier time than the entries before it.
    let all = 0..record.entries.len();
    let times = all.map(|index| Ok(record.entry(index)?["at"].as_str().and_then(parse_at)));
    let last = times.collect::<Result<Vec<_>>>()?.into_iter().max();
    let at = last.flatten().context("a time")? + 1000;
    let mut entry = json!({
        "actor": actor, "at": format_at(at).context("a time")?, "facts": of,
        "id": entry_id(at, &[7; 10]), "kind": kind, "space": "", "v": 1,
    });
    for (name, value) in place.as_object().context("a place")? {
        entry[name] = value.clone();
    }
    record.entries.push(madang_record::to_canonical(&entry)?);
    Ok(record.entries.len() - 1)
}

pub fn erase(record: &mut Published, entry: usize, name: &str) -> Result<usize> {
    hide(record, entry, name);
    append(
        record,
        "content.erased/1",
        "official/console",
        json!({ "subject": format!("content:{entry}/{name}"), "refs": [{ "entry": entry, "rel": "entry" }] }),
        json!({ "entry": entry, "ground": "erasure_request", "name": name }),
    )
}

/// A whole record of which one ballot, or one score sheet, was erased after the selection.
fn with_hidden(kind: &str, name: &str) -> Result<Kept> {
    let mut kept = kept("2026-11-whole")?;
    // Not one of those whose voter cast another.
    let hidden = *kept.of_kind(kind)?.last().context("one")?;
    erase(&mut kept.record, hidden, name)?;
    let report = kept.judged(&kept.record)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    let partial = report
        .unchecked
        .iter()
        .find(|one| one.what == What::Selection);
    assert!(partial.is_some(), "{:?}", report.unchecked);
    Ok(kept)
}

#[test]
fn a_hidden_ballot_or_sheet_does_not_hide_a_lie_about_the_selection() -> Result<()> {
    for (kind, name) in [
        ("ballot.cast/1", "ballot"),
        ("scores.submitted/1", "scores"),
    ] {
        let kept = with_hidden(kind, name)?;
        let selection = kept.record.first_of("selection.published/1")?;
        type Lie = fn(&mut Value);
        let lies: [(&str, Lie); 9] = [
            ("dropped", |f| f["tally"]["dropped_choices"] = json!(1)),
            ("cast", |f| f["tally"]["cast"] = json!(99_999)),
            ("counted", |f| f["tally"]["counted"] = json!(12)),
            ("both", |f| {
                f["tally"]["counted"] = json!(12);
                f["tally"]["unknown_project"] = json!(28);
            }),
            ("total", |f| f["total_cost"] = json!(7)),
            ("two selected", |f| f["selected"] = json!(["1", "2"])),
            ("digest", |f| f["input_digest"] = json!("00".repeat(32))),
            ("twice", |f| {
                let first = f["selected"][0].clone();
                f["selected"][1] = first;
            }),
            ("order", |f| {
                if let Some(selected) = f["selected"].as_array_mut() {
                    selected.reverse();
                }
            }),
        ];
        for (what, lie) in lies {
            let mut record = kept.record.clone();
            facts(&mut record, selection, lie)?;
            let report = kept.judged(&record)?;
            assert_eq!(report.status, Status::Failed, "{name}: {what}");
            assert_eq!(
                report.failures[0].entry,
                Some(selection as u64),
                "{name}: {what}"
            );
        }
        for (content, lie) in [
            ("outcome", json!({ "selected": ["1", "2"] })),
            ("analysis", json!({})),
        ] {
            let mut record = kept.record.clone();
            record.set_body(selection, content, lie)?;
            assert_eq!(
                kept.judged(&record)?.status,
                Status::Failed,
                "{name}: {content}"
            );
        }
    }
    Ok(())
}

#[test]
fn choices_that_were_dropped_are_held_as_far_as_the_missing_ballots_let_them() -> Result<()> {
    // The vote drops choices that are no candidates: twenty-one are left out of what was counted.
    for (hidden, dropped, holds) in [
        (("ballot.cast/1", "ballot"), 21, true),
        (("ballot.cast/1", "ballot"), 99_999, false),
        (("scores.submitted/1", "scores"), 20, false),
        (("scores.submitted/1", "scores"), 22, false),
        (("scores.submitted/1", "scores"), 21, true),
    ] {
        let mut kept = kept("2026-11-rules-4")?;
        let mut selection = None;
        for index in kept.of_kind("selection.published/1")? {
            let facts = kept.record.entry(index)?["facts"].take();
            if facts["tally"]["dropped_choices"] == 21 {
                selection = Some((index, facts["vote"].clone()));
            }
        }
        let (selection, vote) = selection.context("a selection")?;
        let ((kind, name), mut own) = (hidden, None);
        for index in kept.of_kind(kind)? {
            let is_open = kept
                .record
                .bodies
                .iter()
                .any(|body| body.entry == index as u64);
            if is_open && kept.record.entry(index)?["facts"]["vote"] == vote {
                own = Some(index);
            }
        }
        let Some(own) = own else {
            anyhow::ensure!(name == "scores", "no ballot of that vote");
            continue;
        };
        erase(&mut kept.record, own, name)?;
        facts(&mut kept.record, selection, |facts| {
            facts["tally"]["dropped_choices"] = json!(dropped);
        })?;
        let report = kept.judged(&kept.record)?;
        let failures = report.failures.iter().map(|one| one.reason.to_string());
        let failures: Vec<String> = failures.collect();
        let named = failures
            .iter()
            .any(|said| said.contains("dropped from ballots"));
        assert_eq!(named, !holds, "{name} {dropped}: {failures:?}");
    }
    Ok(())
}

/// Puts another set in the place of the published one, everywhere it stands: facts, outcome and analysis tell the same story.
fn with_set(record: &mut Published, selection: usize, selected: &[&str]) -> Result<()> {
    let programme = record.entry(selection)?["facts"]["programme"].clone();
    let mut costs = std::collections::BTreeMap::new();
    for index in 0..record.entries.len() {
        let entry = record.entry(index)?;
        if entry["kind"] == "proposal.submitted/1" && entry["facts"]["programme"] == programme {
            let id = entry["facts"]["id"].as_str().context("an id")?.to_owned();
            costs.insert(id, entry["facts"]["cost"].as_u64().context("a cost")?);
        }
    }
    let total: u64 = selected.iter().filter_map(|id| costs.get(*id)).sum();
    facts(record, selection, |facts| {
        facts["selected"] = json!(selected);
        facts["total_cost"] = json!(total);
    })?;
    let content = |record: &Published, name: &str| {
        let mut bodies = record.bodies.iter();
        let found = bodies.find(|body| body.entry == selection as u64 && body.name == name);
        found.map(|body| body.content.clone())
    };
    let mut outcome = content(record, "outcome").context("an outcome")?;
    outcome["selected"] = json!(selected);
    outcome["total_cost"] = json!(total.to_string());
    let round = outcome["rounds"][0].clone();
    let rounds = (1..).zip(selected).map(|(number, id)| {
        let mut round = round.clone();
        round["round"] = json!(number);
        round["project"] = json!(id);
        round
    });
    outcome["rounds"] = rounds.collect();
    for project in outcome["projects"].as_array_mut().context("projects")? {
        let place = selected.iter().position(|id| project["id"] == *id);
        let project = project.as_object_mut().context("a project")?;
        match place {
            Some(place) => {
                project.insert("round".to_owned(), json!(place + 1));
                project.remove("reason");
            }
            None => {
                project.remove("round");
                project.insert("reason".to_owned(), json!("number-reached"));
            }
        }
    }
    record.set_body(selection, "outcome", outcome)?;
    let mut analysis = content(record, "analysis").context("an analysis")?;
    analysis["audit"]["selected"] = json!(selected);
    analysis["audit"]["total_cost"] = json!(total.to_string());
    analysis["influence"]["selected"] = json!(selected);
    record.set_body(selection, "analysis", analysis)
}

#[test]
fn another_set_told_the_same_everywhere_is_caught_where_the_rule_goes_by_one_number() -> Result<()>
{
    for (kind, name) in [
        ("ballot.cast/1", "ballot"),
        ("scores.submitted/1", "scores"),
    ] {
        let kept = with_hidden(kind, name)?;
        let selection = kept.record.first_of("selection.published/1")?;
        let own = ["5", "4", "2", "11", "15", "20", "13", "10", "12", "16"];
        // As it was published, told by the same means: the means are none.
        let mut record = kept.record.clone();
        with_set(&mut record, selection, &own)?;
        let report = kept.judged(&record)?;
        assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
        for lie in [
            // The first is left out for one with half its score; the last is; the order is turned.
            ["4", "2", "11", "15", "20", "13", "10", "12", "16", "1"],
            ["18", "5", "4", "2", "11", "15", "20", "13", "10", "12"],
            ["16", "12", "10", "13", "20", "15", "11", "2", "4", "5"],
        ] {
            let mut record = kept.record.clone();
            with_set(&mut record, selection, &lie)?;
            let report = kept.judged(&record)?;
            assert_eq!(report.status, Status::Failed, "{name}: {lie:?}");
            let said = report.failures[0].reason.to_string();
            assert!(said.contains("cannot come out"), "{said}");
        }
        // Fewer than fit.
        let mut record = kept.record.clone();
        with_set(&mut record, selection, &own[..5])?;
        assert_eq!(kept.judged(&record)?.status, Status::Failed, "{name}");
    }
    Ok(())
}

/// The rule of a vote is another from the beginning, and nothing that the explanations say contradicts it.
fn with_rule(kept: &mut Kept, change: fn(&mut Value)) -> Result<usize> {
    let rule = kept.record.first_of("selection_rule.fixed/1")?;
    facts(&mut kept.record, rule, |facts| change(&mut facts["rule"]))?;
    let selection = kept.record.first_of("selection.published/1")?;
    let mut bodies = kept.record.bodies.iter();
    let outcome = bodies.find(|body| body.entry == selection as u64 && body.name == "outcome");
    let mut outcome = outcome.context("an outcome")?.content.clone();
    change(&mut outcome["rule"]);
    kept.record.set_body(selection, "outcome", outcome)?;
    Ok(selection)
}

#[test]
fn a_set_that_cannot_be_held_is_said_to_be_so_and_the_rest_is_held() -> Result<()> {
    let mut kept = with_hidden("ballot.cast/1", "ballot")?;
    let selection = with_rule(&mut kept, |rule| {
        rule["rule"] = json!({ "kind": "equal-shares" })
    })?;
    let report = kept.judged(&kept.record)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    let partial = report
        .unchecked
        .iter()
        .find(|one| one.what == What::Selection);
    let said = partial.context("the selection")?.reason.to_string();
    assert!(said.contains("could not be held: any set"), "{said}");

    type Lie = fn(&mut Value);
    let lies: [(&str, &str, Lie); 9] = [
        ("outcome", "rule", |o| o["rule"]["number"] = json!(11)),
        ("outcome", "budget", |o| o["budget"] = json!("31000000000")),
        ("outcome", "voters", |o| o["voters"] = json!(35)),
        ("outcome", "votes", |o| o["projects"][3]["votes"] = json!(3)),
        ("outcome", "cost", |o| o["projects"][3]["cost"] = json!("1")),
        ("outcome", "reason", |o| {
            o["projects"][3]["reason"] = json!("outranked")
        }),
        ("outcome", "rounds", |o| o["rounds"] = json!([])),
        ("outcome", "surplus", |o| o["lie"] = json!(1)),
        ("analysis", "influence", |a| {
            a["influence"]["selected"] = json!(["1"])
        }),
    ];
    for (name, what, lie) in lies {
        let mut record = kept.record.clone();
        let mut bodies = record.bodies.iter();
        let content = bodies.find(|body| body.entry == selection as u64 && body.name == name);
        let mut content = content.context("a content")?.content.clone();
        lie(&mut content);
        record.set_body(selection, name, content)?;
        assert_eq!(kept.judged(&record)?.status, Status::Failed, "{what}");
    }
    // Which was taken out by entries is known exactly, whatever is hidden.
    let mut record = kept.record.clone();
    facts(&mut record, selection, |facts| {
        facts["tally"]["excluded"] = json!(1);
        facts["tally"]["counted"] = json!(35);
    })?;
    assert_eq!(kept.judged(&record)?.status, Status::Failed, "excluded");
    Ok(())
}

#[test]
fn bounds_of_groups_are_held_in_all_their_fields() -> Result<()> {
    // Nine general ones are selected, for 13,000,000,000, and one of a target group, for 940,000,000.
    for (group, quota, holds) in [
        ("target", json!({ "least_number": 1 }), true),
        ("target", json!({ "least_number": 2 }), false),
        ("general", json!({ "most_number": 9 }), true),
        ("general", json!({ "most_number": 8 }), false),
        ("target", json!({ "least_money": "940000000" }), true),
        ("target", json!({ "least_money": "940000001" }), false),
        ("general", json!({ "most_money": "13000000000" }), true),
        ("general", json!({ "most_money": "12999999999" }), false),
    ] {
        let mut kept = with_hidden("ballot.cast/1", "ballot")?;
        let rule = kept.record.first_of("selection_rule.fixed/1")?;
        facts(&mut kept.record, rule, |facts| {
            facts["rule"]["quotas"] = json!({ "groups": { group: quota }, "mode": "reserve" });
        })?;
        let report = kept.judged(&kept.record)?;
        let failures = report.failures.iter().map(|one| one.reason.to_string());
        let failures: Vec<String> = failures.collect();
        let named = format!("the group \"{group}\" has");
        let of_group = failures.iter().any(|said| said.contains(&named));
        assert_eq!(of_group, !holds, "{group} {quota}: {failures:?}");
    }
    Ok(())
}

#[test]
fn what_is_hidden_was_there_and_what_is_published_is_of_this_record() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let mut record = kept.record.clone();
    let erased = erase(&mut record, 3, "text")?;
    facts(&mut record, erased, |facts| facts["name"] = json!("remark"))?;
    let mut entry = record.entry(erased)?;
    entry["subject"] = json!("content:3/remark");
    record.set_entry(erased, &entry)?;
    let report = kept.judged(&record)?;
    assert!(
        report
            .failures
            .iter()
            .any(|f| f.entry == Some(erased as u64)),
        "{:?}",
        report.failures
    );

    let mut record = kept.record.clone();
    let mut more = record.bodies.last().context("a content")?.clone();
    more.entry = record.entries.len() as u64;
    record.bodies.push(more);
    let report = kept.judged(&record)?;
    assert_eq!(report.status, Status::Failed);
    assert_eq!(
        report.failures[0].place, "body/000",
        "{:?}",
        report.failures
    );
    Ok(())
}

#[test]
fn a_database_that_was_accepted_is_told_and_must_be_plausible() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let size = kept.record.entries.len();
    let accepted = |signed: usize, root: &str| -> Result<_> {
        let mut record = kept.record.clone();
        append(
            &mut record,
            "log.database_accepted/1",
            "operator/console",
            json!({ "subject": "log" }),
            json!({ "database_size": size, "reason": "the disk failed", "signed_root": root, "signed_size": signed }),
        )?;
        kept.judged(&record)
    };
    let root = "ab".repeat(32);
    let honest = accepted(size + 5, &root)?;
    assert_eq!(
        honest.status,
        Status::VerifiedExcept,
        "{:?}",
        honest.failures
    );
    let told = honest
        .costs
        .iter()
        .find(|cost| cost.entries == size.to_string());
    let told = told.context("it is told")?.what.to_string();
    assert!(
        told.contains("the disk failed") && told.contains('5'),
        "{told}"
    );
    for (signed, root) in [(1, root.as_str()), (size, &root), (size + 5, "nothing")] {
        assert_eq!(
            accepted(signed, root)?.status,
            Status::Failed,
            "{signed} {root}"
        );
    }
    Ok(())
}

#[test]
fn restrictions_that_are_overdue_are_told_by_the_clock_of_whoever_verifies() -> Result<()> {
    let kept = kept("2026-11")?;
    let told = |now| -> Result<Vec<String>> {
        let options = madang_verify::Options {
            now: Some(now),
            ..Default::default()
        };
        let report = kept.judged_with(&kept.record, options)?;
        assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
        Ok(report
            .costs
            .iter()
            .map(|cost| cost.what.to_string())
            .collect())
    };
    let overdue = |told: &[String]| told.iter().any(|what| what.contains("looked at again"));
    assert!(!overdue(&told(NOW)?));
    assert!(overdue(&told(NOW + 5 * 366 * 86_400)?));
    assert!(told(NOW)?.iter().any(|what| what.contains("called off")));
    Ok(())
}
