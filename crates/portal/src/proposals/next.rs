//! What can still come of a proposal: the next vote, the next call, and whom to ask.

use maud::{Markup, html};

use crate::about::links::ABOUT;
use crate::frame::contact;
use crate::frame::format::partial_date;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalState};
use crate::proposals::links;
use crate::proposals::read::{Taking, UnderWay};
use crate::votes::labels::{Announced, planned_time};

/// What comes next of a proposal that stands so.
pub fn section(
    ui: &Ui,
    programme: &ProgrammeDetail,
    state: ProposalState,
    announced: &Announced,
    taking: &Taking,
) -> Markup {
    let words = match state {
        ProposalState::Submitted => ui.t("proposal-next-submitted"),
        ProposalState::Candidate => ui.t("proposal-next-candidate"),
        ProposalState::Selected => ui.t("proposal-next-selected"),
        ProposalState::NotSelected => ui.t("proposal-next-not-selected"),
        ProposalState::Withdrawn => ui.t("proposal-next-withdrawn"),
        ProposalState::Merged | ProposalState::Split => ui.t("proposal-next-goes-on"),
    };
    let waits = matches!(state, ProposalState::Submitted | ProposalState::NotSelected);
    let anew = matches!(state, ProposalState::NotSelected | ProposalState::Withdrawn);
    html! {
        h2 #next { (ui.t("proposal-next")) }
        p.prose { (words) }
        @if waits { (votes(ui, programme, announced, Some(&ui.t("proposal-next-no-vote")))) }
        @if anew { (calls(ui, programme, taking)) }
        (whom_to_ask(ui))
    }
}

/// The votes that are announced and still to come; `none` is said where there are none.
pub fn votes(
    ui: &Ui,
    programme: &ProgrammeDetail,
    announced: &Announced,
    none: Option<&str>,
) -> Markup {
    let zone = &programme.summary.facts.zone;
    let known = |id: &str| programme.votes.iter().any(|vote| vote.facts.id == id);
    let to_come = announced.values().filter(|vote| !known(&vote.facts.vote));
    let to_come: Vec<_> = to_come.filter(|vote| !vote.over).collect();
    html! {
        @for vote in &to_come {
            p { span.words { (ui.words(&vote.facts.title)) } ": " (planned_time(ui, &vote.facts.opens_at, zone)) " – " (planned_time(ui, &vote.facts.closes_at, zone)) }
        }
        @if let (true, Some(none)) = (to_come.is_empty(), none) { p.prose { (none) } }
    }
}

/// When a new proposal can be handed in.
pub fn calls(ui: &Ui, programme: &ProgrammeDetail, taking: &Taking) -> Markup {
    let day = |day: &str| partial_date(ui.lang, day);
    let (words, now) = match taking {
        Taking::Always => (ui.t("proposal-next-always"), true),
        Taking::Now(call) => {
            let to = [("to", day(&call.to).into())];
            (ui.tf("proposal-next-call-now", &to), true)
        }
        Taking::Later(call) => {
            let days = [
                ("from", day(&call.from).into()),
                ("to", day(&call.to).into()),
            ];
            (ui.tf("proposal-next-call-later", &days), false)
        }
        Taking::Over(call) => {
            let to = [("to", day(&call.to).into())];
            (ui.tf("proposal-next-call-over", &to), false)
        }
    };
    html! {
        p.prose {
            (words)
            @if now && ui.site.account.is_some() {
                " " a href=(ui.href(&links::hand_in(&programme.summary.facts.id, None))) rel="nofollow" { (ui.t("proposal-form-title")) }
            }
        }
    }
}

/// What goes on in a programme, in a line; nothing where nothing does.
pub fn under_way(ui: &Ui, zone: &str, what: &UnderWay) -> Markup {
    let takes = what.takes_until.as_ref().map(|to| {
        let to = [("to", partial_date(ui.lang, to).into())];
        html! { (ui.tf("proposal-now-call", &to)) }
    });
    let opens = what
        .vote_opens
        .as_ref()
        .map(|at| html! { (ui.t("proposal-now-vote")) " " (ui.time(at, zone)) });
    html! {
        @if takes.is_some() || opens.is_some() {
            p.now {
                strong { (ui.t("proposal-now")) } " "
                @if let Some(takes) = &takes { (takes) } " "
                @if let Some(opens) = &opens { (opens) }
            }
        }
    }
}

/// Whom to ask.
pub fn whom_to_ask(ui: &Ui) -> Markup {
    html! {
        @match contact::ways(ui) {
            Some(ways) => div.asked {
                p { (ui.t("proposal-next-ask")) " " a href=(ui.href(ABOUT)) { (ui.t("about-title")) } }
                (ways)
            },
            // Nobody is led to a page that says that there is nothing.
            None => p.muted { (ui.t("proposal-next-nobody")) },
        }
    }
}
