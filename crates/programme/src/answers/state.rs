//! Answers that there are.

use super::disposition::Disposition;
use super::expertise::ExpertiseAsked;
use super::given::AnswerGiven;
use super::progress::{AnswerProgress, ProgressStep};
use super::reexamination::ReexaminationAsked;
use super::subject::Subject;
use crate::by_programme::ByProgramme;
use crate::fact::Checked;
use crate::many::Many;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The answers' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answers(ByProgramme<OfProgramme>);

/// What was dealt with in a programme.
#[derive(Clone, Debug, Default, PartialEq)]
struct OfProgramme {
    voices: Many<Dealt>,
    proposals: Many<Dealt>,
}

/// How a voice or a proposal was dealt with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dealt {
    /// Its answers, oldest first; the last one stands.
    pub answers: Vec<Given>,
    /// When experts were asked, oldest first.
    pub expertise: Vec<Expertise>,
    /// That it be looked at again, once.
    pub reexamination: Option<Reexamination>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its entry.
    pub entry: u64,
    /// When it was given, UTC.
    pub at: String,
    /// The institution that decided.
    pub institution: String,
    /// What was decided.
    pub disposition: Disposition,
    /// By which day what was adopted is planned, as the answer said.
    pub planned_by: Option<String>,
    /// What became of that, oldest first.
    pub progress: Vec<Progress>,
}

/// What became of something that was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The entry that says it.
    pub entry: u64,
    /// When, UTC.
    pub at: String,
    /// What.
    pub step: ProgressStep,
}

/// That an expert was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expertise {
    /// The entry.
    pub entry: u64,
    /// When, UTC.
    pub at: String,
    /// Until which day the clock stands still.
    pub until: String,
}

/// That an answer be looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reexamination {
    /// The entry that asked for it.
    pub entry: u64,
    /// When, UTC.
    pub at: String,
}

impl Given {
    /// The day by which what was adopted is planned now.
    pub fn planned(&self) -> Option<&str> {
        let delayed = self
            .progress
            .iter()
            .rev()
            .find_map(|progress| match &progress.step {
                ProgressStep::Delayed { planned_by } => Some(planned_by.as_str()),
                ProgressStep::Started | ProgressStep::Done { .. } | ProgressStep::Dropped => None,
            });
        delayed.or(self.planned_by.as_deref())
    }
}

impl Dealt {
    /// The answer that stands.
    pub fn newest(&self) -> Option<&Given> {
        self.answers.last()
    }

    /// Whether an entry is one of its answers, or tells progress on one. Progress is told on the newest answer alone, so that it stands
    /// between its answer and the next: however many there are, few are looked at.
    pub(super) fn has(&self, entry: u64) -> bool {
        let after = self.answers.partition_point(|given| given.entry <= entry);
        let given = after.checked_sub(1).and_then(|at| self.answers.get(at));
        given.is_some_and(|given| {
            let told = &given.progress;
            given.entry == entry || told.binary_search_by_key(&entry, |told| told.entry).is_ok()
        })
    }

    /// The day by which an answer planned last what was not done or dropped since, whether that answer stands or not.
    pub fn planned(&self) -> Option<&str> {
        planned_last(&self.answers)
    }

    /// The same before an answer; `None` once its own progress was told.
    pub(super) fn planned_before(&self, answer: &Given) -> Option<&str> {
        let before = self
            .answers
            .partition_point(|given| given.entry < answer.entry);
        let before = self.answers.get(..before)?;
        answer.progress.is_empty().then(|| planned_last(before))?
    }

    /// Whether another look was asked for, and is still to come.
    pub fn is_awaited(&self) -> bool {
        let asked = self.reexamination.as_ref();
        asked.is_some_and(|asked| {
            self.newest()
                .is_none_or(|newest| newest.entry < asked.entry)
        })
    }
}

fn planned_last(answers: &[Given]) -> Option<&str> {
    let mut newest_first = answers.iter().rev();
    let adopted = newest_first.find(|given| given.planned_by.is_some())?;
    let ended = adopted.progress.last().is_some_and(|last| last.step.ends());
    (!ended).then(|| adopted.planned())?
}

impl State {
    /// How a voice or a proposal was dealt with; `None` where nothing was done yet.
    pub fn dealt(&self, programme: &str, subject: &Subject) -> Option<&Dealt> {
        let of_programme = self.answers.0.get(programme)?;
        match subject {
            Subject::Voice(id) => of_programme.voices.get(id),
            Subject::Proposal(id) => of_programme.proposals.get(id),
        }
    }

    /// Everything that was dealt with in a programme, in no order.
    pub(crate) fn all_dealt(&self, programme: &str) -> impl Iterator<Item = (Subject, &Dealt)> {
        let of_programme = self.answers.0.get(programme).into_iter();
        of_programme.flat_map(|of| {
            let voices = of.voices.iter();
            let voices = voices.map(|(id, dealt)| (Subject::Voice(id.to_owned()), dealt));
            let proposals = of.proposals.iter();
            voices.chain(proposals.map(|(id, dealt)| (Subject::Proposal(id.to_owned()), dealt)))
        })
    }

    /// The answer that stands.
    pub fn answer(&self, programme: &str, subject: &Subject) -> Option<&Given> {
        self.dealt(programme, subject)?.newest()
    }

    /// The same where its entry is the one that somebody names.
    pub(super) fn newest_answer(
        &self,
        programme: &str,
        subject: &Subject,
        named: u64,
    ) -> Result<&Given, Violation> {
        let newest = self.answer(programme, subject);
        let reason = match newest {
            Some(newest) if newest.entry == named => return Ok(newest),
            Some(newest) => said!("answer-stale", named = named, newest = newest.entry),
            None => said!("answer-none-yet", named = named),
        };
        Err(Violation::field("answer", reason))
    }

    pub(super) fn add_answer(&mut self, given: &AnswerGiven, entry: u64) -> Checked {
        let answer = Given {
            entry,
            at: self.last_at.clone(),
            institution: given.decider.clone(),
            disposition: given.disposition.clone(),
            planned_by: given.planned_by.clone(),
            progress: Vec::new(),
        };
        let dealt = self.dealt_mut(&given.programme, &given.subject)?;
        // Nearly everything is answered once.
        if dealt.answers.is_empty() {
            dealt.answers.reserve_exact(1);
        }
        dealt.answers.push(answer);
        Ok(())
    }

    pub(super) fn add_progress(&mut self, told: &AnswerProgress, entry: u64) -> Checked {
        let progress = Progress {
            entry,
            at: self.last_at.clone(),
            step: told.step.clone(),
        };
        let dealt = self.dealt_mut(&told.programme, &told.subject)?;
        let answer = dealt.answers.last_mut();
        let none = || Violation::field("answer", said!("answer-none-yet", named = told.answer));
        answer.ok_or_else(none)?.progress.push(progress);
        Ok(())
    }

    pub(super) fn add_reexamination(&mut self, asked: &ReexaminationAsked, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let dealt = self.dealt_mut(&asked.programme, &asked.subject)?;
        dealt.reexamination = Some(Reexamination { entry, at });
        Ok(())
    }

    pub(super) fn add_expertise(&mut self, asked: &ExpertiseAsked, entry: u64) -> Checked {
        let expertise = Expertise {
            entry,
            at: self.last_at.clone(),
            until: asked.until.clone(),
        };
        let dealt = self.dealt_mut(&asked.programme, &asked.subject)?;
        dealt.expertise.push(expertise);
        Ok(())
    }

    fn dealt_mut(&mut self, programme: &str, subject: &Subject) -> Result<&mut Dealt, Violation> {
        subject.entry(self, programme)?;
        let of_programme = self.answers.0.entry(programme);
        let (many, id) = match subject {
            Subject::Voice(id) => (&mut of_programme.voices, id),
            Subject::Proposal(id) => (&mut of_programme.proposals, id),
        };
        if many.get(id).is_none() {
            many.insert(id, Dealt::default());
        }
        many.get_mut(id)
            .ok_or_else(|| Violation::unknown("voice", id))
    }
}
