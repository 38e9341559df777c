//! Reading an election from a file: Pabulib, JSON, or two CSV tables.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_exchange::{Mistakes, Source};
use madang_selection::pabulib::{ParseError, ParseErrorKind, Policy, ReadOptions, read};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_json_with, read_score_sheets_csv, read_score_sheets_json,
};
use madang_selection::{Decimal, Election, VoteType, Warnings};
use madang_selection_report::{example_words, warning_words};

use crate::progress::Progress;
use crate::terminal::padded;
use crate::words;

/// Where the election is and how strictly it is read. `madang formats` says what .pb, CSV and JSON files may hold.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Input (what the files may hold: madang formats)")]
pub struct ElectionArguments {
    /// CSV: the table of ballots (vote, and if known voter_id, points, weight); FILE is the table of projects
    #[arg(long, value_name = "FILE")]
    ballots: Option<PathBuf>,
    /// CSV: kind of ballots; without it scoring where ballots have points, else approval
    #[arg(long, value_enum)]
    vote_type: Option<VoteTypeName>,
    /// Take each project's service group from this column instead of `group`
    ///
    /// A project with several values there is refused. Quotas count groups; real .pb files have them in `category`,
    /// `neighborhood`, … In JSON the columns are those in `columns`, and `category`.
    #[arg(long, value_name = "NAME")]
    group_column: Option<String>,
    /// Take each project's audiences from this column instead of `beneficiaries`
    #[arg(long, value_name = "NAME")]
    audience_column: Option<String>,
    /// Refuse whatever is doubtful instead of accepting it with a warning
    ///
    /// All that is accepted otherwise and counted in the warnings, but for blanks in lists and empty ballots; in `select`
    /// also a threshold or budgets for groups that the metadata state and the rule does not.
    #[arg(long, conflicts_with = "accept")]
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
        let for_csv = [
            ("--ballots", self.ballots.is_some()),
            ("--vote-type", self.vote_type.is_some()),
        ];
        if let Some((option, _)) = for_csv
            .iter()
            .find(|(_, given)| *given && extension != "csv")
        {
            refuse!("ballots-csv-only", option = option, file = file);
        }
        let name = file.display().to_string();
        let mut election = match extension.as_str() {
            "json" => {
                let text = text(file)?;
                let _bar = Progress::spinner(&t!("ballots-reading", file = name));
                read_json_with(&text, &self.options(&name, keep_voters))?
            }
            "csv" => {
                let Some(ballots) = &self.ballots else {
                    refuse!("ballots-table-alone", file = name);
                };
                let options = CsvOptions {
                    vote_type: self.vote_type(),
                    budget: limits.0,
                    number: limits.1,
                    reading: self.options(&name, keep_voters),
                    source_names: [name, ballots.display().to_string()],
                };
                let (projects, ballots) = (text(file)?, text(ballots)?);
                let _bar = Progress::spinner(&t!("ballots-reading", file = file));
                read_csv(&projects, &ballots, &options)?
            }
            _ => self.read_pabulib(file, &name, keep_voters)?,
        };
        let source = file.display();
        if let Some(column) = &self.group_column {
            let taken = election.take_groups_from(column);
            taken.with_context(|| format!("--group-column: {source}"))?;
        }
        if let Some(column) = &self.audience_column {
            let taken = election.take_audiences_from(column);
            taken.with_context(|| format!("--audience-column: {source}"))?;
        }
        if let Some(path) = scores {
            let name = path.display().to_string();
            let text = text(path)?;
            let json = path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("json"));
            let sheets = if json {
                read_score_sheets_json(&text, &name)?
            } else {
                read_score_sheets_csv(&text, &name).map_err(Mistakes::from)?
            };
            election.set_score_sheets(sheets).context(name)?;
        }
        Ok(election)
    }

    /// The files that are read, with `file` as the election's own.
    pub fn inputs<'a>(&'a self, file: &'a Path) -> Vec<&'a Path> {
        let ballots = self.ballots.as_deref();
        std::iter::once(file).chain(ballots).collect()
    }

    /// Whether doubtful input is refused.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// The options that are given, by name.
    pub fn given(&self) -> Vec<&'static str> {
        let all = [
            ("--ballots", self.ballots.is_some()),
            ("--vote-type", self.vote_type.is_some()),
            ("--group-column", self.group_column.is_some()),
            ("--audience-column", self.audience_column.is_some()),
            ("--strict", self.strict),
            ("--accept", !self.accept.is_empty()),
        ];
        let given = all.into_iter().filter(|(_, given)| *given);
        given.map(|(option, _)| option).collect()
    }

    fn options(&self, name: &str, keep_voters: bool) -> ReadOptions {
        let policy = |accept| {
            if self.accept.contains(&accept) {
                Policy::Accept
            } else {
                Policy::Refuse
            }
        };
        ReadOptions::default()
            .with_strict(self.strict)
            .with_keep_voters(keep_voters)
            .with_unknown_projects(policy(Accept::UnknownProjects))
            .with_duplicate_voters(policy(Accept::DuplicateVoters))
            .with_source_name(name.to_owned())
    }

    fn read_pabulib(&self, file: &Path, name: &str, keep_voters: bool) -> Result<Election> {
        let options = self.options(name, keep_voters);
        if name == "-" {
            let _bar = Progress::spinner(&t!("ballots-reading-input"));
            return Ok(read(io::stdin().lock(), &options)?);
        }
        let streamed = read(BufReader::with_capacity(1 << 20, open(file)?), &options);
        match streamed {
            // As Korean spreadsheets save it: read again, decoded.
            Err(ParseError {
                kind: ParseErrorKind::NotUtf8,
                ..
            }) => Ok(read(text(file)?.as_bytes(), &options)?),
            read => Ok(read?),
        }
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

/// Opens a file so that what is read of it is shown.
fn open(file: &Path) -> Result<Counted<File>> {
    let problem = || t!("files-cannot-read", file = file);
    let about = std::fs::metadata(file).with_context(problem)?;
    let source = madang_exchange::open(file).with_context(problem)?;
    if about.is_dir() {
        refuse!("ballots-directory", file = file);
    }
    Ok(Counted {
        inner: source,
        done: 0,
        of: about.len(),
        progress: Progress::new(&t!("ballots-bytes")),
    })
}

fn text(file: &Path) -> Result<String> {
    // A folder has its own words; what has no end is refused by its length.
    if file.is_dir() {
        refuse!("ballots-directory", file = file);
    }
    let source = Source::read(file)?;
    // Which encoding it is was concluded from its bytes: whoever reads the outcome should know.
    if let Some(encoding) = source.encoding() {
        let (word, encoding) = (padded(&t!("ballots-note"), 8), encoding.name());
        let said = t!("import-encoded", file = file, encoding = encoding);
        note!("  {word} {said}");
    }
    Ok(source.text().to_owned())
}

/// Prints to standard error what was accepted although it should not be there.
pub fn print_warnings(warnings: &Warnings) {
    let word = padded(&t!("ballots-note"), 8);
    for (kind, met) in warnings.iter() {
        let words = warning_words(words::language(), kind, met);
        note!("  {word} {} × {words}", met.count);
        if let Some(example) = example_words(words::language(), met) {
            note!("           {}", t!("ballots-such-as", example = example));
        }
    }
}
