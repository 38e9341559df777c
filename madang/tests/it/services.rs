//! `madang match`, `madang rule` and `madang cover` on the data of the finder's specification, and on files that are wrong.

use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{fails, file, json, madang, madang_in};

/// The folder of the data; `None` where `MADANG_SHARED` does not say where it is.
fn data() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services"))
}

pub fn at(name: &str) -> Option<String> {
    Some(data()?.join(name).to_string_lossy().into_owned())
}

pub fn wanted(name: &str) -> Value {
    let text = std::fs::read_to_string(at(name).expect("data")).expect("there");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn match_prints_the_profiles_of_the_expected_file() {
    let Some(profiles) = at("dev/profiles.dev.json") else {
        return;
    };
    let paths = [
        "dev/supportConditions.dev.jsonl",
        "dev/serviceList.dev.jsonl",
        "dev/rules",
        "dev/rules/parameters.txt",
    ];
    let [conditions, services, rules, parameters] = paths.map(|name| at(name).expect("data"));
    let call = [
        "match",
        &profiles,
        "--conditions",
        &conditions,
        "--services",
        &services,
        "--rules",
        &rules,
        "--parameters",
        &parameters,
    ];
    let found = json(&[&call[..], &["--json"]].concat());
    assert_eq!(found, wanted("expected/dev/codes.dev.json")["profiles"]);
    let table = madang(&call, "");
    let table = String::from_utf8_lossy(&table.stdout).into_owned();
    assert!(
        table.contains("d03  mother of an infant") && table.contains("may qualify"),
        "{table}"
    );
    let korean = madang_in("ko_KR.UTF-8", &call, "");
    let korean = String::from_utf8_lossy(&korean.stdout).into_owned();
    assert!(
        korean.contains("받을 수 있음") && !korean.contains("qualify"),
        "{korean}"
    );
}

#[test]
fn rule_check_prints_every_case_and_rule_print_both_languages() {
    let Some(vectors) = at("dev/rule-vectors.dev.json") else {
        return;
    };
    let found = json(&["rule", "check", &vectors, "--json"]);
    let file = wanted("dev/rule-vectors.dev.json");
    let lists = ["vectors", "errors"].map(|list| file[list].as_array().expect("a list").clone());
    for case in lists.concat() {
        let found = &found[case["id"].as_str().expect("a name")];
        for key in [
            "value", "exact", "yes", "no", "relevant", "sets", "error", "line",
        ] {
            if let Some(wanted) = case.get(key) {
                assert_eq!(&found[key], wanted, "{} {key}", case["id"]);
            }
        }
    }
    for (from, to, language) in [("ko", "en", "en"), ("en", "ko", "ko")] {
        let rule = at(&format!("dev/rules/161300000099.{from}.rule")).expect("data");
        let printed = madang(&["rule", "print", &rule, "--language", language], "");
        let printed = String::from_utf8(printed.stdout).expect("UTF-8");
        let other = std::fs::read_to_string(
            at(&format!("dev/rules/161300000099.{to}.rule")).expect("data"),
        )
        .expect("there");
        let tree = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(tree(&printed), tree(&other));
    }
}

#[test]
fn cover_counts_the_population_of_the_expected_file() {
    let Some(population) = at("dev/population.dev.csv") else {
        return;
    };
    let paths = [
        "dev/supportConditions.dev.jsonl",
        "dev/serviceList.dev.jsonl",
        "dev/rules",
    ];
    let [conditions, services, rules] = paths.map(|name| at(name).expect("data"));
    let call = [
        "cover",
        &population,
        "--conditions",
        &conditions,
        "--services",
        &services,
        "--rules",
        &rules,
        "--day",
        "2026-11-01",
    ];
    let found = json(&[&call[..], &["--json"]].concat());
    assert_eq!(found, wanted("expected/dev/coverage.dev.json"));
    let table = madang(&call, "");
    assert!(String::from_utf8_lossy(&table.stdout).contains("2000 persons, weight 3220"));
    let mut by_cells = json(&[&call[..], &["--json", "--cells"]].concat());
    let cells = by_cells["cells"].take();
    let all = cells["cells"].as_array().expect("cells");
    assert!(
        all.iter().any(|cell| cell["counts"].is_null())
            && all.iter().any(|cell| cell["counts"].is_object())
    );
    for cell in all.iter().filter(|cell| cell["counts"].is_object()) {
        for count in ["persons", "served", "none", "unknown"] {
            let count = cell["counts"][count][0].as_u64().expect("a count");
            assert!(count == 0 || count >= 10, "{cell}");
        }
    }
    let table = madang(&[&call[..], &["--cells"]].concat(), "");
    let table = String::from_utf8_lossy(&table.stdout).into_owned();
    assert!(table.contains("of fewer than 10 persons"), "{table}");
}

#[test]
fn what_is_wrong_is_told_by_its_place_and_the_rest_evaluated() {
    let folder = TempDir::new().expect("a folder");
    let conditions = file(
        &folder,
        "c.jsonl",
        "{\"서비스ID\": \"1\", \"JA0102\": \"Y\"}\n",
    );
    let profiles = file(
        &folder,
        "p.json",
        "[{\"id\": \"a\", \"day\": \"2026-11-01\", \"person\": {\"birth_date\": \"2026-02-30\"}}, \
          {\"id\": \"b\", \"day\": \"2026-11-01\", \"person\": {\"sex\": \"female\"}}]",
    );
    let output = madang(
        &["match", &profiles, "--conditions", &conditions, "--json"],
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["a"]["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(found["b"]["services"]["1"], "may T--T TTTTT");
    let old = file(
        &folder,
        "old.jsonl",
        "{\"서비스ID\": \"1\", \"JA0304\": \"Y\"}\n",
    );
    fails(
        &["match", &profiles, "--conditions", &old, "--json"],
        1,
        "v1 or v2",
    );
    let wrong = file(&folder, "wrong.rule", "서비스 1\n나이가 65원 이상\n");
    fails(&["rule", "print", &wrong], 1, "line 2: E-UNIT");
    let population = file(&folder, "p.csv", "person_id,sex\n1,female\n2,x\n3,male\n");
    let output = madang(
        &[
            "cover",
            &population,
            "--conditions",
            &conditions,
            "--day",
            "2026-11-01",
            "--json",
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 3, column sex"));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["persons"], 2);
    let parquet = file(&folder, "p.parquet", "PAR1");
    fails(
        &[
            "cover",
            &parquet,
            "--conditions",
            &conditions,
            "--day",
            "2026-11-01",
        ],
        1,
        "no Parquet file",
    );
    fails(
        &[
            "cover",
            &population,
            "--conditions",
            &conditions,
            "--day",
            "2026-02-30",
        ],
        1,
        "no day",
    );
}
