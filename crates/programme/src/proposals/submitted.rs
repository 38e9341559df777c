//! A proposal is handed in.

use madang_words::{Text, check_amount};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
use crate::fact::{By, Checked, Fact};
use crate::needs::check_names;
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Called, Change, read};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};

/// The longest title, in characters.
pub const MOST_TITLE: usize = 400;

/// The longest summary.
pub const MOST_SUMMARY: usize = 10_000;

/// The most audiences that a proposal is for.
const MOST_AUDIENCES: usize = 100;

/// A proposal was handed in. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalSubmitted {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: the project id of an imported vote.
    pub id: String,
    /// Cost in the programme's currency, smallest unit, ≥ 0.
    pub cost: u64,
    /// The service group; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Audiences it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// What kind of proposer it comes from; absent where the source does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposer: Option<ProposerKind>,
}

/// What kind of proposer a proposal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposerKind {
    /// A ministry of the central government.
    Ministry,
    /// A province, city, county or district.
    Municipality,
    /// A public agency or public company.
    PublicAgency,
    /// A citizen.
    Citizen,
    /// A group of citizens.
    CitizenGroup,
    /// An association of businesses.
    BusinessAssociation,
}

impl ProposerKind {
    /// Every kind there is.
    pub const ALL: [ProposerKind; 6] = [
        ProposerKind::Ministry,
        ProposerKind::Municipality,
        ProposerKind::PublicAgency,
        ProposerKind::Citizen,
        ProposerKind::CitizenGroup,
        ProposerKind::BusinessAssociation,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            ProposerKind::Ministry => "ministry",
            ProposerKind::Municipality => "municipality",
            ProposerKind::PublicAgency => "public_agency",
            ProposerKind::Citizen => "citizen",
            ProposerKind::CitizenGroup => "citizen_group",
            ProposerKind::BusinessAssociation => "business_association",
        }
    }
}

impl ProposalSubmitted {
    /// Checks its values, as they are handed in or amended.
    pub(super) fn check_values(&self, state: &State) -> Checked {
        check_amount("cost", self.cost)?;
        let programme = state.programme(&self.programme)?;
        programme.check_served(self.group.as_deref(), &self.audiences)?;
        check_audiences(state, &self.audiences)
    }
}

/// Checks that from rules 6 on nobody is named twice among those whom a proposal is for.
pub(super) fn check_audiences(state: &State, audiences: &[String]) -> Checked {
    match state.rules() {
        ..=5 => Ok(()),
        _ => check_names("audiences", audiences, MOST_AUDIENCES),
    }
}

/// The content `text` of `proposal.submitted/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalText {
    /// Title.
    pub title: Text,
    /// What it would do; absent where the source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// Who proposes it: an institution or a kind of person, never a private person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposer: Option<Text>,
}

impl Content for ProposalText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        if let Some(summary) = &self.summary {
            summary.check("summary", MOST_SUMMARY)?;
        }
        if let Some(proposer) = &self.proposer {
            proposer.check("proposer", 400)?;
        }
        Ok(())
    }
}

/// A proposal is called by its title.
pub(super) const CALLED: Called =
    Called::by(TEXT, |content| Some(read::<ProposalText>(content)?.title));

impl Fact for ProposalSubmitted {
    const KIND: &'static str = "proposal.submitted/1";
    const ASKED: &'static str = "submit_proposal";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProposalText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Proposal.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state.check_identifier("id", &self.id)?;
        self.check_values(state)?;
        let known = state.proposals(&self.programme)?.get(&self.id);
        absent("proposal", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_proposal(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        800
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Proposal(&self.programme, &self.id)
    }

    fn about(&self) -> About<'_> {
        About::Begins(Some(CALLED))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
