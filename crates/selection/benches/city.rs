//! Times rules on Pabulib files, one JSON object per line and run:
//! `cargo bench -p madang-selection --bench city -- FILE… [--rules mes_cost,phragmen] [--number 50]`.
//!
//! `seconds` is the median over runs of the method alone on an election already read, `load` that
//! of reading the file, `whole` that of file to outcome with the whole explanation as JSON, `traced`
//! that with each round's price and payments only, which is what pabutools records. With
//! `--result` that JSON is written for the one file and rule named and nothing is timed, for whoever
//! times the process. `--number` is the size of committees (seqpav, seqphragmen, equal_shares).

use std::fs::File;
use std::hint::black_box;
use std::io::BufReader;
use std::time::Instant;

use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::{
    Completion, Election, Fit, Rule, SelectOptions, SelectionRule, Stop, Trace, Utility, select,
    select_with,
};

fn shares(utility: Utility, completion: Vec<Completion>) -> SelectionRule {
    SelectionRule::new(Rule::EqualShares {}, utility).with_completion(completion)
}

fn rule(name: &str, number: u32) -> Option<SelectionRule> {
    let add_one = |stop| vec![Completion::add_one(stop)];
    let (cost, cardinality) = (Utility::Cost {}, Utility::Cardinality {});
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let exhaustive = Stop::InfeasibleOrExhaustive;
    Some(match name {
        "greedy_cost" => SelectionRule::new(greedy, cost),
        "greedy_card" => SelectionRule::new(greedy, cardinality),
        "mes_cost" => shares(cost, vec![]),
        "mes_card" => shares(cardinality, vec![]),
        "mes_points" => shares(Utility::Points {}, vec![]),
        "mes_borda" => shares(Utility::Borda { scores: None }, vec![]),
        "mes_cost_add1" => shares(cost, add_one(exhaustive)),
        "mes_card_add1" => shares(cardinality, add_one(exhaustive)),
        "mes_cost_add1_official" => shares(cost, add_one(Stop::Infeasible)),
        "bos_cost" => SelectionRule::new(Rule::BoundedOverspending {}, cost),
        "bos_card" => SelectionRule::new(Rule::BoundedOverspending {}, cardinality),
        "phragmen" => SelectionRule::new(Rule::Phragmen { fit: Fit::NoSkip }, cost),
        "seqpav" => SelectionRule::new(Rule::ProportionalApproval {}, cardinality)
            .with_number(number)
            .with_unit_costs(true),
        "seqphragmen" => SelectionRule::new(Rule::Phragmen { fit: Fit::NoSkip }, cardinality)
            .with_number(number)
            .with_unit_costs(true),
        "equal_shares" => shares(cardinality, vec![])
            .with_number(number)
            .with_unit_costs(true),
        _ => return None,
    })
}

/// Median seconds of up to `most` runs within about two seconds.
fn median<T>(most: usize, mut run: impl FnMut() -> T) -> (f64, usize, T) {
    let (mut times, begin) = (Vec::new(), Instant::now());
    loop {
        let start = Instant::now();
        let value = black_box(run());
        times.push(start.elapsed().as_secs_f64());
        if times.len() >= most || begin.elapsed().as_secs_f64() > 2.0 {
            times.sort_by(f64::total_cmp);
            return (times[times.len() / 2], times.len(), value);
        }
    }
}

fn load(path: &str) -> Election {
    let file = File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    read(
        BufReader::with_capacity(1 << 20, file),
        &ReadOptions::default(),
    )
    .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn main() {
    let mut files = Vec::new();
    let mut names: Vec<String> = ["mes_cost", "mes_card", "mes_cost_add1", "phragmen"]
        .map(str::to_owned)
        .to_vec();
    let (mut number, mut result_only) = (50, false);
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        if argument == "--result" {
            result_only = true;
        } else if argument == "--number" {
            let text = arguments.next().unwrap_or_default();
            number = text.parse().unwrap_or_else(|_| panic!("--number {text}"));
        } else if argument == "--rules" {
            let list = arguments.next().unwrap_or_default();
            names = list.split(',').map(str::to_owned).collect();
        } else {
            files.push(argument);
        }
    }
    if let (true, [path], [name]) = (result_only, &files[..], &names[..]) {
        let rule = rule(name, number).unwrap_or_else(|| panic!("unknown rule {name}"));
        let outcome = select(&load(path), &rule).unwrap_or_else(|error| panic!("{path}: {error}"));
        let json = serde_json::to_string(&outcome).expect("an outcome serialises");
        println!("{json}");
        return;
    }
    for path in &files {
        let (load_time, _, election) = median(9, || load(path));
        election.input_digest();
        for name in &names {
            let Some(rule) = rule(name, number) else {
                eprintln!("unknown rule {name}");
                std::process::exit(2);
            };
            let options = SelectOptions::default().with_trace(Trace::Outcome);
            let (seconds, runs, outcome) = median(51, || select_with(&election, &rule, options));
            let outcome = match outcome {
                Ok(outcome) => outcome,
                Err(error) => {
                    let line = serde_json::json!({
                        "file": path, "rule": name, "error": error.to_string()
                    });
                    println!("{line}");
                    continue;
                }
            };
            let (whole, ..) = median(9, || {
                let outcome = select(&load(path), &rule).expect("it was selected before");
                serde_json::to_string(&outcome)
                    .expect("an outcome serialises")
                    .len()
            });
            let rounds = SelectOptions::default().with_trace(Trace::Rounds);
            let (traced, ..) = median(9, || {
                let outcome = select_with(&load(path), &rule, rounds);
                let outcome = outcome.expect("it was selected before");
                serde_json::to_string(&outcome)
                    .expect("an outcome serialises")
                    .len()
            });
            let line = serde_json::json!({
                "file": path, "rule": name, "seconds": seconds, "runs": runs, "load": load_time,
                "whole": whole, "traced": traced, "selected": outcome.selected,
                "raises": outcome.endowment.map(|endowment| endowment.raises),
            });
            println!("{line}");
        }
    }
}
