#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod announcements;
mod attachments;
mod became;
mod beyond;
mod brought;
mod code;
mod contents;
mod costs;
mod dating;
mod ended;
mod fates;
mod ids;
mod keys;
mod opening;
mod openness;
mod pass;
mod promises;
mod ranges;
mod recompute;
mod report;
mod said;
mod source;
mod statements;
mod tiles;
mod trace;
mod weighed;
mod work;

use madang_programme::becomes::Becomes;
use madang_programme::trace::Reach;
use madang_programme::voices::code::Code;
use madang_programme::{Event, votes};
use madang_record::{Checkpoint, Policy, VerifyingKey};
pub use madang_words::Said;

use became::became;
pub use became::{Became, EntryFate, HiddenContent, hidden};
use brought::{Expectation, ExpectationKind};
pub use code::CodeAnswer;
use dating::Dating;
use opening::{Opened, check_keys, open_checkpoint};
pub use openness::{At, Day, Openness, Standing};
use pass::{Pass, Passed};
use promises::Promise;
pub use recompute::votes::{Explainer, Fate, NotCounted, fate};
use recompute::votes::{Recount, Watched};
pub use report::{
    Cost, Failure, LookUp, ReceiptAnswer, Recomputed, Report, RunBy, Status, Unchecked, What,
};
use said::{counted, said};
pub use source::{Source, SourceError};
pub use trace::{Traced, TracedHop, TracedThing, Without};
use work::Work;

/// Where a record keeps its checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// Where a record names the key in force.
pub const LOG_KEY: &str = "log.vkey";

/// What to hold a record against.
#[derive(Debug, Default)]
pub struct Options {
    /// Keys that the person who asks trusts. Without one the key that the record names itself is taken, which proves
    /// that the record is consistent, not whose it is.
    pub keys: Vec<VerifyingKey>,
    /// Witnesses that must have cosigned.
    pub policy: Option<Policy>,
    /// An earlier checkpoint, as a signed note: the record must still contain that state. Where it is none, nothing is checked.
    pub old: Option<String>,
    /// A citizen's receipt, as JSON: its entry must stand in the record. Where it is none, nothing is checked.
    pub receipt: Option<String>,
    /// The code of somebody's slip: the voice that it is for is found, and what became of it said.
    pub code: Option<Code>,
    /// The clock of whoever verifies, in seconds since the Unix epoch: entries may not be later. Without it they may be of any
    /// time.
    pub now: Option<u64>,
    /// How much selecting is done for the whole record: looks at a project, or at a choice on a ballot. What would take more is
    /// left, and named. Without it about a minute's, and more for each entry.
    pub work: Option<u64>,
    /// How many bytes of memory are taken for things that are named on the record, as they are counted; a record that names more is not
    /// read to its end, and that is said. Without it 128 MiB, with which checking takes less than 200 MB; with [`usize::MAX`] everything,
    /// findings of openness too, whatever it takes.
    pub kept: Option<usize>,
    /// An entry: the trace of what it is about is told.
    pub trace: Option<u64>,
    /// How far that is followed; to the end without it.
    pub reach: Option<Reach>,
    /// At which time the record, as it was then, is held against the checks of openness; not at all without it.
    pub at: Option<At>,
    /// Which engine's explanations are held against those on the record: this version's unless said otherwise.
    pub explainer: Explainer,
}

impl Options {
    /// Keys of the log as the person who asks knows them: a record by any other is another record.
    pub(crate) fn trusted(&self) -> Vec<VerifyingKey> {
        let of_policy = self.policy.iter().flat_map(|policy| policy.logs());
        self.keys.iter().chain(of_policy).cloned().collect()
    }
}

/// Checks a published record. `progress` is told how many entries are done, of how many.
///
/// It reads everything once. Memory does not grow with the number of entries; it grows with the number of things on
/// the record (proposals, votes), up to a bound, and for a selection with the number of distinct ballots.
pub fn verify(source: &Source, options: &Options, progress: &mut dyn FnMut(u64, u64)) -> Report {
    let mut report = Report::new();
    // What somebody brought and nobody can read is no fault of the record.
    let Some(promises) = promises::of(options, &mut report) else {
        return report.finish();
    };
    let mut dating = Dating::new(options.now);
    if let Some(opened) = open_checkpoint(source, options, &mut dating, &mut report) {
        check_record(
            source,
            options,
            (&opened, &promises),
            dating,
            &mut report,
            progress,
        );
    }
    report.finish()
}

fn check_record(
    source: &Source,
    options: &Options,
    (opened, promises): (&Opened, &[Promise]),
    mut dating: Dating,
    report: &mut Report,
    progress: &mut dyn FnMut(u64, u64),
) {
    let Checkpoint { size, root, .. } = &opened.checkpoint;
    date_promises(promises, options, &mut dating, report);
    let expectations = expectations(promises, *size);
    let watched = promises.iter().find_map(watched);
    let failures_before = report.failures.len();
    let recount = Recount::new(watched, Work::new(options), options.explainer);
    let asked = promises.iter().find_map(Promise::entry);
    let asked = asked.map(|(index, _)| index);
    let mut pass = Pass::new(source, report, expectations, dating, recount, asked);
    pass.openness = openness::Asked::of(options);
    pass.most_kept = options.kept.unwrap_or(pass::MOST_KEPT);
    let reach = options.reach.unwrap_or(Reach::WHOLE);
    pass.tracer = options.trace.map(|asked| trace::Tracer::of(asked, reach));
    let mut passed = pass.run(*size, options.now, progress);
    report.openness = passed.openness.take();
    if passed.size != *size {
        judge_as_far_as_read(promises, &passed, options, report);
        return;
    }
    beyond::tell(source, *size, report);
    if passed.root == *root {
        report.hold(said("verify-holds-root").text("size", counted(*size)));
    } else if only_of_what_was_brought(&report.failures[failures_before..]) {
        let reason = said("verify-root")
            .text("is", passed.root)
            .text("must", root);
        report.fail(None, CHECKPOINT, reason);
    }
    let Some(log) = passed.state.log() else {
        if *size == 0 {
            report.fail(None, CHECKPOINT, said("verify-empty"));
        }
        return;
    };
    check_keys(opened, options, log, report);
    for promise in promises {
        promise.judge(log, &options.trusted(), report);
    }
    report.operator = log.operator.as_ref().map(|said| RunBy {
        name: said.facts.name.clone(),
        entry: said.entry,
        statements: said.statements,
    });
    if let Some(wanted) = &options.code {
        report.code = code::found(&passed.state, &log.origin, wanted);
        if report.code.is_empty() {
            report.receipt_refused = Some(said("verify-code-unknown"));
        }
    }
    if !report.has_failed() {
        tell(*size, report);
        let tracer = passed.tracer.take();
        report.trace = tracer.and_then(|tracer| tracer.finish(&passed.state));
        if report.receipt_refused.is_none() {
            answer(promises, &passed, report);
        }
    }
}

/// Judges what was brought against a record that was not read to its end: as far as it was, its keys are known.
fn judge_as_far_as_read(
    promises: &[Promise],
    passed: &Passed,
    options: &Options,
    report: &mut Report,
) {
    for promise in promises {
        match passed.state.log() {
            Some(log) if promise.checkpoint.size <= passed.size => {
                promise.judge(log, &options.trusted(), report);
            }
            _ => report.forget(promise.name),
        }
    }
}

/// Whether nothing failed but what a receipt or an earlier checkpoint shows, which goes again where that is none of this record's.
fn only_of_what_was_brought(failures: &[report::Failure]) -> bool {
    let mut places = failures.iter().map(|failure| &failure.place);
    places.all(|place| brought::is_brought(place))
}

/// Witnesses of the policy that cosigned an earlier checkpoint saw its entries then.
fn date_promises(
    promises: &[Promise],
    options: &Options,
    dating: &mut Dating,
    report: &mut Report,
) {
    let Some(policy) = &options.policy else {
        return;
    };
    for promise in promises {
        // An earlier checkpoint need not meet the policy: its cosignatures, if it has any, only date it.
        if let Ok(outcome) = policy.check_with_logs(promise.note(), &options.trusted()) {
            dating.cosigned(promise.checkpoint.size, &outcome.witnesses, report);
        }
    }
}

/// What the record must show of what was signed earlier, as far as it goes: what is newer is told once it is known whose it is.
fn expectations(promises: &[Promise], size: u64) -> Vec<Expectation> {
    let all = promises.iter().flat_map(Promise::expectations);
    let within = all.filter(|expectation| match expectation.kind {
        ExpectationKind::Root { size: at, .. } => at <= size,
        ExpectationKind::Leaf { index, .. } => index < size,
    });
    within.collect()
}

/// The ballot of a receipt, whose fate is asked for.
fn watched(promise: &Promise) -> Option<Watched> {
    let (index, entry) = promise.entry()?;
    let event = Event::parse(entry.kind, entry.facts).ok()?;
    let Becomes::Ballot(ballot) = event.fact().becomes() else {
        return None;
    };
    let own = promise.content(votes::BALLOT);
    Some(Watched::new(index, ballot, own))
}

/// Says what holds, where nothing fails.
fn tell(size: u64, report: &mut Report) {
    let kinds = report.kinds.len() as u64;
    report.hold(
        said("verify-holds-rules")
            .text("size", counted(size))
            .number("kinds", kinds),
    );
    report.hold(said("verify-holds-contents").text("count", counted(report.open_bodies)));
    if report.attachments > 0 {
        report.hold(said("verify-holds-attachments").text("count", counted(report.attachments)));
    }
    for recomputed in report.recomputed.clone() {
        report.hold(
            said("verify-holds-selection")
                .text("subject", recomputed.subject)
                .number("entry", recomputed.entry)
                .number("selected", recomputed.selected)
                .text("counted", counted(recomputed.counted)),
        );
    }
}

/// Answers a receipt with what became of what it is for.
fn answer(promises: &[Promise], passed: &Passed, report: &mut Report) {
    let entry = promises.iter().find_map(Promise::entry);
    let Some((entry, of)) = entry.filter(|(entry, _)| *entry < passed.size) else {
        return;
    };
    let ballot = passed.watched.as_ref();
    let ballot = ballot.map(|watched| watched.followed(&passed.state));
    // An entry that stands in a record that was replayed is one of its events.
    let Ok(event) = Event::parse(of.kind, of.facts) else {
        return;
    };
    let other = match &ballot {
        Some(_) => None,
        None => Some(became(&passed.state, entry, &event, &passed.actors)),
    };
    let actors = &passed.actors;
    let says = match (&ballot, &other) {
        (Some(followed), _) => {
            let became = followed.fate.said(entry);
            match &followed.hidden {
                Some(hidden) => hidden.beside(became, actors),
                None => became,
            }
        }
        (None, Some(other)) => other.said(entry, of.kind, actors),
        (None, None) => return,
    };
    report.receipt = Some(ReceiptAnswer {
        entry,
        kind: of.kind.to_owned(),
        hidden: ballot.as_ref().and_then(|ballot| ballot.hidden.clone()),
        ballot: ballot.and_then(|ballot| serde_json::to_value(ballot.fate).ok()),
        became: other,
        says,
    });
}
