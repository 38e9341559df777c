//! The Human Services Data Specification, version 3 (openreferral.org): services with what belongs to them in one JSON document each.
//!
//! What a document says beyond the fields of a [`Service`] is kept in [`Service::hsds`] and written again, so that a document that was read
//! and not changed comes out the same.

mod ids;
mod read;
mod write;

use serde_json::{Map, Value};

use crate::file::{Catalogue, Shape};
use crate::problem::Problem;
use crate::remark::{Remark, shown};
use crate::service::Service;

/// Reads HSDS: a service, a list of services, a page of a list (`contents`). Another document of HSDS is kept as it is.
/// Every value that no field of a service holds is told by its place, and kept.
///
/// # Errors
/// What is no JSON object or list of such; a service without `id` or `name`; two with one identifier.
pub fn from_hsds(text: &str) -> Result<(Catalogue, Vec<Remark>), Problem> {
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Problem::Json {
                what: error.to_string(),
            }
        })?;
    let mut remarks = Vec::new();
    let (services, shape) = match value {
        Value::Array(list) => (services(list, &mut remarks)?, Shape::List),
        Value::Object(mut page) if page.get("contents").is_some_and(Value::is_array) => {
            let Some(Value::Array(list)) = page.remove("contents") else {
                return Err(not_an_object(1));
            };
            (services(list, &mut remarks)?, Shape::Page(page))
        }
        Value::Object(document) if document.contains_key("status") => {
            let one = services(vec![Value::Object(document)], &mut remarks)?;
            (one, Shape::One)
        }
        Value::Object(document) => {
            let id = document.get("id").and_then(Value::as_str);
            remarks.push(Remark::new(
                1,
                id.unwrap_or_default(),
                "",
                "",
                "no service: kept as it is",
            ));
            (Vec::new(), Shape::Other(document))
        }
        _ => return Err(not_an_object(1)),
    };
    let catalogue = Catalogue { services, shape }.checked()?;
    Ok((catalogue, remarks))
}

/// Writes HSDS in the shape in which the catalogue came: a service alone, a list, a page. Each document validates against
/// `service_with_definitions.json` of the specification, as far as what was kept of other documents did.
#[must_use]
pub fn to_hsds(catalogue: &Catalogue) -> Value {
    match &catalogue.shape {
        Shape::Other(document) => Value::Object(document.clone()),
        Shape::Page(around) => {
            let mut page = around.clone();
            let contents = catalogue.services.iter();
            let contents = contents.map(|service| Value::Object(document(service)));
            page.insert("contents".to_owned(), contents.collect());
            Value::Object(page)
        }
        _ => catalogue.shaped(|service| Value::Object(document(service))),
    }
}

fn not_an_object(row: usize) -> Problem {
    Problem::Json {
        what: format!("record {row} is no JSON object"),
    }
}

fn services(list: Vec<Value>, remarks: &mut Vec<Remark>) -> Result<Vec<Service>, Problem> {
    let mut services = Vec::new();
    for (row, value) in (1..).zip(list) {
        let Value::Object(document) = value else {
            return Err(not_an_object(row));
        };
        let mut service = read::service(row, &document)?;
        let own = write::service(&service);
        if own != document {
            let id = service.id.clone();
            not_held(
                &Value::Object(document.clone()),
                &Value::Object(own),
                "",
                &mut |field, value| {
                    let what = "no field of the catalogue holds it: kept, and written again";
                    remarks.push(Remark::new(row, &id, field, shown(value), what));
                },
            );
            service.hsds = document;
        }
        services.push(service);
    }
    Ok(services)
}

/// Names every value of `document` that `own` does not have at the same place, but identifiers, which every file gives anew.
fn not_held(document: &Value, own: &Value, place: &str, tell: &mut impl FnMut(&str, &Value)) {
    let below = |name: &str| match place {
        "" => name.to_owned(),
        _ => format!("{place}.{name}"),
    };
    match (document, own) {
        (Value::Object(fields), own) => {
            for (name, value) in fields {
                let is_identifier = name == "id" || name == "link_id" || name == "organization_id";
                if !is_identifier {
                    let own = own.get(name).unwrap_or(&Value::Null);
                    not_held(value, own, &below(name), tell);
                }
            }
        }
        (Value::Array(items), own) => {
            for (at, item) in items.iter().enumerate() {
                let own = own.get(at).unwrap_or(&Value::Null);
                not_held(item, own, &below(&(at + 1).to_string()), tell);
            }
        }
        (value, own) if value != own => tell(place, value),
        _ => {}
    }
}

/// The document of a service. What was kept stands as it came, but for the fields that were changed since.
fn document(service: &Service) -> Map<String, Value> {
    let now = write::service(service);
    if service.hsds.is_empty() {
        return now;
    }
    // What was kept was read once, so it is read again.
    let Ok(before) = read::service(1, &service.hsds) else {
        return now;
    };
    let before = write::service(&before);
    let mut document = service.hsds.clone();
    let names: Vec<&String> = now.keys().chain(before.keys()).collect();
    for name in names {
        if now.get(name) == before.get(name) {
            continue;
        }
        match now.get(name) {
            None => {
                document.remove(name);
            }
            Some(value) => {
                let value = changed(name, value, before.get(name), service.hsds.get(name));
                document.insert(name.clone(), value);
            }
        }
    }
    document
}

/// A field that was changed: of a list the items that were not, and attributes of others, stay as they came.
fn changed(name: &str, now: &Value, before: Option<&Value>, kept: Option<&Value>) -> Value {
    let (Value::Array(now), Some(Value::Array(kept))) = (now, kept) else {
        return now.clone();
    };
    // What no field held made no list.
    let before = before
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if name == "attributes" {
        let foreign = kept.iter().filter(|item| !read::is_own(item));
        return now.iter().chain(foreign).cloned().collect();
    }
    let same_places = before.len() == kept.len();
    let items = now.iter().enumerate().map(|(at, item)| {
        let as_it_came = kept.get(at).filter(|_| before.get(at) == Some(item));
        as_it_came.filter(|_| same_places).unwrap_or(item).clone()
    });
    items.collect()
}
