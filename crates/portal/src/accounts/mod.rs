//! Signing in, and what somebody's account holds.

pub mod caller;
pub mod letters;
pub mod links;
mod own;
mod passkey;
pub mod routes;
mod sign_in;
