//! Pieces that several pages are made of.

use maud::{Markup, html};

use crate::frame::ui::Ui;

/// The tone of a badge: what it says must not hang on the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Under way.
    Active,
    /// Reached.
    Good,
    /// Anything else.
    Plain,
    /// Wrong or missing.
    Bad,
}

/// A badge.
pub fn badge(tone: Tone, text: &str) -> Markup {
    let class = match tone {
        Tone::Active => "badge badge-active",
        Tone::Good => "badge badge-good",
        Tone::Plain => "badge",
        Tone::Bad => "badge badge-bad",
    };
    html! { span class=(class) { (text) } }
}

/// The mark on everything that is made up.
pub fn example_notice(ui: &Ui) -> Markup {
    html! { p.notice { strong { (ui.t("example-title")) } " " (ui.t("example-text")) } }
}

/// A stepper: names of the steps in order, and which one is now (`steps.len()` where all are done).
pub fn stepper(ui: &Ui, steps: &[String], now: usize) -> Markup {
    html! {
        ol.stepper {
            @for (place, name) in steps.iter().enumerate() {
                @let (class, state) = match place.cmp(&now) {
                    std::cmp::Ordering::Less => ("step step-done", "step-done"),
                    std::cmp::Ordering::Equal => ("step step-now", "step-now"),
                    std::cmp::Ordering::Greater => ("step", "step-next"),
                };
                li class=(class) aria-current=[(place == now).then_some("step")] {
                    span.step-mark aria-hidden="true" {
                        @if place < now {
                            svg viewBox="0 0 16 16" width="16" height="16" { path d="M3.5 8.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" {} }
                        } @else { (place + 1) }
                    }
                    span.step-state { (ui.t(state)) }
                    span.step-name { (name) }
                }
            }
        }
    }
}

/// One tab of a row of tabs: address, name, whether it is the page's own.
pub struct TabLink {
    /// Address with its language.
    pub href: String,
    /// Name, with the number of things behind it.
    pub name: String,
    /// True for the page's own.
    pub here: bool,
}

/// Tabs that are links: one page each.
pub fn tabs(label: &str, links: &[TabLink]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for link in links {
                    li { a href=(link.href) aria-current=[link.here.then_some("page")] { (link.name) } }
                }
            }
        }
    }
}

/// A table in a box that scrolls by itself on narrow screens, reachable by keyboard and named by its caption.
pub fn table(id: &str, caption: &str, head: Markup, body: Markup) -> Markup {
    html! {
        div.table-box role="group" tabindex="0" aria-labelledby={ (id) "-caption" } {
            table id=(id) {
                caption id={ (id) "-caption" } { (caption) }
                thead { tr { (head) } }
                tbody { (body) }
            }
        }
    }
}

/// Links to the pages before and after; `pages` where their number is known, `href` gives the address of a page number.
pub fn pager(
    ui: &Ui,
    page: u64,
    followed: bool,
    pages: Option<u64>,
    href: impl Fn(u64) -> String,
) -> Markup {
    let mut place = vec![("page", ui.number(page).into())];
    let name = match pages {
        Some(pages) => {
            place.push(("pages", ui.number(pages).into()));
            "pager-place"
        }
        None => "pager-place-open",
    };
    html! {
        @if page > 1 || followed {
            nav.pager aria-label=(ui.t("pager-label")) {
                @if page > 1 { a.button.button-plain rel="prev" href=(href(page - 1)) { (ui.t("pager-previous")) } }
                span { (ui.tf(name, &place)) }
                @if followed { a.button.button-plain rel="next" href=(href(page + 1)) { (ui.t("pager-next")) } }
            }
        }
    }
}

/// A definition list row; `None` is shown as a dash that says what it means.
pub fn row(ui: &Ui, name: &str, value: Option<Markup>) -> Markup {
    html! {
        div { dt { (name) } dd { @match value { Some(value) => (value), None => (blank(ui)) } } }
    }
}

/// What a source leaves blank stays blank: a dash, with its meaning for who cannot see it.
pub fn blank(ui: &Ui) -> Markup {
    html! { span.blank { span aria-hidden="true" { "—" } span.sr-only { (ui.t("blank")) } } }
}

/// A command for a terminal.
pub fn command(text: &str) -> Markup {
    html! { pre.command tabindex="0" { code lang="en" { (text) } } }
}
