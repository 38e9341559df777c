//! The result in words.

use std::io::{self, Write};

use anyhow::Result;
use madang_opinion::groups::letter;
use madang_opinion::polis::Compared;
use madang_opinion::report::Analysis;
use madang_opinion::{Direction, LEAST_TESTED};

use super::reading::Read;
use crate::terminal::{shortened, to_the_right};

/// Statements that are named of a list.
const NAMED: usize = 7;

/// Columns of a terminal that a statement's words may take.
const WORDS: usize = 90;

/// Prints what was found.
pub fn print(out: &mut impl Write, read: &Read, analysis: &Analysis) -> io::Result<()> {
    let matrix = &read.matrix;
    let (statements, all) = (matrix.statements().len(), matrix.statements_all());
    let (placed, voters) = (matrix.placed().len(), matrix.people().len());
    row!(
        out,
        "{}",
        t!("opinion-people", placed = placed, voters = voters)
    )?;
    row!(
        out,
        "{}",
        t!("opinion-statements", statements = statements, all = all)
    )?;
    let (events, latest) = (matrix.vote_events(), matrix.votes_latest());
    row!(
        out,
        "{}",
        t!("opinion-votes", events = events, latest = latest)
    )?;
    row!(out, "")?;
    row!(out, "{}", t!("opinion-lens"))?;
    groups(out, analysis)?;
    let findings = &analysis.findings;
    let text = |place: usize| words(read, place);
    if !findings.common_ground.is_empty() || !findings.common_rejection.is_empty() {
        row!(out, "")?;
    }
    for (title, side, list) in [
        (t!("opinion-common"), 0, &findings.common_ground),
        (t!("opinion-rejected"), 1, &findings.common_rejection),
    ] {
        if list.is_empty() {
            continue;
        }
        row!(out, "{title}")?;
        for place in list.iter().take(NAMED) {
            let common = findings.statements[*place].common;
            let worst = common.map_or(0.0, |common| common.worst[side].value());
            let share = to_the_right(&format!("{:.0}%", worst * 100.0), 5);
            row!(out, "{share}  {}", text(*place))?;
        }
        more(out, list.len())?;
    }
    for (group, list) in findings.sets_apart.iter().enumerate() {
        if list.is_empty() {
            continue;
        }
        row!(out, "")?;
        row!(
            out,
            "{}",
            t!("opinion-apart", group = letter(group).to_string())
        )?;
        for (place, direction) in list.iter().take(NAMED) {
            let direction = match direction {
                Direction::Agree => t!("opinion-agrees"),
                Direction::Disagree => t!("opinion-disagrees"),
            };
            row!(out, "  {direction}  {}", text(*place))?;
        }
        more(out, list.len())?;
    }
    Ok(())
}

fn more(out: &mut impl Write, all: usize) -> io::Result<()> {
    match all.checked_sub(NAMED + 1) {
        Some(more) => row!(out, "  {}", t!("opinion-more", more = more + 1)),
        None => Ok(()),
    }
}

/// How many groups there are, how large they are and whether they last.
fn groups(out: &mut impl Write, analysis: &Analysis) -> io::Result<()> {
    let Some(chosen) = analysis.groups.chosen() else {
        return row!(out, "{}", t!("opinion-nobody"));
    };
    if chosen.groups == 1 {
        return row!(out, "{}", t!("opinion-one-group"));
    }
    let percent = format!("{:.1}", analysis.explained() as f64 / 1000.0);
    let between = analysis.membership.between;
    row!(
        out,
        "{}",
        t!(
            "opinion-groups",
            groups = chosen.groups,
            percent = percent,
            between = between
        )
    )?;
    for (group, size) in chosen.sizes.iter().enumerate() {
        let group = letter(group).to_string();
        let told = match *size < LEAST_TESTED {
            true => t!("opinion-small-group", group = group),
            false => t!("opinion-group", group = group, people = size),
        };
        row!(out, "  {told}")?;
    }
    let median = analysis.stability.median_twice() as f64 / 2e9;
    let median = format!("{median:.2}");
    let same = analysis.stability.as_many(chosen.groups);
    let halves = analysis.stability.halves.len();
    match analysis.stability.survives() {
        true => row!(
            out,
            "{}",
            t!(
                "opinion-survive",
                median = median,
                same = same,
                halves = halves
            )
        ),
        false => row!(
            out,
            "{}",
            t!(
                "opinion-not-survive",
                median = median,
                same = same,
                halves = halves
            )
        ),
    }
}

/// A statement's id and, where they are known, its words.
fn words(read: &Read, place: usize) -> String {
    let id = read.matrix.statements()[place];
    let comments = read.comments.iter().flat_map(|comments| &comments.comments);
    let mut body = comments.filter(|comment| comment.id == id);
    let body = body.next().map_or("", |comment| &comment.body);
    let line = body.split_whitespace().collect::<Vec<&str>>().join(" ");
    let text = shortened(&line, WORDS);
    let cut = if text.len() < line.len() { "…" } else { "" };
    match text.is_empty() {
        true => format!("#{id}"),
        false => format!("#{id} \"{text}{cut}\""),
    }
}

/// Prints what Polis' formulas name, by id.
///
/// # Errors
/// What the writer says.
pub fn print_compared(out: &mut impl Write, compared: &Compared) -> Result<()> {
    row!(out, "")?;
    row!(out, "{}", t!("opinion-polis"))?;
    let ids = |ids: &[u32]| {
        let ids = ids.iter().map(|id| format!("#{id}"));
        ids.collect::<Vec<String>>().join(", ")
    };
    let [agreed, rejected] = compared.consensus_ids();
    row!(out, "  {}", t!("opinion-polis-agreed", ids = ids(&agreed)))?;
    row!(
        out,
        "  {}",
        t!("opinion-polis-rejected", ids = ids(&rejected))
    )?;
    for (group, named) in compared.representative_ids() {
        row!(
            out,
            "  {}",
            t!("opinion-polis-group", group = group, ids = ids(&named))
        )?;
    }
    Ok(())
}
