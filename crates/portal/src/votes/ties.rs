//! Who stood equal with whom, what broke the tie, and what that says of each.

use madang_programme::votes::engine::{Tie, TieStep, Ties};

use crate::frame::ui::Ui;
use crate::votes::outcome::{self, Outcome, ProjectExplanation};

/// The tie that a project lost: the last in which it stood equal with the one that was taken.
pub fn lost_tie<'a>(outcome: &'a Outcome, project: &ProjectExplanation) -> Option<&'a Tie> {
    let mut ties = outcome.ties.iter().rev();
    ties.find(|tie| lost(outcome, tie, project))
}

/// The tie that a project won and that decided something: another of those that stood equal was never selected.
pub fn won_tie<'a>(outcome: &'a Outcome, project: &ProjectExplanation) -> Option<&'a Tie> {
    let round = project.round?;
    let mut ties = outcome.ties.iter();
    let tie = ties.find(|tie| tie.round == round && tie.projects.first() == Some(&project.id))?;
    let mut others = outcome.projects.iter();
    others.any(|other| lost(outcome, tie, other)).then_some(tie)
}

/// Whether a project that was not selected stood equal with the one that a tie took.
fn lost(outcome: &Outcome, tie: &Tie, project: &ProjectExplanation) -> bool {
    if project.round.is_some() {
        return false;
    }
    // Of many equal ones only the first are listed; the others have the same value.
    let unlisted = || {
        let mut rounds = outcome.rounds.iter();
        let round = rounds.find(|round| round.round == tie.round);
        round.is_some_and(|round| Some(&round.value) == project.value.as_ref())
    };
    let mut others = tie.projects.iter().skip(1);
    others.any(|id| *id == project.id) || (tie.tied > tie.projects.len() && unlisted())
}

/// What a tie that a project won or lost says of it, in a sentence; `None` where it stood equal with nobody, or that decided nothing.
pub fn tied(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    let (key, tie, step) = match won_tie(outcome, project) {
        Some(tie) => ("vote-why-tie-won", tie, tie.decided_by),
        None => {
            let tie = lost_tie(outcome, project)?;
            let step = tie_lost_by(outcome, tie, &project.id);
            ("vote-why-tie-lost", tie, step)
        }
    };
    let args = [
        ("number", ui.number(tie.tied as u64).into()),
        ("step", tie_step(ui, step).into()),
    ];
    Some(ui.tf(key, &args))
}

/// What put the project that was taken before another that tied with it. A tie notes only what put it before the second.
pub fn tie_lost_by(outcome: &Outcome, tie: &Tie, other: &str) -> TieStep {
    let taken = tie.projects.first();
    let both = taken.and_then(|taken| {
        let taken = outcome::project(outcome, taken)?;
        Some((taken, outcome::project(outcome, other)?))
    });
    let by_cost = matches!(
        outcome.rule.ties,
        Ties::CostVotes {} | Ties::CostVotesLot(_)
    );
    match both.filter(|_| by_cost) {
        Some((taken, other)) if taken.cost != other.cost => TieStep::LowestCost,
        Some((taken, other)) if taken.votes != other.votes => TieStep::MostVotes,
        _ if outcome.rule.ties.lot().is_some() => TieStep::Lot,
        _ => TieStep::Id,
    }
}

/// What broke a tie.
pub fn tie_step(ui: &Ui, code: TieStep) -> String {
    ui.t(&format!("vote-tie-{}", code.kind()))
}

#[cfg(test)]
mod tests {
    use madang_programme::votes::engine::{Fit, Rule, SelectionRule, Utility};
    use madang_selection::{Election, ProjectDraft, VoteType, select};

    use super::*;

    #[test]
    fn each_of_a_tie_is_told_what_it_lost_by() {
        let three = [
            ("11", 10u64, 3u64),
            ("12", 20, 3),
            ("13", 20, 3),
            ("14", 30, 3),
        ];
        let mut builder = Election::builder(VoteType::Approval);
        builder.budget(100u64);
        for (id, cost, votes) in three {
            builder.add_project(ProjectDraft::new(id, cost));
            builder.add_approvals([id], votes);
        }
        let election = builder.build().expect("an election");
        let greedy = Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        };
        let mut rule = SelectionRule::new(greedy, Utility::Cost {});
        (rule.number, rule.ties) = (Some(2), Ties::CostVotes {});
        let outcome = select(&election, &rule).expect("an outcome");
        assert_eq!(outcome.selected, ["11", "12"]);
        let lost_by = |id: &str| {
            let project = outcome::project(&outcome, id).expect("a candidate");
            let tie = lost_tie(&outcome, project).expect("a tie");
            (tie.projects[0].clone(), tie_lost_by(&outcome, tie, id))
        };
        // 12 came before 13 by its number, and before 14 because that costs more.
        assert_eq!(lost_by("13"), ("12".to_owned(), TieStep::Id));
        assert_eq!(lost_by("14"), ("12".to_owned(), TieStep::LowestCost));
        // Both came before 13 and 14, which have as many votes.
        let won = |id: &str| {
            let project = outcome::project(&outcome, id).expect("a candidate");
            won_tie(&outcome, project).map(|tie| tie.round)
        };
        assert_eq!((won("11"), won("12"), won("13")), (Some(1), Some(2), None));
    }
}
