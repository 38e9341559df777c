//! A published partition that was tampered with is met without searching.

use madang_opinion::certificate::{Fault, Published, faults};
use madang_opinion::{Groups, Matrix};

use crate::common::{data, folders, matrix};

fn published(folder: &str) -> (Matrix, Published) {
    let matrix = matrix(&data().join(folder));
    let published = Published::of(&matrix, &Groups::of(&matrix)).expect("somebody is placed");
    (matrix, published)
}

#[test]
fn what_is_published_holds() {
    for folder in folders() {
        let matrix = matrix(&folder);
        if let Some(published) = Published::of(&matrix, &Groups::of(&matrix)) {
            assert_eq!(faults(&matrix, &published), [], "{}", folder.display());
        }
    }
}

#[test]
fn a_person_who_was_moved_is_named() {
    let (matrix, whole) = published("brexit-consensus");
    for at in 0..matrix.placed().len() {
        let mut moved = whole.clone();
        moved.labels[at] = 1 - moved.labels[at];
        let name = &matrix.people()[matrix.placed()[at] as usize];
        let told = faults(&matrix, &moved);
        let named = told.iter().any(|fault| match fault {
            Fault::Move { person, .. } => person == name,
            Fault::Apart { person, other } => person == name || other == name,
            _ => false,
        });
        assert!(named, "{name}: {told:?}");
    }
}

/// Whoever moves a person and makes all else fit is met all the same.
#[test]
fn a_person_who_was_moved_with_all_that_follows_is_named() {
    let (matrix, whole) = published("brexit-consensus");
    let at = 5;
    let mut moved = whole.clone();
    let (from, to) = (moved.labels[at], 1 - moved.labels[at]);
    moved.labels[at] = to;
    for (statement, vote) in matrix.votes(matrix.placed()[at] as usize) {
        let side = match vote.number() {
            1 => 0,
            -1 => 1,
            _ => continue,
        };
        let cells = &mut moved.tables[*statement as usize];
        cells[from as usize][side] -= 1;
        cells[to as usize][side] += 1;
    }
    let told = faults(&matrix, &moved);
    let name = &matrix.people()[matrix.placed()[at] as usize];
    assert!(
        told.iter()
            .any(|fault| matches!(fault, Fault::Move { person, .. } if person == name))
    );
    assert!(
        !told
            .iter()
            .any(|fault| matches!(fault, Fault::Table { .. }))
    );
    assert!(
        told.iter()
            .any(|fault| matches!(fault, Fault::Number { what: "Q", .. }))
    );
}

#[test]
fn a_count_that_was_changed_is_named() {
    let (matrix, mut changed) = published("brexit-consensus");
    changed.tables[7][1][0] += 1;
    let told = faults(&matrix, &changed);
    let [
        Fault::Table {
            statement,
            group,
            found,
            expected,
        },
    ] = &told[..]
    else {
        panic!("{told:?}");
    };
    assert_eq!((*statement, *group), (matrix.statements()[7], 1));
    assert_eq!((found[0], found[1]), (expected[0] + 1, expected[1]));
    changed.tables.pop();
    assert!(matches!(
        faults(&matrix, &changed)[..],
        [Fault::Shape { .. }]
    ));
}

#[test]
fn another_number_of_groups_and_other_gains_are_named() {
    let (matrix, whole) = published("brexit-consensus");
    // Three groups of the same conversation, with tables that fit.
    let mut groups = Groups::of(&matrix);
    groups.count = 3;
    let level = groups.level(3).expect("three groups").clone();
    let labels: Vec<u8> = matrix
        .unit_of()
        .iter()
        .map(|unit| level.labels[*unit as usize])
        .collect();
    let mut tables = vec![vec![[0; 2]; 3]; matrix.statements().len()];
    for (person, label) in matrix.placed().iter().zip(&labels) {
        for (statement, vote) in matrix.votes(*person as usize) {
            match vote.number() {
                1 => tables[*statement as usize][*label as usize][0] += 1,
                -1 => tables[*statement as usize][*label as usize][1] += 1,
                _ => {}
            }
        }
    }
    let three = Published {
        groups: 3,
        labels,
        tables,
        quality: level.quality,
        label_cost: level.label_cost,
        gains: whole.gains.clone(),
    };
    let told = faults(&matrix, &three);
    assert_eq!(
        told,
        [Fault::Count {
            found: 3,
            expected: 2
        }]
    );
    let mut gains = whole.clone();
    gains.gains[1] = gains.gains[1].map(|gain| gain + 1);
    assert!(matches!(
        faults(&matrix, &gains)[..],
        [Fault::Gain { groups: 2, .. }]
    ));
    for groups in [0, 7, usize::MAX] {
        let many = Published {
            groups,
            ..whole.clone()
        };
        assert_eq!(faults(&matrix, &many), [Fault::Many(groups)]);
    }
    let mut fewer = whole.clone();
    fewer.labels.pop();
    assert!(matches!(
        faults(&matrix, &fewer)[..],
        [Fault::People { .. }]
    ));
    let mut outside = whole;
    outside.labels[3] = 5;
    assert!(
        faults(&matrix, &outside)
            .iter()
            .any(|fault| matches!(fault, Fault::Group { group: 5, .. }))
    );
}
