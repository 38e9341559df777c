//! What is asked of a sample, and the rows that answer it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::str::FromStr;

use anyhow::Result;
use madang_survey::SurveyError;
use madang_survey::estimates::{Domain, Estimate};
use madang_survey::intervals::{ShareEstimate, ShareInterval};
use madang_survey::quantiles::{QuantileInterval, QuantileRule};
use madang_survey::table::{Column, Table, is_missing};
use madang_survey::variance::Linearized;
use serde::Serialize;

/// An estimate as an argument has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Mean(String),
    Share(String),
    Total(String),
    Ratio(String, String),
    Quantile(String, f64),
    Difference(String, String),
}

impl FromStr for Asked {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || t!("survey-estimate-form");
        let (kind, of) = text.split_once(':').ok_or_else(wrong)?;
        let two = |separator: char| {
            let (one, other) = of.rsplit_once(separator).ok_or_else(wrong)?;
            Ok::<_, String>((one.to_owned(), other.to_owned()))
        };
        Ok(match kind {
            "mean" => Self::Mean(of.to_owned()),
            "share" => Self::Share(of.to_owned()),
            "total" => Self::Total(of.to_owned()),
            "ratio" => two('/').map(|(one, other)| Self::Ratio(one, other))?,
            "quantile" => {
                let (of, share) = two(':')?;
                let share = madang_survey::table::number(&share)
                    .filter(|share| (0.0..=1.0).contains(share));
                Self::Quantile(of, share.ok_or_else(wrong)?)
            }
            "difference" => two(':').map(|(one, other)| Self::Difference(one, other))?,
            _ => return Err(wrong()),
        })
    }
}

impl Asked {
    /// The same of a table's columns: where a name holds what stands between two, they are told apart by the header.
    pub fn of(&self, table: &Table) -> Self {
        let apart = |one: &str, other: &str, separator: char| {
            two_columns(table, &format!("{one}{separator}{other}"), separator)
        };
        match self {
            Self::Ratio(one, other) => {
                apart(one, other, '/').map(|(one, other)| Self::Ratio(one, other))
            }
            Self::Difference(of, by) => apart(of, by, ':').map(|(of, by)| Self::Difference(of, by)),
            Self::Mean(_) | Self::Share(_) | Self::Total(_) | Self::Quantile(..) => None,
        }
        .unwrap_or_else(|| self.clone())
    }
}

/// Two columns of a table with a separator between, which their names may hold as well.
pub fn two_columns(table: &Table, text: &str, separator: char) -> Option<(String, String)> {
    let places = text.match_indices(separator);
    let pairs = places.map(|(place, between)| (&text[..place], &text[place + between.len()..]));
    let there = |name: &str| table.column(name).is_ok();
    let mut pairs = pairs.filter(|(one, other)| there(one) && there(other));
    let (one, other) = pairs.next()?;
    Some((one.to_owned(), other.to_owned()))
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub variable: String,
    pub level: Option<String>,
    pub group: Option<String>,
    pub n: usize,
    pub df: usize,
    pub estimate: Option<f64>,
    pub se: Option<f64>,
    pub deff: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Of a difference, how many standard errors it is from zero, and the share of samples in which it would be as far if there were none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub t: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// The jackknife's standard error, where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se_jackknife: Option<f64>,
}

/// Everything that estimates are made from.
pub struct Tabulation<'a> {
    pub table: &'a Table,
    pub sample: &'a Linearized<'a>,
    pub interval: Option<ShareInterval>,
    pub quantile_rule: QuantileRule,
    pub confidence: f64,
    /// How many have which code of a missing answer, by variable.
    pub missing: BTreeMap<String, BTreeMap<String, u64>>,
    /// Variables that were met: a group more reads nothing again.
    pub known: BTreeMap<String, Variable<'a>>,
}

/// A variable: who has an answer, and the numbers (zero where there is none) or why there are none.
#[derive(Clone)]
pub struct Variable<'a> {
    column: &'a Column,
    answered: Rc<Vec<bool>>,
    numbers: Result<Rc<Vec<f64>>, SurveyError>,
}

impl<'a> Tabulation<'a> {
    /// The rows of an estimate, for each group of rows (`None`: all).
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn rows(
        &mut self,
        asked: &Asked,
        groups: &[(Option<String>, Vec<bool>)],
    ) -> Result<Vec<Row>, SurveyError> {
        let mut rows = Vec::new();
        for (group, inside) in groups {
            let of_group = match asked {
                Asked::Mean(name) => self.means(name, inside)?,
                Asked::Share(name) => self.shares(name, inside)?,
                Asked::Total(name) => self.totals(name, inside)?,
                Asked::Ratio(one, other) => self.ratio(one, other, inside)?,
                Asked::Quantile(name, share) => self.quantile(name, *share, inside)?,
                Asked::Difference(name, by) => self.differences(name, by, inside)?,
            };
            rows.extend(of_group.into_iter().map(|mut row| {
                row.group = match (group, row.group.take()) {
                    (Some(group), Some(pair)) => Some(format!("{group}: {pair}")),
                    (group, pair) => pair.or_else(|| group.clone()),
                };
                row
            }));
        }
        Ok(rows)
    }

    fn variable(&mut self, name: &str) -> Result<Variable<'a>, SurveyError> {
        if let Some(known) = self.known.get(name) {
            return Ok(known.clone());
        }
        let column = self.table.column(name)?;
        let answered = column.answered();
        if !answered.contains(&true) {
            return Err(SurveyError::NoAnswers {
                variable: name.to_owned(),
            });
        }
        let mut counts = vec![0_u64; column.levels.len()];
        column
            .codes
            .iter()
            .for_each(|code| counts[*code as usize] += 1);
        let levels = column
            .levels
            .iter()
            .zip(counts)
            .filter(|(level, _)| is_missing(level));
        let codes = levels
            .map(|(level, count)| (level.clone(), count))
            .collect();
        self.missing.insert(name.to_owned(), codes);
        let numbers = self.table.numbers(column);
        let numbers = numbers
            .map(|numbers| Rc::new(numbers.into_iter().map(Option::unwrap_or_default).collect()));
        let variable = Variable {
            column,
            answered: Rc::new(answered),
            numbers,
        };
        self.known.insert(name.to_owned(), variable.clone());
        Ok(variable)
    }

    fn domain(&self, variable: &Variable<'_>, inside: &[bool]) -> Domain {
        Domain::new(self.sample, both(&variable.answered, inside))
    }

    fn means(&mut self, name: &str, inside: &[bool]) -> Result<Vec<Row>, SurveyError> {
        let variable = self.variable(name)?;
        let (y, domain) = (variable.numbers.clone()?, self.domain(&variable, inside));
        let estimate = filled(&domain, || self.sample.mean(&y, &domain))?;
        Ok(vec![self.row(name, None, &domain, estimate)])
    }

    fn shares(&mut self, name: &str, inside: &[bool]) -> Result<Vec<Row>, SurveyError> {
        let variable = self.variable(name)?;
        let domain = self.domain(&variable, inside);
        let levels = variable.column.sorted_levels();
        let rows = levels.into_iter().map(|(code, level)| {
            let y = indicator(variable.column, code);
            let estimate = filled(&domain, || self.sample.mean(&y, &domain))?;
            let mut row = self.row(name, Some(level.to_owned()), &domain, estimate);
            let interval = estimate.and_then(|estimate| {
                let share = ShareEstimate::new(
                    estimate.value.clamp(0.0, 1.0),
                    estimate.variance,
                    domain.n,
                    domain.df,
                );
                share.interval(self.interval.unwrap_or_default(), self.confidence)
            });
            row.low = interval.map(|(low, _)| low);
            row.high = interval.map(|(_, high)| high);
            Ok(row)
        });
        rows.collect()
    }

    fn totals(&mut self, name: &str, inside: &[bool]) -> Result<Vec<Row>, SurveyError> {
        let variable = self.variable(name)?;
        let domain = self.domain(&variable, inside);
        let of = |tabulation: &Self, level: Option<&str>, y: &[f64]| {
            let estimate = filled(&domain, || tabulation.sample.total(y, &domain))?;
            Ok(tabulation.row(name, level.map(str::to_owned), &domain, estimate))
        };
        match &variable.numbers {
            Ok(y) => Ok(vec![of(self, None, y)?]),
            // Words have no sum: how many people are in each level.
            Err(_) => {
                let levels = variable.column.sorted_levels();
                levels
                    .into_iter()
                    .map(|(code, level)| of(self, Some(level), &indicator(variable.column, code)))
                    .collect()
            }
        }
    }

    fn ratio(&mut self, one: &str, other: &str, inside: &[bool]) -> Result<Vec<Row>, SurveyError> {
        let (above, below) = (self.variable(one)?, self.variable(other)?);
        let (y, x) = (above.numbers.clone()?, below.numbers.clone()?);
        let domain = Domain::new(
            self.sample,
            both(&both(&above.answered, &below.answered), inside),
        );
        let estimate = filled(&domain, || self.sample.ratio(&y, &x, &domain))?;
        Ok(vec![self.row(
            &format!("{one}/{other}"),
            None,
            &domain,
            estimate,
        )])
    }

    fn quantile(
        &mut self,
        name: &str,
        share: f64,
        inside: &[bool],
    ) -> Result<Vec<Row>, SurveyError> {
        let variable = self.variable(name)?;
        let (y, domain) = (variable.numbers.clone()?, self.domain(&variable, inside));
        let mut row = self.row(name, Some(share.to_string()), &domain, None);
        if domain.n > 0 {
            let interval = match self.interval {
                None | Some(ShareInterval::Mean) => QuantileInterval::Mean,
                Some(interval) => QuantileInterval::Share(interval),
            };
            let found = self.sample.quantile(
                &y,
                &domain,
                share,
                self.quantile_rule,
                interval,
                self.confidence,
            )?;
            row.estimate = Some(found.value);
            (row.se, row.low, row.high) = (found.se, found.low, found.high);
        }
        Ok(vec![row])
    }

    /// Each pair of groups in both directions, so that whoever looks for one finds it: the later less the earlier first.
    fn differences(
        &mut self,
        name: &str,
        by: &str,
        inside: &[bool],
    ) -> Result<Vec<Row>, SurveyError> {
        let (variable, groups) = (self.variable(name)?, self.variable(by)?);
        let inside = both(&both(&variable.answered, &groups.answered), inside);
        let domain = Domain::new(self.sample, inside.clone());
        let of: Vec<(Option<String>, Rc<Vec<f64>>)> = match variable.numbers {
            Ok(y) => vec![(None, y)],
            Err(_) => {
                let levels = variable.column.sorted_levels().into_iter();
                levels
                    .map(|(code, level)| {
                        (
                            Some(level.to_owned()),
                            Rc::new(indicator(variable.column, code)),
                        )
                    })
                    .collect()
            }
        };
        let levels = groups.column.sorted_levels();
        let of_group = |code: u32| {
            let own = groups.column.codes.iter().map(|own| *own == code);
            own.zip(&inside)
                .map(|(own, inside)| own && *inside)
                .collect::<Vec<bool>>()
        };
        let mut rows = Vec::new();
        for (level, y) in &of {
            for (first, (one, one_name)) in levels.iter().enumerate() {
                for (other, other_name) in &levels[..first] {
                    let (one, other) = (of_group(*one), of_group(*other));
                    let pair = one.contains(&true) && other.contains(&true);
                    let estimate = pair
                        .then(|| self.sample.difference(y, &one, &other, &domain))
                        .transpose()?;
                    let back = estimate.map(|mut estimate| {
                        estimate.value = -estimate.value;
                        estimate
                    });
                    for (estimate, names) in [
                        (estimate, [one_name, other_name]),
                        (back, [other_name, one_name]),
                    ] {
                        let mut row = self.row(name, level.clone(), &domain, estimate);
                        let test = estimate.map(|estimate| estimate.t_test());
                        let test = test.filter(|(t, p)| t.is_finite() && p.is_finite());
                        (row.t, row.p) = test.unzip();
                        row.group = Some(format!("{} - {}", names[0], names[1]));
                        rows.push(row);
                    }
                }
            }
        }
        Ok(rows)
    }

    fn row(
        &self,
        variable: &str,
        level: Option<String>,
        domain: &Domain,
        estimate: Option<Estimate>,
    ) -> Row {
        let finite = |value: f64| value.is_finite().then_some(value);
        let interval = estimate.and_then(|estimate| estimate.interval(self.confidence));
        Row {
            variable: variable.to_owned(),
            level,
            group: None,
            n: domain.n,
            df: domain.df,
            estimate: estimate.and_then(|estimate| finite(estimate.value)),
            se: estimate.and_then(|estimate| finite(estimate.se())),
            deff: estimate.and_then(|estimate| estimate.deff),
            low: interval.map(|(low, _)| low),
            high: interval.map(|(_, high)| high),
            t: None,
            p: None,
            se_jackknife: None,
        }
    }
}

/// An estimate of a domain in which somebody is.
fn filled(
    domain: &Domain,
    estimate: impl FnOnce() -> Result<Estimate, SurveyError>,
) -> Result<Option<Estimate>, SurveyError> {
    (domain.n > 0).then(estimate).transpose()
}

pub fn both(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter()
        .zip(other)
        .map(|(one, other)| *one && *other)
        .collect()
}

fn indicator(column: &Column, code: u32) -> Vec<f64> {
    column
        .codes
        .iter()
        .map(|own| f64::from(u8::from(*own == code)))
        .collect()
}
