//! One design: how far it is, what came of each phase and what that rests on, who worked in it, and how it was decided to go on.

use madang_programme::answers::Pointer;
use madang_programme::design::DesignPhase;
use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::design::links::{self, Way};
use crate::design::{chart, labels};
use crate::following::links::follow;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::format::partial_date;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, row};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    DesignDetail, DesignOutput, DesignRound, DesignSession, DesignStanding, InstitutionDetail,
    Moment, ProgrammeDetail,
};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::services::labels::{cited, shown_by};

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The design.
    pub design: &'a DesignDetail,
    /// The proposal that it is about, as a link.
    pub proposal: Option<Markup>,
    /// The phases that were begun.
    pub rounds: &'a [DesignRound],
    /// What the phase that is open still needs before the design goes on.
    pub lacks: &'a [String],
    /// The day in the programme's zone.
    pub today: &'a str,
    /// What whoever reads can do with it.
    pub ways: &'a [Way],
    /// What was recorded just now.
    pub done: &'a [u64],
    /// What the checks find about it now.
    pub openness: Markup,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (summary, one) = (&shown.programme.summary, shown.design);
    let zone = &summary.facts.zone;
    let description = one.text.as_ref().and_then(|text| text.description.as_ref());
    let content = html! {
        h1 { (labels::title(ui, one)) " " span.of.words { (plain_title(ui, summary)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        @if summary.facts.example { (example_notice(ui)) }
        (labels::badges(ui, one))
        (chart::progress(ui, one))
        (lacking(ui, shown))
        @if !shown.ways.is_empty() {
            ul.buttons {
                @for way in shown.ways {
                    li { a.button.button-plain href=(ui.href(&links::act(&one.programme, &one.id, *way))) { (labels::way(ui, *way)) } }
                }
            }
        }
        @if one.text.is_none() { p.muted { (ui.t("words-hidden")) } }
        @if let Some(description) = description { p.words.lines { (ui.words(description)) } }
        dl.facts {
            (row(ui, &ui.t("design-body"), Some(body(ui, shown))))
            (row(ui, &ui.t("design-lead"), Some(institution(ui, shown.institutions, &one.lead))))
            (row(ui, &ui.t("design-process"), Some(html! { (labels::process(ui, one.process)) })))
            @if let Some(proposal) = &shown.proposal { (row(ui, &ui.t("design-proposal"), Some(html! { (proposal) }))) }
            (row(ui, &ui.t("design-fixed"), Some(html! { (ui.time(&one.at, zone)) " · " (entry_link(ui, one.entry)) })))
        }
        @if !shown.rounds.is_empty() {
            h2 #time { (ui.t("design-took")) }
            (chart::took(ui, shown.rounds, (zone, shown.today)))
        }
        h2 #phases { (ui.t("design-phases")) }
        @if shown.rounds.is_empty() { p.muted { (ui.t("design-no-phases")) } }
        @for (place, round) in shown.rounds.iter().enumerate() { (phase(ui, shown, (place, round))) }
        (shown.openness)
        (follow(ui, &SubjectKind::Design.of(&one.programme, &one.id)))
    };
    let mut above = crumbs(ui, summary);
    let list = links::list(&summary.facts.id);
    above.push((list, html! { (ui.t("designs-title")) }));
    above.push(here(labels::title(ui, one)));
    Page {
        title: title_of(&[labels::plain_title(ui, one), plain_title(ui, summary)]),
        description: description.map_or_else(|| ui.t("designs-lead"), |text| ui.plain(text)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The task force, by its name.
fn body(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let mut bodies = shown.programme.bodies.iter();
    let known = bodies.find(|body| body.facts.id == shown.design.body);
    html! {
        @match known {
            Some(body) => span.words { (ui.words(&body.facts.name)) },
            None => (shown.design.body),
        }
    }
}

/// What still has to come before the design goes on.
fn lacking(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        @if shown.design.standing == DesignStanding::Open {
            @if shown.lacks.is_empty() { p { (ui.t("design-lacks-nothing")) } }
            @else {
                p { (ui.t("design-lacks")) }
                ul { @for one in shown.lacks { li { (one) } } }
            }
        }
    }
}

fn when(ui: &Ui, moment: &Moment, zone: &str) -> Markup {
    html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) }
}

/// The name of a phase on the page; where it was begun again, by which time that was.
fn phase_name(ui: &Ui, rounds: &[DesignRound], place: usize, of: DesignPhase) -> String {
    let name = labels::phase(ui, of);
    let before = rounds[..place].iter().filter(|round| round.phase == of);
    match before.count() as u64 {
        0 => name,
        before => ui.tf(
            "design-phase-again",
            &[
                ("phase", name.into()),
                ("number", ui.number(before + 1).into()),
            ],
        ),
    }
}

/// What happened in a phase.
fn phase(ui: &Ui, shown: &Shown<'_>, (place, round): (usize, &DesignRound)) -> Markup {
    let zone = &shown.programme.summary.facts.zone;
    let programme = &shown.design.programme;
    html! {
        section {
            h3 id={ "phase-" (place + 1) } { (phase_name(ui, shown.rounds, place, round.phase)) }
            p.muted { (ui.t("design-phase-from")) " " (when(ui, &round.started, zone)) }
            @if round.outputs.is_empty() { p.muted { (ui.t("design-no-outputs")) } }
            @else { ul { @for one in &round.outputs { li { (output(ui, (programme, zone), one)) } } } }
            @if round.sessions.is_empty() { p.muted { (ui.t("design-no-sessions")) } }
            @else {
                h4 { (ui.t("design-sessions")) }
                ul { @for one in &round.sessions { li { (session(ui, zone, one)) } } }
            }
            @if let Some(end) = &round.closed {
                div.notice {
                    p { strong { (labels::closed(ui, end.verdict, end.back_to)) } " " (when(ui, &end.moment, zone)) }
                    @match &end.reason {
                        Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                        None => p.muted { (ui.t("words-hidden")) },
                    }
                }
            }
        }
    }
}

fn output(ui: &Ui, (programme, zone): (&str, &str), one: &DesignOutput) -> Markup {
    let shown: &[Pointer] = std::slice::from_ref(&one.shown_by);
    let description = one.text.as_ref().and_then(|text| text.description.as_ref());
    html! {
        strong { (labels::output_kind(ui, one.kind)) } ": "
        @match &one.text {
            Some(text) => span.words { (ui.words(&text.title)) },
            None => span.muted { (ui.t("words-hidden")) },
        }
        " · " (shown_by(ui, shown))
        @if let Some(description) = description { p.words.lines { (ui.words(description)) } }
        @if let Some(people) = one.people { p { (ui.count("design-tried-with", people.into())) } }
        @if !one.figures.is_empty() { (labels::figures(ui, &one.figures)) }
        p.muted {
            @if one.cites.is_empty() { (ui.t("design-cites-nothing")) }
            @else { (ui.t("design-rests-on")) " " (cited(ui, programme, &one.cites)) }
            " · " (when(ui, &one.moment, zone))
        }
    }
}

fn session(ui: &Ui, zone: &str, one: &DesignSession) -> Markup {
    html! {
        strong { (partial_date(ui.lang, &one.day)) } " · " (labels::present(ui, &one.present))
        @match &one.text {
            Some(text) => p.words.lines { (ui.words(&text.text)) },
            None => p.muted { (ui.t("words-hidden")) },
        }
        p.muted { (when(ui, &one.moment, zone)) }
    }
}
