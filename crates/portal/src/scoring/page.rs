//! How a body scores the candidates of a vote: its criteria, what its members declared, who has handed in, and once the ballots are open
//! the scores by name.

use madang_programme::scoring::{Declaration, Fixed};
use maud::{Markup, html};

use crate::bodies::labels::member_name;
use crate::bodies::links as bodies;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::format::partial_date;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, badge, example_notice, row, table as as_table};
use crate::frame::ui::Ui;
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::scoring::read::{May, Scoring};
use crate::scoring::{labels, table};
use crate::votes::links::vote as vote_page;

/// The page; `done` is what was recorded just now.
pub fn view(ui: &Ui, of: &Scoring, may: &May, done: &[u64]) -> Page {
    let summary = &of.programme.summary;
    let name = ui.plain(&of.body.facts.name);
    let content = html! {
        h1 { (ui.t("scoring-title")) " " span.of.words { (ui.words(&of.body.facts.name)) } }
        @if !done.is_empty() { (receipts(ui, &ui.t("form-recorded"), done)) }
        @if summary.facts.example { (example_notice(ui)) }
        p.lead { (ui.t("scoring-lead")) }
        dl.facts {
            (row(ui, &ui.t("vote"), Some(html! { a.words href=(ui.href(&vote_page(&summary.facts.id, &of.vote))) { (of.vote_name(ui)) } })))
            (row(ui, &ui.t("scoring-body"), Some(html! { a.words href=(ui.href(&bodies::one(&summary.facts.id, &of.body.facts.id))) { (name) } })))
            (row(ui, &ui.t("scoring-declared"), Some(html! { (counted(ui, of, declared(of))) })))
            (row(ui, &ui.t("scoring-handed-in"), Some(html! { (counted(ui, of, handed_in(of))) })))
        }
        (ways(ui, of, may))
        h2 #criteria { (ui.t("scoring-criteria")) }
        @match &of.panel.criteria {
            Some(fixed) => (criteria(ui, fixed)),
            None => p.empty { (ui.t("scoring-criteria-none")) },
        }
        h2 #members { (ui.t("scoring-members")) }
        (members(ui, of))
        h2 #scores { (ui.t("scoring-scores")) }
        @match (&of.panel.criteria, of.opened) {
            (Some(fixed), true) => (table::opened(ui, of, fixed)),
            _ => p { (ui.t("scoring-sealed")) },
        }
    };
    let mut above = crumbs(ui, summary);
    let body = bodies::one(&summary.facts.id, &of.body.facts.id);
    above.push((
        body,
        html! { span.words { (ui.words(&of.body.facts.name)) } },
    ));
    above.push(here(html! { (ui.t("scoring-title")) }));
    Page {
        title: title_of(&[
            ui.t("scoring-title"),
            of.vote_name(ui),
            name,
            plain_title(ui, summary),
        ]),
        description: ui.t("scoring-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn declared(of: &Scoring) -> usize {
    let members = of.members.iter();
    let declared = members.filter(|one| of.panel.declarations.contains_key(&one.member));
    declared.count()
}

fn handed_in(of: &Scoring) -> usize {
    let members = of.members.iter();
    members
        .filter(|one| of.panel.sheets.contains_key(&one.member))
        .count()
}

fn counted(ui: &Ui, of: &Scoring, number: usize) -> String {
    let named = [
        ("number", ui.number(number as u64).into()),
        ("members", ui.number(of.members.len() as u64).into()),
    ];
    ui.tf("scoring-number-of", &named)
}

/// What whoever reads can do.
fn ways(ui: &Ui, of: &Scoring, may: &May) -> Markup {
    let at = of.of();
    let scored = of.panel.first_sheet().is_some();
    let sits = may.member.is_some() && !of.over;
    let scores = sits && of.open && of.panel.criteria.is_some();
    let mut ways: Vec<(String, &str)> = Vec::new();
    if sits {
        ways.push((at.interests(), "scoring-declare"));
    }
    if scores {
        ways.push((at.scores(), "scoring-score"));
    }
    if may.administers.is_some() && !scored && !of.over {
        ways.push((at.criteria(), "scoring-fix"));
    }
    if may.decides.is_some() && !of.over {
        ways.push((at.recusals(), "scoring-recuse"));
    }
    html! {
        @if !ways.is_empty() {
            ul.buttons {
                @for (address, key) in &ways { li { a.button.button-plain href=(ui.href(address)) { (ui.t(key)) } } }
            }
        }
    }
}

fn criteria(ui: &Ui, fixed: &Fixed) -> Markup {
    let weights = fixed.criteria.iter().map(|one| u64::from(one.weight));
    let all: u64 = weights.sum();
    html! {
        (as_table(
            ui,
            "criteria-table",
            &ui.t("scoring-criteria-caption"),
            html! {
                th scope="col" { (ui.t("scoring-criterion")) }
                th.number scope="col" { (ui.t("scoring-weight")) }
                th.number scope="col" { (ui.t("scoring-scale")) }
            },
            html! {
                @for one in &fixed.criteria {
                    tr {
                        th.words scope="row" { (ui.words(&one.name)) }
                        td.number { (ui.tf("scoring-weight-of", &[("weight", ui.number(one.weight.into()).into()), ("all", ui.number(all).into())])) }
                        td.number { (ui.number(one.scale.into())) }
                    }
                }
            },
        ))
        p { (ui.count("scoring-min-panel-says", fixed.min_panel.into())) " " (entry_link(ui, fixed.entry)) }
    }
}

/// Each member: what they declared, what they do not score, and whether they have handed in.
fn members(ui: &Ui, of: &Scoring) -> Markup {
    if of.members.is_empty() {
        return html! { p.empty { (ui.t("body-no-members")) } };
    }
    as_table(
        ui,
        "panel-table",
        &ui.t("scoring-members-caption"),
        html! {
            th scope="col" { (ui.t("scoring-member")) }
            th scope="col" { (ui.t("scoring-interests")) }
            th scope="col" { (ui.t("scoring-recusals")) }
            th scope="col" { (ui.t("scoring-sheet")) }
        },
        html! {
            @for member in &of.members {
                tr {
                    th scope="row" { (member_name(ui, &of.programme, &of.body.facts.id, &member.member)) }
                    td { (interests(ui, of, &member.member)) }
                    td { (recusals(ui, of, &member.member)) }
                    td { (sheet(ui, of, &member.member)) }
                }
            }
        },
    )
}

fn interests(ui: &Ui, of: &Scoring, member: &str) -> Markup {
    let declared = of.panel.declarations.get(member);
    let zone = &of.programme.summary.facts.zone;
    let one = |one: &Declaration| {
        html! {
            @if one.proposals.is_empty() { (ui.t("scoring-none")) }
            @else {
                @for (place, id) in one.proposals.iter().enumerate() { @if place > 0 { ", " } (of.candidate(ui, id)) }
                @if let Some(day) = &one.discovered { " · " (ui.tf("scoring-found-out", &[("day", partial_date(ui.lang, day).into())])) }
            }
            " · " (ui.time(&one.at, zone)) " · " (entry_link(ui, one.entry))
        }
    };
    html! {
        @match declared {
            Some(all) => span { @for (place, declared) in all.iter().enumerate() { @if place > 0 { br; } (one(declared)) } },
            None => (badge(Tone::Active, &ui.t("scoring-not-declared"))),
        }
    }
}

fn recusals(ui: &Ui, of: &Scoring, member: &str) -> Markup {
    let own = of.panel.recusals.iter().filter(|one| one.member == member);
    let own: Vec<_> = own.collect();
    html! {
        @if own.is_empty() { (ui.t("scoring-no-recusals")) }
        span {
            @for (place, one) in own.iter().enumerate() {
                @if place > 0 { br; }
                (of.candidate(ui, &one.proposal)) " · " (labels::recusal(ui, one.kind)) " · " (entry_link(ui, one.entry))
            }
        }
    }
}

fn sheet(ui: &Ui, of: &Scoring, member: &str) -> Markup {
    let entry = of.panel.sheets.get(member).and_then(|all| all.last());
    html! {
        @match entry {
            Some(entry) => span { (badge(Tone::Good, &ui.t("scoring-done"))) " " (entry_link(ui, *entry)) },
            None => (badge(Tone::Active, &ui.t("scoring-pending"))),
        }
    }
}
