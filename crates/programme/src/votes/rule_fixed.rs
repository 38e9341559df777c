//! A selection rule is fixed.

use madang_selection::{Rule, SelectionRule};
use madang_words::{check_slug, quoted};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::lot::{LotPledge, check_rule};
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// A selection rule was fixed. From the moment a vote under it opens it cannot change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFixed {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme.
    pub id: String,
    /// The rule with all its parameters; a lot in it is not drawn yet. A rule of another format than 1 says so by a
    /// number `format` of its own.
    #[serde(deserialize_with = "of_known_format")]
    pub rule: SelectionRule,
    /// Where the rule breaks ties by lot: how the lot will be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotPledge>,
}

/// The format of rules that this version reads and writes; one without a number is of this format.
const RULE_FORMAT: u64 = 1;

/// Reads a rule; says plainly where it is one of a format that a newer version writes.
fn of_known_format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SelectionRule, D::Error> {
    let mut rule = Map::deserialize(deserializer)?;
    match rule.remove("format") {
        None => {}
        Some(format) if format == RULE_FORMAT => {}
        Some(format) => {
            // In these words `madang_words::serde_said` knows it again.
            return Err(D::Error::custom(format!(
                "`{format}` is a format that this version of Madang does not know: a newer one may"
            )));
        }
    }
    serde_json::from_value(Value::Object(rule)).map_err(D::Error::custom)
}

impl Fact for RuleFixed {
    const KIND: &'static str = "selection_rule.fixed/1";
    const ASKED: &'static str = "fix_rule";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::SelectionRule.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("id", &self.id)?;
        let bodies = state.bodies(&self.programme)?;
        let known = state.rule(&self.programme, &self.id).ok();
        absent("selection rule", &self.id, known.map(|known| known.entry))?;
        if let Some(id) = state.unfinished_vote(&self.programme) {
            return Err(Violation::out_of_turn(said!(
                "vote-rule-stands",
                vote = quoted(id)
            )));
        }
        check_rule(&self.rule, self.lot.as_ref(), state.rules())?;
        if let Rule::Scores(scores) = &self.rule.rule
            && let Some(body) = scores.bodies.keys().find(|id| !bodies.contains_key(*id))
        {
            return Err(Violation::unknown("body", body));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_rule(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_500
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
