//! Few ballots that list very many projects, and tables with very many columns: `cargo bench -p madang-selection --bench wide --
//! [projects [part of a name]]`. Every figure is wall-clock time.

use std::time::Instant;

use madang_selection::tabular::{CsvOptions, read_csv};
use madang_selection::{
    Comparison, Completion, Decimal, Election, ExhaustiveOver, Fit, ProjectDraft, Rule,
    SelectOptions, SelectionRule, Start, Stop, Trace, Utility, VoteType, select_with,
};

/// Which project each ballot lists.
type Listed = fn(ballot: u64, project: u64) -> bool;

/// Half of the projects fit the budget.
fn election(ballots: u64, projects: u64, cost: fn(u64) -> u64, listed: Listed) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    let ids: Vec<String> = (0..projects).map(|id| id.to_string()).collect();
    for (number, id) in (0..).zip(&ids) {
        builder.add_project(ProjectDraft::new(id.as_str(), cost(number)));
    }
    for ballot in 0..ballots {
        let own = (0..projects)
            .zip(&ids)
            .filter(|(number, _)| listed(ballot, *number));
        builder.add_approvals(own.map(|(_, id)| id.as_str()), 1 + ballot % 3);
    }
    builder.budget((0..projects).map(cost).sum::<u64>() / 2);
    builder.build().expect("a good election")
}

/// Even bits of a fixed mixture.
fn mixed(ballot: u64, project: u64) -> bool {
    let mut mixture = (project * 31 + ballot).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixture = (mixture ^ (mixture >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixture >> 40).is_multiple_of(2)
}

/// `share` is what each voter begins with.
fn rules(projects: u64, share: u64) -> Vec<(&'static str, SelectionRule)> {
    let shares = |utility: Utility| SelectionRule::new(Rule::EqualShares {}, utility);
    let fit = Fit::Skip;
    let threshold = None;
    let cost = || shares(Utility::Cost {});
    let of = |rule: Rule| SelectionRule::new(rule, Utility::Cost {});
    let add_one = |stop| {
        vec![Completion::AddOne {
            start: Start::Exact,
            step: Decimal::from((share / 100_000).max(1)),
            stop,
            exhaustive_over: ExhaustiveOver::Supported,
        }]
    };
    let seats = (projects / 2) as u32;
    vec![
        ("greedy", of(Rule::Greedy { fit, threshold })),
        ("equal-shares", cost()),
        ("equal-shares cardinality", shares(Utility::Cardinality {})),
        ("add-one", cost().with_completion(add_one(Stop::Infeasible))),
        (
            "add-one exhaustive",
            cost().with_completion(add_one(Stop::InfeasibleOrExhaustive)),
        ),
        (
            "utilitarian, compared",
            cost()
                .with_completion(vec![Completion::Utilitarian {}])
                .with_comparison(Some(Comparison::Greedy)),
        ),
        (
            "phragmen completion",
            cost().with_completion(vec![Completion::Phragmen {}]),
        ),
        ("bounded-overspending", of(Rule::BoundedOverspending {})),
        (
            "bounded-overspending cardinality",
            SelectionRule::new(Rule::BoundedOverspending {}, Utility::Cardinality {}),
        ),
        ("phragmen", of(Rule::Phragmen { fit })),
        (
            "proportional-approval",
            of(Rule::ProportionalApproval {})
                .with_unit_costs(true)
                .with_number(seats),
        ),
    ]
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let projects = arguments.find_map(|text| text.parse().ok());
    let projects: u64 = projects.unwrap_or(10_000);
    let equal = |_: u64| 1_000;
    let varied = |number: u64| 1_000 + number * 7 % 977;
    let all: Listed = |_, _| true;
    let cases = [
        ("1 ballot, equal costs", election(1, projects, equal, all)),
        ("1 ballot, varied costs", election(1, projects, varied, all)),
        (
            "10 ballots, equal costs",
            election(10, projects, equal, mixed),
        ),
        (
            "10 ballots, varied costs",
            election(10, projects, varied, mixed),
        ),
    ];
    // `wide 10000 "10 ballots, equal costs, add-one"`: only what is called so.
    let only = std::env::args().nth(2);
    for (case, election) in &cases {
        let voters = election.ballots().total_weight();
        for (name, rule) in rules(projects, projects * 500 / voters) {
            if only
                .as_ref()
                .is_some_and(|only| !format!("{case}, {name}").contains(only.as_str()))
            {
                continue;
            }
            for trace in [Trace::Outcome, Trace::Full] {
                let options = SelectOptions::default().with_trace(trace);
                let start = Instant::now();
                let outcome = select_with(election, &rule, options).expect("an outcome");
                let seconds = start.elapsed().as_secs_f64();
                let line = serde_json::json!({
                    "case": case, "projects": projects, "rule": name, "trace": format!("{trace:?}"),
                    "selected": outcome.selected.len(), "seconds": seconds,
                });
                println!("{line}");
            }
        }
    }
    for columns in [40_000usize, 1_000_000] {
        let header: String = (0..columns).map(|column| format!(",c{column}")).collect();
        let table = format!("project_id,cost{header}\n1,60{}\n", ",".repeat(columns));
        let options = CsvOptions {
            budget: Some(Decimal::from(100u64)),
            ..CsvOptions::default()
        };
        let start = Instant::now();
        let read = read_csv(&table, "voter_id,vote\na,1\n", &options).expect("a good table");
        let seconds = start.elapsed().as_secs_f64();
        let columns = read.projects()[0].columns.len();
        println!(
            "{}",
            serde_json::json!({ "columns": columns, "seconds": seconds })
        );
    }
}
