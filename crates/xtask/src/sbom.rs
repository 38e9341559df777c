//! What the shipped program is built of, as a CycloneDX list: each crate with its version, licence, source and the hash that
//! `Cargo.lock` holds it to.
//!
//! Cargo's metadata names every crate that some set of features could bring; which of them a build of the program takes, `cargo tree`
//! tells. `scripts/release.sh` holds the list against what the compiler was in fact given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// The program that ships.
pub const PROGRAM: &str = "madang";

/// A crate: its name and version.
pub type Crate = (String, String);

/// The list for the program, as the lock file has it.
///
/// # Errors
/// Where Cargo cannot be asked, or what it answers cannot be read.
pub fn document(repository: &Path) -> Result<Value> {
    let built_of = built_of(repository)?;
    let metadata = cargo(repository, &["metadata", "--locked", "--format-version=1"])?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata")?;
    let lock = std::fs::read_to_string(repository.join("Cargo.lock")).context("Cargo.lock")?;
    let hashes = hashes(&lock);
    let (mut program, mut components) = (Value::Null, vec![]);
    let mut names = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let of = (text(package, "name"), text(package, "version"));
        if !built_of.contains(&of) {
            continue;
        }
        names.insert(text(package, "id"), reference(&of));
        let is_program = of.0 == PROGRAM;
        let component = component(package, &of, hashes.get(&of))?;
        match is_program {
            true => program = component,
            false => components.push(component),
        }
    }
    if names.len() != built_of.len() {
        bail!("cargo tree and cargo metadata speak of different crates");
    }
    components.sort_by_key(|component| text(component, "bom-ref"));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": program },
        "components": components,
        "dependencies": dependencies(&metadata, &names),
    }))
}

/// The crates that a document lists, the program itself among them.
pub fn listed(document: &Value) -> BTreeSet<Crate> {
    let components = document["components"].as_array().into_iter().flatten();
    let all = components.chain([&document["metadata"]["component"]]);
    all.map(|one| (text(one, "name"), text(one, "version")))
        .collect()
}

/// The crates that a build was made of: `messages` are what `cargo build --message-format=json` wrote.
///
/// # Errors
/// A line that cannot be read.
pub fn compiled(messages: &str) -> Result<BTreeSet<Crate>> {
    let mut crates = BTreeSet::new();
    for line in messages.lines().filter(|line| !line.trim().is_empty()) {
        let message: Value = serde_json::from_str(line).context("a message of cargo build")?;
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        let id = text(&message, "package_id");
        let (before, after) = id.split_once('#').context("a package without version")?;
        // `…/crates.io-index#serde@1.0.229`; of a folder called as its crate `path+file:///…/madang#0.1.0`.
        let named = after.split_once('@');
        let (name, version) = named.unwrap_or((before.rsplit('/').next().unwrap_or(before), after));
        crates.insert((name.to_owned(), version.to_owned()));
    }
    Ok(crates)
}

/// Holds a document against what a build was made of.
///
/// # Errors
/// Crates that only one of the two has.
pub fn hold(document: &Value, messages: &str) -> Result<()> {
    let (listed, compiled) = (listed(document), compiled(messages)?);
    if listed == compiled {
        return Ok(());
    }
    let named = |crates: Vec<&Crate>| -> String {
        let names = crates
            .iter()
            .map(|(name, version)| format!(" {name} {version}"));
        names.collect()
    };
    bail!(
        "the list of crates is not what was built; listed only:{}; built only:{}",
        named(listed.difference(&compiled).collect()),
        named(compiled.difference(&listed).collect())
    )
}

/// What Cargo builds the program of, on this machine: without what only tests need.
fn built_of(repository: &Path) -> Result<BTreeSet<Crate>> {
    let tree = [
        "tree",
        "--locked",
        "--package",
        PROGRAM,
        "--edges=normal,build",
        "--prefix=none",
        "--format={p}",
    ];
    let tree = cargo(repository, &tree)?;
    let lines = tree.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let version = |word: &str| word.strip_prefix('v').map(str::to_owned);
            let of = words.next().zip(words.next().and_then(version));
            let (name, version) = of.with_context(|| format!("cargo tree: {line:?}"))?;
            Ok((name.to_owned(), version))
        })
        .collect()
}

fn component(package: &Value, of: &Crate, hash: Option<&String>) -> Result<Value> {
    let (name, version) = of;
    let reference = reference(of);
    let kind = match name == PROGRAM {
        true => "application",
        false => "library",
    };
    let mut component = json!({
        "type": kind,
        "bom-ref": reference,
        "name": name,
        "version": version,
        "purl": reference,
    });
    // Crates of before SPDX expressions wrote a slash for the choice.
    let licence = text(package, "license").replace('/', " OR ");
    if licence.is_empty() {
        bail!("{name} {version} names no licence");
    }
    component["licenses"] = json!([{ "expression": licence }]);
    match hash {
        Some(hash) => component["hashes"] = json!([{ "alg": "SHA-256", "content": hash }]),
        // What is of this repository has no hash of its own.
        None if package["source"].is_null() => {}
        None => bail!("Cargo.lock has no hash of {name} {version}"),
    }
    let repository = text(package, "repository");
    if !repository.is_empty() {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    Ok(component)
}

/// Which crate needs which, of those that are named.
fn dependencies(metadata: &Value, names: &BTreeMap<String, String>) -> Vec<Value> {
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .into_iter()
        .flatten();
    let mut all: Vec<Value> = nodes
        .filter_map(|node| {
            let reference = names.get(node["id"].as_str()?)?;
            let needs = node["deps"].as_array().into_iter().flatten();
            let needs = needs.filter(|need| {
                let kinds = need["dep_kinds"].as_array().into_iter().flatten();
                kinds.clone().any(|kind| kind["kind"] != "dev")
            });
            let needs: BTreeSet<&String> = needs
                .filter_map(|need| names.get(need["pkg"].as_str()?))
                .collect();
            Some(json!({ "ref": reference, "dependsOn": needs }))
        })
        .collect();
    all.sort_by_key(|one| text(one, "ref"));
    all
}

/// The hashes of a lock file by crate.
fn hashes(lock: &str) -> BTreeMap<Crate, String> {
    let blocks = lock.split("[[package]]").skip(1);
    let value = |block: &str, key: &str| -> Option<String> {
        let mut lines = block.lines();
        let line = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    blocks
        .filter_map(|block| {
            let of = (value(block, "name")?, value(block, "version")?);
            Some((of, value(block, "checksum")?))
        })
        .collect()
}

/// How a crate is called in such lists (a package URL).
fn reference((name, version): &Crate) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn cargo(repository: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new("cargo")
        .args(arguments)
        // As it ships: with the features that the program asks for, and not those of the whole workspace.
        .env_remove("CARGO_RESOLVER_FEATURE_UNIFICATION")
        .current_dir(repository)
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).context("cargo wrote what is not UTF-8")
}
