//! Replay: applying one entry, held against every rule.
//!
//! [`State::apply`] is the only way in. The server asks it before it accepts a command, a rebuild and a verifier ask
//! it for each entry of the log: so that nobody is held to rules that another is not.

use madang_record::entry::{EntryRef, VisibilityRef};
use madang_record::time::is_timeless;
use madang_words::moment::exact;
use madang_words::{Said, quoted};
use thiserror::Error;

use crate::content::Has;
use crate::contents::ContentRule;
use crate::event::Event;
use crate::fact::{AnyFact, By, Checked, EventError, Fact};
use crate::log::{LogBegun, LogCreated};
use crate::named;
use crate::place::{Place, Reference};
use crate::role::{self, ActorRef, Role, holds_number};
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// An entry that the rules do not allow.
#[derive(Debug, Error)]
#[error("{}", self.said())]
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

impl ReplayError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        said!(
            "kernel-replay",
            index = self.index,
            kind = named::kind_beside(&self.kind),
            cause = self.cause.said()
        )
    }
}

impl ReplayCause {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            ReplayCause::Event(error) => error.said(),
            ReplayCause::Violation(violation) => violation.said(),
        }
    }
}

impl State {
    /// Applies the next entry and returns its event. Where it fails the state is as it was.
    ///
    /// # Errors
    /// [`ReplayError`] with the first rule that the entry breaks: its kind, facts, time, actor, place, references or
    /// contents.
    pub fn apply(&mut self, entry: &EntryRef<'_>) -> Result<Event, ReplayError> {
        self.admit(entry).map_err(|cause| ReplayError {
            index: self.size,
            kind: entry.kind.to_string(),
            cause,
        })
    }

    fn admit(&mut self, entry: &EntryRef<'_>) -> Result<Event, ReplayCause> {
        let event = Event::parse(entry.kind, entry.facts)?;
        let by = By {
            actor: ActorRef::parse(entry.actor)?,
            at: entry.at,
            index: self.size,
        };
        if self.rules() > 1 {
            check_shown("facts", entry.facts)?;
        }
        if self.rules() > 5 {
            check_impersonal(by.actor.pseudonym)?;
        }
        let fact = event.fact();
        self.may(fact, &by)?;
        let place = fact.place(self)?;
        self.check_holds(&by, self.acted_in(&event, &place))?;
        self.check_scope(fact.scope(), &by, &place)?;
        self.check_time(entry, &place)?;
        check_place(entry, &place)?;
        check_contents(entry, &event, &place)?;
        let now = entry.at.max(&self.last_at).to_owned();
        let before = std::mem::replace(&mut self.last_at, now);
        // Many entries in a row are by one actor.
        let by_before = (self.last_by != entry.actor)
            .then(|| std::mem::replace(&mut self.last_by, entry.actor.to_owned()));
        if let Err(violation) = fact.change(self, self.size) {
            self.last_at = before;
            if let Some(by_before) = by_before {
                self.last_by = by_before;
            }
            return Err(violation.into());
        }
        for commitment in &entry.bodies {
            if let VisibilityRef::Restricted { .. } = commitment.visibility {
                let mut rules = fact.contents().iter();
                let rule = rules.find(|rule| rule.name == commitment.name);
                let only = rule.is_some_and(|rule| !rule.only.is_empty());
                let personal = only || rule.is_some_and(|rule| rule.personal);
                let owes = (!personal).then_some(entry.at);
                self.bear_restricted(self.size, commitment.name, (owes, only));
            }
        }
        // Ballots are only counted, and a vote under way rests on them.
        let has = !entry.bodies.is_empty() && place.grain.is_none();
        let sealed = fact.contents().iter().any(|rule| rule.sealed);
        let participates = has && by.actor.role == Role::Participant;
        let has = Has {
            contents: has && !sealed,
            author: participates.then_some(by.actor.pseudonym),
        };
        self.note_entry(self.size, &place, has);
        self.size += 1;
        Ok(event)
    }

    /// The programme in which whoever acts must hold their role: from rules 7 on, for what is done to a content, that of the entry
    /// whose content it is.
    fn acted_in<'a>(&'a self, event: &Event, place: &'a Place) -> &'a str {
        match event {
            Event::Content(content) if self.rules() > 6 => {
                let (entry, _) = content.about();
                self.programme_of(entry).unwrap_or_default()
            }
            _ => &place.space,
        }
    }

    /// Checks that an entry's time does not go back, as finely as it is told, and that its identifier tells none that is finer.
    fn check_time(&self, entry: &EntryRef<'_>, place: &Place) -> Checked {
        if is_timeless(entry.id) != place.grain.is_some() {
            let id = entry.id;
            let must = match place.grain {
                Some(_) => said!("kernel-id-timeless", id = id),
                None => said!("kernel-id-timed", id = id),
            };
            return Err(Violation::field("id", must));
        }
        match place.grain {
            Some(grain) => grain.check(entry.at, &self.last_at),
            None if entry.at < self.last_at.as_str() => Err(Violation::field(
                "at",
                said!(
                    "kernel-time-back",
                    at = exact(entry.at),
                    before = exact(&self.last_at)
                ),
            )),
            None => Ok(()),
        }
    }

    /// Whether whoever made the last entry acted in that role.
    pub(crate) fn was_by(&self, role: Role) -> bool {
        let last = self.last_by.split_once('/').map(|(role, _)| role);
        last == Some(role.name())
    }

    /// Checks that `by` may cause an event, and that it may happen now.
    ///
    /// # Errors
    /// The first rule it would break.
    pub fn may(&self, fact: &dyn AnyFact, by: &By<'_>) -> Checked {
        role::check(by.actor.role, fact)?;
        if self.log().is_none() && ![LogCreated::KIND, LogBegun::KIND].contains(&fact.kind()) {
            return Err(Violation::out_of_turn(said!("log-not-begun")));
        }
        fact.check(self, by)
    }
}

/// Checks that a pseudonym holds no telephone or registration number: nothing can erase it.
fn check_impersonal(pseudonym: &str) -> Checked {
    match holds_number(pseudonym) {
        true => {
            let reason = said!("kernel-pseudonym-personal", pseudonym = quoted(pseudonym));
            Err(Violation::field("actor", reason))
        }
        false => Ok(()),
    }
}

/// Checks that no text in canonical JSON holds what cannot be shown: a control character other than a line break, which
/// is always escaped there, or one that turns the direction of writing.
fn check_shown(field: &str, json: &str) -> Checked {
    // Nearly all entries have none of these bytes.
    if !json
        .bytes()
        .any(|byte| matches!(byte, b'\\' | 0x7f | 0xc2 | 0xe2))
    {
        return Ok(());
    }
    let mut escaped = false;
    for c in json.chars() {
        let control = escaped && matches!(c, 'b' | 'f' | 'r' | 't' | 'u');
        escaped = !escaped && c == '\\';
        if control {
            return Err(Violation::field(field, said!("kernel-control-character")));
        }
    }
    Ok(madang_words::check_shown(field, json)?)
}

fn check_place(entry: &EntryRef<'_>, place: &Place) -> Checked {
    if place.space != entry.space {
        return Err(Violation::field(
            "space",
            said!(
                "kernel-must-be",
                is = quoted(entry.space),
                must = quoted(&place.space)
            ),
        ));
    }
    if place.subject != entry.subject {
        return Err(Violation::field(
            "subject",
            said!(
                "kernel-must-be",
                is = quoted(entry.subject),
                must = quoted(&place.subject)
            ),
        ));
    }
    let same_refs = entry.refs.len() == place.refs.len()
        && entry
            .refs
            .iter()
            .zip(&place.refs)
            .all(|(is, must)| is.rel == must.relation.name() && is.entry == must.entry);
    if !same_refs {
        return Err(Violation::field(
            "refs",
            said!("kernel-must-refer", must = references(&place.refs)),
        ));
    }
    Ok(())
}

/// References as an entry writes them: `programme 3, institution 5`.
fn references(refs: &[Reference]) -> String {
    let refs = refs.iter();
    let refs = refs.map(|one| format!("{} {}", one.relation.name(), one.entry));
    match refs.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => "[]".to_owned(),
        refs => refs,
    }
}

fn check_contents(entry: &EntryRef<'_>, event: &Event, place: &Place) -> Checked {
    let rules = event.fact().contents();
    for commitment in &entry.bodies {
        let Some(rule) = rules.iter().find(|rule| rule.name == commitment.name) else {
            return Err(Violation::field(
                "bodies",
                said!("kernel-body-unknown", name = quoted(commitment.name)),
            ));
        };
        let fits = match (&commitment.visibility, rule.sealed) {
            (VisibilityRef::Sealed { until }, true) => *until == place.sealed_until(),
            (VisibilityRef::Sealed { .. }, false) | (_, true) => false,
            (VisibilityRef::Restricted { roles }, false) => !rule.public && rule.begins_with(roles),
            (VisibilityRef::Public, false) => rule.only.is_empty(),
        };
        if !fits {
            let name = quoted(commitment.name);
            let must = if rule.sealed {
                let until = place.sealed_until().to_string();
                said!("kernel-body-sealed", name = name, until = until)
            } else if !rule.only.is_empty() {
                let roles = rule.only.iter().map(|role| role.name());
                let roles = roles.collect::<Vec<_>>().join(", ");
                said!("kernel-body-only", name = name, roles = quoted(roles))
            } else if rule.public {
                said!("kernel-body-public", name = name)
            } else {
                said!("kernel-body-open", name = name)
            };
            return Err(Violation::field("bodies", must));
        }
    }
    let missing = |rule: &&ContentRule| {
        rule.is_needed(event) && !entry.bodies.iter().any(|body| body.name == rule.name)
    };
    if let Some(rule) = rules.iter().find(missing) {
        return Err(Violation::field(
            "bodies",
            said!("kernel-body-missing", name = quoted(rule.name)),
        ));
    }
    Ok(())
}
