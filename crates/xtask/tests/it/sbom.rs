//! The list of what the shipped program is built of.

use std::collections::{BTreeMap, BTreeSet};

use madang_xtask::{repository, sbom};
use serde_json::{Value, json};

fn document() -> Value {
    sbom::document(&repository()).expect("a list")
}

fn named(crates: &BTreeSet<sbom::Crate>, name: &str) -> usize {
    crates.iter().filter(|(is, _)| is == name).count()
}

/// Exactly those: whatever one of them needs to be built is there, what only tests need is not, and each stands in the lock file.
#[test]
fn it_lists_the_locked_crates_that_the_program_is_built_of() {
    let document = document();
    let listed = sbom::listed(&document);
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).expect("the lock file");
    for (name, version) in &listed {
        let stands = format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        assert_eq!(lock.matches(&stands).count(), 1, "{name} {version}");
    }
    for shipped in [
        "madang",
        "madang-portal",
        "madang-record",
        "sqlx",
        "serde_derive",
    ] {
        assert_eq!(named(&listed, shipped), 1, "{shipped}");
    }
    let of_tests = [
        "madang-acceptance",
        "madang-fixtures",
        "madang-xtask",
        "ct-merkle",
        "proptest",
        "scraper",
        // What an optional part of the database's library would bring.
        "sqlx-mysql",
    ];
    for left_out in of_tests {
        assert!(
            lock.contains(&format!("name = \"{left_out}\"")),
            "{left_out}"
        );
        assert_eq!(named(&listed, left_out), 0, "{left_out}");
    }
    // From the program one comes to every crate, and from none to one that is not listed.
    let needs: BTreeMap<&str, &Value> = document["dependencies"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["ref"].as_str().expect("a name"), &one["dependsOn"]))
        .collect();
    assert_eq!(needs.len(), listed.len());
    let program = document["metadata"]["component"]["bom-ref"].as_str();
    let (mut reached, mut next) = (BTreeSet::new(), vec![program.expect("a name")]);
    while let Some(one) = next.pop() {
        if reached.insert(one) {
            let of = needs[one].as_array().expect("a list");
            next.extend(of.iter().map(|need| need.as_str().expect("a name")));
        }
    }
    assert_eq!(reached.len(), listed.len());
}

/// The program carries the places of its sources for backtraces: whatever crate is named there is listed with its version.
#[test]
fn it_lists_what_the_built_program_speaks_of() {
    let Some(program) = std::env::var_os("MADANG_BINARY") else {
        eprintln!("MADANG_BINARY names no program: nothing was held against the list");
        return;
    };
    let bytes = std::fs::read(program).expect("the program");
    let listed = sbom::listed(&document());
    let listed: BTreeSet<String> = listed
        .iter()
        .map(|(name, of)| format!("{name}-{of}"))
        .collect();
    let text = String::from_utf8_lossy(&bytes);
    let mut found = BTreeSet::new();
    for place in text.split("/registry/src/").skip(1) {
        // The name of the registry, then the folder of the crate, behind which other texts may follow.
        let folder = place.split('/').nth(1).unwrap_or_default();
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
        found.extend(folder.split(|c| !is_name(c)).next());
    }
    assert!(found.len() > 50, "{found:?}");
    let missing: Vec<&&str> = found.iter().filter(|one| !listed.contains(**one)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn each_crate_has_its_licence_and_what_is_foreign_its_hash() {
    for one in document()["components"].as_array().expect("a list") {
        let licence = one["licenses"][0]["expression"]
            .as_str()
            .expect("a licence");
        assert!(!licence.contains('/'), "{one}");
        let is_ours = one["name"].as_str().expect("a name").starts_with("madang");
        let hash = one["hashes"][0]["content"].as_str().unwrap_or_default();
        assert_eq!(hash.len(), if is_ours { 0 } else { 64 }, "{one}");
    }
}

#[test]
fn a_list_that_is_not_what_was_built_is_refused() {
    let document = json!({
        "metadata": { "component": { "name": "madang", "version": "0.1.0" } },
        "components": [{ "name": "serde", "version": "1.0.0" }],
    });
    let artifact =
        |id: &str| json!({ "reason": "compiler-artifact", "package_id": id }).to_string();
    let finished = json!({ "reason": "build-finished", "success": true }).to_string();
    let of_folder = artifact("path+file:///home/madang#0.1.0");
    let serde = artifact("registry+https://github.com/rust-lang/crates.io-index#serde@1.0.0");
    let whole = [of_folder.clone(), serde.clone(), finished].join("\n");
    sbom::hold(&document, &whole).expect("the same crates");
    let more = artifact("registry+https://github.com/rust-lang/crates.io-index#syn@2.0.0");
    let refused = sbom::hold(&document, &format!("{whole}\n{more}")).expect_err("one more");
    assert!(
        refused
            .to_string()
            .ends_with("listed only:; built only: syn 2.0.0"),
        "{refused}"
    );
    let refused = sbom::hold(&document, &of_folder).expect_err("one less");
    assert!(
        refused.to_string().contains("listed only: serde 1.0.0;"),
        "{refused}"
    );
}
