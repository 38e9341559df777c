//! What a program may ask of any list of a programme's things.

use utoipa::IntoParams;

use crate::frame::form::Field;
use crate::frame::query::Query;

const OFFSET: Field = Field::for_programs("offset");
const LIMIT: Field = Field::for_programs("limit");

/// What a program may ask of any such list, for the document of the API.
#[expect(
    dead_code,
    reason = "the document is made of it; a query is read field by field"
)]
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Narrowed {
    /// Words that must all occur in what is listed; at most 200 characters.
    q: Option<String>,
    /// Only this service group.
    group: Option<String>,
    /// Only this audience.
    audience: Option<String>,
    /// How many to leave out, 0–10,000.
    offset: Option<u64>,
    /// How many at most, 1–100; 20 without it.
    limit: Option<u64>,
}

/// The part of a list that a program asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many are left out.
    pub offset: u64,
    /// How many there are at most.
    pub limit: u64,
}

impl Part {
    /// Reads it. What cannot be read is noted in the query's errors and left at its default.
    pub fn read(query: &mut Query) -> Part {
        Part::within(query, 10_000)
    }

    /// The same of a list of which more can be left out than of those that are searched.
    pub fn within(query: &mut Query, most: u64) -> Part {
        Part {
            offset: query.number(OFFSET, 0..=most, 0),
            limit: query.number(LIMIT, 1..=100, 20),
        }
    }

    /// The next part, as the address of the next page names it.
    pub fn following(self) -> [(&'static str, String); 2] {
        let offset = self.offset + self.limit;
        [
            (OFFSET.name, offset.to_string()),
            (LIMIT.name, self.limit.to_string()),
        ]
    }
}
