//! What happens to contents: restricting, releasing and erasing them, and the breaking of seals. The entry itself never
//! changes.

mod erased;
mod ground;
mod released;
mod restricted;
mod runs;
mod state;

pub use erased::ContentErased;
pub use ground::Ground;
pub use released::ContentReleased;
pub use restricted::ContentRestricted;
pub use state::ContentState;
pub(crate) use state::Contents;

use crate::fact::events;

events! { Content, "content": ContentRestricted, ContentReleased, ContentErased }
