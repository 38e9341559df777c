//! `madang key`: the key that signs the checkpoints.

use anyhow::{Context, Result};
use madang_programme::{Actor, Role};

use crate::data::{DataArguments, DataDirectory, new_key};

/// Show or rotate the key that signs the record's checkpoints
#[derive(Debug, clap::Args)]
pub struct KeyCommand {
    #[command(subcommand)]
    action: KeyAction,
}

#[derive(Debug, clap::Subcommand)]
enum KeyAction {
    /// Print the verifier key, for whoever wants to check the record with `madang verify --key`
    Show,
    /// Sign with a new key from here on; the old one signs it over, and the record says so. Stop the server first
    Rotate,
}

impl KeyCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let directory = DataDirectory::open(arguments)?;
        let key = directory
            .key()?
            .context("the data directory has no log.key")?;
        match self.action {
            KeyAction::Show => say!("{}", key.verifying_key()),
            KeyAction::Rotate => {
                let new = new_key(key.name())?;
                let store = directory.store(arguments, None).await?;
                // The new key is kept before it is in force: a stop in between leaves both on disk.
                directory.prepare_key(&new)?;
                let printed = new.verifying_key().to_string();
                let receipt = store
                    .rotate_key(Actor::new(Role::Operator, "console")?, new)
                    .await?;
                directory.take_prepared_key(&key)?;
                say!(
                    "madang: entry {} puts a new key in force:",
                    receipt.proof.index
                );
                say!("{printed}");
                store.close().await;
            }
        }
        Ok(())
    }
}
