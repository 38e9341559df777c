//! Entries are neither later than a witness who saw them, nor earlier than one who saw the log without them.

use std::fs;

use anyhow::{Context, Result};
use madang_record::time::parse_at;
use madang_record::{Policy, SigningKey, cosignature};
use madang_verify::{Options, Status};

use super::support::{kept, workplace};

#[test]
fn what_a_witness_did_not_see_yet_is_not_dated_before() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let size = 100;
    let mut earlier = kept.record.clone();
    earlier.entries.truncate(size);
    earlier.bodies.retain(|body| body.entry < size as u64);
    let folder = workplace()?;
    earlier.write(folder.path(), &kept.key)?;
    let note = fs::read_to_string(folder.path().join("checkpoint"))?;
    let (text, _) = note.rsplit_once("\n\n").context("a note")?;
    let witness = SigningKey::cosigner_from_seed("witness.example/one", [5; 32])?;
    let policy = format!(
        "log {}\nwitness one {}\nquorum none\n",
        kept.record.key.trim(),
        witness.verifying_key()
    );
    let next = kept.record.entry(size)?;
    let next = next["at"].as_str().and_then(parse_at).context("a time")? / 1000;
    // Clocks may differ by ten minutes.
    for (time, status) in [
        (next, Status::VerifiedExcept),
        (next + 600, Status::VerifiedExcept),
        (next + 602, Status::Failed),
        (next + 86_400, Status::Failed),
    ] {
        let line = cosignature::sign(&witness, &format!("{text}\n"), time)?;
        let options = Options {
            old: Some(format!("{note}{line}")),
            policy: Some(Policy::parse(&policy)?),
            ..Options::default()
        };
        let report = kept.judged_with(&kept.record, options)?;
        assert_eq!(
            report.status,
            status,
            "{}: {:?}",
            time - next,
            report.failures
        );
        if status == Status::Failed {
            assert_eq!(report.failures[0].entry, Some(size as u64));
            let said = report.failures[0].reason.to_string();
            assert!(said.contains("dated back"), "{said}");
        }
    }
    Ok(())
}
