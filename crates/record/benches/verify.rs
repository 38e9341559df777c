//! How fast one core goes through a record: `cargo bench -p madang-record --bench verify -- [SECONDS] [STEP]`.
//!
//! Prints, for ballot entries of about 420 bytes with one sealed body, the rate of each step alone and of all of them
//! together, by the processor time of the thread where the system tells it (so that other work on the machine does not
//! count, save for the caches and cores it shares). Each step runs for the given number of seconds (default 1); STEP is a part of a step's name and picks it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use madang_record::tile::encode_bundle;
use madang_record::{
    BodyCommitment, BundleReader, Entry, EntryRef, Frontier, OpenBody, OpenBodyRef, Salt,
    SigningKey, Visibility, body_hash, check_canonical, hash, leaf_hash, time, to_canonical,
};

const ENTRIES: u64 = 65_536;

fn ballot(index: u64) -> Entry {
    let seed = hash::sha256(&index.to_be_bytes());
    let mut random = [0; 10];
    random.copy_from_slice(&seed.as_bytes()[..10]);
    let at = 1_795_416_840_000 + index * 7;
    let facts = serde_json::json!({ "token": seed.to_hex()[..32], "voter": 1 + index });
    Entry {
        kind: "ballot.cast/1".into(),
        id: time::entry_id(at, &random),
        at: time::format_at(at).unwrap_or_default(),
        actor: format!("p:{}", &seed.to_hex()[40..56]),
        space: "wieliczka-2023".into(),
        subject: "vote:wieliczka-2023/v1".into(),
        refs: Vec::new(),
        facts: facts.as_object().cloned().unwrap_or_default(),
        bodies: vec![BodyCommitment {
            name: "choices".into(),
            hash: seed,
            visibility: Visibility::Sealed {
                until: "vote:wieliczka-2023/v1".into(),
            },
        }],
    }
}

/// Processor time of this thread, or time by the wall where that cannot be had.
struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: Instant::now(),
            processor: Self::processor(),
        }
    }

    fn processor() -> Option<Duration> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ')
            .next()?
            .parse()
            .ok()
            .map(Duration::from_nanos)
    }

    fn elapsed(&self) -> Duration {
        match (self.processor, Self::processor()) {
            (Some(start), Some(now)) => now - start,
            _ => self.wall.elapsed(),
        }
    }
}

/// Runs one pass again and again and prints how many items and bytes it gets through in a second.
fn measure(name: &str, seconds: f64, items: u64, bytes: usize, mut pass: impl FnMut()) {
    let picked = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .all(|a| a.parse::<f64>().is_ok() || name.contains(a.as_str()));
    if !picked {
        return;
    }
    pass();
    let (clock, mut passes) = (Clock::start(), 0u64);
    while clock.elapsed() < Duration::from_secs_f64(seconds) {
        // Reading the clock costs more than the smallest steps.
        for _ in 0..8 {
            pass();
        }
        passes += 8;
    }
    let elapsed = clock.elapsed().as_secs_f64();
    let rate = (items * passes) as f64 / elapsed;
    let gigabytes = (bytes as u64 * passes) as f64 / elapsed / 1e9;
    println!("{name:<44} {:>9.0} k/s {gigabytes:>8.3} GB/s", rate / 1e3);
}

type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> Done {
    let seconds = std::env::args()
        .skip(1)
        .find_map(|a| a.parse().ok())
        .unwrap_or(1.0);
    let entries = (0..ENTRIES)
        .map(|i| ballot(i).to_bytes())
        .collect::<Result<Vec<_>, _>>()?;
    let bytes: usize = entries.iter().map(Vec::len).sum();
    println!(
        "{ENTRIES} ballot entries, {} bytes on average",
        bytes / entries.len()
    );
    measure_entries(seconds, &entries, bytes)?;
    measure_texts(seconds, &entries)?;
    measure_bodies(seconds)?;
    measure_checkpoints(seconds, &entries)
}

/// What a verifier does with each entry.
fn measure_entries(seconds: f64, entries: &[Vec<u8>], bytes: usize) -> Done {
    let bundles = entries
        .chunks(256)
        .map(encode_bundle)
        .collect::<Result<Vec<_>, _>>()?;
    measure("leaf hash", seconds, ENTRIES, bytes, || {
        for entry in entries {
            black_box(leaf_hash(entry));
        }
    });
    measure("check_canonical", seconds, ENTRIES, bytes, || {
        for entry in entries {
            let _ = black_box(check_canonical(entry));
        }
    });
    measure("EntryRef::parse", seconds, ENTRIES, bytes, || {
        for entry in entries {
            let _ = black_box(EntryRef::parse(entry));
        }
    });
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    measure(
        "frontier append",
        seconds,
        ENTRIES,
        32 * leaves.len(),
        || {
            let mut frontier = Frontier::new();
            for leaf in &leaves {
                frontier.append(*leaf);
            }
            black_box(frontier.root());
        },
    );
    measure(
        "bundle + parse + leaf hash + frontier",
        seconds,
        ENTRIES,
        bytes,
        || {
            let mut frontier = Frontier::new();
            for bundle in &bundles {
                let Ok(reader) = BundleReader::new(bundle, 256) else {
                    continue;
                };
                for entry in reader {
                    let _ = black_box(EntryRef::parse(entry));
                    frontier.append(leaf_hash(entry));
                }
            }
            black_box(frontier.root());
        },
    );
    Ok(())
}

/// Long canonical texts in several scripts.
fn measure_texts(seconds: f64, entries: &[Vec<u8>]) -> Done {
    let list = serde_json::json!({ "list": entries.iter().take(4096)
        .filter_map(|e| serde_json::from_slice::<serde_json::Value>(e).ok()).collect::<Vec<_>>() });
    let long = to_canonical(&list)?;
    measure(
        "check_canonical, one long ASCII value",
        seconds,
        1,
        long.len(),
        || {
            let _ = black_box(check_canonical(&long));
        },
    );
    let prose = "The minutes say who was there, what was asked and what was answered. ".repeat(16);
    let text = to_canonical(&vec![prose; 1000])?;
    measure(
        "check_canonical, English prose",
        seconds,
        1,
        text.len(),
        || {
            let _ = black_box(check_canonical(&text));
        },
    );
    let prose =
        "열린 마당에서 누구나 말하고 누구나 답을 듣는다. 기록은 지워지지 않는다. ".repeat(16);
    let text = to_canonical(&vec![prose; 1000])?;
    measure(
        "check_canonical, Korean prose",
        seconds,
        1,
        text.len(),
        || {
            let _ = black_box(check_canonical(&text));
        },
    );
    Ok(())
}

/// Opened bodies.
fn measure_bodies(seconds: f64) -> Done {
    let lines = (0..ENTRIES)
        .map(|entry| {
            let content = serde_json::json!({ "choices": [entry % 64, 3, 17], "weight": 1 });
            let salt = Salt::from_bytes(*hash::sha256(&entry.to_be_bytes()).as_bytes());
            OpenBody {
                entry,
                name: "choices".into(),
                salt,
                content,
            }
            .to_line()
        })
        .collect::<Result<Vec<_>, _>>()?;
    let bytes = lines.iter().map(String::len).sum();
    measure(
        "OpenBodyRef::parse + body hash",
        seconds,
        ENTRIES,
        bytes,
        || {
            for line in &lines {
                let _ = black_box(OpenBodyRef::parse(line).map(|body| body.hash()));
            }
        },
    );
    black_box(body_hash(&Salt::from_bytes([0; 32]), b"{}"));
    Ok(())
}

/// Signing, and writing entries.
fn measure_checkpoints(seconds: f64, entries: &[Vec<u8>]) -> Done {
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let key = SigningKey::from_seed("bench.example", [1; 32])?;
    let note = madang_record::Checkpoint {
        origin: "bench.example".into(),
        size: ENTRIES,
        root: root_of(&leaves),
    };
    measure("checkpoint signed", seconds, 1, 0, || {
        let _ = black_box(note.sign(&key));
    });
    let (text, keys) = (note.sign(&key)?, [key.verifying_key().clone()]);
    measure("checkpoint opened", seconds, 1, 0, || {
        let _ = black_box(madang_record::Checkpoint::open(&text, &keys));
    });
    measure("entry written (Entry::to_bytes)", seconds, 256, 0, || {
        for i in 0..256 {
            let _ = black_box(ballot(i).to_bytes());
        }
    });
    Ok(())
}

fn root_of(leaves: &[madang_record::Hash]) -> madang_record::Hash {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    frontier.root()
}
