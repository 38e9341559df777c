//! CPSV-AP 3.2: what comes out passes the profile's own shapes.

use std::collections::BTreeMap;

use madang_catalogue::{Catalogue, Gov24, Requirement, to_cpsv_ap};
use madang_words::{Language, Text};
use serde_json::{Value, json};

use crate::common::{self, folder, python, shared};

/// Whether graphs conform to the shapes, and by how many results they do not.
const SHAPES: &str = r#"
import json, sys
from pyshacl import validate
from rdflib import Graph
shapes = Graph().parse(sys.argv[1])
for document in json.load(sys.stdin):
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    conforms, results, text = validate(graph, shacl_graph=shapes)
    said = "" if conforms else text[:1500]
    print(json.dumps({"conforms": conforms, "statements": len(graph), "said": said}))
"#;

fn verdicts(documents: &[Value]) -> Option<Vec<Value>> {
    let shapes = folder()?.join("dev/standards/cpsv-ap/cpsv-ap-SHACL.ttl");
    let documents = json!(documents).to_string();
    let printed = python(SHAPES, &[&shapes.to_string_lossy()], &documents);
    Some(printed.lines().map(common::json).collect())
}

#[test]
fn what_comes_out_passes_the_shapes_of_the_profile() {
    let Some(list) = shared("dev/serviceList.dev.jsonl") else {
        return;
    };
    let conditions = shared("dev/supportConditions.dev.jsonl").expect("there");
    let read = Gov24::read(&[&list, &conditions]).expect("rows");
    let (gov24, remarks) = to_cpsv_ap(&read.catalogue, &BTreeMap::new());
    assert_eq!(remarks, []);
    let cases: Value =
        serde_json::from_str(&shared("expected/dev/hsds.dev.json").expect("there")).expect("JSON");
    let mut records: Vec<Value> = cases
        .as_array()
        .expect("cases")
        .iter()
        .map(|case| case["catalogue"].clone())
        .collect();
    records[0]["id"] = json!("아동 수당/1 \"x\" <y>");
    records[0]["cost"] = json!([{"amount": 5000, "currency": "KRW"}]);
    records[0]["benefit"] = json!({"ko": "월 10만 원", "en": "KRW 100,000 a month"});
    records[0]["audiences"] = json!(["pregnant", "job_seeker", "unheard of"]);
    let catalogue = Catalogue::read(&json!(records).to_string()).expect("records");
    let leaf = |words: &str| Requirement(Text::new(Language::Ko, words));
    let leaves = vec![leaf("나이가 9세 미만"), leaf("대한민국 국민임")];
    let requirements = BTreeMap::from([("아동 수당/1 \"x\" <y>".to_owned(), leaves)]);
    let (worked, remarks) = to_cpsv_ap(&catalogue, &requirements);
    assert_eq!(remarks, []);
    let kinds = |kind: &str| {
        let nodes = worked["@graph"].as_array().expect("nodes").iter();
        nodes.filter(|node| node["@type"] == kind).count()
    };
    assert_eq!(
        (
            kinds("cpsv:PublicService"),
            kinds("cv:Requirement"),
            kinds("cv:EvidenceType")
        ),
        (3, 4, 3)
    );
    // The data's own example of what does not conform must fail here too.
    let wrong = shared("dev/standards/cpsv-ap/violates.jsonld").expect("there");
    let wrong: Value = serde_json::from_str(&wrong).expect("JSON");
    let found = verdicts(&[gov24, worked, wrong]).expect("shapes");
    let conform: Vec<&Value> = found.iter().map(|verdict| &verdict["conforms"]).collect();
    assert_eq!(conform, [true, true, false], "{found:#?}");
    assert!(
        found
            .iter()
            .all(|verdict| verdict["statements"].as_u64() > Some(5)),
        "{found:?}"
    );
}

#[test]
fn a_service_without_a_provider_is_told_and_left_out() {
    let catalogue = Catalogue::read(r#"[{"id": "a", "name": {"ko": "가"}}]"#).expect("a record");
    let (graph, remarks) = to_cpsv_ap(&catalogue, &BTreeMap::new());
    assert_eq!(graph["@graph"], json!([]));
    assert_eq!((remarks.len(), remarks[0].field.as_str()), (1, "provider"));
}
