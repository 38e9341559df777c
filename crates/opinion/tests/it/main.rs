//! The engine on the data of `spec/opinion.md`, and on conversations made here.

mod bad_input;
mod certificate;
mod common;
mod expected;
mod numbers;
mod properties;
mod routed;
