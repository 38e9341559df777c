//! Mail: a queue in the database that survives restarts, and who takes from it to an SMTP server.

mod queue;
mod send;
mod server;

pub use queue::{Digest, Mail, Waiting};
pub use send::{Fresh, keep_sending};
pub use server::{MailServer, ONE_CLICK, ServerError, Trouble};
