//! What entries about proposals say, in words.

use madang_programme::contents::TEXT;
use madang_programme::proposals::{
    CommentText, Event, MergeReason, ProposalText, ProposalValues, REASON, WithdrawalText,
};
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said, words};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::needs::labels::{Named, needs as needs_of};
use crate::programmes::labels::group_name;
use crate::proposals::labels::{proposal_links, proposer_kind};

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    let line = |key: &str, value: Markup| (ui.t(key), value);
    let others =
        |key: &str, programme: &str, ids: &[String]| line(key, proposal_links(ui, programme, ids));
    match event {
        Event::ProposalSubmitted(facts) => submitted(ui, &facts.clone().into(), reading),
        Event::ProposalHandedIn(facts) => submitted(ui, &facts.clone().into(), reading),
        // What it changed stands beside what it read before.
        Event::ProposalAmended(_) | Event::ProposalRevised(_) => vec![],
        Event::ProposalWithdrawn(_) => vec![withdrawn(ui)],
        Event::ProposalTakenBack(_) => {
            let text = read_body::<WithdrawalText>(reading.detail, TEXT);
            let why = text.map(|text| said(ui, "proposal-withdrawn-reason", &text.reason));
            [withdrawn(ui)].into_iter().chain(why).collect()
        }
        Event::CallOpened(facts) => vec![
            line(
                "proposal-call-from",
                html! { (partial_date(ui.lang, &facts.from)) },
            ),
            line(
                "proposal-call-to",
                html! { (partial_date(ui.lang, &facts.to)) },
            ),
        ],
        Event::ProposalEndorsed(facts) => vec![version(ui, facts.version)],
        Event::EndorsementWithdrawn(facts) => vec![version(ui, facts.version)],
        Event::ProposalCommented(facts) => {
            let text = read_body::<CommentText>(reading.detail, TEXT);
            let mut lines = vec![words(ui, "proposal-comment", text.map(|text| text.text))];
            let parent = facts.parent.map(|parent| entry_link(ui, parent));
            lines.extend(parent.map(|parent| line("proposal-replies-to", parent)));
            lines
        }
        Event::ProposalsMerged(facts) => {
            let from = others("proposal-merged-from", &facts.programme, &facts.from);
            vec![from, reason(ui, reading)]
        }
        Event::ProposalSplit(facts) => {
            let into = others("proposal-split-into", &facts.programme, &facts.into);
            vec![into, reason(ui, reading)]
        }
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::ProposalAmended(facts) => {
            let of = &facts.values;
            Beside::Proposal(&of.programme, &of.id)
        }
        Event::ProposalRevised(facts) => Beside::Proposal(&facts.programme, &facts.proposal),
        Event::ProposalSubmitted(_)
        | Event::ProposalHandedIn(_)
        | Event::ProposalWithdrawn(_)
        | Event::ProposalTakenBack(_)
        | Event::CallOpened(_)
        | Event::ProposalEndorsed(_)
        | Event::EndorsementWithdrawn(_)
        | Event::ProposalCommented(_)
        | Event::ProposalsMerged(_)
        | Event::ProposalSplit(_) => Beside::Nothing,
    }
}

fn version(ui: &Ui, version: u32) -> Line {
    let number = [("version", ui.number(version.into()).into())];
    let words = html! { (ui.tf("proposal-version", &number)) };
    (ui.t("proposal-of-version"), words)
}

fn reason(ui: &Ui, reading: &Reading<'_>) -> Line {
    let text = read_body::<MergeReason>(reading.detail, REASON);
    words(ui, "record-said-reason", text.map(|text| text.reason))
}

fn withdrawn(ui: &Ui) -> Line {
    let words = html! { (ui.t("proposal-state-words-withdrawn")) };
    (ui.t("proposal-state"), words)
}

fn submitted(ui: &Ui, facts: &ProposalValues, reading: &Reading<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(text) = read_body::<ProposalText>(reading.detail, TEXT) {
        lines.push(said(ui, "proposal-title", &text.title));
        let summary = text.summary.as_ref();
        lines.extend(summary.map(|summary| said(ui, "proposal-about", summary)));
        lines.push(match &text.proposer {
            Some(proposer) => said(ui, "proposal-proposer", proposer),
            None => (
                ui.t("proposal-proposer"),
                absent(ui, "proposal-proposer-withheld"),
            ),
        });
    }
    let cost = facts.cost.map(|cost| reading.money(ui, cost));
    let cost = cost.unwrap_or_else(|| absent(ui, "proposal-cost-not-stated"));
    lines.push((ui.t("proposal-cost"), cost));
    if let (Some(programme), Some(group)) = (reading.programme, &facts.group) {
        lines.push((ui.t("programme-group"), group_name(ui, programme, group)));
    }
    let kind = facts.proposer.map(|kind| {
        let words = html! { (proposer_kind(ui, kind)) };
        (ui.t("proposal-proposer-kind"), words)
    });
    lines.extend(kind);
    if !facts.needs.is_empty() {
        let needs = needs_of(ui, &facts.programme, &Named::new(), &facts.needs);
        lines.push((ui.t("proposal-needs"), needs));
    }
    lines
}
