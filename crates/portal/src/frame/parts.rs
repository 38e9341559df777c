//! Pieces that several pages are made of.

use maud::{Markup, PreEscaped, html};

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

/// What somebody reads where they may not do what they came for, with the way to their own page.
pub fn turned_away(ui: &Ui, title: &str, text: &str) -> Markup {
    html! {
        h1 { (title) }
        p.lead { (text) }
        @if let Some(account) = ui.site.account { p { a href=(ui.href(account)) { (ui.t("nav-account")) } } }
    }
}

/// A stepper: names of the steps in order, which ones are now, and how many from the first on are done but for these.
pub fn stepper(ui: &Ui, steps: &[String], now: &[usize], done: usize) -> Markup {
    html! {
        ol.stepper {
            @for (place, name) in steps.iter().enumerate() {
                @let is_now = now.contains(&place);
                @let (class, state) = match (is_now, place < done) {
                    (true, _) => ("step step-now", "step-now"),
                    (false, true) => ("step step-done", "step-done"),
                    (false, false) => ("step", "step-next"),
                };
                li class=(class) aria-current=[is_now.then_some("step")] {
                    span.step-mark aria-hidden="true" {
                        @if place < done && !is_now {
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
    html! { nav.tabs aria-label=(label) { (tab_list(links)) } }
}

fn tab_list(links: &[TabLink]) -> Markup {
    html! {
        ul {
            @for link in links {
                li { a href=(link.href) aria-current=[link.here.then_some("page")] { (link.name) } }
            }
        }
    }
}

/// Tabs of so many pages that on a phone they would push down what somebody came for: there they are folded under the name of the
/// page's own.
pub fn folded_tabs(label: &str, links: &[TabLink]) -> Markup {
    let own = links.iter().find(|link| link.here);
    html! {
        (tabs(label, links))
        details.tabs-folded {
            summary #menu-folded { (label) @if let Some(own) = own { ": " (own.name) } }
            nav aria-labelledby="menu-folded" { (tab_list(links)) }
        }
    }
}

/// So many links of a table are too many to go through by keyboard: there is a way past them.
const MANY_LINKS: usize = 12;

/// A table, named by its caption, in a box that can be reached by keyboard. On narrow screens each row is a card: every
/// cell says which column it is of, so that no number is ever cut.
pub fn table(ui: &Ui, id: &str, caption: &str, head: Markup, body: Markup) -> Markup {
    let many = body.0.matches("<a ").count() >= MANY_LINKS;
    let body = labelled(&head.0, &body.0);
    html! {
        div.table-box role="group" tabindex="0" aria-labelledby={ (id) "-caption" } {
            @if many { a.pass href={ "#after-" (id) } { (ui.tf("table-pass", &[("table", caption.into())])) } }
            table id=(id) {
                caption id={ (id) "-caption" } { (caption) }
                thead { tr { (head) } }
                tbody { (PreEscaped(body)) }
            }
            @if many { span id={ "after-" (id) } tabindex="-1" {} }
        }
    }
}

/// Gives each cell of the rows the name of its column, for the style sheet. Both come from templates, so that a cell
/// begins with `<td` or `<th` and nothing else does.
fn labelled(head: &str, rows: &str) -> String {
    let names: Vec<String> = head
        .split("<th")
        .skip(1)
        .map(|cell| {
            let inner = cell.split_once('>').map_or("", |(_, inner)| inner);
            without_tags(inner)
        })
        .collect();
    let mut out = String::with_capacity(rows.len() + rows.len() / 4);
    let mut column = 0;
    let mut rest = rows;
    while let Some(at) = rest.find("<t") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let (start, after) = tag.split_at(3);
        out.push_str(start);
        rest = after;
        match start {
            "<tr" => column = 0,
            "<td" | "<th" => {
                if let Some(name) = names.get(column).filter(|name| !name.is_empty()) {
                    out.push_str(" data-label=\"");
                    out.push_str(name);
                    out.push('"');
                }
                column += 1;
            }
            // A time, a table's head: no cell.
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    out.trim().to_owned()
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

/// The same as buttons of a form, so that what stands in it goes along: `name` is the field of the page's number.
pub fn pager_buttons(ui: &Ui, name: &str, page: u64, followed: bool) -> Markup {
    html! {
        @if page > 1 || followed {
            div.pager role="group" aria-label=(ui.t("pager-label")) {
                @if page > 1 { button.button-plain type="submit" name=(name) value=(page - 1) { (ui.t("pager-previous")) } }
                span { (ui.tf("pager-place-open", &[("page", ui.number(page).into())])) }
                @if followed { button.button-plain type="submit" name=(name) value=(page + 1) { (ui.t("pager-next")) } }
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

/// What is not there, said in words: why, by its message. A dash is for what a source leaves blank.
pub fn absent(ui: &Ui, key: &str) -> Markup {
    html! { span.muted { (ui.t(key)) } }
}

/// The sections of a page, to jump to.
pub fn contents(ui: &Ui, sections: &[(&str, String)]) -> Markup {
    html! {
        nav.contents aria-label=(ui.t("contents-label")) {
            ul { @for (id, name) in sections { li { a href={ "#" (id) } { (name) } } } }
        }
    }
}

/// A command for a terminal.
pub fn command(text: &str) -> Markup {
    html! { pre.command tabindex="0" { code lang="en" { (text) } } }
}

/// What the data may be used for.
pub fn licence(ui: &Ui) -> Markup {
    match &ui.operator().licence {
        Some(licence) => html! {
            p {
                (ui.t("about-licence-is")) " "
                @match &licence.url {
                    Some(url) => a href=(url) rel="license noopener" { (ui.words(&licence.name)) },
                    None => (ui.words(&licence.name)),
                }
            }
        },
        None => html! { p { (ui.t("about-licence-not-said")) } },
    }
}

#[cfg(test)]
mod tests {
    use madang_words::Language;

    use super::*;

    #[test]
    fn every_cell_says_which_column_it_is_of() {
        let head = html! { th scope="col" { "A \"b\"" } th.number scope="col" { "Cost" } };
        let body = html! {
            tr { th scope="row" { "x" } td.number { time datetime="2026" { "1" } } }
            tr { th scope="row" { "y" } td {} }
        };
        let ui = Ui::new(Language::En, "/", Default::default());
        let table = table(&ui, "t", "T", head, body).into_string();
        assert!(!table.contains("after-t"), "there is little to pass");
        assert_eq!(table.matches("data-label=\"A &quot;b&quot;\"").count(), 2);
        assert!(
            table.contains("<td data-label=\"Cost\" class=\"number\"><time"),
            "{table}"
        );
        assert!(table.contains("<td data-label=\"Cost\"></td>"), "{table}");
    }
}
