//! Proposals: a list in JSON, like `examples/kr0018/proposals.json`, or a table as spreadsheets save it.

use std::fmt;

use madang_programme::proposals::ProposerKind;
use madang_selection::Decimal;
use madang_words::{Said, Text, money, quoted};

use crate::fields::{Fields, FromFields, read_list};
use crate::ids::{Renamed, on_record};
use crate::mistake::Mistakes;
use crate::places::Places;
use crate::source::{At, Source};
use crate::words::said;

/// The proposals of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals {
    /// The file's name.
    pub(super) name: String,
    /// The proposals.
    pub proposals: Vec<At<Proposal>>,
    /// Those whose ids the record writes otherwise.
    pub renamed: Option<Renamed>,
}

impl Proposals {
    /// Reads a list in JSON.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read(source: &Source) -> Result<Proposals, Mistakes> {
        Ok(Proposals::of(source, read_list(source)?))
    }

    /// Proposals of a file as it has them, with the ids of the record.
    pub(super) fn of(source: &Source, mut proposals: Vec<At<Proposal>>) -> Proposals {
        let ids = proposals.iter().map(|at| on_record(&at.id));
        let ids: Vec<String> = ids.collect();
        let pairs = proposals.iter().zip(&ids);
        let renamed = Renamed::of(pairs.map(|(at, id)| (at.id.as_str(), id.as_str())));
        for (at, id) in proposals.iter_mut().zip(ids) {
            at.value.written = std::mem::replace(&mut at.value.id, id);
        }
        Proposals {
            name: source.name().to_owned(),
            proposals,
            renamed,
        }
    }
}

/// A candidate service project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Identifier, from `1`.
    pub id: String,
    /// The same as the file has it.
    pub written: String,
    /// Title.
    pub title: Text,
    /// What it would do.
    pub summary: Option<Text>,
    /// What it costs.
    pub cost: Cost,
    /// The currency that the file states beside the cost, where it does.
    pub currency: Option<String>,
    /// The one service group it belongs to.
    pub group: Option<String>,
    /// The audiences inside that group it is for, the main one first.
    pub audiences: Vec<String>,
    /// Who proposes it.
    pub proposer: Option<Proposer>,
    /// The needs that it is to meet.
    pub needs: Vec<String>,
    /// Where this stands, in a file of fields.
    pub places: Places,
}

impl Proposal {
    /// The cost in the smallest unit of a programme's currency.
    ///
    /// # Errors
    /// What to say where it cannot be kept in that, or is stated in another.
    pub fn cost_in(&self, currency: &str) -> Result<u64, Said> {
        if let Some(own) = self.currency.as_deref().filter(|own| *own != currency) {
            return Err(said!(
                "mistake-other-currency",
                own = quoted(own),
                currency = currency
            ));
        }
        let cost = self.cost.smallest(currency);
        cost.ok_or_else(|| {
            said!(
                "mistake-cost-unit",
                cost = self.cost.to_string(),
                currency = currency
            )
        })
    }
}

/// An amount, as a kind of file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Of the currency's smallest unit, in JSON.
    Smallest(u64),
    /// Of its main unit, in a table.
    Main(Decimal),
}

impl Cost {
    /// The amount in the smallest unit of a currency; `None` where it cannot be kept in that.
    pub fn smallest(&self, currency: &str) -> Option<u64> {
        match self {
            Cost::Smallest(cost) => Some(*cost),
            Cost::Main(cost) => {
                let scaled = cost.scaled(money::decimals(currency)?)?;
                u64::try_from(scaled).ok()
            }
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cost::Smallest(cost) => write!(f, "{cost}"),
            Cost::Main(cost) => write!(f, "{cost}"),
        }
    }
}

impl FromFields for Proposal {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Proposal> {
        let (id, title) = (fields.needed("id"), fields.needed("title"));
        let (summary, cost) = (fields.given("summary"), fields.needed("cost"));
        let group = fields.given("group");
        let audiences: Option<Vec<String>> = fields.given("audiences");
        let proposer = fields.object("proposer");
        let needs: Option<Vec<String>> = fields.given("needs");
        Some(Proposal {
            id: id?,
            title: title?,
            summary,
            cost: Cost::Smallest(cost?),
            currency: None,
            group,
            audiences: audiences.unwrap_or_default(),
            proposer,
            needs: needs.unwrap_or_default(),
            written: String::new(),
            places: fields.places(),
        })
    }
}

/// Who proposes a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposer {
    /// Kind.
    pub kind: ProposerKind,
    /// Its name. Of a citizen it is published only where `name_public` says so.
    pub name: Option<Text>,
    /// Whether a citizen agreed to be named.
    pub name_public: bool,
}

impl Proposer {
    /// The name, where it goes on the record.
    pub(super) fn published(&self) -> Option<&Text> {
        let named = self.kind != ProposerKind::Citizen || self.name_public;
        self.name.as_ref().filter(|_| named)
    }
}

impl FromFields for Proposer {
    fn read(fields: &mut Fields<'_, '_>) -> Option<Proposer> {
        let (kind, name) = (fields.needed("kind"), fields.given("name"));
        let name_public: Option<bool> = fields.given("name_public");
        if name_public.is_some() && kind.is_some_and(|kind| kind != ProposerKind::Citizen) {
            fields.wrong("name_public", said!("mistake-name-public"));
        }
        Some(Proposer {
            kind: kind?,
            name,
            name_public: name_public == Some(true),
        })
    }
}
