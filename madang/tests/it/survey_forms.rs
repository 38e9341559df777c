//! Questionnaires through the commands: checked, and written in other formats.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{fails, file, json, madang, madang_in};
use crate::survey::shared;

fn inside(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

#[test]
fn forms_in_other_formats_and_back() {
    let folder = TempDir::new().expect("a folder");
    for name in [
        "national",
        "cascade",
        "aliases_one_language",
        "unreachable_value",
    ] {
        let form = shared(&format!("dev/xlsform/{name}.xlsx"));
        let [first, sheet, second] =
            ["1.json", "2.xlsx", "3.json"].map(|name| inside(&folder, name));
        for (from, to) in [(&form, &first), (&first, &sheet), (&sheet, &second)] {
            let report = json(&["questionnaire", "convert", from, to, "--json"]);
            assert_ne!(report["outcome"], "refuse", "{report}");
        }
        let of = |path: &str| fs::read_to_string(path).expect("a file");
        assert_eq!(of(&first), of(&second), "{name}");
        let whole: Value = serde_json::from_str(&of(&first)).expect("JSON");
        assert_eq!(whole["format"], "madang-questionnaire/1");
        // What is found of a form is found of its other formats.
        let found = |path: &str| {
            let report = json(&["questionnaire", "check", path, "--json"]);
            [
                report["outcome"].clone(),
                report["rule"].clone(),
                report["names"].clone(),
            ]
        };
        assert_eq!(found(&form), found(&first), "{name}");
        assert_eq!(found(&form), found(&sheet), "{name}");
    }
    let form = shared("dev/xlsform/national.xlsx");
    let (ddi, codebook) = (inside(&folder, "c.xml"), inside(&folder, "c.csv"));
    let ended = madang(&["questionnaire", "convert", &form, &ddi], "");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && said.contains("c.xml"), "{said}");
    let written = fs::read_to_string(&ddi).expect("a file");
    assert!(
        written.contains("ddi:codebook:2_5") && written.contains("만 나이"),
        "{written}"
    );
    json(&[
        "questionnaire",
        "convert",
        &form,
        "--out",
        &codebook,
        "--json",
    ]);
    let written = fs::read_to_string(&codebook).expect("a file");
    assert!(
        written.starts_with("\u{feff}variable,type,") && written.contains(".d,d,모름"),
        "{written}"
    );
}

#[test]
fn what_is_refused_is_not_written() {
    let folder = TempDir::new().expect("a folder");
    let out = inside(&folder, "out.json");
    for (name, words) in [
        ("repeat_unsupported", "child"),
        ("cycle_two", "circle"),
        ("missing_list", "nolist"),
        ("unknown_type", "integr"),
    ] {
        let form = shared(&format!("dev/xlsform/{name}.xlsx"));
        let ended = madang(&["questionnaire", "convert", &form, &out], "");
        let said = String::from_utf8_lossy(&ended.stdout);
        assert_eq!(ended.status.code(), Some(1), "{name}: {said}");
        assert!(
            said.contains(words) && said.contains("row "),
            "{name}: {said}"
        );
        assert!(!Path::new(&out).exists(), "{name}");
    }
    let form = shared("dev/xlsform/national.xlsx");
    let convert = |out: &str| ["questionnaire", "convert", &form, out].map(str::to_owned);
    let refused = |out: &str, words: &str| {
        let call = convert(out);
        fails(&call.each_ref().map(String::as_str), 1, words);
    };
    refused(&inside(&folder, "out.pdf"), "DDI Codebook 2.5");
    refused(&inside(&folder, "out"), ".xlsx");
    refused(&form, "national.xlsx");
    let wrong = file(
        &folder,
        "wrong.json",
        r#"{"format": "madang-questionnaire/2", "items": []}"#,
    );
    fails(
        &["questionnaire", "check", &wrong],
        1,
        "madang-questionnaire/1: its format is",
    );
    let ended = madang_in(
        "ko_KR.UTF-8",
        &["questionnaire", "convert", &wrong, &out],
        "",
    );
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("형식의 설문지가 아닙니다"), "{said}");
}
