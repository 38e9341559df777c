//! What became of a voice or a proposal, on its page: the answer that stands, why, who decided it, what changed, by when it was due
//! and how that comes about, and everything that was done before and after.

use jiff::civil::Date;
use madang_programme::Role;
use madang_programme::answers::{
    AnswerGiven, AnswerReason, Clock, Disposition, ProgressStep, REASON, Subject,
};
use madang_programme::contents::TEXT;
use madang_words::Text;
use maud::{Markup, html};

use crate::answers::links::Way;
use crate::answers::{labels, links};
use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::hidden::hidden_words;
use crate::frame::parts::{Tone, badge, row};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{AnswerAct, AnswerStep, InstitutionDetail};
use crate::programmes::labels::period;

/// What the section shows.
pub struct Shown<'a> {
    /// What is answered.
    pub subject: &'a Subject,
    /// What the reader may do about it.
    pub ways: &'a [Way],
    /// The programme's identifier.
    pub programme: &'a str,
    /// Its zone.
    pub zone: &'a str,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// What was done, oldest first.
    pub steps: &'a [AnswerStep],
    /// The clocks of it; none of what was taken back.
    pub clocks: &'a [Clock],
    /// The day in the programme's zone.
    pub today: Date,
}

/// The section.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let answers = shown.steps.iter().rev();
    let newest = answers
        .clone()
        .find(|step| matches!(step.what, AnswerAct::Given { .. }));
    let others: Vec<&AnswerStep> = shown
        .steps
        .iter()
        .filter(|step| newest.is_none_or(|newest| newest.entry != step.entry))
        .collect();
    html! {
        h2 id=(links::PLACE) { (ui.t("answer-title")) }
        @match newest {
            Some(step) => @if let AnswerAct::Given { facts, reason } = &step.what {
                (given(ui, shown, step, facts, reason.as_ref()))
            },
            None => (unanswered(ui, shown)),
        }
        @for clock in shown.clocks { (due(ui, clock, shown.today)) }
        (ways(ui, shown))
        @if !others.is_empty() {
            details.more {
                summary { (ui.count("answer-steps", others.len() as u64)) }
                ol.steps-of { @for step in others { li { (other(ui, shown, step)) } } }
            }
        }
    }
}

/// What there is to say where no answer stands.
fn unanswered(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let first = shown.clocks.first();
    let settled = first
        .filter(|clock| clock.settled)
        .and_then(|clock| clock.done);
    html! {
        p.prose {
            @match settled {
                Some((entry, _)) => { (ui.t("answer-by-merging")) " " (entry_link(ui, entry)) }
                None => (ui.t(if first.is_some() { "answer-none-yet" } else { "answer-none-due" })),
            }
        }
    }
}

/// What whoever reads may do about it: each way leads to a form of its own.
fn ways(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        @if !shown.ways.is_empty() {
            ul.buttons {
                @for way in shown.ways {
                    li { a.button.button-plain href=(ui.href(&links::act(shown.programme, shown.subject, *way))) { (labels::way(ui, *way)) } }
                }
            }
        }
    }
}

fn given(
    ui: &Ui,
    shown: &Shown<'_>,
    step: &AnswerStep,
    facts: &AnswerGiven,
    reason: Option<&AnswerReason>,
) -> Markup {
    let progress = shown
        .steps
        .iter()
        .rev()
        .find_map(|later| match &later.what {
            AnswerAct::Progress { step: told, .. } if later.entry > step.entry => Some(told),
            _ => None,
        });
    let planned = shown
        .steps
        .iter()
        .rev()
        .find_map(|later| match &later.what {
            AnswerAct::Progress {
                step: ProgressStep::Delayed { planned_by },
                ..
            } if later.entry > step.entry => Some(planned_by),
            _ => None,
        });
    let before = shown.steps.iter().any(|earlier| {
        earlier.entry < step.entry && matches!(earlier.what, AnswerAct::Given { .. })
    });
    let given = html! {
        (ui.time(&step.at, shown.zone)) " · " (entry_link(ui, step.entry))
        @if before { p.muted { (ui.t("answer-replaces")) } }
    };
    let decision = Decision {
        programme: shown.programme,
        institutions: shown.institutions,
        entry: step.entry,
        facts,
        reason,
        planned: planned.or(facts.planned_by.as_ref()),
        progress,
    };
    decided(ui, &decision, Some(given))
}

/// What was decided, as it is read: also before it is released.
pub struct Decision<'a> {
    /// The programme's identifier.
    pub programme: &'a str,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// Its entry; of one that is not released yet, none that there is.
    pub entry: u64,
    /// The answer.
    pub facts: &'a AnswerGiven,
    /// Why; `None` where that is hidden.
    pub reason: Option<&'a AnswerReason>,
    /// By which day it is planned now.
    pub planned: Option<&'a String>,
    /// How it stands with it.
    pub progress: Option<&'a ProgressStep>,
}

/// What was decided; `given` says when, where it was.
pub fn decided(ui: &Ui, decision: &Decision<'_>, given: Option<Markup>) -> Markup {
    let (facts, reason) = (decision.facts, decision.reason);
    html! {
        p.badges {
            (badge(if facts.disposition.is_adopted() { Tone::Good } else { Tone::Plain }, &labels::disposition(ui, facts.disposition.kind())))
            @if let Some(told) = decision.progress { (badge(Tone::Active, &labels::step(ui, told))) }
        }
        @match reason {
            Some(reason) => p.lead.words.lines { (ui.words(&reason.reason)) },
            None => (hidden_words(ui, decision.entry, REASON)),
        }
        dl.facts {
            (row(ui, &ui.t("answer-post"), Some(html! {
                (institution(ui, decision.institutions, &facts.decider))
                @if let Some(reason) = reason { " · " span.words { (ui.words(&reason.post)) } }
            })))
            (belongs(ui, decision, &facts.disposition))
            @if let Some(day) = decision.planned {
                (row(ui, &ui.t("answer-planned"), Some(html! { (partial_date(ui.lang, day)) })))
            }
            (row(ui, &ui.t("answer-changed"), Some(changed(ui, facts, reason))))
            @if let Some(given) = given { (row(ui, &ui.t("answer-given-on"), Some(given))) }
        }
    }
}

/// What belongs to a disposition, as rows of facts.
fn belongs(ui: &Ui, shown: &Decision<'_>, disposition: &Disposition) -> Markup {
    match disposition {
        Disposition::Adopted | Disposition::AdoptedInPart => html! {},
        Disposition::Merged { into } => row(
            ui,
            &ui.t("answer-into"),
            Some(labels::subject(ui, shown.programme, into)),
        ),
        Disposition::NotAdopted(criteria) => {
            let each = criteria.each();
            row(
                ui,
                &ui.t("answer-criteria"),
                Some(html! {
                    ul {
                        @for (criterion, met) in each {
                            li { (labels::criterion(ui, criterion)) ": " (ui.t(if met { "answer-criterion-met" } else { "answer-criterion-not-met" })) }
                        }
                    }
                }),
            )
        }
        Disposition::OutOfScope { whose } => row(
            ui,
            &ui.t("answer-whose"),
            Some(institution(ui, shown.institutions, whose)),
        ),
        Disposition::AlreadyExists { reference } => row(
            ui,
            &ui.t("answer-exists-at"),
            Some(labels::pointer(ui, reference)),
        ),
    }
}

fn changed(ui: &Ui, facts: &AnswerGiven, reason: Option<&AnswerReason>) -> Markup {
    let words = reason.and_then(|reason| reason.changed.as_ref());
    if words.is_none() && facts.changed.is_empty() {
        return html! { (ui.t("answer-changed-nothing")) };
    }
    html! {
        @if let Some(words) = words { p.words { (ui.words(words)) } }
        @if !facts.changed.is_empty() {
            ul {
                @for thing in &facts.changed {
                    li { (labels::changed(ui, thing.what)) ": " (labels::pointer(ui, &thing.reference)) }
                }
            }
        }
    }
}

/// By when an answer was or is due, and how that comes about.
fn due(ui: &Ui, clock: &Clock, today: Date) -> Markup {
    let sum = &clock.sum;
    let day = |day: Date| partial_date(ui.lang, &day.to_string());
    let late = sum.late(clock.done.map_or(today, |(_, day)| day));
    let stands = match (clock.done, late) {
        (Some((_, on)), 0) => ui.tf("answer-in-time", &[("day", day(on).into())]),
        (Some((_, on)), late) => {
            let late = ui.count("answer-was-late", late.into());
            ui.tf(
                "answer-was-late-on",
                &[("day", day(on).into()), ("late", late.into())],
            )
        }
        (None, 0) => ui.t("answer-time-left"),
        (None, late) => ui.count("answer-overdue", late.into()),
    };
    let named = [
        ("from", day(sum.from).into()),
        ("period", period(ui, sum.period).into()),
        ("end", day(sum.end).into()),
    ];
    let title = if clock.again {
        "answer-due-again"
    } else {
        "answer-due"
    };
    html! {
        dl.facts {
            (row(ui, &ui.t(title), Some(html! {
                p { strong { (day(sum.due)) } " — " (stands) }
                p.muted {
                    (ui.tf("answer-sum", &named))
                    @if sum.paused > 0 { " " (ui.tf("answer-sum-paused", &[("days", ui.number(sum.paused.into()).into()), ("then", day(sum.then).into())])) }
                    @if sum.due != sum.then { " " (ui.tf("answer-sum-moved", &[("due", day(sum.due).into())])) }
                    " " (entry_link(ui, clock.begun))
                }
            })))
        }
    }
}

fn words(ui: &Ui, (entry, name): (u64, &str), text: Option<&Text>) -> Markup {
    match text {
        Some(text) => html! { p.words.lines { (ui.words(text)) } },
        None => hidden_words(ui, entry, name),
    }
}

/// A step besides the answer that stands.
fn other(ui: &Ui, shown: &Shown<'_>, step: &AnswerStep) -> Markup {
    let (name, said) = match &step.what {
        AnswerAct::Given { facts, reason } => {
            let was = labels::disposition(ui, facts.disposition.kind());
            let name = ui.tf("answer-before", &[("disposition", was.into())]);
            (
                name,
                words(
                    ui,
                    (step.entry, REASON),
                    reason.as_ref().map(|reason| &reason.reason),
                ),
            )
        }
        AnswerAct::Progress { step: told, text } => (
            labels::step(ui, told),
            html! {
                (words(ui, (step.entry, TEXT), text.as_ref().map(|text| &text.text)))
                @match told {
                    ProgressStep::Delayed { planned_by } => p { (ui.t("answer-planned")) ": " (partial_date(ui.lang, planned_by)) },
                    ProgressStep::Done { evidence } => ul { @for pointer in evidence { li { (labels::pointer(ui, pointer)) } } },
                    ProgressStep::Started | ProgressStep::Dropped => {},
                }
            },
        ),
        AnswerAct::ReexaminationAsked { reason } => (
            ui.t("answer-reexamination-asked"),
            html! {
                (words(ui, (step.entry, REASON), reason.as_ref().map(|reason| &reason.reason)))
                // There is one: whoever uses it up in the name of another is named with that.
                @if !by_participant(&step.actor) { p.notice { (ui.t("answer-reexamination-for")) } }
            },
        ),
        AnswerAct::ExpertiseAsked { until } => (
            ui.t("answer-expertise-asked"),
            html! { p { (ui.tf("answer-expertise-until", &[("day", partial_date(ui.lang, until).into())])) } },
        ),
    };
    html! {
        p { strong { (name) } " · " (ui.time(&step.at, shown.zone)) " · " (entry_link(ui, step.entry)) }
        (said)
        p.muted { (actor(ui, &step.actor)) }
    }
}

/// Whether whoever did something is the one who said it, and nobody in their name.
fn by_participant(actor: &str) -> bool {
    let role = actor.split_once('/').map(|(role, _)| role);
    role == Some(Role::Participant.name())
}
