//! The tests of the domain as a whole, in one program.

mod commitments;
mod excluded;
mod facts;
mod proposals;
mod replay;
mod roles;
mod rules;
mod support;
mod votes;
