//! The trace of a thing on a record that was checked: what it grew out of, and what grew out of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use madang_programme::trace::{Change, Hop, How, MOST_SHOWN, Neighbours, Walk, Way, links, thing};
use madang_programme::{Event, State};
use madang_record::entry::EntryRef;
use serde::Serialize;

/// What a thing grew out of, and what grew out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Traced {
    /// The thing, by the entry that made it.
    pub thing: u64,
    /// The steps back, the nearest first.
    pub back: Vec<TracedHop>,
    /// The steps forward, the nearest first.
    pub forward: Vec<TracedHop>,
    /// Whether there is more than was walked.
    pub cut: bool,
    /// Every thing that is named.
    pub things: Vec<TracedThing>,
}

/// The things that one thing leads to in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedHop {
    /// The thing, by its entry.
    pub of: u64,
    /// How: [`How::name`].
    pub how: &'static str,
    /// The first of the things, by their entries.
    pub things: Vec<u64>,
    /// How many there are.
    pub total: u64,
}

/// A thing of the trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TracedThing {
    /// The entry that made it.
    pub entry: u64,
    /// What it is: `need:kr0018/3`.
    pub subject: String,
    /// When it was made, UTC.
    pub at: String,
}

/// Follows how things grew out of each other while a record is read. It keeps every link and every thing of the record.
pub(crate) struct Tracer {
    asked: u64,
    thing: Option<u64>,
    /// Each link as thing, how and source, and turned round.
    back: BTreeSet<(u64, How, u64)>,
    forward: BTreeSet<(u64, How, u64)>,
    things: BTreeMap<u64, (String, String)>,
}

impl Tracer {
    /// One that is asked for the trace of what an entry is about.
    pub(crate) fn of(asked: u64) -> Tracer {
        Tracer {
            asked,
            thing: None,
            back: BTreeSet::new(),
            forward: BTreeSet::new(),
            things: BTreeMap::new(),
        }
    }

    /// Takes an entry that the state has taken.
    pub(crate) fn meet(&mut self, index: u64, entry: &EntryRef<'_>, event: &Event, state: &State) {
        let of = thing(event, state, index);
        if of == Some(index) {
            let made = (entry.subject.to_owned(), entry.at.to_owned());
            self.things.insert(index, made);
        }
        if index == self.asked {
            self.thing = of;
        }
        for change in links(event, state, index) {
            match change {
                Change::Made(link) => {
                    self.back.insert((link.thing, link.how, link.source));
                    self.forward.insert((link.source, link.how, link.thing));
                }
                Change::Ended(link) => {
                    self.back.remove(&(link.thing, link.how, link.source));
                    self.forward.remove(&(link.source, link.how, link.thing));
                }
            }
        }
    }

    fn neighbours(&self, of: u64, way: Way) -> Vec<Neighbours> {
        let links = match way {
            Way::Back => &self.back,
            Way::Forward => &self.forward,
        };
        let found = How::ALL.into_iter().map(|how| {
            let from = Bound::Included((of, how, 0));
            let all = links.range((from, Bound::Included((of, how, u64::MAX))));
            let total = all.clone().count() as u64;
            let things = all.take(MOST_SHOWN).map(|(_, _, to)| *to).collect();
            Neighbours { how, things, total }
        });
        found.filter(|to| to.total > 0).collect()
    }

    fn walked(&self, thing: u64, way: Way) -> (Vec<Hop>, bool) {
        let subject = self.things.get(&thing).map(|(subject, _)| subject.as_str());
        let is_voice = subject.is_some_and(|subject| subject.starts_with("voice:"));
        let mut walk = Walk::new(thing, is_voice, way);
        while let Some(of) = walk.wanted() {
            walk.take(of, self.neighbours(of, way));
        }
        walk.finish()
    }

    /// The trace; `None` where the entry is not there, or is about no thing that grows out of others.
    pub(crate) fn finish(self) -> Option<Traced> {
        let thing = self.thing?;
        let (back, cut_back) = self.walked(thing, Way::Back);
        let (forward, cut_forward) = self.walked(thing, Way::Forward);
        let mut named = BTreeSet::from([thing]);
        for hop in back.iter().chain(&forward) {
            named.insert(hop.of);
            named.extend(&hop.to.things);
        }
        let things = named.into_iter().filter_map(|entry| {
            let (subject, at) = self.things.get(&entry)?.clone();
            Some(TracedThing { entry, subject, at })
        });
        let shown = |hops: Vec<Hop>| {
            let hops = hops.into_iter().map(|hop| TracedHop {
                of: hop.of,
                how: hop.to.how.name(),
                things: hop.to.things,
                total: hop.to.total,
            });
            hops.collect()
        };
        Some(Traced {
            thing,
            things: things.collect(),
            back: shown(back),
            forward: shown(forward),
            cut: cut_back || cut_forward,
        })
    }
}
