//! The readers of 정부24's files: deadlines, agencies, joined rows, and rows that are not as they should be.

use madang_eligibility::gov24::{
    ConditionFile, Deadline, DeadlineKind, FileError, Group, ServiceList, region_of_agency,
};
use serde_json::{Value, json};

use crate::common::shared;

#[test]
fn deadlines_are_as_expected() {
    let Some(text) = shared("expected/dev/deadlines.dev.json") else {
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    for case in cases {
        let text = case["text"].as_str().expect("a text");
        let found = serde_json::to_value(Deadline::read(text)).expect("JSON");
        assert_eq!(
            (&found["kind"], &found["periods"]),
            (&case["kind"], &case["periods"]),
            "{text}"
        );
    }
}

#[test]
fn deadlines_of_other_forms() {
    let kind = |text: &str| Deadline::read(text).kind;
    assert_eq!(kind("연중 신청"), DeadlineKind::Always);
    assert_eq!(kind("상시 신청 가능"), DeadlineKind::Always);
    assert_eq!(kind("상시신청(예산 소진 시까지)"), DeadlineKind::Text);
    assert_eq!(kind("신청이 불필요합니다"), DeadlineKind::NotNeeded);
    assert_eq!(kind("2026/3/1"), DeadlineKind::Until);
    assert_eq!(kind("2026.13.1까지"), DeadlineKind::Text);
    let two = Deadline::read("’26. 3. 2. ∼ ’26. 3. 9. 및 2026-10-01 – 10-05");
    assert_eq!(
        serde_json::to_value(two.periods).expect("JSON"),
        json!([["2026-03-02", "2026-03-09"], ["2026-10-01", "2026-10-05"]])
    );
    assert_eq!(
        kind("2026-03-01~2026-03-31, 2026-02-30~2026-03-01"),
        DeadlineKind::Text
    );
}

#[test]
fn agencies_lie_where_they_are_expected_to() {
    let Some(text) = shared("expected/dev/agency-regions.dev.json") else {
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    for case in cases {
        let text = |key: &str| case[key].as_str().expect("a text");
        let (region, basis) = region_of_agency(text("소관기관유형"), text("소관기관명"));
        let found = json!([region.map(|region| region.code()), basis]);
        assert_eq!(found, json!([case["region"], case["reason"]]), "{case}");
    }
}

#[test]
fn rows_are_joined_by_their_identifier() {
    let (Some(list), Some(conditions)) = (
        shared("dev/serviceList.dev.jsonl"),
        shared("dev/supportConditions.dev.jsonl"),
    ) else {
        return;
    };
    let wanted = shared("expected/dev/joined.dev.jsonl").expect("there");
    let list = ServiceList::read(&list).expect("rows");
    assert_eq!(list.remarks, []);
    let conditions = ConditionFile::read(&conditions).expect("rows");
    let mut joined: Vec<Value> = Vec::new();
    for marks in &conditions.services {
        if let Some(listed) = list.get(&marks.service) {
            let region = listed.region.map(|region| region.code());
            joined.push(json!({"서비스ID": listed.id, "서비스명": listed.name, "region": region, "deadline": listed.deadline}));
        }
    }
    joined.sort_by_key(|row| row["서비스ID"].as_str().map(str::to_owned));
    let wanted: Vec<Value> = wanted
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(joined, wanted);
}

#[test]
fn what_is_not_understood_is_told_by_row_and_field() {
    let text = "{\"서비스ID\": \"1\", \"JA0101\": \"?\", \"JA0110\": \"065\", \"JA0111\": \"x\", \"JA9999\": \"Y\", \"JA1101\": true}\n\
                {\"서비스ID\": \"2\", \"JA0110\": 18, \"JA0111\": 64, \"JA2101\": \"Y\", \"JA0102\": \"\"}\n";
    let file = ConditionFile::read(text).expect("rows");
    let told: Vec<(usize, &str, &str)> = file
        .remarks
        .iter()
        .map(|remark| (remark.row, remark.field.as_str(), remark.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "JA0101", "?"),
            (1, "JA0111", "x"),
            (1, "JA9999", "Y"),
            (1, "JA0110", "65–120"),
            (2, "JA0110", "18–64")
        ]
    );
    assert!(file.services[0].has("JA1101") && file.services[0].from == 65);
    assert_eq!(file.services[1].groups(), [Group::Business]);
}

#[test]
fn old_files_and_rows_that_are_there_twice_are_refused() {
    let old = ConditionFile::read("{\"서비스ID\": \"1\", \"JA0304\": \"Y\"}");
    assert!(
        matches!(old, Err(FileError::OldVersion { row: 1, .. })),
        "{old:?}"
    );
    let twice = ConditionFile::read("{\"서비스ID\": \"1\"}\n\n{\"서비스ID\": \"1\"}");
    assert!(
        matches!(twice, Err(FileError::Twice { row: 2, .. })),
        "{twice:?}"
    );
    let broken = ConditionFile::read("{\"서비스ID\": \"1\"}\n{\"서비스ID\": ");
    assert!(
        matches!(broken, Err(FileError::Json { line: 2, .. })),
        "{broken:?}"
    );
    let nameless = ServiceList::read("{\"서비스명\": \"1\"}");
    assert!(
        matches!(nameless, Err(FileError::NoIdentifier { row: 1 })),
        "{nameless:?}"
    );
    let page =
        ConditionFile::read("{\"page\": 1, \"data\": [{\"서비스ID\": \"007\"}]}").expect("a page");
    assert_eq!(page.services[0].service, "007");
}

#[test]
fn rows_come_in_pages_in_a_list_and_a_line_each() {
    let row = |id: &str| format!("{{\"서비스ID\": \"{id}\", \"JA0101\": \"Y\"}}");
    let page = |ids: [&str; 2]| {
        let rows = ids.map(row).join(",");
        format!("{{\"page\": 1, \"totalCount\": 9, \"data\": [{rows}]}}")
    };
    let texts = [
        format!("{}\n\n{}\n{}", row("1"), row("2"), row("3")),
        format!("[{}, {},\n{}]", row("1"), row("2"), row("3")),
        format!("{}\n{}", page(["1", "2"]), row("3")),
        format!("\u{feff}{}\n{}", row("1"), page(["2", "3"])),
    ];
    for text in texts {
        let file = ConditionFile::read(&text).expect("rows");
        let ids: Vec<&str> = file
            .services
            .iter()
            .map(|marks| marks.service.as_str())
            .collect();
        assert_eq!(ids, ["1", "2", "3"], "{text}");
    }
    for text in ["[1]", "{\"data\": [\"a\"]}"] {
        let read = ConditionFile::read(text);
        assert!(
            matches!(read, Err(FileError::Json { line: 1, .. })),
            "{text}"
        );
    }
}

#[test]
fn blanks_stand_between_the_words_of_a_deadline_and_not_in_them() {
    let of = |text: &str| Deadline::read(text).kind;
    for text in [
        "신청 불필요",
        "신청은  불필요",
        "신청이불필요함",
        "별도 신청 없음",
        "※ 별도신청불필요",
        "신청 신청 불필요",
    ] {
        assert_eq!(of(text), DeadlineKind::NotNeeded, "{text}");
    }
    for text in [
        "신청 불 필요",
        "신 청불필요",
        "별도 없음",
        "신청 없음",
        "별도 신청은 없음",
    ] {
        assert_eq!(of(text), DeadlineKind::Text, "{text}");
    }
}
