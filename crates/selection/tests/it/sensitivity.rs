//! How close the cut was: changes are found wherever there are any, can be made again by anyone, and
//! what could not be searched is said.

use std::collections::BTreeMap;

use crate::common::random::draw;
use madang_selection::sensitivity::{
    Bounds, Change, ChangeKind, Sensitivity, margins, sensitivity,
};
use madang_selection::{
    BALLOTS, Decimal, Election, Fit, Normalisation, ProjectDraft, Rule, ScoreRule, ScoreSheet,
    SelectOptions, SelectionRule, Trace, Utility, VoteType, select, select_with,
};

fn look(election: &Election, rule: &SelectionRule) -> Sensitivity {
    let outcome = select(election, rule).expect("an outcome");
    sensitivity(election, rule, &outcome, Bounds::default(), &mut |_, _| {}).expect("it runs")
}

fn sheet(scores: &[(&str, u64)]) -> ScoreSheet {
    ScoreSheet::new(
        "panel".to_owned(),
        "A".to_owned(),
        scores
            .iter()
            .map(|(id, score)| ((*id).to_owned(), Decimal::from(*score)))
            .collect(),
    )
}

fn by_scores(ballots: u32, bodies: &[(&str, u32)]) -> SelectionRule {
    let bodies = bodies
        .iter()
        .map(|(body, weight)| ((*body).to_owned(), *weight));
    let scores = ScoreRule::new(
        ballots,
        bodies.collect(),
        Normalisation::Scale {
            top: Decimal::from(10),
        },
    );
    SelectionRule::new(Rule::Scores(scores), Utility::Cost {})
}

/// Votes 10, 5, 4 and scores 0, 10, 9 for p, q, r; costs 5, 5 and 40.
fn scored() -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(30u64);
    for (id, voters, cost) in [("p", 10, 5u64), ("q", 5, 5), ("r", 4, 40)] {
        builder.add_project(ProjectDraft::new(id, cost));
        builder.add_approvals([id], voters);
    }
    let mut election = builder.build().expect("an election");
    let sheets = vec![sheet(&[("p", 0), ("q", 10), ("r", 9)])];
    election.set_score_sheets(sheets).expect("sheets");
    election
}

#[test]
fn weights_are_searched_to_the_end() {
    let rule = by_scores(6_000, &[("panel", 4_000)]).with_number(1);
    // q: 6000 / 2 + 4000; p: 6000.
    let found = look(&scored(), &rule);
    assert!(found.complete);
    let nearest: Vec<(&str, u32, u32)> = found
        .weights
        .iter()
        .map(|change| (change.voice.as_str(), change.from, change.to))
        .collect();
    // Ties go to p. The ballots would have to weigh as much as twice the panel.
    assert_eq!(nearest, [(BALLOTS, 6_000, 8_000), ("panel", 4_000, 3_000)]);
    assert_eq!(found.weights[1].gained, ["p"]);

    // One voice alone decides at every weight; the search for it ends too.
    let alone = by_scores(5, &[]).with_number(1);
    let found = look(&scored(), &alone);
    assert!(found.complete && found.weights.is_empty(), "{found:?}");
}

#[test]
fn a_weight_that_cannot_be_tried_is_said() {
    let rule = by_scores(6_000, &[("panel", 4_000), ("committee", 0)]).with_number(1);
    let found = look(&scored(), &rule);
    assert!(!found.complete);
    let reason = found.weights_failed.get("committee").expect("a reason");
    assert!(reason.english().contains("no score sheet"), "{reason}");
    // Nothing of the others is lost by it.
    assert_eq!(found.weights.len(), 2);
}

#[test]
fn cost_is_left_out_where_it_plays_no_part() {
    let margin = |rule: &SelectionRule, id: &str| {
        let found = look(&scored(), rule);
        let margin = found.margins.iter().find(|margin| margin.project == id);
        margin.cloned().expect("a margin")
    };
    let number = by_scores(6_000, &[("panel", 4_000)]).with_number(1);
    let outranked = margin(&number, "p");
    assert!(!outranked.selected && outranked.cost_cut.is_none());
    assert!(outranked.added_ballots.is_some());
    // Without a number r is next in line, and 20 of 30 are left for it.
    let money = by_scores(6_000, &[("panel", 4_000)]);
    let too_dear = margin(&money, "r");
    let cut = too_dear
        .cost_cut
        .as_ref()
        .map(|change| change.amount.as_str());
    assert_eq!(cut, Some("20"), "{too_dear:?}");
}

#[test]
fn next_in_line_is_the_highest_score_also_without_a_number() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(5u64);
    for (id, voters) in [("a", 9), ("b", 8), ("c", 0), ("d", 1)] {
        builder.add_project(ProjectDraft::new(id, 5u64));
        builder.add_approvals([id], voters);
    }
    let mut election = builder.build().expect("an election");
    let sheets = vec![sheet(&[("a", 10), ("b", 1), ("c", 9), ("d", 5)])];
    election.set_score_sheets(sheets).expect("sheets");
    // The panel decides; c has no vote at all, but the second highest score.
    let found = look(&election, &by_scores(1, &[("panel", 99)]));
    let order: Vec<&str> = found.margins.iter().map(|m| m.project.as_str()).collect();
    assert_eq!(order, ["a", "c", "d", "b"]);
}

#[test]
fn an_outcome_without_trace_has_the_same_neighbours() {
    for seed in 0..20 {
        let election = draw(seed).election(VoteType::Approval);
        let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
        let options = SelectOptions::default().with_trace(Trace::Outcome);
        let bare = select_with(&election, &rule, options).expect("an outcome");
        assert!(bare.projects.is_empty());
        let bounds = Bounds::default();
        let found = sensitivity(&election, &rule, &bare, bounds, &mut |_, _| {}).expect("it runs");
        assert_eq!(found, look(&election, &rule), "seed {seed}");
    }
}

#[test]
fn no_search_goes_beyond_the_most_voters_there_can_be() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(1u64);
    builder.add_project(ProjectDraft::new("a", 1u64));
    builder.add_project(ProjectDraft::new("b", 1u64));
    builder
        .add_approvals(["a"], (1 << 53) - 11)
        .add_approvals(["b"], 3);
    let election = builder.build().expect("an election");
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let found = look(&election, &SelectionRule::new(greedy, Utility::Cost {}));
    let loser = found.margins.iter().find(|margin| !margin.selected);
    // Only seven more voters have room.
    let loser = loser.expect("b");
    assert!(loser.added_ballots.is_none() && loser.failed.is_none());
    assert!(loser.added_approvals.is_some());
    assert!(found.complete);
}

/// The election after `kind` of change by so many voters about `project`, made again from
/// [`ChangeKind::how`] alone.
fn changed(
    election: &Election,
    budget: u64,
    selected: &[String],
    kind: ChangeKind,
    project: &str,
    mut amount: u64,
) -> Election {
    let ballots = election.ballots();
    let ids = |group: usize| -> Vec<String> {
        let listed = ballots.projects(group).iter();
        listed
            .map(|p| election.projects()[*p as usize].id.clone())
            .collect()
    };
    let lists = |group: usize| ids(group).iter().any(|id| id == project);
    let mut order: Vec<usize> = match kind {
        ChangeKind::AddedApprovals => (0..ballots.distinct()).filter(|g| !lists(*g)).collect(),
        _ => (0..ballots.distinct()).filter(|g| lists(*g)).collect(),
    };
    order.sort_by_key(|group| match kind {
        ChangeKind::AddedApprovals => ids(*group)
            .iter()
            .filter(|id| selected.contains(id))
            .count(),
        _ => ids(*group).len(),
    });
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(budget);
    for own in election.projects() {
        let cost = u64::try_from(own.cost.0).expect("a small cost");
        builder.add_project(ProjectDraft::new(own.id.clone(), cost));
    }
    let mut taken: BTreeMap<usize, u64> = BTreeMap::new();
    if kind == ChangeKind::AddedBallots {
        builder.add_approvals([project], amount);
    } else {
        for group in order {
            let voters = ballots.weight(group).min(amount);
            taken.insert(group, voters);
            amount -= voters;
        }
    }
    for group in 0..ballots.distinct() {
        let gone = taken.get(&group).copied().unwrap_or(0);
        if ballots.weight(group) > gone {
            builder.add_approvals(ids(group), ballots.weight(group) - gone);
        }
        if kind == ChangeKind::AddedApprovals && gone > 0 {
            let mut more = ids(group);
            more.push(project.to_owned());
            builder.add_approvals(more, gone);
        }
    }
    builder.build().expect("a good election")
}

#[test]
fn every_change_can_be_made_again() {
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let mut seen = BTreeMap::new();
    for seed in 0..150 {
        let case = draw(seed);
        let election = case.election(VoteType::Approval);
        let outcome = select(&election, &rule).expect("an outcome");
        let found = look(&election, &rule);
        assert_eq!(found.how.len(), 3);
        for margin in &found.margins {
            let kinds: [(ChangeKind, &Option<Change>); 3] = [
                (ChangeKind::AddedBallots, &margin.added_ballots),
                (ChangeKind::AddedApprovals, &margin.added_approvals),
                (ChangeKind::RemovedBallots, &margin.removed_ballots),
            ];
            for (kind, change) in kinds {
                let Some(change) = change else { continue };
                let amount: u64 = change.amount.parse().expect("voters");
                let again = |amount| {
                    let project = &margin.project;
                    let own = &outcome.selected;
                    let other = changed(&election, case.budget, own, kind, project, amount);
                    // With all voters gone there is no election left to select from.
                    select(&other, &rule).expect("an outcome").selected
                };
                let with = again(amount);
                let gained: Vec<&String> = with
                    .iter()
                    .filter(|id| !outcome.selected.contains(id))
                    .collect();
                let lost: Vec<&String> = outcome
                    .selected
                    .iter()
                    .filter(|id| !with.contains(id))
                    .collect();
                assert_eq!(
                    gained,
                    change.gained.iter().collect::<Vec<_>>(),
                    "seed {seed}"
                );
                assert_eq!(lost, change.lost.iter().collect::<Vec<_>>(), "seed {seed}");
                let before = again(amount - 1).contains(&margin.project);
                assert_eq!(before, margin.selected, "seed {seed} {kind:?}");
                *seen.entry(kind).or_insert(0) += 1;
            }
        }
    }
    assert!(
        seen.len() == 3 && seen.values().all(|count| *count > 20),
        "{seen:?}"
    );
}

#[test]
fn every_project_is_told_by_itself_until_nobody_waits() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(10u64);
    for (id, voters) in [("a", 9), ("b", 8), ("c", 1), ("d", 0)] {
        builder.add_project(ProjectDraft::new(id, 6u64));
        builder.add_approvals([id], voters);
    }
    let election = builder.build().expect("an election");
    let fit = Fit::Skip;
    let greedy = Rule::Greedy {
        fit,
        threshold: None,
    };
    let rule = SelectionRule::new(greedy, Utility::Cost {});
    let outcome = select(&election, &rule).expect("an outcome");
    let some = |most: usize| {
        let mut asked = 0;
        let mut go_on = || {
            asked += 1;
            asked <= most
        };
        margins(&election, &rule, &outcome, None, &mut go_on).expect("it runs")
    };
    // Who came nearest is told first, and of those selected last.
    let two: Vec<String> = some(2).into_keys().collect();
    assert_eq!(two, ["b", "c"]);
    let all = some(usize::MAX);
    let amount = |change: &Option<Change>| change.as_ref().map(|change| change.amount.clone());
    let told = |id: &str| {
        let margin = &all[id];
        let fewer = amount(&margin.removed_ballots);
        (
            amount(&margin.added_ballots),
            amount(&margin.added_money),
            fewer,
        )
    };
    let number = |text: &str| Some(text.to_owned());
    // Two more votes than 8 come before 9; 2 of money are missing beside 10, 8 for the third.
    assert_eq!(told("b"), (number("2"), number("2"), None));
    assert_eq!(told("c"), (number("9"), number("8"), None));
    assert_eq!(told("d"), (number("10"), None, None));
    // One alone is told as it is among all.
    let alone = margins(&election, &rule, &outcome, Some("c"), &mut || true).expect("it runs");
    assert_eq!(
        alone.iter().collect::<Vec<_>>(),
        [(&"c".to_owned(), &all["c"])]
    );
    // Of 9 voters two have to stay away for b to come first.
    assert_eq!(told("a"), (None, None, number("2")));
}
