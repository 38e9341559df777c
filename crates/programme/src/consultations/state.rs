//! Consultations that there are, and how far each has come.

use std::collections::{BTreeMap, BTreeSet};

use madang_words::quoted;

use super::agenda::AgendaPublished;
use super::announced::ConsultationAnnounced;
use super::attendance::{AttendancePublished, CountedBy};
use super::cancelled::ConsultationCancelled;
use super::cards::Cards;
use super::changed::ConsultationChanged;
use super::ending::{Assessed, Part, Waived};
use super::held::ConsultationHeld;
use super::minutes::MinutesState;
use super::outcome::OutcomeRecorded;
use super::plan::Plan;
use super::registrations::Registrations;
use super::summary::SummaryPublished;
use crate::by_programme::ByProgramme;
use crate::fact::{By, Checked};
use crate::many::Many;
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::subject::SubjectKind;
use crate::violation::Violation;
use crate::words::said;

/// The consultations' part of the state: by programme and identifier.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Consultations(ByProgramme<Many<ConsultationState>>);

/// An entry with its time.
pub(super) type Done = (u64, String);

/// A consultation.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsultationState {
    /// The entry that announced it.
    pub entry: u64,
    /// When that was.
    pub at: String,
    /// What is announced of it now.
    pub plan: Plan,
    /// The entry of what is announced now.
    pub announced: u64,
    /// How often it was announced otherwise.
    pub changes: u32,
    /// The entry from which on everybody could know what it asks and that it opens so early, with its time.
    pub(super) known_since: Done,
    /// The entry that called it off, with its time.
    pub cancelled: Option<(u64, String)>,
    /// The agendas that were published, the first and the one that stands, each with its time.
    pub(super) agendas: Option<(Done, Done)>,
    /// That it was held.
    pub held: Option<Held>,
    /// The attendance that was published, the first and the one that stands, each with its time.
    pub(super) attendances: Option<(Done, Done)>,
    /// Its minutes, as far as they have come.
    pub minutes: MinutesState,
    /// How many outcomes were recorded.
    pub outcomes: u32,
    /// The first of them, with its time.
    pub(super) first_outcome: Option<Done>,
    /// The first summary that was published of it, with its time.
    pub(super) summary: Option<Done>,
    /// What of it is waived.
    pub waivers: BTreeMap<Part, Waived>,
    /// The entry that closed it, with its time.
    pub closed: Option<(u64, String)>,
    /// The say that people were found to have had.
    pub assessed: Option<Assessed>,
    /// Who registered, and who came.
    pub registrations: Registrations,
    /// Its cards.
    pub cards: Cards,
    /// The last entry by which it takes place at another time or elsewhere.
    pub moved: Option<u64>,
    /// Categories that were told together, by what they count.
    pub(super) hidden: BTreeMap<CountedBy, BTreeSet<String>>,
}

/// That a consultation was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The entry that says so.
    pub entry: u64,
    /// Its time.
    pub at: String,
    /// When it began, as is claimed.
    pub began_at: String,
    /// When it ended, as is claimed.
    pub ended_at: String,
}

impl ConsultationState {
    /// The entry of the agenda that stands.
    pub fn agenda(&self) -> Option<u64> {
        self.agendas.as_ref().map(|(_, stands)| stands.0)
    }

    /// The entry of the attendance that stands.
    pub fn attendance(&self) -> Option<u64> {
        self.attendances.as_ref().map(|(_, stands)| stands.0)
    }

    /// The categories that were told together in the attendance that stands.
    pub fn hidden(&self, by: CountedBy) -> Option<&BTreeSet<String>> {
        self.hidden.get(&by)
    }

    /// When it ended, at a time: as is claimed, or where nobody says that it was held, as it was announced. `None` while it has not,
    /// and where it was called off.
    pub fn ended(&self, now: &str) -> Option<&str> {
        match (&self.held, &self.cancelled) {
            (Some(held), _) => Some(&held.ended_at),
            (None, Some(_)) => None,
            (None, None) => Some(self.plan.closes_at.as_str()).filter(|closes| *closes <= now),
        }
    }

    /// Checks that it was not called off.
    pub(super) fn check_live(&self, id: &str) -> Checked {
        match &self.cancelled {
            None => Ok(()),
            Some((entry, _)) => Err(Violation::out_of_turn(said!(
                "consultation-was-cancelled",
                id = quoted(id),
                entry = *entry
            ))),
        }
    }

    /// Checks that it ended by a time.
    pub(super) fn check_ended(&self, id: &str, at: &str) -> Checked {
        match self.ended(at) {
            Some(_) => Ok(()),
            None => Err(Violation::out_of_turn(said!(
                "consultation-not-ended",
                id = quoted(id)
            ))),
        }
    }

    /// Checks that nobody said that it was held.
    pub(super) fn check_not_held(&self, id: &str) -> Checked {
        match &self.held {
            None => Ok(()),
            Some(held) => Err(Violation::out_of_turn(said!(
                "consultation-was-held",
                id = quoted(id),
                entry = held.entry
            ))),
        }
    }
}

/// Checks that something takes the place of what stands, and not of what does no more: there are never two.
pub(super) fn check_base(base: Option<u64>, stands: Option<u64>) -> Checked {
    match (base, stands) {
        (None, None) => Ok(()),
        (Some(base), Some(stands)) if base == stands => Ok(()),
        (_, Some(stands)) => Err(Violation::field(
            "base",
            said!("consultation-another-stands", stands = stands),
        )),
        (Some(base), None) => Err(Violation::field(
            "base",
            said!("consultation-nothing-stands", base = base),
        )),
    }
}

/// Where what happens to a consultation belongs.
pub(super) fn place(state: &State, programme: &str, id: &str) -> Result<Place, Violation> {
    let known = state.consultation(programme, id)?;
    Ok(Place::of_programme(
        programme,
        Place::consultation(programme, id),
        vec![Relation::Consultation.to(known.entry)],
    ))
}

impl Place {
    /// The subject of a consultation.
    pub fn consultation(programme: &str, id: &str) -> String {
        SubjectKind::Consultation.of(programme, id)
    }
}

impl State {
    /// A consultation of a programme, or the violation that there is none.
    ///
    /// # Errors
    /// [`Violation::Unknown`].
    pub fn consultation(&self, programme: &str, id: &str) -> Result<&ConsultationState, Violation> {
        self.programme(programme)?;
        let of_programme = self.consultations.0.get(programme);
        let known = of_programme.and_then(|all| all.get(id));
        known.ok_or_else(|| Violation::unknown("consultation", id))
    }

    /// The consultations of a programme, in no order.
    pub fn consultations(
        &self,
        programme: &str,
    ) -> impl Iterator<Item = (&str, &ConsultationState)> {
        let of_programme = self.consultations.0.get(programme).into_iter();
        of_programme.flat_map(Many::iter)
    }

    /// The number that the next consultation of a programme gets.
    ///
    /// # Errors
    /// [`Violation::Unknown`] where there is no such programme.
    pub fn next_consultation(&self, programme: &str) -> Result<String, Violation> {
        self.programme(programme)?;
        let all = self.consultations.0.get(programme);
        Ok(all.map_or_else(|| "1".to_owned(), Many::next_number))
    }

    /// Checks that something can have been said in a consultation: it has begun, and was not called off. Whoever speaks for themselves
    /// does so before it closes; what was said on cards and on paper is entered afterwards too.
    pub(crate) fn check_said_in(&self, programme: &str, id: &str, by: &By<'_>) -> Checked {
        let known = self.consultation(programme, id)?;
        known.check_live(id)?;
        let place = self.programme(programme)?;
        if by.at < known.plan.opens_at.as_str() {
            return Err(Violation::field(
                "consultation",
                said!(
                    "consultation-not-yet",
                    opens = place.local(&known.plan.opens_at)
                ),
            ));
        }
        if by.actor.role == Role::Participant && by.at >= known.plan.closes_at.as_str() {
            return Err(Violation::field(
                "consultation",
                said!(
                    "consultation-closed",
                    closes = place.local(&known.plan.closes_at)
                ),
            ));
        }
        Ok(())
    }

    pub(super) fn add_consultation(
        &mut self,
        announced: &ConsultationAnnounced,
        entry: u64,
    ) -> Checked {
        self.programme(&announced.programme)?;
        let at = self.last_at.clone();
        let consultation = ConsultationState {
            entry,
            at: at.clone(),
            plan: announced.plan.clone(),
            announced: entry,
            changes: 0,
            known_since: (entry, at),
            cancelled: None,
            agendas: None,
            held: None,
            attendances: None,
            minutes: MinutesState::default(),
            outcomes: 0,
            first_outcome: None,
            summary: None,
            waivers: BTreeMap::new(),
            closed: None,
            assessed: None,
            registrations: Registrations::default(),
            cards: Cards::default(),
            moved: None,
            hidden: BTreeMap::new(),
        };
        let all = self.consultations.0.entry(&announced.programme);
        all.insert(&announced.id, consultation);
        Ok(())
    }

    pub(super) fn change_consultation(
        &mut self,
        changed: &ConsultationChanged,
        entry: u64,
    ) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(&changed.programme, &changed.consultation)?;
        if changed.plan.asks_otherwise(&known.plan) {
            known.known_since = (entry, at);
        }
        if changed.plan.moves(&known.plan) {
            known.moved = Some(entry);
        }
        known.plan = changed.plan.clone();
        known.announced = entry;
        known.changes = known.changes.saturating_add(1);
        Ok(())
    }

    pub(super) fn cancel_consultation(
        &mut self,
        cancelled: &ConsultationCancelled,
        entry: u64,
    ) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(&cancelled.programme, &cancelled.consultation)?;
        known.cancelled = Some((entry, at));
        Ok(())
    }

    pub(super) fn add_agenda(&mut self, agenda: &AgendaPublished, entry: u64) -> Checked {
        let done = (entry, self.last_at.clone());
        let known = self.consultation_mut(&agenda.programme, &agenda.consultation)?;
        let first = known
            .agendas
            .take()
            .map_or_else(|| done.clone(), |(first, _)| first);
        known.agendas = Some((first, done));
        Ok(())
    }

    pub(super) fn hold_consultation(&mut self, held: &ConsultationHeld, entry: u64) -> Checked {
        let at = self.last_at.clone();
        let known = self.consultation_mut(&held.programme, &held.consultation)?;
        known.held = Some(Held {
            entry,
            at,
            began_at: held.began_at.clone(),
            ended_at: held.ended_at.clone(),
        });
        Ok(())
    }

    pub(super) fn add_attendance(
        &mut self,
        attendance: &AttendancePublished,
        entry: u64,
    ) -> Checked {
        let done = (entry, self.last_at.clone());
        let known = self.consultation_mut(&attendance.programme, &attendance.consultation)?;
        let first = known
            .attendances
            .take()
            .map_or_else(|| done.clone(), |(first, _)| first);
        known.attendances = Some((first, done));
        for table in &attendance.tables {
            if let Some(together) = &table.together {
                let hidden = known.hidden.entry(table.by).or_default();
                hidden.extend(together.cells.iter().cloned());
            }
        }
        Ok(())
    }

    pub(super) fn add_outcome(&mut self, outcome: &OutcomeRecorded, entry: u64) -> Checked {
        let done = (entry, self.last_at.clone());
        let known = self.consultation_mut(&outcome.programme, &outcome.consultation)?;
        known.outcomes = outcome.no;
        known.first_outcome.get_or_insert(done);
        Ok(())
    }

    pub(super) fn add_summary(&mut self, summary: &SummaryPublished, entry: u64) -> Checked {
        for id in &summary.consultations {
            self.consultation(&summary.programme, id)?;
        }
        let done = (entry, self.last_at.clone());
        for id in &summary.consultations {
            let known = self.consultation_mut(&summary.programme, id)?;
            known.summary.get_or_insert_with(|| done.clone());
        }
        Ok(())
    }

    pub(super) fn consultation_mut(
        &mut self,
        programme: &str,
        id: &str,
    ) -> Result<&mut ConsultationState, Violation> {
        let all = self.consultations.0.get_mut(programme);
        let known = all.and_then(|all| all.get_mut(id));
        known.ok_or_else(|| Violation::unknown("consultation", id))
    }
}
