//! Whether two columns go together, in each group.

use std::str::FromStr;

use madang_survey::SurveyError;
use madang_survey::association::{Test, TwoWay};
use madang_survey::estimates::Domain;
use madang_survey::table::{Column, Table};
use madang_survey::variance::Linearized;
use serde::Serialize;

use super::rows::{both, two_columns};
use super::tabulate::Group;

/// Two columns, as an argument has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair(String, String);

impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.rsplit_once(':') {
            Some((one, other)) if !one.is_empty() && !other.is_empty() => {
                Ok(Self(one.to_owned(), other.to_owned()))
            }
            _ => Err(t!("survey-test-form")),
        }
    }
}

/// The tests of one table; none where one of the columns has one level alone in the group.
#[derive(Serialize)]
pub struct TestRow {
    variables: [String; 2],
    group: Option<String>,
    n: usize,
    df: usize,
    rao_scott: Option<Shown>,
    first_order: Option<Shown>,
    wald: Option<Shown>,
    adjusted_wald: Option<Shown>,
    /// Pearson's statistic as a linear combination of χ².
    combination: Option<Combination>,
}

#[derive(Serialize)]
struct Combination {
    statistic: f64,
    p: f64,
}

#[derive(Serialize)]
struct Shown {
    statistic: f64,
    df1: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    df2: Option<f64>,
    p: f64,
}

impl From<Test> for Shown {
    fn from(test: Test) -> Self {
        Self {
            statistic: test.statistic,
            df1: test.df1,
            df2: test.df2,
            p: test.p,
        }
    }
}

/// The tests of a pair in each group.
///
/// # Errors
/// [`SurveyError::NoTable`] with the column of one level alone, where there is one group of all; what a variance refuses.
pub fn rows(
    table: &Table,
    sample: &Linearized<'_>,
    Pair(one, other): &Pair,
    groups: &[Group],
) -> Result<Vec<TestRow>, SurveyError> {
    let (one, other) = two_columns(table, &format!("{one}:{other}"), ':')
        .unwrap_or_else(|| (one.clone(), other.clone()));
    let (one, other) = (table.column(&one)?, table.column(&other)?);
    let answered = both(&one.answered(), &other.answered());
    let rows = groups.iter().map(|(group, inside)| {
        let domain = Domain::new(sample, both(&answered, inside));
        let (rows, columns) = (
            Coded::of(one, &domain.inside),
            Coded::of(other, &domain.inside),
        );
        let alone = [(one, &rows), (other, &columns)]
            .into_iter()
            .find(|(_, coded)| coded.levels < 2);
        let found = match (alone, group) {
            (Some((column, _)), None) => {
                return Err(SurveyError::NoTable {
                    variable: column.name.clone(),
                });
            }
            (Some(_), Some(_)) => None,
            (None, _) => {
                let two = TwoWay::new(&rows.codes, rows.levels, &columns.codes, columns.levels);
                Some(sample.association(two, &domain)?)
            }
        };
        let shown = |of: fn(&madang_survey::association::Association) -> Test| {
            found.as_ref().map(|found| Shown::from(of(found)))
        };
        Ok(TestRow {
            variables: [one.name.clone(), other.name.clone()],
            group: group.clone(),
            n: domain.n,
            df: domain.df,
            rao_scott: shown(|found| found.rao_scott),
            first_order: shown(|found| found.pearson),
            wald: shown(|found| found.wald),
            adjusted_wald: shown(|found| found.wald_adjusted),
            combination: found.as_ref().and_then(|found| {
                let statistic = found.pearson.statistic;
                found.combination.map(|p| Combination { statistic, p })
            }),
        })
    });
    rows.collect()
}

/// A column by the levels that are in a domain.
struct Coded {
    codes: Vec<usize>,
    levels: usize,
}

impl Coded {
    fn of(column: &Column, inside: &[bool]) -> Self {
        let mut there = vec![false; column.levels.len()];
        for (&code, _) in column
            .codes
            .iter()
            .zip(inside)
            .filter(|(_, inside)| **inside)
        {
            there[code as usize] = true;
        }
        let mut places = vec![0; there.len()];
        let mut levels = 0;
        for (code, _) in column.sorted_levels() {
            if there[code as usize] {
                places[code as usize] = levels;
                levels += 1;
            }
        }
        Self {
            codes: column
                .codes
                .iter()
                .map(|&code| places[code as usize])
                .collect(),
            levels,
        }
    }
}

impl TestRow {
    /// The tests in words.
    pub fn said(&self) -> String {
        let names = self.variables.join(" × ");
        let pair = match &self.group {
            Some(group) => format!("{names} ({group})"),
            None => names,
        };
        let (Some(rao_scott), Some(first), Some(wald), Some(adjusted)) = (
            &self.rao_scott,
            &self.first_order,
            &self.wald,
            &self.adjusted_wald,
        ) else {
            return t!("survey-test-none", pair = pair);
        };
        let share = |p: f64| match p < 0.0001 {
            true => "<0.0001".to_owned(),
            false => format!("{p:.4}"),
        };
        t!(
            "survey-test",
            pair = pair,
            f = format!("{:.4}", rao_scott.statistic),
            df1 = format!("{:.2}", rao_scott.df1),
            df2 = format!("{:.2}", rao_scott.df2.unwrap_or(f64::INFINITY)),
            p = share(rao_scott.p),
            first = share(first.p),
            wald = share(wald.p),
            adjusted = share(adjusted.p)
        )
    }
}
