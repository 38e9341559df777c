//! How somebody who holds the key of a log can get round what was announced of a vote, who scores in it and what is read before it, and
//! what names that.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::hidden::append;
use super::named::told;
use super::support::{Kept, facts, hide, kept};
use super::weighed::{OFFICIAL, PROGRAMME, english, place};

#[test]
fn a_vote_that_opens_late_or_unannounced_is_told() -> Result<()> {
    let mut kept = kept("2026-11-proposing")?;
    // Half an hour of two days is no less time to vote.
    assert_eq!(told(&kept, "later than entry")?, None);
    assert_eq!(
        told(&kept, "without having been announced")?.as_deref(),
        Some("62")
    );
    facts(&mut kept.record, 50, |facts| {
        facts["opens_at"] = json!("2026-11-03T00:00:00.000Z");
    })?;
    assert_eq!(
        told(&kept, "2 days later than entry 50")?.as_deref(),
        Some("53")
    );
    // Where nothing was announced at all, nothing is evaded.
    let silent = super::support::kept("2026-11")?;
    assert_eq!(told(&silent, "without having been announced")?, None);
    Ok(())
}

/// A vote announced behind all others of the kept record, whose last entry is of 2 seconds and 100 milliseconds.
fn announced(kept: &mut Kept) -> Result<usize> {
    append(
        &mut kept.record,
        "vote.scheduled/1",
        OFFICIAL,
        place(
            PROGRAMME,
            &format!("vote:{PROGRAMME}/v9"),
            &[("programme", 2)],
        ),
        json!({
            "opens_at": "2026-11-09T00:30:04.000Z", "closes_at": "2026-11-09T00:30:05.000Z",
            "programme": PROGRAMME, "title": english("Once more"), "vote": "v9",
        }),
    )
}

/// Something else, a second later.
fn meanwhile(kept: &mut Kept, id: &str) -> Result<()> {
    let there = place(
        PROGRAMME,
        &format!("institution:{PROGRAMME}/{id}"),
        &[("programme", 2)],
    );
    let facts = json!({ "id": id, "name": english(id), "programme": PROGRAMME });
    append(
        &mut kept.record,
        "institution.named/1",
        OFFICIAL,
        there,
        facts,
    )?;
    Ok(())
}

#[test]
fn an_announced_vote_that_never_opens_is_told_once_it_would_be_over() -> Result<()> {
    let mut kept = kept("2026-11-proposing")?;
    let announced = announced(&mut kept)?;
    meanwhile(&mut kept, "a")?;
    assert_eq!(told(&kept, "never opened")?, None);
    meanwhile(&mut kept, "b")?;
    assert_eq!(told(&kept, "never opened")?, Some(announced.to_string()));
    Ok(())
}

#[test]
fn whoever_was_appointed_after_the_opening_and_scores_is_told() -> Result<()> {
    let mut kept = kept("2026-11")?;
    let body = kept.of_kind("body.established/1")?;
    let body = *body.get(1).context("the expert panel")?;
    let vote = *kept.of_kind("vote.opened/1")?.last().context("a vote")?;
    let before = kept.of_kind("body.member_appointed/1")?;
    let mut before = before.into_iter().filter(|member| *member > body);
    let first = before.next().context("a member of the panel")?;
    let member = append(
        &mut kept.record,
        "body.member_appointed/1",
        OFFICIAL,
        place(
            PROGRAMME,
            &format!("member:{PROGRAMME}/expert-panel/packed"),
            &[("body", body)],
        ),
        json!({ "body": "expert-panel", "class": "expert", "member": "packed", "programme": PROGRAMME }),
    )?;
    let subject = format!("vote:{PROGRAMME}/vote-open");
    let mut scored = |name: &str, of: usize| -> Result<usize> {
        let mut there = place(PROGRAMME, &subject, &[("vote", vote), ("member", of)]);
        there["bodies"] = json!([{ "hash": "0".repeat(64), "name": "scores", "until": subject, "visibility": "sealed" }]);
        let sheet = json!({ "body": "expert-panel", "member": name, "programme": PROGRAMME, "vote": "vote-open" });
        append(
            &mut kept.record,
            "scores.submitted/1",
            OFFICIAL,
            there,
            sheet,
        )
    };
    scored("member-12", first)?;
    let late = scored("packed", member)?;
    let found = told(&kept, "appointed after the vote had opened")?;
    assert_eq!(found, Some(late.to_string()));
    Ok(())
}

/// A vote that opens behind all others of the kept record on what stands then.
fn opens(kept: &mut Kept) -> Result<usize> {
    let before = *kept.of_kind("vote.opened/2")?.last().context("a vote")?;
    let mut facts = kept.record.entry(before)?["facts"].clone();
    facts["id"] = json!("v4");
    let refs: Value = kept.record.entry(before)?["refs"].clone();
    let there =
        json!({ "refs": refs, "space": PROGRAMME, "subject": format!("vote:{PROGRAMME}/v4") });
    append(&mut kept.record, "vote.opened/2", OFFICIAL, there, facts)
}

/// The entry whose words a candidate of that vote has: the last of those that were not selected.
fn candidate(kept: &Kept) -> Result<usize> {
    let selection = kept.record.first_of("selection.published/1")?;
    let selected = kept.record.entry(selection)?["facts"]["selected"].clone();
    let selected = selected.as_array().context("a list")?;
    for (id, entry) in [("10", 47), ("9", 43), ("8", 42), ("7", 41)] {
        if !selected.contains(&json!(id)) {
            return Ok(entry);
        }
    }
    anyhow::bail!("all were selected")
}

fn restrict(kept: &mut Kept, entry: usize) -> Result<usize> {
    let restricted = json!({ "entry": entry, "ground": "order", "name": "text", "review_by": "2027-03-01", "roles": ["official"] });
    append(
        &mut kept.record,
        "content.restricted/1",
        OFFICIAL,
        json!({ "subject": format!("content:{entry}/text"), "refs": [{ "entry": entry, "rel": "entry" }] }),
        restricted,
    )
}

fn release(kept: &mut Kept, entry: usize) -> Result<usize> {
    append(
        &mut kept.record,
        "content.released/1",
        OFFICIAL,
        json!({ "subject": format!("content:{entry}/text"), "refs": [{ "entry": entry, "rel": "entry" }] }),
        json!({ "entry": entry, "name": "text" }),
    )
}

#[test]
fn words_hidden_before_a_vote_and_shown_after_it_are_told() -> Result<()> {
    let words = "words of candidates";
    let mut kept = kept("2026-11-proposing")?;
    let entry = candidate(&kept)?;
    // Shown again before it opens: everybody could read them.
    restrict(&mut kept, entry)?;
    release(&mut kept, entry)?;
    opens(&mut kept)?;
    assert_eq!(told(&kept, words)?, None);
    // Shown again after it opened.
    let mut kept = super::support::kept("2026-11-proposing")?;
    let restricted = restrict(&mut kept, entry)?;
    opens(&mut kept)?;
    release(&mut kept, entry)?;
    assert_eq!(told(&kept, words)?, Some(restricted.to_string()));
    Ok(())
}

#[test]
fn words_of_a_candidate_that_were_erased_or_never_shown_are_told() -> Result<()> {
    let words = "words of candidates";
    let mut erased = kept("2026-11-proposing")?;
    let entry = candidate(&erased)?;
    opens(&mut erased)?;
    let gone = super::hidden::erase(&mut erased.record, entry, "text")?;
    assert_eq!(told(&erased, words)?, Some(gone.to_string()));

    let mut born = kept("2026-11-proposing")?;
    let mut said = born.record.entry(entry)?;
    let body = said["bodies"][0].as_object_mut().context("its words")?;
    body.insert("visibility".to_owned(), json!("restricted"));
    body.insert("roles".to_owned(), json!(["official"]));
    born.record.set_entry(entry, &said)?;
    hide(&mut born.record, entry, "text");
    assert_eq!(told(&born, words)?, Some(entry.to_string()));
    Ok(())
}
