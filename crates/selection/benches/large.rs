//! A large synthetic election: `cargo bench -p madang-selection --bench large -- [voters] [projects]
//! [winners,…]`. Writes the Pabulib text through a pipe-like reader, so that loading is measured on
//! text without a file; then equal shares with cost utility until the wanted number is reached, at a
//! budget that would give more.

mod source;

use std::io::{BufReader, Read};
use std::time::Instant;

use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::{Decimal, Rule, SelectOptions, SelectionRule, Trace, Utility, select_with};
use source::Source;

/// Largest resident memory of this process in MiB, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let number = |index: usize, default: u64| {
        arguments
            .get(index)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (voters, projects) = (number(0, 10_000_000), number(1, 5_000));
    let wanted: Vec<usize> = arguments.get(2).map_or(vec![50, 500], |list| {
        list.split(',')
            .filter_map(|text| text.parse().ok())
            .collect()
    });
    // The generator's own time is taken off the load: it makes the text again, alone.
    let start = Instant::now();
    let mut sink = Source::new(voters, projects);
    let mut buffer = vec![0u8; 1 << 20];
    while sink.read(&mut buffer).expect("the generator never fails") > 0 {}
    let making = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let source = BufReader::with_capacity(1 << 20, Source::new(voters, projects));
    let election = read(source, &ReadOptions::for_selection()).expect("good text");
    let both = start.elapsed().as_secs_f64();
    let line = serde_json::json!({
        "voters": voters, "projects": projects, "megabytes": sink.made() / 1_000_000,
        "entries": election.ballots.entries(), "distinct": election.ballots.distinct(),
        "load_seconds": both - making, "generator_seconds": making, "peak_mib": peak_memory(),
    });
    println!("{line}");
    let start = Instant::now();
    let digest = election.input_digest();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{}",
        serde_json::json!({ "digest": digest, "seconds": seconds })
    );
    for number in wanted {
        let rule = |budget: u64| SelectionRule {
            budget: Some(Decimal::from(budget)),
            number: Some(number as u32),
            ..SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        };
        let budget = 20_000_000_000u64;
        let start = Instant::now();
        let options = SelectOptions {
            trace: Trace::Outcome,
        };
        let outcome = select_with(&election, &rule(budget), options).expect("an outcome");
        let seconds = start.elapsed().as_secs_f64();
        let line = serde_json::json!({
            "winners": outcome.selected.len(), "seconds": seconds, "peak_mib": peak_memory(),
        });
        println!("{line}");
    }
}
