//! The tables that are filled for all features alike.

use std::sync::LazyLock;

use madang_database::{Column, Conflict, Table, WordIndex};
use madang_programme::{Event, Role};

/// The things that entries are about, and the entry that made each: programmes, groups, bodies, members, commitments ….
pub(crate) const SUBJECT: Table = Table {
    indexes: &[&["scope", "entry"], &["kind", "parent", "entry"]],
    ..Table::new(
        "subject",
        &[
            Column::text("kind"),
            Column::text("scope"),
            Column::text("parent"),
            Column::text("id"),
            Column::int("entry"),
        ],
        &["kind", "scope", "parent", "id"],
    )
};

/// What became of contents after they were committed to: restricted, released or erased, or their seal kept.
pub(crate) const CONTENT: Table = Table {
    conflict: Conflict::Replace,
    ..Table::new(
        "content",
        &[
            Column::int("entry"),
            Column::text("name"),
            Column::text("status"),
            Column::int("by_entry"),
        ],
        &["entry", "name"],
    )
};

/// Which entries refer to an entry, and as what: from every entry of every kind. What an entry refers to itself stands in
/// the entry.
pub(crate) const REFERENCE: Table = Table {
    conflict: Conflict::Keep,
    ..Table::new(
        "reference",
        &[
            Column::int("target"),
            Column::int("entry"),
            Column::text("relation"),
        ],
        &["target", "entry", "relation"],
    )
};

/// What was done, without what comes in great numbers: every entry but those that registrars hand in. By these the
/// record is listed without its ballots, by kind and by actor; what was done to a content also by the programme that its entry is in,
/// and by what that is about.
pub(crate) const ACT: Table = Table {
    indexes: &[
        &["space", "entry"],
        &["kind", "entry"],
        &["actor", "entry"],
        &["programme", "entry"],
        &["subject", "entry"],
    ],
    ..Table::new(
        "act",
        &[
            Column::int("entry"),
            Column::text("kind"),
            Column::text("actor"),
            Column::text("space"),
            Column::text("programme"),
            Column::text("subject"),
        ],
        &["entry"],
    )
};

/// The words of every entry that is searched, folded: what the public may read of them now.
pub(crate) const WORDS: Table = Table {
    indexes: &[&["kind", "entry"]],
    ..Table::new(
        "words",
        &[
            Column::int("entry"),
            Column::text("kind"),
            Column::words("said"),
        ],
        &["entry"],
    )
};

/// The tokens of those words.
pub(crate) const GRAMS: WordIndex = WordIndex { name: "word_index" };

/// Public contents in which personal data seem to stand, with what seems to: with the content it goes.
pub(crate) const PERSONAL: Table = Table {
    conflict: Conflict::Replace,
    ..Table::new(
        "personal",
        &[
            Column::int("entry"),
            Column::text("name"),
            Column::words("found"),
        ],
        &["entry", "name"],
    )
};

/// All of the tables.
pub(crate) const TABLES: &[&Table] = &[&SUBJECT, &CONTENT, &REFERENCE, &ACT, &WORDS, &PERSONAL];

/// Whether entries of a kind come in great numbers: what registrars hand in.
pub(crate) fn comes_in_numbers(kind: &str) -> bool {
    static KINDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let kinds = Event::kinds().filter(|kind| kind.who.contains(&Role::Registrar));
        kinds.map(|kind| kind.name).collect()
    });
    KINDS.contains(&kind)
}
