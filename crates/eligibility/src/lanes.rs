//! A circuit for 64 persons at once: two bits for each person and wire, one for true and one for false.

use crate::circuit::{CONSTANTS, Circuit, Join};

/// The bits of all wires: bit `n` of a word is person `n`.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    /// True.
    pub yes: Vec<u64>,
    /// False. Neither bit is unknown; both never.
    pub no: Vec<u64>,
}

impl Lanes {
    pub fn new(circuit: &Circuit) -> Lanes {
        let mut lanes = Lanes {
            yes: vec![0; circuit.wires()],
            no: vec![0; circuit.wires()],
        };
        lanes.no[0] = u64::MAX;
        lanes.yes[2] = u64::MAX;
        lanes
    }

    /// Forgets the atoms.
    pub fn clear(&mut self) {
        self.yes[CONSTANTS..].fill(0);
        self.no[CONSTANTS..].fill(0);
    }

    /// Computes all gates.
    pub fn run(&mut self, circuit: &Circuit) {
        let first = CONSTANTS + circuit.atoms.len();
        for (at, gate) in (first..).zip(&circuit.gates) {
            let inputs = &circuit.inputs[gate.from as usize..gate.to as usize];
            let all = |of: &[u64]| {
                inputs
                    .iter()
                    .fold(u64::MAX, |all, wire| all & of[wire.0 as usize])
            };
            let any = |of: &[u64]| inputs.iter().fold(0, |any, wire| any | of[wire.0 as usize]);
            let (yes, no) = match gate.join {
                Join::All => (all(&self.yes), any(&self.no)),
                Join::Any => (any(&self.yes), all(&self.no)),
                Join::NoneOf => (all(&self.no), any(&self.yes)),
                Join::AtLeast(least) => {
                    let least = least as usize;
                    let of = |of: &[u64], count| {
                        at_least(count, inputs.iter().map(|wire| of[wire.0 as usize]))
                    };
                    let no = match (inputs.len() + 1).checked_sub(least) {
                        Some(failing) => of(&self.no, failing),
                        None => u64::MAX,
                    };
                    (of(&self.yes, least), no)
                }
            };
            self.yes[at] = yes;
            self.no[at] = no;
        }
    }
}

/// The persons of whom so many of these words have a bit.
fn at_least(count: usize, words: impl ExactSizeIterator<Item = u64>) -> u64 {
    if count > words.len() {
        return 0;
    }
    // reached[n]: of whom n were seen so far.
    let mut reached = vec![0_u64; count + 1];
    reached[0] = u64::MAX;
    for word in words {
        for at in (1..=count).rev() {
            reached[at] |= reached[at - 1] & word;
        }
    }
    reached[count]
}

/// Weights of 64 persons by binary digits, so that a sum over some of them is a few population counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    planes: Vec<u64>,
}

impl Weights {
    pub fn clear(&mut self) {
        self.planes.fill(0);
    }

    pub fn set(&mut self, person: usize, weight: u64) {
        let digits = (u64::BITS - weight.leading_zeros()) as usize;
        if self.planes.len() < digits {
            self.planes.resize(digits, 0);
        }
        for (digit, plane) in self.planes.iter_mut().enumerate() {
            *plane |= (weight >> digit & 1) << person;
        }
    }

    /// The weight of these persons.
    pub fn sum(&self, persons: u64) -> u64 {
        let planes = self.planes.iter().enumerate();
        planes
            .map(|(digit, plane)| u64::from((plane & persons).count_ones()) << digit)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_by_words_and_sums_by_digits() {
        let words = [0b1110, 0b0110, 0b0011];
        assert_eq!(at_least(2, words.into_iter()), 0b0110 | 0b0010);
        assert_eq!(at_least(3, words.into_iter()), 0b0010);
        assert_eq!(at_least(4, words.into_iter()), 0);
        let mut weights = Weights::default();
        for (person, weight) in [5, 0, 1000, 3].into_iter().enumerate() {
            weights.set(person, weight);
        }
        assert_eq!(weights.sum(0b1101), 1008);
        assert_eq!(weights.sum(0b0010), 0);
    }
}
