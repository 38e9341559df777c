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

/// Checks every round and that the selection ended when it had to; gives the number of rounds.
fn verify(election: &Election, outcome: &Value) -> Result<usize, String> {
    let ballots = election.ballots();
    let budget = election.budget().ok_or("no budget")?.0;
    let skip = outcome["rule"]["rule"]["fit"] == "skip";
    let rounds = outcome["rounds"].as_array().ok_or("no rounds")?;
    let projects = election.projects().len();
    let cost = |project: usize| election.projects()[project].cost.0;
    let mut loads = vec![Load::zero(); ballots.distinct()];
    let mut open: Vec<bool> = (0..projects)
        .map(|p| ballots.votes()[p] > 0 && cost(p) > 0 && cost(p) <= budget)
        .collect();
    let mut spent = 0u128;
    // The load that buying each project would bring.
    let next = |loads: &[Load], project: usize| -> Load {
        let supporters = ballots.supporters(project).iter();
        let carried = supporters.map(|group| {
            let weight = BigInt::from(ballots.weight(*group as usize));
            &loads[*group as usize] * weight
        });
        let sum = carried.fold(Load::zero(), |sum, load| sum + load);
        (sum + BigInt::from(cost(project))) / BigInt::from(ballots.votes()[project])
    };
    let fits = |spent: u128, project: usize| spent + cost(project) <= budget;
    // Everything with the smallest load; what does not fit is passed over or ends the selection.
    let smallest = |loads: &[Load], open: &[bool], spent: u128| -> Option<(Load, Vec<usize>)> {
        let standing = (0..projects).filter(|p| open[*p] && (!skip || fits(spent, *p)));
        let mut best: Option<(Load, Vec<usize>)> = None;
        for project in standing {
            let load = next(loads, project);
            match &mut best {
                Some((known, tied)) if load == *known => tied.push(project),
                Some((known, _)) if load > *known => {}
                _ => best = Some((load, vec![project])),
            }
        }
        best
    };
    let paid = rounds.iter().filter(|round| round["phase"] == "phragmen");
    for round in paid.clone() {
        let number = round["round"].as_u64().ok_or("no round")?;
        let id = round["project"].as_str().ok_or("no project")?;
        let winner = election.project_index(id).ok_or("an unknown project")?;
        let Some((load, tied)) = smallest(&loads, &open, spent) else {
            return Err(format!("round {number}: nothing was left to select"));
        };
        if !tied.contains(&winner) {
            let first = &election.projects()[tied[0]].id;
            return Err(format!("round {number}: {first} came first"));
        }
        if !states(&round["value"], &load) {
            return Err(format!("round {number}: the load is {load}"));
        }
        let carried = &load - Load::new(cost(winner).into(), ballots.votes()[winner].into());
        for (name, own) in [("before", &carried), ("after", &load)] {
            let unit = BigInt::from(10u32).pow(election.decimals());
            let own = own / Load::from_integer(unit);
            if round["loads"][name] != own.to_string() {
                return Err(format!("round {number}: the load {name} is {own}"));
            }
        }
        if tied.iter().any(|project| !fits(spent, *project)) {
            return Err(format!("round {number}: the selection was over"));
        }
        let mut ids: Vec<&str> = tied
            .iter()
            .map(|p| election.projects()[*p].id.as_str())
            .collect();
        ids.sort_unstable();
        let mut ties = outcome["ties"].as_array().into_iter().flatten();
        let stated = ties.find(|tie| tie["round"] == number).map(|tie| {
            let listed = tie["projects"].as_array().into_iter().flatten();
            let mut listed: Vec<&str> = listed.filter_map(Value::as_str).collect();
            listed.sort_unstable();
            listed
        });
        if stated != (ids.len() > 1).then_some(ids) {
            return Err(format!("round {number}: the tie is not as stated"));
        }
        for group in ballots.supporters(winner) {
            loads[*group as usize] = load.clone();
        }
        spent += cost(winner);
        open[winner] = false;
    }
    match smallest(&loads, &open, spent) {
        Some((_, tied)) if tied.iter().all(|project| fits(spent, *project)) => {
            let first = &election.projects()[tied[0]].id;
            Err(format!("{first} could still be selected"))
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
