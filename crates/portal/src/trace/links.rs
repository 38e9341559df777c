//! The addresses of traces.

use crate::frame::entries::entry_api;

/// Pattern of the trace of what an entry is about.
pub const ONE: &str = "/record/entries/{index}/trace";

/// The trace of what an entry is about, in the API.
pub fn api(index: u64) -> String {
    format!("{}/trace", entry_api(index))
}
