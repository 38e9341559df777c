//! The checks of openness, asked of a record from its files alone: the same code as on the portal's pages, of the record as it was at
//! a time.

mod told;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use madang_programme::content::ContentState;
use madang_programme::finding::{Check, Finding, Status};
use madang_programme::openness::{Linted, Numbers, in_order, lint_bytes, lints};
use madang_programme::{Event, State, institutions};
use madang_record::time::format_at;
use madang_record::{EntryRef, OpenBodyRef, VisibilityRef};
use madang_words::{Said, Text};
use serde::Serialize;

use crate::Options;
use crate::said::said;

/// Findings that are kept of a check in a programme, and of all of them: a record may have any number.
const MOST_KEPT: (usize, usize) = (1_000, 10_000);

/// Contents with personal data that are kept until it is known which of them are still public.
const MOST_LINTED: usize = 50_000;

/// Names of institutions that are kept.
const MOST_NAMED: usize = 10_000;
/// When a record is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// At a time, UTC, as on the record: `2026-12-31T09:00:00.000Z`.
    Time(String),
    /// At the end of a day where the record's first programme is; of a record without one, in UTC.
    Day(Date),
}

/// A day at whose end a record was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// The day: `2026-12-31`.
    pub date: String,
    /// The zone that it ends in.
    pub zone: String,
}

/// What the checks found at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Openness {
    /// The time, UTC.
    pub at: String,
    /// The day whose end that is, where a day was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// The time of the last entry, where the record as it was read ends before `at`: nobody can tell from it what came after, and what
    /// is overdue is so if nothing was done since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// How many entries the record had by then: what came later says nothing here.
    pub entries: u64,
    /// How each check stands in each programme, also where there was nothing to ask.
    pub checks: Vec<Standing>,
    /// What was found, by programme and check, the worst first: all of it, or as much as [`Standing::unlisted`] leaves.
    pub findings: Vec<Finding>,
    /// What the institutions are called that these name, by programme and identifier, as far as that was kept.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub institutions: BTreeMap<String, BTreeMap<String, Text>>,
    /// What was not asked or not read, and how to get it.
    pub left: Vec<Said>,
}

/// How a check stands in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The programme.
    pub programme: String,
    /// The check.
    pub check: Check,
    /// How many findings are held.
    pub held: u64,
    /// How many are not yet due.
    pub not_yet_due: u64,
    /// How many are overdue.
    pub overdue: u64,
    /// How many are broken.
    pub broken: u64,
    /// How many of these are not among the findings that are listed: the best ones.
    pub unlisted: u64,
}

/// The checks as they are asked while a record is read.
#[derive(Debug)]
pub(crate) struct Asked {
    at: String,
    /// The day whose end that is.
    day: Option<Date>,
    /// The zone in which the day ends, once a programme has one.
    zone: Option<String>,
    /// Whether everything is kept, whatever memory it takes.
    all: bool,
    linted: Vec<Linted>,
    /// Contents that are not published, and were public when their entries were made.
    unseen: Vec<(u64, &'static str)>,
    /// Contents of either sort beyond those that are kept.
    beyond: u64,
    /// What institutions are called, by programme and identifier.
    named: BTreeMap<(String, String), Text>,
    found: Option<Openness>,
}

impl Asked {
    /// Where a time is asked for.
    pub(crate) fn of(options: &Options) -> Option<Asked> {
        let (at, day) = match options.at.as_ref()? {
            At::Time(at) => (at.clone(), None),
            At::Day(day) => (end_of(*day, UTC), Some(*day)),
        };
        Some(Asked {
            at,
            day,
            zone: None,
            all: options.kept.is_some_and(|most| most == usize::MAX),
            linted: Vec::new(),
            unseen: Vec::new(),
            beyond: 0,
            named: BTreeMap::new(),
            found: None,
        })
    }

    /// Meets an entry of this time before `state` takes it: once one is later than what is asked for, all that counts is there.
    pub(crate) fn before(&mut self, at: &str, state: &State) {
        if self.found.is_some() {
            return;
        }
        self.settle(state);
        if at > self.at.as_str() {
            self.found = Some(self.ask(state));
        }
    }

    /// A day ends where the first programme is, as soon as there is one.
    fn settle(&mut self, state: &State) {
        let (Some(day), None) = (self.day, &self.zone) else {
            return;
        };
        let first = state.programme_ids().next();
        let Some(first) = first.and_then(|id| state.programme(id).ok()) else {
            return;
        };
        self.at = end_of(day, &first.zone);
        self.zone = Some(first.zone.clone());
    }

    /// Looks through what is published of an entry.
    pub(crate) fn look(
        &mut self,
        index: u64,
        event: &Event,
        entry: &EntryRef<'_>,
        open: &[OpenBodyRef<'_>],
    ) {
        if entry.space.is_empty() || self.found.is_some() {
            return;
        }
        self.name(event);
        for rule in event.fact().contents().iter().filter(|rule| lints(rule)) {
            let content = open.iter().find(|body| *body.name == *rule.name);
            let linted = match content {
                // What is no JSON was told already.
                Some(content) => lint_bytes(content.content.get().as_bytes()).ok().flatten(),
                None if is_public(entry, rule.name) => None,
                None => continue,
            };
            if content.is_some() && linted.is_none() {
                continue;
            }
            if self.linted.len() + self.unseen.len() >= MOST_LINTED && !self.all {
                self.beyond += 1;
            } else if content.is_none() {
                self.unseen.push((index, rule.name));
            } else {
                self.linted.push(Linted {
                    programme: entry.space.to_owned(),
                    entry: index,
                    name: rule.name.to_owned(),
                    subject: entry.subject.to_owned(),
                    at: entry.at.to_owned(),
                });
            }
        }
    }

    /// Keeps what an institution is called from here on.
    fn name(&mut self, event: &Event) {
        let Event::Institutions(institutions::Event::InstitutionNamed(named)) = event else {
            return;
        };
        let key = (named.programme.clone(), named.id.clone());
        if self.named.len() < MOST_NAMED || self.all || self.named.contains_key(&key) {
            self.named.insert(key, named.name.clone());
        }
    }

    /// What was found; `replayed` where the record was read to its end by the rules, and `state` is what followed.
    pub(crate) fn finish(mut self, replayed: bool, state: &State) -> Openness {
        match self.found.take() {
            Some(found) => found,
            None if replayed => {
                self.settle(state);
                let ends = (state.last_at < self.at).then(|| state.last_at.clone());
                Openness {
                    ends,
                    ..self.ask(state)
                }
            }
            None => Openness {
                left: vec![said("verify-openness-unread").number("entries", state.size)],
                ..self.nothing(state)
            },
        }
    }

    fn nothing(&self, state: &State) -> Openness {
        Openness {
            at: self.at.clone(),
            day: self.day.map(|day| Day {
                date: day.to_string(),
                zone: self.zone.clone().unwrap_or_else(|| UTC.to_owned()),
            }),
            ends: None,
            entries: state.size,
            checks: Vec::new(),
            findings: Vec::new(),
            institutions: BTreeMap::new(),
            left: Vec::new(),
        }
    }

    fn ask(&mut self, state: &State) -> Openness {
        // What was hidden since is public no more.
        let hidden = |entry: u64, name: &str| match state.content(entry, name) {
            Some(ContentState::Restricted { .. } | ContentState::Erased { .. }) => true,
            Some(ContentState::Released { .. }) | None => false,
        };
        self.linted
            .retain(|linted| !hidden(linted.entry, &linted.name));
        // What is hidden only later could be read by everybody then, and by nobody now.
        self.unseen.retain(|(entry, name)| !hidden(*entry, name));
        let mut kept = Kept::of(state, self.all);
        let asked = state.check_all_openness(&self.linted, &self.at, &mut |finding| {
            kept.take(finding);
        });
        let mut found = kept.finish(self.nothing(state));
        self.named_in(&mut found);
        if asked.is_err() {
            let left = said("verify-openness-no-time").text("at", &self.at);
            found.left.push(left);
        }
        let unseen = self.unseen.len() as u64;
        if unseen > 0 {
            let left = said("verify-openness-unseen").number("unseen", unseen);
            found.left.push(left);
        }
        if self.beyond > 0 {
            let left = said("verify-openness-beyond").number("beyond", self.beyond);
            found.left.push(left.number("most", MOST_LINTED as u64));
        }
        found
    }
}

impl Asked {
    /// Adds what the institutions are called that the findings name.
    fn named_in(&self, found: &mut Openness) {
        for finding in &found.findings {
            let Some(id) = &finding.institution else {
                continue;
            };
            let key = (finding.programme.clone(), id.clone());
            if let Some(name) = self.named.get(&key) {
                let of_programme = found.institutions.entry(key.0).or_default();
                of_programme.entry(key.1).or_insert_with(|| name.clone());
            }
        }
    }
}

/// Whether an entry's content was public when it was made.
fn is_public(entry: &EntryRef<'_>, name: &str) -> bool {
    let mut commitments = entry.bodies.iter();
    commitments.any(|one| one.name == name && matches!(one.visibility, VisibilityRef::Public))
}

/// Findings as they come, programme after programme: all are counted, the worst are kept.
struct Kept {
    by_programme: BTreeMap<String, BTreeMap<Check, (Numbers, Vec<Finding>)>>,
    /// How many are kept of one check, and of all of them.
    most: (usize, usize),
}

impl Kept {
    fn of(state: &State, all: bool) -> Kept {
        let none = || Check::ALL.map(|check| (check, Default::default())).into();
        let programmes = state.programme_ids();
        Kept {
            by_programme: programmes.map(|id| (id.to_owned(), none())).collect(),
            most: match all {
                true => (usize::MAX, usize::MAX),
                false => MOST_KEPT,
            },
        }
    }

    fn take(&mut self, finding: Finding) {
        let checks = self.by_programme.get_mut(&finding.programme);
        // Every programme that something is found in is one of the state's.
        let Some((numbers, kept)) = checks.and_then(|all| all.get_mut(&finding.check)) else {
            return;
        };
        numbers.add(finding.status);
        kept.push(finding);
        if kept.len() / 2 > self.most.0 {
            worst(kept, self.most.0);
        }
    }

    fn finish(self, mut found: Openness) -> Openness {
        let mut room = self.most.1;
        let checks = self.by_programme.into_iter();
        let checks = checks.flat_map(|(programme, checks)| {
            let checks = checks.into_iter();
            checks.map(move |(check, of)| (programme.clone(), check, of))
        });
        for (programme, check, (numbers, mut kept)) in checks {
            worst(&mut kept, self.most.0.min(room));
            room -= kept.len();
            let all: u64 = Status::ALL.map(|status| numbers.of(status)).iter().sum();
            found.checks.push(Standing {
                programme,
                check,
                held: numbers.of(Status::Held),
                not_yet_due: numbers.of(Status::NotYetDue),
                overdue: numbers.of(Status::Overdue),
                broken: numbers.of(Status::Broken),
                unlisted: all - kept.len() as u64,
            });
            found.findings.append(&mut kept);
        }
        let unlisted: u64 = found.checks.iter().map(|check| check.unlisted).sum();
        if unlisted > 0 {
            let left = said("verify-openness-unlisted").number("unlisted", unlisted);
            found.left.push(left);
        }
        found
    }
}

/// Keeps so many of the worst, in their order.
fn worst(findings: &mut Vec<Finding>, most: usize) {
    findings.sort_by(|one, other| in_order(one).cmp(&in_order(other)));
    findings.truncate(most);
}

/// Where a record has no programme, its days are those of its entries' times.
const UTC: &str = "UTC";

/// The last moment of a day in a zone, as on the record.
fn end_of(day: Date, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let next = day.tomorrow().and_then(|next| next.to_zoned(zone));
    let last = next.ok().map(|next| next.timestamp().as_millisecond() - 1);
    let last = last.and_then(|last| format_at(u64::try_from(last).ok()?));
    // Of a day that no record can have, what is no time says so.
    last.unwrap_or_else(|| day.to_string())
}
