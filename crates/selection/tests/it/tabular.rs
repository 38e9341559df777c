//! CSV and JSON input: the same election as from Pabulib, and errors that say where.

use madang_selection::influence::{Voice, influence};
use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::sensitivity::{Bounds, sensitivity};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_json, read_rows, read_score_sheets_csv, read_score_sheets_json,
};
use madang_selection::{
    Decimal, Election, Fit, Normalisation, Rule, ScoreRule, SelectionRule, Utility, VoteType,
    select,
};

const PABULIB: &str = "META\nkey;value\nbudget;120.5\nvote_type;cumulative\n\
    PROJECTS\nproject_id;cost;name;group\npark;60;A park;general\nbench;20.25;A bench;target\nlamp;60;A lamp;target\n\
    VOTES\nvoter_id;vote;points;district\n1;park,bench;3,1;East\n2;park;4;East\n3;lamp,bench;1.5,2;West\n";
const PROJECTS: &str = "\u{feff}project_id,cost,name,group\r\npark,60,\"A \"\"park\"\", big\",general\r\n\
    bench,20.25,A bench,target\r\n\r\nlamp,60,A lamp,target\r\n";
const BALLOTS: &str = "voter_id;vote;points;district\n1;park,bench;3,1;East\n2;park;4;East\n3;lamp|bench;1.5|2;West\n";
const JSON: &str = r#"{"vote_type": "cumulative", "budget": 120.5,
  "projects": [{"id": "park", "cost": "60", "name": "A park", "group": "general"},
    {"id": "bench", "cost": 20.25, "group": "target"}, {"id": "lamp", "cost": 60, "group": "target"}],
  "ballots": [{"projects": ["park", "bench"], "points": ["3", 1], "voter": {"district": "East"}},
    {"projects": ["park"], "points": [4], "voter": {"district": "East"}},
    {"projects": ["lamp", "bench"], "points": [1.5, 2], "voter": {"district": "West"}}]}"#;

fn csv_options(vote_type: Option<VoteType>) -> CsvOptions {
    CsvOptions {
        vote_type,
        budget: Decimal::parse("120.5").ok(),
        number: None,
        source_names: ["projects.csv".to_owned(), "ballots.csv".to_owned()],
        ..CsvOptions::default()
    }
}

#[test]
fn the_same_election_from_every_format() {
    let pabulib = read(PABULIB.as_bytes(), &ReadOptions::default()).expect("pabulib");
    let csv = read_csv(PROJECTS, BALLOTS, &csv_options(Some(VoteType::Cumulative))).expect("csv");
    let json = read_json(JSON, "vote.json").expect("json");
    assert_eq!(csv.input_digest(), pabulib.input_digest());
    assert_eq!(json.input_digest(), pabulib.input_digest());
    assert_eq!(csv.projects()[2].name, "A \"park\", big");
    for election in [&csv, &json] {
        let rows = election.voters().expect("rows");
        let own = pabulib.voters().expect("rows");
        assert_eq!(rows.groups(), own.groups());
        assert_eq!(rows.column("district").expect("a column").get(2), "West");
    }
}

fn csv_error(projects: &str, ballots: &str) -> String {
    read_csv(projects, ballots, &csv_options(None))
        .expect_err("an error")
        .to_string()
}

#[test]
fn csv_errors_say_where() {
    let projects = "project_id,cost\na,1\nb,x\n";
    let error = csv_error(projects, "vote\na\n");
    assert!(
        error.starts_with("projects.csv: line 3, column B \"cost\": expected a cost"),
        "{error}"
    );
    let good = "project_id,cost\na,1\n";
    let error = csv_error(good, "vote\na\n\"a,z\"\n");
    assert!(
        error.contains("ballots.csv: line 3") && error.contains("`z`"),
        "{error}"
    );
    assert!(csv_error(good, "vote\n\"a\n").contains("never closed"));
    assert!(csv_error(good, "name\na\n").contains("a column `vote`"));
    assert!(csv_error(good, "").contains("a header"));
    assert!(csv_error(good, "vote,points\na,1\na\n").contains("line 3, row: expected 2 fields"));
    assert!(csv_error("id,cost\na,1\na,2\n", "vote\na\n").contains("two projects have the id `a`"));
    assert!(csv_error(good, "vote,weight\na,-1\n").contains("a whole number of voters"));
    assert!(csv_error(good, "vote,vote\na,a\n").contains("stands twice"));
}

#[test]
fn weights_count_as_so_many_voters() {
    let projects = "id,cost\na,1\nb,1\n";
    let weighted = read_csv(
        projects,
        "vote,weight\na,3\n\"a,b\",1\n",
        &csv_options(None),
    );
    let plain = read_csv(projects, "vote\na\na\na\nb|a\n", &csv_options(None)).expect("plain");
    assert_eq!(
        weighted.expect("weighted").input_digest(),
        plain.input_digest()
    );
}

#[test]
fn json_errors_say_where() {
    let error = |text: &str| read_json(text, "v.json").expect_err("an error").to_string();
    assert!(error("{\n\"vote_type\": \"approval\",\n}").starts_with("v.json: line 3, column 1"));
    assert!(error("[]").starts_with("v.json: line 1"));
    let ballot = |ballots: &str| {
        format!(
            r#"{{"vote_type": "approval", "budget": 1, "projects": [{{"id": "a", "cost": 1}}], "ballots": [{ballots}]}}"#
        )
    };
    assert!(error(&ballot("[\"a\"], [\"z\"]")).contains("ballot 2 lists the project `z`"));
    assert!(error(&ballot("[\"a\"], {\"project\": []}")).contains("ballot 2: "));
    assert!(
        error(&ballot("{\"projects\": [\"a\"], \"points\": [1]}")).contains("1 points on approval")
    );
    let negative = ballot("").replace("\"cost\": 1", "\"cost\": -1");
    assert!(error(&negative).contains("negative"));
}

#[test]
fn score_sheets_from_both_formats() {
    let csv =
        "body,expert,project_id,score\npanel,A,park,4.5\npanel,A,lamp,2\ncommittee,B,park,1\n";
    let json = r#"[{"body": "panel", "expert": "A", "scores": {"park": 4.5, "lamp": "2"}},
        {"body": "committee", "expert": "B", "scores": {"park": 1}}]"#;
    let csv = read_score_sheets_csv(csv, "s.csv").expect("sheets");
    let mut json = read_score_sheets_json(json, "s.json").expect("sheets");
    json.sort_by(|a, b| a.body.cmp(&b.body));
    assert_eq!(csv, json);
    let twice = "body,expert,project_id,score\np,A,x,1\np,A,x,2\n";
    let error = read_score_sheets_csv(twice, "s.csv")
        .expect_err("an error")
        .to_string();
    assert!(error.starts_with("s.csv: line 3"), "{error}");
}

/// Three bodies of one weight each; the panel alone wants `lamp`.
fn scored() -> (Election, SelectionRule) {
    let mut election = read_json(JSON, "vote.json").expect("json");
    let sheets = "body,expert,project_id,score\npanel,A,lamp,10\npanel,A,park,1\n\
        committee,B,bench,10\ncommittee,B,park,9\n";
    let sheets = read_score_sheets_csv(sheets, "s.csv").expect("sheets");
    election.set_score_sheets(sheets).expect("good sheets");
    let rule = SelectionRule::new(
        Rule::Scores(ScoreRule::new(
            1,
            [("panel".to_owned(), 3), ("committee".to_owned(), 1)].into(),
            Normalisation::Highest {},
        )),
        Utility::Points {},
    )
    .with_number(1)
    .with_unit_costs(true);
    (election, rule)
}

#[test]
fn influence_leaves_each_voice_out() {
    let (election, rule) = scored();
    let mut heard = Vec::new();
    let found =
        influence(&election, &rule, &mut |done, of| heard.push((done, of))).expect("influence");
    assert_eq!(found.selected, ["lamp"]);
    let of = |voice: Voice| {
        found
            .without
            .iter()
            .find(|without| without.voice == voice)
            .expect("voice")
    };
    let panel = of(Voice::Body {
        body: "panel".to_owned(),
    });
    assert_eq!(
        (panel.gained.as_slice(), panel.lost.as_slice()),
        (&["park".to_owned()][..], &["lamp".to_owned()][..])
    );
    assert!(of(Voice::Ballots).lost.is_empty());
    let group = of(Voice::Projects {
        group: "target".to_owned(),
    });
    assert_eq!(
        (group.left_out, group.selected.as_slice()),
        (2, &["park".to_owned()][..])
    );
    let east = of(Voice::Voters {
        column: "district".to_owned(),
        value: "East".to_owned(),
    });
    assert_eq!(east.left_out, 2);
    assert_eq!(
        heard.last(),
        Some(&(found.without.len(), found.without.len()))
    );
}

#[test]
fn sensitivity_finds_weights_and_votes() {
    let (election, rule) = scored();
    let outcome = select(&election, &rule).expect("an outcome");
    let found = sensitivity(
        &election,
        &rule,
        &outcome,
        Bounds::default(),
        &mut |_, _| {},
    )
    .expect("sensitivity");
    assert!(found.complete);
    let panel = found
        .weights
        .iter()
        .find(|change| change.voice == "panel")
        .expect("the panel");
    // park: 1 + 0.9 + w/10 against lamp: 1.5/7 + w; the set changes where w falls to 1.
    assert_eq!((panel.from, panel.to), (3, 1));
    assert_eq!(panel.gained, ["park"]);

    // Greedy by votes: five for a, three for b, one seat.
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(10u64);
    for id in ["a", "b"] {
        builder.add_project(madang_selection::ProjectDraft::new(id, 10u64));
    }
    builder.add_approvals(["a"], 5).add_approvals(["b"], 3);
    let election = builder.build().expect("an election");
    let rule = by_votes();
    let outcome = select(&election, &rule).expect("an outcome");
    let found = sensitivity(
        &election,
        &rule,
        &outcome,
        Bounds::default(),
        &mut |_, _| {},
    )
    .expect("sensitivity");
    let margin = |id: &str| {
        found
            .margins
            .iter()
            .find(|margin| margin.project == id)
            .expect("margin")
    };
    let amount = |change: &Option<madang_selection::sensitivity::Change>| {
        change.as_ref().map(|change| change.amount.clone())
    };
    // Ties go to the id, so b needs three more votes, or the other way round a loses three.
    assert_eq!(amount(&margin("b").added_ballots), Some("3".to_owned()));
    assert_eq!(amount(&margin("b").added_approvals), Some("3".to_owned()));
    assert_eq!(amount(&margin("b").cost_cut), Some("10".to_owned()));
    assert_eq!(amount(&margin("a").removed_ballots), Some("3".to_owned()));
    assert_eq!(found.smallest.as_ref().map(|change| change.voters), Some(3));

    let few = Bounds::default().with_each_side(5).with_most_runs(2);
    let cut = sensitivity(&election, &rule, &outcome, few, &mut |_, _| {}).expect("sensitivity");
    assert!(!cut.complete && cut.runs <= 2);
}

/// Greedy by votes.
fn by_votes() -> SelectionRule {
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    SelectionRule::new(greedy, Utility::Cost {})
}

#[test]
fn runs_are_spent_from_the_cut_outwards() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(30u64);
    for (id, voters) in [("a", 9), ("b", 8), ("c", 7), ("d", 6), ("e", 5), ("f", 4)] {
        builder.add_project(madang_selection::ProjectDraft::new(id, 10u64));
        builder.add_approvals([id], voters);
    }
    let election = builder.build().expect("an election");
    let rule = by_votes();
    let outcome = select(&election, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["a", "b", "c"]);
    // Two for the voters c can lose; for d six for its cost, two for ballots and two for approvals.
    let bounds = Bounds::default().with_each_side(3).with_most_runs(12);
    let found = sensitivity(&election, &rule, &outcome, bounds, &mut |_, _| {}).expect("it runs");
    let cut: Vec<(usize, bool)> = found
        .margins
        .iter()
        .map(|margin| (margin.place, margin.cut_short))
        .collect();
    assert_eq!(
        cut,
        [
            (1, true),
            (2, true),
            (3, false),
            (4, false),
            (5, true),
            (6, true)
        ]
    );
    assert_eq!((found.runs, found.complete), (12, false));
}

#[test]
fn lines_and_columns_are_those_that_a_spreadsheet_shows() {
    // A cell that goes over several lines stands in one; a blank line is one; the line that states the separator is none.
    let table = "sep=;\nCost;Id;Title\n5;a;\"one\ntwo\nthree\"\n\n;;\nx;b;next\n";
    let error = csv_error(table, "vote\na\n");
    assert!(
        error.starts_with("projects.csv: line 5, column A \"Cost\": expected a cost"),
        "{error}"
    );
    let read = read_rows(table, "p.csv").expect("a table");
    let lines: Vec<u64> = read.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 5]);
    assert_eq!(read.columns, ["cost", "id", "title"]);
    let many: Vec<String> = (1..=28).map(|column| format!("c{column}")).collect();
    let wide = format!("id,cost,{}\n", many.join(","));
    let twice = wide.replace("c28", "C27");
    let error = read_rows(&twice, "p.csv").expect_err("a column twice");
    assert!(
        error
            .to_string()
            .starts_with("p.csv: line 1, column AD \"C27\": the column"),
        "{error}"
    );
}
