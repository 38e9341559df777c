//! A service is started.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::proposals::Standing;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Called, Change, How, Thing, read};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// The longest description, in characters.
const MOST_DESCRIPTION: usize = 10_000;

/// A proposal that was selected is developed into a service from here on. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceStarted {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// The proposal: a selected one, of which there is no service yet.
    pub proposal: String,
    /// The institution that leads it.
    pub lead: String,
}

/// The content `text` of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceText {
    /// What it is called.
    pub title: Text,
    /// What it is to do for whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

impl Content for ServiceText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        if let Some(description) = &self.description {
            description.check("description", MOST_DESCRIPTION)?;
        }
        Ok(())
    }
}

/// Asks to start a service. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct StartService {
    /// The facts; the identifier may be empty.
    pub facts: ServiceStarted,
    /// The words.
    pub text: ServiceText,
}

impl Ask for StartService {
    fn name(&self) -> &'static str {
        ServiceStarted::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_service(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Services(super::Event::ServiceStarted(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

/// A service is called by its title.
const CALLED: Called = Called::by(TEXT, |content| Some(read::<ServiceText>(content)?.title));

impl Fact for ServiceStarted {
    const KIND: &'static str = "service.started/1";
    const ASKED: &'static str = "start_service";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<ServiceText>(TEXT).public().searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let proposal = state.proposal(&self.programme, &self.proposal)?.entry;
        Ok(Place::of_programme(
            &self.programme,
            Place::service(&self.programme, &self.id),
            vec![
                Relation::Proposal.to(proposal),
                Relation::Institution.to(state.institution(&self.programme, &self.lead)?),
            ],
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        state.institution(&self.programme, &self.lead)?;
        state.check_acts_within(by, &self.programme, &self.lead)?;
        let proposal = state.proposal(&self.programme, &self.proposal)?;
        if !matches!(proposal.standing, Standing::Selected(_)) {
            return Err(Violation::field(
                "proposal",
                said!("service-not-selected", id = quoted(&self.proposal)),
            ));
        }
        if let Some(of) = state.service_of_proposal(&self.programme, &self.proposal) {
            return Err(Violation::field(
                "proposal",
                said!("service-there-already", service = quoted(of)),
            ));
        }
        let known = state.service(&self.programme, &self.id).ok();
        absent("service", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_service(self, entry)
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
        About::Begins(Some(CALLED))
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        let proposal = Thing::Proposal(&self.programme, &self.proposal).entry(state);
        let link = proposal.map(|proposal| Change::made(entry, How::Develops, proposal));
        link.into_iter().collect()
    }
}
