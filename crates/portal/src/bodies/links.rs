//! The addresses of where the bodies of a programme are set up.

use crate::frame::ui::step;
use crate::programmes::links::path;

/// Pattern of a body.
pub const ONE: &str = "/programmes/{programme}/bodies/{body}";
/// Pattern of where officials see to the bodies of a programme.
pub const OFFICE: &str = "/programmes/{programme}/setup/bodies";
/// Pattern of the form that sets a body up.
pub const NEW: &str = "/programmes/{programme}/setup/bodies/new";
/// Pattern of the form that appoints a member.
pub const APPOINT: &str = "/programmes/{programme}/setup/bodies/{body}/appoint";
/// Pattern of the form by which a member leaves and another comes.
pub const REPLACE: &str = "/programmes/{programme}/setup/bodies/{body}/members/{member}/replace";
/// Pattern of the form by which a member leaves.
pub const LEAVE: &str = "/programmes/{programme}/setup/bodies/{body}/members/{member}/leave";

/// A body's address without its language.
pub fn one(programme: &str, body: &str) -> String {
    format!("{}/bodies/{}", path(programme), step(body))
}

/// Where officials see to the bodies of a programme.
pub fn office(programme: &str) -> String {
    format!("{}/setup/bodies", path(programme))
}

/// The same, after something was recorded there.
pub fn office_done(programme: &str, entry: u64) -> String {
    format!("{}?done={entry}", office(programme))
}

/// The form that sets a body up.
pub fn new(programme: &str) -> String {
    format!("{}/new", office(programme))
}

/// The form that appoints a member.
pub fn appoint(programme: &str, body: &str) -> String {
    format!("{}/{}/appoint", office(programme), step(body))
}

/// The form by which a member leaves and another comes.
pub fn replace(programme: &str, body: &str, member: &str) -> String {
    format!("{}/replace", seat(programme, body, member))
}

/// The form by which a member leaves.
pub fn leave(programme: &str, body: &str, member: &str) -> String {
    format!("{}/leave", seat(programme, body, member))
}

fn seat(programme: &str, body: &str, member: &str) -> String {
    let office = office(programme);
    format!("{office}/{}/members/{}", step(body), step(member))
}
