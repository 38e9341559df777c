//! What holds of every conversation: order, names and threads touch nothing, and where there is no structure none is found.

use std::collections::BTreeMap;

use madang_opinion::polis::Compared;
use madang_opinion::report::{Analysis, Report};
use madang_opinion::{Conversation, Groups, Matrix, Rules, Vote};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::common::{data, json, matrix, name, read};

const VOTES: [Vote; 3] = [Vote::Disagree, Vote::Pass, Vote::Agree];

/// Numbers that look random and are the same everywhere (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, (self.next() % (place as u64 + 1)) as usize);
        }
    }
}

fn whole(matrix: &Matrix, threads: usize) -> String {
    let report = Report::of(matrix, &Analysis::of(matrix, threads));
    let compared = Compared::of(matrix, None);
    let parts = (&report, &compared);
    serde_json::to_string(&parts).expect("JSON")
}

type Cast = (u8, u8, usize, i64);

fn told(casts: &[Cast], name_of: impl Fn(u8) -> String) -> Matrix {
    let mut conversation = Conversation::new("told");
    for (person, statement, vote, time) in casts {
        conversation.vote(
            &name_of(*person),
            u32::from(*statement),
            VOTES[*vote],
            *time,
        );
    }
    conversation.statements_of_votes();
    let rules = Rules::default().with_min_votes(3);
    conversation.matrix(&rules).expect("few")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The order of rows touches nothing, as long as times say which of two votes is later; nor do threads.
    #[test]
    fn rows_in_any_order_give_the_same_bytes(
        casts in prop::collection::vec((0_u8..40, 0_u8..12, 0_usize..3), 0..400),
        swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 0..200),
    ) {
        let timed = casts.iter().zip(0..);
        let mut casts: Vec<Cast> = timed
            .map(|((person, statement, vote), time)| (*person, *statement, *vote, time))
            .collect();
        let name = |person: u8| person.to_string();
        let first = whole(&told(&casts, name), 1);
        for (one, other) in swaps {
            let all = casts.len();
            if all > 0 {
                casts.swap(one.index(all), other.index(all));
            }
        }
        prop_assert_eq!(&whole(&told(&casts, name), 3), &first);
    }

    /// Who is called what touches no group, count or place on the map.
    #[test]
    fn other_names_give_the_same_groups(
        casts in prop::collection::vec((0_u8..40, 0_u8..12, 0_usize..3, 0_i64..5), 0..400),
        shift in 1_u8..200,
    ) {
        let name = |person: u8| person.to_string();
        let other = |person: u8| format!("x{}", person.wrapping_mul(77).wrapping_add(shift));
        let (one, two) = (told(&casts, name), told(&casts, other));
        let (first, second) = (Groups::of(&one), Groups::of(&two));
        prop_assert_eq!(&first.levels, &second.levels);
        let places = |matrix: &Matrix, name: &dyn Fn(u8) -> String| {
            let map = madang_opinion::Map::of(matrix);
            let places: BTreeMap<u8, [u64; 2]> = (0..40).filter_map(|person| {
                let at = matrix.people().iter().position(|found| *found == name(person))?;
                Some((person, map.places[at].map(f64::to_bits)))
            }).collect();
            (map.eigenvalues.iter().map(|value| value.to_bits()).collect::<Vec<u64>>(), places)
        };
        prop_assert_eq!(places(&one, &name), places(&two, &other));
    }
}

#[test]
fn the_same_votes_in_another_order_and_under_other_names_give_the_same_groups() {
    let folder = |name: &str| data().join("synthetic").join(name);
    let one = Groups::of(&matrix(&folder("three-groups")));
    let other = Groups::of(&matrix(&folder("three-groups-shuffled")));
    assert_eq!(one.count, 3);
    assert_eq!(one.levels, other.levels);
}

/// Votes shuffled within each statement have no structure: everybody is one group.
#[test]
fn shuffled_votes_are_one_group() {
    for folder in [
        "scoop-hivemind.freshwater",
        "brexit-consensus",
        "synthetic/two-groups",
    ] {
        let (conversation, rules) = read(&data().join(folder));
        let matrix = conversation.matrix(&rules).expect("few");
        assert!(Groups::of(&matrix).count > 1, "{folder} has groups before");
        for seed in 0..5 {
            let mut by_statement = vec![Vec::new(); matrix.statements().len()];
            for person in 0..matrix.people().len() {
                for (statement, vote) in matrix.votes(person) {
                    by_statement[*statement as usize].push((person, *vote));
                }
            }
            let mut random = Random(seed);
            let mut shuffled = Conversation::new(name(&data().join(folder)));
            for (statement, cast) in by_statement.iter().enumerate() {
                let mut votes: Vec<Vote> = cast.iter().map(|(_, vote)| *vote).collect();
                random.shuffle(&mut votes);
                for ((person, _), vote) in cast.iter().zip(votes) {
                    let id = matrix.statements()[statement];
                    shuffled.vote(&matrix.people()[*person], id, vote, 0);
                }
            }
            shuffled.statements_of_votes();
            let shuffled = shuffled.matrix(&Rules::default()).expect("few");
            assert_eq!(Groups::of(&shuffled).count, 1, "{folder}, seed {seed}");
        }
    }
}

/// Of more people than are searched through, all are placed by those who are, and nobody is lost.
#[test]
fn very_many_people_are_grouped_by_a_sample() {
    let mut random = Random(7);
    let mut conversation = Conversation::new("many");
    for person in 0..21_000_u32 {
        let camp = u64::from(person % 3);
        for statement in 0..12_u32 {
            let leaning = (u64::from(statement) + camp) % 3;
            let vote = match (leaning, random.next() % 10) {
                (0, 0..8) | (1, 8..) | (2, 0..5) => Vote::Agree,
                _ => Vote::Disagree,
            };
            if random.next() % 10 < 8 {
                conversation.vote(&person.to_string(), statement, vote, 0);
            }
        }
    }
    conversation.statements_of_votes();
    let matrix = conversation
        .matrix(&Rules::default())
        .expect("not too many");
    assert!(matrix.placed().len() > madang_opinion::groups::SAMPLE);
    let groups = Groups::of(&matrix);
    assert_eq!(groups.count, 3);
    let chosen = groups.chosen().expect("groups");
    assert_eq!(chosen.sizes.iter().sum::<usize>(), matrix.placed().len());
    let published = madang_opinion::certificate::Published::of(&matrix, &groups).expect("groups");
    assert_eq!(madang_opinion::certificate::faults(&matrix, &published), []);
}

/// Rows that are the same stay together, and are one unit.
#[test]
fn thirty_identical_rows_are_one_unit() {
    let folder = data().join("synthetic/sockpuppets");
    let matrix = matrix(&folder);
    let heavy = (0..matrix.units().len()).filter(|unit| matrix.units().weight(*unit) == 30);
    assert_eq!(heavy.count(), 1);
    let listed = madang_opinion::unusual::identical(&matrix);
    assert_eq!(listed, [(240..270).collect::<Vec<usize>>()]);
    let persons = &json(&folder.join("expected-groups.json"))["persons"];
    assert_eq!(persons["240"], persons["269"]);
}
