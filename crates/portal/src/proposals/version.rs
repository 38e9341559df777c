//! One version of a proposal, under an address of its own: what it read, and what it changed of the one before.

use madang_programme::contents::TEXT;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::hidden::hidden_words;
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::parts::{example_notice, row};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalVersion};
use crate::programmes::labels::{group_name, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::labels::{cost, endorsed};
use crate::proposals::{amendments, links};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The versions up to this one; it is the last of them.
    pub versions: &'a [ProposalVersion],
    /// How many there are.
    pub number: u64,
    /// How many endorse this one.
    pub endorsed: u64,
}

/// The page; `None` where there is no version.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Option<Page> {
    let version = shown.versions.last()?;
    let number = shown.versions.len() as u64;
    let (facts, summary) = (&version.facts, &shown.programme.summary);
    let name = ui.tf("proposal-version", &[("version", ui.number(number).into())]);
    let of = ui.tf("proposal-number", &[("id", facts.id.as_str().into())]);
    let text = version.text.as_ref();
    let own = links::proposal(&facts.programme, &facts.id);
    let title = text.map(|text| ui.plain(&text.title)).unwrap_or_default();
    let content = html! {
        h1.words { @if let Some(text) = text { (ui.words(&text.title)) } @else { (of) } }
        p.badges { span.badge { (name) } }
        @if summary.facts.example { (example_notice(ui)) }
        @if number < shown.number {
            p.notice { (ui.t("proposal-version-old")) " " a href=(ui.href(&own)) { (ui.t("proposal-version-stands")) } }
        } @else {
            p { a href=(ui.href(&own)) { (ui.t("proposal-version-is-last")) } }
        }
        @match text {
            None => (hidden_words(ui, version.entry, TEXT)),
            Some(text) => @if let Some(words) = &text.summary { p.lead.words.lines { (ui.words(words)) } },
        }
        dl.facts {
            (row(ui, &ui.t("proposal-cost"), Some(cost(ui, &summary.facts.currency, facts.cost))))
            @if let Some(group) = &facts.group { (row(ui, &ui.t("programme-group"), Some(group_name(ui, shown.programme, group)))) }
            (row(ui, &ui.t("proposal-endorsements"), Some(html! { (endorsed(ui, shown.endorsed)) })))
            (row(ui, &ui.t("proposal-version-since"), Some(html! { (ui.time(&version.at, &summary.facts.zone)) " · " (entry_link(ui, version.entry)) })))
        }
        @if let [.., before, after] = shown.versions {
            h2 #changes { (ui.t("proposal-version-changes")) }
            @if let Some(reason) = &after.reason { p.prose.words { (ui.words(reason)) } }
            (amendments::changes(ui, shown.programme, 0, before, after))
        }
        (others(ui, facts.programme.as_str(), &facts.id, number, shown.number))
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    let list = ui.t("proposals-title");
    above.push((links::list(&summary.facts.id), html! { (list) }));
    above.push((own, html! { (of) }));
    above.push(here(html! { (name) }));
    Some(Page {
        title: title_of(&[title, name, of, plain_title(ui, summary)]),
        description: String::new(),
        tab: Some(TAB),
        crumbs: above,
        content,
    })
}

/// The other versions.
fn others(ui: &Ui, programme: &str, id: &str, own: u64, number: u64) -> Markup {
    html! {
        @if number > 1 {
            h2 #versions { (ui.t("proposal-versions")) }
            ul {
                @for version in 1..=number {
                    @let name = ui.tf("proposal-version", &[("version", ui.number(version).into())]);
                    li {
                        @if version == own { strong aria-current="page" { (name) } }
                        @else { a href=(ui.href(&links::version(programme, id, version))) { (name) } }
                    }
                }
            }
        }
    }
}
