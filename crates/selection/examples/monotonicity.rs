//! How often equal shares punishes support: `cargo run --release -p madang-selection --example
//! monotonicity -- [elections] [seed]`. Draws small random approval elections and counts, among
//! changes in a winner's favour, those after which it loses. No known proportional rule of this kind
//! is monotone; greedy by votes stands beside it as the rule that is.

use madang_selection::{
    Completion, Election, Fit, ProjectDraft, Rule, SelectOptions, SelectionRule, Stop, Trace,
    Utility, VoteType, select_with,
};

/// SplitMix64.
struct Generator(u64);

impl Generator {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

#[derive(Clone)]
struct Case {
    costs: Vec<u64>,
    ballots: Vec<Vec<bool>>,
    budget: u64,
}

impl Case {
    fn draw(random: &mut Generator) -> Self {
        let (projects, voters) = (3 + random.below(6), 4 + random.below(12));
        let costs: Vec<u64> = (0..projects).map(|_| 1 + random.below(20)).collect();
        let ballots = (0..voters)
            .map(|_| (0..projects).map(|_| random.below(5) < 2).collect())
            .collect();
        let total: u64 = costs.iter().sum();
        let budget = total / 4 + random.below(total / 2 + 1);
        Self {
            costs,
            ballots,
            budget,
        }
    }

    fn election(&self) -> Election {
        let mut builder = Election::builder(VoteType::Approval);
        builder.budget(self.budget);
        for (project, cost) in self.costs.iter().enumerate() {
            builder.add_project(ProjectDraft::new(project.to_string(), *cost));
        }
        for ballot in &self.ballots {
            let listed = (0..ballot.len()).filter(|project| ballot[*project]);
            builder.add_approvals(listed.map(|project| project.to_string()), 1);
        }
        builder.build().expect("a good election")
    }

    fn winners(&self, rule: &SelectionRule) -> Vec<usize> {
        let options = SelectOptions::default().with_trace(Trace::Outcome);
        let outcome = select_with(&self.election(), rule, options).expect("an outcome");
        let ids = outcome.selected.iter();
        ids.map(|id| id.parse().expect("a number")).collect()
    }

    /// The four changes in favour of `project`, where they are possible.
    fn changes(&self, project: usize, random: &mut Generator) -> [Option<Self>; 4] {
        let without: Vec<usize> = (0..self.ballots.len())
            .filter(|voter| !self.ballots[*voter][project])
            .collect();
        let approved = (!without.is_empty()).then(|| {
            let mut changed = self.clone();
            let voter = without[random.below(without.len() as u64) as usize];
            changed.ballots[voter][project] = true;
            changed
        });
        let mut voter = self.clone();
        voter.ballots.push(
            (0..self.costs.len())
                .map(|other| other == project)
                .collect(),
        );
        let cheaper = (self.costs[project] > 1).then(|| {
            let mut changed = self.clone();
            changed.costs[project] -= 1;
            changed
        });
        let mut richer = self.clone();
        richer.budget += 1;
        [approved, Some(voter), cheaper, Some(richer)]
    }
}

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .map(|argument| argument.parse::<u64>());
    let mut next = |default: u64| match arguments.next() {
        None => default,
        Some(Ok(number)) => number,
        Some(Err(_)) => {
            eprintln!("usage: monotonicity [elections] [seed]");
            std::process::exit(2);
        }
    };
    let (elections, seed) = (next(20_000), next(1));
    let shares = |utility| SelectionRule::new(Rule::EqualShares {}, utility);
    let greedy = Rule::Greedy {
        fit: Fit::Skip,
        threshold: None,
    };
    let rules = [
        ("greedy", SelectionRule::new(greedy, Utility::Cost {})),
        ("equal-shares cost", shares(Utility::Cost {})),
        ("equal-shares cardinality", shares(Utility::Cardinality {})),
        (
            "equal-shares cost add-one",
            shares(Utility::Cost {}).with_completion(vec![Completion::add_one(Stop::Infeasible)]),
        ),
        (
            "bounded-overspending cost",
            SelectionRule::new(Rule::BoundedOverspending {}, Utility::Cost {}),
        ),
    ];
    let kinds = [
        "one voter adds it",
        "a new voter for it alone",
        "cost 1 less",
        "budget 1 more",
    ];
    println!("{elections} elections, seed {seed}: winners lost / changes made");
    for (name, rule) in rules {
        let mut random = Generator(seed);
        let (mut lost, mut made) = ([0u64; 4], [0u64; 4]);
        for _ in 0..elections {
            let case = Case::draw(&mut random);
            let winners = case.winners(&rule);
            if winners.is_empty() {
                continue;
            }
            let project = winners[random.below(winners.len() as u64) as usize];
            let changes = case.changes(project, &mut random);
            for (kind, changed) in changes.into_iter().enumerate() {
                if let Some(changed) = changed {
                    made[kind] += 1;
                    lost[kind] += u64::from(!changed.winners(&rule).contains(&project));
                }
            }
        }
        println!("{name}");
        for (kind, word) in kinds.iter().enumerate() {
            let rate = lost[kind] as f64 * 100.0 / made[kind].max(1) as f64;
            println!(
                "  {word:<26}{:>7} / {:<7} {rate:.3} %",
                lost[kind], made[kind]
            );
        }
    }
}
