//! What there is beside proposals: calls for them, who stands behind them, and what is said about them.

use std::collections::{BTreeMap, BTreeSet};

use super::call::CallOpened;
use super::commented::ProposalCommented;
use super::endorsed::{EndorsementWithdrawn, ProposalEndorsed};
use crate::fact::Checked;
use crate::many::Many;
use crate::role::ActorRef;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// What is said about the proposals of a programme, apart from them: each endorsement would else copy all proposals.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Talk {
    /// Endorsements that stand, by proposal and by the name under which they were given.
    endorsements: Many<Endorsement>,
    /// How many of them there are of each version, by proposal.
    endorsed: Many<BTreeMap<u32, u64>>,
    /// Comments by their entries.
    comments: Many<Comment>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The proposal that it is about.
    pub proposal: String,
    /// The comment that began what it belongs to: itself, where it replies to none.
    pub root: u64,
}

/// An endorsement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement {
    /// Its entry.
    pub entry: u64,
    /// The version that it is for.
    pub version: u32,
}

/// A period in which a programme takes proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its entry.
    pub entry: u64,
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day.
    pub to: String,
}

impl Call {
    /// Whether it takes proposals on a day.
    pub fn takes(&self, day: &str) -> bool {
        (self.from.as_str()..=self.to.as_str()).contains(&day)
    }
}

fn key(proposal: &str, name: &str) -> String {
    format!("{proposal}\n{name}")
}

impl State {
    /// The calls for proposals of a programme, the earliest first.
    pub fn calls(&self, programme: &str) -> &[Call] {
        self.proposals
            .calls
            .get(programme)
            .map_or(&[], Vec::as_slice)
    }

    /// The endorsement that stands of a proposal under a name.
    pub fn endorsement(&self, programme: &str, proposal: &str, name: &str) -> Option<&Endorsement> {
        let talk = self.proposals.talk.get(programme)?;
        talk.endorsements.get(&key(proposal, name))
    }

    /// The names under which somebody endorses a proposal, whichever version.
    pub fn endorsers(&self, programme: &str, proposal: &str) -> Vec<&str> {
        let talk = self.proposals.talk.get(programme);
        let all = talk.into_iter().flat_map(|talk| talk.endorsements.iter());
        let own = all.filter_map(|(key, _)| key.rsplit_once('\n'));
        let own = own.filter(|(of, _)| *of == proposal);
        own.map(|(_, name)| name).collect()
    }

    /// What would take back the endorsements that stand under any of these names, each with its name.
    pub fn endorsements_under(
        &self,
        names: &BTreeSet<&str>,
    ) -> Vec<(String, EndorsementWithdrawn)> {
        let of_all = self.proposals.talk.iter();
        let standing = of_all.flat_map(|(programme, talk)| {
            let all = talk.endorsements.iter();
            all.map(move |(key, endorsement)| (programme, key, endorsement))
        });
        let own = standing.filter_map(|(programme, key, endorsement)| {
            let (proposal, name) = key.rsplit_once('\n')?;
            let facts = EndorsementWithdrawn {
                programme: programme.to_owned(),
                proposal: proposal.to_owned(),
                version: endorsement.version,
            };
            names.contains(name).then(|| (name.to_owned(), facts))
        });
        own.collect()
    }

    /// How many endorsements of each of its versions a proposal has.
    pub fn endorsements(&self, programme: &str, proposal: &str) -> BTreeMap<u32, u64> {
        let talk = self.proposals.talk.get(programme);
        let of = talk.and_then(|talk| talk.endorsed.get(proposal));
        of.cloned().unwrap_or_default()
    }

    /// The comment of an entry.
    pub fn comment(&self, programme: &str, entry: u64) -> Option<&Comment> {
        let talk = self.proposals.talk.get(programme)?;
        talk.comments.get(&entry.to_string())
    }

    pub(super) fn add_call(&mut self, opened: &CallOpened, entry: u64) -> Checked {
        self.programme(&opened.programme)?;
        let call = Call {
            entry,
            from: opened.from.clone(),
            to: opened.to.clone(),
        };
        self.proposals.calls.entry(&opened.programme).push(call);
        Ok(())
    }

    pub(super) fn endorse_proposal(&mut self, endorsed: &ProposalEndorsed, entry: u64) -> Checked {
        let (programme, id) = (&endorsed.programme, &endorsed.proposal);
        self.proposal(programme, id)?;
        let key = key(id, ActorRef::parse(&self.last_by)?.pseudonym);
        let talk = self.proposals.talk.entry(programme);
        let version = endorsed.version;
        talk.endorsements
            .insert(&key, Endorsement { entry, version });
        talk.count(id, version, 1)
    }

    pub(super) fn withdraw_endorsement(&mut self, withdrawn: &EndorsementWithdrawn) -> Checked {
        let (programme, id) = (&withdrawn.programme, &withdrawn.proposal);
        self.proposal(programme, id)?;
        let key = key(id, ActorRef::parse(&self.last_by)?.pseudonym);
        let talk = self.proposals.talk.entry(programme);
        talk.endorsements.remove(&key);
        talk.count(id, withdrawn.version, -1)
    }

    pub(super) fn comment_proposal(&mut self, said: &ProposalCommented, entry: u64) -> Checked {
        self.proposal(&said.programme, &said.proposal)?;
        let parent = said
            .parent
            .and_then(|parent| self.comment(&said.programme, parent));
        let comment = Comment {
            proposal: said.proposal.clone(),
            root: parent.map_or(entry, |parent| parent.root),
        };
        let talk = self.proposals.talk.entry(&said.programme);
        talk.comments.insert(&entry.to_string(), comment);
        Ok(())
    }
}

impl Talk {
    fn count(&mut self, proposal: &str, version: u32, change: i64) -> Checked {
        if self.endorsed.get(proposal).is_none() {
            self.endorsed.insert(proposal, BTreeMap::new());
        }
        let of = self.endorsed.get_mut(proposal);
        let of = of.ok_or_else(|| Violation::unknown("proposal", proposal))?;
        let number = of.entry(version).or_default();
        *number = number.checked_add_signed(change).ok_or_else(|| {
            Violation::field(
                "version",
                said!("proposal-endorsed-version", version = version),
            )
        })?;
        if *number == 0 {
            of.remove(&version);
        }
        Ok(())
    }
}
