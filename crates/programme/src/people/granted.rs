//! A role is granted.

use madang_words::check_slug;
use serde::{Deserialize, Serialize};

use super::state::Grant;
use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::Place;
use crate::role::{Actor, Role, Scope};
use crate::state::State;
use crate::subject::SubjectKind;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::{Violation, absent};
use crate::words::said;

/// What the pseudonym of an account begins with; 32 hexadecimal digits follow, which are random and lead to nobody.
const ACCOUNT: &str = "account-";

/// Whether a pseudonym is that of an account: who acts under one holds the role on the record, or does not act.
pub fn is_account(pseudonym: &str) -> bool {
    pseudonym.starts_with(ACCOUNT)
}

/// A role that can be granted. The operator's and a registrar's cannot: they come with the console and the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granted {
    /// Grants and ends roles, sets up bodies.
    Administrator,
    /// Runs programmes and answers, for an institution.
    Official,
    /// Leads conversations and enters what was said there.
    Facilitator,
    /// Assesses, with no other role in the programme.
    Reviewer,
}

impl Granted {
    /// Every role that can be granted.
    pub const ALL: [Granted; 4] = [
        Granted::Administrator,
        Granted::Official,
        Granted::Facilitator,
        Granted::Reviewer,
    ];

    /// Its name on the record, which is that of the [`Role`] that its holder acts as.
    pub fn name(self) -> &'static str {
        match self {
            Granted::Administrator => "administrator",
            Granted::Official => "official",
            Granted::Facilitator => "facilitator",
            Granted::Reviewer => "reviewer",
        }
    }

    /// Whether somebody may hold it for one institution alone.
    pub fn is_for_one(self) -> bool {
        match self {
            Granted::Official | Granted::Facilitator => true,
            Granted::Administrator | Granted::Reviewer => false,
        }
    }

    /// The role that was granted of that name.
    pub fn named(name: &str) -> Option<Granted> {
        Granted::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Somebody holds a role from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleGranted {
    /// Under which pseudonym they act: `account-` and 32 random hexadecimal digits, or a post. Never a person's name.
    pub holder: String,
    /// The role.
    pub role: Granted,
    /// The programme in which they hold it; everywhere, if not said. It may be one that is still to begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The institution for which they act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
}

impl RoleGranted {
    /// Checks that whoever reviews holds no other role where they do: nobody assesses what they had a part in.
    fn check_apart(&self, state: &State) -> Checked {
        let reviews = |role: Granted| role == Granted::Reviewer;
        let meets = |grant: &&Grant| match (&self.programme, &grant.programme) {
            (Some(here), Some(there)) => here == there,
            (None, _) | (_, None) => true,
        };
        let mut held = state.roles_of(&self.holder).into_iter().filter(meets);
        let other = held.find(|grant| reviews(grant.role) != reviews(self.role));
        match other {
            Some(other) => Err(Violation::field(
                "role",
                said!(
                    "people-reviewer-apart",
                    holder = self.holder.as_str(),
                    role = other.role.name(),
                    entry = other.entry
                ),
            )),
            None => Ok(()),
        }
    }
}

/// Checks the pseudonym of who is to hold a role.
fn check_holder(holder: &str) -> Checked {
    Actor::new(Role::Official, holder)
        .map_err(|_| Violation::field("holder", said!("people-holder")))?;
    let Some(random) = holder.strip_prefix(ACCOUNT) else {
        return Ok(());
    };
    let digits = random
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if random.len() == 32 && digits {
        return Ok(());
    }
    Err(Violation::field(
        "holder",
        said!("people-holder-account", begin = ACCOUNT),
    ))
}

impl Fact for RoleGranted {
    const KIND: &'static str = "role.granted/1";
    const ASKED: &'static str = "grant_role";
    const WHO: &'static [Role] = &[Role::Operator, Role::Administrator];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, _state: &State) -> Result<Place, Violation> {
        let subject = SubjectKind::Role.whole(&self.holder);
        Ok(match &self.programme {
            Some(programme) => Place::of_programme(programme, subject, vec![]),
            None => Place::of_record(subject, vec![]),
        })
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        check_holder(&self.holder)?;
        if let Some(programme) = &self.programme {
            check_slug("programme", programme)?;
        }
        if let Some(institution) = &self.institution {
            check_slug("institution", institution)?;
            if state.rules() > 6 && !self.role.is_for_one() {
                return Err(Violation::field("institution", said!("people-for-all")));
            }
        }
        if by.actor.role == Role::Operator && self.role != Granted::Administrator {
            return Err(Violation::out_of_turn(said!(
                "people-console-administrators"
            )));
        }
        if state.rules() > 6 {
            self.check_apart(state)?;
        }
        absent("role", &self.holder, state.granted(self))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.grant_role(self, entry);
        Ok(())
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        (!state.was_by_granted()).then_some(Cost::GrantedByNobody)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        400
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Role
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
