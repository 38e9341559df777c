//! The star in its three versions, and the binding constraint. Each is a conjunction; a test whose input is not coded stays open, so that a
//! formula is decided only where what is known decides it (Kleene's three values).

use serde::{Serialize, Serializer};

use crate::absent::Reading;
use crate::codes::{BindingConstraint, Completion, PotentialImpact, Specificity, Verifiable};

/// What the formulas take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StarInputs {
    /// How specific it is, of plans until 2016.
    pub specificity: Reading<Specificity>,
    /// Whether it is verifiable; asked where specificity is not coded.
    pub verifiable: Reading<Verifiable>,
    /// Whether it is relevant to a value of open government, as the reviewer coded it.
    pub relevant: Reading<bool>,
    /// What it could change.
    pub potential_impact: Reading<PotentialImpact>,
    /// How much of it was done, by the report that is asked.
    pub completion: Reading<Completion>,
}

/// The formulas of one report: `None` is a formula that the inputs do not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Stars {
    /// Before June 2014: relevant, impact at least moderate, completion at least substantial; how specific it is was not asked.
    pub star_v1: Option<bool>,
    /// 2014 to early 2015: the same, and specificity at least medium.
    pub star_v2: Option<bool>,
    /// After April 2015: as the second, with transformative impact alone.
    pub star_v3: Option<bool>,
    /// The first test of the third formula that fails, in the order of the file of 2024; tests that are open are passed over, as that file does.
    #[serde(serialize_with = "labelled")]
    pub binding_constraint: Option<BindingConstraint>,
}

/// As the file of 2024 names it.
pub(crate) fn labelled<S: Serializer>(
    binding: &Option<BindingConstraint>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    binding.map(BindingConstraint::label).serialize(serializer)
}

impl StarInputs {
    /// Whether it is specific enough: medium or high, or verifiable.
    pub fn is_specific(&self) -> Option<bool> {
        let specific = self.specificity.meets(|one| one >= Specificity::Medium);
        specific.or_else(|| self.verifiable.meets(|one| one == Verifiable::Yes))
    }

    /// Whether completion is substantial or complete.
    pub fn is_completed(&self) -> Option<bool> {
        self.completion.meets(|one| one >= Completion::Substantial)
    }

    /// Whether impact is at least that.
    pub fn has_impact(&self, least: PotentialImpact) -> Option<bool> {
        self.potential_impact.meets(|one| one >= least)
    }

    /// All three formulas, and what binds.
    pub fn stars(&self) -> Stars {
        let relevant = self.relevant.meets(|relevant| relevant);
        let moderate = self.has_impact(PotentialImpact::Moderate);
        let transformative = self.has_impact(PotentialImpact::Transformative);
        let (specific, completed) = (self.is_specific(), self.is_completed());
        Stars {
            star_v1: all(&[relevant, moderate, completed]),
            star_v2: all(&[specific, relevant, moderate, completed]),
            star_v3: all(&[specific, relevant, transformative, completed]),
            binding_constraint: binding([specific, relevant, transformative, completed]),
        }
    }
}

/// Whether all hold: one that fails decides, else one that is open leaves it open.
pub fn all(tests: &[Option<bool>]) -> Option<bool> {
    if tests.contains(&Some(false)) {
        return Some(false);
    }
    tests.iter().all(Option::is_some).then_some(true)
}

fn binding(tests: [Option<bool>; 4]) -> Option<BindingConstraint> {
    let constraints = [
        BindingConstraint::Specificity,
        BindingConstraint::Relevance,
        BindingConstraint::PotentialImpact,
        BindingConstraint::Completion,
    ];
    let failed = tests.iter().position(|test| *test == Some(false));
    match failed.and_then(|place| constraints.get(place)) {
        Some(constraint) => Some(*constraint),
        None => all(&tests).map(|_| BindingConstraint::Star),
    }
}

/// Whether it is relevant by its values: information, participation or accountability. Technology alone does not count.
pub fn is_relevant(
    information: Reading<bool>,
    participation: Reading<bool>,
    accountability: Reading<bool>,
) -> Option<bool> {
    let values = [information, participation, accountability];
    let values = values.map(|value| value.meets(|value| value));
    if values.contains(&Some(true)) {
        return Some(true);
    }
    values.iter().all(Option::is_some).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::absent::Absent;

    fn starred() -> StarInputs {
        StarInputs {
            specificity: Reading::Coded(Specificity::High),
            verifiable: Reading::Absent(Absent::NoData),
            relevant: Reading::Coded(true),
            potential_impact: Reading::Coded(PotentialImpact::Transformative),
            completion: Reading::Coded(Completion::Complete),
        }
    }

    #[test]
    fn each_test_binds_in_its_order() {
        let mut one = starred();
        let mut bound = vec![one.stars().binding_constraint];
        one.completion = Reading::Coded(Completion::Limited);
        bound.push(one.stars().binding_constraint);
        one.potential_impact = Reading::Coded(PotentialImpact::Moderate);
        bound.push(one.stars().binding_constraint);
        one.relevant = Reading::Coded(false);
        bound.push(one.stars().binding_constraint);
        one.specificity = Reading::Coded(Specificity::Low);
        bound.push(one.stars().binding_constraint);
        let labels: Vec<_> = bound
            .into_iter()
            .flatten()
            .map(BindingConstraint::label)
            .collect();
        assert_eq!(labels, ["STAR", "Cmpl", "PotImp", "Rel", "Spec"]);
    }

    #[test]
    fn what_is_open_decides_nothing_and_unclear_is_low() {
        let mut one = starred();
        one.completion = Reading::Absent(Absent::NotReviewed);
        assert_eq!(one.stars().star_v3, None);
        assert_eq!(one.stars().binding_constraint, None);
        one.potential_impact = Reading::Absent(Absent::Unclear);
        assert_eq!(one.stars().star_v1, Some(false));
        assert_eq!(
            one.stars().binding_constraint,
            Some(BindingConstraint::PotentialImpact)
        );
    }

    #[test]
    fn verifiable_stands_in_where_specificity_is_not_coded() {
        let mut one = starred();
        one.specificity = Reading::Absent(Absent::NoData);
        assert_eq!(one.stars().star_v3, None);
        one.verifiable = Reading::Coded(Verifiable::Yes);
        assert_eq!(one.stars().star_v3, Some(true));
        one.specificity = Reading::Coded(Specificity::None);
        assert_eq!(one.stars().star_v3, Some(false), "its own code goes first");
    }

    #[test]
    fn technology_alone_is_not_relevant() {
        let (yes, no) = (Reading::Coded(true), Reading::Coded(false));
        assert_eq!(is_relevant(no, no, no), Some(false));
        assert_eq!(is_relevant(no, yes, no), Some(true));
        assert_eq!(
            is_relevant(no, no, Reading::Absent(Absent::NotReviewed)),
            None
        );
    }
}
