//! The trace of a thing on a record that was checked: what it grew out of, and what grew out of it.

use madang_programme::subject::SubjectKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use madang_programme::answers::Subject;
use madang_programme::becomes::Becomes;
use madang_programme::content::ContentState;
use madang_programme::trace::{
    AnswerStanding, Change, Hop, How, Neighbours, Reach, Walk, Way, answers_of_need, called,
    called_by, links, thing,
};
use madang_programme::{Event, State};
use madang_record::entry::EntryRef;
use madang_record::{OpenBodyRef, VisibilityRef};
use madang_words::Text;
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
    /// What it is: `need:kr0018/3`; of an answer, what it was given to.
    pub subject: String,
    /// When it was made, UTC.
    pub at: String,
    /// How it stands, where it is an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerStanding>,
    /// What it is called, in each language: its title, or the first words that were said; of an answer, of its reason. Nothing for a
    /// selection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Text>,
    /// Why there are no words, where there were some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<Without>,
}

/// Why a thing has no words here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Without {
    /// They are shown to some alone.
    Restricted,
    /// They are gone.
    Erased,
    /// They were not kept: the record has more than is kept in memory, or they are longer than any that the server takes.
    Unkept,
}

/// Bytes of words that are kept while a record is read; most records have far fewer.
const MOST_WORDS: usize = 24 << 20;

/// By which content a thing is called.
struct Called {
    entry: u64,
    content: &'static str,
    words: Result<Text, Without>,
}

/// Follows how things grew out of each other while a record is read. It keeps every link and every thing of the record: their memory is
/// counted with that of the state.
pub(crate) struct Tracer {
    asked: u64,
    reach: Reach,
    thing: Option<u64>,
    /// Each link as thing, how and source, and turned round.
    back: BTreeSet<(u64, How, u64)>,
    forward: BTreeSet<(u64, How, u64)>,
    things: BTreeMap<u64, (String, String)>,
    /// What each answer was given to: the programme, and what in it.
    answers: BTreeMap<u64, (String, Subject)>,
    /// What each thing is called, and how many bytes that is in all.
    called: BTreeMap<u64, Called>,
    kept: usize,
    /// Bytes of memory that the rest takes, about.
    room: usize,
}

/// What a link takes of memory, both ways.
const LINK: usize = 100;

/// What a thing takes beside its words, and what was answered.
const THING: usize = 250;

impl Tracer {
    /// One that is asked for the trace of what an entry is about.
    pub(crate) fn of(asked: u64, reach: Reach) -> Tracer {
        Tracer {
            asked,
            reach,
            thing: None,
            back: BTreeSet::new(),
            forward: BTreeSet::new(),
            things: BTreeMap::new(),
            answers: BTreeMap::new(),
            called: BTreeMap::new(),
            kept: 0,
            room: 0,
        }
    }

    /// Bytes of memory that it takes, about: they are counted with those of the record's things.
    pub(crate) fn room(&self) -> usize {
        self.kept.saturating_add(self.room)
    }

    /// Takes an entry that the state has taken, with its contents that are open.
    pub(crate) fn meet(
        &mut self,
        index: u64,
        entry: &EntryRef<'_>,
        event: &Event,
        open: &[OpenBodyRef<'_>],
        state: &State,
    ) {
        let of = thing(event, state, index);
        if let (Some(of), Some(content)) = (of, called_by(event)) {
            self.call(of, index, (content, entry), event, open);
        }
        if of == Some(index) {
            let made = (entry.subject.to_owned(), entry.at.to_owned());
            self.room += THING + made.0.len() + made.1.len();
            self.things.insert(index, made);
        }
        if let Becomes::Answer(facts) = event.fact().becomes() {
            let of = (facts.programme.clone(), facts.subject.clone());
            self.room += THING + of.0.len();
            self.answers.insert(index, of);
        }
        if index == self.asked {
            self.thing = of;
        }
        for change in links(event, state, index) {
            match change {
                Change::Made(link) => {
                    if self.back.insert((link.thing, link.how, link.source)) {
                        self.room += LINK;
                    }
                    self.forward.insert((link.source, link.how, link.thing));
                }
                Change::Ended(link) => {
                    if self.back.remove(&(link.thing, link.how, link.source)) {
                        self.room = self.room.saturating_sub(LINK);
                    }
                    self.forward.remove(&(link.source, link.how, link.thing));
                }
            }
        }
    }

    /// Notes what a thing is called by an entry.
    fn call(
        &mut self,
        of: u64,
        entry: u64,
        (content, is): (&'static str, &EntryRef<'_>),
        event: &Event,
        open: &[OpenBodyRef<'_>],
    ) {
        let open = open.iter().find(|body| *body.name == *content);
        let words = open.and_then(|body| called(event, body.content.get()));
        let mut commitments = is.bodies.iter();
        let restricted = commitments.any(|one| {
            one.name == content && matches!(one.visibility, VisibilityRef::Restricted { .. })
        });
        let words = match words {
            Some(words) if self.kept <= MOST_WORDS => {
                self.kept += words.0.values().map(String::len).sum::<usize>();
                Ok(words)
            }
            None if restricted => Err(Without::Restricted),
            Some(_) | None => Err(Without::Unkept),
        };
        let called = Called {
            entry,
            content,
            words,
        };
        self.called.insert(of, called);
    }

    /// What a thing is called at the end of the record.
    fn words(&mut self, of: u64, state: &State) -> (Option<Text>, Option<Without>) {
        let Some(called) = self.called.remove(&of) else {
            return (None, None);
        };
        let hidden = match state.content(called.entry, called.content) {
            Some(ContentState::Restricted { .. }) => Some(Without::Restricted),
            Some(ContentState::Erased { .. }) => Some(Without::Erased),
            Some(ContentState::Released { .. }) | None => None,
        };
        match (hidden, called.words) {
            (Some(hidden), _) | (None, Err(hidden)) => (None, Some(hidden)),
            (None, Ok(words)) => (Some(words), None),
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
            let things = all.take(self.reach.shown).map(|(_, _, to)| *to).collect();
            Neighbours { how, things, total }
        });
        found.filter(|to| to.total > 0).collect()
    }

    fn subject(&self, thing: u64) -> Option<&str> {
        self.things.get(&thing).map(|(subject, _)| subject.as_str())
    }

    fn walked(&self, thing: u64, way: Way) -> (Vec<Hop>, bool) {
        let subject = self.subject(thing);
        let is_voice = subject.is_some_and(|subject| SubjectKind::Voice.split(subject).is_some());
        let mut walk = Walk::new(thing, is_voice, way, self.reach);
        while let Some(of) = walk.wanted() {
            walk.take(of, self.neighbours(of, way));
        }
        walk.finish()
    }

    /// The trace; `None` where the entry is not there, or is about no thing that grows out of others. `state` is what followed from the
    /// whole record.
    pub(crate) fn finish(mut self, state: &State) -> Option<Traced> {
        let thing = self.thing?;
        let (back, cut_back) = self.walked(thing, Way::Back);
        let (mut forward, cut_forward) = self.walked(thing, Way::Forward);
        let own = self.subject(thing);
        let given = own.and_then(|own| answers_of_need(state, (thing, own), self.reach.shown));
        forward.splice(0..0, given);
        let mut named = BTreeSet::from([thing]);
        for hop in back.iter().chain(&forward) {
            named.insert(hop.of);
            named.extend(&hop.to.things);
        }
        let things = named.into_iter().filter_map(|entry| {
            let (subject, at) = self.things.remove(&entry)?;
            let (words, without) = self.words(entry, state);
            let answer = self.answers.get(&entry);
            let answer =
                answer.and_then(|(programme, of)| AnswerStanding::of(state, programme, of, entry));
            Some(TracedThing {
                entry,
                subject,
                at,
                answer,
                words,
                without,
            })
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
