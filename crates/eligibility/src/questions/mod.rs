//! What to ask next: pages, each of one thing, and the order in which they settle the most services. Section 4 of the finder's specification.

mod pages;

use crate::answers::Answer;
use crate::book::Book;
use crate::circuit::{Atom, CONSTANTS};
use crate::facts::Fact;
use crate::matching::Matcher;
use crate::profile::Profile;
use crate::rule::Condition;
use crate::truth::Truth;

pub use pages::{Change, Class, PAGES_VERSION, Page, pages, single_facts};

/// How the next page is chosen. Where two are as good, the first of the file comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Strategy {
    /// In the order of the file, all of them.
    Fixed,
    /// In the order of the file, but for pages that no open service reads.
    FixedSkipping,
    /// The page that most open services read.
    Frequency,
    /// The page after which most services are settled on average, by published shares of the population.
    Expected,
    /// The same, every class of answers as likely.
    ExpectedUniform,
    /// The page that settles most in its worst case.
    Worst,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Strategy; 6] = [
        Strategy::Fixed,
        Strategy::FixedSkipping,
        Strategy::Frequency,
        Strategy::Expected,
        Strategy::ExpectedUniform,
        Strategy::Worst,
    ];

    /// Its name, as tables and requests have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Strategy::Fixed => "fixed",
            Strategy::FixedSkipping => "skipping",
            Strategy::Frequency => "frequency",
            Strategy::Expected => "expected",
            Strategy::ExpectedUniform => "uniform",
            Strategy::Worst => "worst",
        }
    }
}

/// Pages with a book on a day.
#[derive(Debug)]
#[non_exhaustive]
pub struct Questions<'a> {
    matcher: &'a Matcher<'a>,
    pages: Vec<Page>,
    /// The facts that each wire reads, as bits.
    reads: Vec<u64>,
}

impl<'a> Questions<'a> {
    /// These pages for a book on a day.
    #[must_use]
    pub fn new(matcher: &'a Matcher<'a>, pages: Vec<Page>) -> Questions<'a> {
        let reads = reads(matcher.book);
        Questions {
            matcher,
            pages,
            reads,
        }
    }

    /// The pages.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// How many services and rules read a page while they are open.
    #[must_use]
    pub fn readers(&self, profile: &Profile, page: usize) -> usize {
        let bits = bits(&self.pages[page].facts);
        let values = self.matcher.values(&profile.visitor, profile);
        let open = self
            .matcher
            .ends()
            .filter(|wire| values[wire.0 as usize] == Truth::Unknown as u8);
        open.filter(|wire| self.reads[wire.0 as usize] & bits != 0)
            .count()
    }

    /// The next page by a strategy; `asked` are those that were answered, *not sure* included. `None` when nothing is left that could settle
    /// anything.
    #[must_use]
    pub fn next(&self, profile: &Profile, asked: &[usize], strategy: Strategy) -> Option<usize> {
        let left = (0..self.pages.len()).filter(|page| !asked.contains(page));
        if strategy == Strategy::Fixed {
            return left.into_iter().next();
        }
        let mut readable = left.filter(|page| self.readers(profile, *page) > 0);
        let worth = |page: usize| match strategy {
            Strategy::Fixed | Strategy::FixedSkipping => 0,
            Strategy::Frequency => self.readers(profile, page) as u64,
            Strategy::Expected => self.gain(profile, page, |class| u64::from(class.weight)),
            Strategy::ExpectedUniform => self.gain(profile, page, |_| 1),
            Strategy::Worst => self
                .each(profile, page)
                .map(|(_, settled)| settled as u64)
                .min()
                .unwrap_or(0),
        };
        if strategy == Strategy::FixedSkipping {
            return readable.next();
        }
        // The first of the greatest.
        let best = readable.map(|page| (page, worth(page)));
        best.reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(page, _)| page)
    }

    /// How many services are settled after a page on average, in millionths, so that pages with different weights compare.
    fn gain(&self, profile: &Profile, page: usize, weight: impl Fn(&Class) -> u64) -> u64 {
        let (mut sum, mut weights) = (0_u128, 0_u128);
        for (class, settled) in self.each(profile, page) {
            let weight = u128::from(weight(class));
            sum += weight * settled as u128;
            weights += weight;
        }
        let mean = (sum * 1_000_000).checked_div(weights).unwrap_or(0);
        u64::try_from(mean).unwrap_or(u64::MAX)
    }

    /// How many services are settled after each class of answers to a page.
    fn each<'b>(
        &'b self,
        profile: &'b Profile,
        page: usize,
    ) -> impl Iterator<Item = (&'b Class, usize)> + 'b {
        self.pages[page]
            .classes
            .iter()
            .map(|class| (class, self.matcher.settled(&class.told(profile))))
    }
}

/// The facts that each wire reads, as bits by their numbers.
fn reads(book: &Book) -> Vec<u64> {
    let circuit = &book.circuit;
    let mut reads = vec![0_u64; circuit.wires()];
    let of_condition = |condition: &Condition| bits(&condition.asks()) | bits(&[condition.fact]);
    let inner = book.inner.atoms.iter().filter_map(|atom| match atom {
        Atom::Condition(condition) => Some(of_condition(condition)),
        _ => None,
    });
    let inner = inner.fold(0, |bits, more| bits | more);
    for (at, atom) in (CONSTANTS..).zip(&circuit.atoms) {
        reads[at] = match atom {
            Atom::Condition(condition) => of_condition(condition),
            Atom::Bands(_) => bits(&[Fact::Income, Fact::Size]),
            Atom::SoftAge(..) => bits(&[Fact::Age, Fact::BirthDate]),
            Atom::Members(..) => inner | bits(&[Fact::Size]),
        };
    }
    for (at, gate) in (CONSTANTS + circuit.atoms.len()..).zip(&circuit.gates) {
        let inputs = &circuit.inputs[gate.from as usize..gate.to as usize];
        let all = inputs.iter().map(|wire| reads[wire.0 as usize]);
        reads[at] = all.fold(0, |bits, more| bits | more);
    }
    reads
}

/// Facts as bits.
fn bits(facts: &[Fact]) -> u64 {
    facts.iter().fold(0, |bits, fact| bits | 1 << fact.index())
}

impl Class {
    /// A profile to which this was told. What was told before stays.
    #[must_use]
    pub fn told(&self, profile: &Profile) -> Profile {
        let mut told = profile.clone();
        for change in &self.changes {
            match change {
                Change::Fact(fact, answer) => told.tell(*fact, answer.clone()),
                Change::Band(band) => told.stated_band = Some(*band),
                Change::Born(years) => {
                    let born = profile.day.born_at_age(*years);
                    told.tell(Fact::BirthDate, Answer::Number(born.number()));
                }
            }
        }
        told.finished()
    }
}
