//! Whose money went where, added up again from what each ballot paid.

use madang_selection::audit::{Limits, representation};
use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::{
    BallotPayments, Completion, Election, FlowBasis, MoneyFlows, Outcome, Rule, SelectOptions,
    SelectionRule, Trace, Utility, select_with,
};

/// Seven voters of two kinds, two groups and two audiences; `a` is bought by equal shares, `c` only by
/// the completion.
const CITY: &str = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\n\
    project_id;cost;group;target\na;60;green;young,old\nb;4;grey;old\nc;25;;young\nVOTES\n\
    voter_id;age;sex;vote\n1;20;F;a,b\n2;31;M;a\n3;4294967295;F;a,b\n4;39;M;a\n5;25;F;a\n6;40;M;c\n7;41;F;\n";

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

fn city() -> Election {
    read(CITY.as_bytes(), &ReadOptions::strict()).expect("good text")
}

fn column<'o>(outcome: &'o Outcome, name: &str) -> &'o MoneyFlows {
    let mut flows = outcome.money_flows.iter();
    flows
        .find(|flows| flows.column == name)
        .expect("the column")
}

/// What voters of one sex paid for a project, ballot by ballot.
fn paid_by(election: &Election, outcome: &Outcome, sex: &str, project: &str) -> f64 {
    let rows = election.voters().expect("rows");
    let ids = rows.column("voter_id").expect("ids");
    let sexes = rows.column("sex").expect("sexes");
    let voters = (0..ids.len()).filter(|row| sexes.get(*row) == sex);
    let paid = voters.filter_map(|row| {
        let own = |ballot: &&BallotPayments| ballot.voter_ids.iter().any(|id| id == ids.get(row));
        let ballot = outcome.ballots.iter().find(own).expect("a ballot");
        ballot.paid.get(project)
    });
    paid.map(|amount| number(amount)).sum()
}

#[test]
fn money_flows_are_what_voters_paid() {
    let election = city();
    for (completion, bounded, basis) in [
        (Vec::new(), false, FlowBasis::Payments),
        (
            vec![Completion::Utilitarian {}],
            false,
            FlowBasis::PaymentsAndEqualDivision,
        ),
        (Vec::new(), true, FlowBasis::Payments),
    ] {
        let method = if bounded {
            Rule::BoundedOverspending {}
        } else {
            Rule::EqualShares {}
        };
        let rule = SelectionRule::new(method, Utility::Cost {}).with_completion(completion);
        let options = SelectOptions::default().with_trace(Trace::Payments);
        let outcome = select_with(&election, &rule, options).expect("an outcome");
        let by_sex = column(&outcome, "sex");
        assert_eq!(by_sex.basis, basis);
        // Ages above any man's are shown as they are written.
        let ages = &column(&outcome, "age").to_groups;
        assert!(
            ages.iter().any(|flow| flow.from == "4294967295"),
            "{ages:?}"
        );
        for sex in ["F", "M"] {
            for (group, project) in [("green", "a"), ("grey", "b")] {
                let sum = paid_by(&election, &outcome, sex, project);
                let flow = by_sex.to_groups.iter();
                let flow = flow.filter(|flow| flow.from == sex && flow.to == group);
                let stated: f64 = flow.map(|flow| number(&flow.money)).sum();
                assert!(
                    (sum - stated).abs() < 1e-4,
                    "{sex} {group}: {sum} {stated} {rule:?}"
                );
            }
        }
        // Everything for `a` counts for both its audiences.
        let to = |audience: &str| -> f64 {
            let flows = by_sex.to_audiences.iter();
            let flows = flows.filter(|flow| flow.to == audience);
            flows.map(|flow| number(&flow.money)).sum()
        };
        if !bounded {
            let completed = if basis == FlowBasis::Payments {
                0.0
            } else {
                25.0
            };
            assert!((to("young") - 60.0 - completed).abs() < 1e-4);
            assert!((to("old") - 64.0).abs() < 1e-4);
        }
    }
}

#[test]
fn an_outcome_without_payments_is_divided_equally() {
    let selected = ["a".to_owned(), "b".to_owned()];
    let found = representation(&city(), &selected, &Limits::default()).expect("an audit");
    assert!(!found.voters.is_empty());
    for column in &found.voters {
        assert_eq!(column.basis, FlowBasis::EqualDivision);
        assert!(!column.audience_flows.is_empty());
    }
}
