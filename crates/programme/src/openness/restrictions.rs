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
    by: u64,
    ground: Ground,
    review_by: &'a str,
    at: &'a str,
}

/// What is hidden on a record, by entry.
pub(super) struct Hidden<'a>(BTreeMap<u64, Vec<HiddenContent<'a>>>);

impl Hidden<'_> {
    /// What is hidden in a state. Ground, author and day of review are never missing: without them nothing can be hidden.
    pub(super) fn of(state: &State) -> Hidden<'_> {
        let mut hidden: BTreeMap<u64, Vec<HiddenContent<'_>>> = BTreeMap::new();
        for (entry, _, content) in state.contents() {
            match content {
                ContentState::Restricted {
                    by,
                    ground,
                    review_by,
                    at,
                    ..
                } => hidden.entry(entry).or_default().push(HiddenContent {
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
    if hidden.0.is_empty() {
        return;
    }
    for (entry, subject) in subjects(state, moment.programme, hidden) {
        for content in hidden.0.get(&entry).into_iter().flatten() {
            found(finding(state, moment, (&subject, entry), content));
        }
    }
}

/// What the entries with hidden contents are about, of one programme.
fn subjects(state: &State, programme: &str, hidden: &Hidden<'_>) -> BTreeMap<u64, Subject> {
    let mut found = BTreeMap::new();
    let mut take = |subject: &Subject, entries: &mut dyn Iterator<Item = u64>| {
        for entry in entries.filter(|entry| hidden.0.contains_key(entry)) {
            found.insert(entry, subject.clone());
        }
    };
    let answers = |subject: &Subject| {
        let dealt = state.dealt(programme, subject).into_iter();
        dealt.flat_map(|dealt| {
            let again = dealt.reexamination.iter().map(|asked| asked.entry);
            let given = dealt.answers.iter().flat_map(|given| {
                let progress = given.progress.iter().map(|progress| progress.entry);
                std::iter::once(given.entry).chain(progress)
            });
            given.chain(again).collect::<Vec<u64>>()
        })
    };
    for (id, voice) in state.voices(programme) {
        let subject = Subject::Voice(id.to_owned());
        let supplement = voice.supplement.iter();
        let supplement = supplement
            .flat_map(|supplement| std::iter::once(supplement.asked).chain(supplement.given));
        let mut entries = std::iter::once(voice.entry)
            .chain(supplement)
            .chain(answers(&subject));
        take(&subject, &mut entries);
    }
    for (id, proposal) in state.proposals(programme).into_iter().flatten() {
        let subject = Subject::Proposal(id.clone());
        let amendments = proposal.amendments.iter().copied();
        let left = proposal.left.iter().map(|(entry, _)| *entry);
        let mut entries = std::iter::once(proposal.entry)
            .chain(amendments)
            .chain(left)
            .chain(answers(&subject));
        take(&subject, &mut entries);
    }
    // Each once, rather than for every proposal.
    for entry in hidden.0.keys() {
        if let Some(comment) = state.comment(programme, *entry) {
            found.insert(*entry, Subject::Proposal(comment.proposal.clone()));
        }
    }
    found
}

fn finding(
    state: &State,
    moment: &Moment<'_>,
    (subject, entry): (&Subject, u64),
    hidden: &HiddenContent<'_>,
) -> Finding {
    let review: Date = hidden.review_by.parse().unwrap_or(Date::MAX);
    let decided = match hidden.ground {
        // What a deliberation hides is looked at again once it is over.
        Ground::Deliberation => {
            let dealt = state.dealt(moment.programme, subject);
            dealt.and_then(|dealt| dealt.answers.first())
        }
        Ground::PersonalData
        | Ground::ErasureRequest
        | Ground::Unlawful
        | Ground::Order
        | Ground::HouseRules => None,
    };
    let period = moment.of.periods(hidden.by).deliberation;
    let calendar = moment.of.calendar(None);
    let after_decision =
        decided.map(|given| calendar.next_working(period.after(moment.day(&given.at))));
    let due = after_decision.map_or(review, |after| review.min(after));
    let mut entries = vec![entry, hidden.by];
    entries.extend(decided.map(|given| given.entry));
    let finding = Finding::by_day(
        (Check::C19, moment.programme),
        subject.on_record(moment.programme),
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
        | Ground::HouseRules => MOST_HIDDEN,
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
