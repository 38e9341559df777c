//! A proposal that was amended or revised: what was handed in stays visible beside what stands.

use madang_programme::proposals::ProposalValues;
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::difference::marked;
use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, absent, badge, table};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalVersion};
use crate::programmes::labels::group_name;
use crate::proposals::labels::proposer_kind;
use crate::proposals::links;

/// The section: each amendment with its reason, and every field that changed, the old value beside the new.
pub fn section(ui: &Ui, programme: &ProgrammeDetail, versions: &[ProposalVersion]) -> Markup {
    html! {
        h2 #amendments { (ui.t("proposal-amendments")) }
        p.prose { (ui.t("proposal-amendments-text")) }
        @for (place, pair) in versions.windows(2).enumerate() {
            @if let [before, after] = pair { (one(ui, programme, place, before, after)) }
        }
    }
}

/// What one entry amended; `None` where it is none of these amendments.
pub fn by_entry(
    ui: &Ui,
    programme: &ProgrammeDetail,
    versions: &[ProposalVersion],
    entry: u64,
) -> Option<Markup> {
    let mut pairs = versions.windows(2).enumerate();
    pairs.find_map(|(place, pair)| match pair {
        [before, after] if after.entry == entry => Some(one(ui, programme, place, before, after)),
        _ => None,
    })
}

fn one(
    ui: &Ui,
    programme: &ProgrammeDetail,
    place: usize,
    before: &ProposalVersion,
    after: &ProposalVersion,
) -> Markup {
    let facts = &after.facts;
    let number = place as u64 + 2;
    let page = ui.href(&links::version(&facts.programme, &facts.id, number));
    html! {
        p.prose {
            a href=(page) { (ui.tf("proposal-version", &[("version", ui.number(number).into())])) } " · "
            (ui.time(&after.at, &programme.summary.facts.zone)) " · " (entry_link(ui, after.entry)) ": "
            @match &after.reason {
                Some(reason) => span.words { (ui.words(reason)) },
                None => (ui.t("proposal-revised-by-author")),
            }
        }
        (changes(ui, programme, place, before, after))
    }
}

/// What one version changed of the one before: each field that reads otherwise, the old beside the new, word by word where both are
/// words in one language.
pub fn changes(
    ui: &Ui,
    programme: &ProgrammeDetail,
    place: usize,
    before: &ProposalVersion,
    after: &ProposalVersion,
) -> Markup {
    let (old, new) = (fields(ui, programme, before), fields(ui, programme, after));
    let same = |one: &Option<Markup>, other: &Option<Markup>| {
        one.as_ref().map(|m| &m.0) == other.as_ref().map(|m| &m.0)
    };
    let words = words_of(before).into_iter().zip(words_of(after));
    let mut words = words.map(|pair| match pair {
        (Some(before), Some(after)) if ui.lang_of(before) == ui.lang_of(after) => {
            Some(marked(&ui.plain(before), &ui.plain(after)))
        }
        _ => None,
    });
    let stated = |value: Option<Markup>| value.unwrap_or_else(|| absent(ui, "proposal-not-stated"));
    let changed = old
        .into_iter()
        .zip(new)
        .filter_map(|((name, old), (_, new))| {
            // The first fields are words.
            let marked = words.next().flatten();
            if same(&old, &new) {
                return None;
            }
            Some(match marked {
                Some((was, is)) => (name, was, is),
                None => (
                    name,
                    html! { del { (stated(old)) } },
                    html! { ins { (stated(new)) } },
                ),
            })
        });
    let changed: Vec<(String, Markup, Markup)> = changed.collect();
    html! {
        (table(
            ui,
            &format!("amendment-{place}"),
            &ui.t("proposal-amendment-caption"),
            html! {
                th scope="col" { (ui.t("proposal-amendment-field")) }
                th scope="col" { (ui.t("proposal-amendment-before")) }
                th scope="col" { (ui.t("proposal-amendment-after")) }
            },
            html! {
                @for (name, was, is) in changed {
                    tr {
                        th.key scope="row" { (name) }
                        td.words { div { (was) } }
                        td.words { div { (is) } }
                    }
                }
            },
        ))
    }
}

/// The texts of a proposal whose changes are shown word by word: those of the first [`fields`].
fn words_of(version: &ProposalVersion) -> [Option<&Text>; 2] {
    let text = version.text.as_ref();
    [
        text.map(|text| &text.title),
        text.and_then(|text| text.summary.as_ref()),
    ]
}

/// What a page says of a proposal, by field.
fn fields(
    ui: &Ui,
    programme: &ProgrammeDetail,
    version: &ProposalVersion,
) -> Vec<(String, Option<Markup>)> {
    let facts = &version.facts;
    let text = version.text.as_ref();
    let currency = &programme.summary.facts.currency;
    let audiences = (!facts.audiences.is_empty()).then(|| audiences(ui, programme, facts));
    vec![
        (
            ui.t("proposal-title"),
            text.map(|text| ui.words(&text.title)),
        ),
        (
            ui.t("proposal-about"),
            text.and_then(|text| text.summary.as_ref())
                .map(|words| ui.words(words)),
        ),
        (
            ui.t("proposal-cost"),
            facts.cost.map(|cost| html! { (ui.money(cost, currency)) }),
        ),
        (
            ui.t("programme-group"),
            facts
                .group
                .as_ref()
                .map(|group| group_name(ui, programme, group)),
        ),
        (ui.t("programme-audiences"), audiences),
        (
            ui.t("proposal-proposer-kind"),
            facts
                .proposer
                .map(|kind| html! { (proposer_kind(ui, kind)) }),
        ),
        (
            ui.t("proposal-proposer"),
            text.map(|text| match &text.proposer {
                Some(proposer) => ui.words(proposer),
                None => absent(ui, "proposal-proposer-withheld"),
            }),
        ),
    ]
}

fn audiences(ui: &Ui, programme: &ProgrammeDetail, facts: &ProposalValues) -> Markup {
    let all = || programme.groups.iter().flat_map(|group| &group.audiences);
    html! {
        @for (place, id) in facts.audiences.iter().enumerate() {
            @if place > 0 { ", " }
            @match all().find(|audience| audience.id == *id) { Some(audience) => (ui.words(&audience.name)), None => (id) }
        }
    }
}

/// What was recorded of a proposal since the version of that number, which somebody had before them: how it reads now, and what that
/// changed. `seen` has the key of what is said of it. Nothing where that is no version before the newest.
pub fn meanwhile(
    ui: &Ui,
    programme: &ProgrammeDetail,
    (of, id): (&str, &str),
    versions: &[ProposalVersion],
    (seen, said): (u32, &str),
) -> Markup {
    let before = usize::try_from(seen).ok();
    let before = before.and_then(|seen| versions.get(seen.checked_sub(1)?));
    let (Some(before), Some(after)) = (before, versions.last()) else {
        return html! {};
    };
    let number = ui.number(versions.len() as u64);
    let page = ui.href(&links::version(of, id, versions.len() as u64));
    let place = format!("meanwhile-{id}");
    html! {
        section.meanwhile aria-labelledby=(place) {
            h2 id=(place) { (ui.t("proposal-meanwhile")) }
            p.prose { (ui.t(said)) }
            p {
                (badge(Tone::Active, &ui.t("proposal-meanwhile-stands"))) " "
                a href=(page) { (ui.tf("proposal-version", &[("version", number.into())])) } " · "
                (ui.time(&after.at, &programme.summary.facts.zone)) " · " (entry_link(ui, after.entry))
            }
            @match &after.text {
                None => p.notice { (ui.t("words-hidden")) },
                Some(text) => {
                    p.words { strong { (ui.words(&text.title)) } }
                    @if let Some(summary) = &text.summary { p.words.lines { (ui.words(summary)) } }
                }
            }
            (changes(ui, programme, 0, before, after))
        }
    }
}
