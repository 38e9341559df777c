//! One proposal: what it would do, what it costs, what happened to it and why.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::explain;
use crate::labels;
use crate::layout::{Crumb, Page, Tab};
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalState};
use crate::outcome::Outcome;
use crate::pages::programme::{crumbs, path};
use crate::pages::proposals::{badges, group_name, proposal_title};
use crate::parts::{entry_link, example_notice, row, table};
use crate::ui::{Ui, step};

/// The page. `outcome` is that of the proposal's last vote, once it is published; `others` the proposals whose titles
/// are at hand.
pub fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    outcome: Option<&Outcome>,
    others: &BTreeMap<String, ProposalDetail>,
) -> Page {
    let facts = &proposal.facts;
    let summary = &programme.summary;
    let text = proposal.text.as_ref();
    let words = text.and_then(|text| text.summary.as_ref());
    let content = html! {
        h1.words { (proposal_title(ui, proposal)) }
        (badges(ui, programme, proposal))
        @if summary.facts.example { (example_notice(ui)) }
        @if text.is_none() { p.notice { (ui.t("words-hidden")) } }
        @match words {
            Some(words) => p.lead.words { (ui.words(words)) },
            None => @if text.is_some() { p.muted { (ui.t("proposal-no-summary")) } },
        }
        dl.facts {
            (row(ui, &ui.t("proposal-cost"), Some(html! {
                (ui.money(facts.cost, &summary.facts.currency))
            })))
            (row(ui, &ui.t("group"), facts.group.as_ref().map(|group| group_name(ui, programme, group))))
            (row(ui, &ui.t("audiences"), (!facts.audiences.is_empty()).then(|| audiences(ui, programme, &facts.audiences))))
            (row(ui, &ui.t("proposal-proposer"), text.and_then(|text| text.proposer.as_ref()).map(|proposer| html! { span.words { (ui.words(proposer)) } })))
            (row(ui, &ui.t("proposal-id"), Some(html! { (facts.id) })))
            (row(ui, &ui.t("proposal-submitted"), Some(html! { (ui.time(&proposal.at, &summary.facts.zone)) " · " (entry_link(ui, proposal.entry)) })))
        }
        h2 { (ui.t("proposal-happened")) }
        (happened(ui, programme, proposal, outcome, others))
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    above.push((
        format!("{}/proposals", path(&summary.facts.id)),
        html! { (ui.t("proposals-title")) },
    ));
    Page {
        title: text.map_or_else(
            || ui.tf("proposal-untitled", &[("id", facts.id.as_str().into())]),
            |t| ui.plain(&t.title),
        ),
        description: words.map_or_else(String::new, |words| ui.plain(words)),
        tab: Some(Tab::Programmes),
        crumbs: above,
        content,
    }
}

fn audiences(ui: &Ui, programme: &ProgrammeDetail, ids: &[String]) -> Markup {
    let all = || programme.groups.iter().flat_map(|group| &group.audiences);
    html! {
        ul.words {
            @for id in ids {
                li { @match all().find(|audience| audience.id == *id) { Some(audience) => (ui.words(&audience.name)), None => (id) } }
            }
        }
    }
}

fn happened(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    outcome: Option<&Outcome>,
    others: &BTreeMap<String, ProposalDetail>,
) -> Markup {
    let base = path(&programme.summary.facts.id);
    let vote = proposal
        .vote
        .as_ref()
        .map(|vote| (vote, format!("{base}/votes/{}", step(vote))));
    let explained = outcome.and_then(|outcome| {
        outcome
            .project(&proposal.facts.id)
            .map(|project| (outcome, project))
    });
    html! {
        p.prose { strong { (labels::proposal_state(ui, proposal.state)) } " — " (state_words(ui, proposal.state)) }
        @if let Some((name, href)) = &vote {
            p { (ui.t("proposal-vote")) " " a href=(ui.href(href)) { (ui.tf("vote-name", &[("id", name.as_str().into())])) } }
        }
        @if matches!(proposal.state, ProposalState::Selected | ProposalState::NotSelected) {
            h3 { (ui.t("proposal-why")) }
            @match explained {
                Some((outcome, project)) => {
                    ul.prose { @for sentence in explain::project(ui, outcome, project, &programme.summary.facts.currency) { li { (sentence) } } }
                    @if !project.supporters_paid.is_empty() {
                        (table(
                            "supporters-paid",
                            &ui.t("why-supporters-paid"),
                            html! { th scope="col" { (ui.t("proposal")) } th.number scope="col" { (ui.t("why-paid")) } },
                            html! {
                                @for (id, amount) in dearest(&project.supporters_paid) {
                                    tr {
                                        th.key scope="row" {
                                            a href=(ui.href(&format!("{base}/proposals/{}", step(id)))) {
                                                @match others.get(id) {
                                                    Some(other) => (proposal_title(ui, other)),
                                                    None => (ui.tf("proposal-number", &[("id", id.as_str().into())])),
                                                }
                                            }
                                        }
                                        td.number { (ui.money_decimal(amount, &programme.summary.facts.currency)) }
                                    }
                                }
                            },
                        ))
                    }
                }
                None => p { (ui.t("why-not-public")) },
            }
        }
    }
}

/// What was paid for most first.
fn dearest(paid: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    let mut paid: Vec<_> = paid.iter().collect();
    let amount = |text: &str| {
        text.split('.')
            .next()
            .and_then(|whole| whole.parse::<u128>().ok())
    };
    paid.sort_by_key(|(id, text)| (std::cmp::Reverse(amount(text)), (*id).clone()));
    paid
}

fn state_words(ui: &Ui, state: ProposalState) -> String {
    match state {
        ProposalState::Submitted => ui.t("state-words-submitted"),
        ProposalState::Candidate => ui.t("state-words-candidate"),
        ProposalState::Selected => ui.t("state-words-selected"),
        ProposalState::NotSelected => ui.t("state-words-not-selected"),
        ProposalState::Withdrawn => ui.t("state-words-withdrawn"),
    }
}
