//! What is made of completion, ambition and results for figures, and the floors of public influence.

use crate::absent::{Absent, Reading};
use crate::codes::{
    Change, Completion, DidItOpen, EarlyResults, Influence, OnScale, PotentialForResults,
    PotentialImpact,
};
use crate::stars::{StarInputs, all};

/// Which completion counts: that of the end-of-term report where it is coded, else that of the progress report.
pub fn latest(
    progress: Reading<Completion>,
    end_of_term: Reading<Completion>,
) -> Reading<Completion> {
    match (end_of_term, progress) {
        (Reading::Coded(_), _) => end_of_term,
        // "Unclear" is what a reviewer found out, as the other codes are.
        (Reading::Absent(Absent::Unclear), _) => end_of_term,
        (Reading::Absent(Absent::Blank), progress) => progress,
        (_, Reading::Coded(_) | Reading::Absent(Absent::Unclear)) => progress,
        _ => end_of_term,
    }
}

/// Completion at the end beside that at mid-term: by how many codes it moved, and the label of that. Unclear has a place among the codes, as files
/// number it: under "not started". `None` unless both are coded.
pub fn change(mid: Reading<Completion>, end: Reading<Completion>) -> Option<(i8, Change)> {
    let number = |reading: Reading<Completion>| match reading {
        Reading::Absent(Absent::Unclear) => Completion::SCALE.unclear,
        reading => reading.coded().map(Completion::number),
    };
    let moved = number(end)? - number(mid)?;
    let label = match moved {
        ..0 => Change::Decrease,
        0 => Change::NoChange,
        1.. => Change::Increase,
    };
    Some((moved, label))
}

/// High ambition until 2019: impact at least moderate, relevant, and specific or verifiable.
pub fn high_ambition(inputs: &StarInputs) -> Option<bool> {
    let relevant = inputs.relevant.meets(|relevant| relevant);
    all(&[
        inputs.has_impact(PotentialImpact::Moderate),
        relevant,
        inputs.is_specific(),
    ])
}

/// High ambition from 2020 on: substantial potential for results.
pub fn high_potential(potential: Reading<PotentialForResults>) -> Option<bool> {
    potential.meets(|one| one == PotentialForResults::Substantial)
}

/// A strong result: it opened government in a major or outstanding way.
pub fn opened_strongly(did_it_open: Reading<DidItOpen>) -> Option<bool> {
    did_it_open.meets(|one| one >= DidItOpen::Major)
}

/// A strong result of the newer reports: significant early results.
pub fn strong_early_results(early: Reading<EarlyResults>) -> Option<bool> {
    early.meets(|one| one == EarlyResults::Significant)
}

/// Whether a commitment was ambitious and completed, or had a strong result.
pub fn ambitious_and_complete_or_strong(
    ambitious: Option<bool>,
    complete: Option<bool>,
    strong: Option<bool>,
) -> Option<bool> {
    if strong == Some(true) {
        return Some(true);
    }
    match (all(&[ambitious, complete]), strong) {
        (Some(true), _) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// Did a plan's makers let the public influence it as far as the procedural review of 2017–2021 asks: *Involve* while it was written, *Inform* while
/// it was carried out? `None` where neither level fails and one is not coded.
pub fn meets_floors(
    development: Reading<Influence>,
    implementation: Reading<Influence>,
) -> Option<bool> {
    let development = development.meets(|level| level >= Influence::Involve);
    let implementation = implementation.meets(|level| level >= Influence::Inform);
    all(&[development, implementation])
}

/// How many levels the influence that was found stands under that which was promised; less than nothing where it stands above. `None` unless both are
/// coded.
pub fn influence_gap(promised: Reading<Influence>, found: Reading<Influence>) -> Option<i8> {
    Some(promised.coded()?.number() - found.coded()?.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_counts_where_it_is_coded() {
        let (limited, complete) = (
            Reading::Coded(Completion::Limited),
            Reading::Coded(Completion::Complete),
        );
        let (open, unclear) = (
            Reading::Absent(Absent::NotReviewed),
            Reading::Absent(Absent::Unclear),
        );
        assert_eq!(latest(limited, complete), complete);
        assert_eq!(latest(limited, open), limited);
        assert_eq!(latest(limited, unclear), unclear);
        assert_eq!(
            latest(open, Reading::Absent(Absent::NoData)),
            Reading::Absent(Absent::NoData)
        );
    }

    #[test]
    fn change_is_the_difference_of_codes() {
        let code = |one| Reading::Coded(one);
        assert_eq!(
            change(code(Completion::NotStarted), code(Completion::Complete)),
            Some((3, Change::Increase))
        );
        assert_eq!(
            change(code(Completion::Limited), code(Completion::Limited)),
            Some((0, Change::NoChange))
        );
        assert_eq!(
            change(code(Completion::Substantial), code(Completion::NotStarted)),
            Some((-2, Change::Decrease))
        );
        let absent = Reading::Absent;
        assert_eq!(
            change(code(Completion::Limited), absent(Absent::NotReviewed)),
            None
        );
        assert_eq!(
            change(absent(Absent::Unclear), code(Completion::Limited)),
            Some((2, Change::Increase))
        );
    }

    #[test]
    fn floors_and_gaps_of_influence() {
        let level = Influence::read;
        assert_eq!(meets_floors(level("Involve"), level("Inform")), Some(true));
        assert_eq!(meets_floors(level("Consult"), level("NR")), Some(false));
        assert_eq!(meets_floors(level("Collaborate"), level("NR")), None);
        assert_eq!(
            meets_floors(level("Involve"), level("No consultation")),
            Some(false)
        );
        assert_eq!(influence_gap(level("Consult"), level("Inform")), Some(1));
        assert_eq!(influence_gap(level("Inform"), level("Involve")), Some(-2));
        assert_eq!(influence_gap(level("Consult"), level("ND")), None);
    }

    #[test]
    fn a_strong_result_is_enough_and_an_open_one_is_not_weak() {
        let strong = |label| opened_strongly(DidItOpen::read(label));
        assert_eq!(
            ["Marginal", "Major", "Outstanding", "Worsens", "ND"].map(strong),
            [Some(false), Some(true), Some(true), Some(false), None]
        );
        assert_eq!(strong("No early results to report yet"), Some(false));
        let either = ambitious_and_complete_or_strong;
        assert_eq!(either(None, None, Some(true)), Some(true));
        assert_eq!(either(Some(true), Some(true), None), Some(true));
        assert_eq!(either(Some(true), Some(false), None), None);
        assert_eq!(either(Some(false), None, Some(false)), Some(false));
    }
}
