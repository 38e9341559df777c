//! `madang select`: a selection, on the record.

use anyhow::Result;
use madang_programme::{Actor, Role};

use crate::data::{DataArguments, DataDirectory};
use crate::selecting;

/// Close a vote, open its ballots, run its selection rule and publish the result
///
/// A vote that is selected already is computed again from the record, and nothing is recorded.
#[derive(Debug, clap::Args)]
pub struct SelectCommand {
    /// The programme
    #[arg(long, value_name = "ID")]
    programme: String,
    /// The vote
    #[arg(long, value_name = "ID", default_value = "vote-1")]
    vote: String,
    /// Print the selection as JSON
    #[arg(long)]
    json: bool,
}

impl SelectCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let store = DataDirectory::open(arguments)?
            .store(arguments, None)
            .await?;
        let actor = Actor::new(Role::Official, "console")?;
        let computed = selecting::publish(&store, &actor, &self.programme, &self.vote).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&computed.outcome)?);
        } else {
            for (place, id) in (1..).zip(&computed.facts.selected) {
                println!("{place:>4}  {id}");
            }
            println!(
                "total cost {}, {} ballots counted",
                computed.facts.total_cost, computed.facts.tally.counted
            );
        }
        store.close().await;
        Ok(())
    }
}
