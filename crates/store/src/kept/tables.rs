//! The tables of the record itself, as migrations made them.

use madang_database::{Column, Conflict, Table};

/// Entries.
pub(crate) const ENTRY: Table = Table::new(
    "entry",
    &[
        Column::int("idx"),
        Column::text("space"),
        Column::bytes("bytes"),
    ],
    &["idx"],
);

/// Contents with their salts; a row goes when its content is erased.
pub(crate) const BODY: Table = Table::new(
    "body",
    &[
        Column::int("entry"),
        Column::text("name"),
        Column::content("salt"),
        Column::content("content"),
    ],
    &["entry", "name"],
);

/// Idempotency keys.
pub(crate) const SUBMISSION: Table = Table::new(
    "submission",
    &[
        Column::bytes("key"),
        Column::bytes("command"),
        Column::int("entry"),
        // 1 where the key is made of words of the entry, 0 where it is not, 2 where an earlier version did not say.
        Column::int("of_words"),
    ],
    &["key"],
);

/// Which keys go when words are erased: those made of them. What an earlier version kept of a voice may be one.
pub(crate) const KEYS_OF_WORDS: &str =
    "(of_words = 1 OR (of_words = 2 AND entry IN (SELECT entry FROM voice)))";

/// Full tiles; other nodes may have kept them already.
pub(crate) const TILE: Table = Table {
    conflict: Conflict::Keep,
    ..Table::new(
        "tile",
        &[
            Column::int("level"),
            Column::int("idx"),
            Column::bytes("root"),
            Column::bytes("data"),
        ],
        &["level", "idx"],
    )
};
