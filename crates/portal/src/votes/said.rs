//! What entries about votes say, in words.

use madang_programme::votes::{
    Event, RuleFixed, SCORES, ScoresContent, ScoresSubmitted, SelectionPublished, VoteScheduled,
};
use maud::{Markup, html};

use crate::bodies::labels::member_name;
use crate::content::labels::{ground, which};
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, said};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, read_body};
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::votes::labels::{planned_time, voice};
use crate::votes::roll;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::VoteScheduled(facts) => scheduled(ui, facts, reading.zone()),
        Event::VoteRescheduled(facts) => {
            let mut lines = scheduled(ui, &facts.clone().into(), reading.zone());
            lines.push(said(ui, "record-said-reason", &facts.reason));
            lines
        }
        Event::VoteUnscheduled(facts) => {
            vec![said(ui, "record-said-reason", &facts.reason)]
        }
        Event::VoteOpened(facts) => vec![candidates(ui, facts.candidates)],
        Event::VoteBegun(facts) => vec![
            said(ui, "vote", &facts.title),
            candidates(ui, facts.candidates),
        ],
        Event::BallotExcluded(facts) => vec![
            which(ui, facts.entry, &facts.name),
            ground(ui, facts.ground),
        ],
        Event::BallotsOpened(facts) => match &facts.lot {
            Some(lot) => vec![
                (ui.t("vote-lot-seed"), html! { span.hash { (lot.seed) } }),
                (ui.t("vote-lot-value"), html! { (lot.value) }),
            ],
            None => vec![(
                ui.t("record-said-follows"),
                html! { (ui.t("record-said-ballots-opened")) },
            )],
        },
        Event::VoteCancelled(facts) => vec![
            said(ui, "record-said-reason", &facts.reason),
            (
                ui.t("record-said-follows"),
                html! { (ui.t("vote-cancelled-notice")) },
            ),
        ],
        Event::SelectionPublished(facts) => published(ui, facts, reading),
        Event::RuleFixed(facts) => rule(ui, facts, reading),
        Event::ScoresSubmitted(facts) => sheet(ui, facts, reading),
        Event::VoteClosed(facts) => {
            vec![(ui.t("vote-ballots"), html! { (ui.number(facts.ballots)) })]
        }
        Event::RollClosed(facts) => vec![
            (ui.t("voting-roll-size"), html! { (ui.number(facts.size)) }),
            (
                ui.t("voting-roll-source"),
                html! { (ui.t(roll::source(facts.source))) },
            ),
            (
                ui.t("voting-roll-root"),
                html! { span.hash { (facts.root) } },
            ),
        ],
        Event::PaperCounted(facts) => vec![
            said(ui, "voting-paper-place", &facts.place),
            (
                ui.t("voting-paper-ballots"),
                html! { (ui.number(facts.ballots)) },
            ),
            (
                ui.t("voting-paper-blank"),
                html! { (ui.number(facts.blank)) },
            ),
        ],
        // Its page says what became of it.
        Event::BallotCast(_) => vec![],
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::RuleFixed(facts) => Beside::Rule(facts),
        Event::ScoresSubmitted(facts) => Beside::Scored(&facts.programme),
        Event::VoteScheduled(_)
        | Event::VoteRescheduled(_)
        | Event::VoteUnscheduled(_)
        | Event::VoteOpened(_)
        | Event::VoteBegun(_)
        | Event::RollClosed(_)
        | Event::PaperCounted(_)
        | Event::BallotCast(_)
        | Event::BallotExcluded(_)
        | Event::VoteClosed(_)
        | Event::BallotsOpened(_)
        | Event::VoteCancelled(_)
        | Event::SelectionPublished(_) => Beside::Nothing,
    }
}

/// A rule by its sentences, and what was pledged for its lot.
fn rule(ui: &Ui, facts: &RuleFixed, reading: &Reading<'_>) -> Vec<Line> {
    let rule = html! { ol { @for sentence in reading.rule { li { (sentence) } } } };
    let mut lines = vec![(ui.t("vote-rule-title"), rule)];
    if let Some(pledge) = &facts.lot {
        lines.push(said(ui, "vote-lot-public-value", &pledge.value));
        let hash = html! { span.hash { (pledge.seed_hash) } };
        lines.push((ui.t("vote-lot-seed-hash"), hash));
    }
    lines
}

/// A score sheet: whose it is, and once it is open what it gives to which proposal.
fn sheet(ui: &Ui, facts: &ScoresSubmitted, reading: &Reading<'_>) -> Vec<Line> {
    let Some(programme) = reading.programme else {
        return vec![];
    };
    let scores = match read_body::<ScoresContent>(reading.detail, SCORES) {
        Some(content) => html! {
            ul {
                @for (id, score) in &content.scores {
                    li { (candidate(ui, programme, reading, id)) ": " (score) }
                }
            }
        },
        None => absent(ui, "vote-sealed"),
    };
    vec![
        (
            ui.t("vote-sheets-member"),
            member_name(ui, programme, &facts.body, &facts.member),
        ),
        (
            ui.t("vote-participation-body"),
            voice(ui, programme, &facts.body),
        ),
        (ui.t("vote-sheets-score"), scores),
    ]
}

/// A proposal by its title, as a link.
fn candidate(ui: &Ui, programme: &ProgrammeDetail, reading: &Reading<'_>, id: &str) -> Markup {
    let address = proposals::proposal(&programme.summary.facts.id, id);
    html! {
        a href=(ui.href(&address)) {
            @match reading.proposals.get(id) {
                Some(proposal) => (proposal_title(ui, proposal)),
                None => (ui.tf("proposal-number", &[("id", id.into())])),
            }
        }
    }
}

fn candidates(ui: &Ui, number: u32) -> Line {
    (
        ui.t("vote-candidates"),
        html! { (ui.number(number.into())) },
    )
}

fn scheduled(ui: &Ui, facts: &VoteScheduled, zone: &str) -> Vec<Line> {
    vec![
        said(ui, "vote", &facts.title),
        (
            ui.t("vote-planned"),
            html! { (planned_time(ui, &facts.opens_at, zone)) " – " (planned_time(ui, &facts.closes_at, zone)) },
        ),
    ]
}

fn published(ui: &Ui, facts: &SelectionPublished, reading: &Reading<'_>) -> Vec<Line> {
    let selected = ui.count("vote-count-selected", facts.selected.len() as u64);
    vec![
        (ui.t("vote-result"), html! { (selected) }),
        (
            ui.t("vote-result-cost"),
            reading.money(ui, facts.total_cost),
        ),
        (
            ui.t("vote-result-voters"),
            html! { (ui.number(facts.tally.counted)) },
        ),
    ]
}
