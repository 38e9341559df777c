//! `comments.csv`: `timestamp[,datetime],comment-id,author-id,agrees,disagrees,moderated[,is-meta,is-seed,…],comment-body`.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::csv::{Columns, Reader, Row};
use super::votes::milliseconds;
use super::{FileError, Problem, RowProblem};

/// A statement as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comment {
    /// Its id.
    pub id: u32,
    /// Milliseconds since 1970; 0 where the file has no times.
    pub time: i64,
    /// Who wrote it; `None` where the file has no authors.
    pub author: Option<u64>,
    /// Agreements, changed ones included, as the file has them.
    pub agrees: Option<i64>,
    /// Disagreements, likewise.
    pub disagrees: Option<i64>,
    /// -1 not admitted, 0 not looked at, 1 admitted.
    pub moderated: i64,
    /// Whether it is about the person who votes; `None` where the file does not say.
    pub meta: Option<bool>,
    /// Whether it stood there from the beginning; `None` where the file does not say.
    pub seed: Option<bool>,
    /// Its words.
    pub body: String,
}

/// All rows of the file that could be read.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Comments {
    /// By ascending id.
    pub comments: Vec<Comment>,
    /// Rows that were left out, or read with a remark.
    pub problems: Vec<RowProblem>,
    /// Whether the file says which statements are about the person who votes. Old exports do not.
    pub says_meta: bool,
}

impl Comments {
    /// The ids of statements that were not admitted.
    pub fn moderated_out(&self) -> impl Iterator<Item = u32> {
        let out = self
            .comments
            .iter()
            .filter(|comment| comment.moderated == -1);
        out.map(|comment| comment.id)
    }

    /// The ids of statements about the person who votes, as far as the file says so.
    pub fn meta(&self) -> impl Iterator<Item = u32> {
        let meta = self
            .comments
            .iter()
            .filter(|comment| comment.meta == Some(true));
        meta.map(|comment| comment.id)
    }
}

struct Places {
    time: Option<usize>,
    id: usize,
    author: Option<usize>,
    agrees: Option<usize>,
    disagrees: Option<usize>,
    moderated: Option<usize>,
    meta: Option<usize>,
    seed: Option<usize>,
    body: Option<usize>,
}

/// Reads the file.
///
/// # Errors
/// Where it cannot be read, has no column `comment-id`, or has a column twice. Rows that cannot be read are in
/// [`Comments::problems`].
pub fn read_comments(input: impl BufRead) -> Result<Comments, FileError> {
    let mut reader = Reader::new(input);
    let known = [
        "timestamp",
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "moderated",
        "is-meta",
        "is-seed",
        "comment-body",
    ];
    let columns = Columns::read(&mut reader, &known)?;
    let places = Places {
        time: columns.place("timestamp"),
        id: columns.required("comment-id")?,
        author: columns.place("author-id"),
        agrees: columns.place("agrees"),
        disagrees: columns.place("disagrees"),
        moderated: columns.place("moderated"),
        meta: columns.place("is-meta"),
        seed: columns.place("is-seed"),
        body: columns.place("comment-body"),
    };
    let mut comments = Comments::default();
    let mut met = BTreeSet::new();
    while let Some(row) = reader.read()? {
        match comment(&columns, &places, &row) {
            Ok((comment, _)) if !met.insert(comment.id) => {
                comments
                    .problems
                    .push(row.problem(Problem::Twice(comment.id)));
            }
            Ok((comment, joined)) => {
                comments.says_meta |= comment.meta.is_some();
                comments
                    .problems
                    .extend(joined.map(|problem| row.problem(problem)));
                comments.comments.push(comment);
            }
            Err(problem) => comments.problems.push(row.problem(problem)),
        }
    }
    comments.comments.sort_by_key(|comment| comment.id);
    Ok(comments)
}

/// A row, and what had to be done to read it.
fn comment(
    columns: &Columns,
    places: &Places,
    row: &Row<'_>,
) -> Result<(Comment, Option<Problem>), Problem> {
    // Some servers wrote words without quotes: where they come last, they take what is too much.
    let last = places.body.filter(|place| place + 1 == columns.len());
    let joined = match (row.whole(columns.len()), last) {
        (Err(Problem::Fields { found, expected }), Some(_)) if found > expected => {
            Some(Problem::Joined { found, expected })
        }
        (whole, _) => {
            whole?;
            None
        }
    };
    let number = |place: Option<usize>| place.map(|place| columns.number(row, place)).transpose();
    let whether = |place: Option<usize>| -> Result<Option<bool>, Problem> {
        let Some(place) = place else { return Ok(None) };
        let text = row.text(place)?.trim().to_ascii_lowercase();
        let says = matches!(text.as_str(), "true" | "t" | "1");
        Ok((!text.is_empty()).then_some(says))
    };
    let author = places
        .author
        .filter(|place| row.text(*place).is_ok_and(|text| !text.trim().is_empty()));
    let author = author.map(|place| columns.id(row, place, i64::MAX as u64));
    let body = match (places.body, &joined) {
        (Some(place), Some(_)) => row.rest(place)?,
        (Some(place), None) => row.text(place)?.to_owned(),
        (None, _) => String::new(),
    };
    let comment = Comment {
        id: columns.id(row, places.id, u64::from(u32::MAX))? as u32,
        time: milliseconds(number(places.time)?.unwrap_or(0)),
        author: author.transpose()?,
        agrees: number(places.agrees)?,
        disagrees: number(places.disagrees)?,
        moderated: number(places.moderated)?.unwrap_or(0),
        meta: whether(places.meta)?,
        seed: whether(places.seed)?,
        body,
    };
    Ok((comment, joined))
}
