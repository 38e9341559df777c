//! A synthetic log in memory, as it would be published, and a plain reader that holds it against the crate.

use std::collections::BTreeMap;
use std::path::Path;

use madang_record::tile::{
    bundles_for_size, encode_bundle, encode_tile, parse_tile, tiles_for_size,
};
use madang_record::{
    BodyCommitment, BundleReader, Checkpoint, Entry, EntryRef, Frontier, Hash, Receipt,
    ReceiptBody, Reference, Salt, SigningKey, TileNodes, TlogProof, VerifyingKey, Visibility,
    body_hash, hash, inclusion_proof, leaf_hash, time, to_canonical,
};

pub const ORIGIN: &str = "log.madang.example/test";

/// A log as it is published.
pub struct Log {
    pub key: SigningKey,
    pub entries: Vec<Vec<u8>>,
    /// Path below the log's prefix → content.
    pub files: BTreeMap<String, Vec<u8>>,
    pub root: Hash,
}

/// A seed or salt that depends on a number only.
pub fn bytes_for(label: &str, number: u64) -> [u8; 32] {
    *hash::sha256(format!("{label} {number}").as_bytes()).as_bytes()
}

pub fn content(index: u64) -> serde_json::Value {
    serde_json::json!({ "choices": [index % 64, 3], "remark": format!("voice {index}: 마당 \"열린\"") })
}

/// The `index`-th entry, different for each `label`.
pub fn entry(label: &str, index: u64) -> Entry {
    let seed = bytes_for(label, index);
    let mut random = [0; 10];
    random.copy_from_slice(&seed[..10]);
    let at = 1_795_416_840_000 + index * 13;
    let salt = Salt::from_bytes(bytes_for("salt", index));
    let canonical = to_canonical(&content(index)).unwrap();
    let facts = serde_json::json!({ "number": index, "title": format!("{label} 제안 {index}") });
    Entry {
        kind: "ballot.cast/1".into(),
        id: time::entry_id(at, &random),
        at: time::format_at(at).unwrap(),
        actor: format!("p:{}", hash::sha256(&seed))
            .chars()
            .take(18)
            .collect(),
        space: "kr0018".into(),
        subject: format!("vote:kr0018/v{}", index % 7),
        refs: if index == 0 {
            Vec::new()
        } else {
            vec![Reference {
                rel: "follows".into(),
                entry: index - 1,
            }]
        },
        facts: facts.as_object().cloned().unwrap(),
        bodies: vec![BodyCommitment {
            name: "choices".into(),
            hash: body_hash(&salt, &canonical),
            visibility: Visibility::Sealed {
                until: "vote:kr0018/v1".into(),
            },
        }],
    }
}

impl Log {
    /// A log of `size` entries; those from `fork` on are others than those of the log without a fork.
    pub fn with_fork(size: u64, fork: u64) -> Self {
        let label = |index| if index < fork { "entry" } else { "forked" };
        let entries = (0..size)
            .map(|index| entry(label(index), index).to_bytes().unwrap())
            .collect();
        Self::publish(
            entries,
            SigningKey::from_seed(ORIGIN, bytes_for("key", 0)).unwrap(),
        )
    }

    pub fn new(size: u64) -> Self {
        Self::with_fork(size, u64::MAX)
    }

    /// Tiles, bundles and checkpoint for some entries.
    pub fn publish(entries: Vec<Vec<u8>>, key: SigningKey) -> Self {
        let mut frontier = Frontier::new();
        let mut levels: Vec<Vec<Hash>> = Vec::new();
        for entry in &entries {
            frontier.append_with(leaf_hash(entry), |level, _, hash| {
                if level % 8 == 0 {
                    let level = usize::from(level / 8);
                    if levels.len() == level {
                        levels.push(Vec::new());
                    }
                    levels[level].push(*hash);
                }
            });
        }
        let size = entries.len() as u64;
        let mut files = BTreeMap::new();
        for tile in tiles_for_size(size) {
            let from = tile.index as usize * 256;
            let row = &levels[usize::from(tile.level)][from..from + usize::from(tile.width)];
            files.insert(tile.path(), encode_tile(row));
        }
        for bundle in bundles_for_size(size) {
            let from = bundle.first_entry() as usize;
            let part = &entries[from..from + usize::from(bundle.width)];
            files.insert(bundle.path(), encode_bundle(part).unwrap());
        }
        let root = frontier.root();
        let checkpoint = Checkpoint {
            origin: key.name().to_owned(),
            size,
            root,
        };
        files.insert(
            "checkpoint".into(),
            checkpoint.sign(&key).unwrap().into_bytes(),
        );
        let vkey = format!("{}\n", key.verifying_key());
        files.insert("log.vkey".into(), vkey.into_bytes());
        Self {
            key,
            entries,
            files,
            root,
        }
    }

    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    pub fn keys(&self) -> Vec<VerifyingKey> {
        vec![self.key.verifying_key().clone()]
    }

    pub fn checkpoint(&self) -> String {
        String::from_utf8(self.files["checkpoint"].clone()).unwrap()
    }

    pub fn nodes(&self) -> TileNodes<impl Fn(madang_record::TileId) -> Option<Vec<u8>> + '_> {
        TileNodes::new(self.size(), |tile| self.files.get(&tile.path()).cloned())
    }

    pub fn proof(&self, index: u64) -> TlogProof {
        let hashes = inclusion_proof(&self.nodes(), index, self.size()).unwrap();
        TlogProof {
            extra: None,
            index,
            hashes,
            checkpoint: self.checkpoint(),
        }
    }

    /// The receipt of an entry made with [`entry`], with its body.
    pub fn receipt(&self, index: u64) -> Receipt {
        let body = ReceiptBody {
            name: "choices".into(),
            salt: Salt::from_bytes(bytes_for("salt", index)),
            content: content(index),
        };
        let entry = String::from_utf8(self.entries[index as usize].clone()).unwrap();
        Receipt {
            entry,
            proof: self.proof(index),
            bodies: vec![body],
        }
    }

    pub fn write_to(&self, directory: &Path) {
        for (path, bytes) in &self.files {
            let file = directory.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
    }
}

/// Holds published files against the log's key: signature, entries, root, every tile. Says what is wrong first.
pub fn check(files: &BTreeMap<String, Vec<u8>>, keys: &[VerifyingKey]) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let get = |path: String| files.get(&path).ok_or(format!("{path} is missing"));
    let note = std::str::from_utf8(get("checkpoint".into())?).map_err(|e| text(&e))?;
    let checkpoint = Checkpoint::open(note, keys).map_err(|e| text(&e))?;
    let mut frontier = Frontier::new();
    let mut levels: BTreeMap<u8, Vec<Hash>> = BTreeMap::new();
    for bundle in bundles_for_size(checkpoint.size) {
        let reader = BundleReader::new(get(bundle.path())?, bundle.width).map_err(|e| text(&e))?;
        for bytes in reader {
            let index = frontier.size();
            EntryRef::parse(bytes).map_err(|e| format!("entry {index}: {e}"))?;
            frontier.append_with(leaf_hash(bytes), |level, _, hash| {
                if level % 8 == 0 {
                    levels.entry(level / 8).or_default().push(*hash);
                }
            });
        }
    }
    for tile in tiles_for_size(checkpoint.size) {
        let hashes = parse_tile(get(tile.path())?, tile.width).map_err(|e| text(&e))?;
        let from = tile.index as usize * 256;
        let own = &levels[&tile.level][from..from + hashes.len()];
        if let Some(at) = hashes.iter().zip(own).position(|(a, b)| a != b) {
            return Err(format!("{tile}: hash {at} is not that of the entries"));
        }
    }
    if frontier.root() != checkpoint.root {
        return Err("the entries lead to another root".into());
    }
    Ok(())
}
