//! What is said of ballots before and after they are cast, and which are taken although they do not count.

use std::collections::BTreeSet;

use clap::ValueEnum;
use madang_exchange::Mistake;
use madang_exchange::votes::{Fault, Survey};

use super::Order;

/// Lines that are named for one kind of fault.
const MOST_LINES: usize = 12;

/// What is taken although it does not count, as an option says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Accept {
    /// Ballots that name a project that is no candidate
    UnknownProjects,
    /// Several ballots of one voter in a file
    DuplicateVoters,
    /// Ballots that name a project twice
    RepeatedChoices,
    /// Ballots without a choice
    EmptyBallots,
    /// Ballots over or under a limit of the vote, or with points where there are none
    BrokenLimits,
    /// A vote of which the record does not keep to all that its file states (min_points, default_score, thresholds, …)
    Meaning,
    /// All of these
    All,
}

impl Accept {
    /// The faults that several of these accept.
    pub fn faults(given: &[Accept]) -> BTreeSet<Fault> {
        let of = |fault: Fault| given.contains(&Accept::All) || given.contains(&accepting(fault));
        Fault::ALL.into_iter().filter(|fault| of(*fault)).collect()
    }
}

impl Accept {
    /// Whether a vote is taken although the record does not keep to all that its file states.
    pub fn meaning(given: &[Accept]) -> bool {
        given.contains(&Accept::Meaning) || given.contains(&Accept::All)
    }
}

fn accepting(fault: Fault) -> Accept {
    match fault {
        Fault::RepeatedVoter => Accept::DuplicateVoters,
        Fault::UnknownProject => Accept::UnknownProjects,
        Fault::RepeatedChoice => Accept::RepeatedChoices,
        Fault::Empty => Accept::EmptyBallots,
        Fault::Limit => Accept::BrokenLimits,
    }
}

fn in_words(fault: Fault) -> &'static str {
    match fault {
        Fault::RepeatedVoter => "the voter has another ballot in the file",
        Fault::UnknownProject => "a project on it is no candidate",
        Fault::RepeatedChoice => "a project stands on it twice",
        Fault::Empty => "there is no choice on it",
        Fault::Limit => "it breaks a limit of the vote",
    }
}

/// Adds every ballot that would not count and is not accepted to `mistakes`. Gives what to do about them.
pub fn refused(
    file: &str,
    survey: &Survey,
    order: &Order,
    mistakes: &mut Vec<Mistake>,
) -> Option<String> {
    let refused = || {
        let faults = survey.faults.iter();
        faults.filter(|(fault, _)| !order.accept.contains(fault))
    };
    for (line, words) in refused().flat_map(|(_, lines)| lines) {
        let what = format!("the ballot would not count: {words}");
        mistakes.push(Mistake::at(file, *line, 0, what));
    }
    let names: Vec<String> = refused()
        .filter_map(|(fault, _)| accepting(*fault).to_possible_value())
        .map(|value| value.get_name().to_owned())
        .collect();
    (!names.is_empty()).then(|| {
        format!(
            "mend the ballots that would not count, or record them all the same with --accept {}",
            names.join(",")
        )
    })
}

/// Says how many ballots there are and what becomes of them.
pub fn say(survey: &Survey) {
    let not = survey.ballots - survey.counting;
    say!(
        "madang:   {} of {}: {} can count, {not} cannot",
        counted(survey.ballots, "ballot"),
        counted(survey.voters, "voter"),
        survey.counting
    );
    for (fault, lines) in &survey.faults {
        say!(
            "madang:   {} because {} ({})",
            lines.len(),
            in_words(*fault),
            named(lines)
        );
    }
}

fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn named(lines: &[(u64, String)]) -> String {
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let some: Vec<String> = lines
        .iter()
        .take(MOST_LINES)
        .map(|(line, _)| line.to_string())
        .collect();
    match lines.len().saturating_sub(MOST_LINES) {
        0 => format!("{word} {}", some.join(", ")),
        more => format!("{word} {} and {more} more", some.join(", ")),
    }
}
