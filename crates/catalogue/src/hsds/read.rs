//! From a document to a service.

use madang_eligibility::Day;
use madang_eligibility::gov24::DeadlineKind;
use madang_words::{Language, Text};
use serde_json::{Map, Value, json};

use super::write::APPLYING;
use crate::places::region;
use crate::problem::Problem;
use crate::service::{Cost, Deadline, Service, Status};

/// The link types of attributes that fields of a service are made of.
const OWN: [&str; 26] = [
    "source_id",
    "service_group",
    "audience",
    "legal_basis",
    "deadline_text",
    "rule_version",
    "deadline_kind",
    "description_en",
    "eligibility_description_en",
    "application_process_en",
    "benefit",
    "benefit_en",
    "criteria",
    "criteria_en",
    "user",
    "topic",
    "support_kind",
    "apply_url",
    "document_fetched",
    "document_of_identity",
    "office",
    "agency_code",
    "department",
    "registered",
    "text_language",
    "agency_kind",
];

/// Whether an attribute is one that a catalogue wrote.
pub(super) fn is_own(attribute: &Value) -> bool {
    let text = |name: &str| attribute.get(name).and_then(Value::as_str);
    text("link_entity") == Some("service")
        && text("link_type").is_some_and(|kind| OWN.contains(&kind))
        && text("value").is_some()
}

/// The fields of a document that a service has; what it has not is left for its keeper.
pub(super) fn service(row: usize, document: &Map<String, Value>) -> Result<Service, Problem> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let needed = |name: &'static str| {
        let text = text(name).filter(|text| !text.trim().is_empty());
        text.ok_or(Problem::Missing { row, field: name })
    };
    let attributes = Attributes::of(document);
    let source = attributes.one("source_id");
    let language = match (attributes.one("text_language"), &source) {
        (Some(tag), _) => Some(Language::from_tag(&tag)),
        // A catalogue wrote it, whose texts are Korean where it does not say otherwise.
        (None, Some(_)) => Some(Language::Ko),
        (None, None) => None,
    };
    let words = |text: &str, english: Option<String>| words(text, english, language);
    let mut service = Service {
        name: words(needed("name")?, None),
        ..Service::default()
    };
    service.id = source.clone().unwrap_or(needed("id")?.to_owned());
    if let (Some(english), true) = (text("alternate_name"), is_korean(&service.name)) {
        // A second Korean name is no English one.
        if !has_hangul(english) {
            service.name.0.insert(Language::En, english.to_owned());
        }
    }
    let worded = |field: &str, english: &str| match text(field) {
        Some(text) => words(text, attributes.one(english)),
        None => Text::default(),
    };
    service.summary = worded("description", "description_en");
    service.apply = worded("application_process", "application_process_en");
    service.eligibility_text = worded("eligibility_description", "eligibility_description_en");
    let spoken = |kind: &str, english: &str| match attributes.one(kind) {
        Some(text) => words(&text, attributes.one(english)),
        None => Text::default(),
    };
    service.benefit = spoken("benefit", "benefit_en");
    service.criteria = spoken("criteria", "criteria_en");
    let age = |name: &str| {
        let age = document.get(name).and_then(Value::as_u64);
        age.and_then(|age| u32::try_from(age).ok())
    };
    service.age = [age("minimum_age"), age("maximum_age")];
    service.status = text("status").and_then(Status::of_word).unwrap_or_default();
    service.url = text("url").map(str::to_owned);
    service.modified = text("last_modified").map(str::to_owned);
    if let Some(Value::Object(organization)) = document.get("organization") {
        let text = |name: &str| organization.get(name).and_then(Value::as_str);
        service.provider.name = text("name").unwrap_or_default().to_owned();
        let kind = text("description").filter(|kind| *kind != service.provider.name);
        service.provider.kind = kind.unwrap_or_default().to_owned();
    }
    lists(document, &mut service);
    service.deadline = deadline(document, &attributes);
    of_attributes(&attributes, &mut service);
    Ok(service)
}

/// Words with the English beside them, in a language: that of their letters where it is not known.
fn words(text: &str, english: Option<String>, language: Option<Language>) -> Text {
    if english.as_deref() == Some(text) {
        return Text::new(Language::En, text);
    }
    let of_letters = || match has_hangul(text) || english.is_some() {
        true => Language::Ko,
        false => Language::En,
    };
    let mut words = Text::new(language.unwrap_or_else(of_letters), text);
    words
        .0
        .extend(english.map(|english| (Language::En, english)));
    words
}

fn has_hangul(text: &str) -> bool {
    text.chars()
        .any(|letter| matches!(letter, '가'..='힣' | 'ㄱ'..='ㆎ'))
}

fn is_korean(text: &Text) -> bool {
    text.0.contains_key(&Language::Ko)
}

/// The lists of a document of which a service holds one member each, or a text of each.
fn lists(document: &Map<String, Value>, service: &mut Service) {
    let list = |name: &str| {
        document
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let texts = |name: &str, member: &str| {
        let members = list(name).filter_map(|item| item.get(member).and_then(Value::as_str));
        members.map(str::to_owned).collect::<Vec<String>>()
    };
    service.documents = texts("required_documents", "document");
    service.languages = texts("languages", "code");
    service.contact.phones = texts("phones", "number");
    let areas: Vec<String> = texts("service_areas", "extent");
    service.region = areas.into_iter().find(|code| region(code).is_some());
    let costs = list("cost_options").filter_map(|cost| {
        let amount = cost.get("amount").and_then(Value::as_u64)?;
        Some(Cost::new(amount, cost.get("currency")?.as_str()?))
    });
    service.cost = costs.collect();
}

fn deadline(document: &Map<String, Value>, attributes: &Attributes<'_>) -> Deadline {
    let text = attributes.one("deadline_text").unwrap_or_default();
    let mut deadline = Deadline::read(&text);
    deadline.text = text;
    let schedules = document.get("schedules").and_then(Value::as_array);
    let applying = schedules
        .into_iter()
        .flatten()
        .filter(|schedule| schedule.get("description").and_then(Value::as_str) == Some(APPLYING));
    let periods: Vec<(Option<Day>, Day)> = applying
        .filter_map(|schedule| {
            let day = |name: &str| schedule.get(name)?.as_str()?.parse::<Day>().ok();
            Some((day("valid_from"), day("valid_to")?))
        })
        .collect();
    if periods != deadline.periods && !periods.is_empty() {
        deadline.kind = match periods.as_slice() {
            [(None, _)] => DeadlineKind::Until,
            _ => DeadlineKind::Period,
        };
        deadline.periods = periods;
    }
    if let Some(kind) = attributes.one("deadline_kind")
        && let Ok(kind) = serde_json::from_value(json!(kind))
    {
        deadline.kind = kind;
        deadline.periods.clear();
    }
    deadline
}

fn of_attributes(attributes: &Attributes<'_>, service: &mut Service) {
    let group = attributes.one("service_group");
    service.group = group.and_then(|group| serde_json::from_value(json!(group)).ok());
    service.audiences = attributes.all("audience");
    service.legal_basis = attributes.all("legal_basis");
    service.version = attributes.one("rule_version");
    service.users = attributes.all("user");
    service.topic = attributes.one("topic");
    service.kinds = attributes.all("support_kind");
    service.apply_url = attributes.one("apply_url");
    service.documents_fetched = attributes.all("document_fetched");
    service.documents_identity = attributes.all("document_of_identity");
    service.contact.office = attributes.one("office");
    service.provider.code = attributes.one("agency_code");
    service.provider.department = attributes.one("department");
    service.registered = attributes.one("registered");
    if let Some(kind) = attributes.one("agency_kind") {
        service.provider.kind = kind;
    }
}

/// The attributes that a catalogue wrote, by their link types.
struct Attributes<'a>(Vec<(&'a str, &'a str)>);

impl Attributes<'_> {
    fn of(document: &Map<String, Value>) -> Attributes<'_> {
        let attributes = document.get("attributes").and_then(Value::as_array);
        let own = attributes.into_iter().flatten().filter(|item| is_own(item));
        Attributes(
            own.filter_map(|item| {
                let kind = item.get("link_type").and_then(Value::as_str)?;
                Some((kind, item.get("value").and_then(Value::as_str)?))
            })
            .collect(),
        )
    }

    fn all(&self, kind: &str) -> Vec<String> {
        let of_kind = self.0.iter().filter(|(of, _)| *of == kind);
        of_kind.map(|(_, value)| (*value).to_owned()).collect()
    }

    fn one(&self, kind: &str) -> Option<String> {
        self.all(kind).into_iter().next()
    }
}
