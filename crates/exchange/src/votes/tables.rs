//! Ballots and experts' scores from CSV tables, into a vote that is open.

use madang_programme::votes::{
    BallotCast, BallotContent, BallotRule, CastBallot, NotCounted, ScoresContent, ScoresSubmitted,
    SubmitScores,
};
use madang_record::hash::sha256;
use madang_selection::pabulib::{ParseError, WrittenVote};
use madang_selection::tabular::{read_score_sheets_csv, read_votes_csv};
use madang_selection::{Decimal, ScoreSheet};

use madang_words::{personal_number, quoted};

use super::pseudonyms::Pseudonyms;
use super::survey::{OnRecord, Survey};
use crate::ids::on_record;
use crate::mistake::{Mistake, Mistakes, Partly};
use crate::source::Source;
use crate::step::Step;
use crate::words::said;

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
    Scores(Vec<Sheet>),
}

/// A score sheet, with the projects on it that the record writes otherwise, each as the record and as the file has it.
#[derive(Debug)]
struct Sheet {
    sheet: ScoreSheet,
    written: Vec<(String, String)>,
}

/// A ballot as a file has it, with points that are whole numbers.
#[derive(Debug)]
pub(super) struct Ballot {
    pub(super) line: u64,
    pub(super) voter: String,
    pub(super) content: BallotContent,
    /// Projects on it that the record writes otherwise, each as the record and as the file has it.
    pub(super) written: Vec<(String, String)>,
}

impl TableFile {
    /// Reads a table: of scores where its header names a `score`, of ballots otherwise.
    ///
    /// # Errors
    /// What is no table; all that is wrong in one of scores.
    pub fn read(source: &Source) -> Result<Partly<TableFile>, Mistakes> {
        let ((text, above), name) = (source.table(), source.name());
        let below = |mut error: ParseError| {
            error.line += above;
            Mistake::from(error)
        };
        let columns = crate::table::columns(source);
        let mut mistakes: Vec<Mistake> = vec![];
        let rows = if columns.iter().any(|column| column == "score") {
            let sheets = read_score_sheets_csv(text, name);
            let sheets = sheets.map_err(|errors| Mistakes::from(errors).below(above))?;
            Rows::Scores(sheets_on_record(sheets, name)?)
        } else {
            let read = read_votes_csv(text, name).map_err(below)?;
            mistakes.extend(read.faults.into_iter().map(below));
            let ballots = read.votes.into_iter().filter_map(|mut written| {
                written.line += above;
                let ballot = Ballot::read(name, written);
                ballot.map_err(|mistake| mistakes.push(mistake)).ok()
            });
            Rows::Ballots(ballots.collect())
        };
        let digest = sha256(text.as_bytes()).to_hex()[..16].to_owned();
        let read = TableFile { digest, rows };
        Ok(Partly { read, mistakes })
    }

    /// Whether scores are in it, and not ballots.
    pub fn has_scores(&self) -> bool {
        matches!(self.rows, Rows::Scores(_))
    }

    /// What would become of its ballots under a vote's rule; `None` for a table of scores.
    pub fn survey(
        &self,
        rule: &BallotRule,
        on_record: &OnRecord<'_>,
        judge: impl Fn(&BallotContent) -> Result<(), NotCounted>,
    ) -> Option<Survey> {
        match &self.rows {
            Rows::Ballots(ballots) => Some(Survey::of(ballots, rule, on_record, judge)),
            Rows::Scores(_) => None,
        }
    }

    /// How many ballots are by voters who are called by a telephone or resident registration number.
    pub fn voters_by_number(&self) -> usize {
        match &self.rows {
            Rows::Ballots(ballots) => by_number(ballots),
            Rows::Scores(_) => 0,
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
                let step = |Sheet { sheet, written }: &Sheet| {
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
                    let what = said!("step-scores", body = &sheet.body, expert = &sheet.expert);
                    let step = Step::official(0, what, key, SubmitScores { facts, scores }.into());
                    step.written(written.iter().cloned())
                };
                sheets.iter().map(step).collect()
            }
        }
    }
}

/// How many of the ballots have a voter who is called by a number of a person.
pub(super) fn by_number(ballots: &[Ballot]) -> usize {
    let named = |ballot: &&Ballot| personal_number(&ballot.voter).is_some();
    ballots.iter().filter(named).count()
}

/// Score sheets with the ids of projects as the record writes them.
fn sheets_on_record(sheets: Vec<ScoreSheet>, file: &str) -> Result<Vec<Sheet>, Mistakes> {
    let mut mistakes = Vec::new();
    let mut read = Vec::with_capacity(sheets.len());
    for mut sheet in sheets {
        let mut written = Vec::new();
        for (id, score) in std::mem::take(&mut sheet.scores) {
            let on_record = on_record(&id);
            if sheet.scores.contains_key(&on_record) {
                let what = said!(
                    "mistake-two-projects",
                    body = &sheet.body,
                    expert = &sheet.expert,
                    on_record = quoted(&on_record),
                    id = quoted(&id)
                );
                mistakes.push(Mistake::of_file(file, what));
            }
            if on_record != id {
                written.push((on_record.clone(), id));
            }
            sheet.scores.insert(on_record, score);
        }
        read.push(Sheet { sheet, written });
    }
    Mistakes::none_of(mistakes, read)
}

impl Ballot {
    /// A ballot as it was written, with the ids of projects that the record has.
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
        let mut written = Vec::new();
        let choice = |file: String| {
            let id = on_record(&file);
            if id != file {
                written.push((id.clone(), file));
            }
            id
        };
        let choices = choices.into_iter().map(choice).collect();
        let whole = |text: String| {
            let what = || said!("mistake-points", text = quoted(&text));
            // Read as whoever counts the file reads it: 3.0 and 6/2 are three.
            let number = Decimal::parse_fraction(&text).ok();
            let number = number.and_then(|number| number.scaled(0));
            let number = number.and_then(|number| u64::try_from(number).ok());
            number.ok_or_else(|| Mistake::at(file, line, 0, what()))
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
            written,
        })
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
        let what = said!("step-ballot");
        let voter = facts.voter.clone();
        let command = CastBallot { facts, ballot }.into();
        let step = Step::registrar(self.line, what, key, voter, command);
        step.written(self.written.iter().cloned())
    }
}

#[cfg(test)]
impl Ballot {
    pub(super) fn choices(&self) -> &[String] {
        &self.content.choices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_whole(source: &Source) -> Result<TableFile, Mistakes> {
        TableFile::read(source).and_then(Partly::whole)
    }

    #[test]
    fn a_table_with_mistakes_tells_all_of_them_at_once() {
        let told = |text: &str| {
            let source = Source::new("t.csv", text.as_bytes().to_vec()).expect("text");
            let mistakes = read_whole(&source).expect_err("mistakes");
            let told = mistakes
                .all()
                .iter()
                .map(|own| (own.line, own.what.to_string()));
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

    fn read(text: &str) -> TableFile {
        let source = Source::new("t.csv", text.as_bytes().to_vec()).expect("text");
        read_whole(&source).unwrap_or_else(|error| panic!("{text:?}: {error}"))
    }

    #[test]
    fn a_table_is_told_by_its_header_wherever_that_stands() {
        let scores = "body;expert;project_id;score\np;e;1;7,5\n".replace(',', ".");
        let quoted = scores.replace("score\n", "\" Score \"\n");
        for text in [
            scores.clone(),
            format!("sep=;\n{scores}"),
            format!("\u{feff}sep=;\r\n{}", scores.replace('\n', "\r\n")),
            format!("# how to\n;;;\n\n{scores}"),
            format!("# how to\r{}", scores.replace('\n', "\r")),
            scores.replace('\n', "\r"),
            scores.replace(';', "\t"),
            scores.replace("expert;", "\"expert\";"),
            quoted,
        ] {
            assert!(read(&text).has_scores(), "{text:?}");
        }
        // A ballot may be by a voter who is called so.
        let ballots = "voter_id,vote\nscore,\"1,2\"\n";
        for text in [
            ballots.to_owned(),
            format!("sep=,\r{}", ballots.replace('\n', "\r")),
        ] {
            assert!(!read(&text).has_scores(), "{text:?}");
        }
    }

    #[test]
    fn ids_of_projects_are_those_of_the_record_in_every_table() {
        let file = read("body,expert,project_id,score\np,e,OGM/1,7\np,e,OGM~2f2,8\np,e,a~b,9\n");
        let Rows::Scores(sheets) = &file.rows else {
            panic!("scores");
        };
        let ids: Vec<&str> = sheets[0].sheet.scores.keys().map(String::as_str).collect();
        assert_eq!(ids, ["OGM~2f1", "OGM~2f2", "a~7eb"]);
        let file = read("voter_id,vote\nv,OGM/1|OGM~2f2|a~b\n");
        let Rows::Ballots(ballots) = &file.rows else {
            panic!("ballots");
        };
        assert_eq!(ballots[0].choices(), ["OGM~2f1", "OGM~2f2", "a~7eb"]);
        let both = "body,expert,project_id,score\np,e,a/b,7\np,e,a~2fb,8\n";
        let source = Source::new("t.csv", both.into()).expect("text");
        let error = read_whole(&source).expect_err("one has two scores");
        assert!(
            error.to_string().contains("two projects are \"a~2fb\""),
            "{error}"
        );
    }
}
