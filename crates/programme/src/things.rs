//! Things that grow out of each other: what an entry says of them. Who walks from one to another is the trace.

use madang_words::Text;
use serde::de::DeserializeOwned;

use crate::state::State;

/// What an entry is about, among the things of a record.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// None of them.
    Nothing,
    /// One that it begins: a voice, a need, a proposal, an answer, a selection, a service or a version of one; and by what that is called from here on, where it has
    /// a name.
    Begins(Option<Called>),
    /// One that is called otherwise from here on.
    Rewords(Thing<'a>, Called),
    /// One that another entry began.
    Concerns(Thing<'a>),
}

/// A thing that is there.
#[derive(Clone, Copy, Debug)]
pub enum Thing<'a> {
    /// A voice, by its programme and its identifier.
    Voice(&'a str, &'a str),
    /// A need, likewise.
    Need(&'a str, &'a str),
    /// A proposal, likewise.
    Proposal(&'a str, &'a str),
    /// An answer, by its entry.
    Answer(u64),
    /// A service, by its programme and its identifier.
    Service(&'a str, &'a str),
}

impl Thing<'_> {
    /// The entry that began it; `None` where it is not there.
    pub fn entry(self, state: &State) -> Option<u64> {
        match self {
            Thing::Voice(programme, id) => Some(state.voice(programme, id).ok()?.entry),
            Thing::Need(programme, id) => Some(state.need(programme, id).ok()?.entry),
            Thing::Proposal(programme, id) => Some(state.proposal(programme, id).ok()?.entry),
            Thing::Answer(entry) => Some(entry),
            Thing::Service(programme, id) => Some(state.service(programme, id).ok()?.entry),
        }
    }
}

/// By which words of which content a thing is called.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    /// The content's name.
    pub content: &'static str,
    words: fn(&str) -> Option<Text>,
}

impl Called {
    /// By the words that `words` takes out of a content, JSON as on the record.
    pub const fn by(content: &'static str, words: fn(&str) -> Option<Text>) -> Called {
        Called { content, words }
    }

    /// The words of a content; `None` where it is of another shape.
    pub fn words(&self, content: &str) -> Option<Text> {
        (self.words)(content)
    }
}

/// Reads a content out of which words are taken.
pub(crate) fn read<C: DeserializeOwned>(content: &str) -> Option<C> {
    serde_json::from_str(content).ok()
}

/// How a thing grew out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// An answer was given to a voice or to a proposal.
    Answers,
    /// A voice or a proposal carries on what an answer says goes on in it.
    CarriesOn,
    /// A need groups a voice.
    Groups,
    /// A need is a part of what another was.
    PartOf,
    /// A need took another up.
    TakesUp,
    /// A proposal is to meet a need.
    Meets,
    /// A proposal grew out of another: that was merged into it, split, or was written anew.
    GrowsFrom,
    /// A selection has a proposal in it.
    Selects,
    /// A selection was made with a proposal among its candidates, and does not have it in it.
    PassesOver,
    /// An answer was given to a voice of a need.
    AnswersVoice,
    /// A service is what a proposal is developed into.
    Develops,
    /// It is a version of a service.
    VersionOf,
    /// A version rests on a voice, a need or a proposal.
    RestsOn,
    /// A voice speaks of a service, or of a version of it.
    SpeaksOf,
}

impl How {
    /// Every one.
    pub const ALL: [How; 14] = [
        How::Answers,
        How::CarriesOn,
        How::Groups,
        How::PartOf,
        How::TakesUp,
        How::Meets,
        How::GrowsFrom,
        How::Selects,
        How::PassesOver,
        How::AnswersVoice,
        How::Develops,
        How::VersionOf,
        How::RestsOn,
        How::SpeaksOf,
    ];

    /// Its name in tables and in the API.
    pub fn name(self) -> &'static str {
        match self {
            How::Answers => "answers",
            How::CarriesOn => "carries_on",
            How::Groups => "groups",
            How::PartOf => "part_of",
            How::TakesUp => "takes_up",
            How::Meets => "meets",
            How::GrowsFrom => "grows_from",
            How::Selects => "selects",
            How::PassesOver => "passes_over",
            How::AnswersVoice => "answers_voice",
            How::Develops => "develops",
            How::VersionOf => "version_of",
            How::RestsOn => "rests_on",
            How::SpeaksOf => "speaks_of",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<How> {
        How::ALL.into_iter().find(|how| how.name() == name)
    }
}

/// A thing that grew out of another, both by the entries that made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The thing.
    pub thing: u64,
    /// How.
    pub how: How,
    /// What it grew out of.
    pub source: u64,
}

/// What an entry changes of how things hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is so from here on.
    Made(Link),
    /// It is so no more.
    Ended(Link),
}

impl Change {
    /// It is so from here on.
    pub(crate) fn made(thing: u64, how: How, source: u64) -> Change {
        Change::Made(Link { thing, how, source })
    }
}
