//! The median income of Korea by year and size of the household, in won a month.

/// Years, each with the amounts for households of 1 to 7.
///
/// 2026: notice 2025-135 of the Ministry of Health and Welfare; 2025 and 2024: the notices of the years before. 2024, sizes 5 to 7, were not
/// found at the source.
const TABLE: [(i32, [i64; 7]); 3] = [
    (
        2024,
        [
            2_228_445, 3_682_609, 4_714_657, 5_729_913, 6_695_735, 7_618_369, 8_514_994,
        ],
    ),
    (
        2025,
        [
            2_392_013, 3_932_658, 5_025_353, 6_097_773, 7_108_192, 8_064_805, 8_988_428,
        ],
    ),
    (
        2026,
        [
            2_564_238, 4_199_292, 5_359_036, 6_494_738, 7_556_719, 8_555_952, 9_515_150,
        ],
    ),
];

/// The newest year that has a table.
pub(crate) const NEWEST_YEAR: i32 = 2026;

/// The median income of a household of `size` in a year, in won a month; above 7 persons each adds what the seventh added. `None` for a
/// year without a table and for a household of nobody: no other year's table stands in.
#[must_use]
pub fn median_income(year: i32, size: i64) -> Option<i64> {
    let (_, amounts) = TABLE.iter().find(|(of, _)| *of == year)?;
    match usize::try_from(size).ok()? {
        0 => None,
        size @ 1..=7 => Some(amounts[size - 1]),
        _ => {
            let step = amounts[6] - amounts[5];
            amounts[6].checked_add((size - 7).checked_mul(step)?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::median_income;

    #[test]
    fn above_seven_each_person_adds_the_last_step() {
        assert_eq!(median_income(2026, 7), Some(9_515_150));
        assert_eq!(median_income(2026, 9), Some(9_515_150 + 2 * 959_198));
        assert_eq!(median_income(2027, 1), None);
        assert_eq!(median_income(2026, 0), None);
        assert_eq!(median_income(2026, i64::MAX), None);
    }
}
