//! What must be set aside for a group so that it can still meet its lower bounds, exactly.
//!
//! With a bound on the number of projects alone the cheapest projects are what takes the fewest
//! seats and the least money. A lower bound in money is a question of subset sums: 50 may be met by
//! a project of 100 although 1 and 100 together do not fit the budget. The sums below the bound are
//! then all gone through, for each number of projects.

/// A number of projects and the money they cost together.
pub(crate) type Way = (usize, u128);

/// Most sums (for each number of projects, each sum below the lower bound) that are gone through
/// for one group. A group that would need more is refused.
pub(crate) const MOST_SUMS: usize = 1 << 18;

/// What a group must still take at least, and may take at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demand {
    pub(crate) least_number: usize,
    pub(crate) most_number: usize,
    pub(crate) least_money: u128,
    pub(crate) most_money: u128,
}

/// Every number of projects with which `demand` can be met from projects that cost `costs`
/// (ascending), with the least money it takes, where no other takes neither more projects nor more
/// money; ascending by number. Empty when it cannot be met; `None` when more than [`MOST_SUMS`]
/// sums would have to be gone through. Fewer projects or a smaller demand never need more sums.
pub(crate) fn ways(costs: &[u128], demand: &Demand) -> Option<Vec<Way>> {
    let Demand {
        least_number: least,
        most_number,
        least_money,
        most_money,
    } = *demand;
    let most = most_number.min(costs.len());
    if least > most {
        return Some(Vec::new());
    }
    let cheapest: u128 = costs[..least].iter().sum();
    if cheapest >= least_money {
        return Some(Vec::from_iter(
            (cheapest <= most_money).then_some((least, cheapest)),
        ));
    }
    if most == 0 {
        return Some(Vec::new());
    }
    // By number of projects: sums below the bound, ascending, and the smallest that reaches it.
    let mut below: Vec<Vec<u128>> = vec![Vec::new(); most + 1];
    below[0].push(0);
    let mut reached: Vec<Option<u128>> = vec![None; most + 1];
    for (place, cost) in costs.iter().enumerate().rev() {
        for number in (0..most).rev() {
            let enough = least_money.saturating_sub(*cost);
            let from = below[number].partition_point(|sum| *sum < enough);
            if let Some(sum) = below[number].get(from).map(|sum| sum + cost) {
                // Whatever more is needed in number is cheapest among the projects not yet looked at.
                let more = least.saturating_sub(number + 1);
                let sum = sum + costs[..more.min(place)].iter().sum::<u128>();
                let known = &mut reached[number + 1 + more];
                if more <= place && sum <= most_money && known.is_none_or(|known| sum < known) {
                    *known = Some(sum);
                }
            }
            let added: Vec<u128> = below[number][..from].iter().map(|sum| sum + cost).collect();
            merge(&mut below[number + 1], &added);
        }
        if below.iter().map(Vec::len).sum::<usize>() > MOST_SUMS {
            return None;
        }
    }
    let reached = reached.into_iter().enumerate();
    Some(best(
        reached.filter_map(|(number, sum)| Some((number, sum?))),
    ))
}

/// Merges two ascending lists without repetitions.
fn merge(into: &mut Vec<u128>, added: &[u128]) {
    if added.is_empty() {
        return;
    }
    let own = std::mem::take(into);
    into.reserve(own.len() + added.len());
    let (mut left, mut right) = (own.iter().peekable(), added.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a <= b => left.next(),
            (_, Some(_)) => right.next(),
            _ => left.next(),
        };
        let Some(next) = next else { return };
        if into.last() != Some(next) {
            into.push(*next);
        }
    }
}

/// What of `ways`, ascending by number, takes less money than all before.
fn best(ways: impl Iterator<Item = Way>) -> Vec<Way> {
    let mut best: Vec<Way> = Vec::new();
    for way in ways {
        if best.last().is_none_or(|known| way.1 < known.1) {
            best.push(way);
        }
    }
    best
}

/// The ways to meet two demands together.
pub(crate) fn together(first: &[Way], second: &[Way]) -> Vec<Way> {
    let mut sums: Vec<Way> = first
        .iter()
        .flat_map(|a| second.iter().map(move |b| (a.0 + b.0, a.1 + b.1)))
        .collect();
    sums.sort_unstable();
    best(sums.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow(costs: &[u128], demand: &Demand) -> Vec<Way> {
        let mut found: Vec<Way> = (0u32..1 << costs.len())
            .map(|mask| {
                let chosen = (0..costs.len()).filter(|at| mask >> at & 1 == 1);
                chosen.fold((0, 0), |(n, m), at| (n + 1, m + costs[at]))
            })
            .filter(|(number, money)| {
                (demand.least_number..=demand.most_number).contains(number)
                    && (demand.least_money..=demand.most_money).contains(money)
            })
            .collect();
        found.sort_unstable();
        best(found.into_iter())
    }

    #[test]
    fn ways_are_those_of_all_subsets() {
        let mut state = 7u64;
        let mut below = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % bound
        };
        let mut several = 0;
        for _ in 0..4000 {
            let mut costs: Vec<u128> = (0..below(9)).map(|_| u128::from(below(14))).collect();
            costs.sort_unstable();
            let least_number = below(5) as usize;
            let least_money = u128::from(below(40));
            let demand = Demand {
                least_number,
                most_number: least_number + below(6) as usize,
                least_money,
                most_money: least_money + u128::from(below(25)),
            };
            let found = ways(&costs, &demand).expect("few sums");
            assert_eq!(found, slow(&costs, &demand), "{costs:?} {demand:?}");
            several += usize::from(found.len() > 1);
        }
        assert!(several > 50, "{several}");
    }

    #[test]
    fn too_many_sums_are_refused() {
        let costs: Vec<u128> = (0..40).map(|power| 1u128 << power).collect();
        let demand = Demand {
            least_number: 0,
            most_number: 40,
            least_money: 1 << 39,
            most_money: 1 << 41,
        };
        assert_eq!(ways(&costs, &demand), None);
        let coarse: Vec<u128> = (1..=40).map(|unit| unit * 1_000_000).collect();
        let demand = Demand {
            least_money: 300_000_001,
            ..demand
        };
        assert_eq!(
            ways(&coarse, &demand).expect("few sums").first(),
            Some(&(9, 301_000_000))
        );
    }
}
