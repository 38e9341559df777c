//! Whoever wrote a record does not hold whoever checks it: selecting is bounded, and what is left is named.

use anyhow::Result;
use madang_verify::{Options, Report, Status, What};
use serde_json::{Value, json};

use super::hidden::append;
use super::support::{Kept, facts, kept};

const PROGRAMME: &str = "kr0018-flagships";
/// How many proposals stand once the vote of the kept record is decided.
const STANDING: u64 = 14;

fn place(of: &str, id: &str, rel: &str, entry: usize) -> Value {
    json!({
        "refs": [{ "entry": entry, "rel": rel }], "space": PROGRAMME,
        "subject": format!("{of}:{PROGRAMME}/{id}"),
    })
}

/// A record whose last votes are each opened and called off again, by as many rules.
pub fn with_openings(votes: usize, rules: usize) -> Result<Kept> {
    let mut kept = kept("2026-11-whole")?;
    let programme = kept.record.first_of("programme.created/1")?;
    let opened = kept.record.first_of("vote.opened/1")?;
    let ballots = kept.record.entry(opened)?["facts"]["ballots"].clone();
    let official = "official/console";
    let mut fixed = vec![];
    for number in 0..rules {
        let id = format!("again-{number}-rule");
        let rule = json!({
            "budget": "30000000000", "rule": { "kind": "equal-shares" },
            "ties": { "kind": "cost-votes" }, "utility": { "kind": "cost" },
        });
        fixed.push(append(
            &mut kept.record,
            "selection_rule.fixed/1",
            official,
            place("selection_rule", &id, "programme", programme),
            json!({ "id": id, "programme": PROGRAMME, "rule": rule }),
        )?);
    }
    for number in 0..votes {
        let id = format!("again-{number}");
        let by = number % rules;
        let rule = fixed.get(by).copied().unwrap_or_default();
        let opened = append(
            &mut kept.record,
            "vote.opened/1",
            official,
            place("vote", &id, "rule", rule),
            json!({
                "ballots": ballots, "candidates": STANDING, "id": id, "programme": PROGRAMME,
                "rule": format!("again-{by}-rule"),
            }),
        )?;
        append(
            &mut kept.record,
            "vote.cancelled/1",
            official,
            place("vote", &id, "vote", opened),
            json!({ "programme": PROGRAMME, "reason": { "en": "Called off." }, "vote": id }),
        )?;
    }
    Ok(kept)
}

fn judged(kept: &Kept, work: u64) -> Result<Report> {
    let options = Options {
        work: Some(work),
        ..Options::default()
    };
    kept.judged_with(&kept.record, options)
}

fn unchecked(report: &Report) -> Vec<(What, u64, &str)> {
    let unchecked = report.unchecked.iter();
    unchecked
        .map(|one| (one.what, one.count, one.entries.as_str()))
        .collect()
}

#[test]
fn a_rule_is_tried_once_on_the_same_candidates() -> Result<()> {
    // Enough for one trial, for fifty looks at what stands and for the selection; not for fifty trials.
    let kept = with_openings(50, 1)?;
    let report = judged(&kept, 78_000)?;
    assert_eq!(unchecked(&report), []);
    assert_eq!(
        report.status,
        Status::VerifiedExcept,
        "{:?}",
        report.failures
    );
    Ok(())
}

#[test]
fn trials_beyond_what_is_done_are_named_and_then_nothing_follows() -> Result<()> {
    let kept = with_openings(50, 50)?;
    assert_eq!(judged(&kept, u64::MAX)?.status, Status::VerifiedExcept);
    // The usual lasts for all of it.
    let usual = kept.judged(&kept.record)?;
    assert_eq!(usual.status, Status::VerifiedExcept, "{:?}", usual.failures);
    let report = judged(&kept, 55_600)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    assert_eq!(
        unchecked(&report),
        [(What::Source, 1, "254–"), (What::Rule, 1, "252")]
    );
    let said = report.unchecked[1].reason.to_string();
    assert!(said.contains("--patient"), "{said}");
    Ok(())
}

#[test]
fn a_selection_beyond_what_is_done_is_named_and_what_it_says_by_itself_is_checked() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let selection = kept.record.first_of("selection.published/1")?;
    let report = judged(&kept, 2_920)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    let entry = selection.to_string();
    assert_eq!(unchecked(&report), [(What::Selection, 1, entry.as_str())]);
    assert_eq!(report.recomputed, []);
    let mut record = kept.record.clone();
    facts(&mut record, selection, |facts| {
        facts["selected"] = json!(["1", "2"]);
    })?;
    let options = Options {
        work: Some(2_920),
        ..Options::default()
    };
    assert_eq!(kept.judged_with(&record, options)?.status, Status::Failed);
    Ok(())
}
