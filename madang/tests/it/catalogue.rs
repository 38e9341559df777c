//! `madang catalogue` on the data of the finder's specification, and on files that are wrong.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{fails, file, json as json_of, madang, madang_in};
use crate::services::{at, wanted};

fn printed(call: &[&str]) -> Value {
    let output = madang(call, "");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_record_comes_out_as_the_expected_hsds_and_goes_in_again() {
    if at("dev").is_none() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    for case in wanted("expected/dev/hsds.dev.json")
        .as_array()
        .expect("cases")
    {
        let record = file(&folder, "record.json", &case["catalogue"].to_string());
        let hsds = printed(&["catalogue", "export", &record, "--format", "hsds"]);
        assert_eq!(hsds, case["hsds"]);
        let document = file(&folder, "hsds.json", &hsds.to_string());
        let record = printed(&["catalogue", "import", &document, "--format", "hsds"]);
        assert_eq!(record, case["catalogue"]);
    }
    for name in [
        "service_full",
        "service_list",
        "organization_full",
        "location",
        "taxonomy",
        "taxonomy_term",
    ] {
        let example = format!("dev/standards/hsds/example-{name}.json");
        let path = at(&example).expect("data");
        let kept = printed(&["catalogue", "import", &path, "--format", "hsds"]);
        let kept = file(&folder, "kept.json", &kept.to_string());
        assert_eq!(
            printed(&["catalogue", "export", &kept, "--format", "hsds"]),
            wanted(&example),
            "{name}"
        );
    }
}

#[test]
fn the_lists_of_the_government_become_a_catalogue_and_tables() {
    let paths = ["serviceList", "serviceDetail", "supportConditions"];
    let paths: Option<Vec<String>> = paths
        .iter()
        .map(|name| at(&format!("dev/{name}.dev.jsonl")))
        .collect();
    let Some(paths) = paths else {
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let catalogue = place("catalogue.json");
    let mut call = vec!["catalogue", "import"];
    call.extend(paths.iter().map(String::as_str));
    call.extend(["--format", "gov24"]);
    let found = json_of(&[&call[..], &["--out", &catalogue, "--json"]].concat());
    assert_eq!(found["imported"], 48);
    assert_eq!(
        found["joined"]["not_listed"].as_array().map(Vec::len),
        Some(452)
    );
    let written: Value =
        serde_json::from_str(&std::fs::read_to_string(&catalogue).expect("written")).expect("JSON");
    assert_eq!(written, found["services"]);
    for (format, name) in [("csv", "services.csv"), ("xlsx", "services.xlsx")] {
        let table = place(name);
        let output = madang(
            &[
                "catalogue",
                "export",
                &catalogue,
                "--format",
                format,
                "--out",
                &table,
            ],
            "",
        );
        assert!(output.status.success());
        assert_eq!(
            printed(&["catalogue", "import", &table, "--format", format]),
            written,
            "{format}"
        );
    }
    let rules = at("dev/rules").expect("data");
    let graph = printed(&[
        "catalogue",
        "export",
        &catalogue,
        "--format",
        "cpsv-ap",
        "--rules",
        &rules,
    ]);
    let nodes = graph["@graph"].as_array().expect("nodes");
    let leaf = nodes
        .iter()
        .find(|node| node["@id"] == "urn:madang:rule:161300000099:1")
        .expect("a requirement");
    assert_eq!(
        leaf["dct:title"][1]["@value"],
        "age is at least 19 years and at most 34 years"
    );
    let pages = printed(&["catalogue", "export", &catalogue, "--format", "schema-org"]);
    assert_eq!(pages[0]["@type"], "GovernmentService");
}

#[test]
fn what_is_wrong_is_told_by_its_place() {
    let folder = TempDir::new().expect("a folder");
    let list = file(
        &folder,
        "list.jsonl",
        "{\"서비스ID\": \"1\", \"서비스명\": \"가\", \"소관기관유형\": \"중앙행정기관\", \"새것\": \"x\"}\n",
    );
    let output = madang(&["catalogue", "import", &list, "--format", "gov24"], "");
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("row 1 (1): 새것 = x"), "{told}");
    let old = file(
        &folder,
        "old.jsonl",
        "{\"서비스ID\": \"1\", \"JA0304\": \"Y\"}\n",
    );
    fails(
        &["catalogue", "import", &list, &old, "--format", "gov24"],
        1,
        "JA0304",
    );
    fails(
        &["catalogue", "import", &old, "--format", "gov24"],
        1,
        "v1 or v2",
    );
    fails(
        &["catalogue", "import", &list, &list, "--format", "hsds"],
        1,
        "name one",
    );
    let table = file(&folder, "t.csv", "id,name_ko\n1,가\n2\n");
    fails(
        &["catalogue", "import", &table, "--format", "csv"],
        1,
        "line 3",
    );
    fails(
        &["catalogue", "import", &table, "--format", "xlsx"],
        1,
        "workbook",
    );
    fails(
        &["catalogue", "export", &table, "--format", "hsds"],
        1,
        "no catalogue",
    );
    fails(
        &[
            "catalogue",
            "import",
            &list,
            "--format",
            "gov24",
            "--out",
            &list,
        ],
        1,
        "which is read",
    );
    let one = file(
        &folder,
        "one.json",
        &json!({"id": "1", "name": {"ko": "=1+1"}}).to_string(),
    );
    for option in [
        ["--language", "ko"],
        ["--rules", "."],
        ["--parameters", "."],
    ] {
        let call = ["catalogue", "export", &one, "--format", "hsds"];
        fails(&[&call[..], &option].concat(), 1, option[0]);
    }
    let csv = madang(&["catalogue", "export", &one, "--format", "csv"], "");
    assert!(String::from_utf8_lossy(&csv.stdout).contains(",'=1+1,"));
}

#[test]
fn the_help_speaks_of_the_rules_of_services() {
    for call in [&["match"][..], &["cover"], &["catalogue", "export"]] {
        let output = madang_in("ko_KR.UTF-8", &[call, &["--help"]].concat(), "");
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(help.contains("검토한 규칙(*.rule)"), "{call:?}: {help}");
    }
}
