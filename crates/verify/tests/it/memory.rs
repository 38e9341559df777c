//! However a record was made, and whoever serves it: checking it takes no more than 200 MB.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use madang_record::time::{entry_id, format_at, parse_at};
use madang_verify::{Options, Source, Status, verify};

use super::support::{NOW, kept, with_content, workplace};

/// The most memory that checking may take.
pub const MOST: u64 = 200 << 20;
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
pub fn checked(location: &str) -> Result<(u8, u64)> {
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
            let address = served(folder.path().to_owned(), None)?;
            let (came_to, bytes) = checked(&address)?;
            assert!(bytes <= MOST, "compressed: {} MB", bytes >> 20);
            assert_eq!(came_to, code, "compressed");
        }
    }
    Ok(())
}

/// A log may have any number of files, each of which is small on the wire and large when it is unpacked: they are read ahead one by
/// one, and no faster than they are checked.
#[test]
fn many_small_files_that_are_large_when_unpacked_take_bounded_memory() -> Result<()> {
    let mut own = kept("2026-11")?;
    let ballot = own.record.entry(own.first_ballot("vote-open")?)?;
    let times = 0..own.record.entries.len();
    let times = times.map(|index| Ok(own.record.entry(index)?["at"].as_str().and_then(parse_at)));
    let last = times.collect::<Result<Vec<_>>>()?.into_iter().max();
    let last = last.flatten().context("a time")?;
    for number in 0..BUNDLES * 256 {
        let at = last + 1 + number;
        let mut random = [0; 10];
        random[..8].copy_from_slice(&number.to_be_bytes());
        let mut entry = ballot.clone();
        entry["at"] = format_at(at).context("a time")?.into();
        entry["id"] = entry_id(at, &random).into();
        entry["facts"]["voter"] = format!("{number:032x}").into();
        let bytes = madang_record::to_canonical(&entry)?;
        own.record.entries.push(bytes);
    }
    let folder = workplace()?;
    own.record.write(folder.path(), &own.key)?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![b' '; HUGE])?;
    let packed = packed.finish()?;
    assert!(packed.len() < HUGE / 500, "{} bytes", packed.len());
    let address = served(folder.path().to_owned(), Some(packed))?;
    let (came_to, bytes) = checked(&address)?;
    println!("{BUNDLES} files of {} MB: {} MB", HUGE >> 20, bytes >> 20);
    assert!(bytes <= MOST, "{} MB", bytes >> 20);
    assert_eq!(came_to, Status::Failed.exit_code());
    Ok(())
}

/// Files of contents in a record whose files are large when they are unpacked.
const BUNDLES: u64 = 16;

/// Serves a folder compressed, on a thread that ends with the test; `contents` in the place of each file of contents, where they
/// are given.
fn served(folder: PathBuf, contents: Option<Vec<u8>>) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    let served = Arc::new((folder, contents));
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let served = Arc::clone(&served);
            thread::spawn(move || -> Result<()> {
                let (folder, contents) = served.as_ref();
                let mut reader = BufReader::new(stream.try_clone()?);
                let mut first = String::new();
                reader.read_line(&mut first)?;
                let mut line = String::new();
                while reader.read_line(&mut line)? > 2 {
                    line.clear();
                }
                let path = first.split(' ').nth(1).context("a path")?;
                let path = path.trim_start_matches('/');
                let packed = match contents.as_ref().filter(|_| path.starts_with("body/")) {
                    Some(packed) => Ok(packed.clone()),
                    None => fs::read(folder.join(path)).map(|bytes| gzip(&bytes)),
                };
                match packed {
                    Ok(packed) => {
                        stream.write_all(
                            b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n",
                        )?;
                        stream.write_all(&packed)?;
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

/// Bytes in the form of gzip, not packed at all.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::none());
    let written = out.write_all(bytes);
    written.and_then(|()| out.finish()).unwrap_or_default()
}
