//! The table of institutions.

use madang_database::{Column, Conflict, Table};

/// Institutions, with the entry that named each last.
pub(crate) const INSTITUTION: Table = Table {
    conflict: Conflict::Replace,
    ..Table::new(
        "institution",
        &[
            Column::text("programme"),
            Column::text("id"),
            Column::int("entry"),
        ],
        &["programme", "id"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&INSTITUTION];
