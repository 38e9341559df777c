//! Two exports into one directory: the slower one puts nothing older back.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use madang_acceptance::record::Published;

use crate::own::{Own, PROGRAMME};

#[test]
fn an_export_waits_for_another_into_its_directory_and_takes_what_came_meanwhile() {
    let own = Own::voting();
    let to = own.path("export");
    own.act(&["export", &to]);
    let before = Published::read(Path::new(&to)).expect("a record");
    // As another export holds it.
    let held = File::open(&to).expect("a folder");
    held.try_lock().expect("nobody has it");
    let mut waiting = Command::new(env!("CARGO_BIN_EXE_madang"))
        .args(["export", &to, "--data", &own.path("data")])
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said = BufReader::new(waiting.stderr.take().expect("standard error"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert!(line.contains("another export writes into"), "{line}");
    let ballots = own.path("files/ballots.csv");
    own.act(&["import", &ballots, "--programme", PROGRAMME]);
    let untouched = Published::read(Path::new(&to)).expect("a record");
    assert_eq!(untouched.entries, before.entries, "nothing is written yet");
    drop(held);
    assert!(waiting.wait().expect("it ends").success());
    let now = Published::read(Path::new(&to)).expect("a record");
    assert_eq!(now.entries.len(), before.entries.len() + 3);
    // Nothing is left in the directory but the record.
    let names = fs::read_dir(&to).expect("a folder");
    let mut names: Vec<String> = names
        .map(|file| {
            file.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, ["body", "checkpoint", "log.vkey", "tile"]);
}
