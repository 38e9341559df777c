//! The addresses of the desk.

/// What is to be done next.
pub const DESK: &str = "/desk";

/// The same as a table to download.
pub const TABLE: &str = "/desk/work.csv";

/// What was done, by whom.
pub const AUDIT: &str = "/desk/audit";

/// Pattern of where what is hidden of an entry is looked at again.
pub const REVIEW: &str = "/desk/review/{entry}";

/// Where what is hidden of an entry is looked at again.
pub fn review(entry: u64) -> String {
    format!("{DESK}/review/{entry}")
}
