//! What somebody has told: themselves, their household, their business, on a day.

mod derive;
mod read;
mod warning;

use crate::answers::{Answers, View};
use crate::day::Day;
use crate::facts::Fact;

pub use read::{ProfileError, ProfileProblem};
pub(crate) use read::{check, of_text};
pub use warning::Contradiction;

/// Who is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The visitor alone.
    #[default]
    Own,
    /// Everybody in the household: the best answer counts, and is said for whom.
    Household,
}

/// Another person of the household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// `child`, `spouse`, whatever was said.
    pub relation: Option<String>,
    /// What is known of them.
    pub answers: Answers,
}

/// What is known of a visitor on a day. Facts that follow from others are in it ([`Profile::read`]).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The day that is asked about.
    pub day: Day,
    /// Who is asked about.
    pub scope: Scope,
    /// What is known of the visitor.
    pub visitor: Answers,
    /// The other persons of the household that are described.
    pub members: Vec<Member>,
    /// Whether nobody else lives in the household.
    pub members_complete: bool,
    /// What is known of the household and of the business.
    pub shared: Answers,
    /// The band of income that was stated, 1 to 5; an amount with the size counts more.
    pub stated_band: Option<u8>,
    /// What contradicts itself. It is evaluated as stated.
    pub warnings: Vec<Contradiction>,
}

impl Profile {
    /// Nothing known on a day.
    #[must_use]
    pub fn empty(day: Day) -> Profile {
        Profile {
            day,
            scope: Scope::Own,
            visitor: Answers::default(),
            members: Vec::new(),
            members_complete: false,
            shared: Answers::default(),
            stated_band: None,
            warnings: Vec::new(),
        }
    }

    /// The persons that are described, the visitor first.
    pub fn people(&self) -> impl Iterator<Item = &Answers> {
        let members = self.members.iter().map(|member| &member.answers);
        std::iter::once(&self.visitor).chain(members)
    }

    /// How many persons of the household are not described; `None` for nobody knows how many.
    #[must_use]
    pub fn not_described(&self) -> Option<u64> {
        if self.members_complete {
            return Some(0);
        }
        let size = u64::try_from(self.shared.number(Fact::Size)?).unwrap_or(0);
        Some(size.saturating_sub(1 + self.members.len() as u64))
    }

    /// The band of the household's income, from amount and size, else as stated.
    #[must_use]
    pub fn income_band(&self) -> Option<u8> {
        let amounts = self
            .shared
            .number(Fact::Income)
            .zip(self.shared.number(Fact::Size));
        let computed = amounts
            .and_then(|(income, size)| crate::answers::income_band(income, size, self.day.year()));
        computed.or(self.stated_band)
    }

    /// Takes a fact of the visitor, the household or the business; ages and what follows are not computed again ([`Profile::finished`]).
    pub fn tell(&mut self, fact: Fact, answer: crate::answers::Answer) {
        match fact.subject() {
            crate::facts::Subject::Person => self.visitor.set(fact, Some(answer)),
            _ => self.shared.set(fact, Some(answer)),
        }
    }

    pub(crate) fn view<'a>(&'a self, person: &'a Answers) -> View<'a> {
        View {
            person,
            shared: &self.shared,
        }
    }
}
