//! What a vote rests on outside the record.

use madang_programme::State;
use madang_programme::votes::SelectionPublished;

use crate::report::{LookUp, Report};
use crate::said::{counted, said};

/// A lot is drawn from a value outside the record: only somebody who looks it up knows whether it is the pledged one.
pub(super) fn lot(index: u64, programme: &str, vote: &str, state: &State, report: &mut Report) {
    let Ok(of) = state.vote(programme, vote) else {
        return;
    };
    let Some(lot) = &of.lot else {
        return;
    };
    let rule = state.rule(programme, &of.rule).ok();
    let pledge = rule.and_then(|rule| Some((rule.entry, rule.lot.as_ref()?)));
    let form = match pledge.and_then(|(_, pledge)| pledge.form) {
        Some(form) => said("verify-lot-form")
            .number("numbers", u64::from(form.numbers))
            .number("least", u64::from(form.least))
            .number("most", u64::from(form.most)),
        None => said("verify-lot-no-form"),
    };
    let (pledged_by, words) = match pledge {
        Some((entry, pledge)) => (
            entry,
            pledge
                .value
                .0
                .values()
                .cloned()
                .collect::<Vec<_>>()
                .join(" / "),
        ),
        None => (index, String::new()),
    };
    report.look_up.push(LookUp {
        entry: index,
        what: said("verify-look-up-lot")
            .text("vote", vote)
            .text("pledge", words)
            .number("pledged", pledged_by)
            .text("value", &lot.value)
            .text("seed", &lot.seed)
            .text("seed_hash", lot.seed_hash())
            .said("form", form),
    });
}

/// A ballot is of a pseudonym, a score sheet of a member's: who stands behind them, and who may vote at all, is on no record. Only
/// whoever holds it against the register outside knows. `kept` of the vote's ballots nobody can open: that their voters cast them,
/// and not whoever signs the record in their names, only the voters know.
pub(super) fn voters(
    index: u64,
    facts: &SelectionPublished,
    kept: u64,
    state: &State,
    report: &mut Report,
) {
    let sheets = state.vote(&facts.programme, &facts.vote);
    let sheets = sheets.map_or(0, |vote| vote.sheets.len() as u64);
    let voters = said(match sheets {
        0 => "verify-look-up-voters",
        _ => "verify-look-up-voters-and-members",
    });
    let what = voters
        .text("vote", &facts.vote)
        .text("voters", counted(facts.tally.counted))
        .text("members", counted(sheets));
    report.look_up.push(LookUp {
        entry: index,
        what: match kept {
            0 => what,
            _ => said("verify-look-up-kept")
                .said("said", what)
                .text("kept", counted(kept)),
        },
    });
}
