//! The example: its facts, and the vote that its generator makes.

mod data;
mod neighbourhood;
mod privacy;
mod vote;
