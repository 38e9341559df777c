//! How far the minutes of a consultation have come.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::state::{ConsultationState, Done};
use super::approved::{MinutesApproved, MinutesCorrected};
use super::corrections::{MinutesCorrectionAsked, MinutesCorrectionSettled, Verdict};
use super::drafted::MinutesDrafted;
use super::said::MinutesPart;
use crate::days::day_in;
use crate::fact::Checked;
use crate::programmes::ProgrammeState;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// Minutes, from the first draft on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MinutesState {
    /// How many drafts there are.
    pub version: u32,
    /// The draft that stands, with its time.
    draft: Option<Done>,
    /// The corrections that were asked for, by their entries.
    pub corrections: BTreeMap<u64, AskedCorrection>,
    /// The minutes that were approved, with their time, and the entry of those that stand now.
    approved: Option<(Done, u64)>,
}

/// A correction that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedCorrection {
    /// Who asked, by the name that they have there.
    pub registrant: String,
    /// Of which part.
    pub item: MinutesPart,
    /// The draft that they read.
    pub draft: u64,
    /// How it was settled, and by which entry.
    pub settled: Option<(u64, Verdict)>,
}

impl MinutesState {
    /// The entry of the draft that stands.
    pub fn draft(&self) -> Option<u64> {
        self.draft.as_ref().map(|(entry, _)| *entry)
    }

    /// The entry of the minutes that everybody reads now.
    pub fn stands(&self) -> Option<u64> {
        self.approved.as_ref().map(|(_, stands)| *stands)
    }

    /// The entry that approved them, with its time.
    pub fn approved(&self) -> Option<(u64, &str)> {
        let (approved, _) = self.approved.as_ref()?;
        Some((approved.0, &approved.1))
    }

    /// The last day on which those who were there can ask for a correction of the draft that stands; `None` where there is none.
    ///
    /// # Errors
    /// A zone or a time that is none.
    pub fn window(&self, programme: &ProgrammeState) -> Result<Option<Date>, Violation> {
        let Some((entry, at)) = &self.draft else {
            return Ok(None);
        };
        let period = programme.periods(*entry).corrections;
        let day = period.after(day_in(&programme.zone, at)?);
        Ok(Some(programme.calendar(None).next_working(day)))
    }

    /// The first correction that nobody settled yet, and how many there are.
    pub fn unsettled(&self) -> Option<(u64, u64)> {
        let mut open = self
            .corrections
            .iter()
            .filter(|(_, one)| one.settled.is_none());
        let (first, _) = open.next()?;
        Some((*first, 1 + open.count() as u64))
    }

    /// A correction that was asked for.
    pub(super) fn correction(&self, entry: u64) -> Result<&AskedCorrection, Violation> {
        let known = self.corrections.get(&entry);
        known.ok_or_else(|| Violation::unknown("correction", entry.to_string()))
    }

    /// How many corrections of a draft somebody asked for.
    pub(super) fn asked_by(&self, registrant: &str, draft: u64) -> usize {
        let all = self.corrections.values();
        all.filter(|one| one.registrant == registrant && one.draft == draft)
            .count()
    }

    /// Checks that they are a draft still.
    pub(super) fn check_not_approved(&self) -> Checked {
        match self.approved() {
            None => Ok(()),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "minutes-approved-already",
                entry = entry
            ))),
        }
    }
}

impl ConsultationState {
    /// Checks that there can be minutes of it: people met, and that is on the record.
    pub(super) fn check_takes_minutes(&self, id: &str) -> Checked {
        self.check_live(id)?;
        if self.plan.is_written() {
            return Err(Violation::out_of_turn(said!("minutes-written")));
        }
        match &self.held {
            Some(_) => Ok(()),
            None => Err(Violation::out_of_turn(said!(
                "consultation-not-held",
                id = madang_words::quoted(id)
            ))),
        }
    }
}

impl State {
    pub(super) fn add_draft(&mut self, drafted: &MinutesDrafted, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(&drafted.programme, &drafted.consultation)?;
        known.minutes.version = drafted.version;
        known.minutes.draft = Some((entry, at));
        Ok(())
    }

    pub(super) fn ask_correction(&mut self, asked: &MinutesCorrectionAsked, entry: u64) -> Checked {
        let known = self.consultation_mut(&asked.programme, &asked.consultation)?;
        let correction = AskedCorrection {
            registrant: asked.registrant.clone(),
            item: asked.item,
            draft: asked.draft,
            settled: None,
        };
        known.minutes.corrections.insert(entry, correction);
        Ok(())
    }

    pub(super) fn settle_correction(
        &mut self,
        settled: &MinutesCorrectionSettled,
        entry: u64,
    ) -> Checked {
        let known = self.consultation_mut(&settled.programme, &settled.consultation)?;
        let asked = known.minutes.corrections.get_mut(&settled.correction);
        let asked = asked
            .ok_or_else(|| Violation::unknown("correction", settled.correction.to_string()))?;
        asked.settled = Some((entry, settled.verdict));
        Ok(())
    }

    pub(super) fn approve_minutes(&mut self, approved: &MinutesApproved, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(&approved.programme, &approved.consultation)?;
        known.minutes.approved = Some(((entry, at), entry));
        Ok(())
    }

    pub(super) fn correct_minutes(&mut self, corrected: &MinutesCorrected, entry: u64) -> Checked {
        let known = self.consultation_mut(&corrected.programme, &corrected.consultation)?;
        let Some((_, stands)) = &mut known.minutes.approved else {
            return Err(Violation::out_of_turn(said!("minutes-not-approved")));
        };
        *stands = entry;
        Ok(())
    }
}
