//! Rows that look as if somebody voted more than once or without reading. They are listed beside the result; nobody is taken out.

use std::collections::BTreeMap;

use crate::conversation::Vote;
use crate::matrix::{Matrix, Tally};

/// The fewest people with the same row that are listed, and votes in it.
const SAME_PEOPLE: usize = 3;
const SAME_VOTES: usize = 7;

/// The fewest votes of a row that is listed as one answer throughout.
const STRAIGHT_VOTES: u32 = 15;

/// People, as places in [`Matrix::people`], who voted the same, passes included, on at least seven statements: lists of three or
/// more, the longest first, then that with the first person.
pub fn identical(matrix: &Matrix) -> Vec<Vec<usize>> {
    let mut rows: BTreeMap<&[(u32, Vote)], Vec<usize>> = BTreeMap::new();
    for person in 0..matrix.people().len() {
        let votes = matrix.votes(person);
        if votes.len() >= SAME_VOTES {
            rows.entry(votes).or_default().push(person);
        }
    }
    let mut lists: Vec<Vec<usize>> = rows.into_values().collect();
    lists.retain(|list| list.len() >= SAME_PEOPLE);
    lists.sort_by_key(|list| (std::cmp::Reverse(list.len()), list[0]));
    lists
}

/// People, as places in [`Matrix::people`], ascending, who gave one answer to at least 95 % of at least fifteen statements.
pub fn straight(matrix: &Matrix) -> Vec<usize> {
    let straight = (0..matrix.people().len()).filter(|person| {
        let mut tally = Tally::default();
        for (_, vote) in matrix.votes(*person) {
            tally.count(*vote);
        }
        let most = tally.agree.max(tally.disagree).max(tally.pass);
        tally.votes() >= STRAIGHT_VOTES && u64::from(most) * 20 >= u64::from(tally.votes()) * 19
    });
    straight.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Conversation, Rules};

    #[test]
    fn equal_rows_and_single_answers_are_listed() {
        let mut conversation = Conversation::new("");
        for statement in 0..20 {
            for person in ["a", "b", "c"] {
                let vote = if statement % 3 == 0 {
                    Vote::Pass
                } else {
                    Vote::Agree
                };
                conversation.vote(person, statement, vote, 0);
            }
            let vote = if statement == 4 {
                Vote::Agree
            } else {
                Vote::Disagree
            };
            conversation.vote("straight", statement, vote, 0);
            let vote = if statement < 2 {
                Vote::Agree
            } else {
                Vote::Disagree
            };
            conversation.vote("not quite", statement, vote, 0);
            if statement < 6 {
                for person in ["x", "y", "z"] {
                    conversation.vote(person, statement, Vote::Agree, 0);
                }
            }
        }
        conversation.statements_of_votes();
        let matrix = conversation.matrix(&Rules::default()).expect("few");
        let name = |person: usize| matrix.people()[person].as_str();
        let lists = identical(&matrix);
        assert_eq!(lists.len(), 1);
        assert_eq!(
            lists[0].iter().map(|at| name(*at)).collect::<Vec<_>>(),
            ["a", "b", "c"]
        );
        let straight = straight(&matrix);
        assert_eq!(
            straight.iter().map(|at| name(*at)).collect::<Vec<_>>(),
            ["straight"]
        );
    }
}
