//! Following: what somebody wants to be told of, the mail that tells them, and the way out of it.

mod digest;
pub mod links;
mod mail;
mod notices;
mod page;
mod reminding;
pub mod routes;
mod subject;
mod telling;
mod work;

pub use telling::Telling;
