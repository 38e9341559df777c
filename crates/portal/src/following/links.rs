//! The addresses of following, and the way to it from the page of a thing.

use maud::{Markup, html};

use crate::frame::ui::{Ui, step};

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

/// The button with which somebody follows what a subject of the record names, or stops to where they follow it; nothing where the
/// portal has no accounts. Whoever is not signed in is told where it leads what they can do.
pub fn follow(ui: &Ui, subject: &str) -> Markup {
    html! {
        @if let Some(feed) = &ui.feed { p.muted { a href=(ui.href(feed)) { (ui.t("following-feed-of")) } } }
        @if ui.site.account.is_some() && ui.follows {
            form.stacked method="post" action=(ui.href(END)) {
                input type="hidden" name="subject" value=(subject);
                p { strong { (ui.t("following-follows")) } " " (ui.t("following-follows-text")) }
                div { button.button-plain type="submit" { (ui.t("following-end")) } }
                p { a href=(ui.href(FOLLOWING)) { (ui.t("following-title")) } }
            }
        } @else if ui.site.account.is_some() {
            form.stacked method="post" action=(ui.href(FOLLOWING)) {
                input type="hidden" name="subject" value=(subject);
                p.muted { (ui.t("following-follow-text")) }
                div { button.button-plain type="submit" { (ui.t("following-follow")) } }
            }
        }
    }
}
