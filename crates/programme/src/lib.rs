#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod by_programme;
pub mod command;
pub mod contents;
pub mod event;
pub mod fact;
pub mod place;
pub mod replay;
pub mod role;
pub mod state;
mod violation;

pub mod bodies;
pub mod commitments;
pub mod content;
pub mod log;
pub mod programmes;
pub mod proposals;
pub mod votes;

pub use command::{Ask, Asked, Command, Draft, NewContent};
pub use contents::{Comparison, Content, ContentRule};
pub use event::Event;
pub use fact::{By, EventError, Fact, Kind};
pub use place::{Place, Relation};
pub use replay::ReplayError;
pub use role::{Actor, ActorRef, Role};
pub use state::State;
pub use violation::Violation;

// Paths of before, until every floor has its folders.
#[doc(hidden)]
pub use madang_words::money;
#[doc(hidden)]
pub use votes::{selection, tally};
#[doc(hidden)]
pub mod text {
    pub use madang_words::{Language, MAX_IDENTIFIER, Text, check_identifier, check_slug};
}
#[doc(hidden)]
pub mod body {
    pub use crate::bodies::PERSON;
    pub use crate::contents::TEXT;
    pub use crate::votes::{BALLOT, SCORES};
}
