//! Reading files of votes, and saying in the reader's language what is wrong in them.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use madang_opinion::Matrix;
use madang_opinion::polis::files::{
    Comments, FileError, MatrixFile, Problem, RowProblem, RulesFile, Summary, Votes, read_comments,
    read_groups, read_rules, read_summary, read_votes, signs,
};

/// What Polis called the matrix, in the order in which it is looked for.
pub const MATRICES: [&str; 3] = [
    "participants-groups.csv",
    "participant-votes.csv",
    "participants-votes.csv",
];

/// Rows that are named one by one.
const NAMED: usize = 20;

/// What is read beside votes, and how.
#[derive(Debug, clap::Args)]
pub struct Source {
    /// Statements: CSV with comment-id, author-id, moderated, is-meta and comment-body, as far as they are known
    #[arg(long, value_name = "COMMENTS")]
    pub comments: Option<PathBuf>,
    /// Rules: JSON with moderated_out and meta (lists of comment-ids that are not analysed) and min_votes
    #[arg(long, value_name = "RULES")]
    pub rules: Option<PathBuf>,
    /// Name of the conversation, by which people are halved; without it the folder of VOTES
    #[arg(long = "name", value_name = "NAME")]
    pub conversation: Option<String>,
    /// Reverse every vote: for exports of a server that wrote the signs the other way round
    #[arg(long)]
    pub reverse_signs: bool,
}

/// What was read.
pub struct Read {
    pub votes: Votes,
    pub comments: Option<Comments>,
    pub matrix: Matrix,
    /// How many rows were left out.
    pub left_out: usize,
}

impl Source {
    /// The files that are read.
    pub fn inputs<'a>(&'a self, votes: &'a Path) -> Vec<&'a Path> {
        let others = [self.comments.as_deref(), self.rules.as_deref()];
        let others = others.into_iter().flatten();
        std::iter::once(votes).chain(others).collect()
    }

    /// Reads everything, and tells on standard error of rows that were left out.
    ///
    /// # Errors
    /// Where a file cannot be read, has not the columns that it needs, or has reversed signs.
    pub fn read(&self, file: &Path) -> Result<Read> {
        let mut votes = votes(file)?;
        let comments = self.comments.as_deref().map(comments).transpose()?;
        let rules = self.rules.as_deref().map(rules).transpose()?;
        turn(&mut votes, comments.as_ref(), file, self.reverse_signs)?;
        let name = self.conversation.clone();
        let name = name.unwrap_or_else(|| super::folder_name(file));
        let statements = comments.as_ref().map(ids);
        let conversation = votes.conversation(&name, statements);
        let rules = rules.unwrap_or_default().rules(comments.as_ref());
        let matrix = conversation.matrix(&rules);
        let matrix =
            matrix.map_err(|error| anyhow!(t!("opinion-capacity", what = error.to_string())))?;
        let commented = comments
            .as_ref()
            .map_or(0, |comments| left_out(&comments.problems));
        Ok(Read {
            left_out: left_out(&votes.problems) + commented,
            votes,
            comments,
            matrix,
        })
    }
}

/// The ids of the statements of a file.
pub fn ids(comments: &Comments) -> Vec<u32> {
    let ids = comments.comments.iter().map(|comment| comment.id);
    ids.collect()
}

/// Reverses votes where that is asked for, and refuses those that are reversed by what their authors say.
///
/// # Errors
/// Says how many authors reject their own statements.
pub fn turn(
    votes: &mut Votes,
    comments: Option<&Comments>,
    file: &Path,
    reverse: bool,
) -> Result<()> {
    if reverse {
        votes.reverse();
    }
    let Some(comments) = comments else {
        return Ok(());
    };
    let found = signs(votes, comments);
    if !found.reversed() {
        return Ok(());
    }
    let (against, all) = (found.disagree, found.agree + found.disagree);
    if reverse {
        refuse!(
            "opinion-reversed-wrongly",
            file = file,
            against = against,
            all = all
        )
    }
    refuse!(
        "opinion-reversed",
        file = file,
        against = against,
        all = all
    )
}

/// The first of some files that is there.
pub fn beside(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    let paths = names.iter().map(|name| folder.join(name));
    paths.into_iter().find(|path| path.is_file())
}

fn open(path: &Path) -> Result<BufReader<File>> {
    let file = File::open(path).with_context(|| t!("files-cannot-read", file = path))?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

/// Reads `votes.csv`.
pub fn votes(path: &Path) -> Result<Votes> {
    let votes = read_votes(open(path)?).map_err(|error| refused(path, error))?;
    tell(path, &votes.problems);
    Ok(votes)
}

/// Reads `comments.csv`.
pub fn comments(path: &Path) -> Result<Comments> {
    let comments = read_comments(open(path)?).map_err(|error| refused(path, error))?;
    tell(path, &comments.problems);
    Ok(comments)
}

/// Reads `rules.json`.
pub fn rules(path: &Path) -> Result<RulesFile> {
    let rules = read_rules(open(path)?).map_err(|error| refused(path, error))?;
    for name in rules.unknown.keys() {
        note!(
            "madang: {}",
            t!("opinion-rules-unknown", file = path, name = name)
        );
    }
    Ok(rules)
}

/// Reads groups that Polis published, and how many rows were left out.
pub fn groups(path: &Path) -> Result<(MatrixFile, usize)> {
    let file = read_groups(open(path)?).map_err(|error| refused(path, error))?;
    tell(path, &file.problems);
    let left_out = left_out(&file.problems);
    Ok((file, left_out))
}

/// Reads `summary.csv`.
pub fn summary(path: &Path) -> Result<Summary> {
    let summary = read_summary(open(path)?).map_err(|error| refused(path, error))?;
    tell(path, &summary.problems);
    Ok(summary)
}

/// How many rows were not taken.
pub fn left_out(problems: &[RowProblem]) -> usize {
    let left_out = problems.iter().filter(|row| !row.problem.taken());
    left_out.count()
}

/// Tells of rows on standard error, the first ones one by one.
fn tell(path: &Path, problems: &[RowProblem]) {
    for row in problems.iter().take(NAMED) {
        let what = of_row(&row.problem);
        let line = row.line;
        if row.problem.taken() {
            note!(
                "madang: {}",
                t!("opinion-row-taken", file = path, line = line, what = what)
            );
        } else {
            note!(
                "madang: {}",
                t!("opinion-row", file = path, line = line, what = what)
            );
        }
    }
    if let Some(more) = problems.len().checked_sub(NAMED + 1) {
        note!(
            "madang: {}",
            t!("opinion-rows-more", file = path, more = more + 1)
        );
    }
}

/// What is wrong with a row.
fn of_row(problem: &Problem) -> String {
    match problem {
        Problem::Vote { column, value } => t!("opinion-vote", column = column, value = value),
        Problem::Id {
            column,
            value,
            largest,
        } => {
            let largest = largest.to_string();
            t!(
                "opinion-id",
                column = column,
                value = value,
                largest = largest
            )
        }
        Problem::Number { column, value } => t!("opinion-number", column = column, value = value),
        Problem::Fields { found, expected } => {
            t!("opinion-fields", found = found, expected = expected)
        }
        Problem::Joined { found, expected } => {
            t!("opinion-joined", found = found, expected = expected)
        }
        Problem::Encoding => t!("opinion-encoding"),
        Problem::Quote => t!("opinion-quote"),
        Problem::Twice(id) => t!("opinion-twice", id = id.to_string()),
        other => other.to_string(),
    }
}

/// Why a file is refused.
fn refused(path: &Path, error: FileError) -> anyhow::Error {
    match error {
        FileError::Io(error) => {
            anyhow::Error::new(error).context(t!("files-cannot-read", file = path))
        }
        FileError::Empty => anyhow!(t!("opinion-empty", file = path)),
        FileError::Missing(column) => {
            anyhow!(t!("opinion-missing", file = path, column = column))
        }
        FileError::Twice(column) => {
            anyhow!(t!("opinion-column-twice", file = path, column = column))
        }
        FileError::Json { line, column, .. } => {
            anyhow!(t!(
                "opinion-rules",
                file = path,
                line = line,
                column = column
            ))
        }
        other => anyhow!("{}: {other}", path.display()),
    }
}
