//! Post-stratification: one margin, each of its levels made to agree at once (Holt and Smith 1979).

use super::{Auxiliary, Weighted};
use crate::SurveyError;

/// w = d·N/Σd in each level of the one margin.
///
/// # Errors
/// [`SurveyError::OneMargin`] where there are several margins or a quantity.
pub fn poststratify(auxiliary: &Auxiliary, base: &[f64]) -> Result<Weighted, SurveyError> {
    if auxiliary.margins.len() != 1 || auxiliary.has_quantities() {
        let margins = auxiliary.margins.len() as u64 + u64::from(auxiliary.has_quantities());
        return Err(SurveyError::OneMargin { margins });
    }
    let cells = auxiliary.cell_sums(|row| base[row]);
    let ratio = |cell: usize| auxiliary.targets[auxiliary.column_of(cell, 0)] / cells[cell];
    let ratios: Vec<f64> = (0..cells.len()).map(ratio).collect();
    Ok(Weighted::new(auxiliary, base, &ratios, 1))
}
