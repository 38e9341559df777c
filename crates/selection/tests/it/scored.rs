//! Score sheets on a scale of their own: the mean is over those who scored.

use std::collections::BTreeMap;

use madang_selection::{
    Decimal, Election, Normalisation, ProjectDraft, Rule, ScoreRule, ScoreSheet, SelectOptions,
    SelectionRule, Utility, VoteType, select_with,
};

fn sheet(expert: &str, scores: &[(&str, u64)]) -> ScoreSheet {
    let scores = scores.iter();
    let scores = scores.map(|(id, score)| ((*id).to_owned(), Decimal::from(*score)));
    ScoreSheet::new("panel", expert, scores.collect::<BTreeMap<_, _>>())
}

fn election(sheets: &[ScoreSheet]) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    for id in ["a", "b", "c"] {
        builder.add_project(ProjectDraft::new(id, 10u64));
    }
    builder.add_approvals(["c"], 1);
    for sheet in sheets {
        builder.add_score_sheet(sheet.clone());
    }
    builder.build().expect("an election")
}

fn selected(election: &Election) -> (Vec<String>, Vec<String>) {
    let top = Decimal::from(10u64);
    let bodies = BTreeMap::from([("panel".to_owned(), 1)]);
    let rule = ScoreRule::new(0, bodies, Normalisation::Scale { top });
    let rule = SelectionRule::new(Rule::Scores(rule), Utility::Cost {});
    let rule = rule.with_budget(Decimal::from(10u64));
    let outcome = select_with(election, &rule, SelectOptions::default()).expect("an outcome");
    let parts = outcome.projects.iter();
    let parts = parts.map(|project| project.score_parts[0].part.clone());
    (outcome.selected.clone(), parts.collect())
}

#[test]
fn whoever_did_not_score_a_project_says_nothing_of_it() {
    let own = [sheet("1", &[("a", 8), ("b", 6)]), sheet("2", &[("b", 8)])];
    // Without a scale of its own a sheet that leaves a project out speaks against it.
    let (before, parts) = selected(&election(&own));
    assert_eq!(
        (before[0].as_str(), parts),
        ("b", vec!["0.4".to_owned(), "0.7".into(), "0".into()])
    );
    let own = own.map(|sheet| sheet.out_of(Decimal::from(10u64)));
    let (selected, parts) = selected(&election(&own));
    assert_eq!(
        (selected[0].as_str(), parts),
        ("a", vec!["0.8".to_owned(), "0.7".into(), "0".into()])
    );
}

#[test]
fn the_scale_of_a_sheet_is_part_of_what_decides() {
    let own = sheet("1", &[("a", 8)]);
    let digest = |sheet: ScoreSheet| election(&[sheet]).input_digest().to_owned();
    let plain = digest(own.clone());
    let ten = digest(own.clone().out_of(Decimal::from(10u64)));
    let twenty = digest(own.out_of(Decimal::from(20u64)));
    assert!(plain != ten && ten != twenty && plain != twenty);
}
