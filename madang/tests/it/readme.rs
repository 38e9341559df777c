//! The pages that tell people what to type: every command on them is one that the program takes, and the files that they
//! point to are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::madang;

const PAGES: [&str; 7] = [
    "README.md",
    "README.ko.md",
    "docs/deploy.md",
    "docs/own-programme.md",
    "docs/own-programme.ko.md",
    "examples/README.md",
    "madang/README.md",
];

/// The commands of a page: what follows the program's name on a line of code, as a shell parts it.
fn commands(page: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for line in page.lines() {
        let line = line.trim().trim_start_matches("ExecStart=/usr/local/bin/");
        if !line.starts_with("madang ") {
            continue;
        }
        let line = line.split("  #").next().unwrap_or_default();
        for command in line.split(" && ") {
            let command = command.split(" > ").next().unwrap_or_default();
            let words = parted(command).into_iter().filter(|word| word != "…");
            found.push(words.skip(1).collect());
        }
    }
    found
}

/// Words, of which what stands in quotation marks is one.
fn parted(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.trim().chars() {
        match letter {
            '"' | '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_on_a_page_is_one_that_the_program_takes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut told = 0;
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).expect(page);
        for mut command in commands(&text) {
            told += 1;
            // What is wrong before it is said first; nothing is done.
            command.push("--help".to_owned());
            let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let output = madang(&arguments, "");
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{page}: {arguments:?}: {errors}");
        }
    }
    assert!(told > 30, "only {told} commands were found");
}

#[test]
fn what_a_page_points_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for page in PAGES {
        let page = root.join(page);
        let text = fs::read_to_string(&page).expect("a page");
        let folder = page.parent().expect("its folder");
        for link in text.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap_or_default();
            if !link.is_empty() && !link.contains("://") {
                let there = folder.join(link).exists();
                assert!(there, "{}: {link} is not there", page.display());
            }
        }
    }
}

/// The commands that the program has, by its help.
fn all_commands() -> Vec<String> {
    let output = madang(&["--help"], "");
    let help = String::from_utf8(output.stdout).expect("a help in UTF-8");
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.is_empty());
    // What goes on from the line above stands further to the right.
    let names = list.filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.split(' ').next());
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.iter().any(|name| name == "demo"), "{help}");
    names
}

#[test]
fn the_readme_of_the_program_has_each_of_its_commands_and_no_other() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = fs::read_to_string(page).expect("a page");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let told: BTreeSet<&str> = cells
        .flat_map(|cell| cell.split(", "))
        .filter_map(|name| name.trim_matches('`').split(' ').next())
        .collect();
    let all = all_commands();
    let all: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    let missing: Vec<_> = all
        .difference(&told)
        .filter(|name| **name != "help")
        .collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    let gone: Vec<_> = told.difference(&all).collect();
    assert!(gone.is_empty(), "no command any more: {gone:?}");
}

#[test]
fn the_readme_of_the_program_has_each_code_that_verify_ends_with() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = fs::read_to_string(page).expect("a page");
    let codes = page.split("Exit codes: ").nth(1).expect("the codes");
    let codes = codes.split("\n\n").next().unwrap_or_default();
    let help = madang(&["verify", "--help"], "");
    let help = String::from_utf8(help.stdout).expect("a help in UTF-8");
    let said = help.split("Exit code ").nth(1).expect("the codes");
    let said = said.split("\n\n").next().unwrap_or_default();
    let words = said.split_whitespace();
    let told: Vec<&str> = words.filter_map(|word| word.strip_suffix(':')).collect();
    assert_eq!(told, ["0", "1", "2", "3", "4", "5"], "{said}");
    for code in told {
        let mut words = codes.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(words.any(|word| word == code), "{code} is not in {codes}");
    }
}

/// The names of what stands in a folder of the repository, without their endings.
fn names_in(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let found = fs::read_dir(folder).expect("a folder");
    let paths = found.map(|one| one.expect("a readable folder").path());
    let names = paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

#[test]
fn a_page_that_lists_what_there_is_lists_all_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut lists = vec![(
        "crates/acceptance/README.md",
        names_in("crates/acceptance/tests/it"),
        String::new(),
    )];
    for page in ["README.md", "README.ko.md", "ARCHITECTURE.md"] {
        lists.push((page, names_in("crates"), "crates/".to_owned()));
    }
    for (page, names, before) in lists {
        let text = fs::read_to_string(root.join(page)).expect(page);
        let is_told = |name: &String| {
            let of = format!("{before}{name}");
            text.contains(&format!("`{of}`")) || text.contains(&format!("{of}/"))
        };
        let missing: Vec<_> = names
            .iter()
            .filter(|name| *name != "main" && !is_told(name))
            .collect();
        assert!(missing.is_empty(), "{page} has no line for {missing:?}");
    }
}
