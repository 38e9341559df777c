//! Answers from a table: what is said to many, released together.

mod table;

use madang_programme::Command;
use madang_programme::answers::{AnswerGiven, AnswerReason, Disposition, REASON, Subject};
use madang_words::quoted;

use crate::places::Places;
use crate::source::At;
use crate::step::{Step, Thing};
use crate::words::said;

/// The answers of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The rows.
    pub answers: Vec<At<Answer>>,
}

/// A row. The facts lack the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    facts: AnswerGiven,
    reason: AnswerReason,
    places: Places,
}

impl Answers {
    /// The steps that give the answers in `programme`. A row is known by what it answers, and by the answer whose place it takes: a
    /// file that is read again adds nothing.
    pub fn steps(&self, programme: &str) -> Vec<Step> {
        let steps = self.answers.iter().map(|at| {
            let answer = &at.value;
            let facts = AnswerGiven {
                programme: programme.to_owned(),
                ..answer.facts.clone()
            };
            let subject = format!("{}/{}", facts.subject.kind(), facts.subject.id());
            let after = facts.supersedes.map_or_else(
                || "first".to_owned(),
                |superseded| format!("after/{superseded}"),
            );
            let key = format!("answer/{programme}/{subject}/{after}");
            let what = said!("step-answer", subject = quoted(&subject));
            let command = Command::said(REASON, facts, answer.reason.clone());
            let decider = (Thing::Institution, answer.facts.decider.clone());
            let about = |subject: &Subject| {
                let thing = match subject {
                    Subject::Voice(_) => Thing::Voice,
                    Subject::Proposal(_) => Thing::Proposal,
                };
                (thing, subject.id().to_owned())
            };
            let into = match &answer.facts.disposition {
                Disposition::Merged { into } => Some(about(into)),
                _ => None,
            };
            let names = [about(&answer.facts.subject), decider];
            let step = Step::official(at.line, what, key, command);
            step.at(&answer.places)
                .naming(programme, names.into_iter().chain(into))
        });
        steps.collect()
    }

    /// How many decide each way, in the order of their names on the record.
    pub fn by_disposition(&self) -> Vec<(&'static str, u64)> {
        let mut numbers = std::collections::BTreeMap::new();
        for answer in &self.answers {
            let kind = answer.value.facts.disposition.kind();
            *numbers.entry(kind).or_insert(0) += 1;
        }
        let numbers = numbers.into_iter();
        numbers
            .map(|(kind, number)| (kind.name(), number))
            .collect()
    }
}
