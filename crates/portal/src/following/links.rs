//! The addresses of following.

use crate::frame::ui::step;

/// What somebody follows; there they begin to.
pub const FOLLOWING: &str = "/account/following";

/// Where they stop.
pub const END: &str = "/account/following/end";

/// Where they say how often they want mail.
pub const RHYTHM: &str = "/account/following/rhythm";

/// Where whoever holds a role says how often they want mail of the work that is due.
pub const WORK: &str = "/account/following/work";

/// The form for it.
pub fn work() -> String {
    format!("{FOLLOWING}#due-work")
}

/// Where mail is stopped without signing in.
pub const UNSUBSCRIBE: &str = "/account/unsubscribe";

/// The page on which somebody is asked whether they want to follow a subject.
pub fn ask(subject: &str) -> String {
    format!("{FOLLOWING}?subject={}", step(subject))
}

/// Where whoever has a token stops their mail.
pub fn unsubscribe(token: &str) -> String {
    format!("{UNSUBSCRIBE}?token={token}")
}
