//! `madang suppress`: which cells of a table are to be hidden.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_survey::disclosure::{CellTable, suppress};
use serde::Serialize;

use super::{bytes, in_file};
use crate::terminal;

/// Hide small cells of a table, and as few others as it takes so that nobody can work them out from the sums
///
///   madang suppress table.json > published.json
///
/// The table is JSON: {"cells": [{"key": ["yes", "Seoul"], "n": 7}, …], "threshold": 10, "relations": [[sum, [parts]], …]}
/// where sums and parts are places of cells. Without relations, a * in a key stands for the sum over that
/// dimension. Counts above 0 and below the threshold are hidden; of cells with "n": null none can be told from 0 or
/// from the threshold. Publish the cells alone: the rest says which of them were small.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SuppressCommand {
    /// The table, as JSON
    #[arg(value_name = "TABLE")]
    table: PathBuf,
}

#[derive(Serialize)]
struct CellReport<'a> {
    key: &'a [String],
    n: Option<u64>,
}

#[derive(Serialize)]
struct Report<'a> {
    name: &'a str,
    threshold: u64,
    cells: Vec<CellReport<'a>>,
    suppressed: Vec<usize>,
    primary: &'a [usize],
    secondary: usize,
    cost: f64,
    audit: BTreeMap<usize, [Option<f64>; 2]>,
}

impl SuppressCommand {
    pub fn run(&self) -> Result<()> {
        let of_file = || in_file(&self.table);
        let table = CellTable::read(&bytes(&self.table)?).with_context(of_file)?;
        let found = suppress(&table).with_context(of_file)?;
        let suppressed: Vec<usize> = (0..found.hidden.len())
            .filter(|&cell| found.hidden[cell])
            .collect();
        let finite = |value: f64| value.is_finite().then_some(value);
        let cells = table.cells.iter().zip(&found.hidden);
        let report = Report {
            name: &table.name,
            threshold: table.threshold,
            cells: cells
                .map(|(cell, hidden)| CellReport {
                    key: &cell.key,
                    n: (!hidden).then_some(cell.n),
                })
                .collect(),
            secondary: suppressed.len() - found.primary.len(),
            suppressed,
            primary: &found.primary,
            cost: found.cost(&table),
            audit: found
                .audit
                .iter()
                .map(|range| (range.cell, [finite(range.low), finite(range.high)]))
                .collect(),
        };
        terminal::json(&mut io::stdout().lock(), &report)
    }
}
