//! Whether what was hidden is looked at again: C19.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::answers::Subject;
use crate::content::{ContentState, Ground, MOST_HIDDEN};
use crate::finding::{Check, Finding, Status};
use crate::programmes::Moment;
use crate::state::State;
use crate::subject::SubjectKind;

/// A content that is hidden now.
struct HiddenContent<'a> {
    entry: u64,
    /// What its entry is about, as the record names it; it itself, where that is nothing by a name.
    subject: String,
    at: &'a str,
    /// The entry that hid it; `None` where it was hidden from the beginning and nobody said why.
    restricted: Option<Restricted<'a>>,
}

/// By which entry a content was hidden, why and until when.
#[derive(Clone, Copy)]
struct Restricted<'a> {
    by: u64,
    ground: Ground,
    review_by: &'a str,
}

/// What is hidden on a record, by the programme that it is in, or that it concerns: whatever it is about.
pub(super) struct Hidden<'a>(BTreeMap<&'a str, Vec<HiddenContent<'a>>>);

impl Hidden<'_> {
    /// What is hidden in a state. What an entry hides has ground, author and day of review; what was hidden from the beginning has none of
    /// them, and is found where its kind does not leave it to somebody whether they are named.
    pub(super) fn of(state: &State) -> Hidden<'_> {
        let mut hidden: BTreeMap<&str, Vec<HiddenContent<'_>>> = BTreeMap::new();
        let mut add = |entry: u64, name: &str, at, restricted| {
            let subject = state.subject_of(entry);
            let programmes: Vec<&str> = match state.programme_of(entry) {
                Some(programme) => vec![programme],
                // What is outside all programmes is asked where it concerns one.
                None => state.concerned(subject.unwrap_or_default()).collect(),
            };
            let content = SubjectKind::Content.of(&entry.to_string(), name);
            let subject = subject.map_or(content, str::to_owned);
            for programme in programmes {
                hidden.entry(programme).or_default().push(HiddenContent {
                    entry,
                    subject: subject.clone(),
                    at,
                    restricted,
                });
            }
        };
        for (entry, name, content) in state.contents() {
            match content {
                ContentState::Restricted {
                    by,
                    ground,
                    review_by,
                    at,
                    ..
                } => {
                    let (by, ground) = (*by, *ground);
                    let restricted = Restricted {
                        by,
                        ground,
                        review_by,
                    };
                    add(entry, name, at.as_str(), Some(restricted));
                }
                ContentState::Released { .. } | ContentState::Erased { .. } => {}
            }
        }
        for (entry, name, at) in state.restricted_without_ground() {
            add(entry, name, at, None);
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
    let Some(restricted) = hidden.restricted else {
        // Ground, author and day of review are owed from the day on which it was hidden.
        return Finding::by_day(
            (Check::C19, moment.programme),
            hidden.subject.clone(),
            (moment.day(hidden.at), None, moment.today),
            vec![hidden.entry],
        );
    };
    let review: Date = restricted.review_by.parse().unwrap_or(Date::MAX);
    let decided = match restricted.ground {
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
    let period = moment.of.periods(restricted.by).deliberation;
    let calendar = moment.of.calendar(None);
    let after_decision =
        decided.map(|given| calendar.next_working(period.after(moment.day(&given.at))));
    let due = after_decision.map_or(review, |after| review.min(after));
    let mut entries = vec![hidden.entry, restricted.by];
    entries.extend(decided.map(|given| given.entry));
    let finding = Finding::by_day(
        (Check::C19, moment.programme),
        hidden.subject.clone(),
        (due, None, moment.today),
        entries,
    );
    // Nobody hides anything for longer than may be, by naming a day that never comes.
    let most = match restricted.ground {
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
