//! The engine against its specification: expected answers, properties, and a slow evaluator of its own.

mod common;
mod vectors;
