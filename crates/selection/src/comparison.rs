//! The final comparison with another method's outcome.

use crate::error::SelectError;
use crate::greedy;
use crate::instance::Instance;
use crate::instance::vote_instance;
use crate::outcome::{ComparisonReport, Phase, Reason};
use crate::progress::{Progress, Step, take_free};
use crate::rule::{Fit, SelectionRule};
use crate::scopes::scopes;

/// Keeps what `progress` has, or takes the outcome of greedy by votes (in each pot, where there are
/// pots) when strictly more voters have more of their listed projects in it.
pub(crate) fn with_greedy(
    instance: &Instance<'_>,
    rule: &SelectionRule,
    eligible: &[bool],
    progress: &mut Progress,
) -> Result<(), SelectError> {
    let votes = vote_instance(instance, rule)?;
    let mut other = Progress {
        reasons: progress.reasons.clone(),
        ..Progress::default()
    };
    for project in (0..instance.len()).filter(|project| eligible[*project]) {
        other.reasons[project] = None;
    }
    let eligible: Vec<bool> = (0..instance.len())
        .map(|project| eligible[project] && instance.votes[project] > 0)
        .collect();
    let by = greedy::Order {
        fit: Fit::Skip,
        passes_over_the_dear: false,
        phase: Phase::Greedy,
        only_short: false,
    };
    for (scope, mut gate) in scopes(instance, rule, &eligible)? {
        take_free(instance, &scope, &mut gate, &mut other);
        greedy::run(&votes, &scope, &by, &mut gate, &mut other);
        other.note_refused(&gate, &scope, false);
    }
    let mut own = vec![0i32; instance.len()];
    for step in &progress.steps {
        own[step.project] += 1;
    }
    for step in &other.steps {
        own[step.project] -= 1;
    }
    let ballots = &instance.election.ballots;
    let (mut prefer_own, mut prefer_other) = (0u64, 0u64);
    for group in 0..ballots.distinct() {
        let listed = ballots.projects(group).iter();
        let balance: i32 = listed.map(|project| own[*project as usize]).sum();
        match balance {
            1.. => prefer_own += ballots.weight(group),
            0 => {}
            _ => prefer_other += ballots.weight(group),
        }
    }
    let kept = prefer_other <= prefer_own;
    progress.comparison = Some(ComparisonReport {
        other_selected: other
            .steps
            .iter()
            .map(|step| instance.id(step.project))
            .collect(),
        prefer_own,
        prefer_other,
        kept,
    });
    if !kept {
        // From here on the other outcome is explained.
        let taken = |step: &Step| other.steps.iter().any(|kept| kept.project == step.project);
        for step in progress.steps.iter().filter(|step| !taken(step)) {
            other.reasons[step.project] = Some(Reason::Comparison);
        }
        other.endowments = std::mem::take(&mut progress.endowments);
        other.pots = std::mem::take(&mut progress.pots);
        other.comparison = progress.comparison.take();
        *progress = other;
    }
    Ok(())
}
