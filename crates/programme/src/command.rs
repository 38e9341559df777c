//! Commands: what is asked. A command becomes an event with its bodies; whether it may happen is for
//! [`crate::State::apply`] to say.

use madang_record::entry::Visibility;
use serde::Serialize;
use serde_json::Value;

use crate::body::{self, BALLOT, PERSON, SCORES, TEXT};
use crate::event::Event;
use crate::event::commitment::{
    ActionPlanRecorded, CommitmentRecorded, CommitmentText, MilestoneRecorded, ReviewRecorded,
    ReviewText,
};
use crate::event::content::{ContentErased, ContentReleased, ContentRestricted};
use crate::event::log::{DatabaseAccepted, KeyRotated, LogCreated};
use crate::event::organisation::{BodyEstablished, MemberAppointed, MemberLeft, Person};
use crate::event::programme::{AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText};
use crate::event::proposal::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use crate::event::selection::RuleFixed;
use crate::event::vote::{
    BallotCast, BallotContent, BallotRule, BallotsOpened, ScoresContent, ScoresSubmitted,
    VoteCancelled, VoteClosed, VoteOpened,
};
use crate::selection::{ANALYSIS, Computed, OUTCOME};
use crate::state::{Place, Standing, State};
use crate::violation::Violation;

/// Something that is asked of the programme.
#[derive(Clone, Debug)]
pub enum Command {
    /// Begin the record.
    CreateLog(LogCreated),
    /// Sign with another key from here on.
    RotateKey(KeyRotated),
    /// Go on with a database that is behind a signed checkpoint.
    AcceptDatabase(DatabaseAccepted),
    /// Show a body to some roles only.
    RestrictContent(ContentRestricted),
    /// Show a restricted body to everybody again.
    ReleaseContent(ContentReleased),
    /// Delete a body and its salt.
    EraseContent(ContentErased),
    /// Record an action plan.
    RecordActionPlan(ActionPlanRecorded),
    /// Record a commitment.
    RecordCommitment(CommitmentRecorded, Box<CommitmentText>),
    /// Record a milestone.
    RecordMilestone(MilestoneRecorded),
    /// Record an independent review.
    RecordReview(ReviewRecorded, Box<ReviewText>),
    /// Create a programme.
    CreateProgramme(ProgrammeCreated, Box<ProgrammeText>),
    /// Define a service group.
    DefineGroup(GroupDefined),
    /// Define an audience.
    DefineAudience(AudienceDefined),
    /// Set up a body.
    EstablishBody(BodyEstablished),
    /// Appoint a member; who it is may be public or restricted.
    AppointMember(MemberAppointed, Option<(Box<Person>, Visibility)>),
    /// Note that a member left.
    DismissMember(MemberLeft),
    /// Hand in a proposal.
    SubmitProposal(ProposalSubmitted, Box<ProposalText>),
    /// Take a proposal back.
    WithdrawProposal(ProposalWithdrawn),
    /// Fix a selection rule.
    FixRule(RuleFixed),
    /// Open a vote on the proposals that stand.
    OpenVote {
        /// The programme.
        programme: String,
        /// The vote's identifier.
        id: String,
        /// The selection rule.
        rule: String,
        /// How ballots are read.
        ballots: BallotRule,
    },
    /// Cast a ballot under seal.
    CastBallot(BallotCast, BallotContent),
    /// Hand in a member's scores under seal.
    SubmitScores(ScoresSubmitted, ScoresContent),
    /// Close a vote.
    CloseVote {
        /// The programme.
        programme: String,
        /// The vote.
        vote: String,
    },
    /// Open the ballots of a closed vote.
    OpenBallots(BallotsOpened),
    /// Call a vote off.
    CancelVote(VoteCancelled),
    /// Publish a selection with its bodies, as [`crate::selection::compute`] gives them.
    PublishSelection(Computed),
}

/// A body that an entry is to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBody {
    /// Its name in the entry.
    pub name: &'static str,
    /// Who may see it.
    pub visibility: Visibility,
    /// What it says.
    pub content: Value,
}

/// An event with its bodies and its place, ready to become an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The event.
    pub event: Event,
    /// Where it belongs.
    pub place: Place,
    /// Its bodies.
    pub bodies: Vec<NewBody>,
}

impl Command {
    /// Makes the event that the command asks for, in `state`.
    ///
    /// # Errors
    /// What the command names and is not there, or a body of the wrong shape. The rules of the programme are checked
    /// when the entry is applied.
    pub fn draft(self, state: &State) -> Result<Draft, Violation> {
        let (event, bodies) = self.event(state)?;
        for body in &bodies {
            body::check_content(&event, body.name, &body.content)?;
        }
        state.check(&event)?;
        let place = Place::of(state, &event)?;
        Ok(Draft {
            event,
            place,
            bodies,
        })
    }

    fn event(self, state: &State) -> Result<(Event, Vec<NewBody>), Violation> {
        let plain = |event: Event| Ok((event, vec![]));
        match self {
            Command::CreateLog(facts) => plain(facts.into()),
            Command::RotateKey(facts) => plain(facts.into()),
            Command::AcceptDatabase(facts) => plain(facts.into()),
            Command::RestrictContent(facts) => plain(facts.into()),
            Command::ReleaseContent(facts) => plain(facts.into()),
            Command::EraseContent(facts) => plain(facts.into()),
            Command::RecordActionPlan(facts) => plain(facts.into()),
            Command::RecordCommitment(facts, text) => {
                Ok((facts.into(), vec![public(TEXT, &text)?]))
            }
            Command::RecordMilestone(facts) => plain(facts.into()),
            Command::RecordReview(facts, text) => Ok((facts.into(), vec![public(TEXT, &text)?])),
            Command::CreateProgramme(facts, text) => Ok((facts.into(), vec![public(TEXT, &text)?])),
            Command::DefineGroup(facts) => plain(facts.into()),
            Command::DefineAudience(facts) => plain(facts.into()),
            Command::EstablishBody(facts) => plain(facts.into()),
            Command::AppointMember(facts, person) => {
                let bodies = match person {
                    Some((person, visibility)) => vec![NewBody {
                        visibility,
                        ..public(PERSON, &person)?
                    }],
                    None => vec![],
                };
                Ok((facts.into(), bodies))
            }
            Command::DismissMember(facts) => plain(facts.into()),
            Command::SubmitProposal(facts, text) => Ok((facts.into(), vec![public(TEXT, &text)?])),
            Command::WithdrawProposal(facts) => plain(facts.into()),
            Command::FixRule(facts) => plain(facts.into()),
            Command::OpenVote {
                programme,
                id,
                rule,
                ballots,
            } => {
                let standing = state.programme(&programme)?.candidates_to_be().count();
                let candidates = u32::try_from(standing).map_err(|_| {
                    Violation::out_of_turn(format!(
                        "{standing} proposals are too many for one vote"
                    ))
                })?;
                plain(
                    VoteOpened {
                        programme,
                        id,
                        rule,
                        ballots,
                        candidates,
                    }
                    .into(),
                )
            }
            Command::CastBallot(facts, ballot) => {
                let until = Place::vote(&facts.programme, &facts.vote);
                let body = NewBody {
                    visibility: Visibility::Sealed { until },
                    ..public(BALLOT, &ballot)?
                };
                Ok((facts.into(), vec![body]))
            }
            Command::SubmitScores(facts, scores) => {
                let programme = state.programme(&facts.programme)?;
                let candidate = Standing::Candidate(facts.vote.clone());
                let known = |id: &String| {
                    programme
                        .proposals
                        .get(id)
                        .is_some_and(|proposal| proposal.standing == candidate)
                };
                if let Some(id) = scores.scores.keys().find(|id| !known(id)) {
                    let reason = format!("{id:?} is not a candidate of this vote");
                    return Err(Violation::field("scores", reason));
                }
                let until = Place::vote(&facts.programme, &facts.vote);
                let body = NewBody {
                    visibility: Visibility::Sealed { until },
                    ..public(SCORES, &scores)?
                };
                Ok((facts.into(), vec![body]))
            }
            Command::CloseVote { programme, vote } => {
                let ballots = state.vote(&programme, &vote)?.cast;
                plain(
                    VoteClosed {
                        programme,
                        vote,
                        ballots,
                    }
                    .into(),
                )
            }
            Command::OpenBallots(facts) => plain(facts.into()),
            Command::CancelVote(facts) => plain(facts.into()),
            Command::PublishSelection(computed) => Ok((
                computed.facts.into(),
                vec![
                    public(OUTCOME, &computed.outcome)?,
                    public(ANALYSIS, &computed.analysis)?,
                ],
            )),
        }
    }
}

fn public<T: Serialize>(name: &'static str, content: &T) -> Result<NewBody, Violation> {
    let content =
        serde_json::to_value(content).map_err(|error| Violation::field(name, error.to_string()))?;
    Ok(NewBody {
        name,
        visibility: Visibility::Public,
        content,
    })
}
