//! What became of a candidate, in the fewest words: for cards and for the rows of tables.

use madang_programme::votes::engine::{Phase, Reason};

use crate::frame::format::short_decimal;
use crate::frame::ui::Ui;
use crate::votes::explain::{self, OrderedBy};
use crate::votes::outcome::{self, Outcome, ProjectExplanation};
use crate::votes::ties::tied;

/// Why a project was not selected, on its card; of a selected one the tie that it won. `None` where there is nothing to say.
pub fn in_short(
    ui: &Ui,
    outcome: &Outcome,
    project: &ProjectExplanation,
    currency: &str,
) -> Option<String> {
    let tie = tied(ui, outcome, project);
    let Some(code) = project.reason.filter(|_| project.round.is_none()) else {
        return tie;
    };
    let missing = explain::missing(ui, project, currency).map(|missing| missing.sentence);
    let reason = explain::reason(ui, outcome, code);
    let words = [tie, Some(reason), missing].into_iter().flatten();
    Some(words.collect::<Vec<_>>().join(" "))
}

/// The same in a row of the table of all candidates, which has what is missing in a column of its own. Where others only came
/// before it that is said by what they came before it by: the same sentence in fifty rows tells nothing.
pub fn in_a_row(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    if let Some(tie) = tied(ui, outcome, project) {
        return Some(tie);
    }
    let code = project.reason.filter(|_| project.round.is_none())?;
    let before = match code {
        Reason::NumberReached | Reason::Outranked => came_before(ui, outcome, project),
        _ => None,
    };
    Some(before.unwrap_or_else(|| explain::reason(ui, outcome, code)))
}

/// What a project had beside what the last one had that was selected by the rule's own order.
fn came_before(ui: &Ui, outcome: &Outcome, project: &ProjectExplanation) -> Option<String> {
    if let Some(own) = explain::score_of(outcome, project) {
        let mut rounds = outcome.rounds.iter();
        let last = rounds.rfind(|round| round.phase == Phase::Scores)?;
        let args = [
            ("score", own.into()),
            ("last", short_decimal(&last.value).into()),
        ];
        return Some(ui.tf("vote-row-score", &args));
    }
    let mut rounds = outcome.rounds.iter();
    let last = rounds.rfind(|round| round.phase == Phase::Greedy)?;
    let key = match OrderedBy::of(&outcome.rule) {
        OrderedBy::Votes => {
            let args = [
                ("votes", ui.number(project.votes).into()),
                ("last", ui.number(last.votes).into()),
            ];
            return Some(ui.tf("vote-row-votes", &args));
        }
        OrderedBy::Points => "vote-row-points",
        OrderedBy::VotesPerCost | OrderedBy::PointsPerCost => return None,
    };
    let own = outcome::value(outcome, project)?;
    let args = [
        ("points", short_decimal(own).into()),
        ("last", short_decimal(&last.value).into()),
    ];
    Some(ui.tf(key, &args))
}
