//! The table of consultations.

use madang_database::{Column, Table};

/// Consultations, as lists filter and order them.
pub(crate) const CONSULTATION: Table = Table {
    unique: &[&["programme", "id"]],
    indexes: &[
        &["programme", "opens_at", "entry"],
        &["programme", "closes_at", "entry"],
    ],
    ..Table::new(
        "consultation",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            // The entry of what is announced now.
            Column::int("announced"),
            Column::int("changes"),
            Column::text("opens_at"),
            Column::text("closes_at"),
            Column::text("state"),
        ],
        &["entry"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&CONSULTATION];
