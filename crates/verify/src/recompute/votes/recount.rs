//! Counts the ballots of every vote again and runs its selection again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use madang_programme::content::ContentState;
use madang_programme::votes::selection::{self, ComputeError, Computed, OpenedSheet};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{
    BALLOT, BallotCast, Event, OUTCOME, SCORES, ScoresContent, ScoresSubmitted, SelectionPublished,
};
use madang_programme::{Comparison, Content, Fact, Place, State};
use madang_record::OpenBodyRef;
use serde_json::Value;

use super::partial::{self, Left};
use super::spool::Spool;
use super::temporary;
use super::watched::Watched;
use crate::ranges::Ranges;
use crate::report::{Cost, LookUp, Recomputed, Report, Unchecked};
use crate::said::Said;

/// Ballots and scores met so far, by the subject of their vote.
#[derive(Default)]
pub(crate) struct Recount {
    votes: BTreeMap<String, VoteBallots>,
    /// The vote met last, and its ballots.
    last: Option<String>,
    current: VoteBallots,
    /// The ballot of a receipt.
    pub(crate) watched: Option<Watched>,
}

#[derive(Default)]
struct VoteBallots {
    spool: Option<Spool>,
    /// Score sheets, which are few.
    sheets: Vec<OpenedSheet>,
    absent_sheets: Vec<(u64, ScoresSubmitted)>,
    absent: Ranges,
    present: Ranges,
    unreadable: bool,
}

impl Recount {
    /// With the ballot whose fate is asked for.
    pub(crate) fn new(watched: Option<Watched>) -> Recount {
        Recount {
            watched,
            ..Recount::default()
        }
    }

    /// Takes an entry that `state` has applied.
    pub(crate) fn entry(
        &mut self,
        index: u64,
        subject: &str,
        event: &Event,
        open: &[OpenBodyRef<'_>],
        state: &State,
        report: &mut Report,
    ) {
        match event {
            Event::BallotCast(ballot) => self.ballot(index, subject, ballot, open, report),
            Event::ScoresSubmitted(facts) => {
                let ballots = self.vote(subject);
                let Some(body) = content(open, SCORES) else {
                    ballots.absent_sheets.push((index, facts.clone()));
                    return;
                };
                match serde_json::from_str(body.content.get()) {
                    Ok(content) => ballots.sheets.push(OpenedSheet {
                        body: facts.body.clone(),
                        member: facts.member.clone(),
                        content,
                    }),
                    Err(error) => report.fail(Some(index), subject, Said::quoted(error)),
                }
            }
            Event::SelectionPublished(facts) => {
                let ballots = self.take(&Place::vote(&facts.programme, &facts.vote));
                let published = Published {
                    index,
                    subject,
                    facts,
                    open,
                };
                recompute(&published, ballots, state, report);
            }
            Event::BallotsOpened(opened) => {
                look_up(index, &opened.programme, &opened.vote, state, report);
            }
            Event::RuleFixed(_)
            | Event::VoteScheduled(_)
            | Event::BallotExcluded(_)
            | Event::VoteOpened(_)
            | Event::VoteClosed(_)
            | Event::VoteCancelled(_) => {}
        }
    }

    fn ballot(
        &mut self,
        index: u64,
        subject: &str,
        ballot: &BallotCast,
        open: &[OpenBodyRef<'_>],
        report: &mut Report,
    ) {
        let body = content(open, BALLOT);
        if let Some(watched) = &mut self.watched {
            watched.meet(index, ballot, body.map(|body| body.content.get()));
        }
        let ballots = self.vote(subject);
        let Some(body) = body else {
            ballots.absent.push(index);
            return;
        };
        ballots.present.push(index);
        let spool = ballots.spool.get_or_insert_with(Spool::new);
        if let Err(error) = spool.add(&ballot.voter, index, body.content.get().as_bytes()) {
            ballots.unreadable = true;
            report.unread(index, temporary(&error));
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

    /// Checks the ballots of votes that were opened and never counted, so that they too say what a ballot can say.
    pub(crate) fn finish(&mut self, report: &mut Report) {
        if let Some(last) = self.last.take() {
            let ballots = std::mem::take(&mut self.current);
            self.votes.insert(last, ballots);
        }
        for (subject, ballots) in std::mem::take(&mut self.votes) {
            let Some(spool) = ballots.spool else {
                continue;
            };
            let checked = spool
                .into_sorted()
                .and_then(|sorted| sorted.map(checked).try_for_each(|ballot| ballot.map(drop)));
            if let Err(error) = checked {
                say_unreadable(&error, None, &subject, report);
            }
        }
    }
}

fn content<'a, 'b>(open: &'a [OpenBodyRef<'b>], name: &str) -> Option<&'a OpenBodyRef<'b>> {
    open.iter().find(|body| body.name == name)
}

/// A ballot that says what a ballot can say.
fn checked(ballot: io::Result<OpenedBallot>) -> io::Result<OpenedBallot> {
    let ballot = ballot?;
    ballot.content.check().map_err(|violation| {
        let entry = ballot.entry;
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("ballot of entry {entry}: {violation}"),
        )
    })?;
    Ok(ballot)
}

fn say_unreadable(error: &io::Error, index: Option<u64>, subject: &str, report: &mut Report) {
    if error.kind() == io::ErrorKind::InvalidData {
        report.fail(index, subject, Said::quoted(error));
    } else {
        report.unread(index.unwrap_or_default(), temporary(error));
    }
}

/// A lot is drawn from a value outside the record: only somebody who looks it up knows whether it is the pledged one.
fn look_up(index: u64, programme: &str, vote: &str, state: &State, report: &mut Report) {
    let Ok(of) = state.vote(programme, vote) else {
        return;
    };
    let Some(lot) = &of.lot else {
        return;
    };
    let rule = state.rule(programme, &of.rule).ok();
    let pledge = rule.and_then(|rule| Some((rule.entry, rule.lot.as_ref()?)));
    let form = match pledge.and_then(|(_, pledge)| pledge.form) {
        Some(form) => Said::new("verify-lot-form")
            .number("numbers", u64::from(form.numbers))
            .number("least", u64::from(form.least))
            .number("most", u64::from(form.most)),
        None => Said::new("verify-lot-no-form"),
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
        what: Said::new("verify-look-up-lot")
            .text("vote", vote)
            .text("pledge", words)
            .number("pledged", pledged_by)
            .text("value", &lot.value)
            .text("seed", &lot.seed)
            .text("seed_hash", lot.seed_hash())
            .said("form", form),
    });
}

/// A published selection as it stands on the record.
pub(super) struct Published<'a, 'b> {
    pub(super) index: u64,
    pub(super) subject: &'a str,
    pub(super) facts: &'a SelectionPublished,
    pub(super) open: &'a [OpenBodyRef<'b>],
}

impl Published<'_, '_> {
    pub(super) fn fail(&self, report: &mut Report, reason: impl Into<Said>) {
        report.fail(Some(self.index), self.subject, reason);
    }

    /// The content of that name as JSON; what is missing or none was said.
    pub(super) fn content(&self, name: &'static str, report: &mut Report) -> Option<Value> {
        let Some(body) = content(self.open, name) else {
            self.fail(
                report,
                Said::new("verify-selection-without").text("name", name),
            );
            return None;
        };
        match serde_json::from_str(body.content.get()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(report, Said::quoted(error));
                None
            }
        }
    }
}

/// The ballots of a vote that are hidden at this moment: the server leaves them out of the count.
fn left_out(ballots: &VoteBallots, state: &State) -> BTreeSet<u64> {
    state
        .contents()
        .filter(|(entry, name, now)| {
            *name == BALLOT
                && !matches!(now, ContentState::Released { .. })
                && (ballots.absent.contains(*entry) || ballots.present.contains(*entry))
        })
        .map(|(entry, _, _)| entry)
        .collect()
}

fn recompute(
    published: &Published<'_, '_>,
    mut ballots: VoteBallots,
    state: &State,
    report: &mut Report,
) {
    let facts = published.facts;
    let Ok(vote) = state.vote(&facts.programme, &facts.vote) else {
        return;
    };
    // A score sheet that was taken out before the count is not one of the vote any more.
    ballots.absent_sheets.retain(|(entry, facts)| {
        let sheet = (facts.body.clone(), facts.member.clone());
        vote.sheets.get(&sheet) == Some(entry)
    });
    let left_out = left_out(&ballots, state);
    let mut hidden = Ranges::default();
    let absent = ballots.absent.iter();
    absent
        .filter(|entry| !left_out.contains(entry))
        .for_each(|entry| hidden.push(entry));
    let left = Left {
        counted: (vote.cast + vote.excluded).saturating_sub(left_out.len() as u64),
        hidden: hidden.count(),
        hidden_sheets: ballots.absent_sheets.len() as u64,
    };
    replaced(published, report);
    partial::check_facts(published, &left, state, report);
    if ballots.unreadable {
        return;
    }
    let spool = ballots.spool.take().unwrap_or_else(Spool::new);
    let sorted = match spool.into_sorted() {
        Ok(sorted) => sorted.map(checked).filter(move |ballot| match ballot {
            Ok(ballot) => !left_out.contains(&ballot.entry),
            Err(_) => true,
        }),
        Err(error) => {
            return say_unreadable(&error, Some(published.index), published.subject, report);
        }
    };
    let (programme, of) = (facts.programme.as_str(), facts.vote.as_str());
    if left.is_whole() {
        match selection::compute(state, programme, of, &ballots.sheets, sorted) {
            Ok(computed) => compare(published, &computed, report),
            Err(error) => refuse(published, error, report),
        }
        return;
    }
    let sheets = with_empty_ones(&ballots);
    match selection::election(state, programme, of, &sheets, sorted) {
        Ok((election, seen)) => partial::check(published, &left, &election, &seen, state, report),
        Err(error) => refuse(published, error, report),
    }
    let missing = ballots.absent_sheets.iter().map(|(entry, _)| *entry);
    say_missing(published, hidden, missing, report);
}

/// The score sheets of a vote, an empty one for each that is hidden.
fn with_empty_ones(ballots: &VoteBallots) -> Vec<OpenedSheet> {
    let hidden = ballots.absent_sheets.iter().map(|(_, facts)| OpenedSheet {
        body: facts.body.clone(),
        member: facts.member.clone(),
        content: ScoresContent {
            scores: BTreeMap::new(),
        },
    });
    ballots.sheets.iter().cloned().chain(hidden).collect()
}

/// Says which ballots and sheets are missing, so that a selection was checked in part.
fn say_missing(
    published: &Published<'_, '_>,
    mut entries: Ranges,
    sheets: impl Iterator<Item = u64>,
    report: &mut Report,
) {
    sheets.for_each(|entry| entries.push(entry));
    entries.normalise();
    report.unchecked.push(Unchecked {
        what: "selection",
        count: 1,
        entries: published.index.to_string(),
        reason: Said::new("verify-selection-partial")
            .text("subject", published.subject)
            .number("missing", entries.count())
            .text("entries", entries.describe(20)),
        by_rule: false,
    });
}

fn refuse(published: &Published<'_, '_>, error: ComputeError<io::Error>, report: &mut Report) {
    match error {
        ComputeError::Ballots(error) => {
            say_unreadable(&error, Some(published.index), published.subject, report);
        }
        ComputeError::Violation(_) | ComputeError::Engine(_) => {
            published.fail(report, Said::quoted(error));
        }
    }
}

/// Ballots that others of the same voter replaced, which the rules allow and a reader should know.
fn replaced(published: &Published<'_, '_>, report: &mut Report) {
    let repeated = published.facts.tally.repeated;
    if repeated > 0 {
        report.costs.push(Cost {
            entries: published.index.to_string(),
            what: Said::new("verify-cost-replaced")
                .text("subject", published.subject)
                .number("count", repeated)
                .number("cast", published.facts.tally.cast),
        });
    }
}

/// Holds a published selection against the one that follows from its ballots: facts always, explanations of the same format.
fn compare(published: &Published<'_, '_>, computed: &Computed, report: &mut Report) {
    if let Some(difference) = partial::first_difference(published.facts, &computed.facts) {
        let reason = Said::new("verify-selection-differs").said("what", difference);
        return published.fail(report, reason);
    }
    let mut left = false;
    for rule in SelectionPublished::CONTENTS {
        let Some(is) = published.content(rule.name, report) else {
            return;
        };
        let must = match rule.name {
            OUTCOME => &computed.outcome,
            _ => &computed.analysis,
        };
        match rule.compare(&is, must) {
            Comparison::Same => {}
            Comparison::Differs => {
                let reason = Said::new("verify-selection-explanation").text("name", rule.name);
                return published.fail(report, reason);
            }
            Comparison::OtherFormat(format) => {
                left = true;
                report.left.push(
                    Said::new("verify-left-explanation")
                        .text("subject", published.subject)
                        .text("name", rule.name)
                        .number("format", u64::from(format))
                        .number("own", u64::from(rule.written())),
                );
            }
        }
    }
    if left {
        // What is not compared to the byte still has to name the same selection.
        partial::check_explanations(published, report);
    }
    report.recomputed.push(Recomputed {
        entry: published.index,
        subject: published.subject.to_owned(),
        feature: "votes",
        counted: computed.facts.tally.counted,
        selected: computed.facts.selected.len() as u64,
    });
}
