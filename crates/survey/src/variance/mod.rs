//! Variances of estimates under a complex design.

mod linearization;
mod replicates;

pub use linearization::{Adjustment, Linearized};
pub use replicates::{Centre, Replicates};
