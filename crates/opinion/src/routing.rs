//! Which statement somebody is asked next: the least voted first, a quarter of all votes a uniform lottery. Nobody's opinion is used.

use sha2::{Digest, Sha256};

/// How far a person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Votes that this person has cast.
    pub votes: u64,
    /// Statements that this person has skipped at this place.
    pub skips: u64,
}

/// The statement to ask next; `None` where none is left.
///
/// `seed` is the conversation's, `candidates` each statement that this person may be asked and has not voted on, with how many
/// votes it has at the stated snapshot. Whoever reloads sees the same; whoever verifies routes again.
pub fn next(
    seed: &str,
    pseudonym: &str,
    turn: Turn,
    candidates: impl IntoIterator<Item = (u32, u64)>,
) -> Option<u32> {
    let lottery = turn.votes % 4 == 3;
    let drawn = candidates.into_iter().map(|(statement, votes)| {
        let band = if lottery { 0 } else { votes / 8 };
        (band, hash(seed, pseudonym, turn, statement), statement)
    });
    drawn.min().map(|(.., statement)| statement)
}

/// h(s): the first eight bytes, big-endian, of the SHA-256 of what is drawn.
fn hash(seed: &str, pseudonym: &str, turn: Turn, statement: u32) -> u64 {
    let Turn { votes, skips } = turn;
    let text = format!("madang/route/1\n{seed}\n{pseudonym}\n{votes}\n{skips}\n{statement}");
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}
