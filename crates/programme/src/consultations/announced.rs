//! A consultation is announced.

use madang_words::Text;
use serde::{Deserialize, Serialize};

use super::plan::Plan;
use crate::becomes::Becomes;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule, TEXT};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Reference, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};

/// The longest title, in characters.
const MOST_TITLE: usize = 200;

/// The longest description, in characters.
const MOST_TEXT: usize = 10_000;

/// A consultation was announced: when and where it is, what it asks, what is still open, and how far those who take part have a say.
/// Its title and what more there is to say are in the content `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationAnnounced {
    /// The programme.
    pub programme: String,
    /// Identifier, unique in the programme: its number, where nobody gave another.
    pub id: String,
    /// What is announced.
    pub plan: Plan,
}

/// The content `text` of an announcement, and of one that takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationText {
    /// What it is called.
    pub title: Text,
    /// What it is about, and what those need to know who come.
    pub description: Text,
}

impl Content for ConsultationText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        Ok(self.description.check("description", MOST_TEXT)?)
    }
}

/// Asks to announce a consultation. One without an identifier gets the next number.
#[derive(Clone, Debug)]
pub struct AnnounceConsultation {
    /// The facts; the identifier may be empty.
    pub facts: ConsultationAnnounced,
    /// The words.
    pub text: ConsultationText,
}

impl Ask for AnnounceConsultation {
    fn name(&self) -> &'static str {
        ConsultationAnnounced::ASKED
    }

    fn content(&self) -> impl Serialize {
        (&self.facts, &self.text)
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let mut facts = self.facts;
        if facts.id.is_empty() {
            facts.id = state.next_consultation(&facts.programme)?;
        }
        let mut asked = Asked::from(facts);
        asked.contents.push(NewContent::public(TEXT, &self.text)?);
        Ok(asked)
    }

    fn named_as(mut self, event: &Event) -> Self {
        if let Event::Consultations(super::Event::ConsultationAnnounced(known)) = event
            && self.facts.id.is_empty()
        {
            self.facts.id.clone_from(&known.id);
        }
        self
    }
}

/// What a plan rests on besides the consultation itself.
pub(super) fn refs_of(
    state: &State,
    programme: &str,
    plan: &Plan,
) -> Result<Vec<Reference>, Violation> {
    let institution = state.institution(programme, &plan.institution)?;
    let mut refs = vec![Relation::Institution.to(institution)];
    if let Some(body) = &plan.body {
        refs.push(Relation::Body.to(state.body(programme, body)?.entry));
    }
    if let Some(twin) = &plan.twin {
        refs.push(Relation::Twin.to(state.consultation(programme, twin)?.entry));
    }
    Ok(refs)
}

impl Fact for ConsultationAnnounced {
    const KIND: &'static str = "consultation.announced/1";
    const ASKED: &'static str = "announce_consultation";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ConsultationText>(TEXT).public()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut refs = vec![Relation::Programme.to(state.programme(&self.programme)?.entry)];
        refs.extend(refs_of(state, &self.programme, &self.plan)?);
        Ok(Place::of_programme(
            &self.programme,
            Place::consultation(&self.programme, &self.id),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        state.programme(&self.programme)?;
        state.check_identifier("id", &self.id)?;
        let known = state.consultation(&self.programme, &self.id).ok();
        absent("consultation", &self.id, known.map(|known| known.entry))?;
        self.plan.check(state, (&self.programme, &self.id), by)?;
        self.plan.check_notice(state, &self.programme, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_consultation(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        // Its plan is kept, each of its texts in a map.
        2_000 + 4 * facts
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
