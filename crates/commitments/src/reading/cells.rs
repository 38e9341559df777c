//! What is not understood of a row's cells.

use crate::absent::{Absent, Reading};
use crate::codes::{BindingConstraint, Change, Completion, OnScale, Scale};
use crate::dates::{self, DateReading};
use crate::guard;
use crate::report::{Reason, Reported};
use crate::row::{Row, flag};
use crate::schema::{Column, Field, Kind};
use crate::stars;

/// Years in which a plan or report can be.
const YEARS: std::ops::RangeInclusive<i32> = 2010..=2100;

/// Names every cell of a row that is not understood, and what of it does not go together.
pub(super) fn report(row: &Row, reported: &mut Vec<Reported>) {
    for (column, cell) in row.schema.columns().iter().zip(row.cells.iter()) {
        if let Some(reason) = of_cell(row, column, cell) {
            reported.push(at(row, column.label, cell, reason));
        }
    }
    for (label, cell) in &row.others {
        if guard::is_formula(cell) {
            reported.push(at(row, label, cell, Reason::Formula));
        }
    }
    together(row, reported);
}

fn at(row: &Row, label: &str, cell: &str, reason: Reason) -> Reported {
    Reported {
        line: row.line,
        field: label.to_owned(),
        value: cell.to_owned(),
        reason,
    }
}

fn of_cell(row: &Row, column: &Column, cell: &str) -> Option<Reason> {
    if let Kind::Text = column.kind {
        return guard::is_formula(cell).then_some(Reason::Formula);
    }
    let absent = Absent::of(cell).is_some();
    let reason = match column.kind {
        Kind::Text => None,
        Kind::Label(scale) => of_label(row, column, scale, cell),
        Kind::NumberOf {
            scale,
            label,
            by_value,
        } => of_number(row, label, scale, by_value, cell),
        Kind::Moved { label } => of_moved(row, label, cell),
        _ if absent => None,
        Kind::Flag => (flag(cell) == Reading::Unknown).then_some(Reason::NoFlag),
        Kind::Number { least, most } => {
            let within = number(cell).is_some_and(|number| (least..=most).contains(&number));
            let most = (most < i32::MAX).then_some(most);
            (!within).then_some(Reason::NoNumber { least, most })
        }
        Kind::Year => {
            let within = number(cell).is_some_and(|year| YEARS.contains(&year));
            (!within).then_some(Reason::NoYear)
        }
        Kind::Date => of_date(cell),
        Kind::Updated => match flag(cell) {
            Reading::Coded(_) => None,
            _ => of_date(cell),
        },
        Kind::Binding => {
            let computed = BindingConstraint::read(cell) != Reading::Unknown;
            let known = computed || cell.trim().eq_ignore_ascii_case("false");
            (!known).then(|| unknown(BindingConstraint::SCALE))
        }
    };
    // What nobody understands and a spreadsheet would compute is named as what it is.
    match reason {
        Some(_) if guard::is_formula(cell) => Some(Reason::Formula),
        reason => reason,
    }
}

/// A whole number, also as spreadsheets write one that they took for a fraction.
fn number(cell: &str) -> Option<i32> {
    let cell = cell.trim();
    let whole = match cell.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => {
            whole
        }
        _ => cell,
    };
    whole.parse().ok()
}

fn unknown(scale: &Scale) -> Reason {
    let labels: Vec<&str> = scale.codes.iter().map(|code| code.label).collect();
    Reason::UnknownLabel {
        known: labels.join(", "),
    }
}

fn of_label(row: &Row, column: &Column, scale: &'static Scale, cell: &str) -> Option<Reason> {
    match scale.find(cell) {
        Reading::Unknown => Some(unknown(scale)),
        Reading::Absent(_) => None,
        Reading::Coded(found) if found.by_number => {
            let label = scale.codes.get(found.place).map_or("", |code| code.label);
            Some(Reason::NumberForLabel { label })
        }
        Reading::Coded(found) => {
            let era = row.era()?;
            let newer = scale.id == Completion::SCALE.id
                && Completion::ALL.get(found.place) == Some(&Completion::NoEvidence)
                && era < crate::codes::Era::D;
            // Verifiability was coded for earlier plans afterwards; whether it opened government, for some of them.
            let asked = match column.field {
                Some(
                    Field::Specificity | Field::Impact | Field::Potential | Field::EarlyResults,
                ) => scale.is_of(era),
                Some(Field::Progress) => era <= crate::codes::Era::B,
                _ => true,
            };
            (newer || !asked).then_some(Reason::OtherEra { era })
        }
    }
}

/// A number beside a label: it has to be the label's.
fn of_number(
    row: &Row,
    label: &'static str,
    scale: &'static Scale,
    by_value: bool,
    cell: &str,
) -> Option<Reason> {
    let place = row.schema.place(label)?;
    let shift = i32::from(by_value);
    let beside = row.cell(place);
    let given = number(cell);
    let differs = |label: &str, expected: String| {
        Some(Reason::NumberDiffers {
            column: row
                .schema
                .columns()
                .get(place)
                .map_or("", |column| column.label),
            label: label.to_owned(),
            expected,
        })
    };
    match scale.read(beside) {
        // An empty cell beside a label says nothing else.
        _ if cell.trim().is_empty() => None,
        Reading::Coded(code) => {
            let expected = i32::from(code.number) + shift;
            match given {
                Some(number) if number == expected => None,
                _ => differs(code.label, expected.to_string()),
            }
        }
        Reading::Absent(absent) => {
            let expected = match absent {
                Absent::Unclear => scale.unclear.map(i32::from),
                Absent::NotApplicable if by_value => Some(0),
                _ => None,
            };
            let same = Absent::of(cell) == Some(absent) || expected.is_some() && given == expected;
            if same {
                return None;
            }
            differs(
                beside.trim(),
                expected.map_or_else(|| absent.label().to_owned(), |number| number.to_string()),
            )
        }
        // The label is named already; its number has only to be one.
        Reading::Unknown => {
            let known = scale
                .codes
                .iter()
                .any(|code| given == Some(i32::from(code.number) + shift));
            let understood = known || Absent::of(cell).is_some();
            (!understood).then(|| unknown(scale))
        }
    }
}

/// By how many codes completion moved: in the direction that the label says.
fn of_moved(row: &Row, label: &'static str, cell: &str) -> Option<Reason> {
    let place = row.schema.place(label)?;
    let column = row
        .schema
        .columns()
        .get(place)
        .map_or("", |column| column.label);
    let beside = row.cell(place);
    let moved = number(cell);
    if cell.trim().is_empty() {
        return None;
    }
    let same = match Change::read(beside) {
        Reading::Coded(change) => {
            moved.map(|moved| moved.signum()) == Some(i32::from(change.number()))
        }
        Reading::Absent(absent) => Absent::of(cell) == Some(absent),
        Reading::Unknown => moved.is_some() || Absent::of(cell).is_some(),
    };
    if same {
        return None;
    }
    let expected = match Change::read(beside) {
        Reading::Coded(Change::Decrease) => "-1, -2, …",
        Reading::Coded(Change::NoChange) => "0",
        Reading::Coded(Change::Increase) => "1, 2, …",
        Reading::Absent(absent) => absent.label(),
        Reading::Unknown => {
            return Some(Reason::NoNumber {
                least: -5,
                most: Some(5),
            });
        }
    };
    Some(Reason::NumberDiffers {
        column,
        label: beside.trim().to_owned(),
        expected: expected.to_owned(),
    })
}

fn of_date(cell: &str) -> Option<Reason> {
    match dates::read(cell) {
        DateReading::Unknown => Some(Reason::NoDate),
        DateReading::Serial(year) => Some(Reason::Serial { year }),
        DateReading::Ambiguous(possible) => Some(Reason::Ambiguous { possible }),
        DateReading::Interval(_)
        | DateReading::OpenEnded
        | DateReading::NotSpecified
        | DateReading::Absent(_) => None,
    }
}

/// What of a row does not go together.
fn together(row: &Row, reported: &mut Vec<Reported>) {
    if dates::ends_before_it_starts(&row.date(Field::Start), &row.date(Field::End)) {
        let start = row.of(Field::Start).to_owned();
        reported.extend(named(row, Field::End, Reason::EndsBeforeItStarts { start }));
    }
    let end_year = number(row.of(Field::EndYear)).zip(number(row.of(Field::Year)));
    if let Some((end, start)) = end_year
        && end < start
    {
        let start = start.to_string();
        reported.extend(named(
            row,
            Field::EndYear,
            Reason::EndsBeforeItStarts { start },
        ));
    }
    let values = [
        Field::Information,
        Field::Participation,
        Field::Accountability,
    ];
    let [information, participation, accountability] = values.map(|field| row.flag(field));
    let by_values = stars::is_relevant(information, participation, accountability);
    if let (Reading::Coded(whole), Some(by_values)) = (row.flag(Field::Relevant), by_values)
        && whole != by_values
    {
        reported.extend(named(row, Field::Relevant, Reason::RelevanceDiffers));
    }
}

fn named(row: &Row, field: Field, reason: Reason) -> Option<Reported> {
    let column = row.schema.columns().get(row.schema.place_of(field)?)?;
    Some(at(row, column.label, row.of(field), reason))
}
