//! Writing `polis-export/1`, and tables of our own beside it. Counts of few people are left empty in tables by group.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::csv::field;
use super::signs::counted;
use super::{Comments, Summary, Votes};
use crate::groups::{Groups, letter};
use crate::matrix::{Matrix, Tally};
use crate::report::Analysis;
use crate::suppression::shown;

/// What stands in the last row of `summary.csv`, and says which sign is which.
const CONVENTION: &str = "agree=+1;disagree=-1;pass=0;format=polis-export/1";

/// A conversation that is written.
#[derive(Clone, Copy, Debug)]
pub struct Exported<'a> {
    /// Its statements; without them, words and authors are left empty.
    pub comments: Option<&'a Comments>,
    /// What is told of it.
    pub summary: Option<&'a Summary>,
    /// The votes that count.
    pub matrix: &'a Matrix,
    /// What was found.
    pub analysis: &'a Analysis,
}

impl Exported<'_> {
    fn body(&self, id: u32) -> &str {
        let comments = self.comments.map_or(&[][..], |comments| &comments.comments);
        let found = comments.binary_search_by_key(&id, |comment| comment.id);
        found.map_or("", |place| &comments[place].body)
    }

    fn groups(&self) -> &Groups {
        &self.analysis.groups
    }
}

/// Writes `summary.csv`: what was told, counts as they are now, and which sign is which.
///
/// # Errors
/// What the writer says.
pub fn write_summary(exported: &Exported<'_>, out: &mut impl Write) -> io::Result<()> {
    let matrix = exported.matrix;
    let told = exported.summary.map_or(&[][..], |summary| &summary.pairs);
    let counted = [
        ("voters", matrix.people().len()),
        ("voters-in-conv", matrix.placed().len()),
        ("comments", matrix.statements_all()),
        ("groups", exported.groups().count),
    ];
    let kept = told
        .iter()
        .filter(|(key, _)| key != "vote-convention" && counted.iter().all(|(name, _)| name != key));
    for (key, value) in kept {
        field(out, key)?;
        write!(out, ",")?;
        field(out, value)?;
        writeln!(out)?;
    }
    for (key, count) in counted {
        writeln!(out, "{key},{count}")?;
    }
    writeln!(out, "vote-convention,{CONVENTION}")
}

/// Writes `votes.csv`: every event, in the order in which they were read.
///
/// # Errors
/// What the writer says.
pub fn write_votes(votes: &Votes, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "timestamp,comment-id,voter-id,vote")?;
    for event in &votes.events {
        let vote = event.vote.number();
        writeln!(
            out,
            "{},{},{},{vote}",
            event.time, event.statement, event.voter
        )?;
    }
    Ok(())
}

/// Writes `comments.csv`, with agreements and disagreements counted as Polis counts: every event.
///
/// # Errors
/// What the writer says.
pub fn write_comments(votes: &Votes, comments: &Comments, out: &mut impl Write) -> io::Result<()> {
    let counts = counted(votes);
    let head =
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body";
    writeln!(out, "{head}")?;
    for comment in &comments.comments {
        let author = comment.author.map(|author| author.to_string());
        let [agrees, disagrees] = counts.get(&comment.id).copied().unwrap_or_default();
        let whether =
            |value: Option<bool>| value.map_or("", |value| if value { "true" } else { "false" });
        write!(
            out,
            "{},{},{},{agrees},{disagrees},{},{},{},",
            comment.time,
            comment.id,
            author.unwrap_or_default(),
            comment.moderated,
            whether(comment.meta),
            whether(comment.seed),
        )?;
        field(out, &comment.body)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes `participant-votes.csv`: the votes that count on the statements that are analysed, with each placed person's group, 0
/// for the largest.
///
/// # Errors
/// What the writer says.
pub fn write_matrix(exported: &Exported<'_>, out: &mut impl Write) -> io::Result<()> {
    let matrix = exported.matrix;
    let mut groups = vec![None; matrix.people().len()];
    if let Some(chosen) = exported.groups().chosen() {
        for (person, unit) in matrix.placed().iter().zip(matrix.unit_of()) {
            groups[*person as usize] = Some(chosen.labels[*unit as usize]);
        }
    }
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    let comments = exported
        .comments
        .map_or(&[][..], |comments| &comments.comments);
    let authors: Vec<String> = comments
        .iter()
        .filter_map(|comment| Some(comment.author?.to_string()))
        .collect();
    for author in &authors {
        *written.entry(author).or_default() += 1;
    }
    write!(
        out,
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree"
    )?;
    for id in matrix.statements() {
        write!(out, ",{id}")?;
    }
    writeln!(out)?;
    for (person, name) in matrix.people().iter().enumerate() {
        let votes = matrix.votes(person);
        let mut tally = Tally::default();
        for (_, vote) in votes {
            tally.count(*vote);
        }
        let group = groups[person]
            .map(|group| group.to_string())
            .unwrap_or_default();
        let wrote = written.get(name.as_str()).copied().unwrap_or_default();
        let (all, agree, disagree) = (tally.votes(), tally.agree, tally.disagree);
        write!(out, "{name},{group},{wrote},{all},{agree},{disagree}")?;
        let mut votes = votes.iter().peekable();
        for place in 0..matrix.statements().len() as u32 {
            match votes.next_if(|(statement, _)| *statement == place) {
                Some((_, vote)) => write!(out, ",{}", vote.number())?,
                None => write!(out, ",")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes `comment-groups.csv`: votes on each statement, of all and by group.
///
/// # Errors
/// What the writer says.
pub fn write_comment_groups(exported: &Exported<'_>, out: &mut impl Write) -> io::Result<()> {
    write!(
        out,
        "comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes"
    )?;
    for group in 0..exported.groups().count {
        let group = letter(group).to_ascii_lowercase();
        for what in ["votes", "agrees", "disagrees", "passes"] {
            write!(out, ",group-{group}-{what}")?;
        }
    }
    writeln!(out)?;
    let found = &exported.analysis.findings.statements;
    for (id, found) in exported.matrix.statements().iter().zip(found) {
        write!(out, "{id},")?;
        field(out, exported.body(*id))?;
        for cell in [Some(found.all)].into_iter().chain(shown(&found.groups)) {
            tally(out, cell)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn tally(out: &mut impl Write, cell: Option<Tally>) -> io::Result<()> {
    match cell {
        Some(Tally {
            agree,
            disagree,
            pass,
        }) => write!(
            out,
            ",{},{agree},{disagree},{pass}",
            agree + disagree + pass
        ),
        None => write!(out, ",,,,"),
    }
}

/// Writes `statements.csv`: what was found of each statement: its rank in common ground and in common rejection, how much it
/// divides, in thousandths of a bit, and which groups it sets apart.
///
/// # Errors
/// What the writer says.
pub fn write_statements(exported: &Exported<'_>, out: &mut impl Write) -> io::Result<()> {
    let head = "comment-id,comment,common-ground,common-rejection,dividing-millibits,sets-apart";
    writeln!(out, "{head}")?;
    let findings = &exported.analysis.findings;
    let rank = |list: &[usize], place: usize| {
        let rank = list.iter().position(|other| *other == place);
        rank.map(|rank| (rank + 1).to_string()).unwrap_or_default()
    };
    let found = exported
        .matrix
        .statements()
        .iter()
        .zip(&findings.statements);
    for (place, (id, found)) in found.enumerate() {
        write!(out, "{id},")?;
        field(out, exported.body(*id))?;
        let ground = rank(&findings.common_ground, place);
        let rejection = rank(&findings.common_rejection, place);
        let dividing = (i128::from(found.dividing) * 1000) >> 32;
        let apart = findings.sets_apart.iter().enumerate();
        let apart = apart.filter(|(_, list)| list.iter().any(|(other, _)| *other == place));
        let apart: String = apart.map(|(group, _)| letter(group)).collect();
        writeln!(out, ",{ground},{rejection},{dividing},{apart}")?;
    }
    Ok(())
}

/// Writes `route.csv`: how many votes each statement has that may be asked, and the band by which the least voted come first.
///
/// # Errors
/// What the writer says.
pub fn write_routes(exported: &Exported<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "comment-id,votes,band")?;
    let tallies = exported.matrix.tallies();
    for (id, tally) in exported.matrix.statements().iter().zip(tallies) {
        writeln!(out, "{id},{},{}", tally.votes(), tally.votes() / 8)?;
    }
    Ok(())
}
