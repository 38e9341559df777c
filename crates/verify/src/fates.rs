//! What became of an entry, out of what the facts say of it and the state that later entries left.

use madang_programme::State;
use madang_programme::answers::{ReexaminationAsked, Subject};
use madang_programme::becomes::Becomes;
use madang_programme::content::ContentState;
use madang_programme::proposals::{ProposalEndorsed, Standing};
use madang_programme::votes::{SCORES, ScoresSubmitted, VotePhase};

use crate::became::EntryFate;

/// What became of the entry `index`, of which the facts say `becomes`; `ended` by another entry, where the state keeps nothing of it
/// any more. Ballots have a fate of their own: [`crate::fate`].
pub(crate) fn fate(
    state: &State,
    index: u64,
    becomes: Becomes<'_>,
    ended: Option<u64>,
) -> EntryFate {
    match becomes {
        Becomes::Nothing | Becomes::Ends(_) | Becomes::Ballot(_) => EntryFate::Stands,
        Becomes::Sheet(sheet) => of_sheet(state, index, sheet),
        Becomes::Voice(programme, id) => of_voice(state, programme, id),
        Becomes::Supplement(programme, voice) => of_supplement(state, programme, voice),
        Becomes::Proposal(programme, id) => of_proposal(state, index, programme, id),
        Becomes::Comment(programme, proposal) => {
            of_left(state, programme, proposal).unwrap_or(EntryFate::CommentStands)
        }
        Becomes::Endorsement(own) => of_endorsement(state, own, ended),
        Becomes::Answer(own) => match state.answer(&own.programme, &own.subject) {
            Some(newest) if newest.entry != index => EntryFate::AnswerReplaced { by: newest.entry },
            Some(_) | None => EntryFate::AnswerStands,
        },
        Becomes::AnotherLook(own) => of_look(state, index, own),
        Becomes::Member(_) => {
            ended.map_or(EntryFate::MemberSits, |by| EntryFate::MemberLeft { by })
        }
        Becomes::Role => ended.map_or(EntryFate::RoleHeld, |by| EntryFate::RoleEnded { by }),
        Becomes::Announcement(programme, vote) => of_announcement(state, index, (programme, vote)),
    }
}

fn of_sheet(state: &State, index: u64, sheet: &ScoresSubmitted) -> EntryFate {
    let Ok(vote) = state.vote(&sheet.programme, &sheet.vote) else {
        return EntryFate::Stands;
    };
    let place = (sheet.body.clone(), sheet.member.clone());
    match (vote.sheets.get(&place), vote.phase) {
        (_, VotePhase::Cancelled { entry, .. }) => EntryFate::VoteCancelled { by: entry },
        (Some(other), _) if *other != index => EntryFate::SheetReplaced { by: *other },
        (Some(_), VotePhase::Selected { entry, .. }) => EntryFate::SheetCounted { by: entry },
        (Some(_), VotePhase::Open | VotePhase::Closed { .. } | VotePhase::Opened { .. }) => {
            EntryFate::SheetNotCountedYet
        }
        (None, _) => EntryFate::SheetTakenOut {
            by: match state.content(index, SCORES) {
                Some(ContentState::Erased { by, .. } | ContentState::Restricted { by, .. }) => {
                    Some(*by)
                }
                Some(ContentState::Released { .. }) | None => None,
            },
        },
    }
}

fn of_voice(state: &State, programme: &str, id: &str) -> EntryFate {
    let withdrawn = state
        .voice(programme, id)
        .ok()
        .and_then(|voice| voice.withdrawn);
    let answer = state.answer(programme, &Subject::Voice(id.to_owned()));
    match (withdrawn, answer) {
        (Some(by), _) => EntryFate::VoiceWithdrawn { by },
        (None, Some(answer)) => EntryFate::VoiceAnswered { by: answer.entry },
        (None, None) => EntryFate::VoiceWaits,
    }
}

fn of_proposal(state: &State, index: u64, programme: &str, id: &str) -> EntryFate {
    let Ok(proposal) = state.proposal(programme, id) else {
        return EntryFate::Stands;
    };
    if proposal.standing == Standing::Withdrawn {
        return EntryFate::ProposalWithdrawn;
    }
    if proposal.reads() != index {
        return EntryFate::Amended {
            by: proposal.reads(),
        };
    }
    let selection = |vote: &str| match state.vote(programme, vote).ok()?.phase {
        VotePhase::Selected { entry, .. } => Some(entry),
        VotePhase::Open
        | VotePhase::Closed { .. }
        | VotePhase::Opened { .. }
        | VotePhase::Cancelled { .. } => None,
    };
    match &proposal.standing {
        Standing::Merged(_) | Standing::Split(_) => EntryFate::ProposalGoesOn {
            by: proposal.left.as_ref().map_or(index, |(by, _)| *by),
        },
        Standing::Submitted | Standing::Withdrawn => {
            let answer = state.answer(programme, &Subject::Proposal(id.to_owned()));
            answer.map_or(EntryFate::ProposalStands, |answer| {
                EntryFate::ProposalAnswered { by: answer.entry }
            })
        }
        Standing::Candidate(_) => EntryFate::ProposalInVote,
        Standing::Selected(vote) => selection(vote).map_or(EntryFate::ProposalInVote, |by| {
            EntryFate::ProposalSelected { by }
        }),
        Standing::NotSelected(vote) => selection(vote).map_or(EntryFate::ProposalInVote, |by| {
            EntryFate::ProposalNotSelected { by }
        }),
    }
}

fn of_supplement(state: &State, programme: &str, voice: &str) -> EntryFate {
    match of_voice(state, programme, voice) {
        EntryFate::VoiceAnswered { by } => EntryFate::SupplementAnswered { by },
        EntryFate::VoiceWithdrawn { by } => EntryFate::SupplementWithdrawn { by },
        // Of a voice nothing else becomes.
        _ => EntryFate::SupplementWaits,
    }
}

fn of_endorsement(state: &State, own: &ProposalEndorsed, ended: Option<u64>) -> EntryFate {
    if let Some(by) = ended {
        return EntryFate::EndorsementWithdrawn { by };
    }
    let (programme, id) = (&own.programme, &own.proposal);
    if let Some(left) = of_left(state, programme, id) {
        return left;
    }
    match state.proposal(programme, id) {
        Ok(proposal) if proposal.version() != own.version => EntryFate::EndorsementOfBefore {
            by: proposal.reads(),
        },
        Ok(_) | Err(_) => EntryFate::EndorsementCounts,
    }
}

/// What became of what is about a proposal that goes on under its own name no more.
fn of_left(state: &State, programme: &str, id: &str) -> Option<EntryFate> {
    let proposal = state.proposal(programme, id).ok()?;
    let (by, _) = proposal.left.as_ref()?;
    match proposal.standing {
        Standing::Withdrawn => Some(EntryFate::OfWithdrawn { by: *by }),
        Standing::Merged(_) | Standing::Split(_) => Some(EntryFate::OfJoined { by: *by }),
        Standing::Submitted
        | Standing::Candidate(_)
        | Standing::Selected(_)
        | Standing::NotSelected(_) => None,
    }
}

/// The first answer after another look was asked for is what came of it.
fn of_look(state: &State, index: u64, own: &ReexaminationAsked) -> EntryFate {
    let dealt = state.dealt(&own.programme, &own.subject);
    let mut answers = dealt.into_iter().flat_map(|dealt| &dealt.answers);
    let taken = answers.find(|given| given.entry > index);
    taken.map_or(EntryFate::LookWaits, |given| EntryFate::LookTaken {
        by: given.entry,
    })
}

fn of_announcement(state: &State, index: u64, (programme, vote): (&str, &str)) -> EntryFate {
    let mut past = state.past_schedules(programme);
    if let Some((_, past)) = past.find(|(_, past)| past.entry == index) {
        return EntryFate::AnnouncementEnded { by: past.ended };
    }
    let opened = state.vote(programme, vote);
    opened.map_or(EntryFate::AnnouncementStands, |vote| {
        EntryFate::AnnouncementOpened { by: vote.entry }
    })
}
