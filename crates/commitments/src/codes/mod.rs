//! The scales of the Independent Reporting Mechanism as data, each with the eras whose reports use it.

mod indicators;
mod scales;

use serde::Serialize;

use crate::absent::{Absent, Reading};

pub use indicators::{Form, INDICATORS, Indicator, form};
pub use scales::{
    BindingConstraint, Change, Completion, DidItOpen, EarlyResults, Influence, NewOrPreexisting,
    NextSteps, OnSchedule, PotentialForResults, PotentialImpact, SCALES, Specificity, Verifiable,
};

/// The version of these code lists. A value that is kept says by which it was coded; a changed meaning is another version.
pub const VERSION: u32 = 1;

/// An era of the method: the reviewers' forms changed with the plans of 2014, 2017 and 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Era {
    /// Plans of 2011–2013: progress reports.
    A,
    /// Plans of 2014–2016: progress and end-of-term reports.
    B,
    /// Plans of 2017–2019: design and implementation reports.
    C,
    /// Plans of 2020 on: co-creation brief, action plan review, results report.
    D,
}

impl Era {
    /// All four, in order.
    pub const ALL: [Era; 4] = [Era::A, Era::B, Era::C, Era::D];

    /// The era of a plan by the year in which it was submitted; `None` before 2011, when there was no partnership.
    pub fn of_year(year: i16) -> Option<Era> {
        match year {
            ..2011 => None,
            2011..=2013 => Some(Era::A),
            2014..=2016 => Some(Era::B),
            2017..=2019 => Some(Era::C),
            2020.. => Some(Era::D),
        }
    }

    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Era::A => "A",
            Era::B => "B",
            Era::C => "C",
            Era::D => "D",
        }
    }
}

/// One code of a scale.
#[derive(Debug)]
pub struct Code {
    /// Its label, as the current schema writes it.
    pub label: &'static str,
    /// Its number in the files of 2016 and 2024. A code is known by its label: the file of 2015 numbers the same labels otherwise.
    pub number: i8,
    /// Other labels for it.
    pub variants: &'static [&'static str],
    /// What it says, in words of this project.
    pub means: &'static str,
}

/// A scale.
#[derive(Debug)]
pub struct Scale {
    /// Its name in files of this crate.
    pub id: &'static str,
    /// The eras whose forms ask for it.
    pub eras: &'static [Era],
    /// Its codes, lowest first where they have an order.
    pub codes: &'static [Code],
    /// The number that files give `Unclear`, where they give it one.
    pub unclear: Option<i8>,
    /// Whether files have been seen that write the number where the label belongs, and it can mean but one thing.
    pub by_number: bool,
}

/// Where a label was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place among the scale's codes.
    pub place: usize,
    /// Whether the cell held the number in place of the label.
    pub by_number: bool,
}

impl Scale {
    /// Reads a label: without regard to case, blanks around it, and the letter before it (`c. high`).
    pub fn find(&self, cell: &str) -> Reading<Found> {
        let bare = bare(cell);
        let is = |label: &str| label.eq_ignore_ascii_case(bare);
        let found = self
            .codes
            .iter()
            .position(|code| is(code.label) || code.variants.iter().any(|variant| is(variant)));
        if let Some(place) = found {
            return Reading::Coded(Found {
                place,
                by_number: false,
            });
        }
        if let Some(absent) = Absent::of(cell) {
            return Reading::Absent(absent);
        }
        let number: Option<i8> = bare.parse().ok().filter(|_| self.by_number);
        let place = number.and_then(|n| self.codes.iter().position(|code| code.number == n));
        match place {
            Some(place) => Reading::Coded(Found {
                place,
                by_number: true,
            }),
            None => Reading::Unknown,
        }
    }

    /// The code of a label.
    pub fn read(&'static self, cell: &str) -> Reading<&'static Code> {
        match self.find(cell) {
            Reading::Coded(found) => self
                .codes
                .get(found.place)
                .map_or(Reading::Unknown, Reading::Coded),
            Reading::Absent(absent) => Reading::Absent(absent),
            Reading::Unknown => Reading::Unknown,
        }
    }

    /// Whether forms of that era ask for it.
    pub fn is_of(&self, era: Era) -> bool {
        self.eras.contains(&era)
    }
}

/// A label without blanks around it and the letter that older files put before it.
fn bare(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.split_once(". ") {
        Some((letter, rest))
            if letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_alphabetic()) =>
        {
            rest.trim()
        }
        _ => cell,
    }
}

/// A scale's codes as values of a type.
pub trait OnScale: Copy + 'static {
    /// The scale.
    const SCALE: &'static Scale;

    /// All of its codes, in the scale's order.
    const ALL: &'static [Self];

    /// Reads a label.
    fn read(cell: &str) -> Reading<Self> {
        match Self::SCALE.find(cell) {
            Reading::Coded(found) => {
                let code = Self::ALL.get(found.place).copied();
                code.map_or(Reading::Unknown, Reading::Coded)
            }
            Reading::Absent(absent) => Reading::Absent(absent),
            Reading::Unknown => Reading::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn eras_begin_with_the_plans_of_2011_2014_2017_and_2020() {
        let eras = [2010, 2011, 2013, 2014, 2016, 2017, 2019, 2020, 2031].map(Era::of_year);
        let letters = eras.map(|era| era.map_or("-", Era::letter));
        assert_eq!(letters, ["-", "A", "A", "B", "B", "C", "C", "D", "D"]);
    }

    #[test]
    fn labels_are_found_as_files_write_them() {
        assert_eq!(
            Specificity::read("c. high"),
            Reading::Coded(Specificity::High)
        );
        assert_eq!(
            Specificity::read(" None "),
            Reading::Coded(Specificity::None)
        );
        assert_eq!(
            Completion::read("a. Not Started"),
            Reading::Coded(Completion::NotStarted)
        );
        assert_eq!(
            DidItOpen::read("b. None"),
            Reading::Coded(DidItOpen::DidNotChange)
        );
        assert_eq!(
            DidItOpen::read("Worsens"),
            Reading::Coded(DidItOpen::Worsened)
        );
        assert_eq!(
            Completion::read("Unclear"),
            Reading::Absent(Absent::Unclear)
        );
        assert_eq!(
            Completion::read("4"),
            Reading::Unknown,
            "numbers changed between files"
        );
        assert_eq!(Verifiable::read("1"), Reading::Coded(Verifiable::Yes));
        assert_eq!(Specificity::read("Higher"), Reading::Unknown);
    }

    #[test]
    fn no_two_codes_of_a_scale_share_a_label_or_hide_one_of_the_five() {
        for scale in SCALES {
            let labels = scale.codes.iter();
            let labels = labels.flat_map(|code| code.variants.iter().chain([&code.label]));
            let labels: Vec<String> = labels.map(|label| label.to_ascii_lowercase()).collect();
            let different: BTreeSet<&String> = labels.iter().collect();
            assert_eq!(different.len(), labels.len(), "{}", scale.id);
            for label in labels {
                assert_eq!(Absent::of(&label), None, "{}: {label}", scale.id);
            }
        }
    }
}
