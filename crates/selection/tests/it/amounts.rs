//! Amounts at their ends: none, too small, very large and close together, and written in ways that may mean two things.

use crate::bad_input::{all_rules, approval, error, lenient, place, shares, strict};
use madang_selection::{
    Completion, Decimal, Election, ProjectDraft, Reason, SelectError, SelectionRule, Stop, Utility,
    VoteType, WarningKind, select,
};

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
