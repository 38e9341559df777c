//! The address where tables are brought in.

use crate::frame::ui::step;

/// Where a table of voices or proposals is brought into a programme.
pub const IMPORT: &str = "/programmes/{programme}/import";

/// The same of a programme.
pub fn import(programme: &str) -> String {
    format!("/programmes/{}/import", step(programme))
}
