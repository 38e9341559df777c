//! The Pabulib format (`.pb`): three sections, META, PROJECTS and VOTES, of records with `;`
//! between fields (Faliszewski et al., *Participatory Budgeting: Data, Tools and Analysis*,
//! IJCAI 2023; format: <https://pabulib.org/format>).
//!
//! Reading streams: the text is never held as a whole, only grouped ballots and, unless told
//! otherwise, the voters' rows. UTF-8 with or without a byte order mark, LF or CRLF, fields quoted
//! with `"` (doubled inside) wherever they hold `;`, quotes or line breaks.

mod error;
mod ids;
mod projects;
mod read;
mod records;
mod votes;
mod write;
mod written;

pub use error::{ParseError, ParseErrorKind};
pub(crate) use read::note_absences;
pub use read::{Policy, ReadOptions, read};
pub use write::write;
pub use written::{WrittenVote, read_votes};
