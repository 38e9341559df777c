//! A need is defined.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Called, Change, read};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// The longest summary, in characters.
const MOST_SUMMARY: usize = 10_000;

/// A need was given its name. Which voices it groups is said by other entries; its words are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedDefined {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// The service group that it is about, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// The content `text` of a need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedText {
    /// What is needed, in few words.
    pub title: Text,
    /// The same at length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
}

impl Content for NeedText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        if let Some(summary) = &self.summary {
            summary.check("summary", MOST_SUMMARY)?;
        }
        Ok(())
    }
}

/// Asks to define a need. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct DefineNeed {
    /// The facts; the identifier may be empty.
    pub facts: NeedDefined,
    /// The words.
    pub text: NeedText,
}

impl Ask for DefineNeed {
    fn name(&self) -> &'static str {
        NeedDefined::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_need(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Needs(super::Event::NeedDefined(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

/// A need is called by its title.
const CALLED: Called = Called::by(TEXT, |content| Some(read::<NeedText>(content)?.title));

impl Fact for NeedDefined {
    const KIND: &'static str = "need.defined/1";
    const ASKED: &'static str = "define_need";
    const WHO: &'static [Role] = &[Role::Official, Role::Facilitator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<NeedText>(TEXT).searched()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Need.of(&self.programme, &self.id),
            vec![Relation::Programme.to(state.programme(&self.programme)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        let programme = state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        programme.check_served(self.group.as_deref(), &[])?;
        let known = state.need(&self.programme, &self.id).ok();
        absent("need", &self.id, known.map(|known| known.entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_need(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        500
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Begins(Some(CALLED))
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
