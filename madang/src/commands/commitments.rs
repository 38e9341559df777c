//! `madang commitments`: OGP's files of commitments, in and out, with a report of all that is not understood.

use std::fs;
use std::io::Write;
use std::mem::discriminant;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_commitments::report::Reported;
use madang_commitments::writing::{csv, json, json_lines, workbook};
use madang_commitments::{Base, Options, Row, read_commitments};
use serde::Serialize;

use crate::output;
use crate::terminal;
use crate::words;

/// Take in the files in which the Open Government Partnership publishes commitments, and write them out
///
/// This works on files alone. What is on the record of a commitment is shown and put right by `madang commitment`, without s.
#[derive(Debug, clap::Args)]
pub struct CommitmentsCommand {
    #[command(subcommand)]
    action: CommitmentsAction,
}

#[derive(Debug, clap::Subcommand)]
enum CommitmentsAction {
    /// Read a file, name every row and value that is not understood, and keep the commitments in a working folder
    ///
    ///   madang commitments import base.csv --dry-run --json
    ///   madang commitments import base.csv --into plans
    ///
    /// Read are the base of 2016 (98 columns), the current schema (171 columns), and what
    /// `madang commitments export` wrote. Every cell is kept as it stands. The working folder
    /// gets a file of JSON lines named after FILE, which takes the place of one that FILE gave
    /// before; `madang commitments export` and `madang stars` read it. Nothing comes on the
    /// record: commitments come there by `madang import commitments.json`.
    #[command(verbatim_doc_comment)]
    Import(ImportArguments),
    /// Write all commitments of a working folder, or of one file, to FILE
    ///
    ///   madang commitments export --format ogp-2024 all.csv
    ///   madang commitments export --format xlsx all.xlsx --from base.csv
    ///
    /// FILE is what is written. Reading it again gives the same commitments, cell for cell.
    #[command(verbatim_doc_comment)]
    Export(ExportArguments),
}

/// The working folder, if none is named.
const FOLDER: &str = "./madang-commitments";

/// How files of the working folder end.
const KEPT: &str = "jsonl";

#[derive(Debug, clap::Args)]
struct ImportArguments {
    /// Commitments: .csv with commas, semicolons or tabs, .xlsx, .json, .jsonl
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only read and report: keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Print rows, imported and reported (line, field, value, reason) as JSON
    #[arg(long)]
    json: bool,
    /// Working folder in which the commitments are kept
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    into: PathBuf,
    #[command(flatten)]
    reading: ReadingArguments,
}

#[derive(Debug, clap::Args)]
struct ExportArguments {
    /// Form of the file
    #[arg(long, value_enum)]
    format: Format,
    /// File to write; /dev/stdout prints it
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What is written out: a working folder, or one file of commitments
    #[arg(long, value_name = "DIR|FILE", default_value = FOLDER)]
    from: PathBuf,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// How a file of commitments is read where it does not say so itself.
#[derive(Debug, clap::Args)]
pub struct ReadingArguments {
    /// Encoding of a text file, where it is not recognised: UTF-8, UTF-16LE, EUC-KR, windows-1252, …
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    /// CSV without guards: no ' is put before, or taken from, a text that a spreadsheet would compute
    #[arg(long)]
    raw: bool,
}

impl ReadingArguments {
    /// How a file is to be read.
    pub fn options(&self) -> Options<'_> {
        Options {
            encoding: self.encoding.as_deref(),
            raw: self.raw,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// CSV in the current schema of the Open Government Partnership
    #[value(name = "ogp-2024")]
    Ogp2024,
    /// JSON: each commitment's cells, and what was read of them
    Json,
    /// A workbook in the current schema
    Xlsx,
}

/// What `import --json` prints.
#[derive(Serialize)]
struct Imported<'a> {
    rows: u64,
    imported: usize,
    reported: &'a [Reported],
}

/// Most bytes of a file of commitments.
const MOST: u64 = 2 << 30;

/// The bytes of a file of commitments.
///
/// # Errors
/// A file that cannot be read, or a longer one.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    let problem = || t!("ogp-unreadable", file = file);
    madang_exchange::read_within(file, MOST).with_context(problem)
}

impl CommitmentsCommand {
    pub fn run(&self) -> Result<()> {
        match &self.action {
            CommitmentsAction::Import(arguments) => arguments.run(),
            CommitmentsAction::Export(arguments) => arguments.run(),
        }
    }
}

impl ImportArguments {
    fn run(&self) -> Result<()> {
        let base = read_file(&self.file, self.reading.options())?;
        let kept = match self.dry_run {
            true => None,
            false => Some(self.keep(&base.commitments)?),
        };
        if self.json {
            let imported = Imported {
                rows: base.rows,
                imported: base.commitments.len(),
                reported: &base.reported,
            };
            return terminal::json(&mut std::io::stdout().lock(), &imported);
        }
        let (rows, imported) = (base.rows, base.commitments.len());
        match kept {
            Some(place) => say!(
                "{}",
                t!(
                    "ogp-imported",
                    rows = rows,
                    imported = imported,
                    place = place
                )
            ),
            None => say!("{}", t!("ogp-tried", rows = rows, imported = imported)),
        }
        tell(&base);
        Ok(())
    }

    /// Keeps commitments in the working folder, and says where.
    fn keep(&self, rows: &[Row]) -> Result<PathBuf> {
        let Some(name) = self.file.file_name() else {
            refuse!("ogp-no-name", file = self.file);
        };
        let mut name = name.to_os_string();
        if Path::new(&name).extension().is_none_or(|end| end != KEPT) {
            name.push(".");
            name.push(KEPT);
        }
        let place = self.into.join(name);
        let problem = || t!("files-cannot-write", file = self.into);
        fs::create_dir_all(&self.into).with_context(problem)?;
        output::check(&[("--into", &place)], &[&self.file])?;
        output::write(&place, |out| json_lines(out, rows))?;
        Ok(place)
    }
}

impl ExportArguments {
    fn run(&self) -> Result<()> {
        let mut files = vec![self.from.clone()];
        if self.from.is_dir() {
            files = kept(&self.from)?;
        }
        let inputs: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        output::check(&[("FILE", &self.file)], &inputs)?;
        let mut rows = Vec::new();
        for file in &files {
            rows.extend(read_file(file, self.reading.options())?.commitments);
        }
        let bytes = match self.format {
            Format::Ogp2024 => csv(&rows, self.reading.raw)?,
            Format::Json => json(&rows)?,
            Format::Xlsx => workbook(&rows)?,
        };
        output::write(&self.file, |out| out.write_all(&bytes))?;
        note!(
            "{}",
            t!("ogp-exported", count = rows.len(), file = self.file)
        );
        Ok(())
    }
}

/// The files of a working folder, by name.
fn kept(folder: &Path) -> Result<Vec<PathBuf>> {
    let problem = || t!("ogp-unreadable", file = folder);
    let mut files = Vec::new();
    for file in fs::read_dir(folder).with_context(problem)? {
        files.push(file.with_context(problem)?.path());
    }
    files.retain(|file| file.extension().is_some_and(|end| end == KEPT));
    files.sort();
    if files.is_empty() {
        refuse!("ogp-nothing-kept", folder = folder);
    }
    Ok(files)
}

fn read_file(file: &Path, options: Options<'_>) -> Result<Base> {
    let bytes = bytes(file)?;
    let problem = || t!("ogp-not-read", file = file);
    read_commitments(&bytes, options).with_context(problem)
}

/// How many of a kind are named at the console.
const NAMED: usize = 3;

/// Names what was not understood: a few of each kind, and how many there are.
pub fn tell(base: &Base) {
    if let Some(encoding) = base.encoding.filter(|name| *name != "UTF-8") {
        note!("{}", t!("ogp-encoding", encoding = encoding));
    }
    let mut kinds: Vec<Vec<&Reported>> = Vec::new();
    for one in &base.reported {
        let same = |kind: &&mut Vec<&Reported>| {
            let first = kind.first();
            first.is_some_and(|first| discriminant(&first.reason) == discriminant(&one.reason))
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push(one),
            None => kinds.push(vec![one]),
        }
    }
    for kind in kinds {
        for one in kind.iter().take(NAMED) {
            let value: String = one.value.chars().take(60).collect();
            let reason = one.reason.said().in_language(words::language());
            let line = one.line;
            match one.field.as_str() {
                "" => say!(
                    "{}",
                    t!("ogp-row", line = line, value = value, reason = reason)
                ),
                field => say!(
                    "{}",
                    t!(
                        "ogp-value",
                        line = line,
                        field = field,
                        value = value,
                        reason = reason
                    )
                ),
            }
        }
        if kind.len() > NAMED {
            say!("{}", t!("ogp-more", more = kind.len() - NAMED));
        }
    }
}
