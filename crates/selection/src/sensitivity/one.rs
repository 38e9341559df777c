//! What each project by itself was missing, or had to spare.

use std::collections::BTreeMap;

use super::money::MoreMoney;
use super::{Margin, Probe, nearest};
use crate::election::Election;
use crate::error::SelectError;
use crate::outcome::Outcome;
use crate::rule::SelectionRule;
use crate::variant;

/// Most runs of the rule for one project: no search takes as many.
const MOST_RUNS: u64 = 2_000;

/// The margin of every project of `outcome`, which is what `rule` selects from `election`, told with its projects
/// ([`crate::Trace::Full`]): those that were not selected first, the nearest of them before the others, then those that were,
/// from the last one back. Before each of them `go_on` is asked; where it says no, the rest is left out. `only` leaves out all
/// but that project.
///
/// Beside what [`super::sensitivity`] looks for, it is asked how much more money would have done.
///
/// # Errors
/// When the rule cannot be applied.
pub fn margins(
    election: &Election,
    rule: &SelectionRule,
    outcome: &Outcome,
    only: Option<&str>,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<BTreeMap<String, Margin>, SelectError> {
    let kept = outcome.selected.len();
    let mut losers = nearest(election, rule, &outcome.projects, usize::MAX)?;
    let unsupported = outcome.projects.iter();
    let unsupported = unsupported.filter(|project| project.round.is_none());
    let unsupported: Vec<String> = unsupported
        .map(|project| project.id.clone())
        .filter(|id| !losers.contains(id))
        .collect();
    losers.extend(unsupported);
    let winners = outcome.selected.iter().enumerate().rev();
    let winners = winners.map(|(index, id)| (index + 1, id, true));
    let losers = losers.iter().enumerate();
    let losers = losers.map(|(index, id)| (kept + index + 1, id, false));
    let mut scratch = variant::copy(election);
    let mut found = BTreeMap::new();
    let wanted = |id: &str| only.is_none_or(|only| only == id);
    for (place, id, selected) in losers.chain(winners).filter(|(_, id, _)| wanted(id)) {
        if !go_on() {
            break;
        }
        let mut probe = Probe {
            election,
            rule,
            before: &outcome.selected,
            projects: &outcome.projects,
            runs: 0,
            most_runs: MOST_RUNS,
            progress: &mut |_, _| {},
        };
        let margin = match selected {
            true => probe.winner(id, place),
            false => {
                let mut margin = probe.loser(&mut scratch, id, place);
                probe.money(id, &mut margin);
                margin
            }
        };
        found.insert(id.clone(), margin);
    }
    Ok(found)
}

impl Probe<'_> {
    /// How much more money would have done.
    fn money(&mut self, id: &str, margin: &mut Margin) {
        let project = self.election.project_index(id);
        let more = project.and_then(|project| MoreMoney::new(self.election, self.rule, project));
        let Some(mut more) = more else {
            return;
        };
        let (most, decimals) = (more.most(), more.decimals());
        let searched = self.search(most, &mut more, |outcome| {
            outcome.selected.iter().any(|other| other == id)
        });
        margin.added_money = self.settle(searched, decimals, margin);
    }
}
