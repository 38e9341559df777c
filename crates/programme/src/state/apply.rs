//! Applying one entry.

use madang_record::entry::{EntryRef, VisibilityRef};
use thiserror::Error;

use super::{
    BodyState, CommitmentState, ContentState, LogState, Place, ProgrammeState, ProposalState,
    RuleState, Standing, State, VotePhase, VoteState,
};
use crate::body::{self, BodyRule};
use crate::event::{Event, EventError};
use crate::role::{self, Actor};
use crate::violation::Violation;

/// An entry that the rules do not allow.
#[derive(Debug, Error)]
#[error("entry {index} ({kind}): {cause}")]
pub struct ReplayError {
    /// The entry.
    pub index: u64,
    /// Its kind.
    pub kind: String,
    /// What is wrong.
    pub cause: ReplayCause,
}

/// What is wrong with an entry.
#[derive(Debug, Error)]
pub enum ReplayCause {
    /// Its kind or facts cannot be read.
    #[error(transparent)]
    Event(#[from] EventError),
    /// It breaks a rule.
    #[error(transparent)]
    Violation(#[from] Violation),
}

impl State {
    /// Applies the next entry and returns its event. Where it fails the state is as it was.
    ///
    /// # Errors
    /// [`ReplayError`] with the first rule that the entry breaks: its kind, facts, time, actor, place, references or
    /// bodies.
    pub fn apply(&mut self, entry: &EntryRef<'_>) -> Result<Event, ReplayError> {
        self.admit(entry).map_err(|cause| ReplayError {
            index: self.size,
            kind: entry.kind.to_string(),
            cause,
        })
    }

    fn admit(&mut self, entry: &EntryRef<'_>) -> Result<Event, ReplayCause> {
        let event = Event::parse(entry.kind, entry.facts)?;
        if entry.at < self.last_at.as_str() {
            return Err(Violation::field(
                "at",
                format!(
                    "is {}, before the entry before it, {}",
                    entry.at, self.last_at
                ),
            )
            .into());
        }
        let (role, _) = Actor::split(entry.actor)?;
        role::check(role, event.kind())?;
        self.check(&event)?;
        let place = Place::of(self, &event)?;
        if place.space != entry.space {
            return Err(Violation::field(
                "space",
                format!("is {:?}; it must be {:?}", entry.space, place.space),
            )
            .into());
        }
        if place.subject != entry.subject {
            return Err(Violation::field(
                "subject",
                format!("is {:?}; it must be {:?}", entry.subject, place.subject),
            )
            .into());
        }
        let same_refs = entry.refs.len() == place.refs.len()
            && entry
                .refs
                .iter()
                .zip(&place.refs)
                .all(|(is, must)| is.rel == must.rel && is.entry == must.entry);
        if !same_refs {
            return Err(Violation::field("refs", format!("must be {:?}", place.refs)).into());
        }
        check_bodies(entry, &event, &place)?;
        self.change(&event);
        self.size += 1;
        entry.at.clone_into(&mut self.last_at);
        Ok(event)
    }

    fn programme_mut(&mut self, id: &str) -> Option<&mut ProgrammeState> {
        self.programmes.get_mut(id)
    }

    /// Changes the state by an event that [`State::check`] has passed.
    fn change(&mut self, event: &Event) {
        let entry = self.size;
        match event {
            Event::LogCreated(e) => {
                self.log = Some(LogState {
                    origin: e.origin.clone(),
                    keys: vec![(entry, e.key.clone())],
                });
            }
            Event::KeyRotated(e) => {
                if let Some(log) = &mut self.log {
                    log.keys.push((entry, e.key.clone()));
                }
            }
            Event::DatabaseAccepted(_) => {}
            Event::ContentRestricted(e) => {
                let state = ContentState::Restricted {
                    by: entry,
                    ground: e.ground,
                    roles: e.roles.clone(),
                    review_by: e.review_by.clone(),
                };
                self.contents.insert((e.entry, e.name.clone()), state);
            }
            Event::ContentReleased(e) => {
                self.contents.insert(
                    (e.entry, e.name.clone()),
                    ContentState::Released { by: entry },
                );
            }
            Event::ContentErased(e) => {
                let state = ContentState::Erased {
                    by: entry,
                    ground: e.ground,
                };
                self.contents.insert((e.entry, e.name.clone()), state);
            }
            Event::ActionPlanRecorded(e) => {
                self.action_plans.insert(e.id.clone(), entry);
            }
            Event::CommitmentRecorded(e) => {
                let state = CommitmentState {
                    entry,
                    milestones: Default::default(),
                    reviews: Default::default(),
                };
                self.commitments.insert(e.id.clone(), state);
            }
            Event::MilestoneRecorded(e) => {
                if let Some(commitment) = self.commitments.get_mut(&e.commitment) {
                    commitment.milestones.insert(e.code.clone(), entry);
                }
            }
            Event::ReviewRecorded(e) => {
                if let Some(commitment) = self.commitments.get_mut(&e.commitment) {
                    commitment.reviews.insert(e.report.clone(), entry);
                }
            }
            Event::ProgrammeCreated(e) => {
                let state = ProgrammeState {
                    entry,
                    currency: e.currency.clone(),
                    target: e.target,
                    groups: Default::default(),
                    audiences: Default::default(),
                    bodies: Default::default(),
                    proposals: Default::default(),
                    rules: Default::default(),
                    votes: Default::default(),
                };
                self.programmes.insert(e.id.clone(), state);
            }
            Event::GroupDefined(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    programme.groups.insert(e.id.clone(), entry);
                }
            }
            Event::AudienceDefined(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    programme
                        .audiences
                        .insert(e.id.clone(), (e.group.clone(), entry));
                }
            }
            Event::BodyEstablished(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    let state = BodyState {
                        entry,
                        kind: e.kind,
                        members: Default::default(),
                    };
                    programme.bodies.insert(e.id.clone(), state);
                }
            }
            Event::MemberAppointed(e) => {
                if let Some(body) = self
                    .programme_mut(&e.programme)
                    .and_then(|p| p.bodies.get_mut(&e.body))
                {
                    body.members.insert(e.member.clone(), (e.class, entry));
                }
            }
            Event::MemberLeft(e) => {
                if let Some(body) = self
                    .programme_mut(&e.programme)
                    .and_then(|p| p.bodies.get_mut(&e.body))
                {
                    body.members.remove(&e.member);
                }
            }
            Event::ProposalSubmitted(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    let state = ProposalState {
                        entry,
                        cost: e.cost,
                        group: e.group.clone(),
                        audiences: e.audiences.clone(),
                        standing: Standing::Submitted,
                    };
                    programme.proposals.insert(e.id.clone(), state);
                }
            }
            Event::ProposalWithdrawn(e) => {
                if let Some(proposal) = self
                    .programme_mut(&e.programme)
                    .and_then(|p| p.proposals.get_mut(&e.id))
                {
                    proposal.standing = Standing::Withdrawn;
                }
            }
            Event::RuleFixed(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    programme.rules.insert(
                        e.id.clone(),
                        RuleState {
                            entry,
                            rule: e.rule.clone(),
                            lot: e.lot.clone(),
                        },
                    );
                }
            }
            Event::VoteOpened(e) => {
                if let Some(programme) = self.programme_mut(&e.programme) {
                    for proposal in programme.proposals.values_mut() {
                        if matches!(
                            proposal.standing,
                            Standing::Submitted | Standing::NotSelected(_)
                        ) {
                            proposal.standing = Standing::Candidate(e.id.clone());
                        }
                    }
                    let state = VoteState {
                        entry,
                        rule: e.rule.clone(),
                        ballots: e.ballots.clone(),
                        cast: 0,
                        sheets: Default::default(),
                        lot: None,
                        phase: VotePhase::Open,
                    };
                    programme.votes.insert(e.id.clone(), state);
                }
            }
            Event::BallotCast(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote) {
                    vote.cast += 1;
                }
            }
            Event::ScoresSubmitted(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote) {
                    vote.sheets
                        .insert((e.body.clone(), e.member.clone()), entry);
                }
            }
            Event::VoteClosed(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote) {
                    vote.phase = VotePhase::Closed { entry };
                }
            }
            Event::BallotsOpened(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote) {
                    vote.phase = VotePhase::Opened { entry };
                    vote.lot.clone_from(&e.lot);
                }
            }
            Event::VoteCancelled(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote) {
                    let opened = vote.phase.opened();
                    vote.phase = VotePhase::Cancelled { opened, entry };
                }
                if let Some(programme) = self.programme_mut(&e.programme) {
                    for proposal in programme.proposals.values_mut() {
                        if proposal.standing == Standing::Candidate(e.vote.clone()) {
                            proposal.standing = Standing::Submitted;
                        }
                    }
                }
            }
            Event::SelectionPublished(e) => {
                if let Some(vote) = self.vote_mut(&e.programme, &e.vote)
                    && let VotePhase::Opened { entry: opened } = vote.phase
                {
                    vote.phase = VotePhase::Selected { opened, entry };
                }
                if let Some(programme) = self.programme_mut(&e.programme) {
                    for proposal in programme.proposals.values_mut() {
                        if proposal.standing == Standing::Candidate(e.vote.clone()) {
                            proposal.standing = Standing::NotSelected(e.vote.clone());
                        }
                    }
                    for id in &e.selected {
                        if let Some(proposal) = programme.proposals.get_mut(id) {
                            proposal.standing = Standing::Selected(e.vote.clone());
                        }
                    }
                }
            }
        }
    }

    fn vote_mut(&mut self, programme: &str, vote: &str) -> Option<&mut VoteState> {
        self.programmes.get_mut(programme)?.votes.get_mut(vote)
    }
}

fn check_bodies(entry: &EntryRef<'_>, event: &Event, place: &Place) -> Result<(), Violation> {
    let rules = body::rules(event);
    for commitment in &entry.bodies {
        let Some(rule) = rules.iter().find(|rule| rule.name == commitment.name) else {
            return Err(Violation::field(
                "bodies",
                format!("an entry of this kind has no body {:?}", commitment.name),
            ));
        };
        let fits = match (&commitment.visibility, rule.sealed) {
            (VisibilityRef::Sealed { until }, true) => *until == place.subject,
            (VisibilityRef::Sealed { .. }, false) | (_, true) => false,
            _ => true,
        };
        if !fits {
            let must = if rule.sealed {
                "sealed until its own vote is opened"
            } else {
                "public or restricted"
            };
            return Err(Violation::field(
                "bodies",
                format!("body {:?} must be {must}", commitment.name),
            ));
        }
    }
    let missing =
        |rule: &&BodyRule| rule.required && !entry.bodies.iter().any(|body| body.name == rule.name);
    if let Some(rule) = rules.iter().find(missing) {
        return Err(Violation::field(
            "bodies",
            format!("the body {:?} is missing", rule.name),
        ));
    }
    Ok(())
}
