//! The catalogue's own file: JSON.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::problem::Problem;
use crate::service::Service;

/// How the services stood in the file that they came from, so that they are written so again.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// One service alone.
    One,
    /// A list.
    #[default]
    List,
    /// A page of a list, as the interface of HSDS gives it: what stands around its `contents`.
    Page(Map<String, Value>),
    /// A file of HSDS about something else than a service, kept as it is: an organisation, a place, a taxonomy.
    Other(Map<String, Value>),
}

/// Services, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Catalogue {
    /// The services.
    pub services: Vec<Service>,
    /// How they stood in their file.
    pub shape: Shape,
}

impl Catalogue {
    /// Services in a list.
    ///
    /// # Errors
    /// [`Problem::Twice`] where two have one identifier.
    pub fn new(services: Vec<Service>) -> Result<Catalogue, Problem> {
        Catalogue {
            services,
            shape: Shape::List,
        }
        .checked()
    }

    pub(crate) fn checked(self) -> Result<Catalogue, Problem> {
        let mut seen = HashSet::new();
        for (row, service) in (1..).zip(&self.services) {
            if service.id.trim().is_empty() {
                return Err(Problem::Missing { row, field: "id" });
            }
            if !seen.insert(service.id.as_str()) {
                let id = service.id.clone();
                return Err(Problem::Twice { row, id });
            }
        }
        Ok(self)
    }

    /// Reads the catalogue's own file: a record, a list of records, one a line, or `services` with what stands around them in HSDS.
    ///
    /// # Errors
    /// What is no such JSON, a field that a record does not have, two records with one identifier.
    pub fn read(text: &str) -> Result<Catalogue, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let problem = |error: serde_json::Error| Problem::Json {
            what: error.to_string(),
        };
        let value = match serde_json::from_str::<Value>(text) {
            Ok(value) => value,
            Err(error) => match lines(text) {
                Some(records) => Value::Array(records),
                None => return Err(problem(error)),
            },
        };
        let record = |(row, value): (usize, Value)| -> Result<Service, Problem> {
            serde_json::from_value(value).map_err(|error| Problem::Json {
                what: format!("record {row}: {error}"),
            })
        };
        let list = |values: Vec<Value>| -> Result<Vec<Service>, Problem> {
            (1..).zip(values).map(record).collect()
        };
        let (services, shape) = match value {
            Value::Array(values) => (list(values)?, Shape::List),
            Value::Object(mut object) if object.contains_key("around") => {
                let around = object.remove("around");
                let around = around.and_then(|around| match around {
                    Value::Object(around) => Some(around),
                    _ => None,
                });
                let services = object.remove("services");
                match (around, services, object.is_empty()) {
                    (Some(around), Some(Value::Array(values)), true) => {
                        (list(values)?, Shape::Page(around))
                    }
                    (Some(around), None, true) => (Vec::new(), Shape::Other(around)),
                    _ => {
                        let what = "around stands beside services alone".to_owned();
                        return Err(Problem::Json { what });
                    }
                }
            }
            value => (vec![record((1, value))?], Shape::One),
        };
        Catalogue { services, shape }.checked()
    }

    /// The catalogue's own file.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let records = || self.services.iter().map(|service| json!(service));
        match &self.shape {
            Shape::One => records().next().unwrap_or_default(),
            Shape::List => records().collect(),
            Shape::Page(around) => {
                json!({"around": around, "services": records().collect::<Value>()})
            }
            Shape::Other(around) => json!({ "around": around }),
        }
    }

    /// One document a service, in the shape in which they came: one alone, or a list.
    pub(crate) fn shaped(&self, mut each: impl FnMut(&Service) -> Value) -> Value {
        match self.shape {
            Shape::One => self.services.first().map(each).unwrap_or_default(),
            _ => self.services.iter().map(&mut each).collect(),
        }
    }
}

/// A record a line; `None` where a line is no JSON.
fn lines(text: &str) -> Option<Vec<Value>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let records: Option<Vec<Value>> = lines.map(|line| serde_json::from_str(line).ok()).collect();
    records.filter(|records| records.len() > 1)
}
