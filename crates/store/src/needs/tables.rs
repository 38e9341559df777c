//! Tables of needs.

use madang_database::{Column, Conflict, Table};

/// Needs, as lists filter and order them.
pub(crate) const NEED: Table = Table {
    unique: &[&["programme", "id"]],
    indexes: &[
        &["programme", "entry"],
        &["programme", "state", "entry"],
        &["programme", "state", "voices", "entry"],
        &["programme", "service_group", "state", "entry"],
        &["programme", "service_group", "state", "voices", "entry"],
    ],
    ..Table::new(
        "need",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            // Empty where it names none.
            Column::text("service_group"),
            Column::text("state"),
            // How many it groups; those that were withdrawn are left out.
            Column::int("voices"),
        ],
        &["entry"],
    )
};

/// Which voices a need groups, both by their entries.
pub(crate) const NEED_VOICE: Table = Table {
    indexes: &[&["entry", "need"]],
    ..Table::new(
        "need_voice",
        &[Column::int("need"), Column::int("entry")],
        &["need", "entry"],
    )
};

/// How many of them there are by channel, group, province and month; those that were withdrawn are left out.
pub(crate) const NEED_COUNT: Table = Table {
    conflict: Conflict::Add("voices"),
    ..Table::new(
        "need_count",
        &[
            Column::int("need"),
            Column::text("facet"),
            Column::text("value"),
            Column::int("voices"),
        ],
        &["need", "facet", "value"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&NEED, &NEED_VOICE, &NEED_COUNT];
