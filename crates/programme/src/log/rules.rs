//! Which rules a record is held to. Rules that came later would make entries of before wrong; so each record says from
//! which of its entries on which rules hold, and every reader holds it to those.

use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The rules that a record begun by this version is held to. 1: as records began. 2: identifiers are strict
/// ([`madang_words::check_strict_identifier`]), dates are dates, no text holds what cannot be shown, and a ballot or score
/// sheet of a vote under way is taken out by `ballot.excluded` only. 3: selection rules are of the engine's second edition
/// ([`madang_selection::EDITION`]). 4: of a vote that opens under
/// them, a ballot's entry tells the time in the vote's grain alone, and of several ballots of one voter only the one that counts is
/// opened; a lot's value has a form and an hour before which it is not known; contents are asked their shape more strictly (no date
/// that is none, no choice that is no identifier, none longer than [`crate::contents::MAX_CONTENT`]); what was never restricted
/// cannot be released; a tally tells how many score sheets were taken out. 5: whoever takes back a proposal that another handed in says why
/// (`proposal.withdrawn/2`). 6: what is announced of a vote is announced otherwise with the reason alone (`vote.rescheduled/1`); a
/// region is one that there is and an address holds nothing to sign in with; in the titles and names that facts give nothing is
/// hidden, and whatever else they say in words has a most length; a time zone has one spelling, and nobody is named twice among whom
/// a proposal is for; whoever holds a role for one institution acts for that institution and for nothing else; what goes on in
/// a proposal keeps it from being taken back, and what a participant handed in is amended by an official only to say what it costs;
/// no answer puts off what any answer before it planned; a restriction is looked at again within a year, one for a deliberation within
/// the longest period for it; a calendar counts how often a day is named; no pseudonym holds a telephone number; a reason of an answer has letters; whoever handed a
/// proposal in asks for another look at its answer. From 7 on nothing is hidden in the titles of action plans, milestones and reports and
/// in the posts of members either; who scores was appointed before the vote opened; what was announced opens under the title that it was
/// announced under; no words hold tag characters, which nobody sees; what was adopted is neither
/// merged into another nor split, so that what became of it is still told; administrators and reviewers hold their role for no single institution, and whoever
/// was granted one so administers nothing; as having come by the portal a participant alone says something; what is done to a content is
/// done by whoever holds the role in the programme of its entry, facilitators among them, and an institution's official for what that has
/// to answer; whoever said something hides it and shows it again at their own request; a reviewer holds no other role in the programme; an
/// administrator brings in voices. From 8 on no identifier holds `|`, which parts lists of identifiers in tables of ballots.
pub const RULES: u32 = 8;

/// No program wrote records before this: a clock that says so is wrong, and so is an entry.
pub const EARLIEST: &str = "2026-01-01T00:00:00.000Z";

/// From this entry on the record is held to these rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesAdopted {
    /// Their version: later than that of the rules so far.
    pub rules: u32,
}

impl Fact for RulesAdopted {
    const KIND: &'static str = "log.rules_adopted/1";
    const ASKED: &'static str = "adopt_rules";
    const WHO: &'static [Role] = &[Role::Operator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnTheRecord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        Ok(Place::of_record("log", vec![]))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_known(self.rules)?;
        if self.rules <= state.rules() {
            return Err(Violation::field(
                "rules",
                said!(
                    "log-rules-held-already",
                    rules = self.rules,
                    held = state.rules()
                ),
            ));
        }
        Ok(())
    }

    fn change(&self, state: &mut State, _entry: u64) -> Checked {
        state.adopt_rules(self.rules)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
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

/// Checks that this version knows the rules.
pub(super) fn check_known(rules: u32) -> Checked {
    if (1..=RULES).contains(&rules) {
        return Ok(());
    }
    Err(Violation::field(
        "rules",
        said!("log-rules-unknown", rules = rules),
    ))
}
