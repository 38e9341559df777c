//! Weights that make a sample agree with known margins.
//!
//! Raking is Deming and Stephan (1940); linear, raking and logit calibration with bounds are Deville and Särndal (1992) and Deville,
//! Särndal and Sautory (1993). All work on *cells*, the combinations of categories that are there, not on rows.

mod auxiliary;
mod calibration;
mod file;
mod margins;
mod poststratify;
mod raking;
mod trim;

use std::str::FromStr;

use crate::SurveyError;
use crate::design::Kish;

pub use auxiliary::{Auxiliary, Quantity};
pub(crate) use calibration::normal_matrix;
pub use calibration::{Bounds, Distance, calibrate};
pub use file::write_csv;
pub use margins::{Margin, MarginTotals, Target};
pub use poststratify::poststratify;
pub use raking::{rake, rake_capped};
pub use trim::{Round, trim, trim_and_reweigh};

/// The misfit at which weights agree with their margins: max |Σw/T − 1|.
pub const AGREES: f64 = 1e-12;
/// The misfit above which they are refused.
pub const REFUSED: f64 = 1e-9;

/// How weights are made to agree.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Method {
    /// Margin after margin until all agree; with bounds as calibration with the exponential distance.
    Raking {
        /// Bounds of final over base weight.
        bounds: Option<Bounds>,
    },
    /// The linear distance, which without bounds may give negative weights.
    Linear {
        /// Bounds of final over base weight.
        bounds: Option<Bounds>,
    },
    /// The logit distance, inside its bounds by its form.
    Logit {
        /// Bounds of final over base weight.
        bounds: Bounds,
    },
    /// One margin, exactly.
    Poststratify,
}

/// The names of methods as arguments have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MethodName {
    /// `raking`
    Raking,
    /// `linear`
    Linear,
    /// `logit`
    Logit,
    /// `poststratify`
    Poststratify,
}

impl FromStr for MethodName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "raking" => Ok(Self::Raking),
            "linear" => Ok(Self::Linear),
            "logit" => Ok(Self::Logit),
            "poststratify" => Ok(Self::Poststratify),
            _ => Err("raking, linear, logit or poststratify".to_owned()),
        }
    }
}

impl Method {
    /// The method of that name with these bounds.
    ///
    /// # Errors
    /// [`SurveyError::NoBounds`] for logit without them.
    pub fn new(name: MethodName, bounds: Option<Bounds>) -> Result<Self, SurveyError> {
        Ok(match (name, bounds) {
            (MethodName::Raking, bounds) => Self::Raking { bounds },
            (MethodName::Linear, bounds) => Self::Linear { bounds },
            (MethodName::Logit, Some(bounds)) => Self::Logit { bounds },
            (MethodName::Logit, None) => return Err(SurveyError::NoBounds),
            (MethodName::Poststratify, _) => Self::Poststratify,
        })
    }
}

/// Weights and how well they agree.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Weighted {
    /// The final weight of each row.
    pub weights: Vec<f64>,
    /// max |Σw/T − 1| over all margins.
    pub misfit: f64,
    /// Sweeps over the margins, or steps of Newton's method.
    pub iterations: u32,
    /// The least final over base weight.
    pub least_ratio: f64,
    /// The greatest final over base weight.
    pub greatest_ratio: f64,
}

impl Weighted {
    fn new(auxiliary: &Auxiliary, base: &[f64], ratios: &[f64], iterations: u32) -> Self {
        let weights = auxiliary.cell_of.iter().zip(base);
        let weights = weights.map(|(&cell, base)| base * ratios[cell as usize]);
        let weights: Vec<f64> = weights.collect();
        Self {
            misfit: auxiliary.misfit(&weights).0,
            weights,
            iterations,
            least_ratio: ratios.iter().copied().fold(f64::INFINITY, f64::min),
            greatest_ratio: ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Weights that are not the same multiple of base weights in a cell.
    fn of_rows(auxiliary: &Auxiliary, base: &[f64], weights: Vec<f64>, iterations: u32) -> Self {
        let ratios = || weights.iter().zip(base).map(|(weight, base)| weight / base);
        Self {
            misfit: auxiliary.misfit(&weights).0,
            iterations,
            least_ratio: ratios().fold(f64::INFINITY, f64::min),
            greatest_ratio: ratios().fold(f64::NEG_INFINITY, f64::max),
            weights,
        }
    }

    /// What the weights' differences cost.
    pub fn kish(&self) -> Kish {
        Kish::of(&self.weights)
    }
}

/// Makes base weights agree with the margins of `auxiliary`.
///
/// # Errors
/// [`SurveyError::NotAttainable`] with the worst margin and its gap, [`SurveyError::TooManyCategories`] for the equations of calibration,
/// [`SurveyError::OneMargin`] for post-stratification by several.
pub fn weigh(auxiliary: &Auxiliary, base: &[f64], method: Method) -> Result<Weighted, SurveyError> {
    match method {
        // A quantity's total has no levels to go through one after another.
        Method::Raking { bounds: None } if !auxiliary.has_quantities() => rake(auxiliary, base),
        Method::Raking { bounds } => calibrate(auxiliary, base, Distance::Raking, bounds),
        Method::Linear { bounds } => calibrate(auxiliary, base, Distance::Linear, bounds),
        Method::Logit { bounds } => calibrate(auxiliary, base, Distance::Logit, Some(bounds)),
        Method::Poststratify => poststratify(auxiliary, base),
    }
}
