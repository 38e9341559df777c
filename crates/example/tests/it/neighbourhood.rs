//! The small programme: its panel scores everything, and the cut of its second vote runs through a tie.

use std::collections::{BTreeMap, BTreeSet};

use madang_example::{neighbourhood, neighbourhood_proposals, neighbourhood_votes};
use madang_exchange::votes::Pseudonyms;
use serde_json::Value;

/// What the steps of a vote's tables say, by what is asked.
fn said(vote: usize, asks: &str) -> Vec<Value> {
    let votes = neighbourhood_votes();
    let tables = votes[vote].tables.iter();
    let steps = tables.flat_map(|table| table.steps("p", "v", &Pseudonyms::of_a_check()));
    let steps = steps.filter(|step| step.command.name() == asks);
    let content = steps.map(|step| step.command.content().expect("a content"));
    let read = content.map(|bytes| serde_json::from_slice(&bytes).expect("JSON"));
    read.collect()
}

fn ids() -> BTreeSet<String> {
    let proposals = neighbourhood_proposals().proposals;
    proposals.iter().map(|one| one.id.clone()).collect()
}

#[test]
fn each_expert_scores_each_proposal_and_sits_on_the_panel() {
    let sheets = said(0, "submit_scores");
    let of_body = &neighbourhood().bodies[0];
    assert_eq!(sheets.len(), of_body.members.len());
    for sheet in sheets {
        let text = sheet.to_string();
        for id in ids() {
            assert!(text.contains(&format!("\"{id}\":")), "{id} in {text}");
        }
    }
    assert_eq!(said(1, "submit_scores").len(), 0);
}

#[test]
fn the_cut_of_the_second_vote_runs_through_a_tie() {
    let mut votes: BTreeMap<String, u32> = BTreeMap::new();
    for ballot in said(1, "cast_ballot") {
        for id in ids() {
            let chosen = ballot.to_string().contains(&format!("\"{id}\""));
            *votes.entry(id).or_default() += u32::from(chosen);
        }
    }
    let mut order: Vec<u32> = votes.into_values().collect();
    order.sort_unstable_by(|one, other| other.cmp(one));
    let number = neighbourhood_votes()[1]
        .opening
        .rule
        .number
        .expect("a number");
    let cut = number as usize;
    assert!(order[cut - 2] > order[cut - 1], "{order:?}");
    assert_eq!(order[cut - 1], order[cut], "{order:?}");
    assert!(order[cut] > order[cut + 1], "{order:?}");
}
