//! Answers: what becomes of each voice and each proposal, why, who decided it, what changed, and by when it was due.

mod clock;
mod disposition;
mod expertise;
mod figures;
mod given;
mod links;
mod moderated;
pub(crate) mod openness;
mod progress;
mod reexamination;
mod state;
mod subject;

pub use clock::Clock;
pub use disposition::{Criteria, Criterion, Disposition, DispositionKind, Parts};
pub use expertise::{ExpertiseAsked, MOST_EXPERTISE_DAYS};
pub use figures::{Figures, Overdue, Tally};
pub use given::{
    AnswerGiven, AnswerReason, ChangedThing, ChangedWhat, LEAST_REASON, MOST_REASON, REASON,
};
pub use progress::{AnswerProgress, ProgressStep, ProgressText};
pub use reexamination::{MOST_REEXAMINATION_DAYS, ReexaminationAsked, ReexaminationReason};
pub(crate) use state::Answers;
pub use state::{Dealt, Expertise, Given, Progress, Reexamination};
pub use subject::{Pointer, Subject};

use crate::fact::events;

events! { Answers, "answers":
    AnswerGiven,
    AnswerProgress,
    ReexaminationAsked,
    ExpertiseAsked,
}

impl Event {
    /// The programme, and what it is that was dealt with.
    pub fn subject(&self) -> (&str, &Subject) {
        match self {
            Event::AnswerGiven(facts) => (&facts.programme, &facts.subject),
            Event::AnswerProgress(facts) => (&facts.programme, &facts.subject),
            Event::ReexaminationAsked(facts) => (&facts.programme, &facts.subject),
            Event::ExpertiseAsked(facts) => (&facts.programme, &facts.subject),
        }
    }
}
