//! Files of voices, and of what is added to them, are held against what the words say of them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use madang_record::{Salt, body_hash};
use madang_verify::{Options, Report, Status, What};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::hidden::erase;
use super::support::{Kept, check, kept, workplace};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn file(name: &str, kind: &str, bytes: &[u8]) -> Value {
    let salt = Salt::from_bytes([9; 32]);
    let hash = body_hash(&salt, bytes).to_string();
    let (length, salt) = (bytes.len(), salt.to_base64());
    json!({"name": name, "type": kind, "bytes": length, "salt": salt, "hash": hash})
}

/// What comes with files: a voice, and what is added to one.
const KINDS: [&str; 2] = ["voice.received/1", "voice.supplemented/1"];

/// A record of which one entry came with files.
struct With {
    kept: Kept,
    entry: usize,
}

fn with(kind: &str, files: &[Value]) -> Result<With> {
    let mut kept = kept("2026-11-listening")?;
    let open = |entry: usize| {
        let mut bodies = kept.record.bodies.iter();
        bodies.any(|body| body.entry == entry as u64 && body.name == "text")
    };
    let mut said = kept.of_kind(kind)?.into_iter();
    let entry = said.find(|entry| open(*entry)).context("its entry")?;
    let mut bodies = kept.record.bodies.iter();
    let body = bodies.find(|body| body.entry == entry as u64 && body.name == "text");
    let mut content = body.context("its words")?.content.clone();
    content["files"] = files.into();
    kept.record.set_body(entry, "text", content)?;
    Ok(With { kept, entry })
}

impl With {
    fn written(&self) -> Result<TempDir> {
        let folder = workplace()?;
        self.kept.record.write(folder.path(), &self.kept.key)?;
        Ok(folder)
    }

    fn path(&self, file: &Value) -> String {
        let hash = file["hash"].as_str().unwrap_or_default();
        format!("attachment/{}/{hash}", self.entry)
    }

    fn put(&self, folder: &Path, file: &Value, bytes: &[u8]) -> Result<()> {
        let place = folder.join(self.path(file));
        fs::create_dir_all(place.parent().context("a folder")?)?;
        Ok(fs::write(place, bytes)?)
    }

    fn checked(&self, file: &Value, bytes: &[u8]) -> Result<Report> {
        let folder = self.written()?;
        self.put(folder.path(), file, bytes)?;
        Ok(check(folder.path(), Options::default()))
    }
}

#[test]
fn files_that_are_there_are_checked_and_others_are_named() -> Result<()> {
    let kept = kept("2026-11-listening")?;
    let before = kept.judged(&kept.record)?;
    assert_eq!(before.attachments, 0);
    for kind in KINDS {
        are_checked(kind, before.status)?;
    }
    Ok(())
}

fn are_checked(kind: &str, before: Status) -> Result<()> {
    let (pdf, png) = (file("표.pdf", "pdf", PDF), file("a.png", "png", PNG));
    let with = with(kind, &[pdf.clone(), png.clone()])?;
    let folder = with.written()?;
    with.put(folder.path(), &pdf, PDF)?;
    let report = check(folder.path(), Options::default());
    assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
    assert_eq!(report.attachments, 1);
    let missing: Vec<_> = report
        .unchecked
        .iter()
        .filter(|unchecked| unchecked.what == What::Attachment)
        .collect();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].count, 1);
    assert_eq!(missing[0].entries, with.entry.to_string());
    let said = missing[0].reason.to_string();
    assert!(said.contains("not here"), "{said}");

    with.put(folder.path(), &png, PNG)?;
    let report = check(folder.path(), Options::default());
    assert_eq!(report.status, before, "{:?}", report.failures);
    assert_eq!(report.attachments, 2);
    let holds: Vec<String> = report.holds.iter().map(ToString::to_string).collect();
    assert!(
        holds
            .iter()
            .any(|said| said.starts_with("2 files of voices fit")),
        "{holds:?}"
    );
    Ok(())
}

#[test]
fn other_bytes_another_type_and_longer_files_are_lies() -> Result<()> {
    KINDS.into_iter().try_for_each(are_lies)
}

fn are_lies(kind: &str) -> Result<()> {
    let pdf = file("a.pdf", "pdf", PDF);
    let longer = [PDF, b"\n"].concat();
    let shorter = &PDF[..PDF.len() - 1];
    let mut flipped = PDF.to_vec();
    flipped[20] ^= 1;
    let honest = with(kind, std::slice::from_ref(&pdf))?;
    let lying = file("a.pdf", "pdf", PNG);
    let liar = with(kind, std::slice::from_ref(&lying))?;
    for (with, file, bytes) in [
        (&honest, &pdf, longer.as_slice()),
        (&honest, &pdf, shorter),
        (&honest, &pdf, flipped.as_slice()),
        (&honest, &pdf, &b""[..]),
        (&liar, &lying, PNG),
    ] {
        let report = with.checked(file, bytes)?;
        assert_eq!(report.status, Status::Failed);
        let failed = &report.failures[0];
        assert_eq!(failed.entry, Some(with.entry as u64));
        assert_eq!(failed.place, with.path(file));
        assert_eq!(report.failures.len(), 1, "{:?}", report.failures);
    }
    let many: Vec<Value> = (0..4u8).map(|one| file("a.pdf", "pdf", &[one])).collect();
    for files in [
        vec![pdf.clone(), pdf.clone()],
        many,
        vec![file("../a.pdf", "pdf", PDF)],
        vec![file("a.exe", "pdf", PDF)],
        vec![file("a.svg", "svg", PDF)],
        vec![file("a.pdf", "pdf", b"")],
    ] {
        let with = with(kind, &files)?;
        let report = with.checked(&pdf, PDF)?;
        assert_eq!(report.status, Status::Failed, "{files:?}");
        assert_eq!(
            report.failures[0].place,
            format!("body/{:03}", with.entry / 256)
        );
    }
    Ok(())
}

#[test]
fn files_of_words_that_are_erased_are_not_asked_for() -> Result<()> {
    let pdf = file("a.pdf", "pdf", PDF);
    for kind in KINDS {
        let mut with = with(kind, std::slice::from_ref(&pdf))?;
        let entry = with.entry;
        erase(&mut with.kept.record, entry, "text")?;
        let folder = with.written()?;
        let report = check(folder.path(), Options::default());
        assert!(report.failures.is_empty(), "{:?}", report.failures);
        let named = report
            .unchecked
            .iter()
            .any(|one| one.what == What::Attachment);
        assert!(!named, "{:?}", report.unchecked);
    }
    Ok(())
}
