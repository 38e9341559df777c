//! Counts the ballots of every vote again and runs its selection again.

use std::collections::BTreeMap;
use std::io;

use madang_programme::event::selection::SelectionPublished;
use madang_programme::selection::{self, ComputeError, OUTCOME, OpenedSheet};
use madang_programme::{Comparison, Event, Fact, Place, State, body, votes};
use madang_record::{OpenBodyRef, to_canonical};
use serde_json::Value;

use crate::report::{RecomputedSelection, Report, Unchecked};
use crate::source::SourceError;
use crate::spool::Spool;

/// The open bodies of the entries at hand.
#[derive(Default)]
pub(crate) struct OpenBodies<'b>(BTreeMap<u64, Vec<OpenBodyRef<'b>>>);

impl<'b> OpenBodies<'b> {
    /// Adds a body; false where the entry has one of that name already.
    pub(crate) fn add(&mut self, body: OpenBodyRef<'b>) -> bool {
        let bodies = self.0.entry(body.entry).or_default();
        let fresh = bodies.iter().all(|other| other.name != body.name);
        bodies.push(body);
        fresh
    }

    /// The open bodies of an entry.
    pub(crate) fn of(&self, entry: u64) -> &[OpenBodyRef<'b>] {
        self.0.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// The open body of that name.
    pub(crate) fn get(&self, entry: u64, name: &str) -> Option<&OpenBodyRef<'b>> {
        self.of(entry).iter().find(|body| body.name == name)
    }
}

/// Ballots and scores met so far, by the subject of their vote.
#[derive(Default)]
pub(crate) struct Recount {
    votes: BTreeMap<String, VoteBallots>,
    /// The vote met last, and its ballots.
    last: Option<String>,
    current: VoteBallots,
}

#[derive(Default)]
struct VoteBallots {
    spool: Option<Spool>,
    /// Score sheets, which are few.
    sheets: Vec<OpenedSheet>,
    /// Ballots and sheets whose body was not there, and the entry of the first.
    absent: u64,
    first_absent: u64,
}

impl VoteBallots {
    fn miss(&mut self, entry: u64) {
        if self.absent == 0 {
            self.first_absent = entry;
        }
        self.absent += 1;
    }
}

impl Recount {
    /// Takes an entry that `state` has applied.
    pub(crate) fn entry(
        &mut self,
        index: u64,
        subject: &str,
        event: &Event,
        open: &OpenBodies<'_>,
        state: &State,
        report: &mut Report,
    ) {
        match event {
            Event::Votes(votes::Event::BallotCast(ballot)) => {
                let ballots = self.vote(subject);
                let Some(body) = open.get(index, body::BALLOT) else {
                    ballots.miss(index);
                    return;
                };
                let spool = ballots.spool.get_or_insert_with(Spool::new);
                if let Err(error) = spool.add(&ballot.voter, index, body.content.get().as_bytes()) {
                    ballots.miss(index);
                    report.unread(index, &temporary(&error));
                }
            }
            Event::Votes(votes::Event::ScoresSubmitted(facts)) => {
                let ballots = self.vote(subject);
                let Some(body) = open.get(index, body::SCORES) else {
                    ballots.miss(index);
                    return;
                };
                match serde_json::from_str(body.content.get()) {
                    Ok(content) => ballots.sheets.push(OpenedSheet {
                        body: facts.body.clone(),
                        member: facts.member.clone(),
                        content,
                    }),
                    Err(error) => report.fail(Some(index), subject, error.to_string()),
                }
            }
            Event::Votes(votes::Event::SelectionPublished(facts)) => {
                let ballots = self.take(&Place::vote(&facts.programme, &facts.vote));
                recompute(index, subject, facts, open, ballots, state, report);
            }
            _ => {}
        }
    }

    fn vote(&mut self, subject: &str) -> &mut VoteBallots {
        if self.last.as_deref() != Some(subject) {
            // Ballots come in long runs of one vote; only the first of a run looks its vote up.
            let last = self.last.replace(subject.to_owned());
            let ballots = std::mem::take(&mut self.current);
            if let Some(last) = last {
                self.votes.insert(last, ballots);
            }
            self.current = self.votes.remove(subject).unwrap_or_default();
        }
        &mut self.current
    }

    fn take(&mut self, subject: &str) -> VoteBallots {
        self.vote(subject);
        self.last = None;
        std::mem::take(&mut self.current)
    }
}

fn temporary(error: &io::Error) -> SourceError {
    SourceError {
        path: "a temporary file".to_owned(),
        reason: error.to_string(),
    }
}

/// Runs a published selection again and holds the result against what was published.
fn recompute(
    index: u64,
    subject: &str,
    facts: &SelectionPublished,
    open: &OpenBodies<'_>,
    ballots: VoteBallots,
    state: &State,
    report: &mut Report,
) {
    if ballots.absent > 0 {
        // If one of them should have been there, that is reported as a failure of its own.
        report.unchecked.push(Unchecked {
            what: "selection",
            count: 1,
            entries: index.to_string(),
            reason: format!(
                "{} of its ballots or score sheets are not public (the first is entry {}): it cannot be computed again",
                ballots.absent, ballots.first_absent
            ),
            by_rule: false,
        });
        return;
    }
    let sorted = match ballots.spool.unwrap_or_else(Spool::new).into_sorted() {
        Ok(sorted) => sorted,
        Err(error) => return report.unread(index, &temporary(&error)),
    };
    let computed = match selection::compute(
        state,
        &facts.programme,
        &facts.vote,
        &ballots.sheets,
        sorted,
    ) {
        Ok(computed) => computed,
        Err(ComputeError::Ballots(error)) if error.kind() != io::ErrorKind::InvalidData => {
            return report.unread(index, &temporary(&error));
        }
        Err(error) => return report.fail(Some(index), subject, error.to_string()),
    };
    if let Some(difference) = first_difference(facts, &computed.facts) {
        let reason = format!("computed again from the ballots it differs: {difference}");
        return report.fail(Some(index), subject, reason);
    }
    for rule in SelectionPublished::CONTENTS {
        let name = rule.name;
        let Some(published) = open.get(index, name) else {
            return report.fail(Some(index), subject, format!("the {name} is missing"));
        };
        let open_bytes = published.content.get().as_bytes();
        let published: Value = match serde_json::from_str(published.content.get()) {
            Ok(published) => published,
            Err(error) => return report.fail(Some(index), subject, error.to_string()),
        };
        let computed = match name {
            OUTCOME => &computed.outcome,
            _ => &computed.analysis,
        };
        match rule.compare(&published, computed) {
            Comparison::Same
                if to_canonical(&published).is_ok_and(|canonical| {
                    canonical == open_bytes
                }) => {}
            Comparison::Same => {
                let reason = format!("the published {name} is not written as canonical JSON");
                return report.fail(Some(index), subject, reason);
            }
            Comparison::Differs => {
                let reason =
                    format!("the published {name} is not the one computed from the ballots");
                return report.fail(Some(index), subject, reason);
            }
            Comparison::OtherFormat(format) => report.unchecked.push(Unchecked {
                what: "explanation",
                count: 1,
                entries: index.to_string(),
                reason: format!(
                    "its {name} is of format {format}, this version computes format {}: what was selected was computed again, how it is explained was not",
                    rule.written()
                ),
                by_rule: false,
            }),
        }
    }
    report.selections.push(RecomputedSelection {
        entry: index,
        subject: subject.to_owned(),
        ballots: computed.facts.tally.counted,
        selected: computed.facts.selected.len() as u64,
    });
}

/// Names the first field in which a published selection differs from the computed one.
fn first_difference(
    published: &SelectionPublished,
    computed: &SelectionPublished,
) -> Option<String> {
    let describe =
        |field: &str, is: String, must: String| Some(format!("{field} is {is}, computed {must}"));
    if published.tally != computed.tally {
        return describe(
            "tally",
            format!("{:?}", published.tally),
            format!("{:?}", computed.tally),
        );
    }
    if published.selected != computed.selected {
        let place = published
            .selected
            .iter()
            .zip(&computed.selected)
            .position(|(is, must)| is != must);
        let place = place.unwrap_or_else(|| published.selected.len().min(computed.selected.len()));
        let at = |list: &[String]| {
            list.get(place)
                .map_or("nothing".to_owned(), |id| format!("{id:?}"))
        };
        return describe(
            &format!("selected, place {},", place + 1),
            at(&published.selected),
            at(&computed.selected),
        );
    }
    if published.total_cost != computed.total_cost {
        return describe(
            "total_cost",
            published.total_cost.to_string(),
            computed.total_cost.to_string(),
        );
    }
    if published.input_digest != computed.input_digest {
        return describe(
            "input_digest",
            published.input_digest.clone(),
            computed.input_digest.clone(),
        );
    }
    (published != computed).then(|| "programme, vote or rule differ".to_owned())
}
