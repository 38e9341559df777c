//! Mail: a queue in the database that survives restarts, and who takes from it to an SMTP server.

mod queue;
mod send;
mod server;

pub use queue::{Mail, Waiting};
pub use send::keep_sending;
pub use server::{MailServer, ServerError, Trouble};
