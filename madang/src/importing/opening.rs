//! What it means that a file opens a vote, said before and when it does.

use madang_programme::State;
use madang_programme::votes::over_all;
use madang_words::money;

use super::{Order, Part};

/// The vote that a part opens.
pub(super) fn vote(part: &Part) -> Option<&str> {
    part.steps.iter().find_map(|step| match &step.makes {
        Some(("vote", id)) => Some(id.as_str()),
        _ => None,
    })
}

/// Says of a vote that a part opened in `state` that it is open, what is fixed with it, and until when; and where its budget is more
/// than can be spent, for a nought too many is easily written.
pub(super) fn notes(state: &State, order: &Order, part: &Part) -> Vec<String> {
    let opened = || {
        let programme = order.programme.as_deref()?;
        let id = vote(part)?;
        let known = state.programme(programme).ok()?;
        let vote = state.vote(programme, id).ok()?;
        let closes = match &vote.schedule {
            Some(schedule) => {
                let at = known.local(&schedule.closes_at);
                t!("import-closes-at", at = at)
            }
            None => t!("import-closes-never"),
        };
        let candidates = state.candidates(programme, id).ok()?;
        let number = candidates.clone().count();
        let opens = t!(
            "import-opens-vote",
            vote = id,
            candidates = number,
            closes = closes
        );
        let rule = state.rule(programme, &vote.rule).ok()?;
        let over = over_all(&rule.rule, candidates.map(|(_, one)| one.cost));
        let over = over.map(|(budget, all)| {
            let said = |amount| money::with_code(amount, &known.currency);
            t!("import-over-all", budget = said(budget), all = said(all))
        });
        Some([Some(opens), over].into_iter().flatten().collect())
    };
    opened().unwrap_or_default()
}
