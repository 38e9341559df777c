//! Why one proposal fared as it did in a vote, on its page.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::frame::parts::table;
use crate::frame::ui::Ui;
use crate::model::ProposalDetail;
use crate::proposals::labels::proposal_title;
use crate::proposals::links;
use crate::votes::explain;
use crate::votes::outcome::{Outcome, Project};

/// The section. `others` are the proposals whose titles are at hand.
pub fn section(
    ui: &Ui,
    proposal: &ProposalDetail,
    outcome: Option<&Outcome>,
    others: &BTreeMap<String, ProposalDetail>,
    currency: &str,
) -> Markup {
    let explained = outcome.and_then(|outcome| {
        outcome
            .project(&proposal.facts.id)
            .map(|project| (outcome, project))
    });
    html! {
        @match explained {
            Some((outcome, project)) => {
                ul.prose { @for sentence in explain::project(ui, outcome, project, currency) { li { (sentence) } } }
                @if !project.supporters_paid.is_empty() {
                    (supporters_paid(ui, &proposal.facts.programme, project, others, currency))
                }
            }
            None => p { (ui.t("vote-why-not-public")) },
        }
    }
}

fn supporters_paid(
    ui: &Ui,
    programme: &str,
    project: &Project,
    others: &BTreeMap<String, ProposalDetail>,
    currency: &str,
) -> Markup {
    table(
        "supporters-paid",
        &ui.t("vote-why-supporters-paid"),
        html! { th scope="col" { (ui.t("proposal")) } th.number scope="col" { (ui.t("vote-why-paid")) } },
        html! {
            @for (id, amount) in dearest(&project.supporters_paid) {
                tr {
                    th.key scope="row" {
                        a href=(ui.href(&links::proposal(programme, id))) {
                            @match others.get(id) {
                                Some(other) => (proposal_title(ui, other)),
                                None => (ui.tf("proposal-number", &[("id", id.as_str().into())])),
                            }
                        }
                    }
                    td.number { (ui.money_decimal(amount, currency)) }
                }
            }
        },
    )
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
