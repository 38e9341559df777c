//! What contradicts itself in a profile. It is told, and evaluated as stated.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Profile;
use crate::answers::income_band;
use crate::facts::Fact;

/// Two statements that do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Contradiction {
    /// A man who is pregnant; the person by number, the visitor is 0.
    MaleAndPregnant(usize),
    /// Somebody employed who looks for work.
    EmployedAndJobSeeker(usize),
    /// A household smaller than the persons that are described.
    SizeBelowPeople,
    /// A household of one that has another size, or the other way round.
    OnePersonAndSize,
    /// The stated band of income is not that of amount and size.
    BandAndAmount,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Contradiction::MaleAndPregnant(person) => {
                write!(out, "people[{person}]: male and pregnant")
            }
            Contradiction::EmployedAndJobSeeker(person) => {
                write!(out, "people[{person}]: employed and job seeker")
            }
            Contradiction::SizeBelowPeople => {
                out.write_str("household: size is smaller than the people listed")
            }
            Contradiction::OnePersonAndSize => {
                out.write_str("household: one_person contradicts size")
            }
            Contradiction::BandAndAmount => out.write_str(
                "household: stated income band contradicts income and size; the amount counts",
            ),
        }
    }
}

impl Serialize for Contradiction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Profile {
    /// What contradicts itself in what was stated.
    pub(super) fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (number, person) in self.people().enumerate() {
            let yes = |fact: Fact| person.truth(fact) == Some(true);
            let male = person
                .choice(Fact::Sex)
                .is_some_and(|sex| Some(sex) == Fact::Sex.choice("male"));
            if male && yes(Fact::Pregnant) {
                found.push(Contradiction::MaleAndPregnant(number));
            }
            if yes(Fact::Employed) && yes(Fact::JobSeeker) {
                found.push(Contradiction::EmployedAndJobSeeker(number));
            }
        }
        let size = self.shared.number(Fact::Size);
        if size.is_some_and(|size| size < 1 + self.members.len() as i64) {
            found.push(Contradiction::SizeBelowPeople);
        }
        let alone = self.shared.truth(Fact::OnePerson);
        if size
            .zip(alone)
            .is_some_and(|(size, alone)| (size == 1) != alone)
        {
            found.push(Contradiction::OnePersonAndSize);
        }
        let amounts = self.shared.number(Fact::Income).zip(size);
        let band = amounts.and_then(|(income, size)| income_band(income, size, self.day.year()));
        if band
            .zip(self.stated_band)
            .is_some_and(|(band, stated)| band != stated)
        {
            found.push(Contradiction::BandAndAmount);
        }
        found
    }
}
