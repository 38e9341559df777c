//! The formats as the README describes them: read, written, converted, and errors with their place.

use std::collections::BTreeSet;

use madang_selection::pabulib::{Policy, ReadOptions, read, write};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_json, read_json_with, write_csv_ballots, write_csv_projects,
    write_json,
};
use madang_selection::{
    ColumnError, Election, Quotas, SelectError, SelectionRule, WarningKind, select,
};

const README: &str = include_str!("../../README.md");

/// The fenced blocks of the README whose fence says `word`.
fn blocks(word: &str) -> Vec<&'static str> {
    let fence = format!("```{word}\n");
    let blocks = README.split(fence.as_str()).skip(1);
    blocks
        .map(|rest| rest.split("```").next().expect("a block"))
        .collect()
}

fn json() -> Election {
    read_json(blocks("json")[0], "README.md").expect("the README's election")
}

fn csv(options: CsvOptions) -> Election {
    let budget = Some(100u64.into());
    let options = CsvOptions { budget, ..options };
    read_csv(
        blocks("csv projects")[0],
        blocks("csv ballots")[0],
        &options,
    )
    .expect("the README's tables")
}

#[test]
fn the_examples_of_the_readme_are_read() {
    let election = json();
    assert_eq!(election.meta_value("currency"), Some("EUR"));
    assert_eq!(
        (election.ballots().total_weight(), election.number()),
        (4, Some(2))
    );
    let park = &election.projects()[1];
    assert_eq!(
        (park.column("district"), park.column("category")),
        (Some("East"), Some("green"))
    );
    let rows = election.voters().expect("rows");
    let ages = rows.column("age").expect("ages");
    // A ballot of three voters is one row with its weight.
    assert_eq!(
        (0..2)
            .map(|row| (ages.get(row), rows.weight(row)))
            .collect::<Vec<_>>(),
        [("34", 1), ("70", 3)]
    );
    assert_eq!(rows.column("voter_id").expect("ids").get(1), "");

    let election = csv(CsvOptions::default());
    assert_eq!(election.votes(), [3, 2]);
    assert_eq!(
        election
            .voters()
            .as_ref()
            .and_then(|rows| rows.column("district"))
            .expect("districts")
            .get(2),
        "West"
    );
    assert_eq!(election.projects()[0].name, "A bench, two lamps");

    let rule: SelectionRule = serde_json::from_str(blocks("json")[1]).expect("the README's rule");
    let quotas = rule.quotas.expect("quotas");
    let general = &quotas.groups["general"];
    assert_eq!(general.most_money.expect("a bound").to_string(), "90000");
}

#[test]
fn amounts_of_rules_are_texts_or_numbers() {
    let quotas = |amount: &str| {
        let text = format!(r#"{{"mode": "caps", "groups": {{"x": {{"most_money": {amount}}}}}}}"#);
        let quotas = serde_json::from_str::<Quotas>(&text).map_err(|error| error.to_string())?;
        Ok::<_, String>(quotas.groups["x"].most_money.map(|money| money.to_string()))
    };
    for (written, read) in [
        ("6", "6"),
        ("\"6\"", "6"),
        ("0.1", "0.1"),
        ("2532645.83", "2532645.83"),
    ] {
        assert_eq!(quotas(written), Ok(Some(read.to_owned())));
    }
    assert!(quotas("-1").is_err_and(|error| error.contains("negative")));
    assert!(quotas("123456789012345.67").is_err_and(|error| error.contains("as a text")));
    let twice = r#"{"mode": "caps", "groups": {"x": {"most_number": 1}, "x": {"most_number": 2}}}"#;
    let twice = serde_json::from_str::<Quotas>(twice)
        .expect_err("a key twice")
        .to_string();
    assert!(
        twice.starts_with("the key `x` stands twice at line 1 column"),
        "{twice}"
    );
    // Inside tagged objects too.
    let rule = r#"{"rule": {"kind": "greedy", "fit": "skip", "threshold": 2.5}, "utility": {"kind": "cost"}, "ties": {"kind": "id"}}"#;
    let rule: SelectionRule = serde_json::from_str(rule).expect("a rule");
    assert!(
        serde_json::to_string(&rule)
            .expect("JSON")
            .contains("\"threshold\":\"2.5\"")
    );
}

#[test]
fn doubts_are_treated_alike_in_every_format() {
    let accepting = ReadOptions::default()
        .with_unknown_projects(Policy::Accept)
        .with_duplicate_voters(Policy::Accept);
    let both = |ballots: &[(&str, &str)], reading: &ReadOptions| {
        let rows: Vec<String> = ballots
            .iter()
            .map(|(id, vote)| format!("{id},{vote}\n"))
            .collect();
        let table = format!("voter_id,vote\n{}", rows.concat());
        let options = CsvOptions {
            budget: Some(1u64.into()),
            reading: reading.clone(),
            ..CsvOptions::default()
        };
        let objects: Vec<String> = ballots
            .iter()
            .map(|(id, vote)| {
                let ids: Vec<String> = vote
                    .split('|')
                    .filter(|id| !id.is_empty())
                    .map(|id| format!("{id:?}"))
                    .collect();
                format!(
                    "{{\"projects\": [{}], \"voter\": {{\"voter_id\": {id}}}}}",
                    ids.join(",")
                )
            })
            .collect();
        let text = format!(
            "{{\"vote_type\": \"approval\", \"budget\": 1, \"projects\": [{{\"id\": \"a\", \"cost\": 1}}], \"ballots\": [{}]}}",
            objects.join(",\n")
        );
        let rows = ballots
            .iter()
            .map(|(id, vote)| format!("{id};{}\n", vote.replace('|', ",")));
        let pb = format!(
            "META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n{}",
            rows.collect::<String>()
        );
        [
            read_csv("id,cost\na,1\n", &table, &options).map_err(|error| error.to_string()),
            read_json_with(&text, reading).map_err(|error| error.to_string()),
            read(pb.as_bytes(), reading).map_err(|error| error.to_string()),
        ]
    };
    let strict = accepting.clone().with_strict(true);
    let usual = ReadOptions::default();
    for (ballots, kind) in [
        (&[("1", "a"), ("1", "a")][..], WarningKind::DuplicateVoter),
        (&[("1", "a"), ("2", "z|a")][..], WarningKind::UnknownProject),
    ] {
        for reading in [&usual, &strict] {
            for found in both(ballots, reading) {
                assert!(found.is_err(), "{kind:?}");
            }
        }
        for found in both(ballots, &accepting) {
            let election = found.expect("accepted");
            assert_eq!(election.warnings().count(kind), 1, "{kind:?}");
            assert_eq!(election.votes(), [2], "{kind:?}");
        }
    }
    for found in both(&[], &usual) {
        assert_eq!(
            found
                .expect("accepted")
                .warnings()
                .count(WarningKind::NoVoters),
            1
        );
    }
    for found in both(&[], &strict) {
        assert!(found.is_err_and(|error| error.contains("there are no voters")));
    }
}

#[test]
fn strict_reading_is_strict() {
    let text = |meta: &str, points: &str| {
        format!(
            "META\nkey;value\n{meta}vote_type;cumulative\nPROJECTS\nproject_id;cost\na;1\nb;1\nVOTES\n\
             voter_id;vote;points\n1;a,b;{points}\n2;a;1\n3;;\n"
        )
    };
    let strict = |text: &str| read(text.as_bytes(), &ReadOptions::strict());
    assert!(strict(&text("budget;1\n", "1,1")).is_ok());
    let zero = strict(&text("budget;1\n", "1,0"))
        .expect_err("zero points")
        .to_string();
    assert!(
        zero.contains("line 11") && zero.contains("zero points"),
        "{zero}"
    );
    assert!(strict(&text("", "1,1")).is_err_and(|error| error.to_string().contains("no budget")));
    let stated = text(
        "budget;1\nbudget_per_category;1,1\nmin_project_score_threshold;2\n",
        "1,1",
    );
    let election = strict(&stated).expect("that is for the rule to say");
    for kind in [WarningKind::PotsStated, WarningKind::ThresholdStated] {
        assert_eq!(election.warnings().count(kind), 1, "{kind:?}");
        assert!(!kind.refused_when_strict());
    }
}

const CITY: &str = "META\nkey;value\ndescription;A; \"big\" one\nbudget;100.50\nvote_type;scoring\nextra;\n\
    PROJECTS\nproject_id;cost;votes;name;category;target;part\n\
    p2;50.25;2;\"Two; more\";green;children,old;north\np1;40;2;;water;;\n\
    VOTES\nvoter_id;age;vote;points;voting_method\n7;40;p2,p1;2,1.5;internet\n9;;p1;3;paper\n11;65;p2;1;internet\n12;;;;paper\n";

fn rows_of(election: &Election) -> Vec<Vec<String>> {
    let rows = election.voters().expect("rows");
    (0..rows.groups().len())
        .map(|row| {
            let told = ["voter_id", "age", "voting_method"].iter();
            let told = told.map(|name| rows.column(name).expect("a column").get(row).to_owned());
            told.chain([format!(
                "{:?}",
                election.ballots().projects(rows.groups()[row] as usize)
            )])
            .collect()
        })
        .collect()
}

/// What a format writes is read back as the same election, with all that was told.
#[test]
fn what_is_written_is_read_back() {
    let city = read(CITY.as_bytes(), &ReadOptions::default()).expect("a good file");
    let mut text = Vec::new();
    write_json(&city, &mut text).expect("memory");
    let json = read_json(std::str::from_utf8(&text).expect("UTF-8"), "city.json").expect("JSON");
    let mut text = Vec::new();
    write(&json, &mut text).expect("memory");
    let pabulib = read(text.as_slice(), &ReadOptions::default()).expect("Pabulib");
    let (mut projects, mut ballots) = (Vec::new(), Vec::new());
    write_csv_projects(&pabulib, &mut projects).expect("memory");
    write_csv_ballots(&pabulib, &mut ballots).expect("memory");
    let options = CsvOptions {
        budget: madang_selection::Decimal::parse("100.5").ok(),
        ..CsvOptions::default()
    };
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let csv = read_csv(&utf8(&projects), &utf8(&ballots), &options).expect("CSV");
    for other in [&json, &pabulib, &csv] {
        assert_eq!(other.input_digest(), city.input_digest());
        assert_eq!(rows_of(other), rows_of(&city));
        for (own, first) in other.projects().iter().zip(city.projects()) {
            assert_eq!((&own.name, own.position), (&first.name, first.position));
            assert_eq!(
                (&own.categories, &own.audiences),
                (&first.categories, &first.audiences)
            );
            assert_eq!(
                (own.column("part"), own.column("votes")),
                (first.column("part"), first.column("votes"))
            );
        }
    }
    for other in [&json, &pabulib] {
        let meta: BTreeSet<_> = other.meta().iter().collect();
        assert!(
            city.meta().iter().all(|entry| meta.contains(entry)),
            "{meta:?}"
        );
    }
    // Grouped ballots and everything that Pabulib has no place for.
    let first = self::json();
    let mut text = Vec::new();
    write_json(&first, &mut text).expect("memory");
    let again = read_json(&utf8(&text), "again.json").expect("JSON");
    assert_eq!(again.input_digest(), first.input_digest());
    let grouped = read(CITY.as_bytes(), &ReadOptions::for_selection()).expect("a good file");
    let mut text = Vec::new();
    write_json(&grouped, &mut text).expect("memory");
    assert_eq!(
        read_json(&utf8(&text), "grouped.json")
            .expect("JSON")
            .input_digest(),
        city.input_digest()
    );
}

#[test]
fn metadata_never_outvote_the_election() {
    let mut builder = Election::builder(madang_selection::VoteType::Approval);
    builder
        .meta("budget", "7")
        .meta("vote_type", "ordinal")
        .budget(9u64);
    builder
        .add_project(madang_selection::ProjectDraft::new("a", 1u64))
        .add_approvals(["a"], 2);
    let election = builder.build().expect("an election");
    let mut text = Vec::new();
    write(&election, &mut text).expect("memory");
    let again = read(text.as_slice(), &ReadOptions::default()).expect("Pabulib");
    assert_eq!(again.input_digest(), election.input_digest());
}

#[test]
fn groups_come_from_the_column_that_is_named() {
    let mut city = read(CITY.as_bytes(), &ReadOptions::default()).expect("a good file");
    let quotas = |group: &str| {
        let text = format!(r#"{{"mode": "caps", "groups": {{"{group}": {{"most_number": 0}}}}}}"#);
        let quotas: Quotas = serde_json::from_str(&text).expect("quotas");
        SelectionRule::wieliczka_2023().with_quotas(quotas)
    };
    let refused = |city: &Election, group: &str| {
        let error = select(city, &quotas(group)).expect_err("an unknown group");
        assert!(matches!(&error, SelectError::UnknownGroup { .. }));
        error.to_string()
    };
    let error = refused(&city, "green");
    assert!(
        error.contains("the column `group` was looked at"),
        "{error}"
    );
    assert!(
        error.contains("project_id, cost, votes, name, category, target, part"),
        "{error}"
    );
    city.take_groups_from("Category").expect("a column");
    assert_eq!(
        select(&city, &quotas("green"))
            .expect("an outcome")
            .selected,
        ["p1"]
    );
    let error = refused(&city, "parks");
    assert!(
        error.contains("the column `Category` has the groups green, water"),
        "{error}"
    );
    city.take_audiences_from("part").expect("a column");
    assert_eq!(city.projects()[1].audiences, ["north"]);
    let mut text = Vec::new();
    write(&city, &mut text).expect("memory");
    let again = read(text.as_slice(), &ReadOptions::default()).expect("Pabulib");
    assert_eq!(again.input_digest(), city.input_digest());

    assert!(matches!(
        city.take_groups_from("nosuch"),
        Err(ColumnError::NoColumn { .. })
    ));
    assert!(matches!(
        city.take_groups_from("target"),
        Err(ColumnError::Several { project, values, .. }) if project == "p2" && values == "children, old"
    ));
    city.take_groups_from("part").expect("a column");
    assert_eq!(city.warnings().count(WarningKind::ProjectWithoutGroup), 1);
}

#[test]
fn tables_say_where_and_keep_ids_apart() {
    let read = |projects: &str, ballots: &str| {
        let options = CsvOptions {
            source_names: ["p.csv".to_owned(), "b.csv".to_owned()],
            ..CsvOptions::default()
        };
        read_csv(projects, ballots, &options).map_err(|error| error.to_string())
    };
    let error = |projects: &str, ballots: &str| read(projects, ballots).expect_err("an error");
    let good = "id,cost\na,1\n";
    for (projects, ballots, words) in [
        (
            "id,cost\na,1\na,2\n",
            "vote\na\n",
            "p.csv: line 3, column A \"id\": two projects",
        ),
        (
            "id,cost\na,\"1,500\"\n",
            "vote\na\n",
            "p.csv: line 2, column B \"cost\"",
        ),
        (
            "id,project_id,cost\na,a,1\n",
            "vote\na\n",
            "p.csv: line 1, header: two columns say the `project_id`",
        ),
        (
            good,
            "voter_id,vote\n1,a\n2,z\n",
            "b.csv: line 3, column B \"vote\": ballot 2 lists the project `z`",
        ),
        (
            good,
            "voter_id,vote\n1,a\n1,a\n",
            "b.csv: line 3, column A \"voter_id\": the voter id `1` stands",
        ),
    ] {
        let found = error(projects, ballots);
        assert!(found.starts_with(words), "{words}: {found}");
    }
    let weighted = read(good, "vote,weight,age\na,2,30\na,1,40\n").expect("tables");
    let rows = weighted.voters().expect("rows");
    assert_eq!(
        (rows.headers(), [rows.weight(0), rows.weight(1)]),
        (&["age".to_owned()][..], [2, 1])
    );
    let weighted = read(good, "voter_id,vote,weight\n1,a,2\n2,a,1\n").expect("tables");
    let mut table = Vec::new();
    write_csv_ballots(&weighted, &mut table).expect("memory");
    assert_eq!(
        String::from_utf8(table).expect("UTF-8"),
        "vote,voter_id\na,1\na,2\na,3\n"
    );
    let mut object = Vec::new();
    write_json(&weighted, &mut object).expect("memory");
    let again = read_json(std::str::from_utf8(&object).expect("UTF-8"), "w.json").expect("JSON");
    assert_eq!(again.voters(), weighted.voters());
    let comma = read("id;cost\na;6,5\n", "vote\na\n").expect("a decimal comma");
    assert_eq!(comma.warnings().count(WarningKind::DecimalComma), 1);
}
