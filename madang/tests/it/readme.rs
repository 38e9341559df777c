//! The pages that tell people what to type: every command on them is one that the program takes, and the files that they
//! point to are there.

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
