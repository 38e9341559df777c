//! The rules of the house, each a function from the workspace to what breaks it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::house::{ENGINES, FEATURES, FLOORS, LISTS, WITH_FEATURES};
use super::imports::{Arrow, arrows};
use super::lexer::What;
use super::workspace::{Crate, File};
use super::{kinds, reasons, rooms, subjects};

/// Crates that name databases, servers or markup.
const OUTSIDE: &[&str] = &[
    "sqlx",
    "rusqlite",
    "axum",
    "hyper",
    "tower",
    "tower-http",
    "reqwest",
    "ureq",
    "maud",
    "ammonia",
    "database",
];

/// What a text of SQL, HTTP or HTML has in it.
const OUTSIDE_TEXTS: &[&str] = &[
    "SELECT ",
    "INSERT INTO",
    "CREATE TABLE",
    "DELETE FROM",
    "<html",
    "<div",
    "<table",
    "<span",
    "<p>",
    "text/html",
    "HTTP/1",
];

/// Most lines of a file.
pub const MOST_LINES: usize = 450;

/// Most lines of a function, from its name to its last brace.
pub const MOST_IN_FUNCTION: usize = 80;

/// Something that breaks a rule: the rule, and where in words that stay the same while lines move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule's name and the place: what the list of exceptions has a line of.
    pub what: String,
    /// What is wrong there today, for the person who meets it.
    pub why: String,
}

impl Finding {
    pub(super) fn new(rule: &str, place: impl AsRef<str>, why: impl Into<String>) -> Finding {
        Finding {
            what: format!("{rule} {}", place.as_ref()),
            why: why.into(),
        }
    }
}

/// Everything that breaks a rule, in order.
pub fn all(workspace: &[Crate]) -> BTreeSet<Finding> {
    let mut findings = BTreeSet::from_iter(subjects::all(workspace));
    for krate in workspace {
        let arrows = arrows(krate);
        findings.extend(floors(krate));
        findings.extend(outside(krate));
        findings.extend(features(krate, &arrows));
        findings.extend(lists(krate, &arrows));
        findings.extend(frame(krate, &arrows));
        findings.extend(circles(krate, &arrows));
        findings.extend(rooms::all(krate, &arrows));
        findings.extend(reasons::all(krate));
        findings.extend(kinds::all(krate));
        for file in krate.files.iter().chain(&krate.others) {
            findings.extend(size(file));
            findings.extend(functions(file));
        }
        findings.extend(sizes(&krate.texts));
    }
    findings
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

/// A crate imports lower floors only, and the portal no engine.
fn floors(krate: &Crate) -> Vec<Finding> {
    let Some(own) = floor(&krate.name) else {
        let why = "stands on no floor: name it in FLOORS of crates/xtask/src/tidy/house.rs";
        return vec![Finding::new("floor", &krate.name, why)];
    };
    let mut findings = Vec::new();
    for other in &krate.dependencies {
        let Some(below) = floor(other) else { continue };
        let engine = krate.name == "portal" && ENGINES.contains(&other.as_str());
        // An engine's own companions stand on one floor with it.
        if below >= own || engine {
            let place = format!("{} -> {other}", krate.name);
            let why = match engine {
                true => {
                    "the portal calls no engine: numbers come through programme or a report crate"
                }
                false => "a crate imports lower floors only",
            };
            findings.push(Finding::new("floor", place, why));
        }
    }
    findings
}

/// Programme and what is below it name no database, no server and no markup.
fn outside(krate: &Crate) -> Vec<Finding> {
    let programme = floor("programme");
    let below = floor(&krate.name) <= programme && krate.name != "database";
    // Reports and charts are made of markup.
    let drawn = ["charts", "selection-report"].contains(&krate.name.as_str());
    if !below || drawn {
        return Vec::new();
    }
    let why = "no crate up to programme knows SQL, HTTP or HTML";
    let named = krate
        .dependencies
        .iter()
        .filter(|name| OUTSIDE.contains(&name.as_str()));
    let mut findings: Vec<Finding> = named
        .map(|name| Finding::new("outside", format!("{} -> {name}", krate.name), why))
        .collect();
    for file in &krate.files {
        let text = file.tokens.iter().find_map(|token| match &token.what {
            What::Text(text) => OUTSIDE_TEXTS
                .iter()
                .find(|outside| text.contains(**outside)),
            _ => None,
        });
        if let Some(text) = text {
            findings.push(Finding::new(
                "outside",
                file.name(),
                format!("{why}: {text:?}"),
            ));
        }
    }
    findings
}

/// The feature that a module belongs to, and where in it the module stands.
fn feature<'m>(krate: &Crate, module: &'m [String]) -> Option<(usize, &'m [String])> {
    if !WITH_FEATURES.contains(&krate.name.as_str()) {
        return None;
    }
    // `recompute/votes` in verify; `votes` elsewhere.
    let inner = match module.first() {
        Some(first) if first == "recompute" => &module[1..],
        _ => module,
    };
    let place = FEATURES
        .iter()
        .position(|feature| inner.first().is_some_and(|first| first == feature))?;
    Some((place, &inner[1..]))
}

/// A feature imports earlier features only; in the portal also `links` and `labels` of others, and `routes` what it asks.
fn features(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let mut findings = BTreeMap::new();
    for arrow in arrows {
        let (Some((own, within)), Some((other, part))) =
            (feature(krate, &arrow.from), feature(krate, &arrow.to))
        else {
            continue;
        };
        if other > own && !may_across(krate, within, part, &arrow.name) {
            let place = format!("{}: {} -> {}", krate.name, FEATURES[own], FEATURES[other]);
            let why = format!(
                "{} line {} names {}",
                path(&arrow.from),
                arrow.line,
                path(&arrow.to)
            );
            findings.entry(place).or_insert(why);
        }
    }
    let finding = |(place, why)| Finding::new("order", place, why);
    findings.into_iter().map(finding).collect()
}

/// What the portal's rooms may use of each other.
const ACROSS: [&str; 2] = ["links", "labels"];

/// What a page of one feature may use of any other: its links and labels; and its routes may ask whatever they need.
fn may_across(krate: &Crate, within: &[String], part: &[String], name: &String) -> bool {
    let part = part.first().unwrap_or(name).as_str();
    let routes = within.first().is_some_and(|file| file == "routes");
    krate.name == "portal" && (ACROSS.contains(&part) || routes)
}

/// A file that lists features defines nothing that a feature needs.
fn lists(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let mut findings = BTreeMap::new();
    for (name, list, allowed) in LISTS {
        if krate.name != *name {
            continue;
        }
        for arrow in arrows {
            let listed = path(&arrow.to) == *list && !allowed.contains(&arrow.name.as_str());
            if listed && feature(krate, &arrow.from).is_some() {
                let place = format!("{}: {list}::{}", krate.name, arrow.name);
                let why = format!("{} line {} needs it", path(&arrow.from), arrow.line);
                findings.entry(place).or_insert(why);
            }
        }
    }
    let finding = |(place, why)| Finding::new("list", place, why);
    findings.into_iter().map(finding).collect()
}

/// `frame/` imports no feature, but for the one file that lists them.
fn frame(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let mut findings = BTreeMap::new();
    for arrow in arrows {
        let frame = arrow.from.first().is_some_and(|first| first == "frame");
        let listing = LISTS
            .iter()
            .any(|(name, list, _)| *name == krate.name && path(&arrow.from) == *list);
        if frame && !listing && feature(krate, &arrow.to).is_some() {
            let place = format!(
                "{}: {} -> {}",
                krate.name,
                path(&arrow.from),
                path(&arrow.to)
            );
            findings
                .entry(place)
                .or_insert(format!("line {}", arrow.line));
        }
    }
    let finding = |(place, why)| Finding::new("frame", place, why);
    findings.into_iter().map(finding).collect()
}

/// No circle between the folders of one folder.
fn circles(krate: &Crate, arrows: &BTreeSet<Arrow>) -> Vec<Finding> {
    let folders: BTreeSet<Vec<String>> = folders_of(krate);
    let mut edges: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for arrow in arrows {
        if is_exempt(krate, arrow) {
            continue;
        }
        let shared = arrow
            .from
            .iter()
            .zip(&arrow.to)
            .take_while(|(one, other)| one == other)
            .count();
        let side = |module: &[String]| module.get(..=shared).map(<[String]>::to_vec);
        if let (Some(from), Some(to)) = (side(&arrow.from), side(&arrow.to))
            && folders.contains(&from)
            && folders.contains(&to)
        {
            edges.entry(from).or_default().insert(to);
        }
    }
    let mut findings = Vec::new();
    for from in edges.keys() {
        for to in &edges[from] {
            if from < to && reaches(&edges, to, from) {
                let place = format!("{}: {} <-> {}", krate.name, path(from), path(to));
                findings.push(Finding::new("circle", place, "each leads to the other"));
            }
        }
    }
    findings
}

/// The modules that are folders.
pub fn folders_of(krate: &Crate) -> BTreeSet<Vec<String>> {
    let mut folders = BTreeSet::new();
    for file in &krate.files {
        for depth in 1..file.module.len() {
            folders.insert(file.module[..depth].to_vec());
        }
    }
    folders
}

/// Whether an arrow may close a circle: by a list of features, by links and labels, by what routes ask.
pub fn is_exempt(krate: &Crate, arrow: &Arrow) -> bool {
    // Rooms of the portal that are no feature of the domain, as desk and following, lead to each other as well.
    let part = arrow.to.get(1).unwrap_or(&arrow.name).as_str();
    let across = krate.name == "portal" && arrow.to.len() < 3 && ACROSS.contains(&part);
    if across || is_list(krate, &arrow.from) || is_list(krate, &arrow.to) {
        return true;
    }
    let (from, to) = (feature(krate, &arrow.from), feature(krate, &arrow.to));
    from.zip(to)
        .is_some_and(|((_, within), (_, part))| may_across(krate, within, part, &arrow.name))
}

fn is_list(krate: &Crate, module: &[String]) -> bool {
    LISTS
        .iter()
        .any(|(name, list, _)| *name == krate.name && path(module) == *list)
}

fn reaches(
    edges: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
    from: &Vec<String>,
    to: &Vec<String>,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut left = vec![from];
    while let Some(next) = left.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            left.extend(edges.get(next).into_iter().flatten());
        }
    }
    false
}

fn size(file: &File) -> Option<Finding> {
    too_long(&file.path, file.lines)
}

/// The same of sources that are not Rust.
pub fn sizes(texts: &[(PathBuf, usize)]) -> Vec<Finding> {
    let texts = texts.iter();
    texts
        .filter_map(|(path, lines)| too_long(path, *lines))
        .collect()
}

fn too_long(path: &Path, lines: usize) -> Option<Finding> {
    let why = format!("{lines} lines; at most {MOST_LINES}");
    (lines > MOST_LINES).then(|| Finding::new("file", path.to_string_lossy(), why))
}

/// Functions that are too long.
fn functions(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    let tokens = &file.tokens;
    for at in 0..tokens.len() {
        let What::Name(name) = &tokens[at].what else {
            continue;
        };
        if at == 0 || !tokens[at - 1].is_name("fn") {
            continue;
        }
        let Some(end) = end_of_function(file, at) else {
            continue;
        };
        let lines = end + 1 - tokens[at].line;
        if lines > MOST_IN_FUNCTION {
            let why = format!("{lines} lines; at most {MOST_IN_FUNCTION}");
            findings.push(Finding::new(
                "function",
                format!("{} {name}", file.name()),
                why,
            ));
        }
    }
    findings
}

/// The line of a function's last brace; `None` for one without a body.
fn end_of_function(file: &File, name: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut body = false;
    for token in &file.tokens[name..] {
        match token.what {
            What::Sign(';') if depth == 0 && !body => return None,
            What::Sign('(' | '[' | '{') => {
                body |= depth == 0 && token.is_sign('{');
                depth += 1;
            }
            What::Sign(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if body && depth == 0 {
                    return Some(token.line);
                }
            }
            _ => {}
        }
    }
    None
}

/// A module as text.
pub fn path(module: &[String]) -> String {
    module.join("::")
}
