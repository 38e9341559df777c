//! One consultation: what is announced, what was published of it, and what the checks find.

use madang_programme::consultations::{
    AgendaPublished, AttendanceNamed, AttendancePublished, CountedBy, PointsTo, REASON,
};
use madang_programme::contents::TEXT;
use maud::{Markup, html};

use crate::bodies::labels::member_class;
use crate::consultations::links::{self, Way};
use crate::consultations::{labels, said};
use crate::frame::entries::{entry_link, receipts};
use crate::frame::hidden::hidden_words;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, row, table};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    ConsultationDetail, ConsultationPapers, InstitutionDetail, Moment, ProgrammeDetail,
};
use crate::needs::links as needs;
use crate::programmes::labels::{group_name, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::links as proposals;
use crate::voices::{labels as voice_labels, links as voices};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The consultation.
    pub consultation: &'a ConsultationDetail,
    /// What was published of it.
    pub papers: &'a ConsultationPapers,
    /// Those in writing for whoever cannot come to this one, and those for which this one is that.
    pub twins: &'a [ConsultationDetail],
    /// The time, UTC.
    pub now: &'a str,
    /// How it stands with registering, where people do.
    pub registering: Option<&'a Registering>,
    /// What whoever reads can do with it.
    pub ways: &'a [Way],
    /// Whether whoever reads leads it, or is an official of the programme.
    pub leads: bool,
    /// What was recorded just now.
    pub done: &'a [u64],
    /// What the checks find about it now.
    pub openness: Markup,
}

/// How it stands with registering for a consultation.
pub struct Registering {
    /// How many have a place.
    pub confirmed: u64,
    /// How many wait for one.
    pub waiting: u64,
    /// How many were checked in.
    pub came: u64,
    /// Whether somebody can register now.
    pub open: bool,
}

/// A page below that of a consultation.
pub fn under(
    ui: &Ui,
    (programme, one): (&ProgrammeDetail, &ConsultationDetail),
    (title, lead): (&str, &str),
    content: Markup,
) -> Page {
    let summary = &programme.summary;
    let mut above = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("consultations-title")) },
    ));
    above.push((links::one(&one.programme, &one.id), labels::title(ui, one)));
    above.push(here(html! { (title) }));
    let own = labels::plain_title(ui, one);
    Page {
        title: title_of(&[title.to_owned(), own, plain_title(ui, summary)]),
        description: ui.t(lead),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (summary, one) = (&shown.programme.summary, shown.consultation);
    let zone = &summary.facts.zone;
    let content = html! {
        h1 { (labels::title(ui, one)) " " span.of.words { (plain_title(ui, summary)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        @if summary.facts.example { (example_notice(ui)) }
        (labels::badges(ui, one, shown.now))
        (cancelled(ui, shown, zone))
        (ways(ui, shown))
        (registering(ui, shown))
        @match &one.text {
            Some(text) => p.words.lines { (ui.words(&text.description)) },
            None => (hidden_words(ui, one.announced, TEXT)),
        }
        dl.facts {
            @for (name, value) in said::planned(ui, &one.plan, zone) { (row(ui, &name, Some(value))) }
            (row(ui, &ui.t("consultation-institution"), Some(institution(ui, shown.institutions, &one.plan.institution))))
            @if !shown.twins.is_empty() { (row(ui, &ui.t("consultation-twin"), Some(twins(ui, shown)))) }
            @if one.plan.is_written() || shown.papers.voices > 0 {
                (row(ui, &ui.t("consultation-voices"), Some(html! { (ui.number(shown.papers.voices)) })))
            }
            (row(ui, &ui.t("consultation-announced-by"), Some(html! { (entry_link(ui, one.announced)) " " (ui.time(&one.at, zone)) })))
        }
        @if !one.plan.is_written() { (papers(ui, shown, zone)) }
        (came_of_it(ui, shown, zone))
        (shown.openness)
        (earlier(ui, shown, zone))
        p.muted { a href=(ui.href(&links::one_calendar(&one.programme, &one.id))) { (ui.t("consultation-calendar")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("consultations-title")) },
    ));
    above.push(here(labels::title(ui, one)));
    Page {
        title: title_of(&[labels::plain_title(ui, one), plain_title(ui, summary)]),
        description: ui.plain(&one.plan.question),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// How many registered, and where somebody does. Whoever was called off or is over is registered for no more.
fn registering(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let one = shown.consultation;
    let (programme, id) = (one.programme.as_str(), one.id.as_str());
    html! {
        @if let Some(now) = shown.registering {
            p #registration {
                (ui.count("consultation-registered", now.confirmed))
                @if now.waiting > 0 { " " (ui.count("consultation-waiting", now.waiting)) }
                @if now.came > 0 { " " (ui.count("consultation-came", now.came)) }
            }
            ul.buttons {
                @if ui.site.account.is_some() { li { a.button href=(ui.href(&links::register(programme, id))) {
                    @if now.open { (ui.t("consultation-register")) } @else { (ui.t("consultation-own")) }
                } } }
            }
        }
        @if shown.leads && !one.plan.is_written() {
            p { a href=(ui.href(&links::people(programme, id))) { (ui.t("consultation-people-title")) } }
        }
    }
}

fn ways(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let one = shown.consultation;
    html! {
        @if !shown.ways.is_empty() {
            ul.buttons {
                @for way in shown.ways {
                    li { a.button.button-plain href=(ui.href(&links::act(&one.programme, &one.id, *way))) { (labels::way(ui, *way)) } }
                }
            }
        }
    }
}

fn cancelled(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    html! {
        @if let Some((moment, reason)) = &shown.papers.cancelled {
            div.notice {
                p { strong { (ui.t("consultation-stands-cancelled")) } " " (when(ui, moment, zone)) }
                @match reason {
                    Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                    None => (hidden_words(ui, moment.entry, REASON)),
                }
            }
        }
    }
}

fn when(ui: &Ui, moment: &Moment, zone: &str) -> Markup {
    html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) }
}

fn twins(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        ul {
            @for twin in shown.twins {
                li { a href=(ui.href(&links::one(&twin.programme, &twin.id))) { (labels::title(ui, twin)) } }
            }
        }
    }
}

fn papers(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    let papers = shown.papers;
    html! {
        section {
            h2 #agenda { (ui.t("consultation-agenda")) }
            @match &papers.agenda {
                Some((moment, facts)) => { (agenda(ui, facts)) p.muted { (when(ui, moment, zone)) } },
                None => p.muted { (ui.t("consultation-no-agenda")) },
            }
        }
        @if let Some((moment, facts)) = &papers.held {
            section {
                h2 #held { (ui.t("consultation-held")) }
                p { (ui.time(&facts.began_at, zone)) " – " (ui.time(&facts.ended_at, zone)) }
                p.muted { (when(ui, moment, zone)) }
            }
        }
        @if papers.held.is_some() {
            section {
                h2 #attendance { (ui.t("consultation-attendance")) }
                @match &papers.attendance {
                    Some((moment, facts, named)) => {
                        (attendance(ui, Some(shown.programme), facts, named.as_ref()))
                        p.muted { (when(ui, moment, zone)) }
                    },
                    None => p.muted { (ui.t("consultation-no-attendance")) },
                }
            }
        }
    }
}

/// What came of it, and what was said in short.
fn came_of_it(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    let (papers, programme) = (shown.papers, &shown.consultation.programme);
    html! {
        @if !papers.outcomes.is_empty() {
            section {
                h2 #outcomes { (ui.t("consultation-outcomes")) }
                ol {
                    @for (moment, facts, text) in &papers.outcomes {
                        li {
                            @match text {
                                Some(text) => p.words.lines { (ui.words(&text.text)) },
                                None => (hidden_words(ui, moment.entry, TEXT)),
                            }
                            p.muted { (ui.t("consultation-points-to")) ": " (points(ui, programme, &facts.points_to)) " · " (when(ui, moment, zone)) }
                        }
                    }
                }
            }
        }
        @if let Some((moment, _, text)) = &papers.summary {
            section {
                h2 #summary { (ui.t("consultation-summary")) }
                @match text {
                    Some(text) => p.words.lines { (ui.words(&text.text)) },
                    None => (hidden_words(ui, moment.entry, TEXT)),
                }
                p.muted { (when(ui, moment, zone)) }
            }
        }
    }
}

/// What an outcome points to, each with its page.
pub fn points(ui: &Ui, programme: &str, points: &[PointsTo]) -> Markup {
    html! {
        @for (place, one) in points.iter().enumerate() {
            @if place > 0 { ", " }
            @let id = one.id().to_owned();
            @let (path, key) = match one {
                PointsTo::Voice(id) => (voices::voice(programme, id), "consultation-voice-number"),
                PointsTo::Need(id) => (needs::need(programme, id), "need-number"),
                PointsTo::Proposal(id) => (proposals::proposal(programme, id), "consultation-proposal-number"),
            };
            a href=(ui.href(&path)) { (ui.tf(key, &[("id", id.into())])) }
        }
    }
}

/// The items of an agenda.
pub fn agenda(ui: &Ui, agenda: &AgendaPublished) -> Markup {
    html! {
        ol {
            @for item in &agenda.items {
                li {
                    span.words { (ui.words(&item.title)) } " · "
                    (ui.count("consultation-minutes", item.minutes.into())) " · "
                    span.words { (ui.words(&item.role)) }
                }
            }
        }
    }
}

/// Who was there.
pub fn attendance(
    ui: &Ui,
    programme: Option<&ProgrammeDetail>,
    facts: &AttendancePublished,
    named: Option<&AttendanceNamed>,
) -> Markup {
    html! {
        p { (ui.count("consultation-there", facts.total.into())) " " (ui.count("consultation-not-named", facts.counted().into())) }
        @if let Some(named) = named {
            ul {
                @for person in &named.people {
                    li {
                        (member_class(ui, person.class)) ": " span.words { (ui.words(&person.post)) }
                        @if let Some(name) = &person.name { ", " (name) }
                    }
                }
            }
        } @else if facts.named > 0 { p.muted { (ui.t("words-hidden")) } }
        @for of in &facts.tables {
            (table(
                ui,
                of.by.name(),
                &labels::counted_by(ui, of.by),
                html! {
                    th scope="col" { (labels::counted_by(ui, of.by)) }
                    th.number scope="col" { (ui.t("consultation-people")) }
                },
                html! {
                    @for (cell, number) in &of.cells {
                        tr { th.key scope="row" { (cell_name(ui, programme, of.by, cell)) } td.number { (ui.number(u64::from(*number))) } }
                    }
                    @if let Some(together) = &of.together {
                        tr {
                            th.key scope="row" {
                                @for (place, cell) in together.cells.iter().enumerate() {
                                    @if place > 0 { ", " }
                                    (cell_name(ui, programme, of.by, cell))
                                }
                                " " (ui.t("consultation-together"))
                            }
                            td.number { (ui.number(u64::from(together.sum))) }
                        }
                    }
                },
            ))
        }
        @if facts.tables.iter().any(|of| of.together.is_some()) {
            p.muted.prose { (ui.tf("consultation-together-why", &[("minimum", ui.number(facts.minimum.into()).into())])) }
        } @else if facts.tables.is_empty() && facts.counted() > 0 {
            p.muted.prose { (ui.t("consultation-tables-none")) }
        }
    }
}

/// What a category is called.
fn cell_name(ui: &Ui, programme: Option<&ProgrammeDetail>, by: CountedBy, cell: &str) -> Markup {
    match (by, programme, cell) {
        (_, _, labels::NOT_STATED) => html! { (ui.t("consultation-not-stated")) },
        (CountedBy::Group, Some(programme), id) => group_name(ui, programme, id),
        (CountedBy::Region, _, code) => html! { (voice_labels::region(ui, code)) },
        (CountedBy::Group | CountedBy::Sector, _, id) => html! { (id) },
    }
}

fn earlier(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    html! {
        @if !shown.papers.earlier.is_empty() {
            details.more {
                summary { (ui.count("consultation-earlier", shown.papers.earlier.len() as u64)) }
                ul { @for moment in &shown.papers.earlier { li { (entry_link(ui, moment.entry)) " – " (ui.time(&moment.at, zone)) } } }
            }
        }
    }
}
