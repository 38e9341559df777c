//! An address is written in its feature's `links.rs` and nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The source files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("its entries are readable").path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false => found.push(path),
        }
    }
    found
}

#[test]
fn addresses_stand_in_links_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut read = BTreeSet::new();
    for path in sources(&root) {
        let inner = path.strip_prefix(&root).expect("below the sources");
        let in_frame = inner.starts_with("frame") || inner.components().count() == 1;
        if in_frame || inner.file_name().is_some_and(|file| file == "links.rs") {
            continue;
        }
        read.extend(inner.iter().next().map(PathBuf::from));
        let text = fs::read_to_string(&path).expect("a source file is readable");
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in text.lines().map(str::trim_start) {
            // What documents the API names its addresses once more: the macro takes nothing but literals.
            if line.starts_with("//") || line.contains("path = \"/") {
                continue;
            }
            let written = line
                .match_indices("\"/")
                .any(|(at, _)| line[at + 2..].starts_with(|c: char| c.is_ascii_lowercase()));
            assert!(!written, "{} writes an address: {line}", inner.display());
        }
    }
    let features = fs::read_dir(&root).expect("the sources are there");
    let features = features.map(|entry| entry.expect("its entries are readable").path());
    for feature in features.filter(|path| path.join("links.rs").is_file()) {
        let name = feature.strip_prefix(&root).expect("below the sources");
        assert!(
            read.contains(name),
            "nothing of {} was read",
            name.display()
        );
    }
}
