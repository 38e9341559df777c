//! By which criteria a body scores is fixed.

use std::collections::BTreeSet;

use madang_words::{Text, check_slug, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most criteria of a body.
pub const MOST_CRITERIA: usize = 20;

/// The largest weight of a criterion.
pub const MOST_WEIGHT: u32 = 1_000;

/// The highest score that a criterion can have.
pub const MOST_SCALE: u32 = 100;

/// The most members that a score can be asked of.
const MOST_PANEL: u32 = 1_000;

/// The smallest number that all scales go into is no larger: what a sheet comes to stays a number that everybody can write down.
const MOST_COMMON: u64 = 1_000_000;

/// The longest name of a criterion, in characters.
const MOST_NAME: usize = 200;

/// A criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Identifier, unique among them.
    pub id: String,
    /// What it is called.
    pub name: Text,
    /// How much it weighs beside the others.
    pub weight: u32,
    /// The highest score; the lowest is 0.
    pub scale: u32,
}

/// A body scores the candidates of a vote by these criteria. They stand before the first sheet of the body and never after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaFixed {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The vote: one that is announced, or open.
    pub vote: String,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// How many members score a proposal at least: what fewer scored is shown as such.
    pub min_panel: u32,
}

/// The smallest number that both go into.
fn common(one: u64, other: u64) -> u64 {
    let (mut large, mut small) = (one, other);
    while small > 0 {
        (large, small) = (small, large % small);
    }
    one / large.max(1) * other
}

/// The smallest number that the scales of all criteria go into.
pub(super) fn common_scale(criteria: &[Criterion]) -> u64 {
    let scales = criteria.iter().map(|one| u64::from(one.scale.max(1)));
    scales.fold(1, |all, scale| match all > MOST_COMMON {
        true => all,
        false => common(all, scale),
    })
}

impl CriteriaFixed {
    fn check_criteria(&self, state: &State) -> Checked {
        if !(1..=MOST_CRITERIA).contains(&self.criteria.len()) {
            return Err(Violation::field(
                "criteria",
                said!("scoring-criteria-number", most = MOST_CRITERIA),
            ));
        }
        let mut ids = BTreeSet::new();
        for one in &self.criteria {
            check_slug("criteria.id", &one.id)?;
            if !ids.insert(&one.id) {
                let id = quoted(&one.id);
                let twice = said!("scoring-criterion-twice", id = id);
                return Err(Violation::field("criteria", twice));
            }
            state.check_title("criteria.name", &one.name, MOST_NAME)?;
            for (field, number, most) in [
                ("criteria.weight", one.weight, MOST_WEIGHT),
                ("criteria.scale", one.scale, MOST_SCALE),
            ] {
                if !(1..=most).contains(&number) {
                    let wrong = said!("scoring-number", number = number, most = most);
                    return Err(Violation::field(field, wrong));
                }
            }
        }
        if common_scale(&self.criteria) > MOST_COMMON {
            return Err(Violation::field(
                "criteria.scale",
                said!("scoring-scales-apart"),
            ));
        }
        match (1..=MOST_PANEL).contains(&self.min_panel) {
            true => Ok(()),
            false => Err(Violation::field(
                "min_panel",
                said!("scoring-number", number = self.min_panel, most = MOST_PANEL),
            )),
        }
    }
}

impl Fact for CriteriaFixed {
    const KIND: &'static str = "criteria.fixed/1";
    const ASKED: &'static str = "fix_criteria";
    const WHO: &'static [Role] = &[Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let body = state.body(&self.programme, &self.body)?.entry;
        Ok(Place::of_programme(
            &self.programme,
            Place::vote(&self.programme, &self.vote),
            vec![
                Relation::Vote.to(state.vote_entry(&self.programme, &self.vote)?),
                Relation::Body.to(body),
            ],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.check_criteria(state)?;
        state.check_not_over(&self.programme, &self.vote)?;
        // Sheets of whichever version: nobody scores by what comes later.
        let vote = state.vote(&self.programme, &self.vote).ok();
        let mut sheets = vote.iter().flat_map(|vote| vote.sheets.iter());
        let first = sheets.find(|((body, _), _)| *body == self.body);
        let scored = state.panel(&self.programme, &self.vote, &self.body);
        let first = first.map(|(_, entry)| *entry);
        let first = first.or_else(|| scored.and_then(|panel| panel.first_sheet()));
        match first {
            Some(entry) => Err(Violation::out_of_turn(said!(
                "scoring-scored-already",
                body = quoted(&self.body),
                entry = entry
            ))),
            None => Ok(()),
        }
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.fix_criteria(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        facts.saturating_add(1_000)
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
