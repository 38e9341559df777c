//! The current schema with what it has no place for: what its columns are called beside the 171, and the format of files that this crate alone reads.

use std::sync::OnceLock;

use crate::schema::{Kind, Schema};

/// The format of files of this crate. A change of meaning is another number, and older ones are read for ever.
pub const FORMAT: &str = "madang-commitments/1";

/// How a workbook's column is called in which a text that has no room in one cell goes on.
pub(crate) const CONTINUED: &str = " (continued ";

/// What the columns of the base of 2016 are called in a file of the current schema.
pub(crate) const OF_2016: &str = "2016 base: ";

/// The column of a row's own layout.
pub(crate) const SOURCE: &str = "Source schema";

/// What columns are called that a layout does not have.
pub(crate) const OTHER: &str = "Other: ";

/// For each column of the base of 2016 the place in the current schema where its cell stands as it is, if there is one. A code is written there by its
/// newer label or number, so that its own cell has no such place.
pub(crate) fn carried() -> &'static [Option<usize>] {
    static CARRIED: OnceLock<Vec<Option<usize>>> = OnceLock::new();
    CARRIED.get_or_init(|| {
        let columns = Schema::Base2016.columns().iter();
        let place = columns.map(|column| match column.kind {
            Kind::Label(_) | Kind::NumberOf { .. } | Kind::Moved { .. } => None,
            _ => Schema::Current.place_of(column.field?),
        });
        place.collect()
    })
}
