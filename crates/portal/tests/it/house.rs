//! The rules of the house, held against the sources: who may import whom, where addresses stand, how long things get.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What any file may import of this crate.
const GROUND: [&str; 2] = ["frame", "model"];

/// What one feature may import of another.
const BETWEEN: [&str; 2] = ["links", "labels"];

/// The most lines of a file.
const MOST_LINES: usize = 450;

/// The sources: feature (empty at the root), file, text without its tests.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in fs::read_dir(&root).expect("the sources are there") {
        let path = entry.expect("its entries are readable").path();
        let name = |path: &Path| {
            path.file_name()
                .and_then(|name| name.to_str())
                .expect("a name")
                .to_owned()
        };
        if path.is_file() {
            found.push((String::new(), name(&path), read(&path)));
            continue;
        }
        for inner in fs::read_dir(&path).expect("a feature's folder is readable") {
            let file = inner.expect("its entries are readable").path();
            assert!(file.is_file(), "{}: a folder in a feature", file.display());
            found.push((name(&path), name(&file), read(&file)));
        }
    }
    found
}

fn read(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file is readable");
    assert!(
        text.lines().count() <= MOST_LINES,
        "{} has {} lines",
        path.display(),
        text.lines().count()
    );
    let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..tests].to_owned()
}

/// Every path below `crate::` in a source, as its first two steps: `votes::labels`.
fn imports(source: &str) -> BTreeSet<(String, String)> {
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    };
    let mut found = BTreeSet::new();
    for (at, _) in source.match_indices("crate::") {
        let rest = &source[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            found.extend(
                list.split(',')
                    .map(|name| (word(name.trim()), String::new())),
            );
            continue;
        }
        let first = word(rest);
        let after = rest[first.len()..].strip_prefix("::").unwrap_or_default();
        let list = after
            .strip_prefix('{')
            .map_or(after, |list| list.split('}').next().unwrap_or_default());
        for second in list.split(',') {
            found.insert((first.clone(), word(second.trim())));
            if !after.starts_with('{') {
                break;
            }
        }
    }
    found
}

/// Files whose functions answer requests: they ask other features' reads and hand their sections over.
fn answers_requests(file: &str, source: &str) -> bool {
    file == "routes.rs" || file == "api.rs" || source.contains("#[utoipa::path(")
}

#[test]
fn features_know_each_others_links_and_labels_only() {
    let sources = sources();
    let features: BTreeSet<&str> = sources
        .iter()
        .map(|(feature, _, _)| feature.as_str())
        .filter(|feature| !feature.is_empty() && *feature != "frame")
        .collect();
    assert!(
        features.contains("votes") && features.contains("record"),
        "{features:?}"
    );
    for (feature, file, source) in &sources {
        if feature.is_empty() {
            continue;
        }
        for (first, second) in imports(source) {
            let own = first == *feature || GROUND.contains(&first.as_str());
            let other = features.contains(first.as_str())
                && (BETWEEN.contains(&second.as_str())
                    || (file == "shapes.rs" && second == "shapes")
                    || answers_requests(file, source))
                && feature != "frame";
            assert!(own || other, "{feature}/{file} imports {first}::{second}");
        }
    }
}

#[test]
fn addresses_stand_in_links_only() {
    for (feature, file, source) in sources() {
        if feature.is_empty() || feature == "frame" || file == "links.rs" {
            continue;
        }
        for line in source.lines() {
            let line = line.trim_start();
            // What documents the API names its addresses once more: the macro takes nothing but literals.
            if line.starts_with("//") || line.contains("path = \"/") {
                continue;
            }
            let written = line
                .match_indices("\"/")
                .any(|(at, _)| line[at + 2..].starts_with(|c: char| c.is_ascii_lowercase()));
            assert!(!written, "{feature}/{file} writes an address: {line}");
        }
    }
}

#[test]
fn a_list_of_features_helps_nobody() {
    for (feature, file, source) in sources() {
        let lists = imports(&source)
            .iter()
            .any(|(first, _)| first == "features");
        assert!(!lists, "{feature}/{file} imports the list of features");
    }
}

#[test]
fn no_function_is_longer_than_eighty_lines() {
    let mut long: BTreeMap<String, usize> = BTreeMap::new();
    for (feature, file, source) in sources() {
        let mut begun: Option<(usize, usize, String)> = None;
        for (number, line) in source.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let text = line.trim_start();
            let head = [
                "fn ",
                "pub fn ",
                "async fn ",
                "pub async fn ",
                "pub const fn ",
            ]
            .iter()
            .any(|start| text.starts_with(start));
            if head && begun.is_none() {
                begun = Some((number, indent, text.to_owned()));
            }
            if let Some((start, level, name)) = &begun
                && text == "}"
                && indent == *level
            {
                if number - start + 1 > 80 {
                    long.insert(format!("{feature}/{file}: {name}"), number - start + 1);
                }
                begun = None;
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}
