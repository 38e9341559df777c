//! `madang match`: which services are for somebody, and which may be.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use madang_eligibility::{
    Language as RuleLanguage, Matched, Profile, Rule, Scope, Subject, Truth, Variable,
};
use madang_words::Language;
use serde_json::Value;

use super::services::{Catalogue, CatalogueArguments, contradiction, problem, text};
use crate::terminal::{self, padded, width};
use crate::words;

/// Tell which services are for somebody, may be, or are not: by reviewed rules, and by the marks of 정부24 where there is none
///
///   madang match profiles.json --conditions supportConditions.jsonl
///   madang match profiles.json --conditions supportConditions.jsonl --services serviceList.jsonl --rules rules --json
///
/// What was not said is not known, and never "no". Marks alone never say that somebody is entitled.
/// Nothing is sent anywhere. Ends with 2 where a profile has mistakes: it is not evaluated, all others are.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct MatchCommand {
    /// Profiles: a JSON list, each with an id, a day, and what is known of person, household and business
    #[arg(value_name = "PROFILES")]
    profiles: PathBuf,
    #[command(flatten)]
    catalogue: CatalogueArguments,
    /// Print what comes of each profile as JSON
    #[arg(long)]
    json: bool,
}

impl MatchCommand {
    pub fn run(&self) -> Result<ExitCode> {
        let profiles = self.profiles()?;
        let catalogue = self.catalogue.read()?;
        let mut found: BTreeMap<&str, Matched> = BTreeMap::new();
        let mut days = BTreeSet::new();
        let mut read: BTreeMap<&str, Profile> = BTreeMap::new();
        for (id, value) in &profiles {
            let matched = match Profile::read(value) {
                Ok(profile) => {
                    days.insert(profile.day);
                    let matched = catalogue.book.on(profile.day).matched(&profile);
                    read.insert(id, profile);
                    matched
                }
                Err(errors) => Matched::refused(errors),
            };
            found.insert(id, matched);
        }
        catalogue.tell_without_value(&days);
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            terminal::json(&mut out, &found)?;
        } else {
            for (id, value) in &profiles {
                if let Some(matched) = found.get(id.as_str()) {
                    let because = |service: &str| {
                        let profile = read.get(id.as_str())?;
                        because(catalogue.rule(service, profile.day)?, profile, &catalogue)
                    };
                    print(&mut out, &title(id, value), matched, &catalogue, because)?;
                }
            }
        }
        out.flush()?;
        let wrong = found.values().any(|matched| !matched.errors.is_empty());
        Ok(if wrong {
            ExitCode::from(2)
        } else {
            ExitCode::SUCCESS
        })
    }

    /// The profiles with their names, in the order of the file.
    fn profiles(&self) -> Result<Vec<(String, Value)>> {
        let path = &self.profiles;
        let unread = || t!("files-cannot-read", file = path);
        let Value::Array(list) = serde_json::from_str(&text(path)?).with_context(unread)? else {
            refuse!("services-profiles-list", file = path);
        };
        let mut profiles: Vec<(String, Value)> = Vec::new();
        for (number, value) in (1_usize..).zip(list) {
            let Some(id) = value.get("id").and_then(Value::as_str) else {
                refuse!("services-profile-nameless", file = path, number = number);
            };
            if profiles.iter().any(|(other, _)| other == id) {
                refuse!("services-profile-twice", file = path, id = id);
            }
            profiles.push((id.to_owned(), value));
        }
        Ok(profiles)
    }
}

/// What a profile is called.
fn title(id: &str, value: &Value) -> String {
    let language = match words::language() {
        Language::Ko => "ko",
        _ => "en",
    };
    match value
        .pointer(&format!("/title/{language}"))
        .and_then(Value::as_str)
    {
        Some(title) => format!("{id}  {title}"),
        None => id.to_owned(),
    }
}

/// A profile in words: what is wrong or doubtful, then services by verdict. A reviewed rule stands in the place of marks.
fn print(
    out: &mut impl Write,
    title: &str,
    matched: &Matched,
    catalogue: &Catalogue,
    because: impl Fn(&str) -> Option<String>,
) -> Result<()> {
    row!(out, "{title}")?;
    for error in &matched.errors {
        let what = problem(&error.problem);
        row!(
            out,
            "  {}",
            t!("services-profile-wrong", place = error.place, what = what)
        )?;
    }
    if !matched.errors.is_empty() {
        row!(out, "  {}", t!("services-profile-skipped"))?;
        row!(out, "")?;
        return Ok(());
    }
    for warning in &matched.warnings {
        row!(
            out,
            "  {}",
            t!("services-profile-doubtful", what = contradiction(warning))
        )?;
    }
    let rules = matched
        .rules
        .iter()
        .map(|(id, rule)| (id, rule.value, rule.reach.as_slice()));
    let rules: Vec<_> = rules.collect();
    let marks = matched
        .services
        .iter()
        .filter(|(id, _)| !matched.rules.contains_key(*id));
    let marks: Vec<_> = marks
        .map(|(id, service)| (id, service.value, service.reach.as_slice()))
        .collect();
    let of = |all: &[(&String, Truth, &[usize])], value| {
        all.iter().filter(|(_, found, _)| *found == value).count()
    };
    let summary = t!(
        "services-counts",
        entitled = of(&rules, Truth::True),
        may = of(&marks, Truth::True),
        open = of(&rules, Truth::Unknown) + of(&marks, Truth::Unknown),
        not = of(&rules, Truth::False) + of(&marks, Truth::False)
    );
    row!(out, "  {summary}")?;
    let entitled = (t!("services-entitled"), &rules, Truth::True);
    let may = (t!("services-may"), &marks, Truth::True);
    let open = (t!("services-open"), &rules, Truth::Unknown);
    let not = (t!("services-not"), &rules, Truth::False);
    for (word, services, value) in [entitled, may, open, not] {
        for (id, _, reach) in services.iter().filter(|(_, found, _)| *found == value) {
            let who = match reach {
                [] | [0] => String::new(),
                people => {
                    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
                    t!("services-for", people = people.join(", "))
                }
            };
            let line = format!(
                "{}  {}  {} {who}",
                padded(&word, word_width()),
                padded(id, 22),
                catalogue.name(id)
            );
            row!(out, "  {}", line.trim_end())?;
            if let Some(because) = because(id).filter(|_| value != Truth::True) {
                row!(out, "  {}  {because}", padded("", word_width()))?;
            }
        }
    }
    row!(out, "")?;
    Ok(())
}

/// What is still to be known for a rule to hold, the least there is, or why it does not: of the visitor alone. Nothing where everybody in the
/// household is asked, of whom each has their own.
fn because(rule: &Rule, profile: &Profile, catalogue: &Catalogue) -> Option<String> {
    if profile.scope == Scope::Household && rule.subject == Subject::Person {
        return None;
    }
    let insight = rule.insight(profile, &catalogue.parameters)?;
    if let Some(set) = insight.yes.first() {
        let names: Vec<String> = set.iter().map(label).collect();
        return Some(t!("services-needs", names = names.join(", ")));
    }
    let reasons = rule.reasons(profile, &catalogue.parameters);
    let conditions = |holds: bool| {
        let each = reasons
            .first()?
            .iter()
            .filter(|because| because.holds == holds);
        let each: Vec<String> = each
            .map(|because| because.condition.print(language()))
            .collect();
        (!each.is_empty()).then(|| each.join("; "))
    };
    let fails = conditions(false).map(|all| t!("services-fails", conditions = all));
    let holds = conditions(true).map(|all| t!("services-holds", conditions = all));
    match (fails, holds) {
        (None, None) => None,
        (fails, holds) => Some(
            [fails, holds]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("  "),
        ),
    }
}

/// What a fact is called, and of whom it is where it is not of the visitor.
fn label(variable: &Variable) -> String {
    let name = match language() {
        RuleLanguage::Korean => variable.fact.korean(),
        RuleLanguage::English => variable.fact.english(),
    };
    match variable.person {
        0 => name.to_owned(),
        person => t!("services-of-member", name = name, person = person),
    }
}

/// The language in which conditions are written.
fn language() -> RuleLanguage {
    match words::language() {
        Language::Ko => RuleLanguage::Korean,
        _ => RuleLanguage::English,
    }
}

fn word_width() -> usize {
    let all = [
        t!("services-entitled"),
        t!("services-may"),
        t!("services-open"),
        t!("services-not"),
    ];
    all.iter().map(|word| width(word)).max().unwrap_or(0)
}
