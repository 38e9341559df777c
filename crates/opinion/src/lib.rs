#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod certificate;
mod conversation;
mod eigen;
mod error;
pub mod estimates;
pub mod evidence;
mod findings;
pub mod groups;
mod hash;
mod map;
mod matrix;
mod membership;
pub mod numbers;
pub mod polis;
pub mod report;
pub mod routing;
mod rows;
pub mod stability;
pub mod suppression;
pub mod unusual;

pub use conversation::{Conversation, MOST_PEOPLE, MOST_STATEMENTS, Rules, Vote};
pub use error::CapacityError;
pub use findings::{Common, Direction, Findings, LEAST_TESTED, Share, StatementFindings};
pub use groups::{Groups, Level};
pub use map::Map;
pub use matrix::{Matrix, Tally};
pub use membership::{BETWEEN, Membership};
pub use rows::Rows;
pub use stability::Stability;
