#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod address;
mod connection;
mod error;
mod insert;
mod migrate;
mod open;
mod rewrite;
mod schema;
mod table;
mod value;
mod words;

pub use connection::{Changes, Connection, Lent};
pub use error::{AddressFault, DatabaseError};
pub use insert::Rows;
pub use migrate::{Migrations, Step};
pub use open::Database;
pub use rewrite::{Remain, Remains, empty_log, rewrite};
pub use table::{Column, ColumnType, Conflict, Table};
pub use value::{Row, Value};
pub use words::WordIndex;
