//! The digest of an election: what decides an outcome, in one canonical form.
//!
//! SHA-256 over these bytes. Integers are decimal text; every text is written as its length in
//! bytes, a colon and the text; lines end in `\n`.
//!
//! ```text
//! madang-selection election 1
//! vote-type <word>
//! decimals <decimals of money>
//! points-decimals <decimals of points>
//! budget <smallest units, or - for none>
//! number <number of projects to select, or - for none>
//! projects <count>
//! <id> <cost in smallest units> <group, or - for none>        one line per project, ids ascending
//! ballots <distinct ballots> <total weight>
//! <weight> <project number>[=<points>] …                       distinct ballots, ascending
//! experts <count>
//! <body> <expert>[ of <top>] <project number>=<score> …         by body, then expert; the top where a sheet has its own
//! ```
//! Names, further columns and voters' rows are not part of it: no rule sees them. So what explains an
//! outcome by attributes of voters is not covered by the digest.
//!
//! A project number is the position among the ids in ascending string order (0 = first). On
//! ordinal ballots project numbers stand best first, on all others ascending.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::Election;

/// Flushed whenever it is longer than this, so that the form is never held in full.
const BLOCK: usize = 1 << 16;

impl Election {
    /// SHA-256 (lower-case hex) over the canonical form of everything that can decide an outcome:
    /// see [`self`] for the bytes. Permuting voters, projects or lines does not change it.
    pub fn input_digest(&self) -> &str {
        self.digest.get_or_init(|| election_digest(self))
    }
}

/// The digest of `election` in lower-case hexadecimal.
fn election_digest(election: &Election) -> String {
    let mut hasher = Sha256::new();
    canonical_form(election, |bytes| hasher.update(bytes));
    hex(&hasher.finalize())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Feeds the canonical form to `sink`, piece by piece.
fn canonical_form(election: &Election, mut sink: impl FnMut(&[u8])) {
    let ballots = &election.ballots;
    let or_dash = |value: Option<u128>| value.map_or("-".to_owned(), |value| value.to_string());
    let mut text = format!(
        "madang-selection election 1\nvote-type {}\ndecimals {}\npoints-decimals {}\nbudget {}\nnumber {}\nprojects {}\n",
        election.vote_type.as_str(),
        election.decimals,
        ballots.points_decimals(),
        or_dash(election.budget.map(|budget| budget.0)),
        or_dash(election.number.map(u128::from)),
        election.projects.len(),
    );
    for project in &election.projects {
        let _ = write!(
            text,
            "{}:{} {} ",
            project.id.len(),
            project.id,
            project.cost.0
        );
        match &project.group {
            Some(group) => {
                let _ = writeln!(text, "{}:{group}", group.len());
            }
            None => text.push_str("-\n"),
        }
    }
    let _ = writeln!(
        text,
        "ballots {} {}",
        ballots.distinct(),
        ballots.total_weight()
    );
    sink(text.as_bytes());
    text.clear();
    let with_points = election.vote_type.has_points();
    let mut block: Vec<u8> = Vec::with_capacity(BLOCK + 4096);
    for group in 0..ballots.distinct() {
        push_integer(&mut block, ballots.weight(group));
        for choice in ballots.choices(group) {
            block.push(b' ');
            push_integer(&mut block, u64::from(choice.project));
            if with_points {
                block.push(b'=');
                push_integer(&mut block, u64::from(choice.points));
            }
        }
        block.push(b'\n');
        if block.len() > BLOCK {
            sink(&block);
            block.clear();
        }
    }
    sink(&block);
    let _ = writeln!(text, "experts {}", election.score_sheets.len());
    for sheet in &election.score_sheets {
        let (body, expert) = (&sheet.body, &sheet.expert);
        let _ = write!(text, "{}:{body} {}:{expert}", body.len(), expert.len());
        if let Some(top) = &sheet.top {
            let _ = write!(text, " of {top}");
        }
        for (id, score) in &sheet.scores {
            if let Some(project) = election.project_index(id) {
                let _ = write!(text, " {project}={score}");
            }
        }
        text.push('\n');
    }
    sink(text.as_bytes());
}

/// Formatting machinery costs more than the hash here; this does not.
fn push_integer(text: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[start..]);
}
