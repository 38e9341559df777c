//! `madang rebuild`: the read tables anew from the entries.

use anyhow::Result;

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::progress::Progress;

/// Drop all read tables and make them anew from the entries
///
/// The entries, contents and the tree are not touched. Use it after an upgrade that asks for it, or to be sure.
#[derive(Debug, clap::Args)]
pub struct RebuildCommand {
    #[command(flatten)]
    pub data: DataArguments,
}

impl RebuildCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let directory = DataDirectory::open(arguments)?;
        let store = directory.store(arguments, Accepted::default()).await?;
        let progress = Progress::new(&t!("acts-replayed"));
        let rebuilt = store.rebuild(&|done, of| progress.set(done, of)).await;
        rebuilt.map_err(|error| directory.about_the_database(error))?;
        drop(progress);
        say!("madang: {}", t!("acts-remade", size = store.size().await?));
        store.close().await;
        Ok(())
    }
}
