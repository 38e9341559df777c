//! By which phases a task force designs something is fixed.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::phase::DesignProcess;
use crate::becomes::Becomes;
use crate::bodies::BodyKind;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::proposals::Standing;
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// The longest description, in characters.
const MOST_DESCRIPTION: usize = 10_000;

/// A task force designs something from here on, by these phases. Its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignProcessFixed {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// The body: a task force.
    pub body: String,
    /// The institution that answers for it.
    pub lead: String,
    /// By which phases.
    pub process: DesignProcess,
    /// What it is about: a selected proposal; none while a task force only finds out what there is to be proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// The content `text` of a design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignText {
    /// What it is called.
    pub title: Text,
    /// What is to be found out for whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
}

impl Content for DesignText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        if let Some(description) = &self.description {
            description.check("description", MOST_DESCRIPTION)?;
        }
        Ok(())
    }
}

/// Asks to fix a process. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct FixProcess {
    /// The facts; the identifier may be empty.
    pub facts: DesignProcessFixed,
    /// The words.
    pub text: DesignText,
}

impl Ask for FixProcess {
    fn name(&self) -> &'static str {
        DesignProcessFixed::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_design(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Design(super::Event::DesignProcessFixed(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

impl DesignProcessFixed {
    /// Checks that it is about something that was selected, and that nobody designs the same already.
    fn check_new(&self, state: &State) -> Checked {
        if let Some(id) = &self.proposal {
            let proposal = state.proposal(&self.programme, id)?;
            if !matches!(proposal.standing, Standing::Selected(_)) {
                let reason = said!("design-not-selected", id = quoted(id));
                return Err(Violation::field("proposal", reason));
            }
        }
        let same = |one: &super::DesignState| match &self.proposal {
            Some(proposal) => one.proposal.as_ref() == Some(proposal),
            None => one.proposal.is_none() && one.body == self.body,
        };
        let mut all = state.designs(&self.programme);
        match all.find(|(_, one)| !one.was_stopped() && same(one)) {
            None => Ok(()),
            Some((id, _)) => {
                let field = match self.proposal {
                    Some(_) => "proposal",
                    None => "body",
                };
                let reason = said!("design-there-already", design = quoted(id));
                Err(Violation::field(field, reason))
            }
        }
    }
}

impl Fact for DesignProcessFixed {
    const KIND: &'static str = "design.process_fixed/1";
    const ASKED: &'static str = "fix_design_process";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<DesignText>(TEXT).public().searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = vec![
            Relation::Body.to(state.body(&self.programme, &self.body)?.entry),
            Relation::Institution.to(state.institution(&self.programme, &self.lead)?),
        ];
        if let Some(id) = &self.proposal {
            let proposal = state.proposal(&self.programme, id)?.entry;
            refs.push(Relation::Proposal.to(proposal));
        }
        Ok(Place::of_programme(
            &self.programme,
            Place::design(&self.programme, &self.id),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        state.institution(&self.programme, &self.lead)?;
        state.check_acts_within(by, &self.programme, &self.lead)?;
        let body = state.body(&self.programme, &self.body)?;
        if body.kind != BodyKind::TaskForce {
            let reason = said!("design-no-task-force", body = quoted(&self.body));
            return Err(Violation::field("body", reason));
        }
        self.check_new(state)?;
        let known = state.design(&self.programme, &self.id).ok();
        absent("design", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_design(self, entry)
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
