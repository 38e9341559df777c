//! Tables of proposals.

use madang_database::{Column, Conflict, Table};

/// Proposals, as lists filter and order them.
pub(crate) const PROPOSAL: Table = Table {
    unique: &[&["programme", "id"], &["reads"]],
    indexes: &[
        &["programme", "entry", "state"],
        &["programme", "cost", "entry", "state"],
        &["programme", "state", "entry"],
        &["programme", "service_group", "entry", "state"],
        &["programme", "service_group", "cost", "entry", "state"],
    ],
    ..Table::new(
        "proposal",
        &[
            Column::int("entry"),
            Column::text("programme"),
            Column::text("id"),
            // 0 where nobody said it yet: then it has no price.
            Column::int("cost"),
            Column::int("priced"),
            Column::text("service_group"),
            Column::text("state"),
            Column::text("vote").or_empty(),
            Column::int("rank").or_empty(),
            // The last vote that was decided without it: it keeps having lost when a later one is called off.
            Column::text("lost_in").or_empty(),
            // The entry whose words and values are to be read: its latest amendment, or its own.
            Column::int("reads"),
            // The entry whose group, audiences and kind of proposer are to be read: a revision says nothing of them.
            Column::int("valued"),
            // How many versions there are.
            Column::int("version"),
        ],
        &["entry"],
    )
};

/// Audiences of proposals.
pub(crate) const PROPOSAL_AUDIENCE: Table = Table {
    conflict: Conflict::Keep,
    ..Table::new(
        "proposal_audience",
        &[
            Column::text("programme"),
            Column::text("audience"),
            Column::int("entry"),
        ],
        &["programme", "audience", "entry"],
    )
};

/// How many proposals there are.
pub(crate) const PROPOSAL_COUNT: Table = Table {
    conflict: Conflict::Add("proposals"),
    ..Table::new(
        "proposal_count",
        &[
            Column::text("programme"),
            Column::text("service_group"),
            Column::text("state"),
            Column::int("proposals"),
        ],
        &["programme", "service_group", "state"],
    )
};

/// Comments, by the proposal and by the comment that began what they belong to.
pub(crate) const PROPOSAL_COMMENT: Table = Table {
    indexes: &[&["proposal", "root", "entry"]],
    ..Table::new(
        "proposal_comment",
        &[
            Column::int("entry"),
            Column::int("proposal"),
            Column::int("root"),
        ],
        &["entry"],
    )
};

/// All of them.
pub(crate) const TABLES: &[&Table] = &[
    &PROPOSAL,
    &PROPOSAL_AUDIENCE,
    &PROPOSAL_COUNT,
    &PROPOSAL_COMMENT,
];
