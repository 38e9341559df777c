//! Minutes of a consultation: what everybody reads of them, and the draft for those who were there.

use madang_database::Connection;
use madang_programme::consultations::{
    MINUTES, Minutes, MinutesApproved, MinutesCorrected, MinutesCorrectionAsked,
    MinutesCorrectionSettled, MinutesDrafted, SETTLEMENT, Settlement,
};
use madang_programme::{Actor, Role};
use serde::Serialize;

use crate::Store;
use crate::error::StoreError;
use crate::page::Moment;
use crate::record::stored;

/// The minutes of a consultation, as far as everybody may read them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MinutesPapers {
    /// The drafts, the first first.
    pub drafts: Vec<(Moment, MinutesDrafted)>,
    /// The corrections that were asked for, in order.
    pub corrections: Vec<MinutesCorrectionDetail>,
    /// The minutes that were approved, and those that put them right: the last stand.
    pub approved: Vec<ApprovedMinutes>,
}

/// A correction of minutes that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct MinutesCorrectionDetail {
    /// The entry that asked for it.
    pub asked: Moment,
    /// What it says.
    pub facts: MinutesCorrectionAsked,
    /// How it was settled, with the words of that as far as they may be read.
    pub settled: Option<(Moment, MinutesCorrectionSettled, Option<Settlement>)>,
}

/// Minutes that everybody reads.
#[derive(Clone, Debug, Serialize)]
pub struct ApprovedMinutes {
    /// Their entry.
    pub moment: Moment,
    /// Whether as many were there as the rules of the body ask, where one met; of minutes that put others right it is not said again.
    pub quorum_met: Option<bool>,
    /// What they say; `None` where that is restricted or erased.
    pub minutes: Option<Minutes>,
}

impl MinutesPapers {
    /// Those that everybody reads now.
    pub fn stand(&self) -> Option<&ApprovedMinutes> {
        self.approved.last()
    }

    /// Whether anything was published of them.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    pub(super) fn drafted(&mut self, moment: Moment, facts: MinutesDrafted) {
        self.drafts.push((moment, facts));
    }

    pub(super) fn asked(&mut self, asked: Moment, facts: MinutesCorrectionAsked) {
        self.corrections.push(MinutesCorrectionDetail {
            asked,
            facts,
            settled: None,
        });
    }

    pub(super) fn settled(&mut self, moment: Moment, facts: MinutesCorrectionSettled) {
        let mut all = self.corrections.iter_mut();
        if let Some(one) = all.find(|one| one.asked.entry == facts.correction) {
            one.settled = Some((moment, facts, None));
        }
    }

    pub(super) fn approved(&mut self, moment: Moment, facts: &MinutesApproved) {
        self.approved.push(ApprovedMinutes {
            moment,
            quorum_met: facts.quorum_met,
            minutes: None,
        });
    }

    pub(super) fn corrected(&mut self, moment: Moment, _facts: &MinutesCorrected) {
        self.approved.push(ApprovedMinutes {
            moment,
            quorum_met: None,
            minutes: None,
        });
    }

    /// Reads the words, as far as everybody may.
    pub(super) async fn read(&mut self, connection: &mut Connection<'_>) -> Result<(), StoreError> {
        let settled = self.corrections.iter().filter_map(|one| {
            let (moment, ..) = one.settled.as_ref()?;
            Some(moment.entry)
        });
        let settled: Vec<u64> = settled.collect();
        let mut words = stored::texts(connection, SETTLEMENT, &settled).await?;
        for one in &mut self.corrections {
            if let Some((moment, _, said)) = &mut one.settled {
                *said = words.remove(&moment.entry);
            }
        }
        let approved: Vec<u64> = self.approved.iter().map(|one| one.moment.entry).collect();
        let mut minutes = stored::texts(connection, MINUTES, &approved).await?;
        for one in &mut self.approved {
            one.minutes = minutes.remove(&one.moment.entry);
        }
        Ok(())
    }
}

impl Store {
    /// The draft of minutes that stands, with its entry, for whoever leads the consultation, for officials, and for those who were there;
    /// `None` for everybody else, and where there is none.
    ///
    /// # Errors
    /// What the database says.
    pub async fn drafted_minutes(
        &self,
        programme: &str,
        id: &str,
        reader: &Actor,
    ) -> Result<Option<(u64, Minutes)>, StoreError> {
        let draft = self.with_state(|state| {
            let known = state.consultation(programme, id).ok()?;
            let own = known.registrations.get(&reader.pseudonym);
            let was_there = own.is_some_and(|one| one.came.is_some());
            let reads = reader.role != Role::Participant || was_there;
            known.minutes.draft().filter(|_| reads)
        });
        let Some(entry) = draft.await? else {
            return Ok(None);
        };
        let minutes = self.restricted(entry, MINUTES, reader).await?;
        Ok(minutes.map(|minutes| (entry, minutes)))
    }
}
