//! Replicate weights, to check linearised variances by (Wolter 2007; Rao and Wu 1988 for the bootstrap).

use crate::SurveyError;
use crate::design::Design;
use crate::order::Stream;

/// What the replicates' estimates are held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Centre {
    /// The estimate with the full weights.
    #[default]
    Estimate,
    /// The mean of the replicates, as R takes it by default.
    Mean,
}

/// Factors on the weights, a set a replicate, and what each counts in the variance V = Σ scale·(θ_r − θ)².
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Replicates {
    /// One factor a row, for each replicate.
    pub factors: Vec<Vec<f64>>,
    /// What each replicate's square counts.
    pub scales: Vec<f64>,
}

impl Replicates {
    /// The stratified jackknife (JKn; JK1 with one stratum): each unit is left out in turn, the rest of its stratum counts n/(n−1), the square
    /// (n−1)/n·(1−f).
    ///
    /// # Errors
    /// [`SurveyError::SinglePsu`] for a stratum of one unit.
    pub fn jackknife(design: &Design) -> Result<Self, SurveyError> {
        let stage = &design.stages[0];
        let single = stage.drawn.iter().position(|&drawn| drawn == 1);
        if let Some(stratum) = single {
            return Err(SurveyError::SinglePsu {
                stratum: design.strata[stratum].clone(),
                stage: 1,
            });
        }
        let (mut factors, mut scales) = (Vec::new(), Vec::new());
        for (out, &stratum) in stage.parent.iter().enumerate() {
            let drawn = f64::from(stage.drawn[stratum as usize]);
            let factor = |unit: u32| match unit as usize == out {
                true => 0.0,
                false if stage.parent[unit as usize] == stratum => drawn / (drawn - 1.0),
                false => 1.0,
            };
            factors.push(stage.unit.iter().map(|&unit| factor(unit)).collect());
            scales.push((drawn - 1.0) / drawn * (1.0 - stage.fraction[stratum as usize]));
        }
        Ok(Self { factors, scales })
    }

    /// Balanced half samples: factors of 2 or 0 given for each replicate and row.
    pub fn balanced(factors: Vec<Vec<f64>>) -> Self {
        let scale = 1.0 / factors.len() as f64;
        Self {
            scales: vec![scale; factors.len()],
            factors,
        }
    }

    /// Fay's half samples: factors 2−ρ and ρ where balanced ones are 2 and 0, squares over (1−ρ)².
    pub fn fay(balanced: &[Vec<f64>], rho: f64) -> Self {
        let factor = |factor: &f64| rho + (1.0 - rho) * factor;
        let factors: Vec<Vec<f64>> = balanced
            .iter()
            .map(|row| row.iter().map(factor).collect())
            .collect();
        let scale = 1.0 / (factors.len() as f64 * (1.0 - rho) * (1.0 - rho));
        Self {
            scales: vec![scale; factors.len()],
            factors,
        }
    }

    /// The bootstrap of Rao and Wu: in each stratum n−1 of its n units are drawn with replacement, each counting n/(n−1) times how often it was
    /// drawn. Draws come from the stream of [`crate::order`] under `seed`.
    ///
    /// # Errors
    /// [`SurveyError::SinglePsu`] for a stratum of one unit.
    pub fn bootstrap(
        design: &Design,
        seed: &[u8; 32],
        replicates: u32,
    ) -> Result<Self, SurveyError> {
        let stage = &design.stages[0];
        let mut units: Vec<Vec<usize>> = vec![Vec::new(); stage.drawn.len()];
        for (unit, &stratum) in stage.parent.iter().enumerate() {
            units[stratum as usize].push(unit);
        }
        if let Some(stratum) = units.iter().position(|units| units.len() == 1) {
            return Err(SurveyError::SinglePsu {
                stratum: design.strata[stratum].clone(),
                stage: 1,
            });
        }
        let factors = (0..replicates).map(|number| {
            let mut stream = Stream::new(seed, "bootstrap", &number.to_string());
            let mut of_unit = vec![0.0; stage.parent.len()];
            for units in units.iter().filter(|units| !units.is_empty()) {
                let drawn = units.len() as f64;
                for _ in 1..units.len() {
                    of_unit[units[stream.below(units.len() as u64) as usize]] +=
                        drawn / (drawn - 1.0);
                }
            }
            stage
                .unit
                .iter()
                .map(|&unit| of_unit[unit as usize])
                .collect()
        });
        let factors: Vec<Vec<f64>> = factors.collect();
        let scale = 1.0 / factors.len() as f64;
        Ok(Self {
            scales: vec![scale; factors.len()],
            factors,
        })
    }

    /// The weights of each replicate from base weights.
    pub fn weights<'a>(&'a self, base: &'a [f64]) -> impl Iterator<Item = Vec<f64>> + 'a {
        self.factors.iter().map(move |factors| {
            factors
                .iter()
                .zip(base)
                .map(|(factor, base)| factor * base)
                .collect()
        })
    }

    /// The variance of an estimate from those of the replicates.
    pub fn variance(&self, estimate: f64, replicates: &[f64], centre: Centre) -> f64 {
        let centre = match centre {
            Centre::Estimate => estimate,
            Centre::Mean => crate::sums::sum(replicates) / replicates.len() as f64,
        };
        crate::sums::sum_of(replicates.len(), |at| {
            let gap = replicates[at] - centre;
            self.scales[at] * gap * gap
        })
    }
}
