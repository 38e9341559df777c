//! Counts the ballots of every vote again and runs its selection again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use madang_programme::content::ContentState;
use madang_programme::scoring::CriteriaScores;
use madang_programme::votes::selection::{self, ComputeError, OpenedSheet};
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{
    BALLOT, BallotCast, Event, ScoresContent, ScoresSubmitted, VoteState,
};
use madang_programme::{Content, Place, State};
use madang_record::OpenBodyRef;
use madang_selection::Allowance;

use super::explainer::Explainer;
use super::held::Held;
use super::looked_at::{self, WithKept};
use super::partial::{self, Left, Sheets};
use super::published::{Published, compare, left_out_in_public, replaced, say_missing};
use super::spool::{Malformed, Spool};
use super::temporary;
use super::watched::Watched;
use super::{explanations, look_up, sheets};
use crate::keys::{Keys, number};
use crate::ranges::Ranges;
use crate::report::Report;
use crate::said::{quoted, said, unreadable};
use crate::work::{self, Work};

/// Ballots and scores met so far, by the subject of their vote.
pub(crate) struct Recount {
    /// Bytes of score sheets that are kept.
    pub(super) sheet_bytes: usize,
    /// The first entry that was met under the stricter rules.
    strict_from: Option<u64>,
    votes: BTreeMap<String, VoteBallots>,
    /// The vote met last, and its ballots.
    last: Option<String>,
    current: VoteBallots,
    /// The ballot of a receipt.
    pub(crate) watched: Option<Watched>,
    /// How much selecting may still be done.
    pub(crate) work: Work,
    /// Ballots whose seals stay whole, since another of their voter counts.
    kept: Ranges,
    explainer: Explainer,
}

#[derive(Default)]
pub(super) struct VoteBallots {
    spool: Option<Spool>,
    /// Score sheets, which are few.
    pub(super) sheets: Vec<OpenedSheet>,
    pub(super) sheet_bytes: usize,
    pub(super) absent_sheets: Vec<(u64, ScoresSubmitted)>,
    /// Sheets by the criteria of a body, with their entries: of one member the last counts.
    pub(super) by_criteria: Vec<(u64, ScoresSubmitted, CriteriaScores)>,
    absent: Ranges,
    present: Ranges,
    /// Who cast which, where only the ballots that count are opened.
    voters: Keys,
    unreadable: bool,
    /// The first entry of which stricter rules ask more, once the ballots are counted.
    strict_from: u64,
}

impl Recount {
    /// With the ballot whose fate is asked for.
    pub(crate) fn new(watched: Option<Watched>, work: Work, explainer: Explainer) -> Recount {
        Recount {
            sheet_bytes: 0,
            strict_from: None,
            votes: BTreeMap::new(),
            last: None,
            current: VoteBallots::default(),
            watched,
            work,
            kept: Ranges::default(),
            explainer,
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
        if self.strict_from.is_none() && state.rules() >= STRICT {
            self.strict_from = Some(index);
        }
        match event {
            Event::BallotCast(ballot) => {
                let vote = state.vote(&ballot.programme, &ballot.vote);
                let keeps_seals = vote.is_ok_and(VoteState::keeps_seals);
                self.ballot(index, subject, ballot, keeps_seals, open, report);
            }
            Event::ScoresSubmitted(facts) => {
                let Some(content) = self.sheet((index, subject), facts, open, report) else {
                    return;
                };
                match serde_json::from_str(content) {
                    Ok(content) => self.vote(subject).sheets.push(OpenedSheet {
                        body: facts.body.clone(),
                        member: facts.member.clone(),
                        content,
                    }),
                    Err(error) => report.fail(Some(index), subject, unreadable(&error)),
                }
            }
            Event::SelectionPublished(facts) => {
                let subject_of = (facts.programme.as_str(), facts.vote.as_str());
                let mut ballots = self.take(&Place::vote(&facts.programme, &facts.vote));
                ballots.strict_from = self.strict_from.unwrap_or(u64::MAX);
                let published = Published {
                    index,
                    subject,
                    facts,
                    open,
                    explainer: &self.explainer,
                };
                let kept = ballots.keep(subject_of, state, report);
                self.kept.absorb(&kept);
                let allowance = &mut self.work.allowance;
                recompute(&published, ballots, &kept, state, allowance, report);
                look_up::voters(index, facts, kept.count(), state, report);
            }
            Event::BallotsOpened(opened) => {
                look_up::lot(index, &opened.programme, &opened.vote, state, report);
            }
            Event::RuleFixed(_)
            | Event::VoteScheduled(_)
            | Event::VoteRescheduled(_)
            | Event::VoteUnscheduled(_)
            | Event::RollClosed(_)
            | Event::PaperCounted(_)
            | Event::BallotExcluded(_)
            | Event::VoteOpened(_)
            | Event::VoteBegun(_)
            | Event::VoteClosed(_)
            | Event::VoteCancelled(_) => {}
        }
    }

    fn ballot(
        &mut self,
        index: u64,
        subject: &str,
        ballot: &BallotCast,
        keeps_seals: bool,
        open: &[OpenBodyRef<'_>],
        report: &mut Report,
    ) {
        let body = content(open, BALLOT);
        if let Some(watched) = &mut self.watched {
            watched.meet(index, ballot, body.map(|body| body.content.get()));
        }
        let ballots = self.vote(subject);
        if keeps_seals && let Err(error) = ballots.voters.push((number(&ballot.voter), index)) {
            ballots.unreadable = true;
            report.unread(index, temporary(&error));
        }
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

    pub(super) fn vote(&mut self, subject: &str) -> &mut VoteBallots {
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
        let ballots = std::mem::take(&mut self.current);
        self.sheet_bytes -= ballots.sheet_bytes;
        ballots
    }

    /// Checks the ballots of votes that were opened and never counted, so that they too say what a ballot can say. Gives the ballots
    /// of all votes whose seals stay whole, since another of their voter counts.
    pub(crate) fn finish(&mut self, state: &State, report: &mut Report) -> Ranges {
        if let Some(last) = self.last.take() {
            let ballots = std::mem::take(&mut self.current);
            self.votes.insert(last, ballots);
        }
        let strict_from = self.strict_from.unwrap_or(u64::MAX);
        for (subject, mut ballots) in std::mem::take(&mut self.votes) {
            if let Some(of) = Place::split_vote(&subject) {
                self.kept.absorb(&ballots.keep(of, state, report));
            }
            let Some(spool) = ballots.spool else {
                continue;
            };
            let checked = spool.into_sorted().and_then(|sorted| {
                sorted
                    .map(|ballot| checked(ballot, strict_from))
                    .try_for_each(|ballot| ballot.map(drop))
            });
            if let Err(error) = checked {
                say_unreadable(&error, None, &subject, report);
            }
        }
        self.kept.normalise();
        std::mem::take(&mut self.kept)
    }
}

impl VoteBallots {
    /// The ballots of the vote (programme, vote) whose seals stay whole; says which of them are open all the same.
    fn keep(&mut self, of: (&str, &str), state: &State, report: &mut Report) -> Ranges {
        let Ok(vote) = state.vote(of.0, of.1) else {
            return Ranges::default();
        };
        let kept = match looked_at::kept(&mut self.voters, vote, state) {
            Ok(kept) => kept,
            Err(error) => {
                self.unreadable = true;
                report.unread(vote.entry, temporary(&error));
                return Ranges::default();
            }
        };
        let opened = kept.iter().filter(|entry| self.present.contains(*entry));
        for entry in opened {
            // Who opened it did that, later than whatever else may be wrong with a ballot.
            let reason = said("verify-ballot-opened-in-vain").number("ballot", entry);
            report.fail(vote.phase.opened(), Place::vote(of.0, of.1), reason);
        }
        kept
    }
}

pub(super) fn content<'a, 'b>(
    open: &'a [OpenBodyRef<'b>],
    name: &str,
) -> Option<&'a OpenBodyRef<'b>> {
    open.iter().find(|body| body.name == name)
}

/// The rules from which on ballots are asked more.
const STRICT: u32 = 4;

/// A ballot that says what a ballot can say, by the rules that it was cast under.
fn checked(ballot: io::Result<OpenedBallot>, strict_from: u64) -> io::Result<OpenedBallot> {
    let ballot = ballot?;
    let rules = match ballot.entry < strict_from {
        true => STRICT - 1,
        false => STRICT,
    };
    let Some(content) = &ballot.content else {
        return Ok(ballot);
    };
    let checked = content.check(rules);
    checked.map_err(|violation| Malformed::of(ballot.entry, violation.said()))?;
    Ok(ballot)
}

fn say_unreadable(error: &io::Error, index: Option<u64>, subject: &str, report: &mut Report) {
    if error.kind() == io::ErrorKind::InvalidData {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        let reason = inner.map_or_else(|| quoted(error), |Malformed(reason)| reason.clone());
        report.fail(index, subject, reason);
    } else {
        report.unread(index.unwrap_or_default(), temporary(error));
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
    kept: &Ranges,
    state: &State,
    allowance: &mut Allowance,
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
    sheets::by_criteria(&mut ballots, (&facts.programme, &facts.vote), state);
    let left_out = left_out(&ballots, state);
    let looked_at = |entry: &u64| !left_out.contains(entry);
    let absent = ballots.absent.iter().filter(looked_at);
    let hidden: Ranges = absent.filter(|entry| !kept.contains(*entry)).collect();
    // What was taken out later is not looked at any more, whatever became of its seal.
    let kept: Ranges = kept.iter().filter(looked_at).collect();
    let left = Left {
        counted: (vote.cast + vote.excluded).saturating_sub(left_out.len() as u64),
        hidden: hidden.count(),
        sheets: sheets_by_body(vote, &ballots),
        by_criteria: !vote.by_criteria.is_empty(),
    };
    replaced(published, report);
    left_out_in_public(published, &ballots.present, &left_out, report);
    partial::check_facts(published, &left, state, report);
    if ballots.unreadable {
        return;
    }
    let strict_from = ballots.strict_from;
    let mut voters = std::mem::take(&mut ballots.voters);
    let spool = ballots.spool.take().unwrap_or_else(Spool::new);
    let sorted = match spool.into_sorted() {
        Ok(sorted) => sorted
            .map(move |ballot| checked(ballot, strict_from))
            .filter(move |ballot| match ballot {
                Ok(ballot) => !left_out.contains(&ballot.entry),
                Err(_) => true,
            }),
        Err(error) => {
            return say_unreadable(&error, Some(published.index), published.subject, report);
        }
    };
    let sorted: Box<dyn Iterator<Item = _>> = match voters.sorted() {
        Ok(voters) if vote.keeps_seals() => Box::new(WithKept::new(voters, &kept, sorted)),
        Ok(_) => Box::new(sorted),
        Err(error) => {
            return say_unreadable(&error, Some(published.index), published.subject, report);
        }
    };
    let (programme, of) = (facts.programme.as_str(), facts.vote.as_str());
    if left.is_whole() {
        let sheets = &ballots.sheets;
        match selection::compute_within(state, programme, of, sheets, sorted, allowance) {
            Ok(computed) => compare(published, computed, report),
            Err(error) => refuse(published, error, report),
        }
        return;
    }
    let sheets = with_empty_ones(&ballots);
    let held = match selection::election(state, programme, of, &sheets, sorted) {
        Ok((election, seen)) => {
            let rest = (&election, &seen);
            partial::check(published, &left, rest, state, allowance, report)
        }
        Err(error) => {
            refuse(published, error, report);
            Held::Not
        }
    };
    let missing = ballots.absent_sheets.iter().map(|(entry, _)| *entry);
    say_missing(published, hidden, missing, held, report);
}

/// How many score sheets each body has, and how many of them are hidden.
fn sheets_by_body(vote: &VoteState, ballots: &VoteBallots) -> BTreeMap<String, Sheets> {
    let mut bodies: BTreeMap<String, Sheets> = BTreeMap::new();
    for (body, _) in vote.sheets.keys() {
        bodies.entry(body.clone()).or_default().all += 1;
    }
    for (_, facts) in &ballots.absent_sheets {
        bodies.entry(facts.body.clone()).or_default().hidden += 1;
    }
    bodies
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

fn refuse(published: &Published<'_, '_>, error: ComputeError<io::Error>, report: &mut Report) {
    match error {
        ComputeError::Ballots(error) => {
            say_unreadable(&error, Some(published.index), published.subject, report);
        }
        ComputeError::Violation(_) | ComputeError::Engine(_) => {
            published.fail(report, error.said());
        }
        ComputeError::Spent => {
            work::left(published.index, published.subject, report);
            explanations::check_named(published, report);
        }
    }
}
