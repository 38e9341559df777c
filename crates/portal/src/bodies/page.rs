//! A body on a page of its own: its seats against who sits on them, terms, and the rules by which it works.

use std::collections::BTreeMap;

use madang_programme::bodies::{BodyComposed, MemberClass};
use maud::{Markup, html};

use crate::bodies::{labels, links};
use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, absent, badge, example_notice, row, table};
use crate::frame::ui::Ui;
use crate::model::{BodyDetail, MemberDetail, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The body.
    pub body: &'a BodyDetail,
    /// The day in the programme's zone.
    pub today: &'a str,
    /// Whether whoever reads appoints its members.
    pub administers: bool,
    /// The votes that it scores.
    pub votes: Markup,
    /// What the checks find about it now.
    pub openness: Markup,
}

/// Whether a member sits there on a day.
pub fn sits(member: &MemberDetail, today: &str) -> bool {
    member.term.as_ref().is_none_or(|term| {
        term.from.as_str() <= today && term.until.as_deref().is_none_or(|until| today <= until)
    })
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (summary, body) = (&shown.programme.summary, shown.body);
    let (of, zone) = (&summary.facts.id, &summary.facts.zone);
    let name = ui.plain(&body.facts.name);
    let content = html! {
        h1 { span.words { (ui.words(&body.facts.name)) } " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        p.badges { (badge(Tone::Plain, &labels::body_kind(ui, body.facts.kind))) }
        p.lead.words { (ui.words(&body.facts.mandate)) }
        dl.facts {
            @if let Some(composed) = &body.composed {
                (row(ui, &ui.t("body-quorum"), Some(html! { (ui.number(composed.quorum.into())) })))
                (row(ui, &ui.t("body-meets-every"), composed.meets_every.map(|days| html! { (ui.count("body-meets-days", days.into())) }).or_else(|| Some(absent(ui, "programme-not-stated")))))
            }
            (row(ui, &ui.t("body-set-up"), Some(entry_link(ui, body.entry))))
        }
        @if shown.administers { p { a.button.button-plain href=(ui.href(&links::appoint(of, &body.facts.id))) { (ui.t("body-set-appoint")) } } }
        h2 #seats { (ui.t("body-seats")) }
        @match &body.composed {
            Some(composed) => (seats(ui, shown, composed)),
            None => p { (ui.t("body-seats-none")) },
        }
        h2 #members { (ui.t("body-members-title")) }
        (members(ui, shown))
        (labels::former(ui, zone, body))
        h2 #rules { (ui.t("body-rules")) }
        @match (&body.rules, &body.composed) {
            (Some(rules), _) => p.words.lines { (ui.words(rules)) },
            (None, Some(_)) => p.notice { (ui.t("words-hidden")) },
            (None, None) => p { (ui.t("body-rules-none")) },
        }
        (shown.votes)
        (shown.openness)
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { span.words { (ui.words(&body.facts.name)) } }));
    Page {
        title: title_of(&[name, plain_title(ui, summary)]),
        description: ui.plain(&body.facts.mandate),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// How many sit there of each class against how many there are to be at least.
fn seats(ui: &Ui, shown: &Shown<'_>, composed: &BodyComposed) -> Markup {
    let mut there: BTreeMap<MemberClass, u64> = BTreeMap::new();
    for member in &shown.body.members {
        if sits(member, shown.today) {
            *there.entry(member.facts.class).or_default() += 1;
        }
    }
    let sitting = |class| there.get(&class).copied().unwrap_or_default();
    let least = |class| composed.seats.get(&class).copied().unwrap_or_default();
    let classes = labels::CLASSES.map(|(_, class)| class);
    let classes = classes.into_iter();
    let classes = classes.filter(|class| sitting(*class) > 0 || least(*class) > 0);
    let row = |class: MemberClass| {
        let (sitting, least) = (sitting(class), u64::from(least(class)));
        html! {
            tr {
                th scope="row" { (labels::member_class(ui, class)) }
                td.number { (ui.number(least)) }
                td.number { (ui.number(sitting)) }
                td {
                    @match least.saturating_sub(sitting) {
                        0 => (ui.t("body-seats-filled")),
                        lacks => (ui.count("body-seats-empty", lacks)),
                    }
                }
            }
        }
    };
    table(
        ui,
        "seats-table",
        &ui.t("body-seats-caption"),
        html! {
            th scope="col" { (ui.t("body-member-class")) }
            th.number scope="col" { (ui.t("body-seats-least")) }
            th.number scope="col" { (ui.t("body-seats-sitting")) }
            th scope="col" { (ui.t("body-seats-stand")) }
        },
        html! { @for class in classes { (row(class)) } },
    )
}

/// Who sits there, or will.
fn members(ui: &Ui, shown: &Shown<'_>) -> Markup {
    if shown.body.members.is_empty() {
        return html! { p.empty { (ui.t("body-no-members")) } };
    }
    let zone = &shown.programme.summary.facts.zone;
    html! {
        ul {
            @for member in &shown.body.members {
                li {
                    (labels::who(ui, member))
                    @if let Some(term) = &member.term {
                        @if term.chair { " · " strong { (ui.t("body-member-chairs")) } }
                        br; (labels::sector(ui, &term.sector)) " · " (labels::term(ui, term))
                        @if !sits(member, shown.today) { " · " strong { (ui.t("body-term-not-now")) } }
                    } @else {
                        br; (ui.t("body-member-from")) " " (ui.time(&member.at, zone))
                    }
                    " · " (entry_link(ui, member.entry))
                }
            }
        }
    }
}
