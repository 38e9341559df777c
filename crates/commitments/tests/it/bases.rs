//! The two bases whole: every row imported or reported, and what is reported of them.

use std::collections::{BTreeMap, BTreeSet};

use madang_commitments::codes::Era;
use madang_commitments::dates::DateReading;
use madang_commitments::report::Reason;
use madang_commitments::schema::{Field, Schema};
use madang_commitments::{Absent, Base};

use crate::common::{again, reasons, shared};

/// Every row is a commitment, or a line of the report says why not.
fn all_there(base: &Base, rows: u64) {
    let left_out: BTreeSet<u64> = base
        .reported
        .iter()
        .filter(|one| one.reason.leaves_out())
        .map(|one| one.line)
        .collect();
    assert_eq!(base.rows, rows);
    assert_eq!(
        base.commitments.len() + left_out.len(),
        usize::try_from(rows).expect("few")
    );
}

fn counts(of: &[(&str, usize)]) -> BTreeMap<String, usize> {
    of.iter()
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect()
}

#[test]
fn every_row_of_2016_is_imported_and_what_was_not_understood_is_named() {
    let base = again(&shared("ogp_2016_coded.csv"));
    all_there(&base, 1927);
    assert_eq!(base.commitments.len(), 1927);
    assert!(
        base.commitments
            .iter()
            .all(|row| row.schema == Schema::Base2016)
    );
    let expected = counts(&[
        ("Ambiguous", 1415),
        ("EndsBeforeItStarts", 1),
        ("NoDate", 2),
        ("NumberDiffers", 36),
        ("RelevanceDiffers", 2),
        ("Twice", 49),
    ]);
    assert_eq!(reasons(&base), expected);
    let twice = base
        .reported
        .iter()
        .filter(|one| matches!(one.reason, Reason::Twice { .. }));
    let keys: BTreeSet<&str> = twice.map(|one| one.value.as_str()).collect();
    assert_eq!(keys.len(), 35, "so many identifiers stand more than once");
    let of_korea = base
        .commitments
        .iter()
        .filter(|row| row.of(Field::Country) == "South Korea");
    assert_eq!(of_korea.count(), 21);
}

#[test]
fn every_row_of_2024_is_imported_and_what_was_not_understood_is_named() {
    let base = again(&shared("ogp_2024_coded.csv"));
    all_there(&base, 334);
    assert_eq!(base.commitments.len(), 334);
    let expected = counts(&[
        ("Ambiguous", 154),
        ("NumberDiffers", 3),
        ("NumberForLabel", 1),
        ("OtherEra", 3),
        ("Serial", 4),
    ]);
    assert_eq!(reasons(&base), expected);
    let eras = Era::ALL.map(|era| {
        base.commitments
            .iter()
            .filter(|row| row.era() == Some(era))
            .count()
    });
    assert_eq!(eras, [56, 70, 93, 115]);
}

#[test]
fn dates_of_both_bases_are_days_or_say_why_not() {
    let mut kinds = BTreeMap::new();
    for name in ["ogp_2016_coded.csv", "ogp_2024_coded.csv"] {
        for row in again(&shared(name)).commitments {
            for field in [Field::Start, Field::End] {
                let kind = match row.date(field) {
                    DateReading::Interval(_) => "days",
                    DateReading::Ambiguous(_) => "ambiguous",
                    DateReading::OpenEnded => "open-ended",
                    DateReading::NotSpecified => "not specified",
                    DateReading::Absent(Absent::NotApplicable) => "NA",
                    DateReading::Absent(Absent::NotReviewed) => "NR",
                    DateReading::Absent(Absent::Unclear) => "Unclear",
                    DateReading::Absent(_) => "another of the five",
                    DateReading::Serial(_) => "serial",
                    DateReading::Unknown => "unknown",
                };
                *kinds.entry(kind).or_insert(0) += 1;
            }
        }
    }
    println!("{kinds:?}");
    assert_eq!(
        (kinds["not specified"], kinds["unknown"], kinds["serial"]),
        (1406, 2, 4)
    );
    assert!(!kinds.contains_key("another of the five"));
}
