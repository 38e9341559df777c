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

/// What a call says on standard error, in Korean.
fn said_in_korean(call: &[&str]) -> String {
    String::from_utf8_lossy(&madang_in("ko_KR.UTF-8", call, "").stderr).into_owned()
}

#[test]
fn mistakes_are_told_in_korean_with_what_is_meant() {
    let folder = TempDir::new().expect("a folder");
    let wrong = "서비스 1\n다음을 모두 만족:\n  - 나이가 65원 이상\n  - 다니는 기관이 학교임\n";
    let wrong = file(&folder, "wrong.rule", wrong);
    let said = said_in_korean(&["rule", "print", &wrong]);
    assert!(
        said.contains("3번째 줄: E-UNIT: 나이: 단위가 맞지 않습니다")
            && said.contains("4번째 줄: E-CODE: \"학교\": 다니는 기관의 코드가 아닙니다"),
        "{said}"
    );
    let conditions = file(
        &folder,
        "c.jsonl",
        "{\"서비스ID\": \"1\", \"JA0102\": \"Y\"}\n",
    );
    let rows = "person_id,weight,sex,size\n1,1,x,1\n2,a,,\n3,1,,31\n,1,,\n5,1\n";
    let population = file(&folder, "p.csv", rows);
    let call = [
        "cover",
        &population,
        "--conditions",
        &conditions,
        "--day",
        "2026-11-01",
    ];
    let said = said_in_korean(&call);
    for part in [
        "2번째 줄, 열 sex: 쓸 수 없는 값입니다: x: 모르는 코드입니다. 쓸 수 있는 코드: male, female",
        "3번째 줄, 열 weight: 쓸 수 없는 값입니다: a: 가중치는 1000000000 이하의 정수입니다",
        "4번째 줄, 열 size: 쓸 수 없는 값입니다: 31: 1–30 사이여야 합니다",
        "5번째 줄, 열 person_id: 쓸 수 없는 값입니다: 누구인지 적혀 있지 않습니다",
        "6번째 줄, 열 -: 쓸 수 없는 값입니다: 칸이 4개여야 하는데 2개입니다",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
}

#[test]
fn files_that_are_wrong_are_named() {
    let folder = TempDir::new().expect("a folder");
    let conditions = file(
        &folder,
        "c.jsonl",
        "{\"서비스ID\": \"1\", \"JA0102\": \"Y\"}\n",
    );
    let broken = file(&folder, "broken.json", "[{\"id\": ");
    fails(
        &["match", &broken, "--conditions", &conditions],
        1,
        "broken.json",
    );
    fails(&["rule", "check", &broken, "--json"], 1, "broken.json");
    let case = "{\"id\": \"a\", \"rule\": \"농업인임\", \"facts\": {}, \"day\": \"2026-01-01\"}";
    let twice = format!("{{\"vectors\": [{case}, {case}]}}");
    let twice = file(&folder, "twice.json", &twice);
    fails(
        &["rule", "check", &twice, "--json"],
        1,
        "the id a is there twice",
    );
    // Two rules of a service on one day: the line is the one that says when.
    std::fs::create_dir(folder.path().join("rules")).expect("a folder");
    let rule = "서비스 1 \"가\"\n근거 \"법\"\n시행 2026-01-01 부터\n농업인임\n";
    file(&folder, "rules/a.rule", rule);
    file(&folder, "rules/b.rule", &rule.replace("농업인", "어업인"));
    let profiles = file(
        &folder,
        "p.json",
        "[{\"id\": \"a\", \"day\": \"2026-11-01\"}]",
    );
    let rules = folder.path().join("rules").to_string_lossy().into_owned();
    let call = [
        "match",
        &profiles,
        "--conditions",
        &conditions,
        "--rules",
        &rules,
    ];
    fails(&call, 1, "b.rule, line 3: E-PERIOD");
}

#[test]
fn rules_for_everybody_or_nobody_and_amounts_without_a_value_are_warned_of() {
    let folder = TempDir::new().expect("a folder");
    let never = file(
        &folder,
        "never.rule",
        "서비스 1\n다음을 모두 만족:\n  - 나이가 10세 미만\n  - 나이가 20세 이상\n",
    );
    let printed = madang(&["rule", "print", &never], "");
    assert!(printed.status.success());
    let said = String::from_utf8_lossy(&printed.stderr).into_owned();
    assert!(
        said.contains("never.rule: the rule holds for nobody"),
        "{said}"
    );
    let said = said_in_korean(&["rule", "print", &never]);
    assert!(said.contains("아무에게도 맞지 않는 규칙입니다"), "{said}");
    let rule = "any of:\\n- age is less than 20 years\\n- age is at least 20 years";
    let always = format!(
        "{{\"vectors\": [{{\"id\": \"a\", \"rule\": \"{rule}\", \"facts\": {{}}, \"day\": \"2026-01-01\"}}]}}"
    );
    let always = file(&folder, "v.json", &always);
    let said = madang(&["rule", "check", &always, "--json"], "");
    assert!(String::from_utf8_lossy(&said.stderr).contains("a: the rule holds for everybody"));
    let conditions = file(
        &folder,
        "c.jsonl",
        "{\"서비스ID\": \"1\", \"JA0102\": \"Y\"}\n",
    );
    std::fs::create_dir(folder.path().join("rules")).expect("a folder");
    file(
        &folder,
        "rules/a.rule",
        "서비스 1\n소득인정액이 「기준액」 이하\n",
    );
    file(
        &folder,
        "rules/b.rule",
        "서비스 2\n소득인정액이 기준 중위소득의 32% 이하\n",
    );
    file(
        &folder,
        "rules/parameters.txt",
        "매개변수 \"기준액\"\n  2025-01-01 부터 2025-12-31 까지 월 1원\n",
    );
    let profiles = file(
        &folder,
        "p.json",
        "[{\"id\": \"a\", \"day\": \"2025-11-01\"}, {\"id\": \"b\", \"day\": \"2031-01-01\"}]",
    );
    let rules = folder.path().join("rules").to_string_lossy().into_owned();
    let call = [
        "match",
        &profiles,
        "--conditions",
        &conditions,
        "--rules",
        &rules,
    ];
    let said = said_in_korean(&call);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(
        said.contains(
            "1: 2031-01-01에는 알 수 없는 사람이 있습니다. 그날의 「기준액」 값이 없으며"
        ) && said.contains(
            "2: 2031-01-01에는 알 수 없는 사람이 있습니다. 그해의 기준 중위소득 표가 없으며"
        ),
        "{said}"
    );
}

#[test]
fn the_table_says_what_is_missing_and_why_not() {
    let folder = TempDir::new().expect("a folder");
    let conditions = file(
        &folder,
        "c.jsonl",
        "{\"서비스ID\": \"1\", \"JA0102\": \"Y\"}\n",
    );
    std::fs::create_dir(folder.path().join("rules")).expect("a folder");
    let rule = "다음을 모두 만족:\n  - 나이가 65세 이상\n  - 대한민국 국민임\n  - 다음에 해당하지 않음:\n    - 근로자임\n";
    file(
        &folder,
        "rules/a.rule",
        &format!("서비스 9 \"연금\"\n{rule}"),
    );
    let profile = |id: &str, facts: &str| {
        format!("{{\"id\": \"{id}\", \"day\": \"2026-11-01\", \"person\": {{{facts}}}}}")
    };
    let profiles = [
        profile("old", "\"birth_date\": \"1950-01-01\", \"employed\": false"),
        profile("young", "\"birth_date\": \"2000-01-01\""),
        profile("busy", "\"employed\": true"),
    ];
    let profiles = file(&folder, "p.json", &format!("[{}]", profiles.join(",")));
    let rules = folder.path().join("rules").to_string_lossy().into_owned();
    let call = [
        "match",
        &profiles,
        "--conditions",
        &conditions,
        "--rules",
        &rules,
    ];
    let table = |of: &str| {
        let output = madang_in(of, &call, "").stdout;
        let table = String::from_utf8(output).expect("UTF-8");
        let lines = table
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    let has = |table: &[String], pair: [&str; 2]| {
        table
            .windows(2)
            .any(|lines| lines[0] == pair[0] && lines[1] == pair[1])
    };
    let english = table("en_US.UTF-8");
    for pair in [
        ["not yet known 9 연금", "needs: a Korean national"],
        [
            "not entitled 9 연금",
            "does not hold: age is at least 65 years",
        ],
        ["not entitled 9 연금", "holds: is employed"],
    ] {
        assert!(has(&english, pair), "{pair:?} in {english:#?}");
    }
    let korean = table("ko_KR.UTF-8");
    for pair in [
        ["아직 알 수 없음 9 연금", "더 알아야 할 것: 대한민국 국민"],
        ["받을 수 없음 9 연금", "맞지 않는 것: 나이가 65세 이상"],
        ["받을 수 없음 9 연금", "맞는 것: 근로자임"],
    ] {
        assert!(has(&korean, pair), "{pair:?} in {korean:#?}");
    }
}
