//! How the trace is walked: from a thing back or forward, step by step, as far as a reader can follow. Nothing here knows where
//! the links are kept, so that a server and a reader of an exported record walk the same way.

use std::collections::{BTreeSet, VecDeque};

use crate::things::How;

/// How far a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The most things that are named of those that one thing leads to in one way; the others are told by number.
    pub shown: usize,
    /// The most things that are followed further.
    pub expanded: usize,
}

impl Reach {
    /// As far as a reader follows a drawing, or a list that is read aloud.
    pub const DRAWN: Reach = Reach {
        shown: 12,
        expanded: 60,
    };
    /// To the end, with everything.
    pub const WHOLE: Reach = Reach {
        shown: usize::MAX,
        expanded: usize::MAX,
    };
}

/// Which way is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// To what a thing grew out of.
    Back,
    /// To what grew out of it.
    Forward,
}

impl Way {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Way::Back => "back",
            Way::Forward => "forward",
        }
    }
}

/// The things that one thing leads to in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// How.
    pub how: How,
    /// The first of them by entry, [`Reach::shown`] at most.
    pub things: Vec<u64>,
    /// How many there are.
    pub total: u64,
}

/// A step of the way: the things that one thing leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// From which thing.
    pub of: u64,
    /// To which, and how.
    pub to: Neighbours,
}

/// A walk from a thing.
#[derive(Debug)]
pub struct Walk {
    way: Way,
    reach: Reach,
    from_voice: bool,
    left: VecDeque<u64>,
    seen: BTreeSet<u64>,
    /// Things that are followed for what they were before alone.
    before: BTreeSet<u64>,
    expanded: usize,
    hops: Vec<Hop>,
    cut: bool,
}

impl Walk {
    /// A walk from the thing of an entry.
    ///
    /// Which voices a need groups is said of each need. So what a voice led to is told by the needs that group it, not by what
    /// these were split or merged into; and the voices of a need are its own, not those of what it was before. What an answer to a
    /// voice led to is told as of the voice.
    pub fn new(start: u64, is_voice: bool, way: Way, reach: Reach) -> Walk {
        Walk {
            way,
            reach,
            from_voice: is_voice,
            left: VecDeque::from([start]),
            seen: BTreeSet::from([start]),
            before: BTreeSet::new(),
            expanded: 0,
            hops: Vec::new(),
            cut: false,
        }
    }

    /// The thing whose neighbours are asked for next; they are given to [`Walk::take`].
    pub fn wanted(&mut self) -> Option<u64> {
        if self.expanded == self.reach.expanded {
            self.cut |= !self.left.is_empty();
            return None;
        }
        let next = self.left.pop_front()?;
        self.expanded += 1;
        Some(next)
    }

    /// Takes the neighbours of a thing.
    pub fn take(&mut self, of: u64, found: Vec<Neighbours>) {
        let before = self.before.contains(&of);
        for to in found {
            let grew = match to.how {
                How::PartOf | How::TakesUp => true,
                How::Answers
                | How::CarriesOn
                | How::Groups
                | How::Meets
                | How::GrowsFrom
                | How::Selects
                | How::PassesOver
                | How::AnswersVoice
                | How::Develops
                | How::VersionOf
                | How::RestsOn
                | How::SpeaksOf => false,
            };
            // A selection came of what is in it; that a proposal lost is said of the proposal.
            let lost = to.how == How::PassesOver && self.way == Way::Back;
            if lost || (before && !grew) {
                continue;
            }
            let further = !(grew && self.from_voice && self.way == Way::Forward);
            for thing in to.things.iter().filter(|_| further) {
                if self.seen.insert(*thing) {
                    self.left.push_back(*thing);
                    if grew && self.way == Way::Back {
                        self.before.insert(*thing);
                    }
                }
            }
            self.hops.push(Hop { of, to });
        }
    }

    /// The steps, in the order in which they were walked, and whether there is more than was walked.
    pub fn finish(self) -> (Vec<Hop>, bool) {
        (self.hops, self.cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Links = &'static [(u64, How, u64)];

    fn walked(start: u64, is_voice: bool, way: Way, links: Links) -> (Vec<(u64, How, u64)>, bool) {
        walked_as_far(Reach::DRAWN, (start, is_voice), way, links)
    }

    fn walked_as_far(
        reach: Reach,
        (start, is_voice): (u64, bool),
        way: Way,
        links: Links,
    ) -> (Vec<(u64, How, u64)>, bool) {
        let mut walk = Walk::new(start, is_voice, way, reach);
        while let Some(of) = walk.wanted() {
            let mut found = Vec::new();
            for how in How::ALL {
                let to = links.iter().filter(|link| link.1 == how);
                let to = to.filter_map(|(thing, _, source)| match way {
                    Way::Back => (*thing == of).then_some(*source),
                    Way::Forward => (*source == of).then_some(*thing),
                });
                let things: Vec<u64> = to.collect();
                if !things.is_empty() {
                    let total = things.len() as u64;
                    found.push(Neighbours { how, things, total });
                }
            }
            walk.take(of, found);
        }
        let (hops, cut) = walk.finish();
        let pairs = hops.iter().flat_map(|hop| {
            let to = hop.to.things.iter();
            to.map(|thing| (hop.of, hop.to.how, *thing))
        });
        (pairs.collect(), cut)
    }

    /// Voices 1, 2 and 3 stand in need 10, which is split into 11 (voice 1) and 12 (voice 2); 12 is merged into 13 with voice 4,
    /// which is selected.
    const LINKS: Links = &[
        (10, How::Groups, 1),
        (10, How::Groups, 2),
        (10, How::Groups, 3),
        (11, How::Groups, 1),
        (11, How::PartOf, 10),
        (12, How::Groups, 2),
        (12, How::PartOf, 10),
        (13, How::TakesUp, 12),
        (13, How::Groups, 2),
        (13, How::Groups, 4),
        (20, How::Selects, 13),
        (20, How::PassesOver, 14),
    ];

    #[test]
    fn a_voice_leads_on_through_its_own_needs_alone() {
        let (steps, cut) = walked(1, true, Way::Forward, LINKS);
        assert_eq!(
            steps,
            [
                (1, How::Groups, 10),
                (1, How::Groups, 11),
                (10, How::PartOf, 11),
                (10, How::PartOf, 12),
            ],
            "12 is named as a part, and what grew out of it is not said of voice 1"
        );
        assert!(!cut);
        let (steps, _) = walked(2, true, Way::Forward, LINKS);
        assert!(steps.contains(&(13, How::Selects, 20)), "{steps:?}");
        let (steps, _) = walked(10, false, Way::Forward, LINKS);
        assert!(steps.contains(&(13, How::Selects, 20)), "{steps:?}");
    }

    #[test]
    fn a_selection_goes_back_to_its_own_voices_alone() {
        let (steps, _) = walked(20, false, Way::Back, LINKS);
        assert_eq!(
            steps,
            [
                (20, How::Selects, 13),
                (13, How::Groups, 2),
                (13, How::Groups, 4),
                (13, How::TakesUp, 12),
                (12, How::PartOf, 10),
            ],
            "voices 1 and 3 of need 10 did not lead to need 13, and 14 not to the selection"
        );
        let (steps, _) = walked(14, false, Way::Forward, LINKS);
        assert_eq!(steps, [(14, How::PassesOver, 20)]);
    }

    #[test]
    fn a_long_way_is_cut_and_says_so() {
        let long: Vec<(u64, How, u64)> = (0..100).map(|at| (at + 1, How::TakesUp, at)).collect();
        let long: Links = Vec::leak(long);
        let (steps, cut) = walked(0, false, Way::Forward, long);
        assert_eq!((steps.len(), cut), (Reach::DRAWN.expanded, true));
        let (steps, cut) = walked_as_far(Reach::WHOLE, (0, false), Way::Forward, long);
        assert_eq!((steps.len(), cut), (100, false));
    }
}
