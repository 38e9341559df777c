//! The addresses of votes and selections.

use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of the latest selection.
pub const SELECTION: &str = "/programmes/{programme}/selection";
/// Pattern of a vote.
pub const ONE: &str = "/programmes/{programme}/votes/{vote}";

/// Pattern of who took part.
pub const PARTICIPATION: &str = "/programmes/{programme}/participation";

/// Who took part in a programme.
pub fn participation(programme: &str) -> String {
    format!("{}/participation", path(programme))
}

/// The page of a programme's latest selection.
pub fn selection(programme: &str) -> String {
    format!("{}/selection", path(programme))
}

/// The page of a vote.
pub fn vote(programme: &str, vote: &str) -> String {
    format!("{}/votes/{}", path(programme), step(vote))
}

/// A vote in the API.
pub fn api(programme: &str, vote: &str) -> String {
    format!("{}/votes/{}", programme_api(programme), step(vote))
}

/// The outcome of a vote's selection in the API.
pub fn outcome_api(programme: &str, vote: &str) -> String {
    format!("{}/selection", api(programme, vote))
}

/// The opened ballots of a vote as a file; `end` is one of [`BALLOT_FILES`].
pub fn ballots_api(programme: &str, vote: &str, end: &str) -> String {
    format!("{}/ballots{end}", api(programme, vote))
}

/// A table of a vote; `name` is `projects` or `scores`.
pub fn table_api(programme: &str, vote: &str, name: &str) -> String {
    format!("{}/{name}.csv", api(programme, vote))
}

/// The files of a vote's opened ballots: end of the address, format, what it holds.
pub const BALLOT_FILES: [(&str, &str, &str); 3] = [
    (".pb", "Pabulib", "data-ballots-pb"),
    (".csv", "CSV", "data-ballots-csv"),
    (".json", "JSON", "data-ballots-json"),
];
