//! `madang content`: hiding and erasing what must not be public. The entry stays, and the record says what was done.

use anyhow::Result;
use clap::ValueEnum;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::votes::{BALLOT, SCORES};
use madang_store::Store;
use madang_store::model::BodyView;
use serde_json::Value;

use super::acting::ActorArguments;
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::logging::SECURITY;
use crate::words;

/// Restrict, release or erase the content of an entry, such as a text with personal data
///
/// The entry itself never changes: it holds a hash alone. What is done, and on which ground, becomes an entry. The page of
/// the entry in the portal gives its number and the name of the content.
#[derive(Debug, clap::Args)]
pub struct ContentCommand {
    #[command(subcommand)]
    action: ContentAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum ContentAction {
    /// Show a content to the named roles only, until it is released
    Restrict {
        #[command(flatten)]
        body: BodyArguments,
        /// Why
        #[arg(long, value_enum)]
        ground: GroundName,
        /// Roles that may still read it
        #[arg(
            long,
            value_name = "ROLE",
            value_delimiter = ',',
            default_value = "official"
        )]
        roles: Vec<String>,
        /// When the restriction must be looked at again
        #[arg(long, value_name = "YYYY-MM-DD")]
        review_by: String,
    },
    /// Make a restricted content public again
    Release {
        #[command(flatten)]
        body: BodyArguments,
    },
    /// Delete a content and its salt for good
    Erase {
        #[command(flatten)]
        body: BodyArguments,
        /// Why
        #[arg(long, value_enum)]
        ground: GroundName,
    },
}

#[derive(Debug, clap::Args)]
struct BodyArguments {
    /// Number of the entry
    #[arg(value_name = "ENTRY")]
    entry: u64,
    /// Name of the content in that entry, such as `text` or `ballot`
    #[arg(value_name = "CONTENT")]
    name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GroundName {
    /// Personal data of somebody who did not agree to publication
    PersonalData,
    /// A person's request under the right to erasure
    ErasureRequest,
    /// Content against the law
    Unlawful,
    /// A court's or an authority's order
    Order,
    /// Deliberation that is still under way
    Deliberation,
    /// Against the programme's published house rules
    HouseRules,
    /// Whoever proposed it asks that only what was decided be public: this hides and never erases
    ProposerRequest,
}

impl From<GroundName> for Ground {
    fn from(name: GroundName) -> Ground {
        match name {
            GroundName::PersonalData => Ground::PersonalData,
            GroundName::ErasureRequest => Ground::ErasureRequest,
            GroundName::Unlawful => Ground::Unlawful,
            GroundName::Order => Ground::Order,
            GroundName::Deliberation => Ground::Deliberation,
            GroundName::HouseRules => Ground::HouseRules,
            GroundName::ProposerRequest => Ground::ProposerRequest,
        }
    }
}

impl ContentAction {
    fn body(&self) -> &BodyArguments {
        match self {
            ContentAction::Restrict { body, .. }
            | ContentAction::Release { body }
            | ContentAction::Erase { body, .. } => body,
        }
    }
}

impl BodyArguments {
    /// Refuses an entry or a body that is not there, before the record says anything of it.
    async fn check(&self, store: &Store) -> Result<()> {
        let BodyArguments { entry, name } = self;
        let Some(detail) = store.entry(*entry).await? else {
            let size = store.size().await?;
            refuse!("acts-no-entry", entry = entry, size = size);
        };
        let names: Vec<&str> = detail.bodies.iter().map(BodyView::name).collect();
        if names.is_empty() {
            refuse!("acts-no-content", entry = entry);
        }
        if !names.contains(&name.as_str()) {
            let names = names.join(", ");
            refuse!(
                "acts-other-content",
                entry = entry,
                name = name,
                names = names
            );
        }
        Ok(())
    }
}

/// Whether a content is a ballot or a score sheet of a vote whose selection is published: that says what it said, and the published
/// result cannot be erased.
async fn is_counted(store: &Store, body: &BodyArguments) -> Result<bool> {
    if ![BALLOT, SCORES].contains(&body.name.as_str()) {
        return Ok(false);
    }
    let Some(detail) = store.entry(body.entry).await? else {
        return Ok(false);
    };
    let entry: Value = serde_json::from_slice(&detail.bytes)?;
    let named = |field: &str| entry["facts"][field].as_str().unwrap_or_default();
    let (programme, vote) = (named("programme"), named("vote"));
    let counted = store.with_state(|state| {
        let vote = state.vote(programme, vote);
        vote.is_ok_and(|vote| !vote.selected_at.is_empty())
    });
    Ok(counted.await?)
}

impl ContentCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let store = DataDirectory::open(arguments)?
            .store(arguments, Accepted::default())
            .await?;
        self.action.body().check(&store).await?;
        let actor = self.actor.who()?;
        let mut remains = Vec::new();
        let counted = match &self.action {
            ContentAction::Erase { body, .. } => is_counted(&store, body).await?,
            ContentAction::Restrict { .. } | ContentAction::Release { .. } => false,
        };
        let (done, receipt) = match self.action {
            ContentAction::Restrict {
                body: BodyArguments { entry, name },
                ground,
                roles,
                review_by,
            } => {
                let facts = ContentRestricted {
                    entry,
                    name,
                    ground: ground.into(),
                    roles,
                    review_by,
                };
                ("restricted", store.restrict(actor.clone(), facts).await?)
            }
            ContentAction::Release {
                body: BodyArguments { entry, name },
            } => {
                let facts = ContentReleased { entry, name };
                ("released", store.release(actor.clone(), facts).await?)
            }
            ContentAction::Erase {
                body: BodyArguments { entry, name },
                ground,
            } => {
                let facts = ContentErased {
                    entry,
                    name,
                    ground: ground.into(),
                };
                let erased = store.erase(actor.clone(), facts).await?;
                remains = erased.remains;
                ("erased", erased.receipt)
            }
        };
        tracing::debug!(target: SECURITY, %actor, done, entry = receipt.proof.index, "a content was changed");
        let entry = receipt.proof.index;
        say!(
            "madang: {}",
            match done {
                "restricted" => t!("acts-restricted", entry = entry),
                "released" => t!("acts-released", entry = entry),
                _ => t!("acts-erased", entry = entry),
            }
        );
        if counted {
            say!("madang: {}", t!("acts-erased-counted"));
        }
        if !remains.is_empty() {
            say!("madang: {}", t!("acts-remains"));
        }
        for place in remains {
            say!("  - {}", place.in_language(words::language()));
        }
        store.close().await;
        Ok(())
    }
}
