//! The accounts on both databases, and mail to a real SMTP server.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod erasing;
mod limits;
mod links;
mod mail;
mod passkeys;
mod passwords;
mod pseudonyms;
mod sessions;
mod support;
