//! Where officials see to the votes of a programme: how far each is, and what can be done with it.

use madang_programme::State;
use madang_programme::votes::VotePhase;
use maud::{Markup, html};

use crate::frame::entries::receipts;
use crate::frame::form::error_summary;
use crate::frame::layout::Page;
use crate::frame::parts::table;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::programmes::labels::{below, plain_title};
use crate::programmes::links::{set, set_up};
use crate::votes::labels::{Announced, planned_time, vote_name};
use crate::votes::links::{self, Act};

/// How far a vote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Announced, and its time is to come.
    ToCome,
    /// Announced, and its time is now.
    Now,
    /// Announced, and its time went by.
    Missed,
    /// Its announcement was taken back.
    TakenBack,
    /// Open.
    Open,
    /// Closed, its ballots under seal.
    Closed,
    /// Its ballots are open.
    Opened,
    /// Its selection is published.
    Selected,
    /// Called off.
    Cancelled,
}

impl Stage {
    /// How far a vote is at a time; `None` for one that nobody announced or opened.
    pub fn of(state: &State, programme: &str, vote: &str, now: &str) -> Option<Stage> {
        if let Ok(vote) = state.vote(programme, vote) {
            return Some(match vote.phase {
                VotePhase::Open => Stage::Open,
                VotePhase::Closed { .. } => Stage::Closed,
                VotePhase::Opened { .. } => Stage::Opened,
                VotePhase::Selected { .. } => Stage::Selected,
                VotePhase::Cancelled { .. } => Stage::Cancelled,
            });
        }
        let schedule = state.schedule(programme, vote)?;
        Some(match now {
            now if now < schedule.opens_at.as_str() => Stage::ToCome,
            now if now < schedule.closes_at.as_str() => Stage::Now,
            _ => Stage::Missed,
        })
    }

    /// What can be done with it then.
    pub fn acts(self) -> &'static [Act] {
        match self {
            Stage::ToCome | Stage::Missed => &[Act::Change, Act::TakeBack],
            Stage::Now => &[Act::Open, Act::Change, Act::TakeBack],
            Stage::Open => &[Act::Close, Act::Cancel],
            Stage::Closed => &[Act::Ballots, Act::Cancel],
            Stage::Opened => &[Act::Select, Act::Cancel],
            Stage::Selected => &[Act::Select],
            Stage::TakenBack | Stage::Cancelled => &[],
        }
    }

    fn key(self) -> &'static str {
        match self {
            Stage::ToCome => "vote-to-come",
            Stage::Now => "vote-set-now",
            Stage::Missed => "vote-never-opened",
            Stage::TakenBack => "vote-set-taken-back",
            Stage::Open => "vote-still-open",
            Stage::Closed => "vote-set-closed",
            Stage::Opened => "vote-set-opened",
            Stage::Selected => "vote-published",
            Stage::Cancelled => "vote-cancelled",
        }
    }
}

/// What an act is called with a vote that is so far.
pub fn act_name(ui: &Ui, act: Act, stage: Stage) -> String {
    match (act, stage) {
        (Act::Change, _) => ui.t("vote-set-change"),
        (Act::TakeBack, _) => ui.t("vote-set-take-back"),
        (Act::Open, _) => ui.t("vote-set-open"),
        (Act::Close, _) => ui.t("vote-set-close"),
        (Act::Ballots, _) => ui.t("vote-set-ballots"),
        (Act::Select, Stage::Selected) => ui.t("vote-set-again"),
        (Act::Select, _) => ui.t("vote-set-select"),
        (Act::Cancel, _) => ui.t("vote-set-cancel"),
    }
}

/// What is done for those who vote: before it opens their roll is closed, while it is open they are helped, and what they wrote on paper
/// is brought in.
fn of_voters(programme: &str, vote: &str, stage: Stage) -> Vec<(String, &'static str)> {
    match stage {
        Stage::ToCome | Stage::Now => vec![(links::roll(programme, vote), "voting-roll-close")],
        Stage::Open => vec![
            (links::assist(programme, vote), "voting-assist-title"),
            (links::papers(programme, vote), "voting-paper-title"),
        ],
        Stage::Missed
        | Stage::TakenBack
        | Stage::Closed
        | Stage::Opened
        | Stage::Selected
        | Stage::Cancelled => vec![],
    }
}

/// The ways to what can be done with a vote.
pub fn ways(ui: &Ui, programme: &str, vote: &str, stage: Stage) -> Markup {
    html! {
        @if !stage.acts().is_empty() {
            ul.buttons {
                @for act in stage.acts() {
                    li { a.button.button-plain href=(ui.href(&links::act(programme, vote, *act))) { (act_name(ui, *act, stage)) } }
                }
                @for (address, key) in of_voters(programme, vote, stage) {
                    li { a.button.button-plain href=(ui.href(&address)) { (ui.t(key)) } }
                }
            }
        }
    }
}

/// The votes of a programme.
pub struct Office<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What was announced of its votes.
    pub announced: &'a Announced,
    /// Every vote that is announced or opened, and how far it is.
    pub votes: &'a [(String, Stage)],
    /// What was recorded just now.
    pub done: Option<u64>,
}

/// The page.
pub fn view(ui: &Ui, office: &Office<'_>) -> Page {
    let facts = &office.programme.summary.facts;
    let title = ui.t("vote-set-title");
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, &office.programme.summary)) } }
        @if let Some(entry) = office.done { (receipts(ui, &ui.t("form-recorded"), &[entry])) }
        p.lead { (ui.t("vote-set-lead")) }
        @if office.programme.rules.is_empty() {
            p.notice { (ui.t("vote-set-rule-first")) " " a href=(ui.href(&set_up(&facts.id, "rule"))) { (ui.t("programme-set-step-rule")) } }
        }
        ul.buttons {
            li { a.button href=(ui.href(&links::announce(&facts.id))) { (ui.t("vote-set-announce")) } }
            li { a.button.button-plain href=(ui.href(&links::open(&facts.id))) { (ui.t("vote-set-open-new")) } }
        }
        @if !office.votes.is_empty() { (votes(ui, office)) }
        p.prose { (ui.t("vote-set-ballots-come")) }
        p { a href=(ui.href(&set(&facts.id))) { (ui.t("programme-set-back")) } }
    };
    below(ui, office.programme, &title, "vote-set-lead", content)
}

fn votes(ui: &Ui, office: &Office<'_>) -> Markup {
    let facts = &office.programme.summary.facts;
    let plan = |vote: &str| office.announced.get(vote);
    table(
        ui,
        "votes",
        &ui.t("vote-set-caption"),
        html! {
            th scope="col" { (ui.t("vote")) }
            th scope="col" { (ui.t("vote-set-stage")) }
            th scope="col" { (ui.t("vote-set-next")) }
        },
        html! {
            @for (vote, stage) in office.votes {
                tr {
                    th.key.words scope="row" { (vote_name(ui, office.announced, vote)) }
                    td {
                        (ui.t(stage.key()))
                        @if let Some(plan) = plan(vote) {
                            br; span.muted { (planned_time(ui, &plan.facts.opens_at, &facts.zone)) " – " (planned_time(ui, &plan.facts.closes_at, &facts.zone)) }
                        }
                    }
                    td { (ways(ui, &facts.id, vote, *stage)) }
                }
            }
        },
    )
}

/// The page of one form: what is wrong with it, its title, what it means, and the form.
pub struct Form<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What is done.
    pub title: String,
    /// With which vote, where there is one already.
    pub of: Option<Markup>,
    /// What that means, by its message.
    pub lead: &'static str,
    /// What is wrong.
    pub errors: &'a [FieldError],
    /// What is shown before, and the form.
    pub content: Markup,
}

/// The page of a form.
pub fn form(ui: &Ui, form: Form<'_>) -> Page {
    let id = &form.programme.summary.facts.id;
    let content = html! {
        (error_summary(ui, form.errors))
        h1 { (form.title) @if let Some(of) = &form.of { " " span.of { (of) } } }
        p.lead { (ui.t(form.lead)) }
        (form.content)
        p { a href=(ui.href(&links::office(id))) { (ui.t("vote-set-back")) } }
    };
    below(ui, form.programme, &form.title, "vote-set-lead", content)
}
