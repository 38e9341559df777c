//! The columns of a table of services.

use madang_eligibility::Day;
use madang_words::{Language, Text};
use serde_json::{Value, json};

use super::cells::{items, joined};
use crate::places::region;
use crate::service::{Cost, Service, Status};

/// Where the words of a service stand that a column is of.
type Place = fn(&mut Service) -> &mut Text;
type Words = (&'static str, Place);
type Line = (&'static str, fn(&mut Service) -> &mut Option<String>);
type List = (&'static str, fn(&mut Service) -> &mut Vec<String>);

/// Texts: a column a language.
const WORDS: [Words; 6] = [
    ("name", |service| &mut service.name),
    ("summary", |service| &mut service.summary),
    ("benefit", |service| &mut service.benefit),
    ("eligibility", |service| &mut service.eligibility_text),
    ("criteria", |service| &mut service.criteria),
    ("apply", |service| &mut service.apply),
];

/// Single values that may be missing.
const LINES: [Line; 9] = [
    ("provider_code", |service| &mut service.provider.code),
    ("department", |service| &mut service.provider.department),
    ("topic", |service| &mut service.topic),
    ("apply_url", |service| &mut service.apply_url),
    ("url", |service| &mut service.url),
    ("office", |service| &mut service.contact.office),
    ("version", |service| &mut service.version),
    ("modified", |service| &mut service.modified),
    ("registered", |service| &mut service.registered),
];

/// Lists of texts.
const LISTS: [List; 9] = [
    ("audiences", |service| &mut service.audiences),
    ("users", |service| &mut service.users),
    ("kinds", |service| &mut service.kinds),
    ("documents", |service| &mut service.documents),
    ("documents_fetched", |service| {
        &mut service.documents_fetched
    }),
    ("documents_identity", |service| {
        &mut service.documents_identity
    }),
    ("phones", |service| &mut service.contact.phones),
    ("languages", |service| &mut service.languages),
    ("legal_basis", |service| &mut service.legal_basis),
];

/// What has a form of its own.
const OTHERS: [&str; 12] = [
    "id",
    "provider",
    "provider_kind",
    "group",
    "minimum_age",
    "maximum_age",
    "deadline_kind",
    "deadline_text",
    "deadline_periods",
    "cost",
    "region",
    "status",
];

/// What was kept of HSDS, as JSON.
const KEPT: &str = "hsds";

/// The columns of these services: those in Korean and English always, others where a service has them.
pub(super) fn of(services: &[Service]) -> Vec<String> {
    let mut columns: Vec<String> = vec!["id".to_owned()];
    for (name, text) in WORDS {
        for language in [Language::Ko, Language::En, Language::Pl, Language::Und] {
            let used = || {
                services
                    .iter()
                    .any(|service| text(&mut service.clone()).0.contains_key(&language))
            };
            if Language::SPOKEN.contains(&language) || used() {
                columns.push(format!("{name}_{}", language.tag()));
            }
        }
    }
    let others = OTHERS.iter().filter(|name| **name != "id").copied();
    let lines = LINES.iter().map(|(name, _)| *name);
    let lists = LISTS.iter().map(|(name, _)| *name);
    columns.extend(others.chain(lines).chain(lists).map(str::to_owned));
    if services.iter().any(|service| !service.hsds.is_empty()) {
        columns.push(KEPT.to_owned());
    }
    columns
}

/// The cells of a service.
pub(super) fn cells(service: &Service, columns: &[String]) -> Vec<String> {
    // The accessors give places that are written to as well.
    let mut service = service.clone();
    columns
        .iter()
        .map(|column| cell(&mut service, column))
        .collect()
}

fn cell(service: &mut Service, column: &str) -> String {
    if let Some((text, language)) = words(column) {
        return text(service).0.get(&language).cloned().unwrap_or_default();
    }
    if let Some((_, line)) = LINES.iter().find(|(name, _)| *name == column) {
        return line(service).clone().unwrap_or_default();
    }
    if let Some((_, list)) = LISTS.iter().find(|(name, _)| *name == column) {
        return joined(list(service).iter().map(String::as_str));
    }
    let age = |age: Option<u32>| age.map(|age| age.to_string()).unwrap_or_default();
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    match column {
        "id" => service.id.clone(),
        "provider" => service.provider.name.clone(),
        "provider_kind" => service.provider.kind.clone(),
        "group" => word(json!(service.group)),
        "minimum_age" => age(service.age[0]),
        "maximum_age" => age(service.age[1]),
        "deadline_kind" => word(json!(service.deadline.kind)),
        "deadline_text" => service.deadline.text.clone(),
        "deadline_periods" => {
            let periods = service
                .deadline
                .periods
                .iter()
                .map(|(from, to)| match from {
                    Some(from) => format!("{from}~{to}"),
                    None => format!("~{to}"),
                });
            periods.collect::<Vec<_>>().join("\n")
        }
        "cost" => {
            let costs = service
                .cost
                .iter()
                .map(|cost| format!("{} {}", cost.amount, cost.currency));
            costs.collect::<Vec<_>>().join("\n")
        }
        "region" => service.region.clone().unwrap_or_default(),
        "status" => service.status.word().to_owned(),
        KEPT if !service.hsds.is_empty() => json!(service.hsds).to_string(),
        _ => String::new(),
    }
}

fn words(column: &str) -> Option<(Place, Language)> {
    let (name, tag) = column.rsplit_once('_')?;
    let (_, text) = WORDS.iter().find(|(own, _)| *own == name)?;
    let all = [Language::Ko, Language::En, Language::Pl, Language::Und];
    let language = all.into_iter().find(|language| language.tag() == tag)?;
    Some((*text, language))
}

/// Puts what a cell says into a service.
///
/// # Errors
/// Why the cell is not used, in English.
pub(super) fn set(service: &mut Service, column: &str, cell: &str) -> Result<(), &'static str> {
    if let Some((text, language)) = words(column) {
        text(service).0.insert(language, cell.to_owned());
        return Ok(());
    }
    if let Some((_, line)) = LINES.iter().find(|(name, _)| *name == column) {
        *line(service) = Some(cell.to_owned());
        return Ok(());
    }
    if let Some((_, list)) = LISTS.iter().find(|(name, _)| *name == column) {
        *list(service) = items(cell);
        return Ok(());
    }
    let trimmed = cell.trim();
    let age = || match trimmed.parse::<u32>() {
        Ok(years) if years <= 130 => Ok(Some(years)),
        _ => Err("no age: 0 to 130 completed years"),
    };
    match column {
        "id" => service.id = trimmed.to_owned(),
        "provider" => service.provider.name = cell.to_owned(),
        "provider_kind" => service.provider.kind = cell.to_owned(),
        "group" => {
            let group = serde_json::from_value(json!(trimmed));
            service.group = group.map_err(|_| "no group: general, target, vulnerable, business")?;
        }
        "minimum_age" => service.age[0] = age()?,
        "maximum_age" => service.age[1] = age()?,
        "deadline_kind" => {
            let kind = serde_json::from_value(json!(trimmed));
            service.deadline.kind =
                kind.map_err(|_| "no kind: none, not_needed, always, period, until, text")?;
        }
        "deadline_text" => service.deadline.text = cell.to_owned(),
        "deadline_periods" => service.deadline.periods = periods(trimmed)?,
        "cost" => service.cost = costs(trimmed)?,
        "region" => match region(trimmed) {
            Some(region) => service.region = Some(region.code().to_owned()),
            None => return Err("no region: KR, or a code of two or five digits"),
        },
        "status" => {
            let status = Status::of_word(trimmed);
            service.status =
                status.ok_or("no status: active, inactive, defunct, temporarily closed")?;
        }
        KEPT => {
            let kept = serde_json::from_str(trimmed);
            service.hsds = kept.map_err(|_| "no JSON object")?;
        }
        _ => return Err("unknown column"),
    }
    Ok(())
}

fn periods(cell: &str) -> Result<Vec<(Option<Day>, Day)>, &'static str> {
    let period = |line: &str| {
        let (from, to) = line.trim().split_once('~')?;
        let to = to.trim().parse::<Day>().ok()?;
        let from = match from.trim() {
            "" => None,
            from => Some(from.parse::<Day>().ok().filter(|from| *from <= to)?),
        };
        Some((from, to))
    };
    let lines = cell.lines().filter(|line| !line.trim().is_empty());
    let periods: Option<Vec<_>> = lines.map(period).collect();
    periods.ok_or("no periods: 2026-01-01~2026-01-31, a line each, of days that exist")
}

fn costs(cell: &str) -> Result<Vec<Cost>, &'static str> {
    let cost = |line: &str| {
        let (amount, currency) = line.trim().split_once(' ')?;
        Some(Cost::new(amount.parse().ok()?, currency.trim()))
    };
    let lines = cell.lines().filter(|line| !line.trim().is_empty());
    let costs: Option<Vec<_>> = lines.map(cost).collect();
    costs.ok_or("no costs: 5000 KRW, a line each")
}
