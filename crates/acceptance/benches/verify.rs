//! `madang verify` on a large record: entries per second of processor time, and the most memory it ever had.
//!
//!     cargo bench -p madang-acceptance --bench verify -- [ENTRIES]
//!
//! Promised: ≥ 450,000 entries per second and core, ≤ 30 MB whatever the log's size. The record is a vote with sealed
//! ballots, made here entry by entry with the record crate; TMPDIR needs about a kilobyte for each.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use madang_acceptance::data::{Data, PROGRAMME, VOTE};
use madang_acceptance::program::{madang, peak_memory};
use madang_acceptance::record::Published;
use madang_programme::Grain;
use madang_record::body::{Salt, body_hash};
use madang_record::hash::sha256;
use madang_record::tile::{
    TileId, body_path, bundles_for_size, encode_bundle, encode_tile, tile_root, tiles_for_size,
};
use madang_record::time::{format_at, parse_at, timeless_entry_id};
use madang_record::{Checkpoint, Entry, Frontier, Hash, leaf_hash};

fn main() -> Result<()> {
    let size = std::env::args()
        .skip(1)
        .find_map(|word| word.parse().ok())
        .unwrap_or(3_000_000);
    let folder = tempfile::tempdir()?;
    let record = folder.path().join("record");
    let bytes = make(folder.path(), &record, size)?;
    println!(
        "a record of {size} entries, {:.0} bytes each",
        bytes as f64 / size as f64
    );
    for _ in 0..2 {
        measure(&record, size)?;
    }
    Ok(())
}

/// Runs the verifier and reads its processor time and memory from /proc while it runs.
fn measure(record: &Path, size: u64) -> Result<()> {
    let since = Instant::now();
    let mut child = madang(["verify", &record.to_string_lossy()])
        .stdout(Stdio::piped())
        .spawn()?;
    let (mut processor, mut memory) = (Duration::ZERO, 0u64);
    let status = loop {
        let proc = format!("/proc/{}", child.id());
        memory = memory.max(peak_memory(child.id()));
        if let Ok(text) = fs::read_to_string(format!("{proc}/stat")) {
            processor = processor.max(processor_time(&text).unwrap_or_default());
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut said = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut said)?;
    }
    ensure!(
        status.success(),
        "madang verify ended with {status}: {said}"
    );
    println!(
        "verified in {:.2} s; {:.2} s of processor time: {:.0} entries per second and core; at most {:.1} MB",
        since.elapsed().as_secs_f64(),
        processor.as_secs_f64(),
        size as f64 / processor.as_secs_f64(),
        memory as f64 / 1000.0 * 1.024,
    );
    Ok(())
}

/// User and system time from /proc/PID/stat, in ticks of a hundredth of a second.
fn processor_time(stat: &str) -> Option<Duration> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// Writes a record of `size` entries, bundle by bundle; gives the bytes of its entries.
fn make(folder: &Path, record: &Path, size: u64) -> Result<u64> {
    let data = Data::new(folder.join("data"), None);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(data.open_vote())?;
    let begun = Published::read(&data.export(&folder.join("begun"))?)?;
    let last = begun.entries.last().context("an empty record")?;
    let last: serde_json::Value = serde_json::from_slice(last)?;
    let start = last["at"].as_str().and_then(parse_at).context("a time")?;

    let vote = begun.first_of("vote.opened/1")? as u64;

    let mut leaves: Vec<Hash> = Vec::with_capacity(usize::try_from(size)?);
    let mut frontier = Frontier::new();
    let mut bytes = 0;
    let put = |path: &str, content: &[u8]| -> Result<()> {
        let file = record.join(path);
        fs::create_dir_all(file.parent().unwrap_or(record))?;
        Ok(fs::write(file, content)?)
    };
    for bundle in bundles_for_size(size) {
        let first = bundle.first_entry();
        let entries = (first..first + u64::from(bundle.width))
            .map(|index| match begun.entries.get(usize::try_from(index)?) {
                Some(entry) => Ok(entry.clone()),
                None => ballot(index, Grain::HOUR.begin(start), vote),
            })
            .collect::<Result<Vec<_>>>()?;
        for entry in &entries {
            bytes += entry.len() as u64;
            let leaf = leaf_hash(entry);
            leaves.push(leaf);
            frontier.append(leaf);
        }
        put(&bundle.path(), &encode_bundle(&entries)?)?;
    }
    let mut levels = vec![leaves];
    while let Some(below) = levels.last().filter(|level| level.len() >= 256) {
        let above = below.chunks_exact(256).filter_map(tile_root).collect();
        levels.push(above);
    }
    for TileId {
        level,
        index,
        width,
    } in tiles_for_size(size)
    {
        let from = usize::try_from(index)? * 256;
        let hashes = &levels[usize::from(level)][from..from + usize::from(width)];
        put(
            &TileId {
                level,
                index,
                width,
            }
            .path(),
            &encode_tile(hashes),
        )?;
    }
    let mut bodies = String::new();
    for body in &begun.bodies {
        bodies.push_str(&body.to_line()?);
        bodies.push('\n');
    }
    put(&body_path(0), bodies.as_bytes())?;
    put("log.vkey", begun.key.as_bytes())?;
    let checkpoint = Checkpoint {
        origin: begun.origin,
        size,
        root: frontier.root(),
    };
    put("checkpoint", checkpoint.sign(&data.key()?)?.as_bytes())?;
    Ok(bytes)
}

/// A ballot under seal, as the store makes them.
fn ballot(index: u64, unix_ms: u64, vote: u64) -> Result<Vec<u8>> {
    let random = sha256(&index.to_be_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&random.as_bytes()[..16]);
    let subject = format!("vote:{PROGRAMME}/{VOTE}");
    let facts = serde_json::json!({
        "programme": PROGRAMME,
        "vote": VOTE,
        "voter": &random.to_hex()[..32],
    });
    let hash = body_hash(
        &Salt::from_bytes(*random.as_bytes()),
        br#"{"choices":["p1"]}"#,
    );
    let entry = Entry {
        kind: "ballot.cast/1".to_owned(),
        id: timeless_entry_id(&id),
        at: format_at(unix_ms).context("a time")?,
        actor: "registrar/http".to_owned(),
        space: PROGRAMME.to_owned(),
        subject: subject.clone(),
        refs: vec![madang_record::Reference {
            rel: "vote".to_owned(),
            entry: vote,
        }],
        facts: facts.as_object().cloned().unwrap_or_default(),
        bodies: vec![madang_record::BodyCommitment {
            name: "ballot".to_owned(),
            hash,
            visibility: madang_record::Visibility::Sealed { until: subject },
        }],
    };
    Ok(entry.to_bytes()?)
}
