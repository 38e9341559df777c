//! An audit more breaks no record: one of today is read by an engine that finds one thing more and writes the next format, and what
//! that engine wrote is read by today's.

use std::fs;

use anyhow::{Context, Result};
use madang_programme::votes::selection::Computed;
use madang_programme::votes::{ANALYSIS, OUTCOME, SelectionPublished};
use madang_programme::{ContentRule, Fact};
use madang_verify::{Explainer, Options, Report, Status, What};
use madang_words::Language;
use serde_json::{Value, json};

use super::support::{Kept, Published, facts, folder, hide, kept};

/// The records that were kept.
const KEPT: [&str; 16] = [
    "2026-11",
    "2026-11-whole",
    "2026-11-rules-4",
    "2026-11-operator",
    "2026-11-taken-back",
    "2026-11-listening",
    "2026-11-proposing",
    "2026-11-moderating",
    "2026-11-consulting",
    "2026-11-serving",
    "2026-11-registering",
    "2026-12-balloting",
    "2026-12-designing",
    "2026-12-cards",
    "2026-12-scoring",
    "2026-12-minutes",
];

/// The contents of the next version: its analysis has one finding more, and the next number.
const NEXT: &[ContentRule] = &[
    SelectionPublished::CONTENTS[0],
    SelectionPublished::CONTENTS[1].formats(&[1, 2]),
];

/// What it finds more: how many voters have nothing that they wanted.
fn unheard(computed: &mut Computed) {
    computed.analysis["unheard"] = computed.outcome["representation"][0].clone();
}

fn by_next(kept: &Kept, record: &Published) -> Result<Report> {
    let options = Options {
        explainer: Explainer::of_another_version(NEXT, unheard),
        ..Options::default()
    };
    kept.judged_with(record, options)
}

/// What a report leaves of explanations: entry and reason.
fn left(report: &Report) -> Vec<(String, String)> {
    let left = report.unchecked.iter();
    left.filter(|one| one.what == What::Explanation)
        .map(|one| (one.entries.clone(), one.reason.to_string()))
        .collect()
}

/// Everything that a report found but for the explanations that it left, and what follows from that for the status.
fn rest(report: &Report) -> Result<Value> {
    let mut report = serde_json::to_value(report)?;
    let fields = report.as_object_mut().context("a report")?;
    fields.remove("status");
    fields.remove("record");
    let unchecked = fields.get_mut("unchecked").and_then(Value::as_array_mut);
    unchecked
        .context("a list")?
        .retain(|one| one["what"] != "explanation");
    Ok(report)
}

/// The record as the next version would have published it: each analysis computed again, with what it finds more and its number.
fn of_next(kept: &Kept, unheard: impl Fn(&Value) -> Value) -> Result<Published> {
    let mut record = kept.record.clone();
    for selection in kept.of_kind("selection.published/1")? {
        let content = |name: &str| {
            let mut bodies = kept.record.bodies.iter();
            let found = bodies.find(|body| body.entry == selection as u64 && body.name == name);
            found.map(|body| body.content.clone()).context("a content")
        };
        let mut analysis = content(ANALYSIS)?;
        analysis["format"] = json!(2);
        analysis["unheard"] = unheard(&content(OUTCOME)?["representation"][0]);
        record.set_body(selection, ANALYSIS, analysis)?;
    }
    Ok(record)
}

fn selections(kept: &Kept) -> Result<usize> {
    Ok(kept.of_kind("selection.published/1")?.len())
}

#[test]
fn every_kept_record_is_read_by_an_engine_that_finds_more() -> Result<()> {
    let mut all = 0;
    for name in KEPT {
        let kept = kept(name)?;
        let today = kept.judged(&kept.record)?;
        let next = by_next(&kept, &kept.record)?;
        assert_eq!(next.failures.len(), 0, "{name}: {:?}", next.failures);
        // Facts and all else are checked as today; only the analyses are left, each by name.
        assert_eq!(rest(&next)?, rest(&today)?, "{name}");
        let entries = kept.of_kind("selection.published/1")?;
        let entries: Vec<String> = entries.iter().map(usize::to_string).collect();
        let left = left(&next);
        let left_at: Vec<&String> = left.iter().map(|(entry, _)| entry).collect();
        assert_eq!(left_at, entries.iter().collect::<Vec<_>>(), "{name}");
        for (_, reason) in &left {
            assert!(
                reason.contains("analysis") && reason.contains("format 1"),
                "{reason}"
            );
        }
        // Without a selection there is nothing to explain.
        let status = match entries.is_empty() {
            true => today.status,
            false => Status::Incomplete,
        };
        assert_eq!(next.status, status, "{name}");
        all += entries.len();
    }
    // The kept records hold so many selections.
    assert_eq!(all, 10);
    let kept_folders = fs::read_dir(folder(""))?.filter_map(Result::ok);
    let kept_folders = kept_folders.filter(|entry| entry.path().is_dir()).count();
    assert_eq!(kept_folders, KEPT.len(), "each kept record stands in KEPT");
    Ok(())
}

#[test]
fn a_record_of_an_engine_that_finds_more_is_read_by_the_one_of_today() -> Result<()> {
    for name in KEPT {
        let kept = kept(name)?;
        let record = of_next(&kept, Value::clone)?;
        let today = kept.judged(&record)?;
        assert_eq!(today.failures.len(), 0, "{name}: {:?}", today.failures);
        assert_eq!(
            today.recomputed.len(),
            kept.judged(&kept.record)?.recomputed.len()
        );
        let left_today = left(&today);
        assert_eq!(
            left_today.len(),
            selections(&kept)?,
            "{name}: {left_today:?}"
        );
        for (_, reason) in &left_today {
            assert!(
                reason.contains("analysis") && reason.contains("format 2"),
                "{reason}"
            );
        }
        // Whoever has the next version leaves nothing, and holds what it says to the byte.
        let next = by_next(&kept, &record)?;
        assert_eq!(next.failures.len(), 0, "{name}: {:?}", next.failures);
        assert_eq!(left(&next), [], "{name}");
        let lie = of_next(&kept, |unheard| {
            json!(unheard.as_u64().unwrap_or_default() + 1)
        })?;
        let whole = kept.judged(&kept.record)?.recomputed.len();
        let caught = by_next(&kept, &lie)?;
        assert_eq!(
            caught.status == Status::Failed,
            whole > 0,
            "{name}: {:?}",
            caught.failures
        );
    }
    Ok(())
}

#[test]
fn what_is_left_of_an_explanation_hides_no_lie_about_the_facts() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let selection = kept.record.first_of("selection.published/1")?;
    let changes: [fn(&mut Value); 3] = [
        |facts| facts["tally"]["counted"] = json!(3),
        |facts| facts["total_cost"] = json!(3),
        |facts| {
            if let Some(selected) = facts["selected"].as_array_mut() {
                selected.swap(0, 1);
            }
        },
    ];
    let next = of_next(&kept, Value::clone)?;
    for change in changes {
        let mut old = kept.record.clone();
        facts(&mut old, selection, change)?;
        assert_eq!(by_next(&kept, &old)?.status, Status::Failed);
        let mut new = next.clone();
        facts(&mut new, selection, change)?;
        assert_eq!(kept.judged(&new)?.status, Status::Failed);
    }
    // The analysis that is not compared must still be of this selection.
    let mut bodies = next.bodies.iter();
    let body = bodies.find(|body| body.entry == selection as u64 && body.name == ANALYSIS);
    let mut analysis = body.context("an analysis")?.content.clone();
    analysis["audit"]["selected"] = json!([]);
    let mut record = next.clone();
    record.set_body(selection, ANALYSIS, analysis)?;
    assert_eq!(kept.judged(&record)?.status, Status::Failed);
    Ok(())
}

#[test]
fn it_is_left_where_ballots_are_missing_too() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    hide(&mut kept.record, ballot, "ballot");
    // The seal of that ballot was broken, and no entry says that it is hidden: a failure of its own, beside which the rest is asked.
    let today = kept.judged(&kept.record)?;
    let next = by_next(&kept, &kept.record)?;
    assert_eq!(rest(&next)?["failures"], rest(&today)?["failures"]);
    assert_eq!(left(&next).len(), 1, "{:?}", next.unchecked);
    assert_eq!(left(&today).len(), 0);
    Ok(())
}

#[test]
fn a_rule_of_a_later_format_is_named_as_such_and_not_counted_by() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let rule = kept.record.first_of("selection_rule.fixed/1")?;
    let mut record = kept.record.clone();
    facts(&mut record, rule, |facts| {
        facts["rule"]["format"] = json!(2)
    })?;
    let report = kept.judged(&record)?;
    assert_eq!(report.status, Status::Failed, "{:?}", report.failures);
    let mut failures = report.failures.iter();
    let failure = failures.find(|failure| failure.entry == Some(rule as u64));
    let what = &failure.context("the rule's entry is named")?.reason;
    let (english, korean) = (what.to_string(), what.in_language(Language::Ko));
    assert!(
        english.contains("`2` is a format that this version"),
        "{english}"
    );
    assert!(
        korean.contains("`2`번 형식은 이 판의 마당이 모릅니다"),
        "{korean}"
    );
    Ok(())
}
