//! The page of minutes: what was decided first, then the rest, what was asked to be put right, and what was.

use std::collections::BTreeMap;

use madang_programme::consultations::{MINUTES, Minutes, MinutesPart, Present, SETTLEMENT};
use madang_words::Text;
use maud::{Markup, html};

use crate::bodies::labels::member_class;
use crate::consultations::links::{self, MinutesAct};
use crate::consultations::minutes::labels;
use crate::consultations::page::under;
use crate::frame::difference::marked;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::format::partial_date;
use crate::frame::hidden::hidden_words;
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge, example_notice, row, table};
use crate::frame::ui::Ui;
use crate::model::{
    ConsultationDetail, MinutesCorrectionDetail, MinutesPapers, Moment, ProgrammeDetail,
};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The consultation.
    pub consultation: &'a ConsultationDetail,
    /// Its minutes, as far as everybody reads them.
    pub minutes: &'a MinutesPapers,
    /// What the draft says, for whoever may read it.
    pub draft: Option<&'a Minutes>,
    /// The last day on which those who were there can ask for corrections of the draft.
    pub last: Option<&'a str>,
    /// What whoever reads can do.
    pub acts: &'a [MinutesAct],
    /// Whether whoever reads settles corrections.
    pub settles: bool,
    /// The words of corrections that whoever reads may read, by their entries.
    pub words: &'a BTreeMap<u64, Text>,
    /// What was recorded just now.
    pub done: &'a [u64],
}

impl Shown<'_> {
    fn zone(&self) -> &str {
        &self.programme.summary.facts.zone
    }
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let one = shown.consultation;
    let title = ui.t("minutes-title");
    let content = html! {
        h1 { (title) " " span.of.words { (crate::consultations::labels::title(ui, one)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        @if shown.programme.summary.facts.example { (example_notice(ui)) }
        (standing(ui, shown))
        (acts(ui, shown))
        @match (shown.minutes.stand(), shown.draft) {
            (Some(stand), _) => {
                p.muted { (when(ui, &stand.moment, shown.zone())) }
                @if let Some(met) = shown.minutes.approved.first().and_then(|first| first.quorum_met) {
                    p { @if met { (ui.t("minutes-quorum-met")) } @else { (ui.t("minutes-quorum-not-met")) } }
                }
                @match &stand.minutes {
                    Some(minutes) => (whole(ui, minutes, shown.zone())),
                    None => (hidden_words(ui, stand.moment.entry, MINUTES)),
                }
            },
            (None, Some(draft)) => (whole(ui, draft, shown.zone())),
            (None, None) => {},
        }
        (corrections(ui, shown))
        (differences(ui, shown))
        (drafts(ui, shown))
    };
    let of = (shown.programme, one);
    under(ui, of, (&title, "minutes-lead"), content)
}

fn when(ui: &Ui, moment: &Moment, zone: &str) -> Markup {
    html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) }
}

/// How far they have come, and what that means for whoever reads.
fn standing(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let last = shown.last.map(|last| partial_date(ui.lang, last));
    let last = last.unwrap_or_default();
    html! {
        @match (shown.minutes.stand(), shown.minutes.is_empty()) {
            (Some(_), _) => p.badges { (badge(Tone::Good, &ui.t("minutes-stand-approved"))) },
            (None, true) => {
                p.badges { (badge(Tone::Plain, &ui.t("minutes-stand-none"))) }
                p.lead { (ui.t("minutes-none")) }
            },
            (None, false) => {
                p.badges { (badge(Tone::Active, &ui.t("minutes-stand-drafted"))) }
                p.lead { (ui.tf("minutes-drafted", &[("last", last.into())])) }
                @if shown.draft.is_none() { p.muted { (ui.t("minutes-for-those-there")) } }
            },
        }
    }
}

fn acts(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let one = shown.consultation;
    html! {
        @if !shown.acts.is_empty() {
            ul.buttons {
                @for act in shown.acts {
                    li { a.button.button-plain href=(ui.href(&links::minutes_act(&one.programme, &one.id, *act))) { (labels::act(ui, *act)) } }
                }
            }
        }
    }
}

/// What minutes say: decisions first, then votes, then the rest.
pub fn whole(ui: &Ui, minutes: &Minutes, zone: &str) -> Markup {
    let place = html! {
        (ui.time(&minutes.began_at, zone)) " – " (ui.time(&minutes.ended_at, zone))
        " · " span.words { (ui.words(&minutes.place)) }
    };
    html! {
        section {
            h2 #decisions { (ui.t("minutes-decisions")) }
            ol { @for decision in &minutes.decisions { li.words.lines { (ui.words(decision)) } } }
        }
        section {
            h2 #votes { (ui.t("minutes-votes")) }
            (votes(ui, minutes))
        }
        section {
            h2 #meeting { (ui.t("minutes-meeting")) }
            dl.facts {
                (row(ui, &ui.t("minutes-name"), Some(html! { span.words { (ui.words(&minutes.name)) } })))
                (row(ui, &ui.t("minutes-host"), Some(html! { span.words { (ui.words(&minutes.host)) } })))
                (row(ui, &ui.t("minutes-time-and-place"), Some(place)))
            }
        }
        section {
            h2 #attendees { (ui.t("minutes-attendees")) }
            (people(ui, &minutes.attendees))
            @if minutes.others > 0 { p { (ui.count("minutes-and-others", minutes.others.into())) } }
            h3 #observers { (ui.t("minutes-observers")) }
            @if minutes.observers.is_empty() { p.muted { (ui.t("minutes-no-observers")) } }
            (people(ui, &minutes.observers))
        }
        section {
            h2 #order { (ui.t("minutes-order")) }
            ol { @for step in &minutes.order { li.words { (ui.words(step)) } } }
        }
        (remarks(ui, minutes))
    }
}

fn people(ui: &Ui, people: &[Present]) -> Markup {
    html! {
        @if !people.is_empty() {
            ul {
                @for person in people {
                    li {
                        (member_class(ui, person.class)) ": " span.words { (ui.words(&person.post)) }
                        @if let Some(name) = &person.name { ", " (name) }
                    }
                }
            }
        }
    }
}

fn votes(ui: &Ui, minutes: &Minutes) -> Markup {
    if minutes.votes.is_empty() {
        return html! { p.muted { (ui.t("minutes-no-votes")) } };
    }
    let head = html! {
        th scope="col" { (ui.t("minutes-vote-question")) }
        th.number scope="col" { (ui.t("minutes-vote-for")) }
        th.number scope="col" { (ui.t("minutes-vote-against")) }
        th.number scope="col" { (ui.t("minutes-vote-abstain")) }
    };
    let body = html! {
        @for vote in &minutes.votes {
            tr {
                th.key scope="row" { span.words { (ui.words(&vote.question)) } }
                @for number in [vote.yes, vote.against, vote.abstain] { td.number { (ui.number(number.into())) } }
            }
        }
    };
    table(ui, "minutes-votes", &ui.t("minutes-votes"), head, body)
}

/// The items, each with what was said about it.
fn remarks(ui: &Ui, minutes: &Minutes) -> Markup {
    html! {
        section {
            h2 #items { (ui.t("minutes-items")) }
            @for (item, number) in minutes.items.iter().zip(1u32..) {
                h3 id={ "item-" (number) } { (ui.number(number.into())) ". " span.words { (ui.words(item)) } }
                @let own = minutes.remarks.iter().filter(|remark| remark.item == number);
                ul {
                    @for remark in own {
                        li {
                            strong { span.words { (ui.words(&remark.role)) } @if let Some(name) = &remark.name { " (" (name) ")" } }
                            ": " span.words.lines { (ui.words(&remark.gist)) }
                        }
                    }
                }
            }
        }
    }
}

/// What was asked to be put right, and what came of it.
fn corrections(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let all = &shown.minutes.corrections;
    html! {
        @if !all.is_empty() {
            section {
                h2 #corrections { (ui.t("minutes-corrections")) }
                p.muted.prose { (ui.t("minutes-corrections-lead")) }
                ul.cards { @for one in all { li.card { (correction(ui, shown, one)) } } }
            }
        }
    }
}

fn correction(ui: &Ui, shown: &Shown<'_>, one: &MinutesCorrectionDetail) -> Markup {
    let of = shown.consultation;
    let entry = one.asked.entry;
    let settled = one.settled.as_ref();
    let verdict = settled.map(|(_, facts, _)| facts.verdict);
    html! {
        p.badges { (labels::settled(ui, verdict)) }
        h3 id={ "correction-" (entry) } { (labels::part(ui, one.facts.item)) }
        @if let Some(words) = shown.words.get(&entry) {
            p.muted { (ui.t("minutes-asked-in-words")) }
            p.words.lines { (ui.words(words)) }
        }
        @if let Some((moment, _, said)) = settled {
            @match said {
                Some(said) => dl.facts {
                    (row(ui, &ui.t("minutes-asked"), Some(html! { span.words.lines { (ui.words(&said.asked)) } })))
                    (row(ui, &ui.t("minutes-why"), Some(html! { span.words.lines { (ui.words(&said.reason)) } })))
                },
                None => (hidden_words(ui, moment.entry, SETTLEMENT)),
            }
            p.muted { (when(ui, moment, shown.zone())) }
        } @else if shown.settles {
            p { a.button.button-plain href=(ui.href(&links::settle(&of.programme, &of.id, entry))) {
                (ui.t("minutes-settle")) span.sr-only { ": " (labels::part(ui, one.facts.item)) }
            } }
        }
        p.muted { (when(ui, &one.asked, shown.zone())) }
    }
}

/// What each later version says otherwise.
fn differences(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let pairs = shown.minutes.approved.windows(2).rev();
    html! {
        @if shown.minutes.approved.len() > 1 {
            section {
                h2 #differences { (ui.t("minutes-differences")) }
                @for pair in pairs {
                    @if let [before, after] = pair {
                        h3 id={ "version-" (after.moment.entry) } { (when(ui, &after.moment, shown.zone())) }
                        p.muted { (ui.t("minutes-in-place-of")) " " (entry_link(ui, before.moment.entry)) }
                        @match (&before.minutes, &after.minutes) {
                            (Some(before), Some(after)) => (difference(ui, before, after, shown.zone())),
                            _ => p.muted { (ui.t("words-hidden")) },
                        }
                    }
                }
            }
        }
    }
}

/// The parts in which two minutes differ, with what went and what came marked.
pub fn difference(ui: &Ui, before: &Minutes, after: &Minutes, zone: &str) -> Markup {
    let changed: Vec<(MinutesPart, String, String)> = MinutesPart::ALL
        .iter()
        .map(|part| {
            let of = |minutes| plain(ui, minutes, *part, zone);
            (*part, of(before), of(after))
        })
        .filter(|(_, before, after)| before != after)
        .collect();
    html! {
        @if changed.is_empty() { p.muted { (ui.t("minutes-same")) } }
        @for (part, before, after) in &changed {
            @let (was, is) = marked(before, after);
            p { strong { (labels::part(ui, *part)) } }
            dl.facts {
                (row(ui, &ui.t("minutes-was"), Some(html! { span.words.lines { (was) } })))
                (row(ui, &ui.t("minutes-is"), Some(html! { span.words.lines { (is) } })))
            }
        }
    }
}

/// A part of minutes as plain lines, to be held against another's.
fn plain(ui: &Ui, minutes: &Minutes, part: MinutesPart, zone: &str) -> String {
    let texts = |all: &[Text]| all.iter().map(|one| ui.plain(one)).collect::<Vec<_>>();
    let person = |one: &Present| {
        let mut parts = vec![member_class(ui, one.class), ui.plain(&one.post)];
        parts.extend(one.name.clone());
        parts.join(", ")
    };
    let lines = match part {
        MinutesPart::Name => vec![ui.plain(&minutes.name)],
        MinutesPart::Host => vec![ui.plain(&minutes.host)],
        MinutesPart::TimeAndPlace => vec![
            ui.utc(&minutes.began_at, zone),
            ui.utc(&minutes.ended_at, zone),
            ui.plain(&minutes.place),
        ],
        MinutesPart::Attendees => {
            let people = minutes.attendees.iter().chain(&minutes.observers);
            let others = ui.count("minutes-and-others", minutes.others.into());
            people.map(person).chain([others]).collect()
        }
        MinutesPart::Order => texts(&minutes.order),
        MinutesPart::Items => texts(&minutes.items),
        MinutesPart::Remarks => minutes
            .remarks
            .iter()
            .map(|one| {
                let mut parts = vec![ui.number(one.item.into()), ui.plain(&one.role)];
                parts.extend(one.name.clone());
                parts.push(ui.plain(&one.gist));
                parts.join(" · ")
            })
            .collect(),
        MinutesPart::Decisions => texts(&minutes.decisions),
        MinutesPart::Votes => minutes
            .votes
            .iter()
            .map(|one| {
                let numbers = [one.yes, one.against, one.abstain];
                let numbers = numbers.map(|number| ui.number(number.into()));
                [ui.plain(&one.question), numbers.join(" : ")].join(" · ")
            })
            .collect(),
    };
    lines.join("\n")
}

/// The drafts, by their entries: who was there read them.
fn drafts(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let drafts = &shown.minutes.drafts;
    html! {
        @if !drafts.is_empty() {
            details.more {
                summary { (ui.count("minutes-drafts", drafts.len() as u64)) }
                ul { @for (moment, _) in drafts { li { (when(ui, moment, shown.zone())) } } }
            }
        }
    }
}

/// What the page of the consultation says of its minutes: what was decided, and where the rest is read.
pub fn section(ui: &Ui, one: &ConsultationDetail, minutes: &MinutesPapers) -> Markup {
    let decided = minutes.stand().and_then(|stand| stand.minutes.as_ref());
    let link = ui.href(&links::minutes(&one.programme, &one.id));
    html! {
        section {
            h2 #minutes { (ui.t("minutes-title")) }
            @match (minutes.stand(), minutes.is_empty()) {
                (Some(stand), _) => @match decided {
                    Some(minutes) => {
                        h3 #decided { (ui.t("minutes-decisions")) }
                        ol { @for decision in &minutes.decisions { li.words.lines { (ui.words(decision)) } } }
                    },
                    None => (hidden_words(ui, stand.moment.entry, MINUTES)),
                },
                (None, true) => p.muted { (ui.t("minutes-none")) },
                (None, false) => p.muted { (ui.t("minutes-stand-drafted")) },
            }
            p { a href=(link) { (ui.t("minutes-read")) } }
        }
    }
}
