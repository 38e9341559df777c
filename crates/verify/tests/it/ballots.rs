//! Ballots that say the same in another spelling, and ballots that a count passed over and that everybody can read.

use std::convert::Infallible;

use anyhow::{Context, Result};
use madang_programme::State;
use madang_programme::votes::selection::{Computed, OpenedSheet, compute};
use madang_programme::votes::tally::OpenedBallot;
use madang_record::{EntryRef, OpenBody, Salt};
use madang_verify::{Options, Status, What};
use madang_words::Language;
use serde_json::{Value, json};

use super::hidden::append;
use super::support::{Kept, Published, check, hide, kept, with_content, workplace};

#[test]
fn a_ballot_in_a_second_spelling_fails_counted_or_not() -> Result<()> {
    for counted in [true, false] {
        let read = || -> Result<Kept> {
            let mut kept = kept("2026-11-whole")?;
            if !counted {
                let selection = kept.record.first_of("selection.published/1")?;
                kept.record.remove_entry(selection);
            }
            Ok(kept)
        };
        let ballot = read()?.first_ballot("vote-weighted")?;
        let mut bodies = read()?.record.bodies.into_iter();
        let own = bodies.find(|body| body.entry == ballot as u64);
        let own = String::from_utf8(madang_record::to_canonical(
            &own.context("a ballot")?.content,
        )?)?;
        let (before, after) = own.split_once(']').context("choices")?;
        for (other, status) in [
            (own.clone(), None),
            (format!("{before}],\"points\":null{after}"), Some(())),
            (own.replacen("[\"1", "[\"\\u0031", 1), Some(())),
            (own.replacen(':', ": ", 1), Some(())),
        ] {
            if other == own && status.is_some() {
                continue;
            }
            let folder = workplace()?;
            let mut kept = read()?;
            with_content(&mut kept, ballot, "ballot", true, &other, folder.path())?;
            let report = check(folder.path(), Options::default());
            match status {
                None => assert_ne!(report.status, Status::Failed, "{:?}", report.failures),
                Some(()) => {
                    assert_eq!(report.status, Status::Failed, "{other}");
                    for failure in &report.failures {
                        let korean = failure.reason.in_language(Language::Ko);
                        let english = korean.split(|c: char| !c.is_ascii_alphabetic());
                        let longest = english.map(str::len).max();
                        assert!(longest < Some("spelling".len()), "{korean}");
                    }
                }
            }
        }
    }
    Ok(())
}

/// What the server of the first rules would have published: without the ballots that are hidden when it counts.
fn counted(record: &Published, without: usize) -> Result<Computed> {
    let mut state = State::default();
    let (mut sheets, mut ballots) = (vec![], vec![]);
    for (index, bytes) in record.entries.iter().enumerate() {
        state.apply(&EntryRef::parse(bytes)?)?;
        let entry = record.entry(index)?;
        let text = |name: &str| entry["facts"][name].as_str().unwrap_or_default().to_owned();
        let mut bodies = record.bodies.iter();
        let body = bodies.find(|body| body.entry == index as u64);
        let content = body.map(|body| body.content.clone()).unwrap_or_default();
        match entry["kind"].as_str() {
            Some("ballot.cast/1") if index != without => ballots.push(OpenedBallot {
                entry: index as u64,
                voter: text("voter"),
                content: serde_json::from_value(content)?,
            }),
            Some("scores.submitted/1") => sheets.push(OpenedSheet {
                body: text("body"),
                member: text("member"),
                content: serde_json::from_value(content)?,
            }),
            _ => {}
        }
    }
    ballots.sort_by(|a, b| (&a.voter, a.entry).cmp(&(&b.voter, b.entry)));
    let ballots = ballots.into_iter().map(Ok::<_, Infallible>);
    let (programme, vote) = ("kr0018-flagships", "vote-weighted");
    compute(&state, programme, vote, &sheets, ballots).context("a selection")
}

/// Publishes a selection in the place of another.
fn publish(record: &mut Published, like: &Value, computed: &Computed) -> Result<usize> {
    let index = record.entries.len();
    let mut commitments = vec![];
    for (name, content) in [
        ("outcome", &computed.outcome),
        ("analysis", &computed.analysis),
    ] {
        let body = OpenBody {
            entry: index as u64,
            name: name.to_owned(),
            salt: Salt::from_bytes([9; 32]),
            content: content.clone(),
        };
        let hash = body.hash()?.to_string();
        commitments.push(json!({ "hash": hash, "name": name, "visibility": "public" }));
        record.bodies.push(body);
    }
    let place = json!({
        "bodies": commitments, "refs": like["refs"], "space": like["space"], "subject": like["subject"],
    });
    let facts = serde_json::to_value(&computed.facts)?;
    append(
        record,
        "selection.published/1",
        "official/console",
        place,
        facts,
    )
}

#[test]
fn a_ballot_that_the_count_passed_over_and_that_is_public_is_named() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let ballot = *kept.of_kind("ballot.cast/1")?.last().context("a ballot")?;
    let selection = kept.record.first_of("selection.published/1")?;
    let like = kept.record.entry(selection)?;
    kept.record.remove_entry(selection);
    let place = json!({ "refs": [{ "entry": ballot, "rel": "entry" }], "subject": format!("content:{ballot}/ballot") });
    append(
        &mut kept.record,
        "content.restricted/1",
        "official/console",
        place.clone(),
        json!({
            "entry": ballot, "ground": "order", "name": "ballot", "review_by": "2027-06-01",
            "roles": ["official"],
        }),
    )?;
    let computed = counted(&kept.record, ballot)?;
    let selection = publish(&mut kept.record, &like, &computed)?;
    // As long as it is hidden that is said of it, and no more.
    let mut hidden = kept.record.clone();
    hide(&mut hidden, ballot, "ballot");
    let report = kept.judged(&hidden)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    let what: Vec<What> = report.unchecked.iter().map(|one| one.what).collect();
    assert_eq!(what, [What::RestrictedContent]);
    append(
        &mut kept.record,
        "content.released/1",
        "official/console",
        place,
        json!({ "entry": ballot, "name": "ballot" }),
    )?;
    let report = kept.judged(&kept.record)?;
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    assert_eq!(report.unchecked.len(), 1, "{:?}", report.unchecked);
    let named = &report.unchecked[0];
    assert_eq!(
        (named.what, named.entries.as_str()),
        (What::Selection, selection.to_string().as_str())
    );
    let said = named.reason.to_string();
    assert!(said.contains(&ballot.to_string()), "{said}");
    Ok(())
}
