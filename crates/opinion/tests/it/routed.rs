//! Routing gives every statement as many votes as any other.

use madang_opinion::routing::{Turn, next};

use crate::properties::Random;

/// A thousand people come one after another, statements too: late ones have as many votes as early ones in the end.
#[test]
fn late_statements_get_as_many_votes_as_early_ones() {
    let mut votes = vec![0_u64; 20];
    let mut random = Random(3);
    for person in 0..1000_u32 {
        // Two more statements for every twenty people, up to a hundred.
        votes.resize((20 + person as usize / 10).min(100), 0);
        let mut voted = Vec::new();
        for turn in 0..(5 + random.next() % 40) {
            let left = (0_u32..).zip(&votes).filter(|(id, _)| !voted.contains(id));
            let left: Vec<(u32, u64)> = left.map(|(id, votes)| (id, *votes)).collect();
            let turn = Turn {
                votes: turn,
                skips: 0,
            };
            let Some(id) = next("seed", &format!("p{person}"), turn, left) else {
                break;
            };
            voted.push(id);
            votes[id as usize] += 1;
        }
    }
    let mean = |part: &[u64]| part.iter().sum::<u64>() as f64 / part.len() as f64;
    let ratio = mean(&votes[75..]) / mean(&votes[..25]);
    assert!(ratio >= 0.8, "{ratio}");
    let mut sorted = votes.clone();
    sorted.sort_unstable();
    let all: u64 = sorted.iter().sum();
    let ranked: f64 = (1..)
        .zip(&sorted)
        .map(|(rank, votes)| f64::from(rank) * *votes as f64)
        .sum();
    let count = sorted.len() as f64;
    let gini = 2.0 * ranked / (count * all as f64) - (count + 1.0) / count;
    assert!(gini <= 0.1, "{gini}");
}

#[test]
fn what_is_asked_is_not_constant_and_is_the_same_when_asked_again() {
    let candidates: Vec<(u32, u64)> = (0..30).map(|id| (id, 4)).collect();
    let asked = |person: u32, skips| {
        let turn = Turn { votes: 0, skips };
        next(
            "seed",
            &person.to_string(),
            turn,
            candidates.iter().copied(),
        )
    };
    let different: std::collections::BTreeSet<_> =
        (0..200).map(|person| asked(person, 0)).collect();
    assert!(different.len() > 25, "{different:?}");
    assert_eq!(asked(7, 0), asked(7, 0));
    assert_ne!(asked(7, 0), asked(7, 1));
    assert_eq!(next("seed", "p", Turn { votes: 0, skips: 0 }, []), None);
}
