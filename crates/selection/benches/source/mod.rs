//! A synthetic election as text.

use std::fmt::Write as _;
use std::io::Read;

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

/// The Pabulib text of a synthetic election, made on demand, block by block.
pub struct Source {
    generator: Generator,
    voter: u64,
    voters: u64,
    /// Cumulated popularity of the projects; popular ones are drawn more often.
    popularity: Vec<u64>,
    block: String,
    at: usize,
}

impl Source {
    /// An election of so many voters who list eight projects each.
    pub fn new(voters: u64, projects: u64) -> Self {
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
        Ok(count)
    }
}
