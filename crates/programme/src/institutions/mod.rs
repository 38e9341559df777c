//! Institutions: the ministries, agencies and local governments that answer what people say.

mod named;
mod state;

pub use named::{InstitutionNamed, MOST_NAME};
pub(crate) use state::Institutions;

use crate::fact::events;

events! { Institutions, "institutions": InstitutionNamed }
