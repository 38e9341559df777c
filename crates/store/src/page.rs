//! What lists of every feature share.

use serde::Serialize;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many items there are on all pages; where counting them would cost more than the page, a number that is
    /// surely exceeded, at most [`COUNT_LIMIT`].
    pub total: u64,
    /// True where there are more than `total`.
    pub more_than_total: bool,
}

impl<T> Page<T> {
    /// Whether another page may follow this one, which begins at `offset` and holds at most `limit` items.
    pub fn is_followed(&self, offset: u64, limit: u64) -> bool {
        if self.more_than_total {
            self.items.len() as u64 == limit
        } else {
            offset.saturating_add(limit) < self.total
        }
    }
}

/// Items of a filtered list are counted up to this many, so that a page costs the same in a programme of any size.
pub const COUNT_LIMIT: u64 = 1_000;

/// An entry and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
}
