//! `madang log`: what an operator decides about the record itself.

use anyhow::Result;
use madang_programme::log::{RULES, RulesAdopted};
use madang_programme::{Actor, Command, Role};

use super::acting::{ActorArguments, act, open};
use crate::data::DataArguments;

/// Hold the record to newer rules
#[derive(Debug, clap::Args)]
pub struct LogCommand {
    #[command(subcommand)]
    action: LogAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum LogAction {
    /// Hold the record to this version's rules from here on; what is on record stays as it is
    ///
    /// A record says in its entries which rules it is held to. One that an earlier version began stays under that version's
    /// until this is said: identifiers that can be told apart, real dates, texts that can be shown, and ballots of a vote under
    /// way taken out only by an entry that names vote and ground.
    AdoptRules,
}

impl LogCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let LogAction::AdoptRules = self.action;
        let (_, store) = open(data).await?;
        let held = store.with_state(|state| state.rules()).await?;
        if held >= RULES {
            say!("madang: {}", t!("acts-rules-already", rules = held));
        } else {
            let operator = Actor::new(Role::Operator, &self.actor.post("console"))?;
            let done = t!("acts-rules", rules = RULES);
            let adopted = Command::plain(RulesAdopted { rules: RULES });
            act(&store, operator, vec![adopted], &done).await?;
        }
        store.close().await;
        Ok(())
    }
}
