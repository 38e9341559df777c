//! Mistakes in JSON are told with their place.

use madang_selection::tabular::read_json;

/// An election with project `a` and one ballot for it, and what more there is; from line 2 the projects, from line 3 the
/// ballots.
fn document(projects: &str, ballots: &str, more: &str) -> String {
    format!(
        "{{\"vote_type\": \"approval\", \"budget\": 1,\n\"projects\": [{{\"id\": \"a\", \"cost\": 1}}{projects}],\n\
         \"ballots\": [[\"a\"]{ballots}]{more}}}"
    )
}

fn sheet(scores: &str) -> String {
    format!(
        ",\n\"score_sheets\": [{{\"body\": \"p\", \"expert\": \"A\", \"scores\": {{{scores}}}}}]"
    )
}

fn assert_told(cases: &[(String, &str)]) {
    for (text, words) in cases {
        let error = read_json(text, "v.json").expect_err("an error").to_string();
        assert!(error.contains(words), "{words}: {error}\n{text}");
        assert!(error.starts_with("v.json: line "), "{error}");
    }
}

#[test]
fn mistakes_in_ballots_have_their_place() {
    assert_told(&[
        (
            document("", ",\n  [\"z\"]", ""),
            "line 4, column 3, vote: ballot 2 lists the project `z`",
        ),
        (
            document("", ", [\"a\", \"a\"]", ""),
            "line 3, column 20, vote: ballot 2 lists the project `a` more",
        ),
        (
            document("", ",\n  {\"projects\": [\"a\"], \"points\": [1]}", ""),
            "line 4, column 3, ballot 2: 1 projects and 1 points",
        ),
        (
            document("", ",\n  {\"projects\": [],\n   \"weigth\": 1}", ""),
            "line 5, column 11, ballot 2: unknown field `weigth`",
        ),
        (
            document("", ", {\"projects\": [], \"projects\": []}", ""),
            "line 3, column 46, ballot 2: duplicate field `projects`",
        ),
        (
            document(
                "",
                ", {\"projects\": [], \"voter\": {\"age\": 1, \"age\": 2}}",
                "",
            ),
            "ballot 2: the key `age` stands twice",
        ),
        (
            document("", ", {\"projects\": [], \"voter\": {\"age\": [1]}}", ""),
            "expected a text, a number, true or false",
        ),
        (
            document("", ", {\"projects\": [], \"voter\": {\"vote\": 1}}", ""),
            "line 3, column 20, ballot 2: `vote` stands in `voter`",
        ),
    ]);
}

#[test]
fn mistakes_in_projects_have_their_place() {
    assert_told(&[
        (
            document(",\n {\"id\": \"b\", \"cost\": -1}", "", ""),
            "line 3, column 24, project 2: `-1`: negative",
        ),
        (
            document(",\n {\"id\": \"b\", \"cost\": \"1,500\"}", "", ""),
            "project 2: `1,500`: a comma before three digits",
        ),
        (
            document(",\n {\"id\": \"a\", \"cost\": 1}", "", ""),
            "line 3, column 2, project: two projects have the id `a`",
        ),
        (
            document(",\n {\"id\": \"b,c\", \"cost\": 1}", "", ""),
            "line 3, column 2, project: `b,c` is no project id",
        ),
    ]);
}

#[test]
fn mistakes_elsewhere_have_their_place() {
    assert_told(&[
        (
            document("", "", ", \"meta\": {\"x\": 1, \"x\": 2}"),
            "line 3, column 40, election: the key `x` stands twice",
        ),
        (
            document("", "", ", \"meta\": {\"budget\": 2}"),
            "`meta` states `2`",
        ),
        (
            document("", "", ", \"ballots\": []"),
            "duplicate field `ballots`",
        ),
        (
            document("", "", &sheet("\"q\": 1")),
            "line 4, column 18, score sheet: the score sheet of A scores the project `q`",
        ),
        (
            document("", "", &sheet("\"a\": 1, \"a\": 2")),
            "score sheet: the key `a` stands twice",
        ),
        (document("", "", ",\n\"number\": x"), "line 4, column 11"),
    ]);
}
