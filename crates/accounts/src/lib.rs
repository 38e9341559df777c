#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod account;
mod address;
mod error;
mod limit;
mod link;
pub mod mail;
mod open;
mod passkey;
mod password;
mod pseudonym;
mod session;
mod token;
mod traces;

pub use account::{AccountId, Contact, Taken};
pub use address::MailAddress;
pub use error::AccountsError;
pub use limit::{Counted, Limit};
pub use link::{LASTS as LINK_LASTS, Link, Purpose};
pub use open::{Accounts, Clock, system_clock};
pub use passkey::{
    Ceremony, MOST as MOST_PASSKEYS, Passkey, RECOVERY_OPEN, RECOVERY_WAIT, RelyingParty, Removed,
};
pub use password::{LENGTH as PASSWORD_LENGTH, PasswordFault};
pub use pseudonym::Scope;
pub use session::{Lasting, Proof, Session};
pub use token::Token;
