//! Lists and pages from the read tables.

use madang_programme::Command;
use madang_programme::commitments::{
    ActionPlanRecorded, CommitmentCorrected, CommitmentRecorded, CommitmentText, MilestoneRecorded,
    ReviewRecorded, ReviewText,
};
use madang_programme::proposals::ProposalWithdrawn;
use madang_store::model::{ProposalFilter, ProposalOrder, ProposalState, Stage};
use madang_store::{Store, Submission};
use serde_json::json;

use crate::support::*;

on_both_databases!(
    proposals_are_filtered_ordered_and_paged,
    a_programme_shows_where_it_stands,
    commitments_show_what_belongs_to_them,
    a_corrected_commitment_shows_the_old_beside_the_new,
);

pub async fn ids(store: &Store, filter: ProposalFilter) -> (Vec<String>, u64) {
    let filter = ProposalFilter {
        limit: 100,
        ..filter
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    assert!(!page.more_than_total);
    (
        page.items.into_iter().map(|item| item.facts.id).collect(),
        page.total,
    )
}

async fn proposals_are_filtered_ordered_and_paged(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(12)).await.unwrap();
    let withdraw = ProposalWithdrawn {
        programme: PROGRAMME.into(),
        id: "3".into(),
    };
    store
        .submit(by(official(), Command::plain(withdraw)))
        .await
        .unwrap();
    let filter = ProposalFilter {
        order: ProposalOrder::CostDescending,
        offset: 2,
        limit: 3,
        ..Default::default()
    };
    let page = store.proposals(PROGRAMME, &filter).await.unwrap();
    let found: Vec<_> = page
        .items
        .iter()
        .map(|item| (item.facts.id.as_str(), item.facts.cost.unwrap()))
        .collect();
    assert_eq!(found, [("10", 10_000), ("9", 9000), ("8", 8000)]);
    assert_eq!((page.total, page.more_than_total), (11, false));
    let (found, total) = ids(
        &store,
        ProposalFilter {
            order: ProposalOrder::CostAscending,
            ..Default::default()
        },
    )
    .await;
    assert_eq!(
        (found[..3].to_vec(), total),
        (vec!["1".into(), "2".into(), "4".into()], 11)
    );
    let withdrawn = ProposalFilter {
        state: Some(ProposalState::Withdrawn),
        ..Default::default()
    };
    assert_eq!(ids(&store, withdrawn).await, (vec!["3".into()], 1));
    let group = ProposalFilter {
        group: Some("business".into()),
        ..Default::default()
    };
    assert_eq!(ids(&store, group).await, (vec![], 0));
    for (audience, total) in [("nobody", 0), ("families", 11)] {
        let filter = ProposalFilter {
            audience: Some(audience.into()),
            ..Default::default()
        };
        assert_eq!(ids(&store, filter).await.1, total, "{audience}");
    }
    let counts = store.proposal_counts(PROGRAMME).await.unwrap();
    assert_eq!(
        counts.by_state,
        [
            (ProposalState::Submitted, 11),
            (ProposalState::Withdrawn, 1)
        ]
    );
    assert_eq!(counts.by_group, [("general".to_owned(), 11)]);
    let one = store.proposal(PROGRAMME, "5").await.unwrap().unwrap();
    assert_eq!(
        (one.facts.cost, one.state, one.rank),
        (Some(5000), ProposalState::Submitted, None)
    );
    assert_eq!(one.text.unwrap().title, text("Proposal number 5"));
    assert!(store.proposal(PROGRAMME, "99").await.unwrap().is_none());
    assert!(
        store
            .proposals("elsewhere", &ProposalFilter::default())
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

async fn a_programme_shows_where_it_stands(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(4)).await.unwrap();
    let stage = async || store.programmes().await.unwrap()[0].stage;
    assert_eq!(stage().await, Stage::Proposals);
    store.submit_all(panel()).await.unwrap();
    store.submit_all(vote()).await.unwrap();
    assert_eq!(stage().await, Stage::Vote);
    store
        .submit_all((0..9).map(ballot).collect())
        .await
        .unwrap();
    store.submit(close_vote()).await.unwrap();
    assert_eq!(stage().await, Stage::Counting);
    store.submit(open_ballots()).await.unwrap();
    let computed = computed(&store).await;
    let selected = computed.facts.selected.clone();
    store.submit(by(official(), computed.into())).await.unwrap();
    assert_eq!(stage().await, Stage::Selection);
    shows_the_selection(&store, &selected).await;
}

/// The programme of the test with all that belongs to it, and its proposals with their ranks.
async fn shows_the_selection(store: &Store, selected: &[String]) {
    let programme = store.programme(PROGRAMME).await.unwrap().unwrap();
    assert_eq!(
        programme.summary.text.unwrap().title,
        text("Flagship services")
    );
    assert_eq!(
        (programme.summary.proposals, programme.summary.selected),
        (4, selected.len() as u64)
    );
    assert_eq!(programme.groups.len(), 1);
    assert_eq!(programme.groups[0].audiences[0].id, "families");
    assert_eq!(
        (programme.groups[0].proposals, programme.groups[0].selected),
        (4, selected.len() as u64)
    );
    let members: Vec<_> = programme.bodies[0]
        .members
        .iter()
        .map(|m| (m.facts.member.as_str(), m.person.clone()))
        .collect();
    assert_eq!(members, [("a", Some(professor())), ("b", None)]);
    assert_eq!(programme.rules[0].facts.id, "rule");
    let vote = &programme.votes[0];
    assert_eq!((vote.ballots, vote.facts.candidates), (9, 4));
    let moments = [
        vote.closed.as_ref().unwrap().entry,
        vote.ballots_opened.as_ref().unwrap().entry,
    ];
    assert_eq!(moments, [vote.opened.entry + 10, vote.opened.entry + 11]);
    assert_eq!(vote.selection.as_ref().unwrap().facts.selected, selected);
    for (rank, id) in (1..).zip(selected) {
        let proposal = store.proposal(PROGRAMME, id).await.unwrap().unwrap();
        assert_eq!(
            (proposal.state, proposal.rank),
            (ProposalState::Selected, Some(rank))
        );
        assert_eq!(proposal.vote.as_deref(), Some(VOTE));
    }
    let rest = ProposalFilter {
        state: Some(ProposalState::NotSelected),
        ..Default::default()
    };
    assert_eq!(ids(store, rest).await.1, 4 - selected.len() as u64);
    assert!(store.programme("elsewhere").await.unwrap().is_none());
}

/// A plan, commitments under it and elsewhere, milestones and a review.
fn commitments() -> Vec<Submission> {
    let plan: ActionPlanRecorded = serde_json::from_value(
        json!({"id": "KR-2", "country": "KR", "number": 2, "cycle": 2014, "title": {"en": "Plan"}}),
    )
    .unwrap();
    let second: CommitmentRecorded = serde_json::from_value(
        json!({"id": "KR0003", "country": "KR", "action_plan": "KR-2", "cycle": 2011}),
    )
    .unwrap();
    let elsewhere: CommitmentRecorded =
        serde_json::from_value(json!({"id": "PL0001", "country": "PL"})).unwrap();
    let milestone = |code: &str| -> MilestoneRecorded {
        let facts = json!({"commitment": "KR0018", "code": code, "title": {"en": "Step"}, "derived_by_reviewer": false});
        serde_json::from_value(facts).unwrap()
    };
    let review: ReviewRecorded = serde_json::from_value(json!({
        "commitment": "KR0018", "report": "KR-EOT", "report_title": "End of term", "stage": "end_of_term",
        "values": [{"field": "completion", "value": "Limited", "code_list": "2014-16", "source": "p. 9"}],
    }))
    .unwrap();
    vec![
        by(official(), Command::plain(plan)),
        by(
            official(),
            Command::worded(second, CommitmentText::default()),
        ),
        by(
            official(),
            Command::worded(elsewhere, CommitmentText::default()),
        ),
        by(official(), Command::plain(milestone("1.b.2"))),
        by(official(), Command::plain(milestone("1.b.1"))),
        by(official(), Command::worded(review, ReviewText::default())),
    ]
}

async fn commitments_show_what_belongs_to_them(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(1)).await.unwrap();
    store.submit_all(commitments()).await.unwrap();
    let countries = store.countries().await.unwrap();
    let countries: Vec<_> = countries
        .iter()
        .map(|c| (c.country.as_str(), c.commitments))
        .collect();
    assert_eq!(countries, [("KR", 2), ("PL", 1)]);
    let list = store.commitments("KR").await.unwrap();
    let list: Vec<_> = list
        .iter()
        .map(|c| {
            (
                c.facts.id.as_str(),
                c.milestones,
                c.reviews,
                c.title.clone(),
            )
        })
        .collect();
    assert_eq!(
        list,
        [
            ("KR0003", 0, 0, None),
            ("KR0018", 2, 1, Some(text("Citizen-customized services")))
        ]
    );
    let one = store.commitment("KR0018").await.unwrap().unwrap();
    let codes: Vec<_> = one
        .milestones
        .iter()
        .map(|(milestone, _)| milestone.code.as_str())
        .collect();
    assert_eq!(codes, ["1.b.1", "1.b.2"]);
    assert_eq!(one.reviews[0].facts.values[0].value, "Limited");
    assert!(one.reviews[0].text.is_some() && one.action_plan.is_none());
    let under = store.programmes_under("KR0018").await.unwrap();
    assert_eq!(under[0].facts.id, PROGRAMME);
    assert_eq!(
        store
            .commitment("KR0003")
            .await
            .unwrap()
            .unwrap()
            .action_plan
            .unwrap()
            .facts
            .id,
        "KR-2"
    );
    assert!(store.commitment("KR9999").await.unwrap().is_none());
}

async fn a_corrected_commitment_shows_the_old_beside_the_new(fixture: Fixture) {
    let store = fixture.open().await;
    store.submit_all(programme(0)).await.unwrap();
    let recorded = store.commitment("KR0018").await.unwrap().unwrap();
    let correct = |corrects: u64, title: &str| {
        let facts = CommitmentCorrected {
            corrects,
            reason: text("The number was of another plan"),
            values: CommitmentRecorded {
                cycle: Some(2016),
                ..recorded.facts.clone()
            },
        };
        let words = CommitmentText {
            title: Some(text(title)),
            ..Default::default()
        };
        by(official(), Command::worded(facts, words))
    };
    let first = store.submit(correct(recorded.entry, "Put right")).await;
    let first = first.unwrap().proof.index;
    let second = store.submit(correct(first, "Put right again")).await;
    let second = second.unwrap().proof.index;
    let one = store.commitment("KR0018").await.unwrap().unwrap();
    assert_eq!((one.facts.cycle, one.entry), (Some(2014), recorded.entry));
    assert_eq!(one.text, recorded.text);
    let corrections: Vec<_> = one
        .corrections
        .iter()
        .map(|correction| (correction.facts.corrects, correction.entry))
        .collect();
    assert_eq!(corrections, [(recorded.entry, first), (first, second)]);
    let (facts, words) = one.as_it_stands();
    assert_eq!(facts.cycle, Some(2016));
    let title = Some(text("Put right again"));
    assert_eq!(words.unwrap().title, title);
    let list = store.commitments("KR").await.unwrap();
    assert_eq!((list.len(), list[0].facts.cycle), (1, Some(2016)));
    assert_eq!((&list[0].title, list[0].entry), (&title, recorded.entry));
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}
