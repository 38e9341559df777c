//! The tasks that write, on copies and small workspaces.

use std::fs;
use std::path::{Path, PathBuf};

use madang_xtask::new::NewKind;
use madang_xtask::{mutate, picture, repository};
use tempfile::TempDir;

const BUNDLED: NewKind<'static> = NewKind {
    feature: "proposals",
    kind: "proposal.bundled",
    command: "bundle_proposal",
    english: "Proposal bundled",
    korean: "제안 묶음",
};

/// What a new kind of `proposals` is written into, as it stands in this repository.
fn copied() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for file in [
        "crates/programme/src/proposals/mod.rs",
        "crates/store/src/proposals/project.rs",
        "crates/portal/src/proposals/said.rs",
        "crates/programme/messages/en/proposals.ftl",
        "crates/programme/messages/ko/proposals.ftl",
    ] {
        put(folder.path(), file, &read(&repository(), file));
    }
    fs::create_dir_all(folder.path().join("crates/programme/tests/facts")).expect("a folder");
    folder
}

fn put(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The lines of `new` that are not in `old`, in order.
fn added<'n>(old: &str, new: &'n str) -> Vec<&'n str> {
    let mut old = old.lines().peekable();
    let is_new = |line: &&str| old.next_if_eq(line).is_none();
    new.lines().filter(is_new).collect()
}

/// What `trait Fact` asks of each kind: `    const WHO: `, `    fn place(`.
fn items_of_fact(source: &str) -> Vec<&str> {
    let (_, body) = source.split_once("pub trait Fact: ").expect("the trait");
    let body = body.split("\n}\n").next().unwrap_or_default();
    let item = |line: &'_ str| -> Option<usize> {
        let end = match line.starts_with("    const ") {
            true => ":",
            false if line.starts_with("    fn ") => "(",
            false => return None,
        };
        line.find(end).map(|at| at + 1)
    };
    let lines = body.lines();
    lines.filter_map(|line| line.get(..item(line)?)).collect()
}

#[test]
fn a_new_kind_stands_in_each_of_its_places() {
    let folder = copied();
    let root = folder.path();
    let files = BUNDLED.write(root).expect("it is written");
    assert_eq!(
        files,
        [
            "crates/programme/src/proposals/bundled.rs",
            "crates/programme/tests/facts/proposal.bundled-1.json",
            "crates/programme/src/proposals/mod.rs",
            "crates/store/src/proposals/project.rs",
            "crates/portal/src/proposals/said.rs",
            "crates/programme/messages/en/proposals.ftl",
            "crates/programme/messages/ko/proposals.ftl",
        ]
        .map(PathBuf::from)
    );
    let source = read(root, "crates/programme/src/proposals/bundled.rs");
    assert!(source.contains("pub struct ProposalBundled {"), "{source}");
    assert!(source.contains("const KIND: &'static str = \"proposal.bundled/1\";"));
    assert!(source.contains("const ASKED: &'static str = \"bundle_proposal\";"));
    // Everything that only a person can say stops the compiler.
    let fact = read(&repository(), "crates/programme/src/fact.rs");
    let items = items_of_fact(&fact);
    for item in &items {
        assert!(source.contains(item), "{item} is not begun: {source}");
    }
    // The kind and the name of its command are said by whoever begins it.
    let asked = source.matches("compile_error!").count();
    assert_eq!(asked, items.len() - 2, "{source}");

    let now = |file: &str| read(root, file);
    let list = "crates/programme/src/proposals/mod.rs";
    let (before, after) = (read(&repository(), list), now(list));
    let added_to_list = added(&before, &after);
    assert_eq!(added_to_list[0], "mod bundled;");
    assert_eq!(added_to_list[1], "pub use bundled::ProposalBundled;");
    assert!(
        after.contains("    ProposalSplit,\n    ProposalBundled,\n}"),
        "{after}"
    );
    assert!(
        after.find("mod bundled;") < after.find("mod state;"),
        "{after}"
    );
    let project = "crates/store/src/proposals/project.rs";
    let (before, after) = (read(&repository(), project), now(project));
    assert_eq!(
        added(&before, &after),
        [
            "        Event::ProposalBundled(e) => compile_error!(\"proposal.bundled: which rows follow from it?\"),"
        ]
    );
    let said = "crates/portal/src/proposals/said.rs";
    let (before, after) = (read(&repository(), said), now(said));
    let arms = added(&before, &after);
    assert_eq!(arms.len(), 2, "{arms:?}");
    for (arm, asks) in arms
        .iter()
        .zip(["what does its entry say", "what is to be read first"])
    {
        assert!(arm.starts_with("        Event::ProposalBundled(facts) => compile_error!("));
        assert!(arm.contains(asks), "{arm}");
    }
    for (language, words) in [("en", "Proposal bundled"), ("ko", "제안 묶음")] {
        let file = format!("crates/programme/messages/{language}/proposals.ftl");
        let (before, after) = (read(&repository(), &file), now(&file));
        let line = format!("kind-proposal-bundled = {words}");
        assert_eq!(added(&before, &after), [line.as_str()]);
    }
}

#[test]
fn a_longer_list_of_kinds_keeps_a_line_for_each() {
    let folder = copied();
    let list = "crates/programme/src/proposals/mod.rs";
    let long =
        "mod state;\n\npub use state::A;\n\nevents! {\n    Proposals, \"proposals\":\n    A,\n}\n";
    put(folder.path(), list, long);
    BUNDLED.write(folder.path()).expect("it is written");
    assert_eq!(
        read(folder.path(), list),
        "mod bundled;\nmod state;\n\npub use bundled::ProposalBundled;\npub use state::A;\n\nevents! {\n    \
         Proposals, \"proposals\":\n    A,\n    ProposalBundled,\n}\n"
    );
}

#[test]
fn what_is_no_new_kind_is_refused_and_nothing_is_written() {
    let folder = copied();
    let root = folder.path();
    let list = "crates/programme/src/proposals/mod.rs";
    let before = read(root, list);
    let refused = |new: NewKind<'_>, says: &str| {
        let error = new.write(root).expect_err(says).to_string();
        assert!(error.contains(says), "{says:?} is not in {error}");
        assert_eq!(read(root, list), before, "{says}");
        assert!(
            !root
                .join("crates/programme/src/proposals/bundled.rs")
                .exists()
        );
    };
    refused(
        NewKind {
            feature: "cellar",
            ..BUNDLED
        },
        "there is no feature \"cellar\"",
    );
    refused(
        NewKind {
            kind: "bundled",
            ..BUNDLED
        },
        "is no kind",
    );
    refused(
        NewKind {
            kind: "proposal./etc",
            ..BUNDLED
        },
        "is no kind",
    );
    refused(
        NewKind {
            command: "Bundle",
            ..BUNDLED
        },
        "no name of a command",
    );
    fs::remove_file(root.join("crates/programme/messages/ko/proposals.ftl")).expect("removed");
    refused(BUNDLED, "ko/proposals.ftl");
    put(
        root,
        "crates/programme/tests/facts/proposal.bundled-1.json",
        "{}",
    );
    refused(BUNDLED, "proposal.bundled-1.json is there already");
}

#[test]
fn the_picture_stands_in_its_frame() {
    let folder = TempDir::new().expect("a folder");
    let root = folder.path();
    let manifest = |name: &str, imports: &str| {
        format!("[package]\nname = \"{name}\"\n[dependencies]\n{imports}")
    };
    put(
        root,
        "madang/Cargo.toml",
        &manifest("madang", "madang-record.workspace = true\nserde = \"1\"\n"),
    );
    put(
        root,
        "crates/record/Cargo.toml",
        &manifest("madang-record", ""),
    );
    let page = |picture: &str| {
        format!(
            "# The house\n\n<!-- cargo xtask picture --write -->\n```text\n{picture}```\n<!-- end of the picture -->\n\nMore.\n"
        )
    };
    put(root, picture::PAGE, &page("what was\n"));
    picture::write(root).expect("it is written");
    let now = page("madang            -> record\n\nrecord\n");
    assert_eq!(read(root, picture::PAGE), now);
    put(root, picture::PAGE, "# No frame\n");
    let error = picture::write(root).expect_err("no frame").to_string();
    assert!(error.contains("no place for the picture"), "{error}");
}

#[test]
fn guards_that_can_be_broken_stand_where_they_are_said_to() {
    mutate::check(&repository()).expect("each stands once");
}
