//! Whoever reviews says how far those who took part had the say that they were promised.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::super::plan::Influence;
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most entries that one assessment rests on.
pub const MOST_EVIDENCE: usize = 100;

/// The longest reason, in characters.
const MOST_REASON: usize = 10_000;

/// How far those who took part had a say, as a reviewer finds who has no other role in the programme, by entries of it: one at least.
/// Why is in the content `reason`. Another takes the place of the one that it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfluenceAssessed {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the assessment whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// The say that they had.
    pub level: Influence,
    /// The entries that show it.
    pub evidence: Vec<u64>,
}

/// The content `reason` of `influence.assessed/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentReason {
    /// Why.
    pub reason: Text,
}

impl Content for AssessmentReason {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.reason.check("reason", MOST_REASON)?)
    }
}

impl InfluenceAssessed {
    fn check_evidence(&self, state: &State, by: &By<'_>) -> Checked {
        if !(1..=MOST_EVIDENCE).contains(&self.evidence.len()) {
            return Err(Violation::field(
                "evidence",
                said!("assessment-evidence", most = MOST_EVIDENCE),
            ));
        }
        for (number, entry) in self.evidence.iter().enumerate() {
            let here = state.programme_of(*entry) == Some(self.programme.as_str());
            if *entry >= by.index || !here {
                return Err(Violation::field(
                    "evidence",
                    said!("assessment-evidence-elsewhere", entry = *entry),
                ));
            }
            if self.evidence[..number].contains(entry) {
                return Err(Violation::field(
                    "evidence",
                    said!("assessment-evidence-twice", entry = *entry),
                ));
            }
        }
        Ok(())
    }
}

impl Fact for InfluenceAssessed {
    const KIND: &'static str = "influence.assessed/1";
    const ASKED: &'static str = "assess_influence";
    const WHO: &'static [Role] = &[Role::Reviewer];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<AssessmentReason>(super::super::REASON).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::super::state::place(state, &self.programme, &self.consultation)?;
        let base = self.base.map(|base| Relation::Replaces.to(base));
        place.refs.extend(base);
        let evidence = self.evidence.iter();
        place
            .refs
            .extend(evidence.map(|entry| Relation::Cites.to(*entry)));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        known.check_ended(&self.consultation, by.at)?;
        super::super::state::check_base(self.base, known.assessment())?;
        self.check_evidence(state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let done = (entry, state.last_at.clone());
        let known = state.consultation_mut(&self.programme, &self.consultation)?;
        let first = known.assessed.take();
        let first = first.map_or_else(|| done.clone(), |assessed| assessed.first);
        known.assessed = Some(Assessed {
            first,
            entry,
            level: self.level,
        });
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        200 + facts
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

/// The assessment of a consultation that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The first entry that assessed it, with its time.
    pub(super) first: (u64, String),
    /// The entry that stands.
    pub entry: u64,
    /// The say that was found.
    pub level: Influence,
}

impl super::super::state::ConsultationState {
    /// The entry of the assessment that stands.
    pub fn assessment(&self) -> Option<u64> {
        self.assessed.as_ref().map(|assessed| assessed.entry)
    }
}
