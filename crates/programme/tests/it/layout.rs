//! The house rules of this crate, held against its sources: features import earlier ones only, the files that list them
//! define nothing, and files and functions stay short.

use std::fs;
use std::path::{Path, PathBuf};

use madang_programme::Event;

const MOST_LINES: usize = 450;
const MOST_LINES_OF_A_FUNCTION: usize = 80;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file below a folder, with its path from there.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            let below = files(&path);
            found.extend(
                below
                    .into_iter()
                    .map(|(file, text)| (format!("{name}/{file}"), text)),
            );
        } else {
            found.push((name, fs::read_to_string(&path).expect("text")));
        }
    }
    found
}

/// The features in the order of `event.rs`.
fn features() -> Vec<&'static str> {
    let kinds = Event::FEATURES.iter();
    kinds
        .map(|kinds| kinds.first().expect("a feature has kinds").feature)
        .collect()
}

#[test]
fn a_feature_imports_earlier_ones_only() {
    let features = features();
    for (at, feature) in features.iter().enumerate() {
        let files = files(&source().join(feature));
        assert!(
            files.iter().any(|(name, _)| name == "state.rs"),
            "{feature} has no state.rs"
        );
        for (name, text) in files {
            for later in &features[at + 1..] {
                for path in [
                    format!("crate::{later}::"),
                    format!("super::super::{later}"),
                ] {
                    assert!(!text.contains(&path), "{feature}/{name} imports {later}");
                }
            }
        }
    }
}

#[test]
fn the_lists_of_features_define_nothing() {
    for name in ["event.rs", "state.rs"] {
        let text = fs::read_to_string(source().join(name)).expect(name);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|line| line.starts_with("pub")) {
            let lists = line.starts_with("pub struct State") || line.starts_with("pub use");
            assert!(lists, "{name}: {line}");
        }
    }
}

#[test]
fn files_and_functions_stay_short() {
    for (name, text) in files(&source()) {
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines.len() <= MOST_LINES,
            "{name} has {} lines",
            lines.len()
        );
        for (start, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let is_function = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "]
                .iter()
                .any(|head| code.starts_with(head));
            if !is_function {
                continue;
            }
            let indent = &line[..line.len() - code.len()];
            let end = format!("{indent}}}");
            let length = lines[start..]
                .iter()
                .position(|line| *line == end)
                .unwrap_or(0);
            assert!(
                length <= MOST_LINES_OF_A_FUNCTION,
                "{name}:{}: a function of {length} lines",
                start + 1
            );
        }
    }
}
