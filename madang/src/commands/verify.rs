//! `madang verify`: checks a published record.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use madang_record::{Policy, VerifyingKey};
use madang_verify::{Options, Report, Source, Status, verify};

use crate::progress::Progress;
use crate::terminal;

/// Check a published record: nothing altered, every rule kept, every selection recomputed
///
/// Reads an exported directory or a portal's address and needs nothing else. Exit code 0: verified. 1: something does not
/// hold; the first entry concerned is named. 2: nothing failed, but something could not be checked.
#[derive(Debug, clap::Args)]
pub struct VerifyArguments {
    /// Directory that `madang export` wrote, or the address of a portal
    #[arg(value_name = "DIRECTORY|URL")]
    record: String,
    /// Key of the log that you trust, as a signed-note verifier key; may be given several times
    #[arg(long, value_name = "VKEY")]
    key: Vec<String>,
    /// Witness policy (tlog-policy): the checkpoint must carry its quorum of cosignatures
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// An earlier checkpoint: the record must still contain all it covered
    #[arg(long, value_name = "CHECKPOINT")]
    old: Option<PathBuf>,
    /// A receipt: its entry must stand in the record
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

impl VerifyArguments {
    pub fn run(self) -> Result<ExitCode> {
        let keys = self
            .key
            .iter()
            .map(|key| {
                key.trim()
                    .parse::<VerifyingKey>()
                    .with_context(|| format!("--key {key}: not a verifier key"))
            })
            .collect::<Result<Vec<_>>>()?;
        let policy = match read(self.policy.as_ref())? {
            Some(text) => {
                Some(Policy::parse(&text).context("--policy: the policy cannot be read")?)
            }
            None => None,
        };
        let options = Options {
            keys,
            policy,
            old: read(self.old.as_ref())?,
            receipt: read(self.receipt.as_ref())?,
        };
        let source = Source::new(&self.record);
        if let Source::Directory(directory) = &source
            && !directory.is_dir()
        {
            bail!(
                "there is no directory {0}; an address begins with https:// or http://, as in http://{0}",
                self.record
            );
        }
        let progress = Progress::new("entries checked");
        let report = verify(&source, &options, &mut |done, of| progress.set(done, of));
        drop(progress);
        if self.json {
            terminal::json(&mut io::stdout().lock(), &report)?;
        } else {
            print(&report);
        }
        Ok(ExitCode::from(report.status.exit_code()))
    }
}

fn read(file: Option<&PathBuf>) -> Result<Option<String>> {
    file.map(|file| {
        let read = madang_exchange::Source::read(file)?;
        Ok(read.text().to_owned())
    })
    .transpose()
}

fn print(report: &Report) {
    if let Some(origin) = &report.origin {
        say!("record {origin}, {} entries", report.size);
    }
    for sentence in &report.holds {
        say!("  holds    {sentence}");
    }
    for failure in &report.failures {
        match failure.entry {
            Some(entry) => say!(
                "  FAILED   entry {entry}, {}: {}",
                failure.place,
                failure.reason
            ),
            None => say!("  FAILED   {}: {}", failure.place, failure.reason),
        }
    }
    if report.more_failures > 0 {
        say!("  FAILED   and {} more", report.more_failures);
    }
    for unchecked in &report.unchecked {
        let word = if unchecked.by_rule {
            "sealed"
        } else {
            "unchecked"
        };
        let entries = match unchecked.entries.as_str() {
            "" => String::new(),
            entries => format!(" (entries {entries})"),
        };
        say!(
            "  {word:<9} {} × {}{entries}: {}",
            unchecked.count,
            unchecked.what,
            unchecked.reason
        );
    }
    if report.key_from_record && report.key.is_some() {
        say!(
            "  note     the key came with the record; to be sure whose record it is, get the key elsewhere and pass it with --key"
        );
    }
    say!(
        "{}",
        match report.status {
            Status::Verified => "VERIFIED",
            Status::Failed => "FAILED",
            Status::Incomplete => "INCOMPLETE: nothing failed, but not everything could be checked",
        }
    );
}
