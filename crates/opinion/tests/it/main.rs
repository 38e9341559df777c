//! The engine on the data of `spec/opinion.md`, and on conversations made here.

mod common;
mod expected;
mod numbers;
