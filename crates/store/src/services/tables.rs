//! The table of services.

use madang_database::{Column, Table};

/// Services, as lists show them.
pub(crate) const SERVICE: Table = Table {
    unique: &[&["programme", "id"]],
    indexes: &[&["programme", "entry"]],
    ..Table::new(
        "service",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            Column::int("milestones"),
            Column::int("reached"),
            // The day by which the next milestone is due; empty where none is.
            Column::text("due"),
            Column::int("versions"),
            // 1 once it ended.
            Column::int("retired"),
        ],
        &["entry"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&SERVICE];
