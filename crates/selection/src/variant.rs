//! Changed copies of an election, for asking what would have happened.
//!
//! A copy keeps no voters' rows, and its digest is a word that says it is a copy: what is selected
//! from it is never published.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::ballots::{Ballots, CapacityError, Grouper};
use crate::election::{Election, VoteType};

/// Everything but ballots and voters' rows.
fn shell(election: &Election, ballots: Arc<Ballots>) -> Election {
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

/// A plain copy, which shares the ballots.
pub(crate) fn copy(election: &Election) -> Election {
    shell(election, Arc::clone(&election.ballots))
}

/// Takes in one ballot: projects, points (none on approval and ordinal ballots), weight.
pub(crate) type Take<'t> = dyn FnMut(&[u32], &[u32], u64) -> Result<(), CapacityError> + 't;

/// Ballots made anew from what `feed` hands over; those without weight are left out.
pub(crate) fn regroup(
    election: &Election,
    projects: usize,
    feed: impl FnOnce(&mut Take<'_>) -> Result<(), CapacityError>,
) -> Result<Arc<Ballots>, CapacityError> {
    let with_points = election.vote_type.has_points();
    let mut grouper = Grouper::new(with_points, election.vote_type == VoteType::Ordinal);
    grouper.widen_points(election.ballots.points_decimals());
    feed(&mut |listed, points, weight| {
        if weight > 0 {
            grouper.add(listed, points, weight)?;
        }
        Ok(())
    })?;
    Ok(Arc::new(grouper.finish(projects).0))
}

/// The ballots with `gone` (by distinct ballot) of their voters away.
pub(crate) fn with_fewer_voters(
    election: &Election,
    gone: &[u64],
) -> Result<Arc<Ballots>, CapacityError> {
    let ballots = &election.ballots;
    regroup(election, election.projects.len(), |take| {
        (0..ballots.distinct()).try_for_each(|group| {
            let left = ballots.weight(group).saturating_sub(gone[group]);
            take(ballots.projects(group), ballots.points(group), left)
        })
    })
}

/// A copy with other ballots.
pub(crate) fn with_ballots(election: &Election, ballots: Arc<Ballots>) -> Election {
    shell(election, ballots)
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
    let ballots = &election.ballots;
    let (mut listed, mut points) = (Vec::new(), Vec::new());
    let kept = regroup(election, next as usize, |take| {
        (0..ballots.distinct()).try_for_each(|group| {
            listed.clear();
            points.clear();
            let own_points = ballots.points(group);
            for (slot, project) in ballots.projects(group).iter().enumerate() {
                if let Some(project) = number[*project as usize] {
                    listed.push(project);
                    points.extend(own_points.get(slot));
                }
            }
            take(&listed, &points, ballots.weight(group))
        })
    })?;
    let mut smaller = shell(election, kept);
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

/// Ids in `a` that are not in `b`, in the order of `a`.
pub(crate) fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let b: BTreeSet<&String> = b.iter().collect();
    a.iter().filter(|id| !b.contains(id)).cloned().collect()
}
