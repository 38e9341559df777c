//! Ballots and experts' scores from CSV tables, into a vote that is open.

use std::collections::BTreeMap;

use madang_programme::votes::{
    BallotCast, BallotContent, BallotRule, CastBallot, NotCounted, SCORES, ScoresContent,
    ScoresSubmitted, SubmitScores,
};
use madang_record::hash::sha256;
use madang_selection::pabulib::{ParseError, WrittenVote};
use madang_selection::tabular::{WrittenScore, WrittenVotes, read_scores_csv, read_votes_csv};
use madang_selection::{Decimal, ScoreSheet};
use madang_words::{Said, is_hidden, personal_number, quoted};
use unicode_normalization::UnicodeNormalization;

use super::pseudonyms::Pseudonyms;
use super::survey::{OnRecord, Survey};
use crate::ids::on_record;
use crate::mistake::{Column, Mistake, Mistakes, Partly};
use crate::places::Places;
use crate::source::Source;
use crate::step::Step;
use crate::words::said;

/// A table that was read whole and found well-formed.
#[derive(Debug)]
pub struct TableFile {
    /// Stands for the file in idempotency keys, so that two files with ballots are told apart.
    digest: String,
    rows: Rows,
    /// Ballots whose choices a bar parts: their lines, and these between bars.
    parted: Vec<(u64, String)>,
}

#[derive(Debug)]
enum Rows {
    Ballots(Vec<Ballot>),
    Scores(Vec<Sheet>),
}

/// A score sheet, with where it stands, and the projects on it that the record writes otherwise, each as the record and as the file
/// has it.
#[derive(Debug)]
struct Sheet {
    sheet: ScoreSheet,
    /// The line of its first score.
    line: u64,
    places: Places,
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
    /// What is no table.
    pub fn read(source: &Source) -> Result<Partly<TableFile>, Mistakes> {
        let ((text, above), name) = (source.table(), source.name());
        let below = |mut error: ParseError| {
            error.line += above;
            Mistake::from(error)
        };
        let columns = crate::table::columns(source);
        let mut mistakes: Vec<Mistake> = vec![];
        let mut parted = vec![];
        let rows = if columns.iter().any(|column| column == "score") {
            let mut read = read_scores_csv(text, name).map_err(below)?;
            mistakes.extend(read.faults.into_iter().map(below));
            read.scores.iter_mut().for_each(|score| score.line += above);
            let columns = read.columns.map(Column::from);
            Rows::Scores(sheets_on_record(read.scores, &columns, name, &mut mistakes))
        } else {
            let mut read = read_votes_csv(text, name).map_err(below)?;
            mistakes.extend(std::mem::take(&mut read.faults).into_iter().map(below));
            parted.extend(parted_by_bars(&read, above));
            let ballots = read.votes.into_iter().filter_map(|mut written| {
                written.line += above;
                Ballot::read(name, written, &mut mistakes)
            });
            Rows::Ballots(ballots.collect())
        };
        let digest = sha256(text.as_bytes()).to_hex()[..16].to_owned();
        let read = TableFile {
            digest,
            rows,
            parted,
        };
        Ok(Partly { read, mistakes })
    }

    /// Whether scores are in it, and not ballots.
    pub fn has_scores(&self) -> bool {
        matches!(self.rows, Rows::Scores(_))
    }

    /// The line of the first ballot in which a bar parts what may also be one project: `id`, as a file calls it.
    pub fn parts(&self, id: &str) -> Option<u64> {
        let (whole, mut parted) = (format!("|{id}|"), self.parted.iter());
        let first = parted.find(|(_, choices)| id.contains('|') && choices.contains(&whole));
        first.map(|(line, _)| *line)
    }

    /// What would become of its ballots under a vote's rule; `None` for a table of scores.
    pub fn survey(
        &self,
        rule: &BallotRule,
        on_record: &OnRecord<'_>,
        judge: impl Fn(&BallotContent) -> Result<Vec<String>, NotCounted>,
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
                let step = |of: &Sheet| {
                    let sheet = &of.sheet;
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
                    let ask = SubmitScores { facts, scores }.into();
                    let step = Step::official(of.line, what, key, ask).at(&of.places);
                    let ids = sheet.scores.keys().cloned();
                    let step = step.scoring(programme, vote, ids);
                    step.written(of.written.iter().cloned())
                };
                sheets.iter().map(step).collect()
            }
        }
    }
}

/// Ballots whose choices a bar parts, below so many lines: the line of each, and its choices between bars.
fn parted_by_bars(read: &WrittenVotes, above: u64) -> impl Iterator<Item = (u64, String)> {
    let votes = read.votes.iter();
    let parted = votes.filter(|own| read.parted.binary_search(&own.line).is_ok());
    parted.map(move |own| (own.line + above, format!("|{}|", own.choices.join("|"))))
}

/// How many of the ballots have a voter who is called by a number of a person.
pub(super) fn by_number(ballots: &[Ballot]) -> usize {
    let named = |ballot: &&Ballot| personal_number(&ballot.voter).is_some();
    ballots.iter().filter(named).count()
}

/// Score sheets out of the scores of a file, with the ids of projects as the record writes them.
fn sheets_on_record(
    scores: Vec<WrittenScore>,
    [body, expert, project]: &[Column; 3],
    file: &str,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Sheet> {
    let mut sheets: BTreeMap<(String, String), Sheet> = BTreeMap::new();
    for score in scores {
        let of = (score.body.clone(), score.expert.clone());
        let sheet = sheets.entry(of).or_insert_with(|| Sheet {
            sheet: ScoreSheet::new(&score.body, &score.expert, BTreeMap::new()),
            line: score.line,
            places: Places::of_sheet(score.line, body, expert),
            written: Vec::new(),
        });
        let id = on_record(&score.project);
        if sheet.sheet.scores.insert(id.clone(), score.score).is_some() {
            let what = said!(
                "mistake-two-projects",
                body = score.body,
                expert = score.expert,
                on_record = quoted(&id),
                id = quoted(&score.project)
            );
            mistakes.push(Mistake::at(file, score.line, project.clone(), what));
        }
        let place = (score.line, project.clone());
        sheet.places.add(format!("{SCORES}.{id}"), place);
        if id != score.project {
            sheet.written.push((id, score.project));
        }
    }
    sheets.into_values().collect()
}

/// What a voter is called: the same in whatever width and form it is typed (Unicode's NFKC), and with nothing in it that cannot be
/// seen, so that nobody votes twice under one name.
fn called(voter: &str) -> Result<String, Said> {
    if let Some(hidden) = voter.chars().find(|character| is_hidden(*character)) {
        let character = format!("U+{:04X}", u32::from(hidden));
        return Err(said!(
            "mistake-voter-hidden",
            voter = quoted(voter),
            character = character
        ));
    }
    Ok(voter.nfkc().collect::<String>().trim().to_owned())
}

impl Ballot {
    /// A ballot as it was written, with the ids of projects that the record has; nothing where points are not whole numbers, of which
    /// each is among the mistakes, or where the voter cannot be told from another by looking.
    pub(super) fn read(
        file: &str,
        written: WrittenVote,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Ballot> {
        let WrittenVote {
            line,
            voter,
            choices,
            points,
            points_at,
            ..
        } = written;
        let voter = called(&voter).map_err(|what| mistakes.push(Mistake::at(file, line, 0, what)));
        let mut written = Vec::new();
        let choice = |file: String| {
            let id = on_record(&file);
            if id != file {
                written.push((id.clone(), file));
            }
            id
        };
        let choices = choices.into_iter().map(choice).collect();
        let mut whole = |text: String| {
            let what = || said!("mistake-points", text = quoted(&text));
            // Read as whoever counts the file reads it: 3.0 and 6/2 are three.
            let number = Decimal::parse_fraction(&text).ok();
            let number = number.and_then(|number| number.scaled(0));
            let number = number.and_then(|number| u64::try_from(number).ok());
            if number.is_none() {
                mistakes.push(Mistake::at(file, line, points_at.clone(), what()));
            }
            number
        };
        let points = match points {
            Some(points) => {
                let read: Vec<Option<u64>> = points.into_iter().map(&mut whole).collect();
                Some(read.into_iter().collect::<Option<_>>()?)
            }
            None => None,
        };
        let content = BallotContent { choices, points };
        Some(Ballot {
            line,
            voter: voter.ok()?,
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
    use crate::votes::VoteFile;

    fn read_whole(source: &Source) -> Result<TableFile, Mistakes> {
        TableFile::read(source).and_then(Partly::whole)
    }

    #[test]
    fn one_voter_is_called_the_same_in_whatever_form() {
        let read = |text: &str| {
            let source = Source::new("ballots.csv", text.as_bytes().to_vec()).expect("text");
            read_whole(&source)
        };
        let ballots =
            read("voter_id,vote\nK1,1\n\u{ff2b}\u{ff11},1\nk1,1\n\u{ac00},1\n\u{1100}\u{1161},1\n");
        let steps = ballots
            .expect("ballots")
            .steps("p", "v", &Pseudonyms::of_a_check());
        let voters: Vec<_> = steps.iter().map(|step| step.voter.clone()).collect();
        assert_eq!(voters[0], voters[1]);
        assert_ne!(voters[0], voters[2]);
        assert_eq!(voters[3], voters[4]);
        for hidden in ["k1\u{200b}", "k\u{ad}1", "k1\u{202e}"] {
            let wrong = read(&format!("voter_id,vote\nk1,1\n{hidden},1\n")).expect_err(hidden);
            let wrong = wrong.to_string();
            assert!(
                wrong.contains("line 3") && wrong.contains("cannot be seen"),
                "{wrong}"
            );
        }
        let file = "META\nkey;value\nvote_type;approval\nbudget;9\ncurrency;KRW\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvoter_id;vote\nk1;1\nk1\u{200b};1\n";
        let wrong = VoteFile::read_bytes("vote.pb", file.as_bytes()).expect_err("hidden");
        let wrong = wrong.to_string();
        assert!(
            wrong.contains("line 12") && wrong.contains("U+200B"),
            "{wrong}"
        );
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
        let scores = "body,expert,project,score\np,A,a,high\np,A,b,2\np,A\n,,,1,5\n,,,none\n";
        let lines: Vec<u64> = told(scores).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4, 5, 6, 6, 6, 6]);
        // Each bad cell of a row, and each bad item of a cell, with its column.
        let source = Source::new("t.csv", b"voter_id,vote,points\n1,a|b|c,x|2|y\n".to_vec());
        let mistakes = read_whole(&source.expect("text")).expect_err("mistakes");
        let places = mistakes
            .all()
            .iter()
            .map(|own| (own.line, own.column.clone()));
        let cell = (2, Column::Cell(3, "points".into()));
        assert_eq!(places.collect::<Vec<_>>(), [cell.clone(), cell]);
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
        let chosen = |file: &TableFile, ids: &[&str]| matches!(&file.rows, Rows::Ballots(own) if own[0].choices() == ids);
        assert!(chosen(&file, &["OGM~2f1", "OGM~2f2", "a~7eb"]));
        assert_eq!(file.parts("OGM~2f2|a~b"), Some(2));
        let file = read("voter_id,project\nv,a|b\nv,c\n");
        assert!(chosen(&file, &["a~7cb", "c"]));
        assert_eq!(file.parts("a|b"), None);
        let both = "body,expert,project_id,score\np,e,a/b,7\np,e,a~2fb,8\n";
        let source = Source::new("t.csv", both.into()).expect("text");
        let error = read_whole(&source).expect_err("one has two scores");
        assert!(
            error
                .to_string()
                .contains("line 3, column C \"project_id\" (number of the proposal): ")
                && error.to_string().contains("two projects are \"a~2fb\""),
            "{error}"
        );
    }
}
