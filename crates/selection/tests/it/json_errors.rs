//! Mistakes in JSON are told with their place.

use madang_selection::tabular::read_json;

/// What stands after project `a`, after the one ballot for it, and after both, in an election that is right without; and what is
/// told of it. The projects begin in line 2, the ballots in line 3.
const CASES: [[&str; 4]; 17] = [
    [
        "",
        ",\n  [\"z\"]",
        "",
        "line 4, column 3, vote: ballot 2 lists the project `z`",
    ],
    [
        "",
        ", [\"a\", \"a\"]",
        "",
        "line 3, column 20, vote: ballot 2 lists the project `a` more",
    ],
    [
        "",
        ",\n  {\"projects\": [\"a\"], \"points\": [1]}",
        "",
        "line 4, column 3, ballot 2: 1 projects and 1 points",
    ],
    [
        "",
        ",\n  {\"projects\": [],\n   \"weigth\": 1}",
        "",
        "line 5, column 11, ballot 2: unknown field `weigth`",
    ],
    [
        "",
        ", {\"projects\": [], \"projects\": []}",
        "",
        "line 3, column 46, ballot 2: duplicate field `projects`",
    ],
    [
        "",
        ", {\"projects\": [], \"voter\": {\"age\": 1, \"age\": 2}}",
        "",
        "ballot 2: the key `age` stands twice",
    ],
    [
        "",
        ", {\"projects\": [], \"voter\": {\"age\": [1]}}",
        "",
        "expected a text, a number, true or false",
    ],
    [
        "",
        ", {\"projects\": [], \"voter\": {\"vote\": 1}}",
        "",
        "line 3, column 20, ballot 2: `vote` stands in `voter`",
    ],
    [
        ",\n {\"id\": \"b\", \"cost\": -1}",
        "",
        "",
        "line 3, column 24, project 2: `-1`: negative",
    ],
    [
        ",\n {\"id\": \"b\", \"cost\": \"1,500\"}",
        "",
        "",
        "project 2: `1,500`: a comma before three digits",
    ],
    [
        ",\n {\"id\": \"a\", \"cost\": 1}",
        "",
        "",
        "line 3, column 2, project: two projects have the id `a`",
    ],
    [
        ",\n {\"id\": \"b,c\", \"cost\": 1}",
        "",
        "",
        "line 3, column 2, project: `b,c` is no project id",
    ],
    [
        "",
        "",
        ", \"meta\": {\"x\": 1, \"x\": 2}",
        "line 3, column 40, election: the key `x` stands twice",
    ],
    ["", "", ", \"meta\": {\"budget\": 2}", "`meta` states `2`"],
    ["", "", ", \"ballots\": []", "duplicate field `ballots`"],
    [
        "",
        "",
        ",\n\"score_sheets\": [{\"body\": \"p\", \"expert\": \"A\", \"scores\": {\"q\": 1}}]",
        "line 4, column 18, score sheet: the score sheet of A has a score of the project `q`",
    ],
    [
        "",
        "",
        ",\n\"score_sheets\": [{\"body\": \"p\", \"expert\": \"A\", \"scores\": {\"a\": 1, \"a\": 2}}]",
        "score sheet: the key `a` stands twice",
    ],
];

fn document([projects, ballots, more]: [&str; 3]) -> String {
    format!(
        "{{\"vote_type\": \"approval\", \"budget\": 1,\n\"projects\": [{{\"id\": \"a\", \"cost\": 1}}{projects}],\n\
         \"ballots\": [[\"a\"]{ballots}]{more}}}"
    )
}

#[test]
fn mistakes_have_their_place() {
    let right = read_json(&document(["", "", ""]), "v.json").expect("nothing is wrong");
    assert_eq!(right.projects().len(), 1);
    let broken = ["", "", ",\n\"number\": x", "line 4, column 11"];
    for [projects, ballots, more, words] in CASES.into_iter().chain([broken]) {
        let text = document([projects, ballots, more]);
        let error = read_json(&text, "v.json")
            .expect_err("an error")
            .to_string();
        assert!(error.contains(words), "{words}: {error}\n{text}");
        assert!(error.starts_with("v.json: line "), "{error}");
    }
}
