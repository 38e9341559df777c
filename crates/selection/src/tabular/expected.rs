//! What is expected in tables.

use crate::wording::{Wording, wording};

/// The header of a table.
pub(super) fn a_header() -> Wording {
    wording!(
        "error-a-header",
        "a header: the names of the columns, such as id,title_en"
    )
}

/// The id of a project, which lists of projects hold.
pub(super) fn id_without_comma() -> Wording {
    wording!("error-id-without-comma", "an id without a comma")
}

/// Choices where the id of a project holds a bar.
pub(super) fn ids_between_commas() -> Wording {
    wording!(
        "error-ids-between-commas",
        "ids of projects parted by commas, or a row for each choice: ids of projects hold bars here"
    )
}

/// A weight.
pub(super) fn whole_voters() -> Wording {
    wording!("error-voters", "a whole number of voters")
}

/// The weight of a ballot where each is one voter's.
pub(super) fn one_voter() -> Wording {
    wording!(
        "error-one-voter",
        "1 or nothing: each ballot is one voter's, with a row for each"
    )
}

/// As many points as there are projects.
pub(super) fn points_for_each(wanted: usize) -> Wording {
    wording!(
        "error-points-for-each",
        "points for each of {wanted} projects",
        wanted = wanted
    )
}

/// The place of a choice on its ballot.
pub(super) fn a_place() -> Wording {
    wording!("error-a-place", "a place: 1, 2, …")
}

/// Another place than another choice of the ballot has.
pub(super) fn each_place() -> Wording {
    wording!("error-each-place", "each place of a ballot once")
}
