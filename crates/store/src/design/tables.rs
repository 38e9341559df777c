//! The table of designs.

use madang_database::{Column, Table};

/// Designs, as lists show them.
pub(crate) const DESIGN: Table = Table {
    unique: &[&["programme", "id"]],
    indexes: &[&["programme", "entry"]],
    ..Table::new(
        "design",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            Column::int("outputs"),
            Column::int("sessions"),
            // The phase that is open, or can begin next; empty once it ended.
            Column::text("phase"),
            // `DesignStanding`, by its name.
            Column::text("standing"),
        ],
        &["entry"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&DESIGN];
