//! `madang key`: the key that signs the checkpoints.

use anyhow::{Context, Result};

use crate::data::{DataArguments, DataDirectory, Rotated};
use crate::logging::SECURITY;

/// Show or rotate the key that signs the record's checkpoints
#[derive(Debug, clap::Args)]
pub struct KeyCommand {
    #[command(subcommand)]
    action: KeyAction,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum KeyAction {
    /// Print the verifier key, for whoever wants to check the record with `madang verify --key`
    Show,
    /// Sign with a new key from here on; the old one signs it over, and the record says so. Stop the server first.
    ///
    /// The new key is kept in `log.key.next` until it is in force, the old ones stay as `log.key.<id>`. Stopped half-way, run
    /// it again: it goes on.
    Rotate,
}

impl KeyCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let directory = DataDirectory::open(arguments)?;
        match self.action {
            KeyAction::Show => {
                let key = directory.key()?;
                let key = key.with_context(|| t!("key-none", file = directory.file("log.key")))?;
                say!("{}", key.verifying_key());
            }
            KeyAction::Rotate => match directory.rotate_key(arguments).await? {
                Rotated::Now { entry, key } => {
                    tracing::debug!(target: SECURITY, entry, "the log's key was rotated");
                    say!("madang: {}", t!("key-now", entry = entry));
                    say!("{key}");
                }
                Rotated::Finished { key } => {
                    say!("madang: {}", t!("key-finished"));
                    say!("{key}");
                }
            },
        }
        Ok(())
    }
}
