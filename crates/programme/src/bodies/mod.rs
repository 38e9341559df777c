//! Bodies of people: advisory committee, expert panels, task forces; their members.

mod established;
mod members;
mod state;

pub use established::{BodyEstablished, BodyKind};
pub use members::{AppointMember, MemberAppointed, MemberClass, MemberLeft, PERSON, Person};
pub(crate) use state::Bodies;
pub use state::BodyState;

use crate::fact::events;

events! { Bodies, "bodies": BodyEstablished, MemberAppointed, MemberLeft }
