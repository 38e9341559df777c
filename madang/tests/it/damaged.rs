//! A database that is damaged: the message names its file and what to do, for a page of the file as for an entry.

use std::fs;
use std::path::Path;

use crate::common::madang;
use crate::own::Own;

/// Bytes in a page of an SQLite file.
const PAGE: usize = 4096;

/// What a command on the record answers: whether it went well, and its errors.
fn run(own: &Own, command: &[&str]) -> (bool, String) {
    let data = own.path("data");
    let output = madang(&[command, &["--data", &data]].concat(), "");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!errors.contains("panicked"), "{command:?}: {errors}");
    (output.status.success(), errors)
}

/// Holds a message against what somebody needs to go on.
fn check(errors: &str, file: &Path, what: &str) {
    assert!(
        errors.contains(&file.display().to_string()),
        "{what}: {errors}"
    );
    assert!(
        errors.to_lowercase().contains("restore"),
        "{what}: {errors}"
    );
    assert!(errors.contains("madang verify"), "{what}: {errors}");
}

#[test]
fn a_damaged_page_is_told_with_its_file_and_the_remedy() {
    let own = Own::voting();
    let file = fs::canonicalize(own.path("data/madang.db")).expect("the database");
    let whole = fs::read(&file).expect("its bytes");
    let (mut told, mut by_writers) = (0, 0);
    for page in 0..whole.len() / PAGE {
        let mut damaged = whole.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        fs::write(&file, &damaged).expect("a damaged database");
        let (fine, errors) = run(&own, &["export", &own.path(&format!("export-{page}"))]);
        if !fine {
            check(&errors, &file, &format!("page {page}, export"));
            told += 1;
        }
        // Opening for writing looks at more of it.
        if page < 8 {
            let (fine, errors) = run(&own, &["rebuild"]);
            if !fine {
                check(&errors, &file, &format!("page {page}, rebuild"));
                by_writers += 1;
            }
        }
        for beside in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{beside}", file.display()));
        }
    }
    assert!(told >= 5 && by_writers >= 5, "{told} {by_writers}");
    fs::write(&file, &whole).expect("the database as it was");
    let (fine, errors) = run(&own, &["export", &own.path("export")]);
    assert!(fine, "{errors}");
}

#[test]
fn a_damaged_entry_is_told_with_its_file_and_the_remedy() {
    let own = Own::voting();
    let file = fs::canonicalize(own.path("data/madang.db")).expect("the database");
    let whole = fs::read(&file).expect("its bytes");
    // What cannot be read, what breaks a rule, and what only the tree tells apart.
    for (word, other) in [
        (
            "\"kind\":\"proposal.submitted/1\"",
            "\"kind\":\"proposal.submitted/X\"",
        ),
        ("\"actor\":\"official/", "\"actor\":\"registra/"),
        ("\"cost\":", "\"cosT\":"),
        ("\"at\":\"20", "\"at\":\"21"),
        ("\"example\":false", "\"example\":fALSE"),
    ] {
        let mut damaged = whole.clone();
        let mut places = 0;
        // Pages that are not used any more may hold it too.
        for place in 0..whole.len() - word.len() {
            if whole[place..].starts_with(word.as_bytes()) {
                damaged[place..place + other.len()].copy_from_slice(other.as_bytes());
                places += 1;
            }
        }
        assert!(places > 0, "{word} stands in an entry");
        fs::write(&file, &damaged).expect("a damaged database");
        for command in [&["export", &own.path("export")][..], &["rebuild"]] {
            let (fine, errors) = run(&own, command);
            assert!(!fine, "{word}: {command:?}");
            check(&errors, &file, &format!("{word}, {command:?}"));
        }
    }
}
