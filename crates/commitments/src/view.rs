//! What is read of a commitment, for files and pages: one shape whatever the layout it came in.

use serde::Serialize;

use crate::absent::{Absent, Reading};
use crate::codes::{
    BindingConstraint, Change, Completion, DidItOpen, EarlyResults, Era, OnScale,
    PotentialForResults, PotentialImpact, Specificity, VERSION, Verifiable,
};
use crate::dates::{self, DateReading};
use crate::row::{Report, Row};
use crate::schema::Field;
use crate::stars::{StarInputs, Stars};

/// A coded value: its label and number, which of the five stands there, or what stands there and is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coded {
    /// A code.
    Code {
        /// Its label in the current schema.
        label: &'static str,
        /// Its number in the files of 2016 and 2024.
        number: i8,
    },
    /// One of the five.
    Absent(Absent),
    /// What stands there.
    Unknown(String),
}

impl Coded {
    fn of<T: OnScale>(row: &Row, field: Field) -> Coded {
        let cell = row.of(field);
        match T::SCALE.read(cell) {
            Reading::Coded(code) => Coded::Code {
                label: code.label,
                number: code.number,
            },
            Reading::Absent(absent) => Coded::Absent(absent),
            Reading::Unknown => Coded::Unknown(cell.to_owned()),
        }
    }
}

/// Yes or no, which of the five, or what stands there and is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flagged {
    /// Yes or no.
    Is(bool),
    /// One of the five.
    Absent(Absent),
    /// What stands there.
    Unknown(String),
}

impl Flagged {
    fn of(row: &Row, field: Field) -> Flagged {
        match row.flag(field) {
            Reading::Coded(is) => Flagged::Is(is),
            Reading::Absent(absent) => Flagged::Absent(absent),
            Reading::Unknown => Flagged::Unknown(row.of(field).to_owned()),
        }
    }
}

/// A date as it was written, and as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "said by the type")]
pub struct Dated<'a> {
    pub raw: &'a str,
    pub read: DateReading,
}

impl<'a> Dated<'a> {
    fn of(row: &'a Row, field: Field) -> Dated<'a> {
        let raw = row.of(field);
        Dated {
            raw,
            read: dates::read(raw),
        }
    }
}

/// The stars by each report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Starred {
    /// By the progress report.
    pub progress: Stars,
    /// By the end-of-term report.
    pub end_of_term: Stars,
}

/// What the formulas of the stars were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "they are called what they are")]
pub struct Given {
    pub specificity: Coded,
    pub verifiable: Coded,
    pub relevant: Flagged,
    pub information: Flagged,
    pub participation: Flagged,
    pub accountability: Flagged,
    pub technology: Flagged,
    pub potential_impact: Coded,
    pub completion_progress: Coded,
    pub completion_end_of_term: Coded,
}

/// The stars of a commitment with what they were computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StarRow {
    /// The line of its file.
    pub line: u64,
    /// What tells it from others.
    pub id: String,
    /// Which one of its identifier it is.
    pub ordinal: u32,
    /// By completion at the end of the term where it is coded, else in the progress report.
    #[serde(flatten)]
    pub latest: Stars,
    /// What the formulas were given.
    pub inputs: Given,
    /// The same by the progress report and by the end-of-term report alone.
    pub by_report: Starred,
}

impl StarRow {
    /// The stars of a row.
    pub fn of(row: &Row) -> StarRow {
        let stars = |report| StarInputs::stars(&row.star_inputs(report));
        StarRow {
            line: row.line,
            id: row.id(),
            ordinal: row.ordinal,
            latest: stars(Report::Latest),
            inputs: Given {
                specificity: Coded::of::<Specificity>(row, Field::Specificity),
                verifiable: Coded::of::<Verifiable>(row, Field::Verifiable),
                relevant: Flagged::of(row, Field::Relevant),
                information: Flagged::of(row, Field::Information),
                participation: Flagged::of(row, Field::Participation),
                accountability: Flagged::of(row, Field::Accountability),
                technology: Flagged::of(row, Field::Technology),
                potential_impact: Coded::of::<PotentialImpact>(row, Field::Impact),
                completion_progress: Coded::of::<Completion>(row, Field::Progress),
                completion_end_of_term: Coded::of::<Completion>(row, Field::EndOfTerm),
            },
            by_report: Starred {
                progress: stars(Report::Progress),
                end_of_term: stars(Report::EndOfTerm),
            },
        }
    }
}

/// What is read of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "they are called what they are")]
pub struct Commitment<'a> {
    pub id: String,
    pub ordinal: u32,
    pub country: &'a str,
    pub action_plan: &'a str,
    pub number: &'a str,
    pub title: &'a str,
    pub year: Option<i16>,
    pub era: Option<Era>,
    pub code_lists: u32,
    pub start: Dated<'a>,
    pub end: Dated<'a>,
    pub policy_areas: Vec<&'static str>,
    pub specificity: Coded,
    pub verifiable: Coded,
    pub relevant: Flagged,
    pub information: Flagged,
    pub participation: Flagged,
    pub accountability: Flagged,
    pub technology: Flagged,
    pub potential_impact: Coded,
    pub potential_for_results: Coded,
    pub completion_progress: Coded,
    pub completion_end_of_term: Coded,
    pub change_in_completion: Coded,
    pub early_results: Coded,
    pub did_it_open_government: Coded,
    pub opened_information: Coded,
    pub opened_participation: Coded,
    pub opened_accountability: Coded,
    pub carried_forward: Flagged,
    /// As the file has it; `FALSE` there means that it was not computed.
    pub binding_constraint_raw: &'a str,
    /// As it is computed here.
    #[serde(serialize_with = "crate::stars::labelled")]
    pub binding_constraint: Option<BindingConstraint>,
    pub stars: Starred,
}

impl<'a> Commitment<'a> {
    /// Reads a row.
    pub fn of(row: &'a Row) -> Commitment<'a> {
        let areas = row.schema.policy_areas();
        let columns = row.schema.columns().iter().zip(row.cells.iter());
        let areas = columns.skip(areas.start).take(areas.len());
        let areas = areas.filter(|(_, cell)| crate::row::flag(cell) == Reading::Coded(true));
        let stars = StarRow::of(row);
        Commitment {
            id: stars.id,
            ordinal: row.ordinal,
            country: row.of(Field::Country),
            action_plan: row.of(Field::Plan),
            number: row.of(Field::Number),
            title: row.of(Field::Title),
            year: row.year(),
            era: row.era(),
            code_lists: VERSION,
            start: Dated::of(row, Field::Start),
            end: Dated::of(row, Field::End),
            policy_areas: areas.map(|(column, _)| column.label).collect(),
            specificity: stars.inputs.specificity,
            verifiable: stars.inputs.verifiable,
            relevant: stars.inputs.relevant,
            information: stars.inputs.information,
            participation: stars.inputs.participation,
            accountability: stars.inputs.accountability,
            technology: stars.inputs.technology,
            potential_impact: stars.inputs.potential_impact,
            potential_for_results: Coded::of::<PotentialForResults>(row, Field::Potential),
            completion_progress: stars.inputs.completion_progress,
            completion_end_of_term: stars.inputs.completion_end_of_term,
            change_in_completion: Coded::of::<Change>(row, Field::Change),
            early_results: Coded::of::<EarlyResults>(row, Field::EarlyResults),
            did_it_open_government: Coded::of::<DidItOpen>(row, Field::DidItOpen),
            opened_information: Coded::of::<DidItOpen>(row, Field::DidItOpenInformation),
            opened_participation: Coded::of::<DidItOpen>(row, Field::DidItOpenParticipation),
            opened_accountability: Coded::of::<DidItOpen>(row, Field::DidItOpenAccountability),
            carried_forward: Flagged::of(row, Field::CarriedForward),
            binding_constraint_raw: row.of(Field::Binding),
            binding_constraint: stars.latest.binding_constraint,
            stars: stars.by_report,
        }
    }
}
