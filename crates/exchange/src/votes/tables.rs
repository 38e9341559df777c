//! Ballots and experts' scores from CSV tables, into a vote that is open.

use madang_programme::votes::{
    BallotCast, BallotContent, BallotRule, CastBallot, NotCounted, ScoresContent, ScoresSubmitted,
    SubmitScores,
};
use madang_record::hash::sha256;
use madang_selection::ScoreSheet;
use madang_selection::pabulib::{ParseError, WrittenVote};
use madang_selection::tabular::{read_score_sheets_csv, read_votes_csv};
use madang_words::{check_strict_identifier, mapped};

use super::pseudonyms::Pseudonyms;
use super::survey::Survey;
use crate::mistake::{Mistake, Mistakes};
use crate::source::Source;
use crate::step::Step;

/// A table that was read whole and found well-formed.
#[derive(Debug)]
pub struct TableFile {
    /// Stands for the file in idempotency keys, so that two files with ballots are told apart.
    digest: String,
    rows: Rows,
}

#[derive(Debug)]
enum Rows {
    Ballots(Vec<Ballot>),
    Scores(Vec<ScoreSheet>),
}

/// A ballot as a file has it, with points that are whole numbers.
#[derive(Debug)]
pub(super) struct Ballot {
    pub(super) line: u64,
    pub(super) voter: String,
    pub(super) content: BallotContent,
}

impl TableFile {
    /// Reads a table: of scores where its header names a `score`, of ballots otherwise.
    ///
    /// # Errors
    /// What is wrong in it, with line and column.
    pub fn read(source: &Source) -> Result<TableFile, Mistakes> {
        let ((text, above), name) = (source.table(), source.name());
        let below = |mut error: ParseError| {
            error.line += above;
            Mistake::from(error)
        };
        let header = text.lines().next().unwrap_or_default().to_lowercase();
        let scores = header
            .split([',', ';', '\t'])
            .any(|name| name.trim().trim_matches('"') == "score");
        let rows = if scores {
            let sheets = read_score_sheets_csv(text, name);
            Rows::Scores(sheets.map_err(|errors| Mistakes::from(errors).below(above))?)
        } else {
            let read = read_votes_csv(text, name).map_err(below)?;
            let faults = read.faults.into_iter();
            let mut mistakes: Vec<Mistake> = faults.map(below).collect();
            let ballots = read.votes.into_iter().filter_map(|mut written| {
                written.line += above;
                written.choices.iter_mut().for_each(on_record);
                let ballot = Ballot::read(name, written);
                ballot.map_err(|mistake| mistakes.push(mistake)).ok()
            });
            let ballots: Vec<Ballot> = ballots.collect();
            Rows::Ballots(Mistakes::none_of(mistakes, ballots)?)
        };
        let digest = sha256(text.as_bytes()).to_hex()[..16].to_owned();
        Ok(TableFile { digest, rows })
    }

    /// What is in it, in words.
    pub fn what(&self) -> &'static str {
        match self.rows {
            Rows::Ballots(_) => "ballots",
            Rows::Scores(_) => "score sheets",
        }
    }

    /// What would become of its ballots under a vote's rule; `None` for a table of scores.
    pub fn survey(
        &self,
        rule: &BallotRule,
        judge: impl Fn(&BallotContent) -> Result<(), NotCounted>,
    ) -> Option<Survey> {
        match &self.rows {
            Rows::Ballots(ballots) => Some(Survey::of(ballots, rule, judge)),
            Rows::Scores(_) => None,
        }
    }

    /// The steps that cast its ballots, or submit its score sheets, under seal.
    pub fn steps(&self, programme: &str, vote: &str, pseudonyms: &Pseudonyms) -> Vec<Step> {
        match &self.rows {
            Rows::Ballots(ballots) => {
                let step = |ballot: &Ballot| {
                    let key = format!("ballot/{programme}/{vote}/{}/{}", self.digest, ballot.line);
                    ballot.step(programme, vote, pseudonyms, key)
                };
                ballots.iter().map(step).collect()
            }
            Rows::Scores(sheets) => {
                let step = |sheet: &ScoreSheet| {
                    let facts = ScoresSubmitted {
                        programme: programme.to_owned(),
                        vote: vote.to_owned(),
                        body: sheet.body.clone(),
                        member: sheet.expert.clone(),
                    };
                    let scores = ScoresContent {
                        scores: sheet.scores.clone(),
                    };
                    let key = format!(
                        "scores/{programme}/{vote}/{}/{}/{}",
                        sheet.body, sheet.expert, self.digest
                    );
                    let what = format!("score sheet {}/{}", sheet.body, sheet.expert);
                    Step::official(0, what, key, SubmitScores { facts, scores }.into())
                };
                sheets.iter().map(step).collect()
            }
        }
    }
}

/// Writes an id as the record does, where a file has it as whoever made the projects wrote it.
fn on_record(id: &mut String) {
    if check_strict_identifier("id", id).is_err() {
        *id = mapped(id);
    }
}

impl Ballot {
    /// A ballot as it was written.
    ///
    /// # Errors
    /// Points that are not whole numbers.
    pub(super) fn read(file: &str, written: WrittenVote) -> Result<Ballot, Mistake> {
        let WrittenVote {
            line,
            voter,
            choices,
            points,
        } = written;
        let whole = |text: String| {
            let what = || format!("points: {text:?} is not a whole number");
            let number = text.parse::<u64>();
            number.map_err(|_| Mistake::at(file, line, 0, what()))
        };
        let points = points.map(|points| points.into_iter().map(whole).collect());
        let content = BallotContent {
            choices,
            points: points.transpose()?,
        };
        Ok(Ballot {
            line,
            voter,
            content,
        })
    }

    #[cfg(test)]
    pub(super) fn choices(&self) -> &[String] {
        &self.content.choices
    }

    /// The step that casts it under seal.
    pub(super) fn step(
        &self,
        programme: &str,
        vote: &str,
        pseudonyms: &Pseudonyms,
        key: String,
    ) -> Step {
        let facts = BallotCast {
            programme: programme.to_owned(),
            vote: vote.to_owned(),
            voter: pseudonyms.of(&self.voter),
        };
        let ballot = self.content.clone();
        let what = "ballot".to_owned();
        Step::registrar(self.line, what, key, CastBallot { facts, ballot }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_mistakes_tells_all_of_them_at_once() {
        let told = |text: &str| {
            let source = Source::new("t.csv", text.as_bytes().to_vec()).expect("text");
            let mistakes = TableFile::read(&source).expect_err("mistakes");
            let told = mistakes
                .all()
                .iter()
                .map(|own| (own.line, own.what.clone()));
            told.collect::<Vec<(u64, String)>>()
        };
        let ballots = "voter_id,vote,points\n1,a,half\n,a,1\n2,a|b,1\n3,a\n4,b,1\n";
        let found = told(ballots);
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5]);
        assert!(
            found[0].1.contains("\"half\" is not a whole number"),
            "{found:?}"
        );
        let scores = "body,expert,project,score\np,A,a,high\np,A,b,2\np,A\n,A,c,1\n";
        let lines: Vec<u64> = told(scores).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 5]);
    }
}
