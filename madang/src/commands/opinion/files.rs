//! `madang opinion import` and `export`: Polis' files in and out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_opinion::polis::files::{
    Comments, Exported, RulesFile, Votes, count_differences, write_comment_groups, write_comments,
    write_matrix, write_routes, write_statements, write_summary, write_votes,
};
use madang_opinion::report::{Analysis, Report};

use super::reading::{self, Source};
use super::{ended, threads};
use crate::{output, terminal};

/// Differences that are named one by one.
const NAMED: usize = 20;

#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// The folder that Polis exported: votes.csv or a matrix of votes, and what else there is
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// The folder to write into; it is made where there is none
    #[arg(value_name = "TO")]
    to: PathBuf,
    /// Statements about the person who votes, which are not analysed: comment-ids with commas. Old exports do not say which
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    meta: Option<Vec<u32>>,
    /// Reverse every vote: for exports of a server that wrote the signs the other way round
    #[arg(long)]
    reverse_signs: bool,
}

impl ImportArguments {
    pub fn run(&self) -> Result<ExitCode> {
        let at = |name: &str| reading::beside(&self.from, &[name]);
        let matrix = reading::beside(&self.from, &reading::MATRICES);
        let matrix = matrix.map(|path| reading::groups(&path)).transpose()?;
        let (matrix, mut left_out) = matrix.unzip();
        let (file, mut votes) = match (at("votes.csv"), &matrix) {
            (Some(path), _) => (path.clone(), reading::votes(&path)?),
            (None, Some(matrix)) if !matrix.votes.is_empty() => {
                (self.from.clone(), matrix.as_votes())
            }
            (None, _) => refuse!("opinion-no-file", folder = self.from),
        };
        let comments = at("comments.csv").map(|path| reading::comments(&path));
        let comments = comments.transpose()?;
        if let Some(path) = at("summary.csv") {
            reading::summary(&path)?;
        }
        reading::turn(&mut votes, comments.as_ref(), &file, self.reverse_signs)?;
        // The matrix has the signs of the votes.
        if let Some(matrix) = matrix.as_ref().filter(|_| !self.reverse_signs) {
            let differences = matrix.differences(&votes);
            if differences > 0 {
                say!("{}", t!("opinion-matrix-differs", count = differences));
            }
        }
        let rules = self.rules(comments.as_ref());
        self.write(
            &votes,
            comments.as_ref(),
            &rules,
            matrix.map(|matrix| matrix.groups),
        )?;
        let problems = [
            Some(&votes.problems),
            comments.as_ref().map(|comments| &comments.problems),
        ];
        let rows = problems
            .into_iter()
            .flatten()
            .map(|rows| reading::left_out(rows));
        left_out = Some(left_out.unwrap_or(0) + rows.sum::<usize>());
        let events = votes.events.len();
        say!(
            "{}",
            t!("opinion-imported", votes = events, folder = self.to)
        );
        Ok(ended(left_out.unwrap_or(0)))
    }

    /// Which statements are not analysed; tells where nobody said which are about the person.
    fn rules(&self, comments: Option<&Comments>) -> RulesFile {
        let mut rules = RulesFile::default();
        if let Some(comments) = comments {
            rules.moderated_out = Some(comments.moderated_out().collect());
            rules.meta = Some(comments.meta().collect());
        }
        match &self.meta {
            Some(meta) => rules.meta = Some(meta.clone()),
            None if !comments.is_some_and(|comments| comments.says_meta) => {
                note!("madang: {}", t!("opinion-ask-meta"));
            }
            None => {}
        }
        rules
    }

    fn write(
        &self,
        votes: &Votes,
        comments: Option<&Comments>,
        rules: &RulesFile,
        groups: Option<BTreeMap<String, u32>>,
    ) -> Result<()> {
        let inputs = ["votes.csv", "comments.csv", "summary.csv"].into_iter();
        let inputs = inputs
            .chain(reading::MATRICES)
            .map(|name| self.from.join(name));
        let inputs: Vec<PathBuf> = inputs.collect();
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        let folder = Folder::make(&self.to, &inputs)?;
        folder.write("votes.csv", |out| write_votes(votes, out))?;
        if let Some(comments) = comments {
            let differences = count_differences(votes, comments);
            for one in differences.iter().take(NAMED) {
                let statement = one.statement.to_string();
                let told = |[agree, disagree]: [i64; 2]| format!("{agree}/{disagree}");
                say!(
                    "{}",
                    t!(
                        "opinion-count-differs",
                        statement = statement,
                        stated = told(one.stated),
                        counted = told(one.counted)
                    )
                );
            }
            if let Some(more) = differences.len().checked_sub(NAMED + 1) {
                say!("{}", t!("opinion-counts-more", more = more + 1));
            }
            folder.write("comments.csv", |out| write_comments(votes, comments, out))?;
        }
        folder.write("rules.json", |out| {
            serde_json::to_writer_pretty(&mut *out, rules)?;
            writeln!(out)
        })?;
        let Some(groups) = groups.filter(|groups| !groups.is_empty()) else {
            return Ok(());
        };
        folder.write("participants-groups.csv", |out| {
            writeln!(out, "participant,group-id")?;
            for (participant, group) in &groups {
                writeln!(out, "{participant},{group}")?;
            }
            Ok(())
        })
    }
}

#[derive(Debug, clap::Args)]
pub struct ExportArguments {
    /// Votes: CSV with comment-id, voter-id, vote (1 agree, -1 disagree, 0 pass), and timestamp where it is known
    #[arg(value_name = "VOTES")]
    votes: PathBuf,
    /// The folder to write into; it is made where there is none
    #[arg(value_name = "TO")]
    to: PathBuf,
    #[command(flatten)]
    source: Source,
}

impl ExportArguments {
    pub fn run(&self) -> Result<ExitCode> {
        let read = self.source.read(&self.votes)?;
        let summary = reading::beside(super::folder(&self.votes), &["summary.csv"]);
        let summary = summary.map(|path| reading::summary(&path)).transpose()?;
        let analysis = Analysis::of(&read.matrix, threads());
        let inputs = self.source.inputs(&self.votes);
        let folder = Folder::make(&self.to, &inputs)?;
        let exported = Exported {
            comments: read.comments.as_ref(),
            summary: summary.as_ref(),
            matrix: &read.matrix,
            analysis: &analysis,
        };
        let none = Comments::default();
        let comments = read.comments.as_ref().unwrap_or(&none);
        folder.write("summary.csv", |out| write_summary(&exported, out))?;
        folder.write("votes.csv", |out| write_votes(&read.votes, out))?;
        folder.write("comments.csv", |out| {
            write_comments(&read.votes, comments, out)
        })?;
        folder.write("participant-votes.csv", |out| write_matrix(&exported, out))?;
        folder.write("comment-groups.csv", |out| {
            write_comment_groups(&exported, out)
        })?;
        folder.write("statements.csv", |out| write_statements(&exported, out))?;
        folder.write("route.csv", |out| write_routes(&exported, out))?;
        let report = Report::of(&read.matrix, &analysis);
        folder.write("opinion.json", |out| {
            terminal::json(out, &report).map_err(io::Error::other)
        })?;
        say!("{}", t!("opinion-exported", folder = self.to));
        Ok(ended(read.left_out))
    }
}

/// A folder that is written into, never over what is read.
struct Folder<'a> {
    path: &'a Path,
    inputs: &'a [&'a Path],
}

impl<'a> Folder<'a> {
    fn make(path: &'a Path, inputs: &'a [&'a Path]) -> Result<Self> {
        fs::create_dir_all(path).with_context(|| t!("files-cannot-make", folder = path))?;
        Ok(Self { path, inputs })
    }

    fn write(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<&fs::File>) -> io::Result<()>,
    ) -> Result<()> {
        let path = self.path.join(name);
        output::check(&[("TO", &path)], self.inputs)?;
        output::write(&path, write)
    }
}
