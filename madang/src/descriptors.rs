//! File descriptors: connections, database and guard file share them, and connections must not take the last one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What is kept for the database, the guard file, the log and the files of commands.
const RESERVED: u64 = 192;

/// More than this is of no use, and some systems allow billions.
const MOST: u64 = 65_536;

/// Raises the limit on open files as far as the system lets this process, and gives how many connections go with it:
/// `asked`, or fewer.
pub fn connections(asked: usize) -> usize {
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(MOST).min(MOST);
    let mut current = limit.current.unwrap_or(MOST);
    if current < most {
        let raised = Rlimit {
            current: Some(most),
            maximum: limit.maximum,
        };
        match setrlimit(Resource::Nofile, raised) {
            Ok(()) => current = most,
            Err(error) => tracing::warn!(%error, current, "the limit on open files stays as it is"),
        }
    }
    let possible = fitting(current);
    if possible < asked {
        tracing::warn!(
            asked,
            possible,
            "fewer connections are taken than asked: raise the limit on open files (ulimit -n)"
        );
    }
    asked.min(possible)
}

/// How many connections fit into a limit on open files: never less than a few, nor more than half of a small one.
fn fitting(limit: u64) -> usize {
    let left = limit.saturating_sub(RESERVED).max(limit / 2).max(8);
    usize::try_from(left).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_database() {
        assert_eq!(fitting(1024), 832);
        assert_eq!(fitting(256), 128);
        assert_eq!(fitting(4), 8);
        assert_eq!(connections(10), 10);
        assert!(connections(usize::MAX) <= 65_536);
    }
}
