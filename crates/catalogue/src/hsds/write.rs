//! From a service to its document.

use madang_words::{Language, Text};
use serde_json::{Map, Value, json};

use super::ids::{is_uuid, of_name, of_service};
use crate::places::{full_name, region};
use crate::service::{Deadline, Service};

/// What the schedule of a period for applying is called.
pub(super) const APPLYING: &str = "application period";

/// The document of a service, of its fields alone.
pub(super) fn service(service: &Service) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| {
        let silent = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !silent {
            out.insert(name.to_owned(), value);
        }
    };
    let id = of_service(&service.id);
    let (name, alternate) = in_both(&service.name);
    put("id", json!(id));
    put("name", json!(name));
    put("alternate_name", json!(alternate));
    put("description", json!(in_both(&service.summary).0));
    put("status", json!(service.status.word()));
    put("application_process", json!(in_both(&service.apply).0));
    let eligibility = in_both(&service.eligibility_text).0;
    put("eligibility_description", json!(eligibility));
    put("minimum_age", json!(service.age[0]));
    put("maximum_age", json!(service.age[1]));
    put("url", json!(service.url));
    put("last_modified", json!(service.modified));
    let provider = &service.provider;
    if !provider.name.is_empty() {
        let organization = of_name(&format!("agency:{}", provider.name));
        put("organization_id", json!(organization));
        // The specification wants a description of every organisation.
        let description = match provider.kind.as_str() {
            "" => &provider.name,
            kind => kind,
        };
        let organization =
            json!({"id": organization, "name": provider.name, "description": description});
        put("organization", organization);
    }
    put("service_areas", areas(service));
    let languages = service.languages.iter().map(|code| {
        let id = of_name(&format!("language:{}:{code}", service.id));
        json!({"id": id, "code": code, "name": language_name(code)})
    });
    put("languages", languages.collect());
    put("required_documents", documents(service));
    put("cost_options", costs(service));
    put("schedules", schedules(service));
    put("phones", phones(service));
    put("attributes", attributes(service, &id));
    out
}

/// A text in the language of the catalogue, and the English beside it where that is another.
fn in_both(text: &Text) -> (&str, Option<&str>) {
    let of = |language| text.0.get(&language).map(String::as_str);
    match (of(Language::Ko), of(Language::En)) {
        (Some(korean), english) => (korean, english),
        (None, Some(english)) => (english, None),
        (None, None) => (text.best(Language::Ko).map_or("", |(_, text)| text), None),
    }
}

/// What a language calls itself; its tag where that is not known here.
fn language_name(code: &str) -> &str {
    match code {
        "ko" => "한국어",
        "en" => "English",
        "zh" => "中文",
        "ja" => "日本語",
        "vi" => "Tiếng Việt",
        code => code,
    }
}

fn areas(service: &Service) -> Value {
    let areas = service.region.iter().map(|code| {
        let name = region(code).map_or_else(|| code.clone(), full_name);
        let id = of_name(&format!("area:{}:{code}", service.id));
        json!({"id": id, "name": name, "extent": code, "extent_type": "text"})
    });
    areas.collect()
}

fn documents(service: &Service) -> Value {
    let documents = (1..).zip(&service.documents).map(|(number, document)| {
        let id = of_name(&format!("document:{}:{number}", service.id));
        json!({"id": id, "document": document})
    });
    documents.collect()
}

fn costs(service: &Service) -> Value {
    let costs = (1..).zip(&service.cost).map(|(number, cost)| {
        let id = of_name(&format!("cost:{}:{number}", service.id));
        json!({"id": id, "amount": cost.amount, "currency": cost.currency})
    });
    costs.collect()
}

fn schedules(service: &Service) -> Value {
    let periods = (1..).zip(&service.deadline.periods);
    let schedules = periods.map(|(number, (from, to))| {
        let id = of_name(&format!("schedule:{}:{number}", service.id));
        let mut schedule = json!({"id": id, "valid_to": to, "description": APPLYING});
        if let Some(from) = from {
            schedule["valid_from"] = json!(from);
        }
        schedule
    });
    schedules.collect()
}

fn phones(service: &Service) -> Value {
    let phones = (1..).zip(&service.contact.phones).map(|(number, phone)| {
        let id = of_name(&format!("phone:{}:{number}", service.id));
        json!({"id": id, "number": phone})
    });
    phones.collect()
}

/// What HSDS has no field for, in the order in which attributes are numbered.
fn attributes(service: &Service, id: &str) -> Value {
    let attributes = (1..).zip(pairs(service)).map(|(number, (kind, value))| {
        let own = of_name(&format!("attribute:{}:{kind}:{number}", service.id));
        json!({"id": own, "link_id": id, "link_entity": "service", "link_type": kind, "value": value})
    });
    attributes.collect()
}

/// The link types of attributes with their values.
fn pairs(service: &Service) -> Vec<(&'static str, String)> {
    let mut pairs: Vec<(&'static str, String)> = Vec::new();
    let one = |value: &Option<String>| value.clone().into_iter().collect::<Vec<_>>();
    let is_korean = service.name.0.contains_key(&Language::Ko);
    // What is in English alone says so, where its service has a Korean name.
    let english = |text: &Text| text.0.get(&Language::En).filter(|_| is_korean).cloned();
    let language = (!is_korean && !is_uuid(&service.id)).then(|| Language::En.tag().to_owned());
    let source = (!is_uuid(&service.id)).then(|| service.id.clone());
    let deadline = &service.deadline;
    let text = Some(deadline.text.clone()).filter(|text| !text.is_empty());
    let read = Deadline::read(&deadline.text);
    let kind = (read.kind != deadline.kind && deadline.periods.is_empty())
        .then(|| json!(deadline.kind).as_str().unwrap_or_default().to_owned());
    // As the description of an organisation it would be missed, or taken for the name.
    let provider = &service.provider;
    let is_missed = provider.name.is_empty() || provider.kind == provider.name;
    let kind_alone = Some(provider.kind.clone()).filter(|kind| is_missed && !kind.is_empty());
    let benefit = in_both(&service.benefit).0.to_owned();
    let criteria = in_both(&service.criteria).0.to_owned();
    let stated = |text: String| Some(text).filter(|text| !text.is_empty());
    let group = service
        .group
        .and_then(|group| json!(group).as_str().map(str::to_owned));
    let all = [
        ("source_id", one(&source)),
        ("service_group", one(&group)),
        ("audience", service.audiences.clone()),
        ("legal_basis", service.legal_basis.clone()),
        ("deadline_text", one(&text)),
        ("rule_version", one(&service.version)),
        ("deadline_kind", one(&kind)),
        ("description_en", one(&english(&service.summary))),
        (
            "eligibility_description_en",
            one(&english(&service.eligibility_text)),
        ),
        ("application_process_en", one(&english(&service.apply))),
        ("benefit", one(&stated(benefit))),
        ("benefit_en", one(&english(&service.benefit))),
        ("criteria", one(&stated(criteria))),
        ("criteria_en", one(&english(&service.criteria))),
        ("user", service.users.clone()),
        ("topic", one(&service.topic)),
        ("support_kind", service.kinds.clone()),
        ("apply_url", one(&service.apply_url)),
        ("document_fetched", service.documents_fetched.clone()),
        ("document_of_identity", service.documents_identity.clone()),
        ("office", one(&service.contact.office)),
        ("agency_code", one(&service.provider.code)),
        ("department", one(&service.provider.department)),
        ("registered", one(&service.registered)),
        ("text_language", one(&language)),
        ("agency_kind", one(&kind_alone)),
    ];
    for (kind, values) in all {
        pairs.extend(values.into_iter().map(|value| (kind, value)));
    }
    pairs
}
