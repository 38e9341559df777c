//! All integration tests of the crate in one executable, which is linked once.

mod agreement;
mod audit;
mod bad_input;
mod committees;
mod common;
mod compare;
mod expected;
mod explanation;
mod field_files;
mod formats;
mod influence;
mod limits;
mod mutations;
mod overspending;
mod payments;
mod properties;
mod reading;
mod reserve;
mod roundtrip;
mod scopes;
mod sensitivity;
mod tabular;
mod trace;
mod trace_phragmen;
