//! Changed copies of an election, for asking what would have happened.
//!
//! A copy keeps no voters' rows, and its digest is a word that says it is a copy: what is selected
//! from it is never published.

use std::sync::OnceLock;

use crate::Money;
use crate::ballots::{Ballots, CapacityError, Grouper};
use crate::election::{Election, VoteType};

/// One ballot with its weight: projects, points (empty without points), weight.
pub(crate) type Ballot = (Vec<u32>, Vec<u32>, u64);

/// Everything but ballots and voters' rows.
fn shell(election: &Election, ballots: Ballots) -> Election {
    let digest = OnceLock::new();
    digest.get_or_init(|| "changed copy".to_owned());
    Election {
        meta: Vec::new(),
        vote_type: election.vote_type,
        decimals: election.decimals,
        budget: election.budget,
        number: election.number,
        projects: election.projects.clone(),
        ballots,
        score_sheets: election.score_sheets.clone(),
        voters: None,
        warnings: election.warnings.clone(),
        group_column: election.group_column.clone(),
        digest,
    }
}

/// A plain copy.
pub(crate) fn copy(election: &Election) -> Election {
    shell(election, election.ballots.clone())
}

/// A copy in which `project` costs `cost`.
pub(crate) fn with_cost(election: &Election, project: usize, cost: Money) -> Election {
    let mut changed = copy(election);
    changed.projects[project].cost = cost;
    changed
}

/// The distinct ballots.
pub(crate) fn ballots(election: &Election) -> impl Iterator<Item = Ballot> + '_ {
    let ballots = &election.ballots;
    (0..ballots.distinct()).map(|group| {
        (
            ballots.projects(group).to_vec(),
            ballots.points(group).to_vec(),
            ballots.weight(group),
        )
    })
}

/// A copy with other ballots.
pub(crate) fn with_ballots(
    election: &Election,
    ballots: impl Iterator<Item = Ballot>,
) -> Result<Election, CapacityError> {
    with_ballots_of(election, ballots, election.projects.len())
}

/// A copy without the projects that `leave_out` names by index; ballots lose them too.
pub(crate) fn without_projects(
    election: &Election,
    leave_out: &[bool],
) -> Result<Election, CapacityError> {
    let mut number = Vec::with_capacity(leave_out.len());
    let mut next = 0u32;
    for left_out in leave_out {
        number.push((!left_out).then_some(next));
        next += u32::from(!left_out);
    }
    let kept = ballots(election).map(|(projects, points, weight)| {
        let slots = (0..projects.len()).filter_map(|slot| {
            let project = number[projects[slot] as usize]?;
            Some((project, points.get(slot).copied()))
        });
        let (projects, points): (Vec<u32>, Vec<Option<u32>>) = slots.unzip();
        (projects, points.into_iter().flatten().collect(), weight)
    });
    let mut smaller = with_ballots_of(election, kept, next as usize)?;
    smaller.projects = election
        .projects
        .iter()
        .zip(leave_out)
        .filter(|(_, left_out)| !**left_out)
        .map(|(project, _)| project.clone())
        .collect();
    for sheet in &mut smaller.score_sheets {
        let ids = &smaller.projects;
        sheet
            .scores
            .retain(|id, _| ids.binary_search_by(|p| p.id.cmp(id)).is_ok());
    }
    Ok(smaller)
}

fn with_ballots_of(
    election: &Election,
    ballots: impl Iterator<Item = Ballot>,
    projects: usize,
) -> Result<Election, CapacityError> {
    let with_points = election.vote_type.has_points();
    let mut grouper = Grouper::new(with_points, election.vote_type == VoteType::Ordinal);
    grouper.widen_points(election.ballots.points_decimals());
    for (listed, points, weight) in ballots.filter(|(_, _, weight)| *weight > 0) {
        grouper.add(&listed, &points, weight)?;
    }
    let (ballots, _) = grouper.finish(projects);
    Ok(shell(election, ballots))
}
