//! The compiled file of a book: `rules.bin`. The same book gives the same bytes, and its hash can be published.
//!
//! ```text
//! "MADANGEL"  version u32  length u64  SHA-256 of the rest (32 bytes)  sections
//! section     name (4 bytes)  length u32  body
//! ```
//!
//! Sections in this order: `FACT` the facts by identifier, `COND` each distinct condition once, `NODE` the blocks over them, `INNR` what is
//! asked of each person where persons are counted, `SERV` services, `RULE` versions of rules, `PARM` parameters by period. Numbers are little
//! endian in the head, and LEB128 in bodies.

mod bytes;
mod read;
mod write;

/// The version that is written, and the only one that is read.
pub const COMPILED_VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"MADANGEL";
/// Magic, version, length, hash.
const HEAD: usize = 8 + 4 + 8 + 32;

/// Why a compiled file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompiledError {
    /// Another sort of file.
    #[error("this is no compiled file of rules")]
    NotRules,
    /// A file of another version.
    #[error(
        "the file has format version {found}; this program reads version {COMPILED_VERSION}: compile the rules again"
    )]
    OtherVersion {
        /// Its version.
        found: u32,
    },
    /// The file is cut or changed: length or hash do not fit.
    #[error("the file is damaged: its bytes do not have the hash that it states")]
    Damaged,
    /// The bytes hold no book.
    #[error("the file holds no rules that fit together: {what}")]
    Malformed {
        /// Where.
        what: &'static str,
    },
}
