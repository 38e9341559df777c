//! The picture of imports: which crate imports which, and inside a crate which folder which.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

use crate::tidy::imports::arrows;
use crate::tidy::rules::{FLOORS, folders_of};
use crate::tidy::workspace::{self, Crate};

/// The picture as text: the floors from the highest down, each crate with what it imports, then the arrows between the
/// folders of each crate.
///
/// # Errors
/// A file that cannot be read.
pub fn draw(repository: &Path) -> Result<String> {
    let workspace = workspace::read(repository)?;
    let mut picture = String::new();
    for floor in FLOORS.iter().rev() {
        for krate in workspace
            .iter()
            .filter(|krate| floor.contains(&krate.name.as_str()))
        {
            let ours = krate
                .dependencies
                .iter()
                .filter(|name| workspace.iter().any(|other| other.name == **name));
            let ours: Vec<&str> = ours.map(String::as_str).collect();
            // Writing to a text cannot fail.
            let _ = writeln!(picture, "{:<17} -> {}", krate.name, ours.join(" "));
        }
    }
    for krate in &workspace {
        let folders = between_folders(krate);
        if !folders.is_empty() {
            let _ = writeln!(picture, "\n{}:", krate.name);
        }
        for (from, to) in folders {
            let _ = writeln!(picture, "    {from:<17} -> {to}");
        }
    }
    Ok(picture)
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
