//! The table of links.

use madang_database::{Column, Conflict, Table};

/// Which thing grew out of which, both by the entries that made them, and how.
pub(crate) const LINK: Table = Table {
    conflict: Conflict::Keep,
    indexes: &[&["source", "how", "thing"]],
    ..Table::new(
        "link",
        &[
            Column::int("thing"),
            Column::text("how"),
            Column::int("source"),
        ],
        &["thing", "how", "source"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&LINK];
