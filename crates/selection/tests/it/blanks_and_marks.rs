//! Blank rows, byte order marks, line ends and spellings in the shapes that field_files leaves out.

use std::collections::BTreeSet;

use madang_selection::audit::{AuditError, Limits, audit};
use madang_selection::pabulib::{ParseErrorKind, ReadOptions, read};
use madang_selection::tabular::{CsvOptions, read_csv, read_json, read_selected, write_json};
use madang_selection::{
    Decimal, Election, Normalisation, Rule, ScoreRule, ScoreSheet, SelectionRule, Utility,
    WarningKind, select,
};

const BODY: &str = "PROJECTS\nproject_id;cost\n1;60\n2;40\nVOTES\nvoter_id;vote\na;1,2\nb;2\n";

fn file(meta: &str) -> String {
    format!("META\nkey;value\nbudget;100\nvote_type;approval\n{meta}{BODY}")
}

fn strict(text: &str) -> Result<Election, String> {
    read(text.as_bytes(), &ReadOptions::strict()).map_err(|error| error.to_string())
}

fn csv(projects: &str, ballots: &str) -> Election {
    let options = CsvOptions {
        budget: Some(Decimal::from(100)),
        ..CsvOptions::default()
    };
    read_csv(projects, ballots, &options).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn quoted_and_unseen_blanks_are_blank_rows_too() {
    let plain = strict(&file("")).expect("an election");
    let rows = ["\"\";\"\"", "\u{a0};", "\u{3000};\u{3000}", "\u{feff}"];
    for blank in rows {
        let text = file("").replace("2;40\n", &format!("{blank}\n2;40\n{blank}\n"));
        let text = text.replace("b;2\n", &format!("{blank}\nb;2\n{blank}\n"));
        let election = strict(&text).unwrap_or_else(|error| panic!("{blank:?}: {error}"));
        assert_eq!(election.input_digest(), plain.input_digest(), "{blank:?}");
    }
    // Bytes that are no text are not nothing.
    let mut bytes = file("").into_bytes();
    bytes.extend(b"\xb0\xa1;\n");
    let error = read(&bytes[..], &ReadOptions::default()).expect_err("not UTF-8");
    assert!(matches!(error.kind, ParseErrorKind::NotUtf8), "{error}");
    assert!(
        error.to_string().contains("save the file as UTF-8"),
        "{error}"
    );
}

#[test]
fn what_ends_a_file_of_dos_is_no_voter() {
    let plain = strict(&file("")).expect("an election");
    let ended = strict(&format!("{}\u{1a}", file(""))).expect("the same");
    assert_eq!(ended.input_digest(), plain.input_digest());
    // Anywhere else it is what it is.
    assert!(strict(&format!("{}\u{1a}\nc;2\n", file(""))).is_err());
}

#[test]
fn lines_of_a_cell_are_of_one_kind() {
    let projects = "project_id,cost,name\r\n1,60,\"two\r\nlines\"\r\n2,40,\"a\rb\"\r\n";
    let read = csv(projects, "voter_id,vote\r\na,1\r\n");
    let names = read.projects().iter().map(|own| own.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["two\nlines", "a\rb"]);
}

#[test]
fn columns_that_mean_something_are_known_in_capitals() {
    let plain = strict(&file("")).expect("an election");
    let text = file("").replace("project_id;cost", "Project_ID;COST");
    let capitals = strict(&text.replace("voter_id;vote", "Voter_Id;Vote")).expect("the same");
    assert_eq!(capitals.input_digest(), plain.input_digest());
    let twice = strict(&file("").replace("project_id;cost", "project_id;cost;Cost"));
    assert!(twice.expect_err("twice").contains("twice"));
}

#[test]
fn a_weight_in_a_file_of_single_voters_is_told_and_refused_by_strict_reading() {
    let text = file("").replace("voter_id;vote", "voter_id;vote;weight");
    let text = text.replace("a;1,2", "a;1,2;3").replace("b;2\n", "b;2;1\n");
    let read = read(text.as_bytes(), &ReadOptions::default()).expect("an election");
    assert_eq!(read.warnings().count(WarningKind::MeaningStated), 1);
    assert!(strict(&text).expect_err("a weight").contains("weight"));
}

#[test]
fn voters_are_one_in_full_width_letters() {
    let ballots = "voter_id;vote\nK1;1\n\u{ff2b}\u{ff11};2\n";
    let text = file("").replace("voter_id;vote\na;1,2\nb;2\n", ballots);
    assert!(
        strict(&text)
            .expect_err("one voter")
            .contains("earlier row")
    );
    let options = CsvOptions {
        budget: Some(Decimal::from(100)),
        ..CsvOptions::default()
    };
    let twice = read_csv(
        "project_id,cost\n1,60\n2,40\n",
        &ballots.replace(';', ","),
        &options,
    );
    assert!(
        twice
            .expect_err("one voter")
            .to_string()
            .contains("earlier ballot")
    );
}

#[test]
fn marks_and_stated_separators_before_everything_are_nothing() {
    let plain = strict(&file(""))
        .expect("an election")
        .input_digest()
        .to_owned();
    for before in ["\u{feff}\u{feff}", "sep=;\n", "\u{feff}SEP=;\r\n"] {
        let election = strict(&format!("{before}{}", file("")));
        let election = election.unwrap_or_else(|error| panic!("{before:?}: {error}"));
        assert_eq!(election.input_digest(), plain, "{before:?}");
    }
    assert!(strict(&format!("other;\n{}", file(""))).is_err());
    let table = csv(
        "\u{feff}\u{feff}\"sep=;\"\nproject_id;cost\n1;60\n2;40\n",
        "\"sep=|\"|\nvoter_id|vote\na|1,2\nb|2\n",
    );
    assert_eq!(table.input_digest(), plain);
}

#[test]
fn an_outcome_is_read_from_any_table_or_list() {
    let ids = |text: &str| read_selected(text, "o").map_err(|error| error.to_string());
    let lines = |found: &[(u64, &str)]| {
        let found = found.iter().map(|(line, id)| (*line, (*id).to_owned()));
        Ok(found.collect::<Vec<_>>())
    };
    assert_eq!(ids("1\r2\r"), lines(&[(1, "1"), (2, "2")]));
    assert_eq!(ids("\n a b \r\n2"), lines(&[(2, "a b"), (3, "2")]));
    assert_eq!(
        ids("sep=;\nname;Project_ID;selected\n\"x;y\";1;1\nz;2;0\n;;\nw;3;\n"),
        lines(&[(2, "1")])
    );
    assert_eq!(ids("project_id\r1\r"), lines(&[(2, "1")]));
    let error = ids("project_id,selected\n1,yes\n").expect_err("neither");
    assert!(
        error.contains("line 2, column B \"selected\": expected 1 or 0"),
        "{error}"
    );
}

#[test]
fn whoever_names_a_project_a_body_or_a_column_may_spell_it_so() {
    // 쉼터 and 위원회 in normalization form D.
    let shelter = "\u{1109}\u{1171}\u{11b7}\u{1110}\u{1165}";
    let panel = "\u{110b}\u{1171}\u{110b}\u{116f}\u{11ab}\u{1112}\u{116c}";
    let text = file("").replace(
        "cost\n1;60\n2;40",
        &format!("cost;{shelter}\n쉼터;60;x\n2;40;y"),
    );
    let mut election = strict(&text.replace("a;1,2", "a;쉼터,2")).expect("an election");
    assert_eq!(
        election.project_index(shelter),
        election.project_index("쉼터")
    );
    assert!(election.project_index(&format!(" {shelter}")).is_some());
    let twice = [shelter.to_owned(), "쉼터".to_owned()];
    let error = audit(&election, &twice, &Limits::default(), &BTreeSet::new());
    assert!(
        matches!(error, Err(AuditError::SelectedTwice { .. })),
        "{error:?}"
    );
    election.take_groups_from(shelter).expect("the column");
    assert_eq!(election.projects()[1].group.as_deref(), Some("x"));
    let scores = [(shelter.to_owned(), Decimal::from(5))].into();
    let sheet = ScoreSheet::new("위원회".to_owned(), "A".to_owned(), scores);
    election.set_score_sheets(vec![sheet]).expect("a sheet");
    let by = ScoreRule::new(0, [(panel.to_owned(), 1)].into(), Normalisation::Highest {});
    let rule = SelectionRule::new(Rule::Scores(by), Utility::Cost {});
    let outcome = select(&election, &rule).expect("the body has a sheet");
    assert_eq!(outcome.selected, ["쉼터", "2"]);
}

#[test]
fn blanks_around_names_in_json_are_no_part_of_them() {
    let text = r#"{"vote_type": "approval", "budget": 100, "projects": [{"id": " 1", "cost": 60}, {"id": "2\u00a0", "cost": 40}],
        "ballots": [["1 ", "2"], {"projects": [" 2"], "voter": {"voter_id": "x"}}VOTER]}"#;
    let election = read_json(&text.replace("VOTER", ""), "v.json").expect("an election");
    assert_eq!(election.votes(), [1, 2]);
    let twice = text.replace(
        "VOTER",
        r#", {"projects": [], "voter": {"voter_id": " x"}}"#,
    );
    let error = read_json(&twice, "v.json")
        .expect_err("one voter")
        .to_string();
    assert!(error.contains("`x` stands on an earlier ballot"), "{error}");
}

#[test]
fn fractions_come_through_every_format() {
    let text = "META\nkey;value\nbudget;201/2\nvote_type;scoring\nPROJECTS\nproject_id;cost\n1;121/2\n2;40\n\
        VOTES\nvoter_id;vote;points\na;1,2;7/2,4\n";
    let election = strict(text).expect("pabutools writes decimals so");
    let mut written = Vec::new();
    write_json(&election, &mut written).expect("memory takes it");
    let written = String::from_utf8(written).expect("text");
    let again = read_json(&written, "v.json").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.input_digest(), election.input_digest());
    let table = csv(
        "project_id,cost\n1,121/2\n2,40\n",
        "voter_id,vote,points\na,1|2,7/2|4\n",
    );
    assert_eq!(table.points(), election.points());
}

#[test]
fn limits_of_a_unit_or_district_are_limits() {
    for (meta, broken) in [
        ("max_length_unit;1\n", 1),
        ("min_length_district;2\n", 1),
        ("max_length;None\nmax_length_district;1\n", 1),
        ("max_length;2\nmax_length_unit;1\n", 0),
    ] {
        let text = file(meta);
        let lenient = read(text.as_bytes(), &ReadOptions::default()).expect("an election");
        let found = lenient.warnings().count(WarningKind::BallotBreaksLimit);
        assert_eq!(found, broken, "{meta}");
        assert_eq!(strict(&text).is_ok(), broken == 0, "{meta}");
    }
    for meta in [
        "max_sum_cost_per_neighborhood;[1]\n",
        "min_length_per_district;1\n",
    ] {
        let error = strict(&file(meta)).expect_err(meta);
        assert!(error.contains("not applied"), "{error}");
    }
    // Nothing is said by `None`.
    assert!(
        strict(&file(
            "budget_per_category;None\nmin_length_per_category;\n"
        ))
        .is_ok()
    );
}
