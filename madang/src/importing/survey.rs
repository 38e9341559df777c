//! What is said of ballots before and after they are cast, and which are taken although they do not count.

use std::collections::BTreeSet;

use clap::ValueEnum;
use madang_exchange::Mistake;
use madang_exchange::votes::{Fault, NotCounting, Survey};

use super::{Missing, Order};
use crate::words;

/// Lines that are named for one kind of fault.
const MOST_LINES: usize = 12;

/// What is taken although it does not count, as an option says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Accept {
    /// Ballots that name a project that is no candidate
    UnknownProjects,
    /// Several ballots of one voter in a file
    DuplicateVoters,
    /// Ballots that name a project more than once, however often (15,000 times too, within 256 KiB): they do not count, and stand on
    /// the record as they are
    RepeatedChoices,
    /// Ballots without a choice
    EmptyBallots,
    /// Ballots over or under a limit of the vote, or with points where there are none
    BrokenLimits,
    /// A vote of which the record does not keep to all that its file states (min_points, default_score, thresholds, …)
    Meaning,
    /// Rows without identifiers that may be voices whose words were erased
    ErasedVoices,
    /// Rows of a file to fill in that nobody changed
    Examples,
    /// All of these
    All,
    /// Identifiers and sources that seem to hold numbers or addresses of persons, which nothing can erase from the record: never among
    /// all of these
    PersonalData,
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

impl Accept {
    /// Whether rows are taken that may be voices whose words were erased.
    pub fn erased_voices(given: &[Accept]) -> bool {
        given.contains(&Accept::ErasedVoices) || given.contains(&Accept::All)
    }
}

impl Accept {
    /// Whether rows are taken that are those of the files to fill in.
    pub fn examples(given: &[Accept]) -> bool {
        given.contains(&Accept::Examples) || given.contains(&Accept::All)
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

fn in_words(fault: Fault) -> String {
    match fault {
        Fault::RepeatedVoter => t!("import-fault-repeated"),
        Fault::UnknownProject => t!("import-fault-unknown"),
        Fault::RepeatedChoice => t!("import-fault-twice"),
        Fault::Empty => t!("import-fault-empty"),
        Fault::Limit => t!("import-fault-limit"),
    }
}

/// Adds every ballot that would not count and is not accepted to `mistakes`, but for those that are on the record already and
/// those that only want a project which was refused. Gives what to do about them.
pub fn refused(
    file: &str,
    survey: &Survey,
    order: &Order,
    missing: &Missing,
    mistakes: &mut Vec<Mistake>,
) -> Option<String> {
    let own = |not: &&NotCounting| {
        let project = not.project.as_deref();
        !not.recorded && !project.is_some_and(|id| missing.has("proposal", id))
    };
    let mut names: Vec<String> = Vec::new();
    for (fault, all) in &survey.faults {
        if order.accept.contains(fault) {
            continue;
        }
        let before = mistakes.len();
        mistakes.extend(all.iter().filter(own).map(|not| {
            let words = not.in_language(words::language());
            let what = said!("import-not-counting", words = words);
            Mistake::at(file, not.line, 0, what)
        }));
        if mistakes.len() > before {
            let value = accepting(*fault).to_possible_value();
            names.extend(value.map(|value| value.get_name().to_owned()));
        }
    }
    (!names.is_empty()).then(|| t!("import-mend", names = names.join(",")))
}

/// Says how many ballots there are and what becomes of them.
pub fn say(survey: &Survey) {
    say!(
        "madang:   {}",
        t!(
            "import-ballots",
            ballots = survey.ballots,
            voters = survey.voters,
            counting = survey.counting,
            not = survey.ballots - survey.counting
        )
    );
    for (fault, all) in &survey.faults {
        let lines: Vec<u64> = all.iter().map(|not| not.line).collect();
        say!(
            "madang:   {}",
            t!(
                "import-because",
                count = lines.len(),
                words = in_words(*fault),
                lines = named(&lines)
            )
        );
    }
    if !survey.without.is_empty() {
        let (lines, ids): (Vec<u64>, Vec<_>) = survey.without.iter().cloned().unzip();
        let ids: BTreeSet<String> = ids.into_iter().flatten().collect();
        let some = ids.iter().take(MOST_LINES).map(String::as_str);
        let mut some = some.collect::<Vec<_>>().join(", ");
        if ids.len() > MOST_LINES {
            some.push_str(", …");
        }
        say!(
            "madang:   {}",
            t!(
                "import-without",
                count = lines.len(),
                ids = some,
                lines = named(&lines)
            )
        );
    }
    let before = &survey.voted_before;
    if !before.is_empty() {
        say!(
            "madang:   {}",
            t!(
                "import-voted-before",
                count = before.len(),
                lines = named(before)
            )
        );
    }
}

/// Lines in words; of many the first.
pub fn named(lines: &[u64]) -> String {
    let some = lines.iter().take(MOST_LINES).map(u64::to_string);
    let some = some.collect::<Vec<_>>().join(", ");
    match lines.len().saturating_sub(MOST_LINES) {
        0 => t!("import-lines", count = lines.len(), some = some),
        more => t!("import-lines-more", some = some, more = more),
    }
}
