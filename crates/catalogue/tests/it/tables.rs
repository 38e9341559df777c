//! CSV and Excel: what was written comes back, nothing in it is computed, and what is wrong is told by line and column.

use madang_catalogue::{
    Catalogue, Gov24, Problem, Service, from_csv, from_hsds, from_workbook, to_csv, to_workbook,
};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::common::{python, shared};

fn catalogue(records: &Value) -> Catalogue {
    Catalogue::read(&records.to_string()).expect("records")
}

/// The catalogues of the data: of 정부24, of the expected documents, and the official example.
fn catalogues() -> Option<Vec<Catalogue>> {
    let list = shared("dev/serviceList.dev.jsonl")?;
    let conditions = shared("dev/supportConditions.dev.jsonl")?;
    let gov24 = Gov24::read(&[&list, &conditions]).expect("rows").catalogue;
    let cases: Value = serde_json::from_str(&shared("expected/dev/hsds.dev.json")?).expect("JSON");
    let records = cases
        .as_array()
        .expect("cases")
        .iter()
        .map(|case| case["catalogue"].clone());
    let expected = catalogue(&records.collect());
    let (example, _) =
        from_hsds(&shared("dev/standards/hsds/example-service_full.json")?).expect("a document");
    Some(vec![gov24, expected, example])
}

#[test]
fn the_catalogues_of_the_data_come_back_whole() {
    let Some(catalogues) = catalogues() else {
        return;
    };
    for catalogue in catalogues {
        let (back, remarks) = from_csv(&to_csv(&catalogue)).expect("a table");
        assert_eq!(
            (back.services, remarks),
            (catalogue.services.clone(), vec![])
        );
        let bytes = to_workbook(&catalogue).expect("a workbook");
        assert_eq!(
            bytes,
            to_workbook(&catalogue).expect("a workbook"),
            "the same bytes"
        );
        let (back, remarks) = from_workbook(&bytes).expect("a workbook");
        assert_eq!((back.services, remarks), (catalogue.services, vec![]));
    }
}

#[test]
fn the_csv_is_a_table_in_the_eyes_of_frictionless() {
    let Some(catalogues) = catalogues() else {
        return;
    };
    let script = "\
import sys, io
from frictionless import Resource, system, validate
resource = Resource(data=sys.stdin.buffer.read(), format='csv', encoding='utf-8')
report = validate(resource)
print(report.valid, report.stats['errors'], report.tasks[0].stats.get('rows'))
";
    let table = to_csv(&catalogues[0]);
    assert_eq!(python(script, &[], &table), "True 0 48");
    let broken = format!("{table}a,b\r\n");
    assert!(python(script, &[], &broken).starts_with("False"));
}

#[test]
fn nothing_is_a_formula_in_a_table() {
    let record = json!([{
        "id": "=1", "name": {"ko": "=HYPERLINK(\"x\")", "en": "@SUM(A1)"}, "summary": {"ko": "- 하나\n- 둘"}, "documents": ["=cmd", "+82"],
        "provider": {"name": "＝1", "kind": "-1"}, "contact": {"phones": ["+82 2 1234"]},
    }]);
    let catalogue = catalogue(&record);
    let table = to_csv(&catalogue);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    for record in reader.records() {
        for cell in &record.expect("a row") {
            let first = cell.trim_start_matches(['"', ' ']).chars().next();
            assert!(
                first.is_none_or(|first| !"=+-@＝＋－＠\t\r\n".contains(first)),
                "{cell}"
            );
        }
    }
    let (back, remarks) = from_csv(&table).expect("a table");
    assert_eq!((back, remarks), (catalogue, vec![]));
}

#[test]
fn what_is_not_understood_is_told_by_line_and_column() {
    let table = "id,name_ko,minimum_age,group,region,deadline_periods,cost,status,shoe_size\r\n\
        1,가,19,target,41460,2026-01-01~2026-01-31,0 KRW,active,\r\n\
        \r\n\
        2,나,old,poor,99,2026-02-30~2026-03-01,cheap,open,42\r\n";
    let (catalogue, remarks) = from_csv(table).expect("a table");
    let told: Vec<(usize, &str, &str, &str)> = remarks
        .iter()
        .map(|remark| {
            (
                remark.row,
                remark.service.as_str(),
                remark.field.as_str(),
                remark.value.as_str(),
            )
        })
        .collect();
    let wanted = [
        (4, "2", "minimum_age", "old"),
        (4, "2", "group", "poor"),
        (4, "2", "region", "99"),
        (4, "2", "deadline_periods", "2026-02-30~2026-03-01"),
        (4, "2", "cost", "cheap"),
        (4, "2", "status", "open"),
        (4, "2", "shoe_size", "42"),
    ];
    assert_eq!(told, wanted);
    assert_eq!(catalogue.services[0].age, [Some(19), None]);
    assert_eq!(catalogue.services[1].age, [None, None]);
}

#[test]
fn a_deadline_without_its_kind_is_read_from_its_text() {
    let table = "id,name_ko,deadline_text\n1,가,2026.3.1~3.31\n2,나,연중 상시신청\n";
    let (catalogue, _) = from_csv(table).expect("a table");
    let found = json!([
        catalogue.services[0].deadline,
        catalogue.services[1].deadline
    ]);
    assert_eq!(found[0]["periods"], json!([["2026-03-01", "2026-03-31"]]));
    assert_eq!(found[1]["kind"], "always");
}

#[test]
fn tables_that_are_wrong_are_refused_with_their_place() {
    let error = |text: &str| from_csv(text).expect_err("wrong").to_string();
    assert!(error("").contains("no header"));
    assert!(error("id,title\n1,가\n").contains("no header"));
    assert!(error("id,name_ko,id\n1,가,2\n").contains("column id is there twice"));
    assert!(error("id,name_ko\n1,가,나\n").contains("line 2: 3 cells instead of 2"));
    assert!(error("id,name_ko\n1,가\n2\n").contains("line 3: 1 cells"));
    assert!(error("id,name_ko\n,가\n").contains("record 2: id is missing"));
    assert!(error("id,name_ko\n1,\n").contains("name_ko is missing"));
    assert!(error("id,name_ko\n1,가\n1,나\n").contains("id 1 is there twice"));
    assert!(matches!(
        from_workbook(b"PK no workbook"),
        Err(Problem::Workbook { .. })
    ));
}

#[test]
fn computed_cells_and_numbers_of_a_workbook_are_told() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["id", "name_ko", "minimum_age", "maximum_age"]) {
        sheet.write_string(2, column, name).expect("a cell");
    }
    sheet.write_number(4, 0, 465_790).expect("a cell");
    sheet.write_string(4, 1, "유아학비").expect("a cell");
    sheet.write_number(4, 2, 3).expect("a cell");
    sheet.write_formula(4, 3, "=2+3").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (catalogue, remarks) = from_workbook(&bytes).expect("a workbook");
    assert_eq!(
        (catalogue.services[0].id.as_str(), catalogue.services[0].age),
        ("465790", [Some(3), None])
    );
    let told: Vec<(usize, &str, &str)> = remarks
        .iter()
        .map(|remark| (remark.row, remark.field.as_str(), remark.what.as_str()))
        .collect();
    let wanted = [
        (5, "maximum_age", "a formula: not used"),
        (
            5,
            "id",
            "a number in the workbook: leading noughts may be missing",
        ),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn a_text_without_room_in_a_cell_is_refused_by_its_place() {
    let record = json!([{"id": "7", "name": {"ko": "가"}, "benefit": {"ko": "가".repeat(32_768)}}]);
    let error = to_workbook(&catalogue(&record))
        .expect_err("too long")
        .to_string();
    assert!(error.contains("7: benefit_ko"), "{error}");
    let fits = json!([{"id": "7", "name": {"ko": "가"}, "benefit": {"ko": "가".repeat(32_767)}}]);
    assert!(to_workbook(&catalogue(&fits)).is_ok());
}

/// Texts that spreadsheets, commas and quotations could spoil.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[-=+@'\"a1가\\\\,; ]{0,5}[a가\"'\\\\][n,\"]{0,2}")
        .expect("a form")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back_from_a_table(name in text(), documents in prop::collection::vec(text(), 0..4), office in text()) {
        let record = json!([{"id": "1", "name": {"ko": name}, "documents": documents, "contact": {"office": office}}]);
        let services: Vec<Service> = catalogue(&record).services;
        let whole = Catalogue::new(services.clone()).expect("one");
        prop_assert_eq!(&from_csv(&to_csv(&whole)).expect("a table").0.services, &services);
        let bytes = to_workbook(&whole).expect("a workbook");
        prop_assert_eq!(&from_workbook(&bytes).expect("a workbook").0.services, &services);
    }
}
