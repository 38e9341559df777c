//! Files that were made to keep a verifier busy, and files that a log may have tidied away.

use std::fs;

use anyhow::{Context, Result};
use madang_verify::{Options, Status};

use super::support::{check, kept, with_content, workplace};

#[test]
fn tens_of_thousands_of_lines_for_one_entry_are_left_after_the_first_few() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let folder = workplace()?;
    kept.record.write(folder.path(), &kept.key)?;
    let file = folder.path().join("body/000");
    let text = fs::read_to_string(&file)?;
    let line = text.lines().next().context("a line")?;
    let name = line.find(",\"name\":\"text\"").context("a name")?;
    let mut lines = String::new();
    for number in 0..80_000 {
        lines.push_str(&line[..name]);
        lines.push_str(&format!(",\"name\":\"text{number}\""));
        lines.push_str(&line[name + ",\"name\":\"text\"".len()..]);
        lines.push('\n');
    }
    fs::write(&file, [lines.as_str(), &text].concat())?;
    let report = check(folder.path(), Options::default());
    assert_eq!(report.status, Status::Failed);
    assert_eq!(report.failures.len() as u64 + report.more_failures, 258);
    Ok(())
}

#[test]
fn a_log_that_deleted_its_partial_tiles_still_verifies() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let size = kept.record.entries.len();
    let folder = workplace()?;
    kept.record.write(folder.path(), &kept.key)?;
    for (path, more) in [("tile/entries", 3), ("tile/0", 32)] {
        let partial = folder.path().join(path).join(format!("000.p/{size}"));
        let mut full = fs::read(&partial)?;
        for _ in size..256 {
            // What came after the checkpoint is none of its business, as long as it has the form of entries.
            full.extend(if more == 3 {
                vec![0, 1, b'x']
            } else {
                vec![7; more]
            });
        }
        fs::remove_dir_all(folder.path().join(path).join("000.p"))?;
        fs::write(folder.path().join(path).join("000"), full)?;
    }
    let report = check(folder.path(), Options::default());
    assert_eq!(
        report.status,
        Status::VerifiedExcept,
        "{:?}",
        report.failures
    );

    // The full tile is checked as the partial one would be.
    let tile = folder.path().join("tile/0/000");
    let mut bytes = fs::read(&tile)?;
    bytes[5 * 32] ^= 1;
    fs::write(&tile, bytes)?;
    let report = check(folder.path(), Options::default());
    assert_eq!(report.failures[0].entry, Some(5), "{:?}", report.failures);
    Ok(())
}

#[test]
fn an_address_where_nobody_answers_was_not_read() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let source = madang_verify::Source::new(&format!("http://{address}"));
    let report = madang_verify::verify(&source, &Options::default(), &mut |_, _| {});
    assert_eq!(report.status, Status::Unread);
    assert_eq!(report.status.exit_code(), 4);
}

#[test]
fn a_content_that_is_altered_where_it_is_served_fails() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let proposal = kept.record.first_of("proposal.submitted/1")?;
    let mut bodies = kept.record.bodies.iter();
    let own = bodies.find(|body| body.entry == proposal as u64);
    let own = serde_json::to_string(&own.context("a text")?.content)?;
    let other = own.replacen(":\"", ":\"!", 1);
    assert_ne!(other, own);
    let folder = workplace()?;
    with_content(&mut kept, proposal, "text", false, &other, folder.path())?;
    let report = check(folder.path(), Options::default());
    let failed: Vec<_> = report.failures.iter().map(|one| one.entry).collect();
    assert_eq!(failed, [Some(proposal as u64)], "{:?}", report.failures);
    Ok(())
}
