#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod becomes;
mod by_programme;
pub mod clock;
pub mod command;
pub mod contents;
pub mod days;
pub mod event;
pub mod fact;
pub mod fields;
pub mod finding;
pub mod kind;
mod many;
pub mod named;
pub mod place;
mod record;
pub mod replay;
pub mod role;
pub mod state;
pub mod subject;
pub mod things;
pub mod told;
pub mod trust;
mod violation;
mod words;

pub mod answers;
pub mod bodies;
pub mod commitments;
pub mod consultations;
pub mod content;
pub mod design;
pub mod institutions;
pub mod log;
pub mod needs;
pub mod openness;
pub mod people;
pub mod programmes;
pub mod proposals;
pub mod scoring;
pub mod services;
pub mod trace;
pub mod voices;
pub mod votes;

pub use command::{Ask, Asked, Command, Draft, NewContent};
pub use contents::{Comparison, Content, ContentRule};
pub use event::Event;
pub use fact::{AnyFact, By, EventError, Fact};
pub use kind::Kind;
pub use place::{Grain, Place, Relation};
pub use record::{RecordSaid, record_error_said, record_said};
pub use replay::ReplayError;
pub use role::{Actor, ActorRef, Role, Scope, holds_number};
pub use state::State;
pub use violation::Violation;
