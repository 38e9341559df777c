//! The engine against its specification: expected answers, properties, and a slow evaluator of its own.

mod codes;
mod common;
mod compiled;
mod coverage;
mod gov24;
mod lot;
mod properties;
mod questions;
mod slow;
mod vectors;
