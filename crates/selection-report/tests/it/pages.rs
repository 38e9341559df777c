//! Pages of reports in both languages.

use std::collections::BTreeSet;

use madang_selection::audit::{Check, Limits, audit};
use madang_selection::influence::influence;
use madang_selection::sensitivity::{Bounds, sensitivity};
use madang_selection::tabular::{read_json, read_score_sheets_csv};
use madang_selection::{
    Decimal, Election, Normalisation, Outcome, ProjectDraft, Rule, ScoreRule, SelectionRule, Ties,
    Utility, VoteType, select,
};
use madang_selection_report::{Findings, Language, Report, html, names};

const JSON: &str = r#"{"vote_type": "cumulative", "budget": 120.5,
  "projects": [{"id": "park", "cost": "60", "name": "A park", "group": "general"},
    {"id": "bench", "cost": 20.25, "group": "target"}, {"id": "lamp", "cost": 60, "group": "target"}],
  "ballots": [{"projects": ["park", "bench"], "points": ["3", 1], "voter": {"district": "East"}},
    {"projects": ["park"], "points": [4], "voter": {"district": "East"}},
    {"projects": ["lamp", "bench"], "points": [1.5, 2], "voter": {"district": "West"}}]}"#;

fn scored(json: &str) -> (Election, SelectionRule) {
    let mut election = read_json(json, "vote.json").expect("json");
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
fn the_report_stands_alone_and_is_safe() {
    let unsafe_name = "<script>alert('x')</script> https://x.example";
    let (election, rule) = scored(&JSON.replace("A park", unsafe_name));
    let outcome = select(&election, &rule).expect("an outcome");
    let checks: BTreeSet<Check> = Check::ALL.into_iter().collect();
    let audit = audit(&election, &outcome.selected, &Limits::of(&rule), &checks).expect("audit");
    let influence = influence(&election, &rule, &mut |_, _| {}).expect("influence");
    let sensitivity = sensitivity(
        &election,
        &rule,
        &outcome,
        Bounds::default(),
        &mut |_, _| {},
    )
    .expect("sensitivity");
    let names = names(&election);
    for language in [Language::Ko, Language::En] {
        let found = Findings::new(&audit, language)
            .with_names(&names)
            .with_influence(&influence)
            .with_sensitivity(&sensitivity, election.vote_type());
        let page = html(&Report::new(
            "A \"vote\" & more",
            &election,
            &outcome,
            found,
        ));
        for outside in [
            "<script",
            "<link",
            "<img",
            "<iframe",
            "src=",
            "url(",
            "@import",
            "href=\"http",
            "onclick",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(page.contains(&format!("<html lang=\"{}\">", language.tag())));
        let count = |text: &str| page.matches(text).count();
        assert_eq!(count("<svg"), count("<desc>"));
        assert_eq!(count("<svg"), count("</svg>"));
        for tag in ["section", "table", "figure", "details", "tr", "div"] {
            assert_eq!(
                count(&format!("<{tag}")),
                count(&format!("</{tag}>")),
                "{tag}"
            );
        }
        assert!(page.contains("&lt;script&gt;"));
        assert_eq!(page.contains("영향력"), language == Language::Ko);
    }
}

#[test]
fn why_nothing_could_be_worked_out_is_told_in_the_readers_language() {
    let (election, scores) = scored(JSON);
    let Rule::Scores(mut scored) = scores.rule.clone() else {
        panic!("a rule of scores");
    };
    // Nothing is left to decide by where its one voice is left out.
    scored.ballots = 0;
    scored.bodies.retain(|body, _| body == "panel");
    let rule = SelectionRule::new(Rule::Scores(scored), Utility::Points {})
        .with_number(1)
        .with_unit_costs(true);
    let outcome = select(&election, &rule).expect("an outcome");
    let limits = Limits::of(&rule);
    let audit = audit(&election, &outcome.selected, &limits, &BTreeSet::new()).expect("audit");
    let influence = influence(&election, &rule, &mut |_, _| {}).expect("influence");
    let without = influence.without.iter();
    let told: Vec<&String> = without.filter_map(|voice| voice.failed.as_ref()).collect();
    assert_eq!(told.len(), 1);
    for language in [Language::Ko, Language::En] {
        let found = Findings::new(&audit, language).with_influence(&influence);
        let page = html(&Report::new("vote", &election, &outcome, found));
        for english in &told {
            let found = page.contains(english.as_str());
            assert_eq!(found, language == Language::En, "{english}");
        }
    }
}

/// The report of an outcome in both languages.
fn reports(election: &Election, outcome: &Outcome) -> [String; 2] {
    let checks = [Check::WithinLimits, Check::Jr].into();
    let audit = audit(election, &outcome.selected, &Limits::default(), &checks).expect("an audit");
    let names = names(election);
    [Language::En, Language::Ko].map(|language| {
        let found = Findings::new(&audit, language).with_names(&names);
        html(&Report::new("Test", election, outcome, found))
    })
}

#[test]
fn reports_show_exact_budgets_and_count_one_voter_as_one() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget("1.75".parse::<Decimal>().expect("a budget"));
    builder.add_project(ProjectDraft::new("a", 1u64));
    builder.add_approvals(["a"], 1);
    let election = builder.build().expect("a good election");
    let outcome = select(
        &election,
        &SelectionRule::new(Rule::EqualShares {}, Utility::Cost {}),
    )
    .expect("an outcome");
    let [english, korean] = reports(&election, &outcome);
    assert!(
        english.contains("1 of 1 voter (100.0%) has at least one"),
        "{english}"
    );
    for page in [&english, &korean] {
        assert!(page.contains("\">0.75</td>"), "{page}");
        assert!(page.contains("<code>7/4</code>"), "{page}");
        assert!(page.contains("<dl class=\"terms"), "{page}");
    }
    assert!(
        !english.contains("1 voters") && !english.contains("1 projects"),
        "{english}"
    );
}

/// Of the payments of one project's supporters the largest are listed, the others added up.
#[test]
fn reports_add_up_the_smaller_payments() {
    let mut builder = Election::builder(VoteType::Approval);
    builder.budget(1000u64);
    let ids: Vec<String> = (0..30).map(|number| format!("w{number:02}")).collect();
    for id in &ids {
        builder.add_project(ProjectDraft::new(id.as_str(), 10u64));
    }
    builder.add_project(ProjectDraft::new("lost", 990u64));
    builder.add_approvals(ids.iter().map(String::as_str).chain(["lost"]), 10);
    let election = builder.build().expect("a good election");
    let rule =
        SelectionRule::new(Rule::EqualShares {}, Utility::Cost {}).with_ties(Ties::CostVotes {});
    let outcome = select(&election, &rule).expect("an outcome");
    assert_eq!(outcome.selected.len(), 30);
    let [english, korean] = reports(&election, &outcome);
    let row = |others: &str, label: &str| {
        format!("{others}</th><td class=\"number\" data-label=\"{label}\">200</td>")
    };
    assert!(english.contains(&row("20 other projects", "Amount")));
    assert!(korean.contains(&row("그 밖의 제안 20건", "금액")));
}

/// Who had a better score than the last one selected was kept out by something else, and came no nearer than it.
#[test]
fn nobody_comes_nearer_than_the_whole() {
    let json = r#"{"vote_type": "approval", "budget": 10,
      "projects": [{"id": "dear", "cost": 11}, {"id": "fits", "cost": 9}, {"id": "last", "cost": 5}],
      "ballots": [{"projects": ["dear"]}, {"projects": ["dear"]}, {"projects": ["dear", "fits"]},
        {"projects": ["fits"]}, {"projects": ["last"]}]}"#;
    let mut election = read_json(json, "vote.json").expect("json");
    let sheets = read_score_sheets_csv("body,expert,project_id,score\npanel,A,last,1\n", "s.csv");
    election
        .set_score_sheets(sheets.expect("sheets"))
        .expect("good sheets");
    let weights = [("panel".to_owned(), 1)].into();
    let scores = ScoreRule::new(9, weights, Normalisation::Highest {});
    let rule = SelectionRule::new(Rule::Scores(scores), Utility::Cost {});
    let outcome = select(&election, &rule).expect("an outcome");
    assert_eq!(outcome.selected, ["fits"]);
    let value = |id: &str| {
        let mut projects = outcome.projects.iter();
        let found = projects.find(|project| project.id == id).expect("it");
        found.value.clone()
    };
    assert!(value("dear") > value("last"), "the dear one had the most");
    let limits = Limits::of(&rule);
    let audit = audit(&election, &outcome.selected, &limits, &BTreeSet::new()).expect("audit");
    let names = names(&election);
    let found = Findings::new(&audit, Language::En)
        .with_names(&names)
        .with_outcome(&outcome);
    let html = found.html();
    let section = html
        .split("<section")
        .find(|part| part.contains("id=\"near\""));
    let section = section.expect("how near the others came");
    assert!(
        section.contains("last") && !section.contains("dear"),
        "{section}"
    );
    assert!(section.contains('%'), "{section}");
}
