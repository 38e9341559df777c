//! Votes as they were cast, and which of them count.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use crate::error::CapacityError;
use crate::matrix::Matrix;

/// What somebody says of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// -1 in Polis' files.
    Disagree,
    /// 0: seen, and no opinion.
    Pass,
    /// 1.
    Agree,
}

impl Vote {
    /// The number that stands for it in files: -1, 0 or 1.
    pub fn number(self) -> i8 {
        match self {
            Self::Disagree => -1,
            Self::Pass => 0,
            Self::Agree => 1,
        }
    }

    /// The other way round; a pass stays one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Disagree => Self::Agree,
            Self::Pass => Self::Pass,
            Self::Agree => Self::Disagree,
        }
    }
}

/// What was fixed for a conversation before its first vote.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rules {
    /// The fewest agreements and disagreements with which somebody is placed, unless there are fewer statements.
    pub min_votes: u32,
    /// Statements that a moderator did not admit or hid.
    pub moderated_out: BTreeSet<u32>,
    /// Statements about the person who votes: counted nowhere.
    pub meta: BTreeSet<u32>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            min_votes: 7,
            moderated_out: BTreeSet::new(),
            meta: BTreeSet::new(),
        }
    }
}

impl Rules {
    /// The same with other statements left out.
    #[must_use]
    pub fn without(
        mut self,
        moderated_out: impl IntoIterator<Item = u32>,
        meta: impl IntoIterator<Item = u32>,
    ) -> Self {
        self.moderated_out.extend(moderated_out);
        self.meta.extend(meta);
        self
    }

    /// The same with another number of votes from which people are placed.
    #[must_use]
    pub fn with_min_votes(mut self, min_votes: u32) -> Self {
        self.min_votes = min_votes;
        self
    }

    /// Whether a statement is analysed.
    pub fn admits(&self, statement: u32) -> bool {
        !self.moderated_out.contains(&statement) && !self.meta.contains(&statement)
    }
}

/// One vote event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cast {
    pub person: u32,
    pub statement: u32,
    pub time: i64,
    pub vote: Vote,
}

/// A conversation while its votes are told. The last vote of a person on a statement counts: that of the latest time, among those
/// of one time the one told last.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    pub(crate) name: String,
    pub(crate) people: Vec<String>,
    numbers: HashMap<String, u32>,
    pub(crate) statements: BTreeSet<u32>,
    pub(crate) casts: Vec<Cast>,
}

/// The most people that the integers of the tables are proven for.
pub const MOST_PEOPLE: usize = 1 << 25;

/// The most statements that the integers of a person's score are proven for.
pub const MOST_STATEMENTS: usize = 1 << 20;

impl Conversation {
    /// One of this name, which stands in the hashes by which people are halved and sampled.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// Tells of a statement that there is one, whether or not anybody votes on it.
    pub fn statement(&mut self, id: u32) {
        self.statements.insert(id);
    }

    /// Tells of a vote.
    ///
    /// `person` is a pseudonym, `time` anything that grows; 0 for all where no time is known.
    pub fn vote(&mut self, person: &str, statement: u32, vote: Vote, time: i64) {
        let number = match self.numbers.get(person) {
            Some(number) => *number,
            None => {
                let number = self.people.len() as u32;
                self.people.push(person.to_owned());
                self.numbers.insert(person.to_owned(), number);
                number
            }
        };
        self.casts.push(Cast {
            person: number,
            statement,
            time,
            vote,
        });
    }

    /// Tells that the statements are those on which anybody voted, for files that do not list them.
    pub fn statements_of_votes(&mut self) {
        let voted: BTreeSet<u32> = self.casts.iter().map(|cast| cast.statement).collect();
        self.statements.extend(voted);
    }

    /// Reverses every vote, for files of servers that wrote the raw sign.
    pub fn reverse(&mut self) {
        for cast in &mut self.casts {
            cast.vote = cast.vote.reversed();
        }
    }

    /// The votes that count, on the statements that `rules` admit.
    ///
    /// # Errors
    /// Where there are more people or statements than the integers are proven for.
    pub fn matrix(&self, rules: &Rules) -> Result<Matrix, CapacityError> {
        if self.people.len() > MOST_PEOPLE {
            return Err(CapacityError::People(self.people.len()));
        }
        if self.statements.len() > MOST_STATEMENTS {
            return Err(CapacityError::Statements(self.statements.len()));
        }
        Ok(Matrix::of(self, rules))
    }

    /// The last vote of each person on each statement, by person and statement, people by their pseudonyms.
    pub(crate) fn latest(&self) -> (Vec<u32>, Vec<Cast>) {
        let mut order: Vec<u32> = (0..self.people.len() as u32).collect();
        order.sort_by(|one, other| {
            by_name(&self.people[*one as usize], &self.people[*other as usize])
        });
        let mut rank = vec![0; order.len()];
        for (place, person) in (0..).zip(&order) {
            rank[*person as usize] = place;
        }
        let mut latest: Vec<Cast> = self.casts.clone();
        for cast in &mut latest {
            cast.person = rank[cast.person as usize];
        }
        // Stable: what was told last stays last among equal times.
        latest.sort_by_key(|cast| (cast.person, cast.statement, cast.time));
        latest.reverse();
        latest.dedup_by_key(|cast| (cast.person, cast.statement));
        latest.reverse();
        (order, latest)
    }
}

/// Pseudonyms by length, then by letters: decimal numbers come in their order.
pub(crate) fn by_name(one: &str, other: &str) -> Ordering {
    (one.len(), one).cmp(&(other.len(), other))
}
