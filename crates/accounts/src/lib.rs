#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod account;
mod address;
mod asked;
mod draft;
mod error;
mod following;
mod grouped;
mod limit;
mod link;
pub mod mail;
mod note;
mod open;
mod paper;
mod passkey;
mod password;
mod provider;
mod pseudonym;
mod roll;
mod saved;
mod sealed;
mod session;
mod token;
mod traces;
mod words;
mod working;

pub use account::{AccountId, Contact, Taken};
pub use address::MailAddress;
pub use draft::{Draft, LASTS as DRAFT_LASTS, MOST as DRAFTS_MOST};
pub use error::AccountsError;
pub use following::{Due, Followed, MOST_FOLLOWED, Rhythm, Told};
pub use limit::{Counted, Limit};
pub use link::{LASTS as LINK_LASTS, Link, Purpose};
pub use note::{Note, NoteWords};
pub use open::{Accounts, Clock, system_clock};
pub use paper::{Keyed, KeyedPaper};
pub use passkey::{
    Ceremony, MOST as MOST_PASSKEYS, Passkey, RECOVERY_OPEN, RECOVERY_WAIT, RelyingParty, Removed,
};
pub use password::{LENGTH as PASSWORD_LENGTH, PasswordFault};
pub use provider::{
    AddedIdentity, Away, Came, Errand, Going, Identity, KeptIdentity, LASTS as PROVIDER_LASTS,
    MOST as MOST_IDENTITIES, MadeByIdentity, Provider, ProviderError, ProviderPart,
    ProviderSettings, Refusal, Returned,
};
pub use pseudonym::Scope;
pub use roll::{LeafOf, OnRoll};
pub use saved::{LASTS as SAVED_LASTS, SavedForm};
pub use session::{Lasting, Proof, Session};
pub use token::Token;
pub use working::WorkDue;
