//! The trace of a thing names it by its words, as long as they may be read.

use anyhow::{Context, Result};
use madang_verify::{Options, Traced, Without};
use madang_words::Language;
use serde_json::json;

use super::support::{Kept, kept};

/// The trace of what an entry is about.
fn trace(kept: &Kept, entry: usize) -> Result<Traced> {
    let options = Options {
        trace: Some(entry as u64),
        ..Options::default()
    };
    let report = kept.judged_with(&kept.record, options)?;
    report.trace.context("a trace")
}

/// The entry that made a thing.
fn entry_of(kept: &Kept, kind: &str, subject: &str) -> Result<usize> {
    for index in kept.of_kind(kind)? {
        if kept.record.entry(index)?["subject"] == subject {
            return Ok(index);
        }
    }
    anyhow::bail!("no {subject}")
}

/// What a thing is called in Korean, or why it is not.
fn called(traced: &Traced, subject: &str) -> Result<Result<String, Option<Without>>> {
    let mut things = traced.things.iter();
    let thing = things.find(|thing| thing.subject == subject);
    let thing = thing.with_context(|| format!("{subject} in {traced:?}"))?;
    let words = thing
        .words
        .as_ref()
        .and_then(|text| text.best(Language::Ko));
    Ok(words
        .map(|(_, words)| words.to_owned())
        .ok_or(thing.without))
}

#[test]
fn things_are_called_by_their_titles_and_first_words() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    let need = entry_of(&kept, "need.defined/1", "need:kr0018-flagships/b")?;
    let traced = trace(&kept, need)?;
    for (subject, words) in [
        ("need:kr0018-flagships/b", "막차"),
        ("need:kr0018-flagships/a", "늦은 버스"),
        ("voice:kr0018-flagships/1", "막차를 한 시간 늦춰 주십시오."),
    ] {
        assert_eq!(called(&traced, subject)?, Ok(words.to_owned()));
    }
    let json = serde_json::to_value(&traced)?;
    let of_need = json["things"].as_array().context("things")?.iter();
    let mut of_need = of_need.filter(|thing| thing["subject"] == "need:kr0018-flagships/a");
    assert_eq!(
        of_need.next().context("the need")?["words"],
        json!({"ko": "늦은 버스", "en": "Late buses"})
    );
    Ok(())
}

#[test]
fn words_that_are_hidden_are_said_to_be() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    for (voice, without, name) in [
        ("9", Without::Restricted, "restricted"),
        ("10", Without::Erased, "erased"),
    ] {
        let subject = format!("voice:kr0018-flagships/{voice}");
        let entry = entry_of(&kept, "voice.received/1", &subject)?;
        let traced = trace(&kept, entry)?;
        assert_eq!(called(&traced, &subject)?, Err(Some(without)));
        let json = serde_json::to_value(&traced)?;
        assert_eq!(json["things"][0]["without"], name);
        assert!(json["things"][0].get("words").is_none(), "{json}");
    }
    Ok(())
}

/// A proposal is called as it reads since it was amended, and a selection has no words of its own.
#[test]
fn a_proposal_is_called_as_it_reads_now() -> Result<()> {
    let kept = kept("2026-11-rules-4")?;
    let amended = *kept.of_kind("proposal.amended/1")?.first().context("one")?;
    let subject = kept.record.entry(amended)?["subject"].clone();
    let subject = subject.as_str().context("a subject")?;
    let mut bodies = kept.record.bodies.iter();
    let now = bodies.find(|body| body.entry == amended as u64 && body.name == "text");
    let now = now.context("its words")?.content["title"].clone();
    let traced = trace(&kept, amended)?;
    let mut things = traced.things.iter();
    let thing = things.find(|thing| thing.subject == subject);
    let words = thing.context("the proposal")?.words.as_ref();
    assert_eq!(serde_json::to_value(words)?, now);
    let selection = kept.of_kind("selection.published/1")?;
    let traced = trace(&kept, *selection.first().context("a selection")?)?;
    let mut things = traced.things.iter();
    let of_selection = things.find(|thing| thing.entry == traced.thing);
    let of_selection = of_selection.context("the selection")?;
    assert_eq!((&of_selection.words, of_selection.without), (&None, None));
    Ok(())
}

/// Answers are things of the trace, called by their reasons, with how they stand.
#[test]
fn answers_stand_in_the_trace() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    let mut adopted = 0;
    for index in kept.of_kind("answer.given/1")? {
        let entry = kept.record.entry(index)?;
        let traced = trace(&kept, index)?;
        assert_eq!(traced.thing, index as u64);
        let mut things = traced.things.iter();
        let own = things.find(|thing| thing.entry == traced.thing);
        let own = own.context("the answer")?;
        assert_eq!(own.subject, entry["subject"]);
        let answer = own.answer.as_ref().context("how it stands")?;
        let disposition = serde_json::to_value(answer.disposition)?;
        let facts = &entry["facts"]["disposition"];
        assert!(
            *facts == disposition
                || facts
                    .get(disposition.as_str().unwrap_or_default())
                    .is_some(),
            "{facts} {disposition}"
        );
        assert!(own.words.is_some() || own.without.is_some(), "{own:?}");
        let back = traced.back.first().context("what it was given to")?;
        assert_eq!(back.how, "answers");
        adopted += usize::from(answer.planned_by.is_some());
        // And from there to it.
        let subject = usize::try_from(back.things[0])?;
        let forward = trace(&kept, subject)?.forward;
        let mut answers = forward.iter().filter(|hop| hop.how == "answers");
        assert!(answers.any(|hop| hop.things.contains(&(index as u64))));
    }
    assert!(adopted > 1, "{adopted} are planned");
    Ok(())
}
