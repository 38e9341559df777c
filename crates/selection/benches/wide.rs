//! Few ballots with very many projects, and tables with very many columns: `cargo bench -p madang-selection --bench wide --
//! [projects]`. Every figure is wall-clock time.

use std::time::Instant;

use madang_selection::tabular::{CsvOptions, read_csv};
use madang_selection::{
    Decimal, Election, Fit, ProjectDraft, Rule, SelectOptions, SelectionRule, Trace, Utility,
    VoteType, select_with,
};

/// One voter lists all projects; half of them fit the budget.
fn election(projects: u64, cost: impl Fn(u64) -> u64) -> Election {
    let mut builder = Election::builder(VoteType::Approval);
    let ids: Vec<String> = (0..projects).map(|id| id.to_string()).collect();
    for (number, id) in (0..).zip(&ids) {
        builder.add_project(ProjectDraft::new(id.as_str(), cost(number)));
    }
    builder.add_approvals(ids, 1);
    builder.budget((0..projects).map(&cost).sum::<u64>() / 2);
    builder.build().expect("a good election")
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let projects = arguments.find_map(|text| text.parse().ok());
    let projects: u64 = projects.unwrap_or(10_000);
    let equal = election(projects, |_| 1_000);
    let varied = election(projects, |number| 1_000 + number * 7 % 977);
    let rules = [
        (
            "greedy",
            Rule::Greedy {
                fit: Fit::Skip,
                threshold: None,
            },
        ),
        ("equal-shares", Rule::EqualShares {}),
        ("phragmen", Rule::Phragmen { fit: Fit::Skip }),
    ];
    for (costs, election) in [("equal", &equal), ("varied", &varied)] {
        for (name, rule) in &rules {
            for trace in [Trace::Outcome, Trace::Rounds] {
                let rule = SelectionRule::new(rule.clone(), Utility::Cost {});
                let options = SelectOptions::default().with_trace(trace);
                let start = Instant::now();
                let outcome = select_with(election, &rule, options).expect("an outcome");
                let seconds = start.elapsed().as_secs_f64();
                let line = serde_json::json!({
                    "projects": projects, "ballots": 1, "costs": costs, "rule": name,
                    "trace": format!("{trace:?}"), "winners": outcome.selected.len(), "seconds": seconds,
                });
                println!("{line}");
            }
        }
    }
    for columns in [40_000usize, 1_000_000] {
        let header: String = (0..columns).map(|column| format!(",c{column}")).collect();
        let table = format!("project_id,cost{header}\n1,60{}\n", ",".repeat(columns));
        let options = CsvOptions {
            budget: Some(Decimal::from(100)),
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
