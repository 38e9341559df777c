//! A large synthetic election: `cargo bench -p madang-selection --bench large -- [voters] [projects]
//! [winners,…]`. Writes the Pabulib text through a pipe-like reader, so that loading is measured on
//! text without a file; then equal shares with cost utility until the wanted number is reached, at a
//! budget that would give more.

use std::fmt::Write as _;
use std::io::{BufReader, Read};
use std::time::Instant;

use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::{Decimal, Rule, SelectOptions, SelectionRule, Trace, Utility, select_with};

/// SplitMix64: a small generator whose numbers are the same everywhere.
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}

/// Text made on demand, block by block.
struct Source {
    generator: Generator,
    voter: u64,
    voters: u64,
    /// Cumulated popularity of the projects; popular ones are drawn more often.
    popularity: Vec<u64>,
    block: String,
    at: usize,
    bytes: u64,
}

impl Source {
    fn new(voters: u64, projects: u64) -> Self {
        let mut generator = Generator(2023);
        let mut block = format!(
            "META\nkey;value\nnum_projects;{projects}\nnum_votes;{voters}\nbudget;1000000000\n\
             vote_type;approval\nPROJECTS\nproject_id;cost\n"
        );
        let (mut popularity, mut sum) = (Vec::new(), 0);
        for project in 0..projects {
            let cost = 100_000 + generator.below(3_000_000);
            let _ = writeln!(block, "{};{cost}", project + 1);
            // A mildly skewed popularity, as city votes have.
            sum += 1_000_000 / (20 + generator.below(projects));
            popularity.push(sum);
        }
        block.push_str("VOTES\nvoter_id;vote\n");
        Self {
            generator,
            voter: 0,
            voters,
            popularity,
            block,
            at: 0,
            bytes: 0,
        }
    }

    fn fill(&mut self) {
        self.block.clear();
        self.at = 0;
        let total = self.popularity.last().copied().unwrap_or(1);
        let mut chosen: Vec<usize> = Vec::with_capacity(8);
        for _ in 0..2000.min(self.voters - self.voter) {
            self.voter += 1;
            chosen.clear();
            while chosen.len() < 8 {
                let draw = self.generator.below(total);
                let project = self.popularity.partition_point(|sum| *sum <= draw);
                if !chosen.contains(&project) {
                    chosen.push(project);
                }
            }
            let _ = write!(self.block, "{};", self.voter);
            for (index, project) in chosen.iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                let _ = write!(self.block, "{comma}{}", project + 1);
            }
            self.block.push('\n');
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.block.len() {
            self.fill();
        }
        let count = buffer.len().min(self.block.len() - self.at);
        buffer[..count].copy_from_slice(&self.block.as_bytes()[self.at..self.at + count]);
        self.at += count;
        self.bytes += count as u64;
        Ok(count)
    }
}

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
        "voters": voters, "projects": projects, "megabytes": sink.bytes / 1_000_000,
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
