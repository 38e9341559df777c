//! Votes: their opening, ballots and scores from tables, whole votes in Pabulib's format.

mod opening;
mod pabulib;
mod pseudonyms;
mod roll;
mod survey;
mod tables;

pub use opening::{LotOpening, Opening, VoteOpening, open_under, seed_text};
pub use pabulib::VoteFile;
pub use pseudonyms::Pseudonyms;
pub use roll::read_roll;
pub use survey::{Fault, NotCounting, OnRecord, Survey};
pub use tables::TableFile;
