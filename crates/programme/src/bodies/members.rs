//! Members come and leave.

use madang_record::Visibility;
use madang_words::{Text, check_slug};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::becomes::{Becomes, Ended, Seat};
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
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

/// The content that says who a member is.
pub const PERSON: &str = "person";

/// The longest post of a member, in characters.
pub const MOST_POST: usize = 400;

/// The longest words about the interests that a member declared.
pub const MOST_INTERESTS: usize = 4000;

/// What a member is there as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberClass {
    /// Official.
    Official,
    /// Expert.
    Expert,
    /// Service designer.
    Designer,
    /// Citizen.
    Citizen,
}

/// A member was appointed. The person's name, if it is on the record at all, is in the content `person`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberAppointed {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// Pseudonym, unique in the body.
    pub member: String,
    /// What the member is there as.
    pub class: MemberClass,
}

/// The content `person` of `body.member_appointed/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Post or description.
    pub post: Text,
    /// Name: officials and appointed members only, others with their consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Interests declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<Text>,
}

impl Content for Person {
    fn check(&self, rules: u32) -> Checked {
        self.post.check("post", MOST_POST)?;
        match &self.interests {
            Some(interests) if rules > 5 => Ok(interests.check("interests", MOST_INTERESTS)?),
            Some(_) | None => Ok(()),
        }
    }
}

impl Fact for MemberAppointed {
    const KIND: &'static str = "body.member_appointed/1";
    const ASKED: &'static str = "appoint_member";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<Person>(PERSON).optional().personal()];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Member.of(&self.programme, &format!("{}/{}", self.body, self.member)),
            vec![Relation::Body.to(state.body(&self.programme, &self.body)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        check_slug("member", &self.member)?;
        let body = state.body(&self.programme, &self.body)?;
        if body.composed.is_some() {
            return Err(Violation::field("body", said!("body-has-seats")));
        }
        let known = body.members.get(&self.member);
        absent("member", &self.member, known.map(|(_, entry)| *entry))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_member(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Member(Seat {
            programme: &self.programme,
            body: &self.body,
            member: &self.member,
        })
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}

/// Asks to appoint a member; who it is may be public or restricted.
#[derive(Clone, Debug)]
pub struct AppointMember {
    /// The facts.
    pub facts: MemberAppointed,
    /// Who it is, and who may know.
    pub person: Option<(Box<Person>, Visibility)>,
}

impl AppointMember {
    /// Under the name of a post, for everybody to read; no person is named.
    pub fn under_post(
        facts: MemberAppointed,
        post: Text,
        interests: Option<Text>,
    ) -> AppointMember {
        let person = Person {
            post,
            name: None,
            interests,
        };
        AppointMember {
            facts,
            person: Some((Box::new(person), Visibility::Public)),
        }
    }
}

impl Ask for AppointMember {
    fn name(&self) -> &'static str {
        MemberAppointed::ASKED
    }

    fn content(&self) -> impl Serialize {
        let person = self.person.as_ref().map(|(person, visibility)| {
            let roles = match visibility {
                Visibility::Public => json!("public"),
                Visibility::Sealed { until } => json!({ "sealed": until }),
                Visibility::Restricted { roles } => json!({ "restricted": roles }),
            };
            (person, roles)
        });
        (&self.facts, person)
    }

    fn draft(self, _state: &State) -> Result<Asked, Violation> {
        let mut asked = Asked::from(self.facts);
        if let Some((person, visibility)) = self.person {
            let content = NewContent {
                visibility,
                ..NewContent::public(PERSON, &person)?
            };
            asked.contents.push(content);
        }
        Ok(asked)
    }
}

/// A member left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberLeft {
    /// The programme.
    pub programme: String,
    /// The body.
    pub body: String,
    /// The member's pseudonym.
    pub member: String,
}

impl Fact for MemberLeft {
    const KIND: &'static str = "body.member_left/1";
    const ASKED: &'static str = "dismiss_member";
    const WHO: &'static [Role] = &[Role::Official, Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Ok(Place::of_programme(
            &self.programme,
            SubjectKind::Member.of(&self.programme, &format!("{}/{}", self.body, self.member)),
            vec![Relation::Body.to(state.body(&self.programme, &self.body)?.entry)],
        ))
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        state
            .member(&self.programme, &self.body, &self.member)
            .map(drop)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.remove_member((&self.programme, &self.body, &self.member), entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        1_000
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Ends(Ended::Member(Seat {
            programme: &self.programme,
            body: &self.body,
            member: &self.member,
        }))
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
