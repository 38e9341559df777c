//! The picture of imports: which crate imports which, and inside a crate which folder which.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tidy::imports::arrows;
use crate::tidy::rules::{FLOORS, folders_of};
use crate::tidy::workspace::{self, Crate};

/// The page that shows the picture of crates.
pub const PAGE: &str = "ARCHITECTURE.md";

/// What stands before and behind the picture there.
const FRAME: [&str; 2] = [
    "<!-- cargo xtask picture --write -->\n```text\n",
    "```\n<!-- end of the picture -->",
];

/// The picture as text: the floors from the highest down, each crate with what it imports, then the arrows between the
/// folders of each crate.
///
/// # Errors
/// A file that cannot be read.
pub fn draw(repository: &Path) -> Result<String> {
    let workspace = workspace::read(repository)?;
    let mut picture = crates(&workspace);
    for krate in &workspace {
        let folders = between_folders(krate);
        if !folders.is_empty() {
            // Writing to a text cannot fail.
            let _ = writeln!(picture, "\n{}:", krate.name);
        }
        for (from, to) in folders {
            let _ = writeln!(picture, "    {from:<17} -> {to}");
        }
    }
    Ok(picture)
}

/// Each crate with what it imports, the highest floor first and a line between floors.
fn crates(workspace: &[Crate]) -> String {
    let is_ours = |name: &&String| workspace.iter().any(|other| other.name == **name);
    let mut floors = Vec::new();
    for floor in FLOORS.iter().rev() {
        let mut lines = String::new();
        for name in *floor {
            let Some(krate) = workspace.iter().find(|krate| krate.name == *name) else {
                continue;
            };
            let ours: Vec<&str> = krate
                .dependencies
                .iter()
                .filter(is_ours)
                .map(String::as_str)
                .collect();
            let line = format!("{name:<17} -> {}", ours.join(" "));
            lines.push_str(line.trim_end_matches(" -> ").trim_end());
            lines.push('\n');
        }
        floors.push(lines);
    }
    floors.retain(|lines| !lines.is_empty());
    floors.join("\n")
}

/// The page [`PAGE`] with the picture of crates as it is now.
///
/// # Errors
/// A file that cannot be read, or a page without a place for the picture.
pub fn page(repository: &Path) -> Result<String> {
    let page = repository.join(PAGE);
    let text =
        fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let places = text.split_once(FRAME[0]).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(FRAME[1])?;
        Some((before, after))
    });
    let (before, after) =
        places.with_context(|| format!("{} has no place for the picture", page.display()))?;
    let picture = crates(&workspace::read(repository)?);
    Ok([before, FRAME[0], &picture, FRAME[1], after].concat())
}

/// Writes the picture of crates on [`PAGE`] anew.
///
/// # Errors
/// As [`page`], and where it cannot be written.
pub fn write(repository: &Path) -> Result<()> {
    let text = page(repository)?;
    fs::write(repository.join(PAGE), text).with_context(|| format!("cannot write {PAGE}"))
}

/// The arrows between the first folders of a crate.
fn between_folders(krate: &Crate) -> Vec<(String, String)> {
    let folders: BTreeSet<String> = folders_of(krate)
        .into_iter()
        .filter_map(|folder| folder.into_iter().next())
        .collect();
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for arrow in arrows(krate) {
        if let (Some(from), Some(to)) = (arrow.from.first(), arrow.to.first())
            && from != to
            && folders.contains(from)
            && folders.contains(to)
        {
            found.insert((from.clone(), to.clone()));
        }
    }
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (from, to) in found {
        match lines.last_mut() {
            Some((last, targets)) if *last == from => targets.push(to),
            _ => lines.push((from, vec![to])),
        }
    }
    lines
        .into_iter()
        .map(|(from, to)| (from, to.join(" ")))
        .collect()
}
