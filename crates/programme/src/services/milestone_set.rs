//! A milestone of a service is set.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::state::{MOST_MILESTONES, check_due, place};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, Thing};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// Something that a service is to reach by a day, and what will show that it did. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceMilestoneSet {
    /// The programme.
    pub programme: String,
    /// The service.
    pub service: String,
    /// Its number among the milestones of the service, from 1.
    pub no: u32,
    /// The day by which it is to be reached, in the programme's zone: `2027-06-30`.
    pub due: String,
    /// What will show that it is reached.
    pub evidence: EvidenceKind,
}

/// What shows that a milestone is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A document that everybody can read.
    Document,
    /// A decision, as of a budget or of a rule.
    Decision,
    /// Something that runs, and that people can use.
    Running,
    /// Figures.
    Figures,
    /// What a test with people came to.
    Test,
}

impl EvidenceKind {
    /// Every one.
    pub const ALL: [EvidenceKind; 5] = [
        EvidenceKind::Document,
        EvidenceKind::Decision,
        EvidenceKind::Running,
        EvidenceKind::Figures,
        EvidenceKind::Test,
    ];

    /// Its name on the record and in the API.
    pub fn name(self) -> &'static str {
        match self {
            EvidenceKind::Document => "document",
            EvidenceKind::Decision => "decision",
            EvidenceKind::Running => "running",
            EvidenceKind::Figures => "figures",
            EvidenceKind::Test => "test",
        }
    }
}

/// The content `text` of a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneText {
    /// What is to be reached.
    pub title: Text,
}

impl Content for MilestoneText {
    fn check(&self, _rules: u32) -> Checked {
        Ok(self.title.check("title", MOST_TITLE)?)
    }
}

impl Fact for ServiceMilestoneSet {
    const KIND: &'static str = "service.milestone_set/1";
    const ASKED: &'static str = "set_milestone";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<MilestoneText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        place(state, &self.programme, &self.service)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let service = state.leads_service(&self.programme, &self.service, by)?;
        let next = service.milestones.len().saturating_add(1);
        if next > MOST_MILESTONES {
            let reason = said!("service-milestones-many", most = MOST_MILESTONES);
            return Err(Violation::out_of_turn(reason));
        }
        if usize::try_from(self.no) != Ok(next) {
            let reason = said!("service-milestone-next", next = next);
            return Err(Violation::field("no", reason));
        }
        check_due("due", state, (&self.programme, &self.due), by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_service_milestone(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        400
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Concerns(Thing::Service(&self.programme, &self.service))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
