//! The rules of the house, held against the sources. What breaks one today stands in `crates/xtask/exceptions.txt`, a list
//! that may only shrink: a new finding fails, and so does a line that is not needed any more.

mod glossary;
pub mod house;
pub mod imports;
mod kinds;
pub mod lexer;
mod reasons;
mod rooms;
pub mod rules;
mod subjects;
pub mod workspace;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use rules::Finding;

/// The list of today's exceptions, from the repository's root.
pub const EXCEPTIONS: &str = "crates/xtask/exceptions.txt";

/// What is wrong with the sources, a line each: what breaks a rule and is no exception, and exceptions that nothing needs.
///
/// # Errors
/// A file that cannot be read.
pub fn check(repository: &Path) -> Result<Vec<String>> {
    let list = repository.join(EXCEPTIONS);
    let list =
        fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let lines = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let exceptions: BTreeSet<&str> = lines.collect();
    Ok(wrong(&found(repository)?, &exceptions))
}

/// Everything that breaks a rule today.
fn found(repository: &Path) -> Result<BTreeSet<Finding>> {
    let mut findings = rules::all(&workspace::read(repository)?);
    findings.extend(rules::sizes(&workspace::beside(repository)?));
    findings.extend(glossary::all(repository)?);
    Ok(findings)
}

fn wrong(findings: &BTreeSet<Finding>, exceptions: &BTreeSet<&str>) -> Vec<String> {
    let found: BTreeSet<&str> = findings
        .iter()
        .map(|finding| finding.what.as_str())
        .collect();
    let new = findings
        .iter()
        .filter(|finding| !exceptions.contains(finding.what.as_str()));
    let new = new.map(|finding| format!("{}: {}", finding.what, finding.why));
    let stale = exceptions.iter().filter(|line| !found.contains(*line));
    let stale =
        stale.map(|line| format!("{line}: not needed any more, take it out of {EXCEPTIONS}"));
    new.chain(stale).collect()
}

/// Writes the list of exceptions anew, with what breaks a rule today.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write_exceptions(repository: &Path) -> Result<()> {
    let mut text = String::from(
        "# What breaks a rule of the house today, a line each. This list may only shrink: mend, take the line out.\n",
    );
    for finding in found(repository)? {
        text.push_str(&finding.what);
        text.push('\n');
    }
    let list = repository.join(EXCEPTIONS);
    fs::write(&list, text).with_context(|| format!("cannot write {}", list.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_finding_is_wrong_and_so_is_an_exception_that_nothing_needs() {
        let finding = |what: &str| Finding {
            what: what.to_owned(),
            why: "because".to_owned(),
        };
        let findings = BTreeSet::from([finding("file a.rs"), finding("file b.rs")]);
        let said = wrong(&findings, &BTreeSet::from(["file b.rs", "file c.rs"]));
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], "file a.rs: because");
        assert!(
            said[1].starts_with("file c.rs: not needed any more"),
            "{said:?}"
        );
    }
}
