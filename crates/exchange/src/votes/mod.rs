//! Votes: their opening, ballots and scores from tables, whole votes in Pabulib's format.

mod opening;
mod pabulib;
mod pseudonyms;
mod survey;
mod tables;

pub use opening::{LotOpening, Opening, VoteOpening, open_under, seed_text};
pub use pabulib::VoteFile;
pub use pseudonyms::Pseudonyms;
pub use survey::{Fault, NotCounting, OnRecord, Survey};
pub use tables::TableFile;
