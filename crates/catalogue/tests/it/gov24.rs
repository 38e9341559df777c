//! 정부24's three operations: the joined rows, values of every field, and files that are wrong.

use madang_catalogue::{Gov24, Problem};
use serde_json::{Value, json};

use crate::common::{json, shared};

fn dev(name: &str) -> Option<String> {
    shared(&format!("dev/{name}.dev.jsonl"))
}

#[test]
fn joined_rows_are_as_expected() {
    let (Some(list), Some(conditions)) = (dev("serviceList"), dev("supportConditions")) else {
        return;
    };
    // In either order: a file is known by its fields.
    let read = Gov24::read(&[&conditions, &list]).expect("rows");
    assert_eq!(read.catalogue.services.len(), 48);
    let wanted = shared("expected/dev/joined.dev.jsonl").expect("there");
    let wanted: Vec<Value> = wanted.lines().map(json).collect();
    assert_eq!(wanted.len(), 21);
    let without = &read.joined.without_conditions;
    let joined = read
        .catalogue
        .services
        .iter()
        .filter(|service| !without.contains(&service.id));
    let mut found: Vec<Value> = joined
        .map(|service| {
            let deadline = json!({"kind": service.deadline.kind, "periods": service.deadline.periods});
            let name = json!(service.name)["ko"].clone();
            json!({"서비스ID": service.id, "서비스명": name, "region": service.region, "deadline": deadline})
        })
        .collect();
    found.sort_by_key(|row| row["서비스ID"].to_string());
    assert_eq!(found, wanted);
    assert_eq!(read.joined.not_listed.len(), 470 - 21);
}

#[test]
fn deadlines_are_as_expected() {
    let Some(text) = shared("expected/dev/deadlines.dev.json") else {
        return;
    };
    let cases = json(&text);
    let cases = cases.as_array().expect("cases");
    assert!(cases.len() > 20, "{}", cases.len());
    for case in cases {
        let row = json!({"서비스ID": "1", "서비스명": "가", "소관기관유형": "중앙행정기관", "신청기한": case["text"]});
        let read = Gov24::read(&[&row.to_string()]).expect("a row");
        let found = json!(read.catalogue.services[0].deadline);
        assert_eq!(
            (&found["kind"], &found["periods"]),
            (&case["kind"], &case["periods"]),
            "{case}"
        );
    }
}

#[test]
fn every_field_has_its_place() {
    let list = json!({
        "서비스ID": "000000000001", "지원유형": "현금||현물", "서비스명": "이름", "서비스목적요약": "요약", "지원대상": "대상", "선정기준": "기준",
        "지원내용": "○ 내용\r\n - 하나", "신청방법": "방문신청||기타 온라인신청", "신청기한": "2026.3.1 ~ 3.31", "상세조회URL": "https://www.gov.kr/1",
        "소관기관코드": "1352000", "소관기관명": "경기도  용인시", "부서명": "복지과", "조회수": 42, "소관기관유형": "시군구", "사용자구분": "개인||가구",
        "서비스분야": "생활안정", "접수기관": "주민센터", "전화문의": "용인시/031-324-0000||담당자/010-0000-0000", "등록일시": "20200101000000",
        "수정일시": "20260301120000",
    });
    let detail = json!({
        "서비스ID": "000000000001", "서비스목적": "요약", "구비서류": "○ 신청서\r\n○ 통장 사본", "접수기관명": "읍면동", "문의처": "129",
        "온라인신청사이트URL": "https://www.bokjiro.go.kr", "법령": "아동수당법(제4조)||영유아보육법", "행정규칙": "", "자치법규": null,
        "공무원확인구비서류": "주민등록표", "본인확인필요구비서류": "신분증", "소관기관명": "경기도 용인시",
    });
    let conditions = json!({"서비스ID": "000000000001", "JA0102": "Y", "JA0110": "065", "JA0111": null, "JA0302": "Y"});
    let read = Gov24::read(&[
        &list.to_string(),
        &detail.to_string(),
        &conditions.to_string(),
    ])
    .expect("rows");
    let wanted = json!([{
        "id": "000000000001", "name": {"ko": "이름"}, "summary": {"ko": "요약"},
        "provider": {"name": "경기도 용인시", "kind": "시군구", "code": "1352000", "department": "복지과"},
        "group": "target", "audiences": ["older", "pregnant"], "users": ["개인", "가구"], "topic": "생활안정", "kinds": ["현금", "현물"],
        "benefit": {"ko": "○ 내용\n - 하나"}, "eligibility_text": {"ko": "대상"}, "criteria": {"ko": "기준"}, "age": [65, null],
        "apply": {"ko": "방문신청, 기타 온라인신청"}, "apply_url": "https://www.bokjiro.go.kr", "url": "https://www.gov.kr/1",
        "deadline": {"kind": "period", "text": "2026.3.1 ~ 3.31", "periods": [["2026-03-01", "2026-03-31"]]},
        "documents": ["신청서", "통장 사본"], "documents_fetched": ["주민등록표"], "documents_identity": ["신분증"], "cost": [],
        "contact": {"office": "읍면동", "phones": ["129"]}, "region": "41460", "languages": ["ko"],
        "legal_basis": ["아동수당법(제4조)", "영유아보육법"], "modified": "2026-03-01T12:00:00+09:00",
        "registered": "2020-01-01T00:00:00+09:00", "status": "active",
    }]);
    assert_eq!(read.catalogue.to_json(), wanted);
    let remarks: Vec<(usize, &str, &str)> = read
        .remarks
        .iter()
        .map(|remark| (remark.file, remark.field.as_str(), remark.value.as_str()))
        .collect();
    assert_eq!(
        remarks,
        [(1, "전화문의", "")],
        "a number of a person is told to nobody"
    );
}

#[test]
fn what_is_not_understood_is_told_by_file_row_and_field() {
    let list = [
        json!({"서비스ID": "1", "서비스명": "가", "소관기관유형": "공공기관", "소관기관명": "한국전력공사", "새 필드": "값", "상세조회URL": "javascript:x"}),
        json!({"서비스ID": "2", "서비스명": "나", "소관기관유형": "중앙행정기관", "소관기관명": "교육부", "수정일시": "20260230000000", "지원대상": 7}),
    ];
    let list: Vec<String> = list.iter().map(Value::to_string).collect();
    let conditions = json!({"서비스ID": "3", "JA0101": "maybe"}).to_string();
    let read = Gov24::read(&[&list.join("\n"), &conditions]).expect("rows");
    let told: Vec<(usize, usize, &str, &str)> = read
        .remarks
        .iter()
        .map(|remark| {
            (
                remark.file,
                remark.row,
                remark.service.as_str(),
                remark.field.as_str(),
            )
        })
        .collect();
    let wanted = [
        (2, 1, "3", "JA0101"),
        (1, 1, "1", "상세조회URL"),
        (1, 1, "1", "새 필드"),
        (1, 1, "1", "소관기관명"),
        (1, 2, "2", "수정일시"),
        (1, 2, "2", "지원대상"),
        (2, 1, "3", "서비스ID"),
    ];
    assert_eq!(told, wanted);
    assert_eq!(read.joined.without_conditions, ["1", "2"]);
    assert_eq!(read.catalogue.services[0].url, None);
}

#[test]
fn files_that_are_wrong_are_refused_by_name() {
    let list = r#"{"서비스ID": "1", "서비스명": "가", "소관기관유형": "시군구"}"#;
    let error = |files: &[&str]| Gov24::read(files).expect_err("wrong").to_string();
    for old in ["JA0304", "JA0321", "JA0405"] {
        let conditions = format!("{{\"서비스ID\": \"1\", \"JA0101\": \"Y\", \"{old}\": \"Y\"}}");
        let said = error(&[list, &conditions]);
        assert!(
            said.contains(old) && said.contains("v1 or v2") && said.contains("gov24/v3"),
            "{said}"
        );
    }
    assert!(error(&["{"]).contains("line 1"));
    let twice = error(&[list, list]);
    assert!(twice.contains("file 2: row 1: 서비스ID 1"), "{twice}");
    assert!(matches!(
        Gov24::read(&[r#"{"서비스ID": "1", "JA0101": "Y"}"#]),
        Err(Problem::NoList)
    ));
    assert!(error(&[&format!("{list}\n{list}")]).contains("row 2"));
    assert!(error(&[r#"{"서비스명": "가", "소관기관유형": "시군구"}"#]).contains("row 1"));
    assert!(error(&[r#"{"서비스ID": "1", "소관기관유형": "시군구"}"#]).contains("서비스명"));
}

#[test]
fn an_operation_comes_in_as_many_pages_as_it_has() {
    let page = |id: &str, field: &str| {
        let row = json!({"서비스ID": id, "서비스명": "가", "소관기관유형": "중앙행정기관", "소관기관명": "교육부"});
        let mut row = row.as_object().expect("a row").clone();
        row.insert(field.to_owned(), json!("값"));
        json!({"page": 1, "perPage": 1, "data": [row]}).to_string()
    };
    let conditions = |id: &str| json!({"data": [{"서비스ID": id, "JA0328": "Y"}]}).to_string();
    let files = [
        conditions("2"),
        page("1", "부서명"),
        page("2", "새 필드"),
        conditions("1"),
    ];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let read = Gov24::read(&files).expect("pages");
    let services = &read.catalogue.services;
    let ids: Vec<&str> = services.iter().map(|service| service.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);
    assert!(
        services
            .iter()
            .all(|service| service.audiences == ["disabled"])
    );
    assert_eq!(
        (read.joined.rows.len(), read.joined.without_conditions.len()),
        (4, 0)
    );
    let told: Vec<(usize, usize, &str)> = read
        .remarks
        .iter()
        .map(|remark| (remark.file, remark.row, remark.field.as_str()))
        .collect();
    assert_eq!(told, [(3, 1, "새 필드")]);
    let twice = Gov24::read(&[files[1], files[2], files[1]]).expect_err("one page twice");
    assert!(matches!(twice, Problem::InFile { file: 3, .. }), "{twice}");
}
