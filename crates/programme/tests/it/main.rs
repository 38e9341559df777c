//! The tests of the domain as a whole, in one program.

mod commitments;
mod facts;
mod layout;
mod replay;
mod roles;
mod support;
mod votes;
