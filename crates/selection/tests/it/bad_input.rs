//! Doubtful and wrong input: a clear error with its place, or a treatment that is counted.

use madang_selection::pabulib::{Column, ParseError, Policy, ReadOptions, read, write};
use madang_selection::{
    BuildError, Completion, Election, Fit, ProjectDraft, Quota, QuotaMode, Quotas, Rule,
    SelectError, SelectionRule, Ties, Utility, VoteType, WarningKind, select,
};

pub const HEAD: &str = "META\nkey;value\nbudget;100\nvote_type;approval\n";

pub fn approval(projects: &str, votes: &str) -> String {
    format!("{HEAD}PROJECTS\nproject_id;cost;name\n{projects}VOTES\nvoter_id;vote\n{votes}")
}

pub fn lenient(text: &str) -> Result<Election, ParseError> {
    read(text.as_bytes(), &ReadOptions::default())
}

pub fn strict(text: &str) -> Result<Election, ParseError> {
    read(text.as_bytes(), &ReadOptions::strict())
}

pub fn error(text: &str) -> ParseError {
    lenient(text).expect_err("this text is wrong")
}

pub fn place(text: &str) -> (u64, u64, String) {
    let error = error(text);
    let column = match error.column {
        Column::Character(column) => column,
        Column::Whole => 0,
        Column::Cell { .. } => panic!("{error}"),
    };
    (error.line, column, error.field)
}

pub fn shares(utility: Utility) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility)
}

pub fn all_rules() -> Vec<SelectionRule> {
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

#[test]
fn a_threshold_in_the_metadata_is_not_passed_over_in_silence() {
    let text = approval("a;10;A\n", "1;a\n")
        .replace("budget;100", "budget;100\nmin_project_score_threshold;2");
    let election = strict(&text).expect("a good file");
    assert_eq!(election.warnings().count(WarningKind::ThresholdStated), 1);
}
