//! What a consultation still owes before it is closed.

use super::super::state::ConsultationState;
use super::waiver::Part;
use crate::state::State;
use crate::violation::Violation;
use crate::voices::Standing;

/// Something that is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenDuty {
    /// It has not ended.
    NotEnded,
    /// Nobody said that it was held.
    NotHeld,
    /// Something that it owes is not there, and nobody waived it.
    Missing(Part),
    /// A correction of the minutes is not settled, by its entry.
    Correction(u64),
    /// Voices that were heard in it are not answered: the first by its identifier, and how many.
    Voices(String, u64),
}

/// All that is open.
pub type OpenDuties = Vec<OpenDuty>;

impl State {
    /// What a consultation still owes at a time, before it is closed.
    ///
    /// # Errors
    /// A programme or a consultation that is not there.
    pub fn open_duties(
        &self,
        programme: &str,
        id: &str,
        now: &str,
    ) -> Result<OpenDuties, Violation> {
        let known = self.consultation(programme, id)?;
        let mut open = known.owes(now);
        let unanswered = |standing| matches!(standing, Standing::Waiting | Standing::Asked);
        let all = self.voices(programme);
        let all = all.filter(|(_, voice)| voice.consultation.as_deref() == Some(id));
        let all = all.filter(|(_, voice)| unanswered(voice.standing()));
        let (mut first, mut number): (Option<(u64, &str)>, u64) = (None, 0);
        for (voice, state) in all {
            number += 1;
            let own = (state.entry, voice);
            first = Some(first.map_or(own, |first| first.min(own)));
        }
        open.extend(first.map(|(_, voice)| OpenDuty::Voices(voice.to_owned(), number)));
        Ok(open)
    }
}

impl ConsultationState {
    /// What it owes itself.
    fn owes(&self, now: &str) -> OpenDuties {
        let mut open = Vec::new();
        if self.ended(now).is_none() {
            open.push(OpenDuty::NotEnded);
        } else if self.held.is_none() && !self.plan.is_written() {
            open.push(OpenDuty::NotHeld);
        }
        let missing = Part::ALL
            .iter()
            .copied()
            .filter(|part| self.has_done(*part).is_none() && !self.waivers.contains_key(part));
        open.extend(missing.map(OpenDuty::Missing));
        let correction = self.minutes.unsettled();
        open.extend(correction.map(|(entry, _)| OpenDuty::Correction(entry)));
        open
    }
}
