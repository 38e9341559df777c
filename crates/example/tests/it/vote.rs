//! The example vote in the repository is what the generator makes.

use std::collections::BTreeMap;
use std::path::Path;

use madang_example::{BUDGET, ENDOWMENT_STEP, SEED, VOTERS, ballots, cost, proposals, vote};

#[test]
fn the_committed_vote_is_what_the_generator_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kr0018/vote.pb");
    let committed = std::fs::read(&path).expect("examples/kr0018/vote.pb");
    let made = vote().into_bytes();
    let first = committed
        .iter()
        .zip(&made)
        .position(|(one, other)| one != other);
    assert!(
        committed == made,
        "{} differs from the generator (first at byte {first:?}); write it anew with: \
         cargo run -p madang-example --example write_vote > examples/kr0018/vote.pb",
        path.display()
    );
}

#[test]
fn its_pages_can_tell_it_is_an_example() {
    let file = vote();
    let description = file.lines().nth(2).expect("a description");
    assert!(
        description.starts_with("description;EXAMPLE: "),
        "{description}"
    );
}

#[test]
fn its_rows_agree_with_its_metadata() {
    let file = vote();
    let (head, votes) = file.split_once("VOTES\nvoter_id;vote\n").expect("votes");
    let (meta, projects) = head
        .split_once("PROJECTS\nproject_id;cost;votes;name;category\n")
        .expect("projects");
    assert!(
        meta.contains(&format!("\nnum_votes;{VOTERS}\nbudget;{BUDGET}\n")),
        "{meta}"
    );
    assert!(
        meta.contains("\nvote_type;approval\n") && meta.contains("\nmax_length;8\n"),
        "{meta}"
    );
    assert!(meta.contains("\ncurrency;KRW\n"), "{meta}");
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for line in votes.lines() {
        let (_, choices) = line.split_once(';').expect("a voter and a vote");
        for choice in choices.split(',') {
            *counted.entry(choice).or_default() += 1;
        }
    }
    assert_eq!(votes.lines().count(), VOTERS);
    assert_eq!(projects.lines().count(), 64);
    for line in projects.lines() {
        let fields: Vec<&str> = line.splitn(4, ';').collect();
        assert_eq!(fields[2].parse(), Ok(counted[fields[0]]), "{line}");
    }
}

#[test]
fn the_budget_funds_most_but_not_all() {
    let proposals = proposals();
    let total: u64 = proposals.iter().map(cost).sum();
    assert!(
        BUDGET < total * 2 / 3 && BUDGET > total / 2,
        "{BUDGET} of {total}"
    );
    let mut costs: Vec<u64> = proposals.iter().map(cost).collect();
    costs.sort_unstable();
    let cheapest_fifty: u64 = costs[..50].iter().sum();
    assert!(cheapest_fifty <= BUDGET, "fifty projects can be paid for");
    let endowment = BUDGET / VOTERS as u64;
    assert_eq!(endowment / ENDOWMENT_STEP, 400);
}

/// What the vote is there to show: counting votes alone leaves the smaller groups behind.
#[test]
fn votes_alone_leave_small_groups_behind() {
    let proposals = proposals();
    let mut votes: BTreeMap<String, u64> = BTreeMap::new();
    for choice in ballots(SEED, VOTERS)
        .into_iter()
        .flat_map(|ballot| ballot.choices)
    {
        *votes.entry(choice).or_default() += 1;
    }
    let mut order: Vec<_> = proposals.iter().collect();
    order.sort_by_key(|one| std::cmp::Reverse(votes[&one.id]));
    let mut left = BUDGET;
    let mut funded: BTreeMap<&str, usize> = BTreeMap::new();
    for one in order {
        if let Some(rest) = left.checked_sub(cost(one)) {
            left = rest;
            *funded
                .entry(one.group.as_deref().unwrap_or_default())
                .or_default() += 1;
        }
    }
    let of = |group: &str| {
        proposals
            .iter()
            .filter(|one| one.group.as_deref() == Some(group))
            .count()
    };
    assert!(funded["general"] * 4 >= of("general") * 3, "{funded:?}");
    assert!(funded["vulnerable"] * 2 < of("vulnerable"), "{funded:?}");
    assert!(funded["business"] * 2 < of("business"), "{funded:?}");
    assert!(funded.values().sum::<usize>() < 50, "{funded:?}");
}
