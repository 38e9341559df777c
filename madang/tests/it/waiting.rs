//! What would be waited for without an end is refused, or said.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::own::Own;

#[test]
fn a_pipe_with_a_name_is_refused_wherever_a_file_is_read() {
    let own = Own::new();
    own.templates();
    for name in ["pipe.csv", "pipe.pb", "pipe.json"] {
        let pipe = own.path(name);
        let made = Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo runs").success());
        // Who reads it all the same finds nothing in it, and does not hang.
        thread::spawn(move || {
            while let Ok(end) = OpenOptions::new().write(true).open(&pipe) {
                drop(end);
                thread::sleep(Duration::from_millis(200));
            }
        });
    }
    let (csv, pb, json) = (
        own.path("pipe.csv"),
        own.path("pipe.pb"),
        own.path("pipe.json"),
    );
    let ballots = own.file("b.csv", b"voter_id,vote\nk1,1\n");
    let (data, files) = (own.path("data"), own.path("files"));
    let (made, programme) = (own.path("made"), format!("{files}/programme.json"));
    let (code, _, errors) = own.run(&["import", &programme, "--data", &made]);
    assert_eq!(code, Some(0), "{errors}");
    for arguments in [
        &["import", &csv, "--data", &data][..],
        &["import", &json, "--data", &data],
        &["demo", "--no-serve", "--vote", &pb, "--data", &data],
        &["operator", "set", &json, "--data", &made],
        &["verify", &files, "--receipt", &json],
        &["verify", &files, "--old", &json],
        &["verify", &files, "--policy", &json],
        &["select", &pb],
        &["select", &ballots, "--rule-file", &json],
    ] {
        let (code, _, errors) = own.run(arguments);
        assert_ne!(code, Some(0), "{arguments:?}");
        assert!(errors.contains("it is a pipe"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_file_without_an_end_is_refused_wherever_one_is_read_whole() {
    let own = Own::new();
    for name in ["zero.csv", "zero.json", "ballots.csv"] {
        std::os::unix::fs::symlink("/dev/zero", own.path(name)).expect("a link");
    }
    let projects = own.file("p.csv", b"project_id,cost\n1,5\n");
    let (csv, json, ballots) = (
        own.path("zero.csv"),
        own.path("zero.json"),
        own.path("ballots.csv"),
    );
    for arguments in [
        &["select", &json][..],
        &["select", &csv, "--ballots", &projects],
        &["select", &projects, "--ballots", &ballots],
    ] {
        let (code, _, errors) = own.run(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {errors}");
        assert!(errors.contains("MiB"), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_server_that_says_nothing_is_told_of_after_some_seconds() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let silent = thread::spawn(move || {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept() {
            held.push(stream);
        }
    });
    let mut child = Command::new(env!("CARGO_BIN_EXE_madang"))
        .args(["verify", &format!("http://127.0.0.1:{port}")])
        .env("LC_ALL", "C.UTF-8")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let errors = child.stderr.take().expect("a pipe");
    let (told, first) = mpsc::channel();
    thread::spawn(move || {
        let line = BufReader::new(errors).lines().next();
        told.send(line.and_then(Result::ok).unwrap_or_default())
    });
    let line = first.recv_timeout(Duration::from_secs(20));
    child.kill().expect("it still waits");
    child.wait().expect("it ends");
    assert!(!silent.is_finished());
    let line = line.expect("a line while it waits");
    assert!(line.contains("has said nothing so far"), "{line}");
}

#[test]
fn where_nothing_can_be_listened_on_nothing_is_begun() {
    let own = Own::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for command in ["serve", "demo"] {
        let data = own.path(command);
        let (code, _, errors) = own.run(&[command, "--listen", &address, "--data", &data]);
        assert_eq!(code, Some(1), "{errors}");
        assert!(errors.contains(&address), "{errors}");
        assert!(!Path::new(&data).exists(), "{command} has begun a record");
    }
}
