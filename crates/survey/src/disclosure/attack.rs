//! What somebody can work out of a published table: the least and the greatest that a hidden cell can be, by linear programmes.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

use super::CellTable;
use crate::SurveyError;

/// What a hidden cell can be, to who knows all published cells, all sums, and that no count is below zero.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Range {
    /// The cell's place.
    pub cell: usize,
    /// The least.
    pub low: f64,
    /// The greatest; infinite where nothing holds it.
    pub high: f64,
}

impl Range {
    /// Whether neither 0 nor the threshold can be excluded.
    pub fn safe(&self, threshold: u64) -> bool {
        self.low <= 1e-7 && self.high >= threshold as f64 - 1e-7
    }
}

/// What can be worked out of each primary cell, when `hidden` cells are not published; `known` is a hidden cell that the attacker is in.
///
/// # Errors
/// [`SurveyError::Solver`] where a programme cannot be solved.
pub fn audit(
    table: &CellTable,
    hidden: &[bool],
    known: Option<usize>,
) -> Result<Vec<Range>, SurveyError> {
    let primary = table
        .primary()
        .into_iter()
        .filter(|cell| Some(*cell) != known);
    let hidden_to = |cell: usize| hidden[cell] && Some(cell) != known;
    primary
        .map(|cell| match hidden_to(cell) {
            true => range(table, &hidden_to, cell),
            false => {
                let count = table.cells[cell].n as f64;
                Ok(Range {
                    cell,
                    low: count,
                    high: count,
                })
            }
        })
        .collect()
}

fn range(
    table: &CellTable,
    hidden: &dyn Fn(usize) -> bool,
    cell: usize,
) -> Result<Range, SurveyError> {
    let low = end(table, hidden, cell, OptimizationDirection::Minimize)?;
    let high = end(table, hidden, cell, OptimizationDirection::Maximize)?;
    Ok(Range { cell, low, high })
}

fn end(
    table: &CellTable,
    hidden: &dyn Fn(usize) -> bool,
    cell: usize,
    direction: OptimizationDirection,
) -> Result<f64, SurveyError> {
    let mut problem = Problem::new(direction);
    let variables: Vec<Option<Variable>> = (0..table.cells.len())
        .map(|at| {
            let weight = if at == cell { 1.0 } else { 0.0 };
            hidden(at).then(|| problem.add_var(weight, (0.0, f64::INFINITY)))
        })
        .collect();
    for (sum, parts) in &table.relations {
        let mut left = LinearExpr::empty();
        let (mut right, mut open) = (0.0, false);
        let signed = parts.iter().map(|part| (*part, 1.0)).chain([(*sum, -1.0)]);
        for (at, sign) in signed {
            match variables[at] {
                Some(variable) => {
                    left.add(variable, sign);
                    open = true;
                }
                None => right -= sign * table.cells[at].n as f64,
            }
        }
        if open {
            problem.add_constraint(left, ComparisonOp::Eq, right);
        }
    }
    let failed = |problem: String| SurveyError::Solver {
        cell: cell as u64,
        problem,
    };
    let outcome = match problem.solve() {
        Ok(outcome) => outcome,
        Err(microlp::Error::Unbounded) => return Ok(f64::INFINITY),
        Err(error) => return Err(failed(error.to_string())),
    };
    let solution = outcome
        .into_solution()
        .map_err(|_| failed("it was interrupted".to_owned()))?;
    Ok(solution.objective())
}
