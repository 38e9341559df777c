//! A record on a disk that can only be read: it is read, and what cannot be is said plainly.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use madang_acceptance::record::files;

use crate::own::Own;

/// The program on a data directory that it can only read: on a mount for reading where this process may mount, else by the
/// folder's mode.
fn reading(own: &Own, command: &[&str]) -> Command {
    let data = own.path("data");
    let program = env!("CARGO_BIN_EXE_madang");
    let about = fs::metadata(&data).expect("the data directory");
    let mut run = if about.uid() == 0 {
        let mut run = Command::new("unshare");
        let mounted =
            "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
        run.args(["-m", "sh", "-c", mounted, &data, program]);
        run
    } else {
        for file in files(Path::new(&data)).expect("its files") {
            let mode = fs::Permissions::from_mode(0o400);
            fs::set_permissions(Path::new(&data).join(file), mode).expect("a mode");
        }
        fs::set_permissions(&data, fs::Permissions::from_mode(0o500)).expect("a mode");
        Command::new(program)
    };
    run.args(command).args(["--data", &data]);
    run.stdout(Stdio::piped()).stderr(Stdio::piped());
    run
}

fn run(own: &Own, command: &[&str]) -> (bool, String) {
    let output = reading(own, command).output().expect("it runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!errors.contains("panicked"), "{errors}");
    (output.status.success(), errors)
}

#[test]
fn a_record_is_exported_from_a_disk_that_can_only_be_read() {
    let own = Own::voting();
    let whole = own.record();
    let (fine, errors) = run(&own, &["export", &own.path("again")]);
    assert!(fine, "{errors}");
    let again = own.path("again");
    let again = madang_acceptance::record::Published::read(Path::new(&again)).expect("a record");
    assert_eq!(again.entries, whole.entries);
    assert_eq!(again.bodies, whole.bodies);
}

#[test]
fn a_database_that_was_not_closed_is_told_where_only_reading_is_possible() {
    let own = Own::voting();
    let file = fs::canonicalize(own.path("data/madang.db")).expect("the database");
    let log = format!("{}-wal", file.display());
    fs::write(&log, [0; 32]).expect("what a stopped server leaves");
    let (fine, errors) = run(&own, &["export", &own.path("again")]);
    assert!(!fine);
    for words in [file.to_str().expect("a path"), &log, "was not closed"] {
        assert!(errors.contains(words), "{words}: {errors}");
    }
    let (fine, errors) = run(&own, &["rebuild"]);
    assert!(!fine);
    assert!(errors.contains(own.path("data").as_str()), "{errors}");
}

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn asked(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream
        .write_all(request.as_bytes())
        .expect("the request goes out");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_portal_on_a_disk_that_can_only_be_read_shows_the_record_and_records_nothing() {
    let own = Own::voting();
    // Where the server was never started there is no registrar's token, and none can be made.
    let listen = ["serve", "--listen", "127.0.0.1:0", "--admin-listen", "off"];
    let mut server = Server(reading(&own, &listen).spawn().expect("it starts"));
    let out = server.0.stdout.take().expect("its words");
    let mut said = String::new();
    let mut address = None;
    for line in BufReader::new(out).lines() {
        let line = line.expect("a line");
        said.push_str(&line);
        if let Some((_, rest)) = line.split_once("portal on http://") {
            address = rest.split('/').next().map(str::to_owned);
            break;
        }
    }
    let address = address.unwrap_or_else(|| panic!("it does not listen: {said}"));
    assert!(said.contains("cannot be written"), "{said}");
    assert!(said.contains("READ-ONLY"), "{said}");
    for page in [
        "/en/",
        "/en/record",
        "/checkpoint",
        "/en/programmes/youth-2026",
    ] {
        let request = format!("GET {page} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = asked(&address, &request);
        assert!(answer.starts_with("HTTP/1.1 200"), "{page}: {answer}");
    }
    let ballot = "POST /api/v1/programmes/youth-2026/votes/vote-1/ballots HTTP/1.1\r\nHost: x\r\n\
                  Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    let answer = asked(&address, ballot);
    let status = answer.split(' ').nth(1).unwrap_or_default();
    assert!(["401", "403", "503"].contains(&status), "{answer}");
}
