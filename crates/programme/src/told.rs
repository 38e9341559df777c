//! Whom an entry concerns at once, beside everybody who follows what it is about. The words stand where they are told.

/// What somebody is told at once of an entry, and who that is. What somebody does themselves nobody need tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Whoever said or proposed it: it is answered.
    Answered,
    /// Whoever said or proposed it: how it stands with what an answer promised.
    Progress,
    /// Whoever said it: they are asked for more.
    Asked,
    /// Whoever said it: another institution answers it.
    Transferred,
    /// Whoever proposed it: it was amended for them.
    Amended,
    /// Whoever endorses it: it has another version.
    Revised,
    /// Whoever proposed it: it was taken back for them.
    TakenBack,
    /// Whoever proposed it, and in their digest whoever follows it: it goes on in its parts.
    Split,
    /// Whoever proposed what goes on in another, and in their digest whoever follows it.
    Merged,
    /// Whoever said what is hidden or gone from here on: who did it, on which ground, and until when.
    Hidden,
    /// Whoever said or proposed it: a service has a version that rests on it.
    ActedOn,
    /// Whoever held it: a role of theirs ended.
    RoleEnded,
    /// Whoever registered for a consultation: that they did.
    Registered,
    /// Whoever had registered: somebody else took that back for them.
    Unregistered,
    /// Whoever waited: they have a place.
    Promoted,
    /// Everybody who registered: the consultation is at another time or elsewhere.
    Moved,
    /// Everybody who registered: the consultation is called off.
    CalledOff,
    /// Everybody who was there: the minutes are drafted, and they can ask for corrections.
    Drafted,
    /// Whoever asked for a correction of minutes: how it was settled.
    Settled,
    /// Everybody who was there: the minutes are approved, or put right afterwards.
    Approved,
}

impl Told {
    /// Whether something goes on in another by it.
    pub fn goes_on(self) -> bool {
        match self {
            Told::Split | Told::Merged => true,
            Told::Answered
            | Told::Progress
            | Told::Asked
            | Told::Transferred
            | Told::Amended
            | Told::Revised
            | Told::TakenBack
            | Told::Hidden
            | Told::ActedOn
            | Told::RoleEnded
            | Told::Registered
            | Told::Unregistered
            | Told::Promoted
            | Told::Moved
            | Told::CalledOff
            | Told::Drafted
            | Told::Settled
            | Told::Approved => false,
        }
    }
}
