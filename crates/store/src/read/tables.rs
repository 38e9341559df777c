//! The read tables, as rows are added to them.

use crate::database::{Column, Table};

/// Programmes, groups, audiences, bodies, members, rules; action plans, commitments, milestones, reviews.
pub(crate) const THING: Table = Table {
    name: "thing",
    columns: &[
        ("kind", Column::Text),
        ("scope", Column::Text),
        ("parent", Column::Text),
        ("id", Column::Text),
        ("entry", Column::Int),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Votes.
pub(crate) const VOTE: Table = Table {
    name: "vote",
    columns: &[
        ("programme", Column::Text),
        ("id", Column::Text),
        ("entry", Column::Int),
        ("ballots", Column::Int),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Ballots: who cast which in which vote.
pub(crate) const BALLOT: Table = Table {
    name: "ballot",
    columns: &[
        ("entry", Column::Int),
        ("vote", Column::Int),
        ("voter", Column::Bytes),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Proposals.
pub(crate) const PROPOSAL: Table = Table {
    name: "proposal",
    columns: &[
        ("entry", Column::Int),
        ("programme", Column::Text),
        ("id", Column::Text),
        ("cost", Column::Int),
        ("service_group", Column::Text),
        ("state", Column::Text),
        ("folded", Column::Text),
    ],
    on_conflict: "",
    postgres_select: "",
};

/// Audiences of proposals.
pub(crate) const PROPOSAL_AUDIENCE: Table = Table {
    name: "proposal_audience",
    columns: &[
        ("programme", Column::Text),
        ("audience", Column::Text),
        ("entry", Column::Int),
    ],
    on_conflict: " ON CONFLICT DO NOTHING",
    postgres_select: "",
};

/// How many proposals there are; rows add to what is there.
pub(crate) const PROPOSAL_COUNT: Table = Table {
    name: "proposal_count",
    columns: &[
        ("programme", Column::Text),
        ("service_group", Column::Text),
        ("state", Column::Text),
        ("proposals", Column::Int),
    ],
    on_conflict: " ON CONFLICT (programme, service_group, state) \
                  DO UPDATE SET proposals = proposal_count.proposals + excluded.proposals",
    postgres_select: "",
};

/// Bigrams on SQLite.
pub(crate) const SEARCH_SQLITE: Table = Table {
    name: "proposal_search",
    columns: &[("rowid", Column::Int), ("grams", Column::Text)],
    on_conflict: "",
    postgres_select: "",
};

/// Bigrams on PostgreSQL.
pub(crate) const SEARCH_POSTGRES: Table = Table {
    name: "proposal_search",
    columns: &[("entry", Column::Int), ("grams", Column::Text)],
    on_conflict: "",
    postgres_select: "entry, array_to_tsvector(string_to_array(grams, ' '))",
};

/// The read tables with their columns in the order of their keys: what `rebuild` empties and a dump shows.
pub(crate) const DUMPED: &[(&str, &str)] = &[
    ("ballot", "entry, vote, voter"),
    ("content", "entry, name, status, by_entry"),
    (
        "proposal",
        "entry, programme, id, cost, service_group, state, vote, rank, folded",
    ),
    ("proposal_audience", "programme, audience, entry"),
    (
        "proposal_count",
        "programme, service_group, state, proposals",
    ),
    ("thing", "kind, scope, parent, id, entry"),
    (
        "vote",
        "programme, id, entry, ballots, closed, ballots_opened, selection, cancelled",
    ),
];
