//! How a sample was drawn: strata, sampling units of each stage, populations, base weights.

mod pps;

use crate::SurveyError;
use crate::sums::{grouped, sum};
use crate::table::{Column, Table};

pub use pps::{inclusion_probabilities, systematic};

/// What becomes of a stratum in which one unit alone was drawn, and not all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SinglePsu {
    /// It is refused, by its name.
    #[default]
    Fail,
    /// It counts as drawn with certainty: no variance.
    Certainty,
    /// Its unit's distance from zero, the mean of all, counts.
    Adjust,
    /// It counts like the mean of the other strata, of those in which somebody of the domain is.
    Average,
}

/// One stage: which unit each row is in, and of how many its unit was one.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    /// The unit of each row, numbered over all strata and units of the stage above.
    pub(crate) unit: Vec<u32>,
    /// For each unit the stratum (first stage) or unit of the stage above (others) that it was drawn from.
    pub(crate) parent: Vec<u32>,
    /// How many units each parent has in the data.
    pub(crate) drawn: Vec<u32>,
    /// The share of its units that was drawn from each parent: 0 without a known population.
    pub(crate) fraction: Vec<f64>,
}

/// A sample design over rows. Units are told apart inside their stratum and the unit above: `1` in two strata are two.
#[derive(Clone, Debug)]
pub struct Design {
    rows: usize,
    base: Vec<f64>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) strata: Vec<String>,
    pub(crate) single: SinglePsu,
}

/// The columns that describe a design.
#[derive(Clone, Debug, Default)]
pub struct DesignColumns<'a> {
    /// Sampling units, the first stage first. Without any, each row is one.
    pub units: Vec<&'a str>,
    /// Strata of the first stage.
    pub strata: Option<&'a str>,
    /// Base weights. Without them, what the populations give; without those, 1.
    pub weight: Option<&'a str>,
    /// Populations of each stage: their size, or the share that was drawn where no value is above 1.
    pub populations: Vec<&'a str>,
    /// What becomes of strata with one unit.
    pub single: SinglePsu,
}

impl Design {
    /// The design that columns of a table describe.
    ///
    /// # Errors
    /// A column that is not there, a value that is missing, a weight that is not above zero, a population that is too small or
    /// differs inside its stratum; each with its line or stratum.
    pub fn of(table: &Table, columns: &DesignColumns<'_>) -> Result<Self, SurveyError> {
        let units: Vec<&Column> = columns
            .units
            .iter()
            .map(|name| complete(table, name))
            .collect::<Result<_, _>>()?;
        let strata = columns
            .strata
            .map(|name| complete(table, name))
            .transpose()?;
        let populations: Vec<Vec<f64>> = columns
            .populations
            .iter()
            .map(|name| table.weights(table.column(name)?))
            .collect::<Result<_, _>>()?;
        let base = columns
            .weight
            .map(|name| table.weights(table.column(name)?))
            .transpose()?;
        let units: Vec<&[u32]> = units.iter().map(|column| column.codes.as_slice()).collect();
        let mut design = Self::new(table.rows(), &units, strata, &populations)?;
        design.single = columns.single;
        match base {
            Some(base) => design.base = base,
            None if !populations.is_empty() => design.base = design.drawn_weights(),
            None => {}
        }
        Ok(design)
    }

    /// A design of `rows` rows with base weights 1: units of each stage (none: each row is one), strata, populations of each stage.
    ///
    /// # Errors
    /// [`SurveyError::Population`], [`SurveyError::PopulationDiffers`], [`SurveyError::Stages`].
    pub fn new(
        rows: usize,
        units: &[&[u32]],
        strata: Option<&Column>,
        populations: &[Vec<f64>],
    ) -> Result<Self, SurveyError> {
        let own: Vec<u32>;
        let mut given: Vec<&[u32]> = units.to_vec();
        if given.is_empty() {
            own = (0..rows as u32).collect();
            given.push(&own);
        }
        if populations.len() > given.len() {
            return Err(SurveyError::Stages {
                stages: given.len() as u64,
                fpc: populations.len() as u64,
            });
        }
        // Without populations what is below the first stage adds nothing: it is in the variance between its units.
        given.truncate(populations.len().max(1));
        let shares = populations.iter().flatten().all(|&size| size <= 1.0);
        let (mut above, mut names): (Vec<u32>, Vec<String>) = match strata {
            Some(column) => (column.codes.clone(), column.levels.clone()),
            None => (vec![0; rows], vec!["all".to_owned()]),
        };
        let strata = names.clone();
        let mut stages = Vec::new();
        for (number, unit) in given.iter().enumerate() {
            let stage = Stage::new(&above, names.len(), unit);
            let stage = match populations.get(number) {
                Some(sizes) => stage.with_population(&above, &names, sizes, shares, number)?,
                None => stage,
            };
            above.clone_from(&stage.unit);
            names = (0..stage.parent.len())
                .map(|unit| (unit + 1).to_string())
                .collect();
            stages.push(stage);
        }
        Ok(Self {
            rows,
            base: vec![1.0; rows],
            stages,
            strata,
            single: SinglePsu::Fail,
        })
    }

    /// The same with base weights, all above zero.
    #[must_use]
    pub fn with_weights(mut self, base: Vec<f64>) -> Self {
        assert_eq!(base.len(), self.rows, "a weight for each row");
        self.base = base;
        self
    }

    /// The same with another way to treat strata with one unit.
    #[must_use]
    pub fn with_single_psu(mut self, single: SinglePsu) -> Self {
        self.single = single;
        self
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The base weights.
    pub fn base(&self) -> &[f64] {
        &self.base
    }

    /// First-stage units and strata that have a row of a domain: (units, strata). Their difference is the degrees of freedom.
    pub fn units_and_strata(&self, domain: &[bool]) -> (usize, usize) {
        let stage = &self.stages[0];
        let mut units = vec![false; stage.parent.len()];
        let mut strata = vec![false; stage.drawn.len()];
        for (row, _) in domain.iter().enumerate().filter(|(_, inside)| **inside) {
            let unit = stage.unit[row] as usize;
            units[unit] = true;
            strata[stage.parent[unit] as usize] = true;
        }
        let count = |marked: &[bool]| marked.iter().filter(|marked| **marked).count();
        (count(&units), count(&strata))
    }

    /// The first-stage unit of each row, and the stratum of each unit.
    pub fn first_stage(&self) -> (&[u32], &[u32]) {
        (&self.stages[0].unit, &self.stages[0].parent)
    }

    /// What the populations give: the product over stages of N/n.
    fn drawn_weights(&self) -> Vec<f64> {
        let mut weights = vec![1.0; self.rows];
        for stage in &self.stages {
            for (row, weight) in weights.iter_mut().enumerate() {
                let parent = stage.parent[stage.unit[row] as usize] as usize;
                if stage.fraction[parent] > 0.0 {
                    *weight /= stage.fraction[parent];
                }
            }
        }
        weights
    }
}

fn complete<'a>(table: &'a Table, name: &str) -> Result<&'a Column, SurveyError> {
    let column = table.column(name)?;
    table.complete(column)?;
    Ok(column)
}

impl Stage {
    /// Numbers units inside what they were drawn from, in the order in which they are met.
    fn new(above: &[u32], parents: usize, unit: &[u32]) -> Self {
        let mut known = std::collections::HashMap::new();
        let mut parent = Vec::new();
        let mut drawn = vec![0; parents];
        let unit = above
            .iter()
            .zip(unit)
            .map(|(&above, &unit)| {
                *known.entry((above, unit)).or_insert_with(|| {
                    parent.push(above);
                    drawn[above as usize] += 1;
                    parent.len() as u32 - 1
                })
            })
            .collect();
        Self {
            unit,
            parent,
            fraction: vec![0.0; parents],
            drawn,
        }
    }

    fn with_population(
        mut self,
        above: &[u32],
        names: &[String],
        sizes: &[f64],
        shares: bool,
        number: usize,
    ) -> Result<Self, SurveyError> {
        let mut of: Vec<Option<f64>> = vec![None; names.len()];
        for (&above, &size) in above.iter().zip(sizes) {
            match of[above as usize] {
                Some(known) if known != size => {
                    return Err(SurveyError::PopulationDiffers {
                        stratum: names[above as usize].clone(),
                        stage: number as u64 + 1,
                        one: known,
                        other: size,
                    });
                }
                _ => of[above as usize] = Some(size),
            }
        }
        for (parent, size) in of.iter().enumerate() {
            let (Some(size), drawn) = (*size, self.drawn[parent]) else {
                continue;
            };
            let fraction = if shares {
                size
            } else {
                f64::from(drawn) / size
            };
            if fraction > 1.0 {
                return Err(SurveyError::Population {
                    stratum: names[parent].clone(),
                    stage: number as u64 + 1,
                    size,
                    drawn: drawn.into(),
                });
            }
            self.fraction[parent] = fraction;
        }
        Ok(self)
    }
}

/// What unequal weights cost (Kish 1965): design effect n·Σw²/(Σw)² and effective sample size.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Kish {
    /// n·Σw²/(Σw)², at least 1.
    pub deff: f64,
    /// n/deff.
    pub effective: f64,
}

impl Kish {
    /// Of these weights.
    pub fn of(weights: &[f64]) -> Self {
        let count = weights.len() as f64;
        let total = sum(weights);
        let squares = crate::sums::sum_of(weights.len(), |row| weights[row] * weights[row]);
        let deff = count * squares / (total * total);
        Self {
            deff,
            effective: count / deff,
        }
    }
}

/// Non-response by weighting class: for each class the factor Σd(eligible)/Σd(respondents), with units of unknown eligibility
/// counted with the share `e`. A class without respondents has an infinite factor: join it with another.
///
/// `class[unit]` is the class of a sampled unit and `d` its base weight; `eligible` is 1 for eligible units, 0 for others, and `e`
/// where it is unknown.
pub fn nonresponse_factors(
    class: &[u32],
    d: &[f64],
    eligible: &[f64],
    responded: &[bool],
) -> Vec<f64> {
    let classes = class.iter().max().map_or(0, |&most| most as usize + 1);
    let of = |row: usize| class[row] as usize;
    let all = grouped(d.len(), classes, of, |row| d[row] * eligible[row]);
    let answered = grouped(d.len(), classes, of, |row| {
        if responded[row] { d[row] } else { 0.0 }
    });
    all.iter()
        .zip(&answered)
        .map(|(all, answered)| all / answered)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_name_in_two_strata_are_two() {
        let strata = Column::new("h", ["a", "a", "b", "b"]);
        let design = Design::new(4, &[&[0, 1, 0, 1]], Some(&strata), &[]).expect("a design");
        assert_eq!(design.units_and_strata(&[true; 4]), (4, 2));
        assert_eq!(
            design.units_and_strata(&[true, false, false, false]),
            (1, 1)
        );
    }

    #[test]
    fn a_population_holds_what_was_drawn_and_is_one_in_a_stratum() {
        let small =
            Design::new(2, &[], None, &[vec![1.5, 1.5]]).expect_err("two of one and a half");
        assert!(matches!(small, SurveyError::Population { drawn: 2, .. }));
        let two = Design::new(2, &[], None, &[vec![5.0, 6.0]]).expect_err("two sizes");
        assert!(matches!(two, SurveyError::PopulationDiffers { .. }));
        let share = Design::new(2, &[], None, &[vec![0.5, 0.5]]).expect("a share");
        assert_eq!(share.drawn_weights(), [2.0, 2.0]);
    }

    #[test]
    fn respondents_carry_those_who_did_not_answer() {
        let factors = nonresponse_factors(
            &[0, 0, 0, 1, 1],
            &[1.0, 2.0, 1.0, 1.0, 1.0],
            &[1.0, 1.0, 0.5, 1.0, 0.0],
            &[true, false, false, true, false],
        );
        assert_eq!(factors, [3.5, 1.0]);
    }
}
