//! Outcome rates of AAPOR's *Standard Definitions* (10th edition, 2023).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::SurveyError;
use crate::table::{Column, Table};

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub enum Class {
    /// Complete interview (1.1).
    I,
    /// Partial interview (1.2).
    P,
    /// Refusal and break-off (2.1).
    R,
    /// Non-contact (2.2).
    NC,
    /// Other (2.3).
    O,
    /// Unknown if a household or person is there (3.1).
    UH,
    /// Unknown, other (3.2 to 3.9).
    UO,
    /// Not eligible (4).
    NE,
}

impl Class {
    /// The class of a code such as `1.1`, `2.1122` or `4.80`; `None` for what the list does not have.
    pub fn of(code: &str) -> Option<Self> {
        let (first, rest) = code.trim().split_once('.')?;
        let digits =
            !rest.is_empty() && rest.len() <= 5 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let second = rest.chars().next().filter(|_| digits)?;
        Some(match (first, second) {
            ("1", '1') => Self::I,
            ("1", '2') => Self::P,
            ("2", '1') => Self::R,
            ("2", '2') => Self::NC,
            ("2", '3') => Self::O,
            ("3", '1') => Self::UH,
            ("3", '2'..='9') => Self::UO,
            ("4", '1'..='9') => Self::NE,
            _ => return None,
        })
    }
}

/// Cases by class: how many, or the sum of their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts(BTreeMap<Class, f64>);

impl Counts {
    /// Adds a case of that weight.
    pub fn add(&mut self, class: Class, weight: f64) {
        *self.0.entry(class).or_insert(0.0) += weight;
    }

    /// What is in a class.
    pub fn of(&self, class: Class) -> f64 {
        self.0.get(&class).copied().unwrap_or(0.0)
    }

    /// The classes in which something is.
    pub fn classes(&self) -> impl Iterator<Item = (Class, f64)> + '_ {
        self.0.iter().map(|(class, count)| (*class, *count))
    }

    /// The share of those of unknown eligibility that is taken as eligible: (I+P+R+NC+O)/(that + NE). `None` where nobody's eligibility is known.
    pub fn eligible_share(&self) -> Option<f64> {
        let eligible = self.eligible();
        share(eligible, eligible + self.of(Class::NE))
    }

    fn eligible(&self) -> f64 {
        use Class::{I, NC, O, P, R};
        [I, P, R, NC, O].map(|class| self.of(class)).iter().sum()
    }

    /// All rates, with the share `e` of those of unknown eligibility; each `None` where its denominator is zero.
    pub fn rates(&self, e: Option<f64>) -> Vec<(&'static str, Option<f64>)> {
        use Class::{I, NC, O, P, R, UH, UO};
        let of = |class| self.of(class);
        let (complete, both) = (of(I), of(I) + of(P));
        let (eligible, unknown) = (self.eligible(), of(UH) + of(UO));
        let one = eligible + unknown;
        let three = e.map(|e| eligible + e * unknown).unwrap_or(f64::NAN);
        let five = eligible;
        let contacted = both + of(R) + of(O);
        let able = both + of(R);
        let located = contacted + of(NC);
        let rates = [
            ("RR1", complete, one),
            ("RR2", both, one),
            ("RR3", complete, three),
            ("RR4", both, three),
            ("RR5", complete, five),
            ("RR6", both, five),
            ("COOP1", complete, contacted),
            ("COOP2", both, contacted),
            ("COOP3", complete, able),
            ("COOP4", both, able),
            ("REF1", of(R), one),
            ("REF2", of(R), three),
            ("REF3", of(R), five),
            ("CON1", contacted, one),
            ("CON2", contacted, three),
            ("CON3", contacted, five),
            ("LOC1", located, one),
            ("LOC2", located, three),
        ];
        rates
            .into_iter()
            .map(|(name, part, whole)| (name, share(part, whole)))
            .collect()
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// Counts of a file of cases: unweighted, weighted, and by stratum.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cases {
    /// How many cases.
    pub unweighted: Counts,
    /// The sums of their base weights, where they have any.
    pub weighted: Option<Counts>,
    /// How many cases, by stratum.
    pub by_stratum: BTreeMap<String, Counts>,
}

impl Cases {
    /// Counts the cases of a table by their disposition codes.
    ///
    /// # Errors
    /// [`SurveyError::Disposition`] with the line of a code that the list does not have; what [`Table::weights`] refuses.
    pub fn of(
        table: &Table,
        disposition: &Column,
        weight: Option<&Column>,
        stratum: Option<&Column>,
    ) -> Result<Self, SurveyError> {
        let classes: Vec<Option<Class>> = disposition
            .levels
            .iter()
            .map(|code| Class::of(code))
            .collect();
        let weights = weight.map(|column| table.weights(column)).transpose()?;
        let mut cases = Self {
            weighted: weights.as_ref().map(|_| Counts::default()),
            ..Self::default()
        };
        let mut sums: BTreeMap<Class, crate::sums::Compensated> = BTreeMap::new();
        for (row, &code) in disposition.codes.iter().enumerate() {
            let Some(class) = classes[code as usize] else {
                return Err(SurveyError::Disposition {
                    line: table.line(row),
                    column: disposition.name.clone(),
                    value: disposition.value(row).to_owned(),
                });
            };
            cases.unweighted.add(class, 1.0);
            if let Some(weights) = &weights {
                sums.entry(class).or_default().add(weights[row]);
            }
            if let Some(stratum) = stratum {
                cases
                    .by_stratum
                    .entry(stratum.value(row).to_owned())
                    .or_default()
                    .add(class, 1.0);
            }
        }
        if let Some(weighted) = &mut cases.weighted {
            weighted.0 = sums
                .into_iter()
                .map(|(class, sum)| (class, sum.value()))
                .collect();
        }
        Ok(cases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_class_and_what_is_none_is_refused() {
        let known = [
            ("1.1", Class::I),
            ("2.1122", Class::R),
            ("2.27", Class::NC),
            ("3.19", Class::UH),
            ("3.90", Class::UO),
        ];
        for (code, class) in known {
            assert_eq!(Class::of(code), Some(class), "{code}");
        }
        for code in [
            "", "1", "1.", "1.3", "2.4", "5.1", "1.1x", "I", "4.0", "11.1",
        ] {
            assert_eq!(Class::of(code), None, "{code}");
        }
    }

    #[test]
    fn nobody_has_no_rate() {
        let rates = Counts::default().rates(None);
        assert!(rates.iter().all(|(_, rate)| rate.is_none()));
    }
}
