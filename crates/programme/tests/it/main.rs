//! The tests of the domain as a whole, in one program.

mod answers;
mod calendar;
mod commitments;
mod excluded;
mod facts;
mod needs;
mod openness;
mod operator;
mod people;
mod proposals;
mod replay;
mod roles;
mod rules;
mod rules_4;
mod support;
mod voices;
mod votes;
