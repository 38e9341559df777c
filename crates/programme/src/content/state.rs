//! Contents that are not simply public any more, and the seals that are broken.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use madang_words::quoted;

use super::ground::Ground;
use super::noted::Noted;
use super::runs::Runs;
use crate::event::Event;
use crate::fact::{By, Checked};
use crate::place::{Place, Relation};
use crate::role::Role;
use crate::state::State;
use crate::subject::SubjectKind;
use crate::violation::Violation;
use crate::words::said;

/// How a content was restricted from the beginning.
#[derive(Clone, Debug, PartialEq)]
struct Born {
    /// When the entry was made from which on a ground is owed; `None` where none is.
    owes: Option<Box<str>>,
    /// Whether it is for those alone to whom it is restricted, for good.
    only: bool,
}

/// The contents' part of the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Contents {
    /// Those that are restricted, released or erased, by entry and name.
    marked: Arc<BTreeMap<(u64, String), ContentState>>,
    /// Broken seals by the subject that they were about, with the entry that broke them.
    unsealed: Arc<BTreeMap<String, u64>>,
    /// Subjects that are over: what is still sealed until something about them stays so.
    over: Arc<BTreeSet<String>>,
    /// Those that were restricted from the beginning, by entry and name; with the time of their entry where a ground is owed.
    born_restricted: Arc<BTreeMap<(u64, String), Born>>,
    /// Contents that something under way rests on, by its subject and their name.
    held: Arc<BTreeMap<String, BTreeMap<&'static str, Runs>>>,
    /// The programme that each entry is in: one for all that follow, until another comes.
    spaces: Noted<Arc<str>>,
    /// What the entries with contents are about, and which participant gave them.
    said: Noted<Said>,
}

/// What is to be known of an entry with contents, where they are hidden one day.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    /// Its subject; empty where its contents are sealed, of which there may be very many.
    subject: Box<str>,
    /// The pseudonym of the participant who gave them.
    author: Option<Box<str>>,
}

/// What became of a content that is not public any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentState {
    /// Restricted by that entry.
    Restricted {
        /// The entry that did it.
        by: u64,
        /// Ground.
        ground: Ground,
        /// Who may read it.
        roles: Vec<String>,
        /// When to look at it again.
        review_by: String,
        /// When that was, UTC.
        at: String,
    },
    /// A content that began restricted and was released by that entry.
    Released {
        /// The entry that did it.
        by: u64,
    },
    /// Erased by that entry.
    Erased {
        /// The entry that did it.
        by: u64,
        /// Ground.
        ground: Ground,
    },
}

impl ContentState {
    /// The entry that made it so.
    pub fn by(&self) -> u64 {
        match self {
            ContentState::Restricted { by, .. }
            | ContentState::Released { by }
            | ContentState::Erased { by, .. } => *by,
        }
    }
}

impl State {
    /// What became of a content; `None` for one that is as its entry says.
    pub fn content(&self, entry: u64, name: &str) -> Option<&ContentState> {
        self.contents.marked.get(&(entry, name.to_owned()))
    }

    /// What became of the contents of an entry that are not as it says.
    pub fn contents_of(&self, entry: u64) -> impl Iterator<Item = &ContentState> {
        let marked = self.contents.marked.range((entry, String::new())..);
        marked
            .take_while(move |((of, _), _)| *of == entry)
            .map(|(_, became)| became)
    }

    /// The contents that are not as their entries say, by entry and name.
    pub fn contents(&self) -> impl Iterator<Item = (u64, &str, &ContentState)> {
        let marked = self.contents.marked.iter();
        marked.map(|((entry, name), state)| (*entry, name.as_str(), state))
    }

    /// The entry that broke the seals of a subject; `None` while they hold.
    pub fn unsealed_by(&self, subject: &str) -> Option<u64> {
        self.contents.unsealed.get(subject).copied()
    }

    /// Whether the seal `until` (a subject) is broken.
    pub fn is_unsealed(&self, until: &str) -> bool {
        self.unsealed_by(until).is_some()
    }

    /// The subject under way that rests on a content, where there is one.
    pub fn held_by(&self, entry: u64, name: &str) -> Option<&str> {
        let mut held = self.contents.held.iter();
        held.find_map(|(subject, names)| {
            let holds = names.get(name).is_some_and(|runs| runs.contains(entry));
            holds.then_some(subject.as_str())
        })
    }

    /// Whether a subject under way rests on that content.
    pub(crate) fn holds(&self, subject: &str, entry: u64, name: &str) -> bool {
        let names = self.contents.held.get(subject);
        let runs = names.and_then(|names| names.get(name));
        runs.is_some_and(|runs| runs.contains(entry))
    }

    /// From now on a subject rests on a content of the entry that is being applied.
    pub(crate) fn hold(&mut self, subject: &str, entry: u64, name: &'static str) {
        let held = Arc::make_mut(&mut self.contents.held);
        match held.get_mut(subject) {
            Some(names) => names.entry(name).or_default().push(entry),
            None => {
                let mut runs = Runs::default();
                runs.push(entry);
                held.insert(subject.to_owned(), BTreeMap::from([(name, runs)]));
            }
        }
    }

    /// Whether a subject is over: what is sealed until something about it, and is not open yet, never will be.
    pub fn is_over(&self, subject: &str) -> bool {
        self.contents.over.contains(subject)
    }

    /// A subject is over: it rests on nothing any more that could still change it.
    pub(crate) fn let_go(&mut self, subject: &str) {
        Arc::make_mut(&mut self.contents.over).insert(subject.to_owned());
        if self.contents.held.contains_key(subject) {
            Arc::make_mut(&mut self.contents.held).remove(subject);
        }
    }

    /// Checks that a content can be hidden, shown or erased at all.
    pub(super) fn check_content(&self, entry: u64, name: &str) -> Checked {
        if entry >= self.size {
            return Err(Violation::unknown("entry", entry.to_string()));
        }
        let mut rules = Event::kinds().flat_map(|kind| kind.contents);
        if rules.any(|rule| rule.name == name && rule.lasting) {
            return Err(Violation::field("name", said!("content-outcome-stays")));
        }
        if let Some(ContentState::Erased { by, .. }) = self.content(entry, name) {
            return Err(Violation::out_of_turn(said!(
                "content-erased-already",
                name = quoted(name),
                entry = entry,
                by = by
            )));
        }
        if self.rules() > 1
            && let Some(subject) = self.held_by(entry, name)
        {
            return Err(Violation::out_of_turn(said!(
                "content-counts",
                name = quoted(name),
                entry = entry,
                subject = subject
            )));
        }
        Ok(())
    }

    /// A content is gone, by an event of another feature.
    pub(crate) fn erase_content(&mut self, entry: u64, name: &str, ground: Ground, by: u64) {
        self.mark_content(entry, name, ContentState::Erased { by, ground });
    }

    pub(super) fn mark_content(&mut self, entry: u64, name: &str, now: ContentState) {
        Arc::make_mut(&mut self.contents.marked).insert((entry, name.to_owned()), now);
    }

    /// Whether a content is restricted now, by an entry of its own or from the beginning.
    pub(super) fn is_restricted(&self, entry: u64, name: &str) -> bool {
        match self.content(entry, name) {
            Some(ContentState::Restricted { .. }) => true,
            Some(ContentState::Released { .. } | ContentState::Erased { .. }) => false,
            None => self.began_restricted(entry, name),
        }
    }

    /// Whether a content was restricted from the beginning.
    pub fn began_restricted(&self, entry: u64, name: &str) -> bool {
        let born = &self.contents.born_restricted;
        !born.is_empty() && born.contains_key(&(entry, name.to_owned()))
    }

    /// The contents that were restricted from the beginning, are so still, and for which a ground is owed that no entry gives: entry, name
    /// and since when, UTC.
    pub(crate) fn restricted_without_ground(&self) -> impl Iterator<Item = (u64, &str, &str)> {
        let born = self.contents.born_restricted.iter();
        let owed = born
            .filter_map(|((entry, name), at)| Some((*entry, name.as_str(), at.owes.as_deref()?)));
        owed.filter(|(entry, name, _)| self.content(*entry, name).is_none())
    }

    /// A content of the entry that is being applied begins restricted; `owes` is the time of the entry where a ground is owed for that,
    /// `only` whether it is never for others.
    pub(crate) fn bear_restricted(
        &mut self,
        entry: u64,
        name: &str,
        (owes, only): (Option<&str>, bool),
    ) {
        let born = Arc::make_mut(&mut self.contents.born_restricted);
        let owes = owes.map(Box::from);
        born.insert((entry, name.to_owned()), Born { owes, only });
    }

    /// Checks that a content is not for those alone to whom its kind restricts it: nobody shows it to others.
    pub(super) fn check_not_for_some(&self, entry: u64, name: &str) -> Checked {
        let born = self.contents.born_restricted.get(&(entry, name.to_owned()));
        match born {
            Some(Born { only: true, .. }) => Err(Violation::out_of_turn(said!(
                "content-for-some",
                name = quoted(name),
                entry = entry
            ))),
            Some(_) | None => Ok(()),
        }
    }

    /// Notes where the entry that is being applied belongs; what it is about, where it has contents that are not sealed; and
    /// which participant gave them, where one did.
    pub(crate) fn note_entry(&mut self, entry: u64, place: &Place, has: Has<'_>) {
        let spaces = &mut self.contents.spaces;
        let newest = spaces.newest();
        if newest.is_none_or(|newest| **newest != *place.space) {
            spaces.push(entry, place.space.as_str().into());
        }
        if has.contents || has.author.is_some() {
            let subject = match has.contents {
                true => place.subject.as_str(),
                false => "",
            };
            let said = Said {
                subject: subject.into(),
                author: has.author.map(Box::from),
            };
            self.contents.said.push(entry, said);
        }
    }

    /// The programme that an entry is in; `None` where it concerns the whole record, or is not there.
    pub fn programme_of(&self, entry: u64) -> Option<&str> {
        let space = self.contents.spaces.at_or_before(entry);
        let space = space.filter(|_| entry < self.size);
        space
            .map(|(_, space)| &**space)
            .filter(|space| !space.is_empty())
    }

    /// What an entry with contents is about, as the record names it: `voice:kr0018-flagships/12`; `None` of ballots and sheets.
    pub fn subject_of(&self, entry: u64) -> Option<&str> {
        let said = self.contents.said.of(entry)?;
        Some(&*said.subject).filter(|subject| !subject.is_empty())
    }

    /// Under which name a participant gave the contents of an entry, where one did.
    pub fn author_of(&self, entry: u64) -> Option<&str> {
        self.contents.said.of(entry)?.author.as_deref()
    }

    /// Whether whoever acts is the participant who gave the contents of an entry.
    pub fn is_own(&self, entry: u64, by: &By<'_>) -> bool {
        by.actor.role == Role::Participant && self.author_of(entry) == Some(by.actor.pseudonym)
    }

    /// Checks that whoever acts is the participant who gave the contents of an entry.
    pub(super) fn check_own(&self, entry: u64, by: &By<'_>) -> Checked {
        if self.is_own(entry, by) {
            return Ok(());
        }
        Err(Violation::field(
            "actor",
            said!("content-not-own", entry = entry),
        ))
    }

    /// From `entry` on, what is sealed until an event about `subject` is public.
    pub(crate) fn break_seals(&mut self, subject: String, entry: u64) {
        Arc::make_mut(&mut self.contents.unsealed).insert(subject, entry);
    }
}

/// What an entry that is being applied has.
pub(crate) struct Has<'a> {
    /// Whether it has contents that are not sealed.
    pub(crate) contents: bool,
    /// The pseudonym of the participant who gave them.
    pub(crate) author: Option<&'a str>,
}

/// Where an entry about a content belongs.
pub(super) fn place(entry: u64, name: &str) -> Place {
    Place::of_record(
        SubjectKind::Content.of(&entry.to_string(), name),
        vec![Relation::Entry.to(entry)],
    )
}
