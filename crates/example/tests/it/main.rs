//! The example: its facts, and the vote that its generator makes.

mod data;
mod privacy;
mod vote;
