//! Where the shared data are, and how to read them.

pub mod random;
pub mod reference;
pub mod simplex;

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use madang_selection::Election;
use madang_selection::pabulib::{ReadOptions, read};

/// The folder of shared data: `MADANG_SHARED`, or `../shared` beside the workspace.
pub fn shared() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = std::env::var_os("MADANG_SHARED").map_or(root.join("../shared"), PathBuf::from);
    assert!(
        path.join("data/pb/dev").is_dir(),
        "the shared data are not at {}: set MADANG_SHARED to the folder that has data/pb/dev",
        path.display()
    );
    path
}

/// Reads a file of `data/pb/dev`, leniently.
pub fn dev(name: &str) -> Election {
    let path = shared().join("data/pb/dev").join(format!("{name}.pb"));
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read(BufReader::new(file), &ReadOptions::default())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names of all files in `data/pb/dev`, ascending.
pub fn dev_names() -> Vec<String> {
    let folder = shared().join("data/pb/dev");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".pb").map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(!names.is_empty(), "{} has no .pb file", folder.display());
    names
}

/// The ids in the order of the official `selected` column: those with 1.
pub fn official(election: &Election) -> Vec<String> {
    let chosen = election
        .projects()
        .iter()
        .filter(|p| p.column("selected") == Some("1"));
    chosen.map(|project| project.id.clone()).collect()
}
