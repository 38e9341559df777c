//! Offline proofs of inclusion (C2SP tlog-proof): an index, an inclusion proof and a signed checkpoint as one text.

use std::fmt;
use std::str::FromStr;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::encoding::{from_base64, from_base64_32, parse_decimal, to_base64};
use crate::hash::Hash;
use crate::note::VerifyingKey;
use crate::policy::{Policy, PolicyError, PolicyOutcome};
use crate::tree::{ProofError, verify_inclusion};

/// The first line of the format.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The most hashes in an inclusion proof.
const MAX_HASHES: usize = 63;

/// A proof that an entry stands in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Opaque data that nothing vouches for.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry in the log.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// Why a proof is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlogProofError {
    /// A line cannot be read.
    #[error("line {line} of the proof: {problem}")]
    Line {
        /// Line, from one.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// The checkpoint is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint does not meet the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The entry is not where the proof says.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", to_base64(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", to_base64(hash.as_bytes()))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofError;
    fn from_str(text: &str) -> Result<Self, TlogProofError> {
        Self::parse(text)
    }
}

impl TlogProof {
    /// Reads a proof. The checkpoint is taken verbatim and not looked at before [`TlogProof::verify`].
    ///
    /// # Errors
    /// Text of another form, with what is wrong in it.
    pub fn parse(text: &str) -> Result<Self, TlogProofError> {
        let mut number = 0;
        let mut rest = text;
        let mut next = || {
            let (line, after) = rest.split_once('\n')?;
            rest = after;
            number += 1;
            Some((number, line))
        };
        let missing = |line| TlogProofError::Line {
            line,
            problem: "the proof ends too early",
        };
        let fail = |line, problem| Err(TlogProofError::Line { line, problem });

        let (_, header) = next().ok_or_else(|| missing(1))?;
        if header != HEADER {
            return fail(1, "it must be c2sp.org/tlog-proof@v1");
        }
        let (mut at, mut line) = next().ok_or_else(|| missing(2))?;
        let mut extra = None;
        if let Some(data) = line.strip_prefix("extra ") {
            let Ok(data) = from_base64(data) else {
                return fail(at, "the extra data must be canonical base64");
            };
            extra = Some(data);
            (at, line) = next().ok_or_else(|| missing(3))?;
        }
        let Some(index) = line.strip_prefix("index ").and_then(parse_decimal) else {
            return fail(
                at,
                "it must be \"index\" and a decimal number without leading zeros",
            );
        };
        let mut hashes = Vec::new();
        loop {
            let (at, line) = next().ok_or_else(|| missing(at + hashes.len() + 1))?;
            if line.is_empty() {
                break;
            }
            if hashes.len() == MAX_HASHES {
                return fail(at, "an inclusion proof has at most 63 hashes");
            }
            let Ok(hash) = from_base64_32(line) else {
                return fail(at, "a hash must be 32 bytes in canonical base64");
            };
            hashes.push(Hash::from_bytes(hash));
        }
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: rest.to_owned(),
        })
    }

    /// Checks that the entry with this leaf hash stands at the proof's index in a log with one of these keys.
    ///
    /// Gives the checkpoint. The extra data is not vouched for.
    ///
    /// # Errors
    /// A checkpoint that none of the keys signed, or a path that does not lead to its root.
    pub fn verify(&self, leaf: &Hash, keys: &[VerifyingKey]) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, keys)?;
        self.check_inclusion(leaf, &checkpoint)?;
        Ok(checkpoint)
    }

    /// As [`TlogProof::verify`], under a policy, whose quorum of witnesses must have cosigned.
    ///
    /// # Errors
    /// As [`TlogProof::verify`], and a quorum that is missing.
    pub fn verify_policy(
        &self,
        leaf: &Hash,
        policy: &Policy,
    ) -> Result<PolicyOutcome, TlogProofError> {
        let outcome = policy.check(&self.checkpoint)?;
        self.check_inclusion(leaf, &outcome.checkpoint)?;
        Ok(outcome)
    }

    fn check_inclusion(&self, leaf: &Hash, checkpoint: &Checkpoint) -> Result<(), ProofError> {
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size,
            &self.hashes,
            &checkpoint.root,
        )
    }
}
