//! Files as spreadsheets, pabutools and older programs leave them, and what their metadata mean.

use madang_selection::pabulib::{ReadOptions, read, read_votes};
use madang_selection::tabular::{CsvOptions, read_csv};
use madang_selection::{
    Decimal, Election, Fit, Quota, QuotaMode, Quotas, Rule, SelectionRule, Utility, VoteType,
    WarningKind, select,
};

use crate::common;

fn lenient(text: &str) -> Election {
    read(text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn strict(text: &str) -> Result<Election, String> {
    read(text.as_bytes(), &ReadOptions::strict()).map_err(|error| error.to_string())
}

fn file(meta: &str, projects: &str, votes: &str) -> String {
    format!("META\nkey;value\nbudget;100\n{meta}\nPROJECTS\n{projects}\nVOTES\n{votes}\n")
}

fn csv(projects: &str, ballots: &str) -> Election {
    let options = CsvOptions {
        budget: Some(Decimal::from(100)),
        ..CsvOptions::default()
    };
    read_csv(projects, ballots, &options).unwrap_or_else(|error| panic!("{error}"))
}

const PROJECTS: &str = "project_id;cost\n1;60\n2;40";

#[test]
fn rows_of_empty_fields_are_blank_lines() {
    let table = csv(
        "project_id,cost,name\n1,60,x\n,,\n2,40,y\n",
        "voter_id,vote\na,1|2\nb,2\n,\n , \n\"\",\n",
    );
    assert_eq!(table.ballots().total_weight(), 2);
    assert_eq!(table.warnings().count(WarningKind::EmptyBallot), 0);
    let text = file(
        "vote_type;approval\n;",
        "project_id;cost\n1;60\n;\n2;40",
        "voter_id;vote\na;1,2\n;\nb;2\n;;\n;",
    );
    let election = strict(&text).expect("nothing is doubtful");
    assert_eq!(election.votes(), [1, 2]);
    assert_eq!(election.input_digest(), table.input_digest());
    // A voter who lists nothing is one.
    let text = file("vote_type;approval", PROJECTS, "voter_id;vote\na;1\nb;");
    assert_eq!(lenient(&text).ballots().total_weight(), 2);
}

#[test]
fn what_stands_empty_beyond_the_header_is_nothing() {
    let padded = "META;;;;\nkey;value;;;\ndescription;Small;test;;\nbudget;100;;;\nvote_type;approval;;;\nPROJECTS;;;;\n\
        project_id;cost;name;;\n1;60;Shelter;;\n2;40;Bench; ;\"\"\nVOTES;;;;\nvoter_id;vote;age;;\na;1,2;30;;\nb;2;;;\n";
    let election = strict(padded).expect("nothing is doubtful");
    assert_eq!(election.meta_value("description"), Some("Small;test"));
    assert_eq!(election.meta_value("vote_type"), Some("approval"));
    assert_eq!(election.votes(), [1, 2]);
    assert_eq!(election.projects()[0].columns.len(), 3);
    let too_many = padded.replace("2;40;Bench; ;\"\"", "2;40;Bench;;x");
    let error = strict(&too_many).expect_err("a value without a column");
    assert!(error.contains("line 9"), "{error}");
    let table = csv(
        "project_id,cost,,\n1,60,,\n2,40,,\n",
        "voter_id,vote,\na,1|2,\nb,2,\n",
    );
    assert_eq!(table.votes(), [1, 2]);
}

#[test]
fn the_same_letters_are_the_same_name() {
    // 쉼터 and 일반 in normalization form D, as some systems write them.
    let (shelter, general) = (
        "\u{1109}\u{1171}\u{11b7}\u{1110}\u{1165}",
        "\u{110b}\u{1175}\u{11af}\u{1107}\u{1161}\u{11ab}",
    );
    assert_ne!(shelter, "쉼터");
    let projects = format!("project_id;cost;group\n{shelter};60;일반\n공원;40;{general}");
    let text = file(
        "vote_type;approval",
        &projects,
        &format!("voter_id;vote\n{shelter};쉼터,공원\nb;{shelter}"),
    );
    let election = strict(&text).expect("the ids are found");
    let ids: Vec<&str> = election.projects().iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["공원", "쉼터"]);
    assert_eq!(election.votes(), [1, 2]);
    // The bound of a group holds for both, in whatever form it is written.
    for name in ["일반", general] {
        let most_one = Quota::default().with_most_number(1);
        let greedy = Rule::Greedy {
            fit: Fit::Skip,
            threshold: None,
        };
        let quotas = Quotas::new(QuotaMode::Caps, [(name.to_owned(), most_one)].into());
        let rule = SelectionRule::new(greedy, Utility::Cost {}).with_quotas(quotas);
        let outcome = select(&election, &rule).expect("an outcome");
        assert_eq!(outcome.selected, ["쉼터"]);
        let written = serde_json::to_string(&rule)
            .expect("JSON")
            .replace("일반", general);
        let read: SelectionRule = serde_json::from_str(&written).expect("a rule");
        assert_eq!(read, rule);
    }
    // One voter in two forms stands twice.
    let twice = file(
        "vote_type;approval",
        PROJECTS,
        &format!("voter_id;vote\n쉼터;1\n{shelter};2"),
    );
    let error = read(twice.as_bytes(), &ReadOptions::default()).expect_err("one voter");
    assert!(error.to_string().contains("earlier row"), "{error}");
    let table = csv(
        &format!("project_id,cost\n{shelter},60\n2,40\n"),
        "voter_id,vote\na,쉼터\n",
    );
    assert_eq!(table.votes(), [0, 1]);
}

#[test]
fn blanks_of_any_kind_around_ids_and_voters_are_no_part_of_them() {
    let text = file(
        "vote_type;approval",
        "project_id;cost\n1\u{a0};60\n2;40",
        "voter_id;vote\na;1\u{a0},2\nb;2, 1",
    );
    assert_eq!(lenient(&text).votes(), [2, 2]);
    let options = CsvOptions {
        budget: Some(Decimal::from(100)),
        ..CsvOptions::default()
    };
    let error = read_csv(
        "project_id,cost\n1,60\n2,40\n",
        "voter_id,vote\n1,1\n 1,2\n",
        &options,
    );
    let error = error.expect_err("one voter").to_string();
    assert!(error.contains("`1` stands on an earlier ballot"), "{error}");
}

#[test]
fn a_comma_after_the_last_choice_is_no_further_choice() {
    let text = file(
        "vote_type;approval",
        PROJECTS,
        "voter_id;vote\na;1,2,\nb;2, ",
    );
    assert_eq!(strict(&text).expect("the same as in CSV").votes(), [1, 2]);
    let inside = file("vote_type;approval", PROJECTS, "voter_id;vote\na;1,,2");
    assert!(read(inside.as_bytes(), &ReadOptions::default()).is_err());
    let points = file(
        "vote_type;scoring",
        PROJECTS,
        "voter_id;vote;points\na;1,2,;3,5,",
    );
    assert_eq!(lenient(&points).points(), [3, 5]);
    let mut written = Vec::new();
    let result: Result<(), madang_selection::pabulib::ParseError> =
        read_votes(text.as_bytes(), VoteType::Approval, |vote| {
            written.push(vote.choices);
            Ok(())
        });
    assert!(result.is_ok());
    assert_eq!(written, [vec!["1", "2"], vec!["2"]]);
}

#[test]
fn fractions_that_come_out_even_are_amounts() {
    let text = "META\nkey;value\nbudget;201/2\nvote_type;scoring\nmax_sum_points;15/2\nPROJECTS\nproject_id;cost\n1;121/2\n2;40\n\
        VOTES\nvoter_id;vote;points\na;1,2;7/2,4\n";
    let election = strict(text).expect("pabutools writes decimals so");
    let budget = election.budget().map(|budget| election.format(budget));
    assert_eq!(budget.as_deref(), Some("100.5"));
    assert_eq!(election.format(election.projects()[0].cost), "60.5");
    assert_eq!(election.points(), [35, 40]);
    for (fraction, reason) in [
        ("1/3", "range"),
        ("1/0", "plain number"),
        ("1/2/3", "plain number"),
    ] {
        let error = strict(&text.replace("121/2", fraction)).expect_err(fraction);
        assert!(
            error.contains(reason) && error.contains("line 8"),
            "{error}"
        );
    }
    assert_eq!(Decimal::parse_fraction("0.5/0.25"), Ok(Decimal::from(2)));
    assert!(
        Decimal::parse("1/2").is_err(),
        "on the record an amount has one spelling"
    );
}

#[test]
fn meta_without_its_header_keeps_its_first_entry() {
    let text = "META\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;60\nVOTES\nvoter_id;vote\na;1\n";
    let election = lenient(text);
    assert_eq!(election.meta_value("budget"), Some("100"));
    assert_eq!(election.warnings().count(WarningKind::MetaWithoutHeader), 1);
    let error = strict(text).expect_err("strict reading wants the header");
    assert!(error.contains("key;value"), "{error}");
    assert!(
        read(
            text.replace("budget;100\n", "budget\n").as_bytes(),
            &ReadOptions::default()
        )
        .is_err()
    );
}

#[test]
fn none_is_nothing() {
    let projects = "project_id;cost;group;beneficiaries;category\n1;60;None;None;None\n2;40;green;seniors,None;parks";
    let mut election = lenient(&file(
        "vote_type;approval\nmax_length;None",
        projects,
        "voter_id;vote;neighborhood\na;1,2;None\nb;2;East",
    ));
    let of = |election: &Election| {
        let project = &election.projects()[0];
        (
            project.group.clone(),
            project.audiences.clone(),
            project.categories.clone(),
        )
    };
    assert_eq!(of(&election), (None, Vec::new(), Vec::new()));
    assert_eq!(election.projects()[1].audiences, ["seniors"]);
    election
        .take_groups_from("category")
        .expect("one project has one");
    assert_eq!(election.projects()[0].group, None);
    assert_eq!(election.projects()[1].group.as_deref(), Some("parks"));
}

#[test]
fn limits_of_the_metadata_are_held_against_every_ballot() {
    let votes = "voter_id;vote;points\na;1,2;3,5\nb;1;2";
    let cases = [
        ("max_points;4", 1),
        ("min_points;3", 1),
        ("min_sum_points;3", 1),
        ("max_sum_points;7", 1),
        ("min_sum_cost;61", 1),
        ("max_sum_cost;99.5", 1),
        ("min_length;2", 1),
        ("max_length;1", 1),
        ("Max_Length;1", 1),
        ("MAX_SUM_COST;99.5", 1),
        (
            "max_points;5\nmin_points;2\nmin_sum_points;2\nmax_sum_points;8\nmin_sum_cost;60",
            0,
        ),
    ];
    for (meta, broken) in cases {
        let text = file(&format!("vote_type;scoring\n{meta}"), PROJECTS, votes);
        let election = lenient(&text);
        assert_eq!(
            election.warnings().count(WarningKind::BallotBreaksLimit),
            broken,
            "{meta}"
        );
        assert_eq!(strict(&text).is_ok(), broken == 0, "{meta}");
    }
}

#[test]
fn metadata_that_change_what_ballots_mean_are_never_passed_over() {
    let votes = "voter_id;vote;points\na;1;1\nb;2;5";
    for meta in [
        "default_score;5",
        "scoring_fn;Borda",
        "max_length_per_category;{x: 1}",
        "max_sum_cost_per_category;[1]",
    ] {
        let text = file(&format!("vote_type;scoring\n{meta}"), PROJECTS, votes);
        assert_eq!(
            lenient(&text).warnings().count(WarningKind::MeaningStated),
            1,
            "{meta}"
        );
        let error = strict(&text).expect_err(meta);
        let key = meta.split(';').next().unwrap_or_default();
        assert!(error.contains(key), "{error}");
    }
    // Of a ranking the places are its points, and a rule can go by them.
    let ranking = |scoring: &str| {
        let votes = "voter_id;vote\na;1,2\nb;2";
        file(
            &format!("vote_type;ordinal\nscoring_fn;{scoring}"),
            PROJECTS,
            votes,
        )
    };
    for scoring in ["Borda", "borda", "BORDA"] {
        assert!(strict(&ranking(scoring)).is_ok(), "{scoring}");
    }
    assert!(strict(&ranking("Dowdall")).is_err());
    let twice = file("vote_type;scoring\nBudget;7", PROJECTS, votes);
    assert!(strict(&twice).expect_err("two budgets").contains("twice"));
    for meta in ["default_score;0", "default_score;", "scoring_fn;None"] {
        let text = file(&format!("vote_type;scoring\n{meta}"), PROJECTS, votes);
        assert!(strict(&text).is_ok(), "{meta}");
    }
}

#[test]
fn a_project_dearer_than_the_whole_budget_ends_nothing() {
    let text = file(
        "vote_type;approval",
        "project_id;cost\nw;999999999\n2;60\n3;30",
        "voter_id;vote\na;w,2\nb;w,3\nc;w",
    );
    let election = lenient(&text);
    let greedy = Rule::Greedy {
        fit: Fit::NoSkip,
        threshold: None,
    };
    let rule = SelectionRule::new(greedy, Utility::Cost {});
    let mut selected = select(&election, &rule).expect("an outcome").selected;
    selected.sort();
    assert_eq!(selected, ["2", "3"]);
    // What was published by the first edition is still computed so.
    let before = select(&election, &rule.clone().with_edition(1)).expect("an outcome");
    assert!(before.selected.is_empty());
    // One that would fit alone still ends it.
    let fits = text.replace("999999999", "100").replace("2;60", "2;10");
    let fits = fits
        .replace("a;w,2", "a;2")
        .replace("b;w,3", "b;2,w")
        .replace("c;w", "c;3,2,w");
    let outcome = select(&lenient(&fits), &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["2"]);
}

#[test]
fn old_line_ends_and_stated_separators() {
    let text = file("vote_type;approval", PROJECTS, "voter_id;vote\na;1,2\nb;2");
    let returns = text.replace('\n', "\r");
    assert_eq!(
        strict(&returns).expect("lines end").input_digest(),
        lenient(&text).input_digest()
    );
    let tables = csv(
        "sep=;\r\nproject_id;cost\r\n1;60\r\n2;40\r\n",
        "SEP=|\nvoter_id|vote\na|1,2\nb|2\n",
    );
    assert_eq!(tables.input_digest(), lenient(&text).input_digest());
    let tables = csv(
        "project_id,cost\r1,60\r2,40\r",
        "voter_id,vote\ra,\"1,2\"\rb,2\r",
    );
    assert_eq!(tables.input_digest(), lenient(&text).input_digest());
    let options = CsvOptions::default();
    let error = read_csv("sep=;\nproject_id;cost\n1;x\n", "vote\n", &options).expect_err("no cost");
    // No spreadsheet shows the first line, or counts it.
    assert_eq!(error.line, 2);
    let error = read(&b"META\rkey\x1b[2J"[..], &ReadOptions::default()).expect_err("no META");
    assert!(!error.to_string().contains('\u{1b}'), "{error:?}");
}

#[test]
fn a_wide_header_is_read_in_linear_time() {
    // A million columns; quadratic work would take hours.
    let names: String = (0..200_000).map(|column| format!(",c{column}")).collect();
    let empty = ",".repeat(200_000);
    let table = csv(
        &format!("project_id,cost{names}\n1,60{empty}\n2,40{empty}\n"),
        "voter_id,vote\na,1|2\nb,2\n",
    );
    assert_eq!(table.projects()[0].columns.len(), 200_002);
}

#[test]
fn real_files_with_unusual_names_are_read() {
    let folder = common::shared().join("data/pb/names");
    let mut read_all = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder") {
        let path = entry.expect("a file").path();
        let text = std::fs::read(&path).expect("a file");
        let election = read(&text[..], &ReadOptions::default())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(election.ballots().total_weight() > 0, "{}", path.display());
        read_all += 1;
    }
    assert!(read_all >= 4);
}

#[test]
fn the_city_selected_what_is_selected_without_skipping() {
    let path = common::shared().join("data/pb/names/Poland_Wroclaw_2017_Rejon_nr_11_750.pb");
    let text = std::fs::read(path).expect("a file");
    let election = read(&text[..], &ReadOptions::default()).expect("an election");
    let greedy = Rule::Greedy {
        fit: Fit::NoSkip,
        threshold: None,
    };
    let rule = SelectionRule::new(greedy, Utility::Cost {});
    let outcome = select(&election, &rule).expect("an outcome");
    assert_eq!(outcome.selected, common::official(&election));
}
