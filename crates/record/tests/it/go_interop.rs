//! Go's sumdb/tlog and sumdb/note, from a fixed Go, agree with what this crate writes and reject what was tampered with.
//!
//! The toolchain is fetched from PyPI by `tests/interop/run.sh` at the root of the repository. Where that cannot be
//! done this test fails; only with MADANG_SKIP_INTEROP=1, and never where CI=true, does it stand aside.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::{Log, bytes_for};
use madang_record::tile::{encode_bundle, encode_tile};
use madang_record::{Note, SigningKey, TlogProof, cosignature, leaf_hash};

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/run.sh")
}

/// Whether to run; asks for the toolchain once.
fn ready() -> bool {
    static READY: OnceLock<bool> = OnceLock::new();
    *READY.get_or_init(|| {
        let is = |name, value| std::env::var(name).is_ok_and(|found| found == value);
        if is("MADANG_SKIP_INTEROP", "1") && !is("CI", "true") {
            eprintln!("MADANG_SKIP_INTEROP=1: the independent verifier is not run");
            return false;
        }
        let setup = Command::new("sh")
            .arg(script())
            .arg("--setup")
            .output()
            .unwrap();
        assert!(
            setup.status.success(),
            "the Go verifier cannot be had; set MADANG_SKIP_INTEROP=1 to go without it:\n{}",
            String::from_utf8_lossy(&setup.stderr)
        );
        true
    })
}

/// A published log in a directory of its own.
struct Export {
    directory: tempfile::TempDir,
}

impl Export {
    fn new(log: &Log) -> Self {
        let directory = tempfile::tempdir().unwrap();
        log.write_to(directory.path());
        Self { directory }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    /// Runs the verifier; gives its exit status and what it says.
    fn run(&self, old: Option<&Path>, receipt: Option<&Path>) -> (i32, String) {
        let mut command = Command::new("sh");
        command.arg(script()).arg(self.directory.path());
        command.arg(old.unwrap_or(Path::new("-")));
        command.args(receipt);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap_or(-1),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    #[track_caller]
    fn accepted(&self, old: Option<&Path>, receipt: Option<&Path>) {
        let (status, said) = self.run(old, receipt);
        assert_eq!(status, 0, "{said}");
        assert!(said.ends_with("ACCEPTED\n"), "{said}");
    }

    #[track_caller]
    fn rejected(&self, old: Option<&Path>, receipt: Option<&Path>, because: &str) {
        let (status, said) = self.run(old, receipt);
        assert_eq!(status, 1, "{said}");
        assert!(
            said.contains("REJECTED:") && said.contains(because),
            "{said}"
        );
    }

    /// Changes a file, asks, and puts it back.
    #[track_caller]
    fn rejected_with(&self, name: &str, change: impl FnOnce(&mut Vec<u8>), because: &str) {
        let original = std::fs::read(self.path(name)).unwrap();
        let mut changed = original.clone();
        change(&mut changed);
        assert_ne!(changed, original);
        self.write(name, changed);
        self.rejected(None, None, because);
        self.write(name, original);
    }

    fn swap(&self, a: &str, b: &str) {
        let (first, second) = (
            std::fs::read(self.path(a)).unwrap(),
            std::fs::read(self.path(b)).unwrap(),
        );
        self.write(a, second);
        self.write(b, first);
    }
}

#[test]
fn go_accepts_every_size_at_the_edges_of_tiles() {
    if !ready() {
        return;
    }
    for size in [0, 1, 2, 255, 256, 257, 1_000] {
        let log = Log::new(size);
        let export = Export::new(&log);
        // Each log as an older one of itself, and a smaller one.
        let old = export.path("checkpoint");
        export.accepted(Some(&old), None);
        let smaller = export.write("old", Log::new(size / 2).checkpoint());
        export.accepted(Some(&smaller), None);
    }
}

#[test]
fn go_accepts_proofs_and_receipts_and_rejects_altered_ones() {
    if !ready() {
        return;
    }
    let log = Log::new(1_000);
    let export = Export::new(&log);
    for index in [0, 511, 512, 999] {
        let file = export.write("receipt.json", log.receipt(index).to_json().unwrap());
        export.accepted(None, Some(&file));
        let file = export.write("a.tlog-proof", log.proof(index).to_string());
        export.accepted(None, Some(&file));
    }
    // A receipt from when the log was smaller.
    let early = Log::new(300).receipt(299).to_json().unwrap();
    let file = export.write("receipt.json", &early);
    export.accepted(None, Some(&file));

    let altered = early.replace("제안 299", "제안 298");
    assert_ne!(altered, early);
    let file = export.write("receipt.json", altered);
    export.rejected(None, Some(&file), "entry 299 is not in the log");
    let altered = early.replacen("voice 299", "voice 298", 1);
    assert_ne!(altered, early);
    let file = export.write("receipt.json", altered);
    export.rejected(None, Some(&file), "the body \"choices\" is not the one");
    let proof = log.proof(5);
    let moved = TlogProof { index: 6, ..proof };
    let file = export.write("a.tlog-proof", moved.to_string());
    export.rejected(None, Some(&file), "entry 6 is not in the log");
    // A receipt of a fork, soundly signed by the same key.
    let forked = Log::with_fork(900, 5).receipt(600).to_json().unwrap();
    let file = export.write("receipt.json", forked);
    export.rejected(None, Some(&file), "the log forked");
}

#[test]
fn go_rejects_a_tampered_log() {
    if !ready() {
        return;
    }
    let log = Log::new(1_300);
    let export = Export::new(&log);
    export.accepted(None, None);

    // Within an entry, not in its length.
    let flip = |bytes: &mut Vec<u8>| {
        let at = bytes.len().min(200) / 2;
        bytes[at] ^= 1;
    };
    export.rejected_with("tile/entries/002", flip, "the entries lead to the root");
    export.rejected_with(
        "tile/0/002",
        flip,
        "tile/0/002 is not the tile of these entries",
    );
    export.rejected_with("tile/1/000.p/5", flip, "tile/1/000.p/5 is not the tile");
    export.rejected_with(
        "tile/0/005.p/20",
        |b| b.truncate(b.len() - 32),
        "bytes long",
    );
    export.rejected_with(
        "tile/entries/005.p/20",
        |b| b.truncate(b.len() - 1),
        "ends inside entry 1299",
    );
    export.rejected_with(
        "tile/entries/000",
        |b| b.push(0),
        "1 bytes after its last entry",
    );
    export.rejected_with("checkpoint", flip, "checkpoint");
    export.rejected_with("log.vkey", flip, "log.vkey");

    // Two bundles together with their tiles: what the Go versions before the fix accepted.
    export.swap("tile/entries/003", "tile/entries/004");
    export.swap("tile/0/003", "tile/0/004");
    export.rejected(None, None, "the entries lead to the root");
    export.swap("tile/entries/003", "tile/entries/004");
    export.swap("tile/0/003", "tile/0/004");
    export.accepted(None, None);

    // An altered entry whose bundle and tile agree with each other.
    let mut entries: Vec<&[u8]> = log.entries[256..512].iter().map(Vec::as_slice).collect();
    entries[9] = &log.entries[0];
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    export.write("tile/0/001", encode_tile(&leaves));
    export.write("tile/entries/001", encode_bundle(&entries).unwrap());
    export.rejected(None, None, "the entries lead to the root");
}

#[test]
fn go_rejects_a_stolen_name_and_a_fork() {
    if !ready() {
        return;
    }
    let log = Log::new(700);
    let export = Export::new(&log);
    let thief = SigningKey::from_seed(crate::support::ORIGIN, [66; 32]).unwrap();
    let vkey = std::fs::read(export.path("log.vkey")).unwrap();
    let stolen = Log::publish(log.entries.clone(), thief);
    stolen.write_to(export.directory.path());
    export.accepted(None, None);
    export.write("log.vkey", vkey);
    export.rejected(None, None, "checkpoint");

    let export = Export::new(&log);
    for (size, fork, because) in [
        (700, 650, "the log forked"),
        (600, 10, "the log forked"),
        (800, 800, "the log shrank from 800 entries to 700"),
    ] {
        let old = export.write("old", Log::with_fork(size, fork).checkpoint());
        export.rejected(Some(&old), None, because);
    }
}

#[test]
fn go_checks_cosignatures_by_its_own_ed25519() {
    if !ready() {
        return;
    }
    let log = Log::new(300);
    let export = Export::new(&log);
    let witness = SigningKey::cosigner_from_seed("w.example", bytes_for("w", 0)).unwrap();
    export.write("witness.vkey", format!("{}\n", witness.verifying_key()));
    let mut note = Note::parse(&log.checkpoint()).unwrap();
    note.signatures
        .push(cosignature::sign(&witness, &note.text, 1_800_000_000).unwrap());
    export.write("checkpoint", note.to_string());
    export.accepted(None, None);
    note.signatures[1].signature[7] ^= 1;
    export.write("checkpoint", note.to_string());
    export.rejected(None, None, "checkpoint");
}

/// A hundred thousand roots and proofs of trees of random sizes, as Go's tlog makes them.
#[test]
fn go_makes_the_same_roots_and_proofs() {
    use madang_record::hash::sha256;
    use madang_record::{Frontier, Hash, NodeReader, consistency_proof, inclusion_proof, tree};
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    if !ready() {
        return;
    }
    const LARGEST: u64 = 70_000;
    struct Nodes(BTreeMap<(u8, u64), Hash>);
    impl NodeReader for Nodes {
        fn node(&self, level: u8, index: u64) -> Option<Hash> {
            self.0.get(&(level, index)).copied()
        }
    }
    let (mut frontier, mut nodes) = (Frontier::new(), Nodes(BTreeMap::new()));
    for index in 0..LARGEST {
        frontier.append_with(leaf_hash(&index.to_be_bytes()), |level, index, hash| {
            nodes.0.insert((level, index), *hash);
        });
    }
    let digest = |proof: &[Hash]| sha256(&encode_tile(proof));
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |limit: u64| {
        // SplitMix64's step is enough to spread the cases.
        random = random
            .wrapping_mul(0xd129_0e5b_6bd7_2ea5)
            .wrapping_add(0x2545_f491_4f6c_dd1d);
        (random >> 20) % limit
    };
    let mut cases = String::new();
    for _ in 0..100_000 / 3 {
        let limit = [LARGEST, 300, 5_000][below(3) as usize];
        let size = 1 + below(limit);
        let (index, old) = (below(size), 1 + below(size));
        let root = tree::root_from_nodes(&nodes, size).unwrap();
        let inclusion = digest(&inclusion_proof(&nodes, index, size).unwrap());
        let consistency = digest(&consistency_proof(&nodes, old, size).unwrap());
        writeln!(
            cases,
            "{size} {index} {old} {root} {inclusion} {consistency}"
        )
        .unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("trees");
    let run = |cases: &str| {
        std::fs::write(&file, cases).unwrap();
        let output = Command::new("sh")
            .arg(script())
            .arg("--trees")
            .arg(&file)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    assert_eq!(
        run(&cases),
        (
            Some(0),
            "99999 roots and proofs agree\nACCEPTED\n".to_owned()
        )
    );
    let last = cases.rfind(' ').unwrap() + 1;
    let digit = if &cases[last..=last] == "0" { "1" } else { "0" };
    cases.replace_range(last..=last, digit);
    assert_eq!(run(&cases).0, Some(1));
}

#[test]
fn go_accepts_seventy_thousand_entries_that_grew_from_fifty() {
    if !ready() {
        return;
    }
    let old = Log::new(50_000);
    let mut entries = old.entries.clone();
    entries.extend((50_000..70_000).map(|i| crate::support::entry("entry", i).to_bytes().unwrap()));
    let log = Log::publish(entries, old.key.clone());
    let export = Export::new(&log);
    let checkpoint = export.write("old", old.checkpoint());
    let receipt = export.write("receipt.json", log.receipt(69_999).to_json().unwrap());
    export.accepted(Some(&checkpoint), Some(&receipt));
    let receipt = export.write("receipt.json", old.receipt(0).to_json().unwrap());
    export.accepted(None, Some(&receipt));
    export.swap("tile/entries/100", "tile/entries/200");
    export.swap("tile/0/100", "tile/0/200");
    export.rejected(None, None, "the entries lead to the root");
}
