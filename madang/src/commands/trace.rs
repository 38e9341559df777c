//! `madang trace`: where a thing on a published record came from, and what became of it.

use std::collections::BTreeSet;
use std::io;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use madang_programme::answers::DispositionKind;
use madang_programme::trace::{AnswerStanding, How, Reach, Way};
use madang_record::VerifyingKey;
use madang_verify::{Options, Source, Status, Traced, TracedHop, TracedThing, Without, verify};
use madang_words::Language;

use super::verify::check_place;
use crate::progress::Progress;
use crate::{language, terminal, words};

/// Follow a voice, need, proposal, answer or selection of a published record: what it grew out of, and what grew out of it
///
/// The record is checked first, as `madang verify` does; of one that does not hold nothing is told. Exit codes are those of
/// `madang verify`.
#[derive(Debug, clap::Args)]
pub struct TraceArguments {
    /// Directory that `madang export` wrote, or the address of a portal
    #[arg(value_name = "DIRECTORY|URL")]
    record: String,
    /// An entry about the thing
    #[arg(value_name = "ENTRY")]
    entry: u64,
    /// Key of the log that you trust, as a signed-note verifier key; may be given several times
    #[arg(long, value_name = "VKEY")]
    key: Vec<String>,
    /// Language of what is told; without it Korean where LC_ALL, LC_MESSAGES or LANG asks for it, else English
    #[arg(long, value_parser = language::spoken(), value_name = "LANGUAGE")]
    language: Option<Language>,
    /// Tell the whole way, however long it is, and every thing on it; JSON always does
    #[arg(long)]
    all: bool,
    /// Print the trace as JSON
    #[arg(long)]
    json: bool,
}

impl TraceArguments {
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
            trace: Some(self.entry),
            reach: (!self.all && !self.json).then_some(Reach::DRAWN),
            ..Options::default()
        };
        let progress = Progress::new(&t!("verify-checked"));
        let source = Source::new(&self.record);
        let report = verify(&source, &options, &mut |done, of| progress.set(done, of));
        drop(progress);
        match report.status {
            Status::Failed | Status::Unread | Status::ReceiptRefused => {
                for line in report
                    .text(self.language.unwrap_or_else(words::language))
                    .lines()
                {
                    note!("{line}");
                }
                return Ok(ExitCode::from(report.status.exit_code()));
            }
            Status::Verified | Status::Incomplete | Status::VerifiedExcept => {}
        }
        let Some(traced) = &report.trace else {
            refuse!("trace-of-nothing", entry = self.entry);
        };
        if self.json {
            terminal::json(&mut io::stdout().lock(), traced)?;
        } else {
            tell(traced);
        }
        Ok(ExitCode::from(report.status.exit_code()))
    }
}

fn tell(traced: &Traced) {
    say!("{}", name(traced, traced.thing));
    for (way, hops) in [(Way::Back, &traced.back), (Way::Forward, &traced.forward)] {
        let (heading, none) = match way {
            Way::Back => (t!("trace-back"), t!("trace-back-none")),
            Way::Forward => (t!("trace-forward"), t!("trace-forward-none")),
        };
        say!("");
        say!("{heading}");
        if hops.is_empty() {
            say!("  {none}");
        }
        branch(traced, way, hops, traced.thing, 1, &mut BTreeSet::new());
    }
    if traced.cut {
        say!("");
        say!("{}", t!("trace-cut"));
    }
}

fn name(traced: &Traced, entry: u64) -> String {
    let known = traced.things.iter().find(|thing| thing.entry == entry);
    let Some(TracedThing {
        subject,
        answer,
        words,
        without,
        ..
    }) = known
    else {
        return t!("trace-thing", subject = "", entry = entry);
    };
    let subject = &match answer {
        Some(answer) => t!(
            "trace-answer",
            subject = subject,
            standing = standing(answer)
        ),
        None => subject.clone(),
    };
    let words = words.as_ref().and_then(|text| text.best(words::language()));
    let words = match (words, without) {
        (Some((_, words)), _) => t!("trace-words", words = words),
        (None, Some(Without::Restricted)) => t!("trace-restricted"),
        (None, Some(Without::Erased)) => t!("trace-erased"),
        (None, Some(Without::Unkept)) => t!("trace-unkept"),
        (None, None) => return t!("trace-thing", subject = subject, entry = entry),
    };
    t!(
        "trace-thing-called",
        subject = subject,
        words = words,
        entry = entry
    )
}

/// What an answer decided, and how far that is.
fn standing(answer: &AnswerStanding) -> String {
    let mut said = match answer.disposition {
        DispositionKind::Adopted => t!("trace-adopted"),
        DispositionKind::AdoptedInPart => t!("trace-adopted-in-part"),
        DispositionKind::Merged => t!("trace-merged"),
        DispositionKind::NotAdopted => t!("trace-not-adopted"),
        DispositionKind::OutOfScope => t!("trace-out-of-scope"),
        DispositionKind::AlreadyExists => t!("trace-already-exists"),
    };
    if let Some(day) = &answer.planned_by {
        said.push_str(&t!("trace-answer-planned", day = day));
    }
    if let Some(told) = &answer.progress {
        let step = match told.step {
            "started" => t!("trace-started"),
            "done" => t!("trace-done"),
            "delayed" => t!("trace-delayed"),
            "dropped" => t!("trace-dropped"),
            other => other.to_owned(),
        };
        said.push_str(&t!("trace-answer-progress", step = step));
    }
    if let Some(entry) = answer.replaced_by {
        said.push_str(&t!("trace-answer-replaced", entry = entry));
    }
    said
}

/// Tells what a thing leads to, and where that leads; each thing's own way once.
fn branch(
    traced: &Traced,
    way: Way,
    hops: &[TracedHop],
    of: u64,
    depth: usize,
    told: &mut BTreeSet<u64>,
) {
    if !told.insert(of) {
        return;
    }
    let indent = "  ".repeat(depth);
    for hop in hops.iter().filter(|hop| hop.of == of) {
        let how = how(hop.how, way);
        for to in &hop.things {
            say!("{indent}{how} {}", name(traced, *to));
            branch(traced, way, hops, *to, depth + 1, told);
        }
        let more = hop.total.saturating_sub(hop.things.len() as u64);
        if more > 0 {
            say!("{indent}{how} {}", t!("trace-more", number = more));
        }
    }
}

fn how(name: &str, way: Way) -> String {
    let Some(how) = How::named(name) else {
        return name.to_owned();
    };
    match (how, way) {
        (How::Answers, Way::Back) => t!("trace-answers-back"),
        (How::Answers, Way::Forward) => t!("trace-answers-forward"),
        (How::CarriesOn, Way::Back) => t!("trace-carries-back"),
        (How::CarriesOn, Way::Forward) => t!("trace-carries-forward"),
        (How::Groups, Way::Back) => t!("trace-groups-back"),
        (How::Groups, Way::Forward) => t!("trace-groups-forward"),
        (How::PartOf, Way::Back) => t!("trace-part-back"),
        (How::PartOf, Way::Forward) => t!("trace-part-forward"),
        (How::TakesUp, Way::Back) => t!("trace-takes-back"),
        (How::TakesUp, Way::Forward) => t!("trace-takes-forward"),
        (How::Meets, Way::Back) => t!("trace-meets-back"),
        (How::Meets, Way::Forward) => t!("trace-meets-forward"),
        (How::GrowsFrom, Way::Back) => t!("trace-grows-back"),
        (How::GrowsFrom, Way::Forward) => t!("trace-grows-forward"),
        (How::Selects, Way::Back) => t!("trace-selects-back"),
        (How::Selects, Way::Forward) => t!("trace-selects-forward"),
        (How::PassesOver, Way::Back) => t!("trace-passes-back"),
        (How::PassesOver, Way::Forward) => t!("trace-passes-forward"),
        (How::AnswersVoice, Way::Back) => t!("trace-voice-back"),
        (How::AnswersVoice, Way::Forward) => t!("trace-voice-forward"),
        (How::Develops, Way::Back) => t!("trace-develops-back"),
        (How::Develops, Way::Forward) => t!("trace-develops-forward"),
        (How::VersionOf, Way::Back) => t!("trace-version-back"),
        (How::VersionOf, Way::Forward) => t!("trace-version-forward"),
        (How::RestsOn, Way::Back) => t!("trace-rests-back"),
        (How::RestsOn, Way::Forward) => t!("trace-rests-forward"),
        (How::SpeaksOf, Way::Back) => t!("trace-speaks-back"),
        (How::SpeaksOf, Way::Forward) => t!("trace-speaks-forward"),
    }
}
