//! Where something is hidden, all that is left is still checked.

use anyhow::{Context, Result};
use madang_record::time::{entry_id, format_at, parse_at};
use madang_verify::Status;
use serde_json::{Value, json};

use super::support::{Kept, NOW, Published, facts, hide, kept};

/// Puts an entry behind all others, a second later.
fn append(
    record: &mut Published,
    kind: &str,
    actor: &str,
    place: Value,
    of: Value,
) -> Result<usize> {
    let last = record.entry(record.entries.len() - 1)?;
    let at = last["at"].as_str().and_then(parse_at).context("a time")? + 1000;
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

fn erase(record: &mut Published, entry: usize, name: &str) -> Result<usize> {
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
    let partial = report.unchecked.iter().find(|one| one.what == "selection");
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
        let lies: [(&str, Lie); 8] = [
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
    assert_eq!(honest.status, Status::Verified, "{:?}", honest.failures);
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
