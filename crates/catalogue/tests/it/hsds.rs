//! HSDS 3: the expected documents both ways, the official examples, and the specification's own schema.

use madang_catalogue::{Catalogue, Gov24, from_hsds, to_hsds};
use serde_json::{Value, json};

use crate::common::{folder, json, python, shared};

/// Holds documents against `service_with_definitions.json`, to which everything that it does not name is an error, and prints the errors.
const STRICT: &str = r#"
import json, sys
from jsonschema import Draft202012Validator, FormatChecker
def closed(schema):
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            schema["additionalProperties"] = False
        for part in schema.values():
            closed(part)
    elif isinstance(schema, list):
        for part in schema:
            closed(part)
schema = json.load(open(sys.argv[1]))
closed(schema)
validator = Draft202012Validator(schema, format_checker=FormatChecker())
for document in json.load(sys.stdin):
    for error in validator.iter_errors(document):
        print(error.json_path, error.message[:200])
"#;

/// What is wrong with documents by the specification's schema.
fn faults(documents: &Value) -> Option<String> {
    let schema = folder()?.join("dev/standards/hsds/schema/service_with_definitions.json");
    Some(python(
        STRICT,
        &[&schema.to_string_lossy()],
        &documents.to_string(),
    ))
}

#[test]
fn the_expected_documents_come_out_and_go_in() {
    let Some(text) = shared("expected/dev/hsds.dev.json") else {
        return;
    };
    let cases = json(&text);
    let cases = cases.as_array().expect("cases");
    assert_eq!(cases.len(), 3);
    for case in cases {
        let catalogue = Catalogue::read(&case["catalogue"].to_string()).expect("a record");
        assert_eq!(catalogue.to_json(), case["catalogue"]);
        assert_eq!(
            to_hsds(&catalogue),
            case["hsds"],
            "{}",
            case["catalogue"]["id"]
        );
        let (back, remarks) = from_hsds(&case["hsds"].to_string()).expect("a document");
        assert_eq!(back.to_json(), case["catalogue"]);
        assert_eq!(remarks, [], "{}", case["catalogue"]["id"]);
    }
    let list: Vec<&Value> = cases.iter().map(|case| &case["hsds"]).collect();
    let (back, _) = from_hsds(&json!(list).to_string()).expect("documents");
    assert_eq!(to_hsds(&back), json!(list));
}

#[test]
fn the_official_examples_come_out_as_they_went_in() {
    let names = [
        "service_full",
        "service_list",
        "organization_full",
        "location",
        "taxonomy",
        "taxonomy_term",
    ];
    for name in names {
        let Some(text) = shared(&format!("dev/standards/hsds/example-{name}.json")) else {
            return;
        };
        let (catalogue, remarks) = from_hsds(&text).expect("a document");
        // As through the catalogue's own file, which the command line keeps between the two.
        let kept = Catalogue::read(&catalogue.to_json().to_string()).expect("its own file");
        assert_eq!(kept, catalogue, "{name}");
        assert_eq!(to_hsds(&kept), json(&text), "{name}");
        assert!(!remarks.is_empty(), "{name}: what no field holds is told");
    }
}

#[test]
fn what_no_field_holds_is_told_by_its_place() {
    let Some(text) = shared("dev/standards/hsds/example-service_full.json") else {
        return;
    };
    let (catalogue, remarks) = from_hsds(&text).expect("a document");
    let service = &catalogue.services[0];
    assert_eq!(service.age, [Some(12), Some(100)]);
    assert_eq!(service.cost[0].amount, 35);
    let told: Vec<&str> = remarks.iter().map(|remark| remark.field.as_str()).collect();
    for field in [
        "email",
        "organization.tax_status",
        "required_documents.1.uri",
        "alternate_name",
    ] {
        assert!(told.contains(&field), "{field}");
    }
    for field in ["name", "status", "minimum_age", "cost_options.1.amount"] {
        assert!(!told.contains(&field), "{field}");
    }
}

#[test]
fn what_was_changed_is_written_and_the_rest_stays_as_it_came() {
    let Some(text) = shared("dev/standards/hsds/example-service_full.json") else {
        return;
    };
    let (mut catalogue, _) = from_hsds(&text).expect("a document");
    let service = &mut catalogue.services[0];
    service.age[0] = Some(16);
    service.documents.push("A second paper".to_owned());
    service.audiences.push("pupil".to_owned());
    service.url = None;
    let found = to_hsds(&catalogue);
    let mut wanted = json(&text);
    wanted["minimum_age"] = json!(16);
    wanted.as_object_mut().expect("an object").remove("url");
    let attributes = found["attributes"].as_array().expect("attributes");
    assert_eq!(attributes[0]["value"], "pupil");
    assert_eq!(
        attributes[1], wanted["attributes"][0],
        "another's attribute stays"
    );
    assert_eq!(
        found["required_documents"][0],
        wanted["required_documents"][0]
    );
    assert_eq!(found["required_documents"][1]["document"], "A second paper");
    for changed in ["attributes", "required_documents"] {
        wanted[changed] = found[changed].clone();
    }
    assert_eq!(found, wanted);
}

#[test]
fn every_document_passes_the_schema_and_a_wrong_one_does_not() {
    let Some(list) = shared("dev/serviceList.dev.jsonl") else {
        return;
    };
    let [detail, conditions] = [
        "dev/serviceDetail.dev.jsonl",
        "dev/supportConditions.dev.jsonl",
    ]
    .map(|name| shared(name).expect("there"));
    let read = Gov24::read(&[&list, &detail, &conditions]).expect("rows");
    let documents = to_hsds(&read.catalogue);
    assert_eq!(documents.as_array().map(Vec::len), Some(48));
    assert_eq!(faults(&documents).as_deref(), Some(""));
    let (back, remarks) = from_hsds(&documents.to_string()).expect("documents");
    assert_eq!(remarks, []);
    assert_eq!(
        back.services, read.catalogue.services,
        "nothing is lost on the way"
    );
    let mut wrong = documents;
    wrong[0]["status"] = json!("open");
    wrong[1]["shoe_size"] = json!(42);
    let faults = faults(&wrong).expect("a schema");
    assert_eq!(faults.lines().count(), 2, "{faults}");
}

#[test]
fn what_is_no_document_is_refused() {
    for text in [
        "",
        "[1]",
        "7",
        r#"{"id": "a", "status": "active"}"#,
        r#"[{"name": "a", "status": "active"}]"#,
    ] {
        assert!(from_hsds(text).is_err(), "{text}");
    }
    let twice = json!([{"id": "a", "name": "a", "status": "active"}, {"id": "a", "name": "b", "status": "active"}]);
    let error = from_hsds(&twice.to_string()).expect_err("twice");
    assert!(
        error
            .to_string()
            .contains("record 2: the id a is there twice"),
        "{error}"
    );
}

#[test]
fn what_sort_of_agency_it_is_comes_back_also_without_its_name() {
    for (name, kind) in [
        ("", "시군구"),
        ("교육부", "교육부"),
        ("교육부", ""),
        ("교육부", "중앙행정기관"),
    ] {
        let record =
            json!({"id": "1", "name": {"ko": "가"}, "provider": {"name": name, "kind": kind}});
        let catalogue = Catalogue::read(&record.to_string()).expect("a record");
        let (back, _) = from_hsds(&to_hsds(&catalogue).to_string()).expect("a document");
        assert_eq!(back.services[0].provider, catalogue.services[0].provider);
    }
}
