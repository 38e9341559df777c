//! Services that there are, how far each has come, and what was said of each.

use madang_words::quoted;

use super::milestone_moved::ServiceMilestoneMoved;
use super::milestone_reached::ServiceMilestoneReached;
use super::milestone_set::{EvidenceKind, ServiceMilestoneSet};
use super::retired::ServiceRetired;
use super::started::ServiceStarted;
use super::version_released::ServiceVersionReleased;
use crate::by_programme::ByProgramme;
use crate::consultations::PointsTo;
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked};
use crate::many::Many;
use crate::place::{Place, Relation};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::violation::Violation;
use crate::words::said;

/// The most milestones of a service.
pub(super) const MOST_MILESTONES: usize = 200;

/// How often a milestone is moved at most.
pub(super) const MOST_MOVES: usize = 100;

/// The most versions of a service.
pub(super) const MOST_VERSIONS: usize = 1_000;

/// How many days ahead a milestone may be due: ten years.
const MOST_AHEAD: i64 = 3_653;

/// The services' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Services(ByProgramme<OfProgramme>);

#[derive(Clone, Debug, Default, PartialEq)]
struct OfProgramme {
    all: Many<ServiceState>,
    /// The service of each proposal that there is one of.
    by_proposal: Many<String>,
}

/// A service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceState {
    /// The entry that started it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// The proposal that it was developed from.
    pub proposal: String,
    /// The institution that leads it.
    pub lead: String,
    /// Its milestones, in the order of their numbers.
    pub milestones: Vec<MilestoneState>,
    /// Its versions, in the order of their numbers.
    pub versions: Vec<VersionState>,
    /// The entry that ended it, with its time.
    pub retired: Option<(u64, String)>,
}

/// A milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneState {
    /// The entry that set it.
    pub entry: u64,
    /// The day by which it is due now.
    pub due: String,
    /// What is to show that it is reached.
    pub evidence: EvidenceKind,
    /// The entries that moved it, in order.
    pub moved: Vec<u64>,
    /// The entry by which it was reached, with its time.
    pub reached: Option<(u64, String)>,
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionState {
    /// The entry that released it.
    pub entry: u64,
    /// When that was, UTC.
    pub at: String,
    /// What its changes cite, each once.
    pub cites: Vec<PointsTo>,
}

impl ServiceState {
    /// The milestone of a number that is not reached yet.
    pub(super) fn open_milestone(&self, no: u32) -> Result<&MilestoneState, Violation> {
        let milestone = self.milestone(no)?;
        match &milestone.reached {
            None => Ok(milestone),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "service-milestone-reached",
                no = no,
                entry = *entry
            ))),
        }
    }

    /// The milestone of a number, from 1.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn milestone(&self, no: u32) -> Result<&MilestoneState, Violation> {
        let place = usize::try_from(no).ok().and_then(|no| no.checked_sub(1));
        let milestone = place.and_then(|place| self.milestones.get(place));
        milestone.ok_or_else(|| Violation::unknown("milestone", no.to_string()))
    }

    fn milestone_mut(&mut self, no: u32) -> Result<&mut MilestoneState, Violation> {
        let place = usize::try_from(no).ok().and_then(|no| no.checked_sub(1));
        let milestone = place.and_then(|place| self.milestones.get_mut(place));
        milestone.ok_or_else(|| Violation::unknown("milestone", no.to_string()))
    }

    /// Whether an entry only says what is to be, or that it was: that shows nothing.
    pub(super) fn promises(&self, entry: u64) -> bool {
        let of_milestone = |one: &MilestoneState| {
            let reached = one.reached.as_ref().map(|(entry, _)| *entry);
            one.entry == entry || one.moved.contains(&entry) || reached == Some(entry)
        };
        self.entry == entry || self.milestones.iter().any(of_milestone)
    }

    /// The milestone that is due next, with its number: of those that are not reached the one whose day comes first.
    pub fn next(&self) -> Option<(u32, &MilestoneState)> {
        let open = (1u32..).zip(&self.milestones);
        let open = open.filter(|(_, one)| one.reached.is_none());
        open.min_by(|(_, one), (_, other)| one.due.cmp(&other.due))
    }
}

/// Where what happens to a service belongs.
pub(super) fn place(state: &State, programme: &str, id: &str) -> Result<Place, Violation> {
    let known = state.service(programme, id)?;
    Ok(Place::of_programme(
        programme,
        Place::service(programme, id),
        vec![Relation::Service.to(known.entry)],
    ))
}

/// The same of what happens to a milestone of it.
pub(super) fn milestone_place(
    state: &State,
    (programme, id): (&str, &str),
    no: u32,
) -> Result<Place, Violation> {
    let mut place = place(state, programme, id)?;
    let milestone = state.service(programme, id)?.milestone(no)?;
    place.refs.push(Relation::Milestone.to(milestone.entry));
    Ok(place)
}

/// Checks a day by which a milestone is due: it is not past, and not further ahead than anybody plans.
pub(super) fn check_due(
    field: &'static str,
    state: &State,
    (programme, day): (&str, &str),
    by: &By<'_>,
) -> Checked {
    let today = day_in(&state.programme(programme)?.zone, by.at)?;
    check_within(field, today, day_of(field, day)?, MOST_AHEAD)
}

impl Place {
    /// The subject of a service.
    pub fn service(programme: &str, id: &str) -> String {
        SubjectKind::Service.of(programme, id)
    }
}

impl State {
    /// A service of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn service(&self, programme: &str, id: &str) -> Result<&ServiceState, Violation> {
        self.programme(programme)?;
        let of_programme = self.services.0.get(programme);
        let known = of_programme.and_then(|of| of.all.get(id));
        known.ok_or_else(|| Violation::unknown("service", id))
    }

    /// The services of a programme, in no order.
    pub fn services(&self, programme: &str) -> impl Iterator<Item = (&str, &ServiceState)> {
        let of_programme = self.services.0.get(programme).into_iter();
        of_programme.flat_map(|of| of.all.iter())
    }

    /// The service that a proposal is developed into.
    pub fn service_of_proposal(&self, programme: &str, proposal: &str) -> Option<&str> {
        let of_programme = self.services.0.get(programme)?;
        of_programme.by_proposal.get(proposal).map(String::as_str)
    }

    /// The number that the next service of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_service(&self, programme: &str) -> Result<String, Violation> {
        self.programme(programme)?;
        let of_programme = self.services.0.get(programme);
        Ok(of_programme.map_or_else(|| "1".to_owned(), |of| of.all.next_number()))
    }

    /// The service, checked that whoever acts does so for the institution that leads it, and that it has not ended.
    pub(super) fn leads_service(
        &self,
        programme: &str,
        id: &str,
        by: &By<'_>,
    ) -> Result<&ServiceState, Violation> {
        let known = self.service(programme, id)?;
        self.check_acts_within(by, programme, &known.lead)?;
        match &known.retired {
            None => Ok(known),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "service-was-retired",
                id = quoted(id),
                entry = *entry
            ))),
        }
    }

    /// Checks which service what somebody says is about: in a programme that has any, feedback names one, and the version that was
    /// used, once there are versions.
    pub(crate) fn check_feedback(
        &self,
        programme: &str,
        named: Option<(&str, Option<u32>)>,
        is_feedback: bool,
    ) -> Checked {
        let Some((id, version)) = named else {
            let any = self.services.0.get(programme);
            return match any.is_some_and(|of| of.all.number() > 0) && is_feedback {
                true => Err(Violation::field("service", said!("service-feedback-names"))),
                false => Ok(()),
            };
        };
        let known = self.service(programme, id)?;
        let newest = known.versions.len();
        let version = version.map(|version| usize::try_from(version).unwrap_or(usize::MAX));
        let fits = match version {
            None => newest == 0,
            Some(version) => (1..=newest).contains(&version),
        };
        if fits {
            return Ok(());
        }
        let reason = said!("service-feedback-version", newest = newest);
        Err(Violation::field("version", reason))
    }

    /// The entry that what is said of a service, and of a version of it, is about.
    pub(crate) fn spoken_of(&self, programme: &str, id: &str, version: Option<u32>) -> Option<u64> {
        let known = self.service(programme, id).ok()?;
        let place = version.and_then(|version| usize::try_from(version).ok()?.checked_sub(1));
        let version = place.and_then(|place| known.versions.get(place));
        Some(version.map_or(known.entry, |version| version.entry))
    }

    pub(super) fn add_service(&mut self, started: &ServiceStarted, entry: u64) -> Checked {
        self.programme(&started.programme)?;
        let service = ServiceState {
            entry,
            at: self.last_at.clone(),
            proposal: started.proposal.clone(),
            lead: started.lead.clone(),
            milestones: Vec::new(),
            versions: Vec::new(),
            retired: None,
        };
        let of_programme = self.services.0.entry(&started.programme);
        of_programme.all.insert(&started.id, service);
        let id = started.id.clone();
        of_programme.by_proposal.insert(&started.proposal, id);
        Ok(())
    }

    pub(super) fn add_service_milestone(
        &mut self,
        set: &ServiceMilestoneSet,
        entry: u64,
    ) -> Checked {
        let known = self.service_mut(&set.programme, &set.service)?;
        known.milestones.push(MilestoneState {
            entry,
            due: set.due.clone(),
            evidence: set.evidence,
            moved: Vec::new(),
            reached: None,
        });
        Ok(())
    }

    pub(super) fn move_milestone(&mut self, moved: &ServiceMilestoneMoved, entry: u64) -> Checked {
        let known = self.service_mut(&moved.programme, &moved.service)?;
        let milestone = known.milestone_mut(moved.no)?;
        milestone.due.clone_from(&moved.new);
        milestone.moved.push(entry);
        Ok(())
    }

    pub(super) fn reach_milestone(
        &mut self,
        reached: &ServiceMilestoneReached,
        entry: u64,
    ) -> Checked {
        let at = self.last_at.clone();
        let known = self.service_mut(&reached.programme, &reached.service)?;
        known.milestone_mut(reached.no)?.reached = Some((entry, at));
        Ok(())
    }

    pub(super) fn add_version(&mut self, released: &ServiceVersionReleased, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let cites = released.cited().into_iter().cloned().collect();
        let known = self.service_mut(&released.programme, &released.service)?;
        known.versions.push(VersionState { entry, at, cites });
        Ok(())
    }

    pub(super) fn retire_service(&mut self, retired: &ServiceRetired, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.service_mut(&retired.programme, &retired.service)?;
        known.retired = Some((entry, at));
        Ok(())
    }

    fn service_mut(&mut self, programme: &str, id: &str) -> Result<&mut ServiceState, Violation> {
        let of_programme = self.services.0.get_mut(programme);
        let known = of_programme.and_then(|of| of.all.get_mut(id));
        known.ok_or_else(|| Violation::unknown("service", id))
    }
}
