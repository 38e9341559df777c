//! Reading an election from a file: Pabulib, JSON, or two CSV tables.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use madang_selection::pabulib::{Policy, ReadOptions, read};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_json, read_score_sheets_csv, read_score_sheets_json,
};
use madang_selection::{Decimal, Election, VoteType};

use crate::progress::Progress;

/// Where the election is and how strictly it is read.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Input")]
pub struct ElectionArguments {
    /// CSV: the table of ballots (vote, and if known voter_id, points, weight); FILE is the table of projects
    #[arg(long, value_name = "FILE")]
    ballots: Option<PathBuf>,
    /// CSV: kind of ballots; without it scoring where ballots have points, else approval
    #[arg(long, value_enum)]
    vote_type: Option<VoteTypeName>,
    /// Refuse whatever is doubtful instead of accepting it with a warning
    #[arg(long)]
    strict: bool,
    /// Accept, counted in the warnings, what is otherwise refused
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    accept: Vec<Accept>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VoteTypeName {
    Approval,
    #[value(name = "choose-1")]
    ChooseOne,
    Cumulative,
    Scoring,
    Ordinal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Accept {
    /// Choices of projects that do not exist: left out
    UnknownProjects,
    /// Voter ids that stand twice: both count
    DuplicateVoters,
}

/// Counts what is read, for the bar.
struct Counted<R> {
    inner: R,
    done: u64,
    of: u64,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.done += count as u64;
        self.progress.set(self.done, self.of.max(self.done));
        Ok(count)
    }
}

impl ElectionArguments {
    /// Reads the election in `file`, with the score sheets in `scores` if any. `keep_voters` keeps what voters told about
    /// themselves; without it a file larger than memory can be read.
    pub fn read(
        &self,
        file: &Path,
        scores: Option<&Path>,
        limits: (Option<Decimal>, Option<u32>),
        keep_voters: bool,
    ) -> Result<Election> {
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("");
        let extension = extension.to_ascii_lowercase();
        if self.ballots.is_some() && extension != "csv" {
            bail!(
                "--ballots goes with a CSV table of projects, but {} is none",
                file.display()
            );
        }
        let name = file.display().to_string();
        let mut election = match extension.as_str() {
            "json" => read_json(&text(file)?, &name)?,
            "csv" => {
                let Some(ballots) = &self.ballots else {
                    bail!(
                        "{name} is a table of projects: name the table of ballots too, with --ballots FILE.csv (columns \
                         voter_id,vote), and say --budget AMOUNT or --number COUNT"
                    );
                };
                let options = CsvOptions {
                    vote_type: self.vote_type(),
                    budget: limits.0,
                    number: limits.1,
                    source_names: [name, ballots.display().to_string()],
                    ..CsvOptions::default()
                };
                read_csv(&text(file)?, &text(ballots)?, &options)?
            }
            _ => self.read_pabulib(file, name, keep_voters)?,
        };
        if let Some(path) = scores {
            let name = path.display().to_string();
            let text = text(path)?;
            let json = path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("json"));
            let sheets = if json {
                read_score_sheets_json(&text, &name)?
            } else {
                read_score_sheets_csv(&text, &name)?
            };
            election.set_score_sheets(sheets).context(name)?;
        }
        Ok(election)
    }

    fn read_pabulib(&self, file: &Path, name: String, keep_voters: bool) -> Result<Election> {
        let policy = |accept| {
            if self.accept.contains(&accept) {
                Policy::Accept
            } else {
                Policy::Refuse
            }
        };
        let options = ReadOptions {
            strict: self.strict,
            keep_voters,
            unknown_projects: policy(Accept::UnknownProjects),
            duplicate_voters: policy(Accept::DuplicateVoters),
            source_name: Some(name.clone()),
        };
        if name == "-" {
            return Ok(read(io::stdin().lock(), &options)?);
        }
        let source = File::open(file).with_context(|| format!("cannot read {name}"))?;
        let of = source
            .metadata()
            .with_context(|| format!("cannot read {name}"))?;
        if of.is_dir() {
            bail!("{name} is a directory: name a .pb, .csv or .json file");
        }
        let counted = Counted {
            inner: source,
            done: 0,
            of: of.len(),
            progress: Progress::new("bytes read"),
        };
        Ok(read(BufReader::with_capacity(1 << 20, counted), &options)?)
    }

    fn vote_type(&self) -> Option<VoteType> {
        self.vote_type.map(|name| match name {
            VoteTypeName::Approval => VoteType::Approval,
            VoteTypeName::ChooseOne => VoteType::ChooseOne,
            VoteTypeName::Cumulative => VoteType::Cumulative,
            VoteTypeName::Scoring => VoteType::Scoring,
            VoteTypeName::Ordinal => VoteType::Ordinal,
        })
    }
}

fn text(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    String::from_utf8(bytes).with_context(|| {
        format!(
            "{} is not UTF-8: save it as UTF-8 text and try again",
            file.display()
        )
    })
}

/// Prints to standard error what was accepted although it should not be there.
pub fn print_warnings(election: &Election) {
    for (_, met) in election.warnings.iter() {
        eprintln!("  note     {} × {}", met.count, met.treatment);
        if let Some(example) = met.examples.first() {
            eprintln!("           such as {example}");
        }
    }
}
