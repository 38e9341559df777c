//! People who hold a role: who was granted what, by whom, and until when. None of it says who they are.

mod ended;
mod granted;
mod state;

pub use ended::RoleEnded;
pub use granted::{Granted, RoleGranted, is_account};
pub use state::Grant;
pub(crate) use state::People;

use crate::fact::events;

events! { People, "people": RoleGranted, RoleEnded }
