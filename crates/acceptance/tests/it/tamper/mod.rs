//! Whatever is altered in a published record, `verify` fails and names the place. One who alters files without the log's
//! key is caught by the hashes; one who holds the key and makes all files anew is caught by the rules.

use std::path::{Path, PathBuf};

use anyhow::Result;
use madang_acceptance::data::Data;
use madang_acceptance::record::check;
use madang_verify::{Options, Report, Status};
use tempfile::TempDir;

mod bytes;
mod checkpoint;
mod files;

/// A record with a counted vote, on a file system in memory where there is one: thousands of copies are checked.
async fn exported(ballots: u64) -> Result<(TempDir, PathBuf)> {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)?
    } else {
        tempfile::tempdir()?
    };
    let data = Data::new(folder.path().join("data"), None);
    data.selected_vote_with(ballots).await?;
    let export = data.export(&folder.path().join("export"))?;
    // Who the voters are, no record says.
    assert_eq!(judged(&export).status, Status::VerifiedExcept);
    Ok((folder, export))
}

fn judged(export: &Path) -> Report {
    check(export, &Options::default())
}
