//! `madang stars`: the three formulas of the star and the binding constraint, for each commitment of a file.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use madang_commitments::codes::BindingConstraint;
use madang_commitments::report::Reported;
use madang_commitments::{StarRow, read};
use serde::Serialize;

use super::commitments::{ReadingArguments, bytes, tell};
use crate::terminal::{self, padded, shortened, width};

/// Compute which commitments of a file are starred, by each of the three formulas, and what binds those that are not
///
///   madang stars base.csv
///   madang stars base.csv --json > stars.json
///
/// The formulas are those of before June 2014, of 2014 to early 2015, and of after April 2015.
/// The binding constraint is the first test of the third that fails: Spec (not specific enough,
/// nor verifiable), Rel (not relevant), PotImp (not transformative), Cmpl (not completed);
/// STAR where none fails. A formula that the codes do not decide says so. Completion is that at
/// the end of the term where it is coded, else that of the progress report; --json has both
/// apart, and all that the formulas were given.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct StarsCommand {
    /// Commitments as `madang commitments import` reads them, or what formulas take: country, plan, commitment, specificity, relevant,
    /// potential_impact, completion, completion_end_of_term
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the stars and their inputs as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Computed<'a> {
    rows: u64,
    stars: Vec<StarRow>,
    reported: &'a [Reported],
}

impl StarsCommand {
    pub fn run(&self) -> Result<()> {
        let problem = || t!("ogp-not-read", file = self.file);
        let base = read(&bytes(&self.file)?, self.reading.options()).with_context(problem)?;
        let stars: Vec<StarRow> = base.commitments.iter().map(StarRow::of).collect();
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            let computed = Computed {
                rows: base.rows,
                stars,
                reported: &base.reported,
            };
            terminal::json(&mut out, &computed)?;
            out.flush()?;
            return Ok(());
        }
        print(&mut out, &stars)?;
        out.flush()?;
        drop(out);
        tell(&base);
        Ok(())
    }
}

/// Columns of an identifier that a table shows.
const ID: usize = 28;

fn print(out: &mut impl Write, stars: &[StarRow]) -> io::Result<()> {
    let title = t!("ogp-commitment");
    let names = stars.iter().map(|star| width(&star.id));
    let wide = names.chain([width(&title)]).max().unwrap_or(0).min(ID);
    row!(
        out,
        "{}  v1  v2  v3  {}",
        padded(&title, wide),
        t!("ogp-binding")
    )?;
    for star in stars {
        let decided = [
            star.latest.star_v1,
            star.latest.star_v2,
            star.latest.star_v3,
        ];
        let [first, second, third] = decided.map(|star| match star {
            Some(true) => "★",
            Some(false) => "-",
            None => "?",
        });
        let binding = star
            .latest
            .binding_constraint
            .map_or("?", BindingConstraint::label);
        let name = padded(&shortened(&star.id, wide), wide);
        row!(out, "{name}  {first}   {second}   {third}   {binding}")?;
    }
    let of = |formula: fn(&StarRow) -> Option<bool>| {
        stars
            .iter()
            .filter(|star| formula(star) == Some(true))
            .count()
    };
    let first = of(|star| star.latest.star_v1);
    let second = of(|star| star.latest.star_v2);
    let third = of(|star| star.latest.star_v3);
    row!(
        out,
        "{}",
        t!(
            "ogp-starred",
            rows = stars.len(),
            first = first,
            second = second,
            third = third
        )
    )
}
