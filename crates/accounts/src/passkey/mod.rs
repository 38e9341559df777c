//! Passkeys: key pairs of which a person's device keeps the private half and shows by a signature that it has it (Web
//! Authentication, level 3). Each signature is over a challenge of ours and over the address that the browser shows, so that
//! what is typed into another site is of no use to it.

mod ceremony;
mod kept;
mod party;
mod recovery;

pub use ceremony::Ceremony;
pub use kept::{MOST, Passkey, Removed};
pub use party::RelyingParty;
pub use recovery::{OPEN as RECOVERY_OPEN, WAIT as RECOVERY_WAIT};
