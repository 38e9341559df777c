//! Runs the program on plain files, as a user does.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub fn madang(arguments: &[&str], input: &str) -> Output {
    madang_in("C", arguments, input)
}

/// The same in the language of a locale.
pub fn madang_in(locale: &str, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_madang"))
        .args(arguments)
        .env("LC_ALL", locale)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments has ended before it reads.
    let _ = child
        .stdin
        .take()
        .expect("standard input")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

pub fn file(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

pub fn json(arguments: &[&str]) -> Value {
    let output = madang(arguments, "");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

pub fn selected(arguments: &[&str]) -> Vec<String> {
    let outcome = json(arguments);
    let ids = outcome["selected"].as_array().expect("a list");
    ids.iter()
        .map(|id| id.as_str().expect("a text").to_owned())
        .collect()
}

pub fn fails(arguments: &[&str], code: i32, words: &str) {
    let output = madang(arguments, "");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    assert!(errors.contains(words), "{arguments:?}: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
}
