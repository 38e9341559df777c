//! The Core Public Service Vocabulary Application Profile 3.2 (SEMICeu), as JSON-LD with its context inside.
//!
//! Every concept and place that is referred to is typed here: the profile's shapes ask for that, and its own example fails them.

use std::collections::BTreeMap;

use madang_words::{Language, Text};
use serde_json::{Map, Value, json};

use crate::file::Catalogue;
use crate::places::{full_name, region};
use crate::remark::Remark;
use crate::service::{Service, is_silent};

/// One condition of a service's rule, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement(pub Text);

/// The conditions of rules, by service: one for each leaf of its tree, in the order of the text.
pub type Requirements = BTreeMap<String, Vec<Requirement>>;

/// The catalogue as one graph, with a remark for every service that lacks what the profile demands: a provider, a text. Such a service is
/// left out.
///
/// A service whose `requirements` are not given has one, its eligibility in words.
#[must_use]
pub fn to_cpsv_ap(catalogue: &Catalogue, requirements: &Requirements) -> (Value, Vec<Remark>) {
    let mut graph = Graph::default();
    let mut remarks = Vec::new();
    for (row, service) in (1..).zip(&catalogue.services) {
        if service.provider.name.is_empty() {
            let what = "CPSV-AP demands a provider: left out";
            remarks.push(Remark::new(row, &service.id, "provider", "", what));
            continue;
        }
        let own = requirements.get(&service.id).map_or(&[][..], Vec::as_slice);
        graph.service(service, own);
    }
    let nodes: Vec<Value> = graph.nodes.into_values().map(Value::Object).collect();
    (json!({"@context": context(), "@graph": nodes}), remarks)
}

fn context() -> Value {
    json!({
        "cpsv": "http://purl.org/vocab/cpsv#",
        "cv": "http://data.europa.eu/m8g/",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "eli": "http://data.europa.eu/eli/ontology#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// Life events that audiences stand for, with their names.
const LIFE_EVENTS: [(&str, &str, &str, &str); 8] = [
    (
        "new_parent",
        "having-a-child",
        "아이가 태어남",
        "Having a child",
    ),
    (
        "pregnant",
        "having-a-child",
        "아이가 태어남",
        "Having a child",
    ),
    (
        "job_seeker",
        "losing-a-job",
        "일자리를 잃음",
        "Losing a job",
    ),
    ("older", "growing-old", "나이가 듦", "Growing old"),
    ("disabled", "disability", "장애", "Disability"),
    ("pupil", "school", "학교에 다님", "Going to school"),
    (
        "founder",
        "starting-a-business",
        "사업을 시작함",
        "Starting a business",
    ),
    ("new_resident", "moving", "이사", "Moving"),
];

/// The nodes of the graph by their identifiers: an agency or a place of several services is one.
#[derive(Default)]
struct Graph {
    nodes: BTreeMap<String, Map<String, Value>>,
}

impl Graph {
    /// Adds a node, and gives a reference to it.
    fn add(&mut self, id: String, kind: Value, fields: Value) -> Value {
        let mut node = Map::from_iter([("@id".to_owned(), json!(id)), ("@type".to_owned(), kind)]);
        if let Value::Object(fields) = fields {
            node.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
        }
        self.nodes.insert(id.clone(), node);
        json!({ "@id": id })
    }

    fn service(&mut self, service: &Service, requirements: &[Requirement]) {
        let own = |part: &str| format!("{}:{part}", iri("service", &service.id));
        let spatial = service.region.as_deref().map(|code| self.place(code));
        let agency = self.agency(service, spatial.clone());
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| match &value {
            Value::Array(items) if items.is_empty() => {}
            Value::Null => {}
            _ => {
                fields.insert(name.to_owned(), value);
            }
        };
        // The profile demands a description: where nothing else is said, the name says what it is.
        let description = match is_silent(&service.summary) {
            true => &service.name,
            false => &service.summary,
        };
        put("dct:identifier", json!(service.id));
        put("dct:title", words(&service.name));
        put("dct:description", words(description));
        put("cv:hasCompetentAuthority", agency);
        put("dct:spatial", json!(spatial));
        let languages = service.languages.iter();
        put(
            "dct:language",
            languages.filter_map(|code| self.language(code)).collect(),
        );
        if !is_silent(&service.apply) {
            let channel = json!({
                "dct:identifier": format!("{}:channel", service.id), "dct:description": words(&service.apply),
            });
            put(
                "cv:hasChannel",
                self.add(own("channel"), json!("cv:Channel"), channel),
            );
        }
        let (rule, held) = self.rule(service, requirements);
        put("cpsv:follows", rule);
        put("cv:holdsRequirement", json!(held));
        let documents = (1..).zip(&service.documents).map(|(number, document)| {
            let fields = json!({
                "dct:identifier": format!("{}:document:{number}", service.id), "dct:title": in_korean(document),
            });
            self.add(own(&format!("document:{number}")), json!("cv:EvidenceType"), fields)
        });
        put("cv:hasInputType", documents.collect());
        let costs = (1..).zip(&service.cost).map(|(number, cost)| {
            let currency = format!(
                "http://publications.europa.eu/resource/authority/currency/{}",
                cost.currency.to_uppercase()
            );
            let currency = self.add(encoded(&currency), json!("skos:Concept"), json!({}));
            let fields = json!({
                "dct:identifier": format!("{}:cost:{number}", service.id),
                "cv:value": {"@type": "xsd:double", "@value": cost.amount.to_string()}, "cv:currency": currency,
            });
            self.add(own(&format!("cost:{number}")), json!("cv:Cost"), fields)
        });
        put("cv:hasCost", costs.collect());
        put("cpsv:produces", self.output(service, own("output")));
        let events = service
            .audiences
            .iter()
            .filter_map(|audience| self.life_event(audience));
        put("cv:isGroupedBy", events.collect());
        self.add(
            iri("service", &service.id),
            json!("cpsv:PublicService"),
            Value::Object(fields),
        );
    }

    fn agency(&mut self, service: &Service, spatial: Option<Value>) -> Value {
        // An agency whose region is not known is one of the country.
        let spatial = spatial.unwrap_or_else(|| self.place("KR"));
        let name = &service.provider.name;
        let fields = json!({"skos:prefLabel": in_korean(name), "dct:spatial": spatial});
        self.add(iri("agency", name), json!("cv:PublicOrganisation"), fields)
    }

    fn place(&mut self, code: &str) -> Value {
        let name = region(code).map(full_name);
        let label = name.map(|name| in_korean(&name));
        self.add(
            iri("region", code),
            json!("dct:Location"),
            json!({"skos:prefLabel": label}),
        )
    }

    fn language(&mut self, code: &str) -> Option<Value> {
        let name = match code {
            "ko" => "KOR",
            "en" => "ENG",
            "zh" => "ZHO",
            "ja" => "JPN",
            "vi" => "VIE",
            _ => return None,
        };
        let id = format!("http://publications.europa.eu/resource/authority/language/{name}");
        Some(self.add(
            id,
            json!(["dct:LinguisticSystem", "skos:Concept"]),
            json!({}),
        ))
    }

    /// The rule with its requirements; nothing where nothing is said of who gets the service.
    fn rule(&mut self, service: &Service, requirements: &[Requirement]) -> (Value, Vec<Value>) {
        let text = &service.eligibility_text;
        if requirements.is_empty() && is_silent(text) {
            return (Value::Null, Vec::new());
        }
        let id = iri("rule", &service.id);
        let version = service.version.as_deref().unwrap_or("-");
        let title = match service.name.0.get(&Language::Ko) {
            Some(name) => in_korean(&format!("{name}: 받는 사람")),
            None => words(&service.name),
        };
        let description = match is_silent(text) {
            true => words(&service.name),
            false => words(text),
        };
        let fields = json!({
            "dct:identifier": format!("{}@{version}", service.id), "dct:title": title, "dct:description": description,
        });
        let rule = self.add(id.clone(), json!("cpsv:Rule"), fields);
        let whole = [Requirement(text.clone())];
        let each = match requirements {
            [] => &whole[..],
            each => each,
        };
        let held = (1..).zip(each).map(|(number, requirement)| {
            let fields = json!({
                "dct:identifier": format!("{}:{number}", service.id), "dct:title": words(&requirement.0), "cv:fulfils": rule,
            });
            self.add(format!("{id}:{number}"), json!("cv:Requirement"), fields)
        });
        let held = held.collect();
        (rule, held)
    }

    fn output(&mut self, service: &Service, id: String) -> Value {
        let title = match (is_silent(&service.benefit), service.kinds.as_slice()) {
            (false, _) => words(&service.benefit),
            (true, []) => return Value::Null,
            (true, kinds) => in_korean(&kinds.join(", ")),
        };
        let fields =
            json!({"dct:identifier": format!("{}:output", service.id), "dct:title": title});
        self.add(id, json!("cv:Output"), fields)
    }

    fn life_event(&mut self, audience: &str) -> Option<Value> {
        let (_, name, korean, english) = LIFE_EVENTS.iter().find(|(of, ..)| *of == audience)?;
        let title = json!([
            {"@language": "ko", "@value": korean}, {"@language": "en", "@value": english},
        ]);
        let fields = json!({"dct:identifier": name, "dct:title": title});
        // A life event is an event in the eyes of the shapes only where it says so.
        Some(self.add(
            iri("life-event", name),
            json!(["cv:LifeEvent", "cv:Event"]),
            fields,
        ))
    }
}

fn words(text: &Text) -> Value {
    let each = text.0.iter().filter(|(_, words)| !words.is_empty());
    let each = each.map(|(language, words)| json!({"@language": language.tag(), "@value": words}));
    each.collect()
}

fn in_korean(text: &str) -> Value {
    json!([{"@language": "ko", "@value": text}])
}

fn iri(kind: &str, name: &str) -> String {
    format!("urn:madang:{kind}:{}", encoded(name))
}

/// A name with what may not stand in an identifier percent-encoded (RFC 3986).
fn encoded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
