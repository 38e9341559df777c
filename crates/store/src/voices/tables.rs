//! Tables of voices.

use madang_database::{Column, Conflict, Table};

/// Voices, as lists filter and order them.
pub(crate) const VOICE: Table = Table {
    unique: &[&["programme", "id"]],
    indexes: &[
        &["programme", "entry", "state"],
        &["programme", "channel", "entry"],
        &["programme", "service_group", "entry"],
        &["programme", "audience", "entry"],
        &["programme", "region", "entry"],
        &["programme", "month", "entry"],
        &["programme", "institution", "entry"],
        &["programme", "state", "entry"],
    ],
    ..Table::new(
        "voice",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            Column::text("channel"),
            // Empty where it names none, as its audience and region.
            Column::text("service_group"),
            Column::text("audience"),
            Column::text("region"),
            // In which it was received, in the programme's zone: 2026-11.
            Column::text("month"),
            // That is to answer now.
            Column::text("institution"),
            Column::text("state"),
            // The last day for what it was asked to be added, while it waits for that; empty else.
            Column::text("until"),
        ],
        &["entry"],
    )
};

/// How many voices there are by each thing that a list is filtered by, and in all.
pub(crate) const VOICE_COUNT: Table = Table {
    conflict: Conflict::Add("voices"),
    ..Table::new(
        "voice_count",
        &[
            Column::text("programme"),
            Column::text("facet"),
            Column::text("value"),
            Column::text("state"),
            Column::int("voices"),
        ],
        &["programme", "facet", "value", "state"],
    )
};

/// Files that came with voices, by the entry that says of them; a row goes when the file is gone, which is after the words.
pub(crate) const ATTACHMENT: Table = Table {
    conflict: Conflict::Keep,
    indexes: &[&["hash"]],
    ..Table::new(
        "attachment",
        &[Column::int("entry"), Column::text("hash")],
        &["entry", "hash"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&VOICE, &VOICE_COUNT, &ATTACHMENT];
