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
    /// How many of the cell the attacker is: nobody has to be told that they are there themselves.
    pub own: u64,
}

impl Range {
    /// Whether neither 0 (or the attacker alone) nor the threshold can be excluded.
    pub fn safe(&self, threshold: u64) -> bool {
        self.low <= self.own as f64 + 1e-7 && self.high >= threshold as f64 - 1e-7
    }
}

/// What an attacker knows beside what is published: nothing, or that they are alone in a hidden cell.
pub(super) struct Knowledge {
    /// Cells whose count they know: their own, and where that is a sum its parts.
    pub(super) knows: Vec<bool>,
    /// Cells that they are in: of those they know, and all sums over them.
    pub(super) inside: Vec<bool>,
}

impl Knowledge {
    pub(super) fn of(table: &CellTable, known: Option<usize>) -> Self {
        let mut knows = vec![false; table.cells.len()];
        let mut open: Vec<usize> = known.into_iter().collect();
        while let Some(cell) = open.pop() {
            if !std::mem::replace(&mut knows[cell], true) {
                let below = table.relations.iter().filter(|(sum, _)| *sum == cell);
                open.extend(below.flat_map(|(_, parts)| parts));
            }
        }
        let mut inside: Vec<bool> = (0..knows.len())
            .map(|at| knows[at] && table.cells[at].n > 0)
            .collect();
        // Sums of sums may stand in any order.
        let mut more = known.is_some();
        while more {
            more = false;
            for (sum, parts) in &table.relations {
                if !inside[*sum] && parts.iter().any(|part| inside[*part]) {
                    inside[*sum] = true;
                    more = true;
                }
            }
        }
        Self { knows, inside }
    }

    /// How many of a cell the attacker is.
    pub(super) fn own(&self, cell: usize) -> u64 {
        u64::from(self.inside[cell])
    }
}

/// What can be worked out of each primary cell, when `hidden` cells are not published; `known` is a hidden cell that the attacker is alone in.
///
/// # Errors
/// [`SurveyError::Solver`] where a programme cannot be solved.
pub fn audit(
    table: &CellTable,
    hidden: &[bool],
    known: Option<usize>,
) -> Result<Vec<Range>, SurveyError> {
    let attacker = Knowledge::of(table, known);
    let primary = table.primary().into_iter();
    primary
        .filter(|cell| !attacker.knows[*cell])
        .map(|cell| range(table, hidden, &attacker, cell))
        .collect()
}

/// What an attacker can work out of a cell whose count they do not know.
pub(super) fn range(
    table: &CellTable,
    hidden: &[bool],
    attacker: &Knowledge,
    cell: usize,
) -> Result<Range, SurveyError> {
    let open = |cell: usize| hidden[cell] && !attacker.knows[cell];
    let count = table.cells[cell].n as f64;
    let (low, high) = match open(cell) {
        true => (
            end(table, &open, cell, OptimizationDirection::Minimize)?,
            end(table, &open, cell, OptimizationDirection::Maximize)?,
        ),
        false => (count, count),
    };
    Ok(Range {
        cell,
        low,
        high,
        own: attacker.own(cell),
    })
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
