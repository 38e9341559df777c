//! The five checks before fielding, on forms made for each, and what a form by pages cannot keep.

use madang_survey::questionnaire::{Outcome, Rule, check, read};
use rust_xlsxwriter::Workbook;

use crate::forms::{Sheet, form, workbook};

fn broken(bytes: &[u8]) -> Vec<(Rule, Vec<String>)> {
    let (form, mut findings) = read(bytes).expect("a workbook");
    let refused = |rule: Rule| rule.outcome() == Outcome::Refuse;
    if !findings.iter().any(|finding| refused(finding.rule)) {
        findings.extend(check(&form));
    }
    let found = findings.into_iter();
    found.map(|finding| (finding.rule, finding.names)).collect()
}

/// Each form breaks one rule, for these names.
#[track_caller]
fn breaks(rows: &[&str], rule: Rule, names: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(broken(&form(rows)), [(rule, names)], "{rows:?}");
}

#[track_caller]
fn holds(rows: &[&str]) {
    assert_eq!(broken(&form(rows)), [], "{rows:?}");
}

#[test]
fn cycles() {
    breaks(
        &[
            "select_one yn|a|A|||||name = ${b}",
            "select_one yn|b|B|${a} = 'yes'",
        ],
        Rule::Cycle,
        &["a", "b"],
    );
    breaks(
        &["integer|a|A, after ${b}", "integer|b|B, after ${a}"],
        Rule::Cycle,
        &["a", "b"],
    );
    breaks(&["calculate|a|||||${a} + 1"], Rule::Cycle, &["a"]);
    breaks(&["integer|a|A|${a} > 1"], Rule::Cycle, &["a"]);
    breaks(
        &["integer|a|A|||. < ${b}", "integer|b|B|||. > ${a}"],
        Rule::Cycle,
        &["a", "b"],
    );
    // The condition of an outer group counts for what an inner one holds, and only the circle is named.
    breaks(
        &[
            "integer|first|First",
            "begin group|outer|Outer|${deep} = 1",
            "begin group|inner|Inner",
            "integer|deep|Deep|${first} = 1",
            "end group",
            "integer|beside|Beside",
            "end group",
        ],
        Rule::Cycle,
        &["outer", "inner", "deep"],
    );
    holds(&["integer|a|A|||. > 3 and ${a} < 9"]);
}

#[test]
fn later_questions() {
    for row in [
        "integer|a|A|${b} = 1",
        "integer|a|A|||. < ${b}",
        "calculate|a|||||${b} * 2",
        "select_one yn|a|A|||||name = ${b}",
        "select_multiple yn|a|A||||||randomize=true, seed=${b}",
        "integer|a|A, unlike ${b}",
        "integer|a|A|||||||Unlike ${b}",
    ] {
        breaks(&[row, "integer|b|B||yes"], Rule::LaterQuestion, &["a", "b"]);
    }
}

#[test]
fn unreachable_questions_and_dead_ends() {
    for (rows, name) in [
        (
            &[
                "integer|a|A|||. >= 19 and . <= 120",
                "text|b|B|${a} < 19 and ${a} != ''",
            ][..],
            "b",
        ),
        (&["integer|a|A||yes|. >= 19", "text|b|B|${a} = ''"], "b"),
        (&["decimal|a|A", "text|b|B|${a} > 2 and ${a} < 2"], "b"),
        (
            &["select_one yn|a|A", "text|b|B|selected(${a}, 'maybe')"],
            "b",
        ),
        (
            &[
                "select_multiple yn|a|A",
                "text|b|B|count-selected(${a}) = 3 and not(selected(${a}, 'dk'))",
            ],
            "b",
        ),
        (
            &[
                "select_one yn|a|A",
                "begin group|g|G|${a} = 'no'",
                "text|b|B|${a} = 'yes'",
                "text|c|C",
                "end group",
            ],
            "b",
        ),
        (
            &[
                "select_one yn|a|A",
                "calculate|s|||||if(${a} = 'yes', 1, 2)",
                "text|b|B|${s} > 2",
            ],
            "b",
        ),
    ] {
        breaks(rows, Rule::Unreachable, &[name]);
    }
    breaks(&["integer|a|A||yes|. > 5 and . < 6"], Rule::DeadEnd, &["a"]);
    breaks(
        &["select_one yn|a|A||yes|. = 'maybe'"],
        Rule::DeadEnd,
        &["a"],
    );
    holds(&["integer|a|A|||. > 5 and . < 6"]);
    holds(&["decimal|a|A", "text|b|B|${a} > 2 and ${a} < 3"]);
    // What cannot be looked through is said, and is no fault.
    breaks(
        &["integer|a|A", "integer|b|B", "text|c|C|${a} + ${b} > 3"],
        Rule::NotChecked,
        &["c"],
    );
}

#[test]
fn answers_in_words() {
    breaks(
        &["integer|a|A", "text|b|Why ${a}?"],
        Rule::Piping,
        &["b", "a"],
    );
    breaks(
        &["integer|a|A", "text|b|Why?|||||||You said ${a}"],
        Rule::Piping,
        &["b", "a"],
    );
    holds(&["integer|a|A||yes", "text|b|Why ${a}?"]);
    holds(&["integer|a|A", "text|b|Why ${a}?|${a} > 0"]);
    breaks(&["text|b|Why ${nowhere}?"], Rule::UnknownName, &["nowhere"]);
    breaks(
        &["select_one yn|b|B||||||randomize=true, seed=${nowhere}"],
        Rule::UnknownName,
        &["nowhere"],
    );
}

#[test]
fn names_lists_and_groups() {
    breaks(&["integer|2a|A"], Rule::MalformedName, &["2a"]);
    breaks(&["integer|a b|A"], Rule::MalformedName, &["a b"]);
    breaks(&["integer||A"], Rule::MissingName, &["integer"]);
    holds(&["integer|나이|A", "text|_x.y-1|B"]);
    // Data have one column of each name, wherever it is asked.
    breaks(
        &[
            "begin group|g|G",
            "integer|a|A",
            "end group",
            "integer|a|A again",
        ],
        Rule::DuplicateName,
        &["a"],
    );
    breaks(
        &["select_one nothing|a|A"],
        Rule::MissingChoiceList,
        &["nothing"],
    );
    breaks(&["integer|a|A", "end group"], Rule::UnclosedGroup, &[]);
    breaks(
        &["begin group|g|G", "integer|a|A"],
        Rule::UnclosedGroup,
        &["g"],
    );
    breaks(&["integer|a|A|${b"], Rule::MalformedExpression, &["${b"]);
    breaks(
        &["integer|a|A|||pulldata('x', 'y')"],
        Rule::UnknownFunction,
        &["pulldata"],
    );
    let choices = |rows: &[&str]| {
        let survey = ["type|name|label", "select_one l|a|A"];
        let rows: Vec<&str> = ["list_name|name|label"]
            .iter()
            .chain(rows)
            .copied()
            .collect();
        broken(&workbook(&[("survey", &survey), ("choices", &rows)]))
    };
    assert_eq!(
        choices(&["l|x|X", "l|x|Again"]),
        [(Rule::DuplicateChoice, vec!["x".to_owned()])]
    );
    assert_eq!(
        choices(&["l|x|X", "l|x y|Blank", "l||None"]),
        [
            (Rule::MalformedName, vec!["x y".to_owned()]),
            (Rule::MissingChoice, vec!["l".to_owned()])
        ]
    );
}

/// What pages cannot keep is refused by its name.
#[test]
fn what_is_not_taken() {
    for (row, name) in [
        ("begin repeat|child|Child", "child"),
        ("geopoint|where|Where", "where"),
        ("image|photo|Photo", "photo"),
        ("audio|voice|Voice", "voice"),
        ("select_one_from_file list.csv|file|File", "file"),
        ("select_one yn or_other|other|Other", "other"),
        ("range|range|Range", "range"),
        ("time|when|When", "when"),
    ] {
        let rows: &[&str] = match row.starts_with("begin repeat") {
            true => &[row, "integer|a|A", "end repeat"],
            false => &[row],
        };
        breaks(rows, Rule::UnsupportedType, &[name]);
    }
    let survey = ["type|name|label", "integer|a|A"];
    let with = |sheet: Sheet<'_>| broken(&workbook(&[("survey", &survey), sheet]));
    let named = |rule: Rule, name: &str| vec![(rule, vec![name.to_owned()])];
    assert_eq!(
        with(("entities", &["dataset|label", "people|x"])),
        named(Rule::UnsupportedSheet, "entities")
    );
    assert_eq!(
        with(("external_choices", &["list_name|name", "l|x"])),
        named(Rule::UnsupportedSheet, "external_choices")
    );
    for header in [
        "media::image",
        "media::audio::English (en)",
        "video",
        "Big-Image",
    ] {
        let survey = [
            format!("type|name|label|{header}"),
            "integer|a|A|a.png".to_owned(),
        ];
        let survey = survey.each_ref().map(String::as_str);
        let found = broken(&workbook(&[("survey", &survey)]));
        assert_eq!(found, named(Rule::UnsupportedMedia, "a"), "{header}");
    }
    let pictures = ["list_name|name|label|image", "l|x|X|x.png"];
    let survey = ["type|name|label", "select_one l|a|A"];
    let found = broken(&workbook(&[("survey", &survey), ("choices", &pictures)]));
    assert_eq!(found, named(Rule::UnsupportedMedia, "x"));
    let survey = ["type|name|label|save_to", "integer|a|A|age"];
    let found = broken(&workbook(&[("survey", &survey)]));
    assert_eq!(found, named(Rule::UnsupportedType, "a"));
}

#[test]
fn columns_that_are_read_over_are_named() {
    let survey = [
        "type|name|label|bind::relevant|body::appearance|guidance_hint|note",
        "integer|a|A|||Slowly|",
        "text|b|B|${a} > 1|multiline||",
    ];
    let settings = ["form_title|style", "T|pages"];
    let bytes = workbook(&[("survey", &survey), ("settings", &settings)]);
    let kept = |name: &str| (Rule::NotKept, vec![name.to_owned()]);
    assert_eq!(broken(&bytes), [kept("style"), kept("guidance_hint")]);
    let (form, _) = read(&bytes).expect("a form");
    assert_eq!(
        (form.items[1].appearance.as_str(), form.title.as_str()),
        ("multiline", "T")
    );
    assert!(form.items[1].show_if.is_some());
}

/// Rows that their makers switched off are not there, and cells have the types that Excel gives them.
#[test]
fn rows_that_are_off_and_cells_that_are_no_texts() {
    let survey = [
        "type|name|label|disabled",
        "begin repeat|child|Child|yes",
        "integer|a|A|no",
        "end repeat|||yes",
        "|a|A comment|",
        "integer|a|Again|TRUE",
    ];
    assert_eq!(broken(&workbook(&[("survey", &survey)])), []);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Survey").expect("a name");
    let cells = ["type", "name", "label", "required", "relevant"];
    for (column, header) in (0_u16..).zip(cells) {
        sheet.write_string(0, column, header).expect("a cell");
    }
    for (row, of) in [(2, ["select_one l", "a", "A"]), (5, [" TEXT ", "b ", "B"])] {
        for (column, cell) in (0_u16..).zip(of) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
    }
    sheet.write_boolean(2, 3, true).expect("a cell");
    sheet.write_string(5, 4, "${a}='2'").expect("a cell");
    let sheet = workbook.add_worksheet();
    sheet.set_name("choices").expect("a name");
    for (column, header) in (0_u16..).zip(["list name", "name", "label"]) {
        sheet.write_string(0, column, header).expect("a cell");
    }
    for number in 1..3 {
        sheet.write_string(number, 0, "l").expect("a cell");
        sheet
            .write_number(number, 1, f64::from(number))
            .expect("a cell");
        sheet.write_string(number, 2, "x").expect("a cell");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(broken(&bytes), []);
    let (form, _) = read(&bytes).expect("a form");
    assert!(form.items[0].required);
    assert_eq!(form.lists["l"][1].name, "2");
    assert_eq!((form.items[1].name.as_str(), form.items[1].row), ("b", 6));
}

#[test]
fn words_of_one_language_alone() {
    let survey = [
        "type|name|label::한국어 (ko)|label::English (en)|hint::한국어 (ko)|hint::English (en)",
        "begin group|g||||",
        "integer|a|가|A|하나|",
        "integer|b|나|||",
        "end group",
    ];
    let found = broken(&workbook(&[("survey", &survey)]));
    let lacks = |name: &str| (Rule::MissingTranslation, vec![name.to_owned()]);
    assert_eq!(found, [lacks("a"), lacks("b")]);
}

#[test]
fn formulas_and_macros() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("survey").expect("a name");
    for (column, header) in (0_u16..).zip(["type", "name", "label"]) {
        sheet.write_string(0, column, header).expect("a cell");
    }
    for (column, cell) in (0_u16..).zip(["integer", "a"]) {
        sheet.write_string(1, column, cell).expect("a cell");
    }
    // As programs leave a formula that do not compute.
    sheet.set_formula_result_default("");
    sheet.write_formula(1, 2, "=B2&\"?\"").expect("a formula");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (_, findings) = read(&bytes).expect("a workbook");
    assert_eq!(findings[0].rule, Rule::FormulaWithoutValue);
    assert_eq!(findings[0].names, ["survey!C2"]);
    assert_eq!(
        (findings[0].place.row, findings[0].place.column.as_deref()),
        (2, Some("C"))
    );

    let project = std::env::temp_dir().join(format!("madang-vba-{}.bin", std::process::id()));
    std::fs::write(&project, b"macros").expect("a file");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("survey").expect("a name");
    workbook.add_vba_project(&project).expect("macros");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    std::fs::remove_file(&project).expect("no file");
    assert_eq!(broken(&bytes), [(Rule::Macros, vec![])]);
}
