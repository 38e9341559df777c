//! How a consultation ends: what of it is waived, that it is closed, and the say that people had.

use madang_database::Connection;
use madang_programme::consultations::{
    AssessmentReason, InfluenceAssessed, REASON, WaiverGranted, WaiverReason,
};
use serde::Serialize;

use crate::error::StoreError;
use crate::page::Moment;
use crate::record::stored;

/// How a consultation ends, as far as everybody may read it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EndingPapers {
    /// What of it is waived, in order, with why as far as that may be read.
    pub waivers: Vec<(Moment, WaiverGranted, Option<WaiverReason>)>,
    /// That it is closed.
    pub closed: Option<Moment>,
    /// The say that people were found to have had, as it stands, with why as far as that may be read.
    pub assessed: Option<(Moment, InfluenceAssessed, Option<AssessmentReason>)>,
}

impl EndingPapers {
    pub(super) fn waived(&mut self, moment: Moment, facts: WaiverGranted) {
        self.waivers.push((moment, facts, None));
    }

    /// Gives the assessment whose place it takes.
    pub(super) fn assessed(&mut self, moment: Moment, facts: InfluenceAssessed) -> Option<Moment> {
        let before = self.assessed.replace((moment, facts, None));
        before.map(|(moment, ..)| moment)
    }

    /// Reads the words, as far as everybody may.
    pub(super) async fn read(&mut self, connection: &mut Connection<'_>) -> Result<(), StoreError> {
        let waived: Vec<u64> = self
            .waivers
            .iter()
            .map(|(moment, ..)| moment.entry)
            .collect();
        let mut why = stored::texts(connection, REASON, &waived).await?;
        for (moment, _, reason) in &mut self.waivers {
            *reason = why.remove(&moment.entry);
        }
        if let Some((moment, _, reason)) = &mut self.assessed {
            let mut why = stored::texts(connection, REASON, &[moment.entry]).await?;
            *reason = why.remove(&moment.entry);
        }
        Ok(())
    }
}
