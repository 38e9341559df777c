//! Pages of reports in both languages.

use std::collections::BTreeSet;

use madang_selection::audit::{Check, Finding, FoundBy, Limits, Undecided, audit};
use madang_selection::influence::influence;
use madang_selection::sensitivity::{Bounds, sensitivity};
use madang_selection::tabular::{read_json, read_score_sheets_csv};
use madang_selection::{
    Comparison, Decimal, Election, Failed, Fit, Normalisation, Outcome, ProjectDraft, Rule,
    ScoreRule, SelectionRule, Ties, Utility, VoteType, select,
};
use madang_selection_report::{Findings, Language, Report, evidence_words, html, names};
use serde_json::json;

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
    let told: Vec<&Failed> = without.filter_map(|voice| voice.failed.as_ref()).collect();
    assert_eq!(told.len(), 1);
    for language in [Language::Ko, Language::En] {
        let found = Findings::new(&audit, language).with_influence(&influence);
        let page = html(&Report::new("vote", &election, &outcome, found));
        for english in &told {
            let found = page.contains(english.english());
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

/// The page of an outcome, English and Korean.
fn found_pages(json: &str, rule: &SelectionRule) -> [String; 2] {
    let election = read_json(json, "vote.json").expect("json");
    let outcome = select(&election, rule).expect("an outcome");
    let limits = Limits::of(rule);
    let audit = audit(&election, &outcome.selected, &limits, &Check::ALL.into()).expect("audit");
    let names = names(&election);
    [Language::En, Language::Ko].map(|language| {
        let found = Findings::new(&audit, language);
        found.with_names(&names).with_outcome(&outcome).html()
    })
}

const FOUR: &str = r#"{"vote_type": "approval", "budget": 100,
  "projects": [{"id": "a", "cost": 10}, {"id": "b", "cost": 10}, {"id": "c", "cost": 10}, {"id": "d", "cost": 10}],
  "ballots": [{"projects": ["a", "b"]}, {"projects": ["a", "b"]}, {"projects": ["a", "c"]}, {"projects": ["a", "c"]},
    {"projects": ["a", "d"]}]}"#;

/// Under any rule a page says how near the others came, or why no number says so.
#[test]
fn each_rule_says_how_near_others_came_or_why_it_does_not() {
    let greedy = || Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let near = |rule: SelectionRule| {
        found_pages(FOUR, &rule.with_number(2)).map(|page| {
            let part = page
                .split("<section")
                .find(|part| part.contains("id=\"near\""));
            part.unwrap_or_default().to_owned()
        })
    };
    // b is taken with two votes: c, that tied with it, came as near as can be, and d half way.
    let [english, korean] = near(SelectionRule::new(greedy(), Utility::Cost {}));
    for part in [
        "their votes as a share",
        "100.0%",
        "50.0%",
        "Votes of the last selected",
    ] {
        assert!(english.contains(part), "{part}: {english}");
    }
    assert!(korean.contains("마지막에 선정된 제안의 득표"), "{korean}");
    let [english, _] = near(SelectionRule::new(greedy(), Utility::Cardinality {}));
    assert!(
        english.contains("held against cost") && english.contains("50.0%"),
        "{english}"
    );
    for rule in [
        Rule::Phragmen { fit: Fit::Skip },
        Rule::ProportionalApproval {},
    ] {
        let [english, korean] = near(SelectionRule::new(rule, Utility::Cost {}));
        assert!(
            english.contains("no number says how near one came"),
            "{english}"
        );
        assert!(korean.contains("한 수로 나타낼 수 없습니다"), "{korean}");
    }
}

/// A rule aims at nothing for an outcome that the final comparison put in the place of its own, or before the bounds of groups.
#[test]
fn an_aim_holds_only_for_what_the_rule_itself_selected() {
    let json = r#"{"vote_type": "approval", "budget": 100,
      "projects": [{"id": "a", "cost": 10}, {"id": "b", "cost": 100}],
      "ballots": [{"projects": ["b"]}, {"projects": ["b"]}, {"projects": ["a"]}]}"#;
    let shares = || SelectionRule::new(Rule::EqualShares {}, Utility::Cost {});
    let [english, korean] = found_pages(json, &shares());
    assert!(english.contains("The rule aims at this."), "{english}");
    assert!(!english.contains("put the outcome"), "{english}");
    assert!(korean.contains("이 규칙이 목표로 하는 기준입니다."));
    let compared = shares().with_comparison(Comparison::Greedy);
    let [english, korean] = found_pages(json, &compared);
    assert!(!english.contains("The rule aims at this."), "{english}");
    assert!(english.contains("put the outcome by most votes in the place of its own"));
    assert!(
        !korean.contains("이 규칙이 목표로 하는 기준입니다."),
        "{korean}"
    );
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

#[test]
fn every_sentence_of_an_audit_has_its_words_in_korean() {
    let (election, rule) = scored(JSON);
    let checks = [Check::Priceability].into();
    let audit = audit(&election, &[], &Limits::of(&rule), &checks).expect("an audit");
    let said = |evidence: serde_json::Value| {
        let finding =
            json!({"check": "priceability", "verdict": "undecided", "evidence": evidence});
        let finding: Finding = serde_json::from_value(finding).expect("a finding");
        evidence_words(Language::Ko, &audit, &finding)
    };
    let is_korean = |said: &str| said.chars().any(|c| ('가'..='힣').contains(&c));
    for sentence in Undecided::ALL.map(|undecided| undecided.to_string()) {
        let said = said(json!({"kind": "bound", "reason": sentence}));
        assert!(is_korean(&said) && !said.contains(&sentence), "{said}");
    }
    for sentence in FoundBy::ALL.map(FoundBy::as_str) {
        let prices = json!({"kind": "prices", "found_by": sentence, "endowment": "0", "left": []});
        let said = said(prices);
        assert!(is_korean(&said) && !said.contains(sentence), "{said}");
    }
    // What another engine says stays as it is.
    let other = said(json!({"kind": "bound", "reason": "the moon is full"}));
    assert_eq!(other, "the moon is full");
}
