//! Committees that abcvoting chooses on generated profiles (benches/committees.py), chosen again.

use madang_selection::{
    Election, Fit, ProjectDraft, Rule, SelectionRule, Utility, VoteType, select,
};
use serde_json::Value;

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

#[test]
fn abcvoting_chooses_the_same_committees() {
    let data: Value = serde_json::from_str(include_str!("data/committees.json")).expect("JSON");
    let mut compared = 0;
    for case in data["cases"].as_array().expect("cases") {
        let mut builder = Election::builder(VoteType::Approval);
        builder.number(number(&case["size"]) as u32);
        // Two digits, so that ids as strings stand in the order of the numbers.
        let id = |candidate: u64| format!("{candidate:02}");
        for candidate in 0..number(&case["candidates"]) {
            builder.add_project(ProjectDraft::new(id(candidate), 1u64));
        }
        for ballot in case["ballots"].as_array().expect("ballots") {
            let listed = ballot[0].as_array().expect("a ballot").iter();
            builder.add_approvals(listed.map(|c| id(number(c))), number(&ballot[1]));
        }
        let election = builder.build().expect("a good election");
        for (name, committee) in case["committees"].as_object().expect("committees") {
            let rule = match name.as_str() {
                "sequential-pav" => Rule::ProportionalApproval {},
                "phragmen" => Rule::Phragmen { fit: Fit::Skip },
                "equal-shares" => Rule::EqualShares {},
                other => panic!("unknown rule {other}"),
            };
            let rule = SelectionRule::new(rule, Utility::Cardinality {}).with_unit_costs(true);
            let mut own = select(&election, &rule).expect("an outcome").selected;
            own.sort();
            let committee = committee.as_array().expect("ids").iter();
            let committee: Vec<String> = committee.map(|c| id(number(c))).collect();
            assert_eq!(own, committee, "{name} {case}");
            compared += 1;
        }
    }
    assert_eq!(compared, 450);
}
