//! What the reviewer of commitment KR0018 asked for in 2016 and did not find, each with how it stands in a programme now and the entries
//! that show it.

use std::collections::{BTreeMap, BTreeSet};

use madang_programme::finding::{Check, Duty, Finding};
use madang_programme::programmes::Moment;
use madang_programme::proposals::Standing;
use madang_programme::votes::VotePhase;
use madang_programme::{Place, State};
use maud::{Markup, html};

use crate::answers::links as answers;
use crate::commitments::links as commitments;
use crate::consultations::links as consultations;
use crate::frame::entries::entry_link;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, row};
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::openness::links::of_programme;
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::services::links as services;
use crate::votes::links as votes;

/// Entries that are named of a complaint.
const SHOWN: usize = 5;

/// Something that the reviewer asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Agendas of meetings.
    Agendas,
    /// Who was there.
    Participants,
    /// Minutes.
    Minutes,
    /// What came of them.
    Outcomes,
    /// What was said, in short.
    Summaries,
    /// Recordings and papers.
    Recordings,
    /// What became of what people said.
    Traced,
    /// What a survey of people found.
    Survey,
    /// Who decided.
    Deciders,
    /// What of it is online.
    Online,
}

impl Asked {
    /// Every one.
    pub const ALL: [Asked; 10] = [
        Asked::Agendas,
        Asked::Participants,
        Asked::Minutes,
        Asked::Outcomes,
        Asked::Summaries,
        Asked::Recordings,
        Asked::Traced,
        Asked::Survey,
        Asked::Deciders,
        Asked::Online,
    ];

    /// The kind of entry that shows it, where neither the checks nor the state name the entries.
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Asked::Minutes => Some("minutes.approved"),
            Asked::Recordings => Some("material.published"),
            Asked::Traced => Some("answer.given"),
            Asked::Agendas
            | Asked::Participants
            | Asked::Outcomes
            | Asked::Summaries
            | Asked::Survey
            | Asked::Deciders
            | Asked::Online => None,
        }
    }
}

/// How something stands: how many of how many, and the entries that show it, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// How many there are.
    pub done: u64,
    /// Of how many.
    pub of: u64,
    /// The entries.
    pub entries: Vec<u64>,
}

/// How each stands.
pub type Figures = BTreeMap<Asked, Figure>;

/// How each stands that the state and the checks tell. `found` is what the checks find in the programme.
pub fn figures(state: &State, programme: &str, found: &[Finding], now: &str) -> Figures {
    let mut met = BTreeSet::new();
    let mut ended = BTreeSet::new();
    for (id, known) in state.consultations(programme) {
        if known.cancelled.is_none() && known.ended(now).is_some() {
            let subject = Place::consultation(programme, id);
            if !known.plan.is_written() {
                met.insert(subject.clone());
            }
            ended.insert(subject);
        }
    }
    let mut all = Figures::new();
    for (asked, check, duty, of) in [
        (Asked::Agendas, Check::C09, Some(Duty::Agenda), &met),
        (
            Asked::Participants,
            Check::C09,
            Some(Duty::Attendance),
            &met,
        ),
        (Asked::Outcomes, Check::C09, Some(Duty::Outcomes), &ended),
        (Asked::Summaries, Check::C12, None, &ended),
    ] {
        let own = found.iter().filter(|one| {
            one.check == check
                && one.duty == duty
                && one.done.is_some()
                && of.contains(&one.subject)
        });
        let mut entries: Vec<u64> = own
            .filter_map(|one| one.entries.iter().max())
            .copied()
            .collect();
        entries.sort_unstable_by(|one, other| other.cmp(one));
        let figure = Figure {
            done: entries.len() as u64,
            of: of.len() as u64,
            entries,
        };
        all.insert(asked, figure);
    }
    for asked in [Asked::Minutes, Asked::Recordings] {
        let of = met.len() as u64;
        all.insert(
            asked,
            Figure {
                of,
                ..Figure::default()
            },
        );
    }
    all.insert(Asked::Traced, traced(state, programme, now));
    all.insert(Asked::Survey, voted(state, programme));
    all.insert(Asked::Deciders, deciders(state, programme));
    all.insert(Asked::Online, online(state, programme));
    all
}

/// How much of what was said is answered.
fn traced(state: &State, programme: &str, now: &str) -> Figure {
    let known = state.programme(programme);
    let moment = known.and_then(|known| Moment::at(programme, known, now));
    let figures = moment.map(|moment| state.answer_figures(&moment));
    let (done, of) = figures.map_or((0, 0), |of| (of.all.answered, of.all.all));
    Figure {
        done,
        of,
        entries: Vec::new(),
    }
}

/// How many ballots were cast, in how many votes.
fn voted(state: &State, programme: &str) -> Figure {
    let votes = state.votes(programme);
    let votes = votes.filter(|(_, vote)| !matches!(vote.phase, VotePhase::Cancelled { .. }));
    let votes: Vec<(u64, u64)> = votes.map(|(_, vote)| (vote.entry, vote.cast)).collect();
    Figure {
        done: votes.iter().map(|(_, cast)| cast).sum(),
        of: votes.len() as u64,
        entries: votes.iter().map(|(entry, _)| *entry).collect(),
    }
}

/// How many sit on how many bodies.
fn deciders(state: &State, programme: &str) -> Figure {
    let bodies = state.bodies(programme).ok();
    let bodies: Vec<_> = bodies.into_iter().flatten().map(|(_, body)| body).collect();
    Figure {
        done: bodies.iter().map(|body| body.members.len() as u64).sum(),
        of: bodies.len() as u64,
        entries: bodies.iter().map(|body| body.entry).collect(),
    }
}

/// How many proposals are selected, and how many of them are developed.
fn online(state: &State, programme: &str) -> Figure {
    let proposals = state.proposals(programme).into_iter().flatten();
    let selected = proposals.filter(|(_, one)| matches!(one.standing, Standing::Selected(_)));
    let selections = state
        .votes(programme)
        .filter_map(|(_, vote)| match vote.phase {
            VotePhase::Selected { entry, .. } => Some(entry),
            VotePhase::Open
            | VotePhase::Closed { .. }
            | VotePhase::Opened { .. }
            | VotePhase::Cancelled { .. } => None,
        });
    let mut entries: Vec<u64> = selections.collect();
    entries.sort_unstable_by(|one, other| other.cmp(one));
    Figure {
        done: selected.count() as u64,
        of: state.services(programme).count() as u64,
        entries,
    }
}

/// The page.
pub fn view(ui: &Ui, programme: &ProgrammeDetail, figures: &Figures, now: &str) -> Page {
    let summary = &programme.summary;
    let title = ui.t("reviewed-title");
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        p.lead { (ui.t("reviewed-lead")) }
        p { (ui.t("openness-at")) " " (ui.time(now, &summary.facts.zone)) }
        @if let Some(commitment) = &summary.facts.commitment {
            p { a href=(ui.href(&commitments::commitment(commitment))) { (ui.t("reviewed-source")) } }
        }
        @for asked in Asked::ALL {
            @if let Some(figure) = figures.get(&asked) { (one(ui, programme, asked, figure)) }
        }
        p { a href=(ui.href(&of_programme(&summary.facts.id))) { (ui.t("openness-title")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title, plain_title(ui, summary)]),
        description: ui.t("reviewed-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// What something is called, how it stood, and how it stands in words.
fn keys(asked: Asked) -> [&'static str; 3] {
    match asked {
        Asked::Agendas => [
            "reviewed-agendas",
            "reviewed-agendas-then",
            "reviewed-meetings",
        ],
        Asked::Participants => [
            "reviewed-participants",
            "reviewed-participants-then",
            "reviewed-meetings",
        ],
        Asked::Minutes => [
            "reviewed-minutes",
            "reviewed-minutes-then",
            "reviewed-meetings",
        ],
        Asked::Outcomes => [
            "reviewed-outcomes",
            "reviewed-outcomes-then",
            "reviewed-consultations",
        ],
        Asked::Summaries => [
            "reviewed-summaries",
            "reviewed-summaries-then",
            "reviewed-consultations",
        ],
        Asked::Recordings => [
            "reviewed-recordings",
            "reviewed-recordings-then",
            "reviewed-recordings-now",
        ],
        Asked::Traced => [
            "reviewed-traced",
            "reviewed-traced-then",
            "reviewed-traced-now",
        ],
        Asked::Survey => [
            "reviewed-survey",
            "reviewed-survey-then",
            "reviewed-survey-now",
        ],
        Asked::Deciders => [
            "reviewed-deciders",
            "reviewed-deciders-then",
            "reviewed-deciders-now",
        ],
        Asked::Online => [
            "reviewed-online",
            "reviewed-online-then",
            "reviewed-online-now",
        ],
    }
}

/// Where more of it is.
fn page_of(asked: Asked, programme: &str) -> String {
    match asked {
        Asked::Agendas
        | Asked::Participants
        | Asked::Minutes
        | Asked::Outcomes
        | Asked::Summaries
        | Asked::Recordings => consultations::list(programme),
        Asked::Traced => answers::list(programme),
        Asked::Survey => votes::selection(programme),
        Asked::Deciders => votes::participation(programme),
        Asked::Online => services::list(programme),
    }
}

fn one(ui: &Ui, programme: &ProgrammeDetail, asked: Asked, figure: &Figure) -> Markup {
    let facts = &programme.summary.facts;
    let [name, then, now] = keys(asked);
    let number = |number: u64| ui.number(number).into();
    let target = u64::from(facts.target.unwrap_or_default());
    let named = [
        ("done", number(figure.done)),
        ("of", number(figure.of)),
        ("target", number(target)),
    ];
    let entries = figure.entries.iter().take(SHOWN);
    let more = figure.entries.len().saturating_sub(SHOWN);
    html! {
        section {
            h2 id=(name) { (ui.t(name)) }
            dl.facts {
                (row(ui, &ui.t("reviewed-then"), Some(html! { (ui.t(then)) })))
                (row(ui, &ui.t("reviewed-now"), Some(html! { strong { (ui.tf(now, &named)) } })))
                (row(ui, &ui.t("reviewed-entries"), Some(html! {
                    @if figure.entries.is_empty() { (ui.t("reviewed-no-entries")) }
                    @for (place, entry) in entries.enumerate() { @if place > 0 { " · " } (entry_link(ui, *entry)) }
                    @if more > 0 { " · " (ui.count("openness-more", more as u64)) }
                    " · " a href=(ui.href(&page_of(asked, &facts.id))) { (ui.t("reviewed-more")) span.sr-only { ": " (ui.t(name)) } }
                })))
            }
        }
    }
}
