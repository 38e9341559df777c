#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod body;
pub mod command;
pub mod event;
pub mod money;
pub mod role;
pub mod selection;
pub mod state;
pub mod tally;
pub mod text;
mod violation;

pub use command::{Command, Draft, NewBody};
pub use event::{Event, EventError};
pub use role::{Actor, Role};
pub use state::{Place, ReplayError, State};
pub use violation::Violation;
