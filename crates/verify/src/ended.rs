//! What became of entries that begin no thing of their own: endorsements, comments, what was added to a voice, another look that was
//! asked for, members of bodies, roles, announcements of votes.

use madang_programme::answers::ReexaminationAsked;
use madang_programme::proposals::{ProposalEndorsed, Standing};
use madang_programme::votes::VoteScheduled;
use madang_programme::{Event, State, answers, bodies, people, proposals, voices, votes};

use crate::became::{EntryFate, of_voice};

/// The entry of a receipt, and the first that ended it of those that the state knows nothing of any more.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    own: Option<(Event, String)>,
    by: Option<u64>,
}

impl Ended {
    /// Takes the entry `index`, where the entry `of` is asked after.
    pub(crate) fn meet(&mut self, of: u64, index: u64, (event, actor): (&Event, &str)) {
        match &self.own {
            _ if index == of => self.own = Some((event.clone(), actor.to_owned())),
            Some((own, by)) if self.by.is_none() && ends((of, own, by), event, actor) => {
                self.by = Some(index);
            }
            Some(_) | None => {}
        }
    }

    /// The entry that ended it.
    pub(crate) fn by(&self) -> Option<u64> {
        self.by
    }
}

/// Whether a later entry of `actor` ends the entry `of`, which is `own` and by somebody. Of everything else the state tells what became
/// of it.
fn ends((of, own, by): (u64, &Event, &str), later: &Event, actor: &str) -> bool {
    match own {
        Event::People(_) => {
            matches!(later, Event::People(people::Event::RoleEnded(later)) if later.granted == of)
        }
        Event::Bodies(bodies::Event::MemberAppointed(own)) => {
            let member = (&own.programme, &own.body, &own.member);
            matches!(later, Event::Bodies(bodies::Event::MemberLeft(later))
                if (&later.programme, &later.body, &later.member) == member)
        }
        Event::Proposals(proposals::Event::ProposalEndorsed(own)) => {
            let endorsed = (&own.programme, &own.proposal);
            matches!(later, Event::Proposals(proposals::Event::EndorsementWithdrawn(later))
                if by == actor && (&later.programme, &later.proposal) == endorsed)
        }
        Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(bodies::Event::BodyEstablished(_) | bodies::Event::MemberLeft(_))
        | Event::Voices(_)
        | Event::Needs(_)
        | Event::Proposals(
            proposals::Event::ProposalSubmitted(_)
            | proposals::Event::ProposalAmended(_)
            | proposals::Event::ProposalWithdrawn(_)
            | proposals::Event::ProposalTakenBack(_)
            | proposals::Event::CallOpened(_)
            | proposals::Event::ProposalHandedIn(_)
            | proposals::Event::ProposalRevised(_)
            | proposals::Event::EndorsementWithdrawn(_)
            | proposals::Event::ProposalCommented(_)
            | proposals::Event::ProposalsMerged(_)
            | proposals::Event::ProposalSplit(_),
        )
        | Event::Votes(_)
        | Event::Answers(_) => false,
    }
}

/// What became of the entry `index`, which begins nothing; `ended` by another entry.
pub(crate) fn fate(state: &State, index: u64, event: &Event, ended: Option<u64>) -> EntryFate {
    match event {
        Event::Proposals(proposals::Event::ProposalEndorsed(own)) => {
            of_endorsement(state, own, ended)
        }
        Event::Proposals(proposals::Event::ProposalCommented(own)) => {
            let left = of_left(state, &own.programme, &own.proposal);
            left.unwrap_or(EntryFate::CommentStands)
        }
        Event::Voices(voices::Event::VoiceSupplemented(own)) => {
            match of_voice(state, &own.programme, &own.voice) {
                EntryFate::VoiceAnswered { by } => EntryFate::SupplementAnswered { by },
                EntryFate::VoiceWithdrawn { by } => EntryFate::SupplementWithdrawn { by },
                // Of a voice nothing else becomes.
                _ => EntryFate::SupplementWaits,
            }
        }
        Event::Answers(answers::Event::ReexaminationAsked(own)) => of_look(state, index, own),
        Event::Bodies(bodies::Event::MemberAppointed(_)) => {
            ended.map_or(EntryFate::MemberSits, |by| EntryFate::MemberLeft { by })
        }
        Event::People(people::Event::RoleGranted(_)) => {
            ended.map_or(EntryFate::RoleHeld, |by| EntryFate::RoleEnded { by })
        }
        Event::Votes(votes::Event::VoteScheduled(own)) => of_announcement(state, index, own),
        Event::Votes(votes::Event::VoteRescheduled(own)) => {
            of_announcement(state, index, &own.clone().into())
        }
        // Nothing comes of it that could be told here.
        Event::Log(_)
        | Event::Content(_)
        | Event::Commitments(_)
        | Event::People(people::Event::RoleEnded(_))
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(bodies::Event::BodyEstablished(_) | bodies::Event::MemberLeft(_))
        | Event::Voices(
            voices::Event::VoiceReceived(_)
            | voices::Event::VoiceSupplementAsked(_)
            | voices::Event::VoiceTransferred(_)
            | voices::Event::VoiceCodeRenewed(_)
            | voices::Event::VoiceWithdrawn(_),
        )
        | Event::Needs(_)
        | Event::Proposals(
            proposals::Event::ProposalSubmitted(_)
            | proposals::Event::ProposalAmended(_)
            | proposals::Event::ProposalWithdrawn(_)
            | proposals::Event::ProposalTakenBack(_)
            | proposals::Event::CallOpened(_)
            | proposals::Event::ProposalHandedIn(_)
            | proposals::Event::ProposalRevised(_)
            | proposals::Event::EndorsementWithdrawn(_)
            | proposals::Event::ProposalsMerged(_)
            | proposals::Event::ProposalSplit(_),
        )
        | Event::Votes(
            votes::Event::RuleFixed(_)
            | votes::Event::VoteUnscheduled(_)
            | votes::Event::VoteOpened(_)
            | votes::Event::VoteBegun(_)
            | votes::Event::BallotCast(_)
            | votes::Event::BallotExcluded(_)
            | votes::Event::ScoresSubmitted(_)
            | votes::Event::VoteClosed(_)
            | votes::Event::BallotsOpened(_)
            | votes::Event::VoteCancelled(_)
            | votes::Event::SelectionPublished(_),
        )
        | Event::Answers(
            answers::Event::AnswerGiven(_)
            | answers::Event::AnswerProgress(_)
            | answers::Event::ExpertiseAsked(_),
        ) => EntryFate::Stands,
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

fn of_announcement(state: &State, index: u64, own: &VoteScheduled) -> EntryFate {
    let mut past = state.past_schedules(&own.programme);
    if let Some((_, past)) = past.find(|(_, past)| past.entry == index) {
        return EntryFate::AnnouncementEnded { by: past.ended };
    }
    let opened = state.vote(&own.programme, &own.vote);
    opened.map_or(EntryFate::AnnouncementStands, |vote| {
        EntryFate::AnnouncementOpened { by: vote.entry }
    })
}
