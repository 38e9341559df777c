#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod commitments;
mod encoding;
mod mistake;
pub mod programmes;
pub mod proposals;
mod source;
mod step;
pub mod votes;

pub use encoding::Encoding;
pub use mistake::{Mistake, Mistakes};
pub use source::{At, Source};
pub use step::Step;
