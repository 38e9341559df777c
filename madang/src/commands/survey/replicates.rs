//! Standard errors of the jackknife beside those of linearisation.

use std::collections::BTreeMap;

use anyhow::Result;
use madang_survey::design::Design;
use madang_survey::variance::{Adjustment, Centre, Linearized, Replicates};

use super::rows::{Asked, Row, Tabulation};
use super::tabulate::Group;

/// Gives each row the standard error of the stratified jackknife about its estimate: each unit is left out in turn, and `weighted` makes the weights of
/// what is left agree with the margins again. A row that some replicate has no estimate of gets none.
///
/// # Errors
/// A stratum of one unit; margins that cannot be reached without some unit.
pub fn beside(
    rows: &mut [Row],
    design: &Design,
    tabulation: &Tabulation<'_>,
    (asked, groups): (&[Asked], &[Group]),
    weighted: &dyn Fn(Vec<f64>) -> Result<Vec<f64>>,
) -> Result<()> {
    let replicates = Replicates::jackknife(design)?;
    let mut found: Vec<Vec<Option<f64>>> = vec![Vec::new(); rows.len()];
    for base in replicates.weights(design.base()) {
        let weights = weighted(base)?;
        // Nobody asks for the variance of a replicate.
        let sample = Linearized::new(design, &weights, Adjustment::None)?;
        let mut replicate = Tabulation {
            table: tabulation.table,
            sample: &sample,
            interval: None,
            quantile_rule: tabulation.quantile_rule,
            confidence: tabulation.confidence,
            missing: BTreeMap::new(),
            known: tabulation.known.clone(),
        };
        let mut of_row = found.iter_mut();
        for asked in asked {
            for row in replicate.rows(asked, groups)? {
                of_row
                    .next()
                    .into_iter()
                    .for_each(|of| of.push(row.estimate));
            }
        }
    }
    for (row, found) in rows.iter_mut().zip(found) {
        let found: Option<Vec<f64>> = found.into_iter().collect();
        row.se_jackknife = row.estimate.zip(found).map(|(estimate, found)| {
            let variance = replicates.variance(estimate, &found, Centre::Estimate);
            variance.sqrt()
        });
    }
    Ok(())
}
