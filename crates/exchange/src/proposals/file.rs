//! A file of proposals, like `examples/kr0018/proposals.json`.

use madang_words::Text;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::mistake::Mistakes;
use crate::source::{At, Source};

/// The proposals of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals(pub Vec<At<Proposal>>);

impl Proposals {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Proposals, Mistakes> {
        let list: Vec<&RawValue> = source.json()?;
        let mut mistakes = Vec::new();
        let read = source.items(&list, &mut mistakes);
        Mistakes::none_of(mistakes, Proposals(read))
    }
}

/// A candidate service project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Identifier, from `1`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it would do.
    pub summary: Text,
    /// Cost in won.
    pub cost: u64,
    /// The one service group it belongs to.
    pub group: String,
    /// The audiences inside that group it is for, the main one first.
    pub audiences: Vec<String>,
    /// Who proposes it.
    pub proposer: Proposer,
}

/// Who proposes a project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposer {
    /// Kind.
    pub kind: ProposerKind,
    /// A generic description, never a real organisation.
    pub name: Text,
}

/// What kind of proposer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposerKind {
    /// A ministry of the central government.
    Ministry,
    /// A province, city, county or district.
    Municipality,
    /// A public agency or public company.
    PublicAgency,
    /// A group of citizens.
    CitizenGroup,
    /// An association of businesses.
    BusinessAssociation,
}
