//! One bundle of entries with its contents and its tile.

use madang_programme::record_said;
use madang_programme::votes::Trial;
use madang_programme::{Event, Grain, Place, State, named, votes};
use madang_record::entry::EntryRef;
use madang_record::tile;
use madang_record::time::is_timeless;
use madang_record::{BundleReader, Hash, OpenBodyRef, TileError, leaf_hash};

use super::Pass;
use super::lines::Lines;
use super::reader::{Bundle, Missing, Read};
use super::room::room;
use crate::recompute::votes::temporary;
use crate::report::{Unchecked, What};
use crate::said::said;
use crate::statements::{check_length, count_stated};
use crate::tiles::DueTile;
use crate::trace::Tracer;
use crate::work;

/// The rules from which on a record holds no content that is longer than [`madang_programme::contents::MAX_CONTENT`]. In one of
/// before such a content cannot be checked; no server is known to have taken one.
const LENGTH_ASKED: u32 = 4;

impl Pass<'_> {
    /// Checks one bundle; stops where the rest cannot be read for what is missing here.
    pub(super) fn bundle(&mut self, read: Read) {
        let bundle = match read {
            Ok(bundle) => bundle,
            Err((id, Missing::Entries)) => {
                let first = id.first_entry();
                self.report
                    .fail(Some(first), id.path(), said("verify-bundle-missing"));
                self.stopped = true;
                return;
            }
            Err((id, Missing::Unread(error))) => {
                self.report.unread(id.first_entry(), error.said());
                self.stopped = true;
                return;
            }
        };
        let first = bundle.id.first_entry();
        let path = bundle.id.path();
        match BundleReader::new(&bundle.entries, bundle.id.width) {
            Ok(entries) => self.entries(&bundle, entries, &path),
            Err(error) => {
                let leaves = bundle.tile.as_deref().unwrap_or_default();
                let entry = first + position(&error, bundle.id.width, &bundle.entries, leaves);
                self.report.fail(Some(entry), path, record_said(&error));
                self.stopped = true;
            }
        }
    }

    fn entries(&mut self, bundle: &Bundle, entries: BundleReader<'_>, path: &str) {
        let first = bundle.id.first_entry();
        let end = first + u64::from(bundle.id.width);
        let mut lines = Lines::new(bundle.id.index, &bundle.contents, first, end, self.report);
        let mut open = Vec::new();
        let mut leaves = Vec::with_capacity(usize::from(bundle.id.width));
        let mut filled = Vec::new();
        for (index, bytes) in (first..).zip(entries) {
            let leaf = leaf_hash(bytes);
            leaves.push(leaf);
            self.check_leaf(index, &leaf);
            self.entry(index, bytes, path, &mut lines, &mut open);
            let edge = &mut self.edge;
            self.frontier.append_with(leaf, |level, _, hash: &Hash| {
                // Level 0 is compared bundle by bundle, below.
                if level > 0 {
                    filled.extend(edge.add(level, hash));
                }
            });
            self.check_roots();
        }
        let beyond = lines.finish(self.source.is_live(), self.report);
        if beyond > 0 {
            self.report.unchecked.push(Unchecked {
                what: What::LineBeyond,
                count: beyond,
                entries: format!("{end}–"),
                reason: said("verify-lines-grown"),
                by_rule: true,
            });
        }
        let tile = DueTile {
            level: 0,
            index: bundle.id.index,
            hashes: leaves,
        };
        tile.compare(&tile.id().path(), bundle.tile.as_deref(), self.report);
        for due in &filled {
            self.compare(due);
        }
    }

    fn entry<'b>(
        &mut self,
        index: u64,
        bytes: &[u8],
        path: &str,
        lines: &mut Lines<'b>,
        open: &mut Vec<OpenBodyRef<'b>>,
    ) {
        let entry = match EntryRef::parse(bytes) {
            Ok(entry) => entry,
            Err(error) => {
                lines.take(index, None, open, self.report);
                self.report.fail(Some(index), path, record_said(&error));
                self.replay_stopped = true;
                return;
            }
        };
        lines.take(index, Some(&entry), open, self.report);
        self.contents(index, &entry, open, lines.is_broken(), path);
        let told = told(&entry, &self.state);
        self.dating.entry(index, entry.at, told, path, self.report);
        let ids = &mut self.ids;
        if let Err(error) = ids.take(index, entry.id, entry.at, path, self.report) {
            self.report.unread(index, temporary(&error));
            self.stopped = true;
        }
        self.recount.work.entry();
        if !self.replay_stopped {
            self.replay(index, &entry, open, path);
        }
    }

    /// Holds an entry's contents against its commitments, and leaves those that do not fit: what they say is nobody's word.
    fn contents(
        &mut self,
        index: u64,
        entry: &EntryRef<'_>,
        open: &mut Vec<OpenBodyRef<'_>>,
        broken: bool,
        path: &str,
    ) {
        for commitment in &entry.bodies {
            let visibility = &commitment.visibility;
            if let Err(reason) = self.contents.declared(index, visibility) {
                self.report.fail(Some(index), path, reason);
            }
            let found = open.iter().position(|body| *body.name == *commitment.name);
            match found.and_then(|place| Some((place, open.get(place)?))) {
                Some((place, body)) => {
                    self.contents.open(index, commitment.name, visibility);
                    if body.hash() == commitment.hash {
                        self.report.open_bodies += 1;
                    } else {
                        open.remove(place);
                        let reason = said("verify-content-hash")
                            .said("name", named::content_beside(commitment.name));
                        let place = tile::body_path(index / 256);
                        self.report.fail(Some(index), place, reason);
                    }
                }
                None if broken => self.contents.unread(index),
                None => self.contents.absent(index, commitment.name, visibility),
            }
        }
    }

    /// Asks what the server asked before it took the entry.
    fn replay(
        &mut self,
        index: u64,
        entry: &EntryRef<'_>,
        open: &mut Vec<OpenBodyRef<'_>>,
        path: &str,
    ) {
        if votes::OPENINGS.contains(&entry.kind) && !self.try_rule(index, entry) {
            return;
        }
        if let Some(openness) = &mut self.openness {
            openness.before(entry.at, &self.state);
        }
        let event = match self.state.apply(entry) {
            Ok(event) => event,
            Err(error) => {
                self.report.fail(Some(index), path, error.said());
                self.replay_stopped = true;
                return;
            }
        };
        open.retain(|content| match check_length(&event, content) {
            Ok(()) => true,
            Err(reason) if self.state.rules() >= LENGTH_ASKED => {
                let place = tile::body_path(index / 256);
                self.report.fail(Some(index), place, reason);
                false
            }
            Err(_) => {
                self.contents.long(index);
                false
            }
        });
        let spelled = self.statements.check_facts(&event, entry.facts);
        if let Err(reason) = spelled.and_then(|()| self.statements.check_order(&event, entry)) {
            self.report.fail(Some(index), path, reason);
        }
        match self.report.kinds.get_mut(entry.kind) {
            Some(count) => *count += 1,
            None => {
                self.report.kinds.insert(entry.kind.to_owned(), 1);
            }
        }
        if !matches!(event, Event::Votes(votes::Event::BallotCast(_))) {
            self.thing(index, &event, entry, open, path);
        }
        if let Event::Votes(event) = &event {
            let (state, report) = (&self.state, &mut *self.report);
            self.recount
                .entry(index, entry.subject, event, open, state, report);
        }
        if let Event::Scoring(event) = &event {
            let about = (index, entry.subject);
            self.recount.scored(about, event, open, self.report);
        }
    }

    /// Tries the rule of a vote that opens, within what may be done; false where nothing more may.
    fn try_rule(&mut self, index: u64, entry: &EntryRef<'_>) -> bool {
        let opened = match Event::parse(entry.kind, entry.facts) {
            Ok(Event::Votes(event)) => event.opening(),
            Ok(_) | Err(_) => None,
        };
        let Some(opened) = opened else {
            return true;
        };
        let allowance = &mut self.recount.work.allowance;
        match self.state.try_rule(&opened, allowance) {
            Trial::Made => {}
            Trial::Left => self.untried.push(index),
            Trial::Stopped => {
                work::stopped(index, self.report);
                (self.replay_stopped, self.stopped) = (true, true);
                return false;
            }
        }
        true
    }

    /// What is asked of everything but ballots, of which there are many and which are looked at when they are counted.
    fn thing(
        &mut self,
        index: u64,
        event: &Event,
        entry: &EntryRef<'_>,
        open: &[OpenBodyRef<'_>],
        path: &str,
    ) {
        for content in open {
            if let Err(reason) = self.statements.check_content(event, &self.state, content) {
                let place = tile::body_path(index / 256);
                self.report.fail(Some(index), place, reason);
            }
        }
        let source = self.source;
        self.attachments
            .look(index, event, open, source, self.report);
        if let Event::Content(event) = event {
            let (of, name) = event.about();
            if !self.contents.is_committed(of, name) {
                let reason = said("verify-content-unknown")
                    .number("entry", of)
                    .said("name", named::content_beside(name));
                self.report.fail(Some(index), path, reason);
            }
        }
        if let Some(tracer) = &mut self.tracer {
            tracer.meet(index, entry, event, open, &self.state);
        }
        if let Some(openness) = &mut self.openness {
            openness.look(index, event, entry, open);
        }
        if let Some((of, actors)) = &mut self.asked {
            actors.meet(*of, index, (event, entry.actor), &self.state);
        }
        count_stated(event, self.report);
        self.costs.entry(index, event, &self.state, self.report);
        self.kept = self.kept.saturating_add(room(event, entry, &self.state));
        let traced = self.tracer.as_ref().map_or(0, Tracer::room);
        if self.kept.saturating_add(traced) > self.most_kept && !self.stopped {
            self.stopped = true;
            self.report.unchecked.push(Unchecked {
                what: What::Source,
                count: 1,
                entries: format!("{index}–"),
                reason: said("verify-too-many-things").number("most", self.most_kept as u64 >> 20),
                by_rule: false,
            });
        }
    }
}

/// How finely an entry without a time in its identifier tells it, and when it was too late for it: only a ballot may, in the grain of
/// its vote and before that's announced end.
fn told<'s>(entry: &EntryRef<'_>, state: &'s State) -> Option<(Grain, Option<&'s str>)> {
    let (programme, vote) = Place::split_vote(entry.subject).filter(|_| is_timeless(entry.id))?;
    let vote = state.vote(programme, vote).ok()?;
    let ends = vote.schedule.as_ref();
    Some((
        vote.grain?,
        ends.map(|schedule| schedule.closes_at.as_str()),
    ))
}

/// The position in a bundle of the first entry that an error is about. A length that was altered makes one entry swallow
/// others and shows only further on: the published leaf hashes tell where it began.
fn position(error: &TileError, width: u16, bytes: &[u8], leaves: &[u8]) -> u64 {
    let (whole, end) = match error {
        TileError::Truncated {
            position, offset, ..
        } => (*position, *offset),
        TileError::TrailingBytes { offset, .. } => (width, *offset),
        _ => return 0,
    };
    let readable = BundleReader::new(bytes.get(..end).unwrap_or_default(), whole);
    let altered = readable.ok().and_then(|entries| {
        entries
            .zip(leaves.chunks_exact(32))
            .position(|(entry, leaf)| leaf_hash(entry).as_bytes() != leaf)
    });
    altered.map_or(u64::from(whole.min(width - 1)), |position| position as u64)
}
