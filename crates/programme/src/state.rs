//! What follows from the entries so far: one part a feature, which only that feature's own methods change.

use crate::answers::Answers;
use crate::bodies::Bodies;
use crate::commitments::Commitments;
use crate::consultations::Consultations;
use crate::content::Contents;
use crate::design::Designs;
use crate::institutions::Institutions;
use crate::log::Log;
use crate::needs::Needs;
use crate::people::People;
use crate::programmes::Programmes;
use crate::proposals::Proposals;
use crate::scoring::Scoring;
use crate::services::Services;
use crate::voices::Voices;
use crate::votes::Votes;

/// What follows from the entries so far. Its size grows with the things on the record (proposals, votes, members),
/// not with ballots: those are only counted. A copy shares what is not changed afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// How many entries were applied.
    pub size: u64,
    /// Time of the last entry.
    pub last_at: String,
    /// Who made the last entry, as on the record: `participant/…`.
    pub last_by: String,
    pub(crate) log: Log,
    pub(crate) contents: Contents,
    pub(crate) commitments: Commitments,
    pub(crate) people: People,
    pub(crate) programmes: Programmes,
    pub(crate) institutions: Institutions,
    pub(crate) bodies: Bodies,
    pub(crate) voices: Voices,
    pub(crate) needs: Needs,
    pub(crate) consultations: Consultations,
    pub(crate) proposals: Proposals,
    pub(crate) votes: Votes,
    pub(crate) scoring: Scoring,
    pub(crate) answers: Answers,
    pub(crate) services: Services,
    pub(crate) designs: Designs,
}
