//! What became of an entry that is no ballot: the answer to a receipt for it.

use std::collections::BTreeMap;

use madang_programme::content::{ContentState, Ground};
use madang_programme::trust::Cost;
use madang_programme::{Event, State, named};
use madang_words::Said;
use serde::{Deserialize, Serialize};

use crate::costs::of_ground;
use crate::ended::Ended;
use crate::fates;
use crate::said::said;

/// What became of an entry and of its contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Became {
    /// What became of it.
    #[serde(flatten)]
    pub fate: EntryFate,
    /// Its contents that are hidden now.
    pub hidden: Vec<HiddenContent>,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fate")]
pub enum EntryFate {
    /// It stands; nothing is counted by it, and nothing came of it that could be told here.
    Stands,
    /// A score sheet that was counted.
    SheetCounted {
        /// The selection.
        by: u64,
    },
    /// A score sheet whose vote has no selection yet.
    SheetNotCountedYet,
    /// A score sheet in whose place the same member handed in another.
    SheetReplaced {
        /// The entry of the other.
        by: u64,
    },
    /// A score sheet that was taken out before the count.
    SheetTakenOut {
        /// The entry that did it; none where nothing on the record says so.
        by: Option<u64>,
    },
    /// A score sheet of a vote that was called off.
    VoteCancelled {
        /// The entry that says so.
        by: u64,
    },
    /// A proposal that is no vote's candidate yet.
    ProposalStands,
    /// A proposal in a vote whose selection is not published yet.
    ProposalInVote,
    /// A proposal that was taken back.
    ProposalWithdrawn,
    /// A proposal that goes on in another, or in its parts.
    ProposalGoesOn {
        /// The entry that says so.
        by: u64,
    },
    /// A proposal that was selected.
    ProposalSelected {
        /// The selection.
        by: u64,
    },
    /// A proposal that was not selected.
    ProposalNotSelected {
        /// The selection.
        by: u64,
    },
    /// A proposal that is no vote's candidate and was answered.
    ProposalAnswered {
        /// The answer that stands.
        by: u64,
    },
    /// A voice that waits for its answer.
    VoiceWaits,
    /// A voice that was answered.
    VoiceAnswered {
        /// The answer that stands.
        by: u64,
    },
    /// A voice that was taken back.
    VoiceWithdrawn {
        /// The entry that says so.
        by: u64,
    },
    /// An answer that stands.
    AnswerStands,
    /// An answer in whose place a later one stands.
    AnswerReplaced {
        /// The entry of the later one.
        by: u64,
    },
    /// Words of a proposal that later ones took the place of.
    Amended {
        /// The entry of the later ones.
        by: u64,
    },
    /// An endorsement that counts.
    EndorsementCounts,
    /// An endorsement of a version in whose place a later one stands: it counts for the version that was read.
    EndorsementOfBefore {
        /// The entry of the version that stands.
        by: u64,
    },
    /// An endorsement that was taken back.
    EndorsementWithdrawn {
        /// The entry that says so.
        by: u64,
    },
    /// A comment that stands.
    CommentStands,
    /// Something about a proposal that was taken back since.
    OfWithdrawn {
        /// The entry that took the proposal back.
        by: u64,
    },
    /// Something about a proposal that goes on in another, or in its parts.
    OfJoined {
        /// The entry that says so.
        by: u64,
    },
    /// Words that were added to a voice, which waits for its answer.
    SupplementWaits,
    /// Words that were added to a voice that was answered.
    SupplementAnswered {
        /// The answer that stands.
        by: u64,
    },
    /// Words that were added to a voice that was taken back.
    SupplementWithdrawn {
        /// The entry that says so.
        by: u64,
    },
    /// Another look that is still to come.
    LookWaits,
    /// Another look that was taken.
    LookTaken {
        /// The answer that came of it.
        by: u64,
    },
    /// A member who sits on the body.
    MemberSits,
    /// A member who left.
    MemberLeft {
        /// The entry that says so.
        by: u64,
    },
    /// A role that is held.
    RoleHeld,
    /// A role that ended.
    RoleEnded {
        /// The entry that says so.
        by: u64,
    },
    /// A vote that stands announced.
    AnnouncementStands,
    /// A vote that was announced otherwise, or not at all any more.
    AnnouncementEnded {
        /// The entry that says so.
        by: u64,
    },
    /// An announced vote that opened.
    AnnouncementOpened {
        /// The entry that opened it.
        by: u64,
    },
}

/// A content of the entry that is hidden now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenContent {
    /// Its name.
    pub name: String,
    /// The entry that hid it.
    pub by: u64,
    /// Gone for good, not only restricted.
    pub erased: bool,
    /// The ground that was given.
    pub ground: Ground,
}

/// What hides a content of an entry now; `None` where nothing does.
pub fn hidden(state: &State, entry: u64, name: &str) -> Option<HiddenContent> {
    let (by, ground, erased) = match state.content(entry, name)? {
        ContentState::Erased { by, ground } => (*by, *ground, true),
        ContentState::Restricted { by, ground, .. } => (*by, *ground, false),
        ContentState::Released { .. } => return None,
    };
    Some(HiddenContent {
        name: name.to_owned(),
        by,
        erased,
        ground,
    })
}

impl HiddenContent {
    /// The `sentence` about the entry, with what hides its content and who did it.
    pub(crate) fn beside(&self, sentence: Said, actors: &Actors) -> Said {
        let key = match self.erased {
            true => "verify-became-erased",
            false => "verify-became-restricted",
        };
        said(key)
            .said("said", sentence)
            .said("name", named::content_beside(&self.name))
            .number("by", self.by)
            .text("actor", actors.of(self.by))
            .said("ground", of_ground(self.ground))
    }
}

/// What later entries did to the entry of a receipt that the state does not tell any more.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// Who hid contents of it, by the entry that did it.
    hid: BTreeMap<u64, String>,
    /// The entry that ended it.
    ended: Ended,
}

impl Actors {
    /// Takes the entry `index` of an actor, which `state` has taken; keeps who it was where it hides a content of the entry `of`.
    pub(crate) fn meet(&mut self, of: u64, index: u64, by: (&Event, &str), state: &State) {
        let (event, actor) = by;
        self.ended.meet(of, index, by);
        let hides = event.fact().cost(state).and_then(Cost::hides);
        if hides.is_some_and(|hides| hides.entry == of) {
            self.hid.insert(index, actor.to_owned());
        }
    }

    fn of(&self, entry: u64) -> &str {
        self.hid.get(&entry).map_or("", String::as_str)
    }
}

/// What became of the entry `index`, which is `event`. Ballots have a fate of their own: [`crate::fate`].
pub(crate) fn became(state: &State, index: u64, event: &Event, actors: &Actors) -> Became {
    let contents = event.fact().contents().iter();
    let hidden = contents.filter_map(|rule| hidden(state, index, rule.name));
    Became {
        fate: fates::fate(state, index, event.fact().becomes(), actors.ended.by()),
        hidden: hidden.collect(),
    }
}

impl Became {
    /// The sentences that say it of the entry `index` of this kind.
    pub(crate) fn said(&self, index: u64, kind: &str, actors: &Actors) -> Said {
        let became = match &self.fate {
            // What is hidden does not stand as it was handed in.
            EntryFate::Stands if !self.hidden.is_empty() => said("verify-became-recorded"),
            EntryFate::Stands => said("verify-receipt-stands"),
            EntryFate::SheetCounted { by } => said("verify-became-sheet-counted").number("by", *by),
            EntryFate::SheetNotCountedYet => said("verify-became-sheet-not-yet"),
            EntryFate::SheetReplaced { by } => {
                said("verify-became-sheet-replaced").number("by", *by)
            }
            EntryFate::SheetTakenOut { by: Some(by) } => {
                said("verify-became-sheet-taken-out").number("by", *by)
            }
            EntryFate::SheetTakenOut { by: None } => said("verify-became-sheet-gone"),
            EntryFate::VoteCancelled { by } => {
                said("verify-became-sheet-cancelled").number("by", *by)
            }
            EntryFate::ProposalStands => said("verify-became-proposal-stands"),
            EntryFate::ProposalInVote => said("verify-became-proposal-in-vote"),
            EntryFate::ProposalWithdrawn => said("verify-became-proposal-withdrawn"),
            EntryFate::ProposalGoesOn { by } => {
                said("verify-became-proposal-goes-on").number("by", *by)
            }
            EntryFate::ProposalSelected { by } => {
                said("verify-became-proposal-selected").number("by", *by)
            }
            EntryFate::ProposalNotSelected { by } => {
                said("verify-became-proposal-not-selected").number("by", *by)
            }
            EntryFate::ProposalAnswered { by } => {
                said("verify-became-proposal-answered").number("by", *by)
            }
            EntryFate::VoiceWaits => said("verify-became-voice-waits"),
            EntryFate::VoiceAnswered { by } => {
                said("verify-became-voice-answered").number("by", *by)
            }
            EntryFate::VoiceWithdrawn { by } => {
                said("verify-became-voice-withdrawn").number("by", *by)
            }
            EntryFate::AnswerStands => said("verify-became-answer-stands"),
            EntryFate::AnswerReplaced { by } => {
                said("verify-became-answer-replaced").number("by", *by)
            }
            EntryFate::Amended { by } => said("verify-became-amended").number("by", *by),
            EntryFate::EndorsementCounts => said("verify-became-endorsement-counts"),
            EntryFate::EndorsementOfBefore { by } => {
                said("verify-became-endorsement-of-before").number("by", *by)
            }
            EntryFate::EndorsementWithdrawn { by } => {
                said("verify-became-endorsement-withdrawn").number("by", *by)
            }
            EntryFate::CommentStands => said("verify-became-comment-stands"),
            EntryFate::OfWithdrawn { by } => said("verify-became-of-withdrawn").number("by", *by),
            EntryFate::OfJoined { by } => said("verify-became-of-joined").number("by", *by),
            EntryFate::SupplementWaits => said("verify-became-supplement-waits"),
            EntryFate::SupplementAnswered { by } => {
                said("verify-became-supplement-answered").number("by", *by)
            }
            EntryFate::SupplementWithdrawn { by } => {
                said("verify-became-supplement-withdrawn").number("by", *by)
            }
            EntryFate::LookWaits => said("verify-became-look-waits"),
            EntryFate::LookTaken { by } => said("verify-became-look-taken").number("by", *by),
            EntryFate::MemberSits => said("verify-became-member-sits"),
            EntryFate::MemberLeft { by } => said("verify-became-member-left").number("by", *by),
            EntryFate::RoleHeld => said("verify-became-role-held"),
            EntryFate::RoleEnded { by } => said("verify-became-role-ended").number("by", *by),
            EntryFate::AnnouncementStands => said("verify-became-announcement-stands"),
            EntryFate::AnnouncementEnded { by } => {
                said("verify-became-announcement-ended").number("by", *by)
            }
            EntryFate::AnnouncementOpened { by } => {
                said("verify-became-announcement-opened").number("by", *by)
            }
        };
        let became = became.number("entry", index);
        let became = became.said("kind", named::kind_beside(kind));
        let hidden = self.hidden.iter();
        hidden.fold(became, |became, hidden| hidden.beside(became, actors))
    }
}
