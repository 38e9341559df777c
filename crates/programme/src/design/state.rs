//! Designs that there are, and how far each has come.

use madang_words::quoted;

use super::output_added::DesignOutputAdded;
use super::phase::{DesignPhase, DesignProcess, OutputKind};
use super::phase_closed::{DesignPhaseClosed, DesignVerdict};
use super::phase_started::DesignPhaseStarted;
use super::process_fixed::DesignProcessFixed;
use super::session_held::{DesignSessionHeld, NEEDED};
use crate::bodies::{BodyState, MemberClass};
use crate::by_programme::ByProgramme;
use crate::fact::{By, Checked};
use crate::many::Many;
use crate::place::{Place, Relation};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::violation::Violation;
use crate::words::said;

/// The most things that come of one design.
pub(super) const MOST_OUTPUTS: usize = 500;

/// The most sessions of one design.
pub(super) const MOST_SESSIONS: usize = 500;

/// The designs' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Designs(ByProgramme<Many<DesignState>>);

/// A design.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignState {
    /// The entry that fixed its process.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// The task force.
    pub body: String,
    /// The institution that answers for it.
    pub lead: String,
    /// By which phases it goes.
    pub process: DesignProcess,
    /// The selected proposal that it is about.
    pub proposal: Option<String>,
    /// The phases that were begun, in order; one twice where it went back.
    pub rounds: Vec<DesignRound>,
}

/// A phase that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignRound {
    /// The phase.
    pub phase: DesignPhase,
    /// The entry that began it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// What came of it: what kind of thing, and the entry.
    pub outputs: Vec<(OutputKind, u64)>,
    /// The entry of each session, and who was there.
    pub sessions: Vec<(u64, Vec<MemberClass>)>,
    /// That it was closed.
    pub closed: Option<DesignClosed>,
}

/// That a phase was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignClosed {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// How the design goes on.
    pub verdict: DesignVerdict,
    /// The phase to which it goes back.
    pub back_to: Option<DesignPhase>,
}

/// How a design can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesignNext<'a> {
    /// A phase can begin.
    Start(DesignPhase),
    /// A phase is open.
    Open(&'a DesignRound),
    /// It ended by this entry: it was delivered, or stopped.
    Ended(u64),
}

impl DesignRound {
    /// The session in which everybody was there who has to be.
    pub fn together(&self) -> Option<u64> {
        let all = |present: &[MemberClass]| NEEDED.iter().all(|class| present.contains(class));
        let found = self.sessions.iter().find(|(_, present)| all(present));
        found.map(|(entry, _)| *entry)
    }

    /// Whether there was one.
    pub(super) fn had_everybody(&self) -> bool {
        self.together().is_some()
    }
}

impl DesignState {
    /// How it can go on.
    pub fn next(&self) -> DesignNext<'_> {
        let phases = self.process.phases();
        let Some(round) = self.rounds.last() else {
            return DesignNext::Start(phases[0]);
        };
        let Some(closed) = &round.closed else {
            return DesignNext::Open(round);
        };
        let after = match (closed.verdict, closed.back_to) {
            (DesignVerdict::Go, _) => phases.iter().find(|phase| **phase > round.phase).copied(),
            (DesignVerdict::Back, to) => to,
            (DesignVerdict::Stop, _) => None,
        };
        match after {
            Some(phase) => DesignNext::Start(phase),
            None => DesignNext::Ended(closed.entry),
        }
    }

    /// Whether it was stopped: then somebody may design the same anew.
    pub fn was_stopped(&self) -> bool {
        let closed = self.rounds.last().and_then(|round| round.closed.as_ref());
        closed.is_some_and(|closed| closed.verdict == DesignVerdict::Stop)
    }

    /// How many things came of it.
    pub fn outputs(&self) -> usize {
        self.rounds.iter().map(|round| round.outputs.len()).sum()
    }

    /// How many sessions it had.
    pub fn sessions(&self) -> usize {
        self.rounds.iter().map(|round| round.sessions.len()).sum()
    }

    /// What still has to come of a phase before the design goes on, of each list one: what came of it before it was gone back to counts.
    pub fn lacks(&self, phase: DesignPhase) -> impl Iterator<Item = &'static [OutputKind]> + '_ {
        let needs = phase.needs().iter().copied();
        needs.filter(move |kinds| {
            let rounds = self.rounds.iter().filter(|round| round.phase == phase);
            let mut outputs = rounds.flat_map(|round| &round.outputs);
            !outputs.any(|(kind, _)| kinds.contains(kind))
        })
    }

    /// Whether an entry only says how the design goes: that is nothing to be looked at.
    pub(super) fn promises(&self, entry: u64) -> bool {
        let of_round = |round: &DesignRound| {
            let closed = round.closed.as_ref().map(|closed| closed.entry);
            round.entry == entry
                || closed == Some(entry)
                || round.outputs.iter().any(|(_, output)| *output == entry)
                || round.sessions.iter().any(|(session, _)| *session == entry)
        };
        self.entry == entry || self.rounds.iter().any(of_round)
    }

    /// The phase that is open, which is this one.
    pub(super) fn open_round(
        &self,
        id: &str,
        phase: DesignPhase,
    ) -> Result<&DesignRound, Violation> {
        match self.next() {
            DesignNext::Open(round) if round.phase == phase => Ok(round),
            DesignNext::Open(round) => {
                let reason = said!("design-phase-other", phase = round.phase.said());
                Err(Violation::field("phase", reason))
            }
            DesignNext::Start(next) => Err(Violation::out_of_turn(said!(
                "design-phase-none",
                phase = next.said()
            ))),
            DesignNext::Ended(entry) => Err(was_ended(id, entry)),
        }
    }

    fn last_round(&mut self, id: &str) -> Result<&mut DesignRound, Violation> {
        let last = self.rounds.last_mut();
        last.ok_or_else(|| Violation::unknown("design", id))
    }
}

/// The violation that a design has ended.
pub(super) fn was_ended(id: &str, entry: u64) -> Violation {
    Violation::out_of_turn(said!("design-was-ended", id = quoted(id), entry = entry))
}

/// Whether somebody sits on a body as this.
pub(super) fn sits(body: &BodyState, class: MemberClass) -> bool {
    body.members.values().any(|(sits, _)| *sits == class)
}

/// Where what happens to a design belongs.
pub(super) fn place(state: &State, programme: &str, id: &str) -> Result<Place, Violation> {
    let known = state.design(programme, id)?;
    Ok(Place::of_programme(
        programme,
        Place::design(programme, id),
        vec![Relation::Design.to(known.entry)],
    ))
}

impl Place {
    /// The subject of a design.
    pub fn design(programme: &str, id: &str) -> String {
        SubjectKind::Design.of(programme, id)
    }
}

impl State {
    /// A design of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn design(&self, programme: &str, id: &str) -> Result<&DesignState, Violation> {
        self.programme(programme)?;
        let of_programme = self.designs.0.get(programme);
        let known = of_programme.and_then(|all| all.get(id));
        known.ok_or_else(|| Violation::unknown("design", id))
    }

    /// The designs of a programme, in no order.
    pub fn designs(&self, programme: &str) -> impl Iterator<Item = (&str, &DesignState)> {
        let of_programme = self.designs.0.get(programme).into_iter();
        of_programme.flat_map(Many::iter)
    }

    /// The number that the next design of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_design(&self, programme: &str) -> Result<String, Violation> {
        self.programme(programme)?;
        let all = self.designs.0.get(programme);
        Ok(all.map_or_else(|| "1".to_owned(), Many::next_number))
    }

    /// The design, checked that whoever acts works there.
    pub(super) fn works_on_design(
        &self,
        programme: &str,
        id: &str,
        by: &By<'_>,
    ) -> Result<&DesignState, Violation> {
        let known = self.design(programme, id)?;
        self.check_acts_there(by, programme, &known.lead)?;
        Ok(known)
    }

    pub(super) fn add_design(&mut self, fixed: &DesignProcessFixed, entry: u64) -> Checked {
        self.programme(&fixed.programme)?;
        let design = DesignState {
            entry,
            at: self.last_at.clone(),
            body: fixed.body.clone(),
            lead: fixed.lead.clone(),
            process: fixed.process,
            proposal: fixed.proposal.clone(),
            rounds: Vec::new(),
        };
        let all = self.designs.0.entry(&fixed.programme);
        all.insert(&fixed.id, design);
        Ok(())
    }

    pub(super) fn start_phase(&mut self, started: &DesignPhaseStarted, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.design_mut(&started.programme, &started.design)?;
        known.rounds.push(DesignRound {
            phase: started.phase,
            entry,
            at,
            outputs: Vec::new(),
            sessions: Vec::new(),
            closed: None,
        });
        Ok(())
    }

    pub(super) fn add_output(&mut self, added: &DesignOutputAdded, entry: u64) -> Checked {
        let known = self.design_mut(&added.programme, &added.design)?;
        let round = known.last_round(&added.design)?;
        round.outputs.push((added.kind, entry));
        Ok(())
    }

    pub(super) fn add_session(&mut self, held: &DesignSessionHeld, entry: u64) -> Checked {
        let known = self.design_mut(&held.programme, &held.design)?;
        let round = known.last_round(&held.design)?;
        round.sessions.push((entry, held.present.clone()));
        Ok(())
    }

    pub(super) fn close_phase(&mut self, closed: &DesignPhaseClosed, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.design_mut(&closed.programme, &closed.design)?;
        known.last_round(&closed.design)?.closed = Some(DesignClosed {
            entry,
            at,
            verdict: closed.verdict,
            back_to: closed.back_to,
        });
        Ok(())
    }

    fn design_mut(&mut self, programme: &str, id: &str) -> Result<&mut DesignState, Violation> {
        let all = self.designs.0.get_mut(programme);
        let known = all.and_then(|all| all.get_mut(id));
        known.ok_or_else(|| Violation::unknown("design", id))
    }
}
