//! The picture of imports: which crate imports which, and inside a crate which folder which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::tidy::house::FLOORS;
use crate::tidy::imports::arrows;
use crate::tidy::rules::{folders_of, is_exempt};
use crate::tidy::workspace::{self, Crate};

/// The page that shows the picture of crates.
pub const PAGE: &str = "docs/imports.md";

/// Crates whose folders it shows too.
const SHOWN: &[&str] = &["programme", "store"];

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
        picture.push_str(&folders(krate));
    }
    Ok(picture)
}

/// The arrows between the folders of a crate, under its name; nothing where there are none. Those that may close a circle stand on a
/// line of their own.
fn folders(krate: &Crate) -> String {
    let mut picture = String::new();
    let drawn = between_folders(krate);
    if !drawn.is_empty() {
        // Writing to a text cannot fail.
        let _ = writeln!(picture, "\n{}:", krate.name);
    }
    for (from, [firm, loose]) in drawn {
        let mut name = from.as_str();
        for (arrow, targets) in [("->", firm), ("..", loose)] {
            if !targets.is_empty() {
                let targets: Vec<String> = targets.into_iter().collect();
                let _ = writeln!(picture, "    {name:<17} {arrow} {}", targets.join(" "));
                name = "";
            }
        }
    }
    picture
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

/// The page [`PAGE`] with the picture of crates, and of the folders of some, as it is now.
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
    let workspace = workspace::read(repository)?;
    let shown = workspace
        .iter()
        .filter(|krate| SHOWN.contains(&krate.name.as_str()));
    let inside: String = shown.map(folders).collect();
    Ok([
        before,
        FRAME[0],
        &crates(&workspace),
        &inside,
        FRAME[1],
        after,
    ]
    .concat())
}

/// Writes the picture of crates on [`PAGE`] anew.
///
/// # Errors
/// As [`page`], and where it cannot be written.
pub fn write(repository: &Path) -> Result<()> {
    let text = page(repository)?;
    fs::write(repository.join(PAGE), text).with_context(|| format!("cannot write {PAGE}"))
}

/// Where each first folder of a crate leads: by arrows that make no circle, and by those alone that may.
fn between_folders(krate: &Crate) -> BTreeMap<String, [BTreeSet<String>; 2]> {
    let folders: BTreeSet<String> = folders_of(krate)
        .into_iter()
        .filter_map(|folder| folder.into_iter().next())
        .collect();
    let mut found: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
    for arrow in arrows(krate) {
        if let (Some(from), Some(to)) = (arrow.from.first(), arrow.to.first())
            && from != to
            && folders.contains(from)
            && folders.contains(to)
        {
            let [firm, loose] = found.entry(from.clone()).or_default();
            let of = if is_exempt(krate, &arrow) {
                loose
            } else {
                firm
            };
            of.insert(to.clone());
        }
    }
    for [firm, loose] in found.values_mut() {
        loose.retain(|to| !firm.contains(to));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `to` is reached from `from` by firm arrows.
    fn leads(
        drawn: &BTreeMap<String, [BTreeSet<String>; 2]>,
        from: &str,
        to: &str,
        seen: &mut BTreeSet<String>,
    ) -> bool {
        let next = drawn.get(from).into_iter().flat_map(|[firm, _]| firm);
        next.into_iter()
            .any(|next| next == to || (seen.insert(next.clone()) && leads(drawn, next, to, seen)))
    }

    #[test]
    fn no_firm_arrows_make_a_circle() {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for krate in workspace::read(&repository).expect("the sources") {
            let drawn = between_folders(&krate);
            for from in drawn.keys() {
                let round = leads(&drawn, from, from, &mut BTreeSet::new());
                assert!(!round, "{}: {from} leads to itself", krate.name);
            }
        }
    }
}
