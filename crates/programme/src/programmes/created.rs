//! A programme begins.

use madang_words::{Text, check_slug, money, quoted};
use serde::{Deserialize, Serialize};

use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule, TEXT};
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

/// What a programme takes of memory: the first of each kind of thing in it takes the room of several.
const FIRSTS: usize = 16 << 10;

/// The longest title of a programme, in characters.
pub const MOST_TITLE: usize = 200;
/// The longest summary.
pub const MOST_SUMMARY: usize = 5000;

/// Checks the currency of a programme.
///
/// # Errors
/// Names `currency` where it is not in ISO 4217.
pub fn check_currency(currency: &str) -> Checked {
    match money::decimals(currency) {
        Some(_) => Ok(()),
        None => Err(Violation::field(
            "currency",
            said!("programme-currency", currency = quoted(currency)),
        )),
    }
}

/// Checks the time zone of a programme, as the rules ask: from 6 on it is spelled as its list spells it.
///
/// # Errors
/// Names `zone` where there is no such one.
pub fn check_zone(rules: u32, zone: &str) -> Checked {
    let found = jiff::tz::TimeZone::get(zone);
    let spelled = |found: &jiff::tz::TimeZone| {
        rules < 6 || (!found.is_unknown() && found.iana_name() == Some(zone))
    };
    match found.is_ok_and(|found| spelled(&found)) {
        true => Ok(()),
        false => Err(Violation::field(
            "zone",
            said!("programme-zone", zone = quoted(zone)),
        )),
    }
}

/// A run of the loop under one commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeCreated {
    /// Identifier, in addresses: `kr0018-flagships`.
    pub id: String,
    /// The commitment it serves.
    pub commitment: String,
    /// How many flagship services it is to choose, where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// IANA time zone of its dates on pages: `Asia/Seoul`.
    pub zone: String,
    /// ISO 4217 code of its money; amounts are integers in its smallest unit.
    pub currency: String,
    /// True for a programme whose data are made up.
    pub example: bool,
}

/// A run of the loop, under a commitment or of its own. It says what [`ProgrammeCreated`] says, and may serve no commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeBegun {
    /// Identifier, in addresses: `kr0018-flagships`.
    pub id: String,
    /// The commitment it serves, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
    /// How many flagship services it is to choose, where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// IANA time zone of its dates on pages: `Asia/Seoul`.
    pub zone: String,
    /// ISO 4217 code of its money; amounts are integers in its smallest unit.
    pub currency: String,
    /// True for a programme whose data are made up.
    pub example: bool,
}

impl From<ProgrammeCreated> for ProgrammeBegun {
    fn from(created: ProgrammeCreated) -> ProgrammeBegun {
        ProgrammeBegun {
            id: created.id,
            commitment: Some(created.commitment),
            target: created.target,
            zone: created.zone,
            currency: created.currency,
            example: created.example,
        }
    }
}

/// The content `text` of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeText {
    /// Title.
    pub title: Text,
    /// What it is about.
    pub summary: Text,
}

impl Content for ProgrammeText {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", MOST_TITLE)?;
        Ok(self.summary.check("summary", MOST_SUMMARY)?)
    }
}

impl ProgrammeBegun {
    fn placed(&self, state: &State) -> Result<Place, Violation> {
        let refs = match &self.commitment {
            Some(commitment) => vec![Relation::Commitment.to(state.commitment(commitment)?.entry)],
            None => vec![],
        };
        let subject = SubjectKind::Programme.whole(&self.id);
        Ok(Place::of_programme(&self.id, subject, refs))
    }

    fn check_values(&self, state: &State) -> Checked {
        check_slug("id", &self.id)?;
        check_currency(&self.currency)?;
        check_zone(state.rules(), &self.zone)?;
        if self.target == Some(0) {
            return Err(Violation::field("target", said!("programme-target")));
        }
        let known = state.programme(&self.id).ok();
        absent("programme", &self.id, known.map(|known| known.entry))
    }
}

impl Fact for ProgrammeCreated {
    const KIND: &'static str = "programme.created/1";
    const ASKED: &'static str = "create_programme";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProgrammeText>(TEXT)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        ProgrammeBegun::from(self.clone()).placed(state)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        ProgrammeBegun::from(self.clone()).check_values(state)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_programme(&self.clone().into(), entry);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        FIRSTS
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

impl Fact for ProgrammeBegun {
    const KIND: &'static str = "programme.created/2";
    const ASKED: &'static str = "begin_programme";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Whole;
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<ProgrammeText>(TEXT)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        self.placed(state)
    }

    fn check(&self, state: &State, _by: &By<'_>) -> Checked {
        self.check_values(state)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_programme(self, entry);
        Ok(())
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        FIRSTS
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
