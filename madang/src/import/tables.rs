//! Ballots and experts' scores from CSV tables, into a vote that is open.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_programme::event::vote::{BallotCast, BallotContent, ScoresContent, ScoresSubmitted};
use madang_programme::{Actor, Command, Role};
use madang_record::hash::sha256;
use madang_selection::ScoreSheet;
use madang_selection::pabulib::WrittenVote;
use madang_selection::tabular::{read_score_sheets_csv, read_votes_csv};
use madang_store::Submission;

use super::pseudonyms::Pseudonyms;
use super::{official, once};

/// A table that was read whole and found well-formed.
#[derive(Debug)]
pub struct TableFile {
    path: PathBuf,
    /// Stands for the file in idempotency keys, so that two files with ballots are told apart.
    digest: String,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    Ballots(Vec<WrittenVote>),
    Scores(Vec<ScoreSheet>),
}

impl TableFile {
    /// Reads a table: of scores where its header names a `score`, of ballots otherwise.
    ///
    /// # Errors
    /// The first malformed thing, with file, line and column.
    pub fn read(path: &Path) -> Result<TableFile> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let source = path.display().to_string();
        let header = text.lines().next().unwrap_or_default().to_lowercase();
        let rows = if header
            .split([',', ';', '\t'])
            .any(|name| name.trim().trim_matches('"') == "score")
        {
            Rows::Scores(read_score_sheets_csv(&text, &source)?)
        } else {
            Rows::Ballots(read_votes_csv(&text, &source)?)
        };
        let digest = sha256(text.as_bytes()).to_hex()[..16].to_owned();
        let file = TableFile {
            path: path.to_owned(),
            digest,
            rows,
        };
        // What cannot be made a command is found before anything is on record.
        file.submissions("checked", "checked", &Pseudonyms::of_a_check())?;
        Ok(file)
    }

    /// What is in it, in words.
    pub fn what(&self) -> &'static str {
        match self.rows {
            Rows::Ballots(_) => "ballots",
            Rows::Scores(_) => "score sheets",
        }
    }

    /// The commands that cast its ballots, or submit its score sheets, under seal.
    ///
    /// # Errors
    /// Points that are not whole numbers, with their line.
    pub fn submissions(
        &self,
        programme: &str,
        vote: &str,
        pseudonyms: &Pseudonyms,
    ) -> Result<Vec<Submission>> {
        match &self.rows {
            Rows::Ballots(ballots) => ballots
                .iter()
                .map(|written| {
                    let key = format!("ballot/{programme}/{vote}/{}/{}", self.digest, written.line);
                    cast(
                        &self.path,
                        (programme, vote),
                        pseudonyms,
                        written.clone(),
                        key,
                    )
                })
                .collect(),
            Rows::Scores(sheets) => {
                let actor = official()?;
                let submission = |sheet: &ScoreSheet| {
                    let facts = ScoresSubmitted {
                        programme: programme.to_owned(),
                        vote: vote.to_owned(),
                        body: sheet.body.clone(),
                        member: sheet.expert.clone(),
                    };
                    let content = ScoresContent {
                        scores: sheet.scores.clone(),
                    };
                    let key = format!(
                        "scores/{programme}/{vote}/{}/{}/{}",
                        sheet.body, sheet.expert, self.digest
                    );
                    once(&actor, key, Command::SubmitScores(facts, content))
                };
                Ok(sheets.iter().map(submission).collect())
            }
        }
    }
}

/// The command that casts one ballot of a file under seal.
///
/// # Errors
/// Points that are not whole numbers, with their line.
pub fn cast(
    file: &Path,
    (programme, vote): (&str, &str),
    pseudonyms: &Pseudonyms,
    written: WrittenVote,
    key: String,
) -> Result<Submission> {
    let line = written.line;
    let whole = |text: String| {
        text.parse::<u64>().map_err(|_| {
            let file = file.display();
            anyhow::anyhow!("{file}: line {line}, points: {text:?} is not a whole number")
        })
    };
    let points = written
        .points
        .map(|points| points.into_iter().map(whole).collect::<Result<Vec<u64>>>());
    let facts = BallotCast {
        programme: programme.to_owned(),
        vote: vote.to_owned(),
        voter: pseudonyms.of(&written.voter),
    };
    let content = BallotContent {
        choices: written.choices,
        points: points.transpose()?,
    };
    let registrar = Actor::new(Role::Registrar, "import")?;
    Ok(once(&registrar, key, Command::CastBallot(facts, content)))
}
