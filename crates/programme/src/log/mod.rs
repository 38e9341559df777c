//! The log itself: its beginning, its keys, and what an operator decided about its database.

mod created;
mod database_accepted;
mod key_rotated;
mod operator_named;
mod rules;
mod state;

pub use created::{LogBegun, LogCreated};
pub use database_accepted::DatabaseAccepted;
pub use key_rotated::{KeyRotated, endorsement_text};
pub use operator_named::{
    CONTACT, Licence, NameOperator, OPERATOR, OperatorContact, OperatorNamed,
};
pub use rules::{EARLIEST, RULES, RulesAdopted};
pub(crate) use state::Log;
pub use state::{LogState, OperatorState};

use crate::fact::events;

events! { Log, "log": LogCreated, LogBegun, RulesAdopted, KeyRotated, DatabaseAccepted, OperatorNamed }
