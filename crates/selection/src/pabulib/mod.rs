//! The Pabulib format (`.pb`): three sections, META, PROJECTS and VOTES, of records with `;`
//! between fields (Faliszewski et al., *Participatory Budgeting: Data, Tools and Analysis*,
//! IJCAI 2023; format: <https://pabulib.org/format>).
//!
//! Reading streams: the text is never held as a whole, only grouped ballots and, unless told
//! otherwise, the voters' rows. UTF-8 with or without a byte order mark, LF or CRLF, fields quoted
//! with `"` (doubled inside) wherever they hold `;`, quotes or line breaks.
//!
//! What people see as the same is the same: texts are put into Unicode's normalization form C, without blanks at their ends.
//! Rows of empty fields are blank lines, empty fields beyond the header are nothing, and so is `None`, which Pabulib writes where
//! nothing is known. Amounts may be fractions `a/b`, as pabutools writes them. Metadata that give ballots another meaning
//! (`default_score`, `scoring_fn`) or limit them by category are not applied: they are counted, and refused when strict.

mod column;
mod error;
mod ids;
mod limits;
mod meta;
mod options;
mod projects;
mod read;
mod records;
mod row;
mod votes;
mod write;
mod written;

pub use column::{Column, letters};
pub use error::{ParseError, ParseErrorKind, ParseErrors};
pub use limits::BallotLimits;
#[cfg(feature = "tabular")]
pub(crate) use meta::note_absences;
pub use meta::scores_by_places;
pub use options::{Policy, ReadOptions};
pub(crate) use projects::{a_column, a_point, fields, fields_of_header};
pub use read::read;
pub use write::write;
pub use written::{WrittenVote, read_votes};
