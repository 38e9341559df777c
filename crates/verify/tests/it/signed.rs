//! Whoever holds the log's key can sign any record. What of it is a lie is caught by the rules, or named as what rests on the
//! signer's word or must be looked up: one statement after another is changed, and the record signed anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use madang_programme::Event;
use madang_verify::{Report, Status};
use serde_json::json;

use super::statements::{Step, at, others, statements};
use super::support::{Kept, Published, kept};

/// How many statements were changed, and what came of it.
#[derive(Debug, Default)]
struct Count {
    changed: u64,
    caught: u64,
    listed: BTreeMap<String, u64>,
    passed: Vec<String>,
    /// By kind how many were changed, and how many of those were caught.
    by_kind: BTreeMap<String, (u64, u64)>,
}

impl Count {
    fn add(&mut self, what: String, kind: &str, report: &Report, before: &Report) {
        self.changed += 1;
        let of_kind = self.by_kind.entry(kind.to_owned()).or_default();
        of_kind.0 += 1;
        of_kind.1 += u64::from(report.status == Status::Failed);
        let told = |report: &Report| {
            let look_up: Vec<String> = report
                .look_up
                .iter()
                .map(|one| one.what.to_string())
                .collect();
            let costs: Vec<String> = report
                .costs
                .iter()
                .map(|one| one.what.to_string())
                .collect();
            let unchecked: Vec<String> = report
                .unchecked
                .iter()
                .map(|one| format!("{}: {}", one.entries, one.reason))
                .collect();
            (look_up, costs, unchecked)
        };
        if report.status == Status::Failed {
            self.caught += 1;
        } else if what.contains("[Member(\"actor\")]") {
            // Which pseudonym acts is nowhere else on the record, and every report says so.
            *self.listed.entry("pseudonyms".to_owned()).or_default() += 1;
        } else if report.stated.contains_key(kind) {
            *self.listed.entry(kind.to_owned()).or_default() += 1;
        } else if told(report) != told(before) {
            *self.listed.entry(format!("{kind}, told")).or_default() += 1;
        } else {
            self.passed.push(what);
        }
    }
}

pub struct Liar {
    pub kept: Kept,
    before: Report,
    count: Count,
}

impl Liar {
    pub fn new(name: &str) -> Result<Liar> {
        let kept = kept(name)?;
        let before = kept.judged(&kept.record)?;
        assert_ne!(before.status, Status::Failed, "{:?}", before.failures);
        Ok(Liar {
            kept,
            before,
            count: Count::default(),
        })
    }

    /// Judges a record with one lie; one that cannot even be written is none.
    fn try_lie(
        &mut self,
        what: String,
        kind: &str,
        lie: impl FnOnce(&mut Published) -> Result<()>,
    ) -> Result<()> {
        let mut record = self.kept.record.clone();
        if lie(&mut record).is_ok() {
            let report = self.kept.judged(&record)?;
            self.count.add(what, kind, &report, &self.before);
        }
        Ok(())
    }

    /// Changes every statement of the entry itself and of its facts.
    fn of_entry(&mut self, index: usize) -> Result<()> {
        let entry = self.kept.record.entry(index)?;
        let kind = entry["kind"].as_str().context("a kind")?.to_owned();
        for path in statements(&entry) {
            let mut whole = entry.clone();
            let value = at(&mut whole, &path).context("a value")?.clone();
            for other in others(&value) {
                let what = format!("{kind} {path:?}: {other}");
                let mut lie = entry.clone();
                *at(&mut lie, &path).context("a value")? = other;
                self.try_lie(what, &kind, |record| record.set_entry(index, &lie))?;
            }
        }
        Ok(())
    }

    /// Changes every statement of an open content, with the hash in its entry.
    fn of_content(&mut self, index: usize, name: &str) -> Result<()> {
        let entry = self.kept.record.entry(index)?;
        let kind = entry["kind"].as_str().context("a kind")?.to_owned();
        let mut bodies = self.kept.record.bodies.iter();
        let body = bodies.find(|body| body.entry == index as u64 && body.name == name);
        let content = body.context("the content")?.content.clone();
        for path in statements(&content) {
            let mut whole = content.clone();
            let value = at(&mut whole, &path).context("a value")?.clone();
            // What an engine wrote is long: one change of each of its statements.
            let most = if kind == "selection.published/1" {
                1
            } else {
                9
            };
            for other in others(&value).into_iter().take(most) {
                let what = format!("{kind} {name} {path:?}: {other}");
                let mut lie = content.clone();
                *at(&mut lie, &path).context("a value")? = other;
                self.try_lie(what, &kind, |record| record.set_body(index, name, lie))?;
            }
        }
        for lie in [json!([]), json!({ "anything": [1, 2] })] {
            let what = format!("{kind} {name}: {lie}");
            self.try_lie(what, &kind, |record| record.set_body(index, name, lie))?;
        }
        Ok(())
    }

    /// Of each kind an entry of each form: of those that say the same statements, and keep the same of their contents open, the last.
    pub fn chosen(&self) -> Result<Vec<(String, usize)>> {
        let mut chosen = vec![];
        for kind in Event::kinds() {
            let mut forms = BTreeMap::new();
            for index in self.kept.of_kind(kind.name)? {
                forms.insert(self.form(index)?, index);
            }
            let forms = forms.into_values();
            chosen.extend(forms.map(|index| (kind.name.to_owned(), index)));
        }
        Ok(chosen)
    }

    /// The names of what an entry's facts state, and of its contents that are open.
    fn form(&self, index: usize) -> Result<BTreeSet<String>> {
        let facts = self.kept.record.entry(index)?["facts"].take();
        let of_step = |step: &Step| match step {
            Step::Member(name) => name.clone(),
            Step::Place(_) => "#".to_owned(),
        };
        let stated = statements(&facts).into_iter();
        let stated = stated.map(|path| path.iter().map(of_step).collect::<Vec<_>>().join("/"));
        let open = self.open(index).into_iter();
        Ok(stated
            .chain(open.map(|name| format!("open {name}")))
            .collect())
    }

    fn open(&self, index: usize) -> Vec<String> {
        let bodies = self.kept.record.bodies.iter();
        let of_entry = bodies.filter(|body| body.entry == index as u64);
        of_entry.map(|body| body.name.clone()).collect()
    }
}

#[test]
fn signed_lies_are_caught_or_named_as_resting_on_a_word() -> Result<()> {
    let mut total = Count::default();
    let mut tried = BTreeSet::new();
    let counts: Vec<(Count, BTreeSet<String>)> = std::thread::scope(|scope| {
        let parts = RECORDS.map(|(name, only)| {
            scope.spawn(move || -> Result<(Count, BTreeSet<String>)> {
                let mut liar = Liar::new(name)?;
                let mut chosen = liar.chosen()?;
                chosen.retain(|(kind, _)| only.is_empty() || only.contains(&kind.as_str()));
                for (kind, index) in &chosen {
                    liar.of_entry(*index)
                        .with_context(|| format!("{name}: {kind}"))?;
                    for content in liar.open(*index) {
                        liar.of_content(*index, &content)
                            .with_context(|| format!("{name}: {kind} {content}"))?;
                    }
                }
                let kinds = chosen.into_iter().map(|(kind, _)| kind);
                Ok((liar.count, kinds.collect()))
            })
        });
        parts
            .into_iter()
            .map(|part| part.join().expect("a part that ends"))
            .collect::<Result<Vec<_>>>()
    })?;
    for (count, kinds) in counts {
        total.changed += count.changed;
        total.caught += count.caught;
        for (kind, listed) in count.listed {
            *total.listed.entry(kind).or_default() += listed;
        }
        total.passed.extend(count.passed);
        for (kind, (changed, caught)) in count.by_kind {
            let of_kind = total.by_kind.entry(kind).or_default();
            *of_kind = (of_kind.0 + changed, of_kind.1 + caught);
        }
        tried.extend(kinds);
    }
    let listed: u64 = total.listed.values().sum();
    let all: BTreeSet<String> = Event::kinds().map(|kind| kind.name.to_owned()).collect();
    let untried: Vec<&String> = all.difference(&tried).collect();
    println!(
        "{} statements changed and signed: {} caught, {listed} named, {} passed",
        total.changed,
        total.caught,
        total.passed.len()
    );
    println!("named: {:#?}", total.listed);
    assert!(untried.is_empty(), "{untried:?} stand in no kept record");
    assert!(total.passed.is_empty(), "{:#?}", total.passed);
    assert_eq!(total.caught + listed, total.changed);
    let by_kind = total.by_kind.iter();
    let by_kind: Vec<(&str, u64, u64)> = by_kind
        .map(|(kind, (changed, caught))| (kind.as_str(), *changed, *caught))
        .collect();
    assert_eq!(by_kind, CAUGHT, "{by_kind:#?}");
    Ok(())
}

/// The kept records, and the kinds that are looked at in each; all where none is named. Whoever adds a kind keeps a record with it.
const RECORDS: [(&str, &[&str]); 7] = [
    ("2026-11", &[]),
    ("2026-11-whole", &[]),
    ("2026-11-rules-4", &[]),
    (
        "2026-11-operator",
        &[
            "commitment.corrected/1",
            "log.database_accepted/1",
            "log.operator_named/1",
            "log.rules_adopted/1",
            "programme.created/2",
        ],
    ),
    ("2026-11-taken-back", &["proposal.withdrawn/2"]),
    (
        "2026-11-listening",
        &[
            "answer.given/1",
            "answer.progress/1",
            "calendar.amended/1",
            "calendar.fixed/1",
            "expertise.asked/1",
            "institution.named/1",
            "need.defined/1",
            "need.merged/1",
            "need.split/1",
            "need.voices_changed/1",
            "periods.fixed/1",
            "reexamination.asked/1",
            "role.ended/1",
            "role.granted/1",
            "voice.received/1",
            "voice.supplement_asked/1",
            "voice.supplemented/1",
            "voice.transferred/1",
            "voice.withdrawn/1",
        ],
    ),
    (
        "2026-11-proposing",
        &[
            "call.opened/1",
            "content.erased/2",
            "proposal.commented/1",
            "proposal.endorsed/1",
            "proposal.endorsement_withdrawn/1",
            "proposal.merged/1",
            "proposal.revised/1",
            "proposal.split/1",
            "proposal.submitted/2",
            "vote.opened/2",
            "vote.rescheduled/1",
            "vote.unscheduled/1",
        ],
    ),
];

/// By kind how many statements are changed, and how many of these lies are caught; the others are named. One that is caught no more
/// shows here, and whoever adds a statement says whether it is.
const CAUGHT: [(&str, u64, u64); 66] = [
    ("action_plan.recorded/1", 318, 182),
    ("answer.given/1", 743, 630),
    ("answer.progress/1", 178, 170),
    ("audience.defined/1", 111, 93),
    ("ballot.cast/1", 254, 231),
    ("ballot.excluded/1", 36, 35),
    ("ballots.opened/1", 159, 154),
    ("body.established/1", 129, 96),
    ("body.member_appointed/1", 204, 184),
    ("body.member_left/1", 31, 30),
    ("calendar.amended/1", 101, 97),
    ("calendar.fixed/1", 39, 36),
    ("call.opened/1", 31, 30),
    ("commitment.corrected/1", 67, 57),
    ("commitment.recorded/1", 838, 446),
    ("content.erased/1", 60, 58),
    ("content.erased/2", 28, 28),
    ("content.released/1", 56, 54),
    ("content.restricted/1", 74, 70),
    ("expertise.asked/1", 33, 33),
    ("group.defined/1", 123, 90),
    ("institution.named/1", 33, 31),
    ("log.created/1", 38, 36),
    ("log.created/2", 21, 20),
    ("log.database_accepted/1", 24, 20),
    ("log.key_rotated/1", 42, 40),
    ("log.operator_named/1", 141, 103),
    ("log.rules_adopted/1", 17, 14),
    ("milestone.recorded/1", 216, 168),
    ("need.defined/1", 96, 92),
    ("need.merged/1", 36, 35),
    ("need.split/1", 77, 75),
    ("need.voices_changed/1", 110, 107),
    ("periods.fixed/1", 74, 63),
    ("programme.created/1", 186, 144),
    ("programme.created/2", 47, 41),
    ("proposal.amended/1", 83, 61),
    ("proposal.commented/1", 138, 133),
    ("proposal.endorsed/1", 31, 30),
    ("proposal.endorsement_withdrawn/1", 31, 31),
    ("proposal.merged/1", 56, 50),
    ("proposal.revised/1", 108, 101),
    ("proposal.split/1", 54, 52),
    ("proposal.submitted/1", 314, 257),
    ("proposal.submitted/2", 548, 514),
    ("proposal.withdrawn/1", 29, 28),
    ("proposal.withdrawn/2", 47, 45),
    ("reexamination.asked/1", 98, 95),
    ("review.recorded/1", 780, 501),
    ("role.ended/1", 28, 27),
    ("role.granted/1", 65, 64),
    ("scores.submitted/1", 162, 159),
    ("selection.published/1", 867, 859),
    ("selection_rule.fixed/1", 320, 289),
    ("voice.received/1", 326, 307),
    ("voice.supplement_asked/1", 51, 45),
    ("voice.supplemented/1", 88, 85),
    ("voice.transferred/1", 52, 50),
    ("voice.withdrawn/1", 29, 28),
    ("vote.cancelled/1", 68, 60),
    ("vote.closed/1", 93, 90),
    ("vote.opened/1", 182, 165),
    ("vote.opened/2", 94, 91),
    ("vote.rescheduled/1", 48, 42),
    ("vote.scheduled/1", 39, 33),
    ("vote.unscheduled/1", 36, 34),
];
