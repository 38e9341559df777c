//! Checks results of Phragmén's sequential rule from what is published alone: the JSON of the outcome
//! and the ballots. Nothing of the engine runs here; everybody's load is computed again in fractions,
//! and each round's load, ties and the end of the selection are held against them.

use crate::common::random::draw;
use madang_selection::{Election, Fit, Rule, SelectionRule, Utility, VoteType, select};
use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{Signed, Zero};
use serde_json::Value;

type Load = Ratio<BigInt>;

/// True when `text` is `value` to twelve significant digits.
fn states(text: &Value, value: &Load) -> bool {
    let Some(text) = text.as_str() else {
        return false;
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let Ok(digits) = format!("{whole}{part}").parse::<BigInt>() else {
        return false;
    };
    let own = Load::new(digits, BigInt::from(10u32).pow(part.len() as u32));
    let bound = value / Load::from_integer(BigInt::from(10u32).pow(11));
    (own - value).abs() <= bound
}

/// Everybody's load as it is known from the rounds so far.
struct Standing<'e> {
    election: &'e Election,
    skip: bool,
    loads: Vec<Load>,
    open: Vec<bool>,
    spent: u128,
}

impl<'e> Standing<'e> {
    fn new(election: &'e Election, skip: bool) -> Result<Self, String> {
        let ballots = election.ballots();
        let budget = election.budget().ok_or("no budget")?.0;
        let projects = election.projects().iter().zip(ballots.votes());
        let open = projects.map(|(p, votes)| *votes > 0 && p.cost.0 > 0 && p.cost.0 <= budget);
        Ok(Self {
            election,
            skip,
            loads: vec![Load::zero(); ballots.distinct()],
            open: open.collect(),
            spent: 0,
        })
    }

    fn cost(&self, project: usize) -> u128 {
        self.election.projects()[project].cost.0
    }

    fn id(&self, project: usize) -> &'e str {
        &self.election.projects()[project].id
    }

    fn votes(&self, project: usize) -> BigInt {
        self.election.ballots().votes()[project].into()
    }

    fn fits(&self, project: usize) -> bool {
        let budget = self.election.budget().expect("a budget").0;
        self.spent + self.cost(project) <= budget
    }

    /// The load that buying `project` would bring.
    fn next(&self, project: usize) -> Load {
        let ballots = self.election.ballots();
        let carried = ballots.supporters(project).iter().map(|group| {
            let weight = BigInt::from(ballots.weight(*group as usize));
            &self.loads[*group as usize] * weight
        });
        let sum = carried.fold(Load::zero(), |sum, load| sum + load);
        (sum + BigInt::from(self.cost(project))) / self.votes(project)
    }

    /// Everything with the smallest load; what does not fit is passed over or ends the selection.
    fn smallest(&self) -> Option<(Load, Vec<usize>)> {
        let standing = (0..self.open.len()).filter(|p| self.open[*p]);
        let mut best: Option<(Load, Vec<usize>)> = None;
        for project in standing.filter(|p| !self.skip || self.fits(*p)) {
            let load = self.next(project);
            match &mut best {
                Some((known, tied)) if load == *known => tied.push(project),
                Some((known, _)) if load > *known => {}
                _ => best = Some((load, vec![project])),
            }
        }
        best
    }

    /// What is wrong with `round`, in which `tied` have the smallest load.
    fn check(&self, round: &Value, winner: usize, load: &Load, tied: &[usize]) -> Option<String> {
        if !tied.contains(&winner) {
            return Some(format!("{} came first", self.id(tied[0])));
        }
        if !states(&round["value"], load) {
            return Some(format!("the load is {load}"));
        }
        let carried = load - Load::new(self.cost(winner).into(), self.votes(winner));
        for (name, own) in [("before", &carried), ("after", load)] {
            let unit = BigInt::from(10u32).pow(self.election.decimals());
            let own = own / Load::from_integer(unit);
            if round["loads"][name] != own.to_string() {
                return Some(format!("the load {name} is {own}"));
            }
        }
        let over = tied.iter().any(|project| !self.fits(*project));
        over.then(|| "the selection was over".to_owned())
    }

    /// Whether `outcome` states the tie of round `number` as it is.
    fn tie_is_stated(&self, outcome: &Value, number: u64, tied: &[usize]) -> bool {
        let mut ids: Vec<&str> = tied.iter().map(|p| self.id(*p)).collect();
        ids.sort_unstable();
        let mut ties = outcome["ties"].as_array().into_iter().flatten();
        let stated = ties.find(|tie| tie["round"] == number).map(|tie| {
            let listed = tie["projects"].as_array().into_iter().flatten();
            let mut listed: Vec<&str> = listed.filter_map(Value::as_str).collect();
            listed.sort_unstable();
            listed
        });
        stated == (ids.len() > 1).then_some(ids)
    }

    fn buy(&mut self, project: usize, load: &Load) {
        for group in self.election.ballots().supporters(project) {
            self.loads[*group as usize] = load.clone();
        }
        self.spent += self.cost(project);
        self.open[project] = false;
    }
}

/// Checks every round and that the selection ended when it had to; gives the number of rounds.
fn verify(election: &Election, outcome: &Value) -> Result<usize, String> {
    let skip = outcome["rule"]["rule"]["fit"] == "skip";
    let rounds = outcome["rounds"].as_array().ok_or("no rounds")?;
    let mut standing = Standing::new(election, skip)?;
    let paid = rounds.iter().filter(|round| round["phase"] == "phragmen");
    for round in paid.clone() {
        let number = round["round"].as_u64().ok_or("no round")?;
        let id = round["project"].as_str().ok_or("no project")?;
        let winner = election.project_index(id).ok_or("an unknown project")?;
        let Some((load, tied)) = standing.smallest() else {
            return Err(format!("round {number}: nothing was left to select"));
        };
        if let Some(wrong) = standing.check(round, winner, &load, &tied) {
            return Err(format!("round {number}: {wrong}"));
        }
        if !standing.tie_is_stated(outcome, number, &tied) {
            return Err(format!("round {number}: the tie is not as stated"));
        }
        standing.buy(winner, &load);
    }
    match standing.smallest() {
        Some((_, tied)) if tied.iter().all(|project| standing.fits(*project)) => {
            Err(format!("{} could still be selected", standing.id(tied[0])))
        }
        _ => Ok(paid.count()),
    }
}

fn published(election: &Election, fit: Fit) -> Value {
    let rule = SelectionRule::new(Rule::Phragmen { fit }, Utility::Cost {});
    let outcome = select(election, &rule).expect("an outcome");
    serde_json::from_str(&serde_json::to_string(&outcome).expect("JSON")).expect("JSON")
}

#[test]
fn small_elections_check_out() {
    let mut rounds = 0;
    for seed in 0..1500 {
        let election = draw(seed + 850_000).election(VoteType::Approval);
        for fit in [Fit::Skip, Fit::NoSkip] {
            let outcome = published(&election, fit);
            rounds += verify(&election, &outcome)
                .unwrap_or_else(|error| panic!("seed {seed} {fit:?}: {error}\n{outcome:#}"));
        }
    }
    assert!(rounds > 5000, "{rounds}");
}

#[test]
fn real_votes_check_out_and_a_change_is_found() {
    let election = crate::common::dev("Poland_Wieliczka_2023_Green_Budget");
    let outcome = published(&election, Fit::Skip);
    let count = outcome["selected"].as_array().expect("ids").len();
    assert_eq!(verify(&election, &outcome), Ok(count));
    let changed = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut outcome = outcome.clone();
        change(outcome["rounds"].as_array_mut().expect("rounds"));
        verify(&election, &outcome).expect_err("a change")
    };
    let error = changed(&|rounds| rounds[4]["value"] = rounds[5]["value"].clone());
    assert!(error.starts_with("round 5: the load is "), "{error}");
    let error = changed(&|rounds| rounds.swap(2, 3));
    assert!(error.contains(" came first"), "{error}");
    let error = changed(&|rounds| {
        rounds.pop();
    });
    assert!(error.contains("could still be selected"), "{error}");
}
