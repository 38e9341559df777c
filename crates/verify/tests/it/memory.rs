//! However a record was made, and whoever serves it: checking it takes no more than 200 MB.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use madang_verify::{Options, Source, Status, verify};

use super::support::{NOW, kept, with_content, workplace};

/// The most memory that checking may take.
const MOST: u64 = 200 << 20;
/// The child that checks: where the record is.
const CHECKED: &str = "MADANG_TEST_CHECKED";
/// Bytes of a content that was made to take memory.
const HUGE: usize = 40 << 20;

/// A list of lists: many times as long in memory as on the wire, whoever makes values of it.
fn lists(bytes: usize) -> String {
    let inner = "[0],".repeat(bytes / 4);
    format!("[{}]", inner.trim_end_matches(','))
}

/// An outcome with rounds without end.
fn rounds(outcome: &str, bytes: usize) -> Result<String> {
    let (before, after) = outcome.split_once("\"rounds\":[").context("rounds")?;
    let (first, rest) = after.split_once("},{\"budget_left\"").context("a round")?;
    let round = format!("{first}}},");
    Ok(format!(
        "{before}\"rounds\":[{}{first}}},{{\"budget_left\"{rest}",
        round.repeat(bytes / round.len())
    ))
}

/// Checks a record in a process of its own: what it came to, and the most memory that it took.
fn checked(location: &str) -> Result<(u8, u64)> {
    let child = Command::new(std::env::current_exe()?)
        .args([
            "--exact",
            "memory::checking_takes_bounded_memory",
            "--nocapture",
        ])
        .env(CHECKED, location)
        .output()?;
    let said = String::from_utf8(child.stdout)?;
    let line = said.lines().find_map(|line| line.strip_prefix("came to "));
    let line = line.with_context(|| format!("{said}{}", String::from_utf8_lossy(&child.stderr)))?;
    let (code, bytes) = line.split_once(" with ").context("two numbers")?;
    Ok((code.parse()?, bytes.parse()?))
}

fn check_here(location: &str) -> Result<()> {
    let options = Options {
        now: Some(NOW),
        ..Options::default()
    };
    let report = verify(&Source::new(location), &options, &mut |_, _| {});
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: u64 = line
        .and_then(|line| line.trim().strip_suffix(" kB"))
        .context("the most memory")?
        .parse()?;
    println!(
        "\ncame to {} with {}",
        report.status.exit_code(),
        kilobytes << 10
    );
    Ok(())
}

#[test]
fn checking_takes_bounded_memory() -> Result<()> {
    if let Ok(location) = std::env::var(CHECKED) {
        return check_here(&location);
    }
    let own = kept("2026-11-whole")?;
    let proposal = own.record.first_of("proposal.submitted/1")?;
    let ballot = own.record.first_of("ballot.cast/1")?;
    let sheet = own.record.first_of("scores.submitted/1")?;
    let selection = own.record.first_of("selection.published/1")?;
    let mut bodies = own.record.bodies.iter();
    let outcome = bodies.find(|body| body.name == "outcome");
    let outcome = madang_record::to_canonical(&outcome.context("an outcome")?.content)?;
    let outcome = String::from_utf8(outcome)?;
    let failed = Status::Failed.exit_code();
    let incomplete = Status::Incomplete.exit_code();
    let cases: [(usize, &str, bool, String, u8); 7] = [
        // A mirror changes what it serves; whoever holds the key signs it too.
        (proposal, "text", false, lists(HUGE), failed),
        (proposal, "text", true, lists(HUGE), incomplete),
        (ballot, "ballot", true, lists(HUGE), incomplete),
        (sheet, "scores", true, lists(HUGE), incomplete),
        (selection, "outcome", true, lists(HUGE), failed),
        (selection, "outcome", true, rounds(&outcome, HUGE)?, failed),
        (selection, "analysis", false, lists(HUGE), failed),
    ];
    for (index, name, signed, content, code) in cases {
        let folder = workplace()?;
        let mut kept = kept("2026-11-whole")?;
        with_content(&mut kept, index, name, signed, &content, folder.path())?;
        let location = folder.path().to_string_lossy().into_owned();
        let (came_to, bytes) = checked(&location)?;
        println!("{name} of {index}, signed {signed}: {} MB", bytes >> 20);
        assert!(bytes <= MOST, "{name} of {index}: {} MB", bytes >> 20);
        assert_eq!(came_to, code, "{name} of {index}, signed {signed}");
        if name == "text" && !signed {
            let address = served(folder.path().to_owned())?;
            let (came_to, bytes) = checked(&address)?;
            assert!(bytes <= MOST, "compressed: {} MB", bytes >> 20);
            assert_eq!(came_to, code, "compressed");
        }
    }
    Ok(())
}

/// Serves a folder compressed, on a thread that ends with the test.
fn served(folder: PathBuf) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let folder = folder.clone();
            thread::spawn(move || -> Result<()> {
                let mut reader = BufReader::new(stream.try_clone()?);
                let mut first = String::new();
                reader.read_line(&mut first)?;
                let mut line = String::new();
                while reader.read_line(&mut line)? > 2 {
                    line.clear();
                }
                let path = first.split(' ').nth(1).context("a path")?;
                match fs::read(folder.join(path.trim_start_matches('/'))) {
                    Ok(bytes) => {
                        stream.write_all(
                            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n",
                        )?;
                        stream.write_all(&gzip(&bytes))?;
                    }
                    Err(_) => stream.write_all(
                        b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                    )?,
                }
                Ok(())
            });
        }
    });
    Ok(address)
}

/// Bytes in the form of gzip, in blocks that are stored as they are.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03".to_vec();
    let mut table = [0u32; 256];
    for (index, place) in (0u32..).zip(&mut table) {
        *place = (0..8).fold(index, |sum, _| match sum & 1 {
            1 => (sum >> 1) ^ 0xedb8_8320,
            _ => sum >> 1,
        });
    }
    let mut sum = u32::MAX;
    for block in bytes.chunks(65_535) {
        let length = block.len() as u16;
        out.push(0);
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
        for byte in block {
            sum = (sum >> 8) ^ table[usize::from(sum as u8 ^ *byte)];
        }
    }
    out.extend(b"\x01\x00\x00\xff\xff");
    out.extend((!sum).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}
