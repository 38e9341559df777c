//! Whoever holds the log's key can sign any record. What of it is a lie is caught by the rules, or named as what rests on the
//! signer's word or must be looked up: one statement after another is changed, and the record signed anew.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use madang_programme::Event;
use madang_verify::{Report, Status};
use serde_json::json;

use super::statements::{Step, at, others, statements};
use super::support::{Kept, Published, kept, records};

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
    let names = records()?;
    let (counts, kinds): (Vec<Count>, Vec<BTreeSet<String>>) = std::thread::scope(|scope| {
        let parts: Vec<_> = names
            .iter()
            .map(|name| scope.spawn(move || lied(name).with_context(|| name.clone())))
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().expect("a part that ends"))
            .collect::<Result<_>>()
    })?;
    let tried: BTreeSet<String> = kinds.into_iter().flatten().collect();
    let mut total = Count::default();
    for count in counts {
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
    }
    let all: BTreeSet<String> = Event::kinds().map(|kind| kind.name.to_owned()).collect();
    let untried: Vec<&String> = all.difference(&tried).collect();
    println!("named: {:#?}", total.listed);
    println!("caught of changed: {:#?}", total.by_kind);
    assert!(untried.is_empty(), "{untried:?} stand in no kept record");
    assert!(total.passed.is_empty(), "{:#?}", total.passed);
    let listed: u64 = total.listed.values().sum();
    assert_eq!(total.caught + listed, total.changed);
    let counted = counted(&total, all.len());
    let security = include_str!("../../../../SECURITY.md").replace('\n', " ");
    assert!(
        security.contains(&counted),
        "SECURITY.md says something else than: {counted}\n{:#?}",
        total.by_kind
    );
    Ok(())
}

/// Tries the lies of a kept record, with every kind that it has. Whoever adds a kind keeps a record with it.
fn lied(name: &str) -> Result<(Count, BTreeSet<String>)> {
    let mut liar = Liar::new(name)?;
    let mut kinds = BTreeSet::new();
    for (kind, index) in liar.chosen()? {
        liar.of_entry(index).with_context(|| kind.clone())?;
        for content in liar.open(index) {
            let tried = liar.of_content(index, &content);
            tried.with_context(|| format!("{kind} {content}"))?;
        }
        kinds.insert(kind);
    }
    Ok((liar.count, kinds))
}

/// What came of it, as SECURITY.md says it: a lie that is caught no more shows there.
fn counted(total: &Count, kinds: usize) -> String {
    let listed: u64 = total.listed.values().sum();
    let pseudonyms = total.listed.get("pseudonyms").copied().unwrap_or_default();
    let number = |number: u64| match number {
        0..=999 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    };
    format!(
        "of {} statements of all {kinds} kinds {} are caught, {} are named as resting on the signer's word ({} of them pseudonyms of \
         who acted), and none passes unnamed.",
        number(total.changed),
        number(total.caught),
        number(listed),
        number(pseudonyms)
    )
}
