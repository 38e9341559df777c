//! Signing in, and what somebody's account holds.

mod caller;
mod letters;
pub mod links;
mod own;
pub mod routes;
mod sign_in;
