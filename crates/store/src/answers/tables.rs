//! The table of answers.

use madang_database::{Column, Table};

/// Answers, as lists filter and order them.
pub(crate) const ANSWER: Table = Table {
    indexes: &[
        &["programme", "entry"],
        &["programme", "state", "entry"],
        &["programme", "disposition", "entry"],
        &["programme", "institution", "entry"],
        &["programme", "subject", "id"],
    ],
    ..Table::new(
        "answer",
        &[
            Column::int("entry"),
            Column::text("programme"),
            // What is answered: voice or proposal, and its identifier.
            Column::text("subject"),
            Column::text("id"),
            // That decided.
            Column::text("institution"),
            Column::text("disposition"),
            // Whether it stands, or another took its place.
            Column::text("state"),
        ],
        &["entry"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&ANSWER];
