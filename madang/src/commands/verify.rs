//! `madang verify`: checks a published record.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use jiff::Timestamp;
use madang_record::time::format_at;
use madang_record::{Policy, VerifyingKey};
use madang_verify::{Options, Source, Status, verify};
use madang_words::Language;

use crate::progress::Progress;
use crate::terminal;
use crate::{language, mistakes, words};

/// Check a published record: nothing altered, every rule kept, every selection recomputed
///
/// Reads an exported directory or a portal's address and needs nothing else. Exit code 0: verified. 1: something does not
/// hold; the first entry concerned is named. 2: nothing failed, but something could not be checked. 3: verified, except for
/// facts from outside the record that somebody must look up; they are named. 4: the record could not be read, and nothing
/// was checked. 5: nothing speaks against the record, and the receipt is not as its log handed it out, or another log's.
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
    /// A receipt: its entry must stand in the record, and what became of it is said
    #[arg(long, value_name = "FILE")]
    receipt: Option<PathBuf>,
    /// Compute every selection again, however long it takes; otherwise what takes more than is done for one record is left, and named
    #[arg(long)]
    patient: bool,
    /// Hold the record against the checks of openness at a time too, and list what is overdue or broken: 2026-12-31, or a time of
    /// that day, 2026-12-31T09:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<String>,
    /// Language of the report; without it Korean where LC_ALL, LC_MESSAGES or LANG asks for it, else English
    #[arg(long, value_parser = language::spoken(), value_name = "LANGUAGE")]
    language: Option<Language>,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

impl VerifyArguments {
    pub fn run(self) -> Result<ExitCode> {
        let language = self.language.unwrap_or_else(words::language);
        match self.checked(language) {
            Ok(code) => Ok(code),
            Err(error) => {
                // Whoever asks by a script tells a record that does not hold from one that was not looked at.
                note!("madang: {}", mistakes::in_one_line(&error));
                Ok(ExitCode::from(Status::Unread.exit_code()))
            }
        }
    }

    fn checked(&self, language: Language) -> Result<ExitCode> {
        let source = Source::new(&self.record);
        if !self.record.contains("://") && !PathBuf::from(&self.record).is_dir() {
            refuse!("verify-no-directory", place = self.record);
        }
        let options = self.options()?;
        let progress = Progress::new(&t!("verify-checked"));
        let report = verify(&source, &options, &mut |done, of| progress.set(done, of));
        drop(progress);
        if self.json {
            terminal::json(&mut io::stdout().lock(), &report)?;
        } else {
            for line in report.text(language).lines() {
                say!("{line}");
            }
        }
        Ok(ExitCode::from(report.status.exit_code()))
    }

    fn options(&self) -> Result<Options> {
        let keys = self
            .key
            .iter()
            .map(|key| {
                key.trim()
                    .parse::<VerifyingKey>()
                    .with_context(|| t!("verify-key", key = key))
            })
            .collect::<Result<Vec<_>>>()?;
        let policy = match read("--policy", self.policy.as_ref())? {
            Some(text) => Some(Policy::parse(&text).with_context(|| t!("verify-policy"))?),
            None => None,
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Ok(Options {
            keys,
            policy,
            old: read("--old", self.old.as_ref())?,
            receipt: read("--receipt", self.receipt.as_ref())?,
            now: now.ok().map(|now| now.as_secs()),
            at: self.at.clone(),
            work: self.patient.then_some(u64::MAX),
            ..Options::default()
        })
    }
}

/// A time as on the record, from a day or a time of one.
fn moment(text: &str) -> Result<String, String> {
    let whole = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        _ => text.to_owned(),
    };
    let at = whole.parse::<Timestamp>().ok();
    let at = at.and_then(|at| format_at(u64::try_from(at.as_millisecond()).ok()?));
    at.ok_or_else(|| t!("verify-no-time", text = text))
}

/// The text of a file that an option names.
fn read(option: &str, file: Option<&PathBuf>) -> Result<Option<String>> {
    file.map(|file| {
        let read = madang_exchange::Source::read_small(file);
        let read = read.with_context(|| option.to_owned())?;
        // A signed note saved by mail or on Windows has other line ends, and says the same.
        Ok(read.lines())
    })
    .transpose()
}
