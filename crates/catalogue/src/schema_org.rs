//! `GovernmentService` of schema.org, for the page of a service. schema.org has no property for who is entitled: ages and audiences are all
//! that it can say.

use madang_words::{Language, Text};
use serde_json::{Map, Value, json};

use crate::file::Catalogue;
use crate::places::{full_name, region};
use crate::service::{Service, is_silent};

/// The catalogue in the shape in which it came: one service alone, or a list. `language` is that of the page.
#[must_use]
pub fn to_schema_org(catalogue: &Catalogue, language: Language) -> Value {
    catalogue.shaped(|service| one(service, language))
}

fn one(service: &Service, language: Language) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            out.insert(name.to_owned(), value);
        }
    };
    let best = |text: &Text| match is_silent(text) {
        true => None,
        false => text.best(language).map(|(_, words)| words.to_owned()),
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("GovernmentService"));
    put("identifier", json!(service.id));
    put("name", json!(best(&service.name)));
    put("description", json!(best(&service.summary)));
    put("url", json!(service.url));
    if !service.kinds.is_empty() {
        put("serviceType", json!(service.kinds.join(", ")));
    }
    if !service.provider.name.is_empty() {
        let provider = json!({"@type": "GovernmentOrganization", "name": service.provider.name});
        put("provider", provider);
    }
    let area = service.region.as_deref().and_then(region).map(full_name);
    if let Some(name) = area {
        let area = json!({"@type": "AdministrativeArea", "name": name});
        put("areaServed", area.clone());
        put("jurisdiction", area);
    }
    put("audience", audience(service));
    put("availableChannel", channel(service, best(&service.apply)));
    Value::Object(out)
}

fn audience(service: &Service) -> Value {
    let mut audience = Map::new();
    if !service.audiences.is_empty() {
        audience.insert(
            "audienceType".to_owned(),
            json!(service.audiences.join(", ")),
        );
    }
    let ages = ["suggestedMinAge", "suggestedMaxAge"]
        .iter()
        .zip(service.age);
    for (name, age) in ages {
        if let Some(age) = age {
            audience.insert((*name).to_owned(), json!(age));
        }
    }
    if audience.is_empty() {
        return Value::Null;
    }
    audience.insert("@type".to_owned(), json!("PeopleAudience"));
    Value::Object(audience)
}

fn channel(service: &Service, apply: Option<String>) -> Value {
    let address = service.apply_url.as_ref().or(service.url.as_ref());
    if address.is_none() && apply.is_none() {
        return Value::Null;
    }
    let mut channel = Map::from_iter([("@type".to_owned(), json!("ServiceChannel"))]);
    if let Some(address) = address {
        channel.insert("serviceUrl".to_owned(), json!(address));
    }
    if let Some(apply) = apply {
        channel.insert("description".to_owned(), json!(apply));
    }
    if !service.languages.is_empty() {
        channel.insert("availableLanguage".to_owned(), json!(service.languages));
    }
    Value::Object(channel)
}
