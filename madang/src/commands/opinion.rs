//! `madang opinion`: what people share and where they differ, from files of votes on statements.

mod files;
mod reading;
mod table;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use madang_opinion::polis::Compared;
use madang_opinion::report::{Analysis, Report};
use serde::Serialize;

use super::template::SpokenArguments;
use crate::terminal;
use reading::Source;

/// Find what people share and where they differ, exactly: votes on statements, as Polis exports them
///
///   madang opinion votes.csv --comments comments.csv
///   madang opinion votes.csv --comments comments.csv --rules rules.json --name town --json
///   madang opinion import export-of-polis/ town/
///   madang opinion export town/votes.csv out/ --comments town/comments.csv
///
/// Groups are people who vote alike. Where no partition is worth what it costs to say who is
/// in which group, there is one group, and the result says so. The same votes give the same
/// result, whatever their order and the machine.
///
/// Exit code 0: all rows were read. 1: an error, and nothing was printed. 2: done, without the
/// rows named on standard error.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
pub struct OpinionCommand {
    #[command(subcommand)]
    action: Option<OpinionAction>,
    /// Votes: CSV with comment-id, voter-id, vote (1 agree, -1 disagree, 0 pass), and timestamp where it is known
    #[arg(value_name = "VOTES")]
    votes: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    /// Beside the result, say what the formulas of another program give
    #[arg(long, value_enum, value_name = "WHAT")]
    compare: Option<Beside>,
    /// Groups that Polis published, for --compare: `participant,group-id`, or its matrix of votes; without it the one beside VOTES
    #[arg(long, value_name = "GROUPS")]
    groups: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
    // Read before the call is, by `words::language`.
    #[command(flatten)]
    _spoken: SpokenArguments,
}

#[derive(Debug, clap::Subcommand)]
enum OpinionAction {
    /// Read a folder that Polis exported, of whatever kind, and write its votes, statements, rules and groups in one form
    ///
    /// What the folder says against itself is listed: counts that are not those of its votes, votes of its matrix that are not
    /// the last ones. Votes whose signs are reversed are refused.
    Import(files::ImportArguments),
    /// Analyse votes and write the five files of `polis-export/1`, the result as opinion.json, and tables of our own
    ///
    /// In comment-groups.csv and statements.csv no count of fewer than ten votes in a group stands. opinion.json and
    /// participant-votes.csv hold what single people voted: they are for whoever may see votes.
    Export(files::ExportArguments),
}

/// What a result is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Beside {
    /// Polis' own: its map, representative statements, consensus and priorities, for the groups that it published
    Polis,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    polis: Option<Compared>,
}

impl OpinionCommand {
    pub fn run(&self) -> Result<ExitCode> {
        match (&self.action, &self.votes) {
            (Some(OpinionAction::Import(arguments)), _) => arguments.run(),
            (Some(OpinionAction::Export(arguments)), _) => arguments.run(),
            (None, Some(votes)) => self.analyse(votes),
            (None, None) => refuse!("opinion-no-votes"),
        }
    }

    fn analyse(&self, votes: &Path) -> Result<ExitCode> {
        if self.groups.is_some() && self.compare.is_none() {
            refuse!("opinion-groups-alone");
        }
        let read = self.source.read(votes)?;
        let mut left_out = read.left_out;
        let compared = match self.compare {
            None => None,
            Some(Beside::Polis) => {
                let beside = || reading::beside(folder(votes), &reading::MATRICES);
                let path = self.groups.clone().or_else(beside);
                let groups = path.map(|path| reading::groups(&path)).transpose()?;
                left_out += groups.as_ref().map_or(0, |(_, left_out)| *left_out);
                let groups = groups.map(|(file, _)| file.groups);
                Some(Compared::of(&read.matrix, groups.as_ref()))
            }
        };
        let analysis = Analysis::of(&read.matrix, threads());
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            let printed = Printed {
                report: Report::of(&read.matrix, &analysis),
                polis: compared,
            };
            terminal::json(&mut out, &printed)?;
        } else {
            table::print(&mut out, &read, &analysis)?;
            if let Some(compared) = compared {
                table::print_compared(&mut out, &compared)?;
            }
        }
        out.flush()?;
        Ok(ended(left_out))
    }
}

/// How a command ends that left so many rows out.
fn ended(left_out: usize) -> ExitCode {
    match left_out {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

/// On how many threads halves are searched: as many as the machine has.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The folder that a file is in.
fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The name of the folder that a file is in: what a conversation is called that is not named.
fn folder_name(path: &Path) -> String {
    let whole = std::fs::canonicalize(path).ok();
    let folder = whole.as_deref().and_then(Path::parent);
    let name = folder.and_then(Path::file_name);
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
