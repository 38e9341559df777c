//! What would change a no: other values of facts that may change, or only time.

use std::collections::BTreeSet;

use super::domains::Against;
use super::exact::Space;
use super::ground::{Ground, Variable};
use crate::day::Day;
use crate::evaluate::Frame;
use crate::facts::Fact;
use crate::parameters::Parameters;
use crate::profile::Profile;
use crate::rule::{Rule, Test};
use crate::truth::Truth;

/// What would make a no a yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// Minimal sets of known facts that with other values make it true, the smallest first: only such as may change ([`Fact::may_change`]).
    pub sets: Vec<Vec<Variable>>,
    /// The day from which it holds when nothing changes but ages.
    pub when: Option<When>,
    /// There was more to try than is tried.
    pub bounded: bool,
}

/// From when a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct When {
    /// The first day.
    pub day: Day,
}

impl Rule {
    /// What would make this rule hold for the visitor where its value is false. Amounts and medians are taken as of the profile's day.
    #[must_use]
    pub fn changes(&self, profile: &Profile, parameters: &Parameters) -> Changes {
        let mut changes = Changes::default();
        if self.value(profile, parameters) != Some(Truth::False) {
            return changes;
        }
        changes.when = self.when(profile, parameters);
        let ground = Ground::new(&self.node, profile, parameters);
        if ground.open {
            changes.bounded = true;
            return changes;
        }
        let space = Space::new(
            &ground,
            &Against {
                profile,
                parameters,
            },
            |_, variable| {
                let answers = profile
                    .people()
                    .nth(variable.person)
                    .unwrap_or(&profile.visitor);
                variable.fact.may_change() && profile.view(answers).get(variable.fact).is_some()
            },
        );
        changes.bounded = space.domains.cut;
        if !space.fits() {
            changes.bounded = true;
            return changes;
        }
        let yes = space.settling().yes;
        changes.bounded |= yes.cut;
        changes.sets = space.named(&yes);
        changes
    }

    /// The first day after the profile's from which it holds when only ages change.
    fn when(&self, profile: &Profile, parameters: &Parameters) -> Option<When> {
        let mut days = BTreeSet::new();
        self.node.visit(&mut |condition| {
            let Test::Between { lower, upper } = &condition.test else {
                return;
            };
            let bounds = [lower, upper].into_iter().flatten();
            let bounds: Vec<i64> = bounds
                .filter_map(|bound| parameters.number(&bound.value, profile.day))
                .collect();
            for person in profile.people() {
                let from = profile
                    .view(person)
                    .of(condition.fact)
                    .number(condition.fact.asked());
                let from = from.and_then(Day::of_number);
                let turns = from
                    .into_iter()
                    .flat_map(|from| bounds.iter().map(move |bound| (from, *bound)));
                days.extend(turns.flat_map(|(from, bound)| turn(condition.fact, from, bound)));
            }
        });
        let later = days
            .into_iter()
            .filter(|day| *day > profile.day && self.in_force(*day));
        later
            .into_iter()
            .find(|day| self.holds_on(profile, parameters, *day))
            .map(|day| When { day })
    }

    fn holds_on(&self, profile: &Profile, parameters: &Parameters, day: Day) -> bool {
        let mut later = profile.clone();
        later.visitor.complete(day);
        for member in &mut later.members {
            member.answers.complete(day);
        }
        later.shared.complete(day);
        Frame::new(&later, parameters).node(&self.node, &later.visitor) == Truth::True
    }
}

/// The days on which an age reaches a bound and passes it.
fn turn(fact: Fact, from: Day, bound: i64) -> Vec<Day> {
    let both = [bound, bound.saturating_add(1)];
    match fact {
        Fact::Age | Fact::BusinessYears => {
            both.iter().map(|years| from.after_years(*years)).collect()
        }
        Fact::AgeMonths => both
            .iter()
            .map(|months| from.after_months(*months))
            .collect(),
        Fact::YearAge => {
            let year = |years: i64| {
                Day::new(
                    i32::try_from(i64::from(from.year()).checked_add(years)?).ok()?,
                    1,
                    1,
                )
            };
            both.iter().filter_map(|years| year(*years)).collect()
        }
        _ => Vec::new(),
    }
}
