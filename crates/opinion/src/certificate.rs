//! Whether a published partition is what it says, without searching: in so many steps as there are votes times groups.

use crate::groups::{Grouping, Groups, MOST_GROUPS, Part, choose, movers};
use crate::matrix::Matrix;
use crate::numbers::Tables;

/// What was published of a partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many groups.
    pub groups: usize,
    /// The group of each who is placed, in the order of [`Matrix::placed`].
    pub labels: Vec<u8>,
    /// Agreements and disagreements by statement, then by group.
    pub tables: Vec<Vec<[u32; 2]>>,
    /// Q, in 2^-32 bit.
    pub quality: i128,
    /// H, in 2^-32 bit.
    pub label_cost: i128,
    /// J of 1, 2, … groups less that of one, `None` where none was found.
    pub gains: Vec<Option<i128>>,
}

impl Published {
    /// What would be published of these groups; `None` where nobody is placed.
    pub fn of(matrix: &Matrix, groups: &Groups) -> Option<Self> {
        let chosen = groups.chosen()?;
        let labels = matrix.unit_of().iter();
        let tables = (0..matrix.statements().len()).map(|statement| {
            let cells = (0..groups.count).map(|group| {
                let (agree, disagree) = groups.cell(group, statement);
                [agree as u32, disagree as u32]
            });
            cells.collect()
        });
        Some(Self {
            groups: groups.count,
            labels: labels.map(|unit| chosen.labels[*unit as usize]).collect(),
            tables: tables.collect(),
            quality: chosen.quality,
            label_cost: chosen.label_cost,
            gains: crate::groups::gains(&groups.levels),
        })
    }
}

/// What does not hold of a published partition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Labels for another number of people than are placed.
    #[error("{found} people have a group, {placed} are placed")]
    People {
        /// Labels published.
        found: usize,
        /// People who are placed.
        placed: usize,
    },
    /// More groups than are ever looked for, or none where somebody is placed.
    #[error("{0} groups were published: there are one to six where anybody is placed")]
    Many(usize),
    /// A group that is not among the published number.
    #[error("{person} is in group {group}, and there are {groups}")]
    Group {
        /// Pseudonym.
        person: String,
        /// The group's number, from 0.
        group: u8,
        /// How many there are.
        groups: usize,
    },
    /// People with the same votes in different groups.
    #[error("{person} is in another group than {other}, whose votes are the same")]
    Apart {
        /// Pseudonym.
        person: String,
        /// Another's.
        other: String,
    },
    /// A table that is not that of the votes.
    #[error(
        "statement {statement}, group {group}: {found:?} agree and disagree by the table, {expected:?} by the votes"
    )]
    Table {
        /// The statement's id.
        statement: u32,
        /// The group's number, from 0.
        group: usize,
        /// What was published.
        found: [u32; 2],
        /// What the votes give.
        expected: [u32; 2],
    },
    /// Tables for other groups or statements than there are.
    #[error("the tables are not of {statements} statements and {groups} groups")]
    Shape {
        /// How many statements.
        statements: usize,
        /// How many groups.
        groups: usize,
    },
    /// Q or H that does not follow from votes and groups.
    #[error("{what} is {found} by what was published, {expected} by votes and groups")]
    Number {
        /// Q or H.
        what: &'static str,
        /// What was published.
        found: i128,
        /// What follows.
        expected: i128,
    },
    /// Somebody who fits another group better.
    #[error("{person} is in group {from}: moving to group {to} raises Q by {gain}")]
    Move {
        /// Pseudonym of one of the unit.
        person: String,
        /// The group's number, from 0.
        from: u8,
        /// The better one.
        to: u8,
        /// By how much, in 2^-32 bit.
        gain: i128,
    },
    /// Another number of groups than the published gains say, or a gain that does not follow.
    #[error("{found} groups were published, the gains say {expected}")]
    Count {
        /// What was published.
        found: usize,
        /// What the gains say.
        expected: usize,
    },
    /// The gain of the published number of groups does not follow from Q and H.
    #[error(
        "the gain of {groups} groups is {found:?} by what was published, {expected} by votes and groups"
    )]
    Gain {
        /// How many groups.
        groups: usize,
        /// What was published.
        found: Option<i128>,
        /// What follows.
        expected: i128,
    },
}

/// Everything that does not hold of a published partition; empty where all does.
pub fn faults(matrix: &Matrix, published: &Published) -> Vec<Fault> {
    let mut faults = labels(matrix, published);
    if !faults.is_empty() {
        return faults;
    }
    let rows = matrix.units();
    let tables = Tables::new(rows.people() + published.groups + 2);
    let members: Vec<u32> = (0..rows.len() as u32).collect();
    let mut units = vec![0; rows.len()];
    let mut first = vec![0; rows.len()];
    let placed = matrix.placed().iter().zip(matrix.unit_of());
    for ((person, unit), label) in placed.zip(&published.labels).rev() {
        units[*unit as usize] = *label;
        first[*unit as usize] = *person as usize;
    }
    let part = Part {
        rows,
        tables: &tables,
        members: &members,
    };
    let grouping = Grouping::of(part, units, published.groups);
    compare_tables(matrix, published, &grouping, &mut faults);
    compare_numbers(part, published, &grouping, &mut faults);
    for mover in movers(part, &grouping) {
        faults.push(Fault::Move {
            person: matrix.people()[first[mover.member as usize]].clone(),
            from: mover.from,
            to: mover.to,
            gain: mover.gain,
        });
    }
    faults
}

/// Whether the labels are such that anything follows from them.
fn labels(matrix: &Matrix, published: &Published) -> Vec<Fault> {
    let (found, placed) = (published.labels.len(), matrix.placed().len());
    if found != placed {
        return vec![Fault::People { found, placed }];
    }
    if published.groups > MOST_GROUPS || (published.groups == 0) != (placed == 0) {
        return vec![Fault::Many(published.groups)];
    }
    let name = |person: u32| matrix.people()[person as usize].clone();
    let mut first: Vec<Option<(u32, u8)>> = vec![None; matrix.units().len()];
    let mut faults = Vec::new();
    let people = matrix.placed().iter().zip(matrix.unit_of());
    for ((person, unit), group) in people.zip(&published.labels) {
        let (group, groups) = (*group, published.groups);
        if usize::from(group) >= groups {
            let person = name(*person);
            faults.push(Fault::Group {
                person,
                group,
                groups,
            });
        }
        match first[*unit as usize] {
            None => first[*unit as usize] = Some((*person, group)),
            Some((other, with)) if with != group => faults.push(Fault::Apart {
                person: name(*person),
                other: name(other),
            }),
            Some(_) => {}
        }
    }
    faults
}

fn compare_tables(
    matrix: &Matrix,
    published: &Published,
    grouping: &Grouping,
    faults: &mut Vec<Fault>,
) {
    let (statements, groups) = (matrix.statements().len(), published.groups);
    let shaped = published.tables.len() == statements
        && published.tables.iter().all(|cells| cells.len() == groups);
    if !shaped {
        faults.push(Fault::Shape { statements, groups });
        return;
    }
    for (place, cells) in published.tables.iter().enumerate() {
        for (group, found) in cells.iter().enumerate() {
            let (agree, disagree) = grouping.counts.cell(group, place);
            let expected = [agree as u32, disagree as u32];
            if *found != expected {
                faults.push(Fault::Table {
                    statement: matrix.statements()[place],
                    group,
                    found: *found,
                    expected,
                });
            }
        }
    }
}

fn compare_numbers(
    part: Part<'_>,
    published: &Published,
    grouping: &Grouping,
    faults: &mut Vec<Fault>,
) {
    let mut sizes = vec![0; published.groups];
    for (unit, label) in grouping.labels.iter().enumerate() {
        sizes[usize::from(*label)] += part.rows.weight(unit) as usize;
    }
    let label_cost = part.tables.label_cost(&sizes);
    for (what, found, expected) in [
        ("Q", published.quality, grouping.quality),
        ("H", published.label_cost, label_cost),
    ] {
        if found != expected {
            faults.push(Fault::Number {
                what,
                found,
                expected,
            });
        }
    }
    let one = Grouping::of(part, vec![0; part.members.len()], 1);
    let expected = grouping.quality - label_cost - one.quality;
    let groups = published.groups;
    let found = groups
        .checked_sub(1)
        .and_then(|place| *published.gains.get(place)?);
    if found != Some(expected) {
        faults.push(Fault::Gain {
            groups,
            found,
            expected,
        });
    }
    let expected = choose(&published.gains);
    if expected != groups {
        faults.push(Fault::Count {
            found: groups,
            expected,
        });
    }
}
