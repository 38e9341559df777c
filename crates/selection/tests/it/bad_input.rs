//! Doubtful and wrong input: a clear error with its place, or a treatment that is counted.

use madang_selection::pabulib::{ParseError, Policy, ReadOptions, read, write};
use madang_selection::{
    BuildError, Completion, Decimal, Election, Fit, ProjectDraft, Quota, QuotaMode, Quotas, Reason,
    Rule, SelectError, SelectionRule, Stop, Ties, Utility, VoteType, WarningKind, select,
};

const HEAD: &str = "META\nkey;value\nbudget;100\nvote_type;approval\n";

fn approval(projects: &str, votes: &str) -> String {
    format!("{HEAD}PROJECTS\nproject_id;cost;name\n{projects}VOTES\nvoter_id;vote\n{votes}")
}

fn lenient(text: &str) -> Result<Election, ParseError> {
    read(text.as_bytes(), &ReadOptions::default())
}

fn strict(text: &str) -> Result<Election, ParseError> {
    read(text.as_bytes(), &ReadOptions::strict())
}

fn error(text: &str) -> ParseError {
    lenient(text).expect_err("this text is wrong")
}

fn place(text: &str) -> (u64, u64, String) {
    let error = error(text);
    (error.line, error.column, error.field)
}

fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

fn all_rules() -> Vec<SelectionRule> {
    let cost = Utility::Cost {};
    let mut rules = vec![
        shares(cost.clone()),
        shares(Utility::Cardinality {}),
        SelectionRule::wieliczka_2023(),
        SelectionRule::new(Rule::BoundedOverspending {}, cost.clone()),
        SelectionRule::new(
            Rule::Greedy {
                fit: Fit::Skip,
                threshold: None,
            },
            cost.clone(),
        ),
        SelectionRule::new(Rule::Phragmen { fit: Fit::NoSkip }, cost.clone()),
        SelectionRule::new(Rule::Phragmen { fit: Fit::Skip }, cost),
    ];
    rules.push(
        shares(Utility::Cost {})
            .with_completion(vec![Completion::Utilitarian {}, Completion::Phragmen {}]),
    );
    rules
}

#[test]
fn errors_name_line_column_and_field() {
    let cases = [
        (approval("a;10;A\nb;x;B\n", ""), (8, 3, "cost")),
        (approval("a;-5;A\n", ""), (7, 3, "cost")),
        (approval("a;1 000;A\n", ""), (7, 3, "cost")),
        (approval("a;10;A\na;20;B\n", ""), (8, 1, "project_id")),
        (approval("a;10;A;more\n", ""), (7, 8, "PROJECTS")),
        (approval("a;10;A\n", "1;a\n2;b\n"), (11, 3, "vote")),
        (approval("a;10;A\n", "1;a\n1;a\n"), (11, 1, "voter_id")),
        (approval("é;10;\"x;\"\"y\"\n", "1;é,zz\n"), (10, 5, "vote")),
        (
            "META\nkey;value\nbudget;x\nvote_type;approval\nPROJECTS\nproject_id;cost\n".into(),
            (3, 0, "budget"),
        ),
        (
            "META\nkey;value\nvote_type;novel\nPROJECTS\nproject_id;cost\n".into(),
            (3, 0, "vote_type"),
        ),
        (
            "META\nkey;value\nPROJECTS\nproject_id;cost\n".into(),
            (0, 0, "META"),
        ),
        (format!("{HEAD}PROJECTS\nid;cost\n"), (6, 0, "PROJECTS")),
        (
            format!("{HEAD}PROJECTS\nproject_id;cost\na;1\n"),
            (7, 0, "VOTES"),
        ),
        (format!("{HEAD}VOTES\nvoter_id;vote\n"), (5, 0, "PROJECTS")),
        ("budget;100\n".into(), (1, 0, "section")),
        (String::new(), (1, 0, "section")),
        (approval("a;10;\"open\n", "1;a\n"), (7, 6, "record")),
    ];
    for (text, (line, column, field)) in cases {
        assert_eq!(
            place(&text),
            (line, column, field.to_owned()),
            "{text}\n{}",
            error(&text)
        );
    }
}

#[test]
fn points_are_checked() {
    let text = |points: &str| {
        format!(
            "META\nkey;value\nbudget;100\nvote_type;cumulative\nPROJECTS\nproject_id;cost\na;1\nb;2\n\
             VOTES\nvoter_id;vote;points\n1;a,b;{points}\n"
        )
    };
    assert!(error(&text("3,-1")).to_string().contains("negative"));
    assert_eq!(place(&text("3,x")), (11, 9, "points".to_owned()));
    assert_eq!(place(&text("3")).2, "points");
    assert!(lenient(&text("NaN,1")).is_err());
    let election = lenient(&text("2.5,0")).expect("zero points are left out");
    assert_eq!(election.warnings().count(WarningKind::ZeroPoints), 1);
    assert_eq!(
        (election.points(), election.ballots().points_decimals()),
        (vec![25, 0], 1)
    );
}

#[test]
fn a_ranking_with_ties_is_refused() {
    let text = "META\nkey;value\nbudget;100\nvote_type;ordinal\nPROJECTS\nproject_id;cost\na;1\nb;2\n\
                VOTES\nvoter_id;vote;points\n1;a,b;3,3\n";
    assert!(
        error(text).to_string().contains("without ties"),
        "{}",
        error(text)
    );
    assert!(lenient(&text.replace("3,3", "3,2")).is_ok());
}

#[test]
fn doubtful_ballots_are_counted_or_refused() {
    let text = approval("a;10;A\nb;20;B\n", "1;a,a, b\n2;\n");
    let election = lenient(&text).expect("accepted");
    let counts = [
        (WarningKind::ProjectTwiceOnBallot, 1),
        (WarningKind::BlankInList, 1),
        (WarningKind::EmptyBallot, 1),
    ];
    for (kind, count) in counts {
        assert_eq!(election.warnings().count(kind), count, "{kind:?}");
    }
    assert_eq!(
        (election.votes(), election.ballots().total_weight()),
        (vec![1, 1], 2)
    );
    assert!(strict(&text).is_err());

    let text = approval("a;10;A\n", "1;zz,a\n1;a\n");
    let options = ReadOptions::default()
        .with_unknown_projects(Policy::Accept)
        .with_duplicate_voters(Policy::Accept);
    let election = read(text.as_bytes(), &options).expect("accepted by policy");
    assert_eq!(election.warnings().count(WarningKind::UnknownProject), 1);
    assert_eq!(election.warnings().count(WarningKind::DuplicateVoter), 1);
    assert_eq!(election.votes(), [2]);
}

#[test]
fn metadata_against_rows() {
    let text = approval("a;10;A\n", "1;a\n").replace("key;value\n", "key;value\nnum_votes;3\n");
    let election = lenient(&text).expect("accepted");
    assert_eq!(
        election.warnings().count(WarningKind::MetaContradictsRows),
        1
    );
    let error = strict(&text).expect_err("strict").to_string();
    assert!(
        error.contains("num_votes") && error.contains("cut off"),
        "{error}"
    );
    let text = text.replace("num_votes;3", "max_length;0");
    assert_eq!(
        lenient(&text)
            .expect("counts")
            .warnings()
            .count(WarningKind::BallotBreaksLimit),
        1
    );
    assert!(strict(&text).is_err());
}

#[test]
fn marks_line_ends_and_quotes() {
    let plain = approval("a;10;\"A; \"\"big\"\" one\"\nb;20;B\n", "1;a\n2;a,b\n");
    let first = strict(&plain).expect("good");
    assert_eq!(first.projects()[0].name, "A; \"big\" one");
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let second = strict(&windows).expect("good");
    assert_eq!(first.input_digest(), second.input_digest());
    assert_eq!(second.projects()[0].name, first.projects()[0].name);
}

#[test]
fn every_cut_of_a_real_file_is_an_error_or_is_counted() {
    let path = crate::common::shared().join("data/pb/dev/Netherlands_Assen_2024.pb");
    let whole = std::fs::read(path).expect("the file");
    assert!(read(whole.as_slice(), &ReadOptions::strict()).is_ok());
    for cut in 0..whole.len() {
        // Without its last line break the file is still whole.
        let same = whole[cut..].iter().all(u8::is_ascii_whitespace);
        let result = read(&whole[..cut], &ReadOptions::strict());
        let last_field = whole[..cut].len() + 3 > whole.len();
        assert!(
            result.is_err() || same || last_field,
            "cut at {cut} of {}",
            whole.len()
        );
    }
}

#[test]
fn every_file_survives_writing_and_reading() {
    for name in crate::common::dev_names() {
        let first = crate::common::dev(&name);
        let mut text = Vec::new();
        write(&first, &mut text).expect("memory never fails");
        let second = read(text.as_slice(), &ReadOptions::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(first.meta(), second.meta(), "{name}");
        assert_eq!(first.projects(), second.projects(), "{name}");
        assert_eq!(first.voters(), second.voters(), "{name}");
        assert_eq!(first.input_digest(), second.input_digest(), "{name}");
    }
}

#[test]
fn no_voters_no_projects_no_budget() {
    let nobody = lenient(&approval("a;10;A\n", "")).expect("accepted");
    let empty = lenient(&approval("a;10;A\n", "1;\n2;\n")).expect("accepted");
    let nothing = lenient(&approval("", "1;\n")).expect("accepted");
    for rule in all_rules() {
        for election in [&nobody, &empty, &nothing] {
            let outcome = select(election, &rule).expect("an empty outcome");
            assert!(outcome.selected.is_empty(), "{rule:?}");
            assert!(!outcome.warnings.is_empty());
        }
    }
    assert_eq!(nobody.warnings().count(WarningKind::NoVoters), 1);
    assert_eq!(nothing.warnings().count(WarningKind::NoProjects), 1);
    let text = approval("a;10;A\n", "1;a\n").replace("budget;100\n", "");
    let without = lenient(&text).expect("accepted");
    let rule = shares(Utility::Cost {});
    assert_eq!(select(&without, &rule), Err(SelectError::NoBudget));
    let stated = rule.with_budget(Decimal::from(10));
    assert_eq!(
        select(&without, &stated).expect("an outcome").selected,
        ["a"]
    );
}

#[test]
fn budgets_too_small_and_costs_of_nothing() {
    let election = lenient(&approval(
        "a;101;A\nz;0;Z\nb;0;B\nn;0;N\n",
        "1;a,z,b\n2;a\n",
    ))
    .expect("good");
    for rule in all_rules() {
        let outcome = select(&election, &rule).expect("an outcome");
        assert_eq!(outcome.selected, ["b", "z"], "{rule:?}");
        assert_eq!(outcome.projects[0].reason, Some(Reason::AboveBudget));
        assert_eq!(outcome.projects[2].reason, Some(Reason::NoSupport));
        assert_eq!(outcome.warnings.count(WarningKind::ZeroCost), 2);
    }
    let zero =
        lenient(&approval("a;1;A\n", "1;a\n").replace("budget;100", "budget;0")).expect("good");
    for rule in all_rules() {
        assert!(
            select(&zero, &rule)
                .expect("an outcome")
                .selected
                .is_empty(),
            "{rule:?}"
        );
    }
}

#[test]
fn everybody_supports_it_and_it_costs_the_whole_budget() {
    // n · (B / n) < B in doubles: 49 · (1 / 49.0) < 1.
    for voters in [3u64, 49, 98, 103, 107, 161, 187, 196] {
        let mut builder = Election::builder(VoteType::Approval);
        builder
            .budget(1u64)
            .add_project(ProjectDraft::new("a", 1u64))
            .add_approvals(["a"], voters);
        let election = builder.build().expect("good");
        for rule in all_rules() {
            assert_eq!(
                select(&election, &rule).expect("an outcome").selected,
                ["a"],
                "{voters}"
            );
        }
    }
}

#[test]
fn large_and_close_amounts_are_exact() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(9_007_199_254_740_993u64);
    builder.add_project(ProjectDraft::new("a", 9_007_199_254_740_993u64));
    builder.add_project(ProjectDraft::new("b", 9_007_199_254_740_992u64));
    builder.add_approvals(["a", "b"], 1);
    let election = builder.build().expect("good");
    let by_cardinality = shares(Utility::Cardinality {});
    assert_eq!(
        select(&election, &by_cardinality)
            .expect("an outcome")
            .selected,
        ["b"]
    );
    // With cost utility both cost 1 per utility: a tie, told by id.
    let outcome = select(&election, &shares(Utility::Cost {})).expect("an outcome");
    assert_eq!(
        (outcome.selected, outcome.ties.len()),
        (vec!["a".to_owned()], 1)
    );

    let mut builder = Election::builder(VoteType::Approval);
    let huge: Decimal = "1e18".parse().expect("a number");
    builder
        .budget(huge)
        .add_approvals(["a"], 1)
        .add_approvals(["b"], 2);
    builder
        .add_project(ProjectDraft::new("a", huge))
        .add_project(ProjectDraft::new("b", huge));
    let election = builder.build().expect("good");
    for rule in all_rules() {
        match select(&election, &rule) {
            Ok(outcome) => assert!(outcome.selected.len() <= 1),
            Err(SelectError::TooManyRaises { .. }) => {
                assert!(!rule.completion.is_empty());
            }
            Err(error) => panic!("{error}"),
        }
    }
    let add_one =
        shares(Utility::Cost {}).with_completion(vec![Completion::add_one(Stop::Infeasible)]);
    assert!(matches!(
        select(&election, &add_one),
        Err(SelectError::TooManyRaises { .. })
    ));
}

#[test]
fn ids_are_ordered_as_strings_and_ties_are_reported() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(3u64);
    for id in ["b", "9", "10"] {
        builder.add_project(ProjectDraft::new(id, 1u64));
    }
    builder.add_approvals(["9", "10", "b"], 3);
    let election = builder.build().expect("good");
    let outcome = select(&election, &shares(Utility::Cost {})).expect("an outcome");
    assert_eq!(outcome.selected, ["10", "9", "b"]);
    assert_eq!(outcome.ties[0].projects, ["10", "9", "b"]);
    assert_eq!(outcome.ties.len(), 2);
    let lot = |value: &str| {
        shares(Utility::Cost {}).with_ties(Ties::Lot(madang_selection::Lot::new("seed", value)))
    };
    let orders: std::collections::BTreeSet<Vec<String>> = (0..64)
        .map(|value| {
            select(&election, &lot(&value.to_string()))
                .expect("an outcome")
                .selected
        })
        .collect();
    assert_eq!(orders.len(), 6, "every order of three comes up");
}

#[test]
fn quotas_that_cannot_hold_say_why() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(100u64);
    builder.add_project(ProjectDraft::new("a", 60u64).in_group("x"));
    builder.add_project(ProjectDraft::new("b", 70u64).in_group("y"));
    builder.add_approvals(["a", "b"], 2);
    let election = builder.build().expect("good");
    let quotas = |mode, list: &[(&str, u32)]| {
        shares(Utility::Cost {}).with_quotas(Quotas::new(
            mode,
            list.iter()
                .map(|(group, least)| {
                    let quota = Quota::default().with_least_number(*least);
                    ((*group).to_owned(), quota)
                })
                .collect(),
        ))
    };
    let reason = |rule: &SelectionRule| select(&election, rule).expect_err("no").to_string();
    let both = quotas(QuotaMode::Reserve, &[("x", 1), ("y", 1)]);
    assert!(
        reason(&both).contains("cost 130 but the budget is 100"),
        "{}",
        reason(&both)
    );
    let many = quotas(QuotaMode::Reserve, &[("x", 2)]);
    assert!(reason(&many).contains("only 1 stand"), "{}", reason(&many));
    let unknown = quotas(QuotaMode::Reserve, &[("z", 1)]);
    assert!(matches!(
        select(&election, &unknown),
        Err(SelectError::UnknownGroup { group, .. }) if group == "z"
    ));
    let capped = quotas(QuotaMode::Caps, &[("x", 1)]);
    assert!(reason(&capped).contains("reserve"), "{}", reason(&capped));
    let met = select(&election, &quotas(QuotaMode::Reserve, &[("y", 1)])).expect("an outcome");
    assert_eq!(met.selected, ["b"]);
    assert!(met.quotas.iter().all(|quota| quota.met));
}

#[test]
fn the_builder_refuses_what_cannot_be() {
    let with = |change: &dyn Fn(&mut madang_selection::ElectionBuilder)| {
        let mut builder = Election::builder(VoteType::Approval);
        builder.add_project(ProjectDraft::new("a", 1u64));
        change(&mut builder);
        builder.build().map(|_| ()).expect_err("refused")
    };
    let twice = with(&|b| {
        b.add_project(ProjectDraft::new("a", 1u64));
    });
    assert_eq!(twice, BuildError::DuplicateProject { id: "a".into() });
    let unknown = with(&|b| {
        b.add_approvals(["b"], 1);
    });
    assert_eq!(
        unknown,
        BuildError::UnknownProject {
            ballot: 1,
            id: "b".into()
        }
    );
    let repeated = with(&|b| {
        b.add_approvals(["a", "a"], 1);
    });
    assert_eq!(
        repeated,
        BuildError::ProjectTwice {
            ballot: 1,
            id: "a".into()
        }
    );
    assert!(matches!(
        with(&|b| {
            b.add_project(ProjectDraft::new("x,y", 1u64));
        }),
        BuildError::BadProjectId { .. }
    ));
}

#[test]
fn rules_are_the_same_after_json() {
    for rule in all_rules() {
        let text = serde_json::to_string(&rule).expect("a rule serialises");
        let again: SelectionRule = serde_json::from_str(&text).expect("and comes back");
        assert_eq!(rule, again, "{text}");
        assert!(!text.contains("null"), "{text}");
    }
    let named = serde_json::json!({ "kind": "bounded-overspending" });
    let rule: Rule = serde_json::from_value(named).expect("a rule by its name");
    assert_eq!(rule, Rule::BoundedOverspending {});
    let wrong =
        r#"{"rule":{"kind":"equal-shares"},"utility":{"kind":"cost"},"ties":{"kind":"id"},"x":1}"#;
    assert!(serde_json::from_str::<SelectionRule>(wrong).is_err());
}

#[test]
fn many_winners_are_fine() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(1200u64);
    for index in 0..600 {
        let id = format!("p{index:04}");
        builder.add_project(ProjectDraft::new(id.clone(), 2u64));
        builder.add_approvals([id], 1);
    }
    let election = builder.build().expect("good");
    for rule in all_rules() {
        let outcome = select(&election, &rule).expect("an outcome");
        assert_eq!(outcome.selected.len(), 600);
    }
}

/// A comma is a decimal sign where it cannot be anything else, and never without a word about it.
#[test]
fn commas_in_amounts_are_counted_or_refused() {
    let with = |budget: &str, cost: &str| {
        approval(&format!("a;{cost};A\n"), "1;a\n")
            .replace("budget;100", &format!("budget;{budget}"))
    };
    let election = lenient(&with("100,5", "6,50")).expect("decimal commas");
    assert_eq!(
        election.budget().map(|budget| election.format(budget)),
        Some("100.5".to_owned())
    );
    assert_eq!(election.warnings().count(WarningKind::DecimalComma), 2);
    assert!(strict(&with("100,5", "6")).is_err());
    assert_eq!(place(&with("1,500", "6")), (3, 0, "budget".to_owned()));
    assert_eq!(place(&with("1500", "1,200")), (7, 3, "cost".to_owned()));
    let text = error(&with("1,500", "6")).to_string();
    assert!(text.contains("separate thousands"), "{text}");
}

#[test]
fn a_threshold_in_the_metadata_is_not_passed_over_in_silence() {
    let text = approval("a;10;A\n", "1;a\n")
        .replace("budget;100", "budget;100\nmin_project_score_threshold;2");
    let election = strict(&text).expect("a good file");
    assert_eq!(election.warnings().count(WarningKind::ThresholdStated), 1);
}

/// A text of a megabyte where a number should stand is refused, by every reader, in a short message.
#[test]
fn a_megabyte_of_signs_is_no_number() {
    use madang_selection::tabular::{CsvOptions, read_csv, read_json};
    for sign in ["-", "+", "-+"] {
        let dashes = sign.repeat(1 << 20);
        assert!(Decimal::parse(&dashes).is_err());
        assert!(Decimal::parse(&format!("{dashes}5")).is_err());
        let mut errors = vec![
            error(&approval(&format!("a;{dashes};A\n"), "1;a\n")),
            error(&approval("a;1;A\n", "1;a\n").replace("budget;100", &format!("budget;{dashes}"))),
        ];
        let projects = format!("project_id,cost\na,{dashes}\n");
        let ballots = "voter_id,vote\n1,a\n";
        let options = CsvOptions::default();
        errors.push(read_csv(&projects, ballots, &options).expect_err("no cost"));
        let json = |budget: &str, cost: &str| {
            format!(
                r#"{{"vote_type":"approval","budget":"{budget}","projects":[{{"id":"a","cost":"{cost}"}}],"ballots":[["a"]]}}"#
            )
        };
        errors.push(read_json(&json("1", &dashes), "vote.json").expect_err("no cost"));
        errors.push(read_json(&json(&dashes, "1"), "vote.json").expect_err("no budget"));
        for error in errors {
            assert!(error.to_string().len() < 1000);
        }
        let rule = format!(
            r#"{{"rule":{{"kind":"equal-shares"}},"utility":{{"kind":"cost"}},"ties":{{"kind":"id"}},"budget":"{dashes}"}}"#
        );
        let error = serde_json::from_str::<SelectionRule>(&rule).expect_err("no budget");
        assert!(error.to_string().len() < 1000);
    }
}

/// As in Pabulib files, so in every other place where a number is read.
#[test]
fn commas_before_three_digits_are_refused_everywhere() {
    use madang_selection::tabular::{
        CsvOptions, read_csv, read_json, read_score_sheets_csv, read_score_sheets_json,
    };
    let csv = |cost: &str| {
        let projects = format!("project_id;cost\na;{cost}\n");
        read_csv(&projects, "voter_id;vote\n1;a\n", &CsvOptions::default())
    };
    let json = |budget: &str, cost: &str, points: &str| {
        let text = format!(
            r#"{{"vote_type":"scoring","budget":"{budget}","projects":[{{"id":"a","cost":"{cost}"}}],
                "ballots":[{{"projects":["a"],"points":["{points}"]}}]}}"#
        );
        read_json(&text, "vote.json")
    };
    let rule = |budget: &str| {
        let text = format!(
            r#"{{"rule":{{"kind":"equal-shares"}},"utility":{{"kind":"cost"}},"ties":{{"kind":"id"}},"budget":"{budget}"}}"#
        );
        serde_json::from_str::<SelectionRule>(&text)
    };
    let texts = [
        csv("500,000").expect_err("a cost").to_string(),
        json("500,000", "1", "1").expect_err("a budget").to_string(),
        json("1", "500,000", "1").expect_err("a cost").to_string(),
        json("1", "1", "1,250").expect_err("points").to_string(),
        rule("500,000").expect_err("a budget").to_string(),
    ];
    for text in texts {
        assert!(text.contains("separate thousands"), "{text}");
    }
    assert_eq!(
        rule("500,5").expect("a rule").budget,
        Decimal::parse("500.5").ok()
    );
    let election = csv("6,5").expect("a decimal comma");
    assert_eq!(election.warnings().count(WarningKind::DecimalComma), 1);
    let election = json("100,5", "6,50", "2,5").expect("decimal commas");
    assert_eq!(election.warnings().count(WarningKind::DecimalComma), 3);
    let sheet = "body;expert;project_id;score\npanel;A;a;4,5\n";
    assert!(read_score_sheets_csv(sheet, "s.csv").is_err());
    let sheet = r#"[{"body":"panel","expert":"A","scores":{"a":"4,5"}}]"#;
    assert!(read_score_sheets_json(sheet, "s.json").is_err());
}
