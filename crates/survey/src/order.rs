//! Orders drawn from a seed that is published when fielding closes: anybody can draw them again.

use sha2::{Digest, Sha256};

/// Numbers from SHA-256("madang.shuffle/1" ‖ 0 ‖ seed ‖ 0 ‖ case ‖ 0 ‖ item ‖ 0 ‖ counter as LE u64), four LE u64 a block.
#[derive(Clone, Debug)]
pub struct Stream {
    prefix: Sha256,
    counter: u64,
    block: Vec<u64>,
}

impl Stream {
    /// The stream of a case (a respondent's key) and an item (a question's name).
    pub fn new(seed: &[u8; 32], case: &str, item: &str) -> Self {
        let mut prefix = Sha256::new();
        prefix.update(b"madang.shuffle/1\0");
        prefix.update(seed);
        for part in ["\0", case, "\0", item, "\0"] {
            prefix.update(part.as_bytes());
        }
        Self {
            prefix,
            counter: 0,
            block: Vec::new(),
        }
    }

    /// The next number of 64 bits.
    pub fn next_number(&mut self) -> u64 {
        if self.block.is_empty() {
            let mut digest = self.prefix.clone();
            digest.update(self.counter.to_le_bytes());
            self.counter += 1;
            let bytes = digest.finalize();
            let numbers = bytes.chunks_exact(8).map(|bytes| {
                bytes
                    .iter()
                    .rev()
                    .fold(0, |number, byte| (number << 8) | u64::from(*byte))
            });
            self.block = numbers.collect();
            self.block.reverse();
        }
        self.block.pop().unwrap_or_default()
    }

    /// A number below `bound` (above zero), each as likely.
    pub fn below(&mut self, bound: u64) -> u64 {
        // 2⁶⁴ mod bound numbers at the top would make the first ones likelier.
        let unfair = (u64::MAX % bound + 1) % bound;
        loop {
            let number = self.next_number();
            if number <= u64::MAX - unfair {
                return number % bound;
            }
        }
    }
}

/// The order in which `count` choices are shown: `order[i]` is the choice at place i, from 0. Those that `fixed` names keep their places
/// and the others are drawn among themselves (Fisher and Yates).
pub fn shuffled(
    seed: &[u8; 32],
    case: &str,
    item: &str,
    count: usize,
    fixed: &[usize],
) -> Vec<usize> {
    let mut stream = Stream::new(seed, case, item);
    let free: Vec<usize> = (0..count).filter(|place| !fixed.contains(place)).collect();
    let mut drawn = free.clone();
    for place in (1..drawn.len()).rev() {
        let with = stream.below(place as u64 + 1) as usize;
        drawn.swap(place, with);
    }
    let mut order: Vec<usize> = (0..count).collect();
    for (place, choice) in free.into_iter().zip(drawn) {
        order[place] = choice;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_choices_keep_their_places() {
        let seed = [7; 32];
        for case in ["a", "b", "c", "d"] {
            let order = shuffled(&seed, case, "q", 6, &[5, 2]);
            assert_eq!((order[2], order[5]), (2, 5));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3, 4, 5]);
        }
    }
}
