//! The tests of the domain as a whole, in one program.

mod announced;
mod answers;
mod calendar;
mod commitments;
mod everybody;
mod excluded;
mod facts;
mod needs;
mod openness;
mod operator;
mod others;
mod people;
mod promises;
mod proposals;
mod proposals_said;
mod proposing;
mod replay;
mod roles;
mod rules;
mod rules_4;
mod rules_6;
mod support;
mod traced;
mod voices;
mod votes;
mod work;
