#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod catalogue;
mod check;
mod faults;
pub mod guard;
mod hidden;
mod identifier;
mod json;
pub mod moment;
pub mod money;
mod particle;
mod personal;
mod plurals;
mod said;
mod system;
mod text;
mod words;

pub use catalogue::Catalogue;
pub use check::{
    MAX_AMOUNT, Malformed, check_amount, check_country, check_date, check_no_login,
    check_not_blank, check_part_of_country, check_partial_date, check_shown, check_untagged,
};
pub use faults::Asked;
/// What stands for a placeholder where a page asks for a message.
pub use fluent::FluentValue;
pub use hidden::{as_seen, check_title, escaped, is_hidden, shown_length};
pub use identifier::{
    MAX_IDENTIFIER, check_identifier, check_slug, check_strict_identifier,
    check_strict_identifier_before_4, check_strict_identifier_before_8, mapped, unmapped,
};
pub use json::{json_said, serde_said};
pub use personal::{PersonalNumber, has_mail, personal_number};
pub use said::{Argument, Said, quoted};
pub use system::system_said;
pub use text::{Language, Text, shortened};
