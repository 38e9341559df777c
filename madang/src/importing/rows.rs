//! Voices of a file whose rows have no identifiers: which are taken for those that came before, and which may have been erased.

use anyhow::Result;
use madang_exchange::voices::Voices;
use madang_exchange::{Mistake, Step};
use madang_programme::Event;
use madang_programme::openness::lint;
use madang_programme::voices::{self, VoiceReceived};
use madang_store::Rehearsal;
use serde_json::Value;

use super::Order;
use super::survey::named;
use crate::giving::Tried;

/// Whether all but their identifiers is the same: an erased voice says no more.
fn alike(row: &VoiceReceived, erased: &VoiceReceived) -> bool {
    let bare = |facts: &VoiceReceived| VoiceReceived {
        id: String::new(),
        ..facts.clone()
    };
    bare(row) == bare(erased)
}

/// Says which rows are taken for voices that came from a file before, where others of the file are new. Adds each new row to
/// `mistakes` that may be a voice whose words were erased, unless somebody accepts that: it would come back.
///
/// # Errors
/// What the database says.
pub(super) async fn check(
    file: &str,
    order: &Order,
    rehearsal: &Rehearsal,
    (steps, tried): (&[Step], &Tried),
    mistakes: &mut Vec<Mistake>,
) -> Result<Option<String>> {
    let rows = || {
        let rows = steps.iter().zip(&tried.entries);
        rows.filter(|(step, _)| step.key_of_words)
    };
    let known: Vec<u64> = rows()
        .filter(|(_, entry)| entry.is_some())
        .map(|(step, _)| step.line)
        .collect();
    let new = || rows().filter(|(_, entry)| entry.is_none());
    if !order.accept_erased && new().next().is_some() {
        let erased = rehearsal.erased_voices(order.programme()?).await?;
        for (step, _) in new() {
            let event = step.command.clone().event(rehearsal.state());
            let Ok(Event::Voices(voices::Event::VoiceReceived(facts))) = event else {
                continue;
            };
            let perhaps = erased.iter().find(|(_, erased)| alike(&facts, erased));
            if let Some((entry, _)) = perhaps {
                let what = said!("import-perhaps-erased", entry = *entry);
                mistakes.push(Mistake::at(file, step.line, 0, what));
            }
        }
    }
    let partly = !known.is_empty() && new().next().is_some();
    Ok(partly.then(|| {
        t!(
            "import-same-rows",
            number = known.len(),
            lines = named(&known)
        )
    }))
}

/// Lines that are listed at most.
const MOST_LINES: usize = 20;

/// What is asked for with words that everybody reads at once, beside voices: of these more is told.
const SAID: [&str; 4] = [
    "submit_proposal",
    "hand_in_proposal",
    "define_need",
    "give_answer",
];

/// The lines of what seems to hold numbers or addresses of persons in its words, as a warning.
pub(super) fn words_of_persons(steps: &[Step]) -> Option<String> {
    // A command is its name with facts and words; of facts it is told step by step.
    let holds = |step: &&Step| {
        let said = SAID.contains(&step.command.name());
        let content = said.then(|| step.command.content().ok()).flatten();
        let content = content.and_then(|content| serde_json::from_slice::<Value>(&content).ok());
        let words = content.as_ref().and_then(|content| content.pointer("/1/1"));
        words.is_some_and(|words| lint(words).is_some())
    };
    let lines: Vec<u64> = steps.iter().filter(holds).map(|step| step.line).collect();
    (!lines.is_empty()).then(|| {
        t!(
            "import-words-of-person",
            number = lines.len(),
            lines = listed(&lines)
        )
    })
}

/// Lines beside each other, as far as they are listed.
fn listed(lines: &[u64]) -> String {
    let lines = lines.iter().take(MOST_LINES).map(u64::to_string);
    lines.collect::<Vec<String>>().join(", ")
}

/// What whoever imports voices should see of the file first: rows whose words seem to be of a person, and rows that are passed over.
pub(super) fn told_of(voices: &Voices) -> Vec<String> {
    let (personal, repeated) = (voices.personal(), voices.repeated());
    let mut told = Vec::new();
    if !personal.is_empty() {
        let (number, lines) = (personal.len(), listed(&personal));
        told.push(t!("import-personal", number = number, lines = lines));
    }
    if !repeated.is_empty() {
        let (number, lines) = (repeated.len(), listed(&repeated));
        told.push(t!("import-rows-alike", number = number, lines = lines));
    }
    told
}
