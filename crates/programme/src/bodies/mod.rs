//! Bodies of people: advisory committee, expert panels, task forces; their members.

mod established;
mod members;
mod state;

pub use established::{BodyEstablished, BodyKind, MOST_MANDATE, MOST_NAME};
pub use members::{
    AppointMember, MOST_INTERESTS, MOST_POST, MemberAppointed, MemberClass, MemberLeft, PERSON,
    Person,
};
pub(crate) use state::Bodies;
pub use state::BodyState;

use crate::fact::events;

events! { Bodies, "bodies": BodyEstablished, MemberAppointed, MemberLeft }
