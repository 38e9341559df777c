//! A version of a service is released.

use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use super::state::{MOST_VERSIONS, place};
use crate::becomes::Becomes;
use crate::consultations::PointsTo;
use crate::contents::ContentRule;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change, How};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The most changes of one version.
pub const MOST_CHANGES: usize = 50;

/// The most voices, needs and proposals that one change cites.
pub const MOST_CITES: usize = 100;

/// The longest that is said of a change, in characters.
pub const MOST_WHAT: usize = 500;

/// People can use a new version of a service from here on: what changed, and what of what people said is behind each change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceVersionReleased {
    /// The programme.
    pub programme: String,
    /// The service.
    pub service: String,
    /// Its number among the versions of the service, from 1.
    pub n: u32,
    /// What changed: one thing at least.
    pub changes: Vec<VersionChange>,
}

/// Something that a version changed. It cites what people said, or says why there is nothing to cite: one of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionChange {
    /// What, in few words.
    pub what: Text,
    /// The voices, needs and proposals behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<PointsTo>,
    /// Why it cites none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_because: Option<Text>,
}

impl VersionChange {
    fn check(&self, state: &State, programme: &str) -> Checked {
        state.check_title("what", &self.what, MOST_WHAT)?;
        if self.cites.is_empty() == self.none_because.is_none() {
            return Err(Violation::field("cites", said!("service-cites-or-why")));
        }
        if let Some(why) = &self.none_because {
            state.check_title("none_because", why, MOST_WHAT)?;
        }
        if self.cites.len() > MOST_CITES {
            let reason = said!("service-cites-many", most = MOST_CITES);
            return Err(Violation::field("cites", reason));
        }
        for (number, one) in self.cites.iter().enumerate() {
            one.entry(state, programme)?;
            if self.cites[..number].contains(one) {
                let reason = said!("service-cites-twice", id = quoted(one.id()));
                return Err(Violation::field("cites", reason));
            }
        }
        Ok(())
    }
}

impl ServiceVersionReleased {
    /// What its changes cite, each once, in their order.
    pub fn cited(&self) -> Vec<&PointsTo> {
        let mut cited: Vec<&PointsTo> = Vec::new();
        for one in self.changes.iter().flat_map(|change| &change.cites) {
            if !cited.contains(&one) {
                cited.push(one);
            }
        }
        cited
    }
}

impl Fact for ServiceVersionReleased {
    const KIND: &'static str = "service.version_released/1";
    const ASKED: &'static str = "release_version";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] = &[];
    const TOLD: &'static [Told] = &[Told::ActedOn];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = place(state, &self.programme, &self.service)?;
        for one in self.cited() {
            let entry = one.entry(state, &self.programme)?;
            place.refs.push(Relation::Cites.to(entry));
        }
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let service = state.leads_service(&self.programme, &self.service, by)?;
        let next = service.versions.len().saturating_add(1);
        if next > MOST_VERSIONS {
            let reason = said!("service-versions-many", most = MOST_VERSIONS);
            return Err(Violation::out_of_turn(reason));
        }
        if usize::try_from(self.n) != Ok(next) {
            return Err(Violation::field(
                "n",
                said!("service-version-next", next = next),
            ));
        }
        if !(1..=MOST_CHANGES).contains(&self.changes.len()) {
            let reason = said!("service-changes", most = MOST_CHANGES);
            return Err(Violation::field("changes", reason));
        }
        let mut changes = self.changes.iter();
        changes.try_for_each(|change| change.check(state, &self.programme))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_version(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        200 + 64 * self.cited().len()
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Begins(None)
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        let service = state.service(&self.programme, &self.service).ok();
        let of = service.map(|service| Change::made(entry, How::VersionOf, service.entry));
        let cited = self.cited().into_iter();
        let cited = cited.filter_map(|one| one.entry(state, &self.programme).ok());
        let cited = cited.map(|source| Change::made(entry, How::RestsOn, source));
        of.into_iter().chain(cited).collect()
    }
}
