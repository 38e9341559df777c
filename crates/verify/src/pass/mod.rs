//! The one pass over a record: everything is read once, in order, in memory that does not grow with the log.

mod bundle;
mod lines;
mod reader;
mod room;

use std::thread;

use madang_programme::votes::BallotCast;
use madang_programme::{Fact, State};
use madang_record::{Frontier, Hash};

use crate::attachments::Attachments;
use crate::became::Actors;
use crate::brought::{Expectation, ExpectationKind, promised};
use crate::contents::Contents;
use crate::costs::Costs;
use crate::dating::Dating;
use crate::ids::Ids;
use crate::openness::{Asked, Openness};
use crate::ranges::Ranges;
use crate::recompute::votes::{Recount, Watched, temporary};
use crate::report::Report;
use crate::said::said;
use crate::source::Source;
use crate::statements::Statements;
use crate::tiles::{DueTile, TileEdge};
use crate::trace::Tracer;
use crate::work;

/// What the state keeps of entries, in bytes of memory, for a record of which a reader keeps all things in memory. What is beyond is
/// left: a record that names so many things needs a larger machine than a verifier may ask for.
pub(crate) const MOST_KEPT: usize = 128 << 20;

pub(crate) struct Pass<'a> {
    source: &'a Source,
    report: &'a mut Report,
    state: State,
    frontier: Frontier,
    edge: TileEdge,
    contents: Contents,
    attachments: Attachments,
    recount: Recount,
    statements: Statements,
    ids: Ids,
    costs: Costs,
    dating: Dating,
    expectations: Vec<Expectation>,
    /// The entry that is asked after, with whoever hid its contents.
    asked: Option<(u64, Actors)>,
    /// What is asked of how things grew out of each other.
    pub(crate) tracer: Option<Tracer>,
    /// The checks of openness, where they are asked.
    pub(crate) openness: Option<Asked>,
    /// Votes that opened although nobody tried their rule.
    untried: Ranges,
    /// Bytes that the state keeps of what it met, and the most of them.
    kept: usize,
    pub(crate) most_kept: usize,
    /// Set at the first entry that breaks a rule: what follows from it cannot be judged.
    replay_stopped: bool,
    /// Set where a file could not be read: what follows was not checked.
    stopped: bool,
}

/// Where a pass ended.
pub(crate) struct Passed {
    pub(crate) state: State,
    pub(crate) size: u64,
    pub(crate) root: Hash,
    /// The ballot whose fate was asked for.
    pub(crate) watched: Option<Watched>,
    /// Who hid contents of the entry that was asked after.
    pub(crate) actors: Actors,
    /// How things grew out of each other, where that was asked.
    pub(crate) tracer: Option<Tracer>,
    /// What the checks of openness found, where they were asked.
    pub(crate) openness: Option<Openness>,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(
        source: &'a Source,
        report: &'a mut Report,
        expectations: Vec<Expectation>,
        dating: Dating,
        recount: Recount,
        asked: Option<u64>,
    ) -> Pass<'a> {
        Pass {
            source,
            report,
            state: State::default(),
            frontier: Frontier::new(),
            edge: TileEdge::default(),
            contents: Contents::default(),
            attachments: Attachments::default(),
            recount,
            statements: Statements::default(),
            ids: Ids::default(),
            costs: Costs::default(),
            dating,
            expectations,
            asked: asked.map(|entry| (entry, Actors::default())),
            tracer: None,
            openness: None,
            untried: Ranges::default(),
            kept: 0,
            most_kept: MOST_KEPT,
            replay_stopped: false,
            stopped: false,
        }
    }

    /// Reads all of the first `size` entries. `now` is the clock of whoever verifies, in seconds since the Unix epoch.
    pub(crate) fn run(
        mut self,
        size: u64,
        now: Option<u64>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Passed {
        self.check_roots();
        let source = self.source;
        thread::scope(|scope| {
            let receiver = reader::read_ahead(scope, source, size);
            for bundle in receiver.into_iter().flatten() {
                self.bundle(bundle);
                if self.stopped {
                    break;
                }
                progress(self.frontier.size(), size);
            }
        });
        let complete = self.frontier.size() == size && !self.stopped;
        if complete {
            for due in std::mem::take(&mut self.edge).finish() {
                self.compare(&due);
            }
            let place = "tile/entries";
            if let Err(error) = self.ids.finish(place, self.report) {
                self.report.unread(0, temporary(&error));
            }
        }
        work::untried(&self.untried, self.report);
        self.attachments.settle(self.report);
        let replayed = complete && !self.replay_stopped;
        if replayed {
            let kept = self.recount.finish(&self.state, self.report);
            self.contents.settle(&kept, &self.state, self.report);
            self.costs.finish(&self.state, now, self.report);
            // What a voter put on a ballot is known to the voter and to whoever recorded it.
            let ballots = self.report.kinds.get(BallotCast::KIND).copied();
            self.report
                .stated
                .extend(ballots.map(|count| (BallotCast::KIND.to_owned(), count)));
        }
        Passed {
            size: if complete {
                size
            } else {
                self.frontier.size().min(size.saturating_sub(1))
            },
            root: self.frontier.root(),
            openness: self
                .openness
                .map(|asked| asked.finish(replayed, &self.state)),
            state: self.state,
            watched: self.recount.watched,
            actors: self.asked.map(|(_, actors)| actors).unwrap_or_default(),
            tracer: self.tracer,
        }
    }

    fn compare(&mut self, due: &DueTile) {
        if self.stopped {
            return;
        }
        let id = due.id();
        match reader::fetch_tile(self.source, id) {
            Ok(published) => due.compare(&id.path(), published.as_deref(), self.report),
            Err(error) => {
                self.report.unread(due.first_entry(0), error.said());
                self.stopped = true;
            }
        }
    }

    /// Holds the tree of this size against what is expected of it.
    fn check_roots(&mut self) {
        let size = self.frontier.size();
        let due = |kind: &ExpectationKind| matches!(kind, ExpectationKind::Root { size: at, .. } if *at == size);
        if !self
            .expectations
            .iter()
            .any(|expectation| due(&expectation.kind))
        {
            return;
        }
        let root = self.frontier.root();
        let report = &mut *self.report;
        self.expectations.retain(|expectation| {
            let ExpectationKind::Root {
                size: at,
                root: must,
            } = &expectation.kind
            else {
                return true;
            };
            if *at != size {
                return true;
            }
            let name = promised(expectation.name);
            if *must == root {
                report.hold(
                    said("verify-holds-earlier")
                        .said("name", name)
                        .number("size", size),
                );
            } else {
                let reason = said("verify-rewritten")
                    .number("size", size)
                    .text("is", must)
                    .text("must", root);
                report.fail(size.checked_sub(1), expectation.name, reason);
            }
            false
        });
    }

    /// Holds an entry's leaf against what is expected at its index.
    fn check_leaf(&mut self, index: u64, leaf: &Hash) {
        if self.expectations.is_empty() {
            return;
        }
        let report = &mut *self.report;
        self.expectations.retain(|expectation| {
            let ExpectationKind::Leaf {
                index: at,
                leaf: must,
            } = &expectation.kind
            else {
                return true;
            };
            if *at != index {
                return true;
            }
            if must == leaf {
                let name = promised(expectation.name);
                report.hold(
                    said("verify-holds-leaf")
                        .said("name", name)
                        .number("entry", index),
                );
            } else {
                let reason = said("verify-receipt-of-another").number("entry", index);
                report.fail(Some(index), expectation.name, reason);
            }
            false
        });
    }
}
