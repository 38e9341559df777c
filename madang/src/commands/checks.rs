//! `madang checks`: what the checks of openness find on a published record at a time.

use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use madang_programme::finding::{Check, Finding, Status as Standing};
use madang_record::VerifyingKey;
use madang_verify::{At, Openness, Options, Source, Status, verify};
use madang_words::Language;
use serde::Serialize;

use super::verify::{check_place, moment};
use crate::progress::Progress;
use crate::{language, terminal, words};

/// Hold a published record against the checks of openness at a time, as it was then
///
/// The record is checked first, as `madang verify` does; of one that does not hold nothing is told. Exit codes are those of
/// `madang verify`, whatever the checks find.
#[derive(Debug, clap::Args)]
pub struct ChecksArguments {
    /// Directory that `madang export` wrote, or the address of a portal
    #[arg(value_name = "DIRECTORY|URL")]
    record: String,
    /// When: 2026-12-31 for the end of that day where the programme is, or a time, 2026-12-31T09:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: At,
    /// Key of the log that you trust, as a signed-note verifier key; may be given several times
    #[arg(long, value_name = "VKEY")]
    key: Vec<String>,
    /// Language of what is told; without it Korean where LC_ALL, LC_MESSAGES or LANG asks for it, else English
    #[arg(long, value_parser = language::spoken(), value_name = "LANGUAGE")]
    language: Option<Language>,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

/// What was found, for scripts: how many checks stand each way by their worst finding, and every finding.
#[derive(Debug, Serialize)]
struct Found<'a> {
    held: usize,
    not_yet_due: usize,
    overdue: usize,
    broken: usize,
    findings: Vec<One<'a>>,
}

/// A finding, for scripts.
#[derive(Debug, Serialize)]
struct One<'a> {
    check: &'static str,
    subject: &'a str,
    status: &'static str,
    due: Option<&'a str>,
    done: Option<&'a str>,
    late: u32,
    /// Whether it is held because a duty was waived in time.
    by_waiver: bool,
    entries: &'a [u64],
}

impl<'a> From<&'a Finding> for One<'a> {
    fn from(finding: &'a Finding) -> One<'a> {
        One {
            check: finding.check.id(),
            subject: &finding.subject,
            status: finding.status.name(),
            due: finding.due.as_deref(),
            done: finding.done.as_deref(),
            late: finding.late,
            by_waiver: finding.by_waiver,
            entries: &finding.entries,
        }
    }
}

impl<'a> Found<'a> {
    fn of(openness: &'a Openness) -> Found<'a> {
        let worst = worst(openness);
        let stand = |so: Standing| worst.values().filter(|worst| **worst == so).count();
        Found {
            held: stand(Standing::Held),
            not_yet_due: stand(Standing::NotYetDue),
            overdue: stand(Standing::Overdue),
            broken: stand(Standing::Broken),
            findings: openness.findings.iter().map(One::from).collect(),
        }
    }
}

/// How the worst finding of each check stands; where there is nothing to ask, it is not yet due. A check that has something to ask in
/// any programme is not one that has nothing.
fn worst(openness: &Openness) -> BTreeMap<Check, Standing> {
    let mut worst: BTreeMap<Check, Option<Standing>> = Check::ALL.map(|check| (check, None)).into();
    for finding in &openness.findings {
        let known = worst.entry(finding.check).or_default();
        *known = (*known).max(Some(finding.status));
    }
    let known = worst.into_iter();
    known
        .map(|(check, worst)| (check, worst.unwrap_or(Standing::NotYetDue)))
        .collect()
}

impl ChecksArguments {
    pub fn run(self) -> Result<ExitCode> {
        check_place(&self.record)?;
        let keys = self.key.iter().map(|key| {
            let read = key.trim().parse::<VerifyingKey>().ok();
            read.with_context(|| t!("verify-key", key = key))
        });
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let options = Options {
            keys: keys.collect::<Result<Vec<_>>>()?,
            now: now.ok().map(|now| now.as_secs()),
            at: Some(self.at),
            kept: Some(usize::MAX),
            ..Options::default()
        };
        let progress = Progress::new(&t!("verify-checked"));
        let source = Source::new(&self.record);
        let report = verify(&source, &options, &mut |done, of| progress.set(done, of));
        drop(progress);
        let language = self.language.unwrap_or_else(words::language);
        let holds = match report.status {
            Status::Failed | Status::Unread | Status::ReceiptRefused => false,
            Status::Verified | Status::Incomplete | Status::VerifiedExcept => true,
        };
        let Some(openness) = report.openness.as_ref().filter(|_| holds) else {
            for line in report.text(language).lines() {
                note!("{line}");
            }
            return Ok(ExitCode::from(report.status.exit_code()));
        };
        if self.json {
            terminal::json(&mut io::stdout().lock(), &Found::of(openness))?;
        } else {
            tell(openness, language);
        }
        Ok(ExitCode::from(report.status.exit_code()))
    }
}

fn tell(openness: &Openness, language: Language) {
    for (check, worst) in worst(openness) {
        let asks = check.said().in_language(language);
        say!("{} {}: {}", check.id(), stands(worst), asks);
    }
    let late = openness.findings.iter();
    let late = late.filter(|one| matches!(one.status, Standing::Overdue | Standing::Broken));
    for one in late {
        let entries: Vec<String> = one.entries.iter().map(u64::to_string).collect();
        say!(
            "{}",
            t!(
                "checks-late",
                check = one.check.id(),
                subject = one.subject,
                stands = stands(one.status),
                days = one.late,
                entries = entries.join(", ")
            )
        );
    }
    for left in &openness.left {
        say!("{}", left.in_language(language));
    }
}

fn stands(status: Standing) -> String {
    match status {
        Standing::Held => t!("checks-held"),
        Standing::NotYetDue => t!("checks-not-yet-due"),
        Standing::Overdue => t!("checks-overdue"),
        Standing::Broken => t!("checks-broken"),
    }
}
