//! What the answers could be that a condition is tried on, groups whose words ask for what is in them, and the names of types of before.

use madang_survey::questionnaire::{Outcome, Rule, check, read};

use crate::forms::{QUESTIONS, form, workbook};

fn found(bytes: &[u8]) -> Vec<(Rule, String)> {
    let (form, mut findings) = read(bytes).expect("a workbook");
    let refused = |rule: Rule| rule.outcome() == Outcome::Refuse;
    if !findings.iter().any(|finding| refused(finding.rule)) {
        findings.extend(check(&form));
    }
    let found = findings.into_iter();
    found
        .map(|finding| (finding.rule, finding.names.join(",")))
        .collect()
}

#[track_caller]
fn finds(rows: &[&str], expected: &[(Rule, &str)]) {
    let expected: Vec<(Rule, String)> = expected
        .iter()
        .map(|(rule, names)| (*rule, (*names).to_owned()))
        .collect();
    assert_eq!(found(&form(rows)), expected, "{rows:?}");
}

#[test]
fn texts_have_lengths() {
    finds(&["text|a|A", "text|b|B|string-length(${a}) > 20"], &[]);
    finds(
        &["text|a|A||yes|string-length(.) >= 10 and string-length(.) <= 500"],
        &[],
    );
    finds(
        &[
            "text|a|A",
            "text|b|B|string-length(${a}) > 5 and string-length(${a}) < 6",
        ],
        &[(Rule::Unreachable, "b")],
    );
    finds(
        &["text|a|A||yes|string-length(.) > 9 and string-length(.) < 10"],
        &[(Rule::DeadEnd, "a")],
    );
}

#[test]
fn days_come_one_after_another() {
    finds(
        &["date|a|A||yes|. >= '2020-01-01' and . <= '2026-12-31'"],
        &[],
    );
    finds(&["date|a|A||yes|. >= '2020-01-01' and . <= today()"], &[]);
    finds(
        &["date|a|A||yes|. >= '2026-12-31' and . < '2020-01-01'"],
        &[(Rule::DeadEnd, "a")],
    );
    finds(
        &[
            "date|a|A|||. >= '2020-01-01'",
            "text|b|B|${a} < '2020-01-01' and ${a} != ''",
        ],
        &[(Rule::Unreachable, "b")],
    );
    finds(
        &[
            "date|a|A",
            "text|b|B|${a} > '2020-01-01' and ${a} < '2020-01-03'",
        ],
        &[],
    );
}

#[test]
fn many_choices_are_tried_together() {
    let choices: Vec<String> = (1..=16).map(|at| format!("many|c{at}|C{at}")).collect();
    let choices: Vec<&str> = ["list_name|name|label"]
        .into_iter()
        .chain(choices.iter().map(String::as_str))
        .collect();
    for (condition, expected) in [
        (
            "selected(${a}, 'c99')",
            vec![(Rule::Unreachable, "b".to_owned())],
        ),
        (
            "selected(${a}, 'c16') and count-selected(${a}) = 16",
            vec![],
        ),
        (
            "count-selected(${a}) > 16",
            vec![(Rule::Unreachable, "b".to_owned())],
        ),
    ] {
        let row = format!("text|b|B|{condition}");
        let survey = [QUESTIONS, "select_multiple many|a|A", &row];
        let bytes = workbook(&[("survey", &survey), ("choices", &choices)]);
        assert_eq!(found(&bytes), expected, "{condition}");
    }
}

/// What stands in the words of a question does not make its condition too much to look through.
#[test]
fn words_with_many_answers_hide_no_contradiction() {
    let mut rows: Vec<String> = ["p", "q", "r", "s", "t"]
        .iter()
        .map(|name| format!("integer|{name}|N||yes|. > 0 and . < 5000 and . != 70"))
        .collect();
    rows.push("select_one yn|a|A".to_owned());
    rows.push("text|b|${p} ${q} ${r} ${s} ${t}|${a} = 'maybe'".to_owned());
    rows.push("text|c|${p} ${q} ${r} ${s} ${t}|${a} = 'yes'".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    finds(&rows, &[(Rule::Unreachable, "b")]);
}

#[test]
fn what_is_in_a_group_needs_its_condition_and_not_its_words() {
    finds(
        &["begin group|g|About ${x}", "text|x|X||yes", "end group"],
        &[(Rule::LaterQuestion, "g,x")],
    );
    finds(
        &[
            "begin group|g|G|${x} = 'yes'",
            "select_one yn|x|X",
            "end group",
        ],
        &[(Rule::Cycle, "g,x")],
    );
    // From a condition into a group, and from the group's condition back.
    finds(
        &[
            "select_one yn|a|A|${b} = 'yes'",
            "begin group|g|G|${a} = 'yes'",
            "select_one yn|b|B",
            "select_one yn|c|C",
            "end group",
        ],
        &[(Rule::Cycle, "a,g,b")],
    );
}

#[test]
fn words_of_choices_ask_for_answers_too() {
    let survey = [QUESTIONS, "select_one who|a|A"];
    let choices = ["list_name|name|label", "who|x|Like ${nobody}"];
    let bytes = workbook(&[("survey", &survey), ("choices", &choices)]);
    assert_eq!(found(&bytes), [(Rule::UnknownName, "nobody".to_owned())]);
}

#[test]
fn groups_end_as_groups() {
    finds(
        &["begin group|g|G", "text|x|X", "end repeat"],
        &[(Rule::UnclosedGroup, "g")],
    );
    finds(
        &["begin loop over yn|l|L", "text|x|X", "end loop"],
        &[(Rule::UnsupportedType, "l")],
    );
}

#[test]
fn types_of_before_are_known() {
    for typed in [
        "add integer prompt",
        "q int",
        "q string",
        "add text prompt",
        "add note prompt",
        "q select1 yn",
        "add select one prompt using yn",
        "select one using yn",
        "select all that apply yn",
        "add select multiple prompt using yn",
        "Select_One yn",
    ] {
        finds(&[&format!("{typed}|a|A")], &[]);
    }
    for typed in [
        "gps",
        "q geopoint",
        "add image prompt",
        "get start time",
        "select one from file towns.csv",
        "phone number",
        "uri:deviceid",
        "percentage",
    ] {
        finds(&[&format!("{typed}|a|A")], &[(Rule::UnsupportedType, "a")]);
    }
    finds(&["integr|a|A"], &[(Rule::UnknownType, "integr")]);
}

#[test]
fn what_cannot_be_kept_is_named() {
    finds(
        &["select_one yn|a|A", "text|b|B||${a} = 'yes'"],
        &[(Rule::NotKept, "b")],
    );
    let survey = [QUESTIONS, "select_one yn|a|A"];
    let choices = ["list_name|name|label", "yn|very good|Good"];
    let bytes = workbook(&[("survey", &survey), ("choices", &choices)]);
    let expected = [
        (Rule::MalformedName, "very good".to_owned()),
        (Rule::MissingChoiceList, "yn".to_owned()),
    ];
    assert_eq!(found(&bytes), expected);
}
