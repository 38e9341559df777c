//! What the program answers to calls of the field that cannot be carried out, and what its log looks like in a file.

use std::process::Command;

use crate::common::{fails, file, madang};
use tempfile::TempDir;

#[test]
fn what_is_no_key_is_told_once_with_the_form_that_a_key_has() {
    let folder = TempDir::new().expect("a folder");
    let record = folder.path().to_string_lossy().into_owned();
    // Neither does one that is cut, or of another record's note, pass for one.
    let form = "it must be <name>+<id>+<base64>";
    let of_another_name =
        "example.net/madang+33f23734+AUBQyMHAP1oJFxKiWhQIPEqgZrDC+Bv4kCQvGZx3Cv0Y";
    for (bogus, reason) in [
        ("bogus", form),
        ("example.org/madang+33f23734", form),
        ("", form),
        (
            "a+b+c",
            "its id must be eight lower-case hexadecimal digits",
        ),
        (
            "a+33f23734+c",
            "its last part must be padded standard base64",
        ),
        (of_another_name, "its id does not fit its name and bytes"),
    ] {
        let output = madang(&["verify", &record, "--key", bogus], "");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{bogus}: {errors}");
        let told = format!("--key {bogus}: not a verifier key: {reason}");
        let named = errors.matches(&told).count();
        assert_eq!((named, errors.lines().count()), (1, 1), "{errors}");
        assert!(output.stdout.is_empty(), "nothing was checked");
    }
}

/// As a poll tool in PHP writes it: blanks behind the separator are no part of a word, and a row without one is none.
#[test]
fn a_row_without_separator_is_told_with_its_place() {
    let folder = TempDir::new().expect("a folder");
    let text = |rule: &str| {
        format!(
            "META\nkey; value\nbudget; 100\nvote_type; approval\n{rule}\nPROJECTS\nproject_id; cost\n1; 50\nVOTES\nvoter_id; vote\na; 1\n"
        )
    };
    let colon = file(&folder, "colon.pb", &text("rule: unknown"));
    fails(
        &["select", &colon, "--rule", "greedy"],
        1,
        "colon.pb: line 5",
    );
    fails(&["select", &colon, "--rule", "greedy"], 1, "rule: unknown");
    let blanks = file(&folder, "blanks.pb", &text("rule; unknown"));
    let selected = crate::common::selected(&["select", &blanks, "--rule", "greedy", "--json"]);
    assert_eq!(selected, ["1"]);
}

#[test]
fn a_log_that_goes_to_a_file_has_no_colours() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let mistaken = file(&folder, "mistaken.json", "{}");
    let output = Command::new(env!("CARGO_BIN_EXE_madang"))
        .args(["import", &mistaken, "--data"])
        .arg(&data)
        // Whoever likes colours everywhere still finds none in a file.
        .envs([
            ("LC_ALL", "C"),
            ("MADANG_LOG", "debug"),
            ("CLICOLOR_FORCE", "1"),
        ])
        .output()
        .expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("a command on the record was refused"),
        "{errors}"
    );
    assert!(errors.contains("DEBUG"), "{errors}");
    assert!(!errors.contains('\u{1b}'), "{errors:?}");
}
