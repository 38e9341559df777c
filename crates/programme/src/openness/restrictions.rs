//! Whether what was hidden is looked at again: C19.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::answers::Subject;
use crate::content::{ContentState, Ground, MOST_HIDDEN};
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;

/// A content that is hidden now.
struct HiddenContent<'a> {
    entry: u64,
    /// What its entry is about, as the record names it; it itself, where that is nothing by a name.
    subject: String,
    by: u64,
    ground: Ground,
    review_by: &'a str,
    at: &'a str,
}

/// What is hidden on a record, by programme: whatever it is about.
pub(super) struct Hidden<'a>(BTreeMap<&'a str, Vec<HiddenContent<'a>>>);

impl Hidden<'_> {
    /// What is hidden in a state. Ground, author and day of review are never missing: without them nothing can be hidden.
    pub(super) fn of(state: &State) -> Hidden<'_> {
        let mut hidden: BTreeMap<&str, Vec<HiddenContent<'_>>> = BTreeMap::new();
        for (entry, name, content) in state.contents() {
            let Some(programme) = state.programme_of(entry) else {
                continue;
            };
            let subject = state.subject_of(entry).map(str::to_owned);
            match content {
                ContentState::Restricted {
                    by,
                    ground,
                    review_by,
                    at,
                    ..
                } => hidden.entry(programme).or_default().push(HiddenContent {
                    entry,
                    subject: subject.unwrap_or_else(|| format!("content:{entry}/{name}")),
                    by: *by,
                    ground: *ground,
                    review_by,
                    at,
                }),
                ContentState::Released { .. } | ContentState::Erased { .. } => {}
            }
        }
        Hidden(hidden)
    }
}

/// Finds what of it is in a programme.
pub(super) fn find(
    state: &State,
    moment: &Moment<'_>,
    hidden: &Hidden<'_>,
    found: &mut dyn FnMut(Finding),
) {
    for content in hidden.0.get(moment.programme).into_iter().flatten() {
        found(finding(state, moment, content));
    }
}

fn finding(state: &State, moment: &Moment<'_>, hidden: &HiddenContent<'_>) -> Finding {
    let review: Date = hidden.review_by.parse().unwrap_or(Date::MAX);
    let decided = match hidden.ground {
        // What a deliberation hides is looked at again once it is over.
        Ground::Deliberation => {
            let subject = Subject::of_record(&hidden.subject);
            let dealt = subject.and_then(|subject| state.dealt(moment.programme, &subject));
            dealt.and_then(|dealt| dealt.answers.first())
        }
        Ground::PersonalData
        | Ground::ErasureRequest
        | Ground::Unlawful
        | Ground::Order
        | Ground::HouseRules
        | Ground::ProposerRequest => None,
    };
    let period = moment.of.periods(hidden.by).deliberation;
    let calendar = moment.of.calendar(None);
    let after_decision =
        decided.map(|given| calendar.next_working(period.after(moment.day(&given.at))));
    let due = after_decision.map_or(review, |after| review.min(after));
    let mut entries = vec![hidden.entry, hidden.by];
    entries.extend(decided.map(|given| given.entry));
    let finding = Finding::by_day(
        (Check::C19, moment.programme),
        hidden.subject.clone(),
        (due, None, moment.today),
        entries,
    );
    // Nobody hides anything for longer than may be, by naming a day that never comes.
    let most = match hidden.ground {
        Ground::Deliberation => period,
        Ground::PersonalData
        | Ground::ErasureRequest
        | Ground::Unlawful
        | Ground::Order
        | Ground::HouseRules
        | Ground::ProposerRequest => MOST_HIDDEN,
    };
    if review > most.after(moment.day(hidden.at)) {
        return Finding {
            status: Status::Broken,
            ..finding
        };
    }
    match finding.status {
        // While its day has not come, what is hidden is as it should be.
        Status::NotYetDue => Finding {
            status: Status::Held,
            ..finding
        },
        Status::Held | Status::Overdue | Status::Broken => finding,
    }
}
