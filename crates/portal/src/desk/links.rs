//! The addresses of the desk.

/// What is to be done next.
pub const DESK: &str = "/desk";

/// The same as a table to download.
pub const TABLE: &str = "/desk/work.csv";

/// What was done, by whom.
pub const AUDIT: &str = "/desk/audit";
