//! Hiding small cells so that nobody can work them out (Fischetti and Salazar 2000, in the heuristic form of Kelly, Golden and Assad 1992).

use std::cmp::Reverse;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

use super::attack::{Knowledge, range};
use super::{CellTable, Range, audit};
use crate::SurveyError;

/// Which cells are hidden, and what can be worked out of those that had to be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Suppression {
    /// For each cell whether it is hidden.
    pub hidden: Vec<bool>,
    /// The cells that had to be.
    pub primary: Vec<usize>,
    /// What each of them can be, to an attacker.
    pub audit: Vec<Range>,
}

impl Suppression {
    /// What is lost: the sum of the hidden counts, an empty cell counting a half.
    pub fn cost(&self, table: &CellTable) -> f64 {
        let hidden = (0..self.hidden.len()).filter(|&at| self.hidden[at]);
        hidden.map(|at| cost(table, at)).sum()
    }

    /// Whether no primary cell can be told from 0 or from the threshold.
    pub fn safe(&self, threshold: u64) -> bool {
        self.audit.iter().all(|range| range.safe(threshold))
    }
}

fn cost(table: &CellTable, at: usize) -> f64 {
    match table.cells[at].n {
        0 => 0.5,
        count => count as f64,
    }
}

/// Hides counts above 0 and below the threshold, and as few others as it finds, so that no one of the first can be told from 0 or from the
/// threshold; also not by somebody who is alone in a hidden cell and so knows it.
///
/// # Errors
/// [`SurveyError::CellTable`] where no choice of cells protects one, [`SurveyError::Solver`].
pub fn suppress(table: &CellTable) -> Result<Suppression, SurveyError> {
    table.check()?;
    let primary = table.primary();
    let mut hidden = vec![false; table.cells.len()];
    primary.iter().for_each(|&cell| hidden[cell] = true);
    let mut order = primary.clone();
    order.sort_by_key(|&cell| (Reverse(table.cells[cell].n), cell));
    // Cells that become hidden may hold one person, who then knows more: once more until nothing is added.
    loop {
        let before = hidden.clone();
        for known in attackers(table, &hidden) {
            let attacker = Knowledge::of(table, known);
            for &cell in order.iter().filter(|cell| !attacker.knows[**cell]) {
                protect(table, &mut hidden, cell, &attacker)?;
            }
        }
        if hidden == before {
            break;
        }
    }
    publish_again(table, &mut hidden, &primary)?;
    let audit = audit(table, &hidden, None)?;
    Ok(Suppression {
        hidden,
        primary,
        audit,
    })
}

/// Nobody in particular, and whoever is alone in a hidden cell.
fn attackers(table: &CellTable, hidden: &[bool]) -> Vec<Option<usize>> {
    let alone = (0..hidden.len()).filter(|&at| hidden[at] && table.cells[at].n == 1);
    std::iter::once(None).chain(alone.map(Some)).collect()
}

/// Hides what has to move so that a cell could as well be 0 (or the attacker alone), and as well the threshold.
fn protect(
    table: &CellTable,
    hidden: &mut [bool],
    cell: usize,
    attacker: &Knowledge,
) -> Result<(), SurveyError> {
    let count = table.cells[cell].n as f64;
    let changes = [table.threshold as f64, attacker.own(cell) as f64].map(|to| to - count);
    for change in changes.into_iter().filter(|change| *change != 0.0) {
        let (costs, failed) = (movement_costs(table, hidden), |problem: String| {
            SurveyError::CellTable { problem }
        });
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let moves: Vec<_> = (0..table.cells.len())
            .map(|at| {
                let (up, down) = match at {
                    at if at == cell => ((change, change), (0.0, 0.0)),
                    at if attacker.knows[at] => ((0.0, 0.0), (0.0, 0.0)),
                    at => ((0.0, f64::INFINITY), (0.0, table.cells[at].n as f64)),
                };
                (
                    problem.add_var(costs[at], up),
                    problem.add_var(costs[at], down),
                )
            })
            .collect();
        for (sum, parts) in &table.relations {
            let mut left = LinearExpr::empty();
            for (at, sign) in parts.iter().map(|part| (*part, 1.0)).chain([(*sum, -1.0)]) {
                left.add(moves[at].0, sign);
                left.add(moves[at].1, -sign);
            }
            problem.add_constraint(left, ComparisonOp::Eq, 0.0);
        }
        let key = table.cells[cell].key.join(" × ");
        let solution = problem
            .solve()
            .ok()
            .and_then(|outcome| outcome.into_solution().ok());
        let Some(solution) = solution else {
            return Err(failed(format!(
                "`{key}` can always be worked out from its sums: join levels"
            )));
        };
        for (at, (up, down)) in moves.iter().enumerate() {
            if (solution.var_value(*up) - solution.var_value(*down)).abs() > 1e-7 {
                hidden[at] = true;
            }
        }
    }
    Ok(())
}

/// What moving each cell costs: nothing where it is hidden already.
fn movement_costs(table: &CellTable, hidden: &[bool]) -> Vec<f64> {
    (0..hidden.len())
        .map(|at| if hidden[at] { 0.0 } else { cost(table, at) })
        .collect()
}

/// Publishes what turns out not to be needed, the dearest first.
fn publish_again(
    table: &CellTable,
    hidden: &mut [bool],
    primary: &[usize],
) -> Result<(), SurveyError> {
    let mut more: Vec<usize> = (0..hidden.len())
        .filter(|at| hidden[*at] && !primary.contains(at))
        .collect();
    more.sort_by(|a, b| cost(table, *b).total_cmp(&cost(table, *a)).then(a.cmp(b)));
    let mut doubts = Vec::new();
    for at in more {
        hidden[at] = false;
        if !holds(table, hidden, primary, &mut doubts)? {
            hidden[at] = true;
        }
    }
    Ok(())
}

/// An attacker, by the cell that they are alone in, and a cell.
type Doubt = (Option<usize>, usize);

/// Whether all primary cells are safe from every attacker. Those that were not before are looked at first.
fn holds(
    table: &CellTable,
    hidden: &[bool],
    primary: &[usize],
    doubts: &mut Vec<Doubt>,
) -> Result<bool, SurveyError> {
    let attackers = attackers(table, hidden);
    let safe = |(known, cell): Doubt, attacker: &Knowledge| -> Result<bool, SurveyError> {
        if attacker.knows[cell] || !attackers.contains(&known) {
            return Ok(true);
        }
        Ok(range(table, hidden, attacker, cell)?.safe(table.threshold))
    };
    for at in 0..doubts.len() {
        let doubt = doubts[at];
        if !safe(doubt, &Knowledge::of(table, doubt.0))? {
            doubts[..=at].rotate_right(1);
            return Ok(false);
        }
    }
    for &known in &attackers {
        let attacker = Knowledge::of(table, known);
        for &cell in primary {
            let doubt = (known, cell);
            if !doubts.contains(&doubt) && !safe(doubt, &attacker)? {
                doubts.insert(0, doubt);
                return Ok(false);
            }
        }
    }
    Ok(true)
}
