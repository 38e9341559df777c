//! Questionnaires from one format into another: nothing is lost on the way, and archives can read what is written.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use madang_survey::questionnaire::{
    Kind, Outcome, Questionnaire, Rule, check, read, read_document, variables, write_codebook,
    write_ddi, write_document, write_xlsform,
};

use crate::common::{bytes, shared};
use crate::forms::workbook;

/// The forms of the specification that can be fielded, by name.
fn forms() -> Vec<(String, Questionnaire)> {
    let mut forms = Vec::new();
    for entry in fs::read_dir(shared().join("dev/xlsform")).expect("a folder") {
        let path = entry.expect("a file").path();
        let (form, mut findings) = read(&fs::read(&path).expect("a file")).expect("a workbook");
        findings.extend(check(&form));
        let refused = |rule: Rule| rule.outcome() == Outcome::Refuse;
        if !findings.iter().any(|finding| refused(finding.rule)) {
            forms.push((path.display().to_string(), form));
        }
    }
    assert_eq!(forms.len(), 5);
    forms
}

fn national() -> Questionnaire {
    read(&bytes("dev/xlsform/national.xlsx"))
        .expect("a workbook")
        .0
}

#[test]
fn what_is_written_reads_as_the_same_questionnaire() {
    for (name, form) in forms() {
        let document = write_document(&form).expect("a document");
        let (from_document, findings) = read(document.as_bytes()).expect("a document");
        assert_eq!(findings, [], "{name}");
        assert_eq!(
            write_document(&from_document).expect("a document"),
            document
        );
        let written = write_xlsform(&from_document).expect("a workbook");
        assert_eq!(
            written,
            write_xlsform(&form).expect("a workbook"),
            "the same bytes"
        );
        let (again, findings) = read(&written).expect("a workbook");
        assert_eq!(findings, [], "{name}");
        assert_eq!(
            write_document(&again).expect("a document"),
            document,
            "{name}"
        );
    }
}

/// Every column of a form, each with something in it.
#[test]
fn all_that_a_question_says_is_kept() {
    let survey = [
        "type|name|label::한국어 (ko)|label::English (en)|hint::한국어 (ko)|relevant|required|required_message::English (en)|constraint|constraint_message::한국어 (ko)|calculation|choice_filter|parameters|default|appearance|read_only",
        "calculate|seed|||||||||once(random())|||||",
        "begin_group|outer|밖|Outer||${seed} > 0|||||||||field-list|",
        "begin_group|table|표|Table|||||||||||table-list|",
        "select_one l|first|첫째|First|도움말||yes|Please answer|. != 'x'|x 말고|||randomize=true, seed=${seed}|y|likert|",
        "end_group|",
        "rank l|order|순서|Order|||||||||||",
        "end_group|",
        "select_multiple l|many|여럿|Many||||||||sub = ${first}||||",
        "decimal|amount|금액|Amount||||| . >= -0.5 and . < 3 * (2 + 1)|||||1.5||yes",
        "text|why|이유|Why \"so\"?||||| regex(., \"it's\")||||||multiline|",
    ];
    let choices = [
        "list_name|name|label::한국어 (ko)|label::English (en)|missing|sub",
        "l|x|엑스|=X||y",
        "l|y|와이|Y||",
        "l|dk|모름|Don't know|d|",
    ];
    let settings = [
        "form_title|form_id|version|default_language",
        "제목|form|7|한국어 (ko)",
    ];
    let sheets: [(&str, &[&str]); 3] = [
        ("survey", &survey),
        ("choices", &choices),
        ("settings", &settings),
    ];
    let (form, findings) = read(&workbook(&sheets)).expect("a workbook");
    assert_eq!(findings, []);
    let document = write_document(&form).expect("a document");
    for said in [
        "\"title\": \"제목\"",
        "\"version\": \"7\"",
        "\"default_language\": \"한국어 (ko)\"",
        "\"constraint\": \". != 'x'\"",
        "\"constraint_message\": {\n                \"한국어 (ko)\": \"x 말고\"",
        "\"required_message\": {\n                \"English (en)\": \"Please answer\"",
        "\"parameters\": \"randomize=true, seed=${seed}\"",
        "\"default\": \"y\"",
        "\"appearance\": \"likert\"",
        "\"choice_filter\": \"sub = ${first}\"",
        "\"constraint\": \". >= -0.5 and . < 3 * (2 + 1)\"",
        "\"read_only\": true",
        "\"missing\": \"d\"",
        "\"sub\": \"y\"",
    ] {
        assert!(document.contains(said), "{said} in {document}");
    }
    let (again, findings) = read(&write_xlsform(&form).expect("a workbook")).expect("a workbook");
    assert_eq!(findings, []);
    assert_eq!(write_document(&again).expect("a document"), document);
    let groups: Vec<Option<usize>> = again.items.iter().map(|item| item.group).collect();
    assert_eq!(
        groups,
        [None, None, Some(1), Some(2), Some(1), None, None, None]
    );
    assert_eq!(again.items[2].kind, Kind::Group { matrix: true });
    assert_eq!(again.items[7].kind, Kind::Text { long: true });
}

#[test]
fn documents_that_are_none_are_refused_and_faults_in_them_are_named() {
    let document = |items: &str| {
        format!(r#"{{"format": "madang-questionnaire/1", "languages": [""], "items": [{items}]}}"#)
    };
    for (text, words) in [
        ("{".to_owned(), "EOF"),
        ("{}".to_owned(), "missing field `format`"),
        (
            r#"{"format": "other/1", "items": []}"#.to_owned(),
            "`other/1`",
        ),
        (
            document(r#"{"name": "a", "type": "text", "colour": "red"}"#),
            "`colour`",
        ),
        (
            document(r#"{"name": "a", "type": "text", "items": [{"name": "b", "type": "text"}]}"#),
            "`a` is no group",
        ),
        (
            document(&format!(
                "{}{}",
                r#"{"name": "g", "type": "group", "items": ["#.repeat(40),
                "]}".repeat(40)
            )),
            "deep",
        ),
    ] {
        let error = read_document(text.as_bytes()).expect_err(&text).to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
    let faults = document(
        r#"{"name": "a", "type": "select_one", "list": "none"}, {"name": "a", "type": "video"},
           {"name": "a", "type": "text", "relevant": "1 +"}, {"name": "b", "type": "integer", "list": "none"}"#,
    );
    let (_, findings) = read(faults.as_bytes()).expect("a document");
    let found: Vec<(Rule, u32)> = findings.iter().map(|of| (of.rule, of.place.row)).collect();
    assert_eq!(
        found,
        [
            (Rule::MissingChoiceList, 1),
            (Rule::UnknownType, 2),
            (Rule::MalformedExpression, 2),
            (Rule::DuplicateName, 2),
            (Rule::UnknownType, 3)
        ]
    );
}

/// Checked by the schema itself. `scripts/test.sh` installs xmllint (libxml2-utils).
#[test]
fn codebooks_keep_the_schema_of_archives() {
    let odd = [
        "type|name|label::English (en)|label::Deutsch|hint::English (en)|relevant",
        "integer|a|A & B <\"c\">|Ä|Read 'out'|",
        "rank l|r|R|R||${a} > 1",
        "select_multiple l|m|M|M||",
    ];
    let choices = [
        "list_name|name|label::English (en)|missing",
        "l|x|X|",
        "l|y|Y|r",
    ];
    let odd = workbook(&[("survey", &odd), ("choices", &choices)]);
    let empty = workbook(&[("survey", &["type|name|label"])]);
    let mut all = forms();
    all.extend([odd, empty].map(|bytes| ("made".to_owned(), read(&bytes).expect("a form").0)));
    let schema = shared().join("ddi/2.5/codebook.xsd");
    for (name, form) in all {
        let mut lint = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .arg(&schema)
            .arg("-")
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("xmllint is there: apt-get install libxml2-utils");
        let written = write_ddi(&form);
        let mut input = lint.stdin.take().expect("its input");
        input.write_all(written.as_bytes()).expect("it reads");
        drop(input);
        let ended = lint.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{name}: {said}\n{written}");
    }
}

#[test]
fn codebooks_say_what_data_hold() {
    let form = national();
    let names: Vec<String> = variables(&form).into_iter().map(|one| one.name).collect();
    let expected = "seed age sex used hours sat needs/general needs/target needs/vulnerable needs/business order/1 order/2 order/3 order/4 g1 g2 when why";
    assert_eq!(names.join(" "), expected);
    let ddi = write_ddi(&form);
    for said in [
        "<titl>국민 조사</titl><IDNo>national_survey</IDNo>",
        "<qstnLit xml:lang=\"en\">Age in years</qstnLit>",
        "<valrng><range min=\"19\" max=\"120\"/></valrng>",
        "<catgry missing=\"Y\" missType=\"dontknow\"><catValu>.d</catValu><labl xml:lang=\"en\">Don't know</labl>",
        "<varGrp ID=\"G9\" type=\"multipleResp\" name=\"needs\" var=\"V7 V8 V9 V10\">",
        "type=\"grid\" name=\"grid\" var=\"V15 V16\"",
        "<universe>${used} = 'yes' and ${hours} &gt; 0</universe>",
        "<derivation><drvcmd>once(random())</drvcmd></derivation>",
    ] {
        assert!(ddi.contains(said), "{said} in {ddi}");
    }
    let codebook = write_codebook(&form).expect("a codebook");
    let lines: Vec<&str> = codebook.lines().collect();
    assert_eq!(
        lines[0],
        "variable,type,asked,required,constraint,question::한국어 (ko),question::English (en),value,missing,label::한국어 (ko),label::English (en)"
    );
    for line in [
        "used,select_one,,yes,,이용 경험,Have you used the service?,.d,d,모름,Don't know",
        "age,integer,,yes,. >= 19 and . <= 120,만 나이,Age in years,,,,",
        "needs/target,select_multiple,,,count-selected(.) <= 3,필요한 서비스 / 맞춤 대상,Which services do you need? / Target groups,1,,,",
    ] {
        assert!(lines.contains(&line), "{line} in {codebook}");
    }
    // A spreadsheet computes nothing of it.
    let (survey, choices) = (
        ["type|name|label", "select_one l|a|=A"],
        ["list_name|name|label", "l|x|+1"],
    );
    let form = read(&workbook(&[("survey", &survey), ("choices", &choices)]))
        .expect("a form")
        .0;
    let codebook = write_codebook(&form).expect("a codebook");
    assert!(codebook.contains("'=A,x,,'+1"), "{codebook}");
}

/// What pyxform makes of a form that was read and written again is what it makes of the form itself; only lists may stand in another order, and blanks in
/// expressions.
#[test]
fn other_programs_read_what_is_written() {
    let folder = std::env::temp_dir().join(format!("madang-xlsform-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let mut written = Vec::new();
    for (path, form) in forms() {
        let name = Path::new(&path).file_stem().expect("a name").to_owned();
        let file = folder.join(&name).with_extension("xlsx");
        fs::write(&file, write_xlsform(&form).expect("a workbook")).expect("a file");
        written.push((name, file));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/pyxform.sh");
    let ended = Command::new(script)
        .args(written.iter().map(|(_, file)| file))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{said}");
    for (name, file) in written {
        let found = fs::read_to_string(file.with_extension("xml")).expect("a file");
        let expected = shared().join("expected/dev/xlsform").join(&name);
        let expected = fs::read_to_string(expected.with_extension("xml")).expect("a file");
        let sorted = |text: &str| {
            let mut parts: Vec<String> = text
                .split('<')
                .map(|part| part.split_whitespace().collect())
                .collect();
            parts.sort_unstable();
            parts
        };
        assert_eq!(sorted(&found), sorted(&expected), "{name:?}");
    }
    fs::remove_dir_all(&folder).expect("no folder");
}
