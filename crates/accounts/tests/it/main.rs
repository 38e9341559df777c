//! The accounts on both databases, and mail to a real SMTP server.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod drafts;
mod erasing;
mod following;
mod limits;
mod links;
mod mail;
mod notes;
mod passkeys;
mod passwords;
mod provider;
mod pseudonyms;
mod rolls;
mod saved;
mod sessions;
mod support;
mod working;
