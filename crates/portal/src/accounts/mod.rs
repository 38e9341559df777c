//! Signing in, and what somebody's account holds.

mod acting;
pub mod asked;
pub mod caller;
mod counting;
mod erasing;
pub mod followed;
pub mod hiding;
mod kept_forms;
pub mod letters;
pub mod links;
mod own;
mod passkey;
mod program;
mod provider;
mod record;
pub mod routes;
mod sign_in;
pub mod typing;
