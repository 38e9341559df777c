//! Whoever holds the log's key can sign any record. What of it is a lie is caught by the rules, or named as what rests on the
//! signer's word or must be looked up: one statement after another is changed, and the record signed anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use madang_programme::Event;
use madang_verify::{Report, Status};
use serde_json::{Value, json};

use super::support::{Kept, Published, facts, kept};

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
}

impl Count {
    fn add(&mut self, what: String, kind: &str, report: &Report, before: &Report) {
        self.changed += 1;
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
            (look_up, costs)
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

struct Liar {
    kept: Kept,
    before: Report,
    count: Count,
}

impl Liar {
    fn new(name: &str) -> Result<Liar> {
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
    fn chosen(&self) -> Result<BTreeMap<String, usize>> {
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
        let halves = ["2026-11", "2026-11-whole"].map(|name| {
            scope.spawn(move || -> Result<(Count, BTreeSet<String>)> {
                let mut liar = Liar::new(name)?;
                let chosen = liar.chosen()?;
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
        halves
            .into_iter()
            .map(|half| half.join().expect("a half that ends"))
            .collect::<Result<Vec<_>>>()
    })?;
    for (count, kinds) in counts {
        total.changed += count.changed;
        total.caught += count.caught;
        for (kind, listed) in count.listed {
            *total.listed.entry(kind).or_default() += listed;
        }
        total.passed.extend(count.passed);
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
    assert!(total.passed.is_empty(), "{:#?}", total.passed);
    assert!(total.changed > 1000 && tried.len() >= 23, "{tried:?}");
    assert!(total.caught > listed * 2);
    Ok(())
}

#[test]
fn a_lot_that_rests_on_any_value_is_to_be_looked_up_and_the_value_is_printed() -> Result<()> {
    let kept = kept("2026-11")?;
    let opened = kept.of_kind("ballots.opened/1")?;
    let opened = *opened.last().context("a lot")?;
    for value in ["1 2 3 4 5 6", "x"] {
        let mut record = kept.record.clone();
        facts(&mut record, opened, |facts| {
            facts["lot"]["value"] = json!(value)
        })?;
        // The selection that follows from another value is another: here it still is the one of the true value.
        assert_eq!(kept.judged(&record)?.status, Status::Failed);
    }
    let report = kept.judged(&kept.record)?;
    let look_up = report.look_up.first().context("the lot")?;
    assert_eq!(look_up.entry, opened as u64);
    let said = look_up.what.to_string();
    for word in ["3 11 15 29 35 44", "first national lottery draw", "seed"] {
        assert!(said.contains(word), "{said}");
    }
    Ok(())
}

#[test]
fn impossible_times_and_identifiers_are_refused() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let all = |change: &dyn Fn(&mut Value)| -> Result<Report> {
        let mut record = kept.record.clone();
        for index in 0..record.entries.len() {
            let mut entry = record.entry(index)?;
            change(&mut entry);
            record.set_entry(index, &entry)?;
        }
        kept.judged(&record)
    };
    let id_at = |at: &str, entry: &Value| {
        // The same random part, with the time of the entry.
        let time = madang_record::time::parse_at(at).unwrap_or_default();
        let time = format!("{time:012x}");
        let id = entry["id"].as_str().unwrap_or_default();
        format!("{}-{}{}", &time[..8], &time[8..], &id[13..])
    };
    for at in ["9999-12-31T00:00:00.000Z", "1970-01-01T00:00:00.000Z"] {
        let report = all(&|entry| {
            entry["id"] = json!(id_at(at, entry));
            entry["at"] = json!(at);
        })?;
        assert_eq!(report.status, Status::Failed, "{at}");
        assert_eq!(
            report.failures[0].entry,
            Some(0),
            "{at}: {:?}",
            report.failures
        );
    }
    let first = kept.record.entry(0)?;
    let report = all(&|entry| {
        entry["id"] = first["id"].clone();
        entry["at"] = first["at"].clone();
    })?;
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.failures[0].entry, Some(1), "{:?}", report.failures);
    Ok(())
}

#[test]
fn sheets_name_candidates_and_everything_has_one_spelling() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let sheet = kept.record.first_of("scores.submitted/1")?;
    let mut bodies = kept.record.bodies.iter();
    let content = bodies
        .find(|body| body.entry == sheet as u64)
        .context("open")?;
    for (id, score) in [("99", "4.5"), ("1", "4.50"), ("1", "04.5"), ("1", "+4.5")] {
        let mut lie = content.content.clone();
        lie["scores"][id] = json!(score);
        let mut record = kept.record.clone();
        record.set_body(sheet, "scores", lie)?;
        let report = kept.judged(&record)?;
        assert_eq!(report.status, Status::Failed, "{id} {score}");
        assert_eq!(report.failures[0].entry, Some(sheet as u64), "{id} {score}");
    }
    let proposal = kept.record.first_of("proposal.submitted/1")?;
    for roles in [json!(["nobody"]), json!(["official", "nobody"])] {
        let mut record = kept.record.clone();
        let mut entry = record.entry(proposal)?;
        entry["bodies"][0]["visibility"] = json!("restricted");
        entry["bodies"][0]["roles"] = roles;
        record.set_entry(proposal, &entry)?;
        super::support::hide(&mut record, proposal, "text");
        let report = kept.judged(&record)?;
        assert_eq!(report.status, Status::Failed);
        assert_eq!(report.failures[0].entry, Some(proposal as u64));
    }
    Ok(())
}
