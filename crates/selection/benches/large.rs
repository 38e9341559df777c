//! A large synthetic election: `cargo bench -p madang-selection --bench large -- [voters] [projects]
//! [winners,…]`. Writes it as a Pabulib file into the temporary folder, reads that, and chooses by equal
//! shares with cost utility: so many of the projects at a budget that would give more, and as many as
//! a budget of so many mean costs gives. Where every figure is wall-clock time.

mod source;

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _, copy};
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
    let path = std::env::temp_dir().join(format!("madang-large-{}.pb", std::process::id()));
    write_file(&path, voters, projects).expect("the temporary folder takes the file");
    let start = Instant::now();
    let source = BufReader::with_capacity(1 << 20, File::open(&path).expect("just written"));
    let election = read(source, &ReadOptions::for_selection()).expect("good text");
    let seconds = start.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&path).map_or(0, |file| file.len());
    let _ = std::fs::remove_file(&path);
    let line = serde_json::json!({
        "voters": voters, "projects": projects, "megabytes": bytes / 1_000_000,
        "entries": election.ballots().entries(), "distinct": election.ballots().distinct(),
        "load_seconds": seconds, "peak_mib": peak_memory(),
    });
    println!("{line}");
    let start = Instant::now();
    let digest = election.input_digest();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{}",
        serde_json::json!({ "digest": digest, "seconds": seconds })
    );
    let costs = election.projects().iter().map(|project| project.cost.0);
    let mean = (costs.sum::<u128>() / u128::from(projects)) as u64;
    for number in wanted {
        for (stop, budget) in [("number", mean * 12_000), ("money", mean * number as u64)] {
            let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
                .with_budget(Decimal::from(budget))
                .with_number((stop == "number").then_some(number as u32));
            let start = Instant::now();
            let options = SelectOptions::default().with_trace(Trace::Outcome);
            let outcome = select_with(&election, &rule, options).expect("an outcome");
            let seconds = start.elapsed().as_secs_f64();
            let line = serde_json::json!({
                "ends_by": stop, "winners": outcome.selected.len(), "seconds": seconds,
                "peak_mib": peak_memory(),
            });
            println!("{line}");
        }
    }
}

fn write_file(path: &std::path::Path, voters: u64, projects: u64) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    copy(&mut Source::new(voters, projects), &mut file)?;
    file.flush()
}
