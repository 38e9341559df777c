//! Bodies of people: advisory committee, expert panels, task forces, forums; their seats and their members.

mod composed;
mod established;
mod members;
pub(crate) mod openness;
mod seated;
mod state;

pub use composed::{BodyComposed, BodyRules, MOST_BETWEEN, MOST_RULES, MOST_SEATS, RULES};
pub use established::{BodyEstablished, BodyKind, MOST_MANDATE, MOST_NAME};
pub use members::{
    AppointMember, MOST_INTERESTS, MOST_POST, MemberAppointed, MemberClass, MemberLeft, PERSON,
    Person,
};
pub use seated::{IDENTITY, MemberSeated, SeatMember};
pub(crate) use state::Bodies;
pub use state::{BodyState, Composed, Seated};

use crate::fact::events;

events! { Bodies, "bodies": BodyEstablished, BodyComposed, MemberAppointed, MemberSeated, MemberLeft }
