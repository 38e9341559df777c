//! Margins: what is known of the population, and where each row stands in them.

use std::collections::HashMap;
use std::ops::Range;

use crate::SurveyError;
use crate::cells::Cells;
use crate::sums::{Compensated, sum};
use crate::table::{Column, Table, is_missing, number};

/// What is known of one variable.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Target {
    /// How many people are in each level.
    Levels(Vec<(String, f64)>),
    /// The total of a quantity over all people.
    Total(f64),
}

/// All margins as a file has them, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MarginTotals {
    /// Variable (several joined by `|`) and what is known of it.
    pub of: Vec<(String, Target)>,
}

impl MarginTotals {
    /// Margins in that order.
    pub fn new(of: Vec<(String, Target)>) -> Self {
        Self { of }
    }

    /// Reads {variable: {level: total}}, where a quantity has its total instead of levels, or CSV of variable, level, total.
    ///
    /// # Errors
    /// [`SurveyError::MarginsForm`], and what [`Table::read`] refuses.
    pub fn read(bytes: &[u8]) -> Result<Self, SurveyError> {
        let text = crate::table::text(bytes)?;
        if text.trim_start().starts_with('{') { Self::json(&text) } else { Self::csv(bytes) }
    }

    fn json(text: &str) -> Result<Self, SurveyError> {
        let wrong = |problem: String| SurveyError::MarginsForm { problem };
        let read: serde_json::Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        let amount = |of: &str, value: &serde_json::Value| {
            value.as_f64().ok_or_else(|| wrong(format!("`{of}` has {value} where a total was expected")))
        };
        let variables = read.as_object().into_iter().flatten();
        let of = variables.map(|(variable, target)| {
            let target = match target.as_object() {
                Some(levels) => {
                    let levels = levels.iter().map(|(level, total)| Ok((level.clone(), amount(variable, total)?)));
                    Target::Levels(levels.collect::<Result<_, SurveyError>>()?)
                }
                None => Target::Total(amount(variable, target)?),
            };
            Ok((variable.clone(), target))
        });
        Ok(Self { of: of.collect::<Result<_, SurveyError>>()? })
    }

    fn csv(bytes: &[u8]) -> Result<Self, SurveyError> {
        let table = Table::read(bytes)?;
        let [variable, level] = [table.column("variable")?, table.column("level")?];
        let total = table.column("total")?;
        let totals = table.required(total)?;
        let mut of: Vec<(String, Target)> = Vec::new();
        for (row, &total) in totals.iter().enumerate() {
            let (variable, level) = (variable.value(row), level.value(row));
            let entry = of.iter_mut().find(|(known, _)| known == variable);
            match entry {
                Some((_, Target::Levels(levels))) if levels.iter().any(|(known, _)| known == level) => {
                    let problem = format!("line {}: `{level}` of `{variable}` stands twice", table.line(row));
                    return Err(SurveyError::MarginsForm { problem });
                }
                Some((_, Target::Levels(levels))) => levels.push((level.to_owned(), total)),
                Some(_) => {
                    let problem = format!("line {}: `{variable}` has a total already", table.line(row));
                    return Err(SurveyError::MarginsForm { problem });
                }
                None if level.is_empty() => of.push((variable.to_owned(), Target::Total(total))),
                None => of.push((variable.to_owned(), Target::Levels(vec![(level.to_owned(), total)]))),
            }
        }
        Ok(Self { of })
    }

    /// Where each row of a table stands in them.
    ///
    /// # Errors
    /// Margins that are not attainable by what they are alone: see [`Margin::of`], [`Auxiliary::new`].
    pub fn on(&self, table: &Table) -> Result<Auxiliary, SurveyError> {
        let mut margins = Vec::new();
        let mut quantities = Vec::new();
        for (variable, target) in &self.of {
            match target {
                Target::Levels(levels) => {
                    let column = table.column_or_joined(variable)?;
                    margins.push(Margin::of(variable, levels, &column, &|row| table.line(row))?);
                }
                Target::Total(total) => quantities.push(Quantity {
                    name: variable.clone(),
                    total: *total,
                    values: table.required(table.column(variable)?)?,
                }),
            }
        }
        Auxiliary::new(margins, quantities)
    }
}

/// A margin over rows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Margin {
    /// The variable.
    pub name: String,
    /// Levels and their totals, all above zero.
    pub totals: Vec<(String, f64)>,
    /// The level of each row.
    pub codes: Vec<u32>,
}

impl Margin {
    /// A margin from its totals and the column of its variable; `line` gives the line of a row, for errors. Who has no answer is in the
    /// level `unknown`, if the margin has one. Levels of total zero in which nobody is are left out.
    ///
    /// # Errors
    /// [`SurveyError::MarginTotal`], [`SurveyError::EmptyLevel`], [`SurveyError::ZeroTarget`], [`SurveyError::UnknownLevel`],
    /// [`SurveyError::Missing`].
    pub fn of(
        name: &str,
        totals: &[(String, f64)],
        column: &Column,
        line: &dyn Fn(usize) -> u64,
    ) -> Result<Self, SurveyError> {
        let of_level = |level: &str| (name.to_owned(), level.to_owned());
        for (level, total) in totals {
            if !(*total >= 0.0 && total.is_finite()) {
                let (variable, level) = of_level(level);
                return Err(SurveyError::MarginTotal { variable, level, total: *total });
            }
        }
        let unknown = totals.iter().position(|(level, _)| level == "unknown");
        let place = |value: &str| {
            let same = |(level, _): &(String, f64)| level == value || same_number(level, value);
            let exact = totals.iter().position(|(level, _)| level == value);
            exact.or_else(|| totals.iter().position(same)).or(if is_missing(value) { unknown } else { None })
        };
        let places: Vec<Option<usize>> = column.levels.iter().map(|level| place(level)).collect();
        let mut counts = vec![0_u64; totals.len()];
        let mut first = vec![0; totals.len()];
        for (row, &code) in column.codes.iter().enumerate() {
            let Some(at) = places[code as usize] else {
                let (variable, value) = of_level(column.value(row));
                return Err(match is_missing(&value) {
                    true => SurveyError::Missing { line: line(row), column: variable, value },
                    false => SurveyError::UnknownLevel { variable, line: line(row), value },
                });
            };
            if counts[at] == 0 {
                first[at] = row;
            }
            counts[at] += 1;
        }
        let mut kept = vec![u32::MAX; totals.len()];
        let mut own = Vec::new();
        for (at, (level, total)) in totals.iter().enumerate() {
            let (variable, level_name) = of_level(level);
            match (*total > 0.0, counts[at] > 0) {
                (true, true) => {
                    kept[at] = own.len() as u32;
                    own.push((level_name, *total));
                }
                (true, false) => return Err(SurveyError::EmptyLevel { variable, level: level_name, total: *total }),
                (false, true) => {
                    return Err(SurveyError::ZeroTarget {
                        variable,
                        level: level_name,
                        line: line(first[at]),
                        count: counts[at],
                    });
                }
                (false, false) => {}
            }
        }
        let codes = column.codes.iter().filter_map(|&code| places[code as usize]);
        Ok(Self {
            name: name.to_owned(),
            codes: codes.map(|at| kept[at]).collect(),
            totals: own,
        })
    }
}

/// `01` and `1.0` are no texts apart where a margin says `1`.
fn same_number(one: &str, other: &str) -> bool {
    matches!((number(one), number(other)), (Some(one), Some(other)) if one == other)
}

/// A quantity of which the total is known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Quantity {
    /// The variable.
    pub name: String,
    /// Its total over all people.
    pub total: f64,
    /// Its value in each row.
    pub values: Vec<f64>,
}

impl Quantity {
    /// A quantity with its total and the value of each row.
    pub fn new(name: &str, total: f64, values: Vec<f64>) -> Self {
        Self { name: name.to_owned(), total, values }
    }
}

/// Margins and quantities on *cells*, the combinations that are there: one sparse row of the model matrix a cell.
#[derive(Clone, Debug)]
pub struct Auxiliary {
    pub(crate) cell_of: Vec<u32>,
    /// Where each cell's entries begin.
    start: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
    pub(crate) targets: Vec<f64>,
    labels: Vec<(String, String)>,
    /// The columns of each margin; quantities come after.
    pub(crate) margins: Vec<Range<usize>>,
}

impl Auxiliary {
    /// Puts margins and quantities of the same rows together.
    ///
    /// # Errors
    /// [`SurveyError::MarginsDiffer`] where two margins count different numbers of people, [`SurveyError::NoMargins`].
    pub fn new(margins: Vec<Margin>, quantities: Vec<Quantity>) -> Result<Self, SurveyError> {
        let rows = margins.first().map(|margin| margin.codes.len());
        let rows = rows.or_else(|| quantities.first().map(|quantity| quantity.values.len()));
        let Some(rows) = rows else { return Err(SurveyError::NoMargins) };
        agree(&margins)?;
        let mut ranges = Vec::new();
        let mut labels = Vec::new();
        let mut targets = Vec::new();
        for margin in &margins {
            let from = targets.len();
            targets.extend(margin.totals.iter().map(|(_, total)| *total));
            labels.extend(margin.totals.iter().map(|(level, _)| (margin.name.clone(), level.clone())));
            ranges.push(from..targets.len());
        }
        for quantity in &quantities {
            targets.push(quantity.total);
            labels.push((quantity.name.clone(), "total".to_owned()));
        }
        let mut cells = Cells::of(rows);
        for margin in &margins {
            cells.refine(&margin.codes, margin.totals.len());
        }
        for quantity in &quantities {
            let column = Codes::of(&quantity.values);
            cells.refine(&column.codes, column.different);
        }
        let (mut start, mut columns, mut values) = (vec![0], Vec::new(), Vec::new());
        for &row in &cells.first {
            for (margin, range) in margins.iter().zip(&ranges) {
                columns.push((range.start + margin.codes[row] as usize) as u32);
                values.push(1.0);
            }
            let after = targets.len() - quantities.len();
            for (column, quantity) in (after..).zip(&quantities) {
                columns.push(column as u32);
                values.push(quantity.values[row]);
            }
            start.push(columns.len());
        }
        Ok(Self {
            cell_of: cells.of,
            start,
            columns,
            values,
            targets,
            labels,
            margins: ranges,
        })
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.start.len() - 1
    }

    /// How many columns the model matrix has: levels of all margins and quantities.
    pub fn columns(&self) -> usize {
        self.targets.len()
    }

    pub(crate) fn has_quantities(&self) -> bool {
        self.margins.last().map_or(0, |last| last.end) < self.targets.len()
    }

    /// The columns and values of a cell.
    pub(crate) fn entries(&self, cell: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let at = self.start[cell]..self.start[cell + 1];
        at.map(|at| (self.columns[at] as usize, self.values[at]))
    }

    /// The column of a cell's level in a margin: margins stand first in each cell, in their order.
    pub(crate) fn column_of(&self, cell: usize, margin: usize) -> usize {
        self.columns[self.start[cell] + margin] as usize
    }

    /// Of a cell, x'λ.
    pub(crate) fn times(&self, cell: usize, coefficients: &[f64]) -> f64 {
        self.entries(cell).map(|(column, value)| value * coefficients[column]).sum()
    }

    /// The sum over rows by cell.
    pub(crate) fn cell_sums(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        crate::sums::grouped(self.cell_of.len(), self.cells(), |row| self.cell_of[row] as usize, value)
    }

    /// Σ over cells of `amount`·x, a column each.
    pub(crate) fn reached(&self, amount: &[f64]) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.columns()];
        for (cell, amount) in amount.iter().enumerate() {
            for (column, value) in self.entries(cell) {
                sums[column].add(amount * value);
            }
        }
        sums.into_iter().map(Compensated::value).collect()
    }

    /// max |Σwx/T − 1| of amounts by cell, and the column where it is.
    pub(crate) fn misfit_of_cells(&self, amount: &[f64]) -> (f64, usize) {
        let mut worst = (0.0, 0);
        for (column, (reached, target)) in self.reached(amount).iter().zip(&self.targets).enumerate() {
            let scale = if *target == 0.0 { 1.0 } else { target.abs() };
            let misfit = (reached - target).abs() / scale;
            if misfit > worst.0 || misfit.is_nan() {
                worst = (misfit, column);
            }
        }
        worst
    }

    /// max |Σwx/T − 1| of weights, and the column where it is.
    pub fn misfit(&self, weights: &[f64]) -> (f64, usize) {
        self.misfit_of_cells(&self.cell_sums(|row| weights[row]))
    }

    /// The error that names the worst column.
    pub(crate) fn not_attainable(&self, amount: &[f64]) -> SurveyError {
        let (relative, column) = self.misfit_of_cells(amount);
        let (variable, level) = self.labels[column].clone();
        let reached = self.reached(amount)[column];
        SurveyError::NotAttainable {
            variable,
            level,
            gap: (reached - self.targets[column]).abs(),
            relative,
        }
    }
}

fn agree(margins: &[Margin]) -> Result<(), SurveyError> {
    let total = |margin: &Margin| sum(&margin.totals.iter().map(|(_, total)| *total).collect::<Vec<_>>());
    let Some(first) = margins.first() else { return Ok(()) };
    let one_total = total(first);
    for margin in &margins[1..] {
        let other_total = total(margin);
        let gap = (one_total - other_total).abs();
        if gap > super::REFUSED * one_total {
            return Err(SurveyError::MarginsDiffer {
                one: first.name.clone(),
                one_total,
                other: margin.name.clone(),
                other_total,
                gap,
            });
        }
    }
    Ok(())
}

/// Numbers as codes of their different values.
struct Codes {
    codes: Vec<u32>,
    different: usize,
}

impl Codes {
    fn of(values: &[f64]) -> Self {
        let mut known = HashMap::new();
        let codes = values.iter().map(|value| {
            let next = known.len() as u32;
            *known.entry(value.to_bits()).or_insert(next)
        });
        let codes = codes.collect();
        Self { codes, different: known.len() }
    }
}
