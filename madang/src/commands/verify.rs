//! `madang verify`: checks a published record.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use madang_programme::voices::code::Code;
use madang_record::time::format_at;
use madang_record::{Policy, VerifyingKey};
use madang_verify::{At, Options, Source, Status, verify};
use madang_words::Language;

use crate::progress::Progress;
use crate::terminal;
use crate::{language, mistakes, words};

/// Check a published record: nothing altered, every rule kept, every selection recomputed
///
/// Reads an exported directory or a portal's address and needs nothing else. Exit code 0: verified. 1: something does not
/// hold; the first entry concerned is named. 2: nothing failed, but something could not be checked. 3: verified, except for
/// facts from outside the record that somebody must look up; they are named. 4: the record could not be read, and nothing
/// was checked. 5: nothing speaks against the record, and the receipt or the earlier checkpoint is not as its log signed it, or
/// another log's.
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
    /// The code on a slip: the voice that it is for is found, and what became of it is said
    #[arg(long, value_name = "CODE", value_parser = code)]
    code: Option<Code>,
    /// Compute every selection again and keep everything that is named, whatever time and memory it takes; otherwise what takes more than
    /// is done for one record is left, and named
    #[arg(long)]
    patient: bool,
    /// Hold the record against the checks of openness at a time too, as it was then, and list what was overdue or broken: 2026-12-31 for
    /// the end of that day where the programme is, or a time, 2026-12-31T09:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<At>,
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
        let on_the_web = self.record.contains("://");
        check_place(&self.record)?;
        let options = self.options()?;
        let checked = t!("verify-checked");
        let progress = match on_the_web {
            true => Progress::waiting_for(&checked, t!("verify-waits", place = self.record)),
            false => Progress::new(&checked),
        };
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
            code: self.code.clone(),
            now: now.ok().map(|now| now.as_secs()),
            at: self.at.clone(),
            work: self.patient.then_some(u64::MAX),
            kept: self.patient.then_some(usize::MAX),
            ..Options::default()
        })
    }
}

/// Refuses a record that is neither an address nor a directory.
///
/// # Errors
/// What is neither.
pub(super) fn check_place(record: &str) -> Result<()> {
    if record.contains("://") || Path::new(record).is_dir() {
        return Ok(());
    }
    // A path is no host that somebody forgot to put the scheme before.
    match record.starts_with(['/', '.', '~']) || record.contains('\\') {
        true => refuse!("verify-no-path", place = record),
        false => refuse!("verify-no-directory", place = record),
    }
}

/// A code as somebody types it.
fn code(text: &str) -> Result<Code, String> {
    text.parse::<Code>()
        .map_err(|wrong| wrong.said().in_language(words::language()))
}

/// A day, or a time as on the record.
pub(super) fn moment(text: &str) -> Result<At, String> {
    let day = || text.parse::<Date>().ok().filter(|_| text.len() == 10);
    let time = || {
        let at = text.parse::<Timestamp>().ok()?;
        format_at(u64::try_from(at.as_millisecond()).ok()?)
    };
    let at = day().map(At::Day).or_else(|| time().map(At::Time));
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
