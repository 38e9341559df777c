//! Which ballots of a vote are looked at where the seals of the others are kept: of each voter the one that counts, told by who
//! cast which entry alone.

use std::io;
use std::iter::Peekable;

use madang_programme::State;
use madang_programme::content::ContentState;
use madang_programme::votes::tally::OpenedBallot;
use madang_programme::votes::{BALLOT, RepeatedVoter, VoteState};

use crate::keys::{Key, Keys, Sorted};
use crate::ranges::Ranges;

/// The ballots whose seals stay whole when those of their vote are broken: of each voter all but the one that counts. One that was
/// taken out before stands in no other's way.
pub(super) fn kept(voters: &mut Keys, vote: &VoteState, state: &State) -> io::Result<Ranges> {
    let mut kept = Ranges::default();
    let Some(opened) = vote.phase.opened().filter(|_| vote.keeps_seals()) else {
        return Ok(kept);
    };
    let rule = vote.ballots.repeated_voter;
    let (mut voter, mut ballots) = (None, Vec::new());
    for key in voters.sorted()? {
        let (name, entry) = key?;
        if voter != Some(name) {
            keep_all_but_one(rule, &mut ballots, &mut kept);
            voter = Some(name);
        }
        if !is_gone(state, entry, opened) {
            ballots.push(entry);
        }
    }
    keep_all_but_one(rule, &mut ballots, &mut kept);
    kept.normalise();
    Ok(kept)
}

fn keep_all_but_one(rule: RepeatedVoter, ballots: &mut Vec<u64>, kept: &mut Ranges) {
    let counting = rule.chosen(ballots).copied();
    for entry in ballots.drain(..) {
        if Some(entry) != counting {
            kept.push(entry);
        }
    }
}

/// Whether a ballot was taken out before the entry `opened`.
pub(super) fn is_gone(state: &State, entry: u64, opened: u64) -> bool {
    match state.content(entry, BALLOT) {
        Some(ContentState::Erased { by, .. } | ContentState::Restricted { by, .. }) => *by < opened,
        Some(ContentState::Released { .. }) | None => false,
    }
}

/// The ballots that are there, in their order, with those whose seals are kept among them.
pub(super) struct WithKept<'k, B: Iterator<Item = io::Result<OpenedBallot>>> {
    voters: Sorted<'k>,
    kept: &'k Ranges,
    open: Peekable<B>,
}

impl<'k, B: Iterator<Item = io::Result<OpenedBallot>>> WithKept<'k, B> {
    /// `open` by voter and entry, each of them among `voters`.
    pub(super) fn new(voters: Sorted<'k>, kept: &'k Ranges, open: B) -> WithKept<'k, B> {
        WithKept {
            voters,
            kept,
            open: open.peekable(),
        }
    }
}

impl<B: Iterator<Item = io::Result<OpenedBallot>>> Iterator for WithKept<'_, B> {
    type Item = io::Result<OpenedBallot>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (voter, entry): Key = match self.voters.next()? {
                Ok(key) => key,
                Err(error) => return Some(Err(error)),
            };
            match self.open.peek() {
                Some(Err(_)) => return self.open.next(),
                Some(Ok(ballot)) if ballot.entry == entry => return self.open.next(),
                Some(Ok(_)) | None => {}
            }
            if self.kept.contains(entry) {
                return Some(Ok(OpenedBallot {
                    entry,
                    voter: format!("{voter:032x}"),
                    content: None,
                }));
            }
            // It was taken out, or is hidden.
        }
    }
}
