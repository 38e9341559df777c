//! Small random elections from a seed.

use madang_selection::{Decimal, Election, ProjectDraft, VoteType};

/// SplitMix64.
pub struct Generator(pub u64);

impl Generator {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// Ballots of one small election: points by voter and project, zero for not listed.
#[derive(Clone, Debug)]
pub struct Draw {
    pub ids: Vec<String>,
    pub costs: Vec<u64>,
    pub points: Vec<Vec<u64>>,
    pub budget: u64,
    pub groups: Vec<Option<String>>,
}

/// Few distinct costs and ballots, so that ties are common; ids whose string order is not their
/// numeric order.
pub fn draw(seed: u64) -> Draw {
    let mut random = Generator(seed);
    let projects = 1 + random.below(8) as usize;
    let voters = 1 + random.below(9) as usize;
    let most = [2, 5, 30][random.below(3) as usize];
    let costs: Vec<u64> = (0..projects)
        .map(|_| {
            if random.below(12) == 0 {
                0
            } else {
                1 + random.below(most)
            }
        })
        .collect();
    let density = 1 + random.below(3);
    let mut points = Vec::new();
    while points.len() < voters {
        let ballot: Vec<u64> = (0..projects)
            .map(|_| {
                if random.below(4) < density {
                    1 + random.below(3)
                } else {
                    0
                }
            })
            .collect();
        for _ in 0..=random.below(3) {
            points.push(ballot.clone());
        }
    }
    let total: u64 = costs.iter().sum();
    let budget = random.below(total + 3);
    let ids = (0..projects)
        .map(|index| (7 + index * 3).to_string())
        .collect();
    let groups = (0..projects)
        .map(|_| [None, Some("a"), Some("b")][random.below(3) as usize].map(str::to_owned))
        .collect();
    Draw {
        ids,
        costs,
        points,
        budget,
        groups,
    }
}

impl Draw {
    /// The election with these ballots; on ordinal ballots higher points stand first.
    pub fn election(&self, vote_type: VoteType) -> Election {
        self.election_with(vote_type, |ballot| ballot.to_vec())
    }

    /// As [`Draw::election`], each voter's ballot changed first.
    pub fn election_with(
        &self,
        vote_type: VoteType,
        change: impl Fn(&[u64]) -> Vec<u64>,
    ) -> Election {
        let mut builder = Election::builder(vote_type);
        builder.budget(self.budget);
        for (index, id) in self.ids.iter().enumerate() {
            let mut project = ProjectDraft::new(id.clone(), self.costs[index]);
            project.group.clone_from(&self.groups[index]);
            builder.add_project(project);
        }
        for ballot in &self.points {
            let ballot = change(ballot);
            let mut listed: Vec<usize> = (0..ballot.len())
                .filter(|project| ballot[*project] > 0)
                .collect();
            if vote_type == VoteType::Ordinal {
                listed.sort_by_key(|project| (u64::MAX - ballot[*project], *project));
            }
            let choices = listed
                .into_iter()
                .map(|project| (self.ids[project].clone(), Decimal::from(ballot[project])));
            builder.add_ballot(choices, 1);
        }
        builder.build().expect("a good election")
    }
}
