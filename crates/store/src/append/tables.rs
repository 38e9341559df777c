//! The tables of the record itself, as rows are added to them.

use crate::database::{Column, Table};

/// Entries.
pub(super) const ENTRY: Table = Table {
    name: "entry",
    columns: &[
        ("idx", Column::Int),
        ("space", Column::Text),
        ("bytes", Column::Bytes),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Bodies with their salts.
pub(super) const BODY: Table = Table {
    name: "body",
    columns: &[
        ("entry", Column::Int),
        ("name", Column::Text),
        ("salt", Column::Bytes),
        ("content", Column::Bytes),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Idempotency keys.
pub(super) const SUBMISSION: Table = Table {
    name: "submission",
    columns: &[
        ("key", Column::Bytes),
        ("command", Column::Bytes),
        ("entry", Column::Int),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Full tiles; other nodes may have kept them already.
pub(super) const TILE: Table = Table {
    name: "tile",
    columns: &[
        ("level", Column::Int),
        ("idx", Column::Int),
        ("root", Column::Bytes),
        ("data", Column::Bytes),
    ],
    on_conflict: " ON CONFLICT (level, idx) DO NOTHING",
    postgres_select: "",
};
