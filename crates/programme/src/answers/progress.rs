//! What became of what was adopted.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::given::{MOST_REASON, check_planned};
use super::subject::{Pointer, Subject};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most things that show that something was done.
const MOST_EVIDENCE: usize = 50;

/// Progress was told on what was adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerProgress {
    /// The programme.
    pub programme: String,
    /// What was answered.
    pub subject: Subject,
    /// The entry of the answer that adopted it, the newest there is.
    pub answer: u64,
    /// How it stands.
    pub step: ProgressStep,
}

/// How it stands with what was adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProgressStep {
    /// It was begun, or goes on.
    Started,
    /// It was done.
    Done {
        /// What shows it, at least one.
        evidence: Vec<Pointer>,
    },
    /// It takes longer; the content `text` says why.
    Delayed {
        /// The new day by which it is planned.
        planned_by: String,
    },
    /// It will not be done after all; the content `text` says why.
    Dropped,
}

impl ProgressStep {
    /// The names of every one.
    pub const NAMES: [&'static str; 4] = ["started", "done", "delayed", "dropped"];

    /// Its name on the record and in the API.
    pub fn name(&self) -> &'static str {
        match self {
            ProgressStep::Started => "started",
            ProgressStep::Done { .. } => "done",
            ProgressStep::Delayed { .. } => "delayed",
            ProgressStep::Dropped => "dropped",
        }
    }

    /// Whether nothing follows it.
    pub fn ends(&self) -> bool {
        match self {
            ProgressStep::Done { .. } | ProgressStep::Dropped => true,
            ProgressStep::Started | ProgressStep::Delayed { .. } => false,
        }
    }
}

/// The content `text` of progress.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgressText {
    /// What was done; or why it takes longer, or will not be done.
    pub text: Text,
}

impl Content for ProgressText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.text.check("text", MOST_REASON)?)
    }
}

impl Fact for AnswerProgress {
    const KIND: &'static str = "answer.progress/1";
    const ASKED: &'static str = "report_progress";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<ProgressText>(TEXT).public().searched()];
    const TOLD: &'static [Told] = &[Told::Progress];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = vec![
            self.subject.reference(state, &self.programme)?,
            Relation::Answer.to(self.answer),
        ];
        if let ProgressStep::Done { evidence } = &self.step {
            refs.extend(evidence.iter().filter_map(Pointer::reference));
        }
        Ok(Place::of_programme(
            &self.programme,
            self.subject.on_record(&self.programme),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        self.subject.check_stands(state, &self.programme)?;
        let answer = state.newest_answer(&self.programme, &self.subject, self.answer)?;
        state.check_acts_for(by, &self.programme, &answer.institution)?;
        if !answer.disposition.is_adopted() {
            return Err(Violation::field(
                "answer",
                said!("answer-nothing-adopted", answer = self.answer),
            ));
        }
        if let Some(last) = answer.progress.last()
            && last.step.ends()
        {
            return Err(Violation::out_of_turn(said!(
                "answer-progress-ended",
                entry = last.entry
            )));
        }
        match &self.step {
            ProgressStep::Started | ProgressStep::Dropped => Ok(()),
            ProgressStep::Delayed { planned_by } => {
                check_planned(state, &self.programme, planned_by, by)?;
                match answer
                    .planned()
                    .filter(|planned| *planned >= planned_by.as_str())
                {
                    Some(planned) => Err(Violation::field(
                        "planned_by",
                        said!("answer-delayed-earlier", planned = planned),
                    )),
                    None => Ok(()),
                }
            }
            ProgressStep::Done { evidence } => {
                if evidence.is_empty() {
                    return Err(Violation::field("evidence", said!("answer-no-evidence")));
                }
                if evidence.len() > MOST_EVIDENCE {
                    let reason = said!("answer-too-many", most = MOST_EVIDENCE);
                    return Err(Violation::field("evidence", reason));
                }
                let mut evidence = evidence.iter();
                evidence.try_for_each(|pointer| {
                    pointer.check_shows("evidence", state, &self.programme, &self.subject, by)
                })
            }
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_progress(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        match &self.step {
            ProgressStep::Dropped => Some(Cost::PromiseDropped),
            // No delay is for an earlier day than was planned.
            ProgressStep::Delayed { .. } => Some(Cost::PromiseDelayed),
            ProgressStep::Started | ProgressStep::Done { .. } => None,
        }
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        280
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Answer(self.answer))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
