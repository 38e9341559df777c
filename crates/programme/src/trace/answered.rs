//! Answers as things of a trace: how one stands, and those that the voices of a need were given.

use serde::Serialize;

use super::walk::{Hop, Neighbours};
use crate::answers::{DispositionKind, Subject};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::How;

/// How an answer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerStanding {
    /// What was decided.
    pub disposition: DispositionKind,
    /// The institution that decided.
    pub institution: String,
    /// By which day what was adopted is planned now, with every delay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_by: Option<String>,
    /// What was told of it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<Told>,
    /// The answer that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<u64>,
}

/// What was told of something that was adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// How it stands: started, delayed, done, dropped.
    pub step: &'static str,
    /// When that was told, UTC.
    pub at: String,
    /// The entry that told it.
    pub entry: u64,
}

impl AnswerStanding {
    /// How the answer of an entry to a voice or a proposal stands; `None` where there is none of that entry.
    pub fn of(
        state: &State,
        programme: &str,
        subject: &Subject,
        entry: u64,
    ) -> Option<AnswerStanding> {
        let answers = &state.dealt(programme, subject)?.answers;
        let place = answers.iter().position(|given| given.entry == entry)?;
        let given = answers.get(place)?;
        let told = given.progress.last().map(|told| Told {
            step: told.step.name(),
            at: told.at.clone(),
            entry: told.entry,
        });
        Some(AnswerStanding {
            disposition: given.disposition.kind(),
            institution: given.institution.clone(),
            planned_by: given.planned().map(str::to_owned),
            progress: told,
            replaced_by: answers.get(place + 1).map(|later| later.entry),
        })
    }
}

/// The step from a need to the answers that stand for its voices, first by entry, `most` of them at most; `None` where the thing is no need, or none of its
/// voices was answered. Which needs an answered voice stands in is said of the voice, so nothing leads back by this way.
pub fn answers_of_need(state: &State, (thing, on_record): (u64, &str), most: usize) -> Option<Hop> {
    let (programme, need) = SubjectKind::Need.split(on_record)?;
    let voices = state.need(programme, need).ok()?.voices();
    let given = voices.filter_map(|(voice, _)| {
        let subject = Subject::Voice(voice.to_owned());
        Some(state.answer(programme, &subject)?.entry)
    });
    let mut answers: Vec<u64> = given.collect();
    answers.sort_unstable();
    let total = answers.len() as u64;
    answers.truncate(most);
    let to = Neighbours {
        how: How::AnswersVoice,
        things: answers,
        total,
    };
    (total > 0).then_some(Hop { of: thing, to })
}
