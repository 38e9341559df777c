//! schema.org: what comes out is known to the vocabulary.

use madang_catalogue::{Catalogue, Gov24, to_schema_org};
use madang_words::Language;
use serde_json::{Value, json};

use crate::common::{self, python, shared};

/// Builds each document from the generated models, which refuse unknown properties and wrong ranges, and prints what they say.
const MODELS: &str = r#"
import json, sys
import schema_org
def build(value):
    if isinstance(value, list):
        return [build(part) for part in value]
    if not isinstance(value, dict):
        return value
    fields = {name: build(part) for name, part in value.items() if not name.startswith("@")}
    return getattr(schema_org, value["@type"])(**fields)
for document in json.load(sys.stdin):
    try:
        build(document)
        print("conforms")
    except Exception as error:
        print(" ".join(str(error).split())[:500])
"#;

#[test]
fn what_comes_out_is_known_to_the_vocabulary() {
    let Some(list) = shared("dev/serviceList.dev.jsonl") else {
        return;
    };
    let conditions = shared("dev/supportConditions.dev.jsonl").expect("there");
    let read = Gov24::read(&[&list, &conditions]).expect("rows");
    let Value::Array(mut documents) = to_schema_org(&read.catalogue, Language::Ko) else {
        panic!("a list");
    };
    let wrong = shared("dev/standards/schema-org/violates.jsonld").expect("there");
    documents.push(common::json(&wrong));
    let printed = python(MODELS, &[], &json!(documents).to_string());
    let verdicts: Vec<&str> = printed.lines().collect();
    assert_eq!(verdicts.len(), 49);
    let faults: Vec<&&str> = verdicts
        .iter()
        .filter(|verdict| **verdict != "conforms")
        .collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_ne!(verdicts[48], "conforms");
}

#[test]
fn a_service_as_its_page_has_it() {
    let record = json!({
        "id": "135200000120", "name": {"ko": "아동수당", "en": "Child allowance"}, "summary": {"ko": "매달"}, "kinds": ["현금"],
        "provider": {"name": "보건복지부", "kind": "중앙행정기관"}, "audiences": ["child"], "age": [null, 8], "region": "KR", "languages": ["ko"],
        "url": "https://www.gov.kr/portal/rcvfvrSvc/dtlEx/135200000120", "apply": {"ko": "복지로"},
    });
    let catalogue = Catalogue::read(&record.to_string()).expect("a record");
    let found = to_schema_org(&catalogue, Language::En);
    let country = json!({"@type": "AdministrativeArea", "name": "대한민국"});
    let wanted = json!({
        "@context": "https://schema.org", "@type": "GovernmentService", "identifier": "135200000120", "name": "Child allowance",
        "description": "매달", "serviceType": "현금", "url": "https://www.gov.kr/portal/rcvfvrSvc/dtlEx/135200000120",
        "provider": {"@type": "GovernmentOrganization", "name": "보건복지부"}, "areaServed": country, "jurisdiction": country,
        "audience": {"@type": "PeopleAudience", "audienceType": "child", "suggestedMaxAge": 8},
        "availableChannel": {
            "@type": "ServiceChannel", "serviceUrl": "https://www.gov.kr/portal/rcvfvrSvc/dtlEx/135200000120", "description": "복지로",
            "availableLanguage": ["ko"],
        },
    });
    assert_eq!(found, wanted);
}
