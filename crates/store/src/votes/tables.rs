//! Tables of votes.

use madang_database::{Column, Conflict, Table};

/// Votes, with the entry that brought each step.
pub(crate) const VOTE: Table = Table {
    unique: &[&["entry"]],
    ..Table::new(
        "vote",
        &[
            Column::text("programme"),
            Column::text("id"),
            Column::int("entry"),
            Column::int("closed").or_empty(),
            Column::int("ballots_opened").or_empty(),
            Column::int("selection").or_empty(),
            Column::int("cancelled").or_empty(),
        ],
        &["programme", "id"],
    )
};

/// Ballots: who cast which in which vote. In the order of their entries, so that they are added at one end; they are
/// sorted by voter when they are read.
pub(crate) const BALLOT: Table = Table::new(
    "ballot",
    &[
        Column::int("entry"),
        Column::int("vote"),
        Column::bytes("voter"),
    ],
    &["entry"],
);

/// The first ballot of each voter that was not taken out again, of votes in which another does not take its place: so it is known at the counter who has one
/// already. Of other votes nobody asks, and an index by voter would have to be kept for each ballot that comes.
pub(crate) const STANDING_BALLOT: Table = Table {
    conflict: Conflict::Keep,
    ..Table::new(
        "standing_ballot",
        &[
            Column::int("vote"),
            Column::bytes("voter"),
            Column::int("entry"),
        ],
        &["vote", "voter"],
    )
};

/// How many ballots each vote has, by the entry that opened it.
pub(crate) const BALLOT_COUNT: Table = Table {
    conflict: Conflict::Add("ballots"),
    ..Table::new(
        "ballot_count",
        &[Column::int("vote"), Column::int("ballots")],
        &["vote"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[&VOTE, &BALLOT, &STANDING_BALLOT, &BALLOT_COUNT];
