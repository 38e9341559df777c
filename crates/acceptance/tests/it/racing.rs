//! Commands that begin at the same moment on one data directory: each does its work or says why not, and no key is lost.

use std::collections::BTreeSet;
use std::process::{Child, Stdio};

use anyhow::Result;
use madang_acceptance::data::{Data, PROGRAMME, VOTE};
use madang_acceptance::program::{Finished, repository, run};
use madang_acceptance::record::Published;

/// Commands that begin together.
const TOGETHER: usize = 4;
const ROUNDS: usize = 10;

/// Runs the same command so often at once; each must end well.
fn race(data: &Data, arguments: &[&str]) -> Result<()> {
    let start = |_| -> Result<Child> {
        let mut command = data.command(arguments.iter().copied());
        Ok(command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?)
    };
    let racing: Vec<Child> = (0..TOGETHER).map(start).collect::<Result<_>>()?;
    for child in racing {
        Finished::from(child.wait_with_output()?).expect(0)?;
    }
    Ok(())
}

#[test]
fn first_commands_that_begin_together_make_one_record() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = repository().join("examples/kr0018/commitments.json");
    let import = ["import", &file.to_string_lossy()];
    for round in 0..ROUNDS {
        let data = Data::new(folder.path().join(format!("data-{round}")), None);
        race(&data, &import)?;
        let export = data.export(&folder.path().join(format!("export-{round}")))?;
        run(["verify", &export.to_string_lossy()])?.expect(0)?;
    }
    Ok(())
}

#[tokio::test]
async fn rotations_that_begin_together_lose_no_key() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = Data::new(folder.path().join("data"), None);
    data.open_vote().await?;
    for _ in 0..ROUNDS {
        race(&data, &["key", "rotate"])?;
    }
    // The key in force is at hand: the record goes on under it.
    let cancel = ["vote", "cancel", PROGRAMME, VOTE, "--reason", "en=A test"];
    data.run(cancel)?.expect(0)?;
    let export = data.export(&folder.path().join("export"))?;
    run(["verify", &export.to_string_lossy()])?.expect(0)?;
    let record = Published::read(&export)?;
    let mut rotated = BTreeSet::new();
    for index in 0..record.entries.len() {
        let entry = record.entry(index)?;
        if entry["kind"] == "log.key_rotated/1" {
            rotated.insert(entry["facts"]["key"].to_string());
        }
    }
    assert_eq!(
        rotated.len(),
        TOGETHER * ROUNDS,
        "each rotation has its key"
    );
    Ok(())
}
