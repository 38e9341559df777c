//! Go's own `sumdb/tlog` and `sumdb/note`, which nobody here wrote, on what Madang publishes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use madang_acceptance::data::{Data, TOKEN};
use madang_acceptance::http;
use madang_acceptance::load::{Load, join};
use madang_acceptance::program::{Finished, repository};
use madang_acceptance::record::{self, Altered};

/// Runs the Go verifier: exit code 0 accepted, 1 rejected, 2 it could not check.
fn go(arguments: &[&Path]) -> Result<Finished> {
    let script = repository().join("tests/interop/run.sh");
    Ok(Command::new(script).args(arguments).output()?.into())
}

#[tokio::test]
async fn go_accepts_the_record_and_its_proofs_and_rejects_what_was_altered() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_vote().await?;
    let server = data.serve().await?;
    let load = Load::new(TOKEN, "interop");
    join(load.start(server.address, 8, 300)).await?;
    let old = folder.path().join("old");
    fs::write(&old, http::get(server.address, "/checkpoint").await?.body)?;
    join(load.start(server.address, 8, 1000)).await?;
    let acknowledged = load.acknowledged().await;
    let receipts: Vec<_> = [0, acknowledged.len() / 2, acknowledged.len() - 1]
        .into_iter()
        .map(|position| {
            let file = folder.path().join(format!("receipt-{position}.json"));
            fs::write(&file, &acknowledged[position].receipt).map(|()| file)
        })
        .collect::<std::io::Result<_>>()?;
    server.stop()?;
    let export = data.export(&folder.path().join("export"))?;

    go(&[&export])?.expect(0)?;
    for receipt in &receipts {
        go(&[&export, &old, receipt])?.expect(0)?;
    }

    // A byte in every file.
    for file in record::files(&export)? {
        if !file.starts_with("tile") && file != Path::new("checkpoint") {
            continue;
        }
        let altered = Altered::new(&export.join(&file))?;
        let mut bytes = altered.original().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        altered.write(&bytes)?;
        assert_eq!(
            go(&[&export])?.code,
            Some(1),
            "{} with a flipped bit",
            file.display()
        );
    }
    // Two bundles swapped together with their tiles.
    for kind in ["tile/0", "tile/entries"] {
        let (first, second) = (export.join(kind).join("000"), export.join(kind).join("001"));
        let bytes = fs::read(&first)?;
        fs::copy(&second, &first)?;
        fs::write(&second, bytes)?;
    }
    assert_eq!(
        go(&[&export])?.code,
        Some(1),
        "two bundles swapped together with their tiles"
    );
    Ok(())
}

#[tokio::test]
async fn go_accepts_the_demo() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.demo(None)?;
    let export = data.export(&folder.path().join("export"))?;
    go(&[&export])?.expect(0)?;
    Ok(())
}
