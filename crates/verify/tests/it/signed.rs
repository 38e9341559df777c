//! Whoever holds the log's key can sign any record. What of it is a lie is caught by the rules, or named as what rests on the
//! signer's word or must be looked up: one statement after another is changed, and the record signed anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use madang_programme::Event;
use madang_verify::{Report, Status};
use serde_json::{Value, json};

use super::support::{Kept, Published, kept};

/// Where a value stands in another: members and places from the outside in.
type Path = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Member(String),
    Place(usize),
}

/// Every value in `value` that holds no other, and every list and object, one of each shape: places of a list are alike.
fn statements(value: &Value) -> Vec<Path> {
    fn walk(
        value: &Value,
        path: &mut Path,
        shape: &mut Vec<String>,
        seen: &mut BTreeSet<String>,
        all: &mut Vec<Path>,
    ) {
        if seen.insert(shape.join("/")) && !path.is_empty() {
            all.push(path.clone());
        }
        let inner: Vec<(Step, String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                // Identifiers that are members, as in a score sheet, are alike too.
                .map(|(name, value)| {
                    let is_id = name.chars().all(|c| c.is_ascii_digit());
                    let shape = if is_id { "#".to_owned() } else { name.clone() };
                    (Step::Member(name.clone()), shape, value)
                })
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(place, value)| (Step::Place(place), "#".to_owned(), value))
                .collect(),
            _ => vec![],
        };
        for (step, name, value) in inner {
            path.push(step);
            shape.push(name);
            walk(value, path, shape, seen, all);
            path.pop();
            shape.pop();
        }
    }
    let mut all = vec![];
    walk(
        value,
        &mut vec![],
        &mut vec![],
        &mut BTreeSet::new(),
        &mut all,
    );
    all
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Member(name) => value.get_mut(name),
        Step::Place(place) => value.get_mut(place),
    })
}

/// Other things that could be said in place of a value.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let mut others = vec![json!(format!("{text}x"))];
            match text.parse::<u64>() {
                Ok(number) => others.push(json!((number + 1).to_string())),
                Err(_) => others.push(json!("")),
            }
            if text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
                others.push(json!(format!("{}{}", "0".repeat(8), &text[8..])));
            }
            others
        }
        Value::Number(number) => match number.as_u64() {
            Some(number) => vec![json!(number + 1), json!(number.saturating_sub(1))],
            None => vec![json!(0)],
        },
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Array(list) => {
            let mut fewer = list.clone();
            fewer.pop();
            let mut more = list.clone();
            more.extend(list.last().cloned());
            let mut turned = list.clone();
            turned.reverse();
            vec![fewer.into(), more.into(), turned.into(), json!(null)]
        }
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("lie".to_owned(), json!(1));
            let mut fewer = members.clone();
            let last = fewer.keys().next_back().cloned();
            last.map(|name| fewer.remove(&name));
            vec![more.into(), fewer.into()]
        }
        Value::Null => vec![json!(1)],
    }
    .into_iter()
    .filter(|other| other != value)
    .collect()
}

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

    /// An entry of each kind, with what is open of it: the last, but for ballots one that was counted.
    pub fn chosen(&self) -> Result<BTreeMap<String, usize>> {
        let mut chosen = BTreeMap::new();
        for kind in Event::kinds() {
            let of_kind = self.kept.of_kind(kind.name)?;
            let is_open = |index: &&usize| {
                let mut bodies = self.kept.record.bodies.iter();
                kind.contents.is_empty() || bodies.any(|body| body.entry == **index as u64)
            };
            if let Some(index) = of_kind.iter().rev().find(is_open).or(of_kind.last()) {
                chosen.insert(kind.name.to_owned(), *index);
            }
        }
        Ok(chosen)
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
                chosen.retain(|kind, _| only.is_empty() || only.contains(&kind.as_str()));
                for (kind, index) in &chosen {
                    liar.of_entry(*index)
                        .with_context(|| format!("{name}: {kind}"))?;
                    let open: Vec<String> = liar
                        .kept
                        .record
                        .bodies
                        .iter()
                        .filter(|body| body.entry == *index as u64)
                        .map(|body| body.name.clone())
                        .collect();
                    for content in open {
                        liar.of_content(*index, &content)
                            .with_context(|| format!("{name}: {kind} {content}"))?;
                    }
                }
                Ok((liar.count, chosen.into_keys().collect()))
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
        "{} statements changed and signed: {} caught, {listed} named, {} passed; kinds that no kept record has: {untried:?}",
        total.changed,
        total.caught,
        total.passed.len()
    );
    println!("named: {:#?}", total.listed);
    assert_eq!(untried, UNTRIED);
    assert!(total.passed.is_empty(), "{:#?}", total.passed);
    assert_eq!(total.caught + listed, total.changed);
    let by_kind = total.by_kind.iter();
    let by_kind: Vec<(&str, u64, u64)> = by_kind
        .map(|(kind, (changed, caught))| (kind.as_str(), *changed, *caught))
        .collect();
    assert_eq!(by_kind, CAUGHT, "{by_kind:#?}");
    Ok(())
}

/// Kinds that no kept record has: whoever adds a kind keeps a record with it, or says here that there is none.
const UNTRIED: [&str; 19] = [
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
];

/// The kept records, and the kinds that are looked at in each; all where none is named.
const RECORDS: [(&str, &[&str]); 5] = [
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
];

/// By kind how many statements are changed, and how many of these lies are caught; the others are named. One that is caught no more
/// shows here, and whoever adds a statement says whether it is.
const CAUGHT: [(&str, u64, u64); 35] = [
    ("action_plan.recorded/1", 87, 57),
    ("audience.defined/1", 111, 93),
    ("ballot.cast/1", 162, 145),
    ("ballot.excluded/1", 36, 35),
    ("ballots.opened/1", 101, 98),
    ("body.established/1", 129, 96),
    ("body.member_appointed/1", 159, 141),
    ("body.member_left/1", 31, 30),
    ("commitment.corrected/1", 67, 57),
    ("commitment.recorded/1", 303, 173),
    ("content.erased/1", 60, 58),
    ("content.released/1", 56, 54),
    ("content.restricted/1", 74, 70),
    ("group.defined/1", 123, 90),
    ("log.created/1", 38, 36),
    ("log.created/2", 21, 20),
    ("log.database_accepted/1", 24, 20),
    ("log.key_rotated/1", 42, 40),
    ("log.operator_named/1", 80, 60),
    ("log.rules_adopted/1", 17, 14),
    ("milestone.recorded/1", 105, 84),
    ("programme.created/1", 186, 144),
    ("programme.created/2", 47, 41),
    ("proposal.amended/1", 83, 61),
    ("proposal.submitted/1", 212, 160),
    ("proposal.withdrawn/1", 29, 28),
    ("proposal.withdrawn/2", 47, 45),
    ("review.recorded/1", 180, 147),
    ("scores.submitted/1", 162, 159),
    ("selection.published/1", 651, 646),
    ("selection_rule.fixed/1", 194, 165),
    ("vote.cancelled/1", 68, 60),
    ("vote.closed/1", 93, 90),
    ("vote.opened/1", 135, 122),
    ("vote.scheduled/1", 39, 33),
];
