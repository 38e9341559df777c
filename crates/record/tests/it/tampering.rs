//! What is done to a published log is noticed.

use std::collections::BTreeMap;

use crate::support::{Log, check};
use madang_record::tile::{encode_bundle, encode_tile};
use madang_record::{
    BundleReader, Checkpoint, NodeReader, SigningKey, consistency_proof, leaf_hash,
    verify_consistency,
};

/// Changes some published files and gives what the reader says.
fn tampered(log: &Log, change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> String {
    let mut files = log.files.clone();
    change(&mut files);
    assert_ne!(files, log.files, "nothing was changed");
    check(&files, &log.keys()).unwrap_err()
}

/// Every byte of the checkpoint and of two tiles, every byte of the length prefixes, and of a spread of entries.
#[test]
fn every_flipped_byte_is_noticed() {
    let log = Log::new(300);
    let mut flips = 0;
    let names: Vec<String> = log
        .files
        .keys()
        .filter(|n| *n != "log.vkey")
        .cloned()
        .collect();
    for name in names {
        let length = log.files[&name].len();
        let step = match length {
            0..2_000 => 1,
            2_000..20_000 => 97,
            _ => 307,
        };
        let prefixes = (0..4usize).chain(length - 4..length);
        for at in (0..length).step_by(step).chain(prefixes) {
            let mask = [0x01, 0x20, 0x80][at % 3];
            let _ = tampered(&log, |files| {
                if let Some(bytes) = files.get_mut(&name) {
                    bytes[at] ^= mask;
                }
            });
            flips += 1;
        }
    }
    assert!(flips > 900, "{flips}");
}

/// A forger who makes bundle and tile agree is caught by the root.
fn republish(files: &mut BTreeMap<String, Vec<u8>>, bundle: u64, entries: &[&[u8]]) {
    let suffix = match entries.len() {
        256 => String::new(),
        width => format!(".p/{width}"),
    };
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    files.insert(
        format!("tile/entries/{bundle:03}{suffix}"),
        encode_bundle(entries).unwrap(),
    );
    files.insert(format!("tile/0/{bundle:03}{suffix}"), encode_tile(&leaves));
}

#[test]
fn dropped_reordered_and_inserted_entries_are_noticed() {
    let log = Log::new(600);
    let bundle = log.files["tile/entries/001"].clone();
    let entries: Vec<&[u8]> = BundleReader::new(&bundle, 256).unwrap().collect();

    let mut fewer = entries.clone();
    fewer.remove(7);
    let error = tampered(&log, |files| {
        files.insert("tile/entries/001".into(), encode_bundle(&fewer).unwrap());
    });
    assert!(error.contains("entry 255 of 256"), "{error}");

    let mut swapped = entries.clone();
    swapped.swap(3, 4);
    let error = tampered(&log, |files| republish(files, 1, &swapped));
    assert!(error.contains("tile/1/000.p/2: hash 1"), "{error}");

    let mut inserted = entries.clone();
    inserted.insert(3, &log.entries[0]);
    inserted.truncate(256);
    let error = tampered(&log, |files| republish(files, 1, &inserted));
    assert!(error.contains("tile/1/000.p/2: hash 1"), "{error}");

    let error = tampered(&log, |files| drop(files.remove("tile/entries/001")));
    assert!(error.contains("tile/entries/001 is missing"), "{error}");
}

/// The swap that reading through tiles alone does not notice (CVE-2026-56865).
#[test]
fn two_bundles_swapped_with_their_tiles_are_noticed() {
    let log = Log::new(1_300);
    for (a, b) in [("003", "004"), ("000", "001"), ("000", "004")] {
        let error = tampered(&log, |files| {
            for kind in ["tile/entries/", "tile/0/"] {
                let first = files.remove(&format!("{kind}{a}")).unwrap();
                let second = files.insert(format!("{kind}{b}"), first).unwrap();
                files.insert(format!("{kind}{a}"), second);
            }
        });
        assert!(error.contains("tile/1/000.p/5: hash"), "{error}");
        // With the level above made to fit, the root is another.
        let error = tampered(&log, |files| {
            let mut entries = log.entries.clone();
            let (a, b) = (
                256 * a.parse::<usize>().unwrap(),
                256 * b.parse::<usize>().unwrap(),
            );
            for i in 0..256 {
                entries.swap(a + i, b + i);
            }
            let forged = Log::publish(entries, log.key.clone());
            assert_ne!(forged.root, log.root);
            let checkpoint = files["checkpoint"].clone();
            *files = forged.files;
            files.insert("checkpoint".into(), checkpoint);
        });
        assert_eq!(error, "the entries lead to another root");
    }
}

#[test]
fn truncated_and_lengthened_files_are_noticed() {
    let log = Log::new(300);
    for name in log.files.keys().filter(|n| n.starts_with("tile/")) {
        for change in [-32isize, -1, 1, 32] {
            let error = tampered(&log, |files| {
                if let Some(bytes) = files.get_mut(name) {
                    bytes.resize(bytes.len().saturating_add_signed(change), 0);
                }
            });
            assert!(
                error.contains("bytes") || error.contains("ends inside"),
                "{name}: {error}"
            );
        }
    }
}

#[test]
fn another_key_of_the_same_name_is_noticed() {
    let log = Log::new(3);
    let thief = SigningKey::from_seed(crate::support::ORIGIN, [66; 32]).unwrap();
    let error = tampered(&log, |files| {
        let forged = Log::publish(log.entries.clone(), thief);
        files.extend(forged.files);
    });
    assert!(error.contains("no signature of a known key"), "{error}");
}

#[test]
fn a_fork_is_not_consistent() {
    let log = Log::new(700);
    for (size, fork) in [(700, 699), (700, 0), (900, 650), (900, 699)] {
        let forked = Log::with_fork(size, fork);
        assert_eq!(check(&forked.files, &log.keys()), Ok(()), "sound by itself");
        let open = |log: &Log| Checkpoint::open(&log.checkpoint(), &log.keys()).unwrap();
        let (old, new) = (open(&log), open(&forked));
        let proof = consistency_proof(&forked.nodes(), old.size, new.size).unwrap();
        let result = verify_consistency(old.size, &old.root, new.size, &new.root, &proof);
        assert!(result.is_err(), "{size} {fork}");
        // Rolled back: the older checkpoint is larger than the log.
        assert!(consistency_proof(&forked.nodes(), new.size + 1, new.size).is_err());
    }
    let grown = Log::new(900);
    let proof = consistency_proof(&grown.nodes(), 700, 900).unwrap();
    assert_eq!(
        verify_consistency(700, &log.root, 900, &grown.root, &proof),
        Ok(())
    );
    assert_eq!(
        grown.nodes().node(0, 699),
        Some(leaf_hash(&log.entries[699]))
    );
}
